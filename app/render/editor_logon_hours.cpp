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
