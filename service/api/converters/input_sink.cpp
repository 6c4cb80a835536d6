// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/converters/input_sink.h"

#include <algorithm>

namespace smc::converters {

using namespace Qt::Literals::StringLiterals;

namespace {

/// An LDAP attribute description ([RFC 4512] 2.5: name or OID, options) or one of our meta names.
bool isAttributeName(QByteArrayView name)
{
    const auto isAlnum = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !name.isEmpty() && isAlnum(name.front()) && std::all_of(name.begin(), name.end(), [&](char c) {
        return isAlnum(c) || c == '-' || c == '.' || c == ';' || c == '_' || c == '=' || c == '*';
    });
}

} // namespace

bool InputSink::fail(ErrorCode code, const QString &message, const QString &hint, const QString &field)
{
    if (!m_failed) {
        m_failed = true;
        m_error.code = code;
        m_error.message = message;
        m_error.hint = hint;
        m_error.field = field;
    }
    return false;
}

bool InputSink::beginRecord()
{
    if (m_input.records.size() >= m_limits.records) {
        return fail(ErrorCode::TooLarge, u"More than %L1 records in one request."_s.arg(m_limits.records),
                    u"Send them in several requests."_s);
    }
    m_input.records.emplaceBack();
    m_names.clear();
    return true;
}

bool InputSink::beginAttribute(QByteArrayView name)
{
    wire::Record &record = m_input.records.last();
    if (name.size() > m_limits.nameLength || !isAttributeName(name)) {
        return fail(ErrorCode::Invalid,
                    u"\"%1\" is no attribute name."_s.arg(
                        QString::fromUtf8(name.first(std::min<qsizetype>(name.size(), 60)))),
                    u"Names consist of letters, digits and hyphens, such as givenName."_s);
    }
    if (record.attributes.size() >= m_limits.attributesPerRecord) {
        return fail(ErrorCode::TooLarge,
                    u"More than %L1 attributes in one record."_s.arg(m_limits.attributesPerRecord));
    }
    const QByteArray key = name.toByteArray().toLower();
    if (m_names.contains(key)) {
        const QString shown = QString::fromUtf8(name);
        return fail(ErrorCode::Invalid, u"%1 is given twice in the same record."_s.arg(shown),
                    u"Give its values as one list."_s, shown);
    }
    m_names.insert(key);
    record.attributes.append({name.toByteArray(), {}});
    return true;
}

bool InputSink::addValue(QByteArrayView value)
{
    wire::Attribute &attribute = m_input.records.last().attributes.last();
    if (attribute.values.size() >= m_limits.valuesPerAttribute) {
        const QString shown = QString::fromUtf8(attribute.name);
        return fail(
            ErrorCode::TooLarge,
            u"More than %L1 values of %2 in one record."_s.arg(m_limits.valuesPerAttribute).arg(shown),
            u"Send them in several requests."_s, shown);
    }
    attribute.values.append(value.toByteArray());
    return true;
}

} // namespace smc::converters
