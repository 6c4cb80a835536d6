// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/wire/record.h"

#include <QByteArray>
#include <QList>

#include <optional>

/// Records as JSON, XML, YAML and CSV, in both directions (docs/formats.md). All of it is plain functions on
/// memory: any thread, no state, no exception.
namespace smc::converters {

enum class Format { Json, Xml, Yaml, Csv };

/// What came in: one record, or a list of them (a batch).
struct Input
{
    bool list = false;
    QList<wire::Record> records;
};

/// Limits on what is read; the size of the whole body is the listener's affair.
struct Limits
{
    qsizetype records = 20'000;
    qsizetype attributesPerRecord = 2'000;
    qsizetype valuesPerAttribute = 10'000;
    qsizetype nameLength = 256;
};

/// Values go out as UTF-8; bytes that are none become U+FFFD.
[[nodiscard]] QByteArray write(Format format, const wire::Record &record);
[[nodiscard]] QByteArray write(Format format, const wire::RecordList &list);

/// Errors: Invalid with "Line 3, column 7: …" as message (syntax, nested values, a name that is no
/// attribute's, an attribute given twice, no UTF-8, an XML DTD, a YAML alias); TooLarge beyond a limit.
[[nodiscard]] Result<Input> read(Format format, const QByteArray &body, const Limits &limits = {});

/// The best of what we offer for an Accept header ([RFC 9110] 12.5.1); JSON for an empty one and wherever the
/// client has no preference. Nothing when none of ours is acceptable (406).
[[nodiscard]] std::optional<Format> formatForAccept(const QByteArray &accept);
/// The format of a Content-Type header; nothing (415) for another type or a charset other than UTF-8.
[[nodiscard]] std::optional<Format> formatOfContentType(const QByteArray &contentType);
/// "json", "xml", "yaml" (or "yml"), "csv", as in `format=`.
[[nodiscard]] std::optional<Format> formatByName(const QByteArray &name);
/// For a Content-Type header: "application/json", "application/xml", "application/yaml",
/// "text/csv; charset=utf-8; header=present".
[[nodiscard]] QByteArray mediaType(Format format);

} // namespace smc::converters
