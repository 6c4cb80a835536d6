// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/shares_handler.h"

#include "service/api/change_journal.h"
#include "service/api/routes.h"
#include "service/api/section_work.h"
#include "service/shares/acl.h"
#include "service/shares/folders.h"

#include <algorithm>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using smbconf::Scope;
using smbconf::Section;

namespace {

Result<void> checkShareName(const QString &name)
{
    // What SMB forbids in a share's name ([MS-SRVS] 2.2.1.1, [MS-FSCC] 2.1.6), and brackets, which end a
    // section.
    static const QString forbidden = u"\\/[]:|<>+=;,*?\""_s;
    const bool bad = std::any_of(name.begin(), name.end(),
                                 [](QChar c) { return c.unicode() < 0x20 || forbidden.contains(c); });
    if (name.isEmpty() || name.size() > 80 || bad || name != name.trimmed()) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"A share's name has 1 to 80 characters, and none of %1"_s.arg(forbidden),
                     .field = u"name"_s};
    }
    if (isSpecial(name) || name.compare("ipc$"_L1, Qt::CaseInsensitive) == 0) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The name \"%1\" means something else to Samba."_s.arg(name),
                     .hint = u"Choose another name."_s,
                     .field = u"name"_s};
    }
    return {};
}

/// The shares of a server that has none of this name. Errors: Exists.
Result<QList<rpc::ShareInfo>> sharesWithout(const Api &api, const SectionWork &work, const ServerRef &server,
                                            const QString &name)
{
    auto existing = api.rpc.call(work.sections.target(server), rpc::NetShareEnum{});
    if (!existing)
        return existing.error().at(server.name);
    const bool exists = std::any_of(existing->begin(), existing->end(), [&name](const rpc::ShareInfo &share) {
        return share.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (exists) {
        return Error{.code = ErrorCode::Exists,
                     .message = u"%1 has a share %2 already."_s.arg(server.name, name),
                     .hint = u"Choose another name, or change that one."_s,
                     .field = u"name"_s};
    }
    return existing;
}

http::Reply createShare(const Api &api, const http::Request &request)
{
    auto input = readRecord(request);
    if (!input)
        return errorReply(input.error());
    const QString name = input->text("name");
    if (auto good = checkShareName(name); !good)
        return errorReply(good.error());
    if (!input->text("path").startsWith(u'/')) {
        return errorReply(
            {.code = ErrorCode::Invalid,
             .message = u"A share needs the path of a folder on the server, beginning with /."_s,
             .field = u"path"_s});
    }
    const QString path = input->text("path");
    // Samba puts names into a path with % when somebody connects, and lets nobody into what is not available.
    const bool known =
        !path.contains(u'%') && input->text("available").compare("no"_L1, Qt::CaseInsensitive) != 0;
    // A form says it in the body.
    const QString where = request.hasQuery("server") ? whereOf(request) : input->text("server");
    if (where.isEmpty())
        return errorReply(whichServer());
    auto work = prepareSection(api, request, name, where);
    if (!work)
        return prepareError(work.error());
    QList<Step> steps;
    for (const ServerRef &server : std::as_const(work->servers)) {
        auto existing = sharesWithout(api, *work, server, name);
        if (!existing)
            return errorReply(existing.error());
        auto planned =
            smbconf::change(smbconf::Parameters::installed(), Scope::Share, {}, *input, notParameters());
        if (!planned)
            return errorReply(planned.error());
        // Where a share has the path in it already, it tells before anything is touched.
        if (const auto inside = shares::shareWith(*existing, path); inside && known) {
            if (auto good = shares::checkFolder(api.rpc, work->sections.target(server), *inside); !good)
                return errorReply(good.error().at(server.name).on(u"path"_s));
        }
        steps.append({.server = server, .before = {}, .change = *std::move(planned)});
    }
    // Otherwise nothing does until the share is there: then it is looked into, and taken back.
    return finish(*work, steps, Operation::Create, [&](const Step &step) -> Result<void> {
        if (!known)
            return {};
        const rpc::Target target = work->sections.target(step.server);
        auto good = shares::checkFolder(api.rpc, target, {.share = name, .path = u"/"_s});
        if (!good && good.error().code == ErrorCode::NotFound) {
            return Error{.code = ErrorCode::NotFound,
                         .message = u"%1 has no folder %2."_s.arg(step.server.name, path),
                         .hint = u"Make the folder first; the share was not made."_s,
                         .field = u"path"_s};
        }
        return good;
    });
}

http::Reply deleteShare(const Api &api, const http::Request &request)
{
    auto work = prepareSection(api, request);
    if (!work)
        return prepareError(work.error());
    const QString &name = work->sections.name();
    if (isSpecial(name)) {
        return errorReply(
            {.code = ErrorCode::Invalid, .message = u"[%1] is no share."_s.arg(name), .field = u"name"_s});
    }
    QList<Step> steps;
    for (const ServerRef &server : std::as_const(work->servers)) {
        auto now = work->sections.read(server);
        if (!now)
            return errorReply(now.error().at(server.name));
        if (const auto match = ifMatch(request);
            match && !match->isEmpty() && smbconf::etagOf(*now) != *match) {
            return errorReply(
                {.code = ErrorCode::Stale,
                 .message = u"The share %1 of %2 was changed in the meantime."_s.arg(name, server.name),
                 .hint = u"Look at it again before you delete it."_s});
        }
        steps.append({.server = server, .before = *std::move(now), .change = {}});
    }
    return finish(*work, steps, Operation::Delete);
}

/// Parameters that say which machines may connect.
bool isAboutHosts(const QStringList &parameter)
{
    const QString &name = parameter.constFirst();
    return name == "hosts allow"_L1 || name == "hosts deny"_L1;
}

/// A share's parameters with which it lets no machine in.
Section closedToAll(Section parameters)
{
    parameters.removeIf(isAboutHosts);
    parameters.append({u"hosts deny"_s, u"ALL"_s});
    return parameters;
}

/// What makes of that the share as it is meant.
smbconf::SectionChange openedAgain(const Section &parameters)
{
    smbconf::SectionChange change;
    std::copy_if(parameters.begin(), parameters.end(), std::back_inserter(change.set), isAboutHosts);
    const bool denies = std::any_of(change.set.cbegin(), change.set.cend(), [](const QStringList &parameter) {
        return parameter.constFirst() == "hosts deny"_L1;
    });
    if (!denies)
        change.remove = {u"hosts deny"_s};
    return change;
}

/// Gives a share another name, with its parameters and its access list. Whoever is connected stays so: smbd
/// keeps a share that is in use, under the name that it had, until the last one leaves it.
http::Reply renameShare(const Api &api, const http::Request &request)
{
    auto work = prepareSection(api, request);
    if (!work)
        return prepareError(work.error());
    const QString &before = work->sections.name();
    auto author = authorOf(request, Author::Way::Request);
    auto input = readRecord(request);
    if (!author || !input)
        return errorReply(author ? input.error() : author.error());
    const QString name = input->text("name");
    if (auto good = checkShareName(name); !good)
        return errorReply(good.error());
    if (isSpecial(before)) {
        return errorReply(
            {.code = ErrorCode::Invalid, .message = u"[%1] is no share."_s.arg(before), .field = u"name"_s});
    }
    const auto match = requireMatch(request);
    if (!match)
        return http::Reply::problem(match.error(), 428);
    QList<Step> makes;
    QList<Step> removes;
    for (const ServerRef &server : std::as_const(work->servers)) {
        auto now = readMatching(work->sections, server, *match);
        if (!now)
            return errorReply(now.error());
        if (auto others = sharesWithout(api, *work, server, name); !others)
            return errorReply(others.error());
        wire::Record parameters;
        smbconf::append(parameters, *now);
        auto planned = smbconf::change(smbconf::Parameters::installed(), Scope::Share, {}, parameters, {});
        if (!planned)
            return errorReply(planned.error());
        makes.append({.server = server, .before = {}, .change = *std::move(planned)});
        removes.append({.server = server, .before = *std::move(now), .change = {}});
    }
    const auto target = [&work](const ServerRef &server) { return work->sections.target(server); };
    const SectionWork made{.request = request,
                           .asked = work->asked,
                           .person = work->person,
                           .servers = work->servers,
                           .sections = Sections(api.rpc, target, name, journal(api, *std::move(author)))};
    if (work->asked.dryRun)
        return finish(made, makes, Operation::Create);

    // Nobody gets in by the new name before its access list is there.
    QList<Step> closed = makes;
    QList<Step> opened = makes;
    for (qsizetype i = 0; i < makes.size(); ++i) {
        const Section &parameters = makes.at(i).change.set;
        closed[i].change.set = closedToAll(parameters);
        opened[i].before = closed.at(i).change.set;
        opened[i].change = openedAgain(parameters);
    }
    auto done = made.sections.change(closed, Operation::Create, [&](const Step &step) -> Result<void> {
        auto list = shares::readAcl(api.rpc, target(step.server), {.share = before, .path = {}});
        if (list)
            list = shares::writeAcl(api.rpc, target(step.server), {.share = name, .path = {}}, *list);
        return list ? Result<void>() : list.error();
    });
    if (!done)
        return errorReply(done.error());
    done = Sections(api.rpc, target, name).change(opened, Operation::Modify);
    if (done)
        done = work->sections.change(removes, Operation::Delete);
    if (!done) {
        Error error = done.error();
        for (const Step &step : std::as_const(closed)) {
            if (auto back = made.sections.takeBack(step, Operation::Create, error); !back)
                error.more.push_back(back.error().at(u"going back"_s, step.server.name));
        }
        return errorReply(error);
    }
    return answer(made, makes, Operation::Modify);
}

} // namespace

void addShareRoutes(http::Router &router, const Api &api)
{
    const auto add = serverRoutes(router, api);
    using http::Need;
    add("POST", "/rest/shares/shares", Need::Administrator, createShare);
    add("PUT", "/rest/shares/shares/{name}/rename", Need::Administrator, renameShare);
    add("DELETE", "/rest/shares/shares/{name}", Need::Administrator, deleteShare);
}

} // namespace smc::api
