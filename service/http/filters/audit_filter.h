// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/filter.h"

#include <QDateTime>

#include <functional>

namespace smc::http {

/// Who did what, when, from where, and what became of it. Holds no secret: those travel in bodies and
/// headers, and neither is here.
struct AuditRecord
{
    QDateTime time; ///< UTC
    quint64 id = 0;
    QString who; ///< "alice@LAB.EXAMPLE"; "-" for nobody
    QString role;
    QString from;
    QByteArray method;
    QByteArray target;
    int status = 0;
    double milliseconds = 0;
    bool change = false; ///< the request may have changed something
};

/// One line without its end; the text form without the time, which the log puts in front. Control characters are escaped in both, so that nobody writes lines of his own.
[[nodiscard]] QByteArray auditJson(const AuditRecord &record);
[[nodiscard]] QByteArray auditText(const AuditRecord &record);

/// Hands a record of every answer to the sink. First in the chain, so that its `after` sees the final one.
class AuditFilter : public Filter
{
public:
    using Sink = std::function<void(const AuditRecord &)>; ///< thread-safe
    explicit AuditFilter(Sink sink);
    [[nodiscard]] std::optional<Reply> before(Request &request, const Route *route) override;
    void after(const Request &request, const Route *route, Reply &reply) override;

private:
    Sink m_sink;
};

} // namespace smc::http
