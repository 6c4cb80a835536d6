// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/paths.h"

#include <QStringList>
#include <QUrl>

namespace smc::wire {

using namespace Qt::Literals::StringLiterals;

QString encodeSegment(const QString &text)
{
    if (text == "."_L1)
        return u"%2E"_s;
    if (text == ".."_L1)
        return u"%2E%2E"_s;
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
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
    QString path;
    for (const QString &segment : std::as_const(segments))
        path += u'/' + encodeSegment(segment);
    return path;
}

bool isDirectory(QStringView resource)
{
    return resource.startsWith(u"identity/");
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
