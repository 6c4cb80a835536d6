// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>

/// Passwords in the system's key chain (QtKeychain). In a build without it isOffered() is false and the rest
/// does nothing. Answers come later, on the GUI thread, and not at all once `context` is gone.
namespace smc::session::keychain {

[[nodiscard]] bool isOffered();
/// Empty when there is none, or the key chain is closed.
void read(const QString &key, QObject *context, std::function<void(QString password)> then);
/// `then` gets an empty text, or what went wrong.
void write(const QString &key, const QString &password, QObject *context, std::function<void(QString)> then);
void remove(const QString &key);

} // namespace smc::session::keychain
