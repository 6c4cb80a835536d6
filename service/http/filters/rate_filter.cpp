// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/filters/rate_filter.h"

#include "service/access/session.h"

#include <algorithm>
#include <cmath>

namespace smc::http {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype levelsAtMost = 50000;
constexpr auto fullAgain = std::chrono::minutes(5); ///< every bucket has filled up after this

QByteArray addressKey(const QHostAddress &peer)
{
    if (peer.protocol() != QAbstractSocket::IPv6Protocol)
        return peer.toString().toLatin1();
    // One person has a whole /64 at hand.
    const Q_IPV6ADDR bytes = peer.toIPv6Address();
    return {reinterpret_cast<const char *>(&bytes), 8};
}

} // namespace

RateFilter::RateFilter(const Options &options, Now now)
    : m_options(options)
    , m_now(std::move(now))
{}

void RateFilter::setOptions(const Options &options)
{
    const std::scoped_lock lock(m_mutex);
    m_options = options;
    m_levels.clear();
}

/// Seconds until there is a token; 0 when one was taken.
double RateFilter::take(Kind kind, const QByteArray &who, const Bucket &bucket)
{
    if (bucket.perSecond <= 0)
        return 0;
    const auto now = m_now();
    if (m_levels.size() >= levelsAtMost) {
        m_levels.removeIf([now](const auto &item) { return now - item.value().at > fullAgain; });
        if (m_levels.size() >= levelsAtMost)
            m_levels.clear();
    }
    const Key key{static_cast<int>(kind), who};
    auto level = m_levels.find(key);
    if (level == m_levels.end())
        level = m_levels.insert(key, {bucket.burst, now});
    const double passed = std::chrono::duration<double>(now - level->at).count();
    level->tokens = std::min(bucket.burst, level->tokens + passed * bucket.perSecond);
    level->at = now;
    if (level->tokens < 1)
        return (1 - level->tokens) / bucket.perSecond;
    level->tokens -= 1;
    return 0;
}

std::optional<Reply> RateFilter::before(Request &request, const Route *route)
{
    const QByteArray from = addressKey(request.peer);
    double wait = 0;
    {
        const std::scoped_lock lock(m_mutex);
        wait = request.session
                   ? take(Kind::Session, QByteArray::number(request.session->number()), m_options.session)
                   : take(Kind::Address, from, m_options.address);
        if (wait <= 0 && route && route->pattern == "/auth/login")
            wait = take(Kind::Login, from, m_options.login);
    }
    if (wait <= 0)
        return std::nullopt;
    return Reply::busy(u"Too many requests from you."_s, std::max(1, static_cast<int>(std::ceil(wait))), 429);
}

} // namespace smc::http
