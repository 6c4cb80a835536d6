// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

// liblber's, so that only our sources include lber.h
typedef struct sockbuf Sockbuf;

namespace smc::ldap {

/// The lowest layer of a connection: reads and writes its socket, with an end to every wait.
///
/// libldap waits with poll(2) for the beginning of a message, but what follows (the rest of it, a whole TLS
/// handshake) it reads for as long as the server pleases; with GnuTLS and a network timeout it even spins.
/// This layer stands below TLS and SASL and gives up after `silence` without a byte, or at the deadline. It
/// writes without SIGPIPE, so that a server's end never ends the process.
///
/// Owned by the connection and used by its thread; must outlive the handle.
class Line
{
public:
    using Clock = std::chrono::steady_clock;

    /// Puts itself under the buffer. False when liblber refuses.
    [[nodiscard]] bool attach(Sockbuf *buffer);
    void setSilence(std::chrono::milliseconds silence) { m_silence = silence; }
    /// Until this is cleared, no wait goes beyond that time.
    void setDeadline(std::optional<Clock::time_point> deadline) { m_deadline = deadline; }
    /// Whether a wait has ended without a byte.
    [[nodiscard]] bool timedOut() const { return m_timedOut; }

    // For the layer's C functions.
    long read(int fd, void *buffer, unsigned long size);
    long write(int fd, const void *buffer, unsigned long size);

private:
    bool waitFor(int fd, short event);

    std::chrono::milliseconds m_silence{30000};
    std::optional<Clock::time_point> m_deadline;
    bool m_timedOut = false;
};

} // namespace smc::ldap
