// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/filter.h"

#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/sid.h"

#include <algorithm>
#include <array>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxFilterLength = 8192;
constexpr int maxFilterDepth = 32;

Error filterError(const QString &what, qsizetype offset)
{
    return Error{.code = ErrorCode::Invalid,
                 .message = u"The filter is not valid at character %1: %2."_s.arg(offset + 1).arg(what),
                 .hint = u"Write words and attribute:value pairs, or an LDAP filter in parentheses."_s,
                 .field = u"filter"_s};
}

Filter condition(Filter::Kind kind, QByteArray attribute, QByteArray value = {})
{
    return Filter{.kind = kind, .attribute = std::move(attribute), .value = std::move(value)};
}

/// Stars in a row are one, which the grammar of the directory does not know ([RFC 4515] 3); nothing but stars
/// is presence.
Filter substring(QByteArray attribute, QByteArrayList parts)
{
    for (qsizetype i = parts.size() - 2; i > 0; --i) {
        if (parts.at(i).isEmpty())
            parts.removeAt(i);
    }
    if (parts.size() == 2 && parts.constFirst().isEmpty() && parts.constLast().isEmpty())
        return condition(Filter::Kind::Present, std::move(attribute));
    return Filter{
        .kind = Filter::Kind::Substring, .attribute = std::move(attribute), .parts = std::move(parts)};
}

Filter group(Filter::Kind kind, std::vector<Filter> children)
{
    return Filter{.kind = kind, .children = std::move(children)};
}

// ---- the simple form: words, attribute:value, -not, is:state --------------------------------------------

const QByteArrayList &wordAttributes(const FilterContext &context)
{
    static const QByteArrayList standard{"name",        "sAMAccountName", "givenName",  "sn",
                                         "displayName", "mail",           "description"};
    return context.words.isEmpty() ? standard : context.words;
}

/// `pattern` on one attribute, with '*' as wildcard.
Filter patternOn(const QByteArray &attribute, const QByteArray &pattern)
{
    if (pattern.isEmpty() || pattern == "*")
        return condition(Filter::Kind::Present, attribute);
    if (!pattern.contains('*'))
        return condition(Filter::Kind::Equal, attribute, pattern);
    return substring(attribute, pattern.split('*'));
}

/// A bare word: the beginning of any word of any of the usual attributes.
Filter anywhere(const QByteArray &word, const QByteArrayList &attributes)
{
    QByteArrayList parts = word.split('*');
    if (!parts.constLast().isEmpty())
        parts.append(QByteArray());
    std::vector<Filter> either;
    for (const QByteArray &attribute : attributes) {
        either.push_back(substring(attribute, parts));
        if (!parts.constFirst().isEmpty()) {
            QByteArrayList inside = parts;
            inside.first().prepend(' ');
            inside.prepend(QByteArray());
            either.push_back(substring(attribute, inside));
        }
    }
    return group(Filter::Kind::Or, std::move(either));
}

Result<Filter> stateOf(const QString &state, const FilterContext &context, qsizetype offset)
{
    using Kind = Filter::Kind;
    constexpr qint64 week = 7LL * 24 * 3600 * 10'000'000;
    const auto number = [](qint64 value) { return QByteArray::number(value); };
    if (state == "locked"_L1)
        return condition(Kind::GreaterOrEqual, "lockoutTime",
                         number(std::max<qint64>(1, context.lockedSince)));
    if (state == "disabled"_L1)
        return condition(Kind::BitAnd, "userAccountControl", "2");
    if (state == "enabled"_L1)
        return group(Kind::Not, {condition(Kind::BitAnd, "userAccountControl", "2")});
    if (state == "expired"_L1) {
        return group(Kind::And, {condition(Kind::GreaterOrEqual, "accountExpires", "1"),
                                 condition(Kind::LessOrEqual, "accountExpires", number(context.now))});
    }
    if (state == "expiring"_L1) {
        return group(Kind::And, {condition(Kind::GreaterOrEqual, "accountExpires", number(context.now)),
                                 condition(Kind::LessOrEqual, "accountExpires", number(context.now + week))});
    }
    return filterError(u"is:%1 is none of locked, disabled, enabled, expired, expiring"_s.arg(state), offset);
}

Result<Filter> parseSimple(const QString &text, const FilterContext &context)
{
    std::vector<Filter> all;
    qsizetype i = 0;
    while (i < text.size()) {
        if (text.at(i).isSpace()) {
            ++i;
            continue;
        }
        const qsizetype start = i;
        const bool negated = text.at(i) == u'-' && i + 1 < text.size() && !text.at(i + 1).isSpace();
        if (negated)
            ++i;
        QString attribute;
        QString value;
        bool hasAttribute = false;
        bool quoted = false;
        for (; i < text.size() && (quoted || !text.at(i).isSpace()); ++i) {
            const QChar c = text.at(i);
            if (c == u'"') {
                quoted = !quoted;
            } else if (c == u':' && !quoted && !hasAttribute) {
                hasAttribute = true;
                attribute = value;
                value.clear();
            } else {
                value += c;
            }
        }
        if (quoted)
            return filterError(u"a quotation mark is not closed"_s, start);
        if (hasAttribute && attribute.isEmpty())
            return filterError(u"there is no attribute name before the colon"_s, start);
        for (const QChar c : std::as_const(attribute)) {
            if (!(c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-')))
                return filterError(u"\"%1\" is no attribute name"_s.arg(attribute), start);
        }
        Filter part;
        if (hasAttribute && attribute == "is"_L1) {
            auto state = stateOf(value, context, start);
            if (!state)
                return state.error();
            part = *std::move(state);
        } else {
            part = hasAttribute ? patternOn(attribute.toLatin1(), value.toUtf8())
                                : anywhere(value.toUtf8(), wordAttributes(context));
        }
        all.push_back(negated ? group(Filter::Kind::Not, {std::move(part)}) : std::move(part));
    }
    if (all.size() == 1)
        return std::move(all.front());
    return group(Filter::Kind::And, std::move(all));
}

// ---- the LDAP form: RFC 4515 ----------------------------------------------------------------------------

class FilterReader
{
public:
    explicit FilterReader(QByteArray text)
        : m_text(std::move(text))
    {}
    Result<Filter> read()
    {
        auto filter = readOne(0);
        if (!filter)
            return filter;
        if (m_at != m_text.size())
            return filterError(u"there is text after the closing parenthesis"_s, m_at);
        return filter;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text.at(m_at) : '\0'; }
    void skipSpace()
    {
        while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r')
            ++m_at;
    }

    Result<Filter> readOne(int depth)
    {
        skipSpace();
        if (depth > maxFilterDepth)
            return filterError(u"it is nested more than %1 deep"_s.arg(maxFilterDepth), m_at);
        if (peek() != '(')
            return filterError(u"a parenthesis is expected"_s, m_at);
        ++m_at;
        skipSpace();
        Result<Filter> filter = Filter{};
        if (peek() == '&' || peek() == '|')
            filter = readGroup(m_text.at(m_at++) == '&' ? Filter::Kind::And : Filter::Kind::Or, depth);
        else if (peek() == '!') {
            ++m_at;
            auto child = readOne(depth + 1);
            if (!child)
                return child;
            filter = group(Filter::Kind::Not, {*std::move(child)});
        } else {
            filter = readItem();
        }
        if (!filter)
            return filter;
        skipSpace();
        if (peek() != ')')
            return filterError(u"a closing parenthesis is missing"_s, m_at);
        ++m_at;
        skipSpace();
        return filter;
    }

    Result<Filter> readGroup(Filter::Kind kind, int depth)
    {
        std::vector<Filter> children;
        skipSpace();
        while (peek() == '(') {
            auto child = readOne(depth + 1);
            if (!child)
                return child;
            children.push_back(*std::move(child));
            skipSpace();
        }
        return group(kind, std::move(children));
    }

    Result<Filter> readItem()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && !QByteArrayView("=<>~:()").contains(peek()))
            ++m_at;
        const QByteArray attribute = m_text.mid(start, m_at - start).trimmed();
        const auto nameByte = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                   c == '.';
        };
        if (attribute.isEmpty() || !std::all_of(attribute.begin(), attribute.end(), nameByte))
            return filterError(u"an attribute name is expected"_s, start);
        Filter::Kind kind = Filter::Kind::Equal;
        if (peek() == ':') {
            ++m_at;
            const qsizetype ruleStart = m_at;
            while (m_at < m_text.size() && peek() != ':' && peek() != '=' && peek() != ')')
                ++m_at;
            const QByteArray rule = m_text.mid(ruleStart, m_at - ruleStart);
            if (rule == "1.2.840.113556.1.4.803")
                kind = Filter::Kind::BitAnd;
            else if (rule == "1.2.840.113556.1.4.804")
                kind = Filter::Kind::BitOr;
            else if (rule == "1.2.840.113556.1.4.1941")
                kind = Filter::Kind::InChain;
            else
                return filterError(u"the matching rule %1 is not known"_s.arg(QString::fromLatin1(rule)),
                                   ruleStart);
            if (peek() == ':')
                ++m_at;
        } else if (peek() == '>' || peek() == '<') {
            kind = m_text.at(m_at++) == '>' ? Filter::Kind::GreaterOrEqual : Filter::Kind::LessOrEqual;
        } else if (peek() == '~') {
            ++m_at; // approximate: AD treats it as equality
        }
        if (peek() != '=')
            return filterError(u"an equals sign is expected"_s, m_at);
        ++m_at;
        return readValue(kind, attribute);
    }

    Result<Filter> readValue(Filter::Kind kind, const QByteArray &attribute)
    {
        QByteArrayList parts{QByteArray()};
        while (m_at < m_text.size() && peek() != ')') {
            const char c = peek();
            if (c == '(')
                return filterError(u"a parenthesis in a value is written \\28"_s, m_at);
            if (c == '*') {
                if (kind != Filter::Kind::Equal)
                    return filterError(u"a star stands only after ="_s, m_at);
                parts.append(QByteArray());
                ++m_at;
            } else if (c == '\\') {
                bool ok = false;
                const int byte = m_text.mid(m_at + 1, 2).toInt(&ok, 16);
                if (!ok || m_at + 2 >= m_text.size())
                    return filterError(u"a backslash takes two hexadecimal digits"_s, m_at);
                parts.last().append(static_cast<char>(byte));
                m_at += 3;
            } else {
                parts.last().append(c);
                ++m_at;
            }
        }
        if (parts.size() == 1)
            return condition(kind, attribute, parts.constFirst());
        return substring(attribute, parts);
    }

    QByteArray m_text;
    qsizetype m_at = 0;
};

// ---- evaluation -----------------------------------------------------------------------------------------

bool isAscii(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Position of `needle` (already lower case) in `text` from `from`, without case; ASCII only. Never
/// allocates: this runs for every object and attribute of a search.
qsizetype indexOfAscii(QByteArrayView text, const QByteArray &needle, qsizetype from)
{
    const auto found = std::search(text.begin() + from, text.end(), needle.begin(), needle.end(),
                                   [](char a, char b) { return lowered(a) == b; });
    return found == text.end() && !needle.isEmpty() ? -1 : found - text.begin();
}

template<typename Text, typename Needles, typename IndexOf>
bool containsParts(const Text &text, const Needles &parts, IndexOf indexOf)
{
    qsizetype at = 0;
    const qsizetype last = parts.size() - 1;
    for (qsizetype i = 0; i <= last; ++i) {
        const auto &part = parts.at(i);
        if (part.isEmpty())
            continue;
        if (i == last) {
            const qsizetype start = text.size() - part.size();
            return start >= at && indexOf(text, part, start) == start;
        }
        const qsizetype found = indexOf(text, part, at);
        if (found < 0 || (i == 0 && found != 0))
            return false;
        at = found + part.size();
    }
    return true;
}

bool matchesParts(QByteArrayView value, const QByteArrayList &parts)
{
    const bool ascii = isAscii(value) && std::all_of(parts.begin(), parts.end(),
                                                     [](const QByteArray &part) { return isAscii(part); });
    if (ascii) {
        QByteArrayList needles;
        needles.reserve(parts.size());
        for (const QByteArray &part : parts)
            needles.append(part.toLower());
        return containsParts(value, needles, indexOfAscii);
    }
    QStringList needles;
    needles.reserve(parts.size());
    for (const QByteArray &part : parts)
        needles.append(QString::fromUtf8(part));
    return containsParts(QString::fromUtf8(value), needles,
                         [](const QString &text, const QString &part, qsizetype from) {
                             return text.indexOf(part, from, Qt::CaseInsensitive);
                         });
}

/// A SID or GUID in its text form, which a directory takes in filters too; empty for anything else.
QByteArray bytesOf(const QByteArray &text)
{
    if (text.startsWith("S-1-")) {
        const auto sid = ldap::sidFromText(QString::fromLatin1(text));
        return sid ? *sid : QByteArray();
    }
    const auto guid = ldap::guidFromText(QString::fromLatin1(text));
    return guid ? *guid : QByteArray();
}

bool equalValues(QByteArrayView value, const QByteArray &wanted, Matching matching)
{
    switch (matching) {
    case Matching::Number:
        return value.toByteArray().toLongLong() == wanted.toLongLong();
    case Matching::Bytes:
        return value == QByteArrayView(wanted) || value == QByteArrayView(bytesOf(wanted));
    case Matching::Dn:
        return ldap::dnKey(QString::fromUtf8(value)) == ldap::dnKey(QString::fromUtf8(wanted));
    case Matching::Text:
        break;
    }
    if (isAscii(value) && isAscii(wanted))
        return value.size() == wanted.size() && value.compare(wanted, Qt::CaseInsensitive) == 0;
    return QString::fromUtf8(value).compare(QString::fromUtf8(wanted), Qt::CaseInsensitive) == 0;
}

bool ordered(QByteArrayView value, const QByteArray &limit, Matching matching, bool atLeast)
{
    if (matching == Matching::Number) {
        const qint64 number = value.toByteArray().toLongLong();
        return atLeast ? number >= limit.toLongLong() : number <= limit.toLongLong();
    }
    const int order = value.toByteArray().toLower().compare(limit.toLower());
    return atLeast ? order >= 0 : order <= 0;
}

} // namespace

qint64 fileTime(const QDateTime &time)
{
    constexpr qint64 unixEpoch = 116444736000000000; // 1970-01-01 as a FILETIME
    return unixEpoch + time.toMSecsSinceEpoch() * 10'000;
}

Result<Filter> parseFilter(const QString &text, const FilterContext &context)
{
    const QString trimmed = text.trimmed();
    if (trimmed.toUtf8().size() > maxFilterLength)
        return filterError(u"it is longer than %1 bytes"_s.arg(maxFilterLength), maxFilterLength);
    if (trimmed.startsWith(u'('))
        return FilterReader(trimmed.toUtf8()).read();
    return parseSimple(trimmed, context);
}

QByteArray toLdap(const Filter &filter)
{
    const auto all = [&filter](char sign) {
        QByteArray text = QByteArray("(") + sign;
        for (const Filter &child : filter.children)
            text += toLdap(child);
        return QByteArray(text + ')');
    };
    const auto item = [&filter](QByteArrayView sign) {
        return QByteArray('(' + filter.attribute + sign.toByteArray() + ldap::escapeFilter(filter.value) +
                          ')');
    };
    switch (filter.kind) {
    case Filter::Kind::And:
        return filter.children.empty() ? QByteArray("(objectClass=*)") : all('&');
    case Filter::Kind::Or:
        return filter.children.empty() ? QByteArray("(!(objectClass=*))") : all('|');
    case Filter::Kind::Not:
        return all('!');
    case Filter::Kind::Equal:
        return item("=");
    case Filter::Kind::Present:
        return '(' + filter.attribute + "=*)";
    case Filter::Kind::GreaterOrEqual:
        return item(">=");
    case Filter::Kind::LessOrEqual:
        return item("<=");
    case Filter::Kind::BitAnd:
        return item(":1.2.840.113556.1.4.803:=");
    case Filter::Kind::BitOr:
        return item(":1.2.840.113556.1.4.804:=");
    case Filter::Kind::InChain:
        return item(":1.2.840.113556.1.4.1941:=");
    case Filter::Kind::Substring:
        break;
    }
    QByteArrayList parts;
    for (const QByteArray &part : filter.parts)
        parts.append(ldap::escapeFilter(part));
    return '(' + filter.attribute + '=' + parts.join('*') + ')';
}

Filter both(Filter a, Filter b)
{
    std::vector<Filter> children;
    children.push_back(std::move(a));
    children.push_back(std::move(b));
    return group(Filter::Kind::And, std::move(children));
}

bool canEvaluate(const Filter &filter, const std::function<bool(const QByteArray &)> &known)
{
    if (filter.kind == Filter::Kind::InChain)
        return false;
    if (!filter.attribute.isEmpty() && !known(filter.attribute))
        return false;
    // "objectCategory=person" names a class, which the directory alone turns into the category's DN.
    if (filter.attribute.compare("objectCategory", Qt::CaseInsensitive) == 0 && !filter.value.contains('='))
        return false;
    return std::all_of(filter.children.begin(), filter.children.end(),
                       [&known](const Filter &child) { return canEvaluate(child, known); });
}

bool matches(const Filter &filter, const Matchable &object)
{
    const auto holds = [&object](const Filter &child) { return matches(child, object); };
    switch (filter.kind) {
    case Filter::Kind::And:
        return std::all_of(filter.children.begin(), filter.children.end(), holds);
    case Filter::Kind::Or:
        return std::any_of(filter.children.begin(), filter.children.end(), holds);
    case Filter::Kind::Not:
        return !filter.children.empty() && !holds(filter.children.front());
    case Filter::Kind::InChain:
        return false;
    default:
        break;
    }
    const Matching matching = object.matching(filter.attribute);
    return object.anyValue(filter.attribute, [&filter, matching](QByteArrayView value) {
        switch (filter.kind) {
        case Filter::Kind::Present:
            return true;
        case Filter::Kind::Equal:
            return equalValues(value, filter.value, matching);
        case Filter::Kind::Substring:
            return matchesParts(value, filter.parts);
        case Filter::Kind::GreaterOrEqual:
            return ordered(value, filter.value, matching, true);
        case Filter::Kind::LessOrEqual:
            return ordered(value, filter.value, matching, false);
        case Filter::Kind::BitAnd: {
            const qint64 bits = filter.value.toLongLong();
            return (value.toByteArray().toLongLong() & bits) == bits;
        }
        case Filter::Kind::BitOr:
            return (value.toByteArray().toLongLong() & filter.value.toLongLong()) != 0;
        default:
            return false;
        }
    });
}

} // namespace smc::identity
