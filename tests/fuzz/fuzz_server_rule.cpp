// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_fleet
// Rules of groups of servers: what is understood is understood again from its own text, and answers whatever
// the facts are.
#include "service/fleet/rule.h"

#include <cstdint>
#include <cstdlib>

using namespace smc;
using namespace smc::fleet;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype line = input.indexOf('\n'); // the rule, then a value for each fact
    const auto rule = Rule::parse(QString::fromUtf8(line < 0 ? input : input.left(line)));
    if (!rule)
        return 0;
    const auto again = Rule::parse(rule->text());
    if (!again || !(*again == *rule))
        std::abort();
    wire::Record facts;
    if (rule->matches(facts) == Rule::Answer::Yes) // it asks for something, and nothing is known
        std::abort();
    for (const char *fact : {"name", "host", "role", "site", "version", "comment"})
        facts.set(fact, line < 0 ? QByteArray() : input.mid(line + 1, 1000));
    if (rule->matches(facts) != again->matches(facts) || rule->matches(facts) == Rule::Answer::Unknown)
        std::abort();
    return 0;
}
