// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/calls.h"

/// Calls about what lies in a share, over SMB as the person. Paths are "/a/b"; "/" is the share's own folder.
namespace smc::rpc {

/// A folder or file.
struct FolderEntry
{
    QString name;
    bool folder = false;
    quint64 size = 0; ///< bytes; 0 for a folder
    quint32 attributes =
        0;              ///< FILE_ATTRIBUTE_… ([MS-FSCC] 2.6): 1 read-only, 2 hidden, 4 system, 0x20 archive
    qint64 created = 0; ///< seconds since 1970, as the other times
    qint64 modified = 0;
    qint64 accessed = 0;

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("name", self.name);
        each("folder", self.folder);
        each("size", self.size);
        each("attributes", self.attributes);
        each("created", self.created);
        each("modified", self.modified);
        each("accessed", self.accessed);
    }
};
struct FolderContents
{
    QList<FolderEntry> entries;
    bool more = false; ///< there are others, which were left out

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("entries", self.entries);
        each("more", self.more);
    }
};
/// What is in a folder, without "." and "..".
struct FolderList
{
    static constexpr auto name = "FolderList";
    using Answer = FolderContents;
    QString share;
    QString path;
    quint32 most = 0; ///< entries
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("share", self.share);
        each("path", self.path);
        each("most", self.most);
    }
};
/// One folder or file by itself. Errors: NotFound, also when the share's folder is not there.
struct FolderStat
{
    static constexpr auto name = "FolderStat";
    using Answer = FolderEntry;
    QString share;
    QString path;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("share", self.share);
        each("path", self.path);
    }
};

} // namespace smc::rpc
