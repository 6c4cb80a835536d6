// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/sheet_apply.h"

#include "app/render/batch_run.h"
#include "app/render/context.h"
#include "shared/wire/paths.h"

#include <QJsonArray>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

constexpr int errorsSaid = 5;

} // namespace

QJsonObject bodyOf(const wire::Record &record)
{
    QJsonObject body;
    for (const auto &attribute : record.attributes) {
        QJsonArray values;
        for (const auto &value : attribute.values)
            values << QString::fromUtf8(value);
        body.insert(QString::fromUtf8(attribute.name), values);
    }
    return body;
}

SheetApply::SheetApply(Context &context, Changes changes, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_changes(std::move(changes))
{}

void SheetApply::start(std::function<void(const Applied &)> done)
{
    m_done = std::move(done);
    m_applied.etag = m_changes.etag;
    if (m_changes.attributes.attributes.isEmpty())
        putParts(0);
    else
        putAttributes();
}

void SheetApply::putAttributes()
{
    QUrlQuery query;
    if (!m_changes.reason.isEmpty())
        wire::addQuery(query, u"reason"_s, m_changes.reason);
    m_call = m_context.source().send(
        "PUT", wire::restPath(m_changes.resource, m_changes.id), query, bodyOf(m_changes.attributes), this,
        [this](const Result<data::Answer> &answer) {
            if (answer) {
                m_applied.attributes = true;
                m_applied.etag = answer->etag;
            } else {
                m_applied.errors << answer.error();
                if (answer.error().code == ErrorCode::Stale)
                    return finish();
            }
            putParts(0);
        },
        m_changes.etag);
}

void SheetApply::putParts(qsizetype next)
{
    if (next >= m_changes.parts.size())
        return sendSteps();
    const Part &part = m_changes.parts.at(next);
    m_call = m_context.source().send(
        "PUT", wire::restPath(m_changes.resource, m_changes.id, part.sub, part.subId), part.query, part.body,
        this,
        [this, next](const Result<data::Answer> &answer) {
            Part sent = m_changes.parts.at(next);
            if (answer) {
                sent.etag = answer->etag;
                m_applied.parts << sent;
            } else {
                Error error = Error(answer.error()).on(sent.field).at(sent.words);
                // The object itself is as it was read: what is stale is this part alone.
                if (error.code == ErrorCode::Stale)
                    error.code = ErrorCode::Refused;
                m_applied.errors << error;
            }
            putParts(next + 1);
        },
        part.etag);
}

void SheetApply::sendSteps()
{
    if (m_changes.steps.isEmpty())
        return finish();
    if (m_changes.steps.size() > 1)
        return sendBatch();
    const Step &step = m_changes.steps.constFirst();
    m_call =
        m_context.source().send(step.joins ? "PUT" : "DELETE",
                                wire::restPath(u"identity/groups"_s, step.group, u"members"_s, step.member),
                                {}, {}, this, [this, step](const Result<data::Answer> &answer) {
                                    if (answer)
                                        m_applied.steps << step;
                                    else
                                        m_applied.errors << answer.error().on(step.field).at(step.words);
                                    finish();
                                });
}

void SheetApply::sendBatch()
{
    QJsonArray items;
    for (const Step &step : std::as_const(m_changes.steps))
        items << QJsonObject{{u"op"_s, step.joins ? u"add-member"_s : u"remove-member"_s},
                             {u"id"_s, step.group},
                             {u"member"_s, step.member}};
    m_batch = new BatchRun(m_context, this);
    connect(m_batch, &BatchRun::progress, this,
            [this](int done, int, int total) { Q_EMIT progress(done, total); });
    connect(m_batch, &BatchRun::itemDone, this, [this](int index, const QString &state, const Error &error) {
        m_results[index] = {state, error};
    });
    connect(m_batch, &BatchRun::ended, this, [this](const QString &state) {
        takeResults();
        if (state != u"done")
            m_applied.errors << calledOff();
        finish();
    });
    connect(m_batch, &BatchRun::failed, this, [this](const Error &error) {
        takeResults();
        m_applied.errors << error;
        finish();
    });
    m_batch->start(u"identity/groups"_s, items, tr("Memberships of %1").arg(m_changes.name),
                   BatchRun::Report::Owner);
}

void SheetApply::takeResults()
{
    int unsaid = 0;
    for (auto it = m_results.cbegin(); it != m_results.cend(); ++it) {
        const Step &step = m_changes.steps.at(it.key());
        if (it->state == u"ok")
            m_applied.steps << step;
        else if (it->state == u"failed" && m_applied.errors.size() < errorsSaid)
            m_applied.errors << Error(it->error).on(step.field).at(step.words);
        else if (it->state == u"failed")
            ++unsaid;
    }
    if (unsaid > 0) {
        Error rest;
        rest.code = ErrorCode::Refused;
        rest.message = tr("%n more failed.", nullptr, unsaid);
        rest.field = m_changes.steps.constFirst().field;
        m_applied.errors << rest;
    }
}

Error SheetApply::calledOff()
{
    Error error;
    error.code = ErrorCode::Cancelled;
    error.message = tr("The request was called off; what was done before it stays.");
    return error;
}

void SheetApply::cancel()
{
    if (m_batch && m_batch->isRunning()) // it ends before its next item and says what was done
        return m_batch->cancel();
    // What is under way may have been carried out or not; the sheet reads the object anew.
    if (m_call)
        m_call->cancel();
    m_applied.errors << calledOff();
    finish();
}

void SheetApply::finish()
{
    if (const auto done = std::exchange(m_done, nullptr)) {
        deleteLater();
        done(m_applied);
    }
}

void undoApplied(Context &context, const Changes &reverse)
{
    auto *apply = new SheetApply(context, reverse, &context);
    apply->start([&context, reverse](const Applied &applied) {
        if (applied.errors.isEmpty()) {
            context.say(Severity::Done, SheetApply::tr("%1: the change was taken back").arg(reverse.name));
        } else {
            for (auto error : applied.errors) {
                if (error.code == ErrorCode::Stale)
                    error.hint = SheetApply::tr(
                        "It was changed again in between. Open its properties to set the values by hand.");
                context.say(SheetApply::tr("Taking back the change of %1").arg(reverse.name), error);
            }
        }
        context.announce(reverse.resource, {reverse.id});
    });
}

} // namespace smc::render
