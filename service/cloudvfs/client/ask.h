// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/protocol/frames.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <chrono>

namespace smc::cloudvfs {

/// What is asked over cloudvfsd's socket (frames.h).
struct Question
{
    cloudvfs_request_kind kind;
    QString share;
    QByteArray path;
    quint64 device = 0;
    quint64 inode = 0;
    qint64 offset = 0;
    qint64 length = 0;
    QByteArray text = {}; ///< of CLOUDVFS_MANAGE
};

/// Asks a running daemon, as an administrator's program does. Waits as long as it takes, or for `patience`:
/// content may have to come. Errors: Unreachable; Timeout, after which what was asked may go on; those of the
/// daemon.
[[nodiscard]] Result<QByteArray> ask(const QByteArray &socket, const Question &question,
                                     std::chrono::seconds patience = {});

/// A management question: `request` names what is to be done as "do", and the rest is of that
/// (management.h). On either socket. Errors: Unreachable, Denied (of this account), Timeout; those of the
/// daemon.
[[nodiscard]] Result<QJsonObject> manage(const QByteArray &socket, const QJsonObject &request,
                                         std::chrono::seconds patience = {});

/// The words of an error as CLOUDVFS_MANAGE answers it, and back.
[[nodiscard]] QByteArray toText(const Error &error);
[[nodiscard]] Error errorOf(const QByteArray &text);

} // namespace smc::cloudvfs
