// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/fleet/fleet.h"
#include "service/rpc/driver.h"
#include "service/smbconf/section.h"

#include <functional>
#include <memory>
#include <optional>

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

/// What became of a section on one server, for whoever keeps a history of it.
struct Outcome
{
    enum class What {
        Begun, ///< about to be written; the next outcome of the same id says what became of it
        Done,
        Refused,   ///< nothing was written
        TakenBack, ///< it has again what it had
        Unsure,    ///< it failed and could not be taken back: it may be done in part
    };
    QString id; ///< of this change of one server; empty: it is the only outcome of it
    QString section;
    Step step;
    Operation operation = Operation::Modify;
    What what = What::Done;
    QString message; ///< what went wrong
};

/// Where servers keep sections beside their registries. What is read and changed is one request's.
class SectionPlace
{
public:
    virtual ~SectionPlace() = default;
    /// Errors: NotFound: there is no such section.
    [[nodiscard]] virtual Result<smbconf::Section> read(const fleet::ServerRef &server,
                                                        const QString &section) = 0;
    /// Of what was read last. Errors: Stale: somebody else has changed it since.
    [[nodiscard]] virtual Result<void> change(const fleet::ServerRef &server, const QString &section,
                                              const smbconf::SectionChange &change) = 0;
    /// Whether change() got as far as to change something, whatever became of it.
    [[nodiscard]] virtual bool hasChanged(const fleet::ServerRef &server) const = 0;
    /// The server has again what it had before change().
    [[nodiscard]] virtual Result<void> putBack(const fleet::ServerRef &server) = 0;
    /// The service itself, which a server may let in that does not let in who asks; none: it has no account.
    [[nodiscard]] virtual std::optional<rpc::Target> service(const fleet::ServerRef &server) const = 0;
};

/// A section of smb.conf ("global", a share) in the registries of several servers, or where else they keep
/// it.
///
/// A change of several goes like this: all of them are read and every plan is made and checked first, so
/// that a wrong value touches nobody; then the first one alone, and only when it still answers and says what
/// was written, the next; after a change of [global] it has to let in who comes then, if it did before. When
/// one fails, those already changed get back what they had.
class Sections
{
public:
    using TargetOf = std::function<rpc::Target(const fleet::ServerRef &)>;
    /// `check`: what must hold on a server after the change of it; one more reason to take it back.
    using Check = std::function<Result<void>(const Step &)>;
    /// Told of each server before something is done there, and as soon as it was; none: nobody is.
    using Witness = std::function<void(const Outcome &)>;

    /// `place`: where the section is; none: in the registry, by RPC.
    Sections(rpc::Driver &driver, TargetOf targetOf, QString section, Witness witness = {},
             std::shared_ptr<SectionPlace> place = {})
        : m_driver(driver)
        , m_targetOf(std::move(targetOf))
        , m_section(std::move(section))
        , m_witness(std::move(witness))
        , m_place(std::move(place))
    {}
    [[nodiscard]] const QString &name() const { return m_section; }
    [[nodiscard]] bool areFiles() const { return m_place != nullptr; } ///< and not in registries
    [[nodiscard]] rpc::Target target(const fleet::ServerRef &server) const { return m_targetOf(server); }

    [[nodiscard]] Result<smbconf::Section> read(const fleet::ServerRef &server) const;
    /// Errors: the one that stopped it, with the servers that were put back in its hint.
    [[nodiscard]] Result<void> change(const QList<Step> &steps, Operation operation,
                                      const Check &check = {}) const;

    /// What was changed gets back what it had. `why`: what went wrong. `id`: of the change, where no outcome
    /// but its beginning has been told.
    [[nodiscard]] Result<void> takeBack(const Step &step, Operation operation, const Error &why,
                                        const QString &id = {}) const;

private:
    [[nodiscard]] Result<void> write(const fleet::ServerRef &server, const rpc::SmbConfWrite &call) const;
    [[nodiscard]] Result<void> write(const Step &step, Operation operation) const;
    [[nodiscard]] Result<void> writeBack(const Step &step, Operation operation) const;
    [[nodiscard]] Result<void> comeIn(rpc::Target as) const;
    [[nodiscard]] std::optional<rpc::Target> whoIsLetIn(const fleet::ServerRef &server) const;
    [[nodiscard]] Result<void> look(const Step &step, Operation operation) const;
    void tell(const QString &id, const Step &step, Operation operation, Outcome::What what,
              const QString &message = {}) const;

    rpc::Driver &m_driver;
    TargetOf m_targetOf;
    QString m_section;
    Witness m_witness;
    std::shared_ptr<SectionPlace> m_place;
};

} // namespace smc::api
