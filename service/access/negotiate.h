// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

namespace smc::access {

/// The accepting side of "Authorization: Negotiate" ([RFC 4559]): SPNEGO with Kerberos by a keytab that
/// holds HTTP/<name of this service>. Thread-safe; `accept` may ask the KDC and blocks: use the auth pool.
class Negotiator
{
public:
    struct Options
    {
        QString keytab; ///< path of the keytab
        QString
            principal; ///< "HTTP/smc.lab.example@LAB.EXAMPLE"; empty: any of the keytab's, and no S4U2Proxy
        bool constrainedDelegation = true;

        bool operator==(const Options &) const = default;
    };
    explicit Negotiator(Options options);

    struct Accepted
    {
        QString principal;                      ///< "alice@LAB.EXAMPLE"
        std::optional<Credentials> credentials; ///< to act as the person
        QString readOnlyBecause;                ///< why there are none, in a sentence
        QByteArray reply;                       ///< for "WWW-Authenticate: Negotiate <base64>"; may be empty
    };
    /// `token` is the decoded SPNEGO token. Errors: Unauthenticated (expired, unknown key, wrong clock:
    /// the message says which), Unsupported (NTLM, or a mechanism that needs more than one leg), Internal
    /// (the keytab cannot be used).
    [[nodiscard]] Result<Accepted> accept(const QByteArray &token) const;

private:
    Options m_options;
};

} // namespace smc::access
