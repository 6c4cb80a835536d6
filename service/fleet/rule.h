// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/wire/record.h"

#include <QByteArrayList>
#include <QList>
#include <QString>

namespace smc::fleet {

/// Which servers belong to a group, said by what is known of them. Terms with blanks between, all of which
/// must hold:
///
///     role=member site="Branch North" version<4.18 name=fs*
///
/// Facts: `name`, `host`, `role` (dc, member), `site`, `version`, `comment`. Operators: = and != compare
/// without case, and * stands for anything; <, <=, >, >= compare a version number by number. At most 1,000
/// characters. An immutable value.
class Rule
{
public:
    /// Errors: Invalid, on the field `rule`; the message names the term.
    [[nodiscard]] static Result<Rule> parse(const QString &text);

    [[nodiscard]] const QString &text() const { return m_text; }
    /// Whether it asks for one of these.
    [[nodiscard]] bool asksFor(const QByteArrayList &facts) const;

    enum class Answer { No, Yes, Unknown };
    /// Unknown: no term fails, but `facts` does not have all that it asks for.
    [[nodiscard]] Answer matches(const wire::Record &facts) const;

    bool operator==(const Rule &other) const { return m_text == other.m_text; }

private:
    enum class Compare { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };
    struct Term
    {
        QByteArray fact;
        Compare compare = Compare::Equal;
        QString value;
    };
    [[nodiscard]] static Result<Term> parseTerm(const QString &text);
    [[nodiscard]] static bool holds(const Term &term, const QString &fact);

    QString m_text;
    QList<Term> m_terms;
};

/// Below, at or above zero as `a` is an earlier, the same or a later version than `b`: their numbers one by
/// one ("4.9" < "4.17.12-Debian"); a missing one is 0.
[[nodiscard]] int compareVersions(const QString &a, const QString &b);

} // namespace smc::fleet
