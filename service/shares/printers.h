// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/driver.h"
#include "service/rpc/protocol/spool_calls.h"
#include "shared/wire/record.h"

namespace smc::shares {

/// Printers that a server shares: `name`, `comment`, `location`, `driver`, `port`, `state` (ready, paused,
/// error), `jobs` (number). Everybody may ask. All functions block; use the rpc pool. Errors: those of
/// rpc::Driver.
[[nodiscard]] Result<QList<wire::Record>> printers(rpc::Driver &driver, const rpc::Target &target);

/// Their queues: `id` ("office:7"), `printer`, `job` (number), `user`, `document`, `state` (waiting, held,
/// spooling, printing, deleting, error), `text` (what the queue says), `position`, `pages`, `size` (bytes),
/// `submitted` (ISO 8601 UTC); 1000 of each printer at most.
[[nodiscard]] Result<QList<wire::Record>> printJobs(rpc::Driver &driver, const rpc::Target &target);

/// The same as status, one record for each printer: `printer`, `state`, `jobs`, and of these `waiting`,
/// `held` and `failed` (numbers), `size` (bytes of all), `oldest` (when the one that waits for longest was
/// submitted, ISO 8601 UTC) and `seconds` (how long ago that is).
[[nodiscard]] Result<QList<wire::Record>> queues(rpc::Driver &driver, const rpc::Target &target);
/// What that is made of; `now`: seconds since 1970.
[[nodiscard]] QList<wire::Record> queuesOf(const QList<rpc::Printer> &printers,
                                           const QList<rpc::PrintJob> &jobs, qint64 now);

enum class PrinterOrder { Pause = 1, Resume = 2, Purge = 3 };
/// Errors: NotFound, Denied (who does not administer it).
[[nodiscard]] Result<void> order(rpc::Driver &driver, const rpc::Target &target, const QString &printer,
                                 PrinterOrder order);
enum class JobOrder { Hold = 1, Release = 2, Delete = 5 };
/// `id`: "office:7". Errors: NotFound, Denied (another's job, for who does not administer the printer).
[[nodiscard]] Result<void> order(rpc::Driver &driver, const rpc::Target &target, const QString &id,
                                 JobOrder order);

} // namespace smc::shares
