// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/fleet/rule.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace smc::fleet {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestRule = 1000;

const QByteArrayList &knownFacts()
{
    static const QByteArrayList names{"name", "host", "role", "site", "version", "comment"};
    return names;
}

Error invalid(const QString &message, const QString &hint = {})
{
    return Error{.code = ErrorCode::Invalid, .message = message, .hint = hint, .field = u"rule"_s};
}

/// At blanks outside of quotes, which go.
QStringList splitTerms(const QString &text)
{
    QStringList terms;
    QString term;
    bool quoted = false;
    for (const QChar c : text) {
        if (c == u'"') {
            quoted = !quoted;
        } else if (c.isSpace() && !quoted) {
            terms << term;
            term.clear();
        } else {
            term += c;
        }
    }
    terms << term;
    terms.removeAll(QString());
    return terms;
}

} // namespace

int compareVersions(const QString &a, const QString &b)
{
    static const QRegularExpression leading(u"^[0-9]+"_s);
    const auto numberAt = [](const QStringList &parts, qsizetype i) {
        return leading.match(parts.value(i)).captured().toULongLong();
    };
    const QStringList left = a.split(u'.');
    const QStringList right = b.split(u'.');
    for (qsizetype i = 0; i < std::max(left.size(), right.size()); ++i) {
        const quint64 one = numberAt(left, i);
        const quint64 other = numberAt(right, i);
        if (one != other)
            return one < other ? -1 : 1;
    }
    return 0;
}

Result<Rule::Term> Rule::parseTerm(const QString &text)
{
    static const QRegularExpression form(u"^([A-Za-z]+)(<=|>=|!=|=|<|>)(.+)$"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    const auto parts = form.match(text);
    if (!parts.hasMatch()) {
        return invalid(u"\"%1\" in the rule is no comparison."_s.arg(text.left(100)),
                       u"Write it as role=member, version<4.18 or name=fs*."_s);
    }
    constexpr std::array operators{
        std::pair{"="_L1, Compare::Equal},   std::pair{"!="_L1, Compare::NotEqual},
        std::pair{"<"_L1, Compare::Less},    std::pair{"<="_L1, Compare::LessOrEqual},
        std::pair{">"_L1, Compare::Greater}, std::pair{">="_L1, Compare::GreaterOrEqual}};
    const auto found = std::find_if(operators.begin(), operators.end(), [&parts](const auto &known) {
        return parts.capturedView(2) == known.first;
    });
    const Term term{
        .fact = parts.captured(1).toLower().toLatin1(), .compare = found->second, .value = parts.captured(3)};
    if (!knownFacts().contains(term.fact)) {
        return invalid(u"A rule knows nothing of \"%1\"."_s.arg(parts.captured(1)),
                       u"It asks for %1."_s.arg(QString::fromLatin1(knownFacts().join(", "))));
    }
    const bool ordered = term.compare != Compare::Equal && term.compare != Compare::NotEqual;
    if (ordered && (term.fact != "version" || !term.value.at(0).isDigit())) {
        return invalid(u"\"%1\" in the rule compares what has no order."_s.arg(text.left(100)),
                       u"<, <=, > and >= are for versions: version<4.18."_s);
    }
    return term;
}

Result<Rule> Rule::parse(const QString &text)
{
    if (text.size() > longestRule)
        return invalid(u"A rule has at most %1 characters."_s.arg(longestRule));
    if (text.count(u'"') % 2 != 0)
        return invalid(u"A quotation mark in the rule has no counterpart."_s);
    Rule rule;
    rule.m_text = text.simplified();
    for (const QString &one : splitTerms(rule.m_text)) {
        auto term = parseTerm(one);
        if (!term)
            return term.error();
        rule.m_terms.append(*std::move(term));
    }
    if (rule.m_terms.isEmpty())
        return invalid(u"The rule is empty."_s, u"Write it as role=member version<4.18."_s);
    return rule;
}

bool Rule::asksFor(const QByteArrayList &facts) const
{
    return std::any_of(m_terms.begin(), m_terms.end(),
                       [&facts](const Term &term) { return facts.contains(term.fact); });
}

bool Rule::holds(const Term &term, const QString &fact)
{
    const auto isLike = [&] {
        const QString pattern = QRegularExpression::escape(term.value).replace(u"\\*"_s, u".*"_s);
        return QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                                  QRegularExpression::CaseInsensitiveOption |
                                      QRegularExpression::DotMatchesEverythingOption)
            .match(fact)
            .hasMatch();
    };
    switch (term.compare) {
    case Compare::Equal:
        return isLike();
    case Compare::NotEqual:
        return !isLike();
    case Compare::Less:
        return compareVersions(fact, term.value) < 0;
    case Compare::LessOrEqual:
        return compareVersions(fact, term.value) <= 0;
    case Compare::Greater:
        return compareVersions(fact, term.value) > 0;
    case Compare::GreaterOrEqual:
        break;
    }
    return compareVersions(fact, term.value) >= 0;
}

Rule::Answer Rule::matches(const wire::Record &facts) const
{
    Answer answer = Answer::Yes;
    for (const Term &term : m_terms) {
        if (!facts.contains(term.fact))
            answer = Answer::Unknown;
        else if (!holds(term, facts.text(term.fact)))
            return Answer::No;
    }
    return answer;
}

} // namespace smc::fleet
