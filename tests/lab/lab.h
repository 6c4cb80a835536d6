// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace smc::testlab {

/// One entry as the command ldapsearch printed it: attribute names as the server spells them, decoded values.
struct LdifEntry
{
    QString dn;
    QMap<QString, QByteArrayList> attributes;

    [[nodiscard]] QString first(const QString &attribute) const;
};

/// How a command ended.
struct CommandResult
{
    int exitCode = -1; ///< -1: it did not start, crashed, or ran out of time
    QByteArray output;
    QByteArray errors;

    [[nodiscard]] bool ok() const { return exitCode == 0; }
};

/// Runs a command to its end, at most `timeoutMs`.
[[nodiscard]] CommandResult runCommand(const QString &program, const QStringList &arguments,
                                       const QByteArray &input = {}, int timeoutMs = 30000);

/// The domain of tests/lab, as a witness that is independent of our own code: it asks the directory with
/// ldapsearch and the KDC with kinit. See tests/lab/README.md for who is in the domain.
///
/// A value without state; a test program gets it from the environment that `tests/lab/lab client` makes and
/// ends with a message when it was started without. Functions block, and end the program with the
/// command's own words when the lab itself is broken: a broken lab proves nothing about us.
class Lab
{
public:
    [[nodiscard]] static Lab domain();

    [[nodiscard]] QString realm() const;    ///< "LAB.EXAMPLE"
    [[nodiscard]] QString base() const;     ///< "DC=lab,DC=example"
    [[nodiscard]] QString password() const; ///< of everybody
    [[nodiscard]] QString admin() const;    ///< "alice", in Domain Admins
    [[nodiscard]] QStringList uris() const; ///< "ldaps://dc1.lab.example", "ldaps://dc2.lab.example"
    [[nodiscard]] QStringList ipUris() const;
    [[nodiscard]] QString caFile() const;
    [[nodiscard]] QString otherCaFile() const;     ///< of an authority that signed nothing here
    [[nodiscard]] QString certificateFile() const; ///< for smc.lab.example, localhost and 127.0.0.1
    [[nodiscard]] QString privateKeyFile() const;
    [[nodiscard]] QString otherCertificateFile() const; ///< same names, by the other authority
    [[nodiscard]] QString otherPrivateKeyFile() const;
    [[nodiscard]] QString keytab() const; ///< HTTP/smc.lab.example and servicePrincipal()
    [[nodiscard]] QString servicePrincipal() const;
    [[nodiscard]] QString httpPrincipal() const; ///< "HTTP/smc.lab.example@LAB.EXAMPLE", the same account
    [[nodiscard]] QString servicePasswordFile() const;
    [[nodiscard]] QString ip(const QString &node) const; ///< of dc1, dc2, fs1, oth1, new1 … new3, host

    /// Signs in `times` times with a wrong password at dc1. Five lock the account.
    void failLogins(const QString &user, int times) const;
    /// Whether the KDC gives a ticket for this password.
    [[nodiscard]] bool canLogIn(const QString &user, const QString &password = {}) const;
    /// A ccache file ("FILE:…") with the user's forwardable ticket, gone with the directory it is made in;
    /// `lifetime` as kinit takes it ("4s"), empty: what the KDC gives.
    [[nodiscard]] QString ticketOf(const QString &user, const QString &directory,
                                   const QString &lifetime = {}) const;

    /// As Administrator at dc1; `base` empty: the domain. Attributes empty: all ordinary ones.
    [[nodiscard]] QList<LdifEntry> ldapSearch(const QString &filter, const QStringList &attributes = {},
                                              const QString &base = {},
                                              const QString &node = QStringLiteral("dc1")) const;
    /// Changes by somebody else, as LDIF with "changetype:"; false when the directory refuses.
    [[nodiscard]] bool ldapModify(const QByteArray &ldif, const QString &node = QStringLiteral("dc1")) const;
    /// Makes an empty organisational unit for this test, emptying one that an earlier run left. Returns its
    /// DN.
    [[nodiscard]] QString freshUnit(const QString &name) const;

    /// A user that can sign in with password(); `more` are further LDIF lines. Returns the DN.
    QString createUser(const QString &account, const QString &unit, const QByteArray &more = {}) const;

    /// The node dies at once; its address still answers "connection refused".
    void stopNode(const QString &node) const;
    /// Comes back with what it had on disk; returns when it serves.
    void startNode(const QString &node) const;
    /// A machine of its own, new1, new2 or new3, with Samba's programs and nothing set up, called by `node`
    /// in `domain` ("new.example") and known to nobody; it asks `nameServer` (a node; itself without one) for
    /// names. One of that name is removed first.
    void startBareNode(const QString &node, const QString &domain, const QString &nameServer = {}) const;
    void removeBareNode(const QString &node) const;
    /// Nothing reaches the node any more, nothing is refused either; plug() ends it.
    void unplug(const QString &node) const;
    void plug(const QString &node) const;
    /// Runs a command inside the node, as root there, for at most `timeoutMs`.
    CommandResult exec(const QString &node, const QStringList &command, const QByteArray &input = {},
                       int timeoutMs = 120000) const;
};

/// LDIF of ldapsearch -LLL -o ldif-wrap=no ([RFC 2849], no URLs).
[[nodiscard]] QList<LdifEntry> parseLdif(const QByteArray &ldif);

} // namespace smc::testlab
