// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/converters/converter.h"

namespace smc::converters::csv {

/// [RFC 4180] with a header. What a cell says beyond plain text:
///
///     a|b        two values              \|  \\   a '|' or '\' in a value
///     (empty)    attribute not there     \e       one value, which is empty
///     \-         attribute without values: remove it
///     '=1+1      the text =1+1, kept from being taken for a formula; also before + - @ tab CR LF,
///                and before any number of ' that stand in front of one of these
[[nodiscard]] QByteArray write(const wire::Record &record);
[[nodiscard]] QByteArray write(const wire::RecordList &list);
/// Understands a BOM, "sep=;" in the first line, and ';' or tab in place of the comma.
[[nodiscard]] Result<Input> read(const QByteArray &body, const Limits &limits);

} // namespace smc::converters::csv
