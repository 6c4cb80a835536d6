// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "shared/core/error.h"

#include <QJsonArray>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace smc::render {

class Context;

/// A batch on the service (docs/rest.md, "Batches and jobs"), as a window sees it: it hands it over, follows
/// it, and hears each item's result. The batch itself is a job of the service and of the status bar
/// (Context::watchJob); it goes on when this object is gone.
class BatchRun : public QObject
{
    Q_OBJECT
public:
    /// Who says in the dock what became of it. Of what an owner would have said and is gone, the dock speaks.
    enum class Report { Dock, Owner };

    BatchRun(Context &context, QObject *parent);

    /// POSTs the items to the resource ("identity/users"). `title` is how the status bar calls the job.
    void start(const QString &resource, const QJsonArray &items, const QString &title,
               Report report = Report::Dock);
    /// Stops before the next item.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    /// `done` counts the failed ones, too.
    void progress(int done, int failed, int total);
    /// state "ok", "failed" or "pending"; error when failed. May come several times for an item.
    void itemDone(int index, const QString &state, const Error &error);
    /// state "done", "cancelled" or "interrupted".
    void ended(const QString &state);
    /// The batch was not taken, or nothing is known of it any more.
    void failed(const Error &error);

private:
    void poll();
    void readResults(const QString &cursor, bool last, const QString &state);

    Context &m_context;
    QString m_job;
    QTimer m_timer;
    QPointer<data::Call> m_call;
    bool m_running = false;
    bool m_cancelled = false; ///< called off before the service had said which job it is
};

} // namespace smc::render
