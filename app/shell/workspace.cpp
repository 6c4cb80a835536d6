// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/workspace.h"

#include "app/models/records.h"
#include "app/render/detail_pane.h"
#include "app/render/grid_view.h"
#include "app/render/tree_view.h"
#include "app/shell/description_bar.h"
#include "app/shell/object_actions.h"
#include "shared/wire/paths.h"

#include <QApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;
using models::RecordTableModel;
using models::TreeModel;

namespace {

/// What the list above and the detail pane get at first. A pane with lists of its own needs room for their
/// rows.
QList<int> firstSizes(const model::Tab &tab, const model::Grid *grid)
{
    const auto isList = [](const model::DetailPage &page) { return !page.grid.isEmpty(); };
    if (tab.dashboard)
        return {230, 500};
    if (grid && std::any_of(grid->detailPages.begin(), grid->detailPages.end(), isList))
        return {390, 340};
    return {560, 168};
}

} // namespace

Workspace::Workspace(render::Context &context, ObjectActions &actions, const model::Tab &tab, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_actions(actions)
    , m_tab(tab)
    , m_treeModel(new TreeModel(context.source(), this))
    , m_table(new RecordTableModel(context.source(), this))
{
    setObjectName(u"workspace_"_s + tab.name);
    if (const model::Tree *tree = context.descriptors().tree(tab.tree))
        m_treeDescriptor = *tree;
    build();
    connectAll();
}

Workspace::~Workspace() = default;

void Workspace::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_across = new QSplitter(Qt::Horizontal, this);
    m_across->setObjectName(u"across"_s);
    m_across->setHandleWidth(1);
    m_across->setChildrenCollapsible(false);
    m_tree = new render::TreeView(*m_treeModel, m_across);
    m_tree->setMinimumWidth(140);
    auto *right = new QWidget(m_across);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(0);
    m_bar = new DescriptionBar(right);
    rightLayout->addWidget(m_bar);
    auto *line = new QFrame(right);
    line->setObjectName(u"line"_s);
    line->setFixedHeight(1);
    rightLayout->addWidget(line);
    m_down = new QSplitter(Qt::Vertical, right);
    m_down->setObjectName(u"down"_s);
    m_down->setHandleWidth(1);
    m_down->setChildrenCollapsible(false);
    m_grid = new render::GridView(*m_table, m_down);
    m_detail = new render::DetailPane(m_context, m_down);
    m_detail->setMinimumHeight(90);
    if (m_tab.dashboard)
        m_detail->setDashboard();
    m_down->setStretchFactor(0, 1);
    m_down->setStretchFactor(1, 0);
    rightLayout->addWidget(m_down, 1);
    m_across->setStretchFactor(0, 0);
    m_across->setStretchFactor(1, 1);
    layout->addWidget(m_across);
    const QSettings settings;
    if (!m_across->restoreState(settings.value(u"tab/%1/across"_s.arg(m_tab.name)).toByteArray()))
        m_across->setSizes({248, 1000});
    if (!m_down->restoreState(settings.value(u"tab/%1/down"_s.arg(m_tab.name)).toByteArray()))
        m_down->setSizes(firstSizes(m_tab, m_context.descriptors().grid(m_tab.grid)));
    m_tree->setVisible(!m_treeDescriptor.name.isEmpty());
}

void Workspace::connectAll()
{
    connect(m_tree, &render::TreeView::chosen, this, [this](const QModelIndex &index) {
        m_treeLast = true;
        const auto kind = index.data(TreeModel::KindRole).toInt();
        if (kind == TreeModel::Container)
            goTo({.dn = index.data(TreeModel::DnRole).toString(), .search = {}, .filter = {}});
        else if (kind == TreeModel::Search)
            goTo({.dn = {}, .search = m_treeModel->search(index), .filter = {}});
    });
    connect(m_treeModel, &TreeModel::reached, this, [this](const QModelIndex &index) {
        for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
            m_tree->expand(above);
        m_tree->selectIndex(index);
    });
    connect(m_treeModel, &TreeModel::loaded, this, [this] {
        // A refresh may have taken the node away and brought it back: point at what the grid shows again.
        const QString current = m_tree->currentIndex().data(TreeModel::DnRole).toString();
        if (!m_here.dn.isEmpty() && current.compare(m_here.dn, Qt::CaseInsensitive) != 0) {
            if (const QModelIndex here = m_treeModel->find(m_here.dn); here.isValid())
                m_tree->selectIndex(here);
        }
    });
    connect(m_treeModel, &TreeModel::failed, this,
            [this](const Error &error) { m_context.say(tr("Reading the tree"), error); });
    connect(m_tree, &render::TreeView::customContextMenuRequested, this, [this](const QPoint &at) {
        Q_EMIT treeMenuAsked(m_tree->indexAt(at), m_tree->viewport()->mapToGlobal(at));
    });
    connect(m_grid, &render::GridView::customContextMenuRequested, this,
            [this](const QPoint &at) { Q_EMIT contextMenuAsked(m_grid->viewport()->mapToGlobal(at)); });
    connect(m_grid->horizontalHeader(), &QHeaderView::customContextMenuRequested, this,
            [this](const QPoint &at) {
                Q_EMIT headerMenuAsked(m_grid->horizontalHeader()->viewport()->mapToGlobal(at));
            });
    connect(m_grid, &render::GridView::opened, this, &Workspace::openRow);
    connect(m_grid, &render::GridView::selectionMoved, this, &Workspace::followSelection);
    connect(m_grid, &render::GridView::cancelClicked, this, &Workspace::cancel);
    connect(m_grid, &render::GridView::placeholderClicked, this, [this] {
        if (m_lastFailed) {
            refresh();
        } else if (!m_here.filter.isEmpty()) {
            Location without = m_here;
            without.filter.clear();
            goTo(without);
        } else {
            Q_EMIT createAsked();
        }
    });
    connect(m_detail, &render::DetailPane::editClicked, this, &Workspace::propertiesAsked);
    connect(m_detail, &render::DetailPane::passwordClicked, this, &Workspace::passwordAsked);
    connect(m_detail, &render::DetailPane::objectClicked, this, &Workspace::revealDn);
    connect(m_detail, &render::DetailPane::actionAsked, &m_actions, &ObjectActions::custom);

    connect(m_table, &RecordTableModel::slow, this, [this] {
        const QString text = tr("Waiting for %1 …").arg(m_context.source().url().host());
        if (m_table->rowCount() == 0)
            m_grid->setWaiting(text);
        Q_EMIT waiting(text);
    });
    connect(m_table, &RecordTableModel::loaded, this, [this](int age) {
        m_lastFailed = false;
        Q_EMIT waiting({});
        showRows();
        Q_EMIT loaded(age);
        keepFresh();
    });
    m_freshness.setSingleShot(true);
    connect(&m_freshness, &QTimer::timeout, this, [this] {
        if (!isVisible())
            return keepFresh();
        if (!m_table->isLoading())
            m_table->refresh();
    });
    connect(m_table, &RecordTableModel::failed, this, &Workspace::showFailure);
    connect(m_table, &RecordTableModel::incomplete, this, [this](const Error &problem) {
        m_context.say(tr("Reading from %1").arg(problem.place), problem);
    });
    connect(m_table, &RecordTableModel::cancelled, this, [this] { Q_EMIT waiting({}); });

    connect(m_bar, &DescriptionBar::filterChanged, this, [this](const QString &filter) {
        // Typing is not travelling: the way back leads to the place before.
        m_here.filter = filter;
        apply(false);
    });
    connect(m_bar, &DescriptionBar::belowChanged, this, [this](bool on) {
        m_here.below = on;
        apply(true);
    });

    const auto tellTree = [this](const QModelIndex &index, const QMimeData *mime) {
        return m_actions.dropAction(m_treeDescriptor.drops, m_treeModel->record(index), mime);
    };
    connect(m_tree, &render::TreeView::dropAsked, this,
            [tellTree](const QModelIndex &index, const QMimeData *mime, bool *accept) {
                *accept = !tellTree(index, mime).isEmpty();
            });
    connect(m_tree, &render::TreeView::droppedOn, this,
            [this, tellTree](const QModelIndex &index, const QMimeData *mime) {
                m_actions.drop(tellTree(index, mime), m_treeModel->record(index), mime);
            });
    // Beside the rows of a grid lies the container that it shows.
    const auto gridTarget = [this](const QModelIndex &index) {
        return index.isValid() ? m_table->record(index.row())
                               : m_treeModel->record(m_treeModel->find(m_here.dn));
    };
    const auto tellGrid = [this, gridTarget](const QModelIndex &index, const QMimeData *mime) {
        const auto &rules = index.isValid() ? m_table->grid().drops : m_treeDescriptor.drops;
        return m_actions.dropAction(rules, gridTarget(index), mime);
    };
    connect(m_grid, &render::GridView::dropAsked, this,
            [tellGrid](const QModelIndex &index, const QMimeData *mime, bool *accept) {
                *accept = !tellGrid(index, mime).isEmpty();
            });
    connect(m_grid, &render::GridView::droppedOn, this,
            [this, tellGrid, gridTarget](const QModelIndex &index, const QMimeData *mime) {
                m_actions.drop(tellGrid(index, mime), gridTarget(index), mime);
            });
    const auto rename = [this](auto *model) {
        return [this, model](const wire::Record &record, const QString &name) {
            m_actions.rename(record, {{u"name"_s, name}}, [model, record](const Error *fault) {
                if (fault)
                    model->giveNameBack(record);
            });
        };
    };
    connect(m_table, &RecordTableModel::renameAsked, this, rename(m_table));
    connect(m_treeModel, &TreeModel::renameAsked, this, rename(m_treeModel));
    connect(&m_actions, &ObjectActions::moved, this, &Workspace::follow);
    connect(&m_context, &render::Context::changed, this, &Workspace::externalChange);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now == m_tree || now == m_grid) {
            m_treeLast = now == m_tree;
            Q_EMIT selectionMoved();
        }
    });
}

void Workspace::start()
{
    if (m_started)
        return;
    m_started = true;
    const QString root = m_context.person().baseDn();
    if (!m_treeDescriptor.name.isEmpty()) {
        m_treeModel->setTree(m_treeDescriptor, root);
        m_tree->restoreState();
    }
    const QString last = QSettings().value(u"tab/%1/place"_s.arg(m_tab.name)).toString();
    const bool usable = models::isBelow(last, root);
    m_here = {.dn = usable ? last : root, .search = {}, .filter = {}};
    apply(true);
    // A tree without a current node would choose its first when it gets the focus.
    m_tree->selectIndex(m_treeModel->rootIndex());
    m_tree->setFocus();
    m_treeModel->reach(m_here.dn);
    Q_EMIT navigated();
}

void Workspace::saveState() const
{
    if (!m_started)
        return;
    QSettings settings;
    settings.setValue(u"tab/%1/across"_s.arg(m_tab.name), m_across->saveState());
    settings.setValue(u"tab/%1/down"_s.arg(m_tab.name), m_down->saveState());
    if (!m_here.dn.isEmpty())
        settings.setValue(u"tab/%1/place"_s.arg(m_tab.name), m_here.dn);
    m_grid->saveState();
    m_tree->saveState();
}

const model::Grid *Workspace::gridOf(const Location &location) const
{
    const auto &descriptors = m_context.descriptors();
    if (location.isSearch())
        return descriptors.grid(location.search.grid);
    return descriptors.grid(m_treeDescriptor.name.isEmpty() ? m_tab.grid : m_treeDescriptor.grid);
}

void Workspace::goTo(const Location &location)
{
    if (m_here.samePlace(location) && m_here.filter == location.filter && m_here.below == location.below)
        return;
    m_back.append(m_here);
    m_forward.clear();
    const bool another = !m_here.samePlace(location);
    m_here = location;
    apply(another);
    Q_EMIT navigated();
}

void Workspace::back()
{
    if (m_back.isEmpty())
        return;
    m_forward.append(m_here);
    m_here = m_back.takeLast();
    apply(true);
    Q_EMIT navigated();
}

void Workspace::forward()
{
    if (m_forward.isEmpty())
        return;
    m_back.append(m_here);
    m_here = m_forward.takeLast();
    apply(true);
    Q_EMIT navigated();
}

bool Workspace::canGoUp() const
{
    return models::isBelow(m_here.dn, m_context.person().baseDn());
}

void Workspace::up()
{
    if (!canGoUp())
        return;
    m_wantedDn = m_here.dn; // where one comes from stays in sight
    goTo({.dn = models::parentOfDn(m_here.dn), .search = {}, .filter = {}});
}

void Workspace::apply(bool anotherPlace)
{
    const model::Grid *grid = gridOf(m_here);
    if (!grid) {
        m_grid->setPlaceholder(tr("There is no grid \"%1\" among the service's descriptors.")
                                   .arg(m_here.isSearch() ? m_here.search.grid : m_treeDescriptor.grid));
        return;
    }
    m_grid->setGrid(*grid);
    models::TableQuery query = m_table->query();
    query.resource = m_here.isSearch() ? m_here.search.resource : grid->resource;
    query.place.clear();
    QStringList filter;
    if (m_here.isSearch()) {
        filter << m_here.search.filter;
    } else {
        for (auto it = m_treeDescriptor.gridQuery.begin(); it != m_treeDescriptor.gridQuery.end(); ++it) {
            const QString value = model::fill(it.value(), [this](const QString &name) -> QString {
                return name == u"distinguishedName" ? m_here.dn : QString();
            });
            if (it.key() != u"filter")
                query.place.insert(it.key(), value);
            else if (!m_all && !m_here.filter.startsWith(u'(')) // an LDAP filter stands alone
                filter << value;
        }
        if (m_here.below)
            query.place.insert(u"scope"_s, u"sub"_s);
    }
    if (m_here.filter.startsWith(u'('))
        filter.clear();
    if (!m_here.filter.isEmpty())
        filter << m_here.filter;
    query.filter = filter.join(u' ');
    if (m_bar->filter() != m_here.filter)
        m_bar->setFilter(m_here.filter);
    m_bar->setBelow(!m_here.isSearch() && !m_treeDescriptor.name.isEmpty(), m_here.below);
    if (anotherPlace) {
        m_grid->clearSelection();
        m_grid->verticalScrollBar()->setValue(0);
        if (!m_here.dn.isEmpty())
            m_treeModel->reach(m_here.dn);
    }
    m_grid->setPlaceholder({});
    m_table->setQuery(query);
    describe();
}

void Workspace::describe()
{
    QString what;
    if (m_here.isSearch()) {
        what = m_here.search.title.shown();
    } else {
        const QString place = models::nameOfDn(m_here.dn);
        const bool root = m_here.dn.compare(m_context.person().baseDn(), Qt::CaseInsensitive) == 0;
        const QString name = root ? models::domainOfDn(m_here.dn) : place;
        what = m_treeDescriptor.name.isEmpty() ? m_table->grid().title.shown()
               : m_table->query().resource == u"identity/objects"
                   ? name
                   : tr("%1 in %2").arg(m_table->grid().title.shown(), name);
    }
    m_bar->setText(what, m_table->total());
}

void Workspace::showRows()
{
    describe();
    if (!m_here.isSearch() && m_here.filter.isEmpty() && !m_here.below)
        m_treeModel->setCount(m_here.dn, m_table->total());
    if (m_table->rowCount() > 0) {
        m_grid->setPlaceholder({});
        selectWanted();
        return;
    }
    const bool inTree = !m_treeDescriptor.name.isEmpty();
    const bool creates =
        m_context.person().mayChange() && !m_table->grid().creates.isEmpty() && !m_here.isSearch();
    if (!m_here.filter.isEmpty())
        m_grid->setPlaceholder(tr("Nothing here fits the filter."), tr("Take the filter off"));
    else if (m_here.isSearch())
        m_grid->setPlaceholder(tr("Nothing fits this search. That may be good news."));
    else if (!inTree)
        m_grid->setPlaceholder(tr("There is nothing of this now."));
    else if (creates)
        m_grid->setPlaceholder(
            tr("%1 is empty. Users, groups, workstations and organisational units that are made or "
               "dropped here are listed here.")
                .arg(models::nameOfDn(m_here.dn)),
            tr("New %1 …").arg(m_table->grid().creates.constFirst().label.shown()));
    else
        m_grid->setPlaceholder(tr("%1 is empty.").arg(models::nameOfDn(m_here.dn)));
}

void Workspace::showFailure(const Error &error)
{
    m_lastFailed = true;
    Q_EMIT waiting({});
    m_context.say(tr("Reading the list"), error);
    if (m_table->rowCount() == 0) {
        m_grid->setPlaceholder(error.hint.isEmpty() ? error.message
                                                    : QString(error.message + u'\n' + error.hint),
                               tr("Try again"));
    }
    describe();
}

void Workspace::selectWanted()
{
    if (m_wantedDn.isEmpty())
        return;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        if (models::dnOf(m_table->record(row)).compare(m_wantedDn, Qt::CaseInsensitive) != 0)
            continue;
        m_wantedDn.clear();
        m_grid->selectRow(row);
        m_grid->scrollTo(m_table->index(row, 0), QAbstractItemView::PositionAtCenter);
        m_grid->setFocus();
        return;
    }
    // Further down than what has been read: on, up to where it would take too long.
    constexpr int searchDepth = 5000;
    if (m_table->canFetchMore({}) && m_table->rowCount() < searchDepth)
        m_table->fetchMore({});
    else
        m_wantedDn.clear();
}

void Workspace::openRow(const QModelIndex &index)
{
    const wire::Record record = m_table->record(index.row());
    if (models::isContainer(record) && !m_treeDescriptor.name.isEmpty())
        goTo({.dn = models::dnOf(record), .search = {}, .filter = {}});
    else
        Q_EMIT propertiesAsked();
}

void Workspace::followSelection()
{
    // A selection that somebody makes is what he means; one that a refresh gives back is not.
    if (m_grid->selectionModel()->hasSelection() && !m_tree->hasFocus())
        m_treeLast = false;
    QList<wire::Record> shown = m_grid->selectedRecords();
    const bool chosen = !shown.isEmpty();
    for (int row = 0; m_tab.dashboard && !chosen && row < m_table->rowCount(); ++row)
        shown << m_table->record(row);
    m_detail->setRecords(shown, m_table->grid(), chosen);
    Q_EMIT selectionMoved();
}

QList<wire::Record> Workspace::chosen() const
{
    QList<wire::Record> selected = m_grid->selectedRecords();
    if (!m_treeLast)
        return selected;
    const QModelIndex node = m_tree->currentIndex();
    if (node.isValid() && node.data(TreeModel::KindRole).toInt() == TreeModel::Container &&
        node.parent().isValid())
        return {m_treeModel->record(node)};
    return selected;
}

QString Workspace::containerDn() const
{
    return m_here.dn.isEmpty() ? m_context.person().baseDn() : m_here.dn;
}

void Workspace::refresh()
{
    m_table->refresh(true);
    m_treeModel->refresh(true);
    m_detail->refresh();
}

void Workspace::reveal(const wire::Record &record)
{
    if (models::isContainer(record))
        goTo({.dn = models::dnOf(record), .search = {}, .filter = {}});
    else
        revealDn(models::dnOf(record));
}

void Workspace::revealDn(const QString &dn)
{
    m_wantedDn = dn;
    const Location place{.dn = models::parentOfDn(dn), .search = {}, .filter = {}};
    if (m_here.samePlace(place) && m_here.filter.isEmpty())
        selectWanted();
    else
        goTo(place);
}

bool Workspace::editName()
{
    if (m_treeLast && !chosen().isEmpty() && m_tree->currentIndex().flags() & Qt::ItemIsEditable) {
        m_tree->scrollTo(m_tree->currentIndex());
        m_tree->edit(m_tree->currentIndex());
        return true;
    }
    const int column = m_table->nameColumn();
    const QModelIndexList rows = m_grid->selectionModel()->selectedRows(qMax(0, column));
    if (rows.size() != 1 || column < 0 || !m_grid->isColumnShown(column))
        return false;
    m_grid->setFocus();
    m_grid->scrollTo(rows.constFirst());
    m_grid->edit(rows.constFirst());
    return true;
}

void Workspace::follow(const QString &oldDn, const QString &newDn)
{
    m_treeModel->follow(oldDn, newDn);
    const auto moved = [&](const QString &dn) { return models::movedDn(dn, oldDn, newDn); };
    for (QList<Location> *way : {&m_back, &m_forward}) {
        for (Location &place : *way)
            place.dn = moved(place.dn);
    }
    m_wantedDn = moved(m_wantedDn);
    if (const QString here = moved(m_here.dn); here != m_here.dn) {
        m_here.dn = here;
        apply(false);
        m_treeModel->reach(here);
        Q_EMIT navigated();
    }
}

void Workspace::setDetailShown(bool shown)
{
    m_detail->setVisible(shown);
    if (shown)
        followSelection();
}

void Workspace::setShowsAll(bool all)
{
    if (m_all == all)
        return;
    m_all = all;
    m_treeModel->setShowsAll(all);
    if (m_started)
        apply(false);
}

void Workspace::setOwnSearches(const QList<model::SavedSearch> &searches)
{
    m_treeModel->setOwnSearches(searches);
}

void Workspace::cancel()
{
    m_table->cancel();
    m_lastFailed = true;
    if (m_table->rowCount() == 0)
        m_grid->setPlaceholder(tr("Cancelled."), tr("Try again"));
}

void Workspace::keepFresh()
{
    // Begun by an answer: a server that fails is not asked again and again.
    if (m_table->grid().refresh > 0)
        m_freshness.start(std::chrono::seconds(m_table->grid().refresh));
    else
        m_freshness.stop();
}

void Workspace::externalChange(const QString &resource)
{
    Q_UNUSED(resource); // a change of one kind shows in the lists of the others: members, counts, places
    if (!m_started)
        return;
    m_table->refresh();
    m_treeModel->refresh();
    m_detail->refresh();
}

} // namespace smc::shell
