// SPDX-License-Identifier: GPL-3.0-or-later
//
// Owner and list of a folder, by Samba's own smbcacls. No interface of its public libraries carries them
// whole: libsmbclient loses whether a folder takes entries over from above, and srvsvc's calls for files
// refuse to write (Samba opens the file without the right to).
#include "service/rpc/protocol/security_descriptor.h"
#include "service/rpc/worker/calls.h"
#include "service/rpc/worker/tool.h"

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

/// smbcacls on a path of a share. `what` stands before the path.
Result<QByteArray> smbcacls(const Server &server, const QString &share, const QString &path,
                            const QByteArrayList &what, int seconds)
{
    // The SID spares it asking for one to shorten others with.
    auto run = runTool(
        "smbcacls", server, share,
        {.options = QByteArrayList{"--sddl", "--domain-sid=S-1-0-0"} + what, .operands = {path.toUtf8()}},
        seconds);
    if (!run)
        return run.error();
    if (run->code != 0)
        return failureOf(*run, server.host());
    return std::move(run->output);
}

} // namespace

Result<Sddl> carryOut(Server &server, const FileSecurityGet &call, int seconds)
{
    auto output = smbcacls(server, call.share, call.path, {}, seconds);
    if (!output)
        return output.error();
    for (const QByteArray &line : output->split('\n')) { // beside it stand warnings
        if (line.startsWith("O:") || line.startsWith("G:") || line.startsWith("D:"))
            return Sddl{.text = QString::fromUtf8(line)};
    }
    return Error{.code = ErrorCode::Internal, .message = u"smbcacls does not say what it should."_s};
}

Result<Done> carryOut(Server &server, const FileSecuritySet &call, int seconds)
{
    auto descriptor = fromSddl(call.sddl);
    if (!descriptor)
        return descriptor.error();
    auto done = smbcacls(server, call.share, call.path, {"--set=" + toSddl(*descriptor).toUtf8()}, seconds);
    if (!done)
        return done.error();
    return Done{};
}

} // namespace smc::rpc
