// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QTimer>

#include <utility>

namespace smc::data {

/// The life of one request: waiting (for a ticket, or just not started), on its way, over.
///
///     new ──start(reply)──▶ on its way ──finished / time-out──▶ `seen`, then `done`, then deleteLater
///      └──────fail(error)──────────────────────────────────────▲ (queued, so never re-entrant)
///
/// cancel(), its deletion and the end of the context lead out of every state without a callback.
class NetworkCall : public Call
{
    Q_OBJECT
public:
    /// `seen` is the data source's own look at the result; it comes before the caller's.
    using Seen = std::function<void(Result<Answer> &)>;
    /// `after` comes after the caller's callback, if all are still there.
    using After = std::function<void()>;

    NetworkCall(QByteArray method, QObject *context, RemoteDataSource::Done done, QObject *parent);
    ~NetworkCall() override;

    void setSeen(Seen seen) { m_seen = std::move(seen); }
    [[nodiscard]] Seen takeSeen() { return std::exchange(m_seen, nullptr); }
    void setAfter(After after) { m_after = std::move(after); }
    void start(QNetworkReply *reply, std::chrono::milliseconds timeout);
    void fail(const Error &error);
    void cancel() override;
    [[nodiscard]] bool isOver() const { return m_over; }

private:
    void finish(Result<Answer> result);
    void onFinished();
    void onTimeout();

    QByteArray m_method;
    QPointer<QObject> m_context;
    bool m_hasContext;
    RemoteDataSource::Done m_done;
    Seen m_seen;
    After m_after;
    QPointer<QNetworkReply> m_reply;
    QTimer m_timer;
    QElapsedTimer m_clock;
    bool m_over = false;
};

} // namespace smc::data
