// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/monitoring/samples.h"

#include <QDateTime>
#include <QHash>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <array>
#include <functional>

namespace smc::monitoring {

namespace {

constexpr std::array allSources{
    Source{"servers", "servers/servers"},  Source{"sessions", "status/sessions"},
    Source{"files", "status/files"},       Source{"connections", "status/connections"},
    Source{"cpu", "status/cpu"},           Source{"disks", "status/disks"},
    Source{"queues", "status/queues"},     Source{"health", "status/health"},
    Source{"cloudvfs", "cloudvfs/shares"}, Source{"stores", "cloudvfs/bandwidth"}};

constexpr std::array allMetrics{
    Metric{"up", false, "smc_server_up", 1, "Whether the server answers."},
    Metric{"latency", false, "smc_server_latency_seconds", 0.001, "Time of the server's last answer by RPC."},
    Metric{"skew", false, "smc_server_clock_skew_seconds", 0.001, "How far its clock is ahead of ours."},
    Metric{"sessions", false, "smc_server_sessions", 1, "SMB sessions."},
    Metric{"users", false, "smc_server_users", 1, "Different accounts with an SMB session."},
    Metric{"files", false, "smc_server_open_files", 1, "Files that are open by SMB."},
    Metric{"connections", false, "smc_server_connections", 1, "Tree connects."},
    Metric{"connections", true, "smc_share_connections", 1, "Tree connects of the share."},
    Metric{"cpus", false, "smc_server_cpus", 1, "Processors."},
    Metric{"cpu", false, "smc_server_cpu_ratio", 0.01, "Part of all processors' time that is used."},
    Metric{"load1", false, "smc_server_load1", 1, "Load average over a minute."},
    Metric{"load5", false, "smc_server_load5", 1, "Load average over five minutes."},
    Metric{"load15", false, "smc_server_load15", 1, "Load average over fifteen minutes."},
    Metric{"memory", false, "smc_server_memory_bytes", 1, "Main memory."},
    Metric{"available", false, "smc_server_memory_available_bytes", 1, "Memory that programs can have."},
    Metric{"swap", false, "smc_server_swap_bytes", 1, "Swap space."},
    Metric{"swap-free", false, "smc_server_swap_free_bytes", 1, "Swap space that is free."},
    Metric{"disk-total", true, "smc_share_disk_bytes", 1, "Size of the file system below the share."},
    Metric{"disk-free", true, "smc_share_disk_free_bytes", 1, "What everybody can still write there."},
    Metric{"disk-full", true, "smc_share_disk_used_ratio", 0.01, "How full it is, as df tells it."},
    Metric{"print-jobs", true, "smc_share_print_jobs", 1, "Print jobs in the queue of the printer."},
    Metric{"print-wait", true, "smc_share_print_wait_seconds", 1,
           "How long the oldest of them that nobody holds has waited."},
    Metric{"cloud-up", true, "smc_cloudvfs_up", 1,
           "Whether cloudvfsd tells of a share that is joined to a store."},
    Metric{"cloud-clean", true, "smc_cloudvfs_clean_files", 1, "Files that are here and in the store."},
    Metric{"cloud-waiting", true, "smc_cloudvfs_waiting_files", 1, "Files that are to be copied."},
    Metric{"cloud-stubs", true, "smc_cloudvfs_stub_files", 1, "Files whose content is in the store alone."},
    Metric{"cloud-missing", true, "smc_cloudvfs_missing_files", 1,
           "Files that are gone from the disk though nobody removed them; the store has them."},
    Metric{"cloud-clean-bytes", true, "smc_cloudvfs_clean_bytes", 1, "Bytes of files that are here too."},
    Metric{"cloud-stub-bytes", true, "smc_cloudvfs_stub_bytes", 1, "Bytes that are in the store alone."},
    Metric{"cloud-wait", true, "smc_cloudvfs_waiting_seconds", 1,
           "How long what waits for longest has waited to be copied."},
    Metric{"cloud-problem", true, "smc_cloudvfs_problem_seconds", 1,
           "For how long something has kept the share from being copied; 0: nothing."},
    Metric{"cloud-healing", true, "smc_cloudvfs_healing_objects", 1,
           "Objects that stores of the share's mirror still lack, or have too much."},
    Metric{"cloud-paused", true, "smc_cloudvfs_paused", 1, "Whether somebody has paused it."},
    Metric{"cloud-checked", true, "smc_cloudvfs_checked_timestamp_seconds", 1,
           "When the last check of disk and store ended, in seconds since 1970."},
    Metric{"cloud-faults", true, "smc_cloudvfs_faults", 1, "What that check found not to be as it should."},
    Metric{"cloud-lost", true, "smc_cloudvfs_lost", 1, "Faults of which no good copy is known."},
    Metric{"store-upload-limit", true, "smc_cloudvfs_store_upload_limit_bytes", 1,
           "Bytes in a second that may go to the store (as share) now; 0: as many as there are."},
    Metric{"store-download-limit", true, "smc_cloudvfs_store_download_limit_bytes", 1,
           "Bytes in a second that may come from it."},
    Metric{"store-sent", true, "smc_cloudvfs_store_sent_bytes", 1,
           "Bytes of content that went to it since its cloudvfsd runs."},
    Metric{"store-received", true, "smc_cloudvfs_store_received_bytes", 1, "Those that came from it."},
    Metric{"health", true, "smc_share_health_ratio", 0.01,
           "How well a check (as share) of the server's health goes: 1 well, 0.5 a warning, 0 critical."},
};

/// The attributes of a record that are numbers, under other names where they are called otherwise here.
void appendNumbers(QList<Sample> &samples, const wire::Record &record, const QByteArray &share,
                   std::initializer_list<std::pair<const char *, const char *>> names)
{
    for (const auto &[attribute, metric] : names) {
        bool good = false;
        const double value = record.value(attribute).toDouble(&good);
        if (good)
            samples.append({.metric = metric, .share = share, .value = value});
    }
}

QList<Sample> fromServers(const QList<wire::Record> &records)
{
    QList<Sample> samples;
    for (const wire::Record &record : records)
        appendNumbers(samples, record, {}, {{"skew", "skew"}});
    return samples;
}

QList<Sample> fromSessions(const QList<wire::Record> &records)
{
    QSet<QByteArray> users;
    for (const wire::Record &record : records)
        users.insert(record.value("user").toLower());
    return {{.metric = "sessions", .share = {}, .value = static_cast<double>(records.size())},
            {.metric = "users", .share = {}, .value = static_cast<double>(users.size())}};
}

QList<Sample> fromFiles(const QList<wire::Record> &records)
{
    return {{.metric = "files", .share = {}, .value = static_cast<double>(records.size())}};
}

QList<Sample> fromConnections(const QList<wire::Record> &records)
{
    QList<Sample> samples{
        {.metric = "connections", .share = {}, .value = static_cast<double>(records.size())}};
    QHash<QByteArray, int> byShare;
    for (const wire::Record &record : records)
        ++byShare[record.value("share")];
    for (auto share = byShare.cbegin(); share != byShare.cend(); ++share)
        samples.append({.metric = "connections", .share = share.key(), .value = double(share.value())});
    return samples;
}

QList<Sample> fromCpu(const QList<wire::Record> &records)
{
    QList<Sample> samples;
    for (const wire::Record &record : records) {
        appendNumbers(samples, record, {},
                      {{"cpus", "cpus"},
                       {"cpu", "cpu"},
                       {"load1", "load1"},
                       {"load5", "load5"},
                       {"load15", "load15"},
                       {"memory", "memory"},
                       {"available", "available"},
                       {"swap", "swap"},
                       {"swap-free", "swap-free"}});
    }
    return samples;
}

QList<Sample> fromDisks(const QList<wire::Record> &records)
{
    QList<Sample> samples;
    for (const wire::Record &record : records) {
        appendNumbers(samples, record, record.value("share"),
                      {{"total", "disk-total"}, {"free", "disk-free"}, {"full", "disk-full"}});
    }
    return samples;
}

QList<Sample> fromQueues(const QList<wire::Record> &records)
{
    QList<Sample> samples;
    for (const wire::Record &record : records) {
        appendNumbers(samples, record, record.value("printer"),
                      {{"jobs", "print-jobs"}, {"seconds", "print-wait"}});
    }
    return samples;
}

QList<Sample> fromCloud(const QList<wire::Record> &records)
{
    QList<Sample> samples;
    for (const wire::Record &record : records) {
        const QByteArray share = record.value("share");
        const bool up = record.value("state") != "down";
        samples.append({.metric = "cloud-up", .share = share, .value = up ? 1.0 : 0.0});
        if (!up)
            continue;
        appendNumbers(samples, record, share,
                      {{"clean", "cloud-clean"},
                       {"dirty", "cloud-waiting"},
                       {"stub", "cloud-stubs"},
                       {"missing", "cloud-missing"},
                       {"clean-bytes", "cloud-clean-bytes"},
                       {"stub-bytes", "cloud-stub-bytes"},
                       {"healing", "cloud-healing"},
                       {"seconds", "cloud-wait"},
                       {"problem-seconds", "cloud-problem"},
                       {"faults", "cloud-faults"},
                       {"lost", "cloud-lost"}});
        const auto checked = QDateTime::fromString(record.text("checked"), Qt::ISODateWithMs);
        if (checked.isValid())
            samples.append(
                {.metric = "cloud-checked", .share = share, .value = double(checked.toSecsSinceEpoch())});
        samples.append({.metric = "cloud-paused",
                        .share = share,
                        .value = record.value("paused") == "TRUE" ? 1.0 : 0.0});
    }
    return samples;
}

QList<Sample> fromStores(const QList<wire::Record> &records)
{
    QList<Sample> samples;
    for (const wire::Record &record : records) {
        appendNumbers(samples, record, record.value("store"),
                      {{"up", "store-upload-limit"},
                       {"down", "store-download-limit"},
                       {"sent", "store-sent"},
                       {"received", "store-received"}});
    }
    return samples;
}

/// Of each check the worst; one of which nothing is known is left out.
QList<Sample> fromHealth(const QList<wire::Record> &records)
{
    QMap<QByteArray, double> worst;
    for (const wire::Record &record : records) {
        const QByteArray state = record.value("state");
        if (state == "unknown")
            continue;
        const double value = state == "ok" ? 100 : state == "warning" ? 50 : 0;
        const QByteArray check = record.value("check");
        worst[check] = std::min(worst.value(check, 100), value);
    }
    QList<Sample> samples;
    for (auto check = worst.cbegin(); check != worst.cend(); ++check)
        samples.append({.metric = "health", .share = check.key(), .value = check.value()});
    return samples;
}

} // namespace

std::span<const Source> sources()
{
    return allSources;
}

std::span<const Metric> metrics()
{
    return allMetrics;
}

QList<Sample> samplesOf(const Source &source, const QList<wire::Record> &records)
{
    using Read = QList<Sample> (*)(const QList<wire::Record> &);
    // In the order of allSources.
    static constexpr std::array<Read, allSources.size()> readers{
        fromServers, fromSessions, fromFiles,  fromConnections, fromCpu,
        fromDisks,   fromQueues,   fromHealth, fromCloud,       fromStores};
    for (std::size_t i = 0; i < allSources.size(); ++i) {
        if (QByteArrayView(allSources[i].name) == source.name)
            return readers[i](records);
    }
    return {};
}

} // namespace smc::monitoring
