// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/line.h"

#include <algorithm>
#include <cerrno>
#include <lber.h>
#include <poll.h>
#include <sys/socket.h>

namespace smc::ldap {

namespace {

// Above the provider, which owns the descriptor, and below TLS.
constexpr int lineLevel = LBER_SBIOD_LEVEL_PROVIDER + 5;

int descriptorOf(Sockbuf_IO_Desc *layer)
{
    int fd = -1;
    ber_sockbuf_ctrl(layer->sbiod_sb, LBER_SB_OPT_GET_FD, &fd);
    return fd;
}

int lineSetup(Sockbuf_IO_Desc *layer, void *argument)
{
    layer->sbiod_pvt = argument;
    return 0;
}

int lineRemove(Sockbuf_IO_Desc *)
{
    return 0;
}

int lineControl(Sockbuf_IO_Desc *layer, int option, void *argument)
{
    return LBER_SBIOD_CTRL_NEXT(layer, option, argument);
}

ber_slen_t lineRead(Sockbuf_IO_Desc *layer, void *buffer, ber_len_t size)
{
    return static_cast<Line *>(layer->sbiod_pvt)->read(descriptorOf(layer), buffer, size);
}

ber_slen_t lineWrite(Sockbuf_IO_Desc *layer, void *buffer, ber_len_t size)
{
    return static_cast<Line *>(layer->sbiod_pvt)->write(descriptorOf(layer), buffer, size);
}

int lineClose(Sockbuf_IO_Desc *)
{
    return 0;
}

Sockbuf_IO lineFunctions = {lineSetup, lineRemove, lineControl, lineRead, lineWrite, lineClose};

} // namespace

bool Line::attach(Sockbuf *buffer)
{
    return ber_sockbuf_add_io(buffer, &lineFunctions, lineLevel, this) == 0;
}

bool Line::waitFor(int fd, short event)
{
    const auto end = std::min(Clock::now() + m_silence, m_deadline.value_or(Clock::time_point::max()));
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd events{.fd = fd, .events = event, .revents = 0};
        const int ready = left > 0 ? ::poll(&events, 1, static_cast<int>(left)) : 0;
        if (ready > 0)
            return true;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready == 0) {
            m_timedOut = true;
            errno = ETIMEDOUT;
        }
        return false;
    }
}

long Line::read(int fd, void *buffer, unsigned long size)
{
    for (;;) {
        const ssize_t count = ::recv(fd, buffer, size, MSG_DONTWAIT);
        if (count >= 0 || (errno != EAGAIN && errno != EINTR))
            return count;
        if (errno == EAGAIN && !waitFor(fd, POLLIN))
            return -1;
    }
}

long Line::write(int fd, const void *buffer, unsigned long size)
{
    for (;;) {
        const ssize_t count = ::send(fd, buffer, size, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count >= 0 || (errno != EAGAIN && errno != EINTR))
            return count;
        if (errno == EAGAIN && !waitFor(fd, POLLOUT))
            return -1;
    }
}

} // namespace smc::ldap
