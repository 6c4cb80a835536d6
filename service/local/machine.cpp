// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/machine.h"

#include "service/local/command.h"
#include "service/local/journal.h"
#include "service/local/logs.h"

#include <QHostAddress>

#include <algorithm>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;
using Records = QList<wire::Record>;

Machine::Machine(Options options)
    : m_options(std::move(options))
{}

bool Machine::is(const QString &name, const QString &host) const
{
    return !m_options.server.isEmpty() && (name.compare(m_options.server, Qt::CaseInsensitive) == 0 ||
                                           host.compare(m_options.server, Qt::CaseInsensitive) == 0);
}

/// Samba's tools say what went wrong on standard error and in their exit status.
Result<QByteArray> Machine::tool(const QString &program, const QStringList &arguments) const
{
    auto done = run(m_options.sudo, m_options.smbDir + u"/bin/"_s + program, arguments);
    if (!done)
        return done.error();
    if (done->status == 0)
        return done->output;
    const QString said = QString::fromUtf8(done->errors).trimmed();
    const bool denied = said.contains("only works as root"_L1) || said.contains("ACCESS_DENIED"_L1) ||
                        said.contains("Permission denied"_L1) || said.contains("a password is required"_L1) ||
                        said.contains("not allowed to execute"_L1);
    if (denied) {
        return Error{.code = ErrorCode::Denied,
                     .message = u"The service's account may not run %1 as root."_s.arg(program),
                     .hint =
                         u"Set [local] sudo in smcd.conf and install smcd's rules for sudo, see smcd(8)."_s,
                     .native = said.section(u'\n', -1)};
    }
    return Error{.code = ErrorCode::Refused,
                 .message = u"%1 failed."_s.arg(program),
                 .native = u"status %1: %2"_s.arg(done->status).arg(said.section(u'\n', -1))};
}

// ---- smbstatus ------------------------------------------------------------------------------------------

Result<SmbStatus> Machine::smbStatus() const
{
    auto json = tool(u"smbstatus"_s, {u"--json"_s, u"--byterange"_s});
    if (!json)
        return json.error();
    return parseSmbStatus(*json);
}

Result<Records> Machine::sessions() const
{
    auto status = smbStatus();
    if (!status)
        return status.error();
    return std::move(status->sessions);
}

Result<Records> Machine::connections() const
{
    auto status = smbStatus();
    if (!status)
        return status.error();
    return std::move(status->connections);
}

Result<Records> Machine::files() const
{
    auto status = smbStatus();
    if (!status)
        return status.error();
    return std::move(status->files);
}

// ---- configuration --------------------------------------------------------------------------------------

QList<QPair<QString, smbconf::Section>> parseTestparm(const QByteArray &text)
{
    QList<QPair<QString, smbconf::Section>> sections;
    const QStringList lines = QString::fromUtf8(text).split(u'\n');
    for (const QString &written : lines) {
        const QString line = written.trimmed();
        if (line.startsWith(u'[') && line.endsWith(u']')) {
            sections.append({line.mid(1, line.size() - 2), {}});
        } else if (const qsizetype equals = line.indexOf(u'=');
                   equals > 0 && !sections.isEmpty() && !line.startsWith(u'#')) {
            sections.last().second.append(
                QStringList{line.left(equals).trimmed(), line.mid(equals + 1).trimmed()});
        }
    }
    return sections;
}

Result<QList<QPair<QString, smbconf::Section>>> Machine::testparm() const
{
    auto text = tool(u"testparm"_s, {u"--suppress-prompt"_s});
    if (!text)
        return text.error();
    return parseTestparm(*text);
}

Result<smbconf::Section> Machine::globalSection() const
{
    auto sections = testparm();
    if (!sections)
        return sections.error();
    for (const auto &[name, parameters] : std::as_const(*sections)) {
        if (name == "global"_L1)
            return parameters;
    }
    return smbconf::Section();
}

Result<Records> Machine::disks() const
{
    auto sections = testparm();
    if (!sections)
        return sections.error();
    Records records;
    for (const auto &[name, parameters] : std::as_const(*sections)) {
        for (const QStringList &parameter : parameters) {
            // A path with a variable in it is another one for each person.
            if (parameter.constFirst() != "path"_L1 || parameter.constLast().contains(u'%'))
                continue;
            wire::Record record = diskOf(parameter.constLast());
            record.attributes.prepend({"path", {parameter.constLast().toUtf8()}});
            record.attributes.prepend({"share", {name.toUtf8()}});
            records.append(record);
        }
    }
    return records;
}

// ---- logs, usage ----------------------------------------------------------------------------------------

Result<Records> Machine::logs() const
{
    auto entries = readLogs(m_options.logs);
    auto journal = m_options.journal ? readJournal() : Result<QList<LogEntry>>(QList<LogEntry>());
    if (!journal) { // takes nothing from the files, and is told among them
        journal = QList{LogEntry{.file = u"journal"_s,
                                 .offset = 0,
                                 .time = QDateTime::currentDateTimeUtc(),
                                 .level = 0,
                                 .text = journal.error().toString()}};
    }
    if (!entries && !journal->isEmpty()) // with `logging = systemd` there may be no file
        entries = QList<LogEntry>();
    if (entries)
        *entries += *journal;
    if (!entries)
        return entries.error();
    Records records;
    records.reserve(entries->size());
    for (const LogEntry &entry : std::as_const(*entries)) {
        wire::Record record;
        record.set("id", entry.file.toUtf8() + '@' + QByteArray::number(entry.offset));
        if (entry.time.isValid())
            record.set("time", entry.time.toString(Qt::ISODateWithMs).toLatin1());
        if (entry.level >= 0)
            record.set("level", QByteArray::number(entry.level));
        record.set("file", entry.file.toUtf8());
        if (!entry.origin.isEmpty())
            record.set("origin", entry.origin.toUtf8());
        record.set("text", entry.text.toUtf8());
        if (!entry.extra.isEmpty())
            record.set("details", entry.extra.toUtf8());
        records.append(record);
    }
    return records;
}

Result<Records> Machine::usage()
{
    return Records{m_usage.read()};
}

// ---- smbcontrol -----------------------------------------------------------------------------------------

Result<void> Machine::smbControl(const QStringList &arguments) const
{
    auto done = tool(u"smbcontrol"_s, arguments);
    if (done)
        return {};
    if (done.error().native.contains("Can't find pid"_L1)) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"%1 does not run."_s.arg(arguments.constFirst()),
                     .native = done.error().native};
    }
    return done.error();
}

Result<void> Machine::closeShare(const QString &share) const
{
    auto sections = testparm();
    if (!sections)
        return sections.error();
    // Samba says nothing of a share that is not there; and what is not its name should not reach it.
    const bool known = std::any_of(sections->begin(), sections->end(), [&share](const auto &section) {
        return section.first.compare(share, Qt::CaseInsensitive) == 0 && section.first != "global"_L1;
    });
    if (!known) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"There is no share \"%1\"."_s.arg(share.left(100))};
    }
    return smbControl({u"smbd"_s, u"close-share"_s, share});
}

Result<void> Machine::killClient(const QString &address) const
{
    if (QHostAddress(address).isNull()) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"\"%1\" is no address."_s.arg(address.left(100)),
                     .field = u"client"_s};
    }
    return smbControl({u"smbd"_s, u"kill-client-ip"_s, address});
}

} // namespace smc::local
