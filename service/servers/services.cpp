// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/servers/services.h"

#include "service/rpc/protocol/service_calls.h"

#include <array>

namespace smc::servers {

namespace {

/// By number ([MS-SCMR] 2.2.47).
constexpr std::array states{"unknown", "stopped",  "starting", "stopping",
                            "running", "resuming", "pausing",  "paused"};

Result<void> control(rpc::Driver &driver, const rpc::Target &target, const QString &name, bool start)
{
    auto done = driver.call(target, rpc::ServiceControl{.service = name, .start = start});
    if (!done)
        return done.error();
    return {};
}

} // namespace

Result<QList<wire::Record>> services(rpc::Driver &driver, const rpc::Target &target)
{
    auto found = driver.call(target, rpc::ServiceEnum{});
    if (!found)
        return found.error();
    QList<wire::Record> records;
    for (const rpc::ServiceInfo &service : std::as_const(*found)) {
        wire::Record record;
        record.set("name", service.name.toUtf8());
        record.set("display", service.display.toUtf8());
        record.set("state", service.state < states.size() ? states.at(service.state) : states.front());
        records.append(record);
    }
    return records;
}

Result<void> startService(rpc::Driver &driver, const rpc::Target &target, const QString &name)
{
    return control(driver, target, name, true);
}

Result<void> stopService(rpc::Driver &driver, const rpc::Target &target, const QString &name)
{
    return control(driver, target, name, false);
}

} // namespace smc::servers
