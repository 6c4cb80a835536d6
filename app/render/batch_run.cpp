// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/batch_run.h"

#include "app/render/context.h"
#include "shared/wire/paths.h"
#include "shared/wire/problem.h"

#include <QJsonObject>
#include <QUrl>
#include <QUrlQuery>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace smc::render {

namespace {

constexpr auto batchPollInterval = 400ms;
constexpr int resultsPerPage = 1000;

} // namespace

BatchRun::BatchRun(Context &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(batchPollInterval);
    connect(&m_timer, &QTimer::timeout, this, &BatchRun::poll);
}

void BatchRun::start(const QString &resource, const QJsonArray &items, const QString &title, Report report)
{
    m_running = true;
    m_cancelled = false;
    m_job.clear();
    // Not in this object's name: were the window closed now, the job would still have to be followed.
    QPointer<BatchRun> self(this);
    auto *context = &m_context;
    context->source().send("POST", wire::restPath(resource), {}, items, context,
                           [self, context, resource, title, report](const Result<data::Answer> &answer) {
                               if (!answer) {
                                   if (!self)
                                       return context->say(title, answer.error());
                                   self->m_running = false;
                                   Q_EMIT self->failed(answer.error());
                                   return;
                               }
                               context->watchJob(answer->location, title, resource, [self, report] {
                                   return report == Report::Owner && !self.isNull();
                               });
                               if (!self)
                                   return;
                               self->m_job = QUrl(answer->location).path(QUrl::FullyEncoded);
                               if (self->m_cancelled)
                                   self->cancel();
                               self->poll();
                           });
}

void BatchRun::cancel()
{
    m_cancelled = true;
    if (m_running && !m_job.isEmpty())
        m_context.source().send("PUT", m_job + u"/cancel"_s, {}, {}, this,
                                [this](const Result<data::Answer> &answer) {
                                    if (!answer)
                                        m_context.say(tr("Stopping the job"), answer.error());
                                });
}

void BatchRun::poll()
{
    m_call = m_context.source().get(m_job, {}, this, [this](const Result<data::Answer> &answer) {
        if (!answer) {
            if (answer.error().retryable)
                return m_timer.start();
            m_running = false;
            Q_EMIT failed(answer.error());
            return;
        }
        const auto job = answer->json();
        const QString state = job[u"state"_s].toString();
        const int total = job[u"total"_s].toInt();
        Q_EMIT progress(job[u"done"_s].toInt(), job[u"failed"_s].toInt(), total);
        const bool last = state != "running"_L1;
        // Row by row while it fits into a page; a large batch tells its results at the end.
        if (last || total <= resultsPerPage)
            readResults({}, last, state);
        else
            m_timer.start();
    });
}

void BatchRun::readResults(const QString &cursor, bool last, const QString &state)
{
    QUrlQuery query;
    wire::addQuery(query, u"limit"_s, QString::number(resultsPerPage));
    if (!cursor.isEmpty())
        wire::addQuery(query, u"cursor"_s, cursor);
    m_call = m_context.source().get(
        m_job + u"/results"_s, query, this, [=, this](const Result<data::Answer> &answer) {
            if (!answer && !last)
                return m_timer.start();
            if (!answer) {
                m_running = false;
                Q_EMIT failed(answer.error());
                return;
            }
            const auto list = answer->json();
            for (const auto item : list[u"items"_s].toArray()) {
                const auto problem = item[u"problem"_s].toObject();
                Error error;
                if (!problem.isEmpty())
                    error = wire::fromProblem(problem, problem[u"status"_s].toInt());
                Q_EMIT itemDone(item[u"index"_s].toInt(), item[u"state"_s].toString(), error);
            }
            const QString next = list[u"next"_s].toString();
            if (!next.isEmpty())
                return readResults(next, last, state);
            if (!last)
                return m_timer.start();
            m_running = false;
            Q_EMIT ended(state);
        });
}

} // namespace smc::render
