// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/detail_grid.h"

#include "app/models/icons.h"
#include "app/models/record_table_model.h"
#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/grid_view.h"
#include "app/render/tool_button.h"

#include <QAction>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
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
    if (!page.into.isEmpty())
        own.fields << u"kind"_s << page.into;
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

bool isOffered(const Context &context, const model::Action &action)
{
    return action.grid.isEmpty() || context.descriptors().grid(action.grid);
}

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
    layout->setSpacing(0);
    addBar();
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
    const auto showFault = [this](const Error &error) {
        m_view->setPlaceholder(error.hint.isEmpty() ? error.message
                                                    : QString(error.message + u'\n' + error.hint),
                               tr("Try again"));
    };
    connect(m_table, &models::RecordTableModel::failed, this, [this, showFault](const Error &error) {
        m_table->clear();
        showFault(error);
    });
    connect(m_table, &models::RecordTableModel::incomplete, this, [this, showFault](const Error &error) {
        if (m_table->rowCount() == 0) // then that there is nothing is not known
            showFault(error);
    });
    connect(m_view, &GridView::placeholderClicked, this, &DetailGrid::refresh);
    connect(m_view, &GridView::cancelClicked, this, [this] {
        m_table->cancel();
        m_view->setPlaceholder(tr("Cancelled."), tr("Try again"));
    });
}

DetailGrid::~DetailGrid() = default;

/// Only where there is something in it.
void DetailGrid::addBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(8, 0, 8, 4);
    if (!m_page.into.isEmpty()) {
        m_up = new QAction(models::icon(u"go-up"_s), tr("Up"), this);
        m_up->setShortcut(Qt::Key_Backspace);
        m_up->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(m_up);
        auto *button = makeToolButton(u"detailUp"_s, u"go-up"_s, tr("Up"), this);
        button->setDefaultAction(m_up);
        m_where = new QLabel(this);
        m_where->setObjectName(u"detailWhere"_s);
        m_where->setTextFormat(Qt::PlainText);
        m_where->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        bar->addWidget(button);
        bar->addWidget(m_where, 1);
        connect(m_up, &QAction::triggered, this, [this] { goTo(m_places.mid(0, m_places.size() - 1)); });
        connect(m_view, &GridView::opened, this, &DetailGrid::openRow);
    } else {
        bar->addStretch(1);
    }
    for (const model::Action &item : std::as_const(m_grid.actions)) {
        if (item.label.isEmpty() || !isOffered(m_context, item)) // one of the tab's own
            continue;
        auto *action = new QAction(models::icon(item.icon), item.label.shown(), this);
        action->setObjectName(u"rowAction_"_s + item.name);
        action->setData(!item.grid.isEmpty()); // it only looks
        connect(action, &QAction::triggered, this,
                [this, item] { Q_EMIT actionAsked(item, m_view->selectedRecords()); });
        m_actions << action;
        m_view->addAction(action);
        QToolButton *button =
            makeToolButton(u"rowButton_"_s + item.name, item.icon, item.label.shown(), this);
        button->setDefaultAction(action);
        bar->addWidget(button);
    }
    m_view->setContextMenuPolicy(m_actions.isEmpty() ? Qt::NoContextMenu : Qt::ActionsContextMenu);
    connect(m_view, &GridView::selectionMoved, this, &DetailGrid::updateBar);
    updateBar();
    if (bar->count() > 1)
        static_cast<QVBoxLayout *>(layout())->addLayout(bar);
    else
        delete bar;
}

void DetailGrid::updateBar()
{
    const auto rows = m_view->selectedRecords();
    // A folder that opens has nothing that an action is about.
    const bool opens =
        !m_page.into.isEmpty() && std::any_of(rows.begin(), rows.end(), [](const wire::Record &row) {
            return row.value("kind") == QByteArrayView("folder");
        });
    const bool fit = !rows.isEmpty() && !opens;
    for (QAction *action : std::as_const(m_actions))
        action->setEnabled(fit && (m_context.person().mayChange() || action->data().toBool()));
    if (!m_up)
        return;
    m_up->setEnabled(!m_places.isEmpty());
    m_where->setText(m_places.isEmpty() ? u"/"_s : u'/' + m_places.constLast());
    m_where->setToolTip(m_where->text());
}

void DetailGrid::openRow(const QModelIndex &index)
{
    const wire::Record &row = m_table->record(index.row());
    if (row.value("kind") == QByteArrayView("folder"))
        goTo(m_places + QStringList{row.text(m_page.into.toUtf8())});
}

void DetailGrid::goTo(const QStringList &places)
{
    m_places = places;
    m_table->clear(); // another folder's rows are not this one's for a moment
    m_view->setPlaceholder({});
    updateBar();
    refresh();
}

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
    goTo({});
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
    if (!m_page.into.isEmpty())
        query.first = u"-kind"_s; // folders come before files, as everywhere
    if (!m_places.isEmpty())
        query.place.insert(m_page.into, m_places.constLast());
    m_table->setQuery(query);
}

void DetailGrid::showRows()
{
    m_view->setPlaceholder(m_table->rowCount() > 0  ? QString()
                           : m_page.empty.isEmpty() ? tr("There is nothing of this now.")
                                                    : m_page.empty.shown());
    updateBar();
    // Begun by an answer: a service that fails is not asked again and again.
    if (m_grid.refresh > 0)
        m_freshness.start();
}

DetailGrid *openList(Context &context, const model::Action &action, const wire::Record &object)
{
    const model::Grid *grid = context.descriptors().grid(action.grid);
    if (!grid)
        return nullptr;
    auto *window = new QDialog(context.window());
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setObjectName(u"list_"_s + action.grid);
    window->setWindowTitle(u"%1: %2"_s.arg(action.label.shown(), models::nameOf(object)));
    const model::DetailPage page{
        .title = action.label, .field = {}, .grid = action.grid, .query = action.query};
    auto *rows = new DetailGrid(context, *grid, page, window);
    auto *close = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(close, &QDialogButtonBox::rejected, window, &QDialog::reject);
    auto *layout = new QVBoxLayout(window);
    layout->addWidget(rows, 1);
    layout->addWidget(close);
    rows->setObject(object);
    window->resize(720, 420);
    window->show();
    return rows;
}

} // namespace smc::render
