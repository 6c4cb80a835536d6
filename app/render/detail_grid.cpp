// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/detail_grid.h"

#include "app/models/record_table_model.h"
#include "app/render/context.h"
#include "app/render/grid_view.h"

#include <QVBoxLayout>

namespace smc::render {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The grid with the columns of the page alone, under a name of its own: what somebody does to its columns is
/// not done to those of the tab that shows the same grid.
model::Grid narrowed(const model::Grid &grid, const model::DetailPage &page)
{
    model::Grid own = grid;
    own.name += u"/detail"_s;
    if (page.columns.isEmpty())
        return own;
    own.columns.clear();
    own.detail.clear(); // nothing below the list shows more of a row
    for (const model::IconRule &rule : grid.icons) {
        if (!rule.when.isEmpty() && rule.when != u"is")
            own.fields << rule.when;
    }
    for (const QString &field : page.columns) {
        if (const model::Column *column = grid.column(field)) {
            own.columns << *column;
            own.columns.last().hidden = false;
        }
    }
    return own;
}

} // namespace

DetailGrid::DetailGrid(Context &context, const model::Grid &grid, const model::DetailPage &page,
                       QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_page(page)
    , m_grid(narrowed(grid, page))
    , m_table(new models::RecordTableModel(context.source(), this))
    , m_view(new GridView(*m_table, this))
{
    setObjectName(u"detailGrid_"_s + page.grid);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_view->setAccessibleName(page.title.shown());
    m_view->setDragEnabled(false);
    m_view->setAcceptDrops(false);
    m_view->setGrid(m_grid);
    m_freshness.setSingleShot(true);
    m_freshness.setInterval(std::chrono::seconds(m_grid.refresh));
    connect(&m_freshness, &QTimer::timeout, this, &DetailGrid::refresh);
    connect(m_table, &models::RecordTableModel::loaded, this, &DetailGrid::showRows);
    connect(m_table, &models::RecordTableModel::slow, this, [this] {
        if (m_table->rowCount() == 0)
            m_view->setWaiting(tr("Waiting for %1 …").arg(m_context.source().url().host()));
    });
    connect(m_table, &models::RecordTableModel::failed, this, [this](const Error &error) {
        m_table->clear();
        m_view->setPlaceholder(error.hint.isEmpty() ? error.message
                                                    : QString(error.message + u'\n' + error.hint),
                               tr("Try again"));
    });
    connect(m_view, &GridView::placeholderClicked, this, &DetailGrid::refresh);
    connect(m_view, &GridView::cancelClicked, this, [this] {
        m_table->cancel();
        m_view->setPlaceholder(tr("Cancelled."), tr("Try again"));
    });
}

DetailGrid::~DetailGrid() = default;

void DetailGrid::setObject(const wire::Record &object)
{
    bool complete = true;
    const auto valueOf = [&object, &complete](const QString &name) {
        const QString value = object.text(name.toUtf8());
        complete = complete && !value.isEmpty();
        return value;
    };
    QString resource = model::fill(m_grid.resource, valueOf);
    QMap<QString, QString> query;
    for (auto it = m_page.query.begin(); it != m_page.query.end(); ++it)
        query.insert(it.key(), model::fill(it.value(), valueOf));
    if (!complete)
        resource.clear();
    if (resource == m_resource && query == m_query)
        return;
    m_resource = resource;
    m_query = query;
    m_table->clear(); // another object's rows are not this one's for a moment
    m_view->setPlaceholder({});
    refresh();
}

void DetailGrid::refresh()
{
    m_stale = true;
    if (isVisible())
        read();
}

void DetailGrid::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        read();
}

void DetailGrid::read()
{
    if (m_resource.isEmpty())
        return;
    m_stale = false;
    models::TableQuery query = m_table->query(); // with the order that the view asked for
    query.resource = m_resource;
    query.place = m_query;
    m_table->setQuery(query);
}

void DetailGrid::showRows()
{
    m_view->setPlaceholder(m_table->rowCount() > 0  ? QString()
                           : m_page.empty.isEmpty() ? tr("There is nothing of this now.")
                                                    : m_page.empty.shown());
    // Begun by an answer: a service that fails is not asked again and again.
    if (m_grid.refresh > 0)
        m_freshness.start();
}

} // namespace smc::render
