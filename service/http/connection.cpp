// SPDX-License-Identifier: GPL-3.0-or-later
//
// One connection is one coroutine on one io thread: handshake, then request after request in order, so that
// pipelined requests are answered in order by construction. It waits in exactly three places: for the socket
// (ByteStream), for a handler (m_resume), and both are woken by the loop's sweep when the phase's time is
// over. What had to be waited for then fails, and m_timedOut says why.

#include "service/http/connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/crypto.h>

#include <exception>

namespace smc::http {

using namespace Qt::Literals::StringLiterals;
namespace asio = boost::asio;

namespace {

constexpr std::size_t readIdle = 1024;
constexpr std::size_t readHead = 4096;
constexpr std::size_t readBody16k = 16384;
constexpr qint64 discardAtMost = 64 * 1024; ///< of a refused request's body, to keep the connection
constexpr auto closingTime = std::chrono::seconds(2);
constexpr int retryWhenBusy = 1;
constexpr int retryWhenDraining = 5;

Reply timeout(const QString &message, int status, bool retryable)
{
    return Reply::problem(Error{.code = ErrorCode::Timeout, .message = message, .retryable = retryable},
                          status);
}

Reply tooManyConnections()
{
    return Reply::busy(u"Too many connections are open."_s, retryWhenDraining);
}

Reply internalError()
{
    return Reply::problem(Error{.code = ErrorCode::Internal,
                                .message = u"The service failed at this request."_s,
                                .hint = u"The service's log says more under this request's number."_s});
}

} // namespace

/// One request on its way: shared with the pool's thread, which may outlive the connection.
struct Connection::Exchange
{
    Request request;
    Router::Match match;
    std::optional<Reply> reply;
    std::chrono::steady_clock::time_point began;
    bool http10 = false;

    Exchange() = default;
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;
    ~Exchange()
    {
        // Passwords come in bodies: none stays behind in freed memory.
        if (!request.body.isEmpty() && request.body.isDetached())
            OPENSSL_cleanse(request.body.data(), static_cast<std::size_t>(request.body.size()));
    }

    void begin(const QHostAddress &peer, bool secure, Shared &shared)
    {
        began = std::chrono::steady_clock::now();
        request.peer = peer;
        request.secure = secure;
        request.received = began;
        request.id = shared.nextRequest.fetch_add(1, std::memory_order_relaxed);
    }
};

Connection::Connection(std::shared_ptr<Shared> shared, std::shared_ptr<IoLoop> loop,
                       asio::ip::tcp::socket socket, ssl_st *ssl, bool secure, const QHostAddress &peer,
                       const ServerLimits &limits, Admission admission)
    : m_shared(std::move(shared))
    , m_loop(std::move(loop))
    , m_limits(limits)
    , m_stream(std::move(socket), ssl)
    , m_parser(m_limits.parser)
    , m_peer(peer)
    , m_admission(admission)
    , m_secure(secure)
{
    m_shared->metrics.connections.fetch_add(1, std::memory_order_relaxed);
    enter(Phase::Handshake, m_limits.handshake);
}

Connection::~Connection()
{
    m_shared->metrics.connections.fetch_sub(1, std::memory_order_relaxed);
    if (m_phase != Phase::Idle)
        m_shared->busy.fetch_sub(1);
    {
        const std::scoped_lock lock(m_shared->mutex);
        if (m_admission == Admission::TooMany) {
            --m_shared->turnedAway;
        } else {
            --m_shared->open;
            const auto counted = m_shared->perAddress.find(m_peer);
            if (counted != m_shared->perAddress.end() && --*counted <= 0)
                m_shared->perAddress.erase(counted);
        }
    }
    m_shared->quiet.notify_all();
}

void Connection::enter(Phase phase, std::chrono::milliseconds time)
{
    if ((m_phase == Phase::Idle) != (phase == Phase::Idle)) {
        const int left = m_shared->busy.fetch_add(phase == Phase::Idle ? -1 : 1) - 1;
        if (left == 0 && m_shared->draining.load()) {
            const std::scoped_lock lock(m_shared->mutex); // or the waiter could miss it
            m_shared->quiet.notify_all();
        }
    }
    m_phase = phase;
    m_deadline = std::chrono::steady_clock::now() + time;
}

void Connection::checkDeadline(std::chrono::steady_clock::time_point now)
{
    if (now < m_deadline || m_timedOut)
        return;
    if (m_phase != Phase::Idle && m_phase != Phase::Closing)
        m_shared->metrics.timeouts.fetch_add(1, std::memory_order_relaxed);
    if (m_phase == Phase::Working) {
        // The handler runs on; only its answer comes too late.
        finish(m_current, timeout(u"The request took too long; it may still be carried out."_s, 504, false));
        return;
    }
    m_timedOut = true;
    m_stream.abort();
}

void Connection::terminate()
{
    m_stream.abort();
    if (m_phase == Phase::Working)
        finish(m_current, Reply::busy(u"The service is being stopped."_s, retryWhenDraining));
}

asio::awaitable<void> Connection::run()
{
    const auto self = shared_from_this();
    bool plainHttp = false;
    const bool shaken = co_await m_stream.handshake(plainHttp);
    if (!shaken && plainHttp && !m_timedOut) {
        // Somebody typed http:// by mistake: say so in the language he speaks.
        m_stream.usePlain();
        Exchange exchange;
        exchange.reply = Reply::problem(Error{.code = ErrorCode::Invalid,
                                              .message = u"This port speaks HTTPS only."_s,
                                              .hint = u"Use an address that begins with https://."_s});
        exchange.begin(m_peer, m_secure, *m_shared);
        co_await send(exchange, true);
    } else if (!shaken) {
        m_shared->metrics.handshakesFailed.fetch_add(1, std::memory_order_relaxed);
    } else if (m_admission == Admission::TooMany) {
        Exchange exchange;
        exchange.reply = tooManyConnections();
        exchange.begin(m_peer, m_secure, *m_shared);
        co_await send(exchange, true);
    } else {
        for (;;) {
            const bool more = co_await serveOne();
            if (!more)
                break;
        }
    }
    m_timedOut = false;
    enter(Phase::Closing, closingTime);
    co_await m_stream.closeGently();
    m_stream.close();
}

asio::awaitable<bool> Connection::readMore()
{
    if (m_taken > 0) {
        OPENSSL_cleanse(m_input.data(), m_taken); // as the body that it was copied into
        m_input.erase(0, m_taken);
        m_taken = 0;
    }
    const std::size_t size = m_phase == Phase::Body   ? readBody16k
                             : m_phase == Phase::Idle ? readIdle
                                                      : readHead;
    const std::size_t old = m_input.size();
    if (old == 0 && m_phase == Phase::Idle)
        std::string().swap(m_input); // at rest, a connection costs next to nothing
    m_input.resize(old + size);
    const qsizetype got = co_await m_stream.read(m_input.data() + old, static_cast<qsizetype>(size));
    m_input.resize(old + static_cast<std::size_t>(got > 0 ? got : 0));
    co_return got > 0;
}

asio::awaitable<bool> Connection::serveOne()
{
    m_parser.reset();
    enter(Phase::Idle, m_limits.idle);

    while (m_parser.state() == RequestParser::State::Head) {
        if (m_taken < m_input.size()) {
            const qsizetype used = m_parser.feed(
                QByteArrayView(m_input.data() + m_taken, static_cast<qsizetype>(m_input.size() - m_taken)));
            m_taken += static_cast<std::size_t>(used);
            if (m_phase == Phase::Idle && m_parser.started())
                enter(Phase::Header, m_limits.header);
            if (m_parser.state() != RequestParser::State::Head)
                break;
        }
        const bool more = co_await readMore();
        if (!more)
            break;
    }
    if (m_parser.state() == RequestParser::State::Head && !m_timedOut)
        co_return false; // the client has gone
    if (m_phase == Phase::Idle)
        co_return false; // nothing came in time

    auto exchange = std::make_shared<Exchange>();
    exchange->http10 = m_parser.http10();
    exchange->request = std::move(m_parser.request());
    exchange->begin(m_peer, m_secure, *m_shared);

    bool close = !m_parser.keepAlive() || m_shared->draining.load(std::memory_order_relaxed);
    if (m_timedOut) {
        close = true;
        exchange->reply = timeout(u"The request's header did not arrive in time."_s, 408, true);
    } else if (m_parser.state() == RequestParser::State::Failed) {
        close = true;
        exchange->reply = m_parser.failure();
    } else {
        exchange->reply = runFilters(*exchange);
        if (m_parser.state() == RequestParser::State::Body) {
            const bool refused = exchange->reply.has_value();
            const qint64 announced = m_parser.contentLength();
            if (refused && (m_parser.expectsContinue() || announced < 0 || announced > discardAtMost)) {
                close = true; // cheaper for both than to carry a body that nobody wants
            } else {
                const bool whole = co_await readBody(refused);
                if (!whole && m_timedOut) {
                    close = true;
                    exchange->reply = timeout(u"The request's body did not arrive in time."_s, 408, true);
                } else if (!whole && m_parser.state() == RequestParser::State::Failed) {
                    close = true;
                    exchange->reply = m_parser.failure();
                } else if (!whole) {
                    co_return false;
                }
                if (!refused)
                    exchange->request.body = std::move(m_parser.request().body);
            }
        }
        if (!exchange->reply)
            co_await handle(exchange);
    }
    if (m_shared->draining.load(std::memory_order_relaxed))
        close = true;
    const bool sent = co_await send(*exchange, close);
    co_return sent && !close;
}

asio::awaitable<bool> Connection::readBody(bool discard)
{
    enter(Phase::Body, m_limits.body);
    if (m_parser.expectsContinue() && m_taken == m_input.size()) {
        const std::function<void()> none = [] {};
        const bool sent = co_await m_stream.write("HTTP/1.1 100 Continue\r\n\r\n", none);
        if (!sent)
            co_return false;
    }
    while (m_parser.state() == RequestParser::State::Body) {
        if (m_taken < m_input.size()) {
            const qsizetype used = m_parser.feed(
                QByteArrayView(m_input.data() + m_taken, static_cast<qsizetype>(m_input.size() - m_taken)));
            m_taken += static_cast<std::size_t>(used);
            if (discard)
                m_parser.request().body.clear();
            if (m_parser.state() != RequestParser::State::Body)
                break;
        }
        const bool more = co_await readMore();
        if (!more)
            co_return false;
    }
    co_return m_parser.state() == RequestParser::State::Done;
}

std::optional<Reply> Connection::runFilters(Exchange &exchange)
{
    Request &request = exchange.request;
    exchange.match = m_shared->router.match(request.method, request.path);
    const Route *route = exchange.match.route;
    if (route)
        request.variables = exchange.match.variables;
    for (const auto &filter : m_shared->filters) {
        if (auto stopped = filter->before(request, route))
            return stopped;
    }
    if (m_shared->draining.load(std::memory_order_relaxed))
        return Reply::busy(u"The service is being stopped."_s, retryWhenDraining);
    if (route)
        return std::nullopt;

    QByteArray allowed = exchange.match.allowed.join(", ");
    if (request.target == "*")
        allowed = "GET, HEAD, POST, PUT, DELETE, OPTIONS";
    if (allowed.isEmpty()) {
        return Reply::problem(
            Error{.code = ErrorCode::NotFound,
                  .message = u"There is nothing at %1."_s.arg(QString::fromUtf8(request.target.left(200)))});
    }
    Reply reply;
    if (request.method == "OPTIONS") {
        reply = Reply::empty();
    } else {
        reply = Reply::problem(
            Error{.code = ErrorCode::Unsupported,
                  .message = u"%1 is not offered here."_s.arg(QString::fromLatin1(methodOnTheWire(request))),
                  .hint = u"Offered are: %1."_s.arg(QString::fromLatin1(allowed))},
            405);
    }
    reply.headers.set("Allow", allowed);
    return reply;
}

asio::awaitable<void> Connection::handle(std::shared_ptr<Exchange> exchange)
{
    const Route *route = exchange->match.route;
    Pool *pool = m_shared->poolOf.at(route);
    enter(Phase::Working, m_limits.handler);
    m_current = exchange;
    const auto answer = [route, exchange]() -> Reply {
        // Handlers must not throw; a service that dies of one that does helps nobody.
        try {
            return route->handler(exchange->request);
        } catch (const std::exception &thrown) {
            qCritical("request %llu: a handler threw: %s", exchange->request.id, thrown.what());
        } catch (...) {
            qCritical("request %llu: a handler threw", exchange->request.id);
        }
        return internalError();
    };
    if (pool->isInline()) {
        exchange->reply = answer();
        m_current.reset();
        co_return;
    }
    // Owns the loop and not the connection: when the server has stopped by then, what is posted stays in the
    // loop's queue, and a connection in there, which owns the loop, would keep both for ever.
    const auto task = [loop = m_loop, weak = weak_from_this(), exchange, answer] {
        asio::post(loop->io, [weak, exchange, reply = answer()]() mutable {
            if (const auto self = weak.lock())
                self->finish(exchange, std::move(reply));
        });
    };
    const bool taken = pool->post(task);
    if (!taken) {
        exchange->reply = Reply::busy(u"Too many requests are waiting."_s, retryWhenBusy);
        m_current.reset();
        co_return;
    }
    const auto suspend = [this](auto handler) {
        m_resume = [kept = std::make_shared<decltype(handler)>(std::move(handler))] { (*kept)(); };
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<> &, void()>(suspend, asio::use_awaitable);
}

void Connection::finish(const std::shared_ptr<Exchange> &exchange, Reply reply)
{
    if (!m_current || m_current != exchange)
        return; // the deadline was first
    exchange->reply = std::move(reply);
    m_current.reset();
    const auto resume = std::exchange(m_resume, nullptr);
    resume();
}

asio::awaitable<bool> Connection::send(Exchange &exchange, bool close)
{
    Q_ASSERT(exchange.reply); // finish() has put it there
    Reply &reply = *exchange.reply;
    const Request &request = exchange.request;
    const Route *route = exchange.match.route;
    applyConditions(request, reply);
    for (auto filter = m_shared->filters.rbegin(); filter != m_shared->filters.rend(); ++filter)
        (*filter)->after(request, route, reply);

    const bool timedOut = std::exchange(m_timedOut, false);
    enter(Phase::Write, m_limits.write);
    if (timedOut)
        m_stream.revive();
    QByteArray head = serialiseHead(reply, request, exchange.http10, close);
    const bool noBody = request.head || reply.status == 204 || reply.status == 304;
    const bool together = !noBody && reply.body.size() <= 32768;
    if (together)
        head += reply.body;
    const std::function<void()> progress = [this] {
        m_deadline = std::chrono::steady_clock::now() + m_limits.write;
    };
    bool sent = co_await m_stream.write(head, progress);
    if (sent && !noBody && !together)
        sent = co_await m_stream.write(reply.body, progress);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                            exchange.began);
    m_shared->metrics.answered(route, reply.status, took);
    co_return sent;
}

} // namespace smc::http
