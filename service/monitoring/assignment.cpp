// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/monitoring/assignment.h"

#include <QLoggingCategory>

namespace smc::monitoring {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(lcAssignment, "smc.monitoring")

namespace {

constexpr auto askInterval = std::chrono::seconds(1);

} // namespace

Assignment::Assignment(state::OwningThread<state::Store> &store, Poller &poller)
    : m_store(store)
    , m_poller(poller)
{}

void Assignment::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            ask();
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, askInterval, [] { return false; });
        }
    });
}

void Assignment::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Assignment::ask()
{
    const QStringList hosts = m_poller.hosts();
    const auto own = m_store.call([&hosts](state::Store &store) { return store.divide(hosts); });
    {
        const std::lock_guard lock(m_mutex);
        m_problem = own ? std::optional<Error>() : own.error();
    }
    if (!own || *own == m_own) // else the log of the database says what is wrong
        return;
    m_own = *own;
    m_poller.setOwn(m_own);
    qCInfo(lcAssignment, "reads %lld of %lld servers", static_cast<long long>(m_own.size()),
           static_cast<long long>(hosts.size()));
}

std::optional<Error> Assignment::problem() const
{
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

} // namespace smc::monitoring
