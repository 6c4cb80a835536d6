// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/output.h"

#include <QChar>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

int outputFault = 0; ///< errno of the first print() that could not write all

struct WideRange
{
    char32_t first;
    char32_t last;
};

/// East Asian Width W and F of Unicode 15, neighbouring blocks joined.
constexpr std::array wideRanges{
    WideRange{0x1100, 0x115F},   WideRange{0x231A, 0x231B},   WideRange{0x2329, 0x232A},
    WideRange{0x23E9, 0x23EC},   WideRange{0x23F0, 0x23F0},   WideRange{0x23F3, 0x23F3},
    WideRange{0x25FD, 0x25FE},   WideRange{0x2614, 0x2615},   WideRange{0x2648, 0x2653},
    WideRange{0x267F, 0x267F},   WideRange{0x2693, 0x2693},   WideRange{0x26A1, 0x26A1},
    WideRange{0x26AA, 0x26AB},   WideRange{0x26BD, 0x26BE},   WideRange{0x26C4, 0x26C5},
    WideRange{0x26CE, 0x26CE},   WideRange{0x26D4, 0x26D4},   WideRange{0x26EA, 0x26EA},
    WideRange{0x26F2, 0x26F3},   WideRange{0x26F5, 0x26F5},   WideRange{0x26FA, 0x26FA},
    WideRange{0x26FD, 0x26FD},   WideRange{0x2705, 0x2705},   WideRange{0x270A, 0x270B},
    WideRange{0x2728, 0x2728},   WideRange{0x274C, 0x274C},   WideRange{0x274E, 0x274E},
    WideRange{0x2753, 0x2755},   WideRange{0x2757, 0x2757},   WideRange{0x2795, 0x2797},
    WideRange{0x27B0, 0x27B0},   WideRange{0x27BF, 0x27BF},   WideRange{0x2B1B, 0x2B1C},
    WideRange{0x2B50, 0x2B50},   WideRange{0x2B55, 0x2B55},   WideRange{0x2E80, 0x303E},
    WideRange{0x3041, 0x33FF},   WideRange{0x3400, 0x4DBF},   WideRange{0x4E00, 0xA4CF},
    WideRange{0xA960, 0xA97C},   WideRange{0xAC00, 0xD7A3},   WideRange{0xF900, 0xFAFF},
    WideRange{0xFE10, 0xFE19},   WideRange{0xFE30, 0xFE6B},   WideRange{0xFF01, 0xFF60},
    WideRange{0xFFE0, 0xFFE6},   WideRange{0x16FE0, 0x18CD5}, WideRange{0x1AFF0, 0x1B2FB},
    WideRange{0x1F004, 0x1F004}, WideRange{0x1F0CF, 0x1F0CF}, WideRange{0x1F18E, 0x1F18E},
    WideRange{0x1F191, 0x1F19A}, WideRange{0x1F200, 0x1F320}, WideRange{0x1F32D, 0x1F335},
    WideRange{0x1F337, 0x1F37C}, WideRange{0x1F37E, 0x1F393}, WideRange{0x1F3A0, 0x1F3CA},
    WideRange{0x1F3CF, 0x1F3D3}, WideRange{0x1F3E0, 0x1F3F0}, WideRange{0x1F3F4, 0x1F3F4},
    WideRange{0x1F3F8, 0x1F43E}, WideRange{0x1F440, 0x1F440}, WideRange{0x1F442, 0x1F4FC},
    WideRange{0x1F4FF, 0x1F53D}, WideRange{0x1F54B, 0x1F54E}, WideRange{0x1F550, 0x1F567},
    WideRange{0x1F57A, 0x1F57A}, WideRange{0x1F595, 0x1F596}, WideRange{0x1F5A4, 0x1F5A4},
    WideRange{0x1F5FB, 0x1F64F}, WideRange{0x1F680, 0x1F6C5}, WideRange{0x1F6CC, 0x1F6CC},
    WideRange{0x1F6D0, 0x1F6D2}, WideRange{0x1F6D5, 0x1F6D7}, WideRange{0x1F6DC, 0x1F6DF},
    WideRange{0x1F6EB, 0x1F6EC}, WideRange{0x1F6F4, 0x1F6FC}, WideRange{0x1F7E0, 0x1F7EB},
    WideRange{0x1F7F0, 0x1F7F0}, WideRange{0x1F90C, 0x1F93A}, WideRange{0x1F93C, 0x1F945},
    WideRange{0x1F947, 0x1F9FF}, WideRange{0x1FA70, 0x1FAF8}, WideRange{0x20000, 0x3FFFD},
};

int widthOf(char32_t code)
{
    switch (QChar::category(code)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
    case QChar::Other_Control:
        return 0;
    default:
        break;
    }
    const auto after = std::upper_bound(wideRanges.begin(), wideRanges.end(), code,
                                        [](char32_t c, const WideRange &range) { return c < range.first; });
    return after != wideRanges.begin() && code <= std::prev(after)->last ? 2 : 1;
}

QString padded(const QString &text, int width)
{
    return text + QString(std::max(0, width - displayWidth(text)), u' ');
}

QStringList textsOf(const QJsonValue &values)
{
    QStringList texts;
    if (values.isArray()) {
        for (const QJsonValue value : values.toArray())
            texts << textsOf(value);
    } else if (values.isString()) {
        texts << printable(values.toString());
    } else if (!values.isNull() && !values.isUndefined() && !values.isObject()) {
        texts << values.toVariant().toString();
    }
    return texts;
}

} // namespace

int displayWidth(const QString &text)
{
    int width = 0;
    for (const char32_t code : text.toUcs4())
        width += widthOf(code);
    return width;
}

QString printable(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
        if (code == u'\n' || code == u'\t' || code == u'\r')
            clean += u' ';
        else if (c.category() == QChar::Other_Control || direction || code == 0x2028 || code == 0x2029)
            clean += QChar(0xFFFD);
        else
            clean += c;
    }
    return clean;
}

QString elided(const QString &text, int width)
{
    if (width <= 0 || displayWidth(text) <= width)
        return text;
    QString cut;
    int used = 1; // the ellipsis
    for (const char32_t code : text.toUcs4()) {
        used += widthOf(code);
        if (used > width)
            break;
        cut += QString::fromUcs4(&code, 1);
    }
    return cut + u'…';
}

QString table(const QStringList &heads, const QList<QStringList> &rows, int cellWidth)
{
    QList<int> widths;
    for (const QString &head : heads)
        widths << displayWidth(head);
    QList<QStringList> shown;
    shown.reserve(rows.size());
    for (const QStringList &row : rows) {
        QStringList cells;
        for (qsizetype i = 0; i < heads.size(); ++i) {
            cells << elided(row.value(i), cellWidth);
            widths[i] = std::max(widths.at(i), displayWidth(cells.constLast()));
        }
        shown << cells;
    }
    QString text;
    const auto addLine = [&](const QStringList &cells) {
        QString line;
        for (qsizetype i = 0; i < cells.size(); ++i)
            line +=
                (i + 1 < cells.size() ? QString(padded(cells.at(i), widths.at(i)) + u"  "_s) : cells.at(i));
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    };
    addLine(heads);
    for (const QStringList &cells : std::as_const(shown))
        addLine(cells);
    return text;
}

QString cellText(const QJsonValue &values)
{
    return textsOf(values).join(u", "_s);
}

QString sheet(const QJsonObject &record)
{
    int width = 0;
    for (auto it = record.begin(); it != record.end(); ++it)
        width = std::max(width, displayWidth(it.key()));
    QString text;
    for (auto it = record.begin(); it != record.end(); ++it) {
        QString head = printable(it.key()) + u':';
        const QStringList values = textsOf(it.value());
        for (const QString &value : values.isEmpty() ? QStringList{QString()} : values) {
            text += padded(head, width + 2) + value + u'\n';
            head.clear();
        }
    }
    return text;
}

QString changesText(const QJsonArray &changes)
{
    QString text;
    for (const QJsonValue value : changes) {
        const QJsonObject change = value.toObject();
        text += printable(change.value("operation"_L1).toString()) + u' ' +
                printable(change.value("dn"_L1).toString()) + u'\n';
        // What a server would do is told by what it would be done to: one line for each of its attributes.
        for (auto it = change.constBegin(); it != change.constEnd(); ++it) {
            if (it.value().isString() && it.key() != "operation"_L1 && it.key() != "dn"_L1)
                text += u"  "_s + printable(it.key()) + u": "_s + printable(it.value().toString()) + u'\n';
        }
        for (const QJsonValue path : change.value("writing"_L1).toArray()) // what is at stake, a line each
            text += u"  writing: "_s + printable(path.toString()) + u'\n';
        for (const QJsonValue entry : change.value("attributes"_L1).toArray()) {
            const QString name = printable(entry["name"_L1].toString());
            for (const QString &before : textsOf(entry["before"_L1]))
                text += u"  - "_s + name + u": "_s + before + u'\n';
            for (const QString &after : textsOf(entry["after"_L1]))
                text += u"  + "_s + name + u": "_s + after + u'\n';
        }
    }
    return text.isEmpty() ? u"Nothing would change.\n"_s : text;
}

QString errorText(const Error &error)
{
    QString text = u"smcctl: "_s;
    if (!error.field.isEmpty() && !error.message.contains(error.field, Qt::CaseInsensitive))
        text += printable(error.field) + u": "_s;
    text += printable(error.message) + u'\n';
    if (!error.hint.isEmpty())
        text += u"        "_s + printable(error.hint) + u'\n';
    QStringList details;
    for (const QString &part : {error.place, error.native}) {
        if (!part.isEmpty())
            details << printable(part);
    }
    if (!details.isEmpty())
        text += u"        ("_s + details.join(u"; "_s) + u")\n"_s;
    for (const Error &other : error.more)
        text += errorText(other);
    return text;
}

int exitStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
        return 3;
    case ErrorCode::Unauthenticated:
    case ErrorCode::Denied:
        return 4;
    case ErrorCode::Exists:
    case ErrorCode::Stale:
    case ErrorCode::Refused:
        return 5;
    case ErrorCode::Busy:
    case ErrorCode::Unreachable:
    case ErrorCode::Timeout:
        return 6;
    default:
        return 1;
    }
}

void print(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const auto size = static_cast<std::size_t>(bytes.size());
    if (outputFault == 0 &&
        (std::fwrite(bytes.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0))
        outputFault = errno;
}

void printError(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    // When stderr cannot be written, there is nowhere to say so.
    (void)std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
}

int finish(int status)
{
    if (outputFault == 0)
        return status;
    if (outputFault != EPIPE)
        printError(errorText(
            {.message = u"The output could not be written."_s, .native = qt_error_string(outputFault)}));
    return status == 0 ? 1 : status;
}

} // namespace smc::ctl
