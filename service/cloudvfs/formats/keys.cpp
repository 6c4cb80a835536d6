// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/formats/keys.h"

#include <QtEndian>

#include <cstring>
#include <sodium.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int keySize = 32;
constexpr char word[] = "cloudvfs-key-1";
constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

quint32 idOf(const char *bytes)
{
    unsigned char hash[16];
    crypto_generichash(hash, sizeof(hash), reinterpret_cast<const unsigned char *>(bytes), keySize, nullptr,
                       0);
    const auto id = qFromBigEndian<quint32>(hash);
    return id != 0 ? id : 1; // 0: not encrypted
}

QByteArray base32(const QByteArray &bytes)
{
    QByteArray text;
    quint32 bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | quint8(byte);
        for (count += 8; count >= 5; count -= 5)
            text += alphabet[(bits >> (count - 5)) & 31];
    }
    if (count > 0)
        text += alphabet[(bits << (5 - count)) & 31];
    return text;
}

QByteArray fromBase32(const QByteArray &text)
{
    QByteArray bytes;
    quint32 bits = 0;
    int count = 0;
    for (const char sign : text.toUpper()) {
        if (sign == '-' || sign == ' ')
            continue;
        const char *at = sign != '\0' ? std::strchr(alphabet, sign) : nullptr;
        if (at == nullptr)
            return {};
        bits = (bits << 5) | quint32(at - alphabet);
        count += 5;
        if (count >= 8) {
            bytes += char((bits >> (count - 8)) & 255);
            count -= 8;
        }
    }
    return bytes;
}

} // namespace

QByteArray lineOf(const Key &key)
{
    QByteArray bytes(key.bytes.data(), keySize);
    char id[4];
    qToBigEndian(key.id, id);
    QByteArray text = base32(bytes + QByteArray(id, 4));
    sodium_memzero(bytes.data(), std::size_t(bytes.size()));
    for (qsizetype at = 5; at < text.size(); at += 6)
        text.insert(at, '-');
    return QByteArray(word) + ' ' + text;
}

QByteArray KeyRing::newLine()
{
    if (sodium_init() < 0)
        return {};
    QByteArray bytes(keySize, Qt::Uninitialized);
    randombytes_buf(bytes.data(), keySize);
    const quint32 id = idOf(bytes.constData());
    return lineOf({.id = id, .bytes = Secret(std::move(bytes))});
}

Result<KeyRing> KeyRing::read(const QByteArray &text)
{
    KeyRing ring;
    int number = 0;
    for (const QByteArray &whole : text.split('\n')) {
        ++number;
        const QByteArray line = whole.trimmed();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        QByteArray bytes = line.startsWith(QByteArray(QByteArray(word) + ' '))
                               ? fromBase32(line.mid(qsizetype(sizeof(word))))
                               : QByteArray();
        if (bytes.size() != keySize + 4 ||
            qFromBigEndian<quint32>(bytes.constData() + keySize) != idOf(bytes.constData()))
            return Error{.code = ErrorCode::Invalid,
                         .message = u"Line %1 is no key: each is \"%2\" and 58 letters and digits, which "
                                    "hold a check against slips."_s.arg(number)
                                        .arg(QLatin1StringView(word))};
        const auto id = qFromBigEndian<quint32>(bytes.constData() + keySize);
        bytes.truncate(keySize);
        ring.m_keys.append({.id = id, .bytes = Secret(std::move(bytes))});
    }
    return ring;
}

const Key *KeyRing::find(quint32 id) const
{
    for (const Key &key : m_keys) {
        if (key.id == id)
            return &key;
    }
    return nullptr;
}

} // namespace smc::cloudvfs
