// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/arguments.h"
#include "app/data/remote_data_source.h"

#include <memory>

namespace smc::ctl {

/// The service, asked one question after the other, and the way in: a kept session, SMC_USER and
/// SMC_PASSWORD, or a Kerberos ticket, whichever is there first. A session opened just for this call is
/// closed at its end.
class Connection
{
public:
    explicit Connection(const Arguments &arguments);
    ~Connection();

    /// Reads where to and with what trust. Errors: Invalid.
    [[nodiscard]] Result<void> setUp();
    /// Signs in where nobody is yet. Errors: Unauthenticated with what to do.
    [[nodiscard]] Result<void> signIn();
    /// `smcctl login`: opens a session and keeps it.
    [[nodiscard]] Result<void> logIn(const QByteArray &password);
    [[nodiscard]] Result<void> logOut();

    [[nodiscard]] Result<data::Answer> ask(const data::Request &request);
    [[nodiscard]] const QJsonObject session() const { return m_source->session(); }
    [[nodiscard]] QUrl url() const { return m_source->url(); }
    [[nodiscard]] QString user() const { return m_user; }
    [[nodiscard]] bool usesTicket() const { return m_arguments.has(QStringLiteral("ticket")); }

private:
    using Start = std::function<void(QObject *, data::RemoteDataSource::Done)>;
    Result<data::Answer> wait(const Start &start);
    [[nodiscard]] Result<void> signInByTicket();

    const Arguments &m_arguments;
    std::unique_ptr<data::RemoteDataSource> m_source;
    QString m_realm;
    QString m_user;
    bool m_opened = false; ///< a session of this call alone
    QList<QSslCertificate> m_untrusted;
};

} // namespace smc::ctl
