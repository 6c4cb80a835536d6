// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QString>
#include <QUrl>

namespace smc::node {

/// Where a node keeps what its enrolment gave it: key.pem (0600), certificate.pem, and authority.pem, of
/// which the collector's certificate must be.
struct NodeFiles
{
    explicit NodeFiles(const QString &folder);
    QString key;
    QString certificate;
    QString authority;
    [[nodiscard]] bool exist() const;
};

/// Makes this machine's smcd a node: a new key, which never leaves it, a certificate for it from the
/// collector at `collector` ("https://smc.example:8080"), which the token lets us know and persuades. `port`:
/// at which the node will answer. Files of an earlier enrolment are replaced only when all went well. Returns
/// the name under which the collector knows us now. Blocks; needs a QCoreApplication.
///
/// Errors: Invalid (no token, no https URL), Denied (what the collector says of the token; or somebody else
/// answers than the token says), Unreachable, Internal.
[[nodiscard]] Result<QString> enrol(const QUrl &collector, const QByteArray &token, quint16 port,
                                    const QString &folder);

} // namespace smc::node
