// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/name_delegate.h"

namespace smc::render {

/// Draws a cell of a grid: quiet grey for disabled accounts, a state in its colour beside its icon and word,
/// the fixed font where letters are compared, bars with what they were before, lines of the last day, the
/// drop target with a frame.
class GridDelegate : public NameDelegate
{
    Q_OBJECT
public:
    using NameDelegate::NameDelegate;
    void setDropRow(int row) { m_dropRow = row; }
    [[nodiscard]] int dropRow() const { return m_dropRow; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void paintBar(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintUsage(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    int m_dropRow = -1;
};

} // namespace smc::render
