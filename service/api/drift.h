// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/sections.h"
#include "service/smbconf/desired.h"

namespace smc::api {

/// What makes one section of one server say what it should.
struct Repair
{
    QString section;
    Step step;
    Operation operation = Operation::Modify; ///< Create: the share is not there at all
};

/// Where the configuration in the registries of servers differs from what it should say.
class Drift
{
public:
    /// `witness` is told what a repair does.
    Drift(rpc::Driver &driver, Sections::TargetOf target, QList<smbconf::DesiredSection> desired,
          Sections::Witness witness = {})
        : m_driver(driver)
        , m_target(std::move(target))
        , m_desired(std::move(desired))
        , m_witness(std::move(witness))
    {}

    /// Of one server; of several, in their order. Nothing: all is as it should be. Errors: those of
    /// rpc::Driver.
    [[nodiscard]] Result<QList<Repair>> of(const fleet::ServerRef &server) const;
    [[nodiscard]] Result<QList<Repair>> of(const QList<fleet::ServerRef> &servers) const;

    /// Carries them out one after another, as Sections::change() does one; when one fails, all that were
    /// done before are taken back. Errors: the one that stopped it.
    [[nodiscard]] Result<void> repair(const QList<Repair> &repairs) const;

private:
    [[nodiscard]] Sections sections(const QString &name) const
    {
        return {m_driver, m_target, name, m_witness};
    }
    [[nodiscard]] Result<void> repair(const Repair &repair) const;

    rpc::Driver &m_driver;
    const Sections::TargetOf m_target;
    const QList<smbconf::DesiredSection> m_desired;
    const Sections::Witness m_witness;
};

/// Of one server, one record for each parameter: `section`, `parameter`, `desired`, `actual`; an absent value
/// is not set.
[[nodiscard]] QList<wire::Record> toRecords(const QList<Repair> &repairs);

} // namespace smc::api
