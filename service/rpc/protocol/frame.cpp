// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/protocol/frame.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>

namespace smc::rpc {

namespace {

using Clock = std::chrono::steady_clock;
using Lengths = std::array<quint32, 2>;

/// Waits for `events`; rounded up, so that it does not spin in the last millisecond.
FrameStatus waitFor(int fd, short events, Clock::time_point deadline)
{
    for (;;) {
        int milliseconds = -1;
        if (deadline != Clock::time_point::max()) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
            if (left <= 0)
                return FrameStatus::Timeout;
            milliseconds = static_cast<int>(std::min<qint64>(left, INT_MAX));
        }
        pollfd one{.fd = fd, .events = events, .revents = 0};
        const int ready = ::poll(&one, 1, milliseconds);
        if (ready > 0)
            return FrameStatus::Good;
        if (ready < 0 && errno != EINTR)
            return FrameStatus::Closed;
    }
}

/// Moves all of `size` bytes by `step`, which is send or recv without blocking.
template<typename Step>
FrameStatus moveAll(int fd, short events, std::size_t size, Clock::time_point deadline, Step step)
{
    std::size_t done = 0;
    while (done < size) {
        if (const FrameStatus status = waitFor(fd, events, deadline); status != FrameStatus::Good)
            return status;
        const ssize_t moved = step(done, size - done);
        if (moved > 0)
            done += static_cast<std::size_t>(moved);
        else if (moved == 0 || (errno != EAGAIN && errno != EINTR))
            return FrameStatus::Closed;
    }
    return FrameStatus::Good;
}

FrameStatus sendAll(int fd, const char *data, std::size_t size, Clock::time_point deadline)
{
    return moveAll(fd, POLLOUT, size, deadline, [&](std::size_t at, std::size_t left) {
        return ::send(fd, data + at, left, MSG_DONTWAIT | MSG_NOSIGNAL);
    });
}

FrameStatus receiveAll(int fd, char *data, std::size_t size, Clock::time_point deadline)
{
    return moveAll(fd, POLLIN, size, deadline, [&](std::size_t at, std::size_t left) {
        return ::recv(fd, data + at, left, MSG_DONTWAIT);
    });
}

} // namespace

bool waitReadable(int fd, std::chrono::milliseconds patience)
{
    return waitFor(fd, POLLIN, Clock::now() + patience) != FrameStatus::Timeout;
}

FrameStatus writeFrame(int fd, const Frame &frame, Clock::time_point deadline)
{
    if (frame.body.size() > qsizetype(maxBody) || frame.secret.size() > maxSecret)
        return FrameStatus::Broken;
    const Lengths lengths{static_cast<quint32>(frame.body.size()), static_cast<quint32>(frame.secret.size())};
    std::array<char, sizeof(Lengths)> head{};
    std::memcpy(head.data(), lengths.data(), head.size());
    FrameStatus status = sendAll(fd, head.data(), head.size(), deadline);
    if (status == FrameStatus::Good)
        status = sendAll(fd, frame.body.constData(), lengths[0], deadline);
    if (status == FrameStatus::Good)
        status = sendAll(fd, frame.secret.data(), lengths[1], deadline);
    return status;
}

FrameStatus readFrame(int fd, Frame &frame, Clock::time_point deadline)
{
    std::array<char, sizeof(Lengths)> head{};
    FrameStatus status = receiveAll(fd, head.data(), head.size(), deadline);
    if (status != FrameStatus::Good)
        return status;
    Lengths lengths{};
    std::memcpy(lengths.data(), head.data(), head.size());
    if (lengths[0] > maxBody || lengths[1] > maxSecret)
        return FrameStatus::Broken;
    frame.body.resize(lengths[0]);
    status = receiveAll(fd, frame.body.data(), lengths[0], deadline);
    if (status != FrameStatus::Good)
        return status;
    QByteArray secret(lengths[1], Qt::Uninitialized);
    status = receiveAll(fd, secret.data(), lengths[1], deadline);
    frame.secret = Secret(std::move(secret)); // takes the bytes and wipes the array
    return status;
}

} // namespace smc::rpc
