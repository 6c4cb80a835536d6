// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/sheet_window.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/sheet_attributes.h"
#include "app/render/sheet_conflict.h"
#include "app/render/sheet_places.h"
#include "app/render/sheet_preview.h"
#include "shared/wire/paths.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QSet>
#include <QShortcut>
#include <QTabWidget>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

/// What the directory takes only one way: a lock can be taken off and not put on, and of the last change of
/// the password it takes 0 and -1 alone ([MS-SAMR] 3.1.1.8).
bool isReversible(const QByteArray &attribute)
{
    return attribute.compare("lockoutTime", Qt::CaseInsensitive) != 0;
}

QByteArrayList reverseValues(const QByteArray &attribute, const QByteArrayList &before)
{
    if (attribute.compare("pwdLastSet", Qt::CaseInsensitive) == 0)
        return {before.value(0) == "0" ? QByteArray("0") : QByteArray("-1")};
    return before;
}

} // namespace

SheetWindow::SheetWindow(Context &context, const model::Form &form, const QString &resource,
                         const QString &id)
    : FormWindow(context, form, context.window())
    , m_resource(resource)
    , m_id(id)
    , m_attributes(new SheetAttributes(context, form,
                                       [this](const QString &attribute) {
                                           auto *one = editor(attribute);
                                           // Of an editor that writes several, the values are those of the
                                           // one it is named by.
                                           return one && one->Editor::writes(attribute) ? one : nullptr;
                                       }))
    , m_ok(buttons()->addButton(QDialogButtonBox::Ok))
    , m_cancelButton(buttons()->addButton(QDialogButtonBox::Cancel))
    , m_apply(buttons()->addButton(QDialogButtonBox::Apply))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"sheet_"_s + form.name);
    if (form.preview) {
        m_preview = buttons()->addButton(tr("Pre&view …"), QDialogButtonBox::ActionRole);
        m_preview->setObjectName(u"sheet_preview"_s);
        m_preview->setAutoDefault(false);
        connect(m_preview, &QPushButton::clicked, this, &SheetWindow::preview);
    }
    m_ok->setObjectName(u"sheet_ok"_s);
    m_cancelButton->setObjectName(u"sheet_cancel"_s);
    m_apply->setObjectName(u"sheet_apply"_s);
    m_ok->setDefault(true);
    tabs()->addTab(m_attributes, tr("Attributes"));
    connect(m_attributes, &SheetAttributes::edited, this, &SheetWindow::refresh);
    for (auto *page : pages())
        connect(page, &FormPage::edited, this, &SheetWindow::refresh);
    if (!context.person().mayChange()) {
        for (auto *one : editors())
            one->setReadOnly();
        showNote(Severity::Note, context.person().readOnlyBecause.isEmpty()
                                     ? tr("You may look at this, not change it.")
                                     : context.person().readOnlyBecause);
        m_apply->hide();
        m_ok->hide();
        if (m_preview)
            m_preview->hide();
        hideReason();
        m_cancelButton->setText(tr("Close"));
    }
    connect(m_ok, &QPushButton::clicked, this, [this] { apply(true); });
    connect(m_apply, &QPushButton::clicked, this, [this] { apply(false); });
    connect(m_cancelButton, &QPushButton::clicked, this, &SheetWindow::reject);
    auto *save = new QShortcut(QKeySequence::Save, this);
    connect(save, &QShortcut::activated, this, [this] { apply(false); });
    auto *reload = new QShortcut(QKeySequence::Refresh, this);
    connect(reload, &QShortcut::activated, this, [this] {
        if (changeCount() == 0)
            read();
        else
            showNote(Severity::Attention,
                     tr("There are changes that are not applied. Apply them or close the sheet first."));
    });
    connect(&context, &Context::changed, this, [this](const QString &, const QStringList &ids) {
        // Somebody in this window changed it; what is typed here is safe, the conflict shows itself at Apply.
        const bool mine = ids.isEmpty() || ids.contains(m_id) || ids.contains(models::dnOf(m_object));
        if (mine && !isWaiting() && changeCount() == 0)
            read();
    });
    setHeading(form.title.shown().contains(u'{') ? QString() : form.title.shown(), {});
    setWindowTitle(tr("Properties"));
    refresh();
    read();
}

bool SheetWindow::shows(const QString &resource, const QString &id) const
{
    return resource == m_resource &&
           (id.compare(m_id, Qt::CaseInsensitive) == 0 ||
            (!id.isEmpty() && id.compare(models::dnOf(m_object), Qt::CaseInsensitive) == 0) ||
            (!id.isEmpty() && id.compare(m_object.text("sAMAccountName"), Qt::CaseInsensitive) == 0));
}

QList<Editor *> SheetWindow::editors() const
{
    return FormWindow::editors() + m_attributes->held();
}

void SheetWindow::read()
{
    QUrlQuery query;
    wire::addQuery(query, u"view"_s, u"extended"_s);
    // One edits what is true now, not what was true when it was cached.
    wire::addQuery(query, u"fresh"_s, u"1"_s);
    beginWait(tr("Reading…"), [this] {
        if (m_call)
            m_call->cancel();
        endWait();
        if (m_object.attributes.isEmpty())
            close();
    });
    m_call = context().source().get(wire::restPath(m_resource, m_id), query, this,
                                    [this](const Result<data::Answer> &answer) {
                                        endWait();
                                        if (!answer)
                                            return showErrors({answer.error()});
                                        loaded(*answer);
                                    });
}

wire::Record SheetWindow::recordOf(const data::Answer &answer) const
{
    wire::Record record = models::recordFromJson(answer.json());
    if (!wire::isDirectory(m_resource))
        models::setResource(record, m_resource);
    return record;
}

QString SheetWindow::nameOf(const wire::Record &object) const
{
    // A section of smb.conf is called "global" on every server; the form's title says more.
    const QString title = form().title.shown();
    if (!title.contains(u'{'))
        return models::nameOf(object);
    return model::fill(title, [this, &object](const QString &field) {
        const auto *one = editor(field);
        const QStringList values = object.texts(field.toUtf8());
        return one && !values.isEmpty() ? one->describe(values) : values.value(0);
    });
}

void SheetWindow::loaded(const data::Answer &answer)
{
    m_object = recordOf(answer);
    m_etag = answer.etag;
    // Its account may change; what the directory made for it does not.
    if (m_object.contains("objectGUID"))
        m_id = m_object.text("objectGUID");
    m_attributes->forgetHeld();
    for (auto *one : editors())
        one->load(m_object);
    m_attributes->setObject(m_resource, m_object);
    const QString account = m_object.text("sAMAccountName");
    const QString place = models::placeOfDn(models::parentOfDn(models::dnOf(m_object)));
    setHeading(nameOf(m_object), account.isEmpty() ? place : account + u"  ·  "_s + place);
    showRows();
    for (auto *page : pages()) {
        for (auto *row : page->rows())
            row->refresh();
    }
    refresh();
    showPlaces(context(), form(), m_object, pages());
}

int SheetWindow::changeCount() const
{
    const auto all = editors();
    return int(std::count_if(all.begin(), all.end(),
                             [](const Editor *one) { return one->isThere() && one->isChanged(); }));
}

void SheetWindow::refresh()
{
    const int changes = m_object.attributes.isEmpty() ? 0 : changeCount();
    m_apply->setText(changes == 0 ? tr("&Apply") : tr("&Apply (%1)").arg(changes));
    m_apply->setEnabled(changes > 0 && !isWaiting());
    if (m_preview)
        m_preview->setEnabled(changes > 0 && !isWaiting());
    m_ok->setEnabled(!isWaiting());
    const QString name = m_object.attributes.isEmpty() ? QString() : nameOf(m_object);
    const QString title = name.isEmpty() ? tr("Properties") : tr("%1 – Properties").arg(name);
    setWindowTitle(changes == 0 ? title : u"● "_s + title);
}

void SheetWindow::waitChanged()
{
    if (m_apply) // not yet while the base is being made
        refresh();
}

Changes SheetWindow::collected() const
{
    Changes changes{m_resource, m_id, m_etag, nameOf(m_object), {}, {}, {}, reason()};
    for (const auto *one : editors()) {
        if (!one->isThere())
            continue;
        one->apply(changes.attributes);
        if (one->isChanged()) {
            changes.steps << one->steps();
            changes.parts << one->parts();
        }
    }
    return changes;
}

void SheetWindow::preview()
{
    if (isWaiting() || m_object.attributes.isEmpty())
        return;
    clearErrors();
    const auto wrong = verifyAll();
    if (!wrong.isEmpty())
        return showErrors(wrong);
    beginWait(tr("Asking what would change…"), [this] {
        if (m_call)
            m_call->cancel();
        endWait();
    });
    m_call = askPreview(context(), collected(), this, [this](const Result<QJsonObject> &answer) {
        endWait();
        if (!answer && answer.error().code == ErrorCode::Stale)
            return readTheirs([this] { preview(); });
        if (!answer)
            return showErrors({answer.error()});
        showPreview(*answer, m_object.text("place"), this);
    });
}

void SheetWindow::apply(bool thenClose)
{
    if (isWaiting() || m_object.attributes.isEmpty())
        return;
    clearErrors();
    const auto wrong = verifyAll();
    if (!wrong.isEmpty())
        return showErrors(wrong);
    const Changes changes = collected();
    if (changes.isEmpty()) {
        if (thenClose)
            accept();
        return;
    }
    m_running = new SheetApply(context(), changes, this);
    beginWait(tr("Applying…"), [this] {
        if (m_running)
            m_running->cancel();
    });
    connect(m_running, &SheetApply::progress, this, [this](int done, int total) {
        if (total > 1)
            waitText(tr("Applying: %1 of %2…").arg(done).arg(total));
    });
    m_running->start([this, changes, before = m_object, thenClose](const Applied &result) {
        endWait();
        applied(result, changes, before, thenClose);
    });
}

void SheetWindow::applied(const Applied &result, const Changes &changes, const wire::Record &before,
                          bool thenClose)
{
    if (result.isStale())
        return readTheirs([this, thenClose] { apply(thenClose); });
    if (result.attributes)
        forgetReason();
    if (!result.isNothing()) {
        sayApplied(result, changes, before);
        context().announce(m_resource, {m_id, models::dnOf(before)});
    }
    if (result.errors.isEmpty()) {
        if (thenClose)
            accept();
        else
            read();
        return;
    }
    // A part may have been carried out: what is now in the directory becomes the point of comparison, what
    // the person typed stays, and so do the errors beside it.
    for (const Part &part : result.parts) {
        if (auto *one = editor(part.field))
            one->forget(part);
    }
    showErrors(result.errors);
    if (result.isNothing())
        return;
    QUrlQuery query;
    wire::addQuery(query, u"view"_s, u"extended"_s);
    wire::addQuery(query, u"fresh"_s, u"1"_s);
    m_call = context().source().get(wire::restPath(m_resource, m_id), query, this,
                                    [this, errors = result.errors](const Result<data::Answer> &answer) {
                                        if (!answer)
                                            return;
                                        m_object = recordOf(*answer);
                                        m_etag = answer->etag;
                                        for (auto *one : editors())
                                            one->rebase(m_object);
                                        showErrors(errors); // a field that changes forgets its errors
                                        refresh();
                                    });
}

void SheetWindow::sayApplied(const Applied &result, const Changes &changes, const wire::Record &before)
{
    const QString name = nameOf(before);
    QStringList labels;
    Changes reverse{m_resource, m_id, result.etag, name, {}, {}, {}, {}};
    if (!changes.reason.isEmpty())
        reverse.reason = tr("Taken back: %1").arg(changes.reason).left(longestReason);
    if (result.attributes) {
        for (const auto &attribute : changes.attributes.attributes) {
            const auto *one = editor(QString::fromUtf8(attribute.name));
            const QString label = one ? one->field().label.shown() : QString::fromUtf8(attribute.name);
            if (!labels.contains(label))
                labels << label;
            if (isReversible(attribute.name))
                reverse.attributes.set(attribute.name,
                                       reverseValues(attribute.name, before.values(attribute.name)));
        }
    }
    QStringList words;
    if (!labels.isEmpty())
        words << tr("%1: %2 changed").arg(name, labels.join(u", "_s));
    for (const Part &part : result.parts) {
        words << part.words;
        reverse.parts.prepend(part);
        reverse.parts.first().body = part.before;
    }
    for (const auto &step : result.steps) {
        reverse.steps.prepend(step);
        reverse.steps.first().joins = !step.joins;
        if (result.steps.size() <= 3)
            words << step.words;
    }
    if (result.steps.size() > 3)
        words << tr("%n membership(s) of %1 changed", nullptr, int(result.steps.size())).arg(name);
    std::function<void()> undo;
    if (!reverse.isEmpty())
        undo = [context = &context(), reverse] { undoApplied(*context, reverse); };
    context().say(Severity::Done, words.join(u"; "_s), undo);
}

void SheetWindow::readTheirs(const std::function<void()> &again)
{
    beginWait(tr("It was changed meanwhile; reading it anew…"), [this] {
        if (m_call)
            m_call->cancel();
        endWait();
    });
    QUrlQuery query;
    wire::addQuery(query, u"view"_s, u"extended"_s);
    wire::addQuery(query, u"fresh"_s, u"1"_s);
    m_call = context().source().get(wire::restPath(m_resource, m_id), query, this,
                                    [this, again](const Result<data::Answer> &answer) {
                                        endWait();
                                        if (!answer)
                                            return showErrors({answer.error()});
                                        resolve(recordOf(*answer), answer->etag, again);
                                    });
}

void SheetWindow::resolve(const wire::Record &theirs, const QByteArray &etag,
                          const std::function<void()> &again)
{
    QList<Conflict> conflicts;
    for (const auto *one : editors()) {
        const QStringList other = theirs.texts(one->name().toUtf8());
        if (!one->conflictsWith(other))
            continue;
        const bool several =
            one->values().size() > 1 || other.size() > 1 || one->field().editor == "multi"_L1;
        conflicts << Conflict{one->name(),
                              one->field().label.shown(),
                              one->describe(one->loaded()),
                              one->describe(one->values()),
                              one->describe(other),
                              several};
    }
    const auto goOn = [this, theirs, etag, again](const SheetConflict *choice) {
        for (auto *one : editors()) {
            const QStringList other = theirs.texts(one->name().toUtf8());
            const bool conflict = one->conflictsWith(other);
            const QStringList mine = one->values();
            const auto resolution = choice && conflict ? choice->resolution(one->name()) : Resolution::Mine;
            if (resolution == Resolution::Theirs) {
                one->load(theirs);
            } else {
                one->rebase(theirs);
                if (resolution == Resolution::Both) {
                    QStringList both = other;
                    for (const auto &value : mine) {
                        if (!both.contains(value))
                            both << value;
                    }
                    one->edit(both);
                }
            }
        }
        m_object = theirs;
        m_etag = etag;
        for (auto *page : pages()) {
            for (auto *row : page->rows())
                row->refresh();
        }
        refresh();
        if (changeCount() > 0)
            again();
        else
            showNote(Severity::Note, tr("Their values were taken; nothing is left to apply."));
    };
    if (conflicts.isEmpty())
        return goOn(nullptr);
    auto *dialog = new SheetConflict(nameOf(theirs), conflicts, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [dialog, goOn] { goOn(dialog); });
    connect(dialog, &QDialog::rejected, this, [this] {
        showNote(Severity::Attention,
                 tr("Nothing was applied. It was changed by somebody else; Apply asks again."));
    });
    dialog->open();
}

void SheetWindow::reject()
{
    const int changes = m_object.attributes.isEmpty() ? 0 : changeCount();
    if (changes == 0 || isWaiting())
        return QDialog::reject();
    askDiscard(tr("Discard the changes?"),
               tr("%n field(s) of %1 are changed and not applied.", nullptr, changes).arg(nameOf(m_object)));
}

} // namespace smc::render
