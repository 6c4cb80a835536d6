// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"

#include <QByteArray>

#include <functional>
#include <string>
#include <vector>

namespace smc::http {

/// Answers one request. Runs on a thread of the route's pool and may block there. Must not throw.
using Handler = std::function<Reply(const Request &)>;

/// What a route needs of the person; the role filter enforces it.
enum class Need {
    Nothing, ///< open: sign-in, health, metrics
    Session, ///< anybody signed in, any role
    Reader,  ///< role reader or administrator
    Administrator,
};

/// One route: method and path pattern; "{name}" matches one segment.
struct Route
{
    QByteArray method;  ///< GET, POST, PUT, DELETE; a GET route answers HEAD too
    QByteArray pattern; ///< "/rest/identity/users/{id}"
    /// The named pool that runs the handler: "directory", "auth"; "quick" runs on the io thread itself and
    /// must not block.
    std::string pool;
    Need need = Need::Session;
    Handler handler;
};

/// The table of routes. Filled before the listener starts, read-only afterwards (then safe from any thread).
class Router
{
public:
    /// Routes with fixed segments win over routes with a variable in the same place, whatever the order.
    void add(Route route);

    /// What matched. `route` is null when nothing did: then `allowed` is empty for an unknown path (404)
    /// and holds the methods of that path for a wrong method (405 with Allow; OPTIONS is answered from it).
    struct Match
    {
        const Route *route = nullptr;
        QList<QByteArray> variables;
        QList<QByteArray> allowed;
    };
    [[nodiscard]] Match match(const QByteArray &method, const QList<QByteArray> &path) const;
    [[nodiscard]] const std::vector<Route> &routes() const { return m_routes; }

private:
    struct Pattern
    {
        QList<QByteArray> segments; ///< an empty one stands for a variable
    };
    std::vector<Route> m_routes;
    std::vector<Pattern> m_patterns; ///< one per route, same order
};

} // namespace smc::http
