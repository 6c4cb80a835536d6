// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/directory.h"

#include "service/identity/ldap/once.h"
#include "service/identity/ldap/operations.h"
#include "service/identity/ldap/pool.h"
#include "service/identity/ldap/schema_reader.h"
#include "service/identity/ldap/servers.h"

#include <QRandomGenerator>
#include <QSet>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

// Names of entries that were handed out already, as hashes: eight bytes each, and 100,000 entries collide
// with a chance of one in four billions.
class HandedOut
{
public:
    /// False when it was there.
    bool insert(const QString &dn)
    {
        const auto before = m_hashes.size();
        m_hashes.insert(quint64(qHash(dn, m_seed)));
        return m_hashes.size() != before;
    }

private:
    std::size_t m_seed = QRandomGenerator::global()->generate64();
    QSet<quint64> m_hashes;
};

} // namespace

class Directory::Private
{
public:
    explicit Private(RealmConfig realm)
        : config(std::move(realm))
        , servers(config)
        , pool(config, servers)
        , sweeper([this](const std::stop_token &stop) { sweep(stop); })
    {}

    // Reads on one connection after another until one lives through it.
    Result<void> reading(const access::Credentials &as, const std::function<Result<void>(Connection &)> &work)
    {
        const qsizetype tries = servers.count() + 1;
        for (qsizetype attempt = 1;; ++attempt) {
            auto lease = pool.lend(as);
            if (!lease)
                return lease.error();
            Connection &connection = **lease;
            auto result = work(connection);
            if (result || !connection.broken())
                return result;
            if (result.error().code == ErrorCode::Timeout)
                servers.failed(connection.uri(), result.error());
            // Whoever was kept waiting to the end of his patience is not kept waiting again.
            if (result.error().code == ErrorCode::Timeout || attempt >= tries)
                return result;
        }
    }

    Result<void> changing(const access::Credentials &as, const Change &change)
    {
        return changeOnce(pool, servers, config, as, change);
    }

    void sweep(const std::stop_token &stop)
    {
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            ending.wait_for(lock, stop, std::chrono::seconds(30), [] { return false; });
            lock.unlock();
            pool.closeIdle();
            lock.lock();
        }
    }

    const RealmConfig config;
    Servers servers;
    Pool pool;
    std::mutex mutex;
    std::condition_variable_any ending;
    QString base;
    std::shared_ptr<const Schema> schema;
    std::jthread sweeper; ///< closes idle connections; the last member, so that it ends first
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
    RootDse root;
    auto done = d->reading(as, [&root](Connection &connection) -> Result<void> {
        const auto entry = readOn(connection, {},
                                  {"dnsHostName", "defaultNamingContext", "configurationNamingContext",
                                   "schemaNamingContext", "highestCommittedUSN", "supportedSASLMechanisms"});
        if (!entry)
            return entry.error().at(u"reading the rootDSE of"_s, connection.host());
        root = {.dnsHostName = QString::fromUtf8(entry->value("dnsHostName")),
                .defaultNamingContext = QString::fromUtf8(entry->value("defaultNamingContext")),
                .configurationNamingContext = QString::fromUtf8(entry->value("configurationNamingContext")),
                .schemaNamingContext = QString::fromUtf8(entry->value("schemaNamingContext")),
                .highestCommittedUsn = entry->value("highestCommittedUSN").toULongLong(),
                .saslMechanisms = {}};
        if (const Attribute *mechanisms = entry->find("supportedSASLMechanisms")) {
            for (const QByteArray &mechanism : mechanisms->values)
                root.saslMechanisms << QString::fromUtf8(mechanism);
        }
        return {};
    });
    if (!done)
        return done.error();
    return root;
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
    std::shared_ptr<const Schema> fresh;
    auto done = d->reading(as, [&](Connection &connection) -> Result<void> {
        auto schema = readSchema(connection, root->schemaNamingContext);
        if (!schema)
            return schema.error();
        fresh = *std::move(schema);
        return {};
    });
    if (!done)
        return done.error();
    const std::lock_guard lock(d->mutex);
    d->schema = fresh;
    return fresh;
}

Result<PasswordPolicy> Directory::passwordPolicy(const access::Credentials &as, const QString &userDn)
{
    if (!userDn.isEmpty()) {
        // Nobody but administrators may read fine-grained policies; then the domain's is told.
        const auto user = read(as, userDn, {"msDS-ResultantPSO"});
        const QString pso = user ? QString::fromUtf8(user->value("msDS-ResultantPSO")) : QString();
        if (!pso.isEmpty()) {
            const auto entry = read(as, pso, policyAttributes());
            if (entry && entry->find("msDS-MinimumPasswordLength"))
                return policyFrom(*entry);
        }
    }
    const auto root = rootDse(as);
    if (!root)
        return root.error();
    const auto domain = read(as, root->defaultNamingContext, policyAttributes());
    if (!domain)
        return domain.error();
    return policyFrom(*domain);
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
    // A search that broke half-way begins again on the next connection and leaves out what was handed out.
    Search request = search;
    if (search.sizeLimit > 0 && search.sizeLimit < search.pageSize)
        request.pageSize = static_cast<int>(search.sizeLimit);
    HandedOut handedOut;
    qsizetype count = 0;
    bool stopped = false;
    auto done = d->reading(as, [&](Connection &connection) {
        return searchOn(connection, request, [&](Entry &&entry) {
            if (search.scope != Scope::Base && !handedOut.insert(entry.dn))
                return true;
            ++count;
            stopped = !each(std::move(entry)) || (search.sizeLimit > 0 && count >= search.sizeLimit);
            return !stopped;
        });
    });
    if (!done && !stopped)
        return done.error().at(u"searching below"_s, search.base);
    return {};
}

Result<Entry> Directory::read(const access::Credentials &as, const QString &dn,
                              const QByteArrayList &attributes)
{
    std::optional<Entry> found;
    auto done = d->reading(as, [&](Connection &connection) {
        return searchOn(connection,
                        {.base = dn, .scope = Scope::Base, .attributes = attributes, .pageSize = 0},
                        [&found](Entry &&entry) {
                            found = std::move(entry);
                            return true;
                        });
    });
    if (!done)
        return done.error().at(u"reading"_s, dn);
    if (!found)
        return Error{.code = ErrorCode::NotFound, .message = u"There is no such object."_s}.at(u"reading"_s,
                                                                                               dn);
    return *std::move(found);
}

Error Directory::withPolicy(const access::Credentials &as, const QString &userDn, const Error &error)
{
    if (error.field != u"unicodePwd"_s || !error.native.contains(u"0000052D"_s, Qt::CaseInsensitive))
        return error;
    Error told = error;
    if (const auto policy = passwordPolicy(as, userDn))
        told.hint = policyWords(*policy);
    return told;
}

Result<void> Directory::add(const access::Credentials &as, const QString &dn,
                            const QList<Attribute> &attributes)
{
    auto done = d->changing(as, addition(dn, attributes));
    return done ? done : withPolicy(as, {}, done.error());
}

Result<void> Directory::modify(const access::Credentials &as, const QString &dn,
                               const QList<Modification> &changes)
{
    auto done = d->changing(as, modification(dn, changes));
    return done ? done : withPolicy(as, dn, done.error());
}

Result<void> Directory::rename(const access::Credentials &as, const QString &dn, const QString &newRdn,
                               const QString &newParent)
{
    return d->changing(as, renaming(dn, newRdn, newParent));
}

Result<void> Directory::remove(const access::Credentials &as, const QString &dn, bool subtree)
{
    return d->changing(as, removal(dn, subtree));
}

QList<ServerHealth> Directory::health() const
{
    return d->servers.health();
}

} // namespace smc::ldap
