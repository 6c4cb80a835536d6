// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/sid.h"

#include "service/identity/ldap/escape.h"

#include <QRegularExpression>
#include <QUuid>
#include <QtEndian>

#include <algorithm>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

// revision:u8 count:u8 authority:u48 (big-endian) { sub-authority:u32 (little-endian) }*count
constexpr qsizetype sidHeader = 8;
constexpr int maxSubAuthorities = 15;

Error badSid(const QString &text)
{
    return Error{.code = ErrorCode::Invalid,
                 .message = u"\"%1\" is no SID."_s.arg(text),
                 .hint = u"A SID looks like S-1-5-21-1-2-3-1104."_s};
}

} // namespace

QString sidToText(const QByteArray &bytes)
{
    if (bytes.size() < sidHeader || bytes.at(0) != 1)
        return {};
    const int count = static_cast<quint8>(bytes.at(1));
    if (count > maxSubAuthorities || bytes.size() != sidHeader + 4 * count)
        return {};
    quint64 authority = 0;
    for (qsizetype i = 2; i < sidHeader; ++i)
        authority = authority << 8 | static_cast<quint8>(bytes.at(i));
    QString text = u"S-1-"_s + QString::number(authority);
    for (int i = 0; i < count; ++i)
        text += u'-' + QString::number(qFromLittleEndian<quint32>(bytes.constData() + sidHeader + 4 * i));
    return text;
}

Result<QByteArray> sidFromText(const QString &text)
{
    const QStringList parts = text.split(u'-');
    const qsizetype count = parts.size() - 3;
    if (count < 0 || count > maxSubAuthorities || parts.at(0).toUpper() != "S"_L1 || parts.at(1) != "1"_L1)
        return badSid(text);
    const auto isNumber = [](const QString &part) {
        return !part.isEmpty() &&
               std::all_of(part.begin(), part.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    };
    bool ok = false;
    const quint64 authority = parts.at(2).toULongLong(&ok);
    if (!ok || !isNumber(parts.at(2)) || authority >> 48 != 0)
        return badSid(text);
    QByteArray bytes;
    bytes.append('\1');
    bytes.append(static_cast<char>(count));
    for (int shift = 40; shift >= 0; shift -= 8)
        bytes.append(static_cast<char>(authority >> shift & 0xff));
    for (qsizetype i = 3; i < parts.size(); ++i) {
        const quint32 number = parts.at(i).toUInt(&ok);
        if (!ok || !isNumber(parts.at(i)))
            return badSid(text);
        char little[4];
        qToLittleEndian(number, little);
        bytes.append(little, sizeof little);
    }
    return bytes;
}

QString guidToText(const QByteArray &bytes)
{
    if (bytes.size() != 16)
        return {};
    const char *data = bytes.constData();
    const auto *tail = reinterpret_cast<const uchar *>(data + 8);
    return QUuid(qFromLittleEndian<quint32>(data), qFromLittleEndian<quint16>(data + 4),
                 qFromLittleEndian<quint16>(data + 6), tail[0], tail[1], tail[2], tail[3], tail[4], tail[5],
                 tail[6], tail[7])
        .toString(QUuid::WithoutBraces);
}

Result<QByteArray> guidFromText(const QString &text)
{
    static const QRegularExpression form(
        u"^(\\{)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?(1)\\})$"_s);
    if (!form.match(text).hasMatch())
        return Error{.code = ErrorCode::Invalid, .message = u"\"%1\" is no GUID."_s.arg(text)};
    const QUuid uuid(text);
    QByteArray bytes(16, '\0');
    qToLittleEndian<quint32>(uuid.data1, bytes.data());
    qToLittleEndian<quint16>(uuid.data2, bytes.data() + 4);
    qToLittleEndian<quint16>(uuid.data3, bytes.data() + 6);
    std::copy_n(reinterpret_cast<const char *>(uuid.data4), 8, bytes.data() + 8);
    return bytes;
}

QByteArray guidFilter(const QByteArray &bytes)
{
    QByteArray filter = "(objectGUID=";
    for (const char byte : bytes)
        filter += '\\' + QByteArray(1, byte).toHex();
    return filter + ')';
}

} // namespace smc::ldap
