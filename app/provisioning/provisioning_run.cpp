// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/provisioning_run.h"

#include "app/render/context.h"
#include "shared/wire/paths.h"
#include "shared/wire/problem.h"

#include <QJsonObject>
#include <QUrl>
#include <QUrlQuery>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace smc::provisioning {

namespace {

constexpr auto pollInterval = 400ms;
constexpr int resultsPerPage = 1000;

} // namespace

ProvisioningRun::ProvisioningRun(render::Context &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(pollInterval);
    connect(&m_timer, &QTimer::timeout, this, &ProvisioningRun::poll);
}

void ProvisioningRun::start(const QJsonArray &items, const QString &title)
{
    m_running = true;
    // Not in this object's name: were the window closed now, the job would still have to be followed.
    QPointer<ProvisioningRun> self(this);
    auto *context = &m_context;
    context->source().send("POST", wire::restPath(u"identity/users"_s), {}, items, context,
                           [self, context, title](const Result<data::Answer> &answer) {
                               if (!answer) {
                                   if (!self)
                                       return context->say(title, answer.error());
                                   self->m_running = false;
                                   Q_EMIT self->failed(answer.error());
                                   return;
                               }
                               context->watchJob(answer->location, title, u"identity/users"_s);
                               if (self) {
                                   self->m_job = QUrl(answer->location).path(QUrl::FullyEncoded);
                                   self->poll();
                               }
                           });
}

void ProvisioningRun::cancel()
{
    if (!m_job.isEmpty())
        m_context.source().send("PUT", m_job + u"/cancel"_s, {}, {}, this,
                                [this](const Result<data::Answer> &answer) {
                                    if (!answer)
                                        m_context.say(tr("Stopping the job"), answer.error());
                                });
}

void ProvisioningRun::poll()
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

void ProvisioningRun::readResults(const QString &cursor, bool last, const QString &state)
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

} // namespace smc::provisioning
