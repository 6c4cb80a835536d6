// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/grid_view.h"

#include "app/models/icons.h"
#include "app/models/records.h"
#include "app/render/grid_delegate.h"

#include <QDrag>
#include <QDragMoveEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QVBoxLayout>

namespace smc::render {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int stateVersion = 1;
constexpr int noticeWidth = 420;

QString csvCell(QString text)
{
    // As in docs/formats.md: what a spreadsheet would take for a formula gets an apostrophe.
    if (!text.isEmpty() && u"=+-@\t\r"_s.contains(text.at(0)))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        text = u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text;
}

} // namespace

GridView::GridView(models::RecordTableModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new GridDelegate(this))
{
    setObjectName(u"grid"_s);
    setAccessibleName(tr("Objects"));
    setItemDelegate(m_delegate);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setIconSize(QSize(16, 16));
    setContextMenuPolicy(Qt::CustomContextMenu);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(QAbstractItemView::DragDrop);
    verticalHeader()->hide();
    QHeaderView *header = horizontalHeader();
    header->setObjectName(u"gridHeader"_s);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSortIndicatorShown(true);
    header->setSectionsClickable(true);
    header->setMinimumSectionSize(32);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    setModel(&m_model);

    m_notice = new QWidget(viewport());
    m_notice->setObjectName(u"gridNotice"_s);
    auto *layout = new QVBoxLayout(m_notice);
    layout->setSpacing(12);
    m_noticeText = new QLabel(m_notice);
    m_noticeText->setObjectName(u"gridNoticeText"_s);
    m_noticeText->setAlignment(Qt::AlignCenter);
    m_noticeText->setWordWrap(true);
    m_noticeText->setForegroundRole(QPalette::PlaceholderText);
    m_noticeAction = new QPushButton(m_notice);
    m_noticeAction->setObjectName(u"gridNoticeAction"_s);
    layout->addWidget(m_noticeText);
    layout->addWidget(m_noticeAction, 0, Qt::AlignCenter);
    m_notice->hide();
    connect(m_noticeAction, &QPushButton::clicked, this, [this] {
        if (m_waiting)
            Q_EMIT cancelClicked();
        else
            Q_EMIT placeholderClicked();
    });

    connect(&m_model, &models::RecordTableModel::aboutToReplace, this, &GridView::keepSelection);
    connect(&m_model, &models::RecordTableModel::replaced, this, &GridView::giveSelectionBack);
    connect(this, &QTableView::doubleClicked, this, &GridView::opened);
    connect(header, &QHeaderView::sectionClicked, this, [this](int column) {
        if (m_model.grid().columns.at(column).format == u"usage") // nothing to sort by
            return sortBy(m_model.columnOf(m_model.query().sortField), m_model.query().order);
        const bool same = m_model.query().sortField == m_model.fieldOf(column);
        const bool descending = same && m_model.query().order == Qt::AscendingOrder;
        sortBy(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        saveState();
    });
    for (const auto signal : {&QHeaderView::sectionResized, &QHeaderView::sectionMoved}) {
        connect(header, signal, this, [this] {
            if (!m_restoring)
                saveState();
        });
    }
    updateRowHeight();
}

void GridView::updateRowHeight()
{
    // Font height + 8 (design), + 2 in the compact density, which says so with a property.
    const int pad = property("compact").toBool() ? 2 : 8;
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + pad);
}

void GridView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::DynamicPropertyChange)
        updateRowHeight();
}

QString GridView::settingsKey() const
{
    return u"grid/"_s + m_model.grid().name;
}

void GridView::setGrid(const model::Grid &grid)
{
    if (m_model.grid().name == grid.name && m_model.columnCount() > 0)
        return;
    m_restoring = true;
    m_model.setGrid(grid);
    restoreState();
    m_restoring = false;
    Q_EMIT columnsChanged();
}

void GridView::resetState()
{
    QSettings().remove(settingsKey());
    m_restoring = true;
    restoreState();
    m_restoring = false;
    Q_EMIT columnsChanged();
}

void GridView::restoreState()
{
    const model::Grid &grid = m_model.grid();
    QHeaderView *header = horizontalHeader();
    int sortColumn = 0;
    Qt::SortOrder order = Qt::AscendingOrder;
    for (int i = 0; i < int(grid.columns.size()); ++i) {
        header->moveSection(header->visualIndex(i), i);
        setColumnHidden(i, grid.columns.at(i).hidden);
        setColumnWidth(i, grid.columns.at(i).width);
        if (const auto &sort = grid.columns.at(i).sort) {
            sortColumn = i;
            order = *sort;
        }
    }
    QSettings settings;
    settings.beginGroup(settingsKey());
    if (settings.value(u"version"_s).toInt() == stateVersion) {
        // By field, so that a descriptor that gained a column does not shift the others.
        const QStringList fields = settings.value(u"columns"_s).toStringList();
        int visual = 0;
        for (const QString &item : fields) {
            const QString field = item.section(u':', 0, 0);
            for (int i = 0; i < int(grid.columns.size()); ++i) {
                if (grid.columns.at(i).field != field)
                    continue;
                header->moveSection(header->visualIndex(i), visual++);
                setColumnWidth(i, qMax(32, item.section(u':', 1, 1).toInt()));
                setColumnHidden(i, item.section(u':', 2, 2) == u"hidden");
                if (settings.value(u"sort"_s).toString() == field) {
                    sortColumn = i;
                    order =
                        settings.value(u"descending"_s).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder;
                }
            }
        }
    }
    m_model.setShownFields(shownFields());
    sortBy(sortColumn, order);
}

void GridView::saveState() const
{
    const model::Grid &grid = m_model.grid();
    if (grid.name.isEmpty())
        return;
    QStringList columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int i = horizontalHeader()->logicalIndex(visual);
        // A hidden section has no width of its own.
        const int width = isColumnHidden(i) ? grid.columns.at(i).width : columnWidth(i);
        columns << u"%1:%2:%3"_s.arg(grid.columns.at(i).field)
                       .arg(width)
                       .arg(isColumnHidden(i) ? u"hidden"_s : u"shown"_s);
    }
    QSettings settings;
    settings.beginGroup(settingsKey());
    settings.setValue(u"version"_s, stateVersion);
    settings.setValue(u"columns"_s, columns);
    settings.setValue(u"sort"_s, m_model.query().sortField);
    settings.setValue(u"descending"_s, m_model.query().order == Qt::DescendingOrder);
}

void GridView::sortBy(int column, Qt::SortOrder order)
{
    {
        // The view's own reaction to the indicator would sort a second time.
        const QSignalBlocker quiet(horizontalHeader());
        horizontalHeader()->setSortIndicator(column, order);
    }
    horizontalHeader()->viewport()->update();
    m_model.sort(column, order);
}

void GridView::setColumnShown(int column, bool shown)
{
    setColumnHidden(column, !shown);
    if (shown && columnWidth(column) < 40)
        setColumnWidth(column, m_model.grid().columns.at(column).width);
    m_model.setShownFields(shownFields());
    saveState();
    Q_EMIT columnsChanged();
}

QStringList GridView::shownFields() const
{
    QStringList fields;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int i = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(i))
            fields << m_model.fieldOf(i);
    }
    return fields;
}

QList<wire::Record> GridView::selectedRecords() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QList<wire::Record> records;
    for (const QModelIndex &row : std::as_const(rows))
        records << m_model.record(row.row());
    return records;
}

void GridView::selectId(const QString &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    selectRow(row);
    scrollTo(m_model.index(row, 0));
}

QString GridView::asCsv(bool selectedOnly) const
{
    QList<int> columns;
    QStringList cells;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int i = horizontalHeader()->logicalIndex(visual);
        if (isColumnHidden(i))
            continue;
        columns << i;
        cells << csvCell(m_model.headerData(i, Qt::Horizontal, Qt::DisplayRole).toString());
    }
    QStringList lines{cells.join(u',')};
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (selectedOnly && !selectionModel()->isRowSelected(row, {}))
            continue;
        cells.clear();
        for (const int column : std::as_const(columns))
            cells << csvCell(m_model.index(row, column).data().toString());
        lines << cells.join(u',');
    }
    return lines.join(u"\r\n"_s) + u"\r\n"_s;
}

void GridView::keepSelection()
{
    m_keptIds.clear();
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        m_keptIds << row.data(models::RecordTableModel::IdRole).toString();
    m_keptCurrent = currentIndex().data(models::RecordTableModel::IdRole).toString();
    m_keptScroll = verticalScrollBar()->value();
}

void GridView::giveSelectionBack()
{
    QItemSelection selection;
    QModelIndex current;
    for (int row = 0; row < m_model.rowCount() && !m_keptIds.isEmpty(); ++row) {
        const QModelIndex index = m_model.index(row, 0);
        const QString id = index.data(models::RecordTableModel::IdRole).toString();
        if (m_keptIds.contains(id))
            selection.select(index, m_model.index(row, m_model.columnCount() - 1));
        if (id == m_keptCurrent)
            current = index;
    }
    if (current.isValid())
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    if (!selection.isEmpty()) {
        selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
        verticalScrollBar()->setValue(m_keptScroll);
    }
    Q_EMIT selectionMoved();
}

void GridView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

void GridView::setPlaceholder(const QString &text, const QString &action)
{
    m_waiting = false;
    m_noticeText->setText(text);
    m_noticeAction->setText(action);
    m_noticeAction->setVisible(!action.isEmpty());
    m_notice->setVisible(!text.isEmpty());
    placeNotice();
}

void GridView::setWaiting(const QString &text)
{
    m_waiting = true;
    m_noticeText->setText(text);
    m_noticeAction->setText(tr("Cancel"));
    m_noticeAction->show();
    m_notice->show();
    placeNotice();
}

void GridView::placeNotice()
{
    const int width = qMin(noticeWidth, viewport()->width() - 16);
    m_notice->resize(width, m_notice->heightForWidth(width) > 0 ? m_notice->heightForWidth(width)
                                                                : m_notice->sizeHint().height());
    m_notice->move((viewport()->width() - m_notice->width()) / 2,
                   qMax(24, (viewport()->height() - m_notice->height()) / 3));
}

void GridView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    placeNotice();
}

void GridView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid() &&
        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        Q_EMIT opened(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void GridView::keyboardSearch(const QString &search)
{
    // Type-ahead goes by the name, wherever the current cell is.
    if (m_model.rowCount() == 0)
        return;
    const QModelIndex current = currentIndex();
    const int first = horizontalHeader()->logicalIndex(0);
    if (current.isValid() && current.column() != first)
        selectionModel()->setCurrentIndex(current.siblingAtColumn(first), QItemSelectionModel::NoUpdate);
    QTableView::keyboardSearch(search);
}

void GridView::startDrag(Qt::DropActions)
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(m_model.mimeData(rows));
    // What is carried, in words: one name, or how many.
    const QString label = rows.size() == 1 ? models::nameOf(m_model.record(rows.constFirst().row()))
                                           : tr("%n object(s)", nullptr, int(rows.size()));
    const qreal ratio = devicePixelRatioF();
    const QSize size(fontMetrics().horizontalAdvance(label) + 40, fontMetrics().height() + 12);
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(QPointF(0.5, 0.5), QSizeF(size) - QSizeF(1, 1)), 4, 4);
    models::icon(rows.constFirst().data(models::RecordTableModel::IconNameRole).toString())
        .paint(&painter, QRect(8, (size.height() - 16) / 2, 16, 16));
    painter.setPen(palette().color(QPalette::Text));
    painter.setFont(font());
    painter.drawText(QRect(30, 0, size.width() - 34, size.height()), Qt::AlignVCenter | Qt::AlignLeft, label);
    painter.end();
    drag->setPixmap(pixmap);
    drag->setHotSpot(QPoint(-8, -8));
    drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::MoveAction);
}

void GridView::setDropRow(int row)
{
    if (row == m_delegate->dropRow())
        return;
    m_delegate->setDropRow(row);
    viewport()->update();
}

void GridView::dragEnterEvent(QDragEnterEvent *event)
{
    const bool known = event->mimeData()->hasFormat(models::objectsMimeType) || event->mimeData()->hasUrls();
    event->setAccepted(known);
}

void GridView::dragMoveEvent(QDragMoveEvent *event)
{
    QAbstractItemView::dragMoveEvent(event); // scrolls at the edges
    const QModelIndex index = indexAt(event->position().toPoint());
    bool accept = false;
    Q_EMIT dropAsked(index, event->mimeData(), &accept);
    setDropRow(accept && index.isValid() ? index.row() : -1);
    event->setAccepted(accept);
}

void GridView::dragLeaveEvent(QDragLeaveEvent *event)
{
    setDropRow(-1);
    QTableView::dragLeaveEvent(event);
}

void GridView::dropEvent(QDropEvent *event)
{
    setDropRow(-1);
    const QModelIndex index = indexAt(event->position().toPoint());
    bool accept = false;
    Q_EMIT dropAsked(index, event->mimeData(), &accept);
    event->setAccepted(accept);
    if (accept)
        Q_EMIT droppedOn(index, event->mimeData());
    setState(NoState);
    stopAutoScroll();
}

} // namespace smc::render
