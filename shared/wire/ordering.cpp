// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/ordering.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <deque>

namespace smc::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A row of the list, or the last one of the page before.
struct Row
{
    const SortValue *const *values = nullptr; ///< one for each key
    std::size_t index = 0;
    mutable std::optional<QByteArray> guid; ///< asked for when the values are equal
};

/// < 0, 0, > 0. Of 0 are rows that nothing tells apart.
int compare(const Row &a, const Row &b, const Sortable &rows, const QList<SortKey> &keys)
{
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const SortValue &x = *a.values[i];
        const SortValue &y = *b.values[i];
        if (x.isMissing() != y.isMissing())
            return y.isMissing() ? -1 : 1;
        const int order = x.isMissing() ? 0 : x.compare(y);
        if (order != 0)
            return keys.at(i).descending ? -order : order;
    }
    const auto guidOf = [&rows](const Row &row) -> const QByteArray & {
        if (!row.guid)
            row.guid = rows.guid(row.index);
        return *row.guid;
    };
    return guidOf(a).compare(guidOf(b));
}

QString sortText(const QList<SortKey> &keys)
{
    QStringList parts;
    for (const SortKey &key : keys)
        parts << (key.descending ? u"-"_s : QString()) + QString::fromLatin1(key.attribute.toLower());
    return parts.join(u',');
}

/// The row after which a page begins.
struct Cursor
{
    QByteArray guid;
    QByteArrayList values;
    std::ptrdiff_t alike = 1; ///< how many were given that nothing tells apart from it, with itself
};

QString makeCursor(const QList<SortKey> &keys, const Cursor &cursor)
{
    QJsonArray fields{sortText(keys), QString::fromLatin1(cursor.guid.toHex()), qint64(cursor.alike)};
    for (const QByteArray &value : cursor.values)
        fields.append(QString::fromUtf8(value));
    return QString::fromLatin1(QJsonDocument(fields)
                                   .toJson(QJsonDocument::Compact)
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<Cursor> readCursor(const QString &text, const QList<SortKey> &keys)
{
    const Error invalid{.code = ErrorCode::Invalid,
                        .message = u"The cursor does not belong to this list."_s,
                        .hint =
                            u"Begin again without a cursor, or repeat the sort order that it came from."_s,
                        .field = u"cursor"_s};
    const auto bytes = QByteArray::fromBase64Encoding(
        text.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return invalid;
    const QJsonArray fields = QJsonDocument::fromJson(*bytes).array();
    if (fields.size() != keys.size() + 3 || fields.at(0).toString() != sortText(keys))
        return invalid;
    Cursor cursor{.guid = QByteArray::fromHex(fields.at(1).toString().toLatin1()),
                  .values = {},
                  .alike = fields.at(2).toInt()};
    if (cursor.alike < 1)
        return invalid;
    for (qsizetype i = 3; i < fields.size(); ++i)
        cursor.values.append(fields.at(i).toString().toUtf8());
    return cursor;
}

} // namespace

SortValue::SortValue(const QByteArray &value, bool number, const QCollator &collator)
{
    if (value.isEmpty())
        return;
    if (number)
        m_number = value.toLongLong();
    else
        m_text = collator.sortKey(QString::fromUtf8(value));
}

int SortValue::compare(const SortValue &other) const
{
    if (m_text && other.m_text)
        return m_text->compare(*other.m_text);
    return (m_number > other.m_number) - (m_number < other.m_number);
}

Result<QList<SortKey>> parseSort(const QByteArray &text)
{
    QList<SortKey> keys;
    for (QByteArray part : text.split(',')) {
        part = part.trimmed();
        if (part.isEmpty())
            continue;
        const bool descending = part.startsWith('-');
        keys.append({.attribute = descending ? part.mid(1) : part, .descending = descending});
    }
    if (keys.isEmpty())
        keys.append({.attribute = "name", .descending = false});
    if (keys.size() > 4) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"A list is sorted by four attributes at most."_s,
                     .field = u"sort"_s};
    }
    return keys;
}

QCollator collator()
{
    QLocale locale = QLocale::system();
    if (locale.language() == QLocale::C)
        locale = QLocale(QLocale::English);
    QCollator result(locale);
    result.setCaseSensitivity(Qt::CaseInsensitive);
    result.setNumericMode(true);
    return result;
}

Result<Page> order(const Sortable &rows, const QList<SortKey> &keys, qsizetype limit, const QString &cursor)
{
    const auto keyCount = static_cast<std::size_t>(keys.size());
    const QCollator collation = collator();
    std::deque<SortValue> ours; // of rows whose values nobody keeps made
    const auto make = [&](const QByteArray &attribute, const QByteArray &value) {
        return &ours.emplace_back(value, rows.isNumber(attribute), collation);
    };
    std::vector<const SortValue *> values;
    values.reserve(rows.size * keyCount);
    std::vector<Row> all(rows.size);
    for (std::size_t i = 0; i < rows.size; ++i) {
        all[i].values = values.data() + values.size();
        all[i].index = i;
        for (qsizetype key = 0; key < keys.size(); ++key) {
            const QByteArray &attribute = keys.at(key).attribute;
            values.push_back(rows.made ? &rows.made(i, key) : make(attribute, rows.value(i, attribute)));
        }
    }
    const auto less = [&](const Row &a, const Row &b) {
        const int order = compare(a, b, rows, keys);
        return order == 0 ? a.index < b.index : order < 0;
    };
    auto first = all.begin(); // of this page, or of what is alike the last row of the one before
    std::ptrdiff_t given = 0;
    if (!cursor.isEmpty()) {
        const auto before = readCursor(cursor, keys);
        if (!before)
            return before.error();
        std::vector<const SortValue *> beforeValues;
        beforeValues.reserve(keyCount);
        for (qsizetype i = 0; i < keys.size(); ++i)
            beforeValues.push_back(make(keys.at(i).attribute, before->values.at(i)));
        const Row last{.values = beforeValues.data(), .guid = before->guid};
        const auto end = std::partition(all.begin(), all.end(),
                                        [&](const Row &row) { return compare(row, last, rows, keys) < 0; });
        const auto alike = std::partition(
            end, all.end(), [&](const Row &row) { return compare(row, last, rows, keys) == 0; });
        first = end;
        given = std::min(before->alike, alike - end);
    }
    const auto there = all.end() - first - given;
    const auto count = limit > 0 ? std::min<std::ptrdiff_t>(limit, there) : there;
    const auto end = first + given + count;
    if (end == all.end())
        std::sort(first, end, less); // twice as fast as a partial sort of everything
    else
        std::partial_sort(first, end, all.end(), less);
    Page page;
    page.indices.reserve(static_cast<std::size_t>(count));
    for (auto row = first + given; row != end; ++row)
        page.indices.push_back(row->index);
    if (end != all.end() && count > 0) {
        const Row &last = *(end - 1);
        Cursor next{.guid = rows.guid(last.index), .values = {}};
        for (const SortKey &key : keys)
            next.values.append(rows.value(last.index, key.attribute));
        while (next.alike < end - first && compare(*(end - 1 - next.alike), last, rows, keys) == 0)
            ++next.alike;
        page.next = makeCursor(keys, next);
    }
    return page;
}

} // namespace smc::wire
