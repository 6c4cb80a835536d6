// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/driver.h"
#include "service/rpc/protocol/quota_calls.h"
#include "service/rpc/protocol/security_calls.h"
#include "shared/wire/record.h"

namespace smc::shares {

/// Quotas of the file system below a share, as records: `sid`, `account` ("LAB\bob"; "*" is the default, for
/// everybody who has none of his own, and has no `sid`), `used`, `soft` and `hard` (bytes; absent: no limit),
/// and of the default `state` (off, tracked: counted only, enforced) and `log` (soft, hard: whoever gets
/// above that limit is logged). All functions block; use the rpc pool. Errors: those of rpc::Driver,
/// Unsupported where there are no quotas, Denied, and what is said.
[[nodiscard]] Result<QList<wire::Record>> quotas(rpc::Driver &driver, const rpc::Target &target,
                                                 const QString &share);

/// The account that a person names: by name, by SID, or "*". Errors: NotFound.
[[nodiscard]] Result<rpc::Account> quotaAccount(rpc::Driver &driver, const rpc::Target &target,
                                                const QString &account);
/// The quota of one account, also of one that the list leaves out. Errors: NotFound for what has no quota,
/// such as a group.
[[nodiscard]] Result<wire::Record> quota(rpc::Driver &driver, const rpc::Target &target, const QString &share,
                                         const rpc::Account &account);

/// What a request makes of a quota: `soft` and `hard` where it names them, in whole bytes, none without a
/// value. `now` and the answer are records as above. Errors: Invalid, with every fault in `more`.
[[nodiscard]] Result<wire::Record> changedQuota(const wire::Record &now, const wire::Record &body);
/// Sets the limits of `wanted`, a record as above. Answers with what the server has then. Errors: Refused
/// when it did not keep them.
[[nodiscard]] Result<wire::Record> setQuota(rpc::Driver &driver, const rpc::Target &target,
                                            const QString &share, const rpc::Account &account,
                                            const wire::Record &wanted);
/// Which state of its limits it was.
[[nodiscard]] QByteArray etagOf(const wire::Record &quota);

} // namespace smc::shares
