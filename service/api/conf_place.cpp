// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/conf_place.h"

#include "service/api/converters/converter.h"
#include "service/api/roads.h"
#include "service/api/server_access.h"

#include <algorithm>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using smbconf::ConfFile;
using smbconf::Parameters;
using smbconf::Section;
using smbconf::Setting;

namespace conf {

wire::Record toRecord(const QString &path, const QByteArray &text, const QByteArray &former)
{
    wire::Record record;
    if (!path.isEmpty())
        record.set("path", path.toUtf8());
    if (!former.isEmpty())
        record.set("former", former);
    record.set("text", text.toBase64()); // it may be in any encoding
    return record;
}

Result<QByteArray> textOf(const wire::Record &record)
{
    const auto text =
        QByteArray::fromBase64Encoding(record.value("text"), QByteArray::AbortOnBase64DecodingErrors);
    if (record.contains("text") && text.decodingStatus == QByteArray::Base64DecodingStatus::Ok)
        return text.decoded;
    return Error{
        .code = ErrorCode::Invalid, .message = u"\"text\" is no smb.conf in Base64."_s, .field = u"text"_s};
}

} // namespace conf

Result<local::ConfText> ConfPlace::ask(const ServerRef &server) const
{
    if (!server.members.isEmpty())
        return nameAMember(server);
    if (m_api.machine.is(server.name, server.host))
        return m_api.machine.confText();
    const auto node = m_api.nodes.find(server.host);
    if (!node)
        return noOwnRoad(server);
    auto body = askNode(m_api, m_request, *node, "GET", conf::route);
    if (!body)
        return body.error();
    auto input = converters::read(converters::Format::Json, *body);
    if (!input || input->records.size() != 1) {
        return Error{.message = u"What smcd on %1 tells of smb.conf cannot be read."_s.arg(server.name),
                     .native = input ? QString() : input.error().message};
    }
    const wire::Record &record = input->records.constFirst();
    auto text = conf::textOf(record);
    if (!text)
        return text.error().at(u"reading what smcd tells on"_s, server.name);
    return local::ConfText{.path = record.text("path"), .text = *std::move(text)};
}

Result<void> ConfPlace::replace(const ServerRef &server, const QByteArray &text,
                                const QByteArray &former) const
{
    const QByteArray hash = local::hashOf(former);
    if (m_api.machine.is(server.name, server.host))
        return m_api.machine.replaceConf(text, hash);
    const auto node = m_api.nodes.find(server.host);
    if (!node)
        return noOwnRoad(server);
    auto done = askNode(m_api, m_request, *node, "PUT", conf::route,
                        converters::write(converters::Format::Json, conf::toRecord({}, text, hash)));
    return done ? Result<void>() : done.error();
}

Result<ConfFile> ConfPlace::file(const ServerRef &server)
{
    auto told = ask(server);
    if (!told)
        return told.error();
    m_texts[server.host].read = told->text;
    return ConfFile(told->text, Parameters::installed());
}

ConfFile ConfPlace::known(const ServerRef &server) const
{
    return {m_texts.value(server.host).read, Parameters::installed()};
}

Result<Section> ConfPlace::read(const ServerRef &server, const QString &section)
{
    auto whole = file(server);
    if (!whole)
        return whole.error();
    if (!whole->has(section) && !smbconf::isGlobal(section)) {
        return Error{
            .code = ErrorCode::NotFound,
            .message = u"There is no section [%1] in smb.conf of %2."_s.arg(section.left(100), server.name)};
    }
    return whole->section(section);
}

Result<void> ConfPlace::change(const ServerRef &server, const QString &section,
                               const smbconf::SectionChange &change)
{
    Texts &texts = m_texts[server.host];
    auto text = known(server).changed(section, change.set, change.remove);
    if (!text)
        return text.error();
    auto done = replace(server, *text, texts.read);
    // What was refused was not written; otherwise it may be there though something went wrong behind it.
    const auto now = done ? Result<local::ConfText>(local::ConfText{}) : ask(server);
    if (done || !now || now->text == *text) {
        texts.former = texts.read;
        texts.written = *text;
    }
    return done;
}

bool ConfPlace::hasChanged(const ServerRef &server) const
{
    return m_texts.value(server.host).written.has_value();
}

Result<void> ConfPlace::putBack(const ServerRef &server)
{
    const Texts texts = m_texts.value(server.host);
    auto done = replace(server, texts.former, texts.written.value_or(QByteArray()));
    if (done || done.error().code != ErrorCode::Stale)
        return done;
    // It may not have come so far as to be replaced.
    const auto now = ask(server);
    return now && now->text == texts.former ? Result<void>() : done;
}

std::optional<rpc::Target> ConfPlace::service(const ServerRef &server) const
{
    const auto person = personOf(m_api.realms, m_request.session.get());
    const auto service = person ? serviceIn(person->realm) : Result<Person>(person.error());
    return service ? std::optional(targetOf(*service, server)) : std::nullopt;
}

// ---- which place counts ---------------------------------------------------------------------------------

namespace {

const Setting *find(const QList<Setting> &settings, const QString &name)
{
    const auto found = std::find_if(settings.begin(), settings.end(), [&name](const Setting &one) {
        return one.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == settings.end() ? nullptr : &*found;
}

/// All faults at once.
Result<void> mustCount(Setting::Place place, const QList<Setting> &settings, const Section &set,
                       bool registryIsRead)
{
    Error error{.code = ErrorCode::Refused};
    for (const QStringList &parameter : set) {
        const QString &name = parameter.constFirst();
        const Setting *setting = find(settings, name);
        if (setting && setting->counts == place)
            continue;
        Error fault{.code = ErrorCode::Refused, .field = QString::fromUtf8(smbconf::attributeName(name))};
        if (place == Setting::Place::File) {
            fault.message =
                setting ? u"\"%1\" stands in the registry, which Samba reads behind smb.conf."_s.arg(name)
                        : u"Samba takes \"%1\" from the registry alone here."_s.arg(name);
            fault.hint =
                u"Change it in the registry (servers/config, shares/shares), or remove it there first."_s;
        } else if (!registryIsRead) {
            fault.message = u"smb.conf of this server does not read [global] of the registry."_s;
            fault.hint =
                u"Change it in smb.conf (servers/file-config), or write \"include = registry\" there."_s;
        } else {
            fault.message = u"\"%1\" stands in smb.conf, line %2, which counts."_s.arg(name).arg(
                setting ? setting->line : 0);
            fault.hint = u"Change it in smb.conf (servers/file-config), or remove it there first."_s;
        }
        if (error.message.isEmpty())
            error = fault;
        else
            error.more.push_back(fault);
    }
    return error.message.isEmpty() ? Result<void>() : error;
}

} // namespace

Result<void> countsInFile(const Sections &registry, const ConfPlace &file, const Step &step)
{
    const ConfFile now = file.known(step.server);
    auto text = now.changed(registry.name(), step.change.set, step.change.remove);
    if (!text)
        return text.error();
    if (!smbconf::readsRegistry(now))
        return {};
    auto there = registry.read(step.server);
    if (!there && there.error().code != ErrorCode::NotFound)
        return {};
    const ConfFile then(*text, Parameters::installed());
    return mustCount(Setting::Place::File,
                     smbconf::settings(then, registry.name(), there ? *std::move(there) : Section()),
                     step.change.set, true);
}

Result<void> countsInRegistry(const Api &api, const http::Request &request, ConfPlace &file, const Step &step)
{
    if (step.change.set.isEmpty() || !mayOperate(request) || !hasOwnRoad(api, step.server))
        return {};
    auto now = file.file(step.server);
    if (!now)
        return {}; // the registry is changed by another road, which may be there
    Section then = step.before;
    for (const QStringList &parameter : step.change.set) {
        then.removeIf([&parameter](const QStringList &one) {
            return one.constFirst().compare(parameter.constFirst(), Qt::CaseInsensitive) == 0;
        });
        then.append(parameter);
    }
    return mustCount(Setting::Place::Registry, smbconf::settings(*now, u"global"_s, then), step.change.set,
                     smbconf::readsRegistry(*now));
}

} // namespace smc::api
