// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/sid.h"

#include "shared/core/hex.h"

#include <QStringList>
#include <QtEndian>

#include <algorithm>
#include <optional>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

// revision:u8 count:u8 authority:u48 (big-endian) { sub-authority:u32 (little-endian) }*count
constexpr qsizetype sidHeader = 8;
constexpr qsizetype maxSubAuthorities = 15;

constexpr qsizetype guidSize = 16;
// The places of a GUID's bytes in its text: the first three fields are turned round.
constexpr int guidOrder[guidSize] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

Error badSid(const QString &text)
{
    return {.code = ErrorCode::Invalid,
            .message = u"\"%1\" is no security identifier."_s.arg(text.left(200)),
            .hint = u"One looks like S-1-5-21-1004336348-1177238915-682003330-512."_s};
}

Error badGuid(const QString &text)
{
    return {.code = ErrorCode::Invalid,
            .message = u"\"%1\" is no GUID."_s.arg(text.left(200)),
            .hint = u"One looks like 0f9e2a1c-6b1d-4b36-9a55-0d5c3c1be1f7."_s};
}

bool isHexDigit(QChar c)
{
    return hexValue(c.unicode()) >= 0;
}

// Decimal digits that fit into 32 bits, without sign, blank or leading zero.
std::optional<quint32> plainNumber(QStringView text)
{
    if (text.isEmpty() || text.size() > 10 || (text.size() > 1 && text.front() == u'0'))
        return std::nullopt;
    quint64 number = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        number = number * 10 + static_cast<quint64>(c.unicode() - u'0');
    }
    return number <= 0xffffffff ? std::optional(static_cast<quint32>(number)) : std::nullopt;
}

// Above 32 bits the authority is written as "0x" and twelve digits ([MS-DTYP] 2.4.2.1).
std::optional<quint64> authorityNumber(QStringView text)
{
    if (!text.startsWith(u"0x"_s, Qt::CaseInsensitive)) {
        const auto number = plainNumber(text);
        return number ? std::optional<quint64>(*number) : std::nullopt;
    }
    const QStringView digits = text.sliced(2);
    if (digits.size() != 12 || !std::all_of(digits.begin(), digits.end(), isHexDigit))
        return std::nullopt;
    const quint64 number = digits.toULongLong(nullptr, 16);
    return number >> 32 ? std::optional(number) : std::nullopt;
}

} // namespace

QString sidToText(const QByteArray &bytes)
{
    if (bytes.size() < sidHeader || bytes[0] != 1)
        return {};
    const auto *data = reinterpret_cast<const uchar *>(bytes.constData());
    const qsizetype count = data[1];
    if (count > maxSubAuthorities || bytes.size() != sidHeader + 4 * count)
        return {};
    quint64 authority = 0;
    for (int i = 2; i < 8; ++i)
        authority = authority << 8 | data[i];
    QString text = u"S-1-"_s;
    text += authority >> 32 ? QString(u"0x"_s + QString::number(authority, 16).rightJustified(12, u'0'))
                            : QString::number(authority);
    for (qsizetype i = 0; i < count; ++i)
        text += u'-' + QString::number(qFromLittleEndian<quint32>(data + sidHeader + 4 * i));
    return text;
}

Result<QByteArray> sidFromText(const QString &text)
{
    const QStringList parts = text.split(u'-');
    if (parts.size() < 3 || parts.size() > 3 + maxSubAuthorities ||
        parts[0].compare(u"S"_s, Qt::CaseInsensitive) != 0 || parts[1] != u"1"_s)
        return badSid(text);
    const auto authority = authorityNumber(parts[2]);
    if (!authority)
        return badSid(text);
    const qsizetype count = parts.size() - 3;
    QByteArray bytes(sidHeader + 4 * count, '\0');
    bytes[0] = 1;
    bytes[1] = static_cast<char>(count);
    for (int i = 0; i < 6; ++i)
        bytes[2 + i] = static_cast<char>(*authority >> (40 - 8 * i) & 0xff);
    for (qsizetype i = 0; i < count; ++i) {
        const auto number = plainNumber(parts[3 + i]);
        if (!number)
            return badSid(text);
        qToLittleEndian(*number, bytes.data() + sidHeader + 4 * i);
    }
    return bytes;
}

QString guidToText(const QByteArray &bytes)
{
    if (bytes.size() != guidSize)
        return {};
    QByteArray ordered(guidSize, '\0');
    for (qsizetype i = 0; i < guidSize; ++i)
        ordered[i] = bytes[guidOrder[i]];
    QString text = QString::fromLatin1(ordered.toHex());
    for (const int at : {20, 16, 12, 8})
        text.insert(at, u'-');
    return text;
}

Result<QByteArray> guidFromText(const QString &text)
{
    QStringView inner(text);
    if (inner.startsWith(u'{') && inner.endsWith(u'}') && inner.size() > 1)
        inner = inner.sliced(1, inner.size() - 2);
    if (inner.size() != 36)
        return badGuid(text);
    QByteArray digits;
    for (qsizetype i = 0; i < inner.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? inner[i] != u'-' : !isHexDigit(inner[i]))
            return badGuid(text);
        if (!dash)
            digits += inner[i].toLatin1();
    }
    const QByteArray ordered = QByteArray::fromHex(digits);
    QByteArray bytes(guidSize, '\0');
    for (qsizetype i = 0; i < guidSize; ++i)
        bytes[guidOrder[i]] = ordered[i];
    return bytes;
}

} // namespace smc::ldap
