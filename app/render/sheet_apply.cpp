// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/sheet_apply.h"

#include "app/render/context.h"
#include "shared/wire/paths.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

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

SheetApply::SheetApply(data::RemoteDataSource &source, Changes changes, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_changes(std::move(changes))
{}

void SheetApply::start(std::function<void(const Applied &)> done)
{
    m_done = std::move(done);
    m_applied.etag = m_changes.etag;
    if (m_changes.attributes.attributes.isEmpty())
        next();
    else
        putAttributes();
}

void SheetApply::putAttributes()
{
    m_call = m_source.send(
        "PUT", wire::restPath(m_changes.resource, m_changes.id), {}, bodyOf(m_changes.attributes), this,
        [this](const Result<data::Answer> &answer) {
            if (answer) {
                m_applied.attributes = true;
                m_applied.etag = answer->etag;
            } else {
                m_applied.errors << answer.error();
                if (answer.error().code == ErrorCode::Stale)
                    return finish();
            }
            next();
        },
        m_changes.etag);
}

void SheetApply::next()
{
    Q_EMIT progress(int(m_next), int(m_changes.steps.size()));
    if (m_next >= m_changes.steps.size())
        return finish();
    const Step step = m_changes.steps.at(m_next++);
    m_call =
        m_source.send(step.method, step.path, {}, {}, this, [this, step](const Result<data::Answer> &answer) {
            if (answer)
                m_applied.steps << step;
            else
                m_applied.errors << answer.error().on(step.field).at(step.words);
            next();
        });
}

void SheetApply::cancel()
{
    // What is under way may have been carried out or not; the sheet reads the object anew.
    if (m_call)
        m_call->cancel();
    Error error;
    error.code = ErrorCode::Cancelled;
    error.message = QCoreApplication::translate("smc::render::SheetApply",
                                                "The request was called off; what was done before it stays.");
    m_applied.errors << error;
    finish();
}

void SheetApply::finish()
{
    if (const auto done = std::exchange(m_done, nullptr)) {
        deleteLater();
        done(m_applied);
    }
}

void undoApplied(Context &context, const Reverse &reverse)
{
    auto *apply = new SheetApply(context.source(), reverse.changes, &context);
    apply->start([&context, reverse](const Applied &applied) {
        if (applied.errors.isEmpty()) {
            context.say(Severity::Done, QCoreApplication::translate("smc::render::SheetApply",
                                                                    "%1: the change was taken back")
                                            .arg(reverse.name));
        } else {
            for (auto error : applied.errors) {
                if (error.code == ErrorCode::Stale)
                    error.hint = QCoreApplication::translate(
                        "smc::render::SheetApply",
                        "It was changed again in between. Open its properties to set the values by hand.");
                context.say(
                    QCoreApplication::translate("smc::render::SheetApply", "Taking back the change of %1")
                        .arg(reverse.name),
                    error);
            }
        }
        context.announce(reverse.changes.resource, {reverse.changes.id});
    });
}

} // namespace smc::render
