// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/operations.h"

#include <ldap.h>

#include <array>
#include <vector>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char showDeletedOid[] = "1.2.840.113556.1.4.417";
constexpr char sdFlagsOid[] = "1.2.840.113556.1.4.801";

struct ControlFree
{
    void operator()(LDAPControl *control) const { ldap_control_free(control); }
};
using Control = std::unique_ptr<LDAPControl, ControlFree>;

Control makeControl(const char *oid, bool critical, berval *value)
{
    LDAPControl *control = nullptr;
    ldap_control_create(oid, critical ? 1 : 0, value, 1, &control);
    return Control(control);
}

// Owner, group and DACL: everybody who may read the object may read these; the SACL takes a privilege.
Control makeSdFlags()
{
    char bytes[] = {0x30, 0x03, 0x02, 0x01, 0x07}; // SEQUENCE { INTEGER 7 } ([MS-ADTS] 3.1.1.3.4.1.11)
    berval value{.bv_len = sizeof bytes, .bv_val = bytes};
    return makeControl(sdFlagsOid, true, &value);
}

// A list of C strings as libldap wants it.
class NameList
{
public:
    explicit NameList(const QByteArrayList &names)
        : m_names(names)
    {
        for (QByteArray &name : m_names)
            m_pointers.push_back(name.data());
        m_pointers.push_back(nullptr);
    }
    [[nodiscard]] char **get() { return m_pointers.size() > 1 ? m_pointers.data() : nullptr; }

private:
    QByteArrayList m_names;
    std::vector<char *> m_pointers;
};

Entry toEntry(LDAP *handle, LDAPMessage *message)
{
    Entry entry;
    BerElement *cursor = nullptr;
    berval dn{};
    if (ldap_get_dn_ber(handle, message, &cursor, &dn) == LDAP_SUCCESS)
        entry.dn = QString::fromUtf8(dn.bv_val, static_cast<qsizetype>(dn.bv_len));
    berval name{};
    BerVarray values = nullptr;
    while (ldap_get_attribute_ber(handle, message, cursor, &name, &values) == LDAP_SUCCESS && name.bv_val) {
        Attribute attribute;
        attribute.name = QByteArray(name.bv_val, static_cast<qsizetype>(name.bv_len));
        for (const berval *value = values; value && value->bv_val; ++value)
            attribute.values << QByteArray(value->bv_val, static_cast<qsizetype>(value->bv_len));
        entry.attributes.append(std::move(attribute));
        ber_memfree(values);
        values = nullptr;
    }
    if (cursor)
        ber_free(cursor, 0);
    return entry;
}

struct Range
{
    QByteArray name;     ///< without the option
    qsizetype last = -1; ///< -1: "*", nothing follows
};

// "member;range=0-1499" ([MS-ADTS] 3.1.1.3.1.3.3)
std::optional<Range> rangeOf(const QByteArray &name)
{
    const qsizetype at = name.toLower().indexOf(";range=");
    if (at < 0)
        return std::nullopt;
    const QByteArray range = name.mid(at + 7);
    const qsizetype dash = range.indexOf('-');
    if (dash < 0)
        return std::nullopt;
    Range result{name.first(at), -1};
    const QByteArray last = range.mid(dash + 1);
    if (last != "*") {
        bool ok = false;
        result.last = last.toLongLong(&ok);
        if (!ok)
            return std::nullopt;
    }
    return result;
}

class Searcher
{
public:
    Searcher(Connection &connection, const Search &search, const std::function<bool(Entry &&)> &each)
        : m_connection(connection)
        , m_search(search)
        , m_each(each)
        , m_names(search.attributes)
    {
        if (search.showDeleted)
            m_controls.push_back(makeControl(showDeletedOid, true, nullptr));
        if (search.readDacl)
            m_controls.push_back(makeSdFlags());
    }

    Result<void> run()
    {
        const bool paged = m_search.pageSize > 0 && m_search.scope != Scope::Base;
        QByteArray cookie;
        do {
            if (auto done = page(paged, cookie); !done)
                return done;
        } while (!m_stopped && !cookie.isEmpty());
        // The server keeps the rest of a search that was left ([RFC 2696] 3: size 0 ends it).
        if (m_stopped && !cookie.isEmpty())
            release(cookie);
        return {};
    }

private:
    Result<int> send(bool paged, int size, const QByteArray &cookie)
    {
        std::vector<LDAPControl *> controls;
        controls.reserve(m_controls.size() + 2);
        for (const Control &control : m_controls)
            controls.push_back(control.get());
        Control page;
        if (paged) {
            QByteArray copy = cookie;
            berval value{.bv_len = static_cast<ber_len_t>(copy.size()), .bv_val = copy.data()};
            LDAPControl *made = nullptr;
            if (const int code = ldap_create_page_control(m_connection.handle(), size, &value, 1, &made);
                code != LDAP_SUCCESS)
                return m_connection.failed(code);
            page.reset(made);
            controls.push_back(made);
        }
        controls.push_back(nullptr);
        const int scope = m_search.scope == Scope::Base       ? LDAP_SCOPE_BASE
                          : m_search.scope == Scope::OneLevel ? LDAP_SCOPE_ONELEVEL
                                                              : LDAP_SCOPE_SUBTREE;
        int id = 0;
        const int code = ldap_search_ext(m_connection.handle(), m_search.base.toUtf8().constData(), scope,
                                         m_search.filter.constData(), m_names.get(), 0, controls.data(),
                                         nullptr, nullptr, LDAP_NO_LIMIT, &id);
        if (code != LDAP_SUCCESS)
            return m_connection.failed(code);
        return id;
    }

    Result<void> page(bool paged, QByteArray &cookie)
    {
        const auto id = send(paged, m_search.pageSize, cookie);
        if (!id)
            return id.error();
        cookie.clear();
        for (;;) {
            auto message = m_connection.next(*id);
            if (!message)
                return message.error();
            switch (ldap_msgtype(message->get())) {
            case LDAP_RES_SEARCH_ENTRY: {
                Entry entry = toEntry(m_connection.handle(), message->get());
                message->reset();
                if (auto done = completeRanges(entry); !done)
                    return done;
                if (!m_each(std::move(entry))) {
                    m_stopped = true;
                    m_connection.abandon(*id);
                    return {};
                }
                break;
            }
            case LDAP_RES_SEARCH_RESULT:
                if (auto done = m_connection.resultOf(message->get()); !done)
                    return done;
                if (paged)
                    cookie = cookieOf(message->get());
                return {};
            default: // a reference to another server, or an intermediate answer
                break;
            }
        }
    }

    QByteArray cookieOf(LDAPMessage *message)
    {
        LDAPControl **answered = nullptr;
        QByteArray cookie;
        if (ldap_parse_result(m_connection.handle(), message, nullptr, nullptr, nullptr, nullptr, &answered,
                              0) != LDAP_SUCCESS ||
            !answered)
            return cookie;
        if (LDAPControl *control = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, answered, nullptr)) {
            ber_int_t estimate = 0;
            berval value{};
            if (ldap_parse_pageresponse_control(m_connection.handle(), control, &estimate, &value) ==
                LDAP_SUCCESS) {
                cookie = QByteArray(value.bv_val, static_cast<qsizetype>(value.bv_len));
                ber_memfree(value.bv_val);
            }
        }
        ldap_controls_free(answered);
        return cookie;
    }

    void release(const QByteArray &cookie)
    {
        if (const auto id = send(true, 0, cookie))
            (void)m_connection.finish(*id);
    }

    // A server that gives many values in slices is asked for the rest ("member;range=1500-*").
    Result<void> completeRanges(Entry &entry)
    {
        QList<Attribute> whole;
        for (Attribute &attribute : entry.attributes) {
            auto range = rangeOf(attribute.name);
            if (!range)
                continue;
            attribute.name = range->name;
            while (range && range->last >= 0) {
                const QByteArray rest = range->name + ";range=" + QByteArray::number(range->last + 1) + "-*";
                auto slice = readOn(m_connection, entry.dn, {rest});
                if (!slice)
                    return slice.error();
                range.reset();
                for (const Attribute &more : std::as_const(slice->attributes)) {
                    const auto next = rangeOf(more.name);
                    if (!next || next->name.compare(attribute.name, Qt::CaseInsensitive) != 0)
                        continue;
                    attribute.values += more.values;
                    range = next;
                }
            }
        }
        // AD also sends the plain attribute, without values, beside the ranged one.
        entry.attributes.removeIf([&entry](const Attribute &attribute) {
            return attribute.values.isEmpty() &&
                   std::count_if(entry.attributes.cbegin(), entry.attributes.cend(),
                                 [&](const Attribute &other) {
                                     return other.name.compare(attribute.name, Qt::CaseInsensitive) == 0;
                                 }) > 1;
        });
        return {};
    }

    Connection &m_connection;
    const Search &m_search;
    const std::function<bool(Entry &&)> &m_each;
    NameList m_names;
    std::vector<Control> m_controls;
    bool m_stopped = false;
};

} // namespace

Result<void> searchOn(Connection &connection, const Search &search, const std::function<bool(Entry &&)> &each)
{
    return Searcher(connection, search, each).run();
}

Result<Entry> readOn(Connection &connection, const QString &dn, const QByteArrayList &attributes)
{
    NameList names(attributes);
    int id = 0;
    const int code =
        ldap_search_ext(connection.handle(), dn.toUtf8().constData(), LDAP_SCOPE_BASE, "(objectClass=*)",
                        names.get(), 0, nullptr, nullptr, nullptr, LDAP_NO_LIMIT, &id);
    if (code != LDAP_SUCCESS)
        return connection.failed(code);
    std::optional<Entry> found;
    for (;;) {
        auto message = connection.next(id);
        if (!message)
            return message.error();
        const int type = ldap_msgtype(message->get());
        if (type == LDAP_RES_SEARCH_ENTRY)
            found = toEntry(connection.handle(), message->get());
        if (type != LDAP_RES_SEARCH_RESULT)
            continue;
        if (auto done = connection.resultOf(message->get()); !done)
            return done.error();
        if (!found)
            return Error{.code = ErrorCode::NotFound, .message = u"There is no such object."_s};
        return *std::move(found);
    }
}

} // namespace smc::ldap
