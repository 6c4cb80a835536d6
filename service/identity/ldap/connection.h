// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/ldap/errors.h"
#include "service/identity/ldap/line.h"
#include "service/identity/ldap/proof.h"
#include "service/identity/ldap/types.h"
#include "shared/core/result.h"

#include <chrono>
#include <functional>
#include <memory>

// libldap's own types, so that only our sources include ldap.h.
typedef struct ldap LDAP;
typedef struct ldapmsg LDAPMessage;

namespace smc::ldap {

struct MessageFree
{
    void operator()(LDAPMessage *message) const;
};
using Message = std::unique_ptr<LDAPMessage, MessageFree>;

/// One bound LDAP connection to one server: a handle with its own TLS context.
///
/// One owning thread at a time (the pool lends it); blocks at most RealmConfig::connectTimeout while
/// opening and RealmConfig::callTimeout for each silence of the server. Independent of the machine's
/// ldap.conf and of LDAP* environment variables: every option that matters is set on the handle.
/// Referrals are never followed, host names never canonicalised by reverse DNS.
class Connection
{
public:
    /// Connects to `uri`, secures the connection as the realm says and binds.
    ///
    /// A password goes over TLS. With Kerberos the connection is sealed by Kerberos on the plain port (Samba
    /// and AD refuse a second encryption inside TLS by default); TLS with channel binding is used when that
    /// port does not answer or the URI names another one.
    /// Errors: Unreachable, Timeout, Unauthenticated, Unsupported, Refused (the server's signing rules),
    /// Invalid (a bad URI, or a realm that would send a password in clear).
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const RealmConfig &realm,
                                                                  const QString &uri, const Proof &proof);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] LDAP *handle() const { return m_handle; }
    [[nodiscard]] const QString &uri() const { return m_uri; }
    [[nodiscard]] const QString &host() const { return m_host; }

    /// False once a call failed in a way after which nothing more can be said or heard.
    [[nodiscard]] bool broken() const { return m_broken; }
    /// Whether the server has closed the connection, as far as the socket knows. Costs one poll(2).
    [[nodiscard]] bool hungUp() const;
    /// Whether the server still answers: reads one attribute of the rootDSE.
    [[nodiscard]] bool answers();
    /// When the credentials of this connection end (Kerberos); the far future for a simple bind.
    [[nodiscard]] std::chrono::system_clock::time_point validUntil() const { return m_validUntil; }

    /// The next message for this request; of a finished request its result. Errors: Timeout, Unreachable.
    [[nodiscard]] Result<Message> next(int messageId);
    /// Waits for the result of a request that has no entries, and translates it.
    [[nodiscard]] Result<void> finish(int messageId);
    /// The error of a libldap call that failed at once with `code`.
    [[nodiscard]] Error failed(int code);
    /// The result that a message of a finished request holds. Success, or the error.
    [[nodiscard]] Result<void> resultOf(LDAPMessage *message);
    void abandon(int messageId);

private:
    enum class Security { Ldaps, StartTls, Sealed };
    struct Transport
    {
        QString host;
        int port = 0;
        Security security = Security::Ldaps;
    };
    Connection(const RealmConfig &realm, QString uri, Transport transport);
    static Result<QList<Transport>> transportsOf(const RealmConfig &realm, const QString &uri, bool kerberos);
    Result<void> initialize();
    Result<void> connect();
    Result<void> secure();
    Result<void> setTlsOptions();
    Result<void> bind(const Proof &proof);
    Result<void> bindSimple(const access::PasswordCredentials &as);
    Result<void> bindKerberos(const KerberosProof &proof);
    Answer answerOf(int code) const;
    Result<Message> wait(int messageId, std::chrono::milliseconds silence);
    Result<Answer> parse(LDAPMessage *message);

    const RealmConfig &m_realm;
    QString m_uri;
    Transport m_transport;
    QString m_host;
    Line m_line;
    LDAP *m_handle = nullptr;
    bool m_tls = false;
    bool m_broken = false;
    std::chrono::system_clock::time_point m_validUntil = std::chrono::system_clock::time_point::max();
};

} // namespace smc::ldap
