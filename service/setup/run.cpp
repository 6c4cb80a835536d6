// SPDX-License-Identifier: GPL-3.0-or-later
//
// First set-up as a row of steps. What can be taken back puts its opposite on a stack; a failure takes them
// from there, the last one first.

#include "service/setup/run.h"

#include "service/local/machine.h"
#include "service/local/systemd.h"
#include "service/setup/configuration.h"
#include "service/setup/keeper.h"
#include "service/setup/machine_probe.h"
#include "service/setup/tools.h"

#include <QDateTime>
#include <QFile>
#include <QHostAddress>
#include <QSaveFile>

#include <array>
#include <thread>
#include <utility>
#include <vector>

namespace smc::setup {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto programPatience = std::chrono::hours(4); ///< a large directory is copied over a slow line
constexpr auto startPatience = std::chrono::minutes(2);
constexpr auto askAgain = std::chrono::milliseconds(500);
constexpr qsizetype keptLines = 60;

QString readText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

Result<void> writeText(const QString &path, const QString &text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther) ||
        !file.commit()) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"%1 cannot be written."_s.arg(path),
                     .native = file.errorString()};
    }
    return {};
}

/// "INFO 2026-11-26 10:15:05,571 pid:28 …/__init__.py #2130: Looking up" → "Looking up".
QString withoutOrigin(const QByteArray &line)
{
    const QString text = QString::fromUtf8(line).trimmed();
    const qsizetype origin = text.startsWith("INFO "_L1) ? text.indexOf(u": ", text.indexOf(u'#')) : -1;
    return origin < 0 ? text : text.mid(origin + 2);
}

class Run
{
public:
    Run(const Request &request, const Facts &facts, const Secret &password, const Progress &progress)
        : m_request(request)
        , m_facts(facts)
        , m_password(password)
        , m_progress(progress)
        , m_machine({.smbDir = request.smbDir})
        , m_domain(request.domain.isEmpty() && facts.controller ? facts.controller->domain : request.domain)
    {}

    Result<Outcome> carryOut()
    {
        const std::array steps{&Run::stopDaemons,
                               &Run::keep,
                               &Run::configure,
                               &Run::callSamba,
                               &Run::setAdministratorsPassword,
                               &Run::carrySharesOver};
        for (const auto step : steps) {
            auto done = m_progress.cancelled && m_progress.cancelled()
                            ? Result<void>(Error{.code = ErrorCode::Cancelled, .message = u"Interrupted."_s})
                            : (this->*step)();
            if (!done)
                return takeBack(done.error());
        }
        m_undo.clear();
        if (auto started = startDaemons(); !started) {
            Error error = started.error();
            error.hint = u"The machine is set up, and stays so: find out why, and start it. "_s + error.hint;
            return error;
        }
        return outcome();
    }

private:
    using Undo = std::function<Result<void>()>;

    void begin(const QString &words) const
    {
        if (m_progress.step)
            m_progress.step(words);
    }

    Result<void> stopDaemons()
    {
        for (const QString &daemon : m_facts.daemons) {
            begin(u"Stopping %1."_s.arg(daemon));
            auto stopped = m_machine.control(daemon, local::Control::Stop);
            if (!stopped && stopped.error().code != ErrorCode::NotFound)
                return stopped;
            m_undo.emplace_back(u"Starting %1 again."_s.arg(daemon),
                                [this, daemon] { return m_machine.control(daemon, local::Control::Start); });
        }
        return {};
    }

    Result<void> keep()
    {
        begin(u"Keeping what Samba has here."_s);
        auto kept = Keeper::keep(m_facts.places, QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s));
        if (!kept)
            return kept.error();
        m_copies = kept->copies();
        m_undo.emplace_back(u"Putting Samba's files back."_s, [keeper = *kept] { return keeper.putBack(); });
        return {};
    }

    Result<void> configure()
    {
        const QString &file = m_facts.places.configFile;
        m_former = readText(file);
        if (m_request.kind != Kind::Member) {
            // samba-tool writes one, and refuses when there is one of another role.
            if (QFile::exists(file) && !QFile::remove(file))
                return Error{.code = ErrorCode::Internal, .message = u"%1 cannot be moved away."_s.arg(file)};
            return {};
        }
        begin(u"Writing %1."_s.arg(file));
        return writeText(file, memberConfiguration(m_request.realm, m_domain, m_former));
    }

    [[nodiscard]] QStringList options() const
    {
        QStringList options{u"--dns-backend="_s + m_request.dnsBackend};
        if (!m_request.site.isEmpty())
            options << u"--site="_s + m_request.site;
        if (!m_request.forwarder.isEmpty())
            options << u"--option=dns forwarder="_s + m_request.forwarder;
        return options;
    }

    [[nodiscard]] QString address() const
    {
        for (const QString &text : m_facts.addresses) {
            const QHostAddress found(text);
            if (found.protocol() == QAbstractSocket::IPv4Protocol && !found.isLoopback())
                return text;
        }
        return {};
    }

    Result<void> callSamba()
    {
        const QString realm = m_request.realm.toLower();
        const QString server = m_facts.controller ? m_facts.controller->host : QString();
        switch (m_request.kind) {
        case Kind::Provision: {
            begin(u"Making the domain %1 (%2)."_s.arg(realm, m_domain));
            QStringList arguments{u"domain"_s,
                                  u"provision"_s,
                                  u"--realm="_s + m_request.realm,
                                  u"--domain="_s + m_domain,
                                  u"--server-role=dc"_s,
                                  u"--use-rfc2307"_s,
                                  u"--host-name="_s + m_facts.host};
            if (const QString own = address(); !own.isEmpty())
                arguments << u"--host-ip="_s + own;
            return call(u"samba-tool"_s, arguments + options(), {});
        }
        case Kind::Member: {
            begin(u"Joining the domain %1 by %2."_s.arg(realm, server));
            QStringList arguments{u"ads"_s, u"join"_s, u"--server="_s + server,
                                  u"--user="_s + m_request.user};
            if (!m_request.unit.isEmpty())
                arguments << u"createcomputer="_s + canonicalUnit();
            return call(u"net"_s, arguments, m_password);
        }
        case Kind::Dc:
        case Kind::Promote: {
            const bool promotion = m_request.kind == Kind::Promote;
            begin((promotion ? u"Becoming a domain controller of %1 by %2; its directory is copied."_s
                             : u"Joining %1 as a domain controller by %2; its directory is copied."_s)
                      .arg(realm, server));
            return call(u"samba-tool"_s,
                        QStringList{u"domain"_s, promotion ? u"dcpromo"_s : u"join"_s, realm, u"DC"_s,
                                    u"--server="_s + server, u"--username="_s + m_request.user,
                                    u"--option=idmap_ldb:use rfc2307=yes"_s} +
                            options(),
                        m_password);
        }
        }
        return {};
    }

    /// "OU=Servers,OU=Berlin,DC=…" → "Berlin/Servers", as net wants it.
    [[nodiscard]] QString canonicalUnit() const
    {
        QStringList names;
        const QStringList parts = m_request.unit.split(u',');
        for (const QString &part : parts) {
            if (!part.trimmed().startsWith("DC="_L1, Qt::CaseInsensitive))
                names.prepend(part.section(u'=', 1).trimmed());
        }
        return names.join(u'/');
    }

    Result<void> setAdministratorsPassword()
    {
        if (m_request.kind != Kind::Provision)
            return {};
        begin(u"Setting the password of Administrator."_s);
        QByteArray twice(m_password.data(), static_cast<qsizetype>(m_password.size()));
        twice += '\n';
        twice.append(m_password.data(), static_cast<qsizetype>(m_password.size()));
        twice += '\n';
        return call(u"samba-tool"_s, {u"user"_s, u"setpassword"_s, u"Administrator"_s},
                    Secret(std::move(twice)));
    }

    Result<void> carrySharesOver()
    {
        if (m_request.kind != Kind::Promote)
            return {};
        const QString shares = shareSections(m_former);
        const bool registry = hasRegistryShares(m_former);
        if (shares.isEmpty() && !registry)
            return {};
        begin(u"Carrying the shares over."_s);
        const QString &file = m_facts.places.configFile;
        return writeText(file,
                         withMore(readText(file), registry ? u"registry shares = yes"_s : QString(), shares));
    }

    /// One of Samba's programs to its end. What it says is passed on as it comes.
    Result<void> call(const QString &program, const QStringList &arguments, const Secret &input)
    {
        QByteArrayList said;
        local::Command command{.program = m_request.smbDir + u"/bin/"_s + program,
                               .arguments = arguments,
                               .input = input,
                               .limits = {.time = programPatience}};
        if (!input.isEmpty())
            command.environment = passwordFromInput();
        command.said = [this, &said](const QByteArray &line) {
            // A provision tells the password that it has made up, which is replaced at once.
            if (line.contains("Admin password:"))
                return;
            said << line;
            if (said.size() > keptLines)
                said.removeFirst();
            if (m_progress.detail && !line.startsWith(' '))
                m_progress.detail(withoutOrigin(line));
        };
        const auto done = local::run(command);
        if (!done)
            return done.error();
        if (done->status == 0)
            return {};
        Error error = explain(said.join('\n') + '\n' + done->output, m_request.user);
        if (error.code == ErrorCode::Internal)
            error.message = u"%1 could not do it."_s.arg(program);
        return error;
    }

    Error takeBack(Error error)
    {
        QStringList failures;
        for (auto undo = m_undo.rbegin(); undo != m_undo.rend(); ++undo) {
            begin(undo->first);
            if (auto done = undo->second(); !done) {
                failures << done.error().toString();
                error.more.push_back(done.error());
            }
        }
        QString fate = failures.isEmpty() ? u"What was done on this machine has been taken back."_s
                                          : u"This could not be taken back: %1 The copies are in %2."_s.arg(
                                                failures.join(u' '), m_copies.join(u", "_s));
        if (m_request.kind == Kind::Promote)
            fate += u" \"net ads testjoin\" says whether the domain still knows it as a member."_s;
        error.hint = error.hint.isEmpty() ? fate : error.hint + u' ' + fate;
        return error;
    }

    Result<void> startDaemons()
    {
        const QStringList daemons =
            makesController(m_request.kind) ? QStringList{u"samba"_s} : QStringList{u"winbindd"_s, u"smbd"_s};
        enableUnits();
        for (const QString &daemon : daemons) {
            begin(u"Starting %1."_s.arg(daemon));
            auto started = m_machine.control(daemon, local::Control::Start);
            if (!started && started.error().code != ErrorCode::Exists)
                return started;
        }
        begin(makesController(m_request.kind) ? u"Waiting until the domain controller answers."_s
                                              : u"Waiting until the domain is reached."_s);
        const auto deadline = std::chrono::steady_clock::now() + startPatience;
        while (!answers()) {
            if (std::chrono::steady_clock::now() > deadline) {
                return Error{.code = ErrorCode::Timeout,
                             .message = u"%1 was started, and does not answer."_s.arg(daemons.constFirst()),
                             .hint = u"Its log says why."_s};
            }
            std::this_thread::sleep_for(askAgain);
        }
        return {};
    }

    /// Which of Samba's units start with the machine. A unit that is not installed is none to enable.
    void enableUnits() const
    {
        if (!local::systemd::runs())
            return;
        const QStringList controller{u"samba-ad-dc.service"_s};
        const QStringList member{u"smbd.service"_s, u"winbind.service"_s};
        const QStringList single{u"smbd.service"_s, u"nmbd.service"_s, u"winbind.service"_s};
        const bool here = makesController(m_request.kind);
        const auto systemctl = [this](const QStringList &arguments) {
            const auto done = local::run({}, u"/usr/bin/systemctl"_s, arguments);
            if (m_progress.detail && done && done->status != 0)
                m_progress.detail(QString::fromUtf8(done->errors).trimmed());
        };
        systemctl(QStringList{u"unmask"_s} + (here ? controller : member));
        systemctl(QStringList{u"enable"_s} + (here ? controller : member));
        systemctl(QStringList{u"disable"_s} + (here ? single : controller));
    }

    [[nodiscard]] bool answers() const
    {
        if (!makesController(m_request.kind)) {
            const auto pinged = local::run({}, m_request.smbDir + u"/bin/wbinfo"_s, {u"--ping-dc"_s});
            return pinged && pinged->status == 0 && unreachablePorts(m_facts.host, {445}).isEmpty();
        }
        const Aside aside(m_request.realm, m_domain);
        const auto found =
            net(m_request, aside.configFile(), {u"lookup"_s, u"--server="_s + m_facts.fullName});
        return found && found->status == 0 && unreachablePorts(m_facts.fullName, {88, 389, 445}).isEmpty();
    }

    [[nodiscard]] Outcome outcome() const
    {
        Outcome outcome{.copies = m_copies};
        if (!makesController(m_request.kind)) {
            if (!readText(u"/etc/nsswitch.conf"_s).contains("winbind"_L1)) {
                outcome.remaining
                    << u"For people of the domain to have names in Unix, write winbind behind passwd: "
                       "and group: in /etc/nsswitch.conf."_s;
            }
            return outcome;
        }
        if (m_request.dnsBackend == "SAMBA_INTERNAL"_L1) {
            outcome.remaining << u"Let this machine ask itself for names: \"nameserver %1\" first in "
                                 "/etc/resolv.conf."_s.arg(address());
        } else {
            outcome.remaining << u"The DNS back end %1 is yours to set up: see %2/named.txt."_s.arg(
                m_request.dnsBackend, m_facts.places.privateDir);
        }
        outcome.remaining << u"For Kerberos' own programs: cp %1/krb5.conf /etc/krb5.conf."_s.arg(
            m_facts.places.privateDir);
        if (joins(m_request.kind)) {
            outcome.remaining
                << u"Samba copies no sysvol between controllers: copy it from %1, now and whenever a "
                   "group policy changes."_s.arg(m_facts.controller ? m_facts.controller->host : QString());
        }
        return outcome;
    }

    const Request &m_request;
    const Facts &m_facts;
    const Secret &m_password;
    const Progress &m_progress;
    const local::Machine m_machine;
    const QString m_domain;
    QString m_former; ///< smb.conf as it was
    QStringList m_copies;
    std::vector<std::pair<QString, Undo>> m_undo;
};

} // namespace

Result<Outcome> run(const Request &request, const Facts &facts, const Secret &password,
                    const Progress &progress)
{
    return Run(request, facts, password, progress).carryOut();
}

} // namespace smc::setup
