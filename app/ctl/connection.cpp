// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/connection.h"

#include "app/ctl/session_file.h"
#include "app/platform/kerberos.h"

#include <QCryptographicHash>
#include <QEventLoop>

#include <optional>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray digestOf(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256).toHex();
}

Error notSignedIn(const QString &message)
{
    Error error;
    error.code = ErrorCode::Unauthenticated;
    error.message = message;
    error.hint = u"Sign in with \"smcctl login\", set SMC_USER and SMC_PASSWORD, or get a Kerberos ticket."_s;
    return error;
}

} // namespace

Connection::Connection(const Arguments &arguments)
    : m_arguments(arguments)
    , m_source(std::make_unique<data::RemoteDataSource>())
    , m_realm(arguments.value(u"realm"_s, qEnvironmentVariable("SMC_REALM")))
    , m_user(arguments.value(u"user"_s, qEnvironmentVariable("SMC_USER")))
{
    m_source->setTicketSource(&platform::negotiateToken);
    QObject::connect(m_source.get(), &data::RemoteDataSource::untrustedCertificate, m_source.get(),
                     [this](const QList<QSslCertificate> &chain) { m_untrusted = chain; });
}

Connection::~Connection()
{
    if (m_opened)
        static_cast<void>(bool(logOut()));
}

Result<void> Connection::setUp()
{
    QUrl url(m_arguments.value(u"url"_s, qEnvironmentVariable("SMC_URL")));
    if (url.isEmpty()) {
        if (const auto latest = findSession({}, m_arguments.value(u"user"_s)))
            url = latest->url;
    }
    if (url.isEmpty()) {
        Error error;
        error.code = ErrorCode::Invalid;
        error.message = u"No service is named."_s;
        error.hint = u"Give --url https://HOST:PORT, or set SMC_URL."_s;
        return error;
    }
    m_source->setUrl(url);
    const QString ca = m_arguments.value(u"ca"_s, qEnvironmentVariable("SMC_CA"));
    if (!ca.isEmpty()) {
        if (const auto added = m_source->addCaFile(ca); !added)
            return added.error();
    }
    bool ok = true;
    const int seconds = m_arguments.value(u"timeout"_s, u"30"_s).toInt(&ok);
    if (!ok || seconds <= 0) {
        Error error;
        error.code = ErrorCode::Invalid;
        error.message = u"--timeout takes a number of seconds."_s;
        return error;
    }
    m_source->setTimeout(std::chrono::seconds(seconds));
    return {};
}

Result<data::Answer> Connection::wait(const Start &start)
{
    Result<data::Answer> answer =
        Error{.code = ErrorCode::Cancelled, .message = u"The request was given up."_s};
    QEventLoop loop;
    start(&loop, [&](Result<data::Answer> result) {
        answer = std::move(result);
        loop.quit();
    });
    loop.exec();
    return answer;
}

Result<data::Answer> Connection::ask(const data::Request &request)
{
    const auto start = [&](QObject *context, data::RemoteDataSource::Done done) {
        m_source->send(request, context, std::move(done));
    };
    m_untrusted.clear();
    Result<data::Answer> answer = wait(start);
    if (answer || m_untrusted.isEmpty())
        return answer;
    const QByteArray digest = digestOf(m_untrusted.constFirst());
    QString trusted = m_arguments.value(u"fingerprint"_s, qEnvironmentVariable("SMC_FINGERPRINT"));
    if (trusted.remove(u':').compare(QString::fromLatin1(digest), Qt::CaseInsensitive) == 0) {
        m_source->pinCertificate(m_untrusted.constFirst());
        return wait(start);
    }
    Error error = answer.error();
    error.hint = u"Name its authority with --ca, or trust just it with --fingerprint %1"_s.arg(
        QString::fromLatin1(QByteArray::fromHex(digest).toHex(':')));
    if (!trusted.isEmpty())
        error.message += u" It is not the one given with --fingerprint."_s;
    return error;
}

Result<void> Connection::signIn()
{
    if (m_source->isSignedIn())
        return {};
    // Also a first word with the service: whether it is there, and trusted.
    if (const auto greeting = ask({.path = u"/auth/realms"_s}); !greeting)
        return greeting.error();
    if (usesTicket())
        return signInByTicket();
    if (const auto kept = findSession(m_source->url(), m_user)) {
        m_source->setToken(kept->token);
        const auto resumed =
            wait([&](QObject *context, auto done) { m_source->resume(context, std::move(done)); });
        if (resumed)
            return {};
        if (resumed.error().code != ErrorCode::Unauthenticated)
            return resumed.error();
        dropSession(kept->url, kept->token);
    }
    const QString password = qEnvironmentVariable("SMC_PASSWORD");
    if (!m_user.isEmpty() && !password.isEmpty()) {
        m_source->setUsesToken(true);
        const auto opened = wait([&](QObject *context, auto done) {
            m_source->signIn(m_realm, m_user, password, context, std::move(done));
        });
        if (!opened)
            return opened.error();
        m_opened = true;
        return {};
    }
    const platform::Ticket::State ticket = platform::ticket().state;
    if (ticket == platform::Ticket::State::Valid || ticket == platform::Ticket::State::Expired) // it says so
        return signInByTicket();
    return notSignedIn(m_user.isEmpty() ? u"Nobody is signed in."_s : u"%1 is not signed in."_s.arg(m_user));
}

Result<void> Connection::signInByTicket()
{
    const auto opened = wait(
        [&](QObject *context, auto done) { m_source->signInByTicket(m_realm, context, std::move(done)); });
    if (!opened)
        return opened.error();
    m_opened = true;
    return {};
}

Result<void> Connection::logIn(const QByteArray &password)
{
    if (const auto greeting = ask({.path = u"/auth/realms"_s}); !greeting)
        return greeting.error();
    m_source->setUsesToken(true);
    const auto opened = wait([&](QObject *context, auto done) {
        m_source->signIn(m_realm, m_user, QString::fromUtf8(password), context, std::move(done));
    });
    if (!opened)
        return opened.error();
    return keepSession({.url = m_source->url(), .user = m_user, .token = m_source->token()});
}

Result<void> Connection::logOut()
{
    if (!m_source->isSignedIn()) {
        const auto kept = findSession(m_source->url(), m_user);
        if (!kept)
            return notSignedIn(u"Nobody is signed in."_s);
        m_source->setToken(kept->token);
    }
    m_opened = false;
    dropSession(m_source->url(), m_source->token());
    const auto closed =
        wait([&](QObject *context, auto done) { m_source->signOut(context, std::move(done)); });
    return closed ? Result<void>() : Result<void>(closed.error());
}

} // namespace smc::ctl
