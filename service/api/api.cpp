// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/api.h"

#include "service/api/acl_handler.h"
#include "service/api/alerts_handler.h"
#include "service/api/changes_handler.h"
#include "service/api/cloudvfs_handler.h"
#include "service/api/collection.h"
#include "service/api/control_handler.h"
#include "service/api/exchange.h"
#include "service/api/file_config_handler.h"
#include "service/api/fleet_handler.h"
#include "service/api/folders_handler.h"
#include "service/api/groups_handler.h"
#include "service/api/health_handler.h"
#include "service/api/identity_handler.h"
#include "service/api/jobs_handler.h"
#include "service/api/node_handler.h"
#include "service/api/quotas_handler.h"
#include "service/api/routes.h"
#include "service/api/schedules_handler.h"
#include "service/api/shares_handler.h"
#include "service/api/smbconf_handler.h"
#include "service/api/usage_handler.h"
#include "service/identity/cache.h"
#include "service/identity/cache_follower.h"
#include "service/monitoring/assignment.h"
#include "shared/model/descriptor.h"

#include <QFile>
#include <QJsonArray>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

namespace {

// ---- descriptors ----------------------------------------------------------------------------------------

/// Before the sign-in nobody is anything.
QString roleOf(const http::Request &request)
{
    return request.session ? access::roleName(request.session->principal().role) : QString();
}

http::Reply listDescriptors(const Api &api, const http::Request &request)
{
    // Read at each request: the files are small, and a dropped-in one shows at once.
    const model::DescriptorSet set = model::loadDescriptors(api.descriptorFolders);
    return jsonReply(set.toJson(roleOf(request)));
}

http::Reply readDescriptor(const Api &api, const http::Request &request)
{
    const model::DescriptorSet set = model::loadDescriptors(api.descriptorFolders);
    const QString kind = QString::fromUtf8(request.variables.value(0));
    const QString name = QString::fromUtf8(request.variables.value(1));
    if (const QJsonObject item = set.item(kind, name, roleOf(request)); !item.isEmpty())
        return jsonReply(item);
    return errorReply(
        {.code = ErrorCode::NotFound, .message = u"There is no %1 descriptor \"%2\"."_s.arg(kind, name)});
}

// ---- what the service says of itself --------------------------------------------------------------------

http::Reply openapi(const Api &api)
{
    QFile file(api.openapiFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return errorReply({.code = ErrorCode::NotFound,
                           .message = u"The description of the interface is not installed."_s,
                           .hint = u"It belongs at %1."_s.arg(api.openapiFile)});
    }
    return http::Reply::json(file.readAll());
}

http::Reply ready(const Api &api)
{
    QJsonArray waiting;
    for (const auto &realm : api.realms.all()) {
        if (!realm->cache() || realm->cache()->isReady())
            continue;
        const auto error = realm->follower()->lastError();
        waiting.append(QJsonObject{{u"realm"_s, realm->name()},
                                   {u"reason"_s, error ? error->message : u"The cache is being filled."_s}});
    }
    // One realm that answers is enough to serve its people. They need no state database for that, and where
    // all collectors share one, a balancer that left out who lacks it would leave out all.
    const bool anyReady = waiting.size() < static_cast<qsizetype>(api.realms.all().size());
    if (const auto problem = api.assignment.problem())
        waiting.append(QJsonObject{{u"state"_s, u"database"_s}, {u"reason"_s, problem->message}});
    return jsonReply({{u"ready"_s, anyReady}, {u"waiting"_s, waiting}}, anyReady ? 200 : 503);
}

QByteArray line(const char *name, const QByteArray &labels, double value)
{
    return QByteArray(name) + '{' + labels + "} " + QByteArray::number(value, 'g', 12) + '\n';
}

QByteArray label(const char *name, const QString &value)
{
    QString escaped = value;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).replace(u'\n', u"\\n"_s);
    return QByteArray(name) + "=\"" + escaped.toUtf8() + '"';
}

} // namespace

QByteArray metricsText(const Api &api)
{
    QByteArray objects = "# HELP smc_directory_cached_objects Objects in the realm's cache.\n# TYPE "
                         "smc_directory_cached_objects gauge\n";
    QByteArray ages = "# HELP smc_directory_cache_age_seconds Since when the cache is known to be true.\n# "
                      "TYPE smc_directory_cache_age_seconds gauge\n";
    QByteArray up = "# HELP smc_directory_server_up Whether the domain controller answers.\n# TYPE "
                    "smc_directory_server_up gauge\n";
    QByteArray latency = "# HELP smc_directory_server_latency_seconds Of its last answer.\n# TYPE "
                         "smc_directory_server_latency_seconds gauge\n";
    QByteArray connections =
        "# HELP smc_directory_connections Open LDAP connections.\n# TYPE smc_directory_connections gauge\n";
    for (const auto &realm : api.realms.all()) {
        const QByteArray realmLabel = label("realm", realm->name());
        if (const identity::Cache *cache = realm->cache(); cache && cache->isReady()) {
            const std::chrono::duration<double> age = std::chrono::steady_clock::now() - cache->knownGoodAt();
            objects += line("smc_directory_cached_objects", realmLabel, static_cast<double>(cache->size()));
            ages += line("smc_directory_cache_age_seconds", realmLabel, age.count());
        }
        for (const ldap::ServerHealth &server : realm->directory().health()) {
            const QByteArray labels = realmLabel + ',' + label("server", server.uri);
            up += line("smc_directory_server_up", labels, server.healthy ? 1 : 0);
            latency += line("smc_directory_server_latency_seconds", labels,
                            std::chrono::duration<double>(server.latency).count());
            connections += line("smc_directory_connections", labels, server.openConnections);
        }
    }
    return objects + ages + up + latency + connections +
           "# HELP smc_jobs_running Batches at work.\n# TYPE smc_jobs_running gauge\nsmc_jobs_running " +
           QByteArray::number(api.jobs.running()) + '\n';
}

void addRoutes(http::Router &router, Api api)
{
    api.jobs.setExecute(makeExecute(api.realms));
    addIdentityRoutes(router, api);
    addJobRoutes(router, api);
    addFleetRoutes(router, api);
    addGroupRoutes(router, api);
    addControlRoutes(router, api);
    addCollectionRoutes(router, api);
    addUsageRoutes(router, api);
    addChangeRoutes(router, api);
    addHealthRoutes(router, api);
    addAlertRoutes(router, api);
    addScheduleRoutes(router, api);
    addEnrolmentRoutes(router, api);
    addSmbConfRoutes(router, api);
    addFileConfigRoutes(router, api);
    addShareRoutes(router, api);
    addAclRoutes(router, api);
    addFolderRoutes(router, api);
    addCloudvfsRoutes(router, api);
    addQuotaRoutes(router, api);
    const auto add = directoryRoutes(router, api);
    add("GET", "/rest/descriptors", http::Need::Reader, listDescriptors);
    add("GET", "/rest/descriptors/{kind}/{name}", http::Need::Reader, readDescriptor);
    add("GET", "/rest/openapi.json", http::Need::Nothing,
        [](const Api &a, const http::Request &) { return openapi(a); });
    router.add({.method = "GET",
                .pattern = "/readyz",
                .pool = "quick",
                .need = http::Need::Nothing,
                .handler = [api](const http::Request &) { return ready(api); }});
}

} // namespace smc::api
