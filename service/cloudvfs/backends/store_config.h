// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/limited_store.h"
#include "shared/core/ini.h"

#include <memory>

namespace smc::cloudvfs {

/// A section of a configuration that tells of a store:
///
///     [store NAME]
///     type = s3                          what a section without a type is
///     endpoint = https://s3.example      bucket = backup    region = us-east-1    ca = FILE
///     addressing = path | virtual        storage class = STANDARD_IA
///     key file = FILE | key environment = NAME | key credential = NAME
///
///     type = swift                       container = NAME    ca, key …
///     endpoint = https://swift.example/auth/v1.0
///
///     type = azure                       container = NAME    storage class = Cool    ca, key …
///     endpoint = https://ACCOUNT.blob.core.windows.net
///
///     type = webdav                      ca, key …
///     endpoint = https://dav.example/COLLECTION
///
///     type = folder                      path = FOLDER    mount = FOLDER
///
///     connections = 16    retries = 3    of each type; bytes in a second:
///     upload limit = 10M                 download limit = 10M
///     bandwidth schedule = mon-fri 08:00-18:00 up 2M down 10M; …        backends/bandwidth.h
///
/// A key is an identifier and its secret, on two lines or with a blank between: in a file that nobody else
/// may read, in a variable of the environment, or in a credential of systemd ($CREDENTIALS_DIRECTORY/NAME).
/// No message says anything of its content.
///
/// `line` is that of the section's head. `state`: a folder where a store keeps what it is in the middle of
/// (UploadLog); empty: in memory. Every unknown key and bad value becomes a fault with its line; null
/// when there is any. Nothing is sent anywhere.
[[nodiscard]] std::unique_ptr<LimitedStore> storeOf(const QString &name, int line,
                                                    const QList<config::Entry> &entries,
                                                    QList<config::Fault> &faults, const QString &state = {});

/// STATE/WHAT-STORE.ENDING, whatever the store is called.
[[nodiscard]] QString stateFile(const QString &state, const QString &what, const QString &store,
                                const QString &ending);

/// A file of keys that nobody but its owner may touch: why it cannot be had; empty: it is in `text`.
[[nodiscard]] QString readKeyFile(const QString &path, QByteArray &text);

} // namespace smc::cloudvfs
