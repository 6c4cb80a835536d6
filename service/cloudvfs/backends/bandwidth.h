// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QList>
#include <QString>
#include <QTimeZone>

#include <bitset>
#include <chrono>
#include <optional>

namespace smc::cloudvfs {

/// Bytes in a second; 0: as many as there are; nothing: this says nothing of that way.
struct Rates
{
    std::optional<qint64> up;
    std::optional<qint64> down;

    bool operator==(const Rates &) const = default;
};

/// When a store may be given how much:
///
///     mon-fri 08:00-18:00 up 2M down 10M; sat,sun up 0; 22:00-06:00 up 20M
///
/// Entries with a ";" between them: days (mon, tue, wed, thu, fri, sat, sun; "fri-mon" goes over the weekend;
/// without them each day), a time from one minute until another (without it the whole day), and how much up,
/// down or both. A time that ends before it begins ends on the next day, and its days are those on which it
/// begins. Of each way the first entry counts that fits and says something of it.
///
/// Times are those of the clock on the wall: a range in the hour that the clock leaves out is not there on
/// that day, and one in the hour that comes twice is there twice.
class BandwidthSchedule
{
public:
    /// Errors: Invalid, with the entry that it is about.
    [[nodiscard]] static Result<BandwidthSchedule> parse(const QString &text);

    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }
    /// As it was read.
    [[nodiscard]] const QString &text() const { return m_text; }
    /// What it says at a time, in milliseconds since 1970.
    [[nodiscard]] Rates at(qint64 time, const QTimeZone &zone = QTimeZone::systemTimeZone()) const;
    /// When it says something else next; 0: not within two weeks, thus never.
    [[nodiscard]] qint64 nextChange(qint64 time, const QTimeZone &zone = QTimeZone::systemTimeZone()) const;

private:
    struct Entry
    {
        std::bitset<8> days; ///< 1 is Monday, as Qt counts
        int begin = 0;       ///< minutes of the day
        int end = 0;         ///< behind it; after 24 hours: on the next day
        Rates rates;
    };
    [[nodiscard]] static Result<Entry> entryOf(const QString &text);

    QString m_text;
    QList<Entry> m_entries;
};

/// "2M": bytes in a second, with K, M or G (of 1024); "0", or at least 64K, for below that a transfer would
/// be taken for one that stands still. Errors: Invalid.
[[nodiscard]] Result<qint64> readRate(const QString &text);

/// "24h", "5m", "30s", "7d"; "0" is none. Errors: Invalid.
[[nodiscard]] Result<std::chrono::seconds> readPeriod(const QString &text);

} // namespace smc::cloudvfs
