// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/error.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QString>
#include <QStringList>

namespace smc::wire {

/// One attribute: its LDAP name (or a meta name such as "parent", see docs/rest.md) and its values as
/// UTF-8 text. Binary values are already in their text form: SIDs as "S-1-…", GUIDs as
/// "xxxxxxxx-xxxx-…", everything else in base64 under "name;base64".
struct Attribute
{
    QByteArray name;
    QByteArrayList values;

    bool operator==(const Attribute &) const = default;
};

/// An object as REST carries it: attributes in the order of arrival, each with a list of values.
/// Attribute names compare without case, as LDAP's do.
class Record
{
public:
    QList<Attribute> attributes;

    [[nodiscard]] const Attribute *find(QByteArrayView name) const;
    [[nodiscard]] bool contains(QByteArrayView name) const { return find(name) != nullptr; }
    /// First value, empty when there is none.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    [[nodiscard]] QByteArrayList values(QByteArrayView name) const;
    [[nodiscard]] QString text(QByteArrayView name) const { return QString::fromUtf8(value(name)); }
    [[nodiscard]] QStringList texts(QByteArrayView name) const;
    /// Replaces or appends.
    void set(const QByteArray &name, const QByteArrayList &values);
    void set(const QByteArray &name, const QByteArray &value) { set(name, QByteArrayList{value}); }
    /// Takes an attribute out and returns it; an empty one when it was not there.
    Attribute take(QByteArrayView name);

    bool operator==(const Record &) const = default;
};

/// A list reply: the page's records, how many match in all, and where the next page begins.
struct RecordList
{
    QList<Record> items;
    qint64 total = -1; ///< matches over all pages; -1 when the source cannot tell
    QString next;      ///< opaque cursor of the next page; empty on the last
    /// Of sources that did not answer: their records are missing; `place` names the source.
    QList<Error> problems;
};

} // namespace smc::wire
