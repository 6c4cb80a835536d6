// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/wire/ordering.h"
#include "shared/wire/record.h"

#include <functional>
#include <memory>
#include <vector>

namespace smc::wire {

struct TableColumn;

/// Records, held attribute by attribute and each value once. What servers tell of their sessions and open
/// files differs in little: people, machines and modes come again and again, and names of attributes with
/// each record.
///
/// Immutable and cheap to copy; safe from any thread. Up to 4 GB of values in one attribute.
class Table
{
public:
    Table() = default;
    Table(const QList<Record> &records); // not explicit: it is another form of the same

    [[nodiscard]] qsizetype size() const;
    /// Attributes stand in the order in which they first came; of two with one name the first counts.
    [[nodiscard]] Record record(qsizetype row) const;
    [[nodiscard]] QList<Record> records() const;

    /// One attribute of all records. Lives as long as a table that it is of.
    class Column
    {
    public:
        Column() = default; ///< of no record

        [[nodiscard]] bool contains(qsizetype row) const { return cell(row) != 0; }
        /// First value, empty when there is none.
        [[nodiscard]] QByteArray value(qsizetype row) const;
        /// Calls `each` for every value until it returns true; says whether it did.
        [[nodiscard]] bool anyValue(qsizetype row, const std::function<bool(QByteArrayView)> &each) const;

    private:
        friend class Table;
        [[nodiscard]] quint32 cell(qsizetype row) const;
        const TableColumn *m_column = nullptr;
    };
    [[nodiscard]] Column column(QByteArrayView name) const;

    /// Of one attribute, what its values compare by. Lives as long as a table that it is of.
    class SortColumn
    {
    public:
        SortColumn() = default; ///< nothing has a value
        [[nodiscard]] const SortValue &at(qsizetype row) const;

    private:
        friend class Table;
        Column m_column;
        std::shared_ptr<const std::vector<SortValue>> m_values;
    };
    /// Made at the first asking. The last two are kept: whoever pages through a list asks for the same again.
    [[nodiscard]] SortColumn sortColumn(QByteArrayView name, bool number) const;

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
};

} // namespace smc::wire
