// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/calls.h"

/// svcctl: [MS-SCMR].
namespace smc::rpc {

struct ServiceInfo
{
    QString name;
    QString display;
    quint32 type = 0;
    quint32 state = 0;    ///< 1 stopped, 2 starting, 3 stopping, 4 running, 7 paused (2.2.47)
    quint32 controls = 0; ///< what it takes: 1 stop, 2 pause
    quint32 exitCode = 0; ///< Windows' own, of its last end

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("name", self.name);
        each("display", self.display);
        each("type", self.type);
        each("state", self.state);
        each("controls", self.controls);
        each("exitCode", self.exitCode);
    }
};
/// REnumServicesStatusW (3.1.4.11) of Win32 services in any state. Samba lists a few of its own and those
/// of `svcctl list`.
struct ServiceEnum
{
    static constexpr auto name = "ServiceEnum";
    using Answer = QList<ServiceInfo>;
    template<typename Self, typename Each>
    static void fields(Self & /*self*/, Each && /*each*/)
    {}
};
/// RStartServiceW and RControlService (3.1.4.30, 3.1.4.2). One that runs already is started, too.
struct ServiceControl
{
    static constexpr auto name = "ServiceControl";
    using Answer = Done;
    QString service;
    bool start = true; ///< else stop
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("service", self.service);
        each("start", self.start);
    }
};

} // namespace smc::rpc
