// SPDX-License-Identifier: GPL-3.0-or-later
//
// What CLOUDVFS_MANAGE asks and answers, each an object of JSON:
//
//     {"do":"shares"}                                         {"shares":[ShareStatus…]}
//     {"do":"queue","share":S,"most":N}                       {"files":[WaitingFile…],"total":N}
//     {"do":"files","share":S,"path":FOLDER}                  {"files":[FileStatus…],"more":BOOL}
//     {"do":"stores"}                                         {"stores":[StoreStatus…]}
//     {"do":"bandwidth"}, {"do":"bandwidth","store":N}        {"stores":[StoreBandwidth…]}
//     {"do":"bandwidth","store":N,"up":R,"down":R,"until":T}  the same, as it is then: limits by hand, R a
//     number of bytes in a second or "2M", 0 none; one of the two may be missing. T: milliseconds since 1970;
//     0 or nothing: until the daemon starts again or reads its configuration anew. "for":"2h" instead of
//     "until": from now on. "clear":true instead of all of it: schedule and limits count again.
//     {"do":"check","share":S,"store":N,"mode":M}             {"checks":[Check…],"parameters":{"vfs
//     objects":"…",…}}
//     {"do":"join","share":S,"store":N,"mode":M}              {}
//     {"do":"pause"|"resume","share":S}                       {}
//     {"do":"scan","share":S,"acceptRemovals":BOOL,"acceptRoot":BOOL}  {}
//     {"do":"scrub","share":S,"sample":0…1,"repair":BOOL}     {"run":N}; without "sample": the configured one
//     {"do":"scrub-report","share":S}                         as sync/scrub_report.h has it; {}: none was
//     made
//     {"do":"evict"|"recall"|"pin"|"unpin","share":S,"path":P}  {}
//     {"do":"versions","share":S,"path":P}                    {"versions":[Version…]}, the oldest first
//     {"do":"restore","share":S,"path":P,"at":MS}             {"files":N,"folders":N,"bytes":N,"same":N,
//     "failed":N,"problems":["…"…]}: into the share, as of a time, now without "at" (sync/restorer.h)
//
// Paths are relative to the share; "" is its folder. What cannot be done is answered as an error (ask.h).
#pragma once

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

namespace smc::cloudvfs {

/// A share that is joined to a store.
struct ShareStatus
{
    QString name;
    QString mode;
    QString store;
    QString path;
    QMap<QString, qint64> files; ///< how many are "clean", "dirty", "evicting", "stub", "missing", "local"
    QMap<QString, qint64> bytes; ///< of the versions that the store has of them
    qint64 removals = 0;         ///< objects that wait for their removal
    qint64 behind = 0;           ///< bytes of intents that are not taken over yet
    qint64 oldest = 0;           ///< when what waits longest was changed, milliseconds since 1970; 0: nothing
    QString problem;             ///< what keeps it from going on; "": nothing
    qint64 problemSince = 0;     ///< milliseconds since 1970
    bool paused = false;         ///< nothing is copied or removed
    qint64 checked = 0;          ///< when the last check (scrub) ended, milliseconds since 1970; 0: never
    qint64 faults = 0;           ///< that it found
    qint64 lost = 0;             ///< of these, what no good copy is known of
    qint64 run = 0;              ///< its number
    QString checkProblem;        ///< what kept it from its end; "": nothing
    bool checking = false;       ///< another one is under way
    bool restoring = false;      ///< somebody restores files of it
    qint64 healing = 0;          ///< objects that stores of its mirror still lack or have too much
};

/// A file that is not in the store as it is.
struct WaitingFile
{
    QString path;
    qint64 size = -1; ///< as it lies on the disk; -1: it is gone
    qint64 since = 0; ///< when it was first changed, milliseconds since 1970
    QString state;    ///< "waiting", "open" (somebody changes it), "copying"
    qint64 sent = 0;  ///< bytes, while it is being copied
    int attempts = 0; ///< that failed
    QString why;      ///< the last one
};

/// What lies in a folder of a share.
struct FileStatus
{
    QString name;
    bool folder = false;
    qint64 size = 0;
    qint64 modified = 0; ///< milliseconds since 1970
    QString state;       ///< as in ShareStatus::files; "": cloudvfsd does not know it
    bool pinned = false; ///< its content stays on the disk
};

struct StoreStatus
{
    QString name;
    QString health;  ///< "up", "down", "unknown": nothing was asked of it yet
    QString problem; ///< of the last answer, or that it is yet to be compared with its mirror; "": none
    qint64 lastSuccess = 0; ///< milliseconds since 1970; 0: none since the daemon runs
    qint64 lastFailure = 0;
    qint64 requests = 0; ///< since the daemon runs, as the following
    qint64 failures = 0;
    qint64 sent = 0; ///< bytes of content
    qint64 received = 0;
    QString mirror;          ///< of which it is a part; "": of none
    qint64 healing = 0;      ///< objects that it still lacks of the mirror's, or has too much
    qint64 healingSince = 0; ///< milliseconds since 1970; 0: none
};

/// What went in one minute.
struct TrafficMinute
{
    qint64 start = 0; ///< milliseconds since 1970
    qint64 sent = 0;  ///< bytes of content
    qint64 received = 0;
};

/// How much may go to a store and come from it, and how much does. Rates are bytes in a second; 0: no limit.
struct StoreBandwidth
{
    QString name;
    qint64 up = 0; ///< now
    qint64 down = 0;
    QString why;      ///< "fixed", "schedule", "hand"
    qint64 until = 0; ///< milliseconds since 1970; 0: that is not known
    qint64 fixedUp = 0;
    qint64 fixedDown = 0;
    QString schedule; ///< as the configuration has it
    qint64 sent = 0;  ///< since the daemon runs, bytes of content
    qint64 received = 0;
    QList<TrafficMinute> minutes; ///< the last hour; the last one is not over yet
};

/// What there was at a path from a time on.
struct Version
{
    qint64 at = 0;       ///< milliseconds since 1970: restored as of then, it is this one
    QString kind;        ///< "file", "folder", "gone"
    qint64 size = 0;     ///< of a file
    qint64 modified = 0; ///< milliseconds since 1970
};

/// Something that a check found (sync/scrub_report.h, "listed").
struct CheckFault
{
    QString what;  ///< "disk", "object", "pack", "file", "version", "log"
    QString path;  ///< in the share, or of the object; "": all of it
    qint64 at = 0; ///< of a version
    QString why;
    QString outcome; ///< "repaired", "repairable", "lost"
};

/// Whether something is as it must be for a share to be joined.
struct Check
{
    QString name;  ///< "share", "module", "folder", "store", "clock"
    QString state; ///< "ok", "warning", "critical"
    QString message;
};

[[nodiscard]] QJsonObject toJson(const Check &check);
void fromJson(const QJsonObject &json, Check &check);
[[nodiscard]] QJsonObject toJson(const Version &version);
void fromJson(const QJsonObject &json, Version &version);
void fromJson(const QJsonObject &json, CheckFault &fault);
[[nodiscard]] QJsonObject toJson(const ShareStatus &share);
[[nodiscard]] QJsonObject toJson(const WaitingFile &file);
[[nodiscard]] QJsonObject toJson(const FileStatus &file);
[[nodiscard]] QJsonObject toJson(const StoreStatus &store);
[[nodiscard]] QJsonObject toJson(const StoreBandwidth &store);
void fromJson(const QJsonObject &json, ShareStatus &share);
void fromJson(const QJsonObject &json, WaitingFile &file);
void fromJson(const QJsonObject &json, FileStatus &file);
void fromJson(const QJsonObject &json, StoreStatus &store);
void fromJson(const QJsonObject &json, StoreBandwidth &store);

/// The list `name` of an answer.
template<typename T>
[[nodiscard]] QList<T> listOf(const QJsonObject &answer, QStringView name);

} // namespace smc::cloudvfs
