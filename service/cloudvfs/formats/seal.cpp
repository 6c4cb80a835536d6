// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/formats/seal.h"

#include <QtEndian>

#include <memory>
#include <sodium.h>
#include <zstd.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char compressed = 1;
constexpr char encrypted = 2;
constexpr qsizetype headSize = 5;
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int level = 3; ///< of zstd: its own default

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

unsigned char *bytesOf(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

/// What is smaller of the two.
std::pair<QByteArray, bool> deflate(QByteArrayView plain)
{
    struct Free
    {
        void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    };
    thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
    QByteArray packed(qsizetype(ZSTD_compressBound(std::size_t(plain.size()))), Qt::Uninitialized);
    const std::size_t size = ZSTD_compressCCtx(context.get(), packed.data(), std::size_t(packed.size()),
                                               plain.data(), std::size_t(plain.size()), level);
    if (ZSTD_isError(size) || qsizetype(size) >= plain.size())
        return {plain.toByteArray(), false};
    packed.truncate(qsizetype(size));
    return {std::move(packed), true};
}

Error damaged()
{
    return {.code = ErrorCode::Stale,
            .message = u"What the store has is damaged, or is not what was put there."_s};
}

Result<QByteArray> inflate(QByteArrayView packed, qint64 most)
{
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), std::size_t(packed.size()));
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
        return damaged();
    if (size > quint64(most))
        return Error{.code = ErrorCode::TooLarge,
                     .message = u"It has %1 bytes; %2 are the most."_s.arg(size).arg(most)};
    QByteArray plain(qsizetype(size), Qt::Uninitialized);
    if (ZSTD_decompress(plain.data(), std::size_t(size), packed.data(), std::size_t(packed.size())) != size)
        return damaged();
    return plain;
}

} // namespace

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), std::size_t(size));
    return bytes;
}

QByteArray blake2b(QByteArrayView bytes, QByteArrayView key)
{
    QByteArray hash(32, Qt::Uninitialized);
    crypto_generichash(bytesOf(hash), 32, bytesOf(bytes), quint64(bytes.size()),
                       key.isEmpty() ? nullptr : bytesOf(key), std::size_t(key.size()));
    return hash;
}

Sealer::Sealer(KeyRing keys)
    : m_keys(std::move(keys))
{
    static const bool ready = sodium_init() >= 0;
    Q_ASSERT(ready);
}

QByteArray Sealer::seal(QByteArrayView plain, QByteArrayView context) const
{
    const auto [content, smaller] = deflate(plain);
    QByteArray sealed(headSize, '\0');
    sealed[0] = char((smaller ? compressed : 0) | (m_keys.isEmpty() ? 0 : encrypted));
    if (m_keys.isEmpty()) {
        sealed += content;
        return sealed + blake2b(QByteArray(sealed + context.toByteArray())).left(tagSize);
    }
    qToBigEndian(m_keys.first().id, sealed.data() + 1);
    const QByteArray about = sealed + context.toByteArray();
    sealed.resize(headSize + nonceSize + content.size() + tagSize);
    unsigned char *const nonce = bytesOf(sealed) + headSize;
    randombytes_buf(nonce, std::size_t(nonceSize));
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        nonce + nonceSize, nullptr, bytesOf(content), quint64(content.size()), bytesOf(about),
        quint64(about.size()), nullptr, nonce,
        reinterpret_cast<const unsigned char *>(m_keys.first().bytes.data()));
    return sealed;
}

Result<QByteArray> Sealer::open(QByteArrayView sealed, QByteArrayView context, qint64 most) const
{
    if (sealed.size() < headSize + tagSize || (sealed[0] & ~(compressed | encrypted)) != 0)
        return damaged();
    const char flags = sealed[0];
    const auto id = qFromBigEndian<quint32>(sealed.data() + 1);
    QByteArray content;
    if ((flags & encrypted) == 0) {
        if (!m_keys.isEmpty()) // anybody could have made it
            return Error{
                .code = ErrorCode::Denied,
                .message = u"It is not encrypted, and here is a key: whoever may write to the store could "
                           "have made it."_s,
                .hint = u"A repository that was begun without a key stays without one; another prefix "
                        "begins one with a key."_s};
        const QByteArrayView body = sealed.chopped(tagSize);
        if (id != 0 || blake2b(QByteArray(body.toByteArray() + context.toByteArray())).left(tagSize) !=
                           sealed.last(tagSize))
            return damaged();
        content = body.sliced(headSize).toByteArray();
    } else {
        const Key *const key = m_keys.find(id);
        if (key == nullptr)
            return Error{.code = ErrorCode::Denied,
                         .message = u"It is encrypted with the key %1, which is not in the key file."_s.arg(
                             id, 8, 16, QLatin1Char('0')),
                         .hint = u"Add the line of that key, from its print-out, to the key file."_s};
        if (sealed.size() < headSize + nonceSize + tagSize)
            return damaged();
        const QByteArray about = sealed.first(headSize).toByteArray() + context.toByteArray();
        content.resize(sealed.size() - headSize - nonceSize - tagSize);
        const unsigned char *const nonce = bytesOf(sealed) + headSize;
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(
                bytesOf(content), nullptr, nullptr, nonce + nonceSize,
                quint64(sealed.size() - headSize - nonceSize), bytesOf(about), quint64(about.size()), nonce,
                reinterpret_cast<const unsigned char *>(key->bytes.data())) != 0)
            return damaged();
    }
    if ((flags & compressed) != 0)
        return inflate(content, most);
    if (content.size() > most)
        return Error{.code = ErrorCode::TooLarge,
                     .message = u"It has %1 bytes; %2 are the most."_s.arg(content.size()).arg(most)};
    return content;
}

} // namespace smc::cloudvfs
