// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/fleet/fleet.h"
#include "service/rpc/driver.h"
#include "service/smbconf/section.h"

#include <functional>

namespace smc::api {

enum class Operation { Create, Modify, Delete };
[[nodiscard]] QByteArray operationName(Operation operation);

/// One server's part of a change.
struct Step
{
    fleet::ServerRef server;
    smbconf::Section before;
    smbconf::SectionChange change;
};

/// A section of smb.conf ("global", a share) in the registries of several servers.
///
/// A change of several goes like this: all of them are read and every plan is made and checked first, so
/// that a wrong value touches nobody; then the first one alone, and only when it still answers and says what
/// was written, the next. When one fails, those already changed get back what they had.
class Sections
{
public:
    using TargetOf = std::function<rpc::Target(const fleet::ServerRef &)>;
    /// `check`: what must hold on a server after the change of it; one more reason to take it back.
    using Check = std::function<Result<void>(const Step &)>;

    Sections(rpc::Driver &driver, TargetOf targetOf, QString section)
        : m_driver(driver)
        , m_targetOf(std::move(targetOf))
        , m_section(std::move(section))
    {}
    [[nodiscard]] const QString &name() const { return m_section; }
    [[nodiscard]] rpc::Target target(const fleet::ServerRef &server) const { return m_targetOf(server); }

    [[nodiscard]] Result<smbconf::Section> read(const fleet::ServerRef &server) const;
    /// Errors: the one that stopped it, with the servers that were put back in its hint.
    [[nodiscard]] Result<void> change(const QList<Step> &steps, Operation operation,
                                      const Check &check = {}) const;

    /// What was changed gets back what it had.
    [[nodiscard]] Result<void> takeBack(const Step &step, Operation operation) const;

private:
    [[nodiscard]] Result<void> write(const fleet::ServerRef &server, const rpc::SmbConfWrite &call) const;
    [[nodiscard]] Result<void> apply(const Step &step, Operation operation) const;

    rpc::Driver &m_driver;
    TargetOf m_targetOf;
    QString m_section;
};

} // namespace smc::api
