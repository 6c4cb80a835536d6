// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/tree_view.h"

#include "app/render/name_delegate.h"

#include <QDragMoveEvent>
#include <QHeaderView>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QSettings>

#include <chrono>

namespace smc::render {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto sightRest = std::chrono::milliseconds(60);
constexpr int countMargin = 8;

// The same height of a row as in the grid: they stand side by side. How much a node holds stands at the
// right.
class TreeRowDelegate : public NameDelegate
{
public:
    using NameDelegate::NameDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        const bool compact = option.widget && option.widget->property("compact").toBool();
        size.setHeight(option.fontMetrics.height() + (compact ? 2 : 8));
        return size;
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        NameDelegate::paint(painter, option, index);
        const QString count = index.data(models::TreeModel::CountRole).toString();
        if (count.isEmpty())
            return;
        const bool chosen = option.state & QStyle::State_Selected;
        const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
        painter->save();
        painter->setFont(option.font);
        painter->setPen(
            option.palette.color(group, chosen ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(0, 0, -countMargin, 0), Qt::AlignRight | Qt::AlignVCenter,
                          count);
        painter->restore();
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        NameDelegate::initStyleOption(option, index);
        const QString count = index.data(models::TreeModel::CountRole).toString();
        if (count.isEmpty())
            return;
        // The name gives way to the number.
        const int taken = option->fontMetrics.horizontalAdvance(count) + 2 * countMargin +
                          option->decorationSize.width() + 8;
        option->text = option->fontMetrics.elidedText(option->text, Qt::ElideRight,
                                                      qMax(24, option->rect.width() - taken));
    }
};

} // namespace

TreeView::TreeView(models::TreeModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    setObjectName(u"tree"_s);
    setAccessibleName(tr("Directory"));
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIconSize(QSize(16, 16));
    setIndentation(16);
    setAnimated(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(true);
    setDragDropMode(QAbstractItemView::DragDrop);
    setAutoExpandDelay(700);
    setTextElideMode(Qt::ElideRight);
    setItemDelegate(new TreeRowDelegate(this));
    // When the current row goes away, the selection model chooses a neighbour. That is nobody's choice: the
    // grid stays where the person is. Connected before setModel(), so that it is heard before the selection
    // model.
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_quiet = true; });
    setModel(&m_model);
    m_sight.setSingleShot(true);
    m_sight.setInterval(sightRest);
    connect(&m_sight, &QTimer::timeout, this, &TreeView::tellSight);
    const auto moved = [this] { m_sight.start(); };
    connect(&m_model, &models::TreeModel::loaded, this, moved);
    connect(this, &QTreeView::expanded, this, moved);
    connect(this, &QTreeView::collapsed, this, moved);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, moved);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, [this] { m_quiet = false; });
    connect(&m_model, &models::TreeModel::loaded, this, &TreeView::reopen);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        expand(m_model.rootIndex());
        expand(m_model.index(1, 0));
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &above) {
        if (above.data(models::TreeModel::KindRole).toInt() == models::TreeModel::Searches)
            expand(above);
    });
}

QString TreeView::settingsKey() const
{
    return u"tree/%1/open"_s.arg(m_model.tree().name);
}

void TreeView::saveState() const
{
    QStringList open;
    QList<QModelIndex> nodes{m_model.rootIndex()};
    while (!nodes.isEmpty()) {
        const QModelIndex node = nodes.takeFirst();
        if (!isExpanded(node))
            continue;
        open << node.data(models::TreeModel::DnRole).toString();
        for (int row = 0; row < m_model.rowCount(node); ++row)
            nodes << m_model.index(row, 0, node);
    }
    QSettings().setValue(settingsKey(), open);
}

void TreeView::restoreState()
{
    m_open = QSettings().value(settingsKey()).toStringList();
    reopen(m_model.rootIndex());
}

void TreeView::reopen(const QModelIndex &index)
{
    for (int row = 0; row < m_model.rowCount(index); ++row) {
        const QModelIndex child = m_model.index(row, 0, index);
        const QString dn = child.data(models::TreeModel::DnRole).toString();
        if (m_open.contains(dn)) {
            m_open.removeAll(dn); // once: what the person closes stays closed
            expand(child);
        }
    }
}

void TreeView::selectIndex(const QModelIndex &index)
{
    m_quiet = true;
    setCurrentIndex(index);
    scrollTo(index);
    m_quiet = false;
}

void TreeView::tellSight()
{
    QStringList dns;
    const int bottom = viewport()->height();
    for (QModelIndex index = indexAt(QPoint(0, 0)); index.isValid() && visualRect(index).top() < bottom;
         index = indexBelow(index)) {
        if (const QString dn = index.data(models::TreeModel::DnRole).toString(); !dn.isEmpty())
            dns << dn;
    }
    m_model.setInSight(dns);
}

void TreeView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (!selectionModel()->isSelected(index) || !m_model.hasChildren(index))
        return QTreeView::drawBranches(painter, rect, index);
    // The style draws the arrow in the colour of text, which cannot be seen on a chosen row.
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.state |= QStyle::State_Children | QStyle::State_Item;
    option.state.setFlag(QStyle::State_Open, isExpanded(index));
    option.rect = QRect(isRightToLeft() ? rect.left() : rect.right() - indentation() + 1, rect.top(),
                        indentation(), rect.height());
    const auto group = isActiveWindow() ? QPalette::Active : QPalette::Inactive;
    const QColor color = palette().color(group, QPalette::HighlightedText);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        option.palette.setColor(role, color);
    style()->drawPrimitive(QStyle::PE_IndicatorBranch, &option, painter, this);
}

void TreeView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    m_sight.start();
}

void TreeView::showEvent(QShowEvent *event)
{
    QTreeView::showEvent(event);
    m_sight.start();
}

void TreeView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (!m_quiet && current.isValid())
        Q_EMIT chosen(current);
}

void TreeView::dragEnterEvent(QDragEnterEvent *event)
{
    QTreeView::dragEnterEvent(event);
    event->setAccepted(event->mimeData()->hasFormat(models::objectsMimeType) || event->mimeData()->hasUrls());
}

void TreeView::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event); // scrolls at the edges, opens nodes
    bool accept = false;
    Q_EMIT dropAsked(indexAt(event->position().toPoint()), event->mimeData(), &accept);
    event->setAccepted(accept);
}

void TreeView::dropEvent(QDropEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    bool accept = false;
    Q_EMIT dropAsked(index, event->mimeData(), &accept);
    event->setAccepted(accept);
    if (accept)
        Q_EMIT droppedOn(index, event->mimeData());
    setState(NoState);
    viewport()->update();
}

} // namespace smc::render
