// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/codec.h"
#include "shared/core/error.h"

namespace smc::rpc {

/// How the worker signs in. The secret of the frame is the password, or the Kerberos credential cache's
/// bytes (MIT's FILE format).
enum class SignIn {
    Password, ///< `user` in `domain`: Kerberos first, NTLM where it is allowed and Kerberos does not work
    Ticket,   ///< a credential cache: Kerberos only
};

/// Smcd to worker. `call` holds the arguments of the call named.
struct Order
{
    QString host; ///< what we connect to and ask a ticket for: "fs1.lab.example"
    int signIn = 0;
    QString user;      ///< "bob", or the principal's name
    QString domain;    ///< realm "LAB.EXAMPLE"
    bool ntlm = false; ///< NTLM is allowed when Kerberos does not work
    int seconds = 0;   ///< for the call
    bool anew = false; ///< by a session of its own, not by one that is kept
    QString name;
    QCborValue call;

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("host", self.host);
        each("signIn", self.signIn);
        each("user", self.user);
        each("domain", self.domain);
        each("ntlm", self.ntlm);
        each("seconds", self.seconds);
        each("anew", self.anew);
        each("name", self.name);
        each("call", self.call);
    }
};

/// Worker to smcd: an answer, or an error where `kind` is not empty.
struct Outcome
{
    QCborValue answer;
    QString kind; ///< errorCodeName()
    QString message;
    QString hint;
    QString place;
    QString field;
    QString native;
    bool retryable = false;

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("answer", self.answer);
        each("kind", self.kind);
        each("message", self.message);
        each("hint", self.hint);
        each("place", self.place);
        each("field", self.field);
        each("native", self.native);
        each("retryable", self.retryable);
    }
};

} // namespace smc::rpc
