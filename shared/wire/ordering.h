// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QCollator>
#include <QList>
#include <QString>

#include <functional>
#include <vector>

namespace smc::identity {

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

/// What the paging looks at.
struct Sortable
{
    std::size_t size = 0;
    std::function<QByteArray(std::size_t index, const QByteArray &attribute)>
        value; ///< first value, or empty
    std::function<QByteArray(std::size_t index)>
        guid; ///< breaks ties, so that no page repeats or skips a row
    std::function<bool(const QByteArray &attribute)> isNumber; ///< compares by value, not as text
};

/// One page: indices in order, and the cursor of the next ("" on the last page).
struct Page
{
    std::vector<std::size_t> indices;
    QString next;
};

/// Sorts and cuts. The cursor holds the last row's keys, not a row number: rows that come and go between two
/// pages move nothing. Rows without a value stand last, in either direction. `limit` 0: all.
/// Errors: Invalid for a cursor that is not ours or belongs to another order.
[[nodiscard]] Result<Page> order(const Sortable &rows, const QList<SortKey> &keys, qsizetype limit,
                                 const QString &cursor);

} // namespace smc::identity
