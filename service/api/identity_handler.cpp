// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/identity_handler.h"

#include "service/api/exchange.h"
#include "service/api/person.h"
#include "service/api/routes.h"
#include "service/identity/values.h"
#include "service/identity/writer.h"
#include "shared/wire/paths.h"
#include "shared/wire/problem.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <array>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using identity::Kind;
using identity::ObjectId;

namespace {

constexpr std::array allKinds{Kind::Users, Kind::Groups, Kind::Workstations, Kind::Ous, Kind::Objects};

ObjectId idOf(const http::Request &request, qsizetype variable = 0)
{
    return ObjectId::parse(QString::fromUtf8(request.variables.value(variable)));
}

QString idFor(Kind kind, const ldap::Entry &entry, const ldap::Schema &schema)
{
    if (kind != Kind::Ous && kind != Kind::Objects) {
        if (const QByteArray account = entry.value("sAMAccountName"); !account.isEmpty())
            return QString::fromUtf8(account);
    }
    wire::Record record;
    identity::appendText(record, schema, "objectGUID", {entry.value("objectGUID")});
    return record.text("objectGUID");
}

// ---- reading --------------------------------------------------------------------------------------------

Result<identity::ListQuery> readListQuery(const http::Request &request, Kind kind, const Asked &asked,
                                          identity::Reader &reader)
{
    identity::ListQuery query{.kind = kind};
    auto context = reader.filterContext();
    if (!context)
        return context.error();
    auto filter = identity::parseFilter(QString::fromUtf8(request.queryValue("filter")), *context);
    if (!filter)
        return filter.error();
    query.filter = *std::move(filter);
    query.base = QString::fromUtf8(request.queryValue("base"));
    const QByteArray scope = request.queryValue("scope");
    if (scope == "one") {
        query.scope = ldap::Scope::OneLevel;
    } else if (!scope.isEmpty() && scope != "sub") {
        return Error{.code = ErrorCode::Invalid, .message = u"scope is one or sub."_s, .field = u"scope"_s};
    }
    auto sort = wire::parseSort(request.queryValue("sort"));
    if (!sort)
        return sort.error();
    query.sort = *std::move(sort);
    auto limit = queryNumber(request, "limit", 1, maxPage, 0);
    if (!limit)
        return limit.error();
    query.limit = *limit;
    query.cursor = QString::fromUtf8(request.queryValue("cursor"));
    if (!asked.fields.isEmpty())
        query.attributes = asked.fields;
    else if (asked.view == identity::View::Short)
        query.attributes = identity::shortAttributes(kind);
    else if (asked.view == identity::View::Dump)
        query.attributes = identity::dumpAttributes();
    for (QByteArray &name : query.attributes) {
        if (name.endsWith(";base64"))
            name.chop(7);
    }
    return query;
}

/// One group, as the list of its members needs it.
struct MembersOf
{
    QByteArray dn;
    QByteArray primaryGroupId; ///< of those who belong to it without being named in its `member`

    [[nodiscard]] identity::Filter filter() const
    {
        using identity::Filter;
        Filter any{.kind = Filter::Kind::Or};
        any.children.push_back({.kind = Filter::Kind::Equal, .attribute = "memberOf", .value = dn});
        if (!primaryGroupId.isEmpty())
            any.children.push_back(
                {.kind = Filter::Kind::Equal, .attribute = "primaryGroupID", .value = primaryGroupId});
        return any;
    }
    [[nodiscard]] QByteArray membership(const ldap::Entry &member) const
    {
        const bool primary = !primaryGroupId.isEmpty() && member.value("primaryGroupID") == primaryGroupId;
        return primary ? "primary" : "direct";
    }
};
constexpr auto membershipName = "membership"; ///< a meta name: docs/rest.md

http::Reply list(const Api &api, const http::Request &request, Kind kind,
                 const std::optional<MembersOf> &group = {})
{
    static const QByteArrayList parameters{"filter", "base", "scope", "sort", "limit", "cursor"};
    auto asked = readAsked(request, identity::View::Short, parameters);
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    identity::Reader reader(*person->realm, person->reads);
    auto query = readListQuery(request, kind, *asked, reader);
    if (!query)
        return errorReply(query.error());
    const bool showsMembership = group && (asked->fields.isEmpty() || asked->fields.contains(membershipName));
    if (group) {
        const bool everything =
            query->filter.kind == identity::Filter::Kind::And && query->filter.children.empty();
        query->filter =
            everything ? group->filter() : identity::both(group->filter(), std::move(query->filter));
        query->attributes.removeAll(membershipName);
        if (!asked->fields.isEmpty() || !query->attributes.isEmpty())
            query->attributes << "primaryGroupID";
    }
    auto listed = reader.list(*query, asked->fresh);
    if (!listed)
        return errorReply(listed.error());
    auto schema = reader.schema();
    if (!schema)
        return errorReply(schema.error());
    wire::RecordList records;
    records.total = listed->result.total;
    records.next = listed->result.next;
    records.items.reserve(listed->result.entries.size());
    for (const ldap::Entry &entry : std::as_const(listed->result.entries)) {
        records.items.append(identity::toRecord(entry, **schema, kind, asked->view, asked->fields));
        if (showsMembership)
            records.items.last().set(membershipName, group->membership(entry));
    }
    return listReply(request, records, *asked, listed->source);
}

http::Reply read(const Api &api, const http::Request &request, Kind kind)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    identity::Reader reader(*person->realm, person->reads);
    auto schema = reader.schema();
    if (!schema)
        return errorReply(schema.error());
    auto found = reader.read(kind, idOf(request), asked->fresh);
    if (!found)
        return errorReply(found.error());
    // Constructed and operational attributes are not part of the object's version: read beside it.
    const bool needsMore =
        asked->view == identity::View::Dump ||
        std::any_of(asked->fields.begin(), asked->fields.end(), [&](const QByteArray &name) {
            const ldap::AttributeType *type = (*schema)->find(name);
            return !type || type->constructed || type->syntax == ldap::Syntax::SecurityDescriptor;
        });
    if (needsMore) {
        QByteArrayList attributes =
            asked->view == identity::View::Dump ? identity::dumpAttributes() : QByteArrayList{"*"};
        attributes += asked->fields;
        auto more = reader.read(kind, ObjectId::ofGuid(found->entry.value("objectGUID")), true, attributes);
        if (!more)
            return errorReply(more.error());
        found->entry = std::move(more->entry);
    }
    return objectReply(identity::toRecord(found->entry, **schema, kind, asked->view, asked->fields),
                       found->etag, *asked, found->source);
}

http::Reply listSchema(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    auto schema = identity::Reader(*person->realm, person->reads).schema();
    if (!schema)
        return errorReply(schema.error());
    static constexpr std::array syntaxNames{"text", "integer", "large-integer",       "boolean", "time", "dn",
                                            "sid",  "guid",    "security-descriptor", "octets"};
    const auto toRecord = [](const ldap::AttributeType &type) {
        wire::Record record;
        record.set("name", type.name);
        record.set("syntax", syntaxNames.at(static_cast<std::size_t>(type.syntax)));
        record.set("singleValued", type.singleValued ? "TRUE" : "FALSE");
        record.set("systemOnly", type.systemOnly || type.constructed ? "TRUE" : "FALSE");
        if (type.lower)
            record.set("lower", QByteArray::number(*type.lower));
        if (type.upper)
            record.set("upper", QByteArray::number(*type.upper));
        return record;
    };
    if (!request.variables.isEmpty()) {
        const ldap::AttributeType *type = (*schema)->find(request.variables.constFirst());
        if (!type) {
            return errorReply({.code = ErrorCode::NotFound,
                               .message = u"The directory knows no attribute \"%1\"."_s.arg(
                                   QString::fromUtf8(request.variables.constFirst()))});
        }
        return objectReply(toRecord(*type), {}, *asked, {});
    }
    QList<const ldap::AttributeType *> types;
    for (const ldap::AttributeType &type : (*schema)->types())
        types.append(&type);
    std::sort(types.begin(), types.end(), [](const auto *a, const auto *b) { return a->name < b->name; });
    wire::RecordList records;
    for (const ldap::AttributeType *type : std::as_const(types))
        records.items.append(toRecord(*type));
    records.total = records.items.size();
    return listReply(request, records, *asked, {});
}

// ---- changing -------------------------------------------------------------------------------------------

Error readsOnly(const access::Session &session)
{
    return Error{.code = ErrorCode::Denied,
                 .message = u"This session reads only: %1"_s.arg(session.principal().readOnlyBecause),
                 .hint = u"Sign in with a password to change something."_s};
}

/// Plans a change, and shows it or carries it out.
struct Change
{
    const Api &api;
    const http::Request &request;
    Kind kind;
    int status = 200;
    bool bodyless = false; ///< answers 204

    using MakePlan = std::function<Result<identity::Plan>(identity::Writer &, const QByteArray &ifMatch)>;

    [[nodiscard]] http::Reply operator()(const MakePlan &makePlan,
                                         const QByteArrayList &parameters = {}) const
    {
        auto asked = readAsked(request, identity::View::Extended, parameters);
        if (!asked)
            return askedErrorReply(asked.error());
        auto person = personOf(api.realms, request.session.get());
        if (!person)
            return errorReply(person.error());
        if (!person->writes)
            return errorReply(readsOnly(*request.session));
        identity::Writer writer(*person->realm, *person->writes, asked->dryRun);
        auto plan = makePlan(writer, ifMatch(request).value_or(QByteArray()));
        if (!plan)
            return planError(plan.error());
        if (asked->dryRun)
            return jsonReply(identity::toJson(*plan));
        auto changed = identity::carryOut(*person->realm, *person->writes, *plan);
        if (!changed)
            return errorReply(changed.error());
        if (bodyless || plan->removes)
            return http::Reply::empty();
        auto schema = identity::Reader(*person->realm, person->reads).schema();
        if (!schema)
            return errorReply(schema.error());
        http::Reply reply =
            objectReply(identity::toRecord(changed->entry, **schema, kind, asked->view, asked->fields),
                        changed->etag, *asked, {}, status);
        if (status == 201) {
            const QString path = wire::restPath(u"identity/"_s + identity::kindName(kind),
                                                idFor(kind, changed->entry, **schema));
            reply.headers.set("Location", path.toUtf8());
        }
        return reply;
    }

private:
    static http::Reply planError(const Error &error)
    {
        http::Reply reply = errorReply(error);
        if (error.code == ErrorCode::Stale && !error.native.isEmpty())
            reply.headers.set("ETag", '"' + error.native.toLatin1() + '"'); // what the object is now
        return reply;
    }
};

http::Reply submitBatch(const Api &api, const http::Request &request, Kind kind,
                        const QList<wire::Record> &records);

http::Reply create(const Api &api, const http::Request &request, Kind kind)
{
    auto input = readBody(request);
    if (!input)
        return errorReply(input.error());
    if (input->list)
        return submitBatch(api, request, kind, input->records);
    return Change{.api = api, .request = request, .kind = kind, .status = 201}(
        [&](identity::Writer &writer, const QByteArray &) {
            return writer.create(kind, input->records.constFirst());
        });
}

http::Reply update(const Api &api, const http::Request &request, Kind kind)
{
    if (const auto match = requireMatch(request); !match)
        return http::Reply::problem(match.error(), 428);
    auto record = readRecord(request);
    if (!record)
        return errorReply(record.error());
    return Change{.api = api, .request = request, .kind = kind}(
        [&](identity::Writer &writer, const QByteArray &etag) {
            return writer.update(kind, idOf(request), *record, etag);
        });
}

http::Reply remove(const Api &api, const http::Request &request, Kind kind)
{
    auto subtree = queryFlag(request, "subtree");
    if (!subtree)
        return errorReply(subtree.error());
    return Change{.api = api, .request = request, .kind = kind}(
        [&](identity::Writer &writer, const QByteArray &etag) {
            return writer.remove(kind, idOf(request), *subtree, etag);
        },
        {"subtree"});
}

/// The truth of a body's member; `otherwise` where it is missing.
Result<bool> bodyFlag(const wire::Record &record, QByteArrayView name, bool otherwise)
{
    if (!record.contains(name))
        return otherwise;
    const auto value = identity::truth(record.value(name));
    if (!value)
        return Error{.code = ErrorCode::Invalid,
                     .message = u"%1 is true or false."_s.arg(QString::fromUtf8(name)),
                     .field = QString::fromUtf8(name)};
    return *value;
}

http::Reply password(const Api &api, const http::Request &request, Kind kind)
{
    auto record = readRecord(request);
    if (!record)
        return errorReply(record.error());
    std::optional<Secret> old;
    if (record->contains("old"))
        old = Secret(QByteArray(record->value("old")));
    // One may change one's own password in any role; to reset another's is an administrator's matter.
    if (!old && request.session && request.session->principal().role != access::Role::Administrator) {
        return errorReply({.code = ErrorCode::Denied,
                           .message = u"Only an administrator resets passwords."_s,
                           .hint = u"To change your own, send the old one as well."_s,
                           .field = u"old"_s});
    }
    std::optional<bool> mustChange;
    if (record->contains("mustChange")) {
        auto value = bodyFlag(*record, "mustChange", false);
        if (!value)
            return errorReply(value.error());
        mustChange = *value;
    }
    return Change{.api = api, .request = request, .kind = kind}(
        [&](identity::Writer &writer, const QByteArray &) {
            return writer.password(kind, idOf(request), Secret(QByteArray(record->value("password"))), old,
                                   mustChange);
        });
}

http::Reply mustChange(const Api &api, const http::Request &request, Kind kind)
{
    auto record = readRecord(request);
    if (!record)
        return errorReply(record.error());
    auto value = bodyFlag(*record, "value", true);
    if (!value)
        return errorReply(value.error());
    return Change{.api = api, .request = request, .kind = kind}(
        [&](identity::Writer &writer, const QByteArray &etag) {
            return writer.mustChange(kind, idOf(request), *value, etag);
        });
}

http::Reply move(const Api &api, const http::Request &request, Kind kind)
{
    auto record = readRecord(request);
    if (!record)
        return errorReply(record.error());
    return Change{.api = api, .request = request, .kind = kind}(
        [&](identity::Writer &writer, const QByteArray &etag) {
            return writer.move(kind, idOf(request), record->text("parent"), etag);
        });
}

http::Reply rename(const Api &api, const http::Request &request, Kind kind)
{
    auto record = readRecord(request);
    if (!record)
        return errorReply(record.error());
    return Change{.api = api, .request = request, .kind = kind}(
        [&](identity::Writer &writer, const QByteArray &etag) {
            return writer.rename(kind, idOf(request), *record, etag);
        });
}

http::Reply listMembers(const Api &api, const http::Request &request)
{
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    identity::Reader reader(*person->realm, person->reads);
    auto group = reader.identify(Kind::Groups, idOf(request));
    if (!group)
        return errorReply(group.error());
    return list(api, request, Kind::Objects,
                MembersOf{.dn = group->dn.toUtf8(), .primaryGroupId = identity::primaryGroupIdOf(*group)});
}

http::Reply changeMember(const Api &api, const http::Request &request, bool present)
{
    return Change{.api = api, .request = request, .kind = Kind::Groups, .bodyless = !present}(
        [&](identity::Writer &writer, const QByteArray &etag) {
            return writer.member(idOf(request), idOf(request, 1), present, etag);
        });
}

// ---- batches --------------------------------------------------------------------------------------------

/// The plan of one item of a batch.
Result<identity::Plan> planItem(identity::Writer &writer, Kind kind, wire::Record record)
{
    const auto take = [&record](QByteArrayView name) {
        const QByteArrayList values = record.take(name).values;
        return values.isEmpty() ? QByteArray() : values.constFirst();
    };
    const QByteArray op = take("op");
    const QString id = QString::fromUtf8(take("id"));
    const QByteArray match = take("if-match");
    if (op.isEmpty() || op == "create")
        return writer.create(kind, std::move(record));
    if (id.isEmpty())
        return Error{.code = ErrorCode::Invalid, .message = u"The item names no object."_s, .field = u"id"_s};
    const ObjectId object = ObjectId::parse(id);
    if (op == "update")
        return writer.update(kind, object, std::move(record), match);
    if (op == "delete")
        return writer.remove(kind, object, false, match);
    if (op == "add-member" || op == "remove-member")
        return writer.member(object, ObjectId::parse(record.text("member")), op == "add-member", match);
    return Error{.code = ErrorCode::Invalid,
                 .message = u"There is no operation \"%1\"."_s.arg(QString::fromUtf8(op)),
                 .hint = u"op is create, update, delete, add-member or remove-member."_s,
                 .field = u"op"_s};
}

http::Reply dryRunBatch(const Person &person, Kind kind, const QList<wire::Record> &records)
{
    identity::Writer writer(*person.realm, *person.writes, true);
    QJsonArray items;
    for (qsizetype i = 0; i < records.size(); ++i) {
        QJsonObject item{{u"index"_s, i}};
        if (const auto plan = planItem(writer, kind, records.at(i)))
            item.insert(u"changes"_s, identity::toJson(*plan).value("changes"_L1));
        else
            item.insert(u"problem"_s, wire::toProblem(plan.error()));
        items.append(item);
    }
    return jsonReply({{u"dryRun"_s, true}, {u"items"_s, items}});
}

/// Whether two items concern the same object: then the first in the list must be the first to be carried out.
bool concernSame(const QList<wire::Record> &records)
{
    QSet<QByteArray> seen;
    for (const wire::Record &record : records) {
        for (const char *name : {"id", "sAMAccountName", "cn"}) {
            const QByteArray value = record.value(name).toLower();
            if (value.isEmpty())
                continue;
            if (seen.contains(value))
                return true;
            seen.insert(value);
            break; // what it is named by
        }
    }
    return false;
}

http::Reply submitBatch(const Api &api, const http::Request &request, Kind kind,
                        const QList<wire::Record> &records)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    if (!person->writes)
        return errorReply(readsOnly(*request.session));
    if (records.isEmpty())
        return errorReply({.code = ErrorCode::Invalid, .message = u"The list is empty."_s});
    if (asked->dryRun)
        return dryRunBatch(*person, kind, records);
    QList<QByteArray> items;
    items.reserve(records.size());
    for (const wire::Record &record : records)
        items.append(converters::write(converters::Format::Json, record));
    auto job = api.jobs.submit(u"identity/"_s + identity::kindName(kind), items, request.session,
                               concernSame(records));
    if (!job)
        return errorReply(job.error());
    http::Reply reply = jsonReply(jobs::toJson(*job), 202);
    reply.headers.set("Location", "/rest/jobs/" + QByteArray::number(job->id));
    return reply;
}

} // namespace

jobs::Execute makeExecute(identity::Realms &realms)
{
    return [&realms](const QString &resource, const QByteArray &item,
                     const std::shared_ptr<access::Session> &session) -> Result<QString> {
        const auto kind = identity::kindByName(resource.section(u'/', 1));
        auto person = personOf(realms, session.get());
        if (!person)
            return person.error();
        if (!kind || !person->writes)
            return readsOnly(*session);
        auto input = converters::read(converters::Format::Json, item);
        if (!input)
            return input.error();
        identity::Writer writer(*person->realm, *person->writes, false);
        auto plan = planItem(writer, *kind, input->records.constFirst());
        if (!plan)
            return plan.error();
        auto changed = identity::carryOut(*person->realm, *person->writes, *plan);
        if (!changed)
            return changed.error();
        if (plan->removes)
            return plan->dn;
        auto schema = identity::Reader(*person->realm, person->reads).schema();
        if (!schema)
            return schema.error();
        return idFor(*kind, changed->entry, **schema);
    };
}

void addIdentityRoutes(http::Router &router, const Api &api)
{
    using Handle = http::Reply (*)(const Api &, const http::Request &, Kind);
    const auto add = directoryRoutes(router, api);
    const auto addFor = [&add](const char *method, Kind kind, const char *rest, http::Need need,
                               Handle handler) {
        const QByteArray pattern = "/rest/identity/" + identity::kindName(kind).toLatin1() + rest;
        add(method, pattern, need, [handler, kind](const Api &a, const http::Request &request) {
            return handler(a, request, kind);
        });
    };
    using http::Need;
    for (const Kind kind : allKinds) {
        addFor("GET", kind, "", Need::Reader,
               [](const Api &a, const http::Request &r, Kind k) { return list(a, r, k); });
        addFor("GET", kind, "/{id}", Need::Reader, read);
        addFor("PUT", kind, "/{id}", Need::Administrator, update);
        addFor("DELETE", kind, "/{id}", Need::Administrator, remove);
        addFor("PUT", kind, "/{id}/move", Need::Administrator, move);
        addFor("PUT", kind, "/{id}/rename", Need::Administrator, rename);
        if (kind != Kind::Objects)
            addFor("POST", kind, "", Need::Administrator, create);
    }
    for (const Kind kind : {Kind::Users, Kind::Workstations}) {
        addFor("PUT", kind, "/{id}/enable", Need::Administrator,
               [](const Api &a, const http::Request &r, Kind k) {
                   return Change{.api = a, .request = r, .kind = k}(
                       [&](identity::Writer &w, const QByteArray &etag) {
                           return w.setEnabled(k, idOf(r), true, etag);
                       });
               });
        for (const char *action : {"/{id}/disable", "/{id}/lock"}) {
            addFor("PUT", kind, action, Need::Administrator,
                   [](const Api &a, const http::Request &r, Kind k) {
                       return Change{.api = a, .request = r, .kind = k}(
                           [&](identity::Writer &w, const QByteArray &etag) {
                               return w.setEnabled(k, idOf(r), false, etag);
                           });
                   });
        }
        addFor(
            "PUT", kind, "/{id}/unlock", Need::Administrator,
            [](const Api &a, const http::Request &r, Kind k) {
                return Change{.api = a, .request = r, .kind = k}(
                    [&](identity::Writer &w, const QByteArray &etag) { return w.unlock(k, idOf(r), etag); });
            });
    }
    addFor("PUT", Kind::Users, "/{id}/password", Need::Session, password);
    addFor("PUT", Kind::Users, "/{id}/must-change", Need::Administrator, mustChange);
    add("GET", "/rest/identity/groups/{id}/members", Need::Reader, listMembers);
    add("PUT", "/rest/identity/groups/{id}/members/{member}", Need::Administrator,
        [](const Api &a, const http::Request &r) { return changeMember(a, r, true); });
    add("DELETE", "/rest/identity/groups/{id}/members/{member}", Need::Administrator,
        [](const Api &a, const http::Request &r) { return changeMember(a, r, false); });
    add("GET", "/rest/identity/schema", Need::Reader, listSchema);
    add("GET", "/rest/identity/schema/{name}", Need::Reader, listSchema);
}

} // namespace smc::api
