// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/error.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace smc::access {
class Session; // service/access/session.h
}

namespace smc::http {

/// Header fields in order of arrival; names compare without case ([RFC 9110] 5.1).
class Headers
{
public:
    /// First value, or an empty array.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    [[nodiscard]] bool contains(QByteArrayView name) const;
    void set(const QByteArray &name, const QByteArray &value); ///< replaces all of that name
    void add(const QByteArray &name, const QByteArray &value);
    [[nodiscard]] const QList<std::pair<QByteArray, QByteArray>> &all() const { return m_fields; }

private:
    QList<std::pair<QByteArray, QByteArray>> m_fields;
};

/// One request, read whole. `path` is split at '/' and percent-decoded per segment, so that an encoded
/// slash stays inside its segment ("/rest/identity/users/CN%3DJo" is {"rest","identity","users","CN=Jo"}).
struct Request
{
    QByteArray method; ///< upper case; HEAD arrives as GET with `head` set
    bool head = false;
    QList<QByteArray> path;
    QByteArray target; ///< as on the wire, for the audit line (never holds a secret: those travel in bodies)
    QList<std::pair<QByteArray, QByteArray>> query; ///< decoded, '+' is a space
    Headers headers;
    QByteArray body;
    QHostAddress peer;
    bool secure = false;                            ///< came over TLS
    std::chrono::steady_clock::time_point received; ///< when its head was whole
    quint64 id = 0; ///< unique per process; the audit line and the X-Request-Id reply header carry it

    /// Set by the session filter when somebody is signed in.
    std::shared_ptr<access::Session> session;
    /// Set by it instead, when the session that the request names was ended before its time: why.
    QString sessionEnded;
    /// Path variables of the matched route, in order: "/rest/identity/users/{id}" gives {"jdoe"}.
    QList<QByteArray> variables;

    [[nodiscard]] QByteArray queryValue(QByteArrayView name) const;
    [[nodiscard]] bool hasQuery(QByteArrayView name) const;
};

/// "GET" stays a GET, but a HEAD is one too: what the client wrote.
[[nodiscard]] inline QByteArray methodOnTheWire(const Request &request)
{
    return request.head ? QByteArray("HEAD") : request.method;
}

/// Splits "/a/b%2Fc?x=1&y" into path segments and query pairs, percent-decoded ("+" is a space in the
/// query only). False when an escape is broken, holds a NUL, or the result is not UTF-8.
[[nodiscard]] bool parseTarget(const QByteArray &target, QList<QByteArray> &path,
                               QList<std::pair<QByteArray, QByteArray>> &query);

/// One answer. Content-Length, Date, Connection and the security headers are added by the listener; a
/// conditional GET is answered (304) by the listener too when `headers` has an ETag.
struct Reply
{
    int status = 200;
    Headers headers;
    QByteArray body;
    /// Whom the answer is about where no session says it (a sign-in); for the audit line, never sent.
    QString account;

    [[nodiscard]] static Reply json(const QByteArray &body, int status = 200);
    [[nodiscard]] static Reply empty(int status = 204);
    /// A problem document ([RFC 9457]). `status` 0 takes the kind's own (wire::httpStatus).
    [[nodiscard]] static Reply problem(const Error &error, int status = 0);
    /// 503 or 429 with Retry-After.
    [[nodiscard]] static Reply busy(const QString &message, int retryAfterSeconds, int status = 503);
};

} // namespace smc::http
