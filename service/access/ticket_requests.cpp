// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/ticket_requests.h"

#include <utility>

namespace smc::access {

namespace {

/// Whether it would be the same answer again for a while.
bool isRefusal(const Error &error)
{
    return error.code == ErrorCode::Denied || error.code == ErrorCode::NotFound ||
           error.code == ErrorCode::Unauthenticated;
}

} // namespace

TicketRequests::TicketRequests(std::function<Clock::time_point()> now)
    : m_now(std::move(now))
{}

Result<Secret> TicketRequests::get(const QString &service, const Ask &ask)
{
    std::unique_lock lock(m_mutex);
    Entry &entry = m_entries[service];
    const auto answer = [&entry]() -> Result<Secret> {
        if (entry.error)
            return *entry.error;
        return entry.ticket.cache;
    };
    if (entry.asking) {
        m_answered.wait(lock, [&entry, before = entry.answers] { return entry.answers != before; });
        return answer();
    }
    if (entry.error && isRefusal(*entry.error) && m_now() - entry.since < refusalHolds)
        return *entry.error;
    if (!entry.error && entry.ticket.isGood())
        return entry.ticket.cache;
    entry.asking = true;
    lock.unlock();
    Result<TicketFile> got = ask();
    lock.lock();
    entry.asking = false;
    ++entry.answers;
    entry.since = m_now();
    if (got) {
        entry.ticket = *std::move(got);
        entry.error.reset();
    } else {
        entry.ticket = {};
        entry.error = got.error();
    }
    m_answered.notify_all();
    return answer();
}

} // namespace smc::access
