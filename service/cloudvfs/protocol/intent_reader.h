// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/protocol/intents.h"

#include <QByteArray>
#include <QList>

namespace smc::cloudvfs {

/// A record of the intent file (intents.h).
struct Intent
{
    cloudvfs_intent_kind kind;
    QByteArray path;   ///< bytes, relative to the share
    QByteArray target; ///< of RENAMED
    quint32 pid = 0;
    quint64 device = 0; ///< with `inode` 0: not known
    quint64 inode = 0;
    quint16 result = 0; ///< of ENDED: errno, or 0; of META: CLOUDVFS_IS_FOLDER, or 0
};

struct IntentBatch
{
    QList<Intent> intents;
    qsizetype read = 0;    ///< bytes; what follows is a record that is not whole yet
    qsizetype damaged = 0; ///< bytes among them that are no record
};

/// The records in a piece of an intent file that begins with one. A damaged one is passed over up to the next
/// that is whole. A kind that is not known is passed over, too, as damage.
[[nodiscard]] IntentBatch readIntents(const QByteArray &bytes);

} // namespace smc::cloudvfs
