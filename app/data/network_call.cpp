// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data/network_call.h"

#include "app/data/network_error.h"

namespace smc::data {

using namespace Qt::Literals::StringLiterals;

NetworkCall::NetworkCall(QByteArray method, QObject *context, RemoteDataSource::Done done, QObject *parent)
    : Call(parent)
    , m_method(std::move(method))
    , m_context(context)
    , m_hasContext(context != nullptr)
    , m_done(std::move(done))
{
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &NetworkCall::onTimeout);
    if (context)
        connect(context, &QObject::destroyed, this, &NetworkCall::cancel);
}

NetworkCall::~NetworkCall()
{
    m_over = true;
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
}

void NetworkCall::start(QNetworkReply *reply, std::chrono::milliseconds timeout)
{
    m_reply = reply;
    m_timer.setInterval(timeout);
    m_timer.start();
    connect(reply, &QNetworkReply::finished, this, &NetworkCall::onFinished, Qt::QueuedConnection);
    connect(reply, &QNetworkReply::uploadProgress, this, [this] { m_timer.start(); });
    connect(reply, &QNetworkReply::downloadProgress, this, [this](qint64 bytes, qint64 total) {
        if (m_over)
            return;
        m_timer.start();
        Q_EMIT progress(bytes, total);
    });
}

void NetworkCall::fail(const Error &error)
{
    QTimer::singleShot(0, this, [this, error] { finish(error); });
}

void NetworkCall::cancel()
{
    m_over = true;
    m_timer.stop();
    m_done = nullptr;
    if (m_reply)
        m_reply->abort();
    deleteLater();
}

void NetworkCall::onFinished()
{
    if (!m_over && m_reply)
        finish(toResult(*m_reply, m_method));
}

void NetworkCall::onTimeout()
{
    if (m_over)
        return;
    const bool change = m_method != "GET";
    Error error;
    error.code = ErrorCode::Timeout;
    error.message = change
                        ? tr("The service did not answer in time; whether the change was made is not known.")
                        : tr("The service did not answer in time.");
    error.hint = change ? tr("Read the object again before you repeat the change.") : tr("Try again.");
    error.retryable = !change;
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    finish(error);
}

void NetworkCall::finish(Result<Answer> result)
{
    if (m_over)
        return;
    m_over = true;
    m_timer.stop();
    deleteLater();
    if (result)
        result->elapsed = std::chrono::milliseconds(m_clock.elapsed());
    // A callback may delete the data source, and this with it.
    const QPointer<NetworkCall> self(this);
    if (const Seen seen = std::exchange(m_seen, nullptr))
        seen(result);
    if (!self)
        return;
    const RemoteDataSource::Done done = std::exchange(m_done, nullptr);
    const After after = std::exchange(m_after, nullptr);
    if (done && (!m_hasContext || m_context))
        done(std::move(result));
    if (self && after)
        after();
}

} // namespace smc::data
