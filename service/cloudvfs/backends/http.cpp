// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/http.h"

#include <curl/curl.h>
#include <mutex>
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
    bool refused = false; ///< by the sink
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
    const qint64 got = transfer.request.source(buffer, wanted, transfer.sent);
    if (got <= 0) // the file became shorter
        return CURL_READFUNC_ABORT;
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

std::size_t takeBody(char *bytes, std::size_t size, std::size_t count, void *context)
{
    auto &transfer = *static_cast<Transfer *>(context);
    const auto length = qint64(size * count);
    const int status = statusOf(transfer.handle);
    if (transfer.request.sink && (status == 200 || status == 206)) {
        if (!transfer.request.sink(bytes, length, transfer.request.offset + transfer.received)) {
            transfer.refused = true;
            return 0;
        }
    } else {
        transfer.answer.body.append(bytes, std::min(length, largestBody - transfer.answer.body.size()));
    }
    transfer.received += length;
    return std::size_t(length);
}

std::size_t takeHeader(char *bytes, std::size_t size, std::size_t count, void *context)
{
    const QByteArray line(bytes, qsizetype(size * count));
    const qsizetype colon = line.indexOf(':');
    if (colon > 0) {
        static_cast<Transfer *>(context)->answer.headers.insert(line.left(colon).trimmed().toLower(),
                                                                line.mid(colon + 1).trimmed());
    }
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
               set(CURLOPT_SEEKFUNCTION, seekBody) && set(CURLOPT_SEEKDATA, &transfer);
    } else if (request.method != "GET") {
        good = good && set(CURLOPT_CUSTOMREQUEST, request.method.constData());
    }
    if (!good)
        return Error{.code = ErrorCode::Internal, .message = u"libcurl cannot do what is needed here."_s};
    const CURLcode code = curl_easy_perform(handle.get());
    transfer.answer.status = statusOf(handle.get());
    m_handles->giveBack(std::move(handle));
    if (code == CURLE_OK)
        return std::move(transfer.answer);
    const QString words = QString::fromUtf8(*said ? said : curl_easy_strerror(code));
    if (transfer.refused)
        return Error{.code = ErrorCode::Refused, .message = u"What came could not be written."_s};
    return Error{.code = code == CURLE_OPERATION_TIMEDOUT ? ErrorCode::Timeout : ErrorCode::Unreachable,
                 .message = u"%1: %2."_s.arg(QString::fromUtf8(request.url).section(u'/', 0, 2), words),
                 .native = u"curl %1"_s.arg(int(code)),
                 .retryable = true};
}

} // namespace smc::cloudvfs
