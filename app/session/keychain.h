// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QObject>
#include <QString>

#include <functional>

/// Passwords in the system's key chain (QtKeychain: Secret Service, KWallet, and what Windows and macOS
/// have). In a build without it isOffered() is false and the rest does nothing. Answers come later, on the
/// GUI thread, and not at all once `context` is gone; where the key chain asks the person for leave, much
/// later.
///
/// Errors: NotFound (nothing is kept under this key), Denied (the key chain stays closed), Unsupported (this
/// computer has none), Unreachable (it does not answer).
namespace smc::session::keychain {

[[nodiscard]] bool isOffered();
void read(const QString &key, QObject *context, std::function<void(const Result<QString> &password)> then);
void write(const QString &key, const QString &password, QObject *context,
           std::function<void(const Result<void> &)> then);
/// That nothing was kept is no failure.
void remove(const QString &key, QObject *context, std::function<void(const Result<void> &)> then);

} // namespace smc::session::keychain
