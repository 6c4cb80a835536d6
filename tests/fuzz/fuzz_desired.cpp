// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_smbconf
// What the configuration of a group should say, line by line: whatever is taken has the name of a parameter
// and no line break in its value.
#include "service/smbconf/desired.h"

#include <cstdint>
#include <cstdlib>

using namespace smc;
using namespace smc::smbconf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Parameters parameters(R"([{"name":"read only","share":true,"type":"boolean","default":"yes"},
        {"name":"log level","share":false,"type":"string","default":"0"}])");
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto desired = readDesired(parameters, QString::fromUtf8(input).split(u'\n'));
    if (!desired)
        return 0;
    for (const DesiredSection &section : *desired) {
        if (section.name.isEmpty() || section.name.contains(u']'))
            std::abort();
        for (const wire::Attribute &parameter : section.parameters.attributes) {
            if (!parameters.find(QString::fromUtf8(parameter.name)) && !parameter.name.contains(':'))
                std::abort();
            if (parameter.values.size() > 1 || parameter.values.value(0).contains('\n'))
                std::abort();
        }
    }
    return 0;
}
