// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/tls.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QHostInfo>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace smc::http {

using namespace Qt::Literals::StringLiterals;

namespace {

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
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, OpenSslFree<X509_EXTENSION_free>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, OpenSslFree<GENERAL_NAMES_free>>;

QString openSslReason()
{
    const unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    if (code == 0)
        return {};
    std::array<char, 256> text{};
    ERR_error_string_n(code, text.data(), text.size());
    return QString::fromLatin1(text.data());
}

Error tlsError(ErrorCode code, const QString &message, const QString &file)
{
    return Error{.code = code, .message = message, .place = file, .native = openSslReason()};
}

int chooseProtocol(SSL *, const unsigned char **out, unsigned char *outLength, const unsigned char *in,
                   unsigned int inLength, void *)
{
    static constexpr std::array<unsigned char, 9> http11{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char *chosen = nullptr;
    const int found = SSL_select_next_proto(&chosen, outLength, http11.data(), http11.size(), in, inLength);
    *out = chosen;
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

QString fingerprintOf(X509 *certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    X509_digest(certificate, EVP_sha256(), digest.data(), &length);
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(digest.data()), static_cast<int>(length))
            .toHex(':')
            .toUpper());
}

QStringList namesOf(X509 *certificate)
{
    QStringList names;
    const NamesPtr all(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(all.get(), i);
        if (name->type == GEN_DNS) {
            names << QString::fromLatin1(
                         reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName)),
                         ASN1_STRING_length(name->d.dNSName))
                         .toLower();
        } else if (name->type == GEN_IPADD) {
            const unsigned char *bytes = ASN1_STRING_get0_data(name->d.iPAddress);
            if (ASN1_STRING_length(name->d.iPAddress) == 4) {
                names << QHostAddress(quint32(bytes[0]) << 24 | quint32(bytes[1]) << 16 |
                                      quint32(bytes[2]) << 8 | bytes[3])
                             .toString();
            } else if (ASN1_STRING_length(name->d.iPAddress) == 16) {
                names << QHostAddress(bytes).toString();
            }
        }
    }
    return names;
}

bool addExtension(X509 *certificate, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// Written beside and renamed, so that nobody ever reads half a file.
Result<void> writeWhole(const QString &path, BIO *contents, mode_t mode)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(contents, &data);
    const QByteArray final = QFile::encodeName(path);
    const QByteArray beside = final + ".new";
    ::unlink(beside.constData());
    const int fd = ::open(beside.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    bool good = fd >= 0 && ::write(fd, data, static_cast<size_t>(size)) == size && ::fsync(fd) == 0;
    const int failed = errno;
    if (fd >= 0)
        ::close(fd);
    // link() instead of rename(): it fails when the name is taken
    good = good && ::link(beside.constData(), final.constData()) == 0;
    const int code = good ? 0 : (fd < 0 || failed ? failed : errno);
    ::unlink(beside.constData());
    if (!good) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The file cannot be written."_s,
                     .place = path,
                     .native = QString::fromLocal8Bit(strerror(code ? code : errno))};
    }
    return {};
}

QByteArray alternativeNames(const QStringList &wanted)
{
    QStringList all{u"localhost"_s, QHostInfo::localHostName().toLower(), u"127.0.0.1"_s, u"::1"_s};
    all += wanted;
    all.removeAll(QString());
    all.removeDuplicates();
    QStringList parts;
    for (const QString &name : std::as_const(all)) {
        const bool address = !QHostAddress(name).isNull();
        if (address || (!name.contains(u',') && !name.contains(u'*')))
            parts << (address ? u"IP:"_s : u"DNS:"_s) + name;
    }
    return parts.join(u',').toLatin1();
}

} // namespace

TlsContext::TlsContext(ssl_ctx_st *context)
    : m_context(context)
{}

TlsContext::~TlsContext()
{
    SSL_CTX_free(m_context);
}

ssl_st *TlsContext::newConnection() const
{
    SSL *ssl = SSL_new(m_context);
    if (ssl)
        SSL_set_accept_state(ssl);
    return ssl;
}

Result<std::shared_ptr<const TlsContext>>
TlsContext::load(const QString &certificateFile, const QString &keyFile, const QString &authorityFile)
{
    ERR_clear_error();
    if (!QFileInfo::exists(certificateFile))
        return tlsError(ErrorCode::Invalid, u"The certificate file does not exist."_s, certificateFile);
    struct stat info = {};
    if (::stat(QFile::encodeName(keyFile).constData(), &info) != 0)
        return tlsError(ErrorCode::Invalid, u"The key file does not exist."_s, keyFile);
    if (info.st_mode & 0037) { // a group may read it (Debian's ssl-cert), nobody else
        Error error = tlsError(ErrorCode::Invalid, u"Others may read the key file."_s, keyFile);
        error.hint = u"Run: chmod 600 %1"_s.arg(keyFile);
        return error;
    }
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (!context)
        return tlsError(ErrorCode::Internal, u"OpenSSL cannot be used."_s, {});
    const std::shared_ptr<TlsContext> made(new TlsContext(context));

    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                                     SSL_OP_IGNORE_UNEXPECTED_EOF);
    // A connection at rest gives its buffers back: a thousand of them cost little.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // Resumption by ticket: the state lies with the client, nothing grows here.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    static constexpr std::array<unsigned char, 4> id{'s', 'm', 'c', 'd'};
    SSL_CTX_set_session_id_context(context, id.data(), id.size());
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);

    if (SSL_CTX_use_certificate_chain_file(context, QFile::encodeName(certificateFile).constData()) != 1)
        return tlsError(ErrorCode::Invalid, u"The certificate file holds no certificate in PEM."_s,
                        certificateFile);
    if (SSL_CTX_use_PrivateKey_file(context, QFile::encodeName(keyFile).constData(), SSL_FILETYPE_PEM) != 1)
        return tlsError(ErrorCode::Invalid, u"The key file holds no key of this certificate in PEM."_s,
                        keyFile);
    if (SSL_CTX_check_private_key(context) != 1)
        return tlsError(ErrorCode::Invalid, u"Key and certificate do not belong together."_s, keyFile);
    if (!authorityFile.isEmpty()) {
        if (SSL_CTX_load_verify_file(context, QFile::encodeName(authorityFile).constData()) != 1)
            return tlsError(ErrorCode::Invalid, u"The authority's file holds no certificate in PEM."_s,
                            authorityFile);
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    X509 *certificate = SSL_CTX_get0_certificate(context);
    made->m_fingerprint = fingerprintOf(certificate);
    made->m_names = namesOf(certificate);
    return std::shared_ptr<const TlsContext>(made);
}

Result<void> makeSelfSigned(const QString &certificateFile, const QString &keyFile, const QStringList &names)
{
    ERR_clear_error();
    const auto failed = [&] {
        return tlsError(ErrorCode::Internal, u"The certificate cannot be made."_s, certificateFile);
    };
    for (const QString &file : {certificateFile, keyFile})
        QDir().mkpath(QFileInfo(file).absolutePath());

    const KeyPtr key(EVP_EC_gen("P-256"));
    const CertificatePtr certificate(X509_new());
    if (!key || !certificate)
        return failed();
    X509 *x = certificate.get();
    X509_set_version(x, X509_VERSION_3);
    const std::unique_ptr<BIGNUM, OpenSslFree<BN_free>> serial(BN_new());
    if (!serial || BN_rand(serial.get(), 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) != 1)
        return failed();
    BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x));
    X509_gmtime_adj(X509_getm_notBefore(x), -3600L);
    X509_gmtime_adj(X509_getm_notAfter(x), 3650L * 24 * 3600);
    X509_set_pubkey(x, key.get());
    X509_NAME *subject = X509_get_subject_name(x);
    const QByteArray common = QHostInfo::localHostName().toLower().left(64).toUtf8();
    const auto entry = [subject](const char *field, const QByteArray &value) {
        X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char *>(value.constData()), -1, -1, 0);
    };
    entry("O", "Samba Management Console");
    entry("CN", common.isEmpty() ? QByteArray("localhost") : common);
    X509_set_issuer_name(x, subject);
    if (!addExtension(x, NID_basic_constraints, "critical,CA:FALSE") ||
        !addExtension(x, NID_key_usage, "critical,digitalSignature") ||
        !addExtension(x, NID_ext_key_usage, "serverAuth") ||
        !addExtension(x, NID_subject_key_identifier, "hash") ||
        !addExtension(x, NID_subject_alt_name, alternativeNames(names)) ||
        X509_sign(x, key.get(), EVP_sha256()) == 0) {
        return failed();
    }
    const BioPtr keyPem(BIO_new(BIO_s_secmem()));
    const BioPtr certificatePem(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PKCS8PrivateKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        PEM_write_bio_X509(certificatePem.get(), x) != 1) {
        return failed();
    }
    if (auto written = writeWhole(keyFile, keyPem.get(), 0600); !written)
        return written.error();
    if (auto written = writeWhole(certificateFile, certificatePem.get(), 0644); !written) {
        QFile::remove(keyFile); // a key without its certificate would block the next start
        return written.error();
    }
    return {};
}

} // namespace smc::http
