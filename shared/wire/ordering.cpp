// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ordering.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <numeric>
#include <optional>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One value, ready to be compared.
struct KeyValue
{
    bool missing = true;
    qint64 number = 0;
    std::optional<QCollatorSortKey> text;
};

struct Row
{
    std::vector<KeyValue> keys;
    QByteArray guid;
    std::size_t index = 0;
};

class Comparer
{
public:
    Comparer(const std::function<bool(const QByteArray &)> &isNumber, const QList<SortKey> &keys)
        : m_keys(keys)
        , m_collator(collator())
    {
        for (const SortKey &key : keys)
            m_numeric.push_back(isNumber(key.attribute));
    }

    KeyValue keyValue(std::size_t key, const QByteArray &value) const
    {
        KeyValue result;
        if (value.isEmpty())
            return result;
        result.missing = false;
        if (m_numeric[key])
            result.number = value.toLongLong();
        else
            result.text = m_collator.sortKey(QString::fromUtf8(value));
        return result;
    }

    bool less(const Row &a, const Row &b) const
    {
        for (std::size_t i = 0; i < a.keys.size(); ++i) {
            const KeyValue &x = a.keys[i];
            const KeyValue &y = b.keys[i];
            if (x.missing != y.missing)
                return y.missing;
            if (x.missing)
                continue;
            int order = 0;
            if (m_numeric[i])
                order = (x.number > y.number) - (x.number < y.number);
            else if (x.text && y.text)
                order = x.text->compare(*y.text);
            if (order != 0)
                return (order < 0) != m_keys.at(static_cast<qsizetype>(i)).descending;
        }
        return a.guid < b.guid;
    }

private:
    const QList<SortKey> &m_keys;
    QCollator m_collator;
    std::vector<bool> m_numeric;
};

QString sortText(const QList<SortKey> &keys)
{
    QStringList parts;
    for (const SortKey &key : keys)
        parts << (key.descending ? u"-"_s : QString()) + QString::fromLatin1(key.attribute.toLower());
    return parts.join(u',');
}

QString makeCursor(const QList<SortKey> &keys, const QByteArrayList &values, const QByteArray &guid)
{
    QJsonArray fields{sortText(keys), QString::fromLatin1(guid.toHex())};
    for (const QByteArray &value : values)
        fields.append(QString::fromUtf8(value));
    return QString::fromLatin1(QJsonDocument(fields)
                                   .toJson(QJsonDocument::Compact)
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<Row> readCursor(const QString &cursor, const QList<SortKey> &keys, const Comparer &comparer)
{
    const Error invalid{.code = ErrorCode::Invalid,
                        .message = u"The cursor does not belong to this list."_s,
                        .hint =
                            u"Begin again without a cursor, or repeat the sort order that it came from."_s,
                        .field = u"cursor"_s};
    const auto bytes = QByteArray::fromBase64Encoding(
        cursor.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return invalid;
    const QJsonArray fields = QJsonDocument::fromJson(*bytes).array();
    if (fields.size() != keys.size() + 2 || fields.at(0).toString() != sortText(keys))
        return invalid;
    Row row;
    row.guid = QByteArray::fromHex(fields.at(1).toString().toLatin1());
    for (qsizetype i = 0; i < keys.size(); ++i)
        row.keys.push_back(
            comparer.keyValue(static_cast<std::size_t>(i), fields.at(i + 2).toString().toUtf8()));
    return row;
}

} // namespace

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
    const Comparer comparer(rows.isNumber, keys);
    std::vector<Row> all(rows.size);
    for (std::size_t i = 0; i < rows.size; ++i) {
        all[i].index = i;
        all[i].guid = rows.guid(i);
        for (qsizetype k = 0; k < keys.size(); ++k)
            all[i].keys.push_back(
                comparer.keyValue(static_cast<std::size_t>(k), rows.value(i, keys.at(k).attribute)));
    }
    const auto less = [&comparer](const Row &a, const Row &b) { return comparer.less(a, b); };
    auto first = all.begin();
    if (!cursor.isEmpty()) {
        auto last = readCursor(cursor, keys, comparer);
        if (!last)
            return last.error();
        first = std::partition(all.begin(), all.end(), [&](const Row &row) { return !less(*last, row); });
    }
    const auto count = limit > 0 ? std::min<std::ptrdiff_t>(limit, all.end() - first) : all.end() - first;
    if (count == all.end() - first)
        std::sort(first, all.end(), less); // twice as fast as a partial sort of everything
    else
        std::partial_sort(first, first + count, all.end(), less);
    Page page;
    page.indices.reserve(static_cast<std::size_t>(count));
    for (auto row = first; row != first + count; ++row)
        page.indices.push_back(row->index);
    if (first + count != all.end() && count > 0) {
        const std::size_t last = page.indices.back();
        QByteArrayList values;
        for (const SortKey &key : keys)
            values.append(rows.value(last, key.attribute));
        page.next = makeCursor(keys, values, rows.guid(last));
    }
    return page;
}

} // namespace smc::identity
