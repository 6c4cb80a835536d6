// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/converters/utf8.h"

#include <QString>

#include <algorithm>

namespace smc::converters {

using namespace Qt::Literals::StringLiterals;

int sequenceLength(const char *at, const char *end)
{
    const auto byte = [at](int i) { return static_cast<unsigned char>(at[i]); };
    const auto follows = [&](int i) { return (byte(i) & 0xC0) == 0x80; };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2)
        return 0;
    if (lead < 0xE0)
        return end - at >= 2 && follows(1) ? 2 : 0;
    if (lead < 0xF0) {
        if (end - at < 3 || !follows(1) || !follows(2))
            return 0;
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
        return overlong || surrogate ? 0 : 3;
    }
    if (lead < 0xF5) {
        if (end - at < 4 || !follows(1) || !follows(2) || !follows(3))
            return 0;
        const bool overlong = lead == 0xF0 && byte(1) < 0x90;
        const bool beyond = lead == 0xF4 && byte(1) >= 0x90;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

qsizetype firstInvalidUtf8(QByteArrayView bytes)
{
    const char *const begin = bytes.data();
    const char *const end = begin + bytes.size();
    for (const char *at = begin; at < end;) {
        const int length = sequenceLength(at, end);
        if (length == 0)
            return at - begin;
        at += length;
    }
    return -1;
}

QByteArray cleanUtf8(QByteArrayView bytes)
{
    if (firstInvalidUtf8(bytes) < 0)
        return bytes.toByteArray();
    QByteArray clean;
    const char *const end = bytes.data() + bytes.size();
    for (const char *at = bytes.data(); at < end;) {
        const int length = sequenceLength(at, end);
        if (length == 0)
            clean += "\xEF\xBF\xBD";
        else
            clean.append(at, length);
        at += std::max(length, 1);
    }
    return clean;
}

QString positionOf(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(offset, 0, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const QByteArrayView lastLine = before.sliced(before.lastIndexOf('\n') + 1);
    const auto column = std::count_if(lastLine.begin(), lastLine.end(),
                                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }) +
                        1;
    return u"Line %1, column %2: "_s.arg(line).arg(column);
}

} // namespace smc::converters
