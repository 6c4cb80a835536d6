// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/filters/tls_filter.h"

namespace smc::http {

using namespace Qt::Literals::StringLiterals;

TlsFilter::TlsFilter(bool plainFromEverywhere)
    : m_plainFromEverywhere(plainFromEverywhere)
{}

std::optional<Reply> TlsFilter::before(Request &request, const Route *)
{
    if (request.secure || m_plainFromEverywhere || request.peer.isLoopback())
        return std::nullopt;
    return Reply::problem(Error{.code = ErrorCode::Denied,
                                .message = u"Plain HTTP is answered on this machine only."_s,
                                .hint = u"Use https, or set [tls] plain=everywhere."_s});
}

void TlsFilter::after(const Request &request, const Route *, Reply &reply)
{
    if (request.secure)
        reply.headers.set("Strict-Transport-Security", "max-age=31536000");
}

} // namespace smc::http
