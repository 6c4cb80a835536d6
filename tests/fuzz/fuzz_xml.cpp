// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_converters
#include "tests/fuzz/round_trip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    return fuzzRoundTrip(smc::converters::Format::Xml, data, size);
}
