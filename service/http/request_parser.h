// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"

#include <QByteArrayView>

#include <memory>

namespace smc::http {

/// What one request may weigh. Zero is no limit nowhere.
struct ParserLimits
{
    qsizetype target = 4096;          ///< bytes of the request target; above: 414
    qsizetype header = 16384;         ///< bytes of the whole head; above: 431
    int fields = 100;                 ///< header fields; above: 431
    qsizetype body = 8 * 1024 * 1024; ///< bytes of the body, decoded; above: 413
};

/// Bytes in, one request out; knows no socket. Strict where leniency smuggles requests ([RFC 9112] 11.2):
/// Content-Length beside Transfer-Encoding, differing or repeated framing, a coding other than chunked,
/// white space before a colon, and a missing, doubled or malformed Host are refused.
///
/// Not thread-safe. `feed` until `state` is Body (the head stands in `request`, more is to come), Done or
/// Failed; then `reset` for the next request of the connection.
class RequestParser
{
public:
    enum class State { Head, Body, Done, Failed };

    explicit RequestParser(const ParserLimits &limits);
    ~RequestParser();
    RequestParser(const RequestParser &) = delete;
    RequestParser &operator=(const RequestParser &) = delete;

    /// Takes what it can and returns how many bytes that were. Stops behind the head, and behind the
    /// message; what it did not take must be offered again, with more behind it.
    [[nodiscard]] qsizetype feed(QByteArrayView bytes);
    void reset();

    [[nodiscard]] State state() const;
    /// True from the first byte that belongs to a request (empty lines before it do not).
    [[nodiscard]] bool started() const;
    /// What is known so far. `path`, `query` and `method` are right from State::Body on.
    [[nodiscard]] Request &request();
    /// The answer to a request that Failed; the connection closes after it.
    [[nodiscard]] const Reply &failure() const;

    [[nodiscard]] bool keepAlive() const; ///< the client wants the connection to stay
    [[nodiscard]] bool http10() const;
    [[nodiscard]] bool expectsContinue() const; ///< "Expect: 100-continue" with a body to come
    /// Announced size of the body; -1 when it is chunked.
    [[nodiscard]] qint64 contentLength() const;

private:
    class Impl;
    std::unique_ptr<Impl> d;
};

} // namespace smc::http
