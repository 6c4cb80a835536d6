// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/models/usage.h"
#include "shared/model/descriptor.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace smc::models {

/// What the columns of the format "usage" show beside each row: a metric over the last day. Asked for after
/// the rows have come, one request for each such column. GUI thread only.
class UsageTrends : public QObject
{
    Q_OBJECT
public:
    explicit UsageTrends(data::RemoteDataSource &source, QObject *parent = nullptr);

    /// For these rows; what was read before stays until the answers are here.
    void read(const QList<model::Column> &columns, const QList<wire::Record> &records);
    /// Oldest first; empty: nothing is known of it.
    [[nodiscard]] QList<QPointF> points(const model::Column &column, const wire::Record &record) const;
    /// Why nothing of this column is known; empty: nothing failed.
    [[nodiscard]] QString fault(const model::Column &column) const { return m_faults.value(column.field); }

Q_SIGNALS:
    void changed();

private:
    data::RemoteDataSource &m_source;
    QHash<QString, QList<UsageSeries>> m_series; ///< by the column's field
    QHash<QString, QString> m_faults;
    QHash<QString, QPointer<data::Call>> m_calls;
};

} // namespace smc::models
