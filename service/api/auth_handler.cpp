// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/auth_handler.h"

#include "service/api/login_body.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

namespace {

using http::Reply;
using http::Request;

constexpr auto cookieAttributes = "; Path=/; Secure; HttpOnly; SameSite=Strict";

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

class AuthHandler
{
public:
    explicit AuthHandler(Auth auth)
        : m_auth(std::move(auth))
    {}

    Reply login(const Request &request);
    Reply logout(const Request &request);
    Reply session(const Request &request);
    Reply realms();

private:
    Reply negotiate(const QByteArray &token);
    Reply opened(const std::shared_ptr<identity::Realm> &realm, access::Principal principal,
                 std::optional<access::Credentials> credentials, bool bearer);
    Reply unauthenticated(const Error &error) const;
    [[nodiscard]] QJsonObject describe(const access::Session &session) const;
    [[nodiscard]] std::shared_ptr<identity::Realm> realmOf(const LoginBody &body) const;
    [[nodiscard]] bool knowsKerberos() const;

    Auth m_auth;
};

QJsonObject AuthHandler::describe(const access::Session &session) const
{
    const access::Principal &who = session.principal();
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(session.expires() - access::Session::Clock::now());
    return {
        {u"realm"_s, who.realm},
        {u"account"_s, who.account},
        {u"name"_s, who.name},
        {u"dn"_s, who.dn},
        {u"role"_s, access::roleName(who.role)},
        {u"readOnlyBecause"_s, who.readOnlyBecause},
        {u"csrf"_s, QString::fromLatin1(session.csrf())},
        {u"expires"_s, QDateTime::currentDateTimeUtc().addMSecs(left.count()).toString(Qt::ISODate)},
        {u"idleSeconds"_s, static_cast<qint64>(m_auth.sessions.options().idle.count())},
    };
}

bool AuthHandler::knowsKerberos() const
{
    const auto realms = m_auth.realms.all();
    return std::any_of(realms.begin(), realms.end(), [](const auto &realm) { return realm->negotiator(); });
}

std::shared_ptr<identity::Realm> AuthHandler::realmOf(const LoginBody &body) const
{
    const auto realms = m_auth.realms.all();
    const auto named = [&realms](const QString &name, bool firstLabel) -> std::shared_ptr<identity::Realm> {
        for (const auto &realm : realms) {
            const QString known = firstLabel ? realm->name().section(u'.', 0, 0) : realm->name();
            if (known.compare(name, Qt::CaseInsensitive) == 0)
                return realm;
        }
        return {};
    };
    if (!body.realm.isEmpty()) {
        const auto whole = named(body.realm, false);
        return whole ? whole : named(body.realm, true);
    }
    if (realms.size() == 1)
        return realms.front();
    if (const qsizetype at = body.user.lastIndexOf(u'@'); at > 0)
        return named(body.user.mid(at + 1), false);
    if (const qsizetype slash = body.user.indexOf(u'\\'); slash > 0)
        return named(body.user.left(slash), true);
    return {};
}

Reply AuthHandler::unauthenticated(const Error &error) const
{
    // A mechanism that is not offered is a failed sign-in too, and no wrong media type.
    Reply reply = Reply::problem(error, error.code == ErrorCode::Unsupported ? 401 : 0);
    // A 401 must name a way in ([RFC 9110] 15.5.2). Browsers act on Negotiate by themselves, so the failed
    // form sign-in names only what they ignore.
    if (reply.status == 401)
        reply.headers.add("WWW-Authenticate", "Bearer realm=\"smcd\"");
    return reply;
}

Reply AuthHandler::login(const Request &request)
{
    const QByteArray type = request.headers.value("Content-Type").toLower();
    if (type.left(type.indexOf(';') < 0 ? type.size() : type.indexOf(';')).trimmed() != "application/json") {
        return Reply::problem(
            Error{.code = ErrorCode::Unsupported, .message = u"A sign-in is sent as application/json."_s});
    }
    auto body = readLoginBody(request.body);
    if (!body)
        return Reply::problem(body.error());
    if (body->user.isEmpty() || body->password.isEmpty()) {
        // A simple bind with a name and no password is anonymous and succeeds ([RFC 4513] 5.1.2): never try.
        return Reply::problem(Error{.code = ErrorCode::Invalid,
                                    .message = u"A user name and a password are needed."_s,
                                    .field = body->user.isEmpty() ? u"user"_s : u"password"_s});
    }
    const auto served = realmOf(*body);
    if (!served) {
        return Reply::problem(Error{
            .code = ErrorCode::Invalid,
            .message = body->realm.isEmpty() ? u"Say which realm you belong to."_s
                                             : u"There is no realm %1 here."_s.arg(body->realm.left(100)),
            .hint = u"Realms here: %1."_s.arg(m_auth.realms.names().join(u", "_s)),
            .field = u"realm"_s});
    }
    const QString &realm = served->name();
    const QString account = QString(realm + u'\\' + m_auth.bindName(realm, body->user)).left(300);
    if (const auto wait = m_auth.guard.wait(account, request.peer); wait.count() > 0) {
        return Reply::busy(u"Too many wrong passwords for this account from your address."_s,
                           static_cast<int>(wait.count()), 429);
    }
    access::PasswordCredentials credentials{m_auth.bindName(realm, body->user), body->password};
    auto principal = m_auth.authenticate(realm, credentials);
    if (!principal) {
        if (principal.error().code == ErrorCode::Unauthenticated)
            m_auth.guard.failed(account, request.peer);
        Reply refused = unauthenticated(principal.error());
        refused.account = credentials.name;
        return refused;
    }
    m_auth.guard.succeeded(account, request.peer);
    return opened(served, std::move(*principal), access::Credentials(std::move(credentials)), body->token);
}

Reply AuthHandler::opened(const std::shared_ptr<identity::Realm> &realm, access::Principal principal,
                          std::optional<access::Credentials> credentials, bool bearer)
{
    const std::optional<access::Role> role = m_auth.roles.roleOf(principal);
    if (!role) {
        return Reply::problem(
            Error{.code = ErrorCode::Denied,
                  .message = u"%1 may not use this service."_s.arg(principal.account),
                  .hint = u"An administrator can name you or one of your groups under [roles]."_s});
    }
    principal.role = *role;
    principal.operates = m_auth.roles.operates(principal);
    auto open = m_auth.sessions.open(std::move(principal), std::move(credentials), bearer);
    if (!open)
        return Reply::problem(open.error());
    if (m_auth.realms.find(realm->name()) != realm) {
        // The realm was replaced in this very moment, after which its sessions were ended: this one too.
        m_auth.sessions.end(*open->session);
        return Reply::busy(u"The realm %1 has just been configured anew."_s.arg(realm->name()), 1);
    }
    QJsonObject session = describe(*open->session);
    if (bearer)
        session.insert(u"token"_s, QString::fromLatin1(open->token));
    Reply reply = Reply::json(compact(session));
    if (!bearer)
        reply.headers.add("Set-Cookie", "smc_session=" + open->token + cookieAttributes);
    reply.account = open->session->principal().account + u'@' + open->session->principal().realm;
    return reply;
}

Reply AuthHandler::logout(const Request &request)
{
    if (request.session)
        m_auth.sessions.end(*request.session);
    Reply reply = Reply::empty();
    reply.headers.add("Set-Cookie", QByteArray("smc_session=; Max-Age=0") + cookieAttributes);
    return reply;
}

Reply AuthHandler::session(const Request &request)
{
    if (request.session)
        return Reply::json(compact(describe(*request.session)));
    const QByteArray authorization = request.headers.value("Authorization");
    const bool kerberos = knowsKerberos();
    if (authorization.left(10).toLower() == "negotiate " && kerberos)
        return negotiate(QByteArray::fromBase64(authorization.mid(10).trimmed()));
    Reply reply = Reply::problem(
        Error{.code = ErrorCode::Unauthenticated,
              .message = request.sessionEnded.isEmpty() ? u"Nobody is signed in."_s : request.sessionEnded});
    if (kerberos)
        reply.headers.add("WWW-Authenticate", "Negotiate");
    reply.headers.add("WWW-Authenticate", "Bearer realm=\"smcd\"");
    return reply;
}

Reply AuthHandler::negotiate(const QByteArray &token)
{
    std::optional<Error> failure;
    for (const auto &realm : m_auth.realms.all()) {
        if (!realm->negotiator())
            continue;
        auto accepted = realm->negotiator()->accept(token);
        if (!accepted) {
            failure = accepted.error();
            continue; // the ticket may be for the key of another realm
        }
        // Whether the directory lets us speak for the person shows at the first bind: now, not at his first
        // change.
        std::optional<access::Principal> asHimself;
        if (const auto &credentials = accepted->credentials) {
            auto signedIn = m_auth.authenticate(realm->name(), *credentials);
            if (signedIn) {
                asHimself = *std::move(signedIn);
            } else {
                const Error &refusal = signedIn.error();
                if (refusal.code != ErrorCode::Unauthenticated && refusal.code != ErrorCode::Denied)
                    return unauthenticated(refusal);
                qInfo("%s reads only: %s", qUtf8Printable(accepted->principal),
                      qUtf8Printable(refusal.toString()));
                accepted->credentials.reset();
                accepted->readOnlyBecause =
                    u"You signed in by Kerberos, and the directory does not let this service act for you."_s;
            }
        }
        // Who only reads may be of another realm than that of the key.
        const auto home = asHimself ? realm : m_auth.realms.find(accepted->principal.section(u'@', -1));
        auto principal =
            asHimself ? Result<access::Principal>(*std::move(asHimself)) : m_auth.lookUp(accepted->principal);
        if (!principal || !home)
            return unauthenticated(principal ? Error{} : principal.error());
        principal->readOnlyBecause = accepted->readOnlyBecause;
        Reply reply = opened(home, std::move(*principal), std::move(accepted->credentials), false);
        if (!accepted->reply.isEmpty())
            reply.headers.add("WWW-Authenticate", "Negotiate " + accepted->reply.toBase64());
        return reply;
    }
    return unauthenticated(failure.value_or(Error{}));
}

Reply AuthHandler::realms()
{
    QJsonArray list;
    for (const auto &realm : m_auth.realms.all())
        list.append(QJsonObject{{u"name"_s, realm->name()}, {u"kerberos"_s, realm->negotiator() != nullptr}});
    return Reply::json(compact({{u"realms"_s, list}, {u"version"_s, QStringLiteral(SMC_VERSION)}}));
}

} // namespace

void addAuthRoutes(http::Router &router, Auth auth)
{
    const auto handler = std::make_shared<AuthHandler>(std::move(auth));
    using http::Need;
    router.add({"POST", "/auth/login", "auth", Need::Nothing,
                [handler](const Request &request) { return handler->login(request); }});
    router.add({"POST", "/auth/logout", "auth", Need::Nothing,
                [handler](const Request &request) { return handler->logout(request); }});
    router.add({"GET", "/auth/session", "auth", Need::Nothing,
                [handler](const Request &request) { return handler->session(request); }});
    router.add({"GET", "/auth/realms", "quick", Need::Nothing,
                [handler](const Request &) { return handler->realms(); }});
}

} // namespace smc::api
