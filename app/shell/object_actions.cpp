// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/object_actions.h"

#include "app/models/format.h"
#include "app/models/records.h"
#include "app/provisioning/provisioning_sheet.h"
#include "app/render/batch_run.h"
#include "app/render/detail_grid.h"
#include "app/render/password_dialog.h"
#include "app/render/picker.h"
#include "app/render/rename_dialog.h"
#include "app/render/sheet.h"
#include "app/shell/status_line.h"
#include "shared/wire/paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QSet>
#include <QUrl>

#include <map>
#include <memory>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;
using models::DraggedObject;

namespace {

data::Request putRequest(const QString &path, const QJsonObject &body = {})
{
    return {.method = "PUT",
            .path = path,
            .body = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

data::Request deleteRequest(const QString &path)
{
    return {.method = "DELETE", .path = path};
}

Errand::Step stepOf(const QString &name, const data::Request &request, const QString &dn = {})
{
    return {.name = name, .request = request, .dn = dn, .item = {}};
}

QList<DraggedObject> objectsOf(const QList<wire::Record> &records)
{
    QList<DraggedObject> objects;
    for (const wire::Record &record : records)
        objects.append(
            {models::resourceOf(record), models::idOf(record), models::dnOf(record), models::nameOf(record)});
    return objects;
}

/// The file that is dragged, whatever it is called: whether it holds people, the sheet that opens says in
/// words. Of several it would be open which is meant.
QString fileOf(const QMimeData *mime)
{
    const QList<QUrl> urls = mime->urls();
    return urls.size() == 1 ? urls.constFirst().toLocalFile() : QString();
}

} // namespace

ObjectActions::ObjectActions(render::Context &context, StatusLine &status, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_status(status)
{}

void ObjectActions::run(Work work)
{
    if (work.steps.empty())
        return;
    if (work.steps.size() > 1 && !work.batch.isEmpty())
        return runBatch(work);
    const QString title = work.title;
    auto steps = work.steps;
    auto *errand = new Errand(m_context.source(), title, std::move(steps), this,
                              [this, work = std::move(work)](const std::vector<Errand::Outcome> &outcomes) {
                                  finish(work, outcomes);
                              });
    m_status.follow(errand);
    errand->start();
}

void ObjectActions::runBatch(const Work &work)
{
    QJsonArray items;
    for (const Errand::Step &step : work.steps)
        items << step.item;
    auto *batch = new render::BatchRun(m_context, this);
    auto outcomes = std::make_shared<std::map<int, Result<data::Answer>>>();
    connect(batch, &render::BatchRun::itemDone, batch,
            [outcomes](int index, const QString &state, const Error &error) {
                if (state != u"pending")
                    outcomes->insert_or_assign(index, state == u"ok" ? Result<data::Answer>(data::Answer())
                                                                     : Result<data::Answer>(error));
            });
    const auto end = [this, batch, work, outcomes](const Error &rest) {
        std::vector<Errand::Outcome> all;
        for (int i = 0; i < int(work.steps.size()); ++i) {
            const auto known = outcomes->find(i);
            all.push_back({std::size_t(i), work.steps.at(std::size_t(i)).name,
                           known != outcomes->end() ? known->second : Result<data::Answer>(rest)});
        }
        batch->deleteLater();
        finish(work, all);
    };
    connect(batch, &render::BatchRun::ended, batch, [end](const QString &) {
        end({.code = ErrorCode::Cancelled, .message = tr("Cancelled.")}); // what is left when it was stopped
    });
    connect(batch, &render::BatchRun::failed, batch, end);
    batch->start(work.batch, items, work.title, render::BatchRun::Report::Owner);
}

void ObjectActions::finish(const Work &work, const std::vector<Errand::Outcome> &outcomes)
{
    std::vector<Errand::Step> back;
    QStringList details;
    const Errand::Outcome *failed = nullptr;
    QString name;
    int ok = 0;
    for (const Errand::Outcome &outcome : outcomes) {
        if (!outcome.result) {
            failed = failed ? failed : &outcome;
            details << u"%1: %2"_s.arg(outcome.name, outcome.result.error().toString());
            continue;
        }
        ++ok;
        name = outcome.name;
        const QString &oldDn = work.steps.at(outcome.step).dn;
        const QString newDn =
            oldDn.isEmpty() ? QString() : models::dnOf(models::recordFromJson(outcome.result->json()));
        if (!newDn.isEmpty() && newDn != oldDn)
            Q_EMIT moved(oldDn, newDn);
        if (const Errand::Step undo = work.undo ? work.undo(outcome.step) : Errand::Step();
            !undo.request.path.isEmpty()) {
            back.push_back(undo);
            back.back().name = outcome.name;
            back.back().dn = newDn;
        }
    }
    std::function<void()> undo;
    if (!back.empty()) {
        undo = [this, back, undone = work.undone, batch = work.batch] {
            run({.title = tr("Undoing"),
                 .steps = back,
                 .said = [undone](int, const QString &) { return undone; },
                 .undo = {},
                 .undone = {},
                 .batch = batch,
                 .ended = {}});
        };
    }
    if (!failed) {
        m_context.say(render::Severity::Done, work.said(ok, name), undo);
    } else if (outcomes.size() == 1) {
        m_context.say(u"%1 (%2)"_s.arg(work.title, failed->name), failed->result.error());
    } else {
        Error error = failed->result.error();
        error.native = details.join(u'\n');
        m_context.say(tr("%1: %2 of %3 failed, %4 first")
                          .arg(work.title)
                          .arg(details.size())
                          .arg(outcomes.size())
                          .arg(failed->name),
                      error);
        if (ok > 0)
            m_context.say(render::Severity::Attention, work.said(ok, name), undo);
    }
    if (work.ended)
        work.ended(failed ? &failed->result.error() : nullptr);
    if (ok > 0)
        m_context.announce(u"identity/objects"_s);
}

void ObjectActions::openSheets(const QList<wire::Record> &records,
                               const std::function<void(const wire::Record &)> &open)
{
    constexpr int sheetsAtOnce = 10;
    for (const wire::Record &record : records.first(qMin<qsizetype>(sheetsAtOnce, records.size())))
        open(record);
    if (records.size() > sheetsAtOnce)
        m_context.say(render::Severity::Note,
                      tr("The first %n property sheet(s) were opened.", nullptr, sheetsAtOnce));
}

void ObjectActions::properties(const QList<wire::Record> &records)
{
    openSheets(records, [this](const wire::Record &record) {
        m_context.openProperties(models::resourceOf(record), models::idOf(record));
    });
}

void ObjectActions::remove(const QList<wire::Record> &records)
{
    if (records.isEmpty())
        return;
    const auto container = std::find_if(records.begin(), records.end(), [](const wire::Record &record) {
        return models::isContainer(record);
    });
    if (records.size() > 1 || container == records.end()) {
        askRemove(records, container == records.end() ? 0 : -1);
        return;
    }
    // How much lies below decides how the question sounds.
    QUrlQuery query;
    wire::addQuery(query, u"base"_s, models::dnOf(*container));
    wire::addQuery(query, u"scope"_s, u"sub"_s);
    wire::addQuery(query, u"limit"_s, u"1000"_s);
    wire::addQuery(query, u"fresh"_s, u"1"_s); // what a cache does not know yet would be deleted unsaid
    wire::addQuery(query, u"fields"_s, u"distinguishedName"_s);
    m_context.source().get(
        wire::restPath(u"identity/objects"_s), query, this,
        [this, records](const Result<data::Answer> &answer) {
            if (!answer) {
                m_context.say(tr("Counting what lies below %1").arg(models::nameOf(records.constFirst())),
                              answer.error());
                return;
            }
            const wire::RecordList list = models::listFromJson(answer->json());
            const QString own = models::dnOf(records.constFirst());
            qint64 below = list.total;
            for (const wire::Record &item : list.items) {
                if (models::dnOf(item).compare(own, Qt::CaseInsensitive) == 0)
                    --below;
            }
            askRemove(records, below);
        });
}

void ObjectActions::askRemove(const QList<wire::Record> &records, qint64 below)
{
    const wire::Record &first = records.constFirst();
    render::Question question;
    question.danger = true;
    question.accept = tr("&Delete");
    if (records.size() == 1) {
        question.title = tr("Delete %1?").arg(kindOf(first));
        question.text = tr("%1 “%2” will be deleted.").arg(kindOf(first), models::nameOf(first));
        question.details = models::dnOf(first);
        if (const QString server = first.text("server"); !server.isEmpty())
            question.details = tr("On the server %1.").arg(server);
    } else {
        question.title = tr("Delete %n object(s)?", nullptr, int(records.size()));
        question.text = tr("%n object(s) will be deleted.", nullptr, int(records.size()));
        QStringList names;
        for (const wire::Record &record : records.first(qMin<qsizetype>(8, records.size())))
            names << models::nameOf(record);
        question.details = names.join(u", "_s);
        if (records.size() > names.size())
            question.details += tr(" and %n more", nullptr, int(records.size() - names.size()));
    }
    if (below > 0)
        question.details +=
            u"\n\n"_s + tr("%n object(s) lie below it and will be deleted with it.", nullptr, int(below));
    else if (below == 0 && models::isContainer(first))
        question.details += u"\n\n"_s + tr("Nothing lies below it.");
    else if (below < 0)
        question.details +=
            u"\n\n"_s + tr("There are containers among them; what lies below is deleted, too.");
    if (!question.details.isEmpty())
        question.details += u'\n';
    question.details += tr("This cannot be undone.");
    const model::Form *form = m_context.descriptors().formFor(models::resourceOf(first));
    if (form && form->reason) {
        m_context.dialogs().askReason(m_context.window(), question,
                                      [this, records](const std::optional<QString> &reason) {
                                          if (reason)
                                              sendRemove(records, *reason);
                                      });
        return;
    }
    m_context.dialogs().ask(m_context.window(), question, [this, records](bool yes) {
        if (yes)
            sendRemove(records, {});
    });
}

QString ObjectActions::kindOf(const wire::Record &record) const
{
    const QString resource = models::resourceOf(record);
    if (wire::isDirectory(resource))
        return models::objectKind(record);
    for (const model::Grid &grid : m_context.descriptors().grids) {
        for (const model::Create &create : grid.creates) {
            if (create.resource == resource)
                return create.label.shown();
        }
    }
    return tr("Object");
}

void ObjectActions::sendRemove(const QList<wire::Record> &records, const QString &reason)
{
    Work work{.title = records.size() == 1 ? tr("Deleting %1").arg(models::nameOf(records.constFirst()))
                                           : tr("Deleting %n object(s)", nullptr, int(records.size())),
              .steps = {},
              .said =
                  [](int ok, const QString &name) {
                      return ok == 1 ? tr("%1 deleted").arg(name) : tr("%n object(s) deleted", nullptr, ok);
                  },
              .undo = {},
              .undone = {}};
    for (const wire::Record &record : records) {
        data::Request request =
            deleteRequest(wire::restPath(models::resourceOf(record), models::idOf(record)));
        if (models::isContainer(record))
            wire::addQuery(request.query, u"subtree"_s, u"1"_s);
        if (!reason.isEmpty())
            wire::addQuery(request.query, u"reason"_s, reason);
        work.steps.push_back(stepOf(models::nameOf(record), request));
    }
    run(std::move(work));
}

void ObjectActions::rename(const wire::Record &before, const QJsonObject &names,
                           std::function<void(const Error *fault)> done)
{
    const QString old = models::nameOf(before);
    const QString wanted = names.value("name"_L1).toString();
    const QString resource = models::resourceOf(before);
    const QString id = models::idOf(before);
    // What is on a server has its name in its id, and so another id afterwards.
    const QString idAfter = id.endsWith(QString(u':' + old)) ? QString(id.chopped(old.size()) + wanted) : id;
    data::Request request = putRequest(wire::restPath(resource, id, u"rename"_s), names);
    request.ifMatch = "*";
    QJsonObject back;
    for (auto it = names.begin(); it != names.end(); ++it)
        back.insert(it.key(), QJsonArray::fromStringList(before.texts(it.key().toUtf8())));
    back.insert(u"name"_s, old);
    run({.title = tr("Renaming"),
         .steps = {stepOf(old, request, models::dnOf(before))},
         .said =
             [old, wanted](int, const QString &) {
                 return old == wanted ? tr("Account names of %1 changed").arg(old)
                                      : tr("%1 renamed to %2").arg(old, wanted);
             },
         .undo =
             [path = wire::restPath(resource, idAfter, u"rename"_s), back](std::size_t) {
                 data::Request undo = putRequest(path, back);
                 undo.ifMatch = "*";
                 return stepOf({}, undo);
             },
         .undone = tr("%1 has its name back").arg(old),
         .batch = {},
         .ended = std::move(done)});
}

void ObjectActions::renameWithAccount(const wire::Record &record)
{
    render::openRename(
        m_context, record,
        [this](const wire::Record &before, const QJsonObject &names,
               std::function<void(const Error *)> done) { rename(before, names, std::move(done)); });
}

void ObjectActions::move(const QList<wire::Record> &records)
{
    if (records.isEmpty())
        return;
    const render::PickerRequest request{
        .title = tr("Move to"), .resources = {u"identity/ous"_s}, .base = {}, .multiple = false};
    render::openPicker(m_context, m_context.window(), request,
                       [this, records](const QList<wire::Record> &chosen) {
                           if (!chosen.isEmpty())
                               moveTo(objectsOf(records), models::dnOf(chosen.constFirst()));
                       });
}

void ObjectActions::moveTo(const Objects &objects, const QString &dn)
{
    const QString place = models::placeOfDn(dn);
    Work work{.title = tr("Moving"),
              .steps = {},
              .said =
                  [place](int ok, const QString &name) {
                      return ok == 1 ? tr("%1 moved to %2").arg(name, place)
                                     : tr("%n object(s) moved to %1", nullptr, ok).arg(place);
                  },
              .undo =
                  [objects](std::size_t step) {
                      const DraggedObject &object = objects.at(qsizetype(step));
                      return stepOf({}, putRequest(wire::restPath(object.resource, object.id, u"move"_s),
                                                   {{u"parent"_s, models::parentOfDn(object.dn)}}));
                  },
              .undone = objects.size() == 1 ? tr("%1 moved back").arg(objects.constFirst().name)
                                            : tr("%n object(s) moved back", nullptr, int(objects.size()))};
    for (const DraggedObject &object : objects)
        work.steps.push_back(
            stepOf(object.name,
                   putRequest(wire::restPath(object.resource, object.id, u"move"_s), {{u"parent"_s, dn}}),
                   object.dn));
    run(std::move(work));
}

void ObjectActions::simple(const QList<wire::Record> &records, const QString &sub, const QString &title,
                           std::function<QString(int, const QString &)> said, const QString &reverse,
                           const QString &undone)
{
    Work work{.title = title, .steps = {}, .said = std::move(said), .undo = {}, .undone = undone};
    for (const wire::Record &record : records)
        work.steps.push_back(
            stepOf(models::nameOf(record),
                   putRequest(wire::restPath(models::resourceOf(record), models::idOf(record), sub))));
    if (!reverse.isEmpty())
        work.undo = [records, reverse](std::size_t step) {
            const wire::Record &record = records.at(qsizetype(step));
            return stepOf(
                {}, putRequest(wire::restPath(models::resourceOf(record), models::idOf(record), reverse)));
        };
    run(std::move(work));
}

void ObjectActions::enable(const QList<wire::Record> &records, bool on)
{
    // Only what changes, so that Undo does not disable what was disabled before.
    QList<wire::Record> those;
    for (const wire::Record &record : records) {
        if (models::accountState(record).disabled == on)
            those << record;
    }
    if (on)
        simple(
            those, u"enable"_s, tr("Enabling"),
            [](int ok, const QString &name) {
                return ok == 1 ? tr("%1 enabled").arg(name) : tr("%n account(s) enabled", nullptr, ok);
            },
            u"disable"_s, tr("Disabled again"));
    else
        simple(
            those, u"disable"_s, tr("Disabling"),
            [](int ok, const QString &name) {
                return ok == 1 ? tr("%1 disabled").arg(name) : tr("%n account(s) disabled", nullptr, ok);
            },
            u"enable"_s, tr("Enabled again"));
}

void ObjectActions::unlock(const QList<wire::Record> &records)
{
    simple(records, u"unlock"_s, tr("Unlocking"),
           [](int ok, const QString &name) {
               return ok == 1 ? tr("%1 unlocked").arg(name) : tr("%n account(s) unlocked", nullptr, ok);
           },
           {}, {});
}

void ObjectActions::resetPassword(const wire::Record &record)
{
    render::openResetPassword(m_context, m_context.window(), models::resourceOf(record), models::idOf(record),
                              models::nameOf(record));
}

void ObjectActions::addToGroup(const QList<wire::Record> &records)
{
    if (records.isEmpty())
        return;
    const render::PickerRequest request{
        .title = tr("Add to groups"), .resources = {u"identity/groups"_s}, .base = {}};
    render::openPicker(m_context, m_context.window(), request,
                       [this, records](const QList<wire::Record> &groups) {
                           for (const wire::Record &group : groups)
                               addTo(objectsOf(records), group);
                       });
}

void ObjectActions::addMembers(const wire::Record &group)
{
    const render::PickerRequest request{
        .title = tr("Add members to %1").arg(models::nameOf(group)),
        .resources = {u"identity/users"_s, u"identity/groups"_s, u"identity/workstations"_s},
        .base = {}};
    render::openPicker(m_context, m_context.window(), request,
                       [this, group](const QList<wire::Record> &chosen) { addTo(objectsOf(chosen), group); });
}

void ObjectActions::addTo(const Objects &objects, const wire::Record &group)
{
    // Who is in already is left alone, so that Undo takes nobody out who was there before.
    QUrlQuery query;
    wire::addQuery(query, u"fields"_s, u"objectGUID,distinguishedName"_s);
    wire::addQuery(query, u"fresh"_s, u"1"_s);
    m_context.source().get(
        wire::restPath(u"identity/groups"_s, models::idOf(group), u"members"_s), query, this,
        [this, objects, group](const Result<data::Answer> &answer) {
            const QString name = models::nameOf(group);
            if (!answer)
                return m_context.say(tr("Reading the members of %1").arg(name), answer.error());
            QSet<QString> known;
            for (const wire::Record &member : models::listFromJson(answer->json()).items)
                known << models::idOf(member) << models::dnOf(member);
            Objects others;
            std::copy_if(objects.begin(), objects.end(), std::back_inserter(others),
                         [&](const DraggedObject &object) { return !known.contains(object.id); });
            if (others.isEmpty())
                m_context.say(render::Severity::Note,
                              objects.size() == 1
                                  ? tr("%1 is a member of %2 already").arg(objects.constFirst().name, name)
                                  : tr("All of them are members of %1 already").arg(name));
            else
                sendMembers(others, group);
        });
}

void ObjectActions::sendMembers(const Objects &objects, const wire::Record &group)
{
    const QString groupName = models::nameOf(group);
    const QString groupId = models::idOf(group);
    const auto step = [groupId](const DraggedObject &object, bool joins) {
        const QString path = wire::restPath(u"identity/groups"_s, groupId, u"members"_s, object.id);
        Errand::Step made = stepOf(object.name, joins ? putRequest(path) : deleteRequest(path));
        made.item = {{u"op"_s, joins ? u"add-member"_s : u"remove-member"_s},
                     {u"id"_s, groupId},
                     {u"member"_s, object.id}};
        return made;
    };
    Work work{
        .title = tr("Adding to %1").arg(groupName),
        .steps = {},
        .said =
            [groupName](int ok, const QString &name) {
                return ok == 1 ? tr("%1 is a member of %2 now").arg(name, groupName)
                               : tr("%n object(s) are members of %1 now", nullptr, ok).arg(groupName);
            },
        .undo = [objects, step](std::size_t index) { return step(objects.at(qsizetype(index)), false); },
        .undone = tr("Taken out of %1 again").arg(groupName),
        .batch = u"identity/groups"_s,
        .ended = {}};
    for (const DraggedObject &object : objects)
        work.steps.push_back(step(object, true));
    run(std::move(work));
}

void ObjectActions::custom(const model::Action &action, const QList<wire::Record> &records)
{
    if (!action.form.isEmpty()) {
        return openSheets(records, [this, &action](const wire::Record &record) {
            render::openSheet(m_context, action.form, action.resource, models::idOf(record));
        });
    }
    if (!action.grid.isEmpty()) {
        return openSheets(records, [this, &action](const wire::Record &record) {
            auto *list = render::openList(m_context, action, record);
            if (list)
                connect(list, &render::DetailGrid::actionAsked, this, &ObjectActions::custom);
        });
    }
    const auto send = [this, action, records](const QJsonObject &body) {
        Work work{.title = action.label.shown(),
                  .steps = {},
                  .said =
                      [label = action.label.shown()](int ok, const QString &name) {
                          return ok == 1 ? u"%1: %2"_s.arg(label, name)
                                         : tr("%1: %n object(s)", nullptr, ok).arg(label);
                      },
                  .undo = {},
                  .undone = {}};
        for (const wire::Record &record : records) {
            data::Request request =
                putRequest(QString(wire::restPath(action.resource.isEmpty() ? models::resourceOf(record)
                                                                            : action.resource,
                                                  models::idOf(record)) +
                                   action.path),
                           body);
            request.method = action.method.toLatin1();
            work.steps.push_back(stepOf(models::nameOf(record), request));
        }
        run(std::move(work));
    };
    if (!action.asks.isEmpty()) {
        const QString about = records.size() == 1 ? models::nameOf(records.constFirst())
                                                  : tr("%n object(s)", nullptr, int(records.size()));
        wire::Record place; // that all of them have
        const QByteArray server = records.constFirst().value("server");
        if (!server.isEmpty() && std::all_of(records.begin(), records.end(), [&](const wire::Record &record) {
                return record.value("server") == server;
            }))
            place.set("server", server);
        return render::openAsk(m_context, action.asks, action.label.shown(), about, place, send);
    }
    if (action.confirm.isEmpty())
        return send({});
    QStringList warnings;
    for (const wire::Record &record : records) {
        const QString warning = models::warningFor(action.warnings, record);
        if (!warning.isEmpty() && !warnings.contains(warning))
            warnings << warning;
    }
    constexpr qsizetype warningsSaid = 8;
    if (const qsizetype more = warnings.size() - warningsSaid; more > 0) {
        warnings.resize(warningsSaid);
        warnings << tr("and %n more", nullptr, int(more));
    }
    const render::Question question{.title = action.label.shown(),
                                    .text = action.confirm.shown(),
                                    .details = warnings.join(u'\n'),
                                    .accept = action.label.shown(),
                                    .danger = true};
    m_context.dialogs().ask(m_context.window(), question, [send](bool yes) {
        if (yes)
            send({});
    });
}

QString ObjectActions::dropAction(const QList<model::Drop> &rules, const wire::Record &target,
                                  const QMimeData *mime) const
{
    if (!m_context.person().mayChange() || target.attributes.isEmpty())
        return {};
    const QString targetResource = models::resourceOf(target);
    const QString targetDn = models::dnOf(target);
    const auto rule = [&](const QString &from) -> QString {
        for (const model::Drop &drop : rules) {
            if (drop.from == from && (drop.to.isEmpty() || drop.to == targetResource))
                return drop.action;
        }
        return {};
    };
    if (!fileOf(mime).isEmpty())
        return models::isContainer(target) ? rule(u"text/csv"_s) : QString();
    QString action;
    const QList<DraggedObject> objects = models::draggedObjects(mime);
    for (const DraggedObject &object : objects) {
        const QString mine = rule(object.resource);
        if (mine.isEmpty() || (!action.isEmpty() && mine != action))
            return {};
        action = mine;
        const bool itself = object.dn.compare(targetDn, Qt::CaseInsensitive) == 0;
        const bool there = models::parentOfDn(object.dn).compare(targetDn, Qt::CaseInsensitive) == 0;
        if (itself || (action == u"move" && (there || models::isBelow(targetDn, object.dn))))
            return {};
    }
    return action;
}

void ObjectActions::drop(const QString &action, const wire::Record &target, const QMimeData *mime)
{
    if (action == u"provision")
        provisioning::openProvisioning(m_context, fileOf(mime), models::dnOf(target), models::nameOf(target));
    else if (action == u"move")
        moveTo(models::draggedObjects(mime), models::dnOf(target));
    else if (action == u"add-member")
        addTo(models::draggedObjects(mime), target);
}

} // namespace smc::shell
