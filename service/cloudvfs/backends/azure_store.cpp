// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/azure_store.h"

#include "service/cloudvfs/backends/digester.h"
#include "service/cloudvfs/backends/s3_store.h"

#include <QDateTime>
#include <QLocale>
#include <QMessageAuthenticationCode>
#include <QUrl>
#include <QUuid>
#include <QXmlStreamReader>

#include <algorithm>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 largestBlob = 64 << 20;
constexpr qint64 smallestBlock = 16 << 20;
constexpr qint64 mostBlocks = 50'000;
constexpr qsizetype mostMarkers = 64;

/// U+F8FF, of the signs that mean nothing by themselves.
const QByteArray escape = "\xef\xa3\xbf"_ba;

/// RFC 9110 5.6.7, as both headers and listings have times.
QString httpTime(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss"_s) + u" GMT"_s;
}

} // namespace

QByteArray blobNameOf(const QByteArray &key)
{
    QByteArray name;
    for (qsizetype i = 0; i < key.size(); ++i) {
        const char byte = key[i];
        const auto code = static_cast<unsigned char>(byte);
        qsizetype end = i;
        while (end < key.size() && key[end] == '.')
            ++end;
        const bool lastDots = byte == '.' && (end == key.size() || key[end] == '/');
        const bool empty = byte == '/' && (i == 0 || key[i - 1] == '/' || i == key.size() - 1);
        if (byte == '\\' || code < 0x20 || code == 0x7f || lastDots || empty ||
            key.mid(i, escape.size()) == escape)
            name += escape + QByteArray(1, byte).toHex();
        else
            name += byte;
    }
    return name;
}

QByteArray keyOfBlob(const QByteArray &name)
{
    QByteArray key;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QByteArray code = name.mid(i + escape.size(), 2);
        const QByteArray byte =
            name.mid(i, escape.size()) == escape ? QByteArray::fromHex(code) : QByteArray();
        if (byte.size() == 1 && byte.toHex() == code) {
            key += byte;
            i += escape.size() + 1;
        } else {
            key += name[i];
        }
    }
    return key;
}

Result<std::pair<Listing, QByteArray>> readAzureListing(const QByteArray &xml)
{
    const Error broken{.code = ErrorCode::Refused,
                       .message = u"What the store lists cannot be understood."_s,
                       .retryable = true};
    QXmlStreamReader reader(xml);
    Listing listing;
    QByteArray marker;
    if (!reader.readNextStartElement() || reader.name() != "EnumerationResults"_L1)
        return broken;
    const auto readBlob = [&] {
        ListedObject object;
        while (reader.readNextStartElement()) {
            if (reader.name() == "Name"_L1) {
                const bool encoded = reader.attributes().value("Encoded"_L1) == "true"_L1;
                const QByteArray name = reader.readElementText(QXmlStreamReader::SkipChildElements).toUtf8();
                object.key = keyOfBlob(encoded ? QByteArray::fromPercentEncoding(name) : name);
            } else if (reader.name() == "Properties"_L1) {
                while (reader.readNextStartElement()) {
                    const QString name = reader.name().toString();
                    const QString text = reader.readElementText(QXmlStreamReader::SkipChildElements);
                    if (name == "Content-Length"_L1) {
                        object.info.size = text.toLongLong();
                    } else if (name == "Etag"_L1) {
                        object.info.etag = bareEtag(text.toLatin1());
                    } else if (name == "Last-Modified"_L1) {
                        QDateTime time =
                            QLocale::c().toDateTime(text.chopped(std::min(text.size(), qsizetype(4))),
                                                    u"ddd, dd MMM yyyy HH:mm:ss"_s);
                        time.setTimeSpec(Qt::UTC);
                        object.modified = time.toMSecsSinceEpoch();
                    }
                }
            } else {
                reader.skipCurrentElement();
            }
        }
        return object;
    };
    while (reader.readNextStartElement()) {
        if (reader.name() == "NextMarker"_L1) {
            marker = reader.readElementText(QXmlStreamReader::SkipChildElements).toUtf8();
        } else if (reader.name() == "Blobs"_L1) {
            while (reader.readNextStartElement()) {
                if (reader.name() != "Blob"_L1) {
                    reader.skipCurrentElement();
                    continue;
                }
                listing.objects << readBlob();
                if (listing.objects.last().key.isEmpty() || listing.objects.last().info.size < 0)
                    return broken;
            }
        } else {
            reader.skipCurrentElement();
        }
    }
    if (reader.hasError())
        return broken;
    listing.more = !marker.isEmpty();
    return std::pair(listing, marker);
}

AzureStore::AzureStore(AzureOptions options)
    : m_options(std::move(options))
    , m_http(m_options.caFile)
{}

Error AzureStore::errorOf(const HttpAnswer &answer, const QByteArray &key) const
{
    const QString code = QString::fromLatin1(answer.headers.value("x-ms-error-code"));
    const QString message = readElement(answer.body, u"Message").section(u'\n', 0, 0);
    Error error =
        failureOf(answer, u"%1/%2"_s.arg(m_options.endpoint, m_options.container), key, code, message);
    if (code == "ContainerNotFound"_L1) {
        error.message = u"There is no container %1 at %2."_s.arg(m_options.container, m_options.endpoint);
    } else if (code == "Md5Mismatch"_L1 || code == "BlobAlreadyExists"_L1 ||
               (code == "InvalidOperation"_L1 && message.contains("contentMD5"_L1))) { // Azurite's words
        error.code = ErrorCode::Stale;
        error.retryable = true;
    } else if (code == "AccountBeingCreated"_L1 || code == "ContainerBeingDeleted"_L1) {
        error.code = ErrorCode::Busy;
        error.retryable = true;
    }
    return error;
}

/// "Authorize with Shared Key" of the REST reference of Azure Storage.
Result<HttpAnswer> AzureStore::send(HttpRequest request, const QByteArray &key, Fields headers,
                                    const Fields &query)
{
    request.url = m_options.endpoint.toUtf8() + '/' + uriEncoded(m_options.container.toUtf8(), false);
    if (!key.isEmpty())
        request.url += '/' + uriEncoded(blobNameOf(key), true);
    headers.insert("x-ms-date", httpTime(QDateTime::currentDateTimeUtc()).toLatin1());
    headers.insert("x-ms-version", "2021-08-06");
    if (request.method == "PUT" && request.size > 0)
        headers.insert("content-length", QByteArray::number(request.size));
    QByteArray text = request.method + '\n';
    for (const char *name :
         {"content-encoding", "content-language", "content-length", "content-md5", "content-type", "date",
          "if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range"})
        text += headers.value(name) + '\n';
    for (auto it = headers.cbegin(); it != headers.cend(); ++it) {
        if (it.key().startsWith("x-ms-"))
            text += it.key() + ':' + it.value() + '\n';
    }
    text += '/' + m_options.key.id + QUrl::fromEncoded(request.url).path(QUrl::FullyEncoded).toLatin1();
    QByteArray asked;
    for (auto it = query.cbegin(); it != query.cend(); ++it) {
        text += '\n' + it.key() + ':' + it.value();
        asked += (asked.isEmpty() ? '?' : '&') + it.key() + '=' + uriEncoded(it.value(), false);
    }
    QByteArray secret = QByteArray::fromBase64(
        QByteArray(m_options.key.secret.data(), qsizetype(m_options.key.secret.size())));
    const QByteArray signature =
        QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256).toBase64();
    secret.fill('\0');
    request.url += asked;
    headers.remove("content-length"); // libcurl's own
    request.headers << "authorization: SharedKey " + m_options.key.id + ':' + signature;
    for (auto it = headers.cbegin(); it != headers.cend(); ++it)
        request.headers << it.key() + ": " + it.value();
    return m_http.perform(request);
}

Result<ObjectInfo> AzureStore::put(const QByteArray &key, const Digest &content, const Source &source,
                                   const Condition &condition)
{
    Fields headers;
    if (condition.kind == Condition::Kind::Absent)
        headers.insert("if-none-match", "*");
    else if (condition.kind == Condition::Kind::Unchanged)
        headers.insert("if-match", '"' + condition.etag + '"');
    if (!m_options.accessTier.isEmpty())
        headers.insert("x-ms-access-tier", m_options.accessTier);
    const auto answer = [&] {
        if (content.size > largestBlob)
            return putBlocks(key, content, source, headers);
        headers.insert("x-ms-blob-type", "BlockBlob");
        headers.insert("content-md5", content.md5.toBase64());
        HttpRequest sent{.method = "PUT", .url = {}};
        sent.size = content.size;
        sent.source = source;
        return send(sent, key, headers);
    }();
    if (!answer)
        return answer.error();
    if (answer->status != 201)
        return errorOf(*answer, key);
    return ObjectInfo{.size = content.size, .etag = bareEtag(answer->headers.value("etag"))};
}

/// The answer to the list that makes a blob of the blocks, or the first other one.
Result<HttpAnswer> AzureStore::putBlocks(const QByteArray &key, const Digest &content, const Source &source,
                                         Fields headers)
{
    const qint64 least = (content.size + mostBlocks - 1) / mostBlocks;
    const qint64 blockSize =
        std::max(smallestBlock, (least + smallestBlock - 1) / smallestBlock * smallestBlock);
    // Of this upload alone: another one of the same blob has others.
    const QByteArray upload = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    Digester whole;
    QByteArray list = "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>";
    for (qint64 offset = 0; offset < content.size; offset += blockSize) {
        const qint64 size = std::min(blockSize, content.size - offset);
        const auto digest = digestOf(source, offset, size, &whole);
        if (!digest)
            return digest.error();
        const QByteArray block =
            QByteArray(upload + QByteArray::number(offset).rightJustified(16, '0')).toBase64();
        HttpRequest sent{.method = "PUT", .url = {}};
        sent.size = size;
        sent.source = source.from(offset);
        auto answer = send(sent, key, {{"content-md5", digest->md5.toBase64()}},
                           {{"comp", "block"}, {"blockid", block}});
        if (!answer || answer->status != 201)
            return answer;
        list += "<Uncommitted>" + block + "</Uncommitted>";
    }
    if (whole.take().sha256 != content.sha256)
        return Error{.code = ErrorCode::Stale,
                     .message = u"What was sent is not what its digest says."_s,
                     .place = QString::fromUtf8(key),
                     .retryable = true};
    list += "</BlockList>";
    headers.insert("x-ms-blob-content-md5", content.md5.toBase64());
    HttpRequest sent{.method = "PUT", .url = {}};
    sent.size = list.size();
    sent.source = sourceOf(list);
    return send(sent, key, headers, {{"comp", "blocklist"}});
}

Result<ObjectInfo> AzureStore::head(const QByteArray &key)
{
    const auto answer = send({.method = "HEAD", .url = {}}, key);
    if (!answer)
        return answer.error();
    if (answer->status != 200)
        return errorOf(*answer, key);
    return ObjectInfo{.size = answer->headers.value("content-length").toLongLong(),
                      .etag = bareEtag(answer->headers.value("etag"))};
}

Result<void> AzureStore::get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                             const Sink &sink)
{
    if (length <= 0)
        return {};
    Fields headers{
        {"range", "bytes=" + QByteArray::number(offset) + '-' + QByteArray::number(offset + length - 1)}};
    if (!etag.isEmpty())
        headers.insert("if-match", '"' + etag + '"');
    HttpRequest asked{.method = "GET", .url = {}};
    asked.offset = offset;
    asked.length = length;
    asked.etag = etag;
    asked.sink = sink;
    const auto answer = send(asked, key, headers);
    if (!answer)
        return answer.error();
    return answer->status / 100 == 2 ? Result<void>() : errorOf(*answer, key);
}

Result<void> AzureStore::remove(const QByteArray &key)
{
    const auto answer = send({.method = "DELETE", .url = {}}, key);
    if (!answer)
        return answer.error();
    return answer->status / 100 == 2 || answer->status == 404 ? Result<void>() : errorOf(*answer, key);
}

/// Azure lists on from a marker of its own, not from a name: those of the last pages are kept. Without one,
/// as after a restart, pages are read from the first on.
Result<Listing> AzureStore::list(const QByteArray &prefix, const QByteArray &after)
{
    QByteArray marker;
    if (!after.isEmpty()) {
        const std::lock_guard lock(m_mutex);
        marker = m_markers.value({prefix, after});
    }
    const bool known = !marker.isEmpty();
    // What stands at its end has another name when more follows: it is compared here.
    QByteArray start = prefix;
    while (start.endsWith('/') || start.endsWith('.'))
        start.chop(1);
    while (true) {
        Fields query{{"comp", "list"}, {"restype", "container"}, {"maxresults", "1000"}};
        if (!start.isEmpty())
            query.insert("prefix", blobNameOf(start));
        if (!marker.isEmpty())
            query.insert("marker", marker);
        const auto answer = send({.method = "GET", .url = {}}, {}, {}, query);
        if (!answer)
            return answer.error();
        if (answer->status != 200)
            return errorOf(*answer, prefix);
        auto read = readAzureListing(answer->body);
        if (!read)
            return read.error().at(u"listing"_s, m_options.container);
        auto &[listing, next] = *read;
        QList<ListedObject> &objects = listing.objects;
        std::sort(objects.begin(), objects.end(),
                  [](const ListedObject &a, const ListedObject &b) { return a.key < b.key; });
        objects.erase(std::remove_if(objects.begin(), objects.end(),
                                     [&](const ListedObject &object) {
                                         return !object.key.startsWith(prefix) ||
                                                (!known && object.key <= after);
                                     }),
                      objects.end());
        if (!objects.isEmpty() && listing.more) {
            const std::lock_guard lock(m_mutex);
            if (m_markers.size() >= mostMarkers)
                m_markers.clear();
            m_markers.insert({prefix, objects.last().key}, next);
        }
        if (!objects.isEmpty() || !listing.more)
            return listing;
        marker = next;
    }
}

} // namespace smc::cloudvfs
