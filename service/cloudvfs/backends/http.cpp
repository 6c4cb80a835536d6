// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/http.h"

#include "service/cloudvfs/backends/digester.h"

#include <QDateTime>
#include <QLocale>

#include <curl/curl.h>
#include <mutex>
#include <optional>
#include <vector>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype largestBody = 4 << 20;
constexpr long connectSeconds = 10;

struct FreeHandle
{
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};
struct FreeList
{
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using List = std::unique_ptr<curl_slist, FreeList>;

/// What the callbacks of one transfer share.
struct Transfer
{
    const HttpRequest &request;
    CURL *handle;
    HttpAnswer answer;
    qint64 sent = 0;
    qint64 received = 0;
    std::optional<Error> error = {}; ///< found here, not by libcurl
    bool headEnded = false;

    std::size_t give(const char *bytes, qint64 length);
};

int statusOf(CURL *handle)
{
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return int(status);
}

std::size_t readBody(char *buffer, std::size_t size, std::size_t count, void *context)
{
    auto &transfer = *static_cast<Transfer *>(context);
    const qint64 wanted = std::min(qint64(size * count), transfer.request.size - transfer.sent);
    if (wanted <= 0)
        return 0;
    const qint64 got = transfer.request.source.send(buffer, wanted, transfer.sent);
    if (got <= 0) {
        transfer.error = sourceFailure(got);
        return CURL_READFUNC_ABORT;
    }
    transfer.sent += got;
    return std::size_t(got);
}

/// When a kept connection has gone, libcurl sends again from the beginning.
int seekBody(void *context, curl_off_t offset, int origin)
{
    if (origin != SEEK_SET)
        return CURL_SEEKFUNC_CANTSEEK;
    static_cast<Transfer *>(context)->sent = offset;
    return CURL_SEEKFUNC_OK;
}

/// The first byte of "bytes 5-9/10".
qint64 startOf(const QByteArray &contentRange)
{
    return contentRange.mid(contentRange.indexOf(' ') + 1).split('-').first().toLongLong();
}

/// To the sink, when it is what was asked for.
std::size_t Transfer::give(const char *bytes, qint64 length)
{
    if (received == 0) {
        const qint64 start =
            statusOf(handle) == 206 ? startOf(answer.headers.value("content-range")) : qint64(0);
        if (start != request.offset)
            error = Error{.code = ErrorCode::Refused,
                          .message =
                              u"The store sends from byte %1, not from %2."_s.arg(start).arg(request.offset)};
        else if (!request.etag.isEmpty() && bareEtag(answer.headers.value("etag")) != request.etag)
            error = Error{.code = ErrorCode::Stale,
                          .message = u"The store has another version by now."_s,
                          .retryable = true};
    }
    if (!error && received + length > request.length)
        error = Error{.code = ErrorCode::Refused, .message = u"The store sends more than the part."_s};
    if (!error && !request.sink(bytes, length, request.offset + received))
        error = Error{.code = ErrorCode::Refused, .message = u"What came could not be written."_s};
    return error ? 0 : std::size_t(length);
}

std::size_t takeBody(char *bytes, std::size_t size, std::size_t count, void *context)
{
    auto &transfer = *static_cast<Transfer *>(context);
    const qint64 length = qint64(size) * qint64(count);
    const int status = statusOf(transfer.handle);
    const bool part = transfer.request.sink && (status == 200 || status == 206);
    if (part && transfer.give(bytes, length) == 0)
        return 0;
    if (!part)
        transfer.answer.body.append(bytes, std::min(length, largestBody - transfer.answer.body.size()));
    transfer.received += length;
    return std::size_t(length);
}

std::size_t takeHeader(char *bytes, std::size_t size, std::size_t count, void *context)
{
    const QByteArray line(bytes, qsizetype(size * count));
    const qsizetype colon = line.indexOf(':');
    auto &transfer = *static_cast<Transfer *>(context);
    if (colon > 0)
        transfer.answer.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    if (line.startsWith("HTTP/"))
        transfer.headEnded = false;
    else if (line.trimmed().isEmpty())
        transfer.headEnded = true;
    return size * count;
}

} // namespace

class HttpClient::Handles
{
public:
    Handle take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_idle.empty())
            return Handle(curl_easy_init());
        Handle handle = std::move(m_idle.back());
        m_idle.pop_back();
        return handle;
    }
    void giveBack(Handle handle)
    {
        curl_easy_reset(handle.get()); // its connections stay
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(handle));
    }

private:
    std::mutex m_mutex;
    std::vector<Handle> m_idle;
};

HttpClient::HttpClient(QString caFile, std::chrono::seconds patience)
    : m_caFile(std::move(caFile))
    , m_patience(patience)
    , m_handles(std::make_unique<Handles>())
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

HttpClient::~HttpClient() = default;

Result<HttpAnswer> HttpClient::perform(const HttpRequest &request)
{
    Handle handle = m_handles->take();
    if (!handle)
        return Error{.code = ErrorCode::Internal, .message = u"libcurl has no memory left."_s};
    Transfer transfer{.request = request, .handle = handle.get(), .answer = {}};
    List headers;
    // Some stores close the connection on it, and it costs a round trip.
    for (const QByteArray &line : QList<QByteArray>{"Expect:"} + request.headers)
        headers.reset(curl_slist_append(headers.release(), line.constData()));
    char said[CURL_ERROR_SIZE] = {};
    const auto set = [&handle](CURLoption option, auto value) {
        return curl_easy_setopt(handle.get(), option, value) == CURLE_OK;
    };
    bool good = set(CURLOPT_URL, request.url.constData()) && set(CURLOPT_NOSIGNAL, 1L) &&
                set(CURLOPT_PATH_AS_IS, 1L) && set(CURLOPT_CONNECTTIMEOUT, connectSeconds) &&
                set(CURLOPT_LOW_SPEED_LIMIT, 1024L) &&
                set(CURLOPT_LOW_SPEED_TIME, long(m_patience.count())) && set(CURLOPT_ERRORBUFFER, said) &&
                set(CURLOPT_HTTPHEADER, headers.get()) && set(CURLOPT_WRITEFUNCTION, takeBody) &&
                set(CURLOPT_WRITEDATA, &transfer) && set(CURLOPT_HEADERFUNCTION, takeHeader) &&
                set(CURLOPT_HEADERDATA, &transfer) && set(CURLOPT_PROTOCOLS_STR, "http,https") &&
                set(CURLOPT_TCP_KEEPALIVE, 1L) && set(CURLOPT_BUFFERSIZE, 512L * 1024) &&
                set(CURLOPT_UPLOAD_BUFFERSIZE, 512L * 1024);
    if (!m_caFile.isEmpty())
        good = good && set(CURLOPT_CAINFO, m_caFile.toUtf8().constData());
    if (request.method == "HEAD") {
        good = good && set(CURLOPT_NOBODY, 1L);
    } else if (request.source || request.method == "PUT") {
        good = good && set(CURLOPT_UPLOAD, 1L) && set(CURLOPT_INFILESIZE_LARGE, curl_off_t(request.size)) &&
               set(CURLOPT_READFUNCTION, readBody) && set(CURLOPT_READDATA, &transfer) &&
               set(CURLOPT_SEEKFUNCTION, seekBody) && set(CURLOPT_SEEKDATA, &transfer) &&
               (request.method == "PUT" || set(CURLOPT_CUSTOMREQUEST, request.method.constData()));
    } else if (request.method != "GET") {
        good = good && set(CURLOPT_CUSTOMREQUEST, request.method.constData());
    }
    if (!good)
        return Error{.code = ErrorCode::Internal, .message = u"libcurl cannot do what is needed here."_s};
    const CURLcode code = curl_easy_perform(handle.get());
    transfer.answer.status = statusOf(handle.get());
    m_handles->giveBack(std::move(handle));
    if (transfer.error)
        return *std::move(transfer.error);
    const int status = transfer.answer.status;
    if (code == CURLE_OK && request.sink && (status == 200 || status == 206) &&
        transfer.received != request.length)
        return Error{.code = ErrorCode::Unreachable,
                     .message = u"Only %1 of %2 bytes came."_s.arg(transfer.received).arg(request.length),
                     .retryable = true};
    if (code == CURLE_OK && transfer.headEnded)
        return std::move(transfer.answer);
    // To libcurl a connection that ends amid the head is the end of the head.
    const QString words = code == CURLE_OK ? u"The answer ended before it was whole"_s
                                           : QString::fromUtf8(*said ? said : curl_easy_strerror(code));
    const bool stranger = code == CURLE_PEER_FAILED_VERIFICATION;
    return Error{.code = code == CURLE_OPERATION_TIMEDOUT ? ErrorCode::Timeout : ErrorCode::Unreachable,
                 .message = u"%1: %2."_s.arg(QString::fromUtf8(request.url).section(u'/', 0, 2), words),
                 .hint = stranger
                             ? u"\"ca\" names the authority of its certificate, and \"endpoint\" a name that "
                               "the certificate has."_s
                             : QString(),
                 .native = u"curl %1"_s.arg(int(code)),
                 .retryable = true};
}

namespace {

/// How far the clock here is from that of the store, in words; empty when it is near, or not known.
QString clockFault(const HttpAnswer &answer)
{
    constexpr qint64 near = 60;
    // RFC 9110 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT"
    QDateTime theirs = QLocale::c().toDateTime(QString::fromLatin1(answer.headers.value("date").left(25)),
                                               u"ddd, dd MMM yyyy HH:mm:ss"_s);
    if (!theirs.isValid())
        return {};
    theirs.setTimeSpec(Qt::UTC);
    const qint64 ahead = theirs.secsTo(QDateTime::currentDateTimeUtc());
    if (std::abs(ahead) <= near)
        return {};
    return u"The clock of this machine is %1 minutes %2 that of the store: set it right."_s
        .arg((std::abs(ahead) + 30) / 60)
        .arg(ahead > 0 ? u"ahead of"_s : u"behind"_s);
}

} // namespace

Error failureOf(const HttpAnswer &answer, const QString &place, const QByteArray &key, const QString &code,
                const QString &message)
{
    const int status = answer.status;
    Error error{.code = ErrorCode::Refused,
                .message = u"%1 refuses it: %2."_s.arg(place, !message.isEmpty() ? message
                                                              : !code.isEmpty()  ? code
                                                                                 : u"HTTP %1"_s.arg(status)),
                .place = QString::fromUtf8(key),
                .native = u"HTTP %1 %2"_s.arg(status).arg(code).trimmed()};
    error.retryable = true; // mended while the daemon runs, or a matter of the moment
    if (status == 401 || status == 403) {
        error.code = ErrorCode::Denied;
        error.hint = clockFault(answer);
        if (error.hint.isEmpty())
            error.hint = u"Are the key and its secret right, and may it write there?"_s;
    } else if (status == 404) {
        error.code = ErrorCode::NotFound;
        error.message = u"%1 does not have it."_s.arg(place);
        error.retryable = false;
    } else if (status == 412) {
        error.code = ErrorCode::Stale;
        error.message = u"%1 has another version by now."_s.arg(place);
    } else if (status == 501 || status == 405) {
        error.code = ErrorCode::Unsupported;
        error.retryable = false;
    } else if (status == 507) {
        error.message = u"%1 has no room left."_s.arg(place);
    } else if (status == 408 || status == 429 || status >= 500) {
        error.code = ErrorCode::Busy;
        error.message = u"%1 is too busy, or has a fault (HTTP %2)."_s.arg(place).arg(status);
    } else {
        error.retryable = false;
    }
    return error;
}

Error failureOf(const HttpAnswer &answer, const QString &place, const QByteArray &key)
{
    return failureOf(answer, place, key, QString(), QString());
}

QByteArray bareEtag(QByteArray etag)
{
    if (etag.startsWith("W/"))
        etag.remove(0, 2);
    if (etag.startsWith('"') && etag.endsWith('"') && etag.size() > 1)
        etag = etag.mid(1, etag.size() - 2);
    return etag;
}

} // namespace smc::cloudvfs
