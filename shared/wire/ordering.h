// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QCollator>
#include <QList>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace smc::wire {

struct SortKey
{
    QByteArray attribute;
    bool descending = false;
    bool operator==(const SortKey &) const = default;
};

/// "name,-whenCreated" as keys; empty text is by name. Errors: Invalid.
[[nodiscard]] Result<QList<SortKey>> parseSort(const QByteArray &text);

/// The collation of the service's locale (English where the locale is "C"): without case, numbers by value.
[[nodiscard]] QCollator collator();

/// A value of an attribute, ready to be compared with others of it many times.
class SortValue
{
public:
    SortValue() = default; ///< of a row that has none, as an empty `value` is
    /// `number`: it compares by its value and not as text.
    SortValue(const QByteArray &value, bool number, const QCollator &collator);

    [[nodiscard]] bool isMissing() const { return !m_number && !m_text; }
    /// < 0, 0, > 0; both have a value, of the same sort.
    [[nodiscard]] int compare(const SortValue &other) const;

private:
    std::optional<qint64> m_number;
    std::optional<QCollatorSortKey> m_text;
};

/// What the paging looks at.
struct Sortable
{
    std::size_t size = 0;
    /// First value, or empty.
    std::function<QByteArray(std::size_t index, const QByteArray &attribute)> value;
    /// Breaks ties, so that no page repeats or skips a row.
    std::function<QByteArray(std::size_t index)> guid;
    /// Compares by value, not as text.
    std::function<bool(const QByteArray &attribute)> isNumber;
    /// `value` of the key at this place of the sort order, of those who keep it made. None: made here.
    std::function<const SortValue &(std::size_t index, qsizetype key)> made = {};
};

/// One page: indices in order, and the cursor of the next ("" on the last page).
struct Page
{
    std::vector<std::size_t> indices;
    QString next;
};

/// Sorts and cuts. The cursor holds the last row's keys, not a row number: rows that come and go between two
/// pages move nothing; and how many rows were given that nothing tells apart from that one. Rows without a
/// value stand last, in either direction. `limit` 0: all.
/// Errors: Invalid for a cursor that is not ours or belongs to another order.
[[nodiscard]] Result<Page> order(const Sortable &rows, const QList<SortKey> &keys, qsizetype limit,
                                 const QString &cursor);

} // namespace smc::wire
