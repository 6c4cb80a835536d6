// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/render/editor.h"

#include <QJsonObject>
#include <QPointer>

#include <functional>

namespace smc::render {

/// Values under LDAP's names as the body of a PUT or POST; an empty list removes.
[[nodiscard]] QJsonObject bodyOf(const wire::Record &record);

/// What one Apply sends.
struct Changes
{
    QString resource;
    QString id;
    QByteArray etag;
    wire::Record attributes; ///< for one PUT with If-Match
    QList<Step> steps;       ///< after it, one by one

    [[nodiscard]] bool isEmpty() const { return attributes.attributes.isEmpty() && steps.isEmpty(); }
};

/// What became of it.
struct Applied
{
    bool attributes = false; ///< the PUT was carried out
    QByteArray etag;         ///< of the object after it
    QList<Step> steps;       ///< those that were carried out
    QList<Error> errors;     ///< of the rest; one of kind Stale means that nothing was sent after it

    [[nodiscard]] bool isStale() const
    {
        return !errors.isEmpty() && errors.first().code == ErrorCode::Stale;
    }
};

/// Carries out Changes: first the PUT, then each step, also after one that failed, so that all errors come at
/// once. Deletes itself after `done`; cancel() stops before the next request and reports what was done.
class SheetApply : public QObject
{
    Q_OBJECT
public:
    SheetApply(data::RemoteDataSource &source, Changes changes, QObject *parent);

    void start(std::function<void(const Applied &)> done);
    void cancel();

Q_SIGNALS:
    void progress(int done, int total);

private:
    void putAttributes();
    void next();
    void finish();

    data::RemoteDataSource &m_source;
    Changes m_changes;
    Applied m_applied;
    qsizetype m_next = 0;
    QPointer<data::Call> m_call;
    std::function<void(const Applied &)> m_done;
};

/// The reverse of what was applied, for the message dock.
struct Reverse
{
    QString name; ///< of the object, for the message
    Changes changes;
};

/// Carries out a reverse, says in the dock how it went, and announces the change.
void undoApplied(class Context &context, const Reverse &reverse);

} // namespace smc::render
