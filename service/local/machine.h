// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/local/conf_text.h"
#include "service/local/smbstatus.h"
#include "service/local/usage.h"
#include "service/smbconf/section.h"
#include "shared/core/result.h"
#include "shared/wire/record.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace smc::local {

/// What a person may do with a daemon.
enum class Control { Start, Stop, Restart, Reload };

/// The machine that smcd runs on, when that is a file server: Samba's own tools, /proc, the logs.
///
/// Right that each thing needs: processes and usage none; logs that of reading them (the group adm on
/// Debian); smbstatus, testparm and smbcontrol root, which smcd itself should not be: they are run by
/// `sudo`, whose rules name each tool with its arguments (installer/smcd.sudoers). Nothing that a person
/// typed reaches a shell: arguments are passed as they are.
///
/// Thread-safe. All functions block; use the servers pool. Errors: Denied (a right is missing; the hint says
/// which), NotFound, Timeout, Unsupported, Internal.
class Machine
{
public:
    struct Options
    {
        QString server;                                 ///< which server this is: "fs1"; empty: none
        QString smbDir = QStringLiteral("/usr");        ///< where Samba's bin and sbin are
        QString sudo;                                   ///< path of sudo; empty: smcd has the rights itself
        QString smcd = QStringLiteral("/usr/bin/smcd"); ///< that sudo may run
        QString logs = QStringLiteral("/var/log/samba");
        QString cloudvfs = QStringLiteral("/run/cloudvfs-management/socket"); ///< of cloudvfsd
        bool journal = true; ///< messages of Samba's services there are among its logs
    };
    explicit Machine(Options options);

    /// Whether a server, by its name or its host name, is this machine.
    [[nodiscard]] bool is(const QString &name, const QString &host) const;

    /// What smbstatus tells; see SmbStatus for the attributes.
    [[nodiscard]] Result<QList<wire::Record>> sessions() const;
    [[nodiscard]] Result<QList<wire::Record>> connections() const;
    [[nodiscard]] Result<QList<wire::Record>> files() const;

    /// `id` (a daemon's name for the daemon itself, else the pid), `program`, `name`, `state` (running,
    /// suspended, zombie; stopped for a daemon that is installed and does not run), `pid`, `parent`,
    /// `memory` (bytes), `cpu` (seconds of processor time), `seconds` (since its start), for an smbd
    /// `sessions`, as far as smbstatus may be asked.
    [[nodiscard]] Result<QList<wire::Record>> processes() const;
    /// Samba's messages: `id`, `time` (ISO 8601), `level`, `file`, `origin`, `text`, `details`.
    [[nodiscard]] Result<QList<wire::Record>> logs() const;
    /// See Usage; one record.
    [[nodiscard]] Result<QList<wire::Record>> usage();
    /// The file system below each share: `share`, `path`, and what diskOf() tells.
    [[nodiscard]] Result<QList<wire::Record>> disks() const;
    /// [global] as Samba has it in effect, of smb.conf and of the registry; without what has its default.
    [[nodiscard]] Result<smbconf::Section> globalSection() const;

    /// smb.conf itself. Errors: those of readConfText().
    [[nodiscard]] Result<ConfText> confText() const;
    /// Puts `text` in the place of what has the hash `former`, as replaceConfText() does, by `smcd
    /// replace-config` where sudo is used; then every daemon of Samba that runs has read it. Errors: also
    /// those of control(); smb.conf is replaced then.
    [[nodiscard]] Result<void> replaceConf(const QByteArray &text, const QByteArray &former) const;

    /// What only the machine itself knows of its health: whether winbindd reaches the domain, and where there
    /// is a cluster, how its nodes are. See channelRecord() and clusterRecords().
    [[nodiscard]] Result<QList<wire::Record>> health() const;

    /// Shares that are joined to a cloud, by what cloudvfsd tells of them and by Samba's configuration: a
    /// share that has the module and of which no cloudvfsd tells is "down". See docs/rest.md for the
    /// attributes.
    [[nodiscard]] Result<QList<wire::Record>> cloudShares() const;
    /// Files that are not in their store as they are, of each share the thousand that wait for longest.
    [[nodiscard]] Result<QList<wire::Record>> cloudQueue() const;
    [[nodiscard]] Result<QList<wire::Record>> cloudStores() const;
    /// How much may go to each store and come from it; what did in each minute of the last hour.
    [[nodiscard]] Result<QList<wire::Record>> cloudBandwidth() const;
    [[nodiscard]] Result<QList<wire::Record>> cloudTraffic() const;
    /// What is in a folder of such a share; "": in its own.
    [[nodiscard]] Result<QList<wire::Record>> cloudFiles(const QString &share, const QString &folder) const;
    /// Whether a share of Samba can be joined to a store in a mode: `check`, `state` (ok, warning, critical),
    /// `message`; of "module" also the share's parameters as they have to be (`vfs-objects`).
    [[nodiscard]] Result<QList<wire::Record>> cloudChecks(const QString &share, const QString &store,
                                                          const QString &mode) const;
    /// Joins it, as far as it is cloudvfsd's affair: what Samba's configuration says is another's. `body`:
    /// `store`, `mode`. Errors: also Refused, when a check is critical.
    [[nodiscard]] Result<void> cloudJoin(const QString &share, const wire::Record &body) const;
    /// Limits of a store by hand. `body`: `up`, `down` (bytes in a second, "2M"), `until` (ISO 8601) or `for`
    /// ("2h"). Errors: also Invalid.
    [[nodiscard]] Result<void> cloudLimit(const QString &store, const wire::Record &body) const;
    /// That is over.
    [[nodiscard]] Result<void> cloudUnlimit(const QString &store) const;
    /// `what` of client/management.h, with the share or file `id`: "data", "data/folder/file". Returns when
    /// it is done. Errors: those of cloudvfsd; Timeout when content is long in coming.
    [[nodiscard]] Result<void> cloudDo(const QString &what, const QString &id) const;
    /// Looks at a share's folder and bucket anew. `body`: `accept-removals`, `accept-root` (TRUE, FALSE;
    /// client/management.h). Errors: also Invalid, as of the next.
    [[nodiscard]] Result<void> cloudScan(const QString &share, const wire::Record &body) const;
    /// Has a share checked. `body`: `sample` (0% to 100% of the content; as configured without), `repair`.
    /// `run`: the check's number. Errors: also Busy.
    [[nodiscard]] Result<wire::Record> cloudScrub(const QString &share, const wire::Record &body) const;
    /// What the check of a share that is under way, or else the last one, has found.
    [[nodiscard]] Result<QList<wire::Record>> cloudFaults(const QString &share) const;
    /// What there was at a path, the oldest first.
    [[nodiscard]] Result<QList<wire::Record>> cloudVersions(const QString &share, const QString &path) const;
    /// Restores a path ("": all) as it was `at` (milliseconds since 1970), into the share. How many `files`,
    /// `folders`, `bytes`, how many were the `same` already, and `failed`, with the first `problems`. Errors:
    /// also Busy; Timeout, after which it goes on.
    [[nodiscard]] Result<wire::Record> cloudRestore(const QString &share, const QString &path,
                                                    std::optional<qint64> at) const;

    /// Starts, stops or restarts a daemon (by systemd where it manages it), or lets it read its
    /// configuration again. By its pid a single process, an smbd with its client, say, can be stopped and
    /// told to reload. Returns when it is done: what is stopped has ended.
    /// Errors: NotFound, Unsupported, Refused.
    [[nodiscard]] Result<void> control(const QString &id, Control what) const;
    /// How much a daemon or a process logs from now until its end: "1", or with classes "1 auth:5 smb:10"
    /// (smb.conf(5), log level). Errors: Invalid, NotFound.
    [[nodiscard]] Result<void> setLogLevel(const QString &id, const QString &level) const;
    /// Ends all tree connects of a share. Errors: NotFound.
    [[nodiscard]] Result<void> closeShare(const QString &share) const;
    /// Ends a session by its `id`, as NetrSessionDel does: the smbd that serves it is told to end, with
    /// whatever else came over the same connection. Returns when it has. Errors: NotFound.
    [[nodiscard]] Result<void> endSession(const QString &id) const;
    /// Ends all sessions from an address. Errors: Invalid.
    [[nodiscard]] Result<void> killClient(const QString &address) const;

private:
    [[nodiscard]] Result<SmbStatus> smbStatus() const;
    [[nodiscard]] Result<QJsonObject> askCloudvfsd(const QJsonObject &request) const;
    [[nodiscard]] Result<QList<wire::Record>> withoutCloudvfsd(const Error &error) const;
    [[nodiscard]] Result<QByteArray> tool(const QString &program, const QStringList &arguments) const;
    [[nodiscard]] Result<QList<QPair<QString, smbconf::Section>>> testparm() const;
    [[nodiscard]] Result<void> smbControl(const QStringList &arguments) const;
    [[nodiscard]] Result<void> reloadAll() const;
    [[nodiscard]] Result<void> start(const QByteArray &daemon) const;
    [[nodiscard]] Result<void> stop(const QString &id, pid_t pid) const;
    [[nodiscard]] QString daemonPath(const QByteArray &daemon) const;

    const Options m_options;
    Usage m_usage;
};

/// "start" → Start; nothing for another word.
[[nodiscard]] std::optional<Control> controlNamed(QByteArrayView word);

/// The sections of smb.conf as `testparm -s` prints them.
[[nodiscard]] QList<QPair<QString, smbconf::Section>> parseTestparm(const QByteArray &text);

} // namespace smc::local
