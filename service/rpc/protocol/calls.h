// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/codec.h"

/// The calls that a worker carries out, each a struct with its arguments, its `Answer` and its name: the
/// operation as the protocol documents call it. Texts are UTF-8, names as the server spells them. A field is
/// described where the document alone does not say what Samba does with it.
namespace smc::rpc {

/// Nothing to say; for calls that only succeed or fail.
struct Done
{
    template<typename Self, typename Each>
    static void fields(Self & /*self*/, Each && /*each*/)
    {}
};

// ---- srvsvc: [MS-SRVS] -----------------------------------------------------------------------------------

struct ServerInfo
{
    QString name;
    QString comment;
    quint32 major = 0; ///< of the Windows version that the server claims; Samba says 6.1
    quint32 minor = 0;
    quint32 type = 0; ///< SV_TYPE_… bits (2.2.2.7): 0x8 DC, 0x10 backup DC, 0x2 server, 0x200 print server
    qint64 time = 0;  ///< its clock, seconds since 1970, read with the rest
    qint64 skew = 0;  ///< its clock minus ours, milliseconds, half the call's duration taken off

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("name", self.name);
        each("comment", self.comment);
        each("major", self.major);
        each("minor", self.minor);
        each("type", self.type);
        each("time", self.time);
        each("skew", self.skew);
    }
};
/// NetrServerGetInfo level 101 and NetrRemoteTOD (3.1.4.17, 3.1.4.21).
struct NetServerGetInfo
{
    static constexpr auto name = "NetServerGetInfo";
    using Answer = ServerInfo;
    template<typename Self, typename Each>
    static void fields(Self & /*self*/, Each && /*each*/)
    {}
};

struct SessionInfo
{
    QString client; ///< address or name, without leading backslashes
    QString user;   ///< "LAB\bob" as Samba says it; empty for an anonymous one
    quint32 opens = 0;
    quint32 seconds = 0; ///< since it began; Samba always says 0
    quint32 idle = 0;    ///< seconds
    quint32 flags = 0;   ///< 1: guest, 2: not encrypted password

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("client", self.client);
        each("user", self.user);
        each("opens", self.opens);
        each("seconds", self.seconds);
        each("idle", self.idle);
        each("flags", self.flags);
    }
};
/// NetrSessionEnum level 1 (3.1.4.5), the highest that Samba answers.
struct NetSessionEnum
{
    static constexpr auto name = "NetSessionEnum";
    using Answer = QList<SessionInfo>;
    template<typename Self, typename Each>
    static void fields(Self & /*self*/, Each && /*each*/)
    {}
};
/// NetrSessionDel (3.1.4.6). Samba wants both exactly as NetSessionEnum spelt them.
struct NetSessionDel
{
    static constexpr auto name = "NetSessionDel";
    using Answer = Done;
    QString client;
    QString user;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("client", self.client);
        each("user", self.user);
    }
};

struct FileInfo
{
    quint32 id = 0;          ///< for NetFileClose; unique while the file is open
    quint32 permissions = 0; ///< 1 read, 2 write, 4 create
    quint32 locks = 0;
    QString path; ///< as Samba tells it, "C:\\srv\\data\\a.txt"; see service/rpc/paths.h
    QString user;

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("id", self.id);
        each("permissions", self.permissions);
        each("locks", self.locks);
        each("path", self.path);
        each("user", self.user);
    }
};
/// NetrFileEnum level 3 (3.1.4.2), the only one that Samba answers.
struct NetFileEnum
{
    static constexpr auto name = "NetFileEnum";
    using Answer = QList<FileInfo>;
    template<typename Self, typename Each>
    static void fields(Self & /*self*/, Each && /*each*/)
    {}
};
/// NetrFileClose (3.1.4.4): what the client has not written yet is lost.
struct NetFileClose
{
    static constexpr auto name = "NetFileClose";
    using Answer = Done;
    quint32 id = 0;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("id", self.id);
    }
};

struct ShareInfo
{
    QString name;
    quint32 type = 0; ///< 0 folder, 1 printer, 3 IPC; 0x80000000 hidden or special (2.2.2.4)
    QString comment;
    QString path; ///< "C:\srv\data": Samba puts a drive before its own path
    quint32 users = 0;
    std::optional<quint32> maxUsers; ///< none: as many as like

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("name", self.name);
        each("type", self.type);
        each("comment", self.comment);
        each("path", self.path);
        each("users", self.users);
        each("maxUsers", self.maxUsers);
    }
};
/// NetrShareEnum level 2, or level 1 for those who may not see paths (3.1.4.8).
struct NetShareEnum
{
    static constexpr auto name = "NetShareEnum";
    using Answer = QList<ShareInfo>;
    template<typename Self, typename Each>
    static void fields(Self & /*self*/, Each && /*each*/)
    {}
};

// ---- winreg: [MS-RRP]; Samba keeps its configuration in HKLM\SOFTWARE\Samba\smbconf
// ------------------------

struct SmbConfSection
{
    QString name;                  ///< "global" or a share's
    QList<QStringList> parameters; ///< name and value each, in the registry's order

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("name", self.name);
        each("parameters", self.parameters);
    }
};
/// All sections, or the one named, of the registry configuration.
struct SmbConfRead
{
    static constexpr auto name = "SmbConfRead";
    using Answer = QList<SmbConfSection>;
    QString section; ///< empty: all
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("section", self.section);
    }
};
/// Changes one section: makes it when it is missing, sets these parameters, removes those, or removes the
/// whole section. Samba takes any parameter name without a word: check it before.
struct SmbConfWrite
{
    static constexpr auto name = "SmbConfWrite";
    using Answer = Done;
    QString section;
    QList<QStringList> set; ///< name and value each
    QStringList remove;
    bool removeSection = false;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("section", self.section);
        each("set", self.set);
        each("remove", self.remove);
        each("removeSection", self.removeSection);
    }
};

} // namespace smc::rpc
