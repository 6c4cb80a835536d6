// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/filter.h"
#include "service/http/metrics.h"
#include "service/http/pools.h"
#include "service/http/request_parser.h"
#include "service/http/router.h"
#include "service/http/tls.h"
#include "shared/core/result.h"

#include <QHostAddress>
#include <QList>

#include <chrono>
#include <memory>

namespace smc::http {

/// Everything a client can make us wait for or keep.
struct ServerLimits
{
    ParserLimits parser;
    std::chrono::milliseconds handshake{10000}; ///< TLS handshake
    std::chrono::milliseconds header{10000};    ///< first byte to the end of the head: then 408
    std::chrono::milliseconds body{60000};      ///< the whole body: then 408
    std::chrono::milliseconds handler{
        120000};                            ///< then 504; the handler itself runs on, its answer is dropped
    std::chrono::milliseconds write{30000}; ///< without a byte taken by the client
    std::chrono::milliseconds idle{75000};  ///< between two requests
    int connections = 4000;                 ///< above: the longest idle one goes, else the new one gets 503
    int connectionsPerAddress = 1200;       ///< above: the new one gets 503
};

struct ServerConfig
{
    QList<QHostAddress> addresses{QHostAddress(QHostAddress::Any)};
    quint16 port = 8080; ///< 0: any free one, the same for all addresses
    int ioThreads = 2;
    ServerLimits limits;
};

/// The listener: sockets, TLS, HTTP/1.1, limits; hands requests through the filters to the router's handlers
/// on their pools, and sends the answers.
///
///     accept ─ handshake ─┬─ idle ─ head ─ filters ─ body ─ handler on its pool ─ filters' after ─ write ─┐
///                         └──────────────────── keep-alive ───────────────────────────────────────────────┘
///
/// Each connection lives on one io thread and needs no lock; a request visits a pool's thread and comes
/// back. Thread-safe from `start` on. The router, chain, pools and metrics must outlive it; the metrics
/// are of this one alone, since they count by its routes.
class Server
{
public:
    /// `tls` null: plain HTTP.
    Server(ServerConfig config, const Router &router, const FilterChain &filters, Pools &pools,
           Metrics &metrics, std::shared_ptr<const TlsContext> tls);
    ~Server(); ///< as `stop`
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    /// Binds and begins to serve. Errors: Invalid (a route names an unknown pool), Internal (the address is
    /// in use or forbidden, with errno in `native`).
    [[nodiscard]] Result<void> start();
    [[nodiscard]] quint16 port() const;

    /// For connections made from now on.
    void setTls(std::shared_ptr<const TlsContext> tls);
    void setLimits(const ServerLimits &limits);

    /// Whether every io thread came round within that time (at least a second). One that did not hangs in a
    /// handler or filter, and its connections with it: the watchdog's question.
    [[nodiscard]] bool answers(std::chrono::milliseconds within) const;

    /// Stops accepting, closes idle connections, answers new requests on old ones with 503, and waits up to
    /// `patience` until the others have their answers. False: some had not, and were cut.
    bool drain(std::chrono::milliseconds patience);
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> d;
};

} // namespace smc::http
