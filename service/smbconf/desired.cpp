// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/smbconf/desired.h"

#include "service/smbconf/section.h"

#include <QRegularExpression>

#include <algorithm>

namespace smc::smbconf {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostLines = 1000;

DesiredSection &sectionNamed(QList<DesiredSection> &sections, const QString &name)
{
    const auto found = std::find_if(sections.begin(), sections.end(), [&name](const DesiredSection &section) {
        return section.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (found != sections.end())
        return *found;
    sections.append({.name = name, .parameters = {}});
    return sections.last();
}

} // namespace

Result<QList<DesiredSection>> readDesired(const Parameters &parameters, const QStringList &lines)
{
    const auto invalid = [](const QString &message, const QString &hint = {}) {
        return Error{.code = ErrorCode::Invalid, .message = message, .hint = hint, .field = u"desired"_s};
    };
    if (lines.size() > mostLines)
        return invalid(u"A desired configuration has at most %1 lines."_s.arg(mostLines));
    static const QRegularExpression form(u"^\\s*\\[([^\\]]+)\\]\\s*([^=]+?)\\s*=\\s*(.*?)\\s*$"_s);
    QList<DesiredSection> sections;
    QList<Error> faults;
    for (const QString &line : lines) {
        const auto parts = form.match(line);
        const QString section = parts.captured(1).trimmed(); // nothing without a match
        if (section.isEmpty()) {
            faults.append(invalid(u"\"%1\" is no line of a configuration."_s.arg(line.left(100)),
                                  u"Write it as [data] read only = no, or [global] log level = 1."_s));
            continue;
        }
        const bool global = isGlobal(section);
        const QString value = parts.captured(3);
        const Parameter *known = parameters.find(parts.captured(2));
        // Without a value the name alone has to be right.
        auto checked = value.isEmpty() && known ? Result<QString>(known->name)
                                                : parameters.check(parts.captured(2), value,
                                                                   global ? Scope::Global : Scope::Share);
        if (!checked) {
            faults.append(checked.error().on(u"desired"_s));
            continue;
        }
        sectionNamed(sections, global ? u"global"_s : section)
            .parameters.set(checked->toUtf8(),
                            value.isEmpty() ? QByteArrayList() : QByteArrayList{value.toUtf8()});
    }
    if (faults.isEmpty())
        return sections;
    Error error = faults.takeFirst();
    error.more.assign(faults.begin(), faults.end());
    return error;
}

} // namespace smc::smbconf
