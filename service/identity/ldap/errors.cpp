// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/errors.h"

#include <QRegularExpression>
#include <QStringList>

#include <ldap.h>

#include <array>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Translation
{
    quint32 number; ///< an LDAP result code, a Windows error or a bind's sub-code
    ErrorCode code;
    QStringView message;
    QStringView hint;
    QStringView field = {};
};

// Bind sub-codes are Win32 errors.
constexpr std::array bindTranslations{
    Translation{0x525, ErrorCode::Unauthenticated, u"The user name or the password is wrong.",
                u"Check the spelling of both; a name is written as name@domain or DOMAIN\\name."},
    Translation{0x52e, ErrorCode::Unauthenticated, u"The user name or the password is wrong.",
                u"Check the spelling of both; a name is written as name@domain or DOMAIN\\name."},
    Translation{0x52f, ErrorCode::Unauthenticated, u"The account's restrictions do not allow this sign-in.",
                u"An administrator can look at the account's restrictions."},
    Translation{0x530, ErrorCode::Unauthenticated, u"The account may not sign in at this time.",
                u"Try again in its logon hours, or have them changed."},
    Translation{0x531, ErrorCode::Unauthenticated, u"The account may not sign in from this computer.",
                u"Have the service's computer added to the account's permitted workstations."},
    Translation{0x532, ErrorCode::Unauthenticated, u"The password has expired.",
                u"Set a new password, then sign in with it."},
    Translation{0x533, ErrorCode::Unauthenticated, u"The account is disabled.",
                u"An administrator can enable it."},
    Translation{0x534, ErrorCode::Unauthenticated, u"The account may not sign in in this way.",
                u"The user rights of the domain controller forbid it."},
    Translation{0x568, ErrorCode::Unauthenticated, u"The account is a member of too many groups to sign in.",
                u"Take it out of groups that it does not need."},
    Translation{0x701, ErrorCode::Unauthenticated, u"The account has expired.",
                u"An administrator can set a later expiry date."},
    Translation{0x773, ErrorCode::Unauthenticated, u"The password must be changed before the first sign-in.",
                u"Set a new password, then sign in with it."},
    Translation{0x775, ErrorCode::Unauthenticated, u"The account is locked after too many wrong passwords.",
                u"Wait until the lock ends, or have an administrator unlock it."},
};

// The DSA's own reasons, more exact than the result code they come with.
constexpr std::array windowsTranslations{
    Translation{0x0005, ErrorCode::Denied, u"The directory does not allow this account to do that.",
                u"Ask an administrator for the right, or sign in with another account."},
    Translation{0x0056, ErrorCode::Refused, u"The present password is wrong.",
                u"Enter the present password again.", u"unicodePwd"},
    Translation{0x052d, ErrorCode::Refused, u"The password does not meet the rules of the domain.",
                u"Choose a longer or more varied password that was not used before.", u"unicodePwd"},
    Translation{0x0524, ErrorCode::Exists, u"An account of that name exists already.",
                u"Choose another account name.", u"sAMAccountName"},
    Translation{0x0526, ErrorCode::Exists, u"A group of that name exists already.",
                u"Choose another group name.", u"sAMAccountName"},
    Translation{0x0562, ErrorCode::Exists, u"The object is a member already.", {}, u"member"},
    Translation{0x0561, ErrorCode::NotFound, u"The object is no member.", {}, u"member"},
    Translation{0x0523, ErrorCode::Invalid, u"The account name is not valid.",
                u"Use up to 20 characters without \" / \\ [ ] : ; | = , + * ? < >.", u"sAMAccountName"},
    Translation{0x2030, ErrorCode::NotFound, u"There is no such object.", {}},
    Translation{0x208d, ErrorCode::NotFound, u"There is no such object.", {}},
    Translation{0x2071, ErrorCode::Exists, u"An object of that name exists already.",
                u"Choose another name."},
    Translation{0x2098, ErrorCode::Denied, u"The directory does not allow this account to do that.",
                u"Ask an administrator for the right on this object, or sign in with another account."},
    Translation{0x2015, ErrorCode::Refused, u"The object is not empty.",
                u"Delete what is in it first, or delete it with everything in it."},
    Translation{0x2016, ErrorCode::Invalid, u"A value has a syntax that the attribute does not take.", {}},
    Translation{0x2035, ErrorCode::Refused, u"The domain controller is unwilling to do that.", {}},
    Translation{
        0x207d, ErrorCode::Refused,
        u"The schema does not allow this: a required attribute is missing, or one does not belong here.",
        u"Compare the attributes with the object's class."},
    Translation{
        0x2014, ErrorCode::Refused,
        u"The schema does not allow this: a required attribute is missing, or one does not belong here.",
        u"Compare the attributes with the object's class."},
    Translation{0x2072, ErrorCode::Refused, u"The object may not be moved to that place.",
                u"Choose a container that takes objects of this class."},
    Translation{
        0x2077, ErrorCode::Refused, u"The directory sets this attribute itself; nobody may write it.", {}},
    Translation{0x2085, ErrorCode::Invalid, u"A value is too long or out of range.", {}},
    Translation{0x2081, ErrorCode::Invalid, u"The attribute takes one value only.", {}},
    Translation{0x2083, ErrorCode::Exists, u"The attribute has that value already.", {}},
    Translation{0x2089, ErrorCode::NotFound, u"The place where the object should be does not exist.",
                u"Create the container first, or choose another."},
    Translation{
        0x2099, ErrorCode::Refused, u"The object may not be deleted or moved while it is in use.", {}},
    Translation{0x20b5, ErrorCode::Invalid, u"A value is not a valid name of an existing object.",
                u"Choose the object again; it may have been moved or deleted."},
    Translation{0x20ef, ErrorCode::Refused, u"The directory has run out of identifiers for new accounts.",
                u"Check the RID master."},
    Translation{0x21c2, ErrorCode::Refused,
                u"The domain already has the largest number of objects that this account may add.",
                u"Have an administrator add it, or raise ms-DS-MachineAccountQuota."},
    Translation{0x21c6, ErrorCode::Exists,
                u"The alternative name list contains a value that another object has.",
                u"Service principal names must be unique in the forest.", u"servicePrincipalName"},
    Translation{0x21c7, ErrorCode::Exists, u"Another object has that service principal name already.",
                u"Service principal names must be unique in the forest.", u"servicePrincipalName"},
    Translation{0x21c8, ErrorCode::Exists, u"Another object has that user principal name already.",
                u"Choose another logon name; it must be unique in the forest.", u"userPrincipalName"},
    Translation{0x202b, ErrorCode::Refused,
                u"That part of the directory is kept by another server, to which we do not follow.",
                u"Sign in to the realm that holds it."},
    Translation{0x208f, ErrorCode::Invalid, u"A distinguished name is malformed.",
                u"Check its commas and backslashes."},
    Translation{0x2094, ErrorCode::Refused,
                u"The object is protected; the directory does not let it be deleted.",
                u"System objects can not be deleted."},
};

constexpr std::array ldapTranslations{
    Translation{LDAP_OPERATIONS_ERROR, ErrorCode::Refused, u"The directory could not do that.",
                u"The server's own words stand in the details."},
    Translation{
        LDAP_PROTOCOL_ERROR, ErrorCode::Unsupported, u"The server did not understand the request.", {}},
    Translation{LDAP_TIMELIMIT_EXCEEDED, ErrorCode::Timeout, u"The server's time limit was exceeded.",
                u"Ask for less: a narrower filter, or one container at a time."},
    Translation{LDAP_SIZELIMIT_EXCEEDED, ErrorCode::TooLarge,
                u"There are more entries than the server gives at once.", u"Use a narrower filter."},
    Translation{LDAP_STRONG_AUTH_NOT_SUPPORTED, ErrorCode::Unsupported,
                u"The server does not offer this way of signing in.",
                u"Choose another bind method for the realm."},
    Translation{LDAP_STRONG_AUTH_REQUIRED, ErrorCode::Refused,
                u"The server wants an encrypted or signed connection.",
                u"Use LDAPS, StartTLS, or Kerberos with encryption for the realm."},
    Translation{LDAP_REFERRAL, ErrorCode::Refused,
                u"That part of the directory is kept by another server, to which we do not follow.",
                u"Sign in to the realm that holds it."},
    Translation{LDAP_ADMINLIMIT_EXCEEDED, ErrorCode::TooLarge, u"A limit of the server was exceeded.",
                u"Ask for less: a narrower filter, or one container at a time."},
    Translation{LDAP_UNAVAILABLE_CRITICAL_EXTENSION,
                ErrorCode::Unsupported,
                u"The server does not support what the request needs.",
                {}},
    Translation{LDAP_CONFIDENTIALITY_REQUIRED, ErrorCode::Refused,
                u"The server wants an encrypted connection.", u"Use LDAPS or StartTLS for the realm."},
    Translation{LDAP_NO_SUCH_ATTRIBUTE, ErrorCode::Refused,
                u"The object does not have this attribute or value.",
                u"Somebody may have removed it in the meantime; read the object again."},
    Translation{LDAP_UNDEFINED_TYPE, ErrorCode::Invalid,
                u"There is no such attribute in the schema of the realm.",
                u"Check the spelling of the attribute's name."},
    Translation{LDAP_INAPPROPRIATE_MATCHING,
                ErrorCode::Invalid,
                u"The attribute can not be compared in this way.",
                {}},
    Translation{LDAP_CONSTRAINT_VIOLATION, ErrorCode::Refused, u"A value breaks a rule of the directory.",
                u"Its length, its range or the number of values may be wrong."},
    Translation{LDAP_TYPE_OR_VALUE_EXISTS, ErrorCode::Exists, u"The attribute has that value already.", {}},
    Translation{LDAP_INVALID_SYNTAX,
                ErrorCode::Invalid,
                u"A value has a syntax that the attribute does not take.",
                {}},
    Translation{LDAP_NO_SUCH_OBJECT, ErrorCode::NotFound, u"There is no such object.", {}},
    Translation{LDAP_ALIAS_PROBLEM, ErrorCode::Refused, u"The object is an alias that leads nowhere.", {}},
    Translation{LDAP_INVALID_DN_SYNTAX, ErrorCode::Invalid, u"A distinguished name is malformed.",
                u"Check its commas and backslashes."},
    Translation{
        LDAP_INAPPROPRIATE_AUTH, ErrorCode::Unauthenticated, u"The account can not sign in in this way.", {}},
    Translation{LDAP_INVALID_CREDENTIALS, ErrorCode::Unauthenticated,
                u"The user name or the password is wrong.",
                u"Check the spelling of both; a name is written as name@domain or DOMAIN\\name."},
    Translation{LDAP_INSUFFICIENT_ACCESS, ErrorCode::Denied,
                u"The directory does not allow this account to do that.",
                u"Ask an administrator for the right on this object, or sign in with another account."},
    Translation{LDAP_BUSY, ErrorCode::Busy, u"The domain controller is busy.", u"Try again in a moment."},
    Translation{LDAP_UNAVAILABLE, ErrorCode::Unreachable,
                u"The domain controller is shutting down or not ready.", u"Try again in a moment."},
    Translation{
        LDAP_UNWILLING_TO_PERFORM, ErrorCode::Refused, u"The domain controller is unwilling to do that.", {}},
    Translation{LDAP_LOOP_DETECT, ErrorCode::Refused, u"The change would put an object into itself.", {}},
    Translation{LDAP_NAMING_VIOLATION, ErrorCode::Refused,
                u"An object of this class can not have that name or stand in that place.",
                u"Choose another container, or the naming attribute of the class (CN, OU)."},
    Translation{
        LDAP_OBJECT_CLASS_VIOLATION, ErrorCode::Refused,
        u"The schema does not allow this: a required attribute is missing, or one does not belong here.",
        u"Compare the attributes with the object's class."},
    Translation{LDAP_NOT_ALLOWED_ON_NONLEAF, ErrorCode::Refused, u"The object is not empty.",
                u"Delete what is in it first, or delete it with everything in it."},
    Translation{LDAP_NOT_ALLOWED_ON_RDN, ErrorCode::Refused, u"This attribute is part of the object's name.",
                u"Rename the object instead."},
    Translation{LDAP_ALREADY_EXISTS, ErrorCode::Exists, u"An object of that name exists already.",
                u"Choose another name."},
    Translation{LDAP_NO_OBJECT_CLASS_MODS,
                ErrorCode::Refused,
                u"The class of an existing object can not be changed.",
                {}},
    Translation{LDAP_AFFECTS_MULTIPLE_DSAS,
                ErrorCode::Refused,
                u"The object can not be moved to another domain in this way.",
                {}},
    Translation{LDAP_CANCELLED, ErrorCode::Cancelled, u"The request was withdrawn.", {}},
};

template<std::size_t N>
const Translation *lookUp(const std::array<Translation, N> &table, quint32 number)
{
    for (const Translation &row : table) {
        if (row.number == number)
            return &row;
    }
    return nullptr;
}

Error toError(const Translation &row)
{
    return {.code = row.code,
            .message = row.message.toString(),
            .hint = row.hint.toString(),
            .field = row.field.toString(),
            .retryable = row.code == ErrorCode::Busy || row.code == ErrorCode::Unreachable ||
                         row.code == ErrorCode::Timeout};
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

// The attribute that the server blames. Samba says "attribute 'foo'", "attribute \"foo\"" or "foo: attribute
// on entry … ", Windows "Att 90290 (userAccountControl)".
QString blamedAttribute(const QByteArray &diagnostic)
{
    static const QRegularExpression patterns[] = {
        QRegularExpression(u"\\bAtt [0-9a-fA-F]+ \\(([A-Za-z][A-Za-z0-9-]*)\\)"_s),
        QRegularExpression(u"\\b[Aa]ttribute '([A-Za-z][A-Za-z0-9-]*)'"_s),
        QRegularExpression(u"\\b[Aa]ttribute \"([A-Za-z][A-Za-z0-9-]*)\""_s),
        QRegularExpression(
            u"'([A-Za-z][A-Za-z0-9-]*)' (?:attribute|was specified|has|is not|on entry|can)"_s),
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
        const Translation *row = lookUp(windowsTranslations, windowsCode(answer.diagnostic));
        if (!row)
            row = lookUp(ldapTranslations, static_cast<quint32>(answer.code));
        error = row ? toError(*row)
                    : Error{.code = ErrorCode::Refused, .message = u"The directory refused the request."_s};
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
        if (const Translation *row = lookUp(bindTranslations, bindSubCode(answer.diagnostic))) {
            Error error = toError(*row);
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
        // GnuTLS's verdict on the certificate is lost in libldap: "(unknown error code)".
        error.message = u"The certificate of %1 is not trusted."_s.arg(answer.server);
        error.hint = u"It was not issued by the authority in the realm's CA file, or it has expired."_s;
    }
    error.native = nativeOf(answer);
    return error;
}

} // namespace smc::ldap
