// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace smc::cloudvfs {

/// Something that a check found not to be as it should.
struct ScrubFault
{
    enum class What {
        Disk,    ///< the share's folder is not as the index has it
        Object,  ///< of the mode link: the object of a file
        Pack,    ///< chunks of a pack
        File,    ///< what the store has of a file
        Version, ///< the same of an earlier version, or of a file that is not here
        Log,     ///< what is written of versions
    };
    enum class Outcome {
        Repaired,   ///< what there is a good copy of is on its way
        Repairable, ///< it would be, had it been wanted
        Lost,       ///< nobody knows of a good copy
    };
    What what = What::File;
    QByteArray path; ///< in the share, or the name of a pack; empty: all of it
    qint64 at = 0;   ///< of a version: when it was recorded, milliseconds since 1970
    QString why;
    Outcome outcome = Outcome::Lost;
};

/// What a check of a share has found.
struct ScrubReport
{
    QString share;
    qint64 run = 0;     ///< number of it
    qint64 started = 0; ///< milliseconds since 1970, as the next
    qint64 finished = 0;
    double sample = 0; ///< how much of the content was read, 0 to 1
    bool repair = false;
    qint64 files = 0;         ///< of the index, compared with the disk
    qint64 objects = 0;       ///< packs or objects that were asked for
    qint64 read = 0;          ///< of these, read whole
    qint64 bytes = 0;         ///< that were read
    qint64 segments = 0;      ///< of the log and checkpoints
    qint64 unneeded = 0;      ///< packs that nobody speaks of: of a copy that was cut short
    qint64 unneededBytes = 0; ///< of these
    qint64 faults = 0;
    qint64 repaired = 0;
    qint64 lost = 0;
    QList<ScrubFault> listed; ///< the first ones
    QString problem;          ///< what kept it from coming to its end; empty: nothing

    void add(const ScrubFault &fault);
};

/// {"share":S,"run":N,"started":MS,"finished":MS,"running":BOOL,"complete":BOOL,"problem":"…","sample":0.01,
/// "repair":BOOL,"files":N,"objects":N,"read":N,"bytes":N,"segments":N,"unneeded":N,"unneededBytes":N,"faults":N,
/// "repaired":N,"lost":N,"listed":[{"what":"disk"|"object"|"pack"|"file"|"version"|"log","path":P,"at":MS,
/// "why":"…","outcome":"repaired"|"repairable"|"lost"}…],"sentences":["…"]}
[[nodiscard]] QJsonObject toJson(const ScrubReport &report);

} // namespace smc::cloudvfs
