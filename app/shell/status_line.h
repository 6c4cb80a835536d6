// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/context.h"

#include <QDateTime>
#include <QPointer>
#include <QStatusBar>
#include <QTimer>

class QLabel;
class QProgressBar;
class QToolButton;

namespace smc::shell {

class Errand;
class MessageDock;

/// The bar at the bottom: messages; what is being waited for, with Cancel; jobs and errands with their
/// progress; who is signed in; which DC answers, how fast, how fresh. objectNames: statusPrincipal,
/// statusServer, waitText, waitCancel, jobProgress, jobText.
class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    StatusLine(data::RemoteDataSource &source, QWidget *parent);

    [[nodiscard]] MessageDock &messages() const { return *m_messages; }
    void setPerson(const render::Person &person);
    /// A wait above 150 ms; an empty text ends it.
    void setWait(const QString &text);
    /// How old what is shown is known to be, in seconds.
    void setAge(int seconds);
    void follow(Errand *errand);
    /// Asks for /rest/jobs/{id} until it ends; then `ended` gets the job's document.
    void followJob(const QString &location, const QString &title,
                   std::function<void(const QJsonValue &)> ended);

Q_SIGNALS:
    void waitCancelled();

private:
    void answered(const QString &server, std::chrono::milliseconds elapsed);
    void showServer();
    void showJob();
    void askJobs();

    struct Job
    {
        QString location;
        QString title;
        qint64 done = 0;
        qint64 total = 0;
        bool asking = false;
        std::function<void(const QJsonValue &)> ended;
    };

    data::RemoteDataSource &m_source;
    MessageDock *m_messages;
    QLabel *m_wait;
    QToolButton *m_cancelWait;
    QLabel *m_jobText;
    QProgressBar *m_job;
    QToolButton *m_cancelJob;
    QLabel *m_principal;
    QLabel *m_server;
    QString m_serverName;
    std::chrono::milliseconds m_elapsed{0};
    QDateTime m_fresh;
    QList<Job> m_jobs;
    QPointer<Errand> m_errand;
    int m_errandDone = 0;
    QTimer m_poll;
};

} // namespace smc::shell
