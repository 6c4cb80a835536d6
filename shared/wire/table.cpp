// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/table.h"

#include <QHash>

#include <algorithm>
#include <deque>
#include <mutex>

namespace smc::wire {

namespace {

/// Lists of byte strings, end to end: a QByteArray for each would be most of what a table takes.
class PackedLists
{
public:
    [[nodiscard]] std::size_t size() const { return m_lists.size(); }
    void append(const QByteArrayList &list)
    {
        for (const QByteArray &one : list) {
            m_bytes += one;
            m_ends.push_back(static_cast<quint32>(m_bytes.size()));
        }
        m_lists.push_back(static_cast<quint32>(m_ends.size()));
    }
    /// Where the strings of a list are: `first` of the whole, and one after the last.
    [[nodiscard]] std::pair<quint32, quint32> strings(std::size_t list) const
    {
        return {list == 0 ? 0 : m_lists[list - 1], m_lists[list]};
    }
    [[nodiscard]] QByteArrayView string(quint32 index) const
    {
        const quint32 begin = index == 0 ? 0 : m_ends[index - 1];
        return QByteArrayView(m_bytes).sliced(begin, m_ends[index] - begin);
    }
    void squeeze()
    {
        m_bytes.squeeze();
        m_ends.shrink_to_fit();
        m_lists.shrink_to_fit();
    }

private:
    QByteArray m_bytes;
    std::vector<quint32> m_ends;  ///< of each string, in m_bytes
    std::vector<quint32> m_lists; ///< of each list, its end in m_ends
};

} // namespace

struct TableColumn
{
    QByteArray name;
    std::vector<quint32> cells; ///< for each record, which of the values it has, counted from 1; 0: none
    PackedLists values;         ///< the distinct ones
};

namespace {

/// A column that is being filled.
struct Filling
{
    TableColumn column;
    QHash<QByteArrayList, quint32> known;

    void put(std::size_t row, const QByteArrayList &values)
    {
        quint32 &cell = known[values];
        if (cell == 0) {
            column.values.append(values);
            cell = static_cast<quint32>(column.values.size());
        }
        if (column.cells.size() <= row)
            column.cells.resize(row + 1);
        if (column.cells[row] == 0)
            column.cells[row] = cell;
    }
};

bool isNamed(const TableColumn &column, QByteArrayView name)
{
    return column.name.compare(name, Qt::CaseInsensitive) == 0;
}

Filling &columnFor(std::deque<Filling> &columns, std::size_t guess, const QByteArray &name)
{
    if (guess < columns.size() && columns[guess].column.name == name)
        return columns[guess];
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const Filling &one) { return isNamed(one.column, name); });
    if (found != columns.end())
        return *found;
    columns.push_back({.column = {.name = name, .cells = {}, .values = {}}, .known = {}});
    return columns.back();
}

} // namespace

struct Table::Data
{
    qsizetype size = 0;
    std::vector<TableColumn> columns;

    struct Sorted
    {
        const TableColumn *column;
        bool number;
        std::shared_ptr<const std::vector<SortValue>> values;
    };
    mutable std::mutex mutex;
    mutable std::deque<Sorted> sorted; ///< the last one asked for in front
};

Table::Table(const QList<Record> &records)
{
    std::deque<Filling> filling;
    for (qsizetype row = 0; row < records.size(); ++row) {
        std::size_t guess = 0; // most records have the same attributes in the same order
        for (const Attribute &attribute : records.at(row).attributes)
            columnFor(filling, guess++, attribute.name).put(static_cast<std::size_t>(row), attribute.values);
    }
    auto data = std::make_shared<Data>();
    data->size = records.size();
    for (Filling &one : filling) {
        one.column.cells.resize(static_cast<std::size_t>(records.size()));
        one.column.cells.shrink_to_fit();
        one.column.values.squeeze();
        data->columns.push_back(std::move(one.column));
    }
    m_data = std::move(data);
}

qsizetype Table::size() const
{
    return m_data ? m_data->size : 0;
}

Record Table::record(qsizetype row) const
{
    Record record;
    for (const TableColumn &column : m_data->columns) {
        const quint32 cell = column.cells[static_cast<std::size_t>(row)];
        if (cell == 0)
            continue;
        const auto [first, end] = column.values.strings(cell - 1);
        QByteArrayList values;
        for (quint32 i = first; i < end; ++i)
            values.append(column.values.string(i).toByteArray());
        record.attributes.append({column.name, values});
    }
    return record;
}

QList<Record> Table::records() const
{
    QList<Record> all;
    all.reserve(size());
    for (qsizetype row = 0; row < size(); ++row)
        all.append(record(row));
    return all;
}

quint32 Table::Column::cell(qsizetype row) const
{
    return m_column ? m_column->cells[static_cast<std::size_t>(row)] : 0;
}

QByteArray Table::Column::value(qsizetype row) const
{
    QByteArray found;
    (void)anyValue(row, [&found](QByteArrayView value) {
        found = value.toByteArray();
        return true;
    });
    return found;
}

bool Table::Column::anyValue(qsizetype row, const std::function<bool(QByteArrayView)> &each) const
{
    const quint32 at = cell(row);
    if (at == 0)
        return false;
    const auto [first, end] = m_column->values.strings(at - 1);
    for (quint32 i = first; i < end; ++i) {
        if (each(m_column->values.string(i)))
            return true;
    }
    return false;
}

Table::Column Table::column(QByteArrayView name) const
{
    Column result;
    if (!m_data)
        return result;
    const auto found = std::find_if(m_data->columns.begin(), m_data->columns.end(),
                                    [&](const TableColumn &one) { return isNamed(one, name); });
    if (found != m_data->columns.end())
        result.m_column = &*found;
    return result;
}

const SortValue &Table::SortColumn::at(qsizetype row) const
{
    static const SortValue missing;
    const quint32 cell = m_column.cell(row);
    return cell == 0 ? missing : (*m_values)[cell - 1];
}

Table::SortColumn Table::sortColumn(QByteArrayView name, bool number) const
{
    constexpr std::size_t kept = 2;
    SortColumn result;
    result.m_column = column(name);
    const TableColumn *column = result.m_column.m_column;
    if (!column)
        return result;
    const std::scoped_lock lock(m_data->mutex);
    auto &sorted = m_data->sorted;
    const auto found = std::find_if(sorted.begin(), sorted.end(), [&](const Data::Sorted &one) {
        return one.column == column && one.number == number;
    });
    if (found != sorted.end()) {
        std::rotate(sorted.begin(), found, found + 1);
    } else {
        const QCollator collation = collator();
        auto values = std::make_shared<std::vector<SortValue>>();
        values->reserve(column->values.size());
        for (std::size_t i = 0; i < column->values.size(); ++i) {
            const auto [first, end] = column->values.strings(i);
            values->emplace_back(first == end ? QByteArray() : column->values.string(first).toByteArray(),
                                 number, collation);
        }
        sorted.push_front({.column = column, .number = number, .values = std::move(values)});
        if (sorted.size() > kept)
            sorted.pop_back();
    }
    result.m_values = sorted.front().values;
    return result;
}

} // namespace smc::wire
