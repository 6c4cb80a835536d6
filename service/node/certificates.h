// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace smc::node {

/// A key and the certificate that belongs to it, both in PEM.
struct Identity
{
    Secret key;
    QByteArray certificate;
};

/// What a certificate of the collector's authority is good for; it says so itself (extended key usage), and
/// both sides insist: a node cannot pass for the collector towards another node.
enum class Purpose {
    Collector, ///< asks: TLS client
    Node,      ///< answers under its host name: TLS server
};

/// All keys are on the curve P-256; certificates hold for ten years, an authority for thirty. Errors of all
/// functions: Invalid (what was given is none, or is too weak), Internal.

/// A new authority that signs end certificates only.
[[nodiscard]] Result<Identity> makeAuthority(const QString &name);
[[nodiscard]] Result<Secret> makeKey();
/// A request to certify a key ([RFC 2986]); it says nothing but that its sender has the key.
[[nodiscard]] Result<QByteArray> makeRequest(const Secret &key);
/// Certifies the key of a request for `name`, a host name for a node, whatever the request says itself.
[[nodiscard]] Result<QByteArray> certify(const Identity &authority, const QByteArray &request,
                                         const QString &name, Purpose purpose);

/// SHA-256 of the first certificate of a PEM file, 32 bytes; empty when there is none.
[[nodiscard]] QByteArray fingerprintOf(const QByteArray &certificate);
/// Until when it holds.
[[nodiscard]] QDateTime expiryOf(const QByteArray &certificate);

} // namespace smc::node
