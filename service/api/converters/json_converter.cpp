// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/converters/json_converter.h"

#include "service/api/converters/tree_input.h"
#include "service/api/converters/utf8.h"
#include "shared/wire/problem.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>

namespace smc::converters::json {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What a byte needs inside a JSON string: nothing (0), a look at its sequence (1), an escape (2).
constexpr std::array<unsigned char, 256> jsonCare = [] {
    std::array<unsigned char, 256> care{};
    for (std::size_t c = 0; c < 0x20; ++c)
        care[c] = 2;
    care['"'] = care['\\'] = 2;
    for (std::size_t c = 0x80; c < 256; ++c)
        care[c] = 1;
    return care;
}();

void appendEscape(QByteArray &out, char c)
{
    static constexpr char hex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    const auto byte = static_cast<unsigned char>(c);
    const char escape[] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
    out.append(escape, sizeof escape);
}

/// Room for all of it at once: growing a reply of megabytes step by step costs more than writing it.
qsizetype jsonSize(const wire::Record &record)
{
    qsizetype size = 4;
    for (const wire::Attribute &attribute : record.attributes) {
        size += attribute.name.size() + 6;
        for (const QByteArray &value : attribute.values)
            size += value.size() + 3;
    }
    return size;
}

/// RapidJSON's events, handed on. Strings come decoded, numbers as they stand in the text.
struct JsonEvents
{
    TreeInput &tree;
    InputSink &sink;

    bool Null() { return tree.null(); }
    bool Bool(bool value) { return tree.scalar(value ? "true" : "false"); }
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(int64_t) { return false; }
    bool Uint64(uint64_t) { return false; }
    bool Double(double) { return false; }
    bool RawNumber(const char *text, rapidjson::SizeType size, bool) { return tree.scalar({text, size}); }
    bool String(const char *text, rapidjson::SizeType size, bool)
    {
        return isText({text, size}) && tree.scalar({text, size});
    }
    bool StartObject() { return tree.beginMap(); }
    bool Key(const char *text, rapidjson::SizeType size, bool)
    {
        return isText({text, size}) && tree.key({text, size});
    }
    bool EndObject(rapidjson::SizeType) { return tree.endMap(); }
    bool StartArray() { return tree.beginList(); }
    bool EndArray(rapidjson::SizeType) { return tree.endList(); }

    /// RapidJSON 1.1 lets half a surrogate pair ("\\udc00") through.
    bool isText(QByteArrayView text)
    {
        return firstInvalidUtf8(text) < 0 ||
               sink.fail(ErrorCode::Invalid, u"A \\u escape is half of a surrogate pair."_s);
    }
};

} // namespace

void appendString(QByteArray &out, QByteArrayView text)
{
    out += '"';
    const char *const end = text.data() + text.size();
    const char *run = text.data(); // what may be copied as it is begins here
    for (const char *at = run; at < end;) {
        const unsigned char care = jsonCare[static_cast<unsigned char>(*at)];
        if (care == 0) {
            ++at;
            continue;
        }
        const int length = care == 1 ? sequenceLength(at, end) : 0;
        if (length > 0) {
            at += length;
            continue;
        }
        out.append(run, at - run);
        if (care == 2)
            appendEscape(out, *at);
        else
            out += "\xEF\xBF\xBD";
        run = ++at;
    }
    out.append(run, end - run);
    out += '"';
}

void append(QByteArray &out, const wire::Record &record)
{
    out += '{';
    bool first = true;
    for (const wire::Attribute &attribute : record.attributes) {
        if (!first)
            out += ',';
        first = false;
        appendString(out, attribute.name);
        out += ":[";
        for (qsizetype i = 0; i < attribute.values.size(); ++i) {
            if (i > 0)
                out += ',';
            appendString(out, attribute.values.at(i));
        }
        out += ']';
    }
    out += '}';
}

QByteArray write(const wire::Record &record)
{
    QByteArray out;
    out.reserve(jsonSize(record));
    append(out, record);
    return out;
}

QByteArray write(const wire::RecordList &list)
{
    QByteArray out;
    qsizetype size = 64 + list.next.size() * 3;
    for (const wire::Record &record : list.items)
        size += jsonSize(record);
    out.reserve(size);
    out += "{\"items\":[";
    for (qsizetype i = 0; i < list.items.size(); ++i) {
        if (i > 0)
            out += ',';
        append(out, list.items.at(i));
    }
    out += "],\"total\":";
    out += list.total < 0 ? QByteArray("null") : QByteArray::number(list.total);
    out += ",\"next\":";
    if (list.next.isEmpty())
        out += "null";
    else
        appendString(out, list.next.toUtf8());
    if (!list.problems.isEmpty()) {
        QJsonArray problems;
        for (const Error &problem : list.problems)
            problems.append(wire::toProblem(problem));
        out += ",\"problems\":" + QJsonDocument(problems).toJson(QJsonDocument::Compact);
    }
    out += '}';
    return out;
}

Result<Input> read(const QByteArray &body, const Limits &limits)
{
    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag |
                               rapidjson::kParseValidateEncodingFlag;
    InputSink sink(limits);
    TreeInput tree(sink);
    JsonEvents events{tree, sink};
    // A zero byte is the end to RapidJSON; behind it anything could hide.
    const qsizetype zero = body.indexOf('\0');
    rapidjson::MemoryStream stream(body.constData(), static_cast<std::size_t>(zero < 0 ? body.size() : zero));
    rapidjson::Reader reader;
    const rapidjson::ParseResult result = reader.Parse<flags>(stream, events);
    if (sink.failed()) {
        Error error = sink.error();
        error.message = positionOf(body, static_cast<qsizetype>(stream.Tell())) + error.message;
        return error;
    }
    if (result.IsError() || zero >= 0) {
        Error error;
        error.code = ErrorCode::Invalid;
        const qsizetype offset = result.IsError() ? static_cast<qsizetype>(result.Offset()) : zero;
        error.message = positionOf(body, offset) +
                        (result.IsError() ? QString::fromLatin1(rapidjson::GetParseError_En(result.Code()))
                                          : u"A zero byte stands outside of a text."_s);
        error.hint = u"The body must be one JSON object, or a list of them."_s;
        return error;
    }
    return sink.take();
}

} // namespace smc::converters::json
