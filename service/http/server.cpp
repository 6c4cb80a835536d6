// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/server.h"

#include "service/http/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <openssl/ssl.h>

#include <algorithm>
#include <csignal>
#include <optional>
#include <pthread.h>

namespace smc::http {

using namespace Qt::Literals::StringLiterals;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto sweepInterval = std::chrono::milliseconds(200);
constexpr auto acceptPause = std::chrono::milliseconds(100); ///< after running out of descriptors
constexpr int politeRefusals = 64; ///< so many connections above a limit hear why; the rest are just closed

tcp::endpoint endpointOf(const QHostAddress &address, quint16 port)
{
    return {asio::ip::make_address(address.toString().toStdString()), port};
}

QHostAddress addressOf(const tcp::endpoint &endpoint)
{
    QHostAddress address(endpoint.data());
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // a dual-stack socket maps IPv4 into IPv6
    return isV4 ? QHostAddress(v4) : address;
}

} // namespace

class Server::Impl
{
public:
    Impl(ServerConfig configGiven, std::shared_ptr<Shared> sharedGiven)
        : config(std::move(configGiven))
        , shared(std::move(sharedGiven))
    {}

    using Acceptor = std::shared_ptr<tcp::acceptor>;

    Result<void> bind(const QHostAddress &address);
    void accept(const Acceptor &acceptor);
    void admit(tcp::socket socket, const std::shared_ptr<IoLoop> &loop);
    void sweep(const std::shared_ptr<IoLoop> &loop);
    void stopAccepting();
    void stop();

    ServerConfig config;
    std::shared_ptr<Shared> shared;
    std::vector<std::shared_ptr<IoLoop>> loops;
    std::vector<asio::executor_work_guard<asio::io_context::executor_type>> work;
    std::vector<Acceptor> acceptors;
    std::size_t nextLoop = 0;
    quint16 boundPort = 0;
};

Result<void> Server::Impl::bind(const QHostAddress &address)
{
    const auto acceptor = std::make_shared<tcp::acceptor>(loops.front()->io);
    const bool any = address == QHostAddress(QHostAddress::Any);
    const quint16 port = boundPort ? boundPort : config.port;
    const QHostAddress used = any ? QHostAddress(QHostAddress::AnyIPv6) : address;
    boost::system::error_code code;
    const auto open = [&](const tcp::endpoint &endpoint, bool dualStack) {
        acceptor->close(code);
        acceptor->open(endpoint.protocol(), code);
        if (!code)
            acceptor->set_option(asio::socket_base::reuse_address(true), code);
        if (!code && endpoint.protocol() == tcp::v6())
            acceptor->set_option(asio::ip::v6_only(!dualStack), code);
        if (!code)
            acceptor->bind(endpoint, code);
        if (!code)
            acceptor->listen(1024, code);
    };
    open(endpointOf(used, port), any);
    if (code && any) // a kernel without IPv6
        open(endpointOf(QHostAddress(QHostAddress::AnyIPv4), port), false);
    if (code) {
        return Error{.code = ErrorCode::Internal,
                     .message =
                         u"The service cannot listen on %1 port %2."_s.arg(address.toString()).arg(port),
                     .hint = u"Another program may use the port; set [global] port or address."_s,
                     .native = QString::fromStdString(code.message())};
    }
    boundPort = acceptor->local_endpoint().port();
    acceptors.push_back(acceptor);
    return {};
}

void Server::Impl::accept(const Acceptor &acceptor)
{
    const std::shared_ptr<IoLoop> loop = loops[nextLoop++ % loops.size()];
    acceptor->async_accept(
        loop->io, [this, acceptor, loop](const boost::system::error_code &code, tcp::socket socket) {
            if (!acceptor->is_open())
                return;
            if (!code) {
                // The connection is made on its own thread; the shared pointer carries the socket there.
                const auto carried = std::make_shared<tcp::socket>(std::move(socket));
                asio::post(loop->io, [this, carried, loop] { admit(std::move(*carried), loop); });
            } else if (code != asio::error::connection_aborted) {
                const auto pause = std::make_shared<asio::steady_timer>(loops.front()->io, acceptPause);
                pause->async_wait([this, acceptor, pause](const boost::system::error_code &) {
                    if (acceptor->is_open())
                        accept(acceptor);
                });
                return;
            }
            accept(acceptor);
        });
}

void Server::Impl::admit(tcp::socket socket, const std::shared_ptr<IoLoop> &loop)
{
    if (shared->draining.load())
        return;
    boost::system::error_code code;
    const tcp::endpoint remote = socket.remote_endpoint(code);
    if (code)
        return; // gone already
    const QHostAddress peer = addressOf(remote);

    std::shared_ptr<const TlsContext> tls;
    ServerLimits limits;
    bool refused = false;
    bool crowded = false;
    {
        const std::scoped_lock lock(shared->mutex);
        limits = shared->limits;
        tls = shared->tls;
        refused = shared->perAddress.value(peer) >= limits.connectionsPerAddress;
        crowded = !refused && shared->open >= limits.connections;
    }
    if (crowded) {
        // Who has been silent for longest makes room.
        std::shared_ptr<Connection> oldest;
        for (const auto &connection : loop->connections) {
            if (connection->isIdle() && (!oldest || connection->deadline() < oldest->deadline()))
                oldest = connection;
        }
        if (oldest)
            oldest->terminate();
        else
            refused = true;
    }
    {
        const std::scoped_lock lock(shared->mutex);
        if (!refused) {
            ++shared->open;
            ++shared->perAddress[peer];
        } else {
            shared->metrics.connectionsRefused.fetch_add(1, std::memory_order_relaxed);
            if (shared->turnedAway >= politeRefusals)
                return; // closed without a word
            ++shared->turnedAway;
        }
    }
    shared->metrics.connectionsOpened.fetch_add(1, std::memory_order_relaxed);

    ssl_st *ssl = tls ? tls->newConnection() : nullptr;
    const auto connection = std::make_shared<Connection>(
        shared, loop, std::move(socket), ssl, tls != nullptr, peer, limits,
        refused ? Connection::Admission::TooMany : Connection::Admission::Welcome);
    if (tls && !ssl)
        return; // out of memory
    const auto place = loop->connections.insert(loop->connections.end(), connection);
    asio::co_spawn(loop->io, connection->run(),
                   [loop, place](const std::exception_ptr &) { loop->connections.erase(place); });
}

void Server::Impl::sweep(const std::shared_ptr<IoLoop> &loop)
{
    loop->sweptAt.store(std::chrono::steady_clock::now().time_since_epoch().count());
    loop->sweepTimer.expires_after(sweepInterval);
    loop->sweepTimer.async_wait([this, loop](const boost::system::error_code &code) {
        if (code || shared->stopping.load()) // an expiry that was queued already is not cancelled
            return;
        const auto now = std::chrono::steady_clock::now();
        std::vector<std::shared_ptr<Connection>> late; // apart: a connection that ends leaves the list
        for (const auto &connection : loop->connections) {
            if (connection->deadline() <= now)
                late.push_back(connection);
        }
        for (const auto &connection : late)
            connection->checkDeadline(now);
        sweep(loop);
    });
}

void Server::Impl::stopAccepting()
{
    if (loops.empty())
        return;
    asio::post(loops.front()->io, [open = acceptors] {
        boost::system::error_code ignored;
        for (const Acceptor &acceptor : open)
            acceptor->close(ignored);
    });
}

void Server::Impl::stop()
{
    if (loops.empty())
        return;
    shared->draining.store(true);
    shared->stopping.store(true);
    stopAccepting();
    for (const auto &loop : loops) {
        asio::post(loop->io, [loop] {
            loop->sweepTimer.cancel();
            const auto all = loop->connections;
            for (const auto &connection : all)
                connection->terminate();
        });
    }
    work.clear();
    for (const auto &loop : loops) {
        if (loop->thread.joinable())
            loop->thread.join();
    }
    acceptors.clear();
    loops.clear();
}

Server::Server(ServerConfig config, const Router &router, const FilterChain &filters, Pools &pools,
               Metrics &metrics, std::shared_ptr<const TlsContext> tls)
{
    auto shared = std::make_shared<Shared>(router, filters, pools, metrics);
    shared->limits = config.limits;
    shared->tls = std::move(tls);
    d = std::make_unique<Impl>(std::move(config), std::move(shared));
}

Server::~Server() // NOLINT(bugprone-exception-escape): without memory for the last steps nothing can go on
{
    stop();
}

Result<void> Server::start()
{
    for (const Route &route : d->shared->router.routes()) {
        Pool *pool = d->shared->pools.find(route.pool);
        if (!pool) {
            return Error{.code = ErrorCode::Invalid,
                         .message = u"The route %1 names the unknown pool %2."_s.arg(
                             QString::fromLatin1(route.pattern), QString::fromStdString(route.pool))};
        }
        d->shared->poolOf.emplace(&route, pool);
    }
    d->shared->metrics.setRoutes(d->shared->router);
    (void)std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to sockets that may be gone
    for (int i = 0; i < std::max(1, d->config.ioThreads); ++i)
        d->loops.push_back(std::make_shared<IoLoop>());
    for (const QHostAddress &address : std::as_const(d->config.addresses)) {
        if (auto bound = d->bind(address); !bound) {
            d->acceptors.clear();
            d->loops.clear();
            return bound.error();
        }
    }
    for (const auto &acceptor : d->acceptors)
        d->accept(acceptor);
    for (const auto &loop : d->loops) {
        d->work.push_back(asio::make_work_guard(loop->io));
        d->sweep(loop);
        loop->thread = std::thread([loop] { loop->io.run(); });
        pthread_setname_np(loop->thread.native_handle(), "http");
    }
    return {};
}

quint16 Server::port() const
{
    return d->boundPort;
}

void Server::setTls(std::shared_ptr<const TlsContext> tls)
{
    const std::scoped_lock lock(d->shared->mutex);
    d->shared->tls = std::move(tls);
}

void Server::setLimits(const ServerLimits &limits)
{
    const std::scoped_lock lock(d->shared->mutex);
    d->shared->limits = limits;
}

bool Server::answers(std::chrono::milliseconds within) const
{
    const auto oldest = (std::chrono::steady_clock::now() - within).time_since_epoch().count();
    return std::all_of(d->loops.begin(), d->loops.end(),
                       [oldest](const auto &loop) { return loop->sweptAt.load() >= oldest; });
}

bool Server::drain(std::chrono::milliseconds patience)
{
    d->shared->draining.store(true);
    d->stopAccepting();
    bool quiet = false;
    {
        std::unique_lock lock(d->shared->mutex);
        quiet = d->shared->quiet.wait_for(lock, patience, [this] { return d->shared->busy.load() == 0; });
    }
    d->stop();
    return quiet;
}

void Server::stop()
{
    d->stop();
}

} // namespace smc::http
