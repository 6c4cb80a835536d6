// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/session.h"

#include <QHash>

#include <functional>
#include <mutex>

namespace smc::access {

/// Who has which role, as `[roles]` says. An entry is
///
///     S-1-5-21-…-1104           a SID, of a group or a person
///     CN=Help desk,OU=IT,DC=…   a DN, of a group or a person
///     LAB.EXAMPLE\help desk     an account name within a realm; also help desk@LAB.EXAMPLE
///     help desk                 an account name in every realm
///     *                         everybody
///
/// Without entries, members of Domain Admins, Enterprise Admins and BUILTIN\Administrators are
/// administrators and everybody else is a reader. A role never widens what the directory grants, so giving
/// it to a help desk with delegated rights is safe. `servers` is no such role: whoever stands there acts with
/// the rights that the service has on file servers (Principal::operates). Thread-safe.
class Roles
{
public:
    struct Options
    {
        QStringList administrators; ///< empty: the three groups above
        QStringList readers;        ///< empty: everybody
        QStringList servers;        ///< Principal::operates; empty: the three groups above
    };
    /// SID of a group or person by DN or account name; empty when there is none. Blocks (directory).
    using FindSid = std::function<QString(const QString &realm, const QString &nameOrDn)>;

    explicit Roles(Options options, FindSid findSid = {});
    void setOptions(Options options);

    /// Nothing: the person may not use this service. Blocks when a name is asked for the first time.
    [[nodiscard]] std::optional<Role> roleOf(const Principal &principal);
    /// Whether he may use the rights that the service has of its own on file servers. Blocks likewise.
    [[nodiscard]] bool operates(const Principal &principal);

private:
    [[nodiscard]] bool isOneOf(const QStringList &entries, const Principal &principal);
    [[nodiscard]] QString sidOf(const QString &realm, const QString &name);

    std::mutex m_mutex;
    Options m_options;
    FindSid m_findSid;
    QHash<QString, QString> m_sids; ///< "realm\name" in lower case to SID; only what was found
};

} // namespace smc::access
