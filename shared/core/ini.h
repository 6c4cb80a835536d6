// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace smc::config {

/// Something wrong in the file, for a person: "smcd.conf:12: …".
struct Fault
{
    int line = 0; ///< 0: the file as a whole
    QString message;
};

/// One `key = value`.
struct Entry
{
    QString section; ///< "realm", lower case
    QString name;    ///< "LAB.EXAMPLE" of "[realm LAB.EXAMPLE]"
    QString key;     ///< lower case
    QString value;
    int line = 0;
    int sectionLine = 0;
};

/// A section header, also one without entries.
struct Section
{
    QString section;
    QString name;
    int line = 0;
};

struct Ini
{
    QList<Section> sections;
    QList<Entry> entries;
    QList<Fault> faults;
};

/// Reads
///
///     # a comment; also ;
///     [section name]
///     key = value            spaces around both are dropped, quotes are not special
///     key = a long value \   a backslash at the end continues on the next line
///           that goes on
///
/// UTF-8, with or without a BOM, LF or CRLF. What cannot be read becomes a fault, and the rest goes on.
[[nodiscard]] Ini parseIni(const QByteArray &text);

} // namespace smc::config
