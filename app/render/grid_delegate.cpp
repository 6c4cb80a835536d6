// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/grid_delegate.h"

#include "app/models/icons.h"
#include "app/models/record_table_model.h"

#include <QFontDatabase>
#include <QPainter>

namespace smc::render {

using namespace Qt::Literals::StringLiterals;
using models::RecordTableModel;

void GridDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight;
    // The current cell has no frame of its own: the row is what is chosen.
    option->state &= ~QStyle::State_HasFocus;
    if (index.data(RecordTableModel::FixedRole).toBool()) {
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        fixed.setPointSizeF(option->font.pointSizeF() * 0.95);
        option->font = fixed;
    }
    const QString state = index.data(RecordTableModel::SeverityRole).toString();
    if (!state.isEmpty()) {
        const auto tone = state == u"locked"     ? models::Tone::Attention
                          : state == u"disabled" ? models::Tone::Off
                                                 : models::Tone::Fault;
        option->palette.setColor(QPalette::Text, models::toneColor(tone));
    } else if (index.data(RecordTableModel::DisabledRole).toBool()) {
        option->palette.setColor(QPalette::Text, models::toneColor(models::Tone::Off));
    }
}

void GridDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    if (index.data(RecordTableModel::BarRole).isValid())
        paintBar(painter, option, index);
    if (index.row() != m_dropRow)
        return;
    painter->save();
    painter->setPen(QPen(option.palette.color(QPalette::Highlight), 2));
    const QRect frame = option.rect.adjusted(0, 1, 0, -1);
    painter->drawLine(frame.topLeft(), frame.topRight());
    painter->drawLine(frame.bottomLeft(), frame.bottomRight());
    painter->restore();
}

namespace {

/// On the colour of a chosen row only its own text is sure to be seen.
QColor colorOn(const QStyleOptionViewItem &option, models::Tone tone)
{
    return option.state & QStyle::State_Selected ? option.palette.color(QPalette::HighlightedText)
                                                 : models::toneColor(tone);
}

} // namespace

void GridDelegate::paintBar(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    constexpr double attentionFrom = 0.8;
    constexpr double faultFrom = 0.95;
    constexpr int barHeight = 6;
    const double part = index.data(RecordTableModel::BarRole).toDouble();
    const QColor color = colorOn(option, part >= faultFrom       ? models::Tone::Fault
                                         : part >= attentionFrom ? models::Tone::Attention
                                                                 : models::Tone::Running);
    // The number stands at the right, as the column's text.
    const int number = option.fontMetrics.horizontalAdvance(u"100 %"_s) + 12;
    QRect room = option.rect.adjusted(6, 4, -number, -4);
    if (room.width() < 16)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto values = index.data(RecordTableModel::TrendRole).value<QList<double>>();
    if (values.size() > 1) {
        QRect line = room;
        line.setLeft(room.center().x() + 4);
        room.setRight(room.center().x() - 4);
        QPolygonF points;
        for (qsizetype i = 0; i < values.size(); ++i)
            points << QPointF(line.right() - double(values.size() - 1 - i) * line.width() /
                                                 double(RecordTableModel::trendLength - 1),
                              line.bottom() - values.at(i) * line.height());
        painter->setPen(QPen(color, 1));
        painter->drawPolyline(points);
    }
    QRectF bar(room.left(), room.center().y() - barHeight / 2 + 1, room.width(), barHeight);
    const bool selected = option.state & QStyle::State_Selected;
    QColor ground = selected ? color : option.palette.color(QPalette::Text);
    ground.setAlpha(selected ? 70 : 30);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    painter->drawRoundedRect(bar, 2, 2);
    bar.setWidth(bar.width() * part);
    painter->setBrush(color);
    painter->drawRoundedRect(bar, 2, 2);
    painter->restore();
}

} // namespace smc::render
