// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/converters/xml_converter.h"

#include "service/api/converters/input_sink.h"
#include "service/api/converters/utf8.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace smc::converters::xml {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto xmlHeader = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Whether XML 1.0 has a way to write it (2.2 Char). `text` is valid UTF-8.
bool isXmlText(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')
            return false;
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        if (byte == 0xEF && static_cast<unsigned char>(text[i + 1]) == 0xBF &&
            static_cast<unsigned char>(text[i + 2]) >= 0xBE)
            return false;
    }
    return true;
}

/// Line breaks and tabs are written as references, since a parser would normalise them away.
void appendXml(QByteArray &out, QByteArrayView text, bool attribute)
{
    const char *const end = text.data() + text.size();
    const char *run = text.data();
    for (const char *at = run; at < end; ++at) {
        const char *reference = nullptr;
        switch (*at) {
        case '&':
            reference = "&amp;";
            break;
        case '<':
            reference = "&lt;";
            break;
        case '>':
            reference = "&gt;";
            break;
        case '\r':
            reference = "&#13;";
            break;
        case '"':
            reference = attribute ? "&quot;" : nullptr;
            break;
        case '\n':
            reference = attribute ? "&#10;" : nullptr;
            break;
        case '\t':
            reference = attribute ? "&#9;" : nullptr;
            break;
        default:
            break;
        }
        if (!reference)
            continue;
        out.append(run, at - run);
        out += reference;
        run = at + 1;
    }
    out.append(run, end - run);
}

void appendXmlRecord(QByteArray &out, const wire::Record &record)
{
    out += "<object>\n";
    for (const wire::Attribute &attribute : record.attributes) {
        out += " <attribute name=\"";
        appendXml(out, cleanUtf8(attribute.name), true);
        out += "\">";
        for (const QByteArray &bytes : attribute.values) {
            const QByteArray value = cleanUtf8(bytes);
            if (isXmlText(value)) {
                out += "<value>";
                appendXml(out, value, false);
            } else {
                out += "<value encoding=\"base64\">";
                out += value.toBase64();
            }
            out += "</value>";
        }
        out += "</attribute>\n";
    }
    out += "</object>\n";
}

/// Walks one document. Every element has its fixed place, so the depth is bounded by the shape.
class XmlRecords
{
public:
    XmlRecords(const QByteArray &body, const Limits &limits)
        : m_xml(body)
        , m_sink(limits)
    {}

    Result<Input> read()
    {
        if (readRoot())
            return m_sink.take();
        Error error = m_sink.failed() ? m_sink.error() : Error{};
        if (!m_sink.failed()) {
            error.code = ErrorCode::Invalid;
            error.message = m_xml.errorString();
            error.hint = u"The body must be an <object>, or a <list> of them."_s;
        }
        error.message =
            u"Line %1, column %2: "_s.arg(m_xml.lineNumber()).arg(m_xml.columnNumber() + 1) + error.message;
        return error;
    }

private:
    bool refuse(const QString &message, const QString &hint = {})
    {
        return m_sink.fail(ErrorCode::Invalid, message, hint);
    }

    /// The next start (true) or end (false) of an element; failed() or hasError() when neither comes.
    bool nextElement()
    {
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::DTD:
                return refuse(u"A document type declaration stands in the document."_s,
                              u"Send it without <!DOCTYPE …>; entities are not expanded here."_s);
            case QXmlStreamReader::EntityReference:
                return refuse(u"The entity &%1; is not known."_s.arg(m_xml.name()));
            case QXmlStreamReader::Characters:
                if (!m_xml.isWhitespace())
                    return refuse(u"Text stands outside of a <value>."_s);
                break;
            case QXmlStreamReader::StartElement:
                return true;
            case QXmlStreamReader::EndElement:
                return false;
            default:
                break;
            }
        }
        return false;
    }
    [[nodiscard]] bool isBroken() const { return m_sink.failed() || m_xml.hasError(); }

    bool readRoot()
    {
        if (!nextElement())
            return isBroken() ? false : refuse(u"The document is empty."_s);
        if (m_xml.name() == "object"_L1) {
            if (!readObject())
                return false;
        } else if (m_xml.name() == "list"_L1) {
            m_sink.setList();
            while (nextElement()) {
                if (m_xml.name() != "object"_L1)
                    return refuse(u"<%1> stands where an <object> should be."_s.arg(m_xml.name()));
                if (!readObject())
                    return false;
            }
        } else {
            return refuse(u"<%1> stands where an <object> or a <list> should be."_s.arg(m_xml.name()));
        }
        while (!isBroken() && !m_xml.atEnd()) // what follows may be white space and comments only
            nextElement();
        return !isBroken();
    }

    bool readObject()
    {
        if (!m_sink.beginRecord())
            return false;
        while (nextElement()) {
            if (m_xml.name() != "attribute"_L1)
                return refuse(u"<%1> stands where an <attribute> should be."_s.arg(m_xml.name()));
            if (!m_sink.beginAttribute(m_xml.attributes().value("name"_L1).toUtf8()))
                return false;
            while (nextElement()) {
                if (!readValue())
                    return false;
            }
            if (isBroken())
                return false;
        }
        return !isBroken();
    }

    bool readValue()
    {
        if (m_xml.name() != "value"_L1)
            return refuse(u"<%1> stands where a <value> should be."_s.arg(m_xml.name()));
        const QString encoding = m_xml.attributes().value("encoding"_L1).toString();
        QString text;
        for (;;) {
            const QXmlStreamReader::TokenType token = m_xml.readNext();
            if (token == QXmlStreamReader::Characters)
                text += m_xml.text();
            else if (token == QXmlStreamReader::EndElement)
                break;
            else if (token == QXmlStreamReader::StartElement)
                return refuse(u"<%1> stands inside of a <value>."_s.arg(m_xml.name()));
            else if (token == QXmlStreamReader::EntityReference)
                return refuse(u"The entity &%1; is not known."_s.arg(m_xml.name()));
            else if (token != QXmlStreamReader::Comment && token != QXmlStreamReader::ProcessingInstruction)
                return false;
        }
        if (encoding.isEmpty() || encoding == "text"_L1)
            return m_sink.addValue(text.toUtf8());
        if (encoding != "base64"_L1)
            return refuse(u"The encoding \"%1\" of a value is not known."_s.arg(encoding),
                          u"It is base64, or left out."_s);
        const auto decoded = QByteArray::fromBase64Encoding(text.simplified().remove(u' ').toLatin1(),
                                                            QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return refuse(u"A value is no base64."_s);
        if (firstInvalidUtf8(*decoded) >= 0) {
            return refuse(u"A base64 value is no text in UTF-8."_s,
                          u"Give binary values as they are, in base64, to the attribute NAME;base64."_s);
        }
        return m_sink.addValue(*decoded);
    }

    QXmlStreamReader m_xml;
    InputSink m_sink;
};

} // namespace

QByteArray write(const wire::Record &record)
{
    QByteArray out = xmlHeader;
    appendXmlRecord(out, record);
    return out;
}

QByteArray write(const wire::RecordList &list)
{
    QByteArray out = xmlHeader;
    out += "<list";
    if (list.total >= 0)
        out += " total=\"" + QByteArray::number(list.total) + '"';
    if (!list.next.isEmpty()) {
        out += " next=\"";
        appendXml(out, list.next.toUtf8(), true);
        out += '"';
    }
    out += ">\n";
    for (const wire::Record &record : list.items)
        appendXmlRecord(out, record);
    out += "</list>\n";
    return out;
}

Result<Input> read(const QByteArray &body, const Limits &limits)
{
    return XmlRecords(body, limits).read();
}

} // namespace smc::converters::xml
