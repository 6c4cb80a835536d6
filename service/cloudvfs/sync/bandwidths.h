// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/limited_store.h"
#include "service/cloudvfs/backends/watched_store.h"

#include <QJsonObject>

#include <map>

namespace smc::cloudvfs {

/// "bandwidth" of client/management.h: how much goes to and from each store, and how much may.
class Bandwidths
{
public:
    /// Before the first answer. Both are there as long as this is.
    void add(const QString &name, LimitedStore &store, const WatchedStore &watched);

    /// What is held back by a limit is given up.
    void end();

    /// Of any thread. Errors: NotFound, Invalid.
    [[nodiscard]] Result<QJsonObject> answer(const QJsonObject &request) const;

private:
    struct Road
    {
        LimitedStore *store;
        const WatchedStore *watched;
    };
    std::map<QString, Road> m_stores;
};

} // namespace smc::cloudvfs
