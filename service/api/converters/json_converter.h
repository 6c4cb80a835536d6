// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/converters/converter.h"

namespace smc::converters::json {

[[nodiscard]] QByteArray write(const wire::Record &record);
[[nodiscard]] QByteArray write(const wire::RecordList &list);
/// Iterative: the depth of the input costs no stack. Numbers and truth values keep the text they came with.
[[nodiscard]] Result<Input> read(const QByteArray &body, const Limits &limits);

/// For handlers that build larger documents around records: {"cn":["Jo"]} appended to `out`.
void append(QByteArray &out, const wire::Record &record);
/// A text as a JSON string with its quotes; bytes that are no UTF-8 become U+FFFD.
void appendString(QByteArray &out, QByteArrayView text);

} // namespace smc::converters::json
