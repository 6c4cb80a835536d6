// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/records.h"

#include "shared/wire/problem.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace smc::models {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Beside what the service sent; no attribute of a directory is called so.
constexpr auto resourceAttribute = "smc-resource";

// A comma that a backslash precedes is part of a value.
qsizetype endOfRdn(const QString &dn)
{
    for (qsizetype i = 0; i < dn.size(); ++i) {
        if (dn.at(i) == u'\\')
            ++i;
        else if (dn.at(i) == u',')
            return i;
    }
    return dn.size();
}

QString unescapedValue(const QString &value)
{
    if (!value.contains(u'\\'))
        return value;
    QByteArray bytes;
    const QByteArray in = value.toUtf8();
    for (qsizetype i = 0; i < in.size(); ++i) {
        if (in[i] != '\\') {
            bytes += in[i];
            continue;
        }
        bool hex = false;
        const char byte = char(in.mid(i + 1, 2).toInt(&hex, 16));
        if (hex && i + 2 < in.size()) {
            bytes += byte;
            i += 2;
        } else if (i + 1 < in.size()) {
            bytes += in[++i];
        }
    }
    return QString::fromUtf8(bytes);
}

bool isDomainPart(const QString &dn)
{
    return dn.startsWith(u"DC=", Qt::CaseInsensitive);
}

} // namespace

wire::Record recordFromJson(const QJsonValue &json)
{
    wire::Record record;
    const QJsonObject object = json.toObject();
    record.attributes.reserve(object.size());
    for (auto it = object.begin(); it != object.end(); ++it) {
        QByteArrayList values;
        if (it->isArray()) {
            const QJsonArray array = it->toArray();
            values.reserve(array.size());
            for (const QJsonValue value : array)
                values << value.toString().toUtf8();
        } else if (it->isString()) {
            values << it->toString().toUtf8();
        }
        record.attributes.append({it.key().toUtf8(), values});
    }
    return record;
}

wire::RecordList listFromJson(const QJsonValue &json)
{
    wire::RecordList list;
    const QJsonArray items = json["items"_L1].toArray();
    list.items.reserve(items.size());
    for (const QJsonValue item : items)
        list.items << recordFromJson(item);
    list.total = json["total"_L1].toInteger(-1);
    list.next = json["next"_L1].toString();
    const QJsonArray problems = json["problems"_L1].toArray();
    for (const QJsonValue problem : problems)
        list.problems << wire::fromProblem(problem.toObject(), 0);
    return list;
}

QString idOf(const wire::Record &record)
{
    for (const char *attribute : {"objectGUID", "distinguishedName", "id"}) {
        if (const QString text = record.text(attribute); !text.isEmpty())
            return text;
    }
    return {};
}

QString dnOf(const wire::Record &record)
{
    return record.text("distinguishedName");
}

QString nameOf(const wire::Record &record)
{
    for (const char *attribute : {"name", "cn", "ou", "displayName", "sAMAccountName"}) {
        if (const QString text = record.text(attribute); !text.isEmpty())
            return text;
    }
    const QString dn = dnOf(record);
    return dn.isEmpty() ? record.text("id") : nameOfDn(dn);
}

bool hasClass(const wire::Record &record, QByteArrayView objectClass)
{
    const wire::Attribute *attribute = record.find("objectClass");
    if (!attribute)
        return false;
    for (const QByteArray &value : attribute->values) {
        if (objectClass.compare(value, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

void setResource(wire::Record &record, const QString &resource)
{
    record.set(resourceAttribute, resource.toUtf8());
}

QString resourceOf(const wire::Record &record)
{
    if (const QString resource = record.text(resourceAttribute); !resource.isEmpty())
        return resource;
    if (hasClass(record, "computer")) // a computer is a user, too
        return u"identity/workstations"_s;
    if (hasClass(record, "user"))
        return u"identity/users"_s;
    if (hasClass(record, "group"))
        return u"identity/groups"_s;
    if (isContainer(record))
        return u"identity/ous"_s;
    return u"identity/objects"_s;
}

bool isContainer(const wire::Record &record)
{
    return hasClass(record, "organizationalUnit") || hasClass(record, "container") ||
           hasClass(record, "builtinDomain") || hasClass(record, "domainDNS");
}

QString nameOfDn(const QString &dn)
{
    const QString rdn = dn.left(endOfRdn(dn));
    return unescapedValue(rdn.mid(rdn.indexOf(u'=') + 1));
}

QString parentOfDn(const QString &dn)
{
    return dn.mid(endOfRdn(dn) + 1);
}

QString domainOfDn(const QString &dn)
{
    QStringList parts;
    for (QString rest = dn; !rest.isEmpty(); rest = parentOfDn(rest)) {
        if (isDomainPart(rest))
            parts << nameOfDn(rest);
    }
    return parts.join(u'.');
}

QString placeOfDn(const QString &dn)
{
    QStringList parts;
    for (QString rest = dn; !rest.isEmpty() && !isDomainPart(rest); rest = parentOfDn(rest))
        parts.prepend(nameOfDn(rest));
    return parts.isEmpty() ? domainOfDn(dn) : parts.join(u'/');
}

QString filterValue(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        if (c == u'\\' || c == u'*' || c == u'(' || c == u')' || c == u'\0')
            out += u"\\%1"_s.arg(int(c.unicode()), 2, 16, QChar(u'0'));
        else
            out += c;
    }
    return out;
}

QString movedDn(const QString &dn, const QString &oldDn, const QString &newDn)
{
    if (dn.compare(oldDn, Qt::CaseInsensitive) == 0)
        return newDn;
    return isBelow(dn, oldDn) ? dn.chopped(oldDn.size()) + newDn : dn;
}

bool isBelow(const QString &dn, const QString &ancestor)
{
    return !ancestor.isEmpty() && dn.size() > ancestor.size() + 1 &&
           dn.endsWith(u',' + ancestor, Qt::CaseInsensitive);
}

} // namespace smc::models
