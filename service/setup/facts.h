// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/setup/request.h"

namespace smc::setup {

/// Where this Samba keeps things (smbd -b).
struct Places
{
    QString configFile; ///< /etc/samba/smb.conf
    QString state;      ///< /var/lib/samba; sysvol is in it
    QString privateDir; ///< /var/lib/samba/private
};

/// What smb.conf makes of the machine now.
struct Configuration
{
    bool exists = false;
    QString fault; ///< why testparm does not understand it; empty: it does
    QString role;  ///< "standalone server", "member server", "active directory domain controller"
    QString realm;
    QStringList shares; ///< but for homes, printers and print$, which each package brings
};

/// The domain controller to join by.
struct Controller
{
    QString host;
    QString domain; ///< NetBIOS
    QString realm;
    qint64 skew = 0; ///< seconds by which its clock is before ours
};

/// A port that a domain controller needs and that is not free.
struct TakenPort
{
    int port = 0;
    QString program; ///< who has it; empty: nobody knows
};

/// A file system, as far as a file in it may carry what Samba keeps there.
struct FileSystem
{
    QString path;
    QString fault;       ///< why nothing can be tried there
    QStringList missing; ///< of "user.", "security.", "POSIX access lists"
};

/// A machine and the domain that it shall serve, as they are before anything is touched.
struct Facts
{
    bool root = false;
    QString host;          ///< its short name
    QString fullName;      ///< as the resolver has it
    QStringList addresses; ///< that its name resolves to
    QString version;       ///< of smbd: "4.17.12-Debian"; empty: there is none
    QStringList missing;   ///< programs and files of Samba's that are not installed, with their paths
    Places places;
    Configuration configuration;
    bool directory = false; ///< there is a directory database (sam.ldb)
    QString joined;         ///< empty: the machine's account is good; else why it is not (Promote)
    QStringList daemons;    ///< Samba's that run
    bool clockSynchronised = false;
    QList<TakenPort> taken;
    QList<FileSystem> fileSystems;

    QStringList controllers; ///< of the realm, by DNS
    QString dnsFault;        ///< why DNS says nothing; empty: it has answered, perhaps with "none"
    std::optional<Controller> controller;
    QString controllerFault; ///< why none answers
    QList<int> unreachable;  ///< ports of it, by TCP
};

} // namespace smc::setup
