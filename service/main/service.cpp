// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/main/service.h"

#include "service/api/alerts_handler.h"
#include "service/api/api.h"
#include "service/api/auth_handler.h"
#include "service/api/collection.h"
#include "service/api/node_handler.h"
#include "service/api/schedule_kinds.h"
#include "service/api/server_facts.h"
#include "service/api/web_handler.h"
#include "service/fleet/fleet.h"
#include "service/http/filters/csrf_filter.h"
#include "service/http/filters/health_filter.h"
#include "service/http/filters/host_filter.h"
#include "service/http/filters/role_filter.h"
#include "service/http/filters/session_filter.h"
#include "service/http/filters/tls_filter.h"
#include "service/identity/authenticator.h"
#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/sid.h"
#include "service/jobs/runner.h"
#include "service/local/machine.h"
#include "service/main/translate.h"
#include "service/monitoring/alerts.h"
#include "service/monitoring/assignment.h"
#include "service/monitoring/history.h"
#include "service/node/client.h"
#include "service/node/enrol.h"
#include "service/rpc/driver.h"
#include "shared/model/descriptor.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHostInfo>

#include <malloc.h>
#include <sys/stat.h>

namespace smc::service {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int parallelItems = 8; ///< of one job: the directory answers about as many changes at a time

/// The folder of resources: configured, installed, or the source tree's in a build that was not installed.
QString resourceFolder(const config::Config &config)
{
    if (!config.resources.isEmpty())
        return config.resources;
    const QString installed = QStringLiteral(SMC_DATA_DIR);
    return QFileInfo::exists(installed + u"/descriptors") ? installed : QStringLiteral(SMC_SOURCE_DATA_DIR);
}

QStringList descriptorFolders(const config::Config &config)
{
    return {resourceFolder(config) + u"/descriptors"_s, config.descriptors};
}

/// smcd-rpc: beside smcd in a build, else where it was installed.
QString workerProgram()
{
    const QString beside = QCoreApplication::applicationDirPath() + u"/smcd-rpc"_s;
    return QFileInfo::exists(beside) ? beside : QStringLiteral(SMC_LIBEXEC_DIR) + u"/smcd-rpc"_s;
}

/// The SID of a group or person named in [roles], read with the service's account.
QString findSid(identity::Realms &realms, const QString &realmName, const QString &nameOrDn)
{
    const auto realm = realms.find(realmName);
    const std::optional<access::Credentials> none;
    const std::optional<access::Credentials> &as = realm ? realm->serviceAccount() : none;
    if (!as) {
        qWarning("[roles]: \"%s\" cannot be looked up without an account in [realm %s]; name its SID instead",
                 qUtf8Printable(nameOrDn), qUtf8Printable(realmName));
        return {};
    }
    if (nameOrDn.contains(u'=')) {
        const auto entry = realm->directory().read(*as, nameOrDn, {"objectSid"});
        return entry ? ldap::sidToText(entry->value("objectSid")) : QString();
    }
    const auto base = realm->directory().base(*as);
    if (!base)
        return {};
    ldap::Search search;
    search.base = *base;
    search.filter = "(sAMAccountName=" + ldap::escapeFilter(nameOrDn.toUtf8()) + ')';
    search.attributes = {"objectSid"};
    const auto found = realm->directory().search(*as, search);
    return found && !found->isEmpty() ? ldap::sidToText(found->first().value("objectSid")) : QString();
}

} // namespace

Log::Options logOptions(const config::Config &config, bool debug)
{
    Log::Options options;
    options.level = config.logLevel == "error"_L1     ? Log::Level::Error
                    : config.logLevel == "warning"_L1 ? Log::Level::Warning
                    : config.logLevel == "debug"_L1   ? Log::Level::Debug
                                                      : Log::Level::Info;
    options.file = config.logFile;
    options.audit = config.audit;
    options.json = config.logFormat == "json"_L1;
    options.auditReads = config.auditReads;
    if (debug) {
        options.level = Log::Level::Debug;
        options.file.clear();
    }
    return options;
}

class Service::Impl
{
public:
    Impl(config::Config configGiven, Log &logGiven, bool debugGiven)
        : config(std::move(configGiven))
        , log(logGiven)
        , debug(debugGiven)
        , sessions(sessionOptions(config))
        , roles(roleOptions(config),
                [this](const QString &realm, const QString &name) { return findSid(realms, realm, name); })
        , guard(guardOptions(config))
        , jobs(config.stateDir, parallelItems, {u"identity/ous"_s})
        , rpc({.program = workerProgram(), .workers = config.rpcWorkers, .ntlm = config.ntlm})
        , fleet({.servers = config.servers,
                 .clusters = config.clusters,
                 .groups = config.groups,
                 .groupsFile = config.stateDir + u"/groups.json"_s})
        , facts(rpc)
        , machine(machineOptions(config))
        , nodes(config.stateDir + u"/nodes"_s)
        , nodeClient(nodes)
        , store(stateLocation(config))
        , history(store, historyOptions(config))
        , poller(pollerOptions(config),
                 {.servers = [this] { return api::watchedServers(*handled); },
                  .read =
                      [this](const monitoring::Watched &watched, const QByteArray &resource) {
                          return api::readAsService(*handled, watched, resource);
                      },
                  .done = [this](const monitoring::ServerState &asked,
                                 const monitoring::SourceState &source) { history.add(asked, source); }})
        , assignment(store, poller)
        , scheduler(store, api::scheduleKinds([this]() -> const api::Api & { return *handled; },
                                              config.reports.isEmpty() ? config.stateDir + u"/reports"_s
                                                                       : config.reports))
        , alerts(alertOptions(config),
                 {.servers = [this] { return poller.snapshot(); },
                  .directories = [this] { return api::directoryStates(*handled); },
                  .silences = [this] { return api::silencesOf(store); },
                  .tell = [this](const QList<notify::Notice> &notices) { notifier.send(notices); },
                  .kept = [this] { return store.call([](state::Store &s) { return s.alerts(); }); },
                  .keep =
                      [this](const QList<state::LastingAlert> &put, const QStringList &remove) {
                          return store.call([&](state::Store &s) { return s.changeAlerts(put, remove); });
                      }})
    {}

    Result<void> openState();
    Result<void> startNode();
    Result<std::shared_ptr<const http::TlsContext>> loadTls(const config::Config &from, bool makeMissing);
    void setRealms(std::vector<identity::RealmOptions> wanted);
    void addRoutes();
    /// To the log, as GET /rest/descriptors tells them: a bad file is left out.
    void tellDescriptorFaults() const;
    void addFilters(const QStringList &names);

    config::Config config;
    Log &log;
    const bool debug;
    identity::Realms realms;
    access::SessionStore sessions;
    access::Roles roles;
    access::LoginGuard guard;
    jobs::Runner jobs;
    rpc::Driver rpc;
    fleet::Fleet fleet;
    api::ServerFacts facts;
    local::Machine machine;
    node::Registry nodes;
    node::Client nodeClient;
    std::optional<api::Api> handled; ///< what handlers work on; from addRoutes() on
    state::OwningThread<state::Store> store;
    monitoring::History history;
    monitoring::Poller poller;
    monitoring::Assignment assignment;
    schedule::Scheduler scheduler;
    notify::Notifier notifier;
    monitoring::Alerts alerts;
    http::Router router;
    http::Metrics metrics;
    http::Pools pools;
    http::FilterChain filters;
    http::HostFilter *hostFilter = nullptr;
    http::RateFilter *rateFilter = nullptr;
    http::HealthFilter *healthFilter = nullptr;
    http::Router nodeRouter;
    http::FilterChain nodeFilters;
    http::Metrics nodeMetrics;                ///< a listener counts by its own routes
    std::unique_ptr<http::Server> nodeServer; ///< for the collector; null where smcd is no node
    std::unique_ptr<http::Server> server;     ///< last in, first out: everything above serves its requests
};

Result<void> Service::Impl::openState()
{
    if (!QDir().mkpath(config.stateDir)) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The folder for the service's state cannot be made."_s,
                     .hint = u"Make it, owned by the service's account, or set [global] state_dir."_s,
                     .place = config.stateDir};
    }
    ::chmod(QFile::encodeName(config.stateDir).constData(), 0700);
    if (const auto problem = fleet.groups().problem())
        qWarning("%s", qUtf8Printable(problem->toString()));
    // A database server that does not answer yet is no reason to keep people from the directory: what needs
    // it says so, and the log does already.
    if (auto opened = store.call([](state::Store &s) { return s.open(); });
        !opened && opened.error().code != ErrorCode::Unreachable)
        return opened;
    return jobs.open();
}

Result<std::shared_ptr<const http::TlsContext>> Service::Impl::loadTls(const config::Config &from,
                                                                       bool makeMissing)
{
    const auto &[certificate, key] = certificateFiles(from);
    if (from.certificate.isEmpty()) {
        if (makeMissing && !QFileInfo::exists(certificate)) {
            QStringList names = from.names;
            for (const QString &address : from.addresses) {
                if (QHostAddress(address) != QHostAddress(QHostAddress::AnyIPv4) &&
                    QHostAddress(address) != QHostAddress(QHostAddress::AnyIPv6))
                    names << address;
            }
            if (auto made = http::makeSelfSigned(certificate, key, names); !made)
                return made.error();
            qInfo("made a self-signed certificate: %s", qUtf8Printable(certificate));
        }
    }
    return http::TlsContext::load(certificate, key);
}

/// The second listener, where this machine was enrolled as a node: it lets the collector in and nobody else.
Result<void> Service::Impl::startNode()
{
    const node::NodeFiles files(config.stateDir + u"/node"_s);
    if (!files.exist())
        return {};
    auto tls = http::TlsContext::load(files.certificate, files.key, files.authority);
    if (!tls)
        return tls.error();
    api::addNodeRoutes(nodeRouter, machine);
    nodeFilters.push_back(
        std::make_unique<http::AuditFilter>([this](const http::AuditRecord &r) { log.audit(r); }));
    http::ServerConfig listener = serverConfig(config);
    listener.port = config.nodePort;
    listener.ioThreads = 1;
    nodeServer = std::make_unique<http::Server>(listener, nodeRouter, nodeFilters, pools, nodeMetrics, *tls);
    if (auto started = nodeServer->start(); !started)
        return started;
    qInfo("answers the collector at port %d", nodeServer->port());
    return {};
}

void Service::Impl::setRealms(std::vector<identity::RealmOptions> wanted)
{
    if (wanted.empty())
        qWarning("there is no [realm NAME] in the configuration, so nobody can sign in");
    const identity::Realms::Changes changes = realms.replace(std::move(wanted));
    const auto end = [this](const QStringList &names, const QString &why) {
        for (const QString &name : names) {
            sessions.endRealm(name, why.arg(name));
            qInfo("%s", qUtf8Printable(why.arg(name)));
        }
    };
    end(changes.removed, u"The realm %1 is not served here any more, so its sessions have ended."_s);
    end(changes.changed, u"The realm %1 was configured anew, so its sessions have ended."_s);
}

void Service::Impl::addRoutes()
{
    const QString resources = resourceFolder(config);
    handled.emplace(api::Api{.realms = realms,
                             .jobs = jobs,
                             .rpc = rpc,
                             .fleet = fleet,
                             .facts = facts,
                             .machine = machine,
                             .nodes = nodes,
                             .nodeClient = nodeClient,
                             .poller = poller,
                             .assignment = assignment,
                             .history = history,
                             .scheduler = scheduler,
                             .alerts = alerts,
                             .notifier = notifier,
                             .store = store,
                             .certificateFile = config.tls ? certificateFiles(config).certificate : QString(),
                             .descriptorFolders = descriptorFolders(config),
                             .openapiFile = resources + u"/openapi/openapi.json"_s});
    api::addAuthRoutes(router, api::Auth{.sessions = sessions,
                                         .roles = roles,
                                         .guard = guard,
                                         .authenticate = identity::makeAuthenticate(realms),
                                         .lookUp = identity::makeLookUp(realms),
                                         .realms = realms,
                                         .bindName = identity::bindName});
    api::addRoutes(router, *handled);
    if (config.web)
        api::addWebRoutes(router);
    router.add({"GET", "/healthz", "quick", http::Need::Nothing,
                [](const http::Request &) { return http::Reply::json(R"({"alive":true})"); }});
    router.add({"GET", "/metrics", "quick", http::Need::Nothing, [this](const http::Request &) {
                    http::Reply reply;
                    reply.headers.add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                    reply.body = metrics.text(pools);
                    return reply;
                }});
    metrics.addSource([this](QByteArray &out) {
        http::Metrics::head(out, "smcd_sessions", "gauge", "People signed in, by session.");
        http::Metrics::gauge(out, "smcd_sessions", {}, static_cast<double>(sessions.count()));
    });
    metrics.addSource([this](QByteArray &out) {
        out += api::metricsText(*handled);
        out += api::collectionMetrics(*handled);
        out += api::alertMetrics(*handled);
    });
}

void Service::Impl::tellDescriptorFaults() const
{
    const model::DescriptorSet set = model::loadDescriptors(descriptorFolders(config));
    for (const model::DescriptorProblem &problem : set.problems)
        qWarning("%s", qUtf8Printable(problem.toString()));
}

void Service::Impl::addFilters(const QStringList &names)
{
    filters.push_back(
        std::make_unique<http::AuditFilter>([this](const http::AuditRecord &r) { log.audit(r); }));
    filters.push_back(std::make_unique<http::TlsFilter>(config.plain == "everywhere"_L1));
    auto host = std::make_unique<http::HostFilter>(names);
    hostFilter = host.get();
    filters.push_back(std::move(host));
    auto health = std::make_unique<http::HealthFilter>(config.metrics == "all"_L1);
    healthFilter = health.get();
    filters.push_back(std::move(health));
    filters.push_back(std::make_unique<http::SessionFilter>(sessions));
    auto rate = std::make_unique<http::RateFilter>(rateOptions(config)); // knows people by their session
    rateFilter = rate.get();
    filters.push_back(std::move(rate));
    filters.push_back(std::make_unique<http::RoleFilter>());
    filters.push_back(std::make_unique<http::CsrfFilter>());
}

Service::Service(config::Config config, Log &log, bool debug)
    : d(std::make_unique<Impl>(std::move(config), log, debug))
{}

Service::~Service()
{
    stop();
}

Result<void> Service::start()
{
    if (auto opened = d->openState(); !opened)
        return opened.error();
    std::shared_ptr<const http::TlsContext> tls;
    if (d->config.tls) {
        auto loaded = d->loadTls(d->config, true);
        if (!loaded)
            return loaded.error();
        tls = *loaded;
        qInfo("certificate fingerprint (SHA-256): %s", qUtf8Printable(tls->fingerprint()));
    }
    auto wanted = realmOptions(d->config);
    if (!wanted)
        return wanted.error();
    auto notices = notifierOptions(d->config);
    if (!notices)
        return notices.error();
    d->notifier.setOptions(*notices);
    d->sessions.onGone([this](const access::Session &session) {
        const auto realm = d->realms.find(session.principal().realm);
        if (realm && session.credentials())
            realm->directory().forget(*session.credentials());
    });
    d->setRealms(*std::move(wanted));
    d->pools.add("quick", 0, 0);
    d->pools.add("directory", d->config.directoryThreads, d->config.directoryQueue);
    d->pools.add("servers", d->config.serverThreads, d->config.serverQueue);
    d->pools.add("auth", d->config.authThreads, d->config.authQueue);
    d->addRoutes();
    d->addFilters(ownNames(d->config, tls ? tls->names() : QStringList()));
    d->server = std::make_unique<http::Server>(serverConfig(d->config), d->router, d->filters, d->pools,
                                               d->metrics, tls);
    d->tellDescriptorFaults();
    if (auto node = d->startNode(); !node)
        return node;
    if (auto started = d->server->start(); !started)
        return started;
    d->poller.start();
    if (!d->config.stateUrl.isEmpty())
        d->assignment.start();
    d->scheduler.start();
    d->alerts.start();
    return {};
}

Result<void> Service::reload(const config::Config &config)
{
    const config::TakenOver taken = config::takeOver(d->config, config);
    const config::Config &next = taken.config;
    std::shared_ptr<const http::TlsContext> tls;
    if (next.tls) {
        auto loaded = d->loadTls(next, false);
        if (!loaded)
            return loaded.error();
        tls = *loaded;
    }
    auto wanted = realmOptions(next);
    if (!wanted)
        return wanted.error();
    auto notices = notifierOptions(next);
    if (!notices)
        return notices.error();
    if (auto opened = d->log.configure(logOptions(next, d->debug)); !opened)
        return opened.error();
    // Nothing fails from here on.
    d->server->setTls(tls);
    d->server->setLimits(serverLimits(next));
    d->pools.find("directory")->resize(next.directoryThreads, next.directoryQueue);
    d->pools.find("servers")->resize(next.serverThreads, next.serverQueue);
    d->pools.find("auth")->resize(next.authThreads, next.authQueue);
    d->hostFilter->setNames(ownNames(next, tls ? tls->names() : QStringList()));
    d->rateFilter->setOptions(rateOptions(next));
    d->healthFilter->setOpenToAll(next.metrics == "all"_L1);
    d->sessions.setOptions(sessionOptions(next));
    d->setRealms(*std::move(wanted));
    d->roles.setOptions(roleOptions(next)); // after the realms: it looks names up in them
    d->guard.setOptions(guardOptions(next));
    d->poller.setOptions(pollerOptions(next));
    d->history.setOptions(historyOptions(next));
    d->alerts.setOptions(alertOptions(next));
    d->notifier.setOptions(*notices);
    d->config = next;
    d->tellDescriptorFaults();
    if (tls)
        qInfo("certificate fingerprint (SHA-256): %s", qUtf8Printable(tls->fingerprint()));
    if (!taken.needRestart.isEmpty())
        qWarning(
            "%s: changed in the configuration, but only a restart takes that over; until then the service "
            "goes on as before.",
            qUtf8Printable(taken.needRestart.join(u", "_s)));
    return {};
}

void Service::tick()
{
    d->sessions.sweep();
    // A list of ten thousand people leaves its pages behind in small pieces: give them back.
    (void)malloc_trim(0);
}

bool Service::answers(std::chrono::milliseconds within) const
{
    return d->server && d->server->answers(within);
}

bool Service::stop()
{
    if (!d->server)
        return true;
    bool finished = d->server->drain(d->config.drainTime);
    if (d->nodeServer)
        finished = d->nodeServer->drain(d->config.drainTime) && finished;
    d->server.reset();
    d->nodeServer.reset();
    d->alerts.stop();
    d->assignment.stop();
    const auto patience = std::chrono::seconds(finished ? 5 : 0);
    const bool quiet = d->poller.stop(patience) && d->scheduler.stop(patience) && d->pools.drain(patience);
    d->realms.stop();
    if (quiet)
        d->pools.stop();
    return finished && quiet;
}

QString Service::address() const
{
    QString host = d->config.addresses.isEmpty() ? QHostInfo::localHostName() : d->config.addresses.first();
    if (host.contains(u':'))
        host = u'[' + host + u']';
    return u"%1://%2:%3"_s.arg(d->config.tls ? u"https"_s : u"http"_s, host)
        .arg(d->server ? d->server->port() : 0);
}

} // namespace smc::service
