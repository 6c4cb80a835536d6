// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/calls.h"

/// Calls about who may do what, and about what lies in a share. Descriptors travel as SDDL.
namespace smc::rpc {

struct Sddl
{
    QString text;

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("text", self.text);
    }
};

/// NetrShareGetInfo level 1501 ([MS-SRVS] 3.1.4.10): who may connect to a share. Samba keeps it beside its
/// configuration, in share_info.tdb; a share that has none there lets everybody in. Since 4.16 only who is
/// root on the server (by its `username map`) gets at it, because the helper opens that file as the person.
/// Errors: Unsupported for others.
struct ShareSecurityGet
{
    static constexpr auto name = "ShareSecurityGet";
    using Answer = Sddl;
    QString share;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("share", self.share);
    }
};
/// NetrShareSetInfo level 1501 (3.1.4.11); Samba wants SeDiskOperatorPrivilege, and says nothing when it
/// could not keep it: read it back.
struct ShareSecuritySet
{
    static constexpr auto name = "ShareSecuritySet";
    using Answer = Done;
    QString share;
    QString sddl;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("share", self.share);
        each("sddl", self.sddl);
    }
};

/// Owner, group and list of a folder or file, over SMB.
struct FileSecurityGet
{
    static constexpr auto name = "FileSecurityGet";
    using Answer = Sddl;
    QString share;
    QString path; ///< "/a/b"; "/" is the share's own folder
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("share", self.share);
        each("path", self.path);
    }
};
/// Sets what the text names: owner and group only where they stand in it. What lies below keeps its lists.
struct FileSecuritySet
{
    static constexpr auto name = "FileSecuritySet";
    using Answer = Done;
    QString share;
    QString path;
    QString sddl;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("share", self.share);
        each("path", self.path);
        each("sddl", self.sddl);
    }
};

struct Account
{
    QString sid;
    QString name;     ///< "LAB\bob", "BUILTIN\Administrators", "Everyone"; empty when nobody knows it
    quint32 type = 0; ///< SID_NAME_USE ([MS-LSAT] 2.2.13): 1 user, 2 group, 4 alias, 5 well-known, 9 computer

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("sid", self.sid);
        each("name", self.name);
        each("type", self.type);
    }
};
/// LsarLookupSids ([MS-LSAT] 3.1.4.11): one answer for each, in order. At most 1000.
struct LookupSids
{
    static constexpr auto name = "LookupSids";
    using Answer = QList<Account>;
    QStringList sids;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("sids", self.sids);
    }
};
/// LsarLookupNames3 (3.1.4.6): one answer for each, in order, with an empty SID where nobody has that name.
struct LookupNames
{
    static constexpr auto name = "LookupNames";
    using Answer = QList<Account>;
    QStringList names;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("names", self.names);
    }
};
/// SamrGetAliasMembership ([MS-SAMR] 3.1.5.9.2) of the server's own domain and of BUILTIN: the SIDs of its
/// local groups that somebody with these SIDs is in.
struct LocalGroupsOf
{
    static constexpr auto name = "LocalGroupsOf";
    using Answer = QStringList;
    QStringList sids;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("sids", self.sids);
    }
};

} // namespace smc::rpc
