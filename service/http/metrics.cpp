// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/metrics.h"

#include "service/http/pools.h"

#include <algorithm>

namespace smc::http {

QByteArray Metrics::label(const char *name, QByteArray value)
{
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return QByteArray(name) + "=\"" + value + '"';
}

void Metrics::head(QByteArray &out, const char *name, const char *type, const char *help)
{
    out += "# HELP " + QByteArray(name) + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
}

void Metrics::gauge(QByteArray &out, const char *name, const QByteArray &labels, double value)
{
    out += name;
    if (!labels.isEmpty())
        out += '{' + labels + '}';
    out += ' ' + QByteArray::number(value, 'g', 15) + '\n';
}

void Metrics::setRoutes(const Router &router)
{
    m_first = router.routes().data();
    m_counters.clear();
    m_labels.clear();
    for (const Route &route : router.routes()) {
        m_labels.push_back(label("method", route.method) + ',' + label("route", route.pattern));
        m_counters.push_back(std::make_unique<Counters>());
    }
    m_labels.push_back(label("method", "") + ',' + label("route", ""));
    m_counters.push_back(std::make_unique<Counters>());
}

void Metrics::answered(const Route *route, int status, std::chrono::microseconds took)
{
    if (m_counters.empty())
        return;
    const std::size_t index = route ? static_cast<std::size_t>(route - m_first) : m_counters.size() - 1;
    Counters &counters = *m_counters[index];
    const auto known = std::find(statuses.begin(), statuses.end() - 1, status);
    counters.byStatus[static_cast<std::size_t>(known - statuses.begin())].fetch_add(
        1, std::memory_order_relaxed);
    const auto bound = std::lower_bound(bounds.begin(), bounds.end(), took.count());
    counters.byTime[static_cast<std::size_t>(bound - bounds.begin())].fetch_add(1, std::memory_order_relaxed);
    counters.microseconds.fetch_add(static_cast<quint64>(took.count()), std::memory_order_relaxed);
}

void Metrics::addSource(std::function<void(QByteArray &)> source)
{
    m_sources.push_back(std::move(source));
}

QByteArray Metrics::text(const Pools &pools) const
{
    QByteArray out;
    out.reserve(16 * 1024);
    const auto read = [](const auto &value) {
        return static_cast<double>(value.load(std::memory_order_relaxed));
    };

    head(out, "smcd_requests_total", "counter", "Requests answered, by route and status.");
    for (std::size_t i = 0; i < m_counters.size(); ++i) {
        for (std::size_t s = 0; s < statuses.size(); ++s) {
            const double count = read(m_counters[i]->byStatus[s]);
            if (count > 0) {
                const QByteArray status = statuses[s] ? QByteArray::number(statuses[s]) : QByteArray("other");
                gauge(out, "smcd_requests_total", m_labels[i] + ',' + label("status", status), count);
            }
        }
    }
    head(out, "smcd_request_seconds", "histogram", "Time from the whole head to the whole answer.");
    for (std::size_t i = 0; i < m_counters.size(); ++i) {
        double sum = 0;
        QByteArray lines;
        for (std::size_t b = 0; b <= bounds.size(); ++b) {
            sum += read(m_counters[i]->byTime[b]);
            const QByteArray bound = b < bounds.size()
                                         ? QByteArray::number(static_cast<double>(bounds[b]) / 1e6)
                                         : QByteArray("+Inf");
            gauge(lines, "smcd_request_seconds_bucket", m_labels[i] + ',' + label("le", bound), sum);
        }
        if (sum > 0) {
            out += lines;
            gauge(out, "smcd_request_seconds_sum", m_labels[i], read(m_counters[i]->microseconds) / 1e6);
            gauge(out, "smcd_request_seconds_count", m_labels[i], sum);
        }
    }
    head(out, "smcd_pool_queued", "gauge", "Requests waiting for a thread of the pool.");
    for (const auto &pool : pools.all())
        gauge(out, "smcd_pool_queued", label("pool", QByteArray::fromStdString(pool->name())),
              static_cast<double>(pool->queued()));
    head(out, "smcd_pool_threads", "gauge", "Threads of the pool.");
    for (const auto &pool : pools.all())
        gauge(out, "smcd_pool_threads", label("pool", QByteArray::fromStdString(pool->name())),
              pool->threads());
    head(out, "smcd_pool_busy", "gauge", "Threads of the pool at work.");
    for (const auto &pool : pools.all())
        gauge(out, "smcd_pool_busy", label("pool", QByteArray::fromStdString(pool->name())), pool->busy());
    head(out, "smcd_pool_refused_total", "counter", "Requests answered 503 because the queue was full.");
    for (const auto &pool : pools.all())
        gauge(out, "smcd_pool_refused_total", label("pool", QByteArray::fromStdString(pool->name())),
              static_cast<double>(pool->refused()));

    const auto single = [&](const char *name, const char *type, const char *help, double value) {
        head(out, name, type, help);
        gauge(out, name, {}, value);
    };
    single("smcd_connections", "gauge", "Connections open now.", read(connections));
    single("smcd_connections_opened_total", "counter", "Connections accepted.", read(connectionsOpened));
    single("smcd_connections_refused_total", "counter", "Connections refused above a limit.",
           read(connectionsRefused));
    single("smcd_handshakes_failed_total", "counter", "TLS handshakes that failed.", read(handshakesFailed));
    single("smcd_timeouts_total", "counter", "Connections and requests that ran out of time.",
           read(timeouts));
    for (const auto &source : m_sources)
        source(out);
    return out;
}

} // namespace smc::http
