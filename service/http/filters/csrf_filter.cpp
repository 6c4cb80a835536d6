// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/filters/csrf_filter.h"

#include "service/access/session_store.h"
#include "service/http/filters/role_filter.h"

namespace smc::http {

using namespace Qt::Literals::StringLiterals;

namespace {

Reply foreign(const QString &message)
{
    return Reply::problem(Error{.code = ErrorCode::Denied, .message = message});
}

bool isOurOwn(const Request &request, const QByteArray &origin)
{
    // The host filter has made sure that Host is one of our names.
    const QByteArray host = request.headers.value("Host").toLower();
    const QByteArray own = (request.secure ? "https://" : "http://") + host;
    return origin.toLower() == own || (!request.secure && origin.toLower() == "https://" + host);
}

} // namespace

std::optional<Reply> CsrfFilter::before(Request &request, const Route *)
{
    if (!isUnsafe(request.method))
        return std::nullopt;
    if (request.headers.contains("Origin") && !isOurOwn(request, request.headers.value("Origin")))
        return foreign(u"The request comes from a page of another origin."_s);
    const QByteArray site = request.headers.value("Sec-Fetch-Site").toLower();
    if (!site.isEmpty() && site != "same-origin" && site != "none")
        return foreign(u"The request comes from a page of another site."_s);
    if (request.session && !request.session->isBearer() &&
        !access::equalInConstantTime(request.headers.value("X-SMC-CSRF"), request.session->csrf())) {
        return foreign(u"The header X-SMC-CSRF is missing or is not this session's."_s);
    }
    return std::nullopt;
}

} // namespace smc::http
