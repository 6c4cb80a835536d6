// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/swift_store.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 largestObject = qint64(5) << 30;
constexpr qsizetype swiftPage = 1000;

} // namespace

Result<Listing> readSwiftListing(const QByteArray &json)
{
    const Error broken{.code = ErrorCode::Refused,
                       .message = u"What the store lists cannot be understood."_s,
                       .retryable = true};
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return broken;
    Listing listing;
    const QJsonArray objects = document.array();
    for (const auto &value : objects) {
        const QJsonObject object = value.toObject();
        ListedObject listed{
            .key = object[u"name"].toString().toUtf8(),
            .info = {.size = object[u"bytes"].toInteger(-1), .etag = object[u"hash"].toString().toLatin1()}};
        QDateTime modified = QDateTime::fromString(object[u"last_modified"].toString(), Qt::ISODateWithMs);
        modified.setTimeSpec(Qt::UTC);
        listed.modified = modified.toMSecsSinceEpoch();
        if (listed.key.isEmpty() || listed.info.size < 0)
            return broken;
        listing.objects << listed;
    }
    return listing;
}

SwiftStore::SwiftStore(SwiftOptions options)
    : m_options(std::move(options))
    , m_http(m_options.caFile)
{}

Error SwiftStore::errorOf(const HttpAnswer &answer, const QByteArray &key) const
{
    Error error = failureOf(answer, u"%1/%2"_s.arg(m_options.endpoint, m_options.container), key);
    if (answer.status == 404) {
        error.message =
            u"There is no object %1 or no container %2."_s.arg(QString::fromUtf8(key), m_options.container);
    } else if (answer.status == 422) { // its MD5 is another
        error.code = ErrorCode::Stale;
        error.retryable = true;
    } else if (answer.status == 413) {
        error.message = u"The quota of %1 is used up."_s.arg(m_options.container);
        error.retryable = true;
    }
    return error;
}

Result<SwiftStore::Session> SwiftStore::session(const QByteArray &refused)
{
    const std::lock_guard lock(m_mutex);
    if (!m_session.token.isEmpty() && m_session.token != refused)
        return m_session;
    HttpRequest asked{.method = "GET", .url = m_options.endpoint.toUtf8()};
    asked.headers << "x-auth-user: " + m_options.key.id
                  << "x-auth-key: " +
                         QByteArray(m_options.key.secret.data(), qsizetype(m_options.key.secret.size()));
    const auto answer = m_http.perform(asked);
    if (!answer)
        return answer.error();
    if (answer->status / 100 != 2)
        return errorOf(*answer, {}).at(u"signing in"_s);
    const Session fresh{.url = answer->headers.value("x-storage-url"),
                        .token = answer->headers.value("x-auth-token")};
    if (fresh.url.isEmpty() || fresh.token.isEmpty())
        return Error{.code = ErrorCode::Refused,
                     .message = u"%1 is no place to sign in to Swift."_s.arg(m_options.endpoint)};
    if (m_options.endpoint.startsWith("https:"_L1) && !fresh.url.startsWith("https:"))
        return Error{.code = ErrorCode::Refused,
                     .message = u"One signs in at %1, and everything else is to go to %2, for everybody to "
                                "read."_s.arg(m_options.endpoint, QString::fromUtf8(fresh.url)),
                     .hint = u"Swift has to name itself with https (storage_url_scheme)."_s};
    m_session = fresh;
    return m_session;
}

Result<HttpAnswer> SwiftStore::send(HttpRequest request, const QByteArray &key, const QByteArray &query)
{
    const QList<QByteArray> headers = request.headers;
    QByteArray refused;
    for (int attempt = 0;; ++attempt) {
        const auto known = session(refused);
        if (!known)
            return known.error();
        request.url = known->url + '/' + uriEncoded(m_options.container.toUtf8(), false);
        if (!key.isEmpty())
            request.url += '/' + uriEncoded(key, true);
        request.url += query;
        request.headers = headers;
        request.headers << "x-auth-token: " + known->token;
        auto answer = m_http.perform(request);
        if (!answer || answer->status != 401 || attempt > 0)
            return answer;
        refused = known->token;
    }
}

Result<ObjectInfo> SwiftStore::put(const QByteArray &key, const Digest &content, const Source &source,
                                   const Condition &condition)
{
    if (content.size > largestObject)
        return Error{.code = ErrorCode::TooLarge,
                     .message = u"Swift takes no object above 5 GiB in one piece."_s,
                     .place = QString::fromUtf8(key)};
    if (auto asked = askFirst(*this, key, condition); !asked)
        return asked.error();
    HttpRequest sent{.method = "PUT", .url = {}};
    sent.headers << "etag: " + content.md5.toHex() << QByteArray("content-type: application/octet-stream");
    if (condition.kind == Condition::Kind::Absent)
        sent.headers << QByteArray("if-none-match: *");
    sent.size = content.size;
    sent.source = source;
    const auto answer = send(sent, key);
    if (!answer)
        return answer.error();
    if (answer->status != 201)
        return errorOf(*answer, key);
    return ObjectInfo{.size = content.size, .etag = bareEtag(answer->headers.value("etag"))};
}

Result<ObjectInfo> SwiftStore::head(const QByteArray &key)
{
    const auto answer = send({.method = "HEAD", .url = {}}, key);
    if (!answer)
        return answer.error();
    if (answer->status / 100 != 2)
        return errorOf(*answer, key);
    return ObjectInfo{.size = answer->headers.value("content-length").toLongLong(),
                      .etag = bareEtag(answer->headers.value("etag"))};
}

Result<void> SwiftStore::get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                             const Sink &sink)
{
    if (length <= 0)
        return {};
    HttpRequest asked{.method = "GET", .url = {}};
    asked.headers << "range: bytes=" + QByteArray::number(offset) + '-' +
                         QByteArray::number(offset + length - 1);
    if (!etag.isEmpty())
        asked.headers << "if-match: \"" + etag + '"';
    asked.offset = offset;
    asked.length = length;
    asked.etag = etag;
    asked.sink = sink;
    const auto answer = send(asked, key);
    if (!answer)
        return answer.error();
    return answer->status / 100 == 2 ? Result<void>() : errorOf(*answer, key);
}

Result<void> SwiftStore::remove(const QByteArray &key)
{
    const auto answer = send({.method = "DELETE", .url = {}}, key);
    if (!answer)
        return answer.error();
    return answer->status / 100 == 2 || answer->status == 404 ? Result<void>() : errorOf(*answer, key);
}

Result<Listing> SwiftStore::list(const QByteArray &prefix, const QByteArray &after)
{
    const auto answer =
        send({.method = "GET", .url = {}}, {},
             "?format=json&limit=" + QByteArray::number(swiftPage) + "&prefix=" + uriEncoded(prefix, false) +
                 "&marker=" + uriEncoded(after, false));
    if (!answer)
        return answer.error();
    if (answer->status == 204)
        return Listing{};
    if (answer->status != 200)
        return errorOf(*answer, prefix);
    auto listing = readSwiftListing(answer->body);
    if (!listing)
        return listing.error().at(u"listing"_s, m_options.container);
    listing->more = listing->objects.size() >= swiftPage;
    if (listing->more && listing->objects.last().key <= after)
        return Error{.code = ErrorCode::Refused,
                     .message = u"%1 lists again what it has listed."_s.arg(m_options.container)};
    return listing;
}

} // namespace smc::cloudvfs
