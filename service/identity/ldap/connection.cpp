// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/connection.h"

#include <QFile>

#include <ldap.h>

#include <algorithm>
#include <poll.h>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

timeval toTimeval(milliseconds time)
{
    const auto count = std::max<milliseconds::rep>(time.count(), 1);
    return {.tv_sec = static_cast<time_t>(count / 1000),
            .tv_usec = static_cast<suseconds_t>(count % 1000 * 1000)};
}

// Where the system keeps the certificates it trusts: Debian, Red Hat, SUSE.
QByteArray systemCertificates()
{
    for (const char *path : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                             "/var/lib/ca-certificates/ca-bundle.pem"}) {
        if (QFile::exists(QString::fromLatin1(path)))
            return path;
    }
    return {};
}

// Not a word of libldap or of GnuTLS tells apart why a certificate was refused; a missing certificate file or
// one without certificates at least is told before.
Result<QByteArray> trustedCertificates(const QString &caFile)
{
    const QByteArray path = caFile.isEmpty() ? systemCertificates() : QFile::encodeName(caFile);
    const QString shown = path.isEmpty() ? u"of the system"_s : QFile::decodeName(path);
    QFile file(QFile::decodeName(path));
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The file of trusted certificates %1 can not be read."_s.arg(shown),
                     .hint = u"Check the realm's CA file and its permissions."_s};
    }
    if (!file.readAll().contains("-----BEGIN ")) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The file of trusted certificates %1 holds no certificate."_s.arg(shown),
                     .hint = u"It must hold the certificate of the realm's authority in PEM."_s};
    }
    return path;
}

} // namespace

void MessageFree::operator()(LDAPMessage *message) const
{
    ldap_msgfree(message);
}

Connection::Connection(const RealmConfig &realm, QString uri, Transport transport)
    : m_realm(realm)
    , m_uri(std::move(uri))
    , m_transport(std::move(transport))
    , m_host(m_transport.host)
{}

Connection::~Connection()
{
    if (m_handle)
        ldap_unbind_ext(m_handle, nullptr, nullptr);
}

Result<QList<Connection::Transport>> Connection::transportsOf(const RealmConfig &realm, const QString &uri,
                                                              bool kerberos)
{
    LDAPURLDesc *parts = nullptr;
    const bool parsed = ldap_url_parse(uri.toUtf8().constData(), &parts) == LDAP_URL_SUCCESS;
    const std::unique_ptr<LDAPURLDesc, void (*)(LDAPURLDesc *)> owner(parts, ldap_free_urldesc);
    const bool ldaps = uri.startsWith(u"ldaps://"_s, Qt::CaseInsensitive);
    if (!parsed || !parts->lud_host || !*parts->lud_host ||
        (!ldaps && !uri.startsWith(u"ldap://"_s, Qt::CaseInsensitive))) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"\"%1\" is no address of a directory server."_s.arg(uri),
                     .hint = u"Write it as in ldaps://dc1.example.com."_s};
    }
    const QString host = QString::fromUtf8(parts->lud_host);
    const int port = parts->lud_port ? parts->lud_port : ldaps ? LDAPS_PORT : LDAP_PORT;
    QList<Transport> transports;
    if (ldaps) {
        if (kerberos && port == LDAPS_PORT)
            transports << Transport{host, LDAP_PORT, Security::Sealed};
        transports << Transport{host, port, Security::Ldaps};
    } else {
        if (kerberos)
            transports << Transport{host, port, Security::Sealed};
        else if (realm.tls != Tls::None)
            transports << Transport{host, port, Security::StartTls};
        else
            return Error{.code = ErrorCode::Invalid,
                         .message = u"A password is never sent to %1 without encryption."_s.arg(host),
                         .hint = u"Use LDAPS or StartTLS for the realm, or Kerberos as its bind method."_s};
    }
    return transports;
}

Result<std::unique_ptr<Connection>> Connection::open(const RealmConfig &realm, const QString &uri,
                                                     const Proof &proof)
{
    const auto transports = transportsOf(realm, uri, std::holds_alternative<KerberosProof>(proof));
    if (!transports)
        return transports.error();
    Error last;
    for (const Transport &transport : *transports) {
        std::unique_ptr<Connection> connection(new Connection(realm, uri, transport));
        auto done = connection->initialize();
        if (done)
            done = connection->connect();
        if (!done) {
            last = done.error();
            continue;
        }
        if (done = connection->bind(proof); !done)
            return done.error();
        connection->m_line.setDeadline({});
        connection->m_line.setSilence(realm.callTimeout);
        return connection;
    }
    return last;
}

Result<void> Connection::initialize()
{
    // Always "ldap:": TLS is started by us, step by step, so that its waits have an end and its errors a
    // name.
    const QString address = m_host.contains(u':') ? QString(u'[' + m_host + u']') : m_host;
    const QString plain = u"ldap://%1:%2"_s.arg(address).arg(m_transport.port);
    if (const int code = ldap_initialize(&m_handle, plain.toUtf8().constData()); code != LDAP_SUCCESS)
        return failed(code);

    const int version = LDAP_VERSION3;
    ldap_set_option(m_handle, LDAP_OPT_PROTOCOL_VERSION, &version);
    ldap_set_option(m_handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    ldap_set_option(m_handle, LDAP_OPT_RESTART, LDAP_OPT_ON);
    const timeval network = toTimeval(m_realm.connectTimeout);
    ldap_set_option(m_handle, LDAP_OPT_NETWORK_TIMEOUT, &network);
    const timeval call = toTimeval(m_realm.callTimeout);
    ldap_set_option(m_handle, LDAP_OPT_TIMEOUT, &call);

    // What a machine's ldap.conf could have said.
    const int none = 0;
    const int never = LDAP_DEREF_NEVER;
    ldap_set_option(m_handle, LDAP_OPT_DEREF, &never);
    ldap_set_option(m_handle, LDAP_OPT_SIZELIMIT, &none);
    ldap_set_option(m_handle, LDAP_OPT_TIMELIMIT, &none);
    ldap_set_option(m_handle, LDAP_OPT_DEFBASE, nullptr);
    ldap_set_option(m_handle, LDAP_OPT_X_SASL_NOCANON, LDAP_OPT_ON);

    // A server that vanished without a word is noticed after about ten seconds of silence.
    const int idle = 5;
    const int probes = 3;
    const int interval = 2;
    ldap_set_option(m_handle, LDAP_OPT_X_KEEPALIVE_IDLE, &idle);
    ldap_set_option(m_handle, LDAP_OPT_X_KEEPALIVE_PROBES, &probes);
    ldap_set_option(m_handle, LDAP_OPT_X_KEEPALIVE_INTERVAL, &interval);
    const unsigned int userTimeout = 10000;
    ldap_set_option(m_handle, LDAP_OPT_TCP_USER_TIMEOUT, &userTimeout);

    return m_transport.security == Security::Sealed ? Result<void>() : setTlsOptions();
}

Result<void> Connection::setTlsOptions()
{
    const auto ca = trustedCertificates(m_realm.caFile);
    if (!ca)
        return ca.error();
    const int demand = LDAP_OPT_X_TLS_DEMAND;
    const int minimum = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
    const int allow = LDAP_OPT_X_TLS_ALLOW;
    const int crlNone = LDAP_OPT_X_TLS_CRL_NONE;
    const int client = 0;
    bool ok = true;
    const auto set = [&](int option, const void *value) {
        ok = ldap_set_option(m_handle, option, value) == LDAP_OPT_SUCCESS && ok;
    };
    set(LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
    set(LDAP_OPT_X_TLS_REQUIRE_SAN, &allow); // Samba's own certificates name the host in the subject only
    set(LDAP_OPT_X_TLS_CACERTFILE, ca->constData());
    set(LDAP_OPT_X_TLS_CACERTDIR, nullptr);
    set(LDAP_OPT_X_TLS_CERTFILE, nullptr);
    set(LDAP_OPT_X_TLS_KEYFILE, nullptr);
    set(LDAP_OPT_X_TLS_CIPHER_SUITE, nullptr);
    set(LDAP_OPT_X_TLS_PROTOCOL_MIN, &minimum);
    ldap_set_option(m_handle, LDAP_OPT_X_TLS_CRLCHECK, &crlNone); // OpenSSL builds only
    set(LDAP_OPT_X_TLS_NEWCTX, &client);
    if (!ok) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The certificates in %1 can not be used."_s.arg(QFile::decodeName(*ca)),
                     .hint = u"The file must hold certificates in PEM."_s};
    }
    return {};
}

Result<void> Connection::connect()
{
    if (const int code = ldap_connect(m_handle); code != LDAP_SUCCESS)
        return failed(code);
    Sockbuf *buffer = nullptr;
    ldap_get_option(m_handle, LDAP_OPT_SOCKBUF, static_cast<void *>(&buffer));
    if (!buffer || !m_line.attach(buffer))
        return failed(LDAP_LOCAL_ERROR);
    m_line.setDeadline(Line::Clock::now() + m_realm.connectTimeout);
    if (m_transport.security == Security::Sealed)
        return {};
    if (m_transport.security == Security::StartTls) {
        int id = 0;
        if (const int code = ldap_start_tls(m_handle, nullptr, nullptr, &id); code != LDAP_SUCCESS)
            return failed(code);
        auto message = wait(id, m_realm.connectTimeout);
        if (!message)
            return message.error();
        if (auto done = resultOf(message->get()); !done)
            return done;
    }
    return secure();
}

Result<void> Connection::secure()
{
    const int code = ldap_install_tls(m_handle);
    m_tls = code == LDAP_SUCCESS && ldap_tls_inplace(m_handle) != 0;
    if (m_tls)
        return {};
    m_broken = true;
    if (m_line.timedOut())
        return errorOf({.code = LDAP_TIMEOUT, .diagnostic = {}, .matchedDn = {}, .server = m_host});
    return tlsErrorOf(answerOf(code));
}

bool Connection::hungUp() const
{
    int fd = -1;
    if (ldap_get_option(m_handle, LDAP_OPT_DESC, &fd) != LDAP_OPT_SUCCESS || fd < 0)
        return true;
    pollfd events{.fd = fd, .events = POLLIN | POLLRDHUP, .revents = 0};
    // Between requests nothing may come but an end: a FIN, a reset, TLS's close, or a notice of
    // disconnection.
    return ::poll(&events, 1, 0) != 0;
}

bool Connection::answers()
{
    char attribute[] = "dnsHostName";
    char *attributes[] = {attribute, nullptr};
    int id = 0;
    if (ldap_search_ext(m_handle, "", LDAP_SCOPE_BASE, "(objectClass=*)", attributes, 0, nullptr, nullptr,
                        nullptr, LDAP_NO_LIMIT, &id) != LDAP_SUCCESS) {
        m_broken = true;
        return false;
    }
    for (;;) {
        auto message = wait(id, m_realm.connectTimeout);
        if (!message)
            return false;
        if (ldap_msgtype(message->get()) == LDAP_RES_SEARCH_RESULT)
            return bool(resultOf(message->get()));
    }
}

Answer Connection::answerOf(int code) const
{
    Answer answer{.code = code, .diagnostic = {}, .matchedDn = {}, .server = m_host};
    char *text = nullptr;
    if (m_handle &&
        ldap_get_option(m_handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, static_cast<void *>(&text)) ==
            LDAP_OPT_SUCCESS &&
        text) {
        answer.diagnostic = text;
        ldap_memfree(text);
    }
    return answer;
}

Error Connection::failed(int code)
{
    if (isBroken(code))
        m_broken = true;
    return errorOf(answerOf(code));
}

Result<Message> Connection::wait(int messageId, milliseconds silence)
{
    timeval time = toTimeval(silence);
    LDAPMessage *message = nullptr;
    const int type = ldap_result(m_handle, messageId, LDAP_MSG_ONE, &time, &message);
    if (type > 0)
        return Message(message);
    if (type == 0) {
        // The server may hang, or the answer may still come: nothing that comes now can be told apart.
        ldap_abandon_ext(m_handle, messageId, nullptr, nullptr);
        m_broken = true;
        return errorOf({.code = LDAP_TIMEOUT, .diagnostic = {}, .matchedDn = {}, .server = m_host});
    }
    int code = LDAP_SERVER_DOWN;
    ldap_get_option(m_handle, LDAP_OPT_RESULT_CODE, &code);
    m_broken = true;
    if (m_line.timedOut())
        code = LDAP_TIMEOUT;
    return failed(code == LDAP_SUCCESS ? LDAP_SERVER_DOWN : code);
}

Result<Message> Connection::next(int messageId)
{
    return wait(messageId, m_realm.callTimeout);
}

Result<Answer> Connection::parse(LDAPMessage *message)
{
    int code = 0;
    char *matched = nullptr;
    char *text = nullptr;
    const int parsed = ldap_parse_result(m_handle, message, &code, &matched, &text, nullptr, nullptr, 0);
    if (parsed != LDAP_SUCCESS)
        return failed(parsed);
    Answer answer{
        .code = code, .diagnostic = text, .matchedDn = QString::fromUtf8(matched), .server = m_host};
    ldap_memfree(matched);
    ldap_memfree(text);
    if (isBroken(code))
        m_broken = true;
    return answer;
}

Result<void> Connection::resultOf(LDAPMessage *message)
{
    auto answer = parse(message);
    if (!answer)
        return answer.error();
    if (answer->code == LDAP_SUCCESS)
        return {};
    return errorOf(*answer);
}

Result<void> Connection::finish(int messageId)
{
    auto message = next(messageId);
    if (!message)
        return message.error();
    return resultOf(message->get());
}

void Connection::abandon(int messageId)
{
    if (ldap_abandon_ext(m_handle, messageId, nullptr, nullptr) != LDAP_SUCCESS)
        m_broken = true;
}

} // namespace smc::ldap
