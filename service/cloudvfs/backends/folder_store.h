// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/naming.h"

namespace smc::cloudvfs {

struct FolderOptions
{
    QString path; ///< it must be there
    QString
        mount; ///< must be a mount point, or nothing is done: an NFS that is not mounted is an empty folder
};

/// A folder of this machine or of an NFS server, an object a file (see Naming).
///
/// What is written goes to a temporary name, is compared with its digest, brought to the disk and renamed.
/// ETags are SHA-256; each is kept in %cloudvfs/etags with the size, times and number of its file, and made
/// anew when these are others: what somebody else puts there is an object like any. Conditions are kept among
/// all who lock %cloudvfs/lock, also over NFS. Symbolic links are not followed, and so nothing outside is
/// reached.
class FolderStore final : public Store
{
public:
    explicit FolderStore(FolderOptions options);

    Result<ObjectInfo> put(const QByteArray &key, const Digest &content, const Source &source,
                           const Condition &condition = {}) override;
    Result<ObjectInfo> head(const QByteArray &key) override;
    Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                     const Sink &sink) override;
    Result<void> remove(const QByteArray &key) override;
    Result<Listing> list(const QByteArray &prefix, const QByteArray &after) override;
    bool keepsConditions() override { return true; }

private:
    class Root;
    [[nodiscard]] Result<Root> open() const;

    FolderOptions m_options;
};

} // namespace smc::cloudvfs
