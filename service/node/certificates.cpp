// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/node/certificates.h"

#include <QTimeZone>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <memory>

namespace smc::node {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr long day = 24L * 3600;
constexpr long endCertificate = 3650 * day;
constexpr long authorityCertificate = 3 * endCertificate;

template<auto Free>
struct OpenSslFree
{
    template<typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using BioPtr = std::unique_ptr<BIO, OpenSslFree<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, OpenSslFree<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, OpenSslFree<X509_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, OpenSslFree<X509_REQ_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, OpenSslFree<X509_EXTENSION_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, OpenSslFree<BN_free>>;

Error failed(ErrorCode code, const QString &message)
{
    std::array<char, 256> text{};
    if (const unsigned long reason = ERR_peek_last_error(); reason != 0)
        ERR_error_string_n(reason, text.data(), text.size());
    ERR_clear_error();
    return Error{.code = code, .message = message, .native = QString::fromLatin1(text.data())};
}

Error notMade()
{
    return failed(ErrorCode::Internal, u"The certificate cannot be made."_s);
}

BioPtr reading(const char *data, std::size_t size)
{
    return BioPtr(BIO_new_mem_buf(data, static_cast<int>(size)));
}

KeyPtr readKey(const Secret &pem)
{
    return KeyPtr(PEM_read_bio_PrivateKey(reading(pem.data(), pem.size()).get(), nullptr, nullptr, nullptr));
}

CertificatePtr readCertificate(const QByteArray &pem)
{
    return CertificatePtr(PEM_read_bio_X509(
        reading(pem.constData(), static_cast<std::size_t>(pem.size())).get(), nullptr, nullptr, nullptr));
}

QByteArray contents(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, size};
}

QByteArray toPem(X509 *certificate)
{
    const BioPtr pem(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(pem.get(), certificate);
    return contents(pem.get());
}

bool addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// A certificate with everything but its extensions and its signature.
CertificatePtr begin(EVP_PKEY *key, const QString &commonName, X509 *issuer, long lifetime)
{
    CertificatePtr certificate(X509_new());
    const NumberPtr serial(BN_new());
    if (!certificate || !serial || BN_rand(serial.get(), 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) != 1)
        return nullptr;
    X509 *x = certificate.get();
    X509_set_version(x, X509_VERSION_3);
    BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x));
    X509_gmtime_adj(X509_getm_notBefore(x), -3600L); // clocks differ
    X509_gmtime_adj(X509_getm_notAfter(x), lifetime);
    X509_set_pubkey(x, key);
    X509_NAME *subject = X509_get_subject_name(x);
    const QByteArray common = commonName.left(64).toUtf8();
    X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>("Samba Management Console"), -1, -1,
                               0);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(common.constData()), -1, -1, 0);
    X509_set_issuer_name(x, issuer ? X509_get_subject_name(issuer) : subject);
    return certificate;
}

} // namespace

Result<Secret> makeKey()
{
    const KeyPtr key(EVP_EC_gen("P-256"));
    const BioPtr pem(BIO_new(BIO_s_secmem()));
    if (!key ||
        PEM_write_bio_PKCS8PrivateKey(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return notMade();
    return Secret(contents(pem.get()));
}

Result<Identity> makeAuthority(const QString &name)
{
    auto pem = makeKey();
    if (!pem)
        return pem.error();
    const KeyPtr key = readKey(*pem);
    const CertificatePtr certificate = key ? begin(key.get(), name, nullptr, authorityCertificate) : nullptr;
    X509 *x = certificate.get();
    if (!x || !addExtension(x, x, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") ||
        !addExtension(x, x, NID_key_usage, "critical,keyCertSign") ||
        !addExtension(x, x, NID_subject_key_identifier, "hash") || X509_sign(x, key.get(), EVP_sha256()) == 0)
        return notMade();
    return Identity{.key = *pem, .certificate = toPem(x)};
}

Result<QByteArray> makeRequest(const Secret &pem)
{
    const KeyPtr key = readKey(pem);
    const RequestPtr request(X509_REQ_new());
    const BioPtr text(BIO_new(BIO_s_mem()));
    if (!key || !request || X509_REQ_set_pubkey(request.get(), key.get()) != 1 ||
        X509_REQ_sign(request.get(), key.get(), EVP_sha256()) == 0 ||
        PEM_write_bio_X509_REQ(text.get(), request.get()) != 1)
        return notMade();
    return contents(text.get());
}

Result<QByteArray> certify(const Identity &authority, const QByteArray &request, const QString &name,
                           Purpose purpose)
{
    const RequestPtr asked(
        PEM_read_bio_X509_REQ(reading(request.constData(), static_cast<std::size_t>(request.size())).get(),
                              nullptr, nullptr, nullptr));
    EVP_PKEY *key = asked ? X509_REQ_get0_pubkey(asked.get()) : nullptr;
    if (!key || X509_REQ_verify(asked.get(), key) != 1)
        return failed(ErrorCode::Invalid, u"This is no request for a certificate."_s);
    if (EVP_PKEY_get_security_bits(key) < 112)
        return failed(ErrorCode::Invalid, u"The key to be certified is too weak."_s);
    const KeyPtr signer = readKey(authority.key);
    const CertificatePtr issuer = readCertificate(authority.certificate);
    if (!signer || !issuer)
        return failed(ErrorCode::Internal, u"The authority's key or certificate cannot be read."_s);
    const CertificatePtr certificate = begin(key, name, issuer.get(), endCertificate);
    X509 *x = certificate.get();
    const bool node = purpose == Purpose::Node;
    if (!x || !addExtension(x, issuer.get(), NID_basic_constraints, "critical,CA:FALSE") ||
        !addExtension(x, issuer.get(), NID_key_usage, "critical,digitalSignature") ||
        !addExtension(x, issuer.get(), NID_ext_key_usage,
                      node ? "critical,serverAuth" : "critical,clientAuth") ||
        !addExtension(x, issuer.get(), NID_authority_key_identifier, "keyid") ||
        (node && !addExtension(x, issuer.get(), NID_subject_alt_name, "DNS:" + name.toLatin1())) ||
        X509_sign(x, signer.get(), EVP_sha256()) == 0)
        return notMade();
    return toPem(x);
}

QByteArray fingerprintOf(const QByteArray &certificate)
{
    const CertificatePtr x = readCertificate(certificate);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (!x || X509_digest(x.get(), EVP_sha256(), digest.data(), &length) != 1)
        return {};
    return {reinterpret_cast<const char *>(digest.data()), static_cast<qsizetype>(length)};
}

QDateTime expiryOf(const QByteArray &certificate)
{
    const CertificatePtr x = readCertificate(certificate);
    std::tm time{};
    if (!x || ASN1_TIME_to_tm(X509_get0_notAfter(x.get()), &time) != 1)
        return {};
    return QDateTime::fromSecsSinceEpoch(::timegm(&time), QTimeZone::utc());
}

} // namespace smc::node
