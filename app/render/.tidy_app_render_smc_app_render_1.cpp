// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_date.h"

#include "app/models/format.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

constexpr qint64 ticksPerMillisecond = 10000;
constexpr qint64 unixEpochInMilliseconds = 11644473600000; // from 1601

} // namespace

QString fileTime(const QDateTime &time)
{
    return QString::number((time.toMSecsSinceEpoch() + unixEpochInMilliseconds) * ticksPerMillisecond);
}

DateEditor::DateEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_never(new QCheckBox(zeroWord()))
    , m_edit(new QDateTimeEdit)
{
    dress(m_edit);
    dress(m_never, u"_never"_s);
    m_never->setAccessibleName(field.label.shown() + u": "_s + zeroWord());
    m_edit->setCalendarPopup(true);
    m_edit->setTimeSpec(Qt::LocalTime);
    m_edit->setDisplayFormat(
        QLocale().dateFormat(QLocale::ShortFormat).replace("yyyy"_L1, "yy"_L1).replace("yy"_L1, "yyyy"_L1) +
        u' ' + QLocale().timeFormat(QLocale::ShortFormat));
    auto *layout = new QHBoxLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_never);
    layout->addWidget(m_edit);
    layout->addStretch();
    connect(m_never, &QCheckBox::toggled, this, [this](bool never) {
        m_edit->setEnabled(!never && !isReadOnly());
        emitEdited();
    });
    connect(m_edit, &QDateTimeEdit::dateTimeChanged, this, &DateEditor::emitEdited);
}

QWidget *DateEditor::widget()
{
    return m_box;
}

QWidget *DateEditor::focusTarget()
{
    return m_never->isChecked() ? static_cast<QWidget *>(m_never) : m_edit;
}

QString DateEditor::zeroWord() const
{
    return field().zero.isEmpty() || field().zero == "never"_L1 ? tr("never") : field().zero;
}

QStringList DateEditor::values() const
{
    const QDateTime before = models::directoryTime(loaded().value(0).toLatin1()).value_or(QDateTime());
    if (m_never->isChecked()) {
        if (!before.isValid())
            return loaded(); // both ways to say never stay as they are
        return {u"0"_s};
    }
    // The control knows minutes; what it shows of the value loaded is no change.
    if (before.isValid()) {
        const QDateTime local = before.toLocalTime();
        const QDateTime shown = m_edit->dateTime();
        if (local.date() == shown.date() && local.time().hour() == shown.time().hour() &&
            local.time().minute() == shown.time().minute())
            return loaded();
    }
    return {fileTime(m_edit->dateTime())};
}

QString DateEditor::describe(const QStringList &values) const
{
    const auto time = models::directoryTime(values.value(0).toLatin1());
    return time ? QLocale().toString(time->toLocalTime(), QLocale::ShortFormat) : zeroWord();
}

QList<Error> DateEditor::verify() const
{
    auto errors = Editor::verify();
    if (!m_never->isChecked() && !m_edit->dateTime().isValid())
        errors << fault(tr("This is no date."));
    return errors;
}

void DateEditor::show(const QStringList &values)
{
    const QDateTime time = models::directoryTime(values.value(0).toLatin1()).value_or(QDateTime());
    m_never->setChecked(!time.isValid());
    m_edit->setDateTime(time.isValid() ? time.toLocalTime()
                                       : QDateTime(QDate::currentDate().addMonths(1), QTime(0, 0)));
    m_edit->setEnabled(time.isValid() && !isReadOnly());
}

void DateEditor::showReadOnly(bool readOnly)
{
    m_never->setEnabled(!readOnly);
    m_edit->setEnabled(!readOnly && !m_never->isChecked());
}

} // namespace smc::render
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_dn.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/picker.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

/// "Jo Weiß  ·  Sales/Berlin": the name first, and what tells two of one name apart.
QString shownReference(const QString &dn)
{
    return models::nameOfDn(dn) + u"  ·  "_s + models::placeOfDn(models::parentOfDn(dn));
}

} // namespace

DnEditor::DnEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_shown(new QLineEdit)
    , m_choose(new QPushButton(tr("Choose…")))
    , m_open(new QToolButton)
    , m_clear(new QToolButton)
{
    dress(m_shown);
    dress(m_choose, u"_choose"_s);
    dress(m_open, u"_open"_s);
    dress(m_clear, u"_clear"_s);
    m_choose->setAutoDefault(false);
    m_shown->setReadOnly(true);
    m_shown->setPlaceholderText(tr("nobody"));
    m_open->setText(u"↗"_s);
    m_open->setToolTip(tr("Show its properties"));
    m_open->setAccessibleName(tr("Show the properties of %1").arg(field.label.shown()));
    m_clear->setText(u"×"_s);
    m_clear->setToolTip(tr("Take it off"));
    m_clear->setAccessibleName(tr("Take off %1").arg(field.label.shown()));
    auto *layout = new QHBoxLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_shown, 1);
    layout->addWidget(m_open);
    layout->addWidget(m_clear);
    layout->addWidget(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &DnEditor::choose);
    connect(m_open, &QToolButton::clicked, this, [this] {
        if (!m_dn.isEmpty())
            this->context().openProperties(this->field().from.section(u',', 0, 0), m_dn);
    });
    connect(m_clear, &QToolButton::clicked, this, [this] { edit({}); });
}

QWidget *DnEditor::widget()
{
    return m_box;
}

QWidget *DnEditor::focusTarget()
{
    return m_choose;
}

QStringList DnEditor::values() const
{
    return m_dn.isEmpty() ? QStringList() : QStringList(m_dn);
}

QString DnEditor::describe(const QStringList &values) const
{
    return values.isEmpty() ? Editor::describe(values) : models::nameOfDn(values.first());
}

void DnEditor::show(const QStringList &values)
{
    m_dn = values.value(0);
    m_shown->setText(m_dn.isEmpty() ? QString() : shownReference(m_dn));
    m_shown->setToolTip(m_dn);
    m_open->setEnabled(!m_dn.isEmpty());
    m_clear->setEnabled(!m_dn.isEmpty());
}

void DnEditor::showReadOnly(bool readOnly)
{
    m_choose->setVisible(!readOnly);
    m_clear->setVisible(!readOnly);
}

void DnEditor::choose()
{
    PickerRequest request;
    request.title = tr("Choose: %1").arg(field().label.shown());
    request.resources = field().from.split(u',', Qt::SkipEmptyParts);
    request.multiple = false;
    openPicker(context(), m_box, request, [this](const QList<wire::Record> &chosen) {
        if (!chosen.isEmpty())
            edit({chosen.first().text("distinguishedName")});
    });
}

DnsEditor::DnsEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_list(new QListWidget)
    , m_add(new QPushButton(tr("Add…")))
    , m_remove(new QPushButton(tr("Remove")))
{
    dress(m_list);
    dress(m_add, u"_add"_s);
    dress(m_remove, u"_remove"_s);
    m_add->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFixedHeight(m_list->fontMetrics().height() * 4 + 32);
    auto *buttons = new QVBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QHBoxLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    connect(m_add, &QPushButton::clicked, this, &DnsEditor::choose);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        qDeleteAll(m_list->selectedItems());
        emitEdited();
    });
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) {
        this->context().openProperties(this->field().from.section(u',', 0, 0),
                                       item->data(Qt::UserRole).toString());
    });
}

QWidget *DnsEditor::widget()
{
    return m_box;
}

QWidget *DnsEditor::focusTarget()
{
    return m_list;
}

QStringList DnsEditor::values() const
{
    QStringList all;
    for (int row = 0; row < m_list->count(); ++row)
        all << m_list->item(row)->data(Qt::UserRole).toString();
    return all;
}

bool DnsEditor::isChanged() const
{
    QStringList mine = values();
    QStringList theirs = loaded();
    mine.sort();
    theirs.sort();
    return mine != theirs;
}

QString DnsEditor::describe(const QStringList &values) const
{
    QStringList names;
    for (const auto &dn : values)
        names << models::nameOfDn(dn);
    return Editor::describe(names);
}

void DnsEditor::show(const QStringList &values)
{
    m_list->clear();
    for (const auto &dn : values) {
        auto *item = new QListWidgetItem(shownReference(dn), m_list);
        item->setData(Qt::UserRole, dn);
        item->setToolTip(dn);
    }
}

void DnsEditor::showReadOnly(bool readOnly)
{
    m_add->setVisible(!readOnly);
    m_remove->setVisible(!readOnly);
}

void DnsEditor::choose()
{
    PickerRequest request;
    request.title = tr("Add to: %1").arg(field().label.shown());
    request.resources = field().from.split(u',', Qt::SkipEmptyParts);
    openPicker(context(), m_box, request, [this](const QList<wire::Record> &chosen) {
        QStringList all = values();
        for (const auto &record : chosen) {
            const QString dn = record.text("distinguishedName");
            if (!all.contains(dn, Qt::CaseInsensitive))
                all << dn;
        }
        edit(all);
    });
}

} // namespace smc::render
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_logon_hours.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

using models::LogonHours;

namespace {

constexpr int cellWidth = 19;
constexpr int permittedRole = Qt::UserRole;

int presentOffset()
{
    return QDateTime::currentDateTime().offsetFromUtc();
}

LogonHours hoursOf(const QStringList &values)
{
    return LogonHours::fromBytes(QByteArray::fromBase64(values.value(0).toLatin1())).value_or(LogonHours());
}

// A zone without a name of its own is called by its offset.
QString zoneText(int offset)
{
    const QString hours = u"UTC%1%2:%3"_s.arg(offset < 0 ? u"−"_s : u"+"_s)
                              .arg(qAbs(offset) / 3600, 2, 10, QLatin1Char('0'))
                              .arg(qAbs(offset) / 60 % 60, 2, 10, QLatin1Char('0'));
    const QString name = QDateTime::currentDateTime().timeZoneAbbreviation();
    return offset == 0 || name.isEmpty() || name.at(0) == u'+' || name.at(0) == u'-'
               ? (offset == 0 ? u"UTC"_s : hours)
               : u"%1, %2"_s.arg(name, hours);
}

// Permitted is filled, not permitted is empty; selected has a frame, so that both can be seen at once.
class HourDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool enabled = option.state & QStyle::State_Enabled;
        const auto group = enabled ? QPalette::Active : QPalette::Disabled;
        painter->save();
        painter->fillRect(option.rect, option.palette.color(group, QPalette::Base));
        painter->setPen(option.palette.color(group, QPalette::Mid));
        painter->drawRect(option.rect.adjusted(1, 2, -2, -3));
        if (index.data(permittedRole).toBool())
            painter->fillRect(option.rect.adjusted(1, 2, -1, -2),
                              option.palette.color(group, QPalette::Highlight));
        if (option.state & QStyle::State_Selected) {
            painter->setPen(QPen(option.palette.color(group, QPalette::Text), 1));
            painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(option.palette.color(group, QPalette::Text), 2));
            painter->drawRect(option.rect.adjusted(2, 3, -3, -4));
        }
        painter->restore();
    }
};

} // namespace

LogonHoursGrid::LogonHoursGrid(QWidget *parent)
    : QTableWidget(LogonHours::days, LogonHours::hoursOfDay, parent)
    , m_firstDay(QLocale().firstDayOfWeek())
{
    setItemDelegate(new HourDelegate(this));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setTabKeyNavigation(false);
    setShowGrid(false);
    horizontalHeader()->setObjectName(u"hoursHeader"_s);
    verticalHeader()->setObjectName(u"daysHeader"_s);
    horizontalHeader()->setDefaultAlignment(Qt::AlignCenter);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    horizontalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setDefaultSectionSize(cellWidth);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 4);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setHighlightSections(false);
    const QLocale locale;
    for (int row = 0; row < LogonHours::days; ++row) {
        setVerticalHeaderItem(row, new QTableWidgetItem(locale.dayName(dayOf(row), QLocale::ShortFormat)));
        for (int hour = 0; hour < LogonHours::hoursOfDay; ++hour)
            setItem(row, hour, new QTableWidgetItem);
    }
    setCurrentCell(0, 8);
}

int LogonHoursGrid::dayOf(int row) const
{
    return (m_firstDay - 1 + row) % LogonHours::days + 1;
}

QSize LogonHoursGrid::sizeHint() const
{
    const int frame = 2 * frameWidth();
    return {verticalHeader()->sizeHint().width() + columnCount() * cellWidth + frame,
            horizontalHeader()->sizeHint().height() + rowCount() * verticalHeader()->defaultSectionSize() +
                frame};
}

void LogonHoursGrid::setHours(const LogonHours &hours, int offset)
{
    m_hours = hours;
    m_offset = offset;
    showCells();
}

void LogonHoursGrid::showCells()
{
    const QLocale locale;
    for (int hour = 0; hour < LogonHours::hoursOfDay; ++hour) {
        // Every third in digits: all of them would not fit.
        auto *header = new QTableWidgetItem(hour % 3 == 0 ? QString::number(hour) : QString());
        header->setToolTip(models::hourText(hour, m_offset));
        setHorizontalHeaderItem(hour, header);
    }
    for (int row = 0; row < LogonHours::days; ++row) {
        for (int hour = 0; hour < LogonHours::hoursOfDay; ++hour) {
            const bool permitted = m_hours.isPermitted(dayOf(row), hour, m_offset);
            const QString words = tr("%1 %2–%3, %4")
                                      .arg(locale.dayName(dayOf(row)), models::hourText(hour, m_offset),
                                           models::hourText(hour + 1, m_offset),
                                           permitted ? tr("permitted") : tr("not permitted"));
            QTableWidgetItem *cell = item(row, hour);
            cell->setData(permittedRole, permitted);
            cell->setData(Qt::AccessibleTextRole, words);
            cell->setToolTip(words);
        }
    }
}

void LogonHoursGrid::setSelected(bool permitted)
{
    if (m_readOnly)
        return;
    const QModelIndexList cells = selectedIndexes();
    for (const QModelIndex &cell : cells)
        m_hours.setPermitted(dayOf(cell.row()), cell.column(), m_offset, permitted);
    showCells();
    Q_EMIT changed();
}

void LogonHoursGrid::toggle()
{
    if (currentItem())
        setSelected(!currentItem()->data(permittedRole).toBool());
}

void LogonHoursGrid::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        return toggle();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Escape)
        return event->ignore(); // the sheet's
    QTableWidget::keyPressEvent(event);
}

void LogonHoursGrid::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (itemAt(event->position().toPoint()))
        toggle();
}

LogonHoursEditor::LogonHoursEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_grid(new LogonHoursGrid)
    , m_permit(new QPushButton(tr("Permit")))
    , m_deny(new QPushButton(tr("Deny")))
    , m_always(new QPushButton(tr("Always")))
    , m_words(new QLabel)
{
    dress(m_grid);
    dress(m_permit, u"_permit"_s);
    dress(m_deny, u"_deny"_s);
    dress(m_always, u"_always"_s);
    dress(m_words, u"_words"_s);
    m_grid->setAccessibleDescription(
        tr("Arrows move, Shift with them selects, Space permits or denies what is selected."));
    m_permit->setToolTip(tr("Permits the selected hours (Space)"));
    m_deny->setToolTip(tr("Denies the selected hours (Space)"));
    m_words->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (auto *button : {m_permit, m_deny, m_always}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *layout = new QVBoxLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_grid);
    layout->addWidget(m_words);
    layout->addLayout(buttons);
    connect(m_permit, &QPushButton::clicked, this, [this] { m_grid->setSelected(true); });
    connect(m_deny, &QPushButton::clicked, this, [this] { m_grid->setSelected(false); });
    connect(m_always, &QPushButton::clicked, this, [this] {
        m_grid->setHours({}, presentOffset());
        showWords();
        emitEdited();
    });
    connect(m_grid, &LogonHoursGrid::changed, this, [this] {
        showWords();
        emitEdited();
    });
}

QWidget *LogonHoursEditor::widget()
{
    return m_box;
}

QWidget *LogonHoursEditor::focusTarget()
{
    return m_grid;
}

QStringList LogonHoursEditor::values() const
{
    // A missing attribute and 168 permitted hours are the same.
    if (m_grid->hours() == hoursOf(loaded()))
        return loaded();
    return {QString::fromLatin1(m_grid->hours().toBytes().toBase64())};
}

QString LogonHoursEditor::describe(const QStringList &values) const
{
    return hoursOf(values).words(presentOffset());
}

void LogonHoursEditor::show(const QStringList &values)
{
    m_grid->setHours(hoursOf(values), presentOffset());
    showWords();
}

void LogonHoursEditor::showWords()
{
    const int offset = presentOffset();
    m_words->setText(tr("%1 (times in %2)").arg(m_grid->hours().words(offset), zoneText(offset)));
}

void LogonHoursEditor::showReadOnly(bool readOnly)
{
    m_grid->setReadOnly(readOnly);
    for (auto *button : {m_permit, m_deny, m_always})
        button->setVisible(!readOnly);
}

} // namespace smc::render
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
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_password.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"
#include "shared/wire/paths.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

PasswordField::PasswordField(Context &context, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit)
    , m_show(new QPushButton(tr("Show")))
    , m_generate(new QPushButton(tr("Generate")))
    , m_copy(new QPushButton(tr("Copy")))
    , m_words(new QLabel)
{
    m_edit->setObjectName(name);
    m_edit->setAccessibleName(tr("New password"));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_show->setObjectName(name + u"_show"_s);
    m_show->setCheckable(true);
    m_generate->setObjectName(name + u"_generate"_s);
    m_copy->setObjectName(name + u"_copy"_s);
    m_words->setObjectName(name + u"_policy"_s);
    m_words->setWordWrap(true);
    for (auto *button : {m_show, m_generate, m_copy})
        button->setAutoDefault(false);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_edit, 0, 0);
    layout->addWidget(m_show, 0, 1);
    layout->addWidget(m_generate, 0, 2);
    layout->addWidget(m_copy, 0, 3);
    layout->addWidget(m_words, 1, 0, 1, 4);
    layout->setColumnStretch(0, 1);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        update();
        Q_EMIT changed();
    });
    connect(m_show, &QPushButton::toggled, this, [this](bool on) {
        m_edit->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        m_show->setText(on ? tr("Hide") : tr("Show"));
    });
    connect(m_generate, &QPushButton::clicked, this, &PasswordField::generate);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_edit->text()); });
    update();

    QUrlQuery query;
    wire::addQuery(query, u"fields"_s, u"minPwdLength,pwdProperties"_s);
    context.source().get(wire::restPath(u"identity/objects"_s, context.person().baseDn()), query, this,
                         [this](const Result<data::Answer> &answer) {
                             if (!answer)
                                 return; // the usual policy stands; the directory has the last word anyway
                             m_policy = policyFrom(models::recordFromJson(answer->json()));
                             update();
                         });
}

QString PasswordField::password() const
{
    return m_edit->text();
}

void PasswordField::setPassword(const QString &password)
{
    m_edit->setText(password);
}

void PasswordField::setPerson(const QString &account, const QString &fullName)
{
    m_account = account;
    m_fullName = fullName;
    update();
}

QStringList PasswordField::faults() const
{
    return policyFaults(m_edit->text(), m_policy, m_account, m_fullName);
}

void PasswordField::generate()
{
    m_edit->setText(generatePassword(std::max(16, m_policy.minLength)));
    m_show->setChecked(true);
    m_edit->selectAll();
}

void PasswordField::update()
{
    m_copy->setEnabled(!m_edit->text().isEmpty());
    if (m_edit->text().isEmpty()) {
        m_words->setText(policyWords(m_policy));
        m_words->setPalette(mutedPalette(palette()));
        return;
    }
    const auto wrong = faults();
    m_words->setText(wrong.isEmpty() ? u"✓ "_s + tr("The policy has nothing against it.") : wrong.join(u' '));
    m_words->setPalette(statePalette(palette(), wrong.isEmpty() ? Severity::Done : Severity::Attention));
}

PasswordEditor::PasswordEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_password(new PasswordField(context, u"field_"_s + field.field))
{
    connect(m_password, &PasswordField::changed, this, &PasswordEditor::emitEdited);
}

QWidget *PasswordEditor::widget()
{
    return m_password;
}

QWidget *PasswordEditor::focusTarget()
{
    return m_password->edit();
}

QStringList PasswordEditor::values() const
{
    return m_password->password().isEmpty() ? QStringList() : QStringList(m_password->password());
}

QList<Error> PasswordEditor::verify() const
{
    auto errors = Editor::verify();
    if (!m_password->password().isEmpty()) {
        for (const auto &words : m_password->faults())
            errors << fault(words);
    }
    return errors;
}

QString PasswordEditor::describe(const QStringList &values) const
{
    return values.isEmpty() ? Editor::describe(values) : u"•••"_s;
}

void PasswordEditor::show(const QStringList &values)
{
    m_password->setPassword(values.value(0));
}

void PasswordEditor::showReadOnly(bool readOnly)
{
    m_password->setEnabled(!readOnly);
}

} // namespace smc::render
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_photo.h"

#include "app/render/context.h"

#include <QBuffer>
#include <QDragEnterEvent>
#include <QFile>
#include <QGridLayout>
#include <QImage>
#include <QImageReader>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

constexpr int photoShownSide = 96;
constexpr qint64 photoFileLimit = 64 * 1024 * 1024;

QPixmap emptyPhoto(const QPalette &palette)
{
    QPixmap pixmap(photoShownSide, photoShownSide);
    pixmap.fill(palette.color(QPalette::AlternateBase));
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Mid));
    painter.drawEllipse(QPointF(48, 38), 16, 16);
    painter.drawEllipse(QPointF(48, 92), 30, 32);
    return pixmap;
}

} // namespace

QByteArray photoWithin(const QImage &image, qint64 maxBytes)
{
    // Down in steps: a smaller picture of good quality is better than a large one full of artefacts.
    for (const int side : {648, 480, 360, 240, 160, 96}) {
        const QImage scaled = image.width() > side || image.height() > side
                                  ? image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                                  : image;
        for (const int quality : {90, 75, 60, 40}) {
            QByteArray bytes;
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            // JPEG has no transparency; on white it looks as people expect it.
            QImage flat(scaled.size(), QImage::Format_RGB32);
            flat.fill(Qt::white);
            QPainter(&flat).drawImage(0, 0, scaled);
            if (!flat.save(&buffer, "JPEG", quality))
                return {};
            if (maxBytes <= 0 || bytes.size() <= maxBytes)
                return bytes;
        }
    }
    return {};
}

PhotoEditor::PhotoEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_picture(new QLabel)
    , m_load(new QPushButton(tr("Load…")))
    , m_save(new QPushButton(tr("Save as…")))
    , m_clear(new QPushButton(tr("Clear")))
    , m_size(new QLabel)
{
    dress(m_picture);
    dress(m_load, u"_load"_s);
    dress(m_save, u"_save"_s);
    dress(m_clear, u"_clear"_s);
    m_picture->setFixedSize(photoShownSide, photoShownSide);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setAcceptDrops(true);
    m_picture->installEventFilter(this);
    for (auto *button : {m_load, m_save, m_clear})
        button->setAutoDefault(false);
    auto *layout = new QGridLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(4);
    layout->addWidget(m_picture, 0, 0, 3, 1);
    layout->addWidget(m_load, 0, 1);
    layout->addWidget(m_save, 0, 2);
    layout->addWidget(m_clear, 0, 3);
    layout->addWidget(m_size, 1, 1, 1, 3);
    layout->setColumnStretch(4, 1);
    layout->setRowStretch(2, 1);
    connect(m_load, &QPushButton::clicked, this, [this] {
        this->context().dialogs().openFile(m_box, tr("Load a picture"),
                                           tr("Pictures (*.jpg *.jpeg *.png *.gif *.bmp *.webp)"),
                                           [this](const QString &file) {
                                               if (!file.isEmpty())
                                                   take(file);
                                           });
    });
    connect(m_save, &QPushButton::clicked, this, [this] {
        this->context().dialogs().saveFile(m_box, tr("Save the picture"),
                                           u"%1.jpg"_s.arg(object().text("name")), tr("JPEG (*.jpg)"),
                                           [this](const QString &file) {
                                               if (!file.isEmpty())
                                                   save(file);
                                           });
    });
    connect(m_clear, &QPushButton::clicked, this, [this] { edit({}); });
}

QWidget *PhotoEditor::widget()
{
    return m_box;
}

QWidget *PhotoEditor::focusTarget()
{
    return m_load;
}

QStringList PhotoEditor::values() const
{
    return m_base64.isEmpty() ? QStringList() : QStringList(QString::fromLatin1(m_base64));
}

QList<Error> PhotoEditor::verify() const
{
    QList<Error> errors;
    if (!m_refused.isEmpty())
        errors << fault(m_refused);
    return errors;
}

QString PhotoEditor::describe(const QStringList &values) const
{
    return values.isEmpty()
               ? tr("(no picture)")
               : tr("picture of %1").arg(QLocale().formattedDataSize(values.first().size() * 3 / 4));
}

bool PhotoEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::DragEnter && !isReadOnly()) {
        auto *drag = static_cast<QDragEnterEvent *>(event);
        if (drag->mimeData()->hasUrls())
            drag->acceptProposedAction();
        return true;
    }
    if (event->type() == QEvent::Drop && !isReadOnly()) {
        const auto urls = static_cast<QDropEvent *>(event)->mimeData()->urls();
        if (!urls.isEmpty() && urls.first().isLocalFile())
            take(urls.first().toLocalFile());
        return true;
    }
    return Editor::eventFilter(watched, event);
}

void PhotoEditor::take(const QString &file)
{
    m_refused.clear();
    QImageReader reader(file);
    reader.setAutoTransform(true);
    if (QFile(file).size() > photoFileLimit) {
        m_refused = tr("This file is larger than %1.").arg(QLocale().formattedDataSize(photoFileLimit));
    } else if (const QImage image = reader.read(); image.isNull()) {
        m_refused = tr("This is no picture that can be read: %1").arg(reader.errorString());
    } else {
        const QByteArray bytes = photoWithin(image, field().maxBytes);
        if (bytes.isEmpty()) {
            m_refused = tr("The picture can't be made smaller than %1.")
                            .arg(QLocale().formattedDataSize(field().maxBytes));
        } else {
            edit({QString::fromLatin1(bytes.toBase64())});
            return;
        }
    }
    Q_EMIT edited();
}

void PhotoEditor::save(const QString &file)
{
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(QByteArray::fromBase64(m_base64)) < 0) {
        Error error = fault(out.errorString());
        error.place = file;
        context().say(tr("Saving the picture"), error);
    }
}

void PhotoEditor::show(const QStringList &values)
{
    m_refused.clear();
    m_base64 = values.value(0).toLatin1();
    const QByteArray bytes = QByteArray::fromBase64(m_base64);
    QPixmap pixmap;
    if (bytes.isEmpty() || !pixmap.loadFromData(bytes))
        m_picture->setPixmap(emptyPhoto(m_picture->palette()));
    else
        m_picture->setPixmap(
            pixmap.scaled(photoShownSide, photoShownSide, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    m_size->setText(bytes.isEmpty() ? tr("No picture")
                                    : tr("%1 × %2, %3")
                                          .arg(pixmap.width())
                                          .arg(pixmap.height())
                                          .arg(QLocale().formattedDataSize(bytes.size())));
    m_save->setEnabled(!bytes.isEmpty());
    m_clear->setEnabled(!bytes.isEmpty() && !isReadOnly());
}

void PhotoEditor::showReadOnly(bool readOnly)
{
    m_load->setVisible(!readOnly);
    m_clear->setVisible(!readOnly);
}

} // namespace smc::render
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_primary_group.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "shared/wire/paths.h"

#include <QComboBox>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

// groupType, [MS-ADTS] 2.2.12
constexpr quint32 globalGroup = 0x2;
constexpr quint32 universalGroup = 0x8;
constexpr quint32 securityGroup = 0x80000000;

bool canBePrimary(const wire::Record &group)
{
    const auto type = quint32(group.value("groupType").toLongLong());
    return (type & securityGroup) && (type & (globalGroup | universalGroup));
}

} // namespace

PrimaryGroupEditor::PrimaryGroupEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_combo(new QComboBox)
{
    dress(m_combo);
    connect(m_combo, &QComboBox::currentIndexChanged, this, &PrimaryGroupEditor::emitEdited);
}

QWidget *PrimaryGroupEditor::widget()
{
    return m_combo;
}

QStringList PrimaryGroupEditor::values() const
{
    const QString rid = m_combo->currentData().toString();
    return rid.isEmpty() ? loaded() : QStringList(rid);
}

QString PrimaryGroupEditor::describe(const QStringList &values) const
{
    const int index = m_combo->findData(values.value(0));
    return index >= 0 ? m_combo->itemText(index) : Editor::describe(values);
}

void PrimaryGroupEditor::show(const QStringList &values)
{
    select(values.value(0));
    fetch();
}

void PrimaryGroupEditor::select(const QString &rid)
{
    int index = m_combo->findData(rid);
    if (index < 0 && !rid.isEmpty()) {
        m_combo->addItem(tr("the group with the number %1").arg(rid), rid);
        index = m_combo->count() - 1;
    }
    m_combo->setCurrentIndex(index);
}

void PrimaryGroupEditor::fetch()
{
    const quint64 generation = ++m_generation;
    const QString domain = object().text("objectSid").section(u'-', 0, -2);
    const QString present = object().text("primaryGroupID");
    if (domain.isEmpty() || present.isEmpty())
        return;
    QUrlQuery query;
    // The present one holds its members without naming them.
    wire::addQuery(query, u"filter"_s,
                   u"(|(member=%1)(objectSid=%2-%3))"_s.arg(models::filterValue(models::dnOf(object())),
                                                            domain, present));
    wire::addQuery(query, u"fields"_s, u"name,objectSid,groupType,distinguishedName"_s);
    wire::addQuery(query, u"fresh"_s, u"1"_s); // what can be chosen is what is true now
    context().source().get(
        wire::restPath(u"identity/groups"_s), query, this,
        [this, generation, domain, present](const Result<data::Answer> &answer) {
            if (generation != m_generation)
                return;
            if (!answer) {
                m_combo->setToolTip(tr("The groups could not be read: %1").arg(answer.error().message));
                return;
            }
            m_combo->setToolTip({});
            const QString chosen = values().value(0);
            const QSignalBlocker quiet(m_combo);
            m_combo->clear();
            for (const wire::Record &group : models::listFromJson(answer->json()).items) {
                const QString sid = group.text("objectSid");
                const QString rid = sid.section(u'-', -1);
                // A group of another domain has a number of its own there.
                if (sid.section(u'-', 0, -2) == domain && (rid == present || canBePrimary(group)))
                    m_combo->addItem(models::nameOf(group), rid);
            }
            select(chosen);
        });
}

void PrimaryGroupEditor::showReadOnly(bool readOnly)
{
    m_combo->setEnabled(!readOnly);
}

} // namespace smc::render
