// SPDX-License-Identifier: GPL-3.0-or-later
//
// Machine's daemons: what of Samba and of us runs here, started and stopped. systemd does it where it manages
// the daemon; otherwise the daemon is started as its manual says (-D: it goes into the background by itself)
// and ended by smbcontrol's "shutdown", which asks it.

#include "service/local/command.h"
#include "service/local/machine.h"
#include "service/local/processes.h"
#include "service/local/systemd.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;
using Records = QList<wire::Record>;

namespace {

constexpr auto endPatience = std::chrono::seconds(15);
constexpr auto lookAgain = std::chrono::milliseconds(200); ///< at sessions of a cluster's other nodes

struct Daemon
{
    const char *name;
    bool samba;                          ///< root starts it, smbcontrol reaches it
    std::array<const char *, 2> units{}; ///< of Debian, of others
};

const std::array daemons{Daemon{"samba", true, {"samba-ad-dc.service", "samba.service"}},
                         Daemon{"smbd", true, {"smbd.service", "smb.service"}},
                         Daemon{"nmbd", true, {"nmbd.service", "nmb.service"}},
                         Daemon{"winbindd", true, {"winbind.service", "winbindd.service"}},
                         Daemon{"samba-dcerpcd", true, {}},
                         Daemon{"cloudvfsd", false, {"cloudvfsd.service", nullptr}},
                         Daemon{"smcd", false, {"smcd.service", nullptr}},
                         Daemon{"smcd-rpc", false, {}}};

const Daemon *find(const QString &name)
{
    const auto found = std::find_if(daemons.begin(), daemons.end(), [&name](const Daemon &daemon) {
        return name == QLatin1StringView(daemon.name);
    });
    return found == daemons.end() ? nullptr : &*found;
}

QList<Process> running()
{
    QByteArrayList samba;
    QByteArrayList ours;
    for (const Daemon &daemon : daemons)
        (daemon.samba ? samba : ours) << daemon.name;
    return processes(samba, ours);
}

/// A daemon by name, or one of the processes by pid.
const Process *find(const QList<Process> &all, const QString &id)
{
    const auto found = std::find_if(all.begin(), all.end(), [&id](const Process &process) {
        return QString::number(process.pid) == id ||
               (process.main && id == QLatin1StringView(process.program));
    });
    return found == all.end() ? nullptr : &*found;
}

Error notRunning(const QString &id)
{
    return Error{.code = ErrorCode::NotFound, .message = u"%1 does not run."_s.arg(id.left(50))};
}

Result<std::optional<Unit>> unitOf(const Daemon &daemon)
{
    if (!systemd::runs() || !daemon.units.front())
        return std::optional<Unit>();
    QByteArrayList names;
    for (const char *unit : daemon.units) {
        if (unit)
            names << unit;
    }
    return systemd::find(names);
}

QByteArray stateName(char state)
{
    switch (state) {
    case 'T':
    case 't':
        return "suspended";
    case 'Z':
    case 'X':
        return "zombie";
    default:
        return "running";
    }
}

/// A process that is watched until it ends, whatever becomes of its number afterwards (pidfd_open(2)).
class Watched
{
public:
    explicit Watched(pid_t pid)
        : m_descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)))
    {}
    ~Watched()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Watched(const Watched &) = delete;
    Watched &operator=(const Watched &) = delete;
    [[nodiscard]] bool ended(std::chrono::milliseconds within) const
    {
        pollfd end{m_descriptor, POLLIN, 0};
        return m_descriptor < 0 || ::poll(&end, 1, static_cast<int>(within.count())) > 0;
    }

private:
    int m_descriptor;
};

} // namespace

std::optional<Control> controlNamed(QByteArrayView word)
{
    constexpr std::array names{std::pair{"start", Control::Start}, std::pair{"stop", Control::Stop},
                               std::pair{"restart", Control::Restart}, std::pair{"reload", Control::Reload}};
    for (const auto &[name, what] : names) {
        if (word == QByteArrayView(name))
            return what;
    }
    return std::nullopt;
}

QString Machine::daemonPath(const QByteArray &daemon) const
{
    return m_options.smbDir + u"/sbin/"_s + QString::fromLatin1(daemon);
}

Result<Records> Machine::processes() const
{
    const QList<Process> all = running();
    QHash<QByteArray, int> sessions; ///< by pid
    const bool smbd =
        std::any_of(all.begin(), all.end(), [](const Process &p) { return p.program == "smbd"; });
    const auto status = smbd ? smbStatus() : Result<SmbStatus>(SmbStatus{});
    // In a cluster numbers of processes are those of several nodes, and which is this one is not told.
    const bool counted =
        status && (status->sessions.isEmpty() || !status->sessions.constFirst().contains("node"));
    if (counted) {
        for (const wire::Record &session : status->sessions)
            ++sessions[session.value("pid")];
    }
    Records records;
    for (const Process &process : all) {
        const QByteArray pid = QByteArray::number(process.pid);
        wire::Record record;
        record.set("id", process.main ? process.program : pid);
        record.set("program", process.program);
        record.set("name", process.name);
        record.set("state", stateName(process.state));
        record.set("pid", pid);
        record.set("parent", QByteArray::number(process.parent));
        record.set("memory", QByteArray::number(process.memory));
        record.set("cpu", QByteArray::number(static_cast<double>(process.cpu) / 1000, 'f', 2));
        record.set("seconds", QByteArray::number(process.seconds));
        if (process.program == "smbd" && counted) {
            record.set("sessions",
                       QByteArray::number(process.main ? status->sessions.size() : sessions.value(pid)));
        }
        records.append(record);
    }
    for (const Daemon &daemon : daemons) {
        if (!daemon.samba || find(all, QLatin1StringView(daemon.name)) ||
            !QFileInfo(daemonPath(daemon.name)).isExecutable())
            continue;
        wire::Record record;
        record.set("id", daemon.name);
        record.set("program", daemon.name);
        record.set("name", daemon.name);
        record.set("state", "stopped");
        records.append(record);
    }
    return records;
}

Result<void> Machine::start(const QByteArray &daemon) const
{
    auto done = run(m_options.sudo, daemonPath(daemon), {u"-D"_s});
    if (!done)
        return done.error();
    if (done->status == 0)
        return {};
    const QString said = QString::fromUtf8(done->errors).trimmed();
    return Error{.code = done->status == 1 && said.contains("password"_L1) ? ErrorCode::Denied
                                                                           : ErrorCode::Refused,
                 .message = u"%1 does not start."_s.arg(QString::fromLatin1(daemon)),
                 .hint = u"Its log says why."_s,
                 .native = u"status %1: %2"_s.arg(done->status).arg(said.section(u'\n', -1))};
}

Result<void> Machine::stop(const QString &id, pid_t pid) const
{
    const Watched process(pid);
    if (auto asked = smbControl({id, u"shutdown"_s}); !asked)
        return asked.error();
    if (process.ended(endPatience))
        return {};
    return Error{.code = ErrorCode::Timeout,
                 .message = u"%1 was told to end, and still runs."_s.arg(id),
                 .retryable = true};
}

Result<void> Machine::endSession(const QString &id) const
{
    const auto find = [this, &id]() -> Result<QList<wire::Record>> {
        auto all = sessions();
        if (all)
            all->removeIf([&id](const wire::Record &one) {
                return one.text("id").compare(id, Qt::CaseInsensitive) != 0;
            });
        return all;
    };
    auto his = find(); // more than one where he has signed in more than once
    if (!his)
        return his.error();
    if (his->isEmpty()) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"There is no session %1 any more."_s.arg(id.left(200))};
    }
    bool elsewhere = false;
    QSet<QString> told;
    for (const wire::Record &session : std::as_const(*his)) {
        const QString pid = session.text("pid");
        const QString smbd = session.contains("node") ? session.text("node") + u':' + pid : pid;
        if (told.contains(smbd))
            continue;
        told.insert(smbd);
        elsewhere = elsewhere || session.contains("node");
        // A process of another node cannot be watched.
        auto ended = session.contains("node") ? smbControl({smbd, u"shutdown"_s}) : stop(smbd, pid.toInt());
        if (!ended && ended.error().code != ErrorCode::NotFound) // it went by itself
            return ended.error();
    }
    for (const QDeadlineTimer end(endPatience); elsewhere && !his->isEmpty();) {
        if (end.hasExpired()) {
            return Error{.code = ErrorCode::Timeout,
                         .message =
                             u"The session %1 was told to end, and is still there."_s.arg(id.left(200)),
                         .retryable = true};
        }
        std::this_thread::sleep_for(lookAgain);
        his = find();
        if (!his)
            return his.error();
    }
    return {};
}

Result<void> Machine::control(const QString &id, Control what) const
{
    const QList<Process> all = running();
    const Process *process = find(all, id);
    const Daemon *daemon = find(process ? QString::fromLatin1(process->program) : id);
    if (!daemon)
        return notRunning(id);
    if (what != Control::Start && !process)
        return notRunning(id);
    const bool whole = !process || process->main;
    const QString name = QLatin1StringView(daemon->name);
    if (what == Control::Reload && daemon->samba)
        return smbControl({whole ? name : id, u"reload-config"_s});
    if (what == Control::Reload && process->pid == ::getpid()) {
        ::kill(process->pid, SIGHUP);
        return {};
    }
    if (what == Control::Start && process) {
        return Error{.code = ErrorCode::Exists, .message = u"%1 runs already."_s.arg(id)};
    }
    const auto asked = unitOf(*daemon);
    if (!asked)
        return asked.error();
    const std::optional<Unit> &unit = *asked;
    if (unit && whole && (!process || unit->mainPid == process->pid)) {
        return systemd::run(what == Control::Start  ? UnitJob::Start
                            : what == Control::Stop ? UnitJob::Stop
                                                    : UnitJob::Restart,
                            unit->name);
    }
    if (!daemon->samba || (!whole && what == Control::Restart)) {
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"%1 cannot be started and stopped from here."_s.arg(id),
                     .hint = u"Whoever started it does."_s};
    }
    if (what != Control::Start) {
        if (auto stopped = stop(whole ? name : id, process->pid); !stopped || what == Control::Stop)
            return stopped;
    }
    return start(daemon->name);
}

Result<void> Machine::reloadAll() const
{
    const QList<Process> all = running();
    for (const char *daemon : {"smbd", "nmbd", "winbindd"}) {
        const QString name = QLatin1StringView(daemon);
        if (!find(all, name))
            continue;
        if (auto told = smbControl({name, u"reload-config"_s}); !told)
            return told;
        // A daemon takes its messages one after the other: when it answers this one it has read it.
        if (auto answered = smbControl({name, u"ping"_s}); !answered)
            return answered;
    }
    return {};
}

Result<void> Machine::setLogLevel(const QString &id, const QString &level) const
{
    // No "class:level@file", which would write where the caller likes.
    static const QRegularExpression form(
        u"^(?:\\d{1,2}|[a-z0-9_]{1,32}:\\d{1,2})(?: [a-z0-9_]{1,32}:\\d{1,2})*$"_s);
    if (level.size() > 500 || !form.match(level).hasMatch()) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"\"%1\" is no log level."_s.arg(level.left(100)),
                     .hint = u"Write a number, and classes behind it as in \"1 auth:5\"."_s,
                     .field = u"level"_s};
    }
    if (!find(running(), id))
        return notRunning(id);
    return smbControl({id, u"debug"_s, level});
}

} // namespace smc::local
