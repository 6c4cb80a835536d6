// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/descriptor.h"
#include "shared/wire/record.h"

#include <QTimer>
#include <QWidget>

namespace smc::models {
class RecordTableModel;
}

namespace smc::render {

class Context;
class GridView;

/// A page of the detail pane that lists what belongs to the object shown: the changes of a share, the runs of
/// a schedule. It reads when it comes into sight, and again as often as its grid says while it stays there.
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

protected:
    void showEvent(QShowEvent *event) override;

private:
    void read();
    void showRows();

    Context &m_context;
    model::DetailPage m_page;
    model::Grid m_grid; ///< as the page wants it
    models::RecordTableModel *m_table;
    GridView *m_view;
    QTimer m_freshness;
    QString m_resource; ///< of the object at hand; empty: nothing can be asked
    QMap<QString, QString> m_query;
    bool m_stale = false;
};

} // namespace smc::render
