// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/notify/notice.h"
#include "service/notify/transport.h"

#include <memory>
#include <optional>
#include <vector>

namespace smc::notify {

/// Tells people by e-mail, by web hook and by syslog(3). Each has a queue and a thread of its own, so that a
/// mail server that is down keeps nothing from the others. What waits goes as one mail; what was not taken is
/// tried again after ten seconds, twenty, … up to ten minutes, and given up after a day.
///
/// Thread-safe.
class Notifier
{
public:
    struct Mail
    {
        MailServer server;
        QString from;
        QStringList to;
    };
    struct Options
    {
        std::optional<Mail> mail;
        std::optional<Hook> hook;
        bool syslog = false;
    };
    struct Counters
    {
        const char *channel; ///< "mail", "webhook", "syslog"
        quint64 sent = 0;    ///< notices
        quint64 failed = 0;  ///< attempts
        quint64 dropped = 0; ///< notices: given up, or above 1,000 that wait
    };

    Notifier();
    ~Notifier(); ///< waits for the attempt under way; what waits behind it is lost
    Notifier(const Notifier &) = delete;
    Notifier &operator=(const Notifier &) = delete;

    /// From the next attempt on.
    void setOptions(const Options &options);
    /// Into all queues; returns at once.
    void send(const QList<Notice> &notices);
    [[nodiscard]] std::vector<Counters> counters() const;

private:
    class Channel;
    std::vector<std::unique_ptr<Channel>> m_channels;
};

} // namespace smc::notify
