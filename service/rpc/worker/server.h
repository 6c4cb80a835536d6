// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/envelope.h"
#include "service/rpc/worker/errors.h"
#include "service/rpc/worker/files.h"
#include "service/rpc/worker/ticket_file.h"
#include "shared/core/secret.h"

#include <map>
#include <memory>

namespace smc::rpc {

struct TallocDeleter
{
    void operator()(void *memory) const { talloc_free(memory); }
};
/// A talloc context that ends with its scope.
using Scratch = std::unique_ptr<TALLOC_CTX, TallocDeleter>;
[[nodiscard]] inline Scratch makeScratch()
{
    return Scratch(talloc_new(nullptr));
}

/// One SMB session with one server as one principal, encrypted, and on it a pipe for each interface that was
/// asked for. The session is opened by the first call; interfaces after the first come by a secondary
/// connection on the same session, which costs a twentieth of a new one.
class Server
{
public:
    /// No connection yet. `order` says who and where; the secret is kept for what signs in by itself.
    Server(tevent_context *events, loadparm_context *parameters, const Order &order, Secret secret);

    /// The pipe of an interface, its calls limited to `seconds`. Errors: those of errorOf() and probe().
    [[nodiscard]] Result<dcerpc_binding_handle *> pipe(const ndr_interface_table &table, int seconds);
    /// The same over TCP, signed in and sealed for itself, for what is not taken under the encryption of SMB.
    [[nodiscard]] Result<dcerpc_binding_handle *> sealedPipe(const ndr_interface_table &table, int seconds);
    /// Its files, over SMB. Errors: those of Files::open() and of probe().
    [[nodiscard]] Result<Files *> files(int seconds);
    [[nodiscard]] const QString &host() const { return m_host; }
    /// Who asks, and how he signs in.
    [[nodiscard]] const Order &order() const { return m_order; }
    [[nodiscard]] const Secret &secret() const { return m_secret; }
    /// "\\host", as most calls want it.
    [[nodiscard]] const char *unc() const { return m_unc.constData(); }

private:
    [[nodiscard]] Result<dcerpc_pipe *> open(const ndr_interface_table &table, const QByteArray &binding,
                                             int seconds);
    [[nodiscard]] Result<dcerpc_pipe *> openBeside(const ndr_interface_table &table);
    [[nodiscard]] QByteArray smbBinding(const ndr_interface_table &table) const;
    [[nodiscard]] Result<dcerpc_binding *> parseBinding(TALLOC_CTX *owner, const QByteArray &text) const;
    /// `ticket` is where a ticket lies for as long as the credentials are used to sign in.
    [[nodiscard]] Result<cli_credentials *> credentials(TALLOC_CTX *owner, TicketFile &ticket);

    Scratch m_memory = makeScratch(); ///< everything of this session; frees it when it goes
    tevent_context *m_events;
    loadparm_context *m_parameters;
    Order m_order;
    Secret m_secret;
    QString m_host;
    QByteArray m_unc;
    dcerpc_pipe *m_first = nullptr;
    std::map<const ndr_interface_table *, dcerpc_pipe *> m_pipes;
    std::unique_ptr<Files> m_files;
};

} // namespace smc::rpc
