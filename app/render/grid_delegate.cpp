// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/grid_delegate.h"

#include "app/models/icons.h"
#include "app/models/record_table_model.h"

#include <QFontDatabase>
#include <QPainter>

namespace smc::render {

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
    if (index.row() != m_dropRow)
        return;
    painter->save();
    painter->setPen(QPen(option.palette.color(QPalette::Highlight), 2));
    const QRect frame = option.rect.adjusted(0, 1, 0, -1);
    painter->drawLine(frame.topLeft(), frame.topRight());
    painter->drawLine(frame.bottomLeft(), frame.bottomRight());
    painter->restore();
}

} // namespace smc::render
