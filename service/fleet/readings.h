// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/fleet/fleet.h"

#include <map>
#include <mutex>
#include <optional>
#include <tuple>

namespace smc::fleet {

/// What servers told last, for those who would rather have that at once than wait for what they tell now
/// (`max-age=` of docs/rest.md). A page of forty servers is drawn from here while it is watched.
///
/// Kept are readings of the last ten minutes, of 200,000 records in all; the oldest go first. Thread-safe.
class Readings
{
public:
    struct Key
    {
        QString host;
        QByteArray resource; ///< "status/sessions"
        /// As whom it was read, since a server tells each what he may know: "alice@LAB.EXAMPLE"; empty: with
        /// the service's own rights.
        QString reader;

        friend bool operator<(const Key &a, const Key &b)
        {
            return std::tie(a.host, a.resource, a.reader) < std::tie(b.host, b.resource, b.reader);
        }
    };
    static constexpr std::chrono::seconds longest{600};

    /// One not older than `oldest`, with its age; none for 0, which asks for now.
    [[nodiscard]] std::optional<Reading> find(const Key &key, std::chrono::milliseconds oldest) const;

    /// To be taken before a server is asked: what it then tells is kept only if nothing was changed
    /// meanwhile.
    [[nodiscard]] quint64 changes() const;
    void keep(const Key &key, Reading reading, quint64 changesBefore);
    /// Something was changed on a server through us, so what it told before is not to be shown any more.
    void forget(const QString &host);

private:
    using Clock = std::chrono::steady_clock;
    struct Kept
    {
        Reading reading; ///< its age is that at `since`
        Clock::time_point since;
    };
    void dropOldest();

    mutable std::mutex m_mutex;
    std::map<Key, Kept> m_kept;
    quint64 m_changes = 0;
    qsizetype m_records = 0; ///< of all that is kept
};

} // namespace smc::fleet
