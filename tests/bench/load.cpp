// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a service or a directory the same questions in the same way and says how long it took, as one line
// of JSON: {"requests","seconds","perSecond","p50","p99","median","min","max","bytes","failures"}, times in
// milliseconds.
//
//   bench_load http HOST:PORT --ca FILE --secret FILE --targets FILE [--connections N] [--requests N]
//   [--warm-up N] bench_load ldap HOST:PORT --ca FILE --secret FILE --targets FILE --bind DN --base DN
//   --attributes a,b …
#include "tests/bench/load.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace smc::bench {

std::string firstLine(const std::string &file)
{
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line))
        throw std::runtime_error("cannot read " + file);
    return line;
}

namespace {

double quantile(const std::vector<double> &sorted, double q)
{
    return sorted.empty()
               ? 0
               : sorted[std::min(sorted.size() - 1,
                                 static_cast<std::size_t>(q * static_cast<double>(sorted.size())))];
}

Load parse(int argc, char **argv)
{
    Load load;
    const std::string server = argv[2];
    const auto colon = server.rfind(':');
    load.host = server.substr(0, colon);
    load.port = colon == std::string::npos ? "443" : server.substr(colon + 1);
    for (int i = 3; i + 1 < argc; i += 2) {
        const std::string name = argv[i];
        const std::string value = argv[i + 1];
        if (name == "--ca") {
            load.caFile = value;
        } else if (name == "--secret") {
            load.secretFile = value;
        } else if (name == "--targets") {
            std::ifstream in(value);
            for (std::string line; std::getline(in, line);)
                load.targets.push_back(line);
        } else if (name == "--bind") {
            load.bindDn = value;
        } else if (name == "--base") {
            load.base = value;
        } else if (name == "--attributes") {
            std::stringstream in(value);
            for (std::string word; std::getline(in, word, ',');)
                load.attributes.push_back(word);
        } else if (name == "--connections") {
            load.connections = std::stoi(value);
        } else if (name == "--requests") {
            load.requests = std::stoi(value);
        } else if (name == "--warm-up") {
            load.warmUp = std::stoi(value);
        } else {
            throw std::runtime_error("unknown option " + name);
        }
    }
    if (load.targets.empty())
        throw std::runtime_error("nothing to ask: --targets FILE");
    return load;
}

} // namespace

} // namespace smc::bench

int main(int argc, char **argv)
{
    using namespace smc::bench;
    try {
        if (argc < 3)
            throw std::runtime_error(
                "usage: bench_load http|ldap HOST:PORT --ca FILE --secret FILE --targets FILE …");
        const auto load = parse(argc, argv);
        auto measured = std::strcmp(argv[1], "ldap") == 0 ? loadLdap(load) : loadHttp(load);
        std::sort(measured.latencies.begin(), measured.latencies.end());
        const auto ms = [&](double q) { return 1000 * quantile(measured.latencies, q); };
        std::printf(
            "{\"requests\":%zu,\"seconds\":%.6f,\"perSecond\":%.1f,\"p50\":%.4f,\"p99\":%.4f,\"min\":%.4f,"
            "\"max\":%.4f,\"bytes\":%ld,\"failures\":%ld}\n",
            measured.latencies.size(), measured.seconds,
            static_cast<double>(measured.latencies.size()) / measured.seconds, ms(0.5), ms(0.99), ms(0),
            ms(1), measured.bytes, measured.failures);
        return measured.failures == 0 ? 0 : 1;
    } catch (const std::exception &error) {
        std::fprintf(stderr, "bench_load: %s\n", error.what());
        return 2;
    }
}
