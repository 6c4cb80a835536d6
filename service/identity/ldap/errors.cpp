// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/errors.h"

#include "service/identity/ldap/error_words.h"

#include <QRegularExpression>

#include <ldap.h>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

Error toError(const ErrorWords &words)
{
    return {.code = words.code,
            .message = words.message.toString(),
            .hint = words.hint.toString(),
            .field = words.field.toString(),
            .retryable = words.code == ErrorCode::Busy || words.code == ErrorCode::Unreachable ||
                         words.code == ErrorCode::Timeout};
}

// "LDAP 19, 0000052D: Constraint violation - check_password_restrictions: …" on one line.
QString nativeOf(const Answer &answer)
{
    QString text = u"LDAP %1"_s.arg(answer.code);
    QString said = QString::fromUtf8(answer.diagnostic).simplified();
    if (said.size() > 400)
        said = said.first(400) + u'…';
    if (!said.isEmpty())
        text += u", "_s + said;
    return text;
}

// The attribute that the server blames: the first name that stands where one of these says.
QString blamedAttribute(const QByteArray &diagnostic)
{
    static const QRegularExpression patterns[] = {
        QRegularExpression(u"\\bAtt [0-9a-fA-F]+ \\(([A-Za-z][A-Za-z0-9-]*)\\)"_s), // Windows
        QRegularExpression(u"\\b[Aa]ttribute \\(?['\"]([A-Za-z][A-Za-z0-9-]*)['\"]"_s),
        QRegularExpression(u"\\bSINGLE-VALUE attribute ([A-Za-z][A-Za-z0-9-]*) on"_s),
        QRegularExpression(u"\\bAttribute ([A-Za-z][A-Za-z0-9-]*) (?:already|doesn't)"_s),
        QRegularExpression(u"\\bElement ([A-Za-z][A-Za-z0-9-]*) has"_s),
        QRegularExpression(u"\\bsamldb: ([A-Za-z][A-Za-z0-9-]*) must not"_s),
    };
    const QString text = QString::fromUtf8(diagnostic);
    for (const QRegularExpression &pattern : patterns) {
        const auto match = pattern.match(text);
        if (match.hasMatch())
            return match.captured(1);
    }
    return {};
}

// libldap's own findings. The socket is gone in most of them.
Error localError(const Answer &answer)
{
    const QString server = answer.server.isEmpty() ? u"The server"_s : answer.server;
    switch (answer.code) {
    case LDAP_TIMEOUT:
        return {.code = ErrorCode::Timeout,
                .message = u"%1 answered too late."_s.arg(server),
                .hint = u"Try again in a moment."_s,
                .retryable = true};
    case LDAP_SERVER_DOWN:
    case LDAP_CONNECT_ERROR:
        return {.code = ErrorCode::Unreachable,
                .message = u"%1 can not be reached."_s.arg(server),
                .hint = u"Check that the domain controller runs and that its port is open."_s,
                .retryable = true};
    case LDAP_NO_MEMORY:
        return {.code = ErrorCode::Busy, .message = u"The service is short of memory."_s, .retryable = true};
    case LDAP_FILTER_ERROR:
        return {.code = ErrorCode::Invalid, .message = u"The filter is not valid."_s};
    case LDAP_AUTH_UNKNOWN:
    case LDAP_NOT_SUPPORTED:
        return {.code = ErrorCode::Unsupported,
                .message = u"This way of signing in is not available here."_s,
                .hint = u"Choose another bind method for the realm, or install its SASL module."_s};
    default:
        return {.code = ErrorCode::Internal, .message = u"The exchange with %1 went wrong."_s.arg(server)};
    }
}

} // namespace

quint32 windowsCode(const QByteArray &diagnostic)
{
    // Eight hexadecimal digits and a colon.
    if (diagnostic.size() < 9 || diagnostic[8] != ':')
        return 0;
    bool ok = false;
    const quint32 code = diagnostic.first(8).toUInt(&ok, 16);
    return ok ? code : 0;
}

quint32 bindSubCode(const QByteArray &diagnostic)
{
    const qsizetype at = diagnostic.indexOf(", data ");
    if (at < 0)
        return 0;
    QByteArray digits;
    for (qsizetype i = at + 7; i < diagnostic.size() && isxdigit(static_cast<unsigned char>(diagnostic[i]));
         ++i)
        digits += diagnostic[i];
    bool ok = false;
    const quint32 code = digits.toUInt(&ok, 16);
    return ok ? code : 0;
}

bool isBroken(int code)
{
    return code == LDAP_SERVER_DOWN || code == LDAP_CONNECT_ERROR || code == LDAP_TIMEOUT ||
           code == LDAP_UNAVAILABLE || code == LDAP_DECODING_ERROR || code == LDAP_ENCODING_ERROR ||
           code == LDAP_LOCAL_ERROR;
}

Error errorOf(const Answer &answer)
{
    Error error;
    if (answer.code < 0) {
        error = localError(answer);
    } else {
        const ErrorWords *words = wordsOfPhrase(answer.diagnostic);
        if (!words)
            words = wordsOfWindows(windowsCode(answer.diagnostic));
        if (!words)
            words = wordsOfResult(answer.code);
        error = words ? toError(*words)
                      : Error{.code = ErrorCode::Refused,
                              .message = u"The directory refused the request."_s,
                              .hint = u"Its own words stand in the details."_s};
        if (error.field.isEmpty())
            error.field = blamedAttribute(answer.diagnostic);
        if (error.code == ErrorCode::NotFound && !answer.matchedDn.isEmpty() && error.hint.isEmpty())
            error.hint = u"Of its name, %1 exists."_s.arg(answer.matchedDn);
    }
    error.native = nativeOf(answer);
    return error;
}

Error bindErrorOf(const Answer &answer)
{
    if (answer.code == LDAP_INVALID_CREDENTIALS) {
        if (const ErrorWords *words = wordsOfBind(bindSubCode(answer.diagnostic))) {
            Error error = toError(*words);
            error.native = nativeOf(answer);
            return error;
        }
    }
    return errorOf(answer);
}

Error tlsErrorOf(const Answer &answer)
{
    const QByteArray &said = answer.diagnostic;
    Error error{.code = ErrorCode::Unreachable};
    if (said.contains("hostname") || said.contains("name does not match")) {
        error.message = u"The certificate of %1 is made out to another name."_s.arg(answer.server);
        error.hint = u"Address the server by the name in its certificate."_s;
    } else if (said.contains("pull function") || said.contains("push function") ||
               said.contains("terminated")) {
        error.message = u"%1 broke off while the connection was being encrypted."_s.arg(answer.server);
        error.hint = u"Check that the port is the one for LDAPS, or use StartTLS."_s;
        error.retryable = true;
    } else if (said.contains("unexpected") || said.contains("record packet")) {
        error.message = u"%1 does not speak TLS on this port."_s.arg(answer.server);
        error.hint = u"Check that the port is the one for LDAPS, or use StartTLS."_s;
    } else {
        // GnuTLS's verdict is lost in libldap, mostly even that on the name: "(unknown error code)".
        error.message = u"The certificate of %1 is not trusted."_s.arg(answer.server);
        error.hint =
            u"It must be issued by the authority in the realm's CA file, be in date, and name %1."_s.arg(answer.server);
    }
    error.native = nativeOf(answer);
    return error;
}

} // namespace smc::ldap
