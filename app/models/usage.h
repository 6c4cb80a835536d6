// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/wire/record.h"

#include <QList>
#include <QPointF>
#include <QString>

/// What the service has collected over time (GET /rest/status/usage, docs/rest.md), as lines to draw.
namespace smc::models {

/// One metric of one server, or of one of its shares.
struct UsageSeries
{
    QString server;
    QString share;         ///< empty: the server's own
    QList<QPointF> points; ///< x: milliseconds since 1970, ascending; y: the mean

    bool operator==(const UsageSeries &) const = default;
};

/// The records of an answer, each series together, in the service's order.
[[nodiscard]] QList<UsageSeries> usageSeries(const QList<wire::Record> &records);

/// Each value as a part of `whole`, in per cent; with `left` the value says what is left of it. Where `whole`
/// is a series of the same server and share, its value at that time (or the last before it) counts; what has
/// none is left out.
[[nodiscard]] QList<UsageSeries> inPercent(const QList<UsageSeries> &values, double whole, bool left);
[[nodiscard]] QList<UsageSeries> inPercent(const QList<UsageSeries> &values, const QList<UsageSeries> &whole,
                                           bool left);

/// How much what counts on (bytes since a service started) grew in a second, in units of so many; what begins
/// anew began at nothing.
[[nodiscard]] QList<UsageSeries> perSecond(const QList<UsageSeries> &values, int unit);

/// A value for a person: "12 %", "3.5", "1,204".
[[nodiscard]] QString usageText(double value, bool percent);

/// Cut where nothing was read for more than three times as long as usual: a line over it would be invented.
[[nodiscard]] QList<QList<QPointF>> segments(const QList<QPointF> &points);

} // namespace smc::models
