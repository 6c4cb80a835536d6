// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/envelope.h"
#include "service/rpc/protocol/folder_calls.h"
#include "service/rpc/worker/ticket_file.h"
#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <memory>

struct _SMBCCTX; // NOLINT(bugprone-reserved-identifier): libsmbclient's name for it

namespace smc::rpc {

/// Files of a server over SMB, by libsmbclient: encrypted, as who the order says, on a session of its own
/// that is kept. Reads the smb.conf of this machine, as libsmbclient always does; what matters is set here.
class Files
{
public:
    /// Errors: Internal.
    [[nodiscard]] static Result<std::unique_ptr<Files>> open(const Order &order, const Secret &secret);
    ~Files();
    Files(const Files &) = delete;
    Files &operator=(const Files &) = delete;

    [[nodiscard]] Result<FolderContents> list(const FolderList &call, int seconds);
    [[nodiscard]] Result<FolderEntry> stat(const FolderStat &call, int seconds);

private:
    Files(const Order &order, const Secret &secret);
    static void giveAccount(_SMBCCTX *context, const char *server, const char *share, char *domain,
                            int domainSize, char *user, int userSize, char *password, int passwordSize);
    [[nodiscard]] bool byTicket() const { return static_cast<SignIn>(m_order.signIn) == SignIn::Ticket; }
    [[nodiscard]] QByteArray url(const QString &share, const QString &path) const;
    [[nodiscard]] Error failed(int failure, const QString &share, const QString &path) const;

    _SMBCCTX *m_context = nullptr;
    Order m_order;
    Secret m_secret;
    TicketFile m_ticket; ///< for as long as the session may have to be made anew
};

} // namespace smc::rpc
