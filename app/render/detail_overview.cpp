// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/detail_overview.h"

#include <QGridLayout>
#include <QLabel>

namespace smc::render {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pairWidth = 300;

} // namespace

DetailOverview::DetailOverview(QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(u"detailOverview"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBackgroundRole(QPalette::Base);
    setFocusPolicy(Qt::NoFocus);
}

void DetailOverview::setItems(const QList<Item> &items)
{
    m_items = items;
    arrange();
}

int DetailOverview::columnsThatFit() const
{
    return qBound(1, viewport()->width() / pairWidth, 4);
}

void DetailOverview::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (m_columns != columnsThatFit())
        arrange();
}

void DetailOverview::arrange()
{
    m_columns = columnsThatFit();
    auto *page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(16, 4, 16, 12);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    // Down the columns, as one reads a form.
    const int rows = (int(m_items.size()) + m_columns - 1) / m_columns;
    for (int i = 0; i < int(m_items.size()); ++i) {
        const Item &item = m_items.at(i);
        const int column = rows > 0 ? i / rows : 0;
        auto *label = new QLabel(item.label, page);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setAlignment(Qt::AlignRight | Qt::AlignTop);
        auto *value = new QLabel(item.html, page);
        value->setObjectName(u"detail_"_s + item.field);
        value->setTextFormat(Qt::RichText);
        value->setWordWrap(true);
        value->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        value->setTextInteractionFlags(Qt::TextBrowserInteraction);
        value->setAccessibleName(u"%1: %2"_s.arg(item.label, item.plain));
        connect(value, &QLabel::linkActivated, this, &DetailOverview::linkActivated);
        grid->addWidget(label, i % qMax(1, rows), column * 2);
        grid->addWidget(value, i % qMax(1, rows), column * 2 + 1);
    }
    for (int column = 0; column < m_columns; ++column)
        grid->setColumnStretch(column * 2 + 1, 1);
    grid->setRowStretch(rows, 1);
    setWidget(page);
}

} // namespace smc::render
