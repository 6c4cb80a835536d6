// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/calls.h"
#include "service/rpc/worker/conversation.h"

namespace smc::rpc {

namespace {

void unbind(dcerpc_binding_handle *pipe, TALLOC_CTX *memory, policy_handle *handle)
{
    WERROR ignored = WERR_OK;
    dcerpc_drsreplica_Unbind(pipe, memory, handle, &ignored);
}

/// From 100 ns since 1601 ([MS-DTYP] 2.3.3); 0 and what lies before 1970 is no time.
qint64 unixTime(NTTIME time)
{
    constexpr qint64 before1970 = 11'644'473'600;
    return std::max<qint64>(0, static_cast<qint64>(time / 10'000'000) - before1970);
}

} // namespace

Result<QList<ReplicationLink>> carryOut(Server &server, const ReplicationLinks & /*call*/, int seconds)
{
    // A domain controller takes these calls sealed by themselves, not under the seal of SMB.
    auto pipe = server.sealedPipe(ndr_table_drsreplica, seconds);
    if (!pipe)
        return pipe.error();
    const Scratch memory = makeScratch();
    WERROR result = WERR_OK;
    Handle handle(*pipe, unbind);
    auto done = check(dcerpc_drsreplica_Bind(*pipe, memory.get(), nullptr, nullptr, handle.get(), &result),
                      result, server.host());
    if (!done)
        return done.error();
    handle.opened();
    drsreplica_Request request{}; // of neighbours, of all naming contexts
    drsreplica_Reply reply{};
    uint32_t info = 0;
    done = check(
        dcerpc_drsreplica_GetReplInfo(*pipe, memory.get(), handle.get(), 1, &request, &info, &reply, &result),
        result, server.host());
    if (!done)
        return done.error();
    QList<ReplicationLink> links;
    for (uint32_t i = 0; reply.neighbours && i < reply.neighbours->count; ++i) {
        const drsreplica_Neighbour &one = reply.neighbours->neighbours[i];
        links.append({.context = QString::fromUtf8(one.naming_context),
                      .source = QString::fromUtf8(one.source_dn),
                      .lastSuccess = unixTime(one.last_success),
                      .lastAttempt = unixTime(one.last_attempt),
                      .failures = one.failures,
                      .lastResult = W_ERROR_IS_OK(one.last_result)
                                        ? QString()
                                        : QString::fromUtf8(get_friendly_werror_msg(one.last_result))});
    }
    return links;
}

} // namespace smc::rpc
