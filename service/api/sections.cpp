// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/sections.h"

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

/// Writes, then looks whether the server still answers and says what was written.
Result<void> Sections::apply(const Step &step, Operation operation) const
{
    auto done = write(step.server, {.section = m_section,
                                    .set = step.change.set,
                                    .remove = step.change.remove,
                                    .removeSection = operation == Operation::Delete});
    if (!done)
        return done.error();
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

Result<void> Sections::takeBack(const Step &step, Operation operation) const
{
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

Result<void> Sections::change(const QList<Step> &steps, Operation operation, const Check &check) const
{
    for (qsizetype i = 0; i < steps.size(); ++i) {
        auto done = apply(steps.at(i), operation);
        if (done && check)
            done = check(steps.at(i));
        if (done)
            continue;
        Error error = done.error().at(steps.at(i).server.name);
        QStringList restored;
        for (qsizetype k = i; k >= 0; --k) { // the failed one too: it may be half done
            if (auto back = takeBack(steps.at(k), operation); !back)
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
