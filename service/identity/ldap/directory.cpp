// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/directory.h"

#include "service/identity/ldap/operations.h"
#include "service/identity/ldap/pool.h"
#include "service/identity/ldap/schema_reader.h"
#include "service/identity/ldap/servers.h"

#include <mutex>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

class Directory::Private
{
public:
    explicit Private(RealmConfig realm)
        : config(std::move(realm))
        , servers(config)
        , pool(config, servers)
    {}

    // Reads on one connection after another until one lives through it.
    template<typename T>
    Result<T> reading(const access::Credentials &as, const std::function<Result<T>(Connection &)> &work)
    {
        const qsizetype tries = std::max<qsizetype>(config.uris.size(), 1) + 1;
        for (qsizetype attempt = 1;; ++attempt) {
            auto lease = pool.lend(as);
            if (!lease)
                return lease.error();
            auto result = work(**lease);
            if (result || !(*lease)->broken() || attempt >= tries)
                return result;
        }
    }

    const RealmConfig config;
    Servers servers;
    Pool pool;
    std::mutex mutex;
    QString base;
    std::shared_ptr<const Schema> schema;
};

Directory::Directory(RealmConfig config)
    : d(std::make_unique<Private>(std::move(config)))
{}

Directory::~Directory() = default;

const RealmConfig &Directory::config() const
{
    return d->config;
}

Result<QString> Directory::base(const access::Credentials &as)
{
    if (!d->config.base.isEmpty())
        return d->config.base;
    {
        const std::lock_guard lock(d->mutex);
        if (!d->base.isEmpty())
            return d->base;
    }
    const auto root = rootDse(as);
    if (!root)
        return root.error();
    const std::lock_guard lock(d->mutex);
    d->base = root->defaultNamingContext;
    return d->base;
}

Result<void> Directory::signIn(const access::Credentials &as)
{
    const auto lease = d->pool.lend(as, true);
    if (!lease)
        return lease.error();
    return {};
}

void Directory::forget(const access::Credentials &as)
{
    d->pool.forget(as);
}

Result<RootDse> Directory::rootDse(const access::Credentials &as)
{
    return d->reading<RootDse>(as, [](Connection &connection) -> Result<RootDse> {
        const auto entry = readOn(connection, {},
                                  {"dnsHostName", "defaultNamingContext", "configurationNamingContext",
                                   "schemaNamingContext", "highestCommittedUSN", "supportedSASLMechanisms"});
        if (!entry)
            return entry.error().at(u"reading the rootDSE of"_s, connection.host());
        RootDse root{.dnsHostName = QString::fromUtf8(entry->value("dnsHostName")),
                     .defaultNamingContext = QString::fromUtf8(entry->value("defaultNamingContext")),
                     .configurationNamingContext =
                         QString::fromUtf8(entry->value("configurationNamingContext")),
                     .schemaNamingContext = QString::fromUtf8(entry->value("schemaNamingContext")),
                     .highestCommittedUsn = entry->value("highestCommittedUSN").toULongLong(),
                     .saslMechanisms = {}};
        if (const Attribute *mechanisms = entry->find("supportedSASLMechanisms")) {
            for (const QByteArray &mechanism : mechanisms->values)
                root.saslMechanisms << QString::fromUtf8(mechanism);
        }
        return root;
    });
}

Result<std::shared_ptr<const Schema>> Directory::schema(const access::Credentials &as)
{
    {
        const std::lock_guard lock(d->mutex);
        if (d->schema)
            return d->schema;
    }
    const auto root = rootDse(as);
    if (!root)
        return root.error();
    auto schema = d->reading<std::shared_ptr<const Schema>>(
        as, [&root](Connection &connection) { return readSchema(connection, root->schemaNamingContext); });
    if (!schema)
        return schema;
    const std::lock_guard lock(d->mutex);
    d->schema = *schema;
    return d->schema;
}

Result<QList<Entry>> Directory::search(const access::Credentials &as, const Search &search)
{
    QList<Entry> entries;
    auto done = searchEach(as, search, [&entries](Entry &&entry) {
        entries.append(std::move(entry));
        return true;
    });
    if (!done)
        return done.error();
    return entries;
}

Result<void> Directory::searchEach(const access::Credentials &as, const Search &search,
                                   const std::function<bool(Entry &&)> &each)
{
    auto lease = d->pool.lend(as);
    if (!lease)
        return lease.error();
    auto done = searchOn(**lease, search, each);
    if (!done)
        return done.error().at(u"searching below"_s, search.base);
    return done;
}

Result<Entry> Directory::read(const access::Credentials &as, const QString &dn,
                              const QByteArrayList &attributes)
{
    auto entry = d->reading<Entry>(as, [&](Connection &connection) -> Result<Entry> {
        std::optional<Entry> found;
        auto done = searchOn(connection, {.base = dn, .scope = Scope::Base, .attributes = attributes},
                             [&found](Entry &&one) {
                                 found = std::move(one);
                                 return true;
                             });
        if (!done)
            return done.error();
        if (!found)
            return Error{.code = ErrorCode::NotFound, .message = u"There is no such object."_s};
        return *std::move(found);
    });
    if (!entry)
        return entry.error().at(u"reading"_s, dn);
    return entry;
}

Result<void> Directory::add(const access::Credentials &as, const QString &dn,
                            const QList<Attribute> &attributes)
{
    auto lease = d->pool.lend(as);
    if (!lease)
        return lease.error();
    auto done = addOn(**lease, dn, attributes);
    return done ? done : done.error().at(u"creating"_s, dn);
}

Result<void> Directory::modify(const access::Credentials &as, const QString &dn,
                               const QList<Modification> &changes)
{
    auto lease = d->pool.lend(as);
    if (!lease)
        return lease.error();
    auto done = modifyOn(**lease, dn, changes);
    return done ? done : done.error().at(u"changing"_s, dn);
}

Result<void> Directory::rename(const access::Credentials &as, const QString &dn, const QString &newRdn,
                               const QString &newParent)
{
    auto lease = d->pool.lend(as);
    if (!lease)
        return lease.error();
    auto done = renameOn(**lease, dn, newRdn, newParent);
    return done ? done : done.error().at(u"renaming"_s, dn);
}

Result<void> Directory::remove(const access::Credentials &as, const QString &dn, bool subtree)
{
    auto lease = d->pool.lend(as);
    if (!lease)
        return lease.error();
    auto done = removeOn(**lease, dn, subtree);
    return done ? done : done.error().at(u"deleting"_s, dn);
}

QList<ServerHealth> Directory::health() const
{
    return d->servers.health();
}

} // namespace smc::ldap
