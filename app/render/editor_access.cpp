// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_access.h"

#include "app/models/records.h"
#include "app/render/access_entry_panel.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"
#include "app/render/effective_access.h"
#include "app/render/folder_dialog.h"
#include "app/render/picker.h"
#include "shared/wire/paths.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

enum AccessColumn { AccountColumn, TypeColumn, AccessColumn, AppliesColumn, FromColumn };

constexpr qint64 largestBackup = 1'000'000; // bytes; a list has at most 64 KB ([MS-DTYP] 2.4.5)

QPushButton *makeButton(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    return button;
}

} // namespace

AccessEditor::AccessEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_places(new QComboBox)
    , m_browse(makeButton(tr("Another folder…")))
    , m_owner(new QLabel)
    , m_inherits(new QCheckBox(tr("Inherits from the folder above")))
    , m_list(new QTreeWidget)
    , m_add(makeButton(tr("Add…")))
    , m_wellKnown(new QToolButton)
    , m_remove(makeButton(tr("Remove")))
    , m_effective(makeButton(tr("What may…?")))
    , m_backUp(makeButton(tr("Back up…")))
    , m_restore(makeButton(tr("Restore…")))
    , m_again(makeButton(tr("Read anew")))
    , m_panel(new AccessEntryPanel)
    , m_note(new QLabel)
{
    build();
    connect(m_places, &QComboBox::currentIndexChanged, this, [this] {
        if (m_filling)
            return;
        m_place = m_places->currentData().toString();
        showPlace();
        if (!here().known && here().fault.isEmpty())
            read(m_place, false);
    });
    connect(m_browse, &QPushButton::clicked, this, &AccessEditor::browse);
    connect(m_inherits, &QCheckBox::toggled, this, &AccessEditor::setInherits);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &AccessEditor::showEntry);
    connect(m_panel, &AccessEntryPanel::edited, this, &AccessEditor::takeEntry);
    connect(m_add, &QPushButton::clicked, this, &AccessEditor::addFromDirectory);
    connect(m_remove, &QPushButton::clicked, this, &AccessEditor::removeSelected);
    connect(m_effective, &QPushButton::clicked, this, &AccessEditor::askEffective);
    connect(m_backUp, &QPushButton::clicked, this, &AccessEditor::backUp);
    connect(m_restore, &QPushButton::clicked, this, &AccessEditor::restore);
    connect(m_again, &QPushButton::clicked, this, [this] { read(m_place, false); });
}

void AccessEditor::build()
{
    dress(m_box);
    dress(m_places, u"_place"_s);
    dress(m_browse, u"_browse"_s);
    dress(m_owner, u"_owner"_s);
    dress(m_inherits, u"_inherits"_s);
    dress(m_list, u"_list"_s);
    dress(m_add, u"_add"_s);
    dress(m_wellKnown, u"_well_known"_s);
    dress(m_remove, u"_remove"_s);
    dress(m_effective, u"_effective"_s);
    dress(m_backUp, u"_backup"_s);
    dress(m_restore, u"_restore"_s);
    dress(m_again, u"_again"_s);
    dress(m_note, u"_note"_s);
    m_places->setAccessibleName(tr("Whose list"));
    m_places->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_inherits->setToolTip(
        tr("Without it, nothing is taken over from above; what came from there becomes this folder's own."));
    m_effective->setToolTip(tr("What a person may do here, all groups and both lists counted"));
    m_list->setAccessibleName(tr("Entries"));
    m_list->setHeaderLabels({tr("Account"), tr("Type"), tr("Access"), tr("Applies to"), tr("From")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->header()->resizeSection(AccountColumn, 170);
    m_list->header()->resizeSection(TypeColumn, 70);
    m_list->header()->resizeSection(AccessColumn, 100);
    m_list->header()->resizeSection(AppliesColumn, 200);
    m_wellKnown->setText(tr("Add well-known"));
    m_wellKnown->setPopupMode(QToolButton::InstantPopup);
    m_wellKnown->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *menu = new QMenu(m_wellKnown);
    // Their names are the servers' own ([MS-DTYP] 2.4.2.4).
    for (const auto &[sid, name] :
         {std::pair{"S-1-1-0", "Everyone"}, std::pair{"S-1-5-11", "Authenticated Users"},
          std::pair{"S-1-3-0", "CREATOR OWNER"}, std::pair{"S-1-3-1", "CREATOR GROUP"},
          std::pair{"S-1-5-32-544", "Administrators"}, std::pair{"S-1-5-18", "SYSTEM"}}) {
        menu->addAction(QLatin1String(name), this,
                        [this, sid, name] { addEntry(QString::fromLatin1(sid), QString::fromLatin1(name)); });
    }
    m_wellKnown->setMenu(menu);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);

    auto *head = new QHBoxLayout;
    head->addWidget(m_places);
    head->addWidget(m_browse);
    head->addStretch(1);
    head->addWidget(m_effective);
    auto *about = new QHBoxLayout;
    about->addWidget(m_owner);
    about->addStretch(1);
    about->addWidget(m_inherits);
    auto *side = new QVBoxLayout;
    for (QWidget *button : {static_cast<QWidget *>(m_add), static_cast<QWidget *>(m_wellKnown),
                            static_cast<QWidget *>(m_remove)})
        side->addWidget(button);
    side->addStretch(1);
    for (QPushButton *button : {m_backUp, m_restore, m_again})
        side->addWidget(button);
    auto *layout = new QGridLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head, 0, 0, 1, 2);
    layout->addLayout(about, 1, 0, 1, 2);
    layout->addWidget(m_list, 2, 0);
    layout->addLayout(side, 2, 1);
    layout->addWidget(m_note, 3, 0, 1, 2);
    layout->addWidget(m_panel, 4, 0, 1, 2);
    layout->setRowStretch(2, 1);
    layout->setColumnStretch(0, 1);
}

QWidget *AccessEditor::widget()
{
    return m_box;
}

QWidget *AccessEditor::focusTarget()
{
    return m_list;
}

QString AccessEditor::nameOf(const QString &place) const
{
    const QString share = object().text("name");
    return place.isEmpty() || place == u"/" ? share : share + place;
}

QUrlQuery AccessEditor::queryOf(const QString &place) const
{
    QUrlQuery query;
    if (!place.isEmpty())
        wire::addQuery(query, u"path"_s, place);
    return query;
}

// ---- what there is --------------------------------------------------------------------------------------

void AccessEditor::show(const QStringList &)
{
    // The object was read: so are the lists, when they are looked at again.
    m_states.clear();
    const bool first = m_places->count() == 0;
    if (first) {
        m_filling = true;
        m_places->addItem(tr("The share: who may connect"), QString());
        m_places->addItem(tr("Its folder"), u"/"_s);
        m_filling = false;
    }
    showPlace();
    if (!m_rebasing)
        read(m_place, false);
}

void AccessEditor::rebase(const wire::Record &object)
{
    const QMap<QString, State> before = m_states;
    m_rebasing = true;
    load(object);
    m_rebasing = false;
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (!it->isChanged())
            continue;
        m_states[it.key()] = *it;
        read(it.key(), true);
    }
    if (!here().known)
        read(m_place, false);
    showPlace();
}

void AccessEditor::read(const QString &place, bool keepWanted)
{
    const QString id = models::idOf(object());
    if (id.isEmpty())
        return;
    if (place == m_place)
        say(tr("Reading…"));
    context().source().get(
        wire::restPath(models::resourceOf(object()), id, name()), queryOf(place), this,
        [this, place, keepWanted](const Result<data::Answer> &answer) { take(place, keepWanted, answer); });
}

void AccessEditor::take(const QString &place, bool keepWanted, const Result<data::Answer> &answer)
{
    const bool before = isChanged();
    State &state = m_states[place];
    if (answer) {
        state.fault.clear();
        state.known = true;
        state.read = models::AccessList::fromJson(answer->json().toObject());
        state.etag = answer->etag;
        if (!keepWanted || state.wanted.sameAs(state.read)) {
            state.wanted = state.read;
            state.edited = false;
            state.restored.clear();
        }
    } else {
        state = {};
        const Error &error = answer.error();
        state.fault = error.hint.isEmpty() ? error.message : error.message + u' ' + error.hint;
    }
    if (place == m_place)
        showPlace();
    // Only where it makes a difference: what is wrong with another list stays said.
    if (isChanged() != before)
        Q_EMIT edited();
}

void AccessEditor::showPlace()
{
    const State &state = here();
    const int selected = row();
    m_filling = true;
    m_list->clear();
    for (const models::AccessEntry &entry : state.wanted.entries) {
        auto *item = new QTreeWidgetItem(m_list, {entry.account(), entry.denies ? tr("Deny") : tr("Allow"),
                                                  models::accessText(entry.mask),
                                                  m_place.isEmpty() ? QString() : entry.appliesToText(),
                                                  entry.inherited ? tr("above") : tr("here")});
        item->setToolTip(AccountColumn, entry.sid);
        item->setToolTip(AppliesColumn, item->text(AppliesColumn));
        if (!state.read.entries.contains(entry)) {
            QFont bold = m_list->font();
            bold.setBold(true);
            item->setFont(AccountColumn, bold);
        }
        if (entry.inherited) {
            for (int column = 0; column <= FromColumn; ++column)
                item->setForeground(column, mutedPalette(m_list->palette()).windowText());
        }
    }
    m_list->setColumnHidden(AppliesColumn, m_place.isEmpty());
    m_list->setColumnHidden(FromColumn, m_place.isEmpty());
    if (state.known && !state.wanted.entries.isEmpty())
        m_list->setCurrentItem(
            m_list->topLevelItem(qBound(0, selected, int(state.wanted.entries.size()) - 1)));
    m_inherits->setVisible(!m_place.isEmpty());
    m_inherits->setChecked(!state.wanted.blocked);
    m_owner->setVisible(!m_place.isEmpty());
    m_owner->setText(state.known ? tr("Owner: %1 · Group: %2").arg(state.wanted.owner, state.wanted.group)
                                 : QString());
    m_filling = false;
    if (!state.fault.isEmpty())
        say(state.fault, true);
    else if (!state.known)
        say({});
    else if (state.wanted.absent)
        say(tr("There is no list: everybody may do everything."));
    else if (state.wanted.entries.isEmpty())
        say(tr("The list is empty: nobody gets in."));
    else
        say(state.isChanged() ? tr("Changed; Apply writes it.") : QString());
    showEntry();
}

void AccessEditor::say(const QString &text, bool isFault)
{
    m_note->setText(text);
    m_note->setPalette(isFault ? statePalette(m_box->palette(), Severity::Fault)
                               : mutedPalette(m_box->palette()));
    m_note->setVisible(!text.isEmpty());
}

int AccessEditor::row() const
{
    return m_list->indexOfTopLevelItem(m_list->currentItem());
}

void AccessEditor::showEntry()
{
    if (m_filling)
        return;
    const int index = row();
    const QList<models::AccessEntry> &entries = here().wanted.entries;
    const bool some = index >= 0 && index < int(entries.size());
    m_panel->setVisible(some);
    if (some)
        m_panel->setEntry(entries.at(index), !m_place.isEmpty());
    update();
}

void AccessEditor::update()
{
    const State &state = here();
    const bool mayEdit = !isReadOnly() && state.known;
    const int index = row();
    const bool own =
        index >= 0 && index < int(state.wanted.entries.size()) && !state.wanted.entries.at(index).inherited;
    m_add->setEnabled(mayEdit);
    m_wellKnown->setEnabled(mayEdit);
    m_remove->setEnabled(mayEdit && own);
    m_restore->setEnabled(mayEdit);
    m_inherits->setEnabled(mayEdit);
    m_panel->setReadOnly(!mayEdit || !own);
    m_backUp->setEnabled(state.known);
}

void AccessEditor::showReadOnly(bool readOnly)
{
    for (QWidget *widget : {static_cast<QWidget *>(m_add), static_cast<QWidget *>(m_wellKnown),
                            static_cast<QWidget *>(m_remove), static_cast<QWidget *>(m_restore)})
        widget->setVisible(!readOnly);
    update();
}

// ---- what the person makes of it ------------------------------------------------------------------------

bool AccessEditor::isChanged() const
{
    return std::any_of(m_states.begin(), m_states.end(),
                       [](const State &state) { return state.isChanged(); });
}

QList<Error> AccessEditor::verify() const
{
    QList<Error> errors;
    for (auto it = m_states.begin(); it != m_states.end(); ++it) {
        for (const models::AccessEntry &entry : it->wanted.entries) {
            if (!entry.onFolder && !entry.onSubfolders && !entry.onFiles)
                errors << fault(
                    tr("%1: the entry of %2 applies to nothing.").arg(nameOf(it.key()), entry.account()),
                    tr("Mark a folder or files for it, or remove it."));
        }
    }
    return errors;
}

QList<Part> AccessEditor::parts() const
{
    // The share's own list comes last: a narrower one would keep us from writing those of its folders.
    QList<Part> all;
    for (auto it = m_states.end(); it != m_states.begin();) {
        const State &state = *--it;
        if (!state.isChanged())
            continue;
        QJsonObject body;
        if (!state.restored.isEmpty())
            body.insert(u"sddl"_s, state.restored);
        if (state.edited) {
            QJsonArray entries;
            for (const models::AccessEntry &entry : state.wanted.entries)
                entries << entry.toJson();
            body.insert(u"entries"_s, entries);
            if (state.wanted.blocked != state.read.blocked)
                body.insert(u"blocked"_s, state.wanted.blocked);
        }
        all << Part{.sub = name(),
                    .subId = {},
                    .query = queryOf(it.key()),
                    .body = body,
                    .before = {{u"sddl"_s, state.read.sddl}},
                    .etag = state.etag,
                    .field = name(),
                    .words = tr("%1: access changed").arg(nameOf(it.key()))};
    }
    return all;
}

void AccessEditor::change(const std::function<void(models::AccessList &)> &how)
{
    State &state = here();
    if (!state.known || isReadOnly())
        return;
    how(state.wanted);
    state.edited = true;
    showPlace();
    emitEdited();
}

void AccessEditor::takeEntry()
{
    const int index = row();
    change([this, index](models::AccessList &list) {
        if (index >= 0 && index < int(list.entries.size()))
            list.entries[index] = m_panel->entry();
    });
}

void AccessEditor::addFromDirectory()
{
    PickerRequest request;
    request.title = tr("Who may do something here?");
    request.resources = {u"identity/groups"_s, u"identity/users"_s, u"identity/workstations"_s};
    openPicker(context(), m_box, request, [this](const QList<wire::Record> &chosen) {
        for (const wire::Record &record : chosen)
            addEntry(record.text("objectSid"), record.text("sAMAccountName"));
    });
}

void AccessEditor::addEntry(const QString &sid, const QString &name)
{
    if (sid.isEmpty())
        return;
    change([&](models::AccessList &list) {
        list.absent = false;
        const bool folder = !m_place.isEmpty();
        list.entries << models::AccessEntry{.sid = sid,
                                            .name = name,
                                            .denies = false,
                                            .mask = models::readAccess,
                                            .onFolder = true,
                                            .onSubfolders = folder,
                                            .onFiles = folder};
    });
    m_list->setCurrentItem(m_list->topLevelItem(m_list->topLevelItemCount() - 1));
}

void AccessEditor::removeSelected()
{
    const int index = row();
    change([index](models::AccessList &list) {
        if (index >= 0 && index < int(list.entries.size()))
            list.entries.removeAt(index);
    });
}

void AccessEditor::setInherits(bool inherits)
{
    if (m_filling)
        return;
    change([inherits](models::AccessList &list) {
        list.blocked = !inherits;
        for (models::AccessEntry &entry : list.entries)
            entry.inherited = entry.inherited && inherits;
    });
}

void AccessEditor::browse()
{
    FolderRequest request;
    request.title = tr("Folders of %1").arg(object().text("name"));
    request.roots << FolderRoot{.label = object().text("name"),
                                .resource = models::resourceOf(object()),
                                .id = models::idOf(object()),
                                .prefix = {}};
    openFolderDialog(context(), m_box, request, [this](const QString &path) {
        int index = m_places->findData(path);
        if (index < 0) {
            m_places->addItem(tr("Folder %1").arg(path), path);
            index = m_places->count() - 1;
        }
        m_places->setCurrentIndex(index);
    });
}

void AccessEditor::askEffective()
{
    PickerRequest request;
    request.title = tr("Whose access?");
    request.resources = {u"identity/users"_s};
    request.multiple = false;
    openPicker(context(), m_box, request, [this](const QList<wire::Record> &chosen) {
        if (!chosen.isEmpty())
            openEffectiveAccess(context(), m_box, object(), m_place.isEmpty() ? u"/"_s : m_place,
                                chosen.constFirst());
    });
}

// ---- backup ---------------------------------------------------------------------------------------------

void AccessEditor::backUp()
{
    const QString sddl = here().read.sddl;
    const QString suggestion =
        QString(nameOf(m_place)).replace(u'/', u'_') + (m_place.isEmpty() ? u"-share.sddl"_s : u".sddl"_s);
    context().dialogs().saveFile(
        m_box, tr("Back up the list"), suggestion, tr("Security descriptors (*.sddl)"),
        [this, sddl](const QString &file) {
            if (file.isEmpty())
                return;
            const QByteArray text = sddl.toUtf8() + '\n';
            QSaveFile out(file);
            if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size() || !out.commit())
                return say(tr("%1 could not be written: %2").arg(file, out.errorString()), true);
            context().say(Severity::Done, tr("The list is in %1").arg(file));
        });
}

void AccessEditor::restore()
{
    const QString place = m_place;
    context().dialogs().openFile(
        m_box, tr("Restore a list"), tr("Security descriptors (*.sddl)"), [this, place](const QString &file) {
            if (file.isEmpty())
                return;
            QFile in(file);
            if (!in.open(QIODevice::ReadOnly))
                return say(tr("%1 could not be read: %2").arg(file, in.errorString()), true);
            if (in.size() > largestBackup)
                return say(tr("%1 is no security descriptor.").arg(file), true);
            const QString sddl = QString::fromUtf8(in.readAll()).trimmed();
            QUrlQuery query = queryOf(place);
            wire::addQuery(query, u"dry-run"_s, u"1"_s);
            // The service reads it and says what would change; nothing is written before Apply.
            context().source().send(
                "PUT", wire::restPath(models::resourceOf(object()), models::idOf(object()), name()), query,
                QJsonObject{{u"sddl"_s, sddl}}, this,
                [this, place, sddl](const Result<data::Answer> &answer) {
                    if (!answer)
                        return say(answer.error().toString(), true);
                    takeRestored(place, sddl, answer->json()[u"changes"][0]);
                },
                m_states[place].etag);
        });
}

void AccessEditor::takeRestored(const QString &place, const QString &sddl, const QJsonValue &change)
{
    State &state = m_states[place];
    state.wanted = state.read;
    for (const QJsonValue gone : change[u"removed"].toArray())
        state.wanted.entries.removeOne(models::AccessEntry::fromJson(gone.toObject()));
    for (const QJsonValue come : change[u"added"].toArray())
        state.wanted.entries << models::AccessEntry::fromJson(come.toObject());
    state.wanted.absent = false;
    const bool changes = !change[u"attributes"].toArray().isEmpty();
    state.restored = changes ? sddl : QString();
    state.edited = false;
    if (place == m_place)
        showPlace();
    if (!changes)
        say(tr("The backup says what the list says already."));
    emitEdited();
}

} // namespace smc::render
