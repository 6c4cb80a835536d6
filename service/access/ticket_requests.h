// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/ticket_file.h"
#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <QString>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace smc::access {

/// A person's tickets for services. Those for different services are asked for side by side; whoever wants
/// one that is being asked for already waits for that answer. A ticket is kept until shortly before its end.
/// A refusal (Denied, NotFound, Unauthenticated) holds for `refusalHolds`, so that a list of many servers
/// that is read again and again does not ask the KDC again and again; after any other fault the next one
/// asks. Thread-safe.
class TicketRequests
{
public:
    using Clock = std::chrono::steady_clock;
    using Ask = std::function<Result<TicketFile>()>;
    static constexpr std::chrono::seconds refusalHolds{30};

    explicit TicketRequests(std::function<Clock::time_point()> now = Clock::now);

    /// `ask` gets the ticket when there is no answer to give; it is called on this thread, with nothing
    /// locked. Blocks as long as it does. Errors: those of `ask`.
    [[nodiscard]] Result<Secret> get(const QString &service, const Ask &ask);

private:
    struct Entry
    {
        bool asking = false;
        quint64 answers = 0; ///< how many there were
        TicketFile ticket;
        std::optional<Error> error; ///< of the last answer
        Clock::time_point since;    ///< when that came
    };

    const std::function<Clock::time_point()> m_now;
    std::mutex m_mutex;
    std::condition_variable m_answered;
    std::map<QString, Entry> m_entries; ///< by service; none is ever removed, as threads wait at them
};

} // namespace smc::access
