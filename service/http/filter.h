// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"
#include "service/http/router.h"

#include <memory>
#include <optional>
#include <vector>

namespace smc::http {

/// One link of the security filter. Filters run in order before the handler, on the io thread, as soon as
/// the head has been read (so Request::body is still empty and nobody can make us keep a body that a filter
/// would refuse); they never block. Their `after` runs in reverse order with the answer, whoever gave it, be
/// it the parser for a request so broken that no `before` ran. Thread-safe: requests run side by side.
class Filter
{
public:
    virtual ~Filter() = default;

    /// Returns nothing to continue, or the reply that stops the chain (neither later filters nor the
    /// handler run). May set Request::session. `route` is null when no route matched; the chain runs all
    /// the same, so that the rate limit and the audit line see such requests too.
    [[nodiscard]] virtual std::optional<Reply> before(Request &request, const Route *route) = 0;

    /// Sees the final answer: adds headers, writes the audit line.
    virtual void after(const Request &request, const Route *route, Reply &reply);
};

using FilterChain = std::vector<std::unique_ptr<Filter>>;

} // namespace smc::http
