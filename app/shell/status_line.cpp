// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/status_line.h"

#include "app/models/icons.h"
#include "app/shell/errand.h"
#include "app/shell/message_dock.h"

#include <QHBoxLayout>
#include <QJsonValue>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>
#include <QUrl>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto jobPollInterval = std::chrono::milliseconds(500);

QToolButton *statusButton(const QString &name, const QString &iconName, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(models::icon(iconName));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->hide();
    return button;
}

} // namespace

StatusLine::StatusLine(data::RemoteDataSource &source, QWidget *parent)
    : QStatusBar(parent)
    , m_source(source)
    , m_messages(new MessageDock(this))
{
    setObjectName(u"statusLine"_s);
    setSizeGripEnabled(false);
    m_wait = new QLabel(this);
    m_wait->setObjectName(u"waitText"_s);
    m_wait->hide();
    m_cancelWait = statusButton(u"waitCancel"_s, u"dialog-cancel"_s, tr("Cancel"), this);
    m_jobText = new QLabel(this);
    m_jobText->setObjectName(u"jobText"_s);
    m_jobText->hide();
    m_job = new QProgressBar(this);
    m_job->setObjectName(u"jobProgress"_s);
    m_job->setFixedWidth(140);
    m_job->setMaximumHeight(fontMetrics().height());
    m_job->hide();
    m_cancelJob = statusButton(u"jobCancel"_s, u"dialog-cancel"_s, tr("Stop"), this);
    m_principal = new QLabel(this);
    m_principal->setObjectName(u"statusPrincipal"_s);
    m_server = new QLabel(this);
    m_server->setObjectName(u"statusServer"_s);
    m_server->setAccessibleName(tr("Answering server, time of its last answer, and how fresh the list is"));
    m_server->setContentsMargins(8, 0, 8, 0);
    m_server->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    addWidget(m_messages, 1);
    for (QWidget *widget : {static_cast<QWidget *>(m_wait), static_cast<QWidget *>(m_cancelWait),
                            static_cast<QWidget *>(m_jobText), static_cast<QWidget *>(m_job),
                            static_cast<QWidget *>(m_cancelJob), static_cast<QWidget *>(m_principal),
                            static_cast<QWidget *>(m_server)})
        addPermanentWidget(widget);
    connect(m_cancelWait, &QToolButton::clicked, this, &StatusLine::waitCancelled);
    connect(m_cancelJob, &QToolButton::clicked, this, [this] {
        if (m_errand)
            m_errand->cancel();
        else if (!m_jobs.isEmpty())
            m_source.send("PUT",
                          QString(QUrl(m_jobs.constFirst().location).path(QUrl::FullyEncoded) + u"/cancel"_s),
                          {}, {}, this, [this](const Result<data::Answer> &) { askJobs(); });
    });
    connect(&m_source, &data::RemoteDataSource::answered, this, &StatusLine::answered);
    m_poll.setInterval(jobPollInterval);
    connect(&m_poll, &QTimer::timeout, this, &StatusLine::askJobs);
}

void StatusLine::setPerson(const render::Person &person)
{
    m_principal->setText(person.mayChange() ? u"%1@%2"_s.arg(person.account, person.realm)
                                            : tr("%1@%2, reading only").arg(person.account, person.realm));
    m_principal->setToolTip(person.readOnlyBecause.isEmpty() ? person.dn : person.readOnlyBecause);
}

void StatusLine::setWait(const QString &text)
{
    m_wait->setText(text);
    m_wait->setVisible(!text.isEmpty());
    m_cancelWait->setVisible(!text.isEmpty());
}

void StatusLine::setAge(int seconds)
{
    m_fresh = QDateTime::currentDateTime().addSecs(-seconds);
    showServer();
}

void StatusLine::answered(const QString &server, std::chrono::milliseconds elapsed)
{
    if (!server.isEmpty())
        m_serverName = server;
    m_elapsed = elapsed;
    showServer();
}

void StatusLine::showServer()
{
    QStringList parts;
    if (!m_serverName.isEmpty())
        parts << m_serverName;
    parts << tr("%1 ms").arg(m_elapsed.count());
    if (m_fresh.isValid())
        parts << m_fresh.time().toString(u"HH:mm"_s);
    m_server->setText(parts.join(u" · "_s));
    // As wide as it gets, so that nothing beside it moves with each answer.
    const int widest = m_server->fontMetrics().horizontalAdvance(
        QStringList{m_serverName, tr("%1 ms").arg(8888), u"88:88"_s}.join(u" · "_s));
    m_server->setMinimumWidth(qMax(m_server->minimumWidth(), widest + 16));
    m_server->setToolTip(m_fresh.isValid() ? tr("The list is known to be true as of %1.")
                                                 .arg(QLocale().toString(m_fresh, QLocale::ShortFormat))
                                           : QString());
}

void StatusLine::follow(Errand *errand)
{
    m_errand = errand;
    m_errandDone = 0;
    connect(errand, &Errand::progress, this, [this](int done) {
        m_errandDone = done;
        if (m_job->isVisible())
            showJob();
    });
    connect(errand, &Errand::finished, this, [this] {
        m_errand.clear();
        showJob();
    });
    // Quick ones come and go unseen.
    QTimer::singleShot(std::chrono::milliseconds(150), errand, [this] { showJob(); });
}

void StatusLine::followJob(const QString &location, const QString &title,
                           std::function<void(const QJsonValue &)> ended)
{
    Job job;
    job.location = location;
    job.title = title;
    job.ended = std::move(ended);
    m_jobs.append(std::move(job));
    m_poll.start();
    askJobs();
}

void StatusLine::askJobs()
{
    for (Job &job : m_jobs) {
        if (job.asking)
            continue;
        job.asking = true;
        m_source.get(QUrl(job.location).path(QUrl::FullyEncoded), {}, this,
                     [this, location = job.location](const Result<data::Answer> &answer) {
                         const auto it = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job &known) {
                             return known.location == location;
                         });
                         if (it == m_jobs.end())
                             return;
                         it->asking = false;
                         if (!answer) {
                             // A service that restarts answers again; a job that is gone does not.
                             if (answer.error().code == ErrorCode::NotFound)
                                 m_jobs.erase(it);
                             showJob();
                             return;
                         }
                         const QJsonValue json = answer->json();
                         it->done = json["done"_L1].toInteger(); // the failed ones are among them
                         it->total = json["total"_L1].toInteger();
                         if (json["state"_L1].toString() != u"running") {
                             const auto ended = std::move(it->ended);
                             m_jobs.erase(it);
                             showJob();
                             if (ended)
                                 ended(json);
                             return;
                         }
                         showJob();
                     });
    }
    if (m_jobs.isEmpty())
        m_poll.stop();
}

void StatusLine::showJob()
{
    const bool any = m_errand || !m_jobs.isEmpty();
    for (QWidget *widget : {static_cast<QWidget *>(m_jobText), static_cast<QWidget *>(m_job),
                            static_cast<QWidget *>(m_cancelJob)})
        widget->setVisible(any);
    if (m_errand) {
        m_jobText->setText(m_errand->title());
        m_job->setMaximum(m_errand->total());
        m_job->setValue(m_errandDone);
    } else if (!m_jobs.isEmpty()) {
        const Job &job = m_jobs.constFirst();
        m_jobText->setText(m_jobs.size() == 1
                               ? job.title
                               : tr("%1 and %n more", nullptr, int(m_jobs.size()) - 1).arg(job.title));
        m_job->setMaximum(int(job.total));
        m_job->setValue(int(job.done));
    }
}

} // namespace smc::shell
