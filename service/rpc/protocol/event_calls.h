// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/calls.h"

/// eventlog: [MS-EVEN].
namespace smc::rpc {

struct EventInfo
{
    QString log;
    quint32 record = 0; ///< its number in that log
    qint64 time = 0;    ///< when it happened, seconds since 1970
    quint32 event = 0;  ///< its id, with severity and facility in the upper half ([MS-EVEN] 2.2.3)
    quint32 type = 0;   ///< 1 error, 2 warning, 4 information, 8 audit success, 16 audit failure; 0 success
    quint32 category = 0;
    QString source;
    QString computer;
    QString user;        ///< SID; empty: none
    QStringList strings; ///< what is put into the source's message, in order

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("log", self.log);
        each("record", self.record);
        each("time", self.time);
        each("event", self.event);
        each("type", self.type);
        each("category", self.category);
        each("source", self.source);
        each("computer", self.computer);
        each("user", self.user);
        each("strings", self.strings);
    }
};
/// The newest events of each log that the server's registry names (ElfrOpenELW, ElfrReadELW: 3.1.4.3,
/// 3.1.4.7), newest first. A log that this person may not read is left out, unless there is no other.
struct EventRead
{
    static constexpr auto name = "EventRead";
    using Answer = QList<EventInfo>;
    quint32 most = 1000; ///< of each log
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("most", self.most);
    }
};

} // namespace smc::rpc
