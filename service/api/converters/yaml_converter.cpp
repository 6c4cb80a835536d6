// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/converters/yaml_converter.h"

#include "service/api/converters/tree_input.h"
#include "service/api/converters/utf8.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <streambuf>

namespace smc::converters::yaml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// yaml-cpp reads on to the end of a bracketed expression before it tells its beginning (it may be a key), at
/// some 200 bytes of memory for a byte of input. This is how far it may run ahead of what it told.
constexpr qsizetype yamlLookahead = qsizetype(512) * 1024;

/// The body as a stream that ends early when the reader runs too far ahead.
class YamlSource : public std::streambuf
{
public:
    explicit YamlSource(const QByteArray &body)
        : m_body(body)
    {}
    /// Everything before `offset` was told.
    void setTold(qsizetype offset) { m_told = std::max(m_told, offset); }
    [[nodiscard]] bool ranAhead() const { return m_ranAhead; }

protected:
    int_type underflow() override
    {
        if (m_given >= m_body.size())
            return traits_type::eof();
        if (m_given - m_told > yamlLookahead) {
            m_ranAhead = true;
            return traits_type::eof();
        }
        const qsizetype size = std::min(static_cast<qsizetype>(m_chunk.size()), m_body.size() - m_given);
        std::copy_n(m_body.constData() + m_given, size, m_chunk.begin());
        m_given += size;
        setg(m_chunk.data(), m_chunk.data(), m_chunk.data() + size);
        return traits_type::to_int_type(m_chunk.front());
    }

private:
    const QByteArray &m_body;
    std::array<char, 4096> m_chunk{};
    qsizetype m_given = 0;
    qsizetype m_told = 0;
    bool m_ranAhead = false;
};

/// yaml-cpp 0.7 makes single bytes of the escapes \N and \_, U+0085 and U+00A0. Nothing else in its texts can
/// be no UTF-8, since the body was checked.
QByteArray mendEscapes(QByteArrayView text)
{
    QByteArray mended;
    const char *const end = text.data() + text.size();
    for (const char *at = text.data(); at < end;) {
        const int length = sequenceLength(at, end);
        if (length == 0)
            mended += '\xC2';
        mended.append(at, std::max(length, 1));
        at += std::max(length, 1);
    }
    return mended;
}

/// Thrown through yaml-cpp to stop it; never leaves read().
struct YamlStop
{
    YAML::Mark mark;
};

/// yaml-cpp's events, handed on to the shape.
class YamlEvents : public YAML::EventHandler
{
public:
    YamlEvents(YamlSource &source, InputSink &sink)
        : m_source(source)
        , m_sink(sink)
        , m_tree(sink)
    {}

    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        begin(mark, "?", anchor);
        if (expectsKey())
            stop(mark, u"A name is missing in front of a colon."_s);
        check(mark, m_tree.null());
        end();
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override { refuseAnchor(mark); }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        begin(mark, tag, anchor);
        const QByteArrayView text(value.data(), static_cast<qsizetype>(value.size()));
        if (expectsKey()) {
            m_expected.back() = Expected::Value;
            check(mark, m_tree.key(text));
            return;
        }
        check(mark, firstInvalidUtf8(text) < 0 ? m_tree.scalar(text) : m_tree.scalar(mendEscapes(text)));
        end();
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        beginContainer(mark, tag, anchor);
        check(mark, m_tree.beginList());
        m_expected.push_back(Expected::Item);
    }
    void OnSequenceEnd() override
    {
        m_expected.pop_back();
        m_tree.endList();
        end();
    }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        beginContainer(mark, tag, anchor);
        check(mark, m_tree.beginMap());
        m_expected.push_back(Expected::Key);
    }
    void OnMapEnd() override
    {
        m_expected.pop_back();
        m_tree.endMap();
        end();
    }
    [[nodiscard]] bool isComplete() const { return m_tree.isComplete(); }

private:
    enum class Expected { Key, Value, Item };

    [[noreturn]] void stop(const YAML::Mark &mark, const QString &message, const QString &hint = {})
    {
        m_sink.fail(ErrorCode::Invalid, message, hint);
        throw YamlStop{mark};
    }
    [[noreturn]] void refuseAnchor(const YAML::Mark &mark)
    {
        stop(mark, u"An anchor (&name) or alias (*name) stands in the document."_s,
             u"Write the values out; anchors and aliases are not read here."_s);
    }
    void check(const YAML::Mark &mark, bool fine)
    {
        if (!fine)
            throw YamlStop{mark};
    }
    [[nodiscard]] bool expectsKey() const
    {
        return !m_expected.empty() && m_expected.back() == Expected::Key;
    }
    /// What is common to all nodes. Every scalar is a text here, whatever its look, so tags have no say.
    void begin(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor)
    {
        m_source.setTold(mark.pos);
        if (anchor != 0)
            refuseAnchor(mark);
        if (tag.empty() || tag == "?" || tag == "!" || tag == "tag:yaml.org,2002:str" ||
            tag == "tag:yaml.org,2002:seq" || tag == "tag:yaml.org,2002:map")
            return;
        stop(mark, u"The tag %1 stands in the document."_s.arg(QString::fromStdString(tag.substr(0, 60))),
             u"Every value is a text here; leave tags out."_s);
    }
    void beginContainer(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor)
    {
        begin(mark, tag, anchor);
        if (expectsKey())
            stop(mark, u"A list or an object stands where a name should be."_s);
    }
    void end()
    {
        if (!m_expected.empty() && m_expected.back() == Expected::Value)
            m_expected.back() = Expected::Key;
    }

    YamlSource &m_source;
    InputSink &m_sink;
    TreeInput m_tree;
    std::vector<Expected> m_expected;
};

/// Reads the one document there may be. The error's message has its place already.
bool readYaml(std::istream &stream, YamlEvents &events, Error &error)
{
    const auto failure = [&error](const YAML::Mark &mark, const QString &message) {
        error.code = ErrorCode::Invalid;
        error.message = u"Line %1, column %2: %3"_s.arg(mark.line + 1).arg(mark.column + 1).arg(message);
        return false;
    };
    try {
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(events) || !events.isComplete())
            return failure({}, u"The document is empty."_s);
        if (parser)
            return failure({}, u"There is more than one document."_s);
        return true;
    } catch (const YamlStop &stopped) {
        return failure(stopped.mark, {});
    } catch (const YAML::Exception &broken) {
        return failure(broken.mark, QString::fromStdString(broken.msg.substr(0, 200)));
    } catch (const std::exception &broken) { // bad_alloc, out_of_range from the depths of yaml-cpp
        return failure({}, QString::fromLatin1(broken.what()));
    }
}

/// Whether a name may stand without quotes: no reader takes letters, digits and hyphens for anything else,
/// once the words and numbers that YAML 1.1 reads its own way are left out.
bool isPlainName(QByteArrayView name)
{
    static constexpr std::array words{"y",    "n",     "yes",  "no",  "on", "off",
                                      "true", "false", "null", "nan", "inf"};
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (name.isEmpty() || !isLetter(name.front()))
        return false;
    for (const char *word : words) {
        if (name.compare(QByteArrayView(word), Qt::CaseInsensitive) == 0)
            return false;
    }
    return std::all_of(name.begin(), name.end(),
                       [&](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == ';'; });
}

/// A double-quoted scalar (YAML 1.2.2, 7.3.1): printable text as it is, the rest escaped.
void appendYaml(QByteArray &out, QByteArrayView text)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    out += '"';
    const char *const end = text.data() + text.size();
    for (const char *at = text.data(); at < end;) {
        const auto byte = static_cast<unsigned char>(*at);
        const int length = sequenceLength(at, end);
        if (length == 0) {
            out += "\xEF\xBF\xBD";
            ++at;
            continue;
        }
        const auto next = [at](int i) { return static_cast<unsigned char>(at[i]); };
        const bool control = byte < 0x20 || byte == 0x7F;
        const bool c1 = byte == 0xC2 && next(1) < 0xA0;
        const bool separator = byte == 0xE2 && next(1) == 0x80 && (next(2) == 0xA8 || next(2) == 0xA9);
        const bool unprintable =
            byte == 0xEF && ((next(1) == 0xBB && next(2) == 0xBF) || (next(1) == 0xBF && next(2) >= 0xBE));
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += *at;
        } else if (byte == '\n') {
            out += "\\n";
        } else if (byte == '\t') {
            out += "\\t";
        } else if (control || c1) {
            const unsigned char code = control ? byte : next(1);
            const char escape[] = {'\\', 'x', hex[code >> 4], hex[code & 15]};
            out.append(escape, sizeof escape);
        } else if (separator) {
            out += next(2) == 0xA8 ? "\\L" : "\\P";
        } else if (unprintable) {
            out += next(1) == 0xBB ? "\\uFEFF" : next(2) == 0xBE ? "\\uFFFE" : "\\uFFFF";
        } else {
            out.append(at, length);
        }
        at += length;
    }
    out += '"';
}

/// The attributes of a record, `indent` in front of each line but the first.
void appendYamlRecord(QByteArray &out, const wire::Record &record, const QByteArray &indent)
{
    if (record.attributes.isEmpty()) {
        out += "{}\n";
        return;
    }
    bool first = true;
    for (const wire::Attribute &attribute : record.attributes) {
        if (!first)
            out += indent;
        first = false;
        if (isPlainName(attribute.name))
            out += attribute.name;
        else
            appendYaml(out, attribute.name);
        if (attribute.values.size() <= 1) {
            out += ": [";
            if (!attribute.values.isEmpty())
                appendYaml(out, attribute.values.constFirst());
            out += "]\n";
            continue;
        }
        out += ":\n";
        for (const QByteArray &value : attribute.values) {
            out += indent;
            out += "  - ";
            appendYaml(out, value);
            out += '\n';
        }
    }
}

} // namespace

QByteArray write(const wire::Record &record)
{
    QByteArray out;
    appendYamlRecord(out, record, {});
    return out;
}

QByteArray write(const wire::RecordList &list)
{
    QByteArray out = list.items.isEmpty() ? "items: []\n" : "items:\n";
    for (const wire::Record &record : list.items) {
        out += "  - ";
        appendYamlRecord(out, record, "    ");
    }
    out += "total: ";
    out += list.total < 0 ? QByteArray("null") : QByteArray::number(list.total);
    out += "\nnext: ";
    if (list.next.isEmpty())
        out += "null";
    else
        appendYaml(out, list.next.toUtf8());
    out += '\n';
    return out;
}

Result<Input> read(const QByteArray &body, const Limits &limits)
{
    InputSink sink(limits);
    YamlSource source(body);
    std::istream stream(&source);
    YamlEvents events(source, sink);
    Error error;
    const bool fine = readYaml(stream, events, error);
    if (source.ranAhead()) { // whatever else was found comes from the cut
        error.code = ErrorCode::TooLarge;
        error.message =
            u"A bracketed expression or a text is longer than %1 KiB."_s.arg(yamlLookahead / 1024);
        error.hint = u"Begin each record with \"- \" on a line of its own, or send JSON or CSV."_s;
        return error;
    }
    if (sink.failed()) {
        Error refused = sink.error();
        refused.message = error.message + refused.message;
        return refused;
    }
    if (!fine) {
        error.hint = u"The body must be one YAML mapping, or a list of them."_s;
        return error;
    }
    return sink.take();
}

} // namespace smc::converters::yaml
