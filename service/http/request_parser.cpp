// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/request_parser.h"

#include <QUrl>

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <optional>

namespace smc::http {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace beast = boost::beast;
using BeastError = boost::system::error_code;
using BeastView = beast::string_view;

constexpr qsizetype shortestLastChunk = 5;      // "0\r\n\r\n"
constexpr qsizetype reserveAtMost = 256 * 1024; // an announced length is only a promise

QByteArray toBytes(BeastView text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

Reply invalid(const QString &message, int status = 400)
{
    return Reply::problem(Error{.code = ErrorCode::Invalid, .message = message}, status);
}

Reply tooLarge(const QString &message, int status)
{
    return Reply::problem(Error{.code = ErrorCode::TooLarge, .message = message}, status);
}

Reply unsupported(const QString &message, int status)
{
    return Reply::problem(Error{.code = ErrorCode::Unsupported, .message = message}, status);
}

/// uri-host [ ":" port ] ([RFC 9110] 7.2), without user information.
bool isAuthority(const QByteArray &host)
{
    if (host.isEmpty() || host.size() > 255 + 6)
        return false;
    qsizetype portAt = -1;
    if (host.startsWith('[')) {
        const qsizetype close = host.indexOf(']');
        if (close < 0 || QHostAddress(QString::fromLatin1(host.sliced(1, close - 1))).isNull())
            return false;
        if (close + 1 < host.size()) {
            if (host[close + 1] != ':')
                return false;
            portAt = close + 2;
        }
    } else {
        qsizetype end = host.indexOf(':');
        if (end >= 0)
            portAt = end + 1;
        else
            end = host.size();
        const auto isHostCharacter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                   c == '.' || c == '_';
        };
        if (end == 0 || !std::all_of(host.begin(), host.begin() + end, isHostCharacter))
            return false;
    }
    if (portAt < 0)
        return true;
    return host.size() - portAt <= 5 &&
           std::all_of(host.begin() + portAt, host.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether the request line ends in a version, be it one that we do not speak: else it is just malformed.
bool namesVersion(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf("\r\n");
    if (end < 8)
        return false;
    const QByteArrayView version = bytes.sliced(end - 8, 8);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return version.startsWith("HTTP/") && isDigit(version[5]) && version[6] == '.' && isDigit(version[7]);
}

bool isKnownMethod(const QByteArray &method)
{
    static const QList<QByteArray> known{"GET",   "HEAD",    "POST",  "PUT",    "DELETE",
                                         "PATCH", "OPTIONS", "TRACE", "CONNECT"};
    return known.contains(method);
}

} // namespace

class RequestParser::Impl : public beast::http::basic_parser<true>
{
public:
    explicit Impl(const ParserLimits &limitsGiven)
        : limits(limitsGiven)
    {
        header_limit(static_cast<std::uint32_t>(limits.header));
        body_limit(static_cast<std::uint64_t>(limits.body));
        eager(false);
    }

    void fail(Reply reply)
    {
        failure = std::move(reply);
        state = State::Failed;
    }

    qsizetype feed(QByteArrayView bytes);
    void finishHead();

    const ParserLimits &limits;
    State state = State::Head;
    Request request;
    Reply failure;
    qsizetype headBytes = 0;
    bool begun = false;
    bool http11 = true;
    bool chunkedBody = false;
    bool wantsContinue = false;
    qint64 length = 0;

private:
    bool checkFraming();
    bool checkHost();
    bool checkTarget();
    void failBy(const BeastError &code);
    BeastError refuse(Reply reply)
    {
        fail(std::move(reply));
        return beast::http::make_error_code(beast::http::error::bad_value);
    }

    void on_request_impl(beast::http::verb, BeastView method, BeastView target, int version,
                         BeastError &code) override
    {
        http11 = version >= 11;
        request.method = toBytes(method);
        if (static_cast<qsizetype>(target.size()) > limits.target) {
            code = refuse(tooLarge(u"The address is longer than %1 bytes."_s.arg(limits.target), 414));
            return;
        }
        request.target = toBytes(target);
    }
    void on_response_impl(int, BeastView, int, BeastError &) override {}
    void on_field_impl(beast::http::field, BeastView name, BeastView value, BeastError &code) override
    {
        if (state != State::Head)
            return; // trailers are read and forgotten: nothing here depends on one
        if (request.headers.all().size() >= limits.fields) {
            code = refuse(tooLarge(u"The request has more than %1 header fields."_s.arg(limits.fields), 431));
            return;
        }
        request.headers.add(toBytes(name), toBytes(value));
    }
    void on_header_impl(BeastError &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &announced, BeastError &) override
    {
        if (announced)
            request.body.reserve(std::min(static_cast<qsizetype>(*announced), reserveAtMost));
    }
    std::size_t on_body_impl(BeastView body, BeastError &) override
    {
        request.body.append(body.data(), static_cast<qsizetype>(body.size()));
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t, BeastView, BeastError &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, BeastView body, BeastError &code) override
    {
        return on_body_impl(body, code);
    }
    void on_finish_impl(BeastError &) override {}
};

void RequestParser::Impl::failBy(const BeastError &code)
{
    using beast::http::error;
    if (state == State::Failed)
        return;
    if (code == error::header_limit) {
        fail(request.target.isEmpty()
                 ? tooLarge(u"The request line is longer than %1 bytes."_s.arg(limits.header), 414)
                 : tooLarge(u"The header is longer than %1 bytes."_s.arg(limits.header), 431));
    } else if (code == error::body_limit) {
        fail(tooLarge(u"The body is longer than %1 bytes."_s.arg(limits.body), 413));
    } else if (code == error::bad_version) {
        fail(unsupported(u"This service speaks HTTP/1.0 and HTTP/1.1."_s, 505));
    } else if (code == error::bad_transfer_encoding || code == error::bad_content_length ||
               code == error::multiple_content_length) {
        fail(invalid(u"The length of the body is stated in a way that contradicts itself."_s));
    } else if (code == error::bad_chunk || code == error::bad_chunk_extension) {
        fail(invalid(u"The chunks of the body are malformed."_s));
    } else {
        fail(invalid(
            u"The request is not well-formed HTTP (%1)."_s.arg(QString::fromStdString(code.message()))));
    }
}

qsizetype RequestParser::Impl::feed(QByteArrayView bytes)
{
    qsizetype taken = 0;
    // Empty lines before a request line are skipped ([RFC 9112] 2.2).
    while (!begun && bytes.size() - taken >= 2 && bytes[taken] == '\r' && bytes[taken + 1] == '\n')
        taken += 2;
    if (!begun && (taken == bytes.size() || (bytes.size() - taken == 1 && bytes[taken] == '\r')))
        return taken;
    begun = true;

    const State before = state;
    while (state == before && (state == State::Head || state == State::Body)) {
        const QByteArrayView rest = bytes.sliced(taken);
        // Every chunked message ends in at least five bytes, and Beast asserts that it gets them at once.
        if (state == State::Body && chunkedBody && rest.size() < shortestLastChunk)
            break;
        BeastError code;
        const qsizetype bodyBefore = request.body.size();
        const auto used = static_cast<qsizetype>(
            put(boost::asio::const_buffer(rest.data(), static_cast<std::size_t>(rest.size())), code));
        taken += used;
        if (state == State::Head) {
            headBytes += used;
            const bool waiting = code == beast::http::error::need_more;
            if (headBytes + (waiting ? rest.size() - used : 0) > limits.header) {
                code = beast::http::error::header_limit;
            }
        } else if (chunkedBody) {
            // A chunk's size line with its extensions, or the trailers: bounded like a header.
            const bool waiting = code == beast::http::error::need_more;
            const qsizetype framing = used - (request.body.size() - bodyBefore);
            if (framing + (waiting ? rest.size() - used : 0) > limits.header)
                code = beast::http::error::header_limit;
        }
        if (code == beast::http::error::need_more)
            break;
        if (code == beast::http::error::bad_version && !namesVersion(rest))
            code = beast::http::error::bad_line_ending;
        if (code) {
            failBy(code);
            break;
        }
        if (state == State::Head && is_header_done())
            finishHead();
        else if (state == State::Body && is_done())
            state = State::Done;
        if (taken == bytes.size())
            break;
    }
    return taken;
}

void RequestParser::Impl::finishHead()
{
    if (!checkFraming() || !checkHost() || !checkTarget())
        return;
    if (request.method == "HEAD") {
        request.method = "GET";
        request.head = true;
    }
    state = is_done() ? State::Done : State::Body;
}

bool RequestParser::Impl::checkFraming()
{
    QByteArray coding;
    QByteArray expect;
    int lengths = 0;
    int codings = 0;
    for (const auto &[name, value] : request.headers.all()) {
        if (name.compare("Transfer-Encoding", Qt::CaseInsensitive) == 0) {
            coding = value.trimmed().toLower();
            ++codings;
        } else if (name.compare("Content-Length", Qt::CaseInsensitive) == 0) {
            ++lengths;
            if (value.contains(',')) // allowed by the letter when all agree, and only ever sent by attackers
                ++lengths;
        } else if (name.compare("Expect", Qt::CaseInsensitive) == 0) {
            expect = value.trimmed().toLower();
        } else if (name.compare("Content-Encoding", Qt::CaseInsensitive) == 0 &&
                   value.compare("identity", Qt::CaseInsensitive) != 0 && !value.isEmpty()) {
            Reply reply = unsupported(u"Bodies are accepted as they are, without a content coding."_s, 415);
            reply.headers.add("Accept-Encoding", "identity");
            fail(std::move(reply));
            return false;
        }
    }
    if (codings > 0 && lengths > 0) {
        fail(invalid(u"Content-Length and Transfer-Encoding exclude each other."_s));
    } else if (lengths > 1) {
        fail(invalid(u"Content-Length is given more than once."_s));
    } else if (codings > 0 && !http11) {
        fail(invalid(u"HTTP/1.0 has no Transfer-Encoding."_s));
    } else if (codings > 1) {
        fail(invalid(u"Transfer-Encoding is given more than once."_s));
    } else if (codings == 1 && coding != "chunked") {
        // The end of the message cannot be known unless chunked comes last ([RFC 9112] 6.3).
        if (coding.endsWith(",chunked") || coding.endsWith(", chunked"))
            fail(unsupported(u"No transfer coding but chunked is understood."_s, 501));
        else
            fail(invalid(u"The transfer coding does not tell where the body ends."_s));
    } else if (!expect.isEmpty() && expect != "100-continue") {
        fail(unsupported(u"Only the expectation 100-continue can be met."_s, 417));
    } else {
        chunkedBody = codings == 1;
        length = chunkedBody ? -1 : static_cast<qint64>(content_length().value_or(0));
        wantsContinue = !expect.isEmpty() && http11 && !is_done();
        return true;
    }
    return false;
}

bool RequestParser::Impl::checkHost()
{
    int hosts = 0;
    for (const auto &field : request.headers.all()) {
        if (field.first.compare("Host", Qt::CaseInsensitive) == 0) {
            ++hosts;
            if (!isAuthority(field.second)) {
                fail(invalid(u"The Host header is malformed."_s));
                return false;
            }
        }
    }
    if (hosts > 1) {
        fail(invalid(u"The Host header is given more than once."_s));
        return false;
    }
    if (hosts == 0 && http11) {
        fail(invalid(u"The Host header is missing."_s));
        return false;
    }
    return true;
}

bool RequestParser::Impl::checkTarget()
{
    if (!isKnownMethod(request.method)) {
        fail(unsupported(
            u"The method %1 is not known here."_s.arg(QString::fromLatin1(request.method.left(40))), 501));
        return false;
    }
    if (request.method == "CONNECT") {
        Reply reply = unsupported(u"This service is no proxy."_s, 405);
        reply.headers.add("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
        fail(std::move(reply));
        return false;
    }
    if (request.target == "*" && request.method == "OPTIONS")
        return true;
    QByteArray origin = request.target;
    if (!origin.startsWith('/')) {
        // absolute-form: its authority replaces Host ([RFC 9112] 3.2.2)
        const QByteArray lower = origin.left(8).toLower();
        const qsizetype from = lower.startsWith("https://") ? 8 : lower.startsWith("http://") ? 7 : 0;
        qsizetype slash = from;
        while (slash < origin.size() && origin[slash] != '/' && origin[slash] != '?')
            ++slash;
        const QByteArray authority = origin.sliced(from, slash - from);
        if (from == 0 || !isAuthority(authority)) {
            fail(invalid(u"The request target is malformed."_s));
            return false;
        }
        request.headers.set("Host", authority);
        origin = origin.sliced(slash);
        if (!origin.startsWith('/'))
            origin.prepend('/');
    }
    if (origin.contains('#') || !parseTarget(origin, request.path, request.query)) {
        fail(invalid(u"The request target is malformed."_s));
        return false;
    }
    return true;
}

RequestParser::RequestParser(const ParserLimits &limits)
    : d(std::make_unique<Impl>(limits))
{}

RequestParser::~RequestParser() = default;

qsizetype RequestParser::feed(QByteArrayView bytes)
{
    return d->state == State::Head || d->state == State::Body ? d->feed(bytes) : 0;
}

void RequestParser::reset()
{
    const ParserLimits &limits = d->limits;
    d.reset();
    d = std::make_unique<Impl>(limits);
}

RequestParser::State RequestParser::state() const
{
    return d->state;
}

bool RequestParser::started() const
{
    return d->begun;
}

Request &RequestParser::request()
{
    return d->request;
}

const Reply &RequestParser::failure() const
{
    return d->failure;
}

bool RequestParser::keepAlive() const
{
    return (d->state == State::Body || d->state == State::Done) && d->keep_alive();
}

bool RequestParser::http10() const
{
    return !d->http11;
}

bool RequestParser::expectsContinue() const
{
    return d->wantsContinue;
}

qint64 RequestParser::contentLength() const
{
    return d->length;
}

} // namespace smc::http
