// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDateTime>
#include <QString>

#include <functional>
#include <vector>

namespace smc::identity {

/// A search condition as a tree: made from our simple form or from an LDAP filter ([RFC 4515]), sent to the
/// directory as an LDAP filter, or evaluated on cached objects.
struct Filter
{
    enum class Kind {
        And,       ///< all children; none: always true
        Or,        ///< any child
        Not,       ///< its one child does not hold
        Equal,     ///< attribute = value, by the attribute's syntax
        Substring, ///< parts: initial, any…, final; initial and final may be empty
        Present,
        GreaterOrEqual,
        LessOrEqual,
        BitAnd,  ///< 1.2.840.113556.1.4.803: all bits of value are set
        BitOr,   ///< 1.2.840.113556.1.4.804: one of them is
        InChain, ///< 1.2.840.113556.1.4.1941: transitive membership; only the directory evaluates it
    };
    Kind kind = Kind::And;
    QByteArray attribute; ///< LDAP name, as given
    QByteArray value;     ///< unescaped bytes
    QByteArrayList parts; ///< of a Substring, unescaped
    std::vector<Filter> children;
};

/// What "is:…" means at this moment. Times are FILETIMEs (100 ns since 1601).
struct FilterContext
{
    qint64 now = 0;
    qint64 lockedSince =
        1; ///< a lockoutTime at or after this still locks (now − the domain's lockoutDuration)
    QByteArrayList
        words; ///< where a bare word is looked for; empty: the directory's names, mail, description
};

/// Reads either form; one that begins with "(" is an LDAP filter. Empty text holds for everything.
/// Limits: 8 KiB, depth 32. Errors: Invalid, with the place in the text.
[[nodiscard]] Result<Filter> parseFilter(const QString &text, const FilterContext &context);

/// The filter on the wire, every value escaped.
[[nodiscard]] QByteArray toLdap(const Filter &filter);

/// Conjunction of two.
[[nodiscard]] Filter both(Filter a, Filter b);

/// Whether every attribute is one for which `known` says yes, and no condition needs the directory itself.
[[nodiscard]] bool canEvaluate(const Filter &filter, const std::function<bool(const QByteArray &)> &known);

/// How values of an attribute compare.
enum class Matching { Text, Number, Dn, Bytes };

/// One object, as far as a filter looks at it.
class Matchable
{
public:
    virtual ~Matchable() = default;
    /// Calls `each` for every value until it returns true; says whether it did. Values are as the wire has
    /// them.
    [[nodiscard]] virtual bool anyValue(const QByteArray &attribute,
                                        const std::function<bool(QByteArrayView)> &each) const = 0;
    [[nodiscard]] virtual Matching matching(const QByteArray &attribute) const = 0;
};

/// Evaluates the filter. Text compares without case, numbers by value, DNs by ldap::dnKey().
/// InChain is never true here: see canEvaluate().
[[nodiscard]] bool matches(const Filter &filter, const Matchable &object);

/// A time as [MS-ADTS] LargeInteger attributes have it: 100 ns since 1601-01-01 UTC.
[[nodiscard]] qint64 fileTime(const QDateTime &time);

} // namespace smc::identity
