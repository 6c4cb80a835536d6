// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/wire/record.h"

#include <span>

namespace smc::monitoring {

/// One number that a server told.
struct Sample
{
    QByteArray metric; ///< a name of metrics(): "sessions"
    QByteArray share;  ///< whose number it is; empty: the server's
    double value = 0;

    bool operator==(const Sample &) const = default;
};

/// What is read of a server at once, each at an interval of its own.
struct Source
{
    const char *name;     ///< as [collect] of smcd.conf has it
    const char *resource; ///< where it is read: "status/sessions"
};
/// The first one tells whether the server answers at all.
[[nodiscard]] std::span<const Source> sources();

/// What a number means, and how Prometheus names it.
struct Metric
{
    const char *name;       ///< in /rest/status/usage
    bool ofShare;           ///< one for each share
    const char *exposition; ///< in /metrics, in Prometheus' base units
    double scale;           ///< from ours to theirs: per cent to a ratio, milliseconds to seconds
    const char *help;
};
[[nodiscard]] std::span<const Metric> metrics();

/// The numbers in what a source's resource answered; records are those of docs/rest.md.
[[nodiscard]] QList<Sample> samplesOf(const Source &source, const QList<wire::Record> &records);

} // namespace smc::monitoring
