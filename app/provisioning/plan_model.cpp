// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/plan_model.h"

#include "app/models/records.h"
#include "app/render/editor_style.h"

#include <QFontDatabase>

using namespace Qt::Literals::StringLiterals;

namespace smc::provisioning {

void PlanModel::setPlan(const Plan &plan)
{
    beginResetModel();
    m_plan = plan;
    select();
    endResetModel();
}

void PlanModel::setShow(Show show)
{
    beginResetModel();
    m_show = show;
    select();
    endResetModel();
}

void PlanModel::select()
{
    m_visible.clear();
    for (int i = 0; i < m_plan.rows.size(); ++i) {
        const auto state = m_plan.rows.at(i).state();
        const bool fits = m_show == Show::All || (m_show == Show::Ready && state == RowState::Ready) ||
                          (m_show == Show::Decide && state == RowState::Decide) ||
                          (m_show == Show::Cannot && state == RowState::Cannot) ||
                          (m_show == Show::Failed && m_results.value(i).state == "failed"_L1);
        if (fits)
            m_visible << i;
    }
}

void PlanModel::setResult(int planRow, const RowResult &result)
{
    const auto before = m_results.constFind(planRow);
    if (before != m_results.cend() && before->state == result.state &&
        before->error.message == result.error.message)
        return;
    m_results.insert(planRow, result);
    if (const auto row = m_visible.indexOf(planRow); row >= 0)
        Q_EMIT dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
}

void PlanModel::clearResults()
{
    m_results.clear();
    setShow(m_show);
}

int PlanModel::resultCount(const QString &state) const
{
    return int(std::count_if(m_results.begin(), m_results.end(),
                             [&](const RowResult &one) { return one.state == state; }));
}

int PlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_visible.size());
}

int PlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &row = m_plan.rows.at(m_visible.at(index.row()));
    const auto result = m_results.value(m_visible.at(index.row()));
    const bool edits = role == Qt::EditRole;
    if (role == Qt::DisplayRole || edits || role == Qt::ToolTipRole) {
        switch (index.column()) {
        case LineColumn:
            return row.line;
        case NameColumn:
            return row.name.isEmpty() && !edits ? u"—"_s : row.name;
        case AccountColumn:
            return row.account.isEmpty() && !edits ? u"…"_s : row.account;
        case GroupsColumn: {
            QStringList names;
            for (const auto &group : row.groups)
                names << (group.contains(u'=') ? models::nameOfDn(group) : group);
            return names.join(u", "_s);
        }
        case FindingColumn:
            return row.findingText();
        case ResultColumn:
            if (result.state == "ok"_L1)
                return tr("created");
            if (result.state == "failed"_L1)
                return result.error.hint.isEmpty() ? result.error.message
                                                   : result.error.message + u' ' + result.error.hint;
            return result.state == "pending"_L1 ? tr("waiting") : QString();
        default:
            return {};
        }
    }
    if (role == Qt::FontRole && index.column() == AccountColumn)
        return QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (role == Qt::TextAlignmentRole && index.column() == LineColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DecorationRole && index.column() == FindingColumn) {
        switch (row.state()) {
        case RowState::Ready:
            return render::stateIcon(m_palette, render::Severity::Done);
        case RowState::Decide:
            return render::stateIcon(m_palette, render::Severity::Attention);
        case RowState::Cannot:
            return render::stateIcon(m_palette, render::Severity::Fault);
        }
    }
    if (role == Qt::DecorationRole && index.column() == ResultColumn) {
        if (result.state == "ok"_L1)
            return render::stateIcon(m_palette, render::Severity::Done);
        if (result.state == "failed"_L1)
            return render::stateIcon(m_palette, render::Severity::Fault);
    }
    return {};
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case LineColumn:
        return tr("Line");
    case NameColumn:
        return tr("Name");
    case AccountColumn:
        return tr("Account");
    case GroupsColumn:
        return tr("Groups");
    case FindingColumn:
        return tr("Finding");
    case ResultColumn:
        return tr("Result");
    default:
        return {};
    }
}

Qt::ItemFlags PlanModel::flags(const QModelIndex &index) const
{
    auto flags = QAbstractTableModel::flags(index);
    const bool created = m_results.value(planRow(index.row())).state == "ok"_L1;
    if (!created && (index.column() == AccountColumn || index.column() == NameColumn))
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool PlanModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || value.toString().trimmed() == data(index, Qt::EditRole).toString())
        return false;
    Q_EMIT decided(planRow(index.row()), index.column(), value.toString().trimmed());
    return true;
}

} // namespace smc::provisioning
