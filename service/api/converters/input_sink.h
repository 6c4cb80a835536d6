// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/converters/converter.h"

#include <QSet>

namespace smc::converters {

/// Where the readers put what they find: keeps the limits, refuses names that no attribute has and attributes
/// that come twice. Each call returns false once something is wrong; error() then says what, without the
/// place.
class InputSink
{
public:
    explicit InputSink(const Limits &limits)
        : m_limits(limits)
    {}

    bool beginRecord();
    bool beginAttribute(QByteArrayView name);
    bool addValue(QByteArrayView value);

    /// For the shape {"items":[…]}, which is known for a list only after it began like a record.
    void dropRecord() { m_input.records.removeLast(); }
    [[nodiscard]] const wire::Record &record() const { return m_input.records.constLast(); }
    [[nodiscard]] bool isEmpty() const { return m_input.records.isEmpty(); }
    void setList() { m_input.list = true; }

    bool fail(ErrorCode code, const QString &message, const QString &hint = {}, const QString &field = {});
    [[nodiscard]] const Error &error() const { return m_error; }
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] Input take() { return std::move(m_input); }

private:
    Limits m_limits;
    Input m_input;
    QSet<QByteArray> m_names; ///< of the record at hand, lower case
    Error m_error;
    bool m_failed = false;
};

} // namespace smc::converters
