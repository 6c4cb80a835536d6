// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/secret.h"

#include <QByteArray>

#include <chrono>

namespace smc::rpc {

/// What goes over the socket between smcd and a worker, one frame each way per call:
///
///     u32 length of the body, u32 length of the secret (host order: both ends are on one machine)
///     body: CBOR
///     secret: raw bytes, in memory of its own that is wiped
struct Frame
{
    QByteArray body;
    Secret secret;
};

constexpr quint32 maxBody = 64 * 1024 * 1024; ///< 50,000 open files are about 10 MB
constexpr quint32 maxSecret = 64 * 1024;      ///< a password, or a Kerberos credential cache

enum class FrameStatus {
    Good,
    Closed,  ///< the other end is gone
    Timeout, ///< nothing more came until the deadline
    Broken,  ///< what came is no frame, or larger than the limits
};

/// Waits until there is something to read, or the other end is gone (which reading tells). False: nothing.
[[nodiscard]] bool waitReadable(int fd, std::chrono::milliseconds patience);
/// Blocks until the deadline. `fd` is a stream socket.
[[nodiscard]] FrameStatus writeFrame(int fd, const Frame &frame,
                                     std::chrono::steady_clock::time_point deadline);
[[nodiscard]] FrameStatus readFrame(int fd, Frame &frame, std::chrono::steady_clock::time_point deadline);

} // namespace smc::rpc
