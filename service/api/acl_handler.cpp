// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/acl_handler.h"

#include "service/api/exchange.h"
#include "service/api/server_access.h"
#include "service/identity/token.h"
#include "service/rpc/protocol/security_calls.h"
#include "service/shares/access_words.h"
#include "service/shares/acl.h"

#include <QJsonArray>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using rpc::SecurityDescriptor;
using shares::AclPlace;

namespace {

/// What both resources begin with: who asks which server about what.
struct Question
{
    Asked asked;
    Person person;
    fleet::ServerRef server;
    rpc::Target target;
    AclPlace place;

    [[nodiscard]] QJsonObject about() const
    {
        QJsonObject object{{u"server"_s, server.name}, {u"share"_s, place.share}};
        if (place.path)
            object.insert(u"path"_s, *place.path);
        return object;
    }
};

Result<Question> ask(const Api &api, const http::Request &request, const QByteArrayList &parameters)
{
    auto asked = readAsked(request, identity::View::Extended, QByteArrayList{"server", "path"} + parameters);
    if (!asked)
        return asked.error();
    if (asked->format != converters::Format::Json) {
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"Lists of access rights come as JSON only."_s,
                     .hint = u"Accept application/json; its \"sddl\" is the same as one line of text."_s};
    }
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return person.error();
    auto located = locate(api, request, *person);
    if (!located)
        return located.error();
    auto server = onlyOne(located->servers);
    if (!server)
        return server.error();
    AclPlace place{.share = located->id, .path = {}};
    if (request.hasQuery("path")) {
        auto path = shares::cleanPath(QString::fromUtf8(request.queryValue("path")));
        if (!path)
            return path.error();
        place.path = *std::move(path);
    }
    rpc::Target target = targetOf(*person, request, *server);
    return Question{.asked = *asked,
                    .person = *std::move(person),
                    .server = *std::move(server),
                    .target = std::move(target),
                    .place = std::move(place)};
}

/// Of ask(): an Unsupported one is about Accept or the sign-in.
http::Reply askError(const Error &error)
{
    return error.code == ErrorCode::Unsupported ? askedErrorReply(error) : errorReply(error);
}

Result<QJsonObject> show(const Api &api, const Question &question, const SecurityDescriptor &descriptor)
{
    auto names = shares::namesOf(api.rpc, question.target, shares::sidsOf(descriptor));
    if (!names)
        return names.error();
    QJsonObject object = question.about();
    const QJsonObject what = shares::toJson(descriptor, *names);
    for (auto it = what.begin(); it != what.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

http::Reply aclReply(const Api &api, const Question &question, const SecurityDescriptor &descriptor)
{
    auto object = show(api, question, descriptor);
    if (!object)
        return errorReply(object.error().at(question.server.name));
    http::Reply reply = jsonReply(*object);
    reply.headers.set("ETag", '"' + shares::etagOf(descriptor) + '"');
    return reply;
}

http::Reply readAcl(const Api &api, const http::Request &request)
{
    auto question = ask(api, request, {});
    if (!question)
        return askError(question.error());
    auto descriptor = shares::readAcl(api.rpc, question->target, question->place);
    if (!descriptor)
        return errorReply(descriptor.error().at(question->server.name));
    return aclReply(api, *question, *descriptor);
}

Result<QJsonObject> jsonBody(const http::Request &request)
{
    if (converters::formatOfContentType(request.headers.value("Content-Type")) != converters::Format::Json)
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"A list of access rights is sent as JSON."_s,
                     .hint = u"Send application/json."_s};
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return Error{.code = ErrorCode::Invalid, .message = u"The body is no JSON object."_s};
    return document.object();
}

QJsonObject changeOf(const QString &name, const QJsonValue &before, const QJsonValue &after)
{
    return {{u"name"_s, name}, {u"before"_s, QJsonArray{before}}, {u"after"_s, QJsonArray{after}}};
}

/// What a change would do, entry by entry.
Result<http::Reply> dryRun(const Api &api, const Question &question, const SecurityDescriptor &now,
                           const SecurityDescriptor &wanted)
{
    auto names = shares::namesOf(api.rpc, question.target, shares::sidsOf(now) + shares::sidsOf(wanted));
    if (!names)
        return names.error();
    const QList<rpc::AccessEntry> before = now.entries.value_or(QList<rpc::AccessEntry>());
    const QList<rpc::AccessEntry> after = wanted.entries.value_or(QList<rpc::AccessEntry>());
    QJsonArray added;
    QJsonArray removed;
    for (const rpc::AccessEntry &entry : after) {
        if (!before.contains(entry))
            added.append(shares::toJson(entry, *names));
    }
    for (const rpc::AccessEntry &entry : before) {
        if (!after.contains(entry))
            removed.append(shares::toJson(entry, *names));
    }
    QJsonArray attributes;
    if (now != wanted)
        attributes.append(changeOf(u"sddl"_s, rpc::toSddl(now), rpc::toSddl(wanted)));
    QJsonObject change = question.about();
    change.insert(u"operation"_s, u"modify"_s);
    change.insert(u"attributes"_s, attributes);
    change.insert(u"added"_s, added);
    change.insert(u"removed"_s, removed);
    return jsonReply({{u"dryRun"_s, true}, {u"changes"_s, QJsonArray{change}}});
}

http::Reply changeAcl(const Api &api, const http::Request &request)
{
    auto question = ask(api, request, {});
    if (!question)
        return askError(question.error());
    auto match = requireMatch(request);
    if (!match)
        return http::Reply::problem(match.error(), 428);
    auto body = jsonBody(request);
    if (!body)
        return errorReply(body.error());
    auto now = shares::readAcl(api.rpc, question->target, question->place);
    if (!now)
        return errorReply(now.error().at(question->server.name));
    if (!match->isEmpty() && shares::etagOf(*now) != *match) {
        return errorReply({.code = ErrorCode::Stale,
                           .message = u"The list of access rights was changed in the meantime."_s,
                           .hint = u"Read it again, and repeat what you want to change."_s});
    }
    auto wanted = shares::changed(api.rpc, question->target, *now, *body);
    if (!wanted)
        return errorReply(wanted.error());
    if (question->asked.dryRun) {
        auto shown = dryRun(api, *question, *now, *wanted);
        return shown ? *std::move(shown) : errorReply(shown.error().at(question->server.name));
    }
    // Who sets an owner must be allowed to: it is written only when it changes.
    SecurityDescriptor written = *wanted;
    if (written.owner == now->owner)
        written.owner.clear();
    if (written.group == now->group)
        written.group.clear();
    auto result = shares::writeAcl(api.rpc, question->target, question->place, written);
    if (!result)
        return errorReply(result.error().at(question->server.name));
    return aclReply(api, *question, *result);
}

// ---- what somebody may do -------------------------------------------------------------------------------

/// A person and everything that he is on a server: himself, his groups, nested ones too, and what everybody
/// is who comes over the network.
struct Token
{
    QString account;
    QStringList sids;
};

Result<Token> tokenOf(const Api &api, const Question &question, const QString &user)
{
    identity::Reader reader(*question.person.realm, question.person.reads);
    auto dn = reader.resolve(identity::Kind::Objects, identity::ObjectId::parse(user));
    if (!dn)
        return dn.error();
    auto known = identity::readToken(*question.person.realm, question.person.reads, *dn);
    if (!known)
        return known.error();
    Token token{.account = known->account, .sids = {known->sid}};
    for (const QString &group : std::as_const(known->groups)) {
        if (!group.startsWith("S-1-5-32-"_L1)) // the controller's own local groups; the server has others
            token.sids << group;
    }
    token.sids << u"S-1-1-0"_s << u"S-1-5-11"_s << u"S-1-5-2"_s; // Everyone, authenticated, over the network
    auto local = api.rpc.call(question.target, rpc::LocalGroupsOf{.sids = token.sids});
    if (!local)
        return local.error();
    token.sids += *local;
    return token;
}

QJsonObject rightsJson(quint32 mask)
{
    return {{u"access"_s, shares::accessWord(mask)},
            {u"rights"_s, QJsonArray::fromStringList(shares::rightWords(mask))},
            {u"mask"_s, u"0x%1"_s.arg(mask, 8, 16, QChar(u'0'))}};
}

/// Whether the registry says that a share is read-only; nothing where it says nothing of the share.
std::optional<bool> isReadOnly(const Api &api, const Question &question)
{
    const auto sections = api.rpc.call(question.target, rpc::SmbConfRead{.section = question.place.share});
    if (!sections || sections->isEmpty())
        return std::nullopt;
    for (const QStringList &parameter : sections->first().parameters) {
        if (parameter.value(0) == u"read only")
            return parameter.value(1).compare("yes"_L1, Qt::CaseInsensitive) == 0;
    }
    return true; // what Samba takes for granted
}

http::Reply effectiveAccess(const Api &api, const http::Request &request)
{
    auto question = ask(api, request, {"user"});
    if (!question)
        return askError(question.error());
    const QString user = QString::fromUtf8(request.queryValue("user"));
    if (user.isEmpty()) {
        return errorReply({.code = ErrorCode::Invalid,
                           .message = u"The request does not say for whom."_s,
                           .hint = u"Add user=ACCOUNT."_s,
                           .field = u"user"_s});
    }
    auto token = tokenOf(api, *question, user);
    if (!token)
        return errorReply(token.error());
    QJsonObject object = question->about();
    object.insert(u"user"_s, token->account);
    quint32 effective = 0xFFFFFFFF;
    const auto limit = [&](const QString &by, const AclPlace &place) -> Result<void> {
        auto descriptor = shares::readAcl(api.rpc, question->target, place);
        if (!descriptor)
            return descriptor.error();
        auto names = shares::namesOf(api.rpc, question->target, shares::sidsOf(*descriptor));
        if (!names)
            return names.error();
        const quint32 mask = shares::effectiveMask(*descriptor, token->sids);
        QJsonObject rights = rightsJson(mask);
        QJsonArray entries;
        for (const qsizetype row : shares::entriesFor(*descriptor, token->sids))
            entries.append(shares::toJson(descriptor->entries->at(row), *names));
        rights.insert(u"entries"_s, entries);
        object.insert(by, rights);
        effective &= mask;
        return {};
    };
    if (auto done = limit(u"byShare"_s, {.share = question->place.share, .path = {}}); !done)
        return errorReply(done.error().at(question->server.name));
    const QString path = question->place.path.value_or(u"/"_s);
    object.insert(u"path"_s, path);
    if (auto done = limit(u"byFolder"_s, {.share = question->place.share, .path = path}); !done)
        return errorReply(done.error().at(question->server.name));
    const std::optional<bool> readOnly = isReadOnly(api, *question);
    object.insert(u"readOnly"_s, readOnly ? QJsonValue(*readOnly) : QJsonValue(QJsonValue::Null));
    if (readOnly.value_or(false))
        effective = shares::withoutWriting(effective);
    object.insert(u"effective"_s, rightsJson(effective));
    return jsonReply(object);
}

} // namespace

void addAclRoutes(http::Router &router, const Api &api)
{
    const auto add = [&router, api](const char *method, const char *pattern, http::Need need, auto handler) {
        router.add(
            {.method = method,
             .pattern = pattern,
             .pool = "servers",
             .need = need,
             .handler = [api, handler](const http::Request &request) { return handler(api, request); }});
    };
    add("GET", "/rest/shares/shares/{id}/acl", http::Need::Reader, readAcl);
    add("PUT", "/rest/shares/shares/{id}/acl", http::Need::Administrator, changeAcl);
    add("GET", "/rest/shares/shares/{id}/access", http::Need::Reader, effectiveAccess);
}

} // namespace smc::api
