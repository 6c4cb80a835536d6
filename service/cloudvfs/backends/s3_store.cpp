// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/s3_store.h"

#include "service/cloudvfs/backends/digester.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QSemaphore>
#include <QThreadPool>
#include <QUuid>
#include <QXmlStreamReader>

#include <algorithm>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

/// SHA-256 of nothing.
const QByteArray ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"_ba;

/// Above it an object goes in parts.
constexpr qint64 largestWhole = 64 << 20;
constexpr qint64 smallestPart = 16 << 20;
constexpr qint64 mostParts = 10'000;
constexpr qint64 longestUpload = 3 * 86'400'000; ///< milliseconds

ObjectInfo infoOf(const HttpAnswer &answer)
{
    return {.size = answer.headers.value("content-length").toLongLong(),
            .etag = bareEtag(answer.headers.value("etag"))};
}

} // namespace

QString readElement(const QByteArray &xml, QStringView name)
{
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name)
            return reader.readElementText(QXmlStreamReader::SkipChildElements);
    }
    return {};
}

Result<Listing> readListing(const QByteArray &xml, const QByteArray &after)
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
                object.info.etag = bareEtag(text.toUtf8());
            else if (name == "LastModified"_L1)
                object.modified = QDateTime::fromString(text, Qt::ISODateWithMs).toMSecsSinceEpoch();
        }
        if (object.key.isEmpty() || object.info.size < 0)
            return broken;
        listing.objects << object;
    }
    const bool endless = listing.more && (listing.objects.isEmpty() || listing.objects.last().key <= after);
    return reader.hasError() || endless ? Result<Listing>(broken) : listing;
}

Result<std::pair<QHash<int, StoredPart>, int>> readParts(const QByteArray &xml)
{
    const Error broken{.code = ErrorCode::Refused,
                       .message = u"What the store lists of an upload cannot be understood."_s,
                       .retryable = true};
    QXmlStreamReader reader(xml);
    std::pair<QHash<int, StoredPart>, int> parts{{}, 0};
    bool more = false;
    if (!reader.readNextStartElement() || reader.name() != "ListPartsResult"_L1)
        return broken;
    while (reader.readNextStartElement()) {
        if (reader.name() == "IsTruncated"_L1) {
            more = reader.readElementText() == "true"_L1;
        } else if (reader.name() == "NextPartNumberMarker"_L1) {
            parts.second = reader.readElementText().toInt();
        } else if (reader.name() == "Part"_L1) {
            int number = 0;
            StoredPart part;
            while (reader.readNextStartElement()) {
                const QString name = reader.name().toString();
                const QString text = reader.readElementText(QXmlStreamReader::SkipChildElements);
                if (name == "PartNumber"_L1)
                    number = text.toInt();
                else if (name == "Size"_L1)
                    part.size = text.toLongLong();
                else if (name == "ETag"_L1)
                    part.etag = bareEtag(text.toUtf8());
            }
            if (number < 1 || number > mostParts || part.size < 0)
                return broken;
            parts.first.insert(number, part);
        } else {
            reader.skipCurrentElement();
        }
    }
    if (reader.hasError())
        return broken;
    if (!more)
        parts.second = 0;
    return parts;
}

S3Store::S3Store(S3Options options)
    : m_options(std::move(options))
    , m_http(m_options.caFile)
    , m_uploads(m_options.uploads)
{}

HttpRequest S3Store::request(const QByteArray &method, const QByteArray &key, const QByteArray &payloadHash,
                             Fields headers, const Fields &query) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QByteArray bucket = uriEncoded(m_options.bucket.toUtf8(), false);
    const QByteArray scheme = m_options.endpoint.section(u"://"_s, 0, 0).toLatin1() + "://";
    QByteArray host = m_options.endpoint.section(u"://"_s, 1).toLatin1();
    QByteArray path = '/' + uriEncoded(key, true);
    if (m_options.byHost)
        host.prepend(bucket + '.');
    else
        path.prepend('/' + bucket);
    if (key.isEmpty() && !m_options.byHost)
        path.chop(1);
    Fields encoded;
    QByteArray asked;
    for (const auto &[name, value] : query) {
        encoded << std::pair(uriEncoded(name, false), uriEncoded(value, false));
        asked += (asked.isEmpty() ? '?' : '&') + encoded.last().first + '=' + encoded.last().second;
    }
    headers << std::pair<QByteArray, QByteArray>("host", host)
            << std::pair<QByteArray, QByteArray>("x-amz-content-sha256", payloadHash)
            << std::pair<QByteArray, QByteArray>("x-amz-date",
                                                 now.toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1());
    HttpRequest made{.method = method, .url = scheme + host + path + asked};
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

Result<HttpAnswer> S3Store::send(const QByteArray &method, const QByteArray &key, const QByteArray &body,
                                 const Fields &headers, const Fields &query)
{
    HttpRequest sent = request(
        method, key, QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex(), headers, query);
    if (method == "PUT" || method == "POST") {
        sent.size = body.size();
        sent.source = sourceOf(body);
    }
    return m_http.perform(sent);
}

Error S3Store::errorOf(const HttpAnswer &answer, const QByteArray &key) const
{
    const QString code = readElement(answer.body, u"Code");
    Error error = failureOf(answer, u"%1/%2"_s.arg(m_options.endpoint, m_options.bucket), key, code,
                            readElement(answer.body, u"Message"));
    if (answer.status == 404) {
        error.message = code == "NoSuchBucket"_L1
                            ? u"There is no bucket %1 at %2."_s.arg(m_options.bucket, m_options.endpoint)
                            : u"There is no object %1 in %2."_s.arg(QString::fromUtf8(key), m_options.bucket);
    } else if (code == "XAmzContentSHA256Mismatch"_L1 || code == "BadDigest"_L1) {
        error.code = ErrorCode::Stale;
        error.retryable = true;
    } else if (code == "QuotaExceeded"_L1) {
        error.code = ErrorCode::Refused;
        error.message = u"The quota of %1 at %2 is used up."_s.arg(m_options.bucket, m_options.endpoint);
        error.hint.clear();
        error.retryable = true;
    } else if (code == "ConditionalRequestConflict"_L1 || code == "OperationAborted"_L1 ||
               code == "ConcurrentModification"_L1 || code == "RequestTimeout"_L1) {
        error.code = ErrorCode::Busy;
        error.retryable = true;
    }
    return error;
}

bool S3Store::keepsConditions()
{
    const auto known = conditions();
    return known && known->kept;
}

Result<S3Store::Conditions> S3Store::conditions()
{
    const std::lock_guard lock(m_mutex);
    if (!m_conditions) {
        auto found = tryConditions();
        if (!found)
            return found.error().at(u"finding out whether it keeps conditions"_s);
        m_conditions = *found;
    }
    return *m_conditions;
}

Result<S3Store::Conditions> S3Store::tryConditions()
{
    const QByteArray key = ".cloudvfs-probe-" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    QByteArrayList versions;
    std::optional<Error> failed;
    QByteArray etag;
    // The status of a PUT under a condition.
    const auto put = [&](const QByteArray &body, const QByteArray &name, const QByteArray &value) {
        auto answer = failed ? Result<HttpAnswer>(*failed) : send("PUT", key, body, {{name, value}});
        if (!answer || (answer->status != 200 && answer->status != 412 && answer->status != 501 &&
                        answer->status != 400)) {
            failed = answer ? errorOf(*answer, key) : answer.error();
            return 0;
        }
        if (answer->status == 200) {
            versions << answer->headers.value("x-amz-version-id");
            etag = bareEtag(answer->headers.value("etag"));
        }
        return answer->status;
    };
    Conditions found;
    if (put("1", "if-none-match", "*") == 200 && put("2", "if-none-match", "*") == 412 &&
        put("3", "if-match", QByteArray(32, '0')) == 412) {
        found.kept = put("4", "if-match", etag) == 200;
        if (!found.kept && !failed) {
            found.quoted = true;
            found.kept = put("5", "if-match", '"' + etag + '"') == 200;
        }
    }
    for (const QByteArray &version : std::as_const(versions)) {
        const Fields query = version.isEmpty() ? Fields{} : Fields{{"versionId", version}};
        if (auto removed = send("DELETE", key, {}, {}, query); !removed)
            failed = removed.error();
    }
    return failed ? Result<Conditions>(*failed) : found;
}

Result<ObjectInfo> S3Store::put(const QByteArray &key, const Digest &content, const Source &source,
                                const Condition &condition)
{
    Conditions known;
    if (condition.kind != Condition::Kind::None) {
        const auto found = conditions();
        if (!found)
            return found.error();
        known = *found;
    }
    if (!known.kept || content.size > largestWhole) {
        if (auto asked = askFirst(*this, key, condition); !asked)
            return asked.error();
    }
    if (content.size > largestWhole)
        return putParts(key, content, source, condition);
    Fields headers;
    if (known.kept && condition.kind == Condition::Kind::Absent)
        headers << std::pair<QByteArray, QByteArray>("if-none-match", "*");
    else if (known.kept)
        headers << std::pair<QByteArray, QByteArray>("if-match", known.quoted ? '"' + condition.etag + '"'
                                                                              : condition.etag);
    return putWhole(key, content, source, headers);
}

Result<ObjectInfo> S3Store::putWhole(const QByteArray &key, const Digest &content, const Source &source,
                                     Fields headers)
{
    if (!m_options.storageClass.isEmpty())
        headers << std::pair<QByteArray, QByteArray>("x-amz-storage-class", m_options.storageClass);
    HttpRequest sent = request("PUT", key, content.sha256.toHex(), headers);
    sent.size = content.size;
    sent.source = source;
    auto answer = m_http.perform(sent);
    if (!answer)
        return answer.error();
    if (answer->status != 200)
        return errorOf(*answer, key);
    if (bareEtag(answer->headers.value("etag")) == content.md5.toHex())
        return ObjectInfo{.size = content.size, .etag = content.md5.toHex()};
    // Encrypted by the store: then its size has to do, beside the SHA-256 that it has compared.
    return compared(key, content);
}

Result<ObjectInfo> S3Store::compared(const QByteArray &key, const Digest &content)
{
    auto stored = head(key);
    if (stored && stored->size != content.size)
        return Error{.code = ErrorCode::Stale,
                     .message = u"The store has %1 bytes of %2."_s.arg(stored->size).arg(content.size),
                     .place = QString::fromUtf8(key),
                     .retryable = true};
    return stored;
}

Result<ObjectInfo> S3Store::putParts(const QByteArray &key, const Digest &content, const Source &source,
                                     const Condition &condition)
{
    abortOldUploads();
    const auto taken = m_uploads.take(key);
    QByteArray upload = taken ? taken->id() : QByteArray();
    Parts there;
    if (!upload.isEmpty()) {
        const auto parts = partsOf(key, upload);
        if (!parts && parts.error().code != ErrorCode::NotFound)
            return parts.error();
        if (parts)
            there = *parts;
        else
            upload.clear(); // the store has thrown it away, or it has become an object
    }
    if (upload.isEmpty()) {
        const auto begun = beginUpload(key);
        if (!begun)
            return begun.error();
        upload = *begun;
        if (taken)
            taken->begun(upload);
    }
    const auto end = [&]() -> Result<void> {
        const auto parts = sendParts(key, upload, there, content, source);
        if (!parts)
            return parts.error();
        if (auto asked = askFirst(*this, key, condition); !asked) // it was long ago
            return asked.error();
        const auto made = send("POST", key, *parts, {}, {{"uploadId", upload}});
        if (!made)
            return made.error();
        // It may say 200, and the error afterwards.
        return made->status == 200 && readElement(made->body, u"Code").isEmpty() ? Result<void>()
                                                                                 : errorOf(*made, key);
    }();
    if (end) {
        if (taken)
            taken->ended();
        return compared(key, content); // radosgw's answer has no ETag
    }
    Error error = end.error();
    const bool later = error.code == ErrorCode::Unreachable || error.code == ErrorCode::Timeout ||
                       error.code == ErrorCode::Busy || error.retryable;
    if (taken && later)
        return error;
    auto aborted = abortUpload(key, upload);
    if (!aborted)
        error.more.push_back(aborted.error().at(u"aborting the upload"_s));
    else if (taken)
        taken->ended();
    return error;
}

Result<QByteArray> S3Store::beginUpload(const QByteArray &key)
{
    Fields headers;
    if (!m_options.storageClass.isEmpty())
        headers << std::pair<QByteArray, QByteArray>("x-amz-storage-class", m_options.storageClass);
    auto begun = send("POST", key, {}, headers, {{"uploads", {}}});
    if (!begun)
        return begun.error();
    const QByteArray upload = readElement(begun->body, u"UploadId").toUtf8();
    if (begun->status != 200 || upload.isEmpty())
        return errorOf(*begun, key);
    return upload;
}

Result<void> S3Store::abortUpload(const QByteArray &key, const QByteArray &upload)
{
    const auto aborted = send("DELETE", key, {}, {}, {{"uploadId", upload}});
    if (!aborted)
        return aborted.error();
    return aborted->status / 100 == 2 || aborted->status == 404 ? Result<void>() : errorOf(*aborted, key);
}

void S3Store::abortOldUploads()
{
    const QByteArrayList keys = m_uploads.old(QDateTime::currentMSecsSinceEpoch() - longestUpload);
    for (const QByteArray &key : keys) {
        const auto taken = m_uploads.take(key);
        if (!taken)
            continue;
        if (auto aborted = abortUpload(key, taken->id()))
            taken->ended();
        else
            qWarning("cloudvfs: the upload of %s that nobody goes on with stays in the store: %s",
                     key.constData(), qUtf8Printable(aborted.error().toString()));
    }
}

Result<S3Store::Parts> S3Store::partsOf(const QByteArray &key, const QByteArray &upload)
{
    Parts all;
    for (int after = 0;;) {
        Fields query{{"uploadId", upload}};
        if (after > 0)
            query.prepend({"part-number-marker", QByteArray::number(after)});
        const auto answer = m_http.perform(request("GET", key, ofNothing, {}, query));
        if (!answer)
            return answer.error();
        if (answer->status != 200)
            return errorOf(*answer, key);
        const auto read = readParts(answer->body);
        if (!read)
            return read.error();
        all.insert(read->first);
        if (read->second <= after)
            return all;
        after = read->second;
    }
}

/// Its ETag.
Result<QByteArray> S3Store::sendPart(const QByteArray &key, const QByteArray &upload, int number,
                                     const Digest &content, const Source &source)
{
    HttpRequest sent = request("PUT", key, content.sha256.toHex(), {},
                               {{"partNumber", QByteArray::number(number)}, {"uploadId", upload}});
    sent.size = content.size;
    sent.source = source;
    const auto answer = m_http.perform(sent);
    if (!answer)
        return answer.error();
    return answer->status == 200 ? Result<QByteArray>(bareEtag(answer->headers.value("etag")))
                                 : errorOf(*answer, key);
}

/// What ends the upload: the list of its parts. One after the other is read for its digest, while those
/// before it are sent.
Result<QByteArray> S3Store::sendParts(const QByteArray &key, const QByteArray &upload, const Parts &there,
                                      const Digest &content, const Source &source)
{
    const qint64 least = (content.size + mostParts - 1) / mostParts;
    const qint64 partSize = std::max(smallestPart, (least + smallestPart - 1) / smallestPart * smallestPart);
    std::vector<QByteArray> etags(std::size_t((content.size + partSize - 1) / partSize));
    Digester whole;
    QThreadPool senders;
    senders.setMaxThreadCount(m_options.partsAtATime);
    QSemaphore ahead(m_options.partsAtATime + 1); // not far: the file may change before it is sent
    std::mutex mutex;
    std::optional<Error> failed;
    const auto fail = [&](const Error &error) {
        const std::lock_guard lock(mutex);
        if (!failed)
            failed = error;
    };
    const auto hasFailed = [&] {
        const std::lock_guard lock(mutex);
        return failed.has_value();
    };
    for (std::size_t at = 0; at < etags.size() && !hasFailed(); ++at) {
        const qint64 offset = qint64(at) * partSize;
        const int number = int(at) + 1;
        ahead.acquire();
        const auto digest = digestOf(source, offset, std::min(partSize, content.size - offset), &whole);
        if (!digest) {
            fail(digest.error());
            break;
        }
        const auto known = there.constFind(number);
        if (known != there.cend() && known->size == digest->size && known->etag == digest->md5.toHex()) {
            etags[at] = known->etag;
            ahead.release();
            continue;
        }
        senders.start([&, at, number, offset, digest = *digest] {
            const Source part = source.from(offset);
            if (auto sent = hasFailed() ? Result<QByteArray>(QByteArray())
                                        : sendPart(key, upload, number, digest, part))
                etags[at] = *sent;
            else
                fail(sent.error());
            ahead.release();
        });
    }
    senders.waitForDone();
    if (failed)
        return *failed;
    if (whole.take().sha256 != content.sha256)
        return Error{.code = ErrorCode::Stale,
                     .message = u"What was sent is not what its digest says."_s,
                     .place = QString::fromUtf8(key),
                     .retryable = true};
    QByteArray list = "<CompleteMultipartUpload>";
    for (std::size_t at = 0; at < etags.size(); ++at)
        list += "<Part><PartNumber>" + QByteArray::number(at + 1) + "</PartNumber><ETag>\"" + etags[at] +
                "\"</ETag></Part>";
    return QByteArray(list + "</CompleteMultipartUpload>");
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
    HttpRequest asked = request("GET", key, ofNothing, headers);
    asked.offset = offset;
    asked.length = length;
    asked.etag = etag;
    asked.sink = sink;
    auto answer = m_http.perform(asked);
    if (!answer)
        return answer.error();
    return answer->status / 100 == 2 ? Result<void>() : errorOf(*answer, key);
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
    auto listing = readListing(answer->body, after);
    return listing ? listing : listing.error().at(u"listing"_s, m_options.bucket);
}

} // namespace smc::cloudvfs
