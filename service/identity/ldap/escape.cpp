// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/escape.h"

#include "shared/core/hex.h"

#include <QStringConverter>

#include <optional>
#include <utility>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char hexDigits[] = "0123456789abcdef";

// The special characters of [RFC 4514] 2.4, and "=", which Samba does not take bare inside a value.
bool isRdnSpecial(char16_t c)
{
    return c == u'"' || c == u'+' || c == u',' || c == u';' || c == u'<' || c == u'>' || c == u'\\' ||
           c == u'=';
}

// keystring or numericoid ([RFC 4512] 1.4)
bool isAttributeType(QStringView type)
{
    if (type.isEmpty())
        return false;
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const auto isAlpha = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    if (isAlpha(type.front())) {
        for (const QChar c : type) {
            if (!isAlpha(c) && !isDigit(c) && c != u'-')
                return false;
        }
        return true;
    }
    bool afterDot = true; // digits must come next
    for (const QChar c : type) {
        if (c == u'.') {
            if (afterDot)
                return false;
            afterDot = true;
        } else if (isDigit(c)) {
            afterDot = false;
        } else {
            return false;
        }
    }
    return !afterDot;
}

Error badDn(const QString &why, qsizetype offset)
{
    return {
        .code = ErrorCode::Invalid,
        .message = u"The distinguished name is not valid: %1 at character %2."_s.arg(why).arg(offset + 1),
        .hint =
            u"Write it as in \"CN=Jo,OU=Sales,DC=example,DC=com\", with a backslash before , + \" \\ < > ; ="_s};
}

// The DN's first RDN ends here: at the first comma that is not escaped, or at the end.
qsizetype endOfRdn(QStringView dn)
{
    for (qsizetype i = 0; i < dn.size(); ++i) {
        if (dn[i] == u'\\')
            ++i;
        else if (dn[i] == u',')
            return i;
    }
    return dn.size();
}

QString foldValue(const QString &value)
{
    return value.normalized(QString::NormalizationForm_KC)
        .toCaseFolded()
        .normalized(QString::NormalizationForm_KC)
        .simplified();
}

// The position of the next character that is no space.
qsizetype skipSpaces(QStringView text, qsizetype at)
{
    while (at < text.size() && text[at] == u' ')
        ++at;
    return at;
}

struct ReadValue
{
    QString text;
    qsizetype end; ///< at the comma or the end
};

// attributeValue = string ([RFC 4514] 3). A "#hex" value is BER, which no directory of ours writes: refused.
Result<ReadValue> readValue(QStringView dn, qsizetype at)
{
    const qsizetype start = at;
    QByteArray bytes;
    qsizetype keep = 0; // unescaped spaces at the end are not part of the value
    if (at < dn.size() && dn[at] == u'#')
        return badDn(u"a value in hexadecimal BER is not supported"_s, at);
    while (at < dn.size() && dn[at] != u',') {
        const char16_t c = dn[at].unicode();
        if (c == u'\\') {
            if (at + 1 >= dn.size())
                return badDn(u"a backslash at the end"_s, at);
            const char16_t next = dn[at + 1].unicode();
            if (isRdnSpecial(next) || next == u' ' || next == u'#') {
                bytes += static_cast<char>(next);
                at += 2;
            } else if (at + 2 < dn.size() && hexValue(next) >= 0 && hexValue(dn[at + 2].unicode()) >= 0) {
                bytes += static_cast<char>(hexValue(next) * 16 + hexValue(dn[at + 2].unicode()));
                at += 3;
            } else {
                return badDn(u"a backslash that escapes nothing"_s, at);
            }
            keep = bytes.size();
            continue;
        }
        if (c == u'+')
            return badDn(u"names of several values are not supported"_s, at);
        if (c == 0 || (isRdnSpecial(c) && c != u'='))
            return badDn(u"an unescaped special character"_s, at);
        if (dn[at].isHighSurrogate() && at + 1 < dn.size() && dn[at + 1].isLowSurrogate()) {
            bytes += dn.sliced(at, 2).toUtf8();
            ++at;
        } else if (dn[at].isSurrogate()) {
            return badDn(u"half a character"_s, at);
        } else {
            bytes += dn.sliced(at, 1).toUtf8();
        }
        ++at;
        if (c != u' ')
            keep = bytes.size();
    }
    bytes.truncate(keep);
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decode(bytes);
    if (decode.hasError())
        return badDn(u"escaped bytes that are not UTF-8"_s, start);
    return ReadValue{text, at};
}

} // namespace

QByteArray escapeFilter(QByteArrayView value)
{
    QByteArray out;
    out.reserve(value.size() + 8);
    for (const char byte : value) {
        const auto c = static_cast<unsigned char>(byte);
        if (c == 0 || c == '(' || c == ')' || c == '*' || c == '\\' || c > 0x7f) {
            out += '\\';
            out += hexDigits[c >> 4];
            out += hexDigits[c & 15];
        } else {
            out += byte;
        }
    }
    return out;
}

QByteArray equals(QByteArrayView attribute, QByteArrayView value)
{
    return '(' + attribute.toByteArray() + '=' + escapeFilter(value) + ')';
}

QString escapeRdn(const QString &value)
{
    QString out;
    out.reserve(value.size() + 4);
    for (qsizetype i = 0; i < value.size(); ++i) {
        const char16_t c = value[i].unicode();
        const bool edgeSpace = c == u' ' && (i == 0 || i == value.size() - 1);
        if (c < 0x20 || c == 0x7f) {
            out += u'\\';
            out += QChar::fromLatin1(hexDigits[c >> 4]).toUpper();
            out += QChar::fromLatin1(hexDigits[c & 15]).toUpper();
            continue;
        }
        if (isRdnSpecial(c) || edgeSpace || (c == u'#' && i == 0))
            out += u'\\';
        out += value[i];
    }
    return out;
}

Result<QList<Rdn>> parseDn(const QString &dn)
{
    QList<Rdn> rdns;
    qsizetype at = skipSpaces(dn, 0);
    if (at == dn.size())
        return rdns; // the root of the tree
    for (;;) {
        const qsizetype start = at;
        while (at < dn.size() && dn[at] != u'=' && dn[at] != u',')
            ++at;
        if (at == dn.size() || dn[at] != u'=')
            return badDn(u"a part without \"=\""_s, start);
        const QStringView type = QStringView(dn).sliced(start, at - start).trimmed();
        if (!isAttributeType(type))
            return badDn(u"no attribute name before \"=\""_s, start);
        const auto value = readValue(dn, skipSpaces(dn, at + 1));
        if (!value)
            return value.error();
        rdns.append({type.toString(), value->text});
        at = value->end;
        if (at == dn.size())
            return rdns;
        at = skipSpaces(dn, at + 1);
        if (at == dn.size())
            return badDn(u"nothing after the comma"_s, at - 1);
    }
}

QString joinDn(const QList<Rdn> &rdns)
{
    QString out;
    for (const Rdn &rdn : rdns) {
        if (!out.isEmpty())
            out += u',';
        out += rdn.attribute + u'=' + escapeRdn(rdn.value);
    }
    return out;
}

QString parentDn(const QString &dn)
{
    const qsizetype comma = endOfRdn(dn);
    if (comma >= dn.size())
        return {};
    return dn.sliced(skipSpaces(dn, comma + 1));
}

QString leafRdn(const QString &dn)
{
    return dn.first(endOfRdn(dn));
}

QString dnKey(const QString &dn)
{
    auto rdns = parseDn(dn);
    if (!rdns)
        return foldValue(dn);
    for (Rdn &rdn : *rdns) {
        rdn.attribute = rdn.attribute.toUpper();
        rdn.value = foldValue(rdn.value);
    }
    return joinDn(*rdns);
}

bool isWithin(const QString &dn, const QString &base)
{
    const QString inner = dnKey(dn);
    const QString outer = dnKey(base);
    // Both keys are canonical: a comma before the base's key is a real separator, unless it is escaped.
    if (outer.isEmpty() || inner == outer)
        return true;
    const qsizetype at = inner.size() - outer.size() - 1;
    if (at < 0 || inner[at] != u',' || !inner.endsWith(outer))
        return false;
    qsizetype backslashes = 0;
    while (at - backslashes > 0 && inner[at - backslashes - 1] == u'\\')
        ++backslashes;
    return backslashes % 2 == 0;
}

} // namespace smc::ldap
