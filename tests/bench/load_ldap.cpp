// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/load.h"

#include <ldap.h>

#include <atomic>
#include <barrier>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace smc::bench {

namespace {

using Clock = std::chrono::steady_clock;

void check(int result, const char *what)
{
    if (result != LDAP_SUCCESS)
        throw std::runtime_error(std::string(what) + ": " + ldap_err2string(result));
}

LDAP *connect(const Load &load)
{
    LDAP *ldap = nullptr;
    check(ldap_initialize(&ldap, ("ldaps://" + load.host + ":" + load.port).c_str()), "initialize");
    const int version = LDAP_VERSION3;
    ldap_set_option(ldap, LDAP_OPT_PROTOCOL_VERSION, &version);
    ldap_set_option(ldap, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    auto password = firstLine(load.secretFile);
    berval secret{password.size(), password.data()};
    check(ldap_sasl_bind_s(ldap, load.bindDn.c_str(), LDAP_SASL_SIMPLE, &secret, nullptr, nullptr, nullptr),
          "bind");
    return ldap;
}

/// One search; the number of entries, and the bytes of their values are added.
int ask(LDAP *ldap, const Load &load, const std::string &filter, std::vector<char *> &attributes, long &bytes)
{
    LDAPMessage *result = nullptr;
    const int code = ldap_search_ext_s(ldap, load.base.c_str(), LDAP_SCOPE_SUBTREE, filter.c_str(),
                                       attributes.data(), 0, nullptr, nullptr, nullptr, 0, &result);
    int entries = 0;
    for (auto *entry = ldap_first_entry(ldap, result); entry; entry = ldap_next_entry(ldap, entry)) {
        ++entries;
        BerElement *ber = nullptr;
        for (char *name = ldap_first_attribute(ldap, entry, &ber); name;
             name = ldap_next_attribute(ldap, entry, ber)) {
            if (berval **values = ldap_get_values_len(ldap, entry, name)) {
                for (int i = 0; values[i]; ++i)
                    bytes += static_cast<long>(values[i]->bv_len);
                ldap_value_free_len(values);
            }
            ldap_memfree(name);
        }
        ber_free(ber, 0);
    }
    ldap_msgfree(result);
    return code == LDAP_SUCCESS ? entries : -1;
}

} // namespace

Measured loadLdap(const Load &load)
{
    check(ldap_set_option(nullptr, LDAP_OPT_X_TLS_CACERTFILE, load.caFile.c_str()), "CA");
    std::vector<LDAP *> connections; // opened one after another: libldap's TLS set-up is not reentrant
    connections.reserve(static_cast<std::size_t>(load.connections));
    for (int i = 0; i < load.connections; ++i)
        connections.push_back(connect(load));

    Measured measured;
    std::mutex mutex;
    std::atomic<int> left = load.requests;
    std::atomic<unsigned> next = 0;
    Clock::time_point begin;
    std::barrier start(load.connections, [&]() noexcept { begin = Clock::now(); });
    const auto work = [&](LDAP *ldap) {
        std::vector<char *> attributes;
        for (const auto &name : load.attributes)
            attributes.push_back(const_cast<char *>(name.c_str())); // NOLINT: libldap's signature
        attributes.push_back(nullptr);
        Measured mine;
        for (int i = 0; i < load.warmUp / load.connections; ++i)
            ask(ldap, load, load.targets[next++ % load.targets.size()], attributes, mine.bytes);
        mine.bytes = 0;
        start.arrive_and_wait();
        while (left.fetch_sub(1) > 0) {
            const auto before = Clock::now();
            if (ask(ldap, load, load.targets[next++ % load.targets.size()], attributes, mine.bytes) != 1)
                ++mine.failures;
            mine.latencies.push_back(std::chrono::duration<double>(Clock::now() - before).count());
        }
        const std::lock_guard lock(mutex);
        measured.latencies.insert(measured.latencies.end(), mine.latencies.begin(), mine.latencies.end());
        measured.bytes += mine.bytes;
        measured.failures += mine.failures;
    };
    std::vector<std::thread> threads;
    threads.reserve(connections.size());
    for (auto *ldap : connections)
        threads.emplace_back(work, ldap);
    for (auto &thread : threads)
        thread.join();
    measured.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    for (auto *ldap : connections)
        ldap_unbind_ext_s(ldap, nullptr, nullptr);
    return measured;
}

} // namespace smc::bench
