// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/driver.h"
#include "service/rpc/protocol/security_descriptor.h"

#include <QHash>
#include <QJsonObject>

#include <optional>

namespace smc::shares {

/// A share's own list (who may connect, and what he may do at most), or that of a folder or file in it. All
/// functions block; use the rpc pool. Errors: those of rpc::Driver, and what is said.
struct AclPlace
{
    QString share;
    std::optional<QString> path; ///< "/a/b"; "/" is the share's own folder; none: the share itself
};
/// Takes "a/b", "/a/b/", "\a\b" for "/a/b". Errors: Invalid for "." and ".." and for characters that SMB
/// forbids.
[[nodiscard]] Result<QString> cleanPath(const QString &path);

[[nodiscard]] Result<rpc::SecurityDescriptor> readAcl(rpc::Driver &driver, const rpc::Target &target,
                                                      const AclPlace &place);
/// Writes the list; owner and group where they are not empty. What lies below a folder keeps its lists; what
/// is made there later inherits. Answers with what there is then: a file system that knows less than Windows'
/// lists simplifies. Errors: Refused when a share's list was not kept.
[[nodiscard]] Result<rpc::SecurityDescriptor> writeAcl(rpc::Driver &driver, const rpc::Target &target,
                                                       const AclPlace &place,
                                                       const rpc::SecurityDescriptor &descriptor);
/// Which state of a list it was.
[[nodiscard]] QByteArray etagOf(const rpc::SecurityDescriptor &descriptor);

/// Names by SID, as the server knows them.
using Names = QHash<QString, QString>;
[[nodiscard]] Result<Names> namesOf(rpc::Driver &driver, const rpc::Target &target, const QStringList &sids);
/// All SIDs that a descriptor names, each once.
[[nodiscard]] QStringList sidsOf(const rpc::SecurityDescriptor &descriptor);

/// As docs/rest.md shows it: owner, group, blocked, sddl, entries.
[[nodiscard]] QJsonObject toJson(const rpc::SecurityDescriptor &descriptor, const Names &names);
[[nodiscard]] QJsonObject toJson(const rpc::AccessEntry &entry, const Names &names);

/// What `now` becomes by a request's body: `sddl` replaces everything that it names; `entries` replaces the
/// list; `owner`, `group`, `blocked` replace their part. Names are looked up on the server.
/// Errors: Invalid, with every fault in `more`.
[[nodiscard]] Result<rpc::SecurityDescriptor> changed(rpc::Driver &driver, const rpc::Target &target,
                                                      const rpc::SecurityDescriptor &now,
                                                      const QJsonObject &body);

} // namespace smc::shares
