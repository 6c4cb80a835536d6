// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/ini.h"

#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>

namespace smc::config {

/// `[realm NAME]`, as written.
struct Realm
{
    QString name; ///< upper case
    QStringList uris;
    QString base;
    QString ca;
    QString bind = QStringLiteral("simple");
    QString tls = QStringLiteral("ldaps");
    QString account;
    QString passwordFile;
    QString keytab;
    QString httpKeytab;
    QString httpPrincipal;
    bool delegation = true;
    bool cache = true;
    std::chrono::seconds poll{1};
    std::chrono::seconds connectTimeout{4};
    std::chrono::seconds callTimeout{30};
    int connections = 16;
};

/// smcd.conf with every default filled in. The table in keys.cpp says what each member means.
struct Config
{
    quint16 port = 8080;
    QStringList addresses;
    QStringList names;
    QString smbDir;
    QString resources;
    QString descriptors;
    QString stateDir;
    QString metrics;
    bool web = true;
    int threads = 2;

    QString stateUrl;
    QString statePasswordFile;

    QStringList servers;
    QMap<QString, QStringList> groups;   ///< of servers
    QMap<QString, QStringList> clusters; ///< of CTDB: their machines
    QString localServer;
    QString localSudo;
    QString localLogs;
    bool localJournal = true;
    QString localCloudvfs;
    quint16 nodePort = 0;
    bool collect = true;
    QHash<QByteArray, std::chrono::seconds> collectIntervals; ///< by source
    std::chrono::seconds collectBackOff{};
    int collectThreads = 0;
    std::chrono::seconds historyReadings{};
    std::chrono::seconds historyFiveMinutes{};
    std::chrono::seconds historyHours{};
    std::chrono::seconds historyChanges{};
    QString reports; ///< folder
    std::chrono::seconds alertUnreachable{};
    std::chrono::seconds alertDirectory{};
    std::chrono::seconds alertSkew{};
    int alertDiskFull = 0;
    int alertSessions = 0;
    std::chrono::seconds alertCloud{};
    std::chrono::seconds alertRepeat{};
    QStringList mailTo;
    QString mailFrom;
    QString smtp;
    bool smtpTls = true;
    QString smtpCa;
    QString smtpUser;
    QString smtpPasswordFile;
    QString webhook;
    QString webhookCa;
    QString webhookTokenFile;
    bool alertSyslog = false;
    int rpcWorkers = 0;
    bool ntlm = false;
    int serverThreads = 0;
    int serverQueue = 0;
    QList<Realm> realms;

    bool tls = true;
    QString certificate;
    QString key;
    QString plain;

    qint64 target = 0;
    qint64 header = 0;
    int fields = 0;
    qint64 body = 0;
    std::chrono::seconds handshakeTime{};
    std::chrono::seconds headerTime{};
    std::chrono::seconds bodyTime{};
    std::chrono::seconds handlerTime{};
    std::chrono::seconds writeTime{};
    std::chrono::seconds idleTime{};
    std::chrono::seconds drainTime{};
    int connections = 0;
    int connectionsPerAddress = 0;
    int directoryThreads = 0;
    int directoryQueue = 0;
    int authThreads = 0;
    int authQueue = 0;
    int sessionRate = 0;
    int addressRate = 0;
    int loginRate = 0;
    int loginFree = 0;

    std::chrono::seconds sessionIdle{};
    std::chrono::seconds sessionAbsolute{};
    int sessionsPerPerson = 0;
    int sessionsTotal = 0;

    QStringList administrators;
    QStringList readers;
    QStringList serverOperators;

    QString logLevel;
    QString logFile;
    QString logFormat;
    QString audit;
    bool auditReads = true;

    /// What stands in the file outside of the realms: "[section] key" → value. Of what is not there the
    /// default holds.
    QHash<QString, QString> written;
};

struct Loaded
{
    Config config;
    QList<Fault> faults; ///< by line; empty when the file is good
};

/// Reads and checks a file: every unknown section and key, every value out of its range, every file named
/// that does not exist, and every file with a secret that others may read is a fault.
[[nodiscard]] Loaded loadFile(const QString &path);
/// The same from text. `checkFiles` false leaves the files alone that the values name.
[[nodiscard]] Loaded loadText(const QByteArray &text, bool checkFiles);

/// A running service's configuration after SIGHUP.
struct TakenOver
{
    Config config;           ///< the new one, but for what only a restart changes: that stays as it runs
    QStringList needRestart; ///< "[global] port", …: changed in the file, without effect until then
};
[[nodiscard]] TakenOver takeOver(const Config &running, const Config &wanted);

/// "file:line: message" for each.
[[nodiscard]] QStringList describe(const QString &path, const QList<Fault> &faults);

/// smcd.conf(5) in roff, made from the table of keys.
[[nodiscard]] QByteArray manualPage();

} // namespace smc::config
