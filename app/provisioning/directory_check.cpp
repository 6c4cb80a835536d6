// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/directory_check.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "shared/wire/paths.h"
#include "shared/wire/problem.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::provisioning {

namespace {

constexpr qsizetype namesPerQuestion = 40; // a filter of some 2 KB
constexpr qsizetype rowsPerDryRun = 100;

} // namespace

DirectoryCheck::DirectoryCheck(render::Context &context, PlanSource source, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_source(std::move(source))
{}

Plan DirectoryCheck::plan()
{
    return makePlan(m_source.table, m_source.targets, m_source.rules, m_taken, m_source.decisions,
                    m_source.passwords, m_refused);
}

void DirectoryCheck::start()
{
    m_taken.known = true;
    resolve(u"memberOf"_s, u"identity/groups"_s, m_taken.groups,
            [this] { resolve(u"manager"_s, u"identity/users"_s, m_taken.people, [this] { checkNames(); }); });
}

void DirectoryCheck::cancel()
{
    if (m_call)
        m_call->cancel();
    deleteLater();
}

void DirectoryCheck::ask(const QString &resource, const QStringList &attributes, const QStringList &names,
                         const QString &base, const std::function<void(const QList<wire::Record> &)> &found,
                         const Next &next, qsizetype at)
{
    if (at >= names.size())
        return next();
    QString filter = u"(|"_s;
    for (const auto &name : names.mid(at, namesPerQuestion)) {
        for (const auto &attribute : attributes)
            filter += u"(%1=%2)"_s.arg(attribute, models::filterValue(name));
    }
    filter += u')';
    QUrlQuery query;
    wire::addQuery(query, u"filter"_s, filter);
    wire::addQuery(query, u"fields"_s,
                   u"name,sAMAccountName,userPrincipalName,displayName,mail,distinguishedName"_s);
    wire::addQuery(query, u"fresh"_s, u"1"_s);
    if (!base.isEmpty()) {
        wire::addQuery(query, u"base"_s, base);
        wire::addQuery(query, u"scope"_s, u"one"_s);
    }
    Q_EMIT progress(tr("Asking the directory for names…"), int(at), int(names.size()));
    m_call = m_context.source().get(
        wire::restPath(resource), query, this, [=, this](const Result<data::Answer> &answer) {
            if (!answer) {
                Q_EMIT failed(answer.error());
                return;
            }
            found(models::listFromJson(answer->json()).items);
            ask(resource, attributes, names, base, found, next, at + namesPerQuestion);
        });
}

void DirectoryCheck::resolve(const QString &target, const QString &resource, QHash<QString, QString> &into,
                             const Next &next)
{
    const auto column = m_source.targets.indexOf(target);
    if (column < 0)
        return next();
    static const QRegularExpression between(u"\\s*[;|]\\s*"_s);
    QStringList names;
    for (const auto &row : m_source.table.rows) {
        const QString cell = row.value(column).trimmed();
        const auto parts =
            target == "memberOf"_L1 ? cell.split(between, Qt::SkipEmptyParts) : QStringList(cell);
        for (const auto &name : parts) {
            if (!name.isEmpty() && !into.contains(name.toLower())) {
                into.insert(name.toLower(), QString()); // "no such one" until it is found
                names << name;
            }
        }
    }
    ask(
        resource, {u"sAMAccountName"_s, u"name"_s, u"displayName"_s, u"mail"_s}, names, {},
        [&into](const QList<wire::Record> &records) {
            // The account's name is unique, the others are not: it wins.
            for (const char *attribute : {"mail", "displayName", "name", "sAMAccountName"}) {
                for (const auto &record : records) {
                    const auto entry = into.find(record.text(attribute).toLower());
                    if (entry != into.end())
                        *entry = models::dnOf(record);
                }
            }
        },
        next);
}

void DirectoryCheck::checkNames()
{
    QStringList accounts;
    QStringList principals;
    QStringList names;
    const auto proposed = plan();
    const auto add = [](QStringList &list, QSet<QString> &asked, const QString &value) {
        if (!value.isEmpty() && !asked.contains(value.toLower())) {
            asked.insert(value.toLower());
            list << value;
        }
    };
    for (const auto &row : proposed.rows) {
        add(accounts, m_asked, row.account);
        add(principals, m_askedPrincipals, row.record.text("userPrincipalName"));
        add(names, m_askedNames, row.name);
    }
    if (accounts.isEmpty() && principals.isEmpty() && names.isEmpty())
        return dryRun();
    const auto principalsThenNames = [this, principals, names] {
        ask(
            u"identity/objects"_s, {u"userPrincipalName"_s}, principals, {},
            [this](const QList<wire::Record> &records) {
                for (const auto &record : records)
                    m_taken.principals.insert(record.text("userPrincipalName").toLower());
            },
            [this, names] {
                ask(
                    u"identity/objects"_s, {u"name"_s}, names, m_source.rules.parent,
                    [this](const QList<wire::Record> &records) {
                        for (const auto &record : records)
                            m_taken.names.insert(record.text("name").toLower());
                    },
                    [this] { checkNames(); }); // what was taken has made new proposals
            });
    };
    ask(
        u"identity/objects"_s, {u"sAMAccountName"_s}, accounts, {},
        [this](const QList<wire::Record> &records) {
            for (const auto &record : records)
                m_taken.accounts.insert(record.text("sAMAccountName").toLower());
        },
        principalsThenNames);
}

void DirectoryCheck::dryRun()
{
    const auto proposed = plan();
    QList<int> rows;
    for (int i = 0; i < proposed.rows.size(); ++i) {
        if (proposed.rows.at(i).state() != RowState::Cannot)
            rows << i;
    }
    dryRunFrom(proposed, rows, 0);
}

void DirectoryCheck::dryRunFrom(const Plan &proposed, const QList<int> &rows, qsizetype at)
{
    if (at >= rows.size()) {
        Q_EMIT finished();
        return;
    }
    Q_EMIT progress(tr("Trying each row, without writing…"), int(at), int(rows.size()));
    QJsonArray items;
    const auto part = rows.mid(at, rowsPerDryRun);
    for (const int row : part)
        items << itemOf(proposed.rows.at(row), m_source.rules);
    QUrlQuery query;
    wire::addQuery(query, u"dry-run"_s, u"1"_s);
    m_call = m_context.source().send(
        "POST", wire::restPath(u"identity/users"_s), query, items, this,
        [=, this](const Result<data::Answer> &answer) {
            if (!answer) {
                Q_EMIT failed(answer.error());
                return;
            }
            for (const auto item : answer->json()[u"items"_s].toArray()) {
                const auto problem = item[u"problem"_s].toObject();
                const int index = item[u"index"_s].toInt(-1);
                if (!problem.isEmpty() && index >= 0 && index < part.size())
                    m_refused.insert(proposed.rows.at(part.at(index)).index,
                                     wire::fromProblem(problem, problem[u"status"_s].toInt()));
            }
            dryRunFrom(proposed, rows, at + rowsPerDryRun);
        });
}

} // namespace smc::provisioning
