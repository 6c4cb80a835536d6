// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/record.h"

namespace smc::wire {

const Attribute *Record::find(QByteArrayView name) const
{
    for (const Attribute &attribute : attributes) {
        if (attribute.name.compare(name, Qt::CaseInsensitive) == 0)
            return &attribute;
    }
    return nullptr;
}

QByteArray Record::value(QByteArrayView name) const
{
    const Attribute *attribute = find(name);
    return attribute && !attribute->values.isEmpty() ? attribute->values.constFirst() : QByteArray();
}

QByteArrayList Record::values(QByteArrayView name) const
{
    const Attribute *attribute = find(name);
    return attribute ? attribute->values : QByteArrayList();
}

QStringList Record::texts(QByteArrayView name) const
{
    QStringList texts;
    const QByteArrayList bytes = values(name);
    texts.reserve(bytes.size());
    for (const QByteArray &value : bytes)
        texts << QString::fromUtf8(value);
    return texts;
}

void Record::set(const QByteArray &name, const QByteArrayList &values)
{
    for (Attribute &attribute : attributes) {
        if (attribute.name.compare(name, Qt::CaseInsensitive) == 0) {
            attribute.values = values;
            return;
        }
    }
    attributes.append({name, values});
}

Attribute Record::take(QByteArrayView name)
{
    for (qsizetype i = 0; i < attributes.size(); ++i) {
        if (attributes.at(i).name.compare(name, Qt::CaseInsensitive) == 0)
            return attributes.takeAt(i);
    }
    return {};
}

} // namespace smc::wire
