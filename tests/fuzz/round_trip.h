// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/converters/converter.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// The records with their attributes in the order of their names: a table's columns have but one order.
inline QList<smc::wire::Record> fuzzSorted(QList<smc::wire::Record> records)
{
    for (smc::wire::Record &record : records)
        std::sort(record.attributes.begin(), record.attributes.end(),
                  [](const auto &a, const auto &b) { return a.name.toLower() < b.name.toLower(); });
    return records;
}

/// Whatever is read is written and reads back as the same records; an error says where and what.
inline int fuzzRoundTrip(smc::converters::Format format, const std::uint8_t *data, std::size_t size)
{
    using namespace smc::converters;
    const auto fail = [](const char *what, const QByteArray &text) {
        std::fprintf(stderr, "%s:\n%s\n", what, text.constData());
        std::abort();
    };
    const QByteArray body(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const smc::Result<Input> first = read(format, body);
    if (!first) {
        if (first.error().message.isEmpty())
            fail("an error without words", body);
        return 0;
    }
    if (format == Format::Csv &&
        (first->records.isEmpty() || first->records.constFirst().attributes.isEmpty()))
        return 0; // a table without columns has no header to read back
    QByteArray text;
    if (first->list || first->records.isEmpty()) {
        smc::wire::RecordList list;
        list.items = first->records;
        list.total = list.items.size();
        text = write(format, list);
    } else {
        text = write(format, first->records.constFirst());
    }
    const smc::Result<Input> second = read(format, text);
    if (!second)
        fail("does not read what it wrote", text + "\n" + second.error().message.toUtf8());
    if (second->list != first->list || fuzzSorted(second->records) != fuzzSorted(first->records))
        fail("reads back otherwise", text);
    return 0;
}
