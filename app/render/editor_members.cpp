// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_members.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/picker.h"
#include "shared/wire/paths.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrlQuery>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

enum MembershipColumn { NameColumn, AccountColumn, PlaceColumn };
enum MembershipRole { DnRole = Qt::UserRole, FixedRole };
constexpr int membersPerPage = 500;

} // namespace

MembershipEditor::MembershipEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_list(new QTreeWidget)
    , m_add(new QPushButton(tr("Add…")))
    , m_remove(new QPushButton(tr("Remove")))
    , m_more(new QPushButton(tr("Show more")))
    , m_note(new QLabel)
{
    dress(m_list);
    dress(m_add, u"_add"_s);
    dress(m_remove, u"_remove"_s);
    dress(m_more, u"_more"_s);
    dress(m_note, u"_note"_s);
    m_list->setHeaderLabels({tr("Name"), tr("Account"), tr("Folder")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(NameColumn, Qt::AscendingOrder);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->header()->resizeSection(NameColumn, 220);
    m_list->header()->resizeSection(AccountColumn, 150);
    for (auto *button : {m_add, m_remove, m_more})
        button->setAutoDefault(false);
    m_more->hide();
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    buttons->addWidget(m_note);
    buttons->addWidget(m_more);
    auto *layout = new QVBoxLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    connect(m_add, &QPushButton::clicked, this, &MembershipEditor::choose);
    connect(m_remove, &QPushButton::clicked, this, &MembershipEditor::remove);
    connect(m_more, &QPushButton::clicked, this, [this] { showMore(); });
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &MembershipEditor::update);
    connect(m_list, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        this->context().openProperties(this->field().from.contains(u',') ? u"identity/objects"_s
                                                                         : this->field().from,
                                       item->data(0, DnRole).toString());
    });
    update();
}

QWidget *MembershipEditor::widget()
{
    return m_box;
}

QWidget *MembershipEditor::focusTarget()
{
    return m_list;
}

QStringList MembershipEditor::values() const
{
    QStringList all;
    for (const auto &dn : loaded()) {
        if (!m_removed.contains(dn, Qt::CaseInsensitive))
            all << dn;
    }
    return all + m_added;
}

bool MembershipEditor::isChanged() const
{
    return !m_added.isEmpty() || !m_removed.isEmpty();
}

QString MembershipEditor::describe(const QStringList &values) const
{
    QStringList names;
    for (const auto &dn : values)
        names << models::nameOfDn(dn);
    return Editor::describe(names);
}

void MembershipEditor::rebase(const wire::Record &object)
{
    const QStringList added = m_added;
    const QStringList removed = m_removed;
    load(object);
    // What is done is no longer to be done; a list that was not sent says nothing.
    const QStringList now = loaded();
    const auto isThere = [&now](const QString &dn) { return now.contains(dn, Qt::CaseInsensitive); };
    for (const auto &dn : added) {
        if (!isThere(dn))
            m_added << dn;
    }
    for (const auto &dn : removed) {
        if (now.isEmpty() || isThere(dn))
            m_removed << dn;
    }
    for (const auto &dn : std::as_const(m_added)) {
        if (!find(dn))
            addEntry({dn, m_names.value(dn), {}, {}});
    }
}

void MembershipEditor::apply(wire::Record &changes) const
{
    // A new object joins its groups within the POST; one that exists by steps of their own.
    if (!isCreating() || m_added.isEmpty())
        return;
    QByteArrayList bytes;
    for (const auto &dn : m_added)
        bytes << dn.toUtf8();
    changes.set(name().toUtf8(), bytes);
}

QList<Step> MembershipEditor::steps() const
{
    QList<Step> all;
    if (isCreating())
        return all;
    for (const auto &dn : m_removed)
        all << membership(dn, false);
    for (const auto &dn : m_added)
        all << membership(dn, true);
    return all;
}

void MembershipEditor::showReadOnly(bool readOnly)
{
    m_add->setVisible(!readOnly);
    m_remove->setVisible(!readOnly);
}

void MembershipEditor::clearEntries()
{
    m_list->clear();
    m_added.clear();
    m_removed.clear();
    update();
}

void MembershipEditor::addEntry(const Entry &entry)
{
    auto *item = new QTreeWidgetItem;
    item->setText(NameColumn, entry.name.isEmpty() ? models::nameOfDn(entry.dn) : entry.name);
    item->setText(AccountColumn, entry.note.isEmpty() ? entry.account : entry.note);
    item->setText(PlaceColumn, models::placeOfDn(models::parentOfDn(entry.dn)));
    item->setToolTip(NameColumn, entry.dn);
    item->setSizeHint(NameColumn, QSize(0, m_list->fontMetrics().height() + 8));
    item->setData(0, DnRole, entry.dn);
    item->setData(0, FixedRole, !entry.note.isEmpty());
    m_list->addTopLevelItem(item);
    paint(item);
}

void MembershipEditor::setNote(const QString &text, bool more)
{
    m_note->setText(text);
    m_more->setVisible(more);
}

QTreeWidgetItem *MembershipEditor::find(const QString &dn) const
{
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        auto *item = m_list->topLevelItem(row);
        if (item->data(0, DnRole).toString().compare(dn, Qt::CaseInsensitive) == 0)
            return item;
    }
    return nullptr;
}

void MembershipEditor::choose()
{
    PickerRequest request;
    request.title = tr("Add to: %1").arg(field().label.shown());
    request.resources = field().from.split(u',', Qt::SkipEmptyParts);
    openPicker(context(), m_box, request, [this](const QList<wire::Record> &chosen) {
        for (const auto &record : chosen) {
            const QString dn = models::dnOf(record);
            if (m_removed.removeIf(
                    [&](const QString &gone) { return gone.compare(dn, Qt::CaseInsensitive) == 0; }) > 0) {
                if (auto *item = find(dn))
                    paint(item);
            } else if (!find(dn)) {
                m_added << dn;
                m_names.insert(dn, models::nameOf(record));
                addEntry({dn, models::nameOf(record), record.text("sAMAccountName"), {}});
            }
        }
        update();
        emitEdited();
    });
}

void MembershipEditor::remove()
{
    const auto selected = m_list->selectedItems();
    for (auto *item : selected) {
        const QString dn = item->data(0, DnRole).toString();
        if (item->data(0, FixedRole).toBool())
            continue;
        if (m_added.removeAll(dn) > 0) {
            delete item;
        } else if (!m_removed.contains(dn)) {
            m_removed << dn;
            paint(item);
        }
    }
    update();
    emitEdited();
}

void MembershipEditor::update()
{
    const auto selected = m_list->selectedItems();
    m_remove->setEnabled(std::any_of(selected.begin(), selected.end(),
                                     [](auto *item) { return !item->data(0, FixedRole).toBool(); }));
}

void MembershipEditor::paint(QTreeWidgetItem *item) const
{
    // Not by colour alone: what comes is bold and has a plus, what goes is struck out and has a minus.
    const QString dn = item->data(0, DnRole).toString();
    const bool added = m_added.contains(dn);
    const bool removed = m_removed.contains(dn);
    QFont font = m_list->font();
    font.setBold(added);
    font.setStrikeOut(removed);
    for (int column = 0; column < m_list->columnCount(); ++column)
        item->setFont(column, font);
    QString text = item->text(NameColumn);
    while (text.startsWith("+ "_L1) || text.startsWith("− "_L1))
        text = text.mid(2);
    item->setText(NameColumn, added ? u"+ "_s + text : removed ? u"− "_s + text : text);
}

void MembersEditor::show(const QStringList &)
{
    clearEntries();
    setNote({});
    m_cursor.clear();
    m_shown = 0;
    ++m_generation;
    if (!object().attributes.isEmpty())
        fetch();
}

void MembersEditor::fetch()
{
    QUrlQuery query;
    wire::addQuery(query, u"fields"_s, u"name,sAMAccountName,distinguishedName,objectGUID,objectClass"_s);
    wire::addQuery(query, u"limit"_s, QString::number(membersPerPage));
    // What is added and removed here starts from what is true now.
    wire::addQuery(query, u"fresh"_s, u"1"_s);
    if (!m_cursor.isEmpty())
        wire::addQuery(query, u"cursor"_s, m_cursor);
    setNote(tr("Reading the members…"));
    const quint64 generation = m_generation;
    context().source().get(
        wire::restPath(u"identity/groups"_s, models::idOf(object()), u"members"_s), query, this,
        [this, generation](const Result<data::Answer> &answer) {
            if (generation != m_generation)
                return;
            if (!answer)
                return setNote(tr("The members could not be read: %1").arg(answer.error().message));
            const auto list = models::listFromJson(answer->json());
            for (const auto &record : list.items)
                addEntry({models::dnOf(record), models::nameOf(record), record.text("sAMAccountName"), {}});
            m_shown += list.items.size();
            m_cursor = list.next;
            if (m_cursor.isEmpty())
                setNote(m_shown == 0 ? tr("No members yet. Add… puts the first one in.")
                                     : tr("%n member(s)", nullptr, int(m_shown)));
            else
                setNote(tr("%1 of %2 members").arg(m_shown).arg(list.total), true);
        });
}

void MembersEditor::showMore()
{
    fetch();
}

Step MembersEditor::membership(const QString &dn, bool joins) const
{
    const QString words = joins ? tr("%1 added to %2") : tr("%1 removed from %2");
    return {joins, models::idOf(object()), dn, name(),
            words.arg(models::nameOfDn(dn), models::nameOf(object()))};
}

void MembersOfEditor::show(const QStringList &values)
{
    clearEntries();
    for (const auto &dn : values)
        addEntry({dn, {}, {}, {}});
    setNote(values.isEmpty() ? tr("No groups besides the primary one.")
                             : tr("%n group(s)", nullptr, int(values.size())));
    const quint64 generation = ++m_generation;
    const QString sid = object().text("objectSid");
    const QString rid = object().text("primaryGroupID");
    if (sid.isEmpty() || rid.isEmpty())
        return;
    QUrlQuery query;
    wire::addQuery(query, u"filter"_s, u"(objectSid=%1-%2)"_s.arg(sid.section(u'-', 0, -2), rid));
    wire::addQuery(query, u"fields"_s, u"name,distinguishedName"_s);
    // By SID the directory searches, the cache does not.
    wire::addQuery(query, u"fresh"_s, u"1"_s);
    context().source().get(
        wire::restPath(u"identity/groups"_s), query, this,
        [this, generation](const Result<data::Answer> &answer) {
            if (generation != m_generation || !answer)
                return; // the list is right without it
            for (const auto &record : models::listFromJson(answer->json()).items)
                addEntry({models::dnOf(record), models::nameOf(record), {}, tr("primary group")});
        });
}

Step MembersOfEditor::membership(const QString &dn, bool joins) const
{
    const QString words = joins ? tr("%1 added to %2") : tr("%1 removed from %2");
    return {joins, dn, models::idOf(object()), name(),
            words.arg(models::nameOf(object()), models::nameOfDn(dn))};
}

} // namespace smc::render
