// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/values.h"

#include "service/identity/ldap/sid.h"
#include "service/identity/view.h"

#include <algorithm>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

void checkRange(const ldap::AttributeType &type, const QByteArray &value, Faults &faults)
{
    const QString field = QString::fromLatin1(type.name);
    const bool isNumber = type.syntax == ldap::Syntax::Integer || type.syntax == ldap::Syntax::LargeInteger;
    const qint64 measure = isNumber                            ? value.toLongLong()
                           : type.syntax == ldap::Syntax::Text ? QString::fromUtf8(value).size()
                                                               : value.size();
    if (type.lower && measure < *type.lower) {
        faults.add(field, isNumber ? u"The value must not be below %1."_s.arg(*type.lower)
                                   : u"The value must have at least %1 characters."_s.arg(*type.lower));
    }
    if (type.upper && measure > *type.upper) {
        faults.add(field, isNumber ? u"The value must not be above %1."_s.arg(*type.upper)
                                   : u"The value must not have more than %1 characters."_s.arg(*type.upper));
    }
}

} // namespace

void Faults::add(const Error &error)
{
    m_errors.push_back(error);
    m_errors.back().more.clear();
    m_errors.insert(m_errors.end(), error.more.begin(), error.more.end());
}

void Faults::add(const QString &field, const QString &message, const QString &hint)
{
    add(Error{.code = ErrorCode::Invalid, .message = message, .hint = hint, .field = field});
}

Error Faults::all() const
{
    Error first = m_errors.front();
    first.more.assign(m_errors.begin() + 1, m_errors.end());
    return first;
}

QList<ldap::Attribute> checkedAttributes(const wire::Record &record, const ldap::Schema &schema,
                                         Faults &faults)
{
    QList<ldap::Attribute> checked;
    for (const wire::Attribute &attribute : record.attributes) {
        QByteArray name = attribute.name;
        const bool base64 = name.endsWith(";base64");
        if (base64)
            name.chop(7);
        const QString field = QString::fromUtf8(name);
        const ldap::AttributeType *type = schema.find(name);
        if (!type) {
            faults.add(field, u"The directory knows no attribute \"%1\"."_s.arg(field),
                       u"GET /rest/identity/schema lists those that it knows."_s);
            continue;
        }
        if (type->systemOnly || type->constructed) {
            faults.add(field, u"%1 is set by the directory itself."_s.arg(field),
                       u"Leave it out of the request."_s);
            continue;
        }
        if (type->singleValued && attribute.values.size() > 1) {
            faults.add(field, u"%1 takes one value, not %2."_s.arg(field).arg(attribute.values.size()));
            continue;
        }
        ldap::Attribute converted{type->name, {}};
        for (const QByteArray &text : attribute.values) {
            if (text.isEmpty())
                continue; // LDAP has no empty values: "" means none
            auto value = toWire(*type, base64, text);
            if (!value) {
                faults.add(value.error());
                continue;
            }
            checkRange(*type, *value, faults);
            if (!converted.values.contains(*value))
                converted.values.append(*value);
        }
        checked.append(converted);
    }
    return checked;
}

void checkAccountName(const QString &name, Kind kind, Faults &faults)
{
    const QString field = u"sAMAccountName"_s;
    static const QString forbidden = u"\"/\\[]:;|=,+*?<>@"_s;
    if (name.trimmed().isEmpty()) {
        faults.add(field, u"The account name is missing."_s);
        return;
    }
    const auto bad = std::find_if(name.begin(), name.end(),
                                  [](QChar c) { return forbidden.contains(c) || c.unicode() < 32; });
    if (bad != name.end()) {
        faults.add(field, u"An account name cannot contain \"%1\"."_s.arg(*bad),
                   u"Use letters, digits, dots, hyphens and underscores."_s);
    }
    const qsizetype limit = kind == Kind::Users ? 20 : kind == Kind::Workstations ? 16 : 256;
    if (name.size() > limit)
        faults.add(field,
                   u"The account name has %1 characters; %2 are allowed."_s.arg(name.size()).arg(limit));
    if (name.endsWith(u'.'))
        faults.add(field, u"An account name cannot end with a dot."_s);
}

std::optional<bool> truth(const QByteArray &text)
{
    const QByteArray word = text.trimmed().toLower();
    if (word == "true" || word == "1" || word == "yes")
        return true;
    if (word == "false" || word == "0" || word == "no")
        return false;
    return std::nullopt;
}

QByteArray primaryGroupIdOf(const ldap::Entry &group)
{
    const QString sid = ldap::sidToText(group.value("objectSid"));
    return sid.startsWith("S-1-5-21-"_L1) ? sid.section(u'-', -1).toLatin1() : QByteArray();
}

} // namespace smc::identity
