// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "service/rpc/protocol/calls.h"
#include "shared/core/result.h"

#include <chrono>
#include <memory>

namespace smc::rpc {

/// A server, and as whom it is asked.
struct Target
{
    QString host; ///< a name that DNS knows and that the server's Kerberos principal has: "fs1.lab.example"
    QString user; ///< sAMAccountName, or a principal's name
    QString realm;
    access::Credentials credentials;
    /// By a session that is made for this call: whether the server lets somebody in now. Who is in already
    /// may stay so on a server that lets nobody in any more.
    bool anew = false;
};

/// MS-RPC over SMB, carried out by worker processes (smcd-rpc), which keep a signed and encrypted session for
/// each server and person. One call occupies one worker; a worker that dies or misses a deadline is replaced
/// and takes no other call with it. Thread-safe; `call` blocks: use the rpc pool.
class Driver
{
public:
    struct Options
    {
        QString program;   ///< path of smcd-rpc
        int workers = 4;   ///< at most at a time; started when they are wanted
        int waiting = 256; ///< calls that wait for a worker; above: Busy
        bool ntlm = false; ///< allow NTLM where Kerberos does not work
    };
    struct Counters
    {
        quint64 calls = 0;
        quint64 failures = 0;
        quint64 replaced = 0;              ///< workers that died or missed a deadline
        std::chrono::microseconds time{0}; ///< of all calls, waiting for a worker too
        int workers = 0;
    };

    explicit Driver(Options options);
    ~Driver(); ///< ends the workers; no call may be running
    Driver(const Driver &) = delete;
    Driver &operator=(const Driver &) = delete;

    /// Answers within `timeout` and a second. A call whose kept session turns out to be gone, or whose worker
    /// dies, is tried once more: every call may be carried out twice without harm.
    /// Errors: Denied, Unauthenticated, Unreachable, Timeout, Busy, NotFound, Unsupported, Refused, and
    /// Internal when no worker can be started.
    template<typename Call>
    [[nodiscard]] Result<typename Call::Answer>
    call(const Target &target, const Call &call, std::chrono::milliseconds timeout = std::chrono::seconds(20))
    {
        auto raw =
            callByName(target, serviceOf<Call>(), QString::fromLatin1(Call::name), toCbor(call), timeout);
        if (!raw)
            return raw.error();
        typename Call::Answer answer;
        if (!fromCbor(*raw, answer))
            return unreadable(QString::fromLatin1(Call::name));
        return answer;
    }

    [[nodiscard]] Counters counters() const;

private:
    /// What a person's ticket must be for: calls over SMB need one for the file server.
    template<typename Call>
    [[nodiscard]] static QString serviceOf()
    {
        if constexpr (requires { Call::ticketService; })
            return QString::fromLatin1(Call::ticketService);
        else
            return QString::fromLatin1("cifs");
    }
    [[nodiscard]] Result<QCborValue> callByName(const Target &target, const QString &service,
                                                const QString &name, const QCborValue &arguments,
                                                std::chrono::milliseconds timeout);
    [[nodiscard]] static Error unreadable(const QString &name);

    class Impl;
    std::unique_ptr<Impl> d;
};

} // namespace smc::rpc
