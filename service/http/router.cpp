// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/router.h"

#include <utility>

namespace smc::http {

namespace {

/// Bit i is set when segment i is fixed, the first segment in the highest bit: compared as numbers, the
/// pattern that is fixed earlier wins.
quint32 fixedness(const QList<QByteArray> &segments)
{
    quint32 bits = 0;
    for (qsizetype i = 0; i < segments.size() && i < 32; ++i) {
        if (!segments[i].isEmpty())
            bits |= 1U << (31 - i);
    }
    return bits;
}

bool fits(const QList<QByteArray> &pattern, const QList<QByteArray> &path)
{
    if (pattern.size() != path.size())
        return false;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (pattern[i].isEmpty() ? path[i].isEmpty() : pattern[i] != path[i])
            return false;
    }
    return true;
}

void allow(QList<QByteArray> &allowed, const QByteArray &method)
{
    if (!allowed.contains(method))
        allowed.append(method);
}

} // namespace

void Router::add(Route route)
{
    Pattern pattern;
    const QList<QByteArray> segments = route.pattern.mid(1).split('/');
    for (const QByteArray &segment : segments)
        pattern.segments.append(segment.startsWith('{') ? QByteArray() : segment);
    if (route.pattern == "/")
        pattern.segments.clear();
    m_routes.push_back(std::move(route));
    m_patterns.push_back(std::move(pattern));
}

Router::Match Router::match(const QByteArray &method, const QList<QByteArray> &path) const
{
    Match match;
    quint32 best = 0;
    const Pattern *chosen = nullptr;
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        const Pattern &pattern = m_patterns[i];
        if (!fits(pattern.segments, path))
            continue;
        allow(match.allowed, m_routes[i].method);
        if (m_routes[i].method == "GET")
            allow(match.allowed, "HEAD");
        const quint32 rank = fixedness(pattern.segments);
        if (m_routes[i].method == method && (!match.route || rank > best)) {
            match.route = &m_routes[i];
            chosen = &pattern;
            best = rank;
        }
    }
    if (chosen) {
        for (qsizetype i = 0; i < path.size(); ++i) {
            if (chosen->segments[i].isEmpty())
                match.variables.append(path[i]);
        }
    }
    if (!match.allowed.isEmpty())
        allow(match.allowed, "OPTIONS");
    return match;
}

} // namespace smc::http
