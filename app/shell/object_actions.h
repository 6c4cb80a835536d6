// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/record_table_model.h"
#include "app/render/context.h"
#include "app/shell/errand.h"
#include "shared/wire/record.h"

#include <QObject>

class QMimeData;

namespace smc::shell {

class StatusLine;

/// What can be done to objects: asks where it cannot be undone, sends, says what became of it with Undo where
/// there is one, and announces the change. GUI thread only.
class ObjectActions : public QObject
{
    Q_OBJECT
public:
    ObjectActions(render::Context &context, StatusLine &status, QObject *parent);

    void properties(const QList<wire::Record> &records);
    void remove(const QList<wire::Record> &records);
    /// `names`: the body of PUT …/rename; `before` holds the present value of each. `done` gets null when it
    /// went well.
    void rename(const wire::Record &before, const QJsonObject &names,
                std::function<void(const Error *fault)> done);
    /// Asks for the names first, those of the account with them.
    void renameWithAccount(const wire::Record &record);
    void move(const QList<wire::Record> &records);
    void enable(const QList<wire::Record> &records, bool on);
    void unlock(const QList<wire::Record> &records);
    void resetPassword(const wire::Record &record);
    void addToGroup(const QList<wire::Record> &records);
    void addMembers(const wire::Record &group);
    /// An action that a descriptor brings.
    void custom(const model::Action &action, const QList<wire::Record> &records);

    /// What dropping would do here: the action of the first rule that fits, empty when none does. A drop that
    /// would change nothing (into the same place, onto itself) fits none.
    [[nodiscard]] QString dropAction(const QList<model::Drop> &rules, const wire::Record &target,
                                     const QMimeData *mime) const;
    void drop(const QString &action, const wire::Record &target, const QMimeData *mime);

Q_SIGNALS:
    /// An object has another DN now, by a rename or a move; comes before the lists are read anew.
    void moved(const QString &oldDn, const QString &newDn);

private:
    using Objects = QList<models::DraggedObject>;
    struct Work
    {
        QString title; ///< while it runs: "Deleting 12 objects"
        std::vector<Errand::Step> steps;
        /// When it went well: how many objects the message is about, or the name of the one.
        std::function<QString(int ok, const QString &name)> said;
        /// The way back of the step; empty where there is none.
        std::function<Errand::Step(std::size_t step)> undo;
        QString undone; ///< what the message says after Undo
        QString batch;  ///< the resource to which several steps go as one job; empty: each goes by itself
        std::function<void(const Error *first)> ended; ///< gets the first failure; null: there was none
    };
    void run(Work work);
    void runBatch(const Work &work);
    void finish(const Work &work, const std::vector<Errand::Outcome> &outcomes);
    void moveTo(const Objects &objects, const QString &dn);
    void addTo(const Objects &objects, const wire::Record &group);
    void sendMembers(const Objects &objects, const wire::Record &group);
    /// Of more than a handful the first ones, and says so.
    void openSheets(const QList<wire::Record> &records,
                    const std::function<void(const wire::Record &)> &open);
    void askRemove(const QList<wire::Record> &records, qint64 below);
    void sendRemove(const QList<wire::Record> &records, const QString &reason);
    /// "User", "Share": what a person calls objects of its kind.
    [[nodiscard]] QString kindOf(const wire::Record &record) const;
    void simple(const QList<wire::Record> &records, const QString &sub, const QString &title,
                std::function<QString(int, const QString &)> said, const QString &reverse,
                const QString &undone);

    render::Context &m_context;
    StatusLine &m_status;
};

} // namespace smc::shell
