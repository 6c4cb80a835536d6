// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/login_guard.h"

#include <algorithm>

namespace smc::access {

namespace {

constexpr qsizetype entriesAtMost = 20000; ///< an attacker with many names costs no more memory than this
constexpr auto remembered = std::chrono::minutes(15);

} // namespace

LoginGuard::LoginGuard(Options options, Now now)
    : m_options(options)
    , m_now(std::move(now))
{}

void LoginGuard::setOptions(const Options &options)
{
    const std::scoped_lock lock(m_mutex);
    m_options = options;
}

std::chrono::seconds LoginGuard::wait(const QString &account, const QHostAddress &from) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.constFind({account.toLower(), from});
    if (found == m_entries.cend() || found->failures < m_options.free)
        return {};
    const auto now = m_now();
    return now < found->until ? std::chrono::ceil<std::chrono::seconds>(found->until - now)
                              : std::chrono::seconds(0);
}

void LoginGuard::failed(const QString &account, const QHostAddress &from)
{
    const std::scoped_lock lock(m_mutex);
    const auto now = m_now();
    if (m_entries.size() >= entriesAtMost)
        forgetOld(now);
    Entry &entry = m_entries[{account.toLower(), from}];
    if (entry.failures > 0 && now > entry.until + remembered)
        entry.failures = 0;
    ++entry.failures;
    const int beyond = std::clamp(entry.failures - m_options.free, 0, 16);
    entry.until = entry.failures < m_options.free
                      ? now
                      : now + std::min(m_options.first * (1 << beyond), m_options.longest);
}

void LoginGuard::succeeded(const QString &account, const QHostAddress &from)
{
    const std::scoped_lock lock(m_mutex);
    m_entries.remove({account.toLower(), from});
}

void LoginGuard::forgetOld(Clock::time_point now)
{
    m_entries.removeIf([now](const auto &item) { return now > item.value().until + remembered; });
    if (m_entries.size() >= entriesAtMost)
        m_entries.clear();
}

} // namespace smc::access
