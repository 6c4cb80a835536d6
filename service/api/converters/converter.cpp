// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/converters/converter.h"

#include "service/api/converters/csv_converter.h"
#include "service/api/converters/json_converter.h"
#include "service/api/converters/utf8.h"
#include "service/api/converters/xml_converter.h"
#include "service/api/converters/yaml_converter.h"

#include <array>
#include <utility>

namespace smc::converters {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Every media type we know a format by, in the order in which we like to answer.
constexpr std::array<std::pair<Format, const char *>, 8> mediaTypes{{
    {Format::Json, "application/json"},
    {Format::Xml, "application/xml"},
    {Format::Xml, "text/xml"},
    {Format::Yaml, "application/yaml"},
    {Format::Yaml, "application/x-yaml"},
    {Format::Yaml, "text/yaml"},
    {Format::Yaml, "text/x-yaml"},
    {Format::Csv, "text/csv"},
}};

/// The weight of a ";q=" parameter in thousandths ([RFC 9110] 12.4.2); -1 when it is malformed.
int weightOf(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') ||
        (text.size() > 1 && text[1] != '.'))
        return -1;
    int weight = (text[0] - '0') * 1000;
    int unit = 100;
    for (qsizetype i = 2; i < text.size(); ++i, unit /= 10) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        weight += (text[i] - '0') * unit;
    }
    return weight <= 1000 ? weight : -1;
}

/// One element of an Accept header.
struct AcceptRange
{
    QByteArray type;
    int weight = 1000;

    /// How exactly it names the type: 0 not at all, 1 "*/*", 2 "text/*", 3 by name.
    [[nodiscard]] int matches(const QByteArray &media) const
    {
        if (type == media)
            return 3;
        if (type.endsWith("/*") && media.startsWith(type.chopped(1)))
            return 2;
        return type == "*/*" ? 1 : 0;
    }
};

std::optional<AcceptRange> parseRange(const QByteArray &element)
{
    const QByteArrayList parts = element.split(';');
    AcceptRange range;
    range.type = parts.constFirst().trimmed().toLower();
    if (!range.type.contains('/'))
        return std::nullopt;
    for (const QByteArray &part : parts.mid(1)) {
        const QByteArray parameter = part.trimmed().toLower();
        if (!parameter.startsWith("q="))
            continue;
        range.weight = weightOf(QByteArrayView(parameter).sliced(2));
        if (range.weight < 0)
            return std::nullopt;
    }
    return range;
}

} // namespace

QByteArray write(Format format, const wire::Record &record)
{
    switch (format) {
    case Format::Json:
        return json::write(record);
    case Format::Xml:
        return xml::write(record);
    case Format::Yaml:
        return yaml::write(record);
    case Format::Csv:
        return csv::write(record);
    }
    return {};
}

QByteArray write(Format format, const wire::RecordList &list)
{
    switch (format) {
    case Format::Json:
        return json::write(list);
    case Format::Xml:
        return xml::write(list);
    case Format::Yaml:
        return yaml::write(list);
    case Format::Csv:
        return csv::write(list);
    }
    return {};
}

Result<Input> read(Format format, const QByteArray &body, const Limits &limits)
{
    const QByteArray text = body.startsWith("\xEF\xBB\xBF") ? body.mid(3) : body;
    // XML may name another encoding in its first line, and its parser checks the bytes by it.
    const qsizetype invalid = format == Format::Xml ? -1 : firstInvalidUtf8(text);
    if (invalid >= 0) {
        Error error;
        error.code = ErrorCode::Invalid;
        error.message = positionOf(text, invalid) + u"The body is not UTF-8."_s;
        error.hint = u"Save it with the encoding UTF-8."_s;
        return error;
    }
    switch (format) {
    case Format::Json:
        return json::read(text, limits);
    case Format::Xml:
        return xml::read(text, limits);
    case Format::Yaml:
        return yaml::read(text, limits);
    case Format::Csv:
        return csv::read(text, limits);
    }
    return Error{};
}

std::optional<Format> formatForAccept(const QByteArray &accept)
{
    QList<AcceptRange> ranges;
    for (const QByteArray &element : accept.split(',')) {
        if (const std::optional<AcceptRange> range = parseRange(element))
            ranges << *range;
    }
    if (ranges.isEmpty())
        return Format::Json;
    std::optional<Format> best;
    int bestWeight = 0;
    for (const auto &[format, media] : mediaTypes) {
        int weight = 0;
        int precision = 0; // the most exact range decides about a type, wherever it stands
        for (const AcceptRange &range : std::as_const(ranges)) {
            const int match = range.matches(media);
            if (match > precision) {
                precision = match;
                weight = range.weight;
            }
        }
        if (weight > bestWeight) {
            best = format;
            bestWeight = weight;
        }
    }
    return best;
}

std::optional<Format> formatOfContentType(const QByteArray &contentType)
{
    const QByteArrayList parts = contentType.split(';');
    for (const QByteArray &part : parts.mid(1)) {
        const QByteArray parameter = part.trimmed().toLower();
        if (!parameter.startsWith("charset="))
            continue;
        const QByteArray charset = parameter.mid(8).replace('"', "");
        if (charset != "utf-8" && charset != "utf8" && charset != "us-ascii")
            return std::nullopt;
    }
    const QByteArray type = parts.constFirst().trimmed().toLower();
    for (const auto &[format, media] : mediaTypes) {
        if (type == media)
            return format;
    }
    return std::nullopt;
}

std::optional<Format> formatByName(const QByteArray &name)
{
    const QByteArray key = name.toLower();
    if (key == "json")
        return Format::Json;
    if (key == "xml")
        return Format::Xml;
    if (key == "yaml" || key == "yml")
        return Format::Yaml;
    if (key == "csv")
        return Format::Csv;
    return std::nullopt;
}

QByteArray mediaType(Format format)
{
    switch (format) {
    case Format::Json:
        return "application/json";
    case Format::Xml:
        return "application/xml";
    case Format::Yaml:
        return "application/yaml";
    case Format::Csv:
        return "text/csv; charset=utf-8; header=present";
    }
    return {};
}

} // namespace smc::converters
