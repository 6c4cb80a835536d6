// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/systemd.h"

#include <array>
#include <chrono>
#include <cstring>
#include <memory>
#include <systemd/sd-bus.h>
#include <systemd/sd-daemon.h>

namespace smc::local::systemd {

using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr const char *destination = "org.freedesktop.systemd1";
constexpr const char *managerPath = "/org/freedesktop/systemd1";
constexpr const char *managerInterface = "org.freedesktop.systemd1.Manager";
constexpr const char *unitInterface = "org.freedesktop.systemd1.Unit";
constexpr auto patience = std::chrono::seconds(30);

struct Unref
{
    void operator()(sd_bus *bus) const { sd_bus_flush_close_unref(bus); }
    void operator()(sd_bus_message *message) const { sd_bus_message_unref(message); }
    void operator()(char *text) const { std::free(text); }
};
using Bus = std::unique_ptr<sd_bus, Unref>;
using Message = std::unique_ptr<sd_bus_message, Unref>;
using Text = std::unique_ptr<char, Unref>;

struct BusError
{
    sd_bus_error error{}; // SD_BUS_ERROR_NULL is a compound literal, which C++ has not got

    BusError() = default;
    BusError(const BusError &) = delete;
    BusError &operator=(const BusError &) = delete;
    ~BusError() { sd_bus_error_free(&error); }
    [[nodiscard]] QString text() const { return QString::fromUtf8(error.message); }
};

Result<Bus> open()
{
    sd_bus *bus = nullptr;
    if (const int failure = sd_bus_open_system(&bus); failure < 0) {
        return Error{.code = ErrorCode::Unreachable,
                     .message = u"systemd cannot be reached over D-Bus."_s,
                     .native = QString::fromLocal8Bit(std::strerror(-failure))};
    }
    return Bus(bus);
}

Error translated(const BusError &failure, const QByteArray &unit)
{
    const bool denied =
        sd_bus_error_has_name(&failure.error, SD_BUS_ERROR_ACCESS_DENIED) != 0 ||
        sd_bus_error_has_name(&failure.error, SD_BUS_ERROR_INTERACTIVE_AUTHORIZATION_REQUIRED) != 0;
    return Error{
        .code = denied ? ErrorCode::Denied : ErrorCode::Refused,
        .message =
            denied ? u"The service's account may not start and stop %1."_s.arg(QString::fromUtf8(unit))
                   : u"systemd does not do that with %1: %2"_s.arg(QString::fromUtf8(unit), failure.text()),
        .hint = denied ? u"Install the polkit rule that comes with smcd, see smcd(8)."_s : QString(),
        .native = QString::fromUtf8(failure.error.name)};
}

/// What became of the job that we wait for.
struct Waiting
{
    QByteArray job;
    QByteArray result; ///< "done", "failed", …; empty: still at work
};

int jobRemoved(sd_bus_message *message, void *data, sd_bus_error * /*error*/)
{
    auto &waiting = *static_cast<Waiting *>(data);
    unsigned id = 0;
    const char *path = nullptr;
    const char *unit = nullptr;
    const char *result = nullptr;
    if (sd_bus_message_read(message, "uoss", &id, &path, &unit, &result) >= 0 && waiting.job == path)
        waiting.result = result;
    return 0;
}

} // namespace

bool runs()
{
    return sd_booted() > 0;
}

Result<std::optional<Unit>> find(const QByteArrayList &names)
{
    auto bus = open();
    if (!bus)
        return bus.error();
    for (const QByteArray &name : names) {
        BusError failure;
        sd_bus_message *raw = nullptr;
        if (sd_bus_call_method(bus->get(), destination, managerPath, managerInterface, "LoadUnit",
                               &failure.error, &raw, "s", name.constData()) < 0)
            continue;
        const Message reply(raw);
        const char *path = nullptr;
        if (sd_bus_message_read(raw, "o", &path) < 0)
            continue;
        char *state = nullptr;
        if (sd_bus_get_property_string(bus->get(), destination, path, unitInterface, "LoadState", nullptr,
                                       &state) < 0)
            continue;
        const Text loadState(state);
        if (std::strcmp(state, "loaded") != 0)
            continue;
        quint32 pid = 0;
        (void)sd_bus_get_property_trivial(bus->get(), destination, path, "org.freedesktop.systemd1.Service",
                                          "MainPID", nullptr, 'u', &pid);
        return std::optional(Unit{.name = name, .mainPid = static_cast<pid_t>(pid)});
    }
    return std::optional<Unit>();
}

Result<void> run(UnitJob job, const QByteArray &unit)
{
    auto bus = open();
    if (!bus)
        return bus.error();
    Waiting waiting;
    // Before the job begins: it may end before we look.
    (void)sd_bus_match_signal(bus->get(), nullptr, destination, managerPath, managerInterface, "JobRemoved",
                              jobRemoved, &waiting);
    (void)sd_bus_call_method(bus->get(), destination, managerPath, managerInterface, "Subscribe", nullptr,
                             nullptr, "");
    constexpr std::array methods{"StartUnit", "StopUnit", "RestartUnit"};
    BusError failure;
    sd_bus_message *raw = nullptr;
    if (sd_bus_call_method(bus->get(), destination, managerPath, managerInterface,
                           methods.at(static_cast<std::size_t>(job)), &failure.error, &raw, "ss",
                           unit.constData(), "replace") < 0)
        return translated(failure, unit);
    const Message reply(raw);
    const char *path = nullptr;
    if (sd_bus_message_read(raw, "o", &path) < 0)
        return translated(failure, unit);
    waiting.job = path;
    const auto deadline = Clock::now() + patience;
    while (waiting.result.isEmpty()) {
        const int worked = sd_bus_process(bus->get(), nullptr);
        if (worked < 0)
            return translated(failure, unit);
        const auto left = std::chrono::duration_cast<std::chrono::microseconds>(deadline - Clock::now());
        if (left.count() <= 0) {
            return Error{.code = ErrorCode::Timeout,
                         .message = u"%1 is still at it."_s.arg(QString::fromUtf8(unit)),
                         .hint = u"Look again in a moment."_s,
                         .retryable = true};
        }
        if (worked == 0)
            (void)sd_bus_wait(bus->get(), static_cast<uint64_t>(left.count()));
    }
    if (waiting.result == "done")
        return {};
    return Error{.code = ErrorCode::Refused,
                 .message =
                     u"%1 failed: %2."_s.arg(QString::fromUtf8(unit), QString::fromUtf8(waiting.result)),
                 .hint = u"journalctl -u %1 on the server says why."_s.arg(QString::fromUtf8(unit))};
}

} // namespace smc::local::systemd
