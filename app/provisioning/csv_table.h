// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace smc::provisioning {

/// How a text file is to be read; what is left empty is found out.
struct CsvOptions
{
    QChar delimiter;  ///< null: the one of , ; tab | that splits the lines most evenly
    QString encoding; ///< "UTF-8", "UTF-16", "Windows-1252"; empty: by BOM, then UTF-8 if it is valid, else
                      ///< Windows-1252
    bool firstRowIsHeader = true;
};

/// A CSV file ([RFC 4180]; quotes, line ends inside quotes) as a spreadsheet wrote it. A cell that was
/// neutralised against formulas ("'=…", docs/formats.md) has its "'" taken off; blanks around a cell are none
/// of it.
struct CsvTable
{
    QStringList header;      ///< names of the columns; "Column 1", … where the file has none
    QList<QStringList> rows; ///< each as long as the header
    QList<int> lines;        ///< where each row begins in the file, from 1
    QChar delimiter;
    QString encoding;
};

/// Errors: Invalid for what is no text, an empty file, a quote that does not end, more than 256 columns, or
/// more than 20,000 rows (the limit of a batch).
[[nodiscard]] Result<CsvTable> parseCsv(const QByteArray &bytes, const CsvOptions &options = {});
/// The same from a file of at most 64 MB.
[[nodiscard]] Result<CsvTable> readCsv(const QString &file, const CsvOptions &options = {});

/// The reverse for one row: quoted where needed, cells that a spreadsheet would take for a formula get a
/// leading "'"; ends with CRLF.
[[nodiscard]] QByteArray csvRow(const QStringList &cells);

} // namespace smc::provisioning
