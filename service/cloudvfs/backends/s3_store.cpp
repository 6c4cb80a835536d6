// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/s3_store.h"

#include <QDateTime>
#include <QXmlStreamReader>

#include <algorithm>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

/// SHA-256 of nothing.
const QByteArray ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

QByteArray unquoted(QByteArray etag)
{
    if (etag.startsWith('"') && etag.endsWith('"') && etag.size() > 1)
        etag = etag.mid(1, etag.size() - 2);
    return etag;
}

ObjectInfo infoOf(const HttpAnswer &answer)
{
    return {.size = answer.headers.value("content-length").toLongLong(),
            .etag = unquoted(answer.headers.value("etag"))};
}

/// "SignatureDoesNotMatch" and its message of an error document.
std::pair<QString, QString> reasonOf(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    std::pair<QString, QString> reason;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == "Code"_L1)
            reason.first = reader.readElementText();
        else if (reader.name() == "Message"_L1)
            reason.second = reader.readElementText();
    }
    return reason;
}

} // namespace

Result<Listing> readListing(const QByteArray &xml)
{
    const Error broken{.code = ErrorCode::Refused,
                       .message = u"What the store lists cannot be understood."_s,
                       .retryable = true};
    QXmlStreamReader reader(xml);
    Listing listing;
    if (!reader.readNextStartElement() || reader.name() != "ListBucketResult"_L1)
        return broken;
    while (reader.readNextStartElement()) {
        if (reader.name() == "IsTruncated"_L1) {
            listing.more = reader.readElementText() == "true"_L1;
            continue;
        }
        if (reader.name() != "Contents"_L1) {
            reader.skipCurrentElement();
            continue;
        }
        ListedObject object;
        while (reader.readNextStartElement()) {
            const QString name = reader.name().toString();
            const QString text = reader.readElementText(QXmlStreamReader::SkipChildElements);
            if (name == "Key"_L1)
                object.key = QByteArray::fromPercentEncoding(text.toUtf8().replace('+', ' '));
            else if (name == "Size"_L1)
                object.info.size = text.toLongLong();
            else if (name == "ETag"_L1)
                object.info.etag = unquoted(text.toUtf8());
            else if (name == "LastModified"_L1)
                object.modified = QDateTime::fromString(text, Qt::ISODateWithMs).toMSecsSinceEpoch();
        }
        if (object.key.isEmpty() || object.info.size < 0)
            return broken;
        listing.objects << object;
    }
    return reader.hasError() ? Result<Listing>(broken) : listing;
}

S3Store::S3Store(S3Options options)
    : m_options(std::move(options))
    , m_http(m_options.caFile)
{}

HttpRequest S3Store::request(const QByteArray &method, const QByteArray &key, const QByteArray &payloadHash,
                             QList<std::pair<QByteArray, QByteArray>> headers,
                             const QList<std::pair<QByteArray, QByteArray>> &query) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QByteArray path = '/' + uriEncoded(m_options.bucket.toUtf8(), false);
    if (!key.isEmpty())
        path += '/' + uriEncoded(key, true);
    QList<std::pair<QByteArray, QByteArray>> encoded;
    QByteArray asked;
    for (const auto &[name, value] : query) {
        encoded << std::pair(uriEncoded(name, false), uriEncoded(value, false));
        asked += (asked.isEmpty() ? '?' : '&') + encoded.last().first + '=' + encoded.last().second;
    }
    headers << std::pair<QByteArray, QByteArray>("host", m_options.endpoint.section("://"_L1, 1).toLatin1())
            << std::pair<QByteArray, QByteArray>("x-amz-content-sha256", payloadHash)
            << std::pair<QByteArray, QByteArray>("x-amz-date",
                                                 now.toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1());
    HttpRequest made{.method = method, .url = m_options.endpoint.toUtf8() + path + asked};
    made.headers << "authorization: " + authorization({.method = method,
                                                       .path = path,
                                                       .query = encoded,
                                                       .headers = headers,
                                                       .payloadHash = payloadHash},
                                                      m_options.key, m_options.region.toUtf8(), "s3", now);
    for (const auto &[name, value] : headers)
        made.headers << name + ": " + value;
    return made;
}

Error S3Store::errorOf(const HttpAnswer &answer, const QByteArray &key) const
{
    const auto [code, message] = reasonOf(answer.body);
    Error error{.code = ErrorCode::Refused,
                .message = u"%1/%2 refuses it: %3."_s.arg(m_options.endpoint, m_options.bucket,
                                                          message.isEmpty() ? code : message),
                .place = QString::fromUtf8(key),
                .native = u"HTTP %1 %2"_s.arg(answer.status).arg(code)};
    if (answer.status == 403 || answer.status == 401) {
        error.code = ErrorCode::Denied;
        error.hint =
            u"Are the access key and its secret right, may it write to this bucket, and is the clock of "
            "this machine right?"_s;
        error.retryable = true; // keys are mended while the daemon runs
    } else if (answer.status == 404) {
        error.code = ErrorCode::NotFound;
        error.message = code == "NoSuchBucket"_L1
                            ? u"There is no bucket %1 at %2."_s.arg(m_options.bucket, m_options.endpoint)
                            : u"There is no object %1 in %2."_s.arg(QString::fromUtf8(key), m_options.bucket);
    } else if (answer.status == 412 || code == "XAmzContentSHA256Mismatch"_L1 || code == "BadDigest"_L1) {
        error.code = ErrorCode::Stale;
        error.retryable = true;
    } else if (answer.status == 429 || answer.status >= 500) {
        error.code = ErrorCode::Busy;
        error.message =
            u"%1 is too busy, or has a fault (HTTP %2)."_s.arg(m_options.endpoint).arg(answer.status);
        error.retryable = true;
    }
    return error;
}

Result<ObjectInfo> S3Store::put(const QByteArray &key, const Digest &content, const Source &source,
                                const Condition &condition)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    if (condition.kind == Condition::Kind::Absent)
        headers << std::pair<QByteArray, QByteArray>("if-none-match", "*");
    else if (condition.kind == Condition::Kind::Unchanged)
        headers << std::pair<QByteArray, QByteArray>("if-match", condition.etag); // radosgw: without quotes
    HttpRequest sent = request("PUT", key, content.sha256.toHex(), headers);
    sent.size = content.size;
    sent.source = source;
    auto answer = m_http.perform(sent);
    if (!answer)
        return answer.error();
    if (answer->status != 200)
        return errorOf(*answer, key);
    ObjectInfo info = infoOf(*answer);
    info.size = content.size;
    if (info.etag != content.md5.toHex()) {
        // Encrypted by the store, or by parts: then its size has to do, beside the SHA-256 that it has
        // compared.
        auto stored = head(key);
        if (!stored)
            return stored.error();
        if (stored->size != content.size)
            return Error{.code = ErrorCode::Stale,
                         .message = u"The store has %1 bytes of %2."_s.arg(stored->size).arg(content.size),
                         .place = QString::fromUtf8(key),
                         .retryable = true};
        return *stored;
    }
    return info;
}

Result<ObjectInfo> S3Store::head(const QByteArray &key)
{
    auto answer = m_http.perform(request("HEAD", key, ofNothing));
    if (!answer)
        return answer.error();
    if (answer->status != 200)
        return errorOf(*answer, key);
    return infoOf(*answer);
}

Result<void> S3Store::get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                          const Sink &sink)
{
    if (length <= 0)
        return {};
    QList<std::pair<QByteArray, QByteArray>> headers{
        {"range", "bytes=" + QByteArray::number(offset) + '-' + QByteArray::number(offset + length - 1)}};
    if (!etag.isEmpty())
        headers << std::pair<QByteArray, QByteArray>("if-match", '"' + etag + '"');
    qint64 got = 0;
    HttpRequest asked = request("GET", key, ofNothing, headers);
    asked.offset = offset;
    asked.sink = [&](const char *bytes, qint64 size, qint64 at) {
        got += size;
        return got <= length && sink(bytes, size, at);
    };
    auto answer = m_http.perform(asked);
    if (!answer)
        return answer.error();
    if (answer->status != 206 && (answer->status != 200 || offset != 0))
        return errorOf(*answer, key);
    if (got != length)
        return Error{.code = ErrorCode::Unreachable,
                     .message = u"Only %1 of %2 bytes came."_s.arg(got).arg(length),
                     .place = QString::fromUtf8(key),
                     .retryable = true};
    return {};
}

Result<void> S3Store::remove(const QByteArray &key)
{
    auto answer = m_http.perform(request("DELETE", key, ofNothing));
    if (!answer)
        return answer.error();
    if (answer->status / 100 != 2 && answer->status != 404)
        return errorOf(*answer, key);
    return {};
}

Result<Listing> S3Store::list(const QByteArray &prefix, const QByteArray &after)
{
    QList<std::pair<QByteArray, QByteArray>> query{
        {"list-type", "2"}, {"encoding-type", "url"}, {"max-keys", "1000"}};
    if (!prefix.isEmpty())
        query << std::pair<QByteArray, QByteArray>("prefix", prefix);
    if (!after.isEmpty())
        query << std::pair<QByteArray, QByteArray>("start-after", after);
    std::sort(query.begin(), query.end());
    auto answer = m_http.perform(request("GET", {}, ofNothing, {}, query));
    if (!answer)
        return answer.error();
    if (answer->status != 200)
        return errorOf(*answer, prefix);
    auto listing = readListing(answer->body);
    return listing ? listing : listing.error().at(u"listing"_s, m_options.bucket);
}

} // namespace smc::cloudvfs
