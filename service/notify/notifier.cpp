// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/notify/notifier.h"

#include <QLoggingCategory>
#include <QSysInfo>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <syslog.h>
#include <thread>

namespace smc::notify {

using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;

Q_LOGGING_CATEGORY(lcNotify, "smc.notify")

namespace {

constexpr qsizetype mostWaiting = 1000;
constexpr auto firstPause = std::chrono::seconds(10);
constexpr auto longestPause = std::chrono::minutes(10);
constexpr auto giveUpAfter = std::chrono::hours(24);

Result<void> mailTo(const Notifier::Options &options, const QList<Notice> &notices)
{
    const std::optional<Notifier::Mail> &mail = options.mail;
    if (!mail)
        return {};
    return sendMail(mail->server, mail->from, mail->to,
                    toMail(notices, mail->from, mail->to, QSysInfo::machineHostName()));
}

Result<void> postTo(const Notifier::Options &options, const QList<Notice> &notices)
{
    const auto &hook = options.hook;
    return !hook ? Result<void>() : post(*hook, toJson(notices, QSysInfo::machineHostName()));
}

Result<void> logTo(const Notifier::Options & /*options*/, const QList<Notice> &notices)
{
    ::openlog("smcd", LOG_PID, LOG_DAEMON); // the name is kept, not copied: a literal
    for (const Notice &notice : notices)
        ::syslog(notice.firing ? LOG_ALERT : LOG_NOTICE, "%s", toLine(notice).toUtf8().constData());
    return {};
}

} // namespace

class Notifier::Channel
{
public:
    using Deliver = Result<void> (*)(const Options &, const QList<Notice> &);
    using IsOn = bool (*)(const Options &);

    Channel(const char *name, IsOn isOn, Deliver deliver)
        : m_isOn(isOn)
        , m_deliver(deliver)
        , m_counters{.channel = name}
        , m_thread([this](const std::stop_token &stop) { work(stop); })
    {}

    void setOptions(const Options &options)
    {
        const std::lock_guard lock(m_mutex);
        m_options = options;
        m_pause = {}; // what failed may well succeed now
        m_wake.notify_all();
    }
    void send(const QList<Notice> &notices)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isOn(m_options))
            return;
        if (m_waiting.isEmpty())
            m_waitingSince = Clock::now();
        m_waiting += notices;
        drop(m_waiting.size() - mostWaiting);
        m_wake.notify_all();
    }
    [[nodiscard]] Counters counters() const
    {
        const std::lock_guard lock(m_mutex);
        return m_counters;
    }

private:
    /// The oldest ones. The caller holds the mutex.
    void drop(qsizetype count)
    {
        if (count <= 0)
            return;
        m_waiting.remove(0, count);
        m_counters.dropped += static_cast<quint64>(count);
    }
    void work(const std::stop_token &stop);
    void failed(const Error &error);

    const IsOn m_isOn;
    const Deliver m_deliver;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    Options m_options;
    QList<Notice> m_waiting;
    Clock::time_point m_waitingSince;
    std::chrono::milliseconds m_pause{0}; ///< after the failures so far
    Counters m_counters;
    std::jthread m_thread; // last: it uses all of the above
};

void Notifier::Channel::work(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    // The condition alone goes on for as long as something waits, also when it should stop.
    while (m_wake.wait(lock, stop, [this] { return !m_waiting.isEmpty(); }) && !stop.stop_requested()) {
        if (!m_isOn(m_options)) { // switched off meanwhile
            m_waiting.clear();
            continue;
        }
        const Options options = m_options;
        const QList<Notice> notices = m_waiting;
        lock.unlock();
        const auto done = m_deliver(options, notices);
        lock.lock();
        if (done) {
            // More may have come, and so many that of these some have been dropped.
            m_waiting.removeIf([&notices](const Notice &one) { return notices.contains(one); });
            m_waitingSince = Clock::now();
            m_counters.sent += static_cast<quint64>(notices.size());
            m_pause = {};
            continue;
        }
        failed(done.error());
        // setOptions() takes the pause away.
        m_wake.wait_for(lock, stop, m_pause, [this] { return m_pause.count() == 0; });
    }
}

void Notifier::Channel::failed(const Error &error)
{
    ++m_counters.failed;
    if (m_pause.count() == 0)
        qCWarning(lcNotify).noquote() << m_counters.channel << "of alerts:" << error.toString();
    m_pause =
        m_pause.count() == 0 ? firstPause : std::min<std::chrono::milliseconds>(m_pause * 2, longestPause);
    if (Clock::now() - m_waitingSince > giveUpAfter) {
        qCCritical(lcNotify).noquote() << m_counters.channel << "of alerts: given up after a day;"
                                       << m_waiting.size() << "were not delivered";
        drop(m_waiting.size());
    }
}

Notifier::Notifier()
{
    m_channels.push_back(std::make_unique<Channel>(
        "mail", [](const Options &options) { return options.mail.has_value(); }, mailTo));
    m_channels.push_back(std::make_unique<Channel>(
        "webhook", [](const Options &options) { return options.hook.has_value(); }, postTo));
    m_channels.push_back(
        std::make_unique<Channel>("syslog", [](const Options &options) { return options.syslog; }, logTo));
}

Notifier::~Notifier() = default;

void Notifier::setOptions(const Options &options)
{
    for (const auto &channel : m_channels)
        channel->setOptions(options);
}

void Notifier::send(const QList<Notice> &notices)
{
    for (const auto &channel : m_channels)
        channel->send(notices);
}

std::vector<Notifier::Counters> Notifier::counters() const
{
    std::vector<Counters> all;
    all.reserve(m_channels.size());
    for (const auto &channel : m_channels)
        all.push_back(channel->counters());
    return all;
}

} // namespace smc::notify
