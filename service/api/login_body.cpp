// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/login_body.h"

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

namespace {

Error malformed(const QString &message)
{
    return Error{.code = ErrorCode::Invalid,
                 .message = message,
                 .hint = uR"(Send {"realm":"…","user":"…","password":"…"}.)"_s};
}

void appendUtf8(QByteArray &out, char32_t c)
{
    out += QString::fromUcs4(&c, 1).toUtf8();
}

/// A reader of one flat JSON object. Decoded strings go into an array that never grows, so that no
/// half-read password stays behind in freed memory.
class FlatJson
{
public:
    explicit FlatJson(const QByteArray &text)
        : m_text(text)
    {}

    bool take(char c)
    {
        skipSpace();
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool word(QByteArrayView text)
    {
        skipSpace();
        if (!QByteArrayView(m_text).sliced(m_at).startsWith(text))
            return false;
        m_at += text.size();
        return true;
    }
    bool string(QByteArray &out)
    {
        if (!take('"'))
            return false;
        out.clear();
        out.reserve(m_text.size() - m_at + 4);
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '"')
                return true;
            if (static_cast<unsigned char>(c) < 0x20)
                return false;
            if (c != '\\')
                out += c;
            else if (!escape(out))
                return false;
        }
        return false;
    }
    bool atEnd()
    {
        skipSpace();
        return m_at == m_text.size();
    }

private:
    void skipSpace()
    {
        while (m_at < m_text.size() && QByteArrayView(" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }
    bool hex(char32_t &unit)
    {
        bool good = false;
        unit = m_text.mid(m_at, 4).toUShort(&good, 16);
        if (m_at + 4 > m_text.size())
            return false;
        m_at += 4;
        return good;
    }
    bool escape(QByteArray &out)
    {
        if (m_at >= m_text.size())
            return false;
        const char c = m_text[m_at++];
        static constexpr QByteArrayView from = "\"\\/bfnrt";
        static constexpr QByteArrayView to = "\"\\/\b\f\n\r\t";
        if (const qsizetype known = from.indexOf(c); known >= 0) {
            out += to[known];
            return true;
        }
        char32_t unit = 0;
        if (c != 'u' || !hex(unit))
            return false;
        if (unit >= 0xd800 && unit < 0xdc00) {
            char32_t low = 0;
            if (m_text.mid(m_at, 2) != "\\u")
                return false;
            m_at += 2;
            if (!hex(low) || low < 0xdc00 || low > 0xdfff)
                return false;
            unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        } else if (unit >= 0xdc00 && unit <= 0xdfff) {
            return false;
        }
        appendUtf8(out, unit);
        return true;
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
};

Result<LoginBody> read(FlatJson json)
{
    LoginBody body;
    if (!json.take('{'))
        return malformed(u"The body is no JSON object."_s);
    if (json.take('}'))
        return body;
    do {
        QByteArray name;
        QByteArray value;
        if (!json.string(name) || !json.take(':'))
            return malformed(u"The body is no well-formed JSON."_s);
        if (json.string(value)) {
            if (name == "password")
                body.password = Secret(std::move(value));
            else if (name == "user")
                body.user = QString::fromUtf8(value).trimmed();
            else if (name == "realm")
                body.realm = QString::fromUtf8(value).trimmed();
        } else if (json.word("true")) {
            body.token = body.token || name == "token";
        } else if (!json.word("false") && !json.word("null")) {
            return malformed(
                u"“%1” is neither a text nor true or false."_s.arg(QString::fromUtf8(name.left(40))));
        }
    } while (json.take(','));
    if (!json.take('}') || !json.atEnd())
        return malformed(u"The body is no well-formed JSON."_s);
    return body;
}

} // namespace

Result<LoginBody> readLoginBody(const QByteArray &json)
{
    if (json.size() > 16 * 1024)
        return Error{.code = ErrorCode::TooLarge, .message = u"The body is too long for a sign-in."_s};
    return read(FlatJson(json));
}

} // namespace smc::api
