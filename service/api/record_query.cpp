// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/record_query.h"

#include "service/api/exchange.h"
#include "service/identity/filter.h"
#include "service/identity/ordering.h"

#include <algorithm>

namespace smc::api {

namespace {

bool isOneOf(const QByteArrayList &names, const QByteArray &name)
{
    return std::any_of(names.begin(), names.end(), [&name](const QByteArray &one) {
        return one.compare(name, Qt::CaseInsensitive) == 0;
    });
}

class MatchableRecord : public identity::Matchable
{
public:
    MatchableRecord(const wire::Record &record, const RecordTraits &traits)
        : m_record(record)
        , m_traits(traits)
    {}
    bool anyValue(const QByteArray &attribute, const std::function<bool(QByteArrayView)> &each) const override
    {
        const QByteArrayList values = m_record.values(attribute);
        return std::any_of(values.begin(), values.end(), each);
    }
    identity::Matching matching(const QByteArray &attribute) const override
    {
        return isOneOf(m_traits.numbers, attribute) ? identity::Matching::Number : identity::Matching::Text;
    }

private:
    const wire::Record &m_record;
    const RecordTraits &m_traits;
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

} // namespace

const QByteArrayList &selectParameters()
{
    static const QByteArrayList names{"filter", "sort", "limit", "cursor"};
    return names;
}

Result<wire::RecordList> select(const http::Request &request, QList<wire::Record> records,
                                const RecordTraits &traits, const QByteArrayList &fields)
{
    auto filter =
        identity::parseFilter(QString::fromUtf8(request.queryValue("filter")), {.words = traits.words});
    if (!filter)
        return filter.error();
    const QByteArray sortText = request.queryValue("sort");
    auto sort = identity::parseSort(sortText.isEmpty() ? traits.name : sortText);
    if (!sort)
        return sort.error();
    auto limit = queryNumber(request, "limit", 1, maxPage, 0);
    if (!limit)
        return limit.error();
    records.removeIf([&](const wire::Record &record) {
        return !identity::matches(*filter, MatchableRecord(record, traits));
    });

    const auto at = [&records](std::size_t i) -> const wire::Record & {
        return records.at(static_cast<qsizetype>(i));
    };
    const identity::Sortable rows{
        .size = static_cast<std::size_t>(records.size()),
        .value = [&](std::size_t i, const QByteArray &name) { return at(i).value(name); },
        .guid =
            [&](std::size_t i) {
                QByteArrayList parts;
                for (const QByteArray &name : traits.identity)
                    parts.append(at(i).value(name));
                return parts.join('\0');
            },
        .isNumber = [&](const QByteArray &name) { return isOneOf(traits.numbers, name); }};
    auto page = identity::order(rows, *sort, *limit, QString::fromUtf8(request.queryValue("cursor")));
    if (!page)
        return page.error();
    wire::RecordList list;
    list.total = records.size();
    list.next = page->next;
    for (const std::size_t index : page->indices)
        list.items.append(fields.isEmpty() ? at(index) : only(at(index), fields));
    return list;
}

} // namespace smc::api
