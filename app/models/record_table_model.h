// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "shared/model/descriptor.h"
#include "shared/wire/record.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QElapsedTimer>
#include <QHash>
#include <QMap>
#include <QPointer>
#include <QTimer>

namespace smc::models {

class UsageTrends;

/// What a grid shows: which objects, in which order.
struct TableQuery
{
    QString resource;
    QMap<QString, QString> place; ///< query parameters of the place shown: base, scope
    QString filter;               ///< rest.md's simple form, or an LDAP filter
    QString first; ///< what comes first in any order, as `sort` of rest.md says it; may be empty
    QString sortField;
    Qt::SortOrder order = Qt::AscendingOrder;

    bool operator==(const TableQuery &) const = default;
};

/// The objects of a grid, page by page as the view scrolls. Sorting and filtering are the service's: the rows
/// here are its pages in its order, never sorted again. GUI thread only.
///
/// What was shown stays until the new answer is here; when that takes longer than 150 ms the model says
/// slow() and empties itself if the new query is about another place.
class RecordTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int pageSize = 200;
    enum Role {
        FieldRole = Qt::UserRole + 1,
        IconNameRole,
        IdRole,
        DisabledRole,
        FixedRole,
        SeverityRole,
        BarRole,   ///< double, 0 to 1: how full it is; invalid where the column is no bar
        TrendRole, ///< QList<double>, oldest first: what it was at each reading since the list is shown
        PlainRole, ///< of a bar: whether being full is no reason to worry
        UsageRole  ///< QList<QPointF> as models/usage.h has them, of the last day; invalid where it is no
                   ///< usage
    };
    static constexpr qsizetype trendLength = 60; ///< readings that are remembered

    explicit RecordTableModel(data::RemoteDataSource &source, QObject *parent = nullptr);

    /// Which columns, icons and additional fields. Empties the model.
    void setGrid(const model::Grid &grid);
    [[nodiscard]] const model::Grid &grid() const { return m_grid; }
    /// Columns that are not shown are not fetched; fields that were not fetched yet are, at once.
    void setShownFields(const QStringList &fields);

    void setQuery(const TableQuery &query);
    [[nodiscard]] const TableQuery &query() const { return m_query; }
    /// Reads what is shown anew; the rows keep their places and their selection as far as they are the same.
    /// `fresh` asks the directory, not the service's cache.
    void refresh(bool fresh = false);
    void cancel();
    void clear();

    [[nodiscard]] const wire::Record &record(int row) const { return m_records.at(row); }
    [[nodiscard]] int rowOf(const QString &id) const;
    /// Whether the rows are objects of the directory, and not something on file servers.
    [[nodiscard]] bool isDirectory() const;
    [[nodiscard]] qint64 total() const { return m_total; }
    [[nodiscard]] bool isLoading() const { return !m_call.isNull(); }
    /// The query parameters of what is shown, for an export of all of it.
    [[nodiscard]] QUrlQuery request(const QStringList &fields) const;
    /// The column of the names; -1 where there is none.
    [[nodiscard]] int nameColumn() const;
    [[nodiscard]] int columnOf(const QString &field) const; ///< -1 where there is none
    [[nodiscard]] QString fieldOf(int column) const { return m_grid.columns.at(column).field; }
    [[nodiscard]] QStringList shownFields() const { return m_shown; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// A new name, in the column of names alone: it is shown at once and asked for with renameAsked().
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    /// The rename did not succeed: what the object is called is shown again.
    void giveNameBack(const wire::Record &record);
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    void sort(int column, Qt::SortOrder order) override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;

Q_SIGNALS:
    void loadStarted();
    /// The answer takes longer than a person calls at once.
    void slow();
    /// New rows are here; `age` is how old the service knows them to be, in seconds.
    void loaded(int age);
    void failed(const smc::Error &error);
    /// Rows of a source are missing, since it did not answer; `place` names it.
    void incomplete(const smc::Error &problem);
    void cancelled();
    /// `record` as it was before.
    void renameAsked(const smc::wire::Record &record, const QString &name);
    /// Around a change of all rows: a view keeps its selection by id.
    void aboutToReplace();
    void replaced();

private:
    enum class Mode { Replace, Append };
    /// How old an answer may be: what the service knows (the grid's maxAge), as it answers by itself, or past
    /// its cache.
    enum class Age { Known, Now, Fresh };
    void load(Mode mode, Age age);
    void take(Mode mode, const data::Answer &answer);
    void replace(QList<wire::Record> records);
    [[nodiscard]] QStringList fetchedFields() const;
    [[nodiscard]] bool canRename() const;
    [[nodiscard]] QStringList ids() const;
    void remember();
    void readUsage(bool anew);
    [[nodiscard]] QString iconOf(const wire::Record &record) const;
    [[nodiscard]] QVariant text(const wire::Record &record, const model::Column &column) const;

    data::RemoteDataSource &m_source;
    model::Grid m_grid;
    QStringList m_shown;
    TableQuery m_query;
    QList<wire::Record> m_records;
    QHash<QString, QList<double>> m_trends; ///< by the object's id and the field
    UsageTrends *m_usage;
    QElapsedTimer m_usageAge;
    qint64 m_total = -1;
    QString m_next;
    QPointer<data::Call> m_call;
    quint64 m_generation = 0; ///< an answer to an older question is thrown away
    QTimer m_slow;
    bool m_otherPlace = false;
};

/// The drag-and-drop form of records: application/x-smc-objects, a JSON array of
/// {"resource","id","dn","name"}, and their names as text.
[[nodiscard]] QMimeData *mimeOf(const QList<wire::Record> &records);
inline constexpr auto objectsMimeType = QLatin1StringView("application/x-smc-objects");

/// One of the objects dragged.
struct DraggedObject
{
    QString resource;
    QString id;
    QString dn;
    QString name;
};
[[nodiscard]] QList<DraggedObject> draggedObjects(const QMimeData *mime);

/// The name of the first icon rule that fits; empty when none does.
[[nodiscard]] QString iconFor(const QList<model::IconRule> &rules, const wire::Record &record);
/// The text of the first warning that fits, with the record's values in it; empty when none does.
[[nodiscard]] QString warningFor(const QList<model::Warning> &warnings, const wire::Record &record);

} // namespace smc::models
