// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/paths.h"

#include <QStringDecoder>
#include <QUrl>

namespace smc::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Resources that stand alone, without a type in front.
bool hasNoType(const QString &first)
{
    return first == "jobs"_L1 || first == "descriptors"_L1;
}

int hexValue(QChar digit)
{
    const char16_t c = digit.unicode();
    if (c >= u'0' && c <= u'9')
        return c - u'0';
    if (c >= u'a' && c <= u'f')
        return c - u'a' + 10;
    if (c >= u'A' && c <= u'F')
        return c - u'A' + 10;
    return -1;
}

} // namespace

QString encodeSegment(const QString &text)
{
    if (text == "."_L1)
        return u"%2E"_s;
    if (text == ".."_L1)
        return u"%2E%2E"_s;
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

std::optional<QString> decodeSegment(QStringView segment)
{
    const QByteArray wire = segment.toUtf8();
    QByteArray bytes;
    bytes.reserve(wire.size());
    for (qsizetype i = 0; i < wire.size(); ++i) {
        if (wire.at(i) != '%') {
            bytes += wire.at(i);
            continue;
        }
        if (i + 2 >= wire.size())
            return std::nullopt;
        const int high = hexValue(QLatin1Char(wire.at(i + 1)));
        const int low = hexValue(QLatin1Char(wire.at(i + 2)));
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
        i += 2;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(u'\0')))
        return std::nullopt;
    return text;
}

QString encodePath(const QStringList &segments)
{
    QString path;
    for (const QString &segment : segments)
        path += u'/' + encodeSegment(segment);
    return path.isEmpty() ? u"/"_s : path;
}

std::optional<QStringList> decodePath(QStringView path)
{
    QStringList segments;
    for (const QStringView segment : path.split(u'/', Qt::SkipEmptyParts)) {
        const std::optional<QString> text = decodeSegment(segment);
        if (!text)
            return std::nullopt;
        segments << *text;
    }
    return segments;
}

QString restPath(const QString &resource, const QString &id, const QString &sub, const QString &subId)
{
    QStringList segments{u"rest"_s};
    segments << resource.split(u'/', Qt::SkipEmptyParts);
    for (const QString &part : {id, sub, subId}) {
        if (part.isEmpty())
            break;
        segments << part;
    }
    return encodePath(segments);
}

std::optional<ResourcePath> parseRestPath(QStringView path)
{
    const std::optional<QStringList> segments = decodePath(path);
    if (!segments || segments->size() < 2 || segments->constFirst() != "rest"_L1)
        return std::nullopt;
    const qsizetype typed = hasNoType(segments->at(1)) ? 2 : 3;
    if (segments->size() < typed || segments->size() > typed + 3)
        return std::nullopt;
    const auto part = [&](qsizetype index) { return segments->value(typed + index); };
    return ResourcePath{
        .resource = segments->mid(1, typed - 1).join(u'/'), .id = part(0), .sub = part(1), .subId = part(2)};
}

void addQuery(QUrlQuery &query, const QString &name, const QString &text)
{
    query.addQueryItem(QString::fromLatin1(QUrl::toPercentEncoding(name)),
                       QString::fromLatin1(QUrl::toPercentEncoding(text)));
}

QString encodeQuery(const QUrlQuery &query)
{
    QString wire;
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (!wire.isEmpty())
            wire += u'&';
        wire += QString::fromLatin1(QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value));
    }
    return wire;
}

} // namespace smc::wire
