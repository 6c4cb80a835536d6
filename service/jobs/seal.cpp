// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/jobs/seal.h"

#include <QFile>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace smc::jobs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int keySize = 32;
constexpr int nonceSize = 12;
constexpr int tagSize = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char *bytesOf(const char *data)
{
    return reinterpret_cast<const unsigned char *>(data);
}

unsigned char *bytesOf(char *data)
{
    return reinterpret_cast<unsigned char *>(data);
}

Error sealError(const QString &message, const QString &hint = {})
{
    return Error{.code = ErrorCode::Internal, .message = message, .hint = hint};
}

} // namespace

Result<void> Seal::load(const QString &keyFile)
{
    const QByteArray path = QFile::encodeName(keyFile);
    QByteArray key(keySize, '\0');
    const int made = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made >= 0) {
        const bool written = RAND_bytes(bytesOf(key.data()), keySize) == 1 &&
                             ::write(made, key.constData(), keySize) == keySize && ::fsync(made) == 0;
        ::close(made);
        if (!written) {
            ::unlink(path.constData());
            return sealError(u"The key file %1 could not be written."_s.arg(keyFile),
                             u"Look at the space and the rights of its folder."_s);
        }
    } else {
        const int file = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
        struct stat info = {};
        const bool read =
            file >= 0 && ::fstat(file, &info) == 0 && ::read(file, key.data(), keySize) == keySize;
        if (file >= 0)
            ::close(file);
        if (!read)
            return sealError(u"The key file %1 could not be read."_s.arg(keyFile),
                             u"It must hold 32 bytes and belong to the service."_s);
        if ((info.st_mode & 077) != 0)
            return sealError(u"Others may read the key file %1."_s.arg(keyFile),
                             u"Run: chmod 600 %1"_s.arg(keyFile));
    }
    m_key = Secret(std::move(key));
    return {};
}

Result<QByteArray> Seal::close(const QByteArray &plain) const
{
    QByteArray sealed(nonceSize + plain.size() + tagSize, '\0');
    unsigned char *nonce = bytesOf(sealed.data());
    unsigned char *body = nonce + nonceSize;
    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int length = 0;
    const bool done =
        cipher && RAND_bytes(nonce, nonceSize) == 1 &&
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(m_key.data()), nonce) == 1 &&
        EVP_EncryptUpdate(cipher.get(), body, &length, bytesOf(plain.constData()),
                          static_cast<int>(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), body + length, &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tagSize, body + plain.size()) == 1;
    if (!done)
        return sealError(u"The item could not be sealed for keeping."_s);
    return sealed;
}

Result<QByteArray> Seal::open(const QByteArray &sealed) const
{
    const Error damaged = sealError(
        u"The item cannot be opened: it is damaged, or sealed under another key."_s, u"Submit it again."_s);
    const qsizetype size = sealed.size() - nonceSize - tagSize;
    if (size < 0)
        return damaged;
    QByteArray plain(size, '\0');
    QByteArray tag = sealed.right(tagSize);
    const unsigned char *nonce = bytesOf(sealed.constData());
    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int length = 0;
    const bool done =
        cipher &&
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(m_key.data()), nonce) == 1 &&
        EVP_DecryptUpdate(cipher.get(), bytesOf(plain.data()), &length, nonce + nonceSize,
                          static_cast<int>(size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tagSize, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), bytesOf(plain.data()) + length, &length) == 1;
    if (!done)
        return damaged;
    return plain;
}

} // namespace smc::jobs
