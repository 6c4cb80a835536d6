// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace smc::notify {

/// An SMTP server ([RFC 5321]) as libcurl reaches it.
struct MailServer
{
    QString url;     ///< "smtp://mail.example:587" (STARTTLS), "smtps://mail.example"
    QString caFile;  ///< PEM; empty: the system's authorities
    bool tls = true; ///< required; false: only what the server wants, in the clear
    QString user;    ///< empty: without signing in
    Secret password;
};

/// Blocks for up to 30 seconds. Errors: Unreachable, Timeout, Denied (the server refuses us), Refused (it
/// refuses the mail), Invalid (a bad URL).
[[nodiscard]] Result<void> sendMail(const MailServer &server, const QString &from, const QStringList &to,
                                    const QByteArray &mail);

/// Where alerts are posted to.
struct Hook
{
    QString url;    ///< https://…, or http://… where there is no token
    QString caFile; ///< PEM; empty: the system's authorities
    Secret token;   ///< sent as "Authorization: Bearer …" when there is one
};

/// Posts JSON; whatever is no 2xx is an error. Follows nobody elsewhere. Blocks for up to 30 seconds.
/// Errors as above.
[[nodiscard]] Result<void> post(const Hook &hook, const QByteArray &json);

} // namespace smc::notify
