// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/reader.h"

#include "service/identity/cache_follower.h"
#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/sid.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

Error noSuchObject(Kind kind, const ObjectId &id)
{
    const QString name = id.form == ObjectId::Form::Guid ? ldap::guidToText(id.guid) : id.text;
    return Error{.code = ErrorCode::NotFound,
                 .message = u"There is no %1 \"%2\"."_s.arg(kindSingular(kind), name),
                 .hint = u"It may have been renamed, moved or deleted; search for it again."_s};
}

/// The filter that finds an account; a workstation's "$" may be missing.
QByteArray accountFilter(Kind kind, const QString &account)
{
    QByteArray name = ldap::equals("sAMAccountName", account.toUtf8());
    if (!account.endsWith(u'$') && (kind == Kind::Workstations || kind == Kind::Objects))
        name = "(|" + name + ldap::equals("sAMAccountName", (account + u'$').toUtf8()) + ')';
    return "(&" + kindFilter(kind) + name + ')';
}

bool isOfKind(const ldap::Entry &entry, Kind kind)
{
    const ldap::Attribute *classes = entry.find("objectClass");
    return kind == Kind::Objects || (classes && kindOf(classes->values) == kind);
}

} // namespace

Reader::Reader(Realm &realm, const access::Credentials &as)
    : m_realm(realm)
    , m_as(as)
{}

Source Reader::cacheSource() const
{
    const auto age = std::chrono::steady_clock::now() - m_realm.cache()->knownGoodAt();
    return {.server = m_realm.cache()->server(),
            .age = std::chrono::duration_cast<std::chrono::milliseconds>(age)};
}

Result<std::shared_ptr<const ldap::Schema>> Reader::schema()
{
    if (Cache *cache = m_realm.cache(); cache && cache->isReady())
        return cache->schema();
    return m_realm.directory().schema(m_as);
}

Result<QString> Reader::base()
{
    return m_realm.directory().base(m_as);
}

Result<FilterContext> Reader::filterContext()
{
    FilterContext context{.now = fileTime(QDateTime::currentDateTimeUtc())};
    auto top = base();
    if (!top)
        return top.error();
    auto domain = read(Kind::Objects, ObjectId::parse(*top), false);
    if (!domain)
        return domain.error();
    // lockoutDuration: negative, in 100 ns; the smallest number means "until somebody unlocks"
    // ([MS-SAMR] 3.1.1.5).
    const qint64 duration = domain->entry.value("lockoutDuration").toLongLong();
    if (duration < 0 && duration != std::numeric_limits<qint64>::min())
        context.lockedSince = context.now + duration;
    return context;
}

Result<Listed> Reader::list(const ListQuery &query, bool fresh)
{
    Cache *cache = m_realm.cache();
    if (!fresh && cache && cache->covers(query)) {
        auto listed = cache->list(query);
        if (!listed)
            return listed.error();
        return Listed{.result = *std::move(listed), .source = cacheSource()};
    }
    if (CacheFollower *follower = m_realm.follower(); fresh && follower)
        follower->hurry();
    auto types = schema();
    if (!types)
        return types.error();
    auto top = base();
    if (!top)
        return top.error();
    ldap::Search search{.base = query.base.isEmpty() ? *top : query.base,
                        .scope = query.scope,
                        .filter = "(&" + kindFilter(query.kind) + toLdap(query.filter) + ')',
                        .attributes = query.attributes.isEmpty() ? QByteArrayList{"*"} : query.attributes};
    search.attributes << "objectGUID";
    for (const wire::SortKey &key : query.sort)
        search.attributes << key.attribute;
    auto entries = m_realm.directory().search(m_as, search);
    if (!entries)
        return entries.error().at(u"listing"_s, kindName(query.kind));
    const auto at = [&](std::size_t i) -> const ldap::Entry & {
        return entries->at(static_cast<qsizetype>(i));
    };
    const wire::Sortable rows{
        .size = static_cast<std::size_t>(entries->size()),
        .value = [&](std::size_t i, const QByteArray &name) { return at(i).value(name); },
        .guid = [&](std::size_t i) { return at(i).value("objectGUID"); },
        .isNumber = [&](const QByteArray &name) { return (*types)->isNumber(name); }};
    auto page = wire::order(rows, query.sort, query.limit, query.cursor);
    if (!page)
        return page.error();
    Listed listed;
    listed.result.total = entries->size();
    listed.result.next = page->next;
    for (const std::size_t index : page->indices)
        listed.result.entries.append(at(index));
    return listed;
}

Result<ldap::Entry> Reader::readFromDirectory(Kind kind, const ObjectId &id, const QByteArrayList &attributes)
{
    ldap::Directory &directory = m_realm.directory();
    QByteArrayList wanted = attributes.isEmpty() ? QByteArrayList{"*"} : attributes;
    wanted << "objectClass" << "objectGUID";
    if (id.form == ObjectId::Form::Account) {
        auto top = base();
        if (!top)
            return top.error();
        ldap::Search search{.base = *top,
                            .filter = accountFilter(kind, id.text),
                            .attributes = wanted,
                            .pageSize = 0,
                            .sizeLimit = 2};
        auto found = directory.search(m_as, search);
        if (!found)
            return found.error();
        if (found->isEmpty())
            return noSuchObject(kind, id);
        return found->constFirst();
    }
    const QString dn =
        id.form == ObjectId::Form::Guid ? QString(u"<GUID="_s + ldap::guidToText(id.guid) + u'>') : id.text;
    auto entry = directory.read(m_as, dn, wanted);
    if (!entry)
        return entry.error().code == ErrorCode::NotFound ? noSuchObject(kind, id) : entry.error();
    return isOfKind(*entry, kind) ? entry : Result<ldap::Entry>(noSuchObject(kind, id));
}

Result<Found> Reader::read(Kind kind, const ObjectId &id, bool fresh, const QByteArrayList &attributes)
{
    auto types = schema();
    if (!types)
        return types.error();
    Cache *cache = m_realm.cache();
    if (!fresh && attributes.isEmpty() && cache && cache->isReady()) {
        bool complete = false;
        auto entry = cache->find(id, &complete);
        if (entry && complete && isOfKind(*entry, kind)) {
            const QByteArray etag = etagOf(*entry, **types);
            return Found{.entry = *std::move(entry), .etag = etag, .source = cacheSource()};
        }
    }
    auto entry = readFromDirectory(kind, id, attributes);
    if (!entry)
        return entry.error().at(u"reading"_s, kindSingular(kind));
    const QByteArray etag = attributes.isEmpty() ? etagOf(*entry, **types) : QByteArray();
    return Found{.entry = *std::move(entry), .etag = etag, .source = {}};
}

Result<QByteArray> Reader::guidOf(Kind kind, const ObjectId &id, bool fresh)
{
    if (id.form == ObjectId::Form::Guid)
        return id.guid;
    if (Cache *cache = m_realm.cache(); cache && !fresh && cache->isReady()) {
        if (auto entry = cache->find(id); entry && isOfKind(*entry, kind))
            return entry->value("objectGUID");
    }
    auto entry = readFromDirectory(kind, id, {"objectGUID"});
    if (!entry)
        return entry.error();
    return entry->value("objectGUID");
}

Result<ldap::Entry> Reader::identify(Kind kind, const ObjectId &id)
{
    if (Cache *cache = m_realm.cache(); cache && cache->isReady()) {
        if (auto entry = cache->find(id); entry && isOfKind(*entry, kind))
            return *std::move(entry);
    }
    return readFromDirectory(kind, id, {"objectSid"});
}

Result<QString> Reader::resolve(Kind kind, const ObjectId &id)
{
    auto entry = identify(kind, id);
    if (!entry)
        return entry.error();
    return entry->dn;
}

Result<qsizetype> Reader::countBelow(const QString &dn, bool fresh)
{
    if (Cache *cache = m_realm.cache(); cache && !fresh) {
        if (const auto count = cache->countBelow(dn))
            return *count;
    }
    qsizetype count = -1; // the object itself does not count
    const ldap::Search search{.base = dn, .attributes = {"1.1"}};
    auto counted = m_realm.directory().searchEach(m_as, search, [&count](ldap::Entry &&) {
        ++count;
        return true;
    });
    if (!counted)
        return counted.error();
    return std::max<qsizetype>(count, 0);
}

} // namespace smc::identity
