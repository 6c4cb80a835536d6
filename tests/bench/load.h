// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace smc::bench {

/// What to ask, of whom, and how much.
struct Load
{
    std::string host;
    std::string port;
    std::string caFile;
    std::vector<std::string> targets; ///< HTTP: request targets; LDAP: filters. Asked in turn
    std::string secretFile;           ///< HTTP: the bearer token; LDAP: the password. Never on a command line
    std::string bindDn;               ///< LDAP
    std::string base;                 ///< LDAP
    std::vector<std::string> attributes;
    int connections = 1;
    int requests = 1;
    int warmUp = 0; ///< requests before these, that are not counted
};

/// What happened, without the warm-up.
struct Measured
{
    double seconds = 0;            ///< from the first request to the last answer
    std::vector<double> latencies; ///< each answer's, in seconds
    long bytes = 0;                ///< of the bodies, or of the values
    long failures = 0;             ///< answers that were not 200, or not one entry
};

/// Requests over kept TLS connections, one outstanding on each, from one thread. Throws std::runtime_error.
Measured loadHttp(const Load &load);
/// Searches over kept LDAPS connections, one outstanding on each, one thread for each. Throws
/// std::runtime_error.
Measured loadLdap(const Load &load);

/// A file's first line.
std::string firstLine(const std::string &file);

} // namespace smc::bench
