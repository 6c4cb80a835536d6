// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/notify/transport.h"

#include <algorithm>
#include <cstring>
#include <curl/curl.h>
#include <memory>
#include <mutex>

namespace smc::notify {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr long connectSeconds = 10;
constexpr long allSeconds = 30;

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

void append(List &list, const QByteArray &line)
{
    curl_slist *const before = list.release();
    curl_slist *const head = curl_slist_append(before, line.constData());
    list.reset(head ? head : before); // none: there is no memory, and the list is as it was
}

ErrorCode codeOf(CURLcode code)
{
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return ErrorCode::Timeout;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return ErrorCode::Invalid;
    case CURLE_LOGIN_DENIED:
    case CURLE_REMOTE_ACCESS_DENIED:
        return ErrorCode::Denied;
    case CURLE_SEND_ERROR:
    case CURLE_HTTP_RETURNED_ERROR:
        return ErrorCode::Refused;
    default:
        return ErrorCode::Unreachable;
    }
}

/// One transfer: what it sends, and what went wrong.
class Transfer
{
public:
    explicit Transfer(const QString &url)
        : m_url(url)
    {
        static std::once_flag once;
        std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
        m_handle.reset(curl_easy_init());
        if (!m_handle)
            return;
        set(CURLOPT_URL, url.toUtf8().constData());
        set(CURLOPT_NOSIGNAL, 1L); // there are threads
        set(CURLOPT_CONNECTTIMEOUT, connectSeconds);
        set(CURLOPT_TIMEOUT, allSeconds);
        set(CURLOPT_ERRORBUFFER, m_said);
        set(
            CURLOPT_WRITEFUNCTION,
            +[](char *, std::size_t size, std::size_t count, void *) { return size * count; });
    }

    template<typename Value>
    void set(CURLoption option, Value value)
    {
        if (m_handle && curl_easy_setopt(m_handle.get(), option, value) != CURLE_OK)
            m_refused = true;
    }
    void setCa(const QString &file)
    {
        if (!file.isEmpty())
            set(CURLOPT_CAINFO, file.toUtf8().constData());
    }

    [[nodiscard]] Result<void> carryOut(const QString &doing)
    {
        if (!m_handle || m_refused) {
            return Error{.code = ErrorCode::Internal,
                         .message = u"libcurl cannot do what is needed here."_s,
                         .place = doing};
        }
        const CURLcode code = curl_easy_perform(m_handle.get());
        if (code == CURLE_OK)
            return {};
        long status = 0;
        curl_easy_getinfo(m_handle.get(), CURLINFO_RESPONSE_CODE, &status);
        const QString said = QString::fromUtf8(*m_said ? m_said : curl_easy_strerror(code));
        Error error{.code = codeOf(code),
                    .message = u"%1 did not take it: %2."_s.arg(m_url, said),
                    .place = doing,
                    .native = u"curl %1"_s.arg(int(code))};
        if (status > 0)
            error.native += u", answer %1"_s.arg(status);
        error.retryable = error.code != ErrorCode::Invalid;
        return error;
    }

private:
    const QString m_url;
    Handle m_handle;
    char m_said[CURL_ERROR_SIZE] = {};
    bool m_refused = false;
};

/// libcurl wants it with a zero at its end, and makes a copy of its own.
class Revealed
{
public:
    explicit Revealed(const Secret &secret, const QByteArray &before = {})
        : m_text(before + QByteArray(secret.data(), static_cast<qsizetype>(secret.size())))
    {}
    ~Revealed() { m_text.fill('\0'); }
    Revealed(const Revealed &) = delete;
    Revealed &operator=(const Revealed &) = delete;
    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    QByteArray m_text;
};

/// What is still to be sent.
struct Upload
{
    const QByteArray &text;
    qsizetype at = 0;
};

std::size_t readUpload(char *buffer, std::size_t size, std::size_t count, void *context)
{
    auto &upload = *static_cast<Upload *>(context);
    const qsizetype length =
        std::min<qsizetype>(upload.text.size() - upload.at, static_cast<qsizetype>(size * count));
    std::memcpy(buffer, upload.text.constData() + upload.at, static_cast<std::size_t>(length));
    upload.at += length;
    return static_cast<std::size_t>(length);
}

} // namespace

Result<void> sendMail(const MailServer &server, const QString &from, const QStringList &to,
                      const QByteArray &mail)
{
    Transfer transfer(server.url);
    transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    transfer.set(CURLOPT_USE_SSL, static_cast<long>(server.tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    transfer.setCa(server.caFile);
    if (!server.user.isEmpty()) {
        transfer.set(CURLOPT_USERNAME, server.user.toUtf8().constData());
        transfer.set(CURLOPT_PASSWORD, Revealed(server.password).text().constData());
    }
    transfer.set(CURLOPT_MAIL_FROM, QString(u'<' + from + u'>').toUtf8().constData());
    List recipients;
    for (const QString &one : to)
        append(recipients, QString(u'<' + one + u'>').toUtf8());
    transfer.set(CURLOPT_MAIL_RCPT, recipients.get());
    Upload upload{.text = mail};
    transfer.set(CURLOPT_UPLOAD, 1L);
    transfer.set(CURLOPT_READFUNCTION, &readUpload);
    transfer.set(CURLOPT_READDATA, &upload);
    return transfer.carryOut(u"sending a mail"_s);
}

Result<void> post(const Hook &hook, const QByteArray &json)
{
    Transfer transfer(hook.url);
    transfer.set(CURLOPT_PROTOCOLS_STR, "http,https");
    transfer.setCa(hook.caFile);
    List headers;
    append(headers, "Content-Type: application/json");
    if (!hook.token.isEmpty())
        append(headers, Revealed(hook.token, "Authorization: Bearer ").text());
    transfer.set(CURLOPT_HTTPHEADER, headers.get());
    transfer.set(CURLOPT_POSTFIELDS, json.constData());
    transfer.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(json.size()));
    transfer.set(CURLOPT_FAILONERROR, 1L);
    return transfer.carryOut(u"posting alerts"_s);
}

} // namespace smc::notify
