// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/record_table_model.h"
#include "app/models/tree_model.h"
#include "app/render/context.h"
#include "shared/model/descriptor.h"

#include <QTimer>
#include <QWidget>

class QSplitter;

namespace smc::render {
class DetailPane;
class GridView;
class TreeView;
} // namespace smc::render

namespace smc::shell {

class DescriptionBar;
class ObjectActions;

/// Where a tab is: a container, or a saved search.
struct Location
{
    QString dn;                ///< of the container; empty for a search
    model::SavedSearch search; ///< its name is empty for a container
    QString filter;            ///< what the person filters by, beside the search's own
    bool below = false;        ///< what lies in the containers below, too

    [[nodiscard]] bool isSearch() const { return !search.name.isEmpty(); }
    [[nodiscard]] bool samePlace(const Location &other) const
    {
        return dn == other.dn && search.name == other.search.name;
    }
};

/// The inside of a tab, drawn from its descriptors: tree, description bar, grid, detail pane, and the way
/// that was gone through them.
class Workspace : public QWidget
{
    Q_OBJECT
public:
    Workspace(render::Context &context, ObjectActions &actions, const model::Tab &tab, QWidget *parent);
    ~Workspace() override;

    /// Reads for the first time; later calls do nothing.
    void start();
    void saveState() const;

    [[nodiscard]] render::GridView &grid() const { return *m_grid; }
    [[nodiscard]] render::TreeView &tree() const { return *m_tree; }
    [[nodiscard]] models::RecordTableModel &table() const { return *m_table; }
    [[nodiscard]] DescriptionBar &bar() const { return *m_bar; }
    [[nodiscard]] const model::Grid &gridDescriptor() const { return m_table->grid(); }
    /// What the next command is about: the grid's selection, or the tree's node while the tree has the focus.
    [[nodiscard]] QList<wire::Record> chosen() const;
    /// Where a new object would go.
    [[nodiscard]] QString containerDn() const;
    [[nodiscard]] const Location &location() const { return m_here; }

    void goTo(const Location &location);
    void back();
    void forward();
    void up();
    [[nodiscard]] bool canGoBack() const { return !m_back.isEmpty(); }
    [[nodiscard]] bool canGoForward() const { return !m_forward.isEmpty(); }
    [[nodiscard]] bool canGoUp() const;
    /// F5: asks the directory.
    void refresh();
    /// Goes to the container of an object and selects it there; of a container itself: opens it.
    void reveal(const wire::Record &record);
    void revealDn(const QString &dn);
    /// Opens the editor over the name of what is chosen, in the tree or in the list; false where no name of
    /// it is shown.
    bool editName();
    /// An object has another DN now.
    void follow(const QString &oldDn, const QString &newDn);
    void setDetailShown(bool shown);
    void setShowsAll(bool all);
    void setOwnSearches(const QList<model::SavedSearch> &searches);
    void cancel();

Q_SIGNALS:
    void navigated();
    void selectionMoved();
    void waiting(const QString &text); ///< empty: no more
    void loaded(int age);
    void propertiesAsked();
    void passwordAsked();
    void createAsked();
    void contextMenuAsked(const QPoint &global);
    void treeMenuAsked(const QModelIndex &index, const QPoint &global);
    void headerMenuAsked(const QPoint &global);

private:
    void build();
    void connectAll();
    void apply(bool anotherPlace);
    void describe();
    void showRows();
    void showFailure(const Error &error);
    void openRow(const QModelIndex &index);
    void followSelection();
    void externalChange(const QString &resource);
    /// Reads a list that asks for it anew from time to time, while somebody looks at it.
    void keepFresh();
    void selectWanted();
    [[nodiscard]] const model::Grid *gridOf(const Location &location) const;

    render::Context &m_context;
    ObjectActions &m_actions;
    model::Tab m_tab;
    model::Tree m_treeDescriptor;
    models::TreeModel *m_treeModel;
    models::RecordTableModel *m_table;
    render::TreeView *m_tree = nullptr;
    render::GridView *m_grid = nullptr;
    render::DetailPane *m_detail = nullptr;
    DescriptionBar *m_bar = nullptr;
    QSplitter *m_across = nullptr;
    QSplitter *m_down = nullptr;
    QTimer m_freshness;
    Location m_here;
    QList<Location> m_back;
    QList<Location> m_forward;
    QString m_wantedDn;     ///< to be selected once it is loaded
    bool m_treeLast = true; ///< the tree had the focus after the grid
    bool m_all = false;
    bool m_started = false;
    bool m_lastFailed = false;
};

} // namespace smc::shell
