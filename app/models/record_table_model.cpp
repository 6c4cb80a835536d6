// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/record_table_model.h"

#include "app/models/format.h"
#include "app/models/icons.h"
#include "app/models/records.h"
#include "app/models/usage_trends.h"
#include "shared/wire/paths.h"

#include <QFont>
#include <QFontDatabase>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>

#include <algorithm>

namespace smc::models {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto slowAfter = std::chrono::milliseconds(150);
/// A day in half hours does not look otherwise after a few seconds.
constexpr qint64 usageKeptFor = 60'000; // milliseconds

bool alignsRight(const QString &format)
{
    return format == u"number" || format == u"bytes" || format == u"count" || format == u"duration" ||
           format == u"bar" || format == u"usage";
}

/// Whether an attribute has a value, or, where `when` is "is", an account a state. Without `when`: always.
bool fits(const QString &when, const QString &has, const wire::Record &record)
{
    if (when.isEmpty())
        return true;
    if (when == u"is") {
        const AccountState state = accountState(record);
        return (has == u"disabled" && state.disabled) || (has == u"locked" && state.locked) ||
               (has == u"expired" && state.expired);
    }
    const QByteArray wanted = has.toUtf8();
    const QByteArrayList values = record.values(when.toUtf8());
    return std::any_of(values.begin(), values.end(), [&wanted](const QByteArray &value) {
        return value.compare(wanted, Qt::CaseInsensitive) == 0;
    });
}

template<typename Rule>
auto firstThatFits(const QList<Rule> &rules, const wire::Record &record)
{
    return std::find_if(rules.begin(), rules.end(),
                        [&record](const Rule &rule) { return fits(rule.when, rule.has, record); });
}

} // namespace

RecordTableModel::RecordTableModel(data::RemoteDataSource &source, QObject *parent)
    : QAbstractTableModel(parent)
    , m_source(source)
    , m_usage(new UsageTrends(source, this))
{
    connect(m_usage, &UsageTrends::changed, this, [this] {
        if (!m_records.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowAfter);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        if (m_otherPlace)
            replace({});
        Q_EMIT slow();
    });
}

void RecordTableModel::setGrid(const model::Grid &grid)
{
    cancel();
    beginResetModel();
    m_grid = grid;
    m_query = {};
    m_shown.clear();
    for (const model::Column &column : grid.columns) {
        if (!column.hidden)
            m_shown << column.field;
    }
    m_records.clear();
    m_total = -1;
    m_next.clear();
    endResetModel();
}

void RecordTableModel::setShownFields(const QStringList &fields)
{
    const QStringList before = fetchedFields();
    m_shown = fields;
    const QStringList after = fetchedFields();
    const bool more =
        std::any_of(after.begin(), after.end(), [&](const QString &f) { return !before.contains(f); });
    if (more && (!m_records.isEmpty() || m_call))
        refresh();
    else if (!m_records.isEmpty())
        readUsage(true); // of a column that has come
}

void RecordTableModel::setQuery(const TableQuery &query)
{
    m_otherPlace = query.place != m_query.place || query.resource != m_query.resource;
    m_query = query;
    load(Mode::Replace, m_otherPlace ? Age::Now : Age::Known);
}

void RecordTableModel::refresh(bool fresh)
{
    load(Mode::Replace, fresh ? Age::Fresh : Age::Now);
}

void RecordTableModel::cancel()
{
    m_slow.stop();
    ++m_generation;
    if (!m_call)
        return;
    m_call->cancel();
    m_call.clear();
    Q_EMIT cancelled();
}

void RecordTableModel::clear()
{
    cancel();
    m_total = -1;
    m_next.clear();
    replace({});
}

bool RecordTableModel::isDirectory() const
{
    return wire::isDirectory(m_query.resource);
}

QStringList RecordTableModel::fetchedFields() const
{
    QStringList fields = m_grid.fields;
    for (const model::Column &column : m_grid.columns) {
        if (!m_shown.contains(column.field))
            continue;
        // What was collected stands under other names than the object's attributes.
        const QStringList needed = column.format == u"usage" ? QStringList{u"server"_s, column.share}
                                                             : QStringList{column.field, column.of};
        for (const QString &field : needed) {
            if (!field.isEmpty() && !field.at(0).isDigit() && !fields.contains(field))
                fields << field;
        }
    }
    // What a server tells of a session or a file, it tells in the list alone: the detail pane lives on it.
    for (const QString &field : isDirectory() ? QStringList() : m_grid.detail) {
        if (!fields.contains(field))
            fields << field;
    }
    const QStringList always =
        isDirectory() ? QStringList{u"objectGUID"_s, u"distinguishedName"_s, u"objectClass"_s, u"name"_s}
                      : QStringList{u"id"_s, u"name"_s};
    for (const QString &needed : always) {
        if (!fields.contains(needed))
            fields << needed;
    }
    return fields;
}

QUrlQuery RecordTableModel::request(const QStringList &fields) const
{
    QUrlQuery query;
    for (auto it = m_query.place.begin(); it != m_query.place.end(); ++it)
        wire::addQuery(query, it.key(), it.value());
    if (!m_query.filter.isEmpty())
        wire::addQuery(query, u"filter"_s, m_query.filter);
    if (!m_query.sortField.isEmpty()) {
        QString sort =
            m_query.order == Qt::DescendingOrder ? QString(u'-' + m_query.sortField) : m_query.sortField;
        if (!m_query.first.isEmpty())
            sort.prepend(m_query.first + u',');
        wire::addQuery(query, u"sort"_s, sort);
    }
    wire::addQuery(query, u"fields"_s, fields.join(u','));
    return query;
}

void RecordTableModel::load(Mode mode, Age age)
{
    if (m_call) {
        m_call->cancel();
        m_call.clear();
    }
    const quint64 generation = ++m_generation;
    QUrlQuery query = request(fetchedFields());
    if (mode == Mode::Append) {
        wire::addQuery(query, u"limit"_s, QString::number(pageSize));
        wire::addQuery(query, u"cursor"_s, m_next);
    } else {
        // As many as are shown now, so that a refresh does not throw the person back to the top.
        const qsizetype rows = m_otherPlace ? pageSize : std::max<qsizetype>(pageSize, m_records.size());
        wire::addQuery(query, u"limit"_s, QString::number(rows));
    }
    if (age == Age::Fresh)
        wire::addQuery(query, u"fresh"_s, u"1"_s);
    else if (age == Age::Known && m_grid.maxAge > 0)
        wire::addQuery(query, u"max-age"_s, QString::number(m_grid.maxAge));
    m_slow.start();
    m_call = m_source.get(wire::restPath(m_query.resource), query, this,
                          [this, generation, mode](const Result<data::Answer> &answer) {
                              if (generation != m_generation)
                                  return;
                              m_slow.stop();
                              m_call.clear();
                              if (answer) {
                                  take(mode, *answer);
                              } else {
                                  if (m_otherPlace && mode == Mode::Replace) {
                                      m_total = -1;
                                      m_next.clear();
                                      replace({});
                                  }
                                  Q_EMIT failed(answer.error());
                              }
                          });
    Q_EMIT loadStarted();
}

void RecordTableModel::take(Mode mode, const data::Answer &answer)
{
    wire::RecordList list = listFromJson(answer.json());
    m_total = list.total >= 0 ? list.total : answer.total;
    m_next = list.next;
    if (!isDirectory()) {
        for (wire::Record &record : list.items)
            setResource(record, m_query.resource);
    }
    if (mode == Mode::Append && !list.items.isEmpty()) {
        const int first = int(m_records.size());
        beginInsertRows({}, first, first + int(list.items.size()) - 1);
        m_records += list.items;
        endInsertRows();
    } else if (mode == Mode::Replace) {
        m_otherPlace = false;
        const QStringList before = ids();
        replace(std::move(list.items));
        remember();
        readUsage(ids() != before);
    }
    Q_EMIT loaded(answer.age);
    for (const Error &problem : std::as_const(list.problems))
        Q_EMIT incomplete(problem);
}

void RecordTableModel::replace(QList<wire::Record> records)
{
    const bool same =
        !records.isEmpty() && records.size() == m_records.size() &&
        std::equal(records.begin(), records.end(), m_records.begin(),
                   [](const wire::Record &a, const wire::Record &b) { return idOf(a) == idOf(b); });
    if (same) {
        m_records = std::move(records);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    Q_EMIT aboutToReplace();
    beginResetModel();
    m_records = std::move(records);
    endResetModel();
    Q_EMIT replaced();
}

void RecordTableModel::remember()
{
    QHash<QString, QList<double>> trends;
    for (const model::Column &column : std::as_const(m_grid.columns)) {
        for (const wire::Record &record : std::as_const(m_records)) {
            const auto part = column.trend ? filled(column, record) : std::nullopt;
            if (!part)
                continue;
            const QString key = idOf(record) + u' ' + column.field;
            QList<double> values = m_trends.take(key);
            values << *part;
            trends.insert(key, values.mid(qMax<qsizetype>(0, values.size() - trendLength)));
        }
    }
    m_trends = std::move(trends); // without what is gone
}

QStringList RecordTableModel::ids() const
{
    QStringList all;
    for (const wire::Record &record : m_records)
        all << idOf(record);
    return all;
}

void RecordTableModel::readUsage(bool anew)
{
    if (!anew && m_usageAge.isValid() && m_usageAge.elapsed() < usageKeptFor)
        return;
    m_usageAge.start();
    QList<model::Column> columns = m_grid.columns;
    columns.removeIf([this](const model::Column &column) { return !m_shown.contains(column.field); });
    m_usage->read(columns, m_records);
}

int RecordTableModel::rowOf(const QString &id) const
{
    const auto it = std::find_if(m_records.begin(), m_records.end(),
                                 [&](const wire::Record &record) { return idOf(record) == id; });
    return it == m_records.end() ? -1 : int(it - m_records.begin());
}

int RecordTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int RecordTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_grid.columns.size());
}

QString RecordTableModel::iconOf(const wire::Record &record) const
{
    return iconFor(m_grid.icons, record);
}

QVariant RecordTableModel::text(const wire::Record &record, const model::Column &column) const
{
    if (column.format != u"usage")
        return formatted(column, record);
    const QList<QPointF> points = m_usage->points(column, record);
    return points.isEmpty() ? QString() : usageText(points.constLast().y(), !column.of.isEmpty());
}

QVariant RecordTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_records.size())
        return {};
    const wire::Record &record = m_records.at(index.row());
    const model::Column &column = m_grid.columns.at(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(record, column);
    case Qt::EditRole:
        return column.field == u"name" ? QVariant(nameOf(record)) : QVariant();
    case Qt::ToolTipRole:
        if (const QString fault = m_usage->fault(column); column.format == u"usage" && !fault.isEmpty())
            return fault;
        return column.format == u"ago" && directoryTime(record.value(column.field.toUtf8()))
                   ? formatted(u"datetime"_s, record, column.field)
                   : text(record, column);
    case Qt::DecorationRole:
        if (index.column() == 0)
            return icon(iconOf(record));
        if (column.format == u"account-state") {
            const AccountState state = accountState(record);
            const Tone tone = state.disabled ? Tone::Off : state.locked ? Tone::Attention : Tone::Fault;
            return state.isPlain() ? QVariant() : QVariant(icon(state.icon(), toneColor(tone)));
        }
        return {};
    case Qt::TextAlignmentRole:
        return QVariant((alignsRight(column.format) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return QVariant(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + u": "_s +
                        text(record, column).toString());
    case FieldRole:
        return column.field;
    case IconNameRole:
        return iconOf(record);
    case IdRole:
        return idOf(record);
    case DisabledRole:
        return accountState(record).disabled;
    case FixedRole:
        return column.fixed;
    case BarRole: {
        const auto part = column.format == u"bar" ? filled(column, record) : std::nullopt;
        return part ? QVariant(*part) : QVariant();
    }
    case PlainRole:
        return column.plain;
    case TrendRole:
        return column.trend ? QVariant::fromValue(m_trends.value(QString(idOf(record) + u' ' + column.field)))
                            : QVariant();
    case UsageRole:
        return column.format == u"usage" ? QVariant::fromValue(m_usage->points(column, record)) : QVariant();
    case SeverityRole:
        return column.format == u"account-state" ? accountState(record).word() : QString();
    default:
        return {};
    }
}

QVariant RecordTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_grid.columns.size())
        return {};
    const model::Column &column = m_grid.columns.at(section);
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return column.label.shown();
    if (role == Qt::ToolTipRole && column.format == u"usage")
        return tr("%1: the last day, and what it was at last").arg(column.label.shown());
    if (role == Qt::ToolTipRole)
        return tr("%1 (%2). Click to sort.").arg(column.label.shown(), column.field);
    if (role == Qt::TextAlignmentRole)
        return QVariant((alignsRight(column.format) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

/// An object of the directory, or what its grid says can be renamed.
bool RecordTableModel::canRename() const
{
    return isDirectory() ||
           std::any_of(m_grid.actions.begin(), m_grid.actions.end(),
                       [](const model::Action &action) { return action.name == "rename"_L1; });
}

Qt::ItemFlags RecordTableModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags plain = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return plain;
    const Qt::ItemFlags row = Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled | Qt::ItemNeverHasChildren;
    return plain | row |
           (canRename() && index.column() == nameColumn() ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

int RecordTableModel::nameColumn() const
{
    return columnOf(u"name"_s);
}

int RecordTableModel::columnOf(const QString &field) const
{
    const auto found = std::find_if(m_grid.columns.begin(), m_grid.columns.end(),
                                    [&field](const model::Column &column) { return column.field == field; });
    return found == m_grid.columns.end() ? -1 : int(found - m_grid.columns.begin());
}

bool RecordTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || index.column() != nameColumn())
        return false;
    const wire::Record before = m_records.at(index.row());
    const QString name = value.toString();
    if (name.isEmpty() || name == nameOf(before))
        return false;
    m_records[index.row()].set("name", name.toUtf8());
    Q_EMIT dataChanged(index, index);
    Q_EMIT renameAsked(before, name);
    return true;
}

void RecordTableModel::giveNameBack(const wire::Record &record)
{
    const int row = rowOf(idOf(record));
    if (row < 0)
        return;
    m_records[row].set("name", nameOf(record).toUtf8());
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

bool RecordTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_next.isEmpty() && m_call.isNull();
}

void RecordTableModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        load(Mode::Append, Age::Known);
}

void RecordTableModel::sort(int column, Qt::SortOrder order)
{
    // What was collected is no attribute of the objects, so the service does not sort by it.
    if (column < 0 || column >= m_grid.columns.size() || m_grid.columns.at(column).format == u"usage")
        return;
    const QString field = fieldOf(column);
    if (field == m_query.sortField && order == m_query.order)
        return;
    m_query.sortField = field;
    m_query.order = order;
    if (!m_query.resource.isEmpty())
        load(Mode::Replace, Age::Known);
}

QStringList RecordTableModel::mimeTypes() const
{
    return {QString(objectsMimeType), u"text/plain"_s};
}

QMimeData *RecordTableModel::mimeData(const QModelIndexList &indexes) const
{
    QList<int> rows;
    for (const QModelIndex &index : indexes) {
        if (index.isValid() && !rows.contains(index.row()))
            rows << index.row();
    }
    std::sort(rows.begin(), rows.end());
    QList<wire::Record> records;
    for (const int row : std::as_const(rows))
        records << m_records.at(row);
    return mimeOf(records);
}

QMimeData *mimeOf(const QList<wire::Record> &records)
{
    QJsonArray objects;
    QStringList names;
    for (const wire::Record &record : records) {
        objects.append(QJsonObject{{u"resource"_s, resourceOf(record)},
                                   {u"id"_s, idOf(record)},
                                   {u"dn"_s, dnOf(record)},
                                   {u"name"_s, nameOf(record)}});
        names << nameOf(record);
    }
    auto *mime = new QMimeData;
    mime->setData(objectsMimeType, QJsonDocument(objects).toJson(QJsonDocument::Compact));
    mime->setText(names.join(u'\n'));
    return mime;
}

QList<DraggedObject> draggedObjects(const QMimeData *mime)
{
    QList<DraggedObject> objects;
    const QJsonArray array = QJsonDocument::fromJson(mime->data(objectsMimeType)).array();
    for (const QJsonValue value : array) {
        objects.append({value["resource"_L1].toString(), value["id"_L1].toString(), value["dn"_L1].toString(),
                        value["name"_L1].toString()});
    }
    return objects;
}

QString iconFor(const QList<model::IconRule> &rules, const wire::Record &record)
{
    const auto rule = firstThatFits(rules, record);
    return rule == rules.end() ? QString() : rule->icon;
}

QString warningFor(const QList<model::Warning> &warnings, const wire::Record &record)
{
    const auto warning = firstThatFits(warnings, record);
    if (warning == warnings.end())
        return {};
    return model::fill(warning->text.shown(),
                       [&record](const QString &name) { return record.texts(name.toUtf8()).join(u", "_s); });
}

} // namespace smc::models
