// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/load.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace smc::bench {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void refuse(const std::string &what)
{
    char reason[256] = "";
    ERR_error_string_n(ERR_peek_last_error(), reason, sizeof reason);
    throw std::runtime_error(what + ": " + (errno ? std::strerror(errno) : reason));
}

int connectTo(const Load &load)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(load.host.c_str(), load.port.c_str(), &hints, &found) != 0)
        refuse("no address of " + load.host);
    int fd = -1;
    for (auto *address = found; address && fd < 0; address = address->ai_next) {
        fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd >= 0 && connect(fd, address->ai_addr, address->ai_addrlen) != 0) {
            close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(found);
    if (fd < 0)
        refuse("connecting to " + load.host);
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

/// One kept connection with at most one request outstanding. After the handshake it does not block.
class Connection
{
public:
    Connection(const Load &load, SSL_CTX *context)
        : m_fd(connectTo(load))
        , m_tls(SSL_new(context), SSL_free)
    {
        SSL_set_fd(m_tls.get(), m_fd);
        SSL_set_tlsext_host_name(m_tls.get(), load.host.c_str());
        SSL_set1_host(m_tls.get(), load.host.c_str());
        errno = 0;
        if (SSL_connect(m_tls.get()) != 1)
            refuse("TLS with " + load.host);
        // From here on reads return at once; a request fits the socket's buffer, so writes do not wait
        // either.
        fcntl(m_fd, F_SETFL, O_NONBLOCK);
    }
    ~Connection() { close(m_fd); }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] double latency() const
    {
        return std::chrono::duration<double>(Clock::now() - m_sent).count();
    }
    [[nodiscard]] long bodySize() const { return m_expected; }
    [[nodiscard]] bool succeeded() const { return m_status == 200; }

    void send(const std::string &request)
    {
        m_head.clear();
        m_expected = -1;
        m_received = 0;
        m_sent = Clock::now();
        if (SSL_write(m_tls.get(), request.data(), static_cast<int>(request.size())) !=
            static_cast<int>(request.size()))
            refuse("writing");
    }

    /// Takes what has arrived; true when the answer is whole.
    bool receive()
    {
        static char buffer[1 << 16];
        for (;;) {
            const int got = SSL_read(m_tls.get(), buffer, sizeof buffer);
            if (got <= 0) {
                if (SSL_get_error(m_tls.get(), got) == SSL_ERROR_WANT_READ)
                    return false;
                throw std::runtime_error("the service closed a connection");
            }
            if (m_expected >= 0)
                m_received += got;
            else
                readHead(buffer, got);
            if (m_expected >= 0 && m_received >= m_expected)
                return true;
        }
    }

private:
    void readHead(const char *data, int size)
    {
        m_head.append(data, static_cast<std::size_t>(size));
        const auto end = m_head.find("\r\n\r\n");
        if (end == std::string::npos)
            return;
        m_status = static_cast<int>(std::strtol(m_head.c_str() + 9, nullptr, 10)); // "HTTP/1.1 200"
        for (std::size_t at = m_head.find("\r\n"); at < end; at = m_head.find("\r\n", at + 2)) {
            if (strncasecmp(m_head.c_str() + at + 2, "content-length:", 15) == 0)
                m_expected = std::strtol(m_head.c_str() + at + 17, nullptr, 10);
        }
        if (m_expected < 0)
            throw std::runtime_error("an answer without Content-Length");
        m_received = static_cast<long>(m_head.size() - end - 4);
    }

    int m_fd;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_tls;
    std::string m_head;
    int m_status = 0;
    long m_expected = -1;
    long m_received = 0;
    Clock::time_point m_sent;
};

class HttpRun
{
public:
    explicit HttpRun(const Load &load)
        : m_context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free)
        , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    {
        if (SSL_CTX_load_verify_locations(m_context.get(), load.caFile.c_str(), nullptr) != 1)
            refuse("reading " + load.caFile);
        SSL_CTX_set_verify(m_context.get(), SSL_VERIFY_PEER, nullptr);
        const std::string tail = " HTTP/1.1\r\nHost: " + load.host + ":" + load.port +
                                 "\r\nAuthorization: Bearer " + firstLine(load.secretFile) +
                                 "\r\nAccept: application/json\r\n\r\n";
        m_requests.reserve(load.targets.size());
        for (const auto &target : load.targets)
            m_requests.emplace_back("GET ").append(target).append(tail);
        m_connections.reserve(static_cast<std::size_t>(load.connections));
        for (int i = 0; i < load.connections; ++i) {
            m_connections.push_back(std::make_unique<Connection>(load, m_context.get()));
            epoll_event event{EPOLLIN, {.ptr = m_connections.back().get()}};
            epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_connections.back()->fd(), &event);
        }
    }
    ~HttpRun() { close(m_epoll); }
    HttpRun(const HttpRun &) = delete;
    HttpRun &operator=(const HttpRun &) = delete;

    Measured run(int requests)
    {
        Measured measured;
        measured.latencies.reserve(static_cast<std::size_t>(requests));
        int unsent = requests;
        int outstanding = 0;
        const auto begin = Clock::now();
        const auto ask = [&](Connection &connection) {
            if (unsent <= 0)
                return;
            connection.send(m_requests[m_next++ % m_requests.size()]);
            --unsent;
            ++outstanding;
        };
        for (const auto &connection : m_connections)
            ask(*connection);
        epoll_event events[64];
        while (outstanding > 0) {
            const int ready = epoll_wait(m_epoll, events, 64, 60000);
            if (ready == 0)
                throw std::runtime_error("no answer in a minute");
            for (int i = 0; i < ready; ++i) {
                auto &connection = *static_cast<Connection *>(events[i].data.ptr);
                if (!connection.receive())
                    continue;
                --outstanding;
                measured.latencies.push_back(connection.latency());
                measured.bytes += connection.bodySize();
                measured.failures += connection.succeeded() ? 0 : 1;
                ask(connection);
            }
        }
        measured.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        return measured;
    }

private:
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context;
    int m_epoll;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::vector<std::string> m_requests;
    std::size_t m_next = 0;
};

} // namespace

Measured loadHttp(const Load &load)
{
    HttpRun run(load);
    if (load.warmUp > 0)
        run.run(load.warmUp);
    return run.run(load.requests);
}

} // namespace smc::bench
