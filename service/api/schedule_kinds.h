// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/schedule/scheduler.h"

namespace smc::api {

/// What can be done at times (docs/rest.md), all with the service's own account and rights:
///
/// - report: what a resource of servers tells, as CSV, into `reportFolder`; details `resource`, `servers`,
///   `keep` (how many files)
/// - disable-expired: disables the accounts of a realm whose time is over; details `realm`, `base`, `most`
///   (when it is more, none is touched)
/// - cleanup: deletes batches that were made long ago and do not run; details `days`
///
/// `api` is called when a job runs or is checked.
[[nodiscard]] std::vector<schedule::Kind> scheduleKinds(const std::function<const Api &()> &api,
                                                        const QString &reportFolder);

} // namespace smc::api
