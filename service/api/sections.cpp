// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/sections.h"

#include <QUuid>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using smbconf::Section;
using smbconf::SectionChange;

QByteArray operationName(Operation operation)
{
    switch (operation) {
    case Operation::Create:
        return "create";
    case Operation::Modify:
        return "modify";
    case Operation::Delete:
        break;
    }
    return "delete";
}

Result<Section> Sections::read(const ServerRef &server) const
{
    if (m_place)
        return m_place->read(server, m_section);
    auto sections = m_driver.call(target(server), rpc::SmbConfRead{.section = m_section});
    if (!sections)
        return sections.error();
    return sections->isEmpty() ? Section() : sections->first().parameters;
}

Result<void> Sections::write(const ServerRef &server, const rpc::SmbConfWrite &call) const
{
    auto done = m_driver.call(target(server), call);
    if (!done)
        return done.error();
    return {};
}

Result<void> Sections::write(const Step &step, Operation operation) const
{
    if (m_place)
        return m_place->change(step.server, m_section, step.change);
    return write(step.server, {.section = m_section,
                               .set = step.change.set,
                               .remove = step.change.remove,
                               .removeSection = operation == Operation::Delete});
}

/// By a session made now: what stands in [global] may keep out all who come, and leave those in who are
/// there.
Result<void> Sections::comeIn(rpc::Target as) const
{
    as.anew = true;
    const auto told = m_driver.call(as, rpc::NetServerGetInfo{});
    return told ? Result<void>() : told.error();
}

/// Who can tell after a change whether the server still lets anybody in; none: nobody could before.
std::optional<rpc::Target> Sections::whoIsLetIn(const ServerRef &server) const
{
    if (comeIn(target(server)))
        return target(server);
    auto service = m_place ? m_place->service(server) : std::nullopt;
    return service && comeIn(*service) ? service : std::nullopt;
}

/// Whether the server says what was written.
Result<void> Sections::look(const Step &step, Operation operation) const
{
    auto now = read(step.server);
    if (operation == Operation::Delete) {
        if (now) {
            return Error{.code = ErrorCode::Refused,
                         .message = u"%1 still has the share %2."_s.arg(step.server.name, m_section)};
        }
        return now.error().code == ErrorCode::NotFound ? Result<void>() : now.error();
    }
    if (!now)
        return now.error();
    for (const QStringList &wanted : step.change.set) {
        if (!now->contains(wanted)) {
            return Error{.code = ErrorCode::Refused,
                         .message = u"%1 did not keep \"%2\"."_s.arg(step.server.name, wanted.constFirst())};
        }
    }
    return {};
}

void Sections::tell(const QString &id, const Step &step, Operation operation, Outcome::What what,
                    const QString &message) const
{
    if (m_witness) {
        m_witness({.id = id,
                   .section = m_section,
                   .step = step,
                   .operation = operation,
                   .what = what,
                   .message = message});
    }
}

Result<void> Sections::writeBack(const Step &step, Operation operation) const
{
    if (m_place)
        return m_place->putBack(step.server);
    rpc::SmbConfWrite back{.section = m_section};
    if (operation == Operation::Create) {
        back.removeSection = true;
    } else if (operation == Operation::Delete) {
        back.set = step.before;
    } else {
        const SectionChange undone = smbconf::undo(step.change, step.before);
        back.set = undone.set;
        back.remove = undone.remove;
    }
    return write(step.server, back);
}

Result<void> Sections::takeBack(const Step &step, Operation operation, const Error &why,
                                const QString &id) const
{
    auto done = writeBack(step, operation);
    if (done)
        tell(id, step, operation, Outcome::What::TakenBack, why.message);
    else
        tell(id, step, operation, Outcome::What::Unsure, why.message + u' ' + done.error().message);
    return done;
}

Result<void> Sections::change(const QList<Step> &steps, Operation operation, const Check &check) const
{
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const Step &step = steps.at(i);
        const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        const auto guest = smbconf::isGlobal(m_section) ? whoIsLetIn(step.server) : std::nullopt;
        tell(id, step, operation, Outcome::What::Begun); // whoever is killed now has said what he was at
        auto done = write(step, operation);
        // Where the person may not write nothing was written; after any other error it may be half done.
        const bool touched =
            done || (m_place ? m_place->hasChanged(step.server) : done.error().code != ErrorCode::Denied);
        if (done)
            done = look(step, operation);
        if (done && guest) {
            if (auto in = comeIn(*guest); !in) {
                Error shut = in.error();
                shut.message =
                    u"With this %1 would let nobody in any more: %2"_s.arg(step.server.name, shut.message);
                done = shut;
            }
        }
        if (done && check)
            done = check(step);
        if (done) {
            tell(id, step, operation, Outcome::What::Done);
            continue;
        }
        Error error = done.error().at(step.server.name);
        if (!touched)
            tell(id, step, operation, Outcome::What::Refused);
        QStringList restored;
        for (qsizetype k = touched ? i : i - 1; k >= 0; --k) {
            if (auto back = takeBack(steps.at(k), operation, error, k == i ? id : QString()); !back)
                error.more.push_back(back.error().at(u"going back"_s, steps.at(k).server.name));
            else if (k < i)
                restored.prepend(steps.at(k).server.name);
        }
        if (!restored.isEmpty())
            error.hint += u" Put back as it was: %1."_s.arg(restored.join(u", "));
        error.hint = error.hint.trimmed();
        return error;
    }
    return {};
}

} // namespace smc::api
