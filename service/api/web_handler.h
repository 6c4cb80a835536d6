// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/router.h"

#include <QString>

namespace smc::api {

/// Where smcd has its web page compiled in (service/main/CMakeLists.txt).
inline constexpr auto webFolder = ":/web";

/// Adds the routes of the web page: "/" (index.html), "/web/{file}" and "/web/icons/{file}", open to all,
/// since they hold nothing of anybody. The files of `folder` are read here, once, and nothing else is ever
/// served, so that no path leads anywhere else. Each has an ETag and a Content-Security-Policy that lets the
/// page load from this service alone. Without a folder there are no routes.
void addWebRoutes(http::Router &router, const QString &folder = QString::fromLatin1(webFolder));

} // namespace smc::api
