// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/provisioning/plan.h"

#include <QAbstractTableModel>
#include <QPalette>

#include <optional>

namespace smc::provisioning {

/// What became of a row in the run.
struct RowResult
{
    QString state; ///< "ok", "failed", "pending"; empty: not in a run yet
    Error error;
};

/// The rows of a plan as a table. Account and name can be edited: that is a decision, and asks for a new
/// plan.
class PlanModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        LineColumn,
        NameColumn,
        AccountColumn,
        GroupsColumn,
        FindingColumn,
        ResultColumn,
        ColumnCount
    };
    enum class Show { All, Ready, Decide, Cannot, Failed };

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(const Plan &plan);
    [[nodiscard]] const Plan &plan() const { return m_plan; }
    void setShow(Show show);
    void setResult(int planRow, const RowResult &result);
    void clearResults();
    [[nodiscard]] RowResult result(int planRow) const { return m_results.value(planRow); }
    [[nodiscard]] int resultCount(const QString &state) const;
    /// The row of the plan that stands at a row of the table.
    [[nodiscard]] int planRow(int row) const { return m_visible.value(row, -1); }
    void setPalette(const QPalette &palette) { m_palette = palette; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void decided(int planRow, int column, const QString &value);

private:
    void select();

    Plan m_plan;
    QHash<int, RowResult> m_results;
    QList<int> m_visible;
    Show m_show = Show::All;
    QPalette m_palette;
};

} // namespace smc::provisioning
