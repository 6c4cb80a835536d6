// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/converters/converter.h"

namespace smc::converters::yaml {

/// YAML 1.2 that every YAML 1.1 reader understands the same way: each value is quoted, so "no", "1e3" and
/// "null" stay texts.
[[nodiscard]] QByteArray write(const wire::Record &record);
[[nodiscard]] QByteArray write(const wire::RecordList &list);
/// Event by event, no document tree is made: anchors, aliases and foreign tags are refused where they stand.
[[nodiscard]] Result<Input> read(const QByteArray &body, const Limits &limits);

} // namespace smc::converters::yaml
