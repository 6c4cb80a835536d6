// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace smc {

/// What kind of failure it was. A program decides by this; a person reads Error::message.
/// The HTTP status of each kind stands in shared/wire/problem.h.
enum class ErrorCode {
    Invalid,         ///< the request is wrong: bad syntax, unknown attribute, bad value
    Unauthenticated, ///< nobody is signed in, or the sign-in failed
    Denied,          ///< signed in, but not allowed
    NotFound,        ///< no such object
    Exists,          ///< an object of that name exists already
    Stale,           ///< the object changed since it was read (If-Match)
    Refused,         ///< understood and allowed, but the directory's rules forbid it (password policy, not empty)
    TooLarge,        ///< above a stated limit
    Busy,            ///< try again later: a queue is full, a rate is exceeded
    Unreachable,     ///< no server of the realm answers
    Timeout,         ///< a server answered too late
    Unsupported,     ///< not offered here (media type, method, mechanism)
    Cancelled,       ///< the caller withdrew
    Internal,        ///< our own fault
};

/// A failure as a value: its kind, its place, and the way out.
///
/// The driver that meets a foreign code (errno, LDAP, NTSTATUS) translates it here once, and nobody
/// above looks at foreign codes again. Never holds a password, a ticket or another secret.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString message; ///< one sentence for a person: what is wrong
    QString hint;    ///< one sentence: what to do about it; may be empty
    QString place;   ///< what was being done, to what: "reading CN=Jo,DC=…; adding a member"
    QString field;   ///< the attribute at fault, by its LDAP name; empty when it is none
    QString native;  ///< the foreign code as the server said it: "LDAP 19, 0000052D"; for the details line
    bool retryable = false; ///< the same request may succeed later, unchanged
    std::vector<Error> more; ///< further faults found in the same request, so that a person can mend all at once

    /// The same error, with what we were doing put in front: "reading X; adding a member to Y".
    [[nodiscard]] Error at(const QString &doing, const QString &what = {}) const;

    /// The same error, blamed on an attribute.
    [[nodiscard]] Error on(const QString &attribute) const;

    /// "message hint (place; native)" for logs and terminals.
    [[nodiscard]] QString toString() const;
};

/// The kind as a stable lower-case word ("not-found"); the last part of a problem's type URI.
[[nodiscard]] QString errorCodeName(ErrorCode code);
/// The reverse; Internal for a word that is none of ours.
[[nodiscard]] ErrorCode errorCodeFromName(const QString &name);

} // namespace smc
