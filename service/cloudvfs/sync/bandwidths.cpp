// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/bandwidths.h"

#include "service/cloudvfs/client/management.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView orders[] = {"up"_L1, "down"_L1, "until"_L1, "for"_L1, "clear"_L1};

/// A number of bytes, or "2M" as in the configuration; nothing: nothing is said of it.
Result<std::optional<qint64>> rateOf(const QJsonValue &value)
{
    if (value.isUndefined())
        return std::optional<qint64>();
    const auto rate = readRate(value.isDouble() ? QString::number(value.toInteger(-1)) : value.toString());
    return rate ? Result<std::optional<qint64>>(*rate) : rate.error();
}

Result<ByHand> handOf(const QJsonObject &request)
{
    if (request[u"clear"].toBool())
        return ByHand{};
    const auto up = rateOf(request[u"up"]);
    if (!up)
        return up.error();
    const auto down = rateOf(request[u"down"]);
    if (!down)
        return down.error();
    if (!*up && !*down)
        return Error{.code = ErrorCode::Invalid,
                     .message = u"It is not said how much may go up or down."_s,
                     .hint = u"0 is no limit; without a word on one way, schedule and limits count there."_s};
    ByHand hand{.rates = {.up = *up, .down = *down}, .until = request[u"until"].toInteger()};
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (request.contains("for"_L1)) {
        const auto period = readPeriod(request[u"for"].toString());
        if (!period)
            return period.error();
        hand.until = period->count() > 0 ? now + std::chrono::milliseconds(*period).count() : 0;
    }
    if (hand.until != 0 && hand.until <= now)
        return Error{.code = ErrorCode::Invalid, .message = u"The time until which it holds is over."_s};
    return hand;
}

/// For the log.
QString wordsOf(const ByHand &hand)
{
    if (hand.rates == Rates{})
        return u"schedule and limits count again"_s;
    QStringList words;
    if (hand.rates.up)
        words << u"up %1"_s.arg(*hand.rates.up);
    if (hand.rates.down)
        words << u"down %1"_s.arg(*hand.rates.down);
    if (hand.until > 0)
        words << u"until "_s + QDateTime::fromMSecsSinceEpoch(hand.until).toString(Qt::ISODate);
    return u"by hand "_s + words.join(u' ');
}

QString nameOf(Bandwidth::Why why)
{
    static const QStringList names{u"fixed"_s, u"schedule"_s, u"hand"_s};
    return names.value(int(why));
}

StoreBandwidth statusOf(const QString &name, LimitedStore &store, const WatchedStore &watched)
{
    const Bandwidth now = store.bandwidth();
    const Limits limits = store.limits();
    const WatchedStore::Health health = watched.health();
    StoreBandwidth status{.name = name,
                          .up = now.up,
                          .down = now.down,
                          .why = nameOf(now.why),
                          .until = now.until,
                          .fixedUp = limits.up,
                          .fixedDown = limits.down,
                          .schedule = limits.schedule.text(),
                          .sent = health.sent,
                          .received = health.received,
                          .minutes = {}};
    for (const Traffic::Minute &minute : watched.lastHour())
        status.minutes.append({.start = minute.start, .sent = minute.sent, .received = minute.received});
    return status;
}

} // namespace

void Bandwidths::add(const QString &name, LimitedStore &store, const WatchedStore &watched)
{
    m_stores.insert_or_assign(name, Road{.store = &store, .watched = &watched});
}

void Bandwidths::end()
{
    for (const auto &[name, road] : m_stores)
        road.store->end();
}

Result<QJsonObject> Bandwidths::answer(const QJsonObject &request) const
{
    const QString wanted = request[u"store"].toString();
    if (!wanted.isEmpty() && !m_stores.contains(wanted))
        return Error{.code = ErrorCode::NotFound,
                     .message = u"cloudvfsd has no store %1."_s.arg(wanted.left(200)),
                     .hint = u"It stands in its configuration as [store %1]."_s.arg(wanted.left(200))};
    if (std::any_of(std::begin(orders), std::end(orders),
                    [&](QLatin1StringView word) { return request.contains(word); })) {
        const auto hand = handOf(request);
        if (!hand)
            return hand.error();
        if (wanted.isEmpty())
            return Error{.code = ErrorCode::Invalid, .message = u"It is not said of which store."_s};
        m_stores.at(wanted).store->setByHand(*hand);
        qInfo("cloudvfs: store %s: %s", qUtf8Printable(wanted), qUtf8Printable(wordsOf(*hand)));
    }
    QJsonArray stores;
    for (const auto &[name, road] : m_stores) {
        if (wanted.isEmpty() || name == wanted)
            stores.append(toJson(statusOf(name, *road.store, *road.watched)));
    }
    return QJsonObject{{u"stores"_s, stores}};
}

} // namespace smc::cloudvfs
