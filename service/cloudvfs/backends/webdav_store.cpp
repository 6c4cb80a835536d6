// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/webdav_store.h"

#include "service/cloudvfs/backends/digester.h"

#include <QDateTime>
#include <QLocale>
#include <QXmlStreamReader>

#include <chrono>
#include <thread>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto dav = "DAV:"_L1;
/// How long an ETag may stay weak: a second, and one that the server's clock may be off.
constexpr auto longestWeak = std::chrono::milliseconds(2500);
/// Of a put that others change folders below: one is not there yet, there in the place of the object, or an
/// object in the place of a folder. To Apache some of that is a 403 or a 500.
constexpr int mostTries = 5;

const QByteArray wantedProperties =
    R"(<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>)"
    "<resourcetype/><getcontentlength/><getetag/><getlastmodified/></prop></propfind>"_ba;

QByteArray parentOf(const QByteArray &path)
{
    return path.left(std::max(path.lastIndexOf('/'), qsizetype(0)));
}

bool isGood(const HttpAnswer &answer)
{
    return answer.status / 100 == 2;
}

/// A <response>.
FolderEntry readResponse(QXmlStreamReader &reader)
{
    FolderEntry entry;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::EndElement && reader.name() == "response"_L1)
            break;
        if (token != QXmlStreamReader::StartElement || reader.namespaceUri() != dav)
            continue;
        const QString name = reader.name().toString();
        if (name == "collection"_L1) {
            entry.folder = true;
        } else if (name == "href"_L1 && entry.name.isNull()) {
            QByteArray path = reader.readElementText().toUtf8();
            if (path.endsWith('/'))
                path.chop(1);
            entry.name = QByteArray::fromPercentEncoding(path.mid(path.lastIndexOf('/') + 1));
        } else if (name == "getcontentlength"_L1) {
            entry.info.size = reader.readElementText().toLongLong();
        } else if (name == "getetag"_L1) {
            const QByteArray etag = reader.readElementText().trimmed().toUtf8();
            entry.info.etag = bareEtag(etag);
            entry.weak = etag.startsWith("W/");
        } else if (name == "getlastmodified"_L1) {
            const QString text = reader.readElementText();
            QDateTime time = QLocale::c().toDateTime(text.chopped(std::min(text.size(), qsizetype(4))),
                                                     u"ddd, dd MMM yyyy HH:mm:ss"_s);
            time.setTimeSpec(Qt::UTC);
            entry.modified = time.toMSecsSinceEpoch();
        }
    }
    return entry;
}

} // namespace

Result<QList<FolderEntry>> readMultistatus(const QByteArray &xml)
{
    const Error broken{.code = ErrorCode::Refused,
                       .message = u"What the store lists cannot be understood."_s,
                       .retryable = true};
    QXmlStreamReader reader(xml);
    QList<FolderEntry> entries;
    if (!reader.readNextStartElement() || reader.name() != "multistatus"_L1)
        return broken;
    while (reader.readNextStartElement()) {
        if (reader.name() != "response"_L1) {
            reader.skipCurrentElement();
            continue;
        }
        entries << readResponse(reader);
        if (entries.last().info.size < 0)
            return broken;
    }
    return reader.hasError() || entries.isEmpty() ? Result<QList<FolderEntry>>(broken) : entries;
}

WebDavStore::WebDavStore(WebDavOptions options)
    : m_options(std::move(options))
    , m_http(m_options.caFile)
{}

QByteArray WebDavStore::urlOf(const QByteArray &path) const
{
    return m_options.endpoint.toUtf8() + '/' + uriEncoded(path, true);
}

Error WebDavStore::errorOf(const HttpAnswer &answer, const QByteArray &key) const
{
    Error error = failureOf(answer, m_options.endpoint, key);
    if (answer.status == 404 || answer.status == 409) {
        error.code = ErrorCode::NotFound;
        error.message =
            u"There is no %1 at %2, or no such collection."_s.arg(QString::fromUtf8(key), m_options.endpoint);
        error.retryable = false;
    }
    return error;
}

Result<HttpAnswer> WebDavStore::send(HttpRequest request, const QByteArray &path)
{
    QByteArray credentials = m_options.key.id + ':';
    credentials.append(m_options.key.secret.data(), qsizetype(m_options.key.secret.size()));
    request.url = urlOf(path);
    request.headers << "authorization: Basic " + credentials.toBase64();
    credentials.fill('\0');
    return m_http.perform(request);
}

Result<QList<FolderEntry>> WebDavStore::read(const QByteArray &path, const QByteArray &depth)
{
    HttpRequest request{.method = "PROPFIND", .url = {}};
    request.headers << "depth: " + depth << QByteArray("content-type: application/xml");
    request.size = wantedProperties.size();
    request.source = sourceOf(wantedProperties);
    // A collection's address ends with a slash.
    const auto answer = send(request, depth == "0" || path.isEmpty() ? path : path + '/');
    if (!answer)
        return answer.error();
    // 400: below a file, by Apache
    if ((answer->status == 404 || answer->status == 400) && !path.isEmpty())
        return QList<FolderEntry>();
    if (answer->status != 207)
        return errorOf(*answer, path);
    return readMultistatus(answer->body);
}

Result<WebDavStore::Looked> WebDavStore::look(const QByteArray &key)
{
    const QByteArray own = Naming().pathOf(key);
    for (const QByteArray &path : {own, QByteArray(own + besideMark)}) {
        // And not by HEAD: that says nothing of collections, and Apache no size of an empty file.
        const auto there = read(path, "0");
        if (!there)
            return there.error();
        if (!there->isEmpty() && !there->first().folder)
            return Looked{.path = path, .info = there->first().info, .weak = there->first().weak};
    }
    return errorOf({.status = 404, .headers = {}, .body = {}}, key);
}

Result<void> WebDavStore::makeFolder(const QByteArray &path)
{
    // Two who both see an object in a folder's place would move it, and the second one the folder.
    const std::lock_guard lock(m_making);
    return make(path);
}

Result<void> WebDavStore::make(const QByteArray &path)
{
    if (path.isEmpty())
        return {};
    const auto there = read(path, "0");
    if (!there)
        return there.error();
    if (!there->isEmpty() && there->first().folder)
        return {};
    if (there->isEmpty()) {
        if (auto above = make(parentOf(path)); !above)
            return above;
    } else {
        HttpRequest moved{.method = "MOVE", .url = {}};
        moved.headers << "destination: " + urlOf(path + besideMark) << QByteArray("overwrite: T");
        const auto answer = send(moved, path);
        if (!answer)
            return answer.error();
        if (!isGood(*answer))
            return errorOf(*answer, path);
    }
    const auto answer = send({.method = "MKCOL", .url = {}}, path + '/');
    if (!answer)
        return answer.error();
    return isGood(*answer) || answer->status == 405 ? Result<void>()
                                                    : errorOf(*answer, path); // 405: it is there
}

Result<HttpAnswer> WebDavStore::write(const QByteArray &path, const Digest &content, const Source &source,
                                      const QByteArray &condition)
{
    Digester digester;
    qint64 at = 0;
    HttpRequest sent{.method = "PUT", .url = {}};
    sent.headers << QByteArray("content-type: application/octet-stream");
    if (!condition.isEmpty())
        sent.headers << condition;
    sent.size = content.size;
    bool other = false;
    sent.source = [&](char *buffer, qint64 size, qint64 offset) {
        if (offset == 0) {
            static_cast<void>(digester.take()); // libcurl begins again
            at = 0;
        }
        const qint64 got = source.send(buffer, size, offset);
        if (got <= 0)
            return got;
        digester.add(buffer, got);
        at += got;
        other = at == content.size && digester.take().sha256 != content.sha256;
        return other ? qint64(0) : got; // without its last piece the server does not take it
    };
    const Error stale{.code = ErrorCode::Stale,
                      .message = u"What was sent is not what its digest says."_s,
                      .retryable = true};
    auto answer = send(sent, path);
    return other ? Result<HttpAnswer>(stale) : answer;
}

Result<ObjectInfo> WebDavStore::put(const QByteArray &key, const Digest &content, const Source &source,
                                    const Condition &condition)
{
    QByteArray header;
    QByteArray path = Naming().pathOf(key);
    if (condition.kind != Condition::Kind::None) {
        // The object may lie beside a folder, which the header says nothing of.
        if (auto held = askFirst(*this, key, condition); !held)
            return held.error();
        header = condition.kind == Condition::Kind::Absent ? QByteArray("if-none-match: *")
                                                           : "if-match: \"" + condition.etag + '"';
    }
    const auto until = std::chrono::steady_clock::now() + longestWeak;
    for (int tries = 1;; ++tries) {
        const auto answer = write(path, content, source, header);
        if (!answer)
            return answer.error();
        if (isGood(*answer))
            break;
        if (answer->status == 412 && condition.kind == Condition::Kind::Unchanged) {
            // An ETag that is weak is like no other, and not even like itself.
            const auto now = look(key);
            if (now && now->weak && now->info.etag == condition.etag &&
                std::chrono::steady_clock::now() < until) {
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
                continue;
            }
        }
        if (tries == mostTries || answer->status == 401 || answer->status == 412 || answer->status > 500)
            return errorOf(*answer, key);
        path = Naming().pathOf(key);
        const auto there = read(path, "0");
        if (!there)
            return there.error();
        if (!there->isEmpty() && there->first().folder)
            path += besideMark;
        else if (auto folder = makeFolder(parentOf(path)); !folder && tries == mostTries - 1)
            return folder.error();
    }
    const auto stored = look(key);
    if (!stored)
        return stored.error();
    if (stored->info.size != content.size)
        return Error{.code = ErrorCode::Stale,
                     .message = u"The store has %1 bytes of %2."_s.arg(stored->info.size).arg(content.size),
                     .place = QString::fromUtf8(key),
                     .retryable = true};
    return stored->info;
}

Result<ObjectInfo> WebDavStore::head(const QByteArray &key)
{
    const auto found = look(key);
    return found ? Result<ObjectInfo>(found->info) : found.error();
}

Result<void> WebDavStore::get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                              const Sink &sink)
{
    if (length <= 0)
        return {};
    HttpRequest wanted{.method = "GET", .url = {}};
    wanted.headers << "range: bytes=" + QByteArray::number(offset) + '-' +
                          QByteArray::number(offset + length - 1);
    wanted.offset = offset;
    wanted.length = length;
    wanted.etag = etag; // compared here: If-Match takes no weak one
    wanted.sink = sink;
    const QByteArray path = Naming().pathOf(key);
    auto answer = send(wanted, path);
    if (answer && answer->status / 100 != 2 && answer->status != 416 && answer->status != 401) {
        const auto found = look(key);
        if (!found)
            return found.error();
        if (found->path != path)
            answer = send(wanted, found->path);
    }
    if (!answer)
        return answer.error();
    return isGood(*answer) ? Result<void>() : errorOf(*answer, key);
}

Result<void> WebDavStore::remove(const QByteArray &key)
{
    const QByteArray own = Naming().pathOf(key);
    // DELETE takes a collection with all that is in it: what it is, is asked first.
    for (const QByteArray &path : {QByteArray(own + besideMark), own}) {
        const auto there = read(path, "0");
        if (!there)
            return there.error();
        if (there->isEmpty() || there->first().folder)
            continue;
        const auto answer = send({.method = "DELETE", .url = {}}, path);
        if (!answer)
            return answer.error();
        if (!isGood(*answer) && answer->status != 404)
            return errorOf(*answer, key);
    }
    return {};
}

Result<Listing> WebDavStore::list(const QByteArray &prefix, const QByteArray &after)
{
    const auto entries = [this](const QByteArray &path) -> Result<QList<FolderEntry>> {
        auto all = read(path, "1");
        if (all && !all->isEmpty())
            all->removeFirst(); // the collection itself
        return all;
    };
    return listTree(entries, Naming(), prefix, after);
}

} // namespace smc::cloudvfs
