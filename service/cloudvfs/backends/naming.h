// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/store.h"

#include <optional>

namespace smc::cloudvfs {

/// How keys become paths of files, where a store is a tree of folders: as they are, but for what a file
/// system cannot hold or would take for something else. Each key has one path and each such path one key.
///
///   - "%" and control characters are %XX; the parts "." and ".." are "%2E" and "%2E%2E", an empty one is
///   "%_"
///   - a part whose name would be too long lies in folders "FIRST%+", "NEXT%+", … under its rest
///   - an object whose name a folder has, too ("a" beside "a/b"), lies beside it as "a%="
///   - what is the store's own is in "%cloudvfs"
///
/// `plain`: names have no case there, or no signs beyond ASCII, or are those of Windows: then capitals, other
/// signs, \\:*?"<>|, a dot or a blank at the end and "con", "nul" and the like are %XX, too.
struct Naming
{
    bool plain = false;

    [[nodiscard]] QByteArray pathOf(const QByteArray &key) const;
    /// Nothing for a path that is of no key.
    [[nodiscard]] std::optional<QByteArray> keyOf(const QByteArray &path) const;
};

inline constexpr QByteArrayView besideMark = "%=";
inline constexpr QByteArrayView ownFolder = "%cloudvfs";

/// What lies in a folder.
struct FolderEntry
{
    QByteArray name;
    bool folder = false;
    ObjectInfo info = {};
    qint64 modified = 0;
    bool weak = false; ///< its ETag: the file may have changed in the second since it was written
};
/// The entries of the folder at a path ("" is the root), in any order; one that has gone is empty.
using ReadFolder = std::function<Result<QList<FolderEntry>>(const QByteArray &path)>;

/// Store::list() of such a tree.
[[nodiscard]] Result<Listing> listTree(const ReadFolder &read, const Naming &naming, const QByteArray &prefix,
                                       const QByteArray &after);

} // namespace smc::cloudvfs
