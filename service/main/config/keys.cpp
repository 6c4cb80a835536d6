// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every key of smcd.conf stands here once: type, range, default, meaning. The reader, `smcd --check` and
// smcd.conf(5) all work from this table.

#include "service/main/config/keys.h"

#include <QRegularExpression>

namespace smc::config {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 day = 24 * 3600;
constexpr qint64 mega = 1024 * 1024;

using Set = std::function<void(Config &, Realm &, const Value &)>;

Set to(QString Config::*member)
{
    return [member](Config &config, Realm &, const Value &value) { config.*member = value.text; };
}
Set to(QStringList Config::*member)
{
    return [member](Config &config, Realm &, const Value &value) { config.*member = value.list; };
}
Set to(int Config::*member)
{
    return [member](Config &config, Realm &, const Value &value) {
        config.*member = static_cast<int>(value.number);
    };
}
Set to(qint64 Config::*member)
{
    return [member](Config &config, Realm &, const Value &value) { config.*member = value.number; };
}
Set to(quint16 Config::*member)
{
    return [member](Config &config, Realm &, const Value &value) {
        config.*member = static_cast<quint16>(value.number);
    };
}
Set to(bool Config::*member)
{
    return [member](Config &config, Realm &, const Value &value) { config.*member = value.number != 0; };
}
Set to(std::chrono::seconds Config::*member)
{
    return [member](Config &config, Realm &, const Value &value) {
        config.*member = std::chrono::seconds(value.number);
    };
}
Set to(QString Realm::*member)
{
    return [member](Config &, Realm &realm, const Value &value) { realm.*member = value.text; };
}
Set to(QStringList Realm::*member)
{
    return [member](Config &, Realm &realm, const Value &value) { realm.*member = value.list; };
}
Set to(bool Realm::*member)
{
    return [member](Config &, Realm &realm, const Value &value) { realm.*member = value.number != 0; };
}
Set to(int Realm::*member)
{
    return [member](Config &, Realm &realm, const Value &value) {
        realm.*member = static_cast<int>(value.number);
    };
}
Set to(std::chrono::seconds Realm::*member)
{
    return [member](Config &, Realm &realm, const Value &value) {
        realm.*member = std::chrono::seconds(value.number);
    };
}

/// How often a source of [collect] is read.
Set setInterval(const char *source)
{
    return [source](Config &config, Realm &, const Value &value) {
        config.collectIntervals.insert(source, std::chrono::seconds(value.number));
    };
}

/// "NAME: server server"; a part without a name is a group of that name with nobody in it.
Set setServersOf(QMap<QString, QStringList> Config::*groups)
{
    return [groups](Config &config, Realm &, const Value &value) {
        (config.*groups).clear();
        for (const QString &group : value.list) {
            const QString name = group.section(u':', 0, 0).trimmed();
            static const QRegularExpression separators(u"[\\s,]+"_s);
            (config.*groups).insert(name, group.section(u':', 1).split(separators, Qt::SkipEmptyParts));
        }
    };
}

std::vector<Key> makeKeys()
{
    using T = Type;
    using C = Config;
    using R = Realm;
    return {
        {"global", "port", T::Integer, "8080", 0, 65535, "", false,
         "TCP port. 0 takes any free one and says which in the log.", to(&C::port)},
        {"global", "address", T::Addresses, "", 0, 0, "", false,
         "Addresses to listen on. Without it all, IPv4 and IPv6.", to(&C::addresses)},
        {"global", "names", T::List, "", 0, 0, "", true,
         "Host names under which clients may call the service, beside those of its certificate and of its "
         "addresses. Anything else is answered 421.",
         to(&C::names)},
        {"global", "smb_dir", T::Path, "/usr", 0, 0, "", false, "Where Samba is installed.", to(&C::smbDir)},
        {"global", "resources", T::Path, "", 0, 0, "", false,
         "Folder of the service's own resources (descriptors, OpenAPI document). Without it where they were "
         "installed.",
         to(&C::resources)},
        {"global", "descriptors", T::Path, "/etc/smc/descriptors", 0, 0, "", false,
         "Folder of further descriptors, read after the service's own. Need not exist.", to(&C::descriptors)},
        {"global", "state_dir", T::Path, "/var/lib/smc", 0, 0, "", false,
         "Folder of what the service keeps: jobs, its self-signed certificate.", to(&C::stateDir)},
        {"global", "metrics", T::Choice, "loopback", 0, 0, "loopback|all", true,
         "Who may read /metrics, /healthz and /readyz: this machine, or everybody.", to(&C::metrics)},
        {"global", "web", T::Boolean, "yes", 0, 0, "", false,
         "Whether the web page is served at / and below /web. REST is served in any case.", to(&C::web)},
        {"global", "threads", T::Integer, "2", 1, 64, "", false, "Threads for the network.", to(&C::threads)},

        {"state", "url", T::Text, "", 0, 0, "", false,
         "The database, as postgresql://USER@HOST:PORT/DATABASE?OPTION=VALUE&..., with the options of libpq. "
         "sslmode is verify-full unless it stands there or HOST is this machine; sslrootcert then names the "
         "file of the authority. No password in it. Several smcd with the same url are collectors that "
         "divide "
         "the servers among themselves. It needs Debian's package libqt6sql6-psql. Without it the file "
         "state.db "
         "in state_dir.",
         to(&C::stateUrl)},
        {"state", "password_file", T::SecretFile, "", 0, 0, "", false,
         "File with the database user's password. Without it libpq's own ways: passfile= or service= in the "
         "url, a client certificate (sslcert=, sslkey=), Kerberos.",
         to(&C::statePasswordFile)},

        {"servers", "servers", T::List, "", 0, 0, "", false,
         "The file servers to manage, besides the domain controllers, which the directory lists: short "
         "names, "
         "which get the realm's DNS domain, or full host names.",
         to(&C::servers)},
        {"servers", "groups", T::Names, "", 0, 0, "", false,
         "Groups of servers that are handled as one, as NAME: server server; NAME: server. More, also by "
         "rule, "
         "are made over REST (servers/groups).",
         setServersOf(&C::groups)},
        {"servers", "clusters", T::Names, "", 0, 0, "", false,
         "Clusters of CTDB, as NAME: machine machine; NAME: machine. Each is one server under its name; what "
         "a machine "
         "tells of itself (processes, logs, load) is asked of each, where smcd runs on it.",
         setServersOf(&C::clusters)},
        {"servers", "workers", T::Integer, "4", 1, 64, "", false,
         "Worker processes (smcd-rpc) that speak MS-RPC to servers; started when they are wanted.",
         to(&C::rpcWorkers)},
        {"servers", "ntlm", T::Boolean, "no", 0, 0, "", false,
         "Sign in to servers by NTLM where Kerberos does not work. Signing and encryption are required "
         "either "
         "way.",
         to(&C::ntlm)},

        {"collect", "enabled", T::Boolean, "yes", 0, 0, "", true, "Whether anything is collected.",
         to(&C::collect)},
        {"collect", "servers", T::Duration, "30s", 1, day, "", true,
         "How often each server is asked whether it answers, and what its clock says.",
         setInterval("servers")},
        {"collect", "sessions", T::Duration, "60s", 0, day, "", true,
         "How often its sessions are counted; here and below 0 is never. By RPC only administrators of a "
         "server may ask that: "
         "elsewhere make it a node, or the service's account an administrator there.",
         setInterval("sessions")},
        {"collect", "files", T::Duration, "60s", 0, day, "", true, "How often its open files are counted.",
         setInterval("files")},
        {"collect", "connections", T::Duration, "60s", 0, day, "", true,
         "How often its tree connects are counted, share by share; nodes and this machine only, as what "
         "follows.",
         setInterval("connections")},
        {"collect", "cpu", T::Duration, "30s", 0, day, "", true, "How often its load and memory are read.",
         setInterval("cpu")},
        {"collect", "disks", T::Duration, "5m", 0, day, "", true,
         "How often the file systems below its shares are read.", setInterval("disks")},
        {"collect", "queues", T::Duration, "60s", 0, day, "", true,
         "How often the queues of its printers are read; by RPC, and everybody may ask.",
         setInterval("queues")},
        {"collect", "health", T::Duration, "5m", 0, day, "", true,
         "How often it is looked at how well it is (status/health), as far as the service's account may ask.",
         setInterval("health")},
        {"collect", "cloudvfs", T::Duration, "60s", 0, day, "", true,
         "How often it is read what waits in shares that are joined to a store; nodes and this machine only.",
         setInterval("cloudvfs")},
        {"collect", "stores", T::Duration, "60s", 0, day, "", true,
         "How often it is read how much goes to those stores, and how much may.", setInterval("stores")},
        {"collect", "back_off", T::Duration, "10m", 1, day, "", true,
         "After a failure a source is tried again after twice its interval, then four times, and so on up to "
         "this. Of a server that does not answer nothing else is asked until it does.",
         to(&C::collectBackOff)},
        {"collect", "threads", T::Integer, "2", 1, 64, "", false,
         "Servers that are read at a time. Below [servers] workers, so that people find some free.",
         to(&C::collectThreads)},

        {"history", "readings", T::Duration, "1d", 3600, 30 * day, "", true,
         "How long every single number that was collected is kept; about 40 bytes each.",
         to(&C::historyReadings)},
        {"history", "five_minutes", T::Duration, "30d", 3600, 400 * day, "", true,
         "How long one for each five minutes is kept: how many there were, their mean, the least and the "
         "most.",
         to(&C::historyFiveMinutes)},
        {"history", "hours", T::Duration, "400d", 3600, 4000 * day, "", true,
         "How long one for each hour is kept.", to(&C::historyHours)},
        {"history", "changes", T::Duration, "1000d", 3600, 4000 * day, "", true,
         "How long it is known who changed what in the configuration of a server (servers/changes).",
         to(&C::historyChanges)},

        {"schedules", "reports", T::Path, "", 0, 0, "", false,
         "Folder of the reports that schedules write. Without it reports in state_dir.", to(&C::reports)},

        {"alerts", "unreachable", T::Duration, "2m", 0, day, "", true,
         "A server that has not answered for so long is an alert; here and below 0 switches the rule off.",
         to(&C::alertUnreachable)},
        {"alerts", "directory", T::Duration, "1m", 0, day, "", true,
         "So is a realm whose directory has not answered the cache for so long.", to(&C::alertDirectory)},
        {"alerts", "clock_skew", T::Duration, "1m", 0, day, "", true,
         "A server whose clock differs from ours by so much; Kerberos takes five minutes.",
         to(&C::alertSkew)},
        {"alerts", "disk_full", T::Integer, "90", 0, 100, "", true,
         "Per cent of the file system below a share.", to(&C::alertDiskFull)},
        {"alerts", "sessions", T::Integer, "0", 0, 1000000, "", true, "Sessions of a server.",
         to(&C::alertSessions)},
        {"alerts", "cloudvfs", T::Duration, "15m", 0, 30 * day, "", true,
         "A share that is joined to a store, and is kept from being copied, or has a file that waits, for so "
         "long; at once where no cloudvfsd runs.",
         to(&C::alertCloud)},
        {"alerts", "repeat", T::Duration, "4h", 0, 30 * day, "", true,
         "How often an alert that lasts is told again; 0 is never.", to(&C::alertRepeat)},
        {"alerts", "mail_to", T::List, "", 0, 0, "", true, "Addresses that get alerts by e-mail.",
         to(&C::mailTo)},
        {"alerts", "mail_from", T::Text, "", 0, 0, "", true, "Whose mail it is.", to(&C::mailFrom)},
        {"alerts", "smtp", T::Text, "", 0, 0, "", true,
         "The mail server: smtp://HOST:PORT, which must offer STARTTLS, or smtps://HOST.", to(&C::smtp)},
        {"alerts", "smtp_tls", T::Boolean, "yes", 0, 0, "", true,
         "no sends to smtp:// in the clear: for a mail server on this machine. Never with a password.",
         to(&C::smtpTls)},
        {"alerts", "smtp_ca", T::File, "", 0, 0, "", true,
         "Authority of its certificate (PEM). Without it the system's.", to(&C::smtpCa)},
        {"alerts", "smtp_user", T::Text, "", 0, 0, "", true, "Who signs in there. Without it nobody.",
         to(&C::smtpUser)},
        {"alerts", "smtp_password_file", T::SecretFile, "", 0, 0, "", true,
         "File whose first line is the password.", to(&C::smtpPasswordFile)},
        {"alerts", "webhook", T::Text, "", 0, 0, "", true,
         "Where alerts are posted as JSON: https://HOST/PATH, or http:// without a token.", to(&C::webhook)},
        {"alerts", "webhook_ca", T::File, "", 0, 0, "", true,
         "Authority of its certificate (PEM). Without it the system's.", to(&C::webhookCa)},
        {"alerts", "webhook_token_file", T::SecretFile, "", 0, 0, "", true,
         "File whose first line is sent as Authorization: Bearer.", to(&C::webhookTokenFile)},
        {"alerts", "syslog", T::Boolean, "no", 0, 0, "", true, "Writes alerts to syslog(3), facility daemon.",
         to(&C::alertSyslog)},

        {"local", "server", T::Text, "", 0, 0, "", false,
         "Which of the servers the service runs on. Without it that of this machine's name; none for a "
         "machine that is no file server.",
         to(&C::localServer)},
        {"local", "sudo", T::Path, "", 0, 0, "", false,
         "The program sudo, by which Samba's own tools are run as root; its rules (smcd.sudoers) name each "
         "with its arguments. Without it they are run with the rights that the service has.",
         to(&C::localSudo)},
        {"local", "logs", T::Path, "/var/log/samba", 0, 0, "", false, "Folder of Samba's logs.",
         to(&C::localLogs)},
        {"local", "journal", T::Boolean, "yes", 0, 0, "", false,
         "Whether what Samba's services write into the journal of systemd is among its logs.",
         to(&C::localJournal)},
        {"local", "cloudvfs", T::Path, "/run/cloudvfs-management/socket", 0, 0, "", false,
         "Socket at which cloudvfsd answers this service (management user in cloudvfs.conf).",
         to(&C::localCloudvfs)},

        {"node", "port", T::Integer, "8081", 1, 65535, "", false,
         "Port at which a node answers its collector, and nobody else; it listens once smcd enrol has made "
         "it a node.",
         to(&C::nodePort)},

        {"realm", "uris", T::List, "", 0, 0, "", true,
         "Domain controllers, as ldaps://HOST or ldap://HOST. Without it they are found by DNS (SRV records "
         "of "
         "_ldap._tcp.NAME).",
         to(&R::uris)},
        {"realm", "base", T::Text, "", 0, 0, "", true,
         "Base DN. Without it the directory's default naming context.", to(&R::base)},
        {"realm", "ca", T::File, "", 0, 0, "", true,
         "PEM file with the authority that signed the controllers' certificates. Without it the system's "
         "store.",
         to(&R::ca)},
        {"realm", "bind", T::Choice, "simple", 0, 0, "simple|gssapi|gss-spnego", true,
         "How passwords are presented to the directory.", to(&R::bind)},
        {"realm", "tls", T::Choice, "ldaps", 0, 0, "ldaps|starttls|none", true,
         "How connections are protected. none is possible with bind=gssapi or gss-spnego only, which seal by "
         "themselves.",
         to(&R::tls)},
        {"realm", "account", T::Text, "", 0, 0, "", true,
         "The service's own account, for reading into the cache. Without one there is no cache, and every "
         "read "
         "goes to the directory as the person.",
         to(&R::account)},
        {"realm", "password_file", T::SecretFile, "", 0, 0, "", true, "File with the account's password.",
         to(&R::passwordFile)},
        {"realm", "keytab", T::SecretFile, "", 0, 0, "", true,
         "Keytab of the account, instead of a password.", to(&R::keytab)},
        {"realm", "http_keytab", T::SecretFile, "", 0, 0, "", true,
         "Keytab with the key of HTTP/NAME, for sign-in by Kerberos.", to(&R::httpKeytab)},
        {"realm", "http_principal", T::Text, "", 0, 0, "", true,
         "The principal in http_keytab that may act for people (HTTP/NAME@REALM).", to(&R::httpPrincipal)},
        {"realm", "delegation", T::Boolean, "yes", 0, 0, "", true,
         "Whether the service may get tickets for people who did not delegate theirs (S4U2Proxy). The "
         "directory "
         "must allow it too.",
         to(&R::delegation)},
        {"realm", "cache", T::Boolean, "yes", 0, 0, "", true,
         "Whether to keep the directory's objects in memory.", to(&R::cache)},
        {"realm", "poll", T::Duration, "1s", 1, 3600, "", true,
         "How often to ask the directory what has changed.", to(&R::poll)},
        {"realm", "connect_timeout", T::Duration, "4s", 1, 120, "", true,
         "How long to wait for a controller before trying the next.", to(&R::connectTimeout)},
        {"realm", "call_timeout", T::Duration, "30s", 1, 600, "", true, "How long one call may take.",
         to(&R::callTimeout)},
        {"realm", "connections", T::Integer, "16", 1, 256, "", true,
         "Connections to the directory that one person may have at once.", to(&R::connections)},

        {"tls", "enabled", T::Boolean, "yes", 0, 0, "", false,
         "no listens in plain HTTP, for a reverse proxy on this machine.", to(&C::tls)},
        {"tls", "certificate", T::File, "", 0, 0, "", true,
         "PEM file with the certificate and its chain. Without it a self-signed one is made in state_dir at "
         "the "
         "first start, and its fingerprint printed.",
         to(&C::certificate)},
        {"tls", "key", T::SecretFile, "", 0, 0, "", true, "PEM file with the certificate's key.",
         to(&C::key)},
        {"tls", "plain", T::Choice, "loopback", 0, 0, "loopback|everywhere", false,
         "With enabled=no: from where plain HTTP is answered.", to(&C::plain)},

        {"limits", "target", T::Size, "4K", 256, 65536, "", true, "Longest request target. Above: 414.",
         to(&C::target)},
        {"limits", "header", T::Size, "16K", 1024, mega, "", true, "Longest request header. Above: 431.",
         to(&C::header)},
        {"limits", "fields", T::Integer, "100", 10, 1000, "", true, "Most header fields. Above: 431.",
         to(&C::fields)},
        {"limits", "body", T::Size, "8M", 1024, 1024 * mega, "", true, "Longest request body. Above: 413.",
         to(&C::body)},
        {"limits", "handshake_time", T::Duration, "10s", 1, 600, "", true, "Time for the TLS handshake.",
         to(&C::handshakeTime)},
        {"limits", "header_time", T::Duration, "10s", 1, 600, "", true,
         "Time from a request's first byte to the end of its header. Above: 408.", to(&C::headerTime)},
        {"limits", "body_time", T::Duration, "60s", 1, 3600, "", true, "Time for the body. Above: 408.",
         to(&C::bodyTime)},
        {"limits", "handler_time", T::Duration, "120s", 1, 3600, "", true, "Time for an answer. Above: 504.",
         to(&C::handlerTime)},
        {"limits", "write_time", T::Duration, "30s", 1, 3600, "", true,
         "How long a client may take no byte of its answer.", to(&C::writeTime)},
        {"limits", "idle_time", T::Duration, "75s", 1, 3600, "", true,
         "How long a connection stays open between two requests.", to(&C::idleTime)},
        {"limits", "drain_time", T::Duration, "20s", 0, 600, "", true,
         "How long requests may go on after SIGTERM.", to(&C::drainTime)},
        {"limits", "connections", T::Integer, "4000", 10, 100000, "", true,
         "Most connections in all. Above, the one that has been silent for longest is closed.",
         to(&C::connections)},
        {"limits", "connections_per_address", T::Integer, "1200", 1, 100000, "", true,
         "Most connections from one address. Above: 503.", to(&C::connectionsPerAddress)},
        {"limits", "directory_threads", T::Integer, "16", 1, 256, "", true,
         "Threads that talk to the directory.", to(&C::directoryThreads)},
        {"limits", "directory_queue", T::Integer, "256", 0, 100000, "", true,
         "Requests that may wait for one of them. Above: 503.", to(&C::directoryQueue)},
        {"limits", "server_threads", T::Integer, "16", 1, 256, "", true,
         "Threads that wait for file servers.", to(&C::serverThreads)},
        {"limits", "server_queue", T::Integer, "256", 0, 100000, "", true,
         "Requests that may wait for one of them. Above: 503.", to(&C::serverQueue)},
        {"limits", "auth_threads", T::Integer, "4", 1, 64, "", true, "Threads that sign people in.",
         to(&C::authThreads)},
        {"limits", "auth_queue", T::Integer, "64", 0, 100000, "", true,
         "Sign-ins that may wait for one of them. Above: 503.", to(&C::authQueue)},
        {"limits", "session_rate", T::Integer, "20000", 0, 1000000, "", true,
         "Requests per second of one session; twice as many at once. Above: 429. 0 is no limit.",
         to(&C::sessionRate)},
        {"limits", "address_rate", T::Integer, "1000", 0, 1000000, "", true,
         "Requests per second from one address without a session. Above: 429. 0 is no limit.",
         to(&C::addressRate)},
        {"limits", "login_rate", T::Integer, "10", 0, 1000000, "", true,
         "Sign-ins per second from one address; ten times as many at once. Above: 429. 0 is no limit.",
         to(&C::loginRate)},
        {"limits", "login_free", T::Integer, "3", 1, 100, "", true,
         "Wrong passwords for one account from one address before further tries must wait, twice as long "
         "each time.",
         to(&C::loginFree)},

        {"session", "idle", T::Duration, "15m", 60, day, "", true,
         "A session ends this long after its last request.", to(&C::sessionIdle)},
        {"session", "absolute", T::Duration, "10h", 60, 30 * day, "", true,
         "A session ends after this in any case.", to(&C::sessionAbsolute)},
        {"session", "per_person", T::Integer, "16", 1, 10000, "", true,
         "Sessions of one person. Above, the one unused for longest ends.", to(&C::sessionsPerPerson)},
        {"session", "total", T::Integer, "10000", 1, 1000000, "", true, "Sessions in all.",
         to(&C::sessionsTotal)},

        {"roles", "administrators", T::Names, "", 0, 0, "", true,
         "Groups and people who may change things, as far as the directory lets them: SIDs, DNs, account "
         "names, "
         "REALM\\name, or * for everybody. Without it Domain Admins, Enterprise Admins and the built-in "
         "Administrators. People with delegated rights, a help desk say, must be named here to use them.",
         to(&C::administrators)},
        {"roles", "servers", T::Names, "", 0, 0, "", true,
         "Groups and people who may use the rights that the service has of its own on file servers where it "
         "runs: processes, logs, who is connected, and smb.conf where a server's rules for sudo let smcd "
         "change it, which is as good as root there. Without it Domain Admins, Enterprise Admins and the "
         "built-in Administrators. No server is asked then whether they may.",
         to(&C::serverOperators)},
        {"roles", "readers", T::Names, "", 0, 0, "", true,
         "Groups and people who may sign in to read. Without it everybody.", to(&C::readers)},

        {"log", "level", T::Choice, "info", 0, 0, "error|warning|info|debug", true,
         "What is logged. Requests that change something appear at info, others at debug.", to(&C::logLevel)},
        {"log", "file", T::Path, "", 0, 0, "", true,
         "Log file. Without it standard error, which the journal collects. SIGHUP opens it anew.",
         to(&C::logFile)},
        {"log", "format", T::Choice, "text", 0, 0, "text|json", true, "Form of the lines.",
         to(&C::logFormat)},
        {"log", "audit", T::Path, "", 0, 0, "", true,
         "Audit file: one line per request, whatever the level. Made with mode 0600. SIGHUP opens it anew.",
         to(&C::audit)},
        {"log", "audit_reads", T::Boolean, "yes", 0, 0, "", true,
         "no keeps to the audit file only what may have changed something, and sign-ins.",
         to(&C::auditReads)},
    };
}

} // namespace

const std::vector<Key> &keys()
{
    static const std::vector<Key> all = makeKeys();
    return all;
}

const Key *findKey(const QString &section, const QString &key)
{
    for (const Key &one : keys()) {
        if (section == QLatin1StringView(one.section) && key == QLatin1StringView(one.key))
            return &one;
    }
    return nullptr;
}

} // namespace smc::config
