// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/digester.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 pieceSize = 256 * 1024;

struct FreeContext
{
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

QByteArray end(EVP_MD_CTX *context)
{
    QByteArray hash(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char *>(hash.data()), &size);
    hash.resize(qsizetype(size));
    return hash;
}

} // namespace

/// By OpenSSL: it uses the processor's instructions for SHA-256, QCryptographicHash does not.
struct Digester::Contexts
{
    Context sha256{EVP_MD_CTX_new()};
    Context md5{EVP_MD_CTX_new()};
};

Digester::Digester()
    : m_contexts(std::make_unique<Contexts>())
{
    begin();
}

Digester::~Digester() = default;

void Digester::begin()
{
    m_size = 0;
    EVP_DigestInit_ex(m_contexts->sha256.get(), EVP_sha256(), nullptr);
    EVP_DigestInit_ex(m_contexts->md5.get(), EVP_md5(), nullptr);
}

void Digester::add(const char *bytes, qint64 size)
{
    EVP_DigestUpdate(m_contexts->sha256.get(), bytes, std::size_t(size));
    EVP_DigestUpdate(m_contexts->md5.get(), bytes, std::size_t(size));
    m_size += size;
}

Digest Digester::take()
{
    Digest digest{.size = m_size, .sha256 = end(m_contexts->sha256.get()), .md5 = end(m_contexts->md5.get())};
    begin();
    return digest;
}

Result<Digest> digestOf(const Source &source, qint64 offset, qint64 length, Digester *whole)
{
    Digester digester;
    std::vector<char> piece(std::size_t(std::min(length, pieceSize)));
    for (qint64 done = 0; done < length;) {
        const qint64 got =
            source.read(piece.data(), std::min(qint64(piece.size()), length - done), offset + done);
        if (got <= 0)
            return sourceFailure(got);
        digester.add(piece.data(), got);
        if (whole)
            whole->add(piece.data(), got);
        done += got;
    }
    return digester.take();
}

Error sourceFailure(qint64 returned)
{
    const int code = errno;
    if (returned == 0)
        return {
            .code = ErrorCode::Stale, .message = u"What is sent has become shorter."_s, .retryable = true};
    return {.code = ErrorCode::Refused,
            .message = u"What is sent cannot be read: %1."_s.arg(QString::fromLocal8Bit(std::strerror(code))),
            .native = u"errno %1"_s.arg(code),
            .retryable = true};
}

} // namespace smc::cloudvfs
