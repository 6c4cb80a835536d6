// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/render/editor.h"

#include <QJsonObject>
#include <QMap>
#include <QPointer>

#include <functional>

namespace smc::render {

class BatchRun;
class Context;

/// Values under LDAP's names as the body of a PUT or POST; an empty list removes.
[[nodiscard]] QJsonObject bodyOf(const wire::Record &record);

/// What one Apply sends.
struct Changes
{
    QString resource;
    QString id;
    QByteArray etag;
    QString name;            ///< of the object, for messages
    wire::Record attributes; ///< for one PUT with If-Match
    QList<Step> steps;       ///< after it: one by a request, several as a batch of the service
    QList<Part> parts;       ///< after the PUT and before the steps, each by a PUT of its own
    QString reason;          ///< goes along with the PUT; empty: none was given

    [[nodiscard]] bool isEmpty() const
    {
        return attributes.attributes.isEmpty() && steps.isEmpty() && parts.isEmpty();
    }
};

/// What became of it.
struct Applied
{
    bool attributes = false; ///< the PUT was carried out
    QByteArray etag;         ///< of the object after it
    QList<Step> steps;       ///< those that were carried out
    QList<Part> parts;       ///< those that were carried out, with the ETag that they have now
    QList<Error> errors;     ///< of the rest; one of kind Stale means that nothing was sent after it

    [[nodiscard]] bool isNothing() const { return !attributes && steps.isEmpty() && parts.isEmpty(); }
    [[nodiscard]] bool isStale() const
    {
        return !errors.isEmpty() && errors.first().code == ErrorCode::Stale;
    }
};

/// Carries out Changes: first the PUT, then all parts and steps, also after one that failed, so that all
/// errors come at once. Deletes itself after `done`; cancel() stops before the next step and reports what was
/// done. A batch goes on when this is gone; the dock then says what became of it.
class SheetApply : public QObject
{
    Q_OBJECT
public:
    SheetApply(Context &context, Changes changes, QObject *parent);

    void start(std::function<void(const Applied &)> done);
    void cancel();

Q_SIGNALS:
    void progress(int done, int total);

private:
    void putAttributes();
    void putParts(qsizetype next);
    void sendSteps();
    void sendBatch();
    void takeResults();
    [[nodiscard]] static Error calledOff();
    void finish();

    Context &m_context;
    Changes m_changes;
    Applied m_applied;
    QPointer<data::Call> m_call;
    BatchRun *m_batch = nullptr;
    struct ItemResult
    {
        QString state;
        Error error;
    };
    QMap<int, ItemResult> m_results; ///< by the step's index
    std::function<void(const Applied &)> m_done;
};

/// Carries out the reverse of what was applied, says in the dock how it went, and announces the change.
void undoApplied(Context &context, const Changes &reverse);

} // namespace smc::render
