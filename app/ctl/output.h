// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace smc::ctl {

/// Columns that the text takes in a terminal: 2 for East Asian wide characters and emoji, 0 for combining
/// ones ([UAX #11]).
[[nodiscard]] int displayWidth(const QString &text);
/// The text without control characters, which could command the terminal.
[[nodiscard]] QString printable(const QString &text);
/// The text in at most `width` columns, with "…" where it was cut.
[[nodiscard]] QString elided(const QString &text, int width);

/// Rows under their heads, columns aligned; no cell wider than `cellWidth` (0: as wide as it is).
[[nodiscard]] QString table(const QStringList &heads, const QList<QStringList> &rows, int cellWidth);
/// One attribute for a line, several values one below the other.
[[nodiscard]] QString sheet(const QJsonObject &record);
/// The values of an attribute for a cell: joined by ", ".
[[nodiscard]] QString cellText(const QJsonValue &values);
/// The changes of a dry run, as a person compares them ("- before", "+ after").
[[nodiscard]] QString changesText(const QJsonArray &changes);
/// "smcctl: sentence" with the hint, the place and the other faults on lines of their own.
[[nodiscard]] QString errorText(const Error &error);

/// The exit status that says this kind of error (see the manual page).
[[nodiscard]] int exitStatus(ErrorCode code);

void print(const QString &text);      ///< to stdout, as UTF-8; see finish()
void printError(const QString &text); ///< to stderr
/// The status to exit with: `status`, unless not all that was printed could be written (a full disk). Then
/// that is said, unless whoever read it has closed the pipe, and the status is 1.
[[nodiscard]] int finish(int status);

} // namespace smc::ctl
