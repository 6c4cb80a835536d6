// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/node/registry.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <memory>

namespace smc::node {

/// One request to a node, in the words of docs/rest.md.
struct Question
{
    QByteArray method = "GET";
    QByteArray path;     ///< as on the wire: "/rest/status/sessions"
    QByteArray body;     ///< JSON; empty: none
    QByteArray onBehalf; ///< for whom, "alice@LAB.EXAMPLE"; the node writes it into its audit log
    /// How long it may take. Longer than what the node does may: else it is done, and told as failed.
    std::chrono::seconds patience{10};
};

/// Asks nodes over HTTPS, each side with a certificate of the collector's authority, and of a node exactly
/// the one that it was given at its enrolment. Connections are kept. A node that did not answer is not asked
/// again for ten seconds, unless `even` says so: so a dead node holds up nobody who has another road.
///
/// Thread-safe; `ask` blocks for as long as the question has patience.
class Client
{
public:
    explicit Client(const Registry &registry);
    ~Client();
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    enum class When { UnlessItWasSilent, InAnyCase };
    /// The body of its answer. Errors: the node's own, as its problem document has them; Unreachable (it is
    /// silent, or shows another certificate; the message says which).
    [[nodiscard]] Result<QByteArray> ask(const Node &node, const Question &question,
                                         When when = When::InAnyCase);

private:
    class Impl;
    std::unique_ptr<Impl> d;
};

} // namespace smc::node
