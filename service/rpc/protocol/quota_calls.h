// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/calls.h"

/// Disk quotas of the file system below a share, over SMB as the person: [MS-FSCC] 2.4.41 and 2.5.2. A server
/// that has none answers Unsupported. Samba shows them to nobody but root (by its `username map`): Denied.
namespace smc::rpc {

/// What somebody uses, and may use at most. Bytes, which the server rounds to its blocks.
struct Quota
{
    QString sid;                 ///< empty: the default, for everybody who has none of his own
    quint64 used = 0;            ///< 0 for the default
    std::optional<quint64> soft; ///< above it the server warns (the protocol's threshold); none: no limit
    std::optional<quint64> hard; ///< none: no limit

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("sid", self.sid);
        each("used", self.used);
        each("soft", self.soft);
        each("hard", self.hard);
    }
};
struct Quotas
{
    Quota standard; ///< the default
    bool tracked = false;
    bool enforced = false; ///< nobody gets above his hard limit
    bool logsSoft = false; ///< the server logs who gets above it
    bool logsHard = false;
    QList<Quota> people; ///< who has a limit of his own

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("standard", self.standard);
        each("tracked", self.tracked);
        each("enforced", self.enforced);
        each("logsSoft", self.logsSoft);
        each("logsHard", self.logsHard);
        each("people", self.people);
    }
};
/// All of a share. Samba goes through the accounts that its name service lists (`winbind enum users`); others
/// are missing here, and found by QuotaGet.
struct QuotaList
{
    static constexpr auto name = "QuotaList";
    using Answer = Quotas;
    QString share;
    bool withPeople = true; ///< false: the default alone, which costs the server little
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("share", self.share);
        each("withPeople", self.withPeople);
    }
};
/// That of one person. Errors: NotFound: the SID is nobody's who could have one, or the server has no quotas.
struct QuotaGet
{
    static constexpr auto name = "QuotaGet";
    using Answer = Quota;
    QString share;
    QString sid;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("share", self.share);
        each("sid", self.sid);
    }
};
/// Sets both limits, and answers with what the server has then. Ask QuotaGet before: for a SID that is
/// nobody's Samba sets something else.
struct QuotaSet
{
    static constexpr auto name = "QuotaSet";
    using Answer = Quota;
    QString share;
    QString sid; ///< empty: the default
    std::optional<quint64> soft;
    std::optional<quint64> hard;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("share", self.share);
        each("sid", self.sid);
        each("soft", self.soft);
        each("hard", self.hard);
    }
};

} // namespace smc::rpc
