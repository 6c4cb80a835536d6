// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/filters/session_filter.h"

#include "service/access/session_store.h"

namespace smc::http {

namespace {

QByteArray cookieOf(const Request &request)
{
    for (const auto &[name, value] : request.headers.all()) {
        if (name.compare("Cookie", Qt::CaseInsensitive) != 0)
            continue;
        const QList<QByteArray> pairs = value.split(';');
        for (const QByteArray &pair : pairs) {
            const QByteArray trimmed = pair.trimmed();
            if (trimmed.startsWith("smc_session="))
                return trimmed.mid(12);
        }
    }
    return {};
}

QByteArray bearerOf(const Request &request)
{
    const QByteArray authorization = request.headers.value("Authorization");
    return authorization.left(7).toLower() == "bearer " ? authorization.mid(7).trimmed() : QByteArray();
}

} // namespace

SessionFilter::SessionFilter(access::SessionStore &sessions)
    : m_sessions(sessions)
{}

std::optional<Reply> SessionFilter::before(Request &request, const Route *)
{
    const QByteArray bearer = bearerOf(request);
    const QByteArray token = bearer.isEmpty() ? cookieOf(request) : bearer;
    if (token.isEmpty())
        return std::nullopt;
    auto session = m_sessions.find(token);
    if (!session)
        request.sessionEnded = m_sessions.endedBecause(token);
    else if (session->isBearer() == !bearer.isEmpty())
        request.session = std::move(session);
    return std::nullopt;
}

} // namespace smc::http
