// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/filter.h"

namespace smc::http {

void Filter::after(const Request &request, const Route *route, Reply &reply)
{
    Q_UNUSED(request)
    Q_UNUSED(route)
    Q_UNUSED(reply)
}

} // namespace smc::http
