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
}

namespace smc::provisioning {

/// A batch on the service, as this window sees it: it hands it over, follows it, and hears each item's
/// result. The batch itself is a job of the service and of the status bar (Context::watchJob); it goes on
/// when this object is gone.
class ProvisioningRun : public QObject
{
    Q_OBJECT
public:
    ProvisioningRun(render::Context &context, QObject *parent);

    /// POSTs the items. `title` is how the status bar calls the job.
    void start(const QJsonArray &items, const QString &title);
    /// Stops before the next item.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void progress(int done, int failed, int total);
    /// state "ok", "failed" or "pending"; error when failed.
    void itemDone(int index, const QString &state, const Error &error);
    /// state "done", "cancelled" or "interrupted".
    void ended(const QString &state);
    void failed(const Error &error);

private:
    void poll();
    void readResults(const QString &cursor, bool last, const QString &state);

    render::Context &m_context;
    QString m_job;
    QTimer m_timer;
    QPointer<data::Call> m_call;
    bool m_running = false;
};

} // namespace smc::provisioning
