// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/server.h"

#include <string>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

Error outOfMemory()
{
    return Error{.code = ErrorCode::Internal,
                 .message = u"Samba's libraries could not prepare the connection."_s};
}

/// A zero-terminated copy for a C interface, wiped afterwards.
class PlainSecret
{
public:
    explicit PlainSecret(const Secret &secret)
        : m_text(secret.data(), secret.size())
    {}
    ~PlainSecret() { explicit_bzero(m_text.data(), m_text.size()); }
    PlainSecret(const PlainSecret &) = delete;
    PlainSecret &operator=(const PlainSecret &) = delete;
    [[nodiscard]] const char *text() const { return m_text.c_str(); }

private:
    std::string m_text;
};

} // namespace

Server::Server(tevent_context *events, loadparm_context *parameters, const Order &order, Secret secret)
    : m_events(events)
    , m_parameters(parameters)
    , m_order(order)
    , m_secret(std::move(secret))
    , m_host(order.host)
    , m_unc("\\\\" + order.host.toUtf8())
{}

Result<cli_credentials *> Server::credentials(TALLOC_CTX *owner, TicketFile &ticket)
{
    cli_credentials *made = cli_credentials_init(owner);
    if (!made || !cli_credentials_set_conf(made, m_parameters))
        return outOfMemory();
    const auto signIn = static_cast<SignIn>(m_order.signIn);
    cli_credentials_set_kerberos_state(
        made,
        m_order.ntlm && signIn == SignIn::Password ? CRED_USE_KERBEROS_DESIRED : CRED_USE_KERBEROS_REQUIRED,
        CRED_SPECIFIED);
    cli_credentials_set_smb_ipc_signing(made, SMB_SIGNING_REQUIRED, CRED_SPECIFIED);
    cli_credentials_set_smb_encryption(made, SMB_ENCRYPTION_REQUIRED, CRED_SPECIFIED);
    const QByteArray user = m_order.user.toUtf8();
    const QByteArray realm = m_order.domain.toUtf8();
    cli_credentials_set_realm(made, realm.constData(), CRED_SPECIFIED);
    cli_credentials_set_domain(made, realm.constData(), CRED_SPECIFIED);
    cli_credentials_set_username(made, user.constData(), CRED_SPECIFIED);
    const char *why = nullptr;
    switch (signIn) {
    case SignIn::Password: {
        const PlainSecret password(m_secret);
        cli_credentials_set_password(made, password.text(), CRED_SPECIFIED);
        return made;
    }
    case SignIn::Ticket: {
        if (auto written = ticket.write(m_secret); !written)
            return written.error();
        const QByteArray name = "FILE:" + ticket.path(); // read at the sign-in
        if (cli_credentials_set_ccache(made, m_parameters, name.constData(), CRED_SPECIFIED, &why) != 0) {
            return Error{.code = ErrorCode::Unauthenticated,
                         .message = u"The person's ticket cannot be used: %1"_s.arg(QString::fromUtf8(why)),
                         .hint = u"Sign in again."_s};
        }
        return made;
    }
    }
    return outOfMemory();
}

QByteArray Server::smbBinding(const ndr_interface_table &table) const
{
    // The well-known pipe of the interface stands in its table as "ncacn_np:[\\pipe\\srvsvc]"; where there
    // are several, the first is its own.
    QByteArray endpoint;
    for (uint32_t i = 0; i < table.endpoints->count && endpoint.isEmpty(); ++i) {
        const QByteArray one(table.endpoints->names[i]);
        if (one.startsWith("ncacn_np:["))
            endpoint = one.mid(10).chopped(1);
    }
    return "ncacn_np:" + m_host.toUtf8() + '[' + endpoint + ",smb2]";
}

Result<dcerpc_binding *> Server::parseBinding(TALLOC_CTX *owner, const QByteArray &text) const
{
    dcerpc_binding *binding = nullptr;
    const NTSTATUS status = dcerpc_parse_binding(owner, text.constData(), &binding);
    if (!NT_STATUS_IS_OK(status))
        return errorOf(status, m_host);
    return binding;
}

Result<dcerpc_pipe *> Server::open(const ndr_interface_table &table, const QByteArray &bindingText,
                                   int seconds)
{
    if (auto there = probe(m_host, seconds); !there)
        return there.error();
    Scratch scratch = makeScratch();
    auto binding = parseBinding(scratch.get(), bindingText);
    if (!binding)
        return binding.error();
    // The credentials are kept, as the session signs in again by a password when its time is over. With a
    // ticket it ends then, and the next call comes with a new one.
    TicketFile ticket;
    auto as = credentials(m_memory.get(), ticket);
    if (!as)
        return as.error();
    dcerpc_pipe *pipe = nullptr;
    const NTSTATUS status =
        dcerpc_pipe_connect_b(m_memory.get(), &pipe, *binding, &table, *as, m_events, m_parameters);
    if (!NT_STATUS_IS_OK(status))
        return signInErrorOf(status, m_host).at(u"signing in"_s);
    return pipe;
}

Result<dcerpc_pipe *> Server::openBeside(const ndr_interface_table &table)
{
    Scratch scratch = makeScratch();
    auto binding = parseBinding(scratch.get(), smbBinding(table));
    if (!binding)
        return binding.error();
    dcerpc_pipe *pipe = nullptr;
    NTSTATUS status =
        dcerpc_secondary_connection_recv(dcerpc_secondary_connection_send(m_first, *binding), &pipe);
    if (!NT_STATUS_IS_OK(status))
        return errorOf(status, m_host);
    status = dcerpc_bind_auth_none(pipe, &table); // the SMB session under it is signed in and encrypted
    if (!NT_STATUS_IS_OK(status)) {
        talloc_free(pipe);
        return errorOf(status, m_host);
    }
    return pipe;
}

Result<Files *> Server::files(int seconds)
{
    if (!m_files) {
        if (auto there = probe(m_host, seconds); !there)
            return there.error();
        auto opened = Files::open(m_order, m_secret);
        if (!opened)
            return opened.error();
        m_files = *std::move(opened);
    }
    return m_files.get();
}

Result<dcerpc_binding_handle *> Server::pipe(const ndr_interface_table &table, int seconds)
{
    dcerpc_pipe *&pipe = m_pipes[&table];
    if (!pipe && !m_first) {
        auto opened = open(table, smbBinding(table), seconds);
        if (!opened)
            return opened.error();
        pipe = m_first = *opened;
    } else if (!pipe) {
        auto second = openBeside(table);
        if (!second)
            return second.error();
        pipe = *second;
    }
    dcerpc_binding_handle_set_timeout(pipe->binding_handle, static_cast<uint32_t>(seconds));
    return pipe->binding_handle;
}

Result<dcerpc_binding_handle *> Server::sealedPipe(const ndr_interface_table &table, int seconds)
{
    dcerpc_pipe *&pipe = m_pipes[&table];
    if (!pipe) {
        auto opened = open(table, "ncacn_ip_tcp:" + m_host.toUtf8() + "[seal]", seconds);
        if (!opened)
            return opened.error();
        pipe = *opened;
    }
    dcerpc_binding_handle_set_timeout(pipe->binding_handle, static_cast<uint32_t>(seconds));
    return pipe->binding_handle;
}

} // namespace smc::rpc
