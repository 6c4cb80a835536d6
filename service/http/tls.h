// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

struct ssl_ctx_st;
struct ssl_st;

namespace smc::http {

/// The service's certificate and key, ready for handshakes: TLS 1.2 and 1.3, forward secrecy and
/// authenticated encryption only, session resumption by ticket, ALPN "http/1.1". Immutable; thread-safe.
/// A new certificate is a new context (Server::setTls): connections made before keep the old one. Each
/// context has ticket keys of its own, which never leave it: what began under another one, of an earlier
/// start or before a SIGHUP, is not resumed, and a key that was taken out of use resumes nothing any more.
class TlsContext
{
public:
    /// Reads PEM files; the certificate file may hold the chain. The key must be readable by its owner
    /// only. Errors: Invalid (unreadable, not PEM, key and certificate do not belong together, expired key
    /// type), with the path in `place`. With `authorityFile` only clients are let in that show a certificate
    /// which this authority signed for clients.
    [[nodiscard]] static Result<std::shared_ptr<const TlsContext>>
    load(const QString &certificateFile, const QString &keyFile, const QString &authorityFile = {});
    ~TlsContext();
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    /// "AB:CD:…", SHA-256 of the certificate, as browsers and the client show it.
    [[nodiscard]] QString fingerprint() const { return m_fingerprint; }
    /// DNS names and addresses of the certificate's subject alternative name, lower case.
    [[nodiscard]] QStringList names() const { return m_names; }
    /// A new server side SSL object; the caller frees it.
    [[nodiscard]] ssl_st *newConnection() const;

private:
    explicit TlsContext(ssl_ctx_st *context);
    ssl_ctx_st *m_context;
    QString m_fingerprint;
    QStringList m_names;
};

/// Makes an EC P-256 key (0600) and a self-signed certificate for ten years, valid for `names` (host names
/// and addresses) beside localhost, 127.0.0.1, ::1 and this machine's name. Both files appear whole or not
/// at all; an existing file is never overwritten. Errors: Internal with the path.
[[nodiscard]] Result<void> makeSelfSigned(const QString &certificateFile, const QString &keyFile,
                                          const QStringList &names);

} // namespace smc::http
