// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/node/certificates.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

class QJsonObject;

namespace smc::node {

/// A file server whose smcd answers to this collector.
struct Node
{
    QString name;           ///< "fs1", as `server=` names it
    QString host;           ///< "fs1.lab.example"; its certificate is for this name
    quint16 port = 0;       ///< of its node interface
    QByteArray fingerprint; ///< SHA-256 of its certificate; only that one counts
    QDateTime enrolled;
    QDateTime expires; ///< its certificate
};

/// What a node gets when it is taken in, in PEM.
struct Admission
{
    QString name;
    QByteArray certificate;
    QByteArray authority;
};

/// The collector's side of enrolment: its authority, the tokens it has given out and the nodes it has taken
/// in. Kept in a folder (0700), all files 0600:
///
///     authority.pem, authority.key     the authority, made when it is first wanted
///     collector.pem, collector.key     by which nodes know the collector
///     nodes.json                       {"tokens":[…],"nodes":[…]}; of a token only its SHA-256
///
/// Thread-safe; another process (`smcd enrol --token`) may work on the same folder.
class Registry
{
public:
    static constexpr std::chrono::seconds standardLifetime{3600};

    /// Reads what is there; a folder that is not there is made when it is wanted.
    explicit Registry(QString folder);

    /// A token that lets the smcd on one server become a node, once, for as long: "NAME.SECRET.FINGERPRINT",
    /// by which the node also knows the collector: `certificateFile` is what the collector shows on its
    /// ordinary interface. Nobody can read a token back. Errors: Invalid, Internal.
    [[nodiscard]] Result<QByteArray> makeToken(const QString &name, const QString &host,
                                               const QString &certificateFile,
                                               std::chrono::seconds lifetime = standardLifetime);
    /// Takes a node in. `token` as makeToken() gave it, `request` see certify(). A server that is a node
    /// already gets a new certificate, and its old one counts no more.
    /// Errors: Denied (the token is unknown, used, or out of date: the message says which), Invalid,
    /// Internal.
    [[nodiscard]] Result<Admission> admit(const QByteArray &token, const QByteArray &request, quint16 port);

    [[nodiscard]] QList<Node> nodes() const;
    /// By name or host name, in any case.
    [[nodiscard]] std::optional<Node> find(const QString &nameOrHost) const;
    /// The node is asked no more, and its tokens are void. Errors: NotFound, Internal.
    [[nodiscard]] Result<void> remove(const QString &name);

    /// Paths of what the collector shows to nodes, and of the authority that signs them; there once a token
    /// was made.
    [[nodiscard]] QString certificateFile() const { return m_folder + QStringLiteral("/collector.pem"); }
    [[nodiscard]] QString keyFile() const { return m_folder + QStringLiteral("/collector.key"); }
    [[nodiscard]] QString authorityFile() const { return m_folder + QStringLiteral("/authority.pem"); }

private:
    [[nodiscard]] Result<Identity> authority();
    [[nodiscard]] Result<void> change(const std::function<Result<void>(QJsonObject &)> &edit);

    const QString m_folder;
    mutable std::mutex m_mutex;
    QList<Node> m_nodes;
};

/// A token taken apart; nothing when it is none.
struct Token
{
    QString name;
    QByteArray fingerprint; ///< of the collector's certificate, 32 bytes
};
[[nodiscard]] std::optional<Token> readToken(const QByteArray &token);

} // namespace smc::node
