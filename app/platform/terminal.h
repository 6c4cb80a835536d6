// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// The terminal a command line program sits at. Needs Qt Core alone: smcctl compiles it without the rest.
namespace smc::platform {

/// Whether a person reads what is written to stderr (or stdout).
[[nodiscard]] bool isTerminal(int descriptor);
/// Columns of the terminal behind stdout; 0 when it is none.
[[nodiscard]] int terminalWidth();
/// Asks for a line without showing what is typed. Empty when there is no terminal to ask at.
[[nodiscard]] QByteArray readPassword(const QString &prompt);

} // namespace smc::platform
