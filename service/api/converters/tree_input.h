// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/converters/input_sink.h"

#include <vector>

namespace smc::converters {

/// The shape that JSON and YAML share, told event by event:
///
///     record       { name: value | [value, …] | null, … }
///     list         [ record, … ]
///     what we send { "items": [ record, … ], "total": n, "next": … }
///
/// Each call returns false when the shape is broken; the sink then knows why. No state grows with the depth
/// of the input: the shape ends at the fourth bracket.
class TreeInput
{
public:
    explicit TreeInput(InputSink &sink)
        : m_sink(sink)
    {}

    bool beginMap();
    bool key(QByteArrayView name);
    bool endMap();
    bool beginList();
    bool endList();
    bool scalar(QByteArrayView text);
    bool null();
    /// Whether a complete record or list was told.
    [[nodiscard]] bool isComplete() const { return m_complete; }

private:
    enum class Place {
        Record,       ///< inside a record, a name comes next
        Value,        ///< a name was given, its value comes next
        Values,       ///< inside the list of an attribute's values
        Records,      ///< inside a list of records
        Envelope,     ///< inside {"items":…}, a name comes next
        EnvelopeValue ///< the value of total or next comes next
    };
    bool nested(const QString &what);
    void pop();
    [[nodiscard]] bool canBeEnvelope() const;

    InputSink &m_sink;
    std::vector<Place> m_places;
    bool m_complete = false;
    bool m_scalarTotal = false; ///< "total" came as a plain value: a list reply's, not an attribute's
};

} // namespace smc::converters
