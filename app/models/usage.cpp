// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/usage.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace smc::models {

namespace {

struct UsageText
{
    Q_DECLARE_TR_FUNCTIONS(smc::models::Usage)
};

double percentOf(double value, double whole, bool left)
{
    return std::clamp(100 * (left ? 1 - value / whole : value / whole), 0.0, 100.0);
}

} // namespace

QList<UsageSeries> usageSeries(const QList<wire::Record> &records)
{
    QList<UsageSeries> all;
    for (const wire::Record &record : records) {
        bool known = false;
        const double value = record.value("value").toDouble(&known);
        const QDateTime time = QDateTime::fromString(record.text("time"), Qt::ISODate);
        if (!known || !time.isValid())
            continue;
        const QString server = record.text("server");
        const QString share = record.text("share");
        // They come in order, so that it is nearly always the last one.
        auto series = std::find_if(all.rbegin(), all.rend(), [&](const UsageSeries &one) {
            return one.server == server && one.share == share;
        });
        if (series == all.rend()) {
            all.append({.server = server, .share = share, .points = {}});
            series = all.rbegin();
        }
        series->points.append({double(time.toMSecsSinceEpoch()), value});
    }
    return all;
}

QList<UsageSeries> inPercent(const QList<UsageSeries> &values, double whole, bool left)
{
    QList<UsageSeries> all = values;
    for (UsageSeries &series : all) {
        for (QPointF &point : series.points)
            point.setY(percentOf(point.y(), whole, left));
    }
    return all;
}

QList<UsageSeries> inPercent(const QList<UsageSeries> &values, const QList<UsageSeries> &whole, bool left)
{
    QList<UsageSeries> all;
    for (const UsageSeries &series : values) {
        const auto of = std::find_if(whole.begin(), whole.end(), [&series](const UsageSeries &one) {
            return one.server == series.server && one.share == series.share;
        });
        if (of == whole.end() || of->points.isEmpty())
            continue;
        UsageSeries made{.server = series.server, .share = series.share, .points = {}};
        auto at = of->points.begin();
        for (const QPointF &point : series.points) {
            while (std::next(at) != of->points.end() && std::next(at)->x() <= point.x())
                ++at;
            if (at->y() > 0)
                made.points.append({point.x(), percentOf(point.y(), at->y(), left)});
        }
        all.append(made);
    }
    return all;
}

QList<UsageSeries> perSecond(const QList<UsageSeries> &values, int unit)
{
    QList<UsageSeries> all;
    for (const UsageSeries &series : values) {
        UsageSeries made{.server = series.server, .share = series.share, .points = {}};
        for (qsizetype i = 1; i < series.points.size(); ++i) {
            const QPointF &before = series.points.at(i - 1);
            const QPointF &now = series.points.at(i);
            const double grown = now.y() < before.y() ? now.y() : now.y() - before.y();
            if (now.x() > before.x())
                made.points.append({now.x(), grown / unit * 1000 / (now.x() - before.x())});
        }
        all.append(made);
    }
    return all;
}

QString usageText(double value, bool percent)
{
    const bool whole = value == std::floor(value);
    if (!percent)
        return QLocale().toString(value, 'f', whole ? 0 : value < 10 ? 2 : 1);
    return UsageText::tr("%1 %").arg(QLocale().toString(value, 'f', whole || value >= 10 ? 0 : 1));
}

QList<QList<QPointF>> segments(const QList<QPointF> &points)
{
    constexpr int usual = 3; // times as long is still no gap
    QList<double> distances;
    for (qsizetype i = 1; i < points.size(); ++i)
        distances << points.at(i).x() - points.at(i - 1).x();
    double gap = 0;
    if (!distances.isEmpty()) {
        auto middle = distances.begin() + distances.size() / 2;
        std::nth_element(distances.begin(), middle, distances.end());
        gap = *middle * usual;
    }
    QList<QList<QPointF>> all;
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (i == 0 || points.at(i).x() - points.at(i - 1).x() > gap)
            all.append(QList<QPointF>());
        all.last().append(points.at(i));
    }
    return all;
}

} // namespace smc::models
