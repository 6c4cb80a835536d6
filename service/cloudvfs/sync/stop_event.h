// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <sys/eventfd.h>
#include <unistd.h>

namespace smc::cloudvfs {

/// A descriptor for poll(2) that becomes readable when a stop is requested. It is not closed while whoever
/// requests that still writes to it: by then its number may be that of another file.
class StopEvent
{
public:
    explicit StopEvent(const std::stop_token &stop)
        : m_onStop(stop, Write{m_event.fd})
    {}
    [[nodiscard]] int fd() const { return m_event.fd; }

private:
    struct Event
    {
        Event() = default;
        ~Event()
        {
            if (fd >= 0)
                ::close(fd);
        }
        Event(const Event &) = delete;
        Event &operator=(const Event &) = delete;

        const int fd = ::eventfd(0, EFD_CLOEXEC);
    };
    struct Write
    {
        int fd;
        void operator()() const { (void)::eventfd_write(fd, 1); }
    };

    Event m_event;
    std::stop_callback<Write> m_onStop; // goes first, and waits for one that runs
};

} // namespace smc::cloudvfs
