// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/lab/lab.h"
#include "tests/patience.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <csignal>
#include <functional>
#include <memory>
#include <sys/stat.h>

namespace smc::testlab {

using namespace Qt::Literals::StringLiterals;

/// Bytes that nothing makes smaller, the same of the same seed.
inline QByteArray noise(int size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.generate());
    return bytes;
}
/// Others at each call.
inline QByteArray noise(int size)
{
    static quint32 seed = 20261127;
    return noise(size, seed++);
}

/// The machine of tests/lab/cloud.sh: smbd with a share "data" (/srv/data) that cloudvfsd joins to a bucket.
class Cloud
{
public:
    /// `share`: more lines of its section in cloudvfs.conf. `endpoint`: where the daemon looks for the store.
    explicit Cloud(const QByteArray &share = {}, const QByteArray &endpoint = qgetenv("SMC_S3_ENDPOINT"))
    {
        write(u"/etc/samba/smb.conf"_s, R"([global]
    server role = standalone server
    interfaces = lo
    bind interfaces only = yes
    log file = /var/log/samba/%m.log
[data]
    path = /srv/data
    read only = no
    vfs objects = acl_xattr streams_xattr cloudvfs
    cloudvfs:state = )" + state().toUtf8() + "\n");
        write(folder() + u"/key"_s, qgetenv("SMC_S3_KEY") + '\n' + qgetenv("SMC_S3_SECRET") + '\n');
        QFile::setPermissions(folder() + u"/key"_s, QFile::ReadOwner | QFile::WriteOwner);
        write(conf(), "[global]\nstate = " + state().toUtf8() +
                          "\nquiet = 0\nmanagement user = jo\n[store s3]\nendpoint = " + endpoint +
                          "\nbucket = " + qgetenv("SMC_S3_BUCKET") + "\nkey file = " + folder().toUtf8() +
                          "/key\n[share data]\npath = /srv/data\nstore = s3\n" + share);
    }
    ~Cloud()
    {
        m_daemon.reset();
        end(m_smbd);
    }
    Cloud(const Cloud &) = delete;
    Cloud &operator=(const Cloud &) = delete;

    [[nodiscard]] static QString folder() { return qEnvironmentVariable("SMC_CLOUD"); }
    [[nodiscard]] static QString state() { return folder() + u"/cloudvfs"_s; }
    [[nodiscard]] static QString conf() { return folder() + u"/cloudvfs.conf"_s; }
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), qint64(text.size()));
    }

    [[nodiscard]] bool startSmbd()
    {
        m_smbd.start(u"setsid"_s,
                     {u"--wait"_s, u"smbd"_s, u"-F"_s, u"--no-process-group"_s}); // it ends its whole group
        return QTest::qWaitFor([this] { return smb("ls").ok(); }, 20'000 * testing::patience);
    }
    [[nodiscard]] bool
    startDaemon(const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        m_daemon.reset(new QProcess);
        m_daemon->setProcessEnvironment(environment);
        m_daemon->setProcessChannelMode(QProcess::ForwardedChannels);
        m_daemon->start(program(), {u"-f"_s, conf()});
        return QTest::qWaitFor([this] { return !status().isEmpty(); }, 20'000 * testing::patience);
    }
    [[nodiscard]] bool stopSmbd()
    {
        QFile pid(u"/run/samba/smbd.pid"_s);
        if (!pid.open(QIODevice::ReadOnly) ||
            !runCommand(u"kill"_s, {QString::fromLatin1(pid.readAll().trimmed())}).ok())
            return false;
        return m_smbd.state() == QProcess::NotRunning || m_smbd.waitForFinished(20'000 * testing::patience);
    }
    void killDaemon()
    {
        if (!m_daemon)
            return;
        m_daemon->kill();
        m_daemon->waitForFinished();
    }
    [[nodiscard]] bool daemonRuns() const
    {
        return m_daemon && m_daemon->state() != QProcess::NotRunning && !m_daemon->waitForFinished(0);
    }
    /// As when the power of the machine goes: smbd and the daemon stop in whatever they do, `then` happens,
    /// and they are no more.
    [[nodiscard]] bool crash(const std::function<bool()> &then)
    {
        const auto smbds = pid_t(m_smbd.processId()); // it leads their group
        const auto daemon = pid_t(m_daemon->processId());
        ::kill(-smbds, SIGSTOP);
        ::kill(daemon, SIGSTOP);
        const bool done = then();
        ::kill(-smbds, SIGKILL);
        ::kill(daemon, SIGKILL);
        m_smbd.waitForFinished();
        m_daemon->waitForFinished();
        return done && QTest::qWaitFor([&] { return ::kill(-smbds, 0) != 0; }, 10'000 * testing::patience);
    }
    /// The daemon's next start is by another boot of the machine. What its index says of itself: "ok".
    [[nodiscard]] static QString changeBoot()
    {
        QString sound;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"boot"_s);
            database.setDatabaseName(state() + u"/index.db"_s);
            QSqlQuery query(database.open() ? database : QSqlDatabase());
            if (query.exec(u"PRAGMA integrity_check"_s) && query.next())
                sound = query.value(0).toString();
            if (!query.exec(u"UPDATE boot SET id = 'another'"_s))
                sound = query.lastError().text();
        }
        QSqlDatabase::removeDatabase(u"boot"_s);
        return sound;
    }
    [[nodiscard]] static QString program() { return QStringLiteral(SMC_BINARY_DIR "/bin/cloudvfsd"); }
    [[nodiscard]] static CommandResult daemon(const QStringList &command)
    {
        return runCommand(program(), QStringList{u"-f"_s, conf()} + command);
    }
    [[nodiscard]] static QJsonObject status()
    {
        return QJsonDocument::fromJson(daemon({u"status"_s}).output).object();
    }
    [[nodiscard]] bool stopDaemon()
    {
        m_daemon->terminate();
        return m_daemon->waitForFinished(20'000 * testing::patience) && m_daemon->exitCode() == 0;
    }
    /// Whether everything that was written is in the store by now.
    [[nodiscard]] static bool isDrained()
    {
        return QTest::qWaitFor(
            [] {
                const QJsonObject now = status();
                const QJsonObject files = now[u"files"].toObject();
                return !files.isEmpty() && now[u"behind"].toInt() == 0 && files[u"dirty"].toInt() == 0 &&
                       files[u"removals"].toInt() == 0;
            },
            30'000 * testing::patience);
    }
    /// Commands of smbclient, as jo.
    [[nodiscard]] static CommandResult smb(const QByteArray &commands)
    {
        return runCommand(u"smbclient"_s, {u"//localhost/data"_s, u"-U"_s, u"jo%Passw0rd!lab"_s, u"-c"_s,
                                           QString::fromUtf8(commands)});
    }
    /// Writes through smbd.
    [[nodiscard]] static bool put(const QString &name, const QByteArray &content)
    {
        const QString local = folder() + u"/sent"_s;
        write(local, content);
        return smb("put \"" + local.toUtf8() + "\" \"" + name.toUtf8() + '"').ok();
    }
    /// Reads through smbd; what smbclient said, when it could not.
    [[nodiscard]] static QByteArray get(const QString &name)
    {
        const QString local = folder() + u"/got"_s;
        QFile::remove(local);
        const CommandResult result = smb("get \"" + name.toUtf8() + "\" \"" + local.toUtf8() + '"');
        QFile file(local);
        return result.ok() && file.open(QIODevice::ReadOnly) ? file.readAll() : result.output + result.errors;
    }
    /// What a file of the share takes on the disk, in blocks of 512 bytes.
    [[nodiscard]] static qint64 blocksOf(const QString &name)
    {
        struct stat st = {};
        return ::stat(QByteArray("/srv/data/" + name.toUtf8()).constData(), &st) == 0 ? st.st_blocks : -1;
    }
    /// What the store has, as another program reads it.
    [[nodiscard]] static QByteArray object(const QString &key)
    {
        return runCommand(u"rclone"_s, {u"cat"_s, bucket() + key}).output;
    }
    [[nodiscard]] static QStringList objects()
    {
        QStringList names =
            QString::fromUtf8(
                runCommand(u"rclone"_s, {u"lsf"_s, u"-R"_s, u"--files-only"_s, bucket()}).output)
                .split(u'\n', Qt::SkipEmptyParts);
        names.sort();
        return names;
    }

private:
    [[nodiscard]] static QString bucket() { return u"s3:"_s + qEnvironmentVariable("SMC_S3_BUCKET") + u'/'; }
    static void end(QProcess &process)
    {
        process.terminate();
        if (process.state() != QProcess::NotRunning && !process.waitForFinished(10'000 * testing::patience))
            process.kill();
        process.waitForFinished();
    }

    QProcess m_smbd;
    struct End
    {
        void operator()(QProcess *process) const
        {
            end(*process);
            delete process;
        }
    };
    std::unique_ptr<QProcess, End> m_daemon;
};

/// Nothing of a share and its store that was there before.
[[nodiscard]] inline bool clearEverything()
{
    return runCommand(u"rclone"_s, {u"delete"_s, u"s3:"_s + qEnvironmentVariable("SMC_S3_BUCKET")}, {},
                      120'000)
               .ok() &&
           runCommand(u"bash"_s, {u"-c"_s,
                                  u"shopt -s dotglob; rm -rf /srv/data/* \"$1\"/*; "
                                  "setfattr -x security.cloudvfs.share /srv/data 2>/dev/null; true"_s,
                                  u"bash"_s, Cloud::state()})
               .ok();
}

} // namespace smc::testlab
