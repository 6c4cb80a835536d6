// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/fleet/rule.h"
#include "shared/core/result.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <mutex>
#include <optional>

namespace smc::fleet {

/// Servers that are handled as one: those that are named, or those to which a rule applies.
struct Group
{
    QString name; ///< as `server=group:NAME` says it: letters, digits, "-", "_" and "."; case does not count
    QString comment;
    QStringList servers; ///< names; empty where there is a rule
    std::optional<Rule> rule;
    /// What the configuration of its servers should say, one parameter each: "[data] read only = no"; without
    /// a value ("[data] guest ok =") it should not be set. See smbconf::readDesired().
    QStringList desired;
    bool fixed = false; ///< it stands in smcd.conf, and is changed there
};

/// Which state of a group it was: a hash over it.
[[nodiscard]] QByteArray etagOf(const Group &group);

/// The groups of servers: those of smcd.conf and those that administrators made, which are kept in a file
/// (0600). Thread-safe.
class Groups
{
public:
    Groups() = default;
    /// `file`: need not exist; empty: only the fixed ones. One that is damaged is reported by `problem`, and
    /// nothing is written over it.
    Groups(QString file, const QMap<QString, QStringList> &fixed);

    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    /// By name.
    [[nodiscard]] QList<Group> all() const;
    [[nodiscard]] std::optional<Group> find(const QString &name) const;

    /// Errors: Invalid (`field` says what), Exists, Internal.
    [[nodiscard]] Result<void> insert(const Group &group);
    /// In the place of the one of that name, which may have a new name then. `etag`: the state that is
    /// replaced; empty: any. Errors: NotFound, Stale, Denied (a fixed one), and those of insert().
    [[nodiscard]] Result<void> replace(const QString &name, const Group &group, const QByteArray &etag);
    /// Errors: NotFound, Denied, Internal.
    [[nodiscard]] Result<void> remove(const QString &name);

private:
    [[nodiscard]] Result<void> write(QList<Group> groups);

    QString m_file;
    std::optional<Error> m_problem;
    mutable std::mutex m_mutex;
    QList<Group> m_groups; ///< by name
};

} // namespace smc::fleet
