// SPDX-License-Identifier: GPL-3.0-or-later
// A recursive-descent check of the filter grammar ([RFC 4515] 3, with the absolute true and false filters
// of [RFC 4526]). It is stricter than libldap, which takes blanks and unbalanced escapes here and there.
#include "service/identity/ldap/escape.h"

#include <QStringConverter>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int maxFilterDepth = 32;
constexpr qsizetype maxFilterLength = 8192;

class FilterReader
{
public:
    explicit FilterReader(const QByteArray &text)
        : m_text(text)
    {}

    bool readAll()
    {
        if (!readFilter(1))
            return false;
        return m_at == m_text.size() || fail(u"there is more after the closing parenthesis"_s);
    }
    [[nodiscard]] const QString &why() const { return m_why; }
    [[nodiscard]] qsizetype offset() const { return m_at; }

private:
    bool fail(const QString &why)
    {
        m_why = why;
        return false;
    }
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool readFilter(int depth)
    {
        if (depth > maxFilterDepth)
            return fail(u"it is nested deeper than %1"_s.arg(maxFilterDepth));
        if (peek() != '(')
            return fail(u"an opening parenthesis is missing"_s);
        ++m_at;
        const char kind = peek();
        if (kind == '&' || kind == '|') {
            ++m_at;
            while (peek() == '(') {
                if (!readFilter(depth + 1))
                    return false;
            }
        } else if (kind == '!') {
            ++m_at;
            if (!readFilter(depth + 1))
                return false;
        } else if (!readItem()) {
            return false;
        }
        if (peek() != ')')
            return fail(u"a closing parenthesis is missing"_s);
        ++m_at;
        return true;
    }

    static bool isWordByte(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.';
    }
    // An attribute description with its options, or a matching rule.
    bool readWord(bool options)
    {
        const qsizetype start = m_at;
        while (isWordByte(peek()) || (options && peek() == ';' && m_at > start))
            ++m_at;
        return m_at > start;
    }

    bool readItem()
    {
        const bool named = readWord(true);
        if (peek() == ':') // extensible: [attr] [":dn"] [":" rule] ":="
            return readExtensible(named);
        if (!named)
            return fail(u"an attribute name is missing"_s);
        bool pattern = false;
        if (peek() == '=') {
            pattern = true;
        } else if (peek() == '>' || peek() == '<' || peek() == '~') {
            ++m_at;
        } else {
            return fail(u"a comparison (=, >=, <=, ~=, :=) is missing"_s);
        }
        if (peek() != '=')
            return fail(u"a comparison (=, >=, <=, ~=, :=) is missing"_s);
        ++m_at;
        return readValue(pattern);
    }

    bool readExtensible(bool named)
    {
        bool rule = false;
        for (int part = 0; part < 3; ++part) {
            ++m_at; // the colon
            if (peek() == '=') {
                if (!named && !rule)
                    return fail(u"an attribute name or a matching rule is missing"_s);
                ++m_at;
                return readValue(false);
            }
            const qsizetype start = m_at;
            if (!readWord(false))
                return fail(u"a matching rule is missing"_s);
            if (part > 0 || m_text.mid(start, m_at - start).toLower() != "dn")
                rule = true;
            if (peek() != ':')
                return fail(u"\":=\" is missing"_s);
        }
        return fail(u"there are too many colons"_s);
    }

    static bool isHex(char c)
    {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    bool readValue(bool pattern)
    {
        const qsizetype start = m_at;
        bool star = false;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == ')')
                break;
            if (c == '(')
                return fail(u"an opening parenthesis inside a value; write it \\28"_s);
            if (c == '\0')
                return fail(u"a zero byte; write it \\00"_s);
            if (c == '*') {
                if (!pattern)
                    return fail(u"a star where none is allowed; write it \\2a"_s);
                if (star && m_text[m_at - 1] == '*')
                    return fail(u"two stars in a row"_s);
                star = true;
            }
            if (c == '\\') {
                if (m_at + 2 >= m_text.size() || !isHex(m_text[m_at + 1]) || !isHex(m_text[m_at + 2]))
                    return fail(
                        u"a backslash without two hexadecimal digits; write a backslash itself \\5c"_s);
                m_at += 2;
            }
        }
        QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = decode(QByteArrayView(m_text).sliced(start, m_at - start));
        Q_UNUSED(text);
        return !decode.hasError() || fail(u"bytes that are not UTF-8"_s);
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
    QString m_why;
};

} // namespace

Result<QByteArray> checkFilter(const QByteArray &filter)
{
    const QByteArray text = filter.trimmed();
    if (text.size() > maxFilterLength) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The filter is longer than %1 bytes."_s.arg(maxFilterLength)};
    }
    FilterReader reader(text);
    if (!reader.readAll()) {
        return Error{
            .code = ErrorCode::Invalid,
            .message =
                u"The filter is not valid: %1, at character %2."_s.arg(reader.why()).arg(reader.offset() + 1),
            .hint = u"A filter looks like (&(objectClass=user)(department=Sales*))."_s};
    }
    return text;
}

} // namespace smc::ldap
