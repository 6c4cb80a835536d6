// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/descriptor.h"

#include <QJsonArray>
#include <QSet>

#include <functional>

namespace smc::model {

/// What a reader found wrong: which member (JSON pointer), and what about it.
struct Fault
{
    QString pointer;
    QString detail;
};

/// Takes the members of one JSON object out, each checked for its kind; collects what is wrong instead of
/// stopping, and at the end names the members that nobody asked for (a typing mistake is a fault).
class ObjectReader
{
public:
    ObjectReader(const QJsonObject &object, const QString &pointer, QList<Fault> &faults)
        : m_object(object)
        , m_pointer(pointer)
        , m_faults(faults)
    {}

    void require(const QString &name);
    void read(const QString &name, QString &into);
    void read(const QString &name, Text &into);
    void read(const QString &name, bool &into);
    void read(const QString &name, int &into, int low, int high);
    void read(const QString &name, qint64 &into, qint64 low, qint64 high);
    void read(const QString &name, QStringList &into);
    void read(const QString &name, QMap<QString, QString> &into);
    /// A string that is one of `words`.
    void readWord(const QString &name, QString &into, const QStringList &words);
    /// An array of objects, each read by `each(reader)`.
    void readList(const QString &name, const std::function<void(ObjectReader &)> &each);
    /// An array whose elements are strings or objects.
    void readMixed(const QString &name, const std::function<void(const QString &)> &string,
                   const std::function<void(ObjectReader &)> &object);
    /// Says that a member holds something wrong.
    void blame(const QString &name, const QString &detail);
    /// The members that nobody read.
    void finish();

private:
    [[nodiscard]] QJsonValue take(const QString &name);
    [[nodiscard]] QString at(const QString &name) const;

    const QJsonObject &m_object;
    QString m_pointer;
    QList<Fault> &m_faults;
    QSet<QString> m_known;
};

/// Fills the value from a descriptor's JSON; faults are added to `faults`.
[[nodiscard]] Tab readTab(const QJsonObject &json, QList<Fault> &faults);
[[nodiscard]] Tree readTree(const QJsonObject &json, QList<Fault> &faults);
[[nodiscard]] Grid readGrid(const QJsonObject &json, QList<Fault> &faults);
[[nodiscard]] Form readForm(const QJsonObject &json, QList<Fault> &faults);
[[nodiscard]] Template readTemplate(const QJsonObject &json, QList<Fault> &faults);

} // namespace smc::model
