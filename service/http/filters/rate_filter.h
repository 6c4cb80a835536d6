// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/filter.h"

#include <QHash>

#include <chrono>
#include <functional>
#include <mutex>

namespace smc::http {

/// Requests per second by token buckets: per session for people who are signed in, per address for
/// everybody else, and a tighter one per address for sign-ins. Above: 429 with Retry-After.
/// (How often one account may be guessed at is access::LoginGuard's matter: it needs the body.)
class RateFilter : public Filter
{
public:
    using Clock = std::chrono::steady_clock;
    using Now = std::function<Clock::time_point()>;
    struct Bucket
    {
        double perSecond;
        double burst;
    };
    struct Options
    {
        Bucket session{20000, 40000};
        Bucket address{1000, 2000};
        Bucket login{10, 100};
    };
    explicit RateFilter(const Options &options, Now now = Clock::now);
    void setOptions(const Options &options);
    [[nodiscard]] std::optional<Reply> before(Request &request, const Route *route) override;

private:
    enum class Kind { Session, Address, Login };
    using Key = std::pair<int, QByteArray>;
    struct Level
    {
        double tokens;
        Clock::time_point at;
    };
    [[nodiscard]] double take(Kind kind, const QByteArray &who, const Bucket &bucket);

    std::mutex m_mutex;
    Options m_options;
    Now m_now;
    QHash<Key, Level> m_levels;
};

} // namespace smc::http
