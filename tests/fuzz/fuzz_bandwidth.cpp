// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_backends
// Any text as a schedule of bandwidths: what is taken holds rates within bounds, says the same read again,
// and changes just when it says so.
#include "service/cloudvfs/backends/bandwidth.h"

#include <cstdlib>

using namespace smc::cloudvfs;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size > 4096)
        return 0;
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    static_cast<void>(readPeriod(text));
    const auto schedule = BandwidthSchedule::parse(text);
    if (!schedule) {
        if (schedule.error().message.isEmpty())
            std::abort();
        return 0;
    }
    const auto again = BandwidthSchedule::parse(schedule->text());
    if (!again || schedule->isEmpty())
        std::abort();
    static const QTimeZone zone("Europe/Berlin");
    constexpr qint64 before = 1774738800000; // midnight of the day on which the clock leaves an hour out
    const Rates now = schedule->at(before, zone);
    const qint64 next = schedule->nextChange(before, zone);
    for (qint64 time = before; time < before + 86'400'000; time += 60'000) {
        const Rates rates = schedule->at(time, zone);
        if (rates != again->at(time, zone) || (rates != now && (next == 0 || next > time)))
            std::abort();
        for (const auto &rate : {rates.up, rates.down}) {
            if (rate && *rate != 0 && (*rate < 65536 || *rate > (qint64(1) << 40)))
                std::abort();
        }
    }
    if (next != 0 && schedule->at(next, zone) == now)
        std::abort();
    return 0;
}
