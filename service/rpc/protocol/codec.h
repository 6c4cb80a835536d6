// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QList>
#include <QString>

#include <concepts>
#include <optional>
#include <utility>

namespace smc::rpc {

/// A struct that names its members once, for both directions:
///
///     struct Point {
///         int x = 0;
///         template<typename Self, typename Each>
///         static void fields(Self &self, Each &&each) { each("x", self.x); }
///     };
template<typename T>
concept Described = requires(T &value) { T::fields(value, [](const char *, auto &) {}); };

/// Values as CBOR ([RFC 8949]): text, bytes, truth, whole numbers, lists, and structs as maps by field name.
inline QCborValue toCbor(const QCborValue &value)
{
    return value;
}
inline QCborValue toCbor(const QString &value)
{
    return value;
}
inline QCborValue toCbor(const QByteArray &value)
{
    return value;
}
inline QCborValue toCbor(bool value)
{
    return value;
}
template<std::integral T>
    requires(!std::same_as<T, bool>)
QCborValue toCbor(T value)
{
    return static_cast<qint64>(value);
}
template<Described T>
QCborValue toCbor(const T &value);
template<typename T>
QCborValue toCbor(const QList<T> &values)
{
    QCborArray array;
    for (const T &value : values)
        array.append(toCbor(value));
    return array;
}
template<typename T>
QCborValue toCbor(const std::optional<T> &value)
{
    return value ? toCbor(*value) : QCborValue(QCborValue::Null);
}
template<Described T>
QCborValue toCbor(const T &value)
{
    QCborMap map;
    T::fields(value, [&map](const char *name, const auto &field) {
        map.insert(QString::fromLatin1(name), toCbor(field));
    });
    return map;
}

/// The reverse: false for another type, a number out of range or a missing field. Fields that are not known
/// are left out.
inline bool fromCbor(const QCborValue &cbor, QCborValue &value)
{
    value = cbor;
    return true;
}
inline bool fromCbor(const QCborValue &cbor, QString &value)
{
    value = cbor.toString();
    return cbor.isString();
}
inline bool fromCbor(const QCborValue &cbor, QByteArray &value)
{
    value = cbor.toByteArray();
    return cbor.isByteArray();
}
inline bool fromCbor(const QCborValue &cbor, bool &value)
{
    value = cbor.toBool();
    return cbor.isBool();
}
template<std::integral T>
    requires(!std::same_as<T, bool>)
bool fromCbor(const QCborValue &cbor, T &value)
{
    if (!cbor.isInteger() || !std::in_range<T>(cbor.toInteger()))
        return false;
    value = static_cast<T>(cbor.toInteger());
    return true;
}
template<Described T>
bool fromCbor(const QCborValue &cbor, T &value);
template<typename T>
bool fromCbor(const QCborValue &cbor, QList<T> &values)
{
    if (!cbor.isArray())
        return false;
    const QCborArray array = cbor.toArray();
    values.resize(array.size());
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!fromCbor(array.at(i), values[i]))
            return false;
    }
    return true;
}
template<typename T>
bool fromCbor(const QCborValue &cbor, std::optional<T> &value)
{
    if (cbor.isNull() || cbor.isUndefined()) {
        value.reset();
        return true;
    }
    return fromCbor(cbor, value.emplace());
}
template<Described T>
bool fromCbor(const QCborValue &cbor, T &value)
{
    if (!cbor.isMap())
        return false;
    const QCborMap map = cbor.toMap();
    bool good = true;
    T::fields(value, [&](const char *name, auto &field) {
        good = good && fromCbor(map.value(QString::fromLatin1(name)), field);
    });
    return good;
}

} // namespace smc::rpc
