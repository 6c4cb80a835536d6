// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/record_query.h"

#include "service/api/exchange.h"
#include "service/identity/filter.h"

#include <algorithm>
#include <deque>

namespace smc::api {

namespace {

bool isOneOf(const QByteArrayList &names, const QByteArray &name)
{
    return std::any_of(names.begin(), names.end(), [&name](const QByteArray &one) {
        return one.compare(name, Qt::CaseInsensitive) == 0;
    });
}

/// One attribute of a part, under the name by which the list knows it.
class ShownAttribute
{
public:
    ShownAttribute(const Part &part, const QByteArray &name)
        : m_name(name)
        , m_isId(part.id && name.compare("id", Qt::CaseInsensitive) == 0)
        , m_ownName(m_isId ? part.id->key : name)
        , m_own(part.records.column(m_ownName))
    {
        if (m_isId)
            m_common = {part.id->server};
        for (const wire::Attribute &attribute : part.front) {
            if (!m_isId && attribute.name.compare(name, Qt::CaseInsensitive) == 0)
                m_common = attribute.values;
        }
    }

    [[nodiscard]] const QByteArray &name() const { return m_name; }
    [[nodiscard]] bool isId() const { return m_isId; }
    bool anyValue(qsizetype row, const std::function<bool(QByteArrayView)> &each) const
    {
        if (!m_own.contains(row))
            return std::any_of(m_common.begin(), m_common.end(), each);
        return m_isId ? each(QByteArray(m_common.first() + ':' + m_own.value(row)))
                      : m_own.anyValue(row, each);
    }
    [[nodiscard]] QByteArray value(qsizetype row) const
    {
        QByteArray found;
        (void)anyValue(row, [&found](QByteArrayView value) {
            found = value.toByteArray();
            return true;
        });
        return found;
    }

    /// From here on sortValue() may be asked.
    void makeSortable(const wire::Table &records, bool number)
    {
        m_sortedOwn = records.sortColumn(m_ownName, number);
        m_sortedCommon = wire::SortValue(m_common.value(0), number, wire::collator());
    }
    [[nodiscard]] const wire::SortValue &sortValue(qsizetype row) const
    {
        return m_own.contains(row) ? m_sortedOwn.at(row) : m_sortedCommon;
    }
    /// The text of that.
    [[nodiscard]] QByteArray sortText(qsizetype row) const
    {
        return m_own.contains(row) ? m_own.value(row) : m_common.value(0);
    }

private:
    QByteArray m_name;
    bool m_isId;
    QByteArray m_ownName; ///< what the records call it
    wire::Table::Column m_own;
    QByteArrayList m_common; ///< of records that have none of their own
    wire::Table::SortColumn m_sortedOwn;
    wire::SortValue m_sortedCommon;
};

/// A part as the list shows it.
class ShownPart
{
public:
    ShownPart(const Part &part, const RecordTraits &traits, const QList<wire::SortKey> &sort)
        : m_part(part)
        , m_traits(traits)
    {
        for (const wire::SortKey &key : sort) {
            m_sort.emplace_back(part, key.attribute);
            m_sort.back().makeSortable(part.records, isOneOf(traits.numbers, key.attribute));
        }
    }

    [[nodiscard]] const Part &part() const { return m_part; }
    [[nodiscard]] const RecordTraits &traits() const { return m_traits; }
    [[nodiscard]] const ShownAttribute &sortKey(qsizetype key) const
    {
        return m_sort[static_cast<std::size_t>(key)];
    }
    const ShownAttribute &attribute(const QByteArray &name)
    {
        const auto found =
            std::find_if(m_asked.begin(), m_asked.end(), [&](const auto &one) { return one.name() == name; });
        return found != m_asked.end() ? *found : m_asked.emplace_back(m_part, name);
    }

private:
    const Part &m_part;
    const RecordTraits &m_traits;
    std::vector<ShownAttribute> m_sort; ///< for each key
    std::deque<ShownAttribute> m_asked; ///< others, as they are asked for
};

wire::Record only(const wire::Record &record, const QByteArrayList &fields)
{
    wire::Record chosen;
    for (const QByteArray &field : fields) {
        if (const wire::Attribute *attribute = record.find(field))
            chosen.attributes.append(*attribute);
    }
    return chosen;
}

struct Row
{
    ShownPart *part;
    qsizetype row;

    [[nodiscard]] QByteArray value(const QByteArray &name) const { return part->attribute(name).value(row); }
};

class MatchableRow : public identity::Matchable
{
public:
    explicit MatchableRow(const Row &row)
        : m_row(row)
    {}
    bool anyValue(const QByteArray &attribute, const std::function<bool(QByteArrayView)> &each) const override
    {
        return m_row.part->attribute(attribute).anyValue(m_row.row, each);
    }
    identity::Matching matching(const QByteArray &attribute) const override
    {
        const bool isNumber = isOneOf(m_row.part->traits().numbers, attribute) &&
                              !m_row.part->attribute(attribute).isId(); // "fs1:3" is none
        return isNumber ? identity::Matching::Number : identity::Matching::Text;
    }

private:
    const Row &m_row;
};

} // namespace

wire::Record Part::record(qsizetype row) const
{
    const wire::Record own = records.record(row);
    wire::Record all;
    for (const wire::Attribute &attribute : front) {
        if (!own.contains(attribute.name))
            all.attributes.append(attribute);
    }
    all.attributes += own.attributes;
    if (id)
        all.set("id", ShownAttribute(*this, "id").value(row));
    return all;
}

const QByteArrayList &selectParameters()
{
    static const QByteArrayList names{"filter", "sort", "limit", "cursor"};
    return names;
}

Result<wire::RecordList> select(const http::Request &request, const std::vector<Part> &parts,
                                const RecordTraits &traits, const QByteArrayList &fields)
{
    auto filter =
        identity::parseFilter(QString::fromUtf8(request.queryValue("filter")), {.words = traits.words});
    if (!filter)
        return filter.error();
    const QByteArray sortText = request.queryValue("sort");
    auto sort = wire::parseSort(sortText.isEmpty() ? traits.name : sortText);
    if (!sort)
        return sort.error();
    auto limit = queryNumber(request, "limit", 1, maxPage, 0);
    if (!limit)
        return limit.error();

    std::deque<ShownPart> shown;
    std::vector<Row> hits;
    for (const Part &part : parts) {
        ShownPart &one = shown.emplace_back(part, traits, *sort);
        for (qsizetype i = 0; i < part.records.size(); ++i) {
            const Row row{&one, i};
            if (identity::matches(*filter, MatchableRow(row)))
                hits.push_back(row);
        }
    }
    const wire::Sortable rows{
        .size = hits.size(),
        .value =
            [&](std::size_t i, const QByteArray &name) {
                const auto key = std::find_if(sort->cbegin(), sort->cend(), [&](const wire::SortKey &one) {
                    return one.attribute == name;
                });
                return hits[i].part->sortKey(key - sort->cbegin()).sortText(hits[i].row);
            },
        .guid =
            [&](std::size_t i) {
                QByteArrayList values;
                for (const QByteArray &name : traits.identity)
                    values.append(hits[i].value(name));
                return values.join('\0');
            },
        .isNumber = [&](const QByteArray &name) { return isOneOf(traits.numbers, name); },
        .made = [&](std::size_t i, qsizetype key) -> const wire::SortValue & {
            return hits[i].part->sortKey(key).sortValue(hits[i].row);
        }};
    auto page = wire::order(rows, *sort, *limit, QString::fromUtf8(request.queryValue("cursor")));
    if (!page)
        return page.error();
    wire::RecordList list;
    list.total = static_cast<qint64>(hits.size());
    list.next = page->next;
    for (const std::size_t index : page->indices) {
        const wire::Record record = hits[index].part->part().record(hits[index].row);
        list.items.append(fields.isEmpty() ? record : only(record, fields));
    }
    return list;
}

Result<wire::RecordList> select(const http::Request &request, const QList<wire::Record> &records,
                                const RecordTraits &traits, const QByteArrayList &fields)
{
    return select(request, {Part{.records = records}}, traits, fields);
}

} // namespace smc::api
