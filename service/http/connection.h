// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to service/http: the only headers with Asio in them.

#include "service/http/server.h"

#include <QHash>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace smc::http {

class Connection;

/// One io thread and the connections that live on it.
struct IoLoop
{
    boost::asio::io_context io{1};
    boost::asio::steady_timer sweepTimer{io};
    std::list<std::shared_ptr<Connection>> connections;     ///< touched on this loop's thread only
    std::atomic<std::chrono::steady_clock::rep> sweptAt{0}; ///< when its thread came round last
    std::thread thread;
};

/// What connections share: the way to the rest of the service, and the counts that limits go by.
struct Shared
{
    Shared(const Router &routerGiven, const FilterChain &filtersGiven, Pools &poolsGiven,
           Metrics &metricsGiven)
        : router(routerGiven)
        , filters(filtersGiven)
        , pools(poolsGiven)
        , metrics(metricsGiven)
    {}
    const Router &router;
    const FilterChain &filters;
    Pools &pools;
    Metrics &metrics;
    std::unordered_map<const Route *, Pool *> poolOf; ///< filled at start, then read-only
    std::atomic<bool> draining{false};
    std::atomic<bool> stopping{false};
    std::atomic<int> busy{0};      ///< connections that are not idle
    std::condition_variable quiet; ///< busy or open became 0; with mutex
    std::atomic<quint64> nextRequest{1};

    std::mutex mutex; ///< guards what follows
    ServerLimits limits;
    std::shared_ptr<const TlsContext> tls;
    QHash<QHostAddress, int> perAddress;
    int open = 0;
    int turnedAway = 0; ///< connections that are just being told of a limit; they count against none
};

/// Bytes over a socket, in TLS or plain, without blocking. OpenSSL works on the descriptor itself, so a
/// connection at rest holds no buffers. All calls on the loop's thread.
class ByteStream
{
public:
    ByteStream(boost::asio::ip::tcp::socket socket, ssl_st *ssl);
    ~ByteStream();
    ByteStream(const ByteStream &) = delete;
    ByteStream &operator=(const ByteStream &) = delete;

    /// False: it failed. `plainHttp` says whether the peer spoke HTTP to a TLS port.
    boost::asio::awaitable<bool> handshake(bool &plainHttp);
    /// Bytes read; 0 at the end, -1 on failure.
    boost::asio::awaitable<qsizetype> read(char *data, qsizetype size);
    /// Calls `progress` after each piece the peer took.
    boost::asio::awaitable<bool> write(QByteArrayView data, const std::function<void()> &progress);
    /// Says good-bye, then reads what still comes (up to a bound) so that the peer sees our last answer and
    /// not a reset.
    boost::asio::awaitable<void> closeGently();
    void abort();                       ///< wakes whatever waits; nothing works afterwards
    void revive() { m_broken = false; } ///< after an abort for want of time: to say so
    void close(); ///< the descriptor itself: a handler that runs on may hold the connection for long
    void usePlain();

private:
    boost::asio::awaitable<bool> waitFor(int sslError);
    boost::asio::ip::tcp::socket m_socket;
    ssl_st *m_ssl;
    bool m_broken = false;
};

class Connection : public std::enable_shared_from_this<Connection>
{
public:
    /// Why the connection is here at all.
    enum class Admission { Welcome, TooMany };

    Connection(std::shared_ptr<Shared> shared, std::shared_ptr<IoLoop> loop,
               boost::asio::ip::tcp::socket socket, ssl_st *ssl, bool secure, const QHostAddress &peer,
               const ServerLimits &limits, Admission admission);
    ~Connection();

    boost::asio::awaitable<void> run();

    /// Called by the loop's sweep.
    void checkDeadline(std::chrono::steady_clock::time_point now);
    /// Ends at once, whatever it is doing.
    void terminate();
    [[nodiscard]] bool isIdle() const { return m_phase == Phase::Idle; }
    [[nodiscard]] std::chrono::steady_clock::time_point deadline() const { return m_deadline; }

private:
    enum class Phase { Handshake, Idle, Header, Body, Working, Write, Closing };
    struct Exchange;

    void enter(Phase phase, std::chrono::milliseconds time);
    boost::asio::awaitable<bool> readMore();
    boost::asio::awaitable<bool> serveOne();
    boost::asio::awaitable<bool> readBody(bool discard);
    boost::asio::awaitable<void> handle(std::shared_ptr<Exchange> exchange);
    boost::asio::awaitable<bool> send(Exchange &exchange, bool close);
    void finish(const std::shared_ptr<Exchange> &exchange, Reply reply);
    std::optional<Reply> runFilters(Exchange &exchange);

    const std::shared_ptr<Shared> m_shared;
    const std::shared_ptr<IoLoop> m_loop;
    const ServerLimits m_limits;
    ByteStream m_stream;
    RequestParser m_parser;
    QHostAddress m_peer;
    std::string m_input; ///< read, but not yet taken by the parser
    std::size_t m_taken = 0;
    std::shared_ptr<Exchange> m_current; ///< in its handler now
    std::function<void()> m_resume;
    std::chrono::steady_clock::time_point m_deadline;
    Phase m_phase = Phase::Idle;
    Admission m_admission;
    bool m_secure;
    bool m_timedOut = false;
};

/// The bytes of an answer's head: status line, its own fields, and those that every answer has.
[[nodiscard]] QByteArray serialiseHead(const Reply &reply, const Request &request, bool http10, bool close);

/// Answers a conditional GET from the reply's own ETag or Last-Modified: 304 or 412 in its place ([RFC 9110]
/// 13).
void applyConditions(const Request &request, Reply &reply);

} // namespace smc::http
