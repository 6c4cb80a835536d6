// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/main/translate.h"

#include <QFile>
#include <QHostInfo>
#include <QNetworkInterface>

namespace smc::service {

using namespace Qt::Literals::StringLiterals;

http::ServerLimits serverLimits(const config::Config &config)
{
    http::ServerLimits limits;
    limits.parser = {
        .target = config.target, .header = config.header, .fields = config.fields, .body = config.body};
    limits.handshake = config.handshakeTime;
    limits.header = config.headerTime;
    limits.body = config.bodyTime;
    limits.handler = config.handlerTime;
    limits.write = config.writeTime;
    limits.idle = config.idleTime;
    limits.connections = config.connections;
    limits.connectionsPerAddress = config.connectionsPerAddress;
    return limits;
}

http::ServerConfig serverConfig(const config::Config &config)
{
    http::ServerConfig server;
    if (!config.addresses.isEmpty()) {
        server.addresses.clear();
        for (const QString &address : config.addresses)
            server.addresses.append(QHostAddress(address));
    }
    server.port = config.port;
    server.ioThreads = config.threads;
    server.limits = serverLimits(config);
    return server;
}

http::RateFilter::Options rateOptions(const config::Config &config)
{
    return {.session = {double(config.sessionRate), 2.0 * config.sessionRate},
            .address = {double(config.addressRate), 2.0 * config.addressRate},
            .login = {double(config.loginRate), 10.0 * config.loginRate}};
}

access::SessionStore::Options sessionOptions(const config::Config &config)
{
    return {.idle = config.sessionIdle,
            .absolute = config.sessionAbsolute,
            .perPrincipal = config.sessionsPerPerson,
            .total = config.sessionsTotal};
}

access::Roles::Options roleOptions(const config::Config &config)
{
    return {.administrators = config.administrators,
            .readers = config.readers,
            .servers = config.serverOperators};
}

CertificateFiles certificateFiles(const config::Config &config)
{
    if (!config.certificate.isEmpty())
        return {.certificate = config.certificate, .key = config.key};
    return {.certificate = config.stateDir + u"/tls/certificate.pem"_s,
            .key = config.stateDir + u"/tls/key.pem"_s};
}

state::Location stateLocation(const config::Config &config)
{
    return config.stateUrl.isEmpty() ? state::Location(config.stateDir + u"/state.db"_s)
                                     : state::Location(config.stateUrl, config.statePasswordFile);
}

monitoring::Poller::Options pollerOptions(const config::Config &config)
{
    monitoring::Poller::Options options{.enabled = config.collect,
                                        .intervals = {},
                                        .longest = config.collectBackOff,
                                        .threads = config.collectThreads,
                                        .shared = !config.stateUrl.isEmpty()};
    for (auto it = config.collectIntervals.cbegin(); it != config.collectIntervals.cend(); ++it)
        options.intervals.insert(it.key(), it.value());
    return options;
}

monitoring::History::Options historyOptions(const config::Config &config)
{
    return {.readings = config.historyReadings,
            .fiveMinutes = config.historyFiveMinutes,
            .hours = config.historyHours,
            .changes = config.historyChanges};
}

local::Machine::Options machineOptions(const config::Config &config)
{
    QString server = config.localServer.isEmpty() ? QHostInfo::localHostName() : config.localServer;
    if (server == "none"_L1)
        server.clear();
    return {.server = server,
            .smbDir = config.smbDir,
            .sudo = config.localSudo,
            .logs = config.localLogs,
            .cloudvfs = config.localCloudvfs,
            .journal = config.localJournal};
}

access::LoginGuard::Options guardOptions(const config::Config &config)
{
    access::LoginGuard::Options options;
    options.free = config.loginFree;
    return options;
}

namespace {

/// A secret in a file. Errors: Invalid.
Result<Secret> firstLineOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The file of a secret cannot be read."_s,
                     .place = path,
                     .native = file.errorString()};
    }
    QByteArray line = file.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return Error{
            .code = ErrorCode::Invalid, .message = u"The file of a secret is empty."_s, .place = path};
    return Secret(std::move(line));
}

Result<identity::RealmOptions> optionsOf(const config::Realm &realm)
{
    identity::RealmOptions options;
    ldap::RealmConfig &directory = options.directory;
    directory.name = realm.name;
    directory.uris = realm.uris;
    directory.base = realm.base;
    directory.caFile = realm.ca;
    directory.bind = realm.bind == "gssapi"_L1       ? ldap::BindMethod::Gssapi
                     : realm.bind == "gss-spnego"_L1 ? ldap::BindMethod::GssSpnego
                                                     : ldap::BindMethod::Simple;
    directory.tls = realm.tls == "starttls"_L1 ? ldap::Tls::StartTls
                    : realm.tls == "none"_L1   ? ldap::Tls::None
                                               : ldap::Tls::Ldaps;
    directory.connectTimeout = realm.connectTimeout;
    directory.callTimeout = realm.callTimeout;
    directory.maxConnections = realm.connections;
    if (!realm.httpKeytab.isEmpty()) {
        options.negotiate = access::Negotiator::Options{.keytab = realm.httpKeytab,
                                                        .principal = realm.httpPrincipal,
                                                        .constrainedDelegation = realm.delegation};
    }
    options.cache = realm.cache;
    options.pollInterval = realm.poll;
    if (!realm.keytab.isEmpty()) {
        options.serviceAccount = access::KeytabCredentials{realm.account, realm.keytab};
    } else if (!realm.passwordFile.isEmpty()) {
        auto password = firstLineOf(realm.passwordFile);
        if (!password)
            return password.error();
        options.serviceAccount = access::PasswordCredentials{realm.account, *password};
    }
    return options;
}

} // namespace

Result<std::vector<identity::RealmOptions>> realmOptions(const config::Config &config)
{
    std::vector<identity::RealmOptions> all;
    for (const config::Realm &realm : config.realms) {
        auto options = optionsOf(realm);
        if (!options)
            return options.error();
        all.push_back(*std::move(options));
    }
    return all;
}

monitoring::Alerts::Options alertOptions(const config::Config &config)
{
    return {.rules = {.unreachable = config.alertUnreachable,
                      .directory = config.alertDirectory,
                      .skew = config.alertSkew,
                      .diskFull = config.alertDiskFull,
                      .sessions = config.alertSessions,
                      .cloud = config.alertCloud},
            .repeat = config.alertRepeat};
}

Result<notify::Notifier::Options> notifierOptions(const config::Config &config)
{
    notify::Notifier::Options options{.mail = {}, .hook = {}, .syslog = config.alertSyslog};
    if (!config.mailTo.isEmpty()) {
        options.mail = notify::Notifier::Mail{.server = {.url = config.smtp,
                                                         .caFile = config.smtpCa,
                                                         .tls = config.smtpTls,
                                                         .user = config.smtpUser,
                                                         .password = {}},
                                              .from = config.mailFrom,
                                              .to = config.mailTo};
        if (!config.smtpPasswordFile.isEmpty()) {
            auto password = firstLineOf(config.smtpPasswordFile);
            if (!password)
                return password.error();
            options.mail->server.password = *password;
        }
    }
    if (!config.webhook.isEmpty()) {
        options.hook = notify::Hook{.url = config.webhook, .caFile = config.webhookCa, .token = {}};
        if (!config.webhookTokenFile.isEmpty()) {
            auto token = firstLineOf(config.webhookTokenFile);
            if (!token)
                return token.error();
            options.hook->token = *token;
        }
    }
    return options;
}

QStringList ownNames(const config::Config &config, const QStringList &certificateNames)
{
    QStringList names = config.names + certificateNames + config.addresses;
    const QString host = QHostInfo::localHostName();
    names << u"localhost"_s << u"127.0.0.1"_s << u"::1"_s << host;
    if (const QString domain = QHostInfo::localDomainName(); !domain.isEmpty())
        names << QString(host.section(u'.', 0, 0) + u'.' + domain);
    const bool everywhere = config.addresses.isEmpty() || config.addresses.contains(u"0.0.0.0"_s) ||
                            config.addresses.contains(u"::"_s);
    if (everywhere) {
        for (QHostAddress address : QNetworkInterface::allAddresses()) {
            address.setScopeId({});
            names << address.toString();
        }
    }
    names.removeAll(QString());
    names.removeDuplicates();
    return names;
}

} // namespace smc::service
