// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/sigv4.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>

namespace smc::cloudvfs {

namespace {

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

} // namespace

QByteArray uriEncoded(const QByteArray &text, bool slash)
{
    return text.toPercentEncoding(slash ? "/" : QByteArray());
}

QByteArray authorization(const SignedRequest &request, const AccessKey &key, const QByteArray &region,
                         const QByteArray &service, const QDateTime &now)
{
    auto query = request.query;
    std::sort(query.begin(), query.end());
    auto headers = request.headers;
    std::sort(headers.begin(), headers.end());
    QByteArray canonical = request.method + '\n' + request.path + '\n';
    for (qsizetype i = 0; i < query.size(); ++i)
        canonical += (i > 0 ? "&" : "") + query[i].first + '=' + query[i].second;
    canonical += '\n';
    QByteArrayList names;
    for (const auto &[name, value] : headers) {
        canonical += name + ':' + value.simplified() + '\n';
        names << name;
    }
    canonical += '\n' + names.join(';') + '\n' + request.payloadHash;

    const QByteArray time = now.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1();
    const QByteArray day = time.left(8);
    const QByteArray scope = day + '/' + region + '/' + service + "/aws4_request";
    const QByteArray text = "AWS4-HMAC-SHA256\n" + time + '\n' + scope + '\n' +
                            QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toHex();
    QByteArray start = "AWS4";
    start.append(key.secret.data(), qsizetype(key.secret.size()));
    const QByteArray signing = hmac(hmac(hmac(hmac(start, day), region), service), "aws4_request");
    start.fill('\0');
    return "AWS4-HMAC-SHA256 Credential=" + key.id + '/' + scope + ", SignedHeaders=" + names.join(';') +
           ", Signature=" + hmac(signing, text).toHex();
}

} // namespace smc::cloudvfs
