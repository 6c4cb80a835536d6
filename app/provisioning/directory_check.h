// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/provisioning/plan.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace smc::render {
class Context;
}

namespace smc::provisioning {

/// All that a plan is made of.
struct PlanSource
{
    CsvTable table;
    QStringList targets;
    Rules rules;
    QHash<int, Decision> decisions;
    QHash<int, QString> passwords;
};

/// Holds a plan against the directory: which of its account names, sign-in names and names exist, who the
/// groups and managers are, and what a dry run of the service says about each row. It never enumerates: it
/// asks for the very names that the plan proposes, and for the next ones where these are taken, until every
/// proposal is free.
///
///     groups and managers → names, again until nothing new is proposed → dry run, 100 rows at a time
class DirectoryCheck : public QObject
{
    Q_OBJECT
public:
    DirectoryCheck(render::Context &context, PlanSource source, QObject *parent);

    void start();
    void cancel();
    [[nodiscard]] const Taken &taken() const { return m_taken; }
    [[nodiscard]] const QHash<int, Error> &refused() const { return m_refused; }

Q_SIGNALS:
    void progress(const QString &text, int done, int total);
    void finished();
    void failed(const Error &error);

private:
    using Next = std::function<void()>;

    [[nodiscard]] Plan plan();
    void resolve(const QString &target, const QString &resource, QHash<QString, QString> &into,
                 const Next &next);
    void checkNames();
    void dryRun();
    void dryRunFrom(const Plan &plan, const QList<int> &rows, qsizetype at);
    void ask(const QString &resource, const QStringList &attributes, const QStringList &names,
             const QString &base, const std::function<void(const QList<wire::Record> &)> &found,
             const Next &next, qsizetype at = 0);

    render::Context &m_context;
    PlanSource m_source;
    Taken m_taken;
    QHash<int, Error> m_refused;
    QSet<QString> m_asked;
    QSet<QString> m_askedPrincipals;
    QSet<QString> m_askedNames;
    QPointer<data::Call> m_call;
};

} // namespace smc::provisioning
