// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/usage_trends.h"

#include "app/models/records.h"
#include "shared/wire/paths.h"

#include <QUrlQuery>

#include <algorithm>

namespace smc::models {

using namespace Qt::Literals::StringLiterals;

UsageTrends::UsageTrends(data::RemoteDataSource &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
{}

void UsageTrends::read(const QList<model::Column> &columns, const QList<wire::Record> &records)
{
    QStringList servers;
    for (const wire::Record &record : records)
        servers << record.text("server");
    servers.removeAll(QString());
    servers.removeDuplicates();
    for (const model::Column &column : columns) {
        if (column.format != u"usage" || servers.isEmpty())
            continue;
        QUrlQuery query;
        wire::addQuery(query, u"server"_s, servers.join(u','));
        wire::addQuery(query, u"metric"_s, column.metric);
        wire::addQuery(query, u"since"_s, u"1d"_s);
        wire::addQuery(query, u"step"_s, u"30m"_s); // a column is about as many pixels wide
        wire::addQuery(query, u"fields"_s, u"server,share,time,value"_s);
        if (column.share.isEmpty())
            wire::addQuery(query, u"share"_s, QString()); // the servers' own
        if (const auto before = m_calls.take(column.field))
            before->cancel();
        m_calls[column.field] =
            m_source.get(wire::restPath(u"status/usage"_s), query, this,
                         [this, field = column.field](const Result<data::Answer> &answer) {
                             m_faults.remove(field);
                             if (answer)
                                 m_series[field] = usageSeries(listFromJson(answer->json()).items);
                             else
                                 m_faults[field] = answer.error().message;
                             Q_EMIT changed();
                         });
    }
}

QList<QPointF> UsageTrends::points(const model::Column &column, const wire::Record &record) const
{
    const auto all = m_series.constFind(column.field);
    if (all == m_series.constEnd())
        return {};
    const QString server = record.text("server");
    const QString share = column.share.isEmpty() ? QString() : record.text(column.share.toUtf8());
    const auto found = std::find_if(all->begin(), all->end(), [&](const UsageSeries &one) {
        return one.server == server && one.share.compare(share, Qt::CaseInsensitive) == 0;
    });
    if (found == all->end())
        return {};
    const double whole = column.of.toDouble();
    return whole > 0 ? inPercent({*found}, whole, column.left).constFirst().points : found->points;
}

} // namespace smc::models
