// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <sys/socket.h>

namespace smc::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto waiting = asio::as_tuple(asio::use_awaitable);
constexpr qsizetype drainAtMost = 64 * 1024 * 1024; ///< read and thrown away after a refusal

} // namespace

ByteStream::ByteStream(tcp::socket socket, ssl_st *ssl)
    : m_socket(std::move(socket))
    , m_ssl(ssl)
{
    boost::system::error_code ignored;
    m_socket.non_blocking(true, ignored);
    m_socket.set_option(tcp::no_delay(true), ignored);
    if (m_ssl)
        SSL_set_fd(m_ssl, m_socket.native_handle());
}

ByteStream::~ByteStream()
{
    SSL_free(m_ssl);
}

void ByteStream::usePlain()
{
    SSL_free(m_ssl);
    m_ssl = nullptr;
}

void ByteStream::abort()
{
    m_broken = true;
    boost::system::error_code ignored;
    m_socket.cancel(ignored);
}

void ByteStream::close()
{
    m_broken = true;
    boost::system::error_code ignored;
    m_socket.close(ignored);
}

asio::awaitable<bool> ByteStream::waitFor(int sslError)
{
    if (m_broken || (sslError != SSL_ERROR_WANT_READ && sslError != SSL_ERROR_WANT_WRITE))
        co_return false;
    const auto direction = sslError == SSL_ERROR_WANT_READ ? tcp::socket::wait_read : tcp::socket::wait_write;
    auto [code] = co_await m_socket.async_wait(direction, waiting);
    co_return !code && !m_broken;
}

asio::awaitable<bool> ByteStream::handshake(bool &plainHttp)
{
    plainHttp = false;
    if (!m_ssl)
        co_return true;
    for (;;) {
        ERR_clear_error();
        const int done = SSL_do_handshake(m_ssl);
        if (done == 1)
            co_return true;
        const int why = SSL_get_error(m_ssl, done);
        if (why == SSL_ERROR_SSL) {
            const unsigned long code = ERR_peek_error();
            plainHttp = ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_HTTP_REQUEST;
        }
        const bool ready = co_await waitFor(why);
        if (!ready)
            co_return false;
    }
}

asio::awaitable<qsizetype> ByteStream::read(char *data, qsizetype size)
{
    while (!m_broken) {
        int why = SSL_ERROR_WANT_READ;
        if (m_ssl) {
            ERR_clear_error();
            std::size_t got = 0;
            const int done = SSL_read_ex(m_ssl, data, static_cast<std::size_t>(size), &got);
            if (done == 1)
                co_return static_cast<qsizetype>(got);
            why = SSL_get_error(m_ssl, done);
            if (why == SSL_ERROR_ZERO_RETURN)
                co_return 0;
        } else {
            const ssize_t got = ::recv(m_socket.native_handle(), data, static_cast<std::size_t>(size), 0);
            if (got >= 0)
                co_return got;
            if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
                co_return -1;
        }
        const bool ready = co_await waitFor(why);
        if (!ready)
            co_return -1;
    }
    co_return -1;
}

asio::awaitable<bool> ByteStream::write(QByteArrayView data, const std::function<void()> &progress)
{
    while (!data.isEmpty() && !m_broken) {
        int why = SSL_ERROR_WANT_WRITE;
        qsizetype put = 0;
        if (m_ssl) {
            ERR_clear_error();
            std::size_t written = 0;
            const int done =
                SSL_write_ex(m_ssl, data.data(), static_cast<std::size_t>(data.size()), &written);
            if (done == 1)
                put = static_cast<qsizetype>(written);
            else
                why = SSL_get_error(m_ssl, done);
        } else {
            const ssize_t sent = ::send(m_socket.native_handle(), data.data(),
                                        static_cast<std::size_t>(data.size()), MSG_NOSIGNAL);
            if (sent >= 0)
                put = sent;
            else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
                co_return false;
        }
        if (put > 0) {
            data = data.sliced(put);
            progress();
            continue;
        }
        const bool ready = co_await waitFor(why);
        if (!ready)
            co_return false;
    }
    co_return data.isEmpty();
}

asio::awaitable<void> ByteStream::closeGently()
{
    if (m_broken)
        co_return;
    if (m_ssl) {
        ERR_clear_error();
        SSL_shutdown(m_ssl);
    }
    boost::system::error_code ignored;
    m_socket.shutdown(tcp::socket::shutdown_send, ignored);
    std::array<char, 16384> sink; // NOLINT(cppcoreguidelines-pro-type-member-init): only ever written to
    qsizetype total = 0;
    while (total < drainAtMost) {
        const ssize_t got = ::recv(m_socket.native_handle(), sink.data(), sink.size(), 0);
        if (got == 0)
            break;
        if (got > 0) {
            total += got;
            continue;
        }
        if (errno != EAGAIN && errno != EWOULDBLOCK)
            break;
        const bool ready = co_await waitFor(SSL_ERROR_WANT_READ);
        if (!ready)
            break;
    }
}

} // namespace smc::http
