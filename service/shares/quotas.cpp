// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/shares/quotas.h"

#include "service/rpc/protocol/security_descriptor.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace smc::shares {

using namespace Qt::Literals::StringLiterals;
using rpc::Account;
using rpc::Quota;
using wire::Record;

namespace {

constexpr auto everybody = "*";
constexpr std::array<quint32, 3> groups{2, 4, 5}; ///< SID_NAME_USE: group, alias, well-known
constexpr quint64 largestRounding = 1024 * 1024;  ///< bytes; file systems count blocks of at most that
constexpr qsizetype namesAtOnce = 1000;           ///< as rpc::LookupSids takes them

void setLimit(Record &record, const QByteArray &name, std::optional<quint64> limit)
{
    if (limit)
        record.set(name, QByteArray::number(*limit));
}

/// None where there is none.
std::optional<quint64> limitOf(const Record &record, const char *name)
{
    return record.contains(name) ? std::optional(record.value(name).toULongLong()) : std::nullopt;
}

Record recordOf(const Quota &quota, const QString &account)
{
    Record record;
    if (!quota.sid.isEmpty())
        record.set("sid", quota.sid.toUtf8());
    record.set("account", account.toUtf8());
    if (!quota.sid.isEmpty())
        record.set("used", QByteArray::number(quota.used));
    setLimit(record, "soft", quota.soft);
    setLimit(record, "hard", quota.hard);
    return record;
}

Record defaultOf(const rpc::Quotas &quotas)
{
    Record record = recordOf(quotas.standard, QString::fromLatin1(everybody));
    record.set("state", quotas.enforced ? "enforced" : quotas.tracked ? "tracked" : "off");
    QByteArrayList logged;
    if (quotas.logsSoft)
        logged << "soft";
    if (quotas.logsHard)
        logged << "hard";
    if (!logged.isEmpty())
        record.set("log", logged);
    return record;
}

/// A limit as a request has it. Errors: Invalid.
Result<std::optional<quint64>> limitFrom(const wire::Attribute &attribute)
{
    const QByteArray text = attribute.values.value(0).trimmed();
    if (attribute.values.size() <= 1 && text.isEmpty())
        return std::optional<quint64>();
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    if (ok && number > 0 && attribute.values.size() == 1)
        return std::optional(static_cast<quint64>(number));
    return Error{.code = ErrorCode::Invalid,
                 .message =
                     u"A limit is a number of bytes, from 1."_s, // servers take 0 for no limit, or none
                 .hint = u"Leave it empty (null) where there should be no limit."_s,
                 .field = QString::fromUtf8(attribute.name)};
}

bool isKept(std::optional<quint64> wanted, std::optional<quint64> has)
{
    if (!wanted || !has)
        return wanted.has_value() == has.has_value();
    return std::max(*wanted, *has) - std::min(*wanted, *has) < largestRounding;
}

} // namespace

Result<QList<Record>> quotas(rpc::Driver &driver, const rpc::Target &target, const QString &share)
{
    auto found = driver.call(target, rpc::QuotaList{.share = share});
    if (!found)
        return found.error();
    QList<Record> records{defaultOf(*found)};
    for (qsizetype first = 0; first < found->people.size(); first += namesAtOnce) {
        const QList<Quota> some = found->people.mid(first, namesAtOnce);
        QStringList sids;
        for (const Quota &quota : some)
            sids << quota.sid;
        auto names = driver.call(target, rpc::LookupSids{.sids = sids});
        if (!names)
            return names.error();
        for (qsizetype i = 0; i < some.size(); ++i) {
            const QString name = names->value(i).name;
            records.append(recordOf(some.at(i), name.isEmpty() ? some.at(i).sid : name));
        }
    }
    return records;
}

Result<Account> quotaAccount(rpc::Driver &driver, const rpc::Target &target, const QString &account)
{
    if (account == QLatin1String(everybody))
        return Account{.sid = {}, .name = account, .type = 0};
    const bool bySid = rpc::isSid(account);
    auto found = bySid ? driver.call(target, rpc::LookupSids{.sids = {account}})
                       : driver.call(target, rpc::LookupNames{.names = {account}});
    if (!found)
        return found.error();
    Account known = found->value(0);
    if (known.sid.isEmpty()) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"%1 knows no account \"%2\"."_s.arg(target.host, account),
                     .hint = u"Write it as DOMAIN\\name, or give its SID."_s};
    }
    if (known.name.isEmpty())
        known.name = account;
    if (std::find(groups.begin(), groups.end(), known.type) != groups.end()) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"%1 is a group, and quotas are those of people."_s.arg(known.name)};
    }
    return known;
}

Result<Record> quota(rpc::Driver &driver, const rpc::Target &target, const QString &share,
                     const Account &account)
{
    if (account.sid.isEmpty()) {
        auto all = driver.call(target, rpc::QuotaList{.share = share, .withPeople = false});
        return all ? Result<Record>(defaultOf(*all)) : all.error();
    }
    auto found = driver.call(target, rpc::QuotaGet{.share = share, .sid = account.sid});
    if (found)
        return recordOf(*found, account.name);
    if (found.error().code != ErrorCode::NotFound)
        return found.error();
    // So Samba answers without quotas, too; of those the list tells.
    if (const auto all = driver.call(target, rpc::QuotaList{.share = share, .withPeople = false}); !all)
        return all.error();
    Error error = found.error();
    error.message = u"%1 has no quota for %2."_s.arg(target.host, account.name);
    error.hint = u"Only people have one, whom the server knows as users of its own system."_s;
    return error;
}

Result<Record> changedQuota(const Record &now, const Record &body)
{
    Record wanted = now;
    std::vector<Error> faults;
    for (const wire::Attribute &attribute : body.attributes) {
        if (attribute.name.compare("soft", Qt::CaseInsensitive) != 0 &&
            attribute.name.compare("hard", Qt::CaseInsensitive) != 0) {
            faults.push_back({.code = ErrorCode::Invalid,
                              .message = u"A quota's \"%1\" cannot be set: only soft and hard can."_s.arg(
                                  QString::fromUtf8(attribute.name)),
                              .field = QString::fromUtf8(attribute.name)});
            continue;
        }
        const auto limit = limitFrom(attribute);
        if (!limit) {
            faults.push_back(limit.error());
            continue;
        }
        wanted.take(attribute.name);
        setLimit(wanted, attribute.name.toLower(), *limit);
    }
    const auto soft = limitOf(wanted, "soft");
    const auto hard = limitOf(wanted, "hard");
    if (faults.empty() && soft && hard && *soft > *hard) {
        faults.push_back({.code = ErrorCode::Invalid,
                          .message = u"The soft limit is above the hard one, and so would never be met."_s,
                          .field = u"soft"_s});
    }
    if (faults.empty())
        return wanted;
    Error error = faults.front();
    error.more.assign(faults.begin() + 1, faults.end());
    return error;
}

Result<Record> setQuota(rpc::Driver &driver, const rpc::Target &target, const QString &share,
                        const Account &account, const Record &wanted)
{
    const rpc::QuotaSet call{
        .share = share, .sid = account.sid, .soft = limitOf(wanted, "soft"), .hard = limitOf(wanted, "hard")};
    auto kept = driver.call(target, call);
    if (!kept)
        return kept.error();
    if (!isKept(call.soft, kept->soft) || !isKept(call.hard, kept->hard)) {
        return Error{.code = ErrorCode::Refused,
                     .message = u"%1 did not keep these limits."_s.arg(target.host),
                     .hint = u"Not every file system has limits of this kind."_s};
    }
    Record record = wanted; // with what else is told of the default
    for (const char *name : {"soft", "hard"})
        record.take(name);
    setLimit(record, "soft", kept->soft);
    setLimit(record, "hard", kept->hard);
    if (!kept->sid.isEmpty())
        record.set("used", QByteArray::number(kept->used));
    return record;
}

QByteArray etagOf(const Record &quota)
{
    return quota.value("soft") + '/' + quota.value("hard");
}

} // namespace smc::shares
