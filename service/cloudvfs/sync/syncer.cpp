// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/syncer.h"

#include <QRandomGenerator>

#include <algorithm>

namespace smc::cloudvfs {

std::chrono::milliseconds backOff(int attempts)
{
    constexpr std::chrono::milliseconds first(250);
    constexpr std::chrono::milliseconds longest(60'000);
    const auto most = std::min<std::chrono::milliseconds>(longest, first * (1 << std::min(attempts, 10)));
    return most / 2 +
           std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(most.count() / 2) + 1));
}

} // namespace smc::cloudvfs
