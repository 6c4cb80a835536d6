// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/descriptor.h"
#include "shared/wire/record.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;

namespace smc::models {
class RecordTableModel;
}

namespace smc::render {

class Context;
class GridView;

/// A page of the detail pane that lists what belongs to the object shown: the changes of a share, the runs of
/// a schedule. It reads when it comes into sight, and again as often as its grid says while it stays there.
/// Where its page says so, its folders open in it; what its grid offers to do stands above it and in its
/// menu.
class DetailGrid : public QWidget
{
    Q_OBJECT
public:
    /// `grid` is the one that the page names.
    DetailGrid(Context &context, const model::Grid &grid, const model::DetailPage &page, QWidget *parent);
    ~DetailGrid() override;

    /// Whose records are listed. As long as the object lacks an attribute that the page asks for, nothing is.
    void setObject(const wire::Record &object);
    /// Reads anew: at once, or when it comes into sight.
    void refresh();

Q_SIGNALS:
    /// An action of the list's grid is wanted of the rows that are chosen.
    void actionAsked(const smc::model::Action &action, const QList<smc::wire::Record> &records);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void read();
    void showRows();
    void addBar();
    void openRow(const QModelIndex &index);
    void goTo(const QStringList &places);
    void updateBar();

    Context &m_context;
    model::DetailPage m_page;
    model::Grid m_grid; ///< as the page wants it
    models::RecordTableModel *m_table;
    GridView *m_view;
    QTimer m_freshness;
    QString m_resource; ///< of the object at hand; empty: nothing can be asked
    QMap<QString, QString> m_query;
    QStringList m_places;    ///< folders that were opened, from the outermost to the one that is listed
    QAction *m_up = nullptr; ///< null: there are no folders in it
    QLabel *m_where = nullptr;
    QList<QAction *> m_actions;
    bool m_stale = false;
};

/// Whether there is what the action opens: a list that the person's role does not see is not offered.
[[nodiscard]] bool isOffered(const Context &context, const model::Action &action);
/// The list that an action opens of an object, in a window of its own (objectName "list_<grid>"), which its
/// grid's actions stand above. Null: there is no such grid.
DetailGrid *openList(Context &context, const model::Action &action, const wire::Record &object);

} // namespace smc::render
