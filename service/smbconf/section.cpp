// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/smbconf/section.h"

#include <QCryptographicHash>
#include <QJsonObject>

#include <algorithm>
#include <tuple>

namespace smc::smbconf {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto parametricAttribute = "parametric";

const QStringList *find(const Section &section, const QString &name)
{
    const auto found = std::find_if(section.begin(), section.end(), [&name](const QStringList &parameter) {
        return parameter.constFirst().compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == section.end() ? nullptr : &*found;
}

QJsonArray valueOf(const QStringList *parameter)
{
    return parameter ? QJsonArray{parameter->constLast()} : QJsonArray();
}

/// Name and value of each parameter that the input names; no value: it is to go.
struct Wanted
{
    QString name;
    std::optional<QString> value;
};

/// `parametric` is a list of all such options: those that are not in it go.
QList<Wanted> wantedParametric(const wire::Attribute &attribute, const Section &now)
{
    QList<Wanted> wanted;
    for (const QByteArray &line : attribute.values) {
        const QString text = QString::fromUtf8(line);
        wanted.append(
            {.name = text.section(u'=', 0, 0).simplified(), .value = text.section(u'=', 1).trimmed()});
    }
    for (const QStringList &parameter : now) {
        const auto isNamed = [&parameter](const Wanted &one) {
            return one.name.compare(parameter.constFirst(), Qt::CaseInsensitive) == 0;
        };
        if (parameter.constFirst().contains(u':') && std::none_of(wanted.begin(), wanted.end(), isNamed))
            wanted.append({.name = parameter.constFirst(), .value = {}});
    }
    return wanted;
}

} // namespace

bool isGlobal(const QString &section)
{
    QString key = section.toLower();
    key.removeIf([](QChar c) { return c.isSpace(); });
    return key == "global"_L1 || key == "globals"_L1;
}

void append(wire::Record &record, const Section &section)
{
    QByteArrayList parametric;
    for (const QStringList &parameter : section) {
        if (parameter.constFirst().contains(u':'))
            parametric << (parameter.constFirst() + u" = "_s + parameter.constLast()).toUtf8();
        else
            record.set(attributeName(parameter.constFirst()), parameter.constLast().toUtf8());
    }
    if (!parametric.isEmpty())
        record.set(parametricAttribute, parametric);
}

QByteArray etagOf(const Section &section)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QStringList &parameter : section)
        hash.addData((parameter.join(QChar(u'\0')) + QChar(u'\n')).toUtf8());
    return hash.result().toHex().left(32);
}

Result<SectionChange> change(const Parameters &parameters, Scope scope, const Section &now,
                             const wire::Record &input, const QByteArrayList &ignored)
{
    QList<Wanted> wanted;
    for (const wire::Attribute &attribute : input.attributes) {
        if (ignored.contains(attribute.name.toLower()))
            continue;
        if (attribute.name == parametricAttribute) {
            wanted += wantedParametric(attribute, now);
        } else if (attribute.values.isEmpty()) {
            wanted.append({.name = QString::fromUtf8(attribute.name), .value = {}});
        } else {
            wanted.append({.name = QString::fromUtf8(attribute.name),
                           .value = QString::fromUtf8(attribute.values.join(' '))});
        }
    }
    SectionChange result;
    QList<Error> faults;
    for (Wanted &one : wanted) {
        const Parameter *known = parameters.find(one.name);
        // A section that has it spelled the other way round keeps that.
        if (known && !known->inverts.isEmpty() && !find(now, known->name)) {
            std::tie(one.name, one.value) = parameters.straight(one.name, one.value);
            known = parameters.find(one.name);
        }
        QString name = known ? known->name : one.name;
        const QStringList *before = find(now, name);
        if (!one.value) {
            if (!before)
                continue;
            result.remove << before->constFirst();
        } else {
            auto checked = parameters.check(one.name, *one.value, scope);
            if (!checked) {
                faults.append(checked.error());
                continue;
            }
            name = *checked;
            if (before && parameters.areSame(name, before->constLast(), *one.value))
                continue;
            result.set.append({name, *one.value});
        }
        result.attributes.append(
            QJsonObject{{u"name"_s, name},
                        {u"before"_s, valueOf(before)},
                        {u"after"_s, one.value ? QJsonArray{*one.value} : QJsonArray()}});
    }
    if (faults.isEmpty())
        return result;
    Error error = faults.takeFirst();
    error.more.assign(faults.begin(), faults.end());
    return error;
}

SectionChange undo(const SectionChange &change, const Section &before)
{
    SectionChange back;
    for (const QStringList &parameter : change.set) {
        if (const QStringList *old = find(before, parameter.constFirst()))
            back.set.append(*old);
        else
            back.remove << parameter.constFirst();
    }
    for (const QString &name : change.remove) {
        if (const QStringList *old = find(before, name))
            back.set.append(*old);
    }
    return back;
}

} // namespace smc::smbconf
