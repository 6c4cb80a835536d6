// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "service/identity/ldap/password.h"
#include "service/identity/ldap/types.h"
#include "shared/core/result.h"

#include <functional>
#include <memory>
#include <optional>

namespace smc::ldap {

class Schema; // service/identity/ldap/schema.h

/// What the rootDSE says ([MS-ADTS] 3.1.1.3.2).
struct RootDse
{
    QString dnsHostName; ///< the DC that answered
    QString defaultNamingContext;
    QString configurationNamingContext;
    QString schemaNamingContext;
    quint64 highestCommittedUsn = 0;
    QStringList saslMechanisms;
};

/// State of one server of the realm, for /metrics and the client's status bar.
struct ServerHealth
{
    QString uri;
    bool healthy = true;
    std::chrono::microseconds latency{0}; ///< of the last rootDSE read or bind
    QString lastError;                    ///< of the last failure; empty when healthy
    int openConnections = 0;
};

/// One realm's directory: its servers, its pooled connections per principal, its schema.
///
/// Thread-safe; every call blocks its thread (use a pool). A call goes to a kept connection of the
/// principal (and of its secret). All principals use the same server as long as it is well, so that reads
/// follow writes and highestCommittedUsn stays comparable; after a fail-over they stay on the new one. When a
/// connection breaks, reads are repeated on the next server; a change is repeated only if it can be shown
/// that it was not carried out (the request never left, or the object shows it), so no change is lost or done
/// twice.
///
/// Errors of all calls: Unreachable (no server), Timeout, Unauthenticated (bind refused; the message says
/// why, from AD's sub-code 525/52e/530/532/533/701/773/775), Denied, NotFound, Exists, Refused (with AD's
/// reason translated, e.g. 0000052D into the password policy), Invalid (unknown attribute, bad syntax:
/// `field` names the attribute when the server does), Internal.
class Directory
{
public:
    explicit Directory(RealmConfig config);
    ~Directory();
    Directory(const Directory &) = delete;
    Directory &operator=(const Directory &) = delete;

    [[nodiscard]] const RealmConfig &config() const;
    /// The configured base or the default naming context. Blocks on first use.
    [[nodiscard]] Result<QString> base(const access::Credentials &as);

    /// Binds a new connection with these credentials and keeps it in the principal's pool.
    [[nodiscard]] Result<void> signIn(const access::Credentials &as);
    /// Closes all pooled connections of the principal (sign-out).
    void forget(const access::Credentials &as);

    [[nodiscard]] Result<RootDse> rootDse(const access::Credentials &as);
    /// Read once, kept; shared by all principals.
    [[nodiscard]] Result<std::shared_ptr<const Schema>> schema(const access::Credentials &as);
    /// The rules for a user's password: of the fine-grained policy that applies to him, where `as` may read
    /// it, else of the domain. `userDn` empty: the domain's.
    [[nodiscard]] Result<PasswordPolicy> passwordPolicy(const access::Credentials &as,
                                                        const QString &userDn = {});

    /// All entries. Use `each` where there may be many: it is called on the calling thread for every
    /// entry as it arrives and stops the search by returning false.
    [[nodiscard]] Result<QList<Entry>> search(const access::Credentials &as, const Search &search);
    [[nodiscard]] Result<void> searchEach(const access::Credentials &as, const Search &search,
                                          const std::function<bool(Entry &&)> &each);
    /// One entry by DN (also "<GUID=…>" and "<SID=…>"). Errors: NotFound.
    [[nodiscard]] Result<Entry> read(const access::Credentials &as, const QString &dn,
                                     const QByteArrayList &attributes = {});

    [[nodiscard]] Result<void> add(const access::Credentials &as, const QString &dn,
                                   const QList<Attribute> &attributes);
    [[nodiscard]] Result<void> modify(const access::Credentials &as, const QString &dn,
                                      const QList<Modification> &changes);
    /// Renames and/or moves. `newParent` empty: stays where it is.
    [[nodiscard]] Result<void> rename(const access::Credentials &as, const QString &dn, const QString &newRdn,
                                      const QString &newParent = {});
    /// `subtree`: with everything below (tree delete control 1.2.840.113556.1.4.805).
    [[nodiscard]] Result<void> remove(const access::Credentials &as, const QString &dn, bool subtree = false);

    [[nodiscard]] QList<ServerHealth> health() const;

private:
    Error withPolicy(const access::Credentials &as, const QString &userDn, const Error &error);
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace smc::ldap
