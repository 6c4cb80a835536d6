// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/converters/converter.h"

namespace smc::converters::xml {

/// As resources/schema/records.xsd describes it. A value with characters that XML 1.0 cannot carry goes as
/// <value encoding="base64">.
[[nodiscard]] QByteArray write(const wire::Record &record);
[[nodiscard]] QByteArray write(const wire::RecordList &list);
/// A document type declaration is refused before any entity of it could be expanded.
[[nodiscard]] Result<Input> read(const QByteArray &body, const Limits &limits);

} // namespace smc::converters::xml
