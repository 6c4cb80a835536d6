// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/router.h"

#include <QByteArray>

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace smc::http {

class Pools;

/// What the service counts, as Prometheus reads it (text format 0.0.4). Thread-safe; counting takes no lock.
class Metrics
{
public:
    /// Routes are told apart by pattern. Call once, before the listener starts.
    void setRoutes(const Router &router);

    /// One answered request; `route` null when none matched.
    void answered(const Route *route, int status, std::chrono::microseconds took);

    std::atomic<qint64> connections{0};        ///< open now
    std::atomic<quint64> connectionsOpened{0}; ///< since the start
    std::atomic<quint64> connectionsRefused{0};
    std::atomic<quint64> handshakesFailed{0};
    std::atomic<quint64> timeouts{0};

    /// Adds lines to every reading; called on the reader's thread. Call before the listener starts.
    void addSource(std::function<void(QByteArray &)> source);
    [[nodiscard]] QByteArray text(const Pools &pools) const;

    /// "name{label="value"} 7\n" with the value escaped; for sources.
    static void gauge(QByteArray &out, const char *name, const QByteArray &labels, double value);
    /// "# HELP …" and "# TYPE …".
    static void head(QByteArray &out, const char *name, const char *type, const char *help);
    /// `name="escaped value"`.
    [[nodiscard]] static QByteArray label(const char *name, QByteArray value);

private:
    static constexpr std::array<int, 30> statuses{200, 201, 202, 204, 304, 400, 401, 403, 404, 405,
                                                  406, 408, 409, 412, 413, 414, 415, 417, 421, 428,
                                                  429, 431, 499, 500, 501, 502, 503, 504, 505, 0};
    /// Upper bounds in microseconds.
    static constexpr std::array<qint64, 12> bounds{250,   500,    1000,   2500,    5000,    10000,
                                                   25000, 100000, 500000, 1000000, 5000000, 30000000};
    struct Counters
    {
        std::array<std::atomic<quint64>, statuses.size()> byStatus{};
        std::array<std::atomic<quint64>, bounds.size() + 1> byTime{};
        std::atomic<quint64> microseconds{0};
    };
    const Route *m_first = nullptr; ///< the router's routes lie in one array
    std::vector<QByteArray> m_labels;
    std::vector<std::unique_ptr<Counters>> m_counters; ///< one per route, the last for none
    std::vector<std::function<void(QByteArray &)>> m_sources;
};

} // namespace smc::http
