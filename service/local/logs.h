// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace smc::local {

/// One message of a log of Samba's (`logging = file`): the header in brackets and the lines below it.
struct LogEntry
{
    QString file;  ///< "log.smbd"
    qint64 offset; ///< in the file; together they name the message
    QDateTime time;
    int level = -1; ///< 0 is an error; -1: it says none
    QString origin; ///< "smbd/server.c:1741(main)"
    QString text;   ///< up to 4,096 characters; lines apart by \n
    QString extra;  ///< what else the header tells: "pid=1234, effective(0, 0), class=auth"
};

/// The messages in the last part of a log, oldest first. `bytes` begins anywhere in the file, at `offset`;
/// what stands before its first header is left out when that is not the file's beginning. Text without any
/// header is one message for each line. Never fails: a log holds what anybody sent to Samba.
[[nodiscard]] QList<LogEntry> parseLog(const QString &file, const QByteArray &bytes, qint64 offset);

/// What the end of each log of a folder holds: at most `each` bytes of a file and 200 files, the newest
/// files first. Compressed and rotated ones (".gz", ".old") are left out; so is what is no regular file.
/// Errors: Denied, NotFound.
[[nodiscard]] Result<QList<LogEntry>> readLogs(const QString &folder, qint64 each = 256 * 1024);

} // namespace smc::local
