// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/section_work.h"

#include "service/api/change_journal.h"
#include "service/api/server_access.h"
#include "shared/wire/paths.h"

#include <QJsonArray>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using smbconf::Section;

const QByteArrayList &notParameters()
{
    static const QByteArrayList names{"server", "road", "age",    "id",   "name",
                                      "place",  "kind", "hidden", "users"};
    return names;
}

bool isSpecial(const QString &section)
{
    return smbconf::isGlobal(section) || section.compare("homes"_L1, Qt::CaseInsensitive) == 0 ||
           section.compare("printers"_L1, Qt::CaseInsensitive) == 0;
}

Result<SectionWork> prepareSection(const Api &api, const http::Request &request, const QString &section,
                                   const QString &where, std::shared_ptr<SectionPlace> place)
{
    const bool reads = request.method == "GET";
    auto asked = readAsked(request, identity::View::Extended,
                           reads ? QByteArrayList{"server"} : QByteArrayList{"server", "reason"});
    if (!asked)
        return asked.error();
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return person.error();
    auto author = authorOf(request, Author::Way::Request);
    if (!author)
        return author.error();
    Located located{.servers = {}, .id = section};
    if (section.isEmpty()) {
        auto found = locate(api, request, *person);
        if (!found)
            return found.error();
        located = *std::move(found);
    } else {
        auto servers = serversOf(api, request, where, *person);
        if (!servers)
            return servers.error();
        located.servers = *std::move(servers);
    }
    const auto target = [&request, person = *person](const ServerRef &server) {
        return targetOf(person, request, server);
    };
    auto witness = journal(api, *std::move(author), place ? u"smb.conf: "_s : QString());
    return SectionWork{
        .request = request,
        .asked = *asked,
        .person = *person,
        .servers = std::move(located.servers),
        .sections = Sections(api.rpc, target, std::move(located.id), std::move(witness), std::move(place))};
}

QString whereOf(const http::Request &request)
{
    return QString::fromUtf8(request.queryValue("server"));
}

Error whichServer()
{
    return Error{.code = ErrorCode::Invalid,
                 .message = u"The request does not say on which server."_s,
                 .hint = u"Add server=NAME, or server=group:NAME for several."_s,
                 .field = u"server"_s};
}

http::Reply prepareError(const Error &error)
{
    return error.code == ErrorCode::Unsupported ? askedErrorReply(error) : errorReply(error);
}

wire::Record sectionRecord(const ServerRef &server, const Sections &sections, const Section &parameters)
{
    const QString &section = sections.name();
    wire::Record record;
    record.set("server", server.name.toUtf8());
    record.set("id", (server.name + u':' + section).toUtf8());
    record.set("name", section.toUtf8());
    record.set("place", sections.areFiles() ? "file" : "registry");
    smbconf::append(record, parameters);
    return record;
}

http::Reply answer(const SectionWork &work, const QList<Step> &steps, Operation operation)
{
    const QString &section = work.sections.name();
    wire::RecordList list;
    QByteArray etag;
    for (const Step &step : steps) {
        auto now = work.sections.read(step.server);
        if (!now)
            return errorReply(now.error().at(u"reading back"_s, step.server.name));
        etag = smbconf::etagOf(*now);
        list.items.append(sectionRecord(step.server, work.sections, *now));
    }
    list.total = list.items.size();
    const int status = operation == Operation::Create ? 201 : 200;
    if (steps.size() != 1) {
        http::Reply reply = listReply(work.request, list, work.asked, {});
        reply.status = status;
        return reply;
    }
    http::Reply reply = objectReply(list.items.first(), etag, work.asked, {}, status);
    if (operation == Operation::Create)
        reply.headers.set(
            "Location",
            wire::restPath(u"shares/shares"_s, steps.first().server.name + u':' + section).toUtf8());
    return reply;
}

QJsonArray changesOf(const SectionWork &work, const QList<Step> &steps, Operation operation)
{
    QJsonArray changes;
    for (const Step &step : steps) {
        changes.append(QJsonObject{{u"server"_s, step.server.name},
                                   {u"section"_s, work.sections.name()},
                                   {u"operation"_s, QLatin1String(operationName(operation))},
                                   {u"attributes"_s, step.change.attributes}});
    }
    return changes;
}

http::Reply finish(const SectionWork &work, const QList<Step> &steps, Operation operation,
                   const Sections::Check &check)
{
    if (work.asked.dryRun)
        return jsonReply({{u"dryRun"_s, true}, {u"changes"_s, changesOf(work, steps, operation)}});
    if (auto done = work.sections.change(steps, operation, check); !done)
        return errorReply(done.error());
    return operation == Operation::Delete ? http::Reply::empty() : answer(work, steps, operation);
}

Result<Section> readMatching(const Sections &sections, const ServerRef &server, const QByteArray &match)
{
    auto now = sections.read(server);
    if (!now && now.error().code == ErrorCode::NotFound && isSpecial(sections.name()))
        now = Section(); // no parameter of [global] is in the registry yet
    if (!now)
        return now.error().at(server.name);
    if (!match.isEmpty() && smbconf::etagOf(*now) != match) {
        return Error{.code = ErrorCode::Stale,
                     .message =
                         u"[%1] of %2 was changed in the meantime."_s.arg(sections.name(), server.name),
                     .hint = u"Read it again, and repeat what you want to change."_s};
    }
    return now;
}

http::Reply showSection(const SectionWork &work)
{
    auto server = onlyOne(work.servers);
    if (!server)
        return errorReply(server.error());
    auto parameters = work.sections.read(*server);
    if (!parameters && parameters.error().code == ErrorCode::NotFound && isSpecial(work.sections.name()))
        parameters = Section(); // nothing of it is in the registry yet
    if (!parameters)
        return errorReply(parameters.error());
    return objectReply(sectionRecord(*server, work.sections, *parameters), smbconf::etagOf(*parameters),
                       work.asked, {});
}

http::Reply updateSection(const SectionWork &work, smbconf::Scope scope, const Judge &judge)
{
    const auto match = requireMatch(work.request);
    if (!match)
        return http::Reply::problem(match.error(), 428);
    if (!match->isEmpty() && work.servers.size() != 1) {
        return errorReply({.code = ErrorCode::Invalid,
                           .message = u"An ETag is one server's."_s,
                           .hint = u"Send If-Match: * for several; a dry run shows what they have now."_s});
    }
    auto input = readRecord(work.request);
    if (!input)
        return errorReply(input.error());
    QList<Step> steps;
    for (const ServerRef &server : work.servers) {
        auto now = readMatching(work.sections, server, *match);
        if (!now)
            return errorReply(now.error());
        auto planned =
            smbconf::change(smbconf::Parameters::installed(), scope, *now, *input, notParameters());
        if (!planned)
            return errorReply(planned.error());
        steps.append({.server = server, .before = *std::move(now), .change = *std::move(planned)});
        if (auto fine = judge ? judge(steps.last()) : Result<void>(); !fine)
            return errorReply(fine.error().at(server.name));
    }
    return finish(work, steps, Operation::Modify);
}

} // namespace smc::api
