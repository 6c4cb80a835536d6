// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/picker_dialog.h"

#include "app/models/format.h"
#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"
#include "shared/wire/paths.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrlQuery>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace smc::render {

namespace {

constexpr auto pickerPause = 200ms;
constexpr int pickerPage = 50;

/// A word of the simple filter (docs/rest.md), quoted: ":" and blanks in a name are no syntax.
QString quotedWord(QString text)
{
    return u'"' + text.remove(u'"') + u'"';
}

QString kindWords(const QString &resource)
{
    if (resource == "identity/users"_L1)
        return PickerDialog::tr("Users");
    if (resource == "identity/groups"_L1)
        return PickerDialog::tr("Groups");
    if (resource == "identity/workstations"_L1)
        return PickerDialog::tr("Workstations");
    if (resource == "identity/ous"_L1)
        return PickerDialog::tr("Organisational units");
    return PickerDialog::tr("Objects");
}

QString kindLdap(const QString &resource)
{
    if (resource == "identity/users"_L1)
        return u"(&(objectClass=user)(!(objectClass=computer)))"_s;
    if (resource == "identity/groups"_L1)
        return u"(objectClass=group)"_s;
    if (resource == "identity/workstations"_L1)
        return u"(objectClass=computer)"_s;
    if (resource == "identity/ous"_L1)
        return u"(objectClass=organizationalUnit)"_s;
    return {};
}

} // namespace

void openPicker(Context &context, QWidget *parent, const PickerRequest &request,
                std::function<void(QList<wire::Record>)> then)
{
    auto *picker = new PickerDialog(context, request, parent ? parent->window() : context.window());
    picker->setAttribute(Qt::WA_DeleteOnClose);
    // The one who asked may be gone before the answer: its window alone is no promise.
    QObject::connect(picker, &QDialog::accepted, parent ? static_cast<QObject *>(parent) : &context,
                     [picker, then = std::move(then)] { then(picker->chosen()); });
    picker->open();
}

PickerDialog::PickerDialog(Context &context, PickerRequest request, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_request(std::move(request))
    , m_kinds(new QComboBox)
    , m_edit(new QLineEdit)
    , m_check(new QPushButton(tr("&Check Names")))
    , m_results(new QTreeWidget)
    , m_note(new QLabel)
    , m_add(new QPushButton(tr("&Add"), this))
    , m_remove(new QPushButton(tr("&Remove"), this))
{
    setObjectName(u"picker"_s);
    setWindowTitle(m_request.title.isEmpty() ? tr("Select objects") : m_request.title);
    resize(640, m_request.multiple ? 560 : 420);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setSpacing(8);

    m_kinds->setObjectName(u"picker_kinds"_s);
    m_kinds->setAccessibleName(tr("Kind of object"));
    if (m_request.resources.isEmpty())
        m_request.resources << u"identity/objects"_s;
    if (m_request.resources.size() > 1) {
        QStringList words;
        for (const auto &one : m_request.resources)
            words << kindWords(one);
        m_kinds->addItem(words.join(u", "_s), QString());
    }
    for (const auto &one : m_request.resources)
        m_kinds->addItem(kindWords(one), one);
    m_kinds->setVisible(m_request.resources.size() > 1);
    m_edit->setObjectName(u"picker_edit"_s);
    m_edit->setAccessibleName(tr("Name to search for"));
    m_edit->setPlaceholderText(m_request.multiple ? tr("Name, account or mail; several apart by ;")
                                                  : tr("Name, account or mail"));
    m_edit->setClearButtonEnabled(true);
    m_check->setObjectName(u"picker_check"_s);
    m_check->setToolTip(tr("Finds the object for each name that stands above"));
    const auto prepare = [](QTreeWidget *list, const QString &name) {
        list->setObjectName(name);
        list->setHeaderLabels({tr("Name"), tr("Account"), tr("Folder")});
        list->setRootIsDecorated(false);
        list->setUniformRowHeights(true);
        list->setAlternatingRowColors(true);
        list->header()->resizeSection(0, 220);
        list->header()->resizeSection(1, 150);
    };
    prepare(m_results, u"picker_results"_s);
    m_results->setAccessibleName(tr("What was found"));
    m_results->setSelectionMode(m_request.multiple ? QAbstractItemView::ExtendedSelection
                                                   : QAbstractItemView::SingleSelection);
    m_note->setObjectName(u"picker_note"_s);
    m_note->setWordWrap(true);
    m_note->setPalette(mutedPalette(palette()));
    const QString where = m_request.base.isEmpty() ? models::domainOfDn(m_context.person().baseDn())
                                                   : models::placeOfDn(m_request.base);
    auto *place = new QLabel(tr("Searched in: %1").arg(where));
    place->setPalette(mutedPalette(palette()));

    grid->addWidget(place, 0, 0);
    grid->addWidget(m_kinds, 0, 1);
    grid->addWidget(m_edit, 1, 0);
    grid->addWidget(m_check, 1, 1);
    grid->addWidget(m_results, 2, 0, 1, 2);
    grid->addWidget(m_note, 3, 0, 1, 2);
    grid->setRowStretch(2, 3);
    grid->setColumnStretch(0, 1);
    int row = 4;
    m_add->setObjectName(u"picker_add"_s);
    m_remove->setObjectName(u"picker_remove"_s);
    for (auto *ofSeveral : {m_add, m_remove})
        ofSeveral->setVisible(m_request.multiple);
    if (m_request.multiple) {
        m_list = new QTreeWidget;
        prepare(m_list, u"picker_chosen"_s);
        m_list->setAccessibleName(tr("Chosen"));
        m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
        auto *line = new QHBoxLayout;
        line->addWidget(new QLabel(tr("Chosen:")));
        line->addStretch();
        line->addWidget(m_add);
        line->addWidget(m_remove);
        grid->addLayout(line, row++, 0, 1, 2);
        grid->addWidget(m_list, row, 0, 1, 2);
        grid->setRowStretch(row++, 2);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setObjectName(u"picker_ok"_s);
    grid->addWidget(buttons, row, 0, 1, 2);

    m_timer.setSingleShot(true);
    m_timer.setInterval(pickerPause);
    connect(&m_timer, &QTimer::timeout, this, &PickerDialog::search);
    connect(m_edit, &QLineEdit::textChanged, this, &PickerDialog::searchSoon);
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &PickerDialog::searchSoon);
    connect(m_check, &QPushButton::clicked, this, &PickerDialog::checkNames);
    connect(m_results, &QTreeWidget::itemSelectionChanged, this, &PickerDialog::refresh);
    connect(m_results, &QTreeWidget::itemActivated, this, [this] {
        addSelected();
        if (!m_request.multiple)
            accept();
    });
    connect(m_add, &QPushButton::clicked, this, &PickerDialog::addSelected);
    connect(m_remove, &QPushButton::clicked, this, &PickerDialog::removeChosen);
    if (m_list)
        connect(m_list, &QTreeWidget::itemSelectionChanged, this, &PickerDialog::refresh);
    connect(buttons, &QDialogButtonBox::accepted, this, &PickerDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (auto *button : {m_check, m_add, m_remove})
        button->setAutoDefault(false);
    m_ok->setDefault(true);
    m_edit->setFocus();
    m_note->setText(tr("Type the beginning of a name."));
    refresh();
}

QString PickerDialog::resource() const
{
    const QString one = m_kinds->currentData().toString();
    return one.isEmpty() ? u"identity/objects"_s : one;
}

QString PickerDialog::kindFilter() const
{
    if (!m_kinds->currentData().toString().isEmpty())
        return {};
    QString all;
    for (const auto &one : m_request.resources)
        all += kindLdap(one);
    return u"(|"_s + all + u')';
}

QUrlQuery PickerDialog::queryFor(const QString &filter, bool fresh) const
{
    QUrlQuery query;
    if (fresh)
        wire::addQuery(query, u"fresh"_s, u"1"_s);
    wire::addQuery(query, u"filter"_s, filter);
    wire::addQuery(
        query, u"fields"_s,
        u"name,sAMAccountName,displayName,mail,distinguishedName,objectGUID,objectSid,objectClass,userAccountControl"_s);
    wire::addQuery(query, u"limit"_s, QString::number(pickerPage));
    if (!m_request.base.isEmpty())
        wire::addQuery(query, u"base"_s, m_request.base);
    return query;
}

void PickerDialog::searchSoon()
{
    if (m_edit->text().trimmed().isEmpty()) {
        m_timer.stop();
        m_found.clear();
        m_results->clear();
        m_note->setText(tr("Type the beginning of a name."));
        refresh();
        return;
    }
    m_timer.start();
    refresh();
}

void PickerDialog::search()
{
    if (m_call)
        m_call->cancel();
    // Of several names the one being typed is searched for; Check Names takes all.
    const QString wanted = m_edit->text().section(u';', -1).trimmed();
    if (wanted.isEmpty())
        return;
    QString filter = quotedWord(wanted);
    if (const QString kinds = kindFilter(); !kinds.isEmpty()) {
        const QString value = models::filterValue(wanted);
        filter =
            u"(&%1(|(name=%2*)(sAMAccountName=%2*)(sn=%2*)(givenName=%2*)(displayName=%2*)(mail=%2*)))"_s.arg(
                kinds, value);
    }
    m_note->setText(tr("Searching…"));
    m_call =
        m_context.source().get(wire::restPath(resource()), queryFor(filter, false), this,
                               [this](const Result<data::Answer> &answer) {
                                   if (answer)
                                       return found(models::listFromJson(answer->json()));
                                   m_note->setText(tr("The search failed: %1").arg(answer.error().message));
                               });
}

void PickerDialog::found(const wire::RecordList &list)
{
    m_found = list.items;
    m_results->clear();
    for (qsizetype i = 0; i < m_found.size(); ++i)
        addRow(m_results, m_found.at(i), i);
    if (m_found.isEmpty())
        m_note->setText(
            tr("Nothing found. The search looks at the beginning of names, accounts and mail addresses."));
    else if (!list.next.isEmpty())
        m_note->setText(
            list.total > m_found.size()
                ? tr("The first %1 of %2. Type more to narrow it down.").arg(m_found.size()).arg(list.total)
                : tr("The first %1; there are more. Type more to narrow it down.").arg(m_found.size()));
    else
        m_note->setText(tr("%n found", nullptr, int(m_found.size())));
    if (m_results->topLevelItemCount() > 0)
        m_results->setCurrentItem(m_results->topLevelItem(0), 0,
                                  m_found.size() == 1 ? QItemSelectionModel::ClearAndSelect
                                                      : QItemSelectionModel::NoUpdate);
    refresh();
}

void PickerDialog::addRow(QTreeWidget *list, const wire::Record &record, const QVariant &at)
{
    auto *item = new QTreeWidgetItem(list);
    const auto state = models::accountState(record);
    item->setText(0, state.isPlain() ? models::nameOf(record)
                                     : models::nameOf(record) + u" ("_s + state.text() + u')');
    item->setText(1, record.text("sAMAccountName"));
    item->setText(2, models::placeOfDn(models::parentOfDn(models::dnOf(record))));
    item->setToolTip(0, models::dnOf(record));
    item->setData(0, Qt::UserRole, at);
    item->setSizeHint(0, QSize(0, fontMetrics().height() + 8));
}

wire::Record PickerDialog::recordOf(const QTreeWidgetItem *item) const
{
    return m_found.value(item->data(0, Qt::UserRole).toLongLong());
}

void PickerDialog::addSelected()
{
    const auto selected = m_results->selectedItems();
    for (const auto *item : selected)
        addChosen(recordOf(item));
    showChosen();
}

void PickerDialog::addChosen(const wire::Record &record)
{
    if (!m_request.multiple)
        m_chosen.clear();
    const QString dn = models::dnOf(record);
    const bool there = std::any_of(m_chosen.begin(), m_chosen.end(), [&](const wire::Record &one) {
        return models::dnOf(one).compare(dn, Qt::CaseInsensitive) == 0;
    });
    if (!there && !dn.isEmpty())
        m_chosen << record;
}

void PickerDialog::removeChosen()
{
    const auto selected = m_list->selectedItems();
    for (const auto *item : selected) {
        const QString dn = item->toolTip(0);
        m_chosen.removeIf([&](const wire::Record &one) { return models::dnOf(one) == dn; });
    }
    showChosen();
}

void PickerDialog::showChosen()
{
    if (m_list) {
        m_list->clear();
        for (const auto &record : m_chosen)
            addRow(m_list, record, {});
    }
    refresh();
}

void PickerDialog::refresh()
{
    const bool selected = !m_results->selectedItems().isEmpty();
    m_add->setEnabled(selected);
    m_remove->setEnabled(m_list && !m_list->selectedItems().isEmpty());
    m_check->setEnabled(!m_edit->text().trimmed().isEmpty() && m_open == 0);
    m_ok->setEnabled(m_open == 0 && (!m_chosen.isEmpty() || selected || !m_edit->text().trimmed().isEmpty()));
}

void PickerDialog::checkNames()
{
    m_timer.stop();
    if (m_call)
        m_call->cancel();
    m_resolving.clear();
    const auto names = m_edit->text().split(u';', Qt::SkipEmptyParts);
    for (const auto &name : names) {
        if (!name.trimmed().isEmpty())
            m_resolving << Resolving{name.trimmed(), {}, 0, false};
    }
    m_open = int(m_resolving.size());
    refresh();
    for (qsizetype i = 0; i < m_resolving.size(); ++i) {
        const QString value = models::filterValue(m_resolving.at(i).name);
        QString kinds = kindFilter();
        if (kinds.isEmpty())
            kinds = u"(objectClass=*)"_s;
        // Of a name that was typed in full the directory's word counts; the search while one types may be
        // served by the cache. Exactly this account or name first; only when there is none, what begins so.
        const QString exact =
            u"(&%1(|(sAMAccountName=%2)(name=%2)(displayName=%2)(mail=%2)(userPrincipalName=%2)))"_s.arg(
                kinds, value);
        const QString begins =
            u"(&%1(|(sAMAccountName=%2*)(name=%2*)(displayName=%2*)(sn=%2*)))"_s.arg(kinds, value);
        const auto keep = [this, i](const Result<data::Answer> &answer) {
            auto &one = m_resolving[i];
            one.failed = !answer;
            if (answer) {
                const auto list = models::listFromJson(answer->json());
                one.found = list.items;
                one.total = std::max<qint64>(list.total, list.items.size());
            }
            if (--m_open == 0)
                resolved();
        };
        m_context.source().get(wire::restPath(resource()), queryFor(exact, true), this,
                               [this, keep, begins](const Result<data::Answer> &answer) {
                                   if (answer && models::listFromJson(answer->json()).items.isEmpty())
                                       m_context.source().get(wire::restPath(resource()),
                                                              queryFor(begins, true), this, keep);
                                   else
                                       keep(answer);
                               });
    }
}

void PickerDialog::resolved()
{
    QStringList left;
    QStringList words;
    QList<wire::Record> candidates;
    for (const auto &one : m_resolving) {
        if (one.found.size() == 1) {
            addChosen(one.found.first());
            continue;
        }
        left << one.name;
        if (one.failed) {
            words << tr("“%1” could not be looked up.").arg(one.name);
        } else if (one.found.isEmpty()) {
            words << tr("Nobody is called “%1”.").arg(one.name);
        } else {
            words << tr("“%1” fits %n object(s); choose one above.", nullptr, int(one.total)).arg(one.name);
            candidates << one.found;
        }
    }
    // What was found leaves the line, what is to be decided stays in it.
    const QSignalBlocker blocker(m_edit);
    m_edit->setText(left.join(u"; "_s));
    m_found = candidates;
    m_results->clear();
    for (qsizetype i = 0; i < m_found.size(); ++i)
        addRow(m_results, m_found.at(i), i);
    m_note->setText(words.isEmpty() ? tr("Every name was found.") : words.join(u'\n'));
    showChosen();
    const bool goOn = std::exchange(m_acceptWhenResolved, false);
    if (goOn && left.isEmpty() && !m_chosen.isEmpty())
        QDialog::accept();
}

void PickerDialog::accept()
{
    if (m_open > 0)
        return;
    addSelected();
    if (!m_edit->text().trimmed().isEmpty() && m_results->selectedItems().isEmpty()) {
        // A name that was typed and not chosen yet is meant, too.
        m_acceptWhenResolved = true;
        return checkNames();
    }
    if (!m_chosen.isEmpty())
        QDialog::accept();
}

} // namespace smc::render
