// SPDX-License-Identifier: GPL-3.0-or-later
//
// Samba's configuration in the registry: a key for each section below HKLM\SOFTWARE\Samba\smbconf, a REG_SZ
// value for each parameter. A REG_MULTI_SZ holds the list of a section's includes.
#include "service/rpc/worker/calls.h"
#include "service/rpc/worker/registry_key.h"

#include <array>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto smbConf = R"(SOFTWARE\Samba\smbconf)";

bool isNotFound(const Error &error)
{
    return error.code == ErrorCode::NotFound;
}

/// Of a key that is open, or just made: where that has not got what a key has, the registry is damaged.
Error damagedIfNotFound(const Error &error, const Server &server)
{
    return isNotFound(error) ? errorOf(WERR_REGISTRY_IO_FAILED, server.host()) : error;
}

Result<RegistryKey> openSmbConf(Server &server, uint32_t access, int seconds)
{
    auto machine = RegistryKey::machine(server, access, seconds);
    if (!machine)
        return damagedIfNotFound(machine.error(), server);
    auto key = machine->child(smbConf, access);
    if (!key && isNotFound(key.error())) {
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"%1 has no configuration in its registry."_s.arg(server.host()),
                     .hint =
                         u"Write \"include = registry\" into its smb.conf. Where that stands there already, "
                         "its registry.tdb may be damaged: Samba's log says so."_s};
    }
    return key;
}

} // namespace

Result<QList<SmbConfSection>> carryOut(Server &server, const SmbConfRead &call, int seconds)
{
    auto root = openSmbConf(server, REG_KEY_READ, seconds);
    if (!root)
        return root.error();
    QList<QByteArray> names{call.section.toUtf8()};
    if (call.section.isEmpty()) {
        auto all = root->children();
        if (!all)
            return damagedIfNotFound(all.error(), server);
        names = *std::move(all);
    }
    QList<SmbConfSection> sections;
    for (const QByteArray &name : std::as_const(names)) {
        auto key = root->child(name, REG_KEY_READ);
        if (!key)
            return isNotFound(key.error())
                       ? Error{.code = ErrorCode::NotFound,
                               .message = u"%1 has no section [%2] in its registry."_s.arg(
                                   server.host(), QString::fromUtf8(name))}
                       : key.error();
        auto values = key->values();
        if (!values)
            return damagedIfNotFound(values.error(), server);
        sections.append({.name = QString::fromUtf8(name), .parameters = *std::move(values)});
    }
    return sections;
}

Result<Done> carryOut(Server &server, const SmbConfWrite &call, int seconds)
{
    auto root = openSmbConf(server, REG_KEY_READ | REG_KEY_WRITE, seconds);
    if (!root)
        return root.error();
    const QByteArray name = call.section.toUtf8();
    if (call.removeSection) {
        if (auto removed = root->removeChild(name); !removed && !isNotFound(removed.error()))
            return removed.error();
        return Done{};
    }
    auto section = root->create(name, REG_KEY_READ | REG_KEY_WRITE); // opens the one that is there
    if (!section)
        return damagedIfNotFound(section.error(), server);
    for (const QStringList &parameter : call.set) {
        if (parameter.size() != 2)
            return Error{.code = ErrorCode::Internal, .message = u"A parameter is a name and a value."_s};
        if (auto done = section->set(parameter[0], parameter[1]); !done)
            return damagedIfNotFound(done.error(), server).on(parameter[0]);
    }
    for (const QString &parameter : call.remove) {
        if (auto done = section->removeValue(parameter); !done && !isNotFound(done.error()))
            return done.error().on(parameter);
    }
    return Done{};
}

} // namespace smc::rpc
