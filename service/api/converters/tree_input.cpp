// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/converters/tree_input.h"

#include <algorithm>

namespace smc::converters {

using namespace Qt::Literals::StringLiterals;

void TreeInput::pop()
{
    m_places.pop_back();
    if (m_places.empty())
        m_complete = true;
    else if (m_places.back() == Place::Value)
        m_places.back() = Place::Record;
    else if (m_places.back() == Place::EnvelopeValue)
        m_places.back() = Place::Envelope;
}

bool TreeInput::nested(const QString &what)
{
    const QString field = m_sink.isEmpty() || m_sink.record().attributes.isEmpty()
                              ? QString()
                              : QString::fromUtf8(m_sink.record().attributes.constLast().name);
    return m_sink.fail(ErrorCode::Invalid, u"%1 stands where a value of %2 should be."_s.arg(what, field),
                       u"A value is a text, a list of texts, or null."_s, field);
}

/// So far the record could be the envelope of a list: nothing but items, total and next in it.
bool TreeInput::canBeEnvelope() const
{
    const auto &attributes = m_sink.record().attributes;
    return m_places.front() == Place::Value &&
           std::all_of(attributes.begin(), attributes.end(), [](const auto &a) {
               return a.name == "items" || a.name == "next" || a.name == "total";
           });
}

bool TreeInput::beginMap()
{
    if (m_places.empty()) {
        m_places.push_back(Place::Record);
        return m_sink.beginRecord();
    }
    switch (m_places.back()) {
    case Place::Records:
        m_places.push_back(Place::Record);
        return m_sink.beginRecord();
    case Place::Values: {
        const wire::Attribute &attribute = m_sink.record().attributes.constLast();
        if (m_places.size() == 2 && attribute.name == "items" && attribute.values.isEmpty() &&
            canBeEnvelope()) {
            m_sink.dropRecord();
            m_sink.setList();
            m_places = {Place::EnvelopeValue, Place::Records, Place::Record};
            return m_sink.beginRecord();
        }
        return nested(u"An object"_s);
    }
    case Place::EnvelopeValue:
        return m_sink.fail(ErrorCode::Invalid, u"An object stands where a number or a text should be."_s);
    default:
        return nested(u"An object"_s);
    }
}

bool TreeInput::key(QByteArrayView name)
{
    if (m_places.back() == Place::Envelope) {
        m_places.back() = Place::EnvelopeValue;
        return name == "total" || name == "next" ||
               m_sink.fail(ErrorCode::Invalid,
                           u"\"%1\" stands beside \"items\"."_s.arg(QString::fromUtf8(name)),
                           u"A list has items, total and next only."_s);
    }
    m_places.back() = Place::Value;
    return m_sink.beginAttribute(name);
}

bool TreeInput::endMap()
{
    if (m_places.size() == 1 && m_places.back() == Place::Record && m_scalarTotal) {
        // An empty page as we send it: {"items":[],"total":0,"next":null}.
        m_places.back() = Place::Value;
        const wire::Attribute *items = m_sink.record().find("items");
        if (items && items->values.isEmpty() && canBeEnvelope()) {
            m_sink.dropRecord();
            m_sink.setList();
        }
    }
    pop();
    return true;
}

bool TreeInput::beginList()
{
    if (m_places.empty()) {
        m_sink.setList();
        m_places.push_back(Place::Records);
        return true;
    }
    switch (m_places.back()) {
    case Place::Value:
        m_places.push_back(Place::Values);
        return true;
    case Place::Records:
        return m_sink.fail(ErrorCode::Invalid, u"A list stands where a record should be."_s);
    case Place::EnvelopeValue:
        return m_sink.fail(ErrorCode::Invalid, u"A list stands where a number or a text should be."_s);
    default:
        return nested(u"A list inside a list"_s);
    }
}

bool TreeInput::endList()
{
    pop();
    return true;
}

bool TreeInput::scalar(QByteArrayView text)
{
    if (m_places.empty())
        return m_sink.fail(ErrorCode::Invalid, u"A plain value stands where a record or a list should be."_s);
    switch (m_places.back()) {
    case Place::Records:
        return m_sink.fail(ErrorCode::Invalid, u"A plain value stands where a record should be."_s);
    case Place::EnvelopeValue:
        m_places.back() = Place::Envelope;
        return true;
    case Place::Value:
        m_places.back() = Place::Record;
        if (m_places.size() == 1 && m_sink.record().attributes.constLast().name == "total")
            m_scalarTotal = true;
        return m_sink.addValue(text);
    default:
        return m_sink.addValue(text);
    }
}

bool TreeInput::null()
{
    if (!m_places.empty() && m_places.back() == Place::Value) {
        if (m_places.size() == 1 && m_sink.record().attributes.constLast().name == "total")
            m_scalarTotal = true;
        m_places.back() = Place::Record; // no values: the attribute is to be removed
        return true;
    }
    if (!m_places.empty() && m_places.back() == Place::EnvelopeValue) {
        m_places.back() = Place::Envelope;
        return true;
    }
    if (!m_places.empty() && m_places.back() == Place::Values)
        return nested(u"null"_s);
    return m_sink.fail(ErrorCode::Invalid, u"null stands where a record or a list should be."_s);
}

} // namespace smc::converters
