// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/connection.h"

#include <QDateTime>
#include <QLocale>

#include <array>
#include <ctime>

namespace smc::http {

using namespace Qt::Literals::StringLiterals;

namespace {

const char *reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 499:
        return "Client Closed Request";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "";
    }
}

/// IMF-fixdate ([RFC 9110] 5.6.7), made once a second and thread.
const QByteArray &dateNow()
{
    thread_local std::time_t last = 0;
    thread_local QByteArray text;
    const std::time_t now = std::time(nullptr);
    if (now != last) {
        std::tm parts = {};
        (void)::gmtime_r(&now, &parts);
        static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        std::array<char, 40> line{};
        (void)std::snprintf(line.data(), line.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                            days[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                            months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                            parts.tm_hour, parts.tm_min, parts.tm_sec);
        text = line.data();
        last = now;
    }
    return text;
}

QByteArrayView opaqueTag(QByteArrayView tag)
{
    return tag.startsWith("W/") ? tag.sliced(2) : tag;
}

/// Whether one of the listed tags equals ours: strong comparison lets no weak tag match.
bool listHasTag(const QByteArray &list, const QByteArray &tag, bool strong)
{
    if (list.trimmed() == "*")
        return true;
    qsizetype at = 0;
    while (at < list.size()) {
        while (at < list.size() && (list[at] == ' ' || list[at] == ',' || list[at] == '\t'))
            ++at;
        const qsizetype open = list.indexOf('"', at);
        const qsizetype end = open < 0 ? -1 : list.indexOf('"', open + 1);
        if (end < 0)
            return false;
        const QByteArrayView one = QByteArrayView(list).sliced(at, end + 1 - at);
        const bool weak = one.startsWith("W/") || tag.startsWith("W/");
        if (opaqueTag(one) == opaqueTag(tag) && !(strong && weak))
            return true;
        at = end + 1;
    }
    return false;
}

QDateTime parseHttpDate(const QByteArray &text)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    time.setTimeSpec(Qt::UTC);
    return time;
}

void appendField(QByteArray &out, const QByteArray &name, const QByteArray &value)
{
    out += name;
    out += ": ";
    // A field value never breaks out of its line, whoever made it.
    const qsizetype from = out.size();
    out += value;
    for (qsizetype i = from; i < out.size(); ++i) {
        const char c = out.at(i);
        if (c == '\r' || c == '\n' || c == '\0')
            out[i] = ' ';
    }
    out += "\r\n";
}

} // namespace

void applyConditions(const Request &request, Reply &reply)
{
    if (request.method != "GET" || reply.status != 200)
        return;
    const QByteArray tag = reply.headers.value("ETag");
    const QByteArray modified = reply.headers.value("Last-Modified");
    if (tag.isEmpty() && modified.isEmpty())
        return;
    if (const QByteArray match = request.headers.value("If-Match"); !match.isEmpty() && !tag.isEmpty()) {
        if (!listHasTag(match, tag, true)) {
            Reply stale = Reply::problem(
                Error{.code = ErrorCode::Stale, .message = u"The object has changed since it was read."_s});
            stale.headers.set("ETag", tag);
            reply = std::move(stale);
            return;
        }
    }
    bool unchanged = false;
    if (const QByteArray none = request.headers.value("If-None-Match"); !none.isEmpty()) {
        unchanged = !tag.isEmpty() && listHasTag(none, tag, false);
    } else if (const QByteArray since = request.headers.value("If-Modified-Since");
               !since.isEmpty() && !modified.isEmpty()) {
        const QDateTime theirs = parseHttpDate(since);
        const QDateTime ours = parseHttpDate(modified);
        unchanged = theirs.isValid() && ours.isValid() && ours <= theirs;
    }
    if (!unchanged)
        return;
    reply.status = 304;
    reply.body.clear();
    Headers kept;
    for (const auto &[name, value] : reply.headers.all()) {
        if (name.compare("Content-Type", Qt::CaseInsensitive) != 0)
            kept.add(name, value);
    }
    reply.headers = kept;
}

QByteArray serialiseHead(const Reply &reply, const Request &request, bool http10, bool close)
{
    QByteArray out;
    out.reserve(640 + (reply.body.size() < 32768 ? reply.body.size() : 0));
    out += "HTTP/1.1 ";
    out += QByteArray::number(reply.status);
    out += ' ';
    out += reasonPhrase(reply.status);
    out += "\r\nDate: ";
    out += dateNow();
    out += "\r\n";
    for (const auto &[name, value] : reply.headers.all())
        appendField(out, name, value);
    if (reply.status != 204 && reply.status != 304 && reply.status >= 200) {
        out += "Content-Length: ";
        out += QByteArray::number(reply.body.size());
        out += "\r\n";
    }
    if (close)
        out += "Connection: close\r\n";
    else if (http10)
        out += "Connection: keep-alive\r\n";
    if (!reply.headers.contains("Cache-Control"))
        out += reply.headers.contains("ETag") ? "Cache-Control: private, no-cache\r\n"
                                              : "Cache-Control: no-store\r\n";
    if (!reply.headers.contains("Content-Security-Policy"))
        out += "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
    out += "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
           "Cross-Origin-Resource-Policy: same-origin\r\nX-Request-Id: ";
    out += QByteArray::number(request.id);
    out += "\r\n\r\n";
    return out;
}

} // namespace smc::http
