// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/filter.h"

#include <QSet>

#include <mutex>

namespace smc::http {

/// Answers only to our own names, so that a foreign page cannot reach us by rebinding its name to our
/// address: anything else is 421.
class HostFilter : public Filter
{
public:
    /// `names`: host names and addresses, without ports. Empty: any name will do.
    explicit HostFilter(const QStringList &names);
    void setNames(const QStringList &names);
    [[nodiscard]] std::optional<Reply> before(Request &request, const Route *route) override;

private:
    std::mutex m_mutex;
    std::shared_ptr<const QSet<QString>> m_names;
};

/// "smc.example", "127.0.0.1" or "::1" of a Host header, lower case, without port, brackets and final dot.
[[nodiscard]] QString hostName(const QByteArray &host);

} // namespace smc::http
