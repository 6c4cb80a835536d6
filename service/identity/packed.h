// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QHash>

#include <cstdint>
#include <cstring>
#include <vector>

namespace smc::identity {

/// Attribute names, each kept once: 16 bits stand for a name in the cache.
class NameTable
{
public:
    using Id = std::uint16_t;
    static constexpr Id none = 0xffff;

    [[nodiscard]] Id find(QByteArrayView name) const
    {
        return m_ids.value(name.toByteArray().toLower(), none);
    }
    /// Adds it where it is new; `none` when the table is full (65,534 names: no schema has as many).
    Id intern(const QByteArray &name)
    {
        const QByteArray key = name.toLower();
        const auto found = m_ids.constFind(key);
        if (found != m_ids.cend())
            return *found;
        if (m_names.size() >= none)
            return none;
        m_names.push_back(name);
        const Id id = static_cast<Id>(m_names.size() - 1);
        m_ids.insert(key, id);
        return id;
    }
    [[nodiscard]] const QByteArray &name(Id id) const { return m_names[id]; }
    [[nodiscard]] std::size_t size() const { return m_names.size(); }

private:
    std::vector<QByteArray> m_names;
    QHash<QByteArray, Id> m_ids;
};

/// The attributes of one object in one block of bytes: a tenth of what lists of lists would take.
///
///     attribute = id:u16 count:u16 bytes:u32 { length:u32 value }*count      (host byte order, memory only)
class PackedAttributes
{
public:
    void append(NameTable::Id id, const QByteArrayList &values)
    {
        std::uint32_t size = 0;
        for (const QByteArray &value : values)
            size += 4 + static_cast<std::uint32_t>(value.size());
        put(id);
        put(static_cast<std::uint16_t>(values.size()));
        put(size);
        for (const QByteArray &value : values) {
            put(static_cast<std::uint32_t>(value.size()));
            m_bytes.append(value);
        }
    }
    void squeeze() { m_bytes.squeeze(); }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }

    /// Calls `each(id, values)` for every attribute; `values` is a cursor: while (values.next(view)).
    class Values
    {
    public:
        Values(const char *at, std::uint16_t count)
            : m_at(at)
            , m_left(count)
        {}
        bool next(QByteArrayView &value)
        {
            if (m_left == 0)
                return false;
            --m_left;
            std::uint32_t length = 0;
            std::memcpy(&length, m_at, sizeof length);
            value = QByteArrayView(m_at + sizeof length, length);
            m_at += sizeof length + length;
            return true;
        }
        [[nodiscard]] QByteArrayList all() const
        {
            QByteArrayList list;
            Values copy = *this;
            list.reserve(m_left);
            for (QByteArrayView value; copy.next(value);)
                list.append(value.toByteArray());
            return list;
        }

    private:
        const char *m_at;
        std::uint16_t m_left;
    };

    template<typename Each>
    void visit(Each each) const
    {
        const char *at = m_bytes.constData();
        const char *end = at + m_bytes.size();
        while (at < end) {
            std::uint16_t id = 0;
            std::uint16_t count = 0;
            std::uint32_t size = 0;
            std::memcpy(&id, at, sizeof id);
            std::memcpy(&count, at + 2, sizeof count);
            std::memcpy(&size, at + 4, sizeof size);
            if (!each(id, Values(at + 8, count)))
                return;
            at += 8 + size;
        }
    }
    [[nodiscard]] Values find(NameTable::Id wanted) const
    {
        Values found(nullptr, 0);
        visit([&](NameTable::Id id, Values values) {
            if (id != wanted)
                return true;
            found = values;
            return false;
        });
        return found;
    }

private:
    template<typename Number>
    void put(Number number)
    {
        m_bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
    }
    QByteArray m_bytes;
};

} // namespace smc::identity
