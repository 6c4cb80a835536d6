// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/descriptor_reader.h"

#include "shared/model/json_position.h"

#include <cmath>

namespace smc::model {

using namespace Qt::Literals::StringLiterals;

QString ObjectReader::at(const QString &name) const
{
    return m_pointer + u'/' + pointerStep(name);
}

QJsonValue ObjectReader::take(const QString &name)
{
    m_known.insert(name);
    const auto it = m_object.constFind(name);
    return it == m_object.constEnd() ? QJsonValue(QJsonValue::Undefined) : *it;
}

void ObjectReader::blame(const QString &name, const QString &detail)
{
    m_faults.append({name.isEmpty() ? m_pointer : at(name), detail});
}

void ObjectReader::require(const QString &name)
{
    const QJsonValue value = m_object.value(name);
    if (value.isUndefined())
        m_faults.append({m_pointer, u"\"%1\" is missing"_s.arg(name)});
    else if (value.isString() && value.toString().isEmpty())
        blame(name, u"must not be empty"_s);
}

void ObjectReader::read(const QString &name, QString &into)
{
    const QJsonValue value = take(name);
    if (value.isString())
        into = value.toString();
    else if (!value.isUndefined())
        blame(name, u"must be a string"_s);
}

void ObjectReader::read(const QString &name, Text &into)
{
    const QJsonValue value = take(name);
    if (value.isString()) {
        into.source = value.toString();
        return;
    }
    if (value.isUndefined())
        return;
    const QJsonObject words = value.toObject();
    if (!words.value("en"_L1).isString()) {
        blame(name, u"must be a string, or an object of languages that holds \"en\""_s);
        return;
    }
    for (auto it = words.begin(); it != words.end(); ++it) {
        if (!it->isString())
            m_faults.append({QString(at(name) + u'/' + pointerStep(it.key())), u"must be a string"_s});
        else if (it.key() == u"en")
            into.source = it->toString();
        else
            into.own.insert(it.key(), it->toString());
    }
}

void ObjectReader::read(const QString &name, bool &into)
{
    const QJsonValue value = take(name);
    if (value.isBool())
        into = value.toBool();
    else if (!value.isUndefined())
        blame(name, u"must be true or false"_s);
}

void ObjectReader::read(const QString &name, int &into, int low, int high)
{
    qint64 wide = into;
    read(name, wide, low, high);
    into = int(wide);
}

void ObjectReader::read(const QString &name, qint64 &into, qint64 low, qint64 high)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return;
    const double number = value.toDouble(std::nan(""));
    if (std::isnan(number) || number != std::floor(number) || number < double(low) || number > double(high))
        blame(name, u"must be a whole number from %1 to %2"_s.arg(low).arg(high));
    else
        into = value.toInteger();
}

void ObjectReader::read(const QString &name, QStringList &into)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return;
    if (!value.isArray()) {
        blame(name, u"must be an array of strings"_s);
        return;
    }
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (array.at(i).isString())
            into << array.at(i).toString();
        else
            m_faults.append({QString(at(name) + u'/' + QString::number(i)), u"must be a string"_s});
    }
}

void ObjectReader::read(const QString &name, QMap<QString, QString> &into)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return;
    if (!value.isObject()) {
        blame(name, u"must be an object of strings"_s);
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isString())
            into.insert(it.key(), it->toString());
        else
            m_faults.append({QString(at(name) + u'/' + pointerStep(it.key())), u"must be a string"_s});
    }
}

void ObjectReader::readWord(const QString &name, QString &into, const QStringList &words)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return;
    if (words.contains(value.toString()))
        into = value.toString();
    else
        blame(name, u"must be one of: %1"_s.arg(words.join(u", "_s)));
}

void ObjectReader::readList(const QString &name, const std::function<void(ObjectReader &)> &each)
{
    readMixed(name, {}, each);
}

void ObjectReader::readMixed(const QString &name, const std::function<void(const QString &)> &string,
                             const std::function<void(ObjectReader &)> &object)
{
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return;
    if (!value.isArray()) {
        blame(name, u"must be an array"_s);
        return;
    }
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString pointer = at(name) + u'/' + QString::number(i);
        if (array.at(i).isObject()) {
            const QJsonObject member = array.at(i).toObject();
            ObjectReader reader(member, pointer, m_faults);
            object(reader);
            reader.finish();
        } else if (string && array.at(i).isString()) {
            string(array.at(i).toString());
        } else {
            m_faults.append({pointer, string ? u"must be a string or an object"_s : u"must be an object"_s});
        }
    }
}

void ObjectReader::finish()
{
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        if (!m_known.contains(it.key()) && it.key() != u"$schema" && it.key() != u"comment")
            blame(it.key(), u"is not known here"_s);
    }
}

} // namespace smc::model
