// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/patience.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <pwd.h>
#include <unistd.h>

namespace smc::testing {

using namespace Qt::Literals::StringLiterals;

/// A PostgreSQL server of the test's own, in a temporary folder, on a free port of 127.0.0.1: TCP with
/// password (scram-sha-256) and, where it is asked for, TLS. It never touches the machine's own. As
/// PostgreSQL does not run as root, a test that does gives it to the user postgres of Debian's package. It
/// ends with this object, and with the test's process in any case.
///
///     PostgreSql server;
///     QVERIFY2(server.start(), server.log());
///     Store store({server.url(server.makeDatabase()), server.passwordFile()});
class PostgreSql
{
public:
    PostgreSql()
    {
        QTcpServer probe;
        if (probe.listen(QHostAddress::LocalHost))
            m_port = probe.serverPort();
        write("password", password() + '\n');
        if (const passwd *user = ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr) {
            m_user = QString::number(user->pw_uid) + u':' + QString::number(user->pw_gid);
            for (const QString &owned : {m_folder.path(), passwordFile()}) {
                if (::chown(QFile::encodeName(owned).constData(), user->pw_uid, user->pw_gid) != 0)
                    qFatal("%s cannot be given to the user postgres", qPrintable(owned));
            }
        }
    }
    ~PostgreSql() { stop(); }
    PostgreSql(const PostgreSql &) = delete;
    PostgreSql &operator=(const PostgreSql &) = delete;

    /// Before start(): with TLS, and a certificate for "localhost" that certificateFile() vouches for.
    [[nodiscard]] bool useTls()
    {
        m_tls = true;
        return run(u"openssl"_s,
                   {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-days"_s, u"2"_s,
                    u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=DNS:localhost"_s,
                    u"-keyout"_s, path(u"server.key"_s), u"-out"_s, certificateFile()});
    }
    /// Makes the cluster when there is none, starts the server and waits for it.
    [[nodiscard]] bool start()
    {
        if (!QFile::exists(path(u"data"_s)) &&
            !run(program(u"initdb"_s),
                 {u"-D"_s, path(u"data"_s), u"-U"_s, u"smcd"_s, u"-A"_s, u"scram-sha-256"_s, u"--pwfile"_s,
                  passwordFile(), u"-E"_s, u"UTF8"_s, u"--locale=C.UTF-8"_s, u"--no-sync"_s})) {
            return false;
        }
        QStringList words{u"-D"_s, path(u"data"_s), u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port),
                          u"-k"_s, m_folder.path(), u"-c"_s, u"fsync=off"_s};
        if (m_tls) {
            words << u"-c"_s << u"ssl=on"_s << u"-c"_s << u"ssl_cert_file="_s + certificateFile() << u"-c"_s
                  << u"ssl_key_file="_s + path(u"server.key"_s);
        }
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardOutputFile(path(u"log"_s), QIODevice::Append);
        m_process.setWorkingDirectory(m_folder.path());
        const QStringList command = asUser(program(u"postgres"_s), words);
        m_process.start(command.first(), command.mid(1));
        return QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning || answers(); },
                               60'000 * patience) &&
               m_process.state() == QProcess::Running;
    }
    /// As "systemctl stop" does it: connections are cut, and what was committed is kept.
    void stop() { end(SIGINT); }
    /// As a power loss does it.
    void crash() { end(SIGQUIT); }

    /// A new one each time; its name.
    [[nodiscard]] QString makeDatabase()
    {
        const QString name = u"smc%1"_s.arg(++m_databases);
        (void)sql(u"postgres"_s, u"CREATE DATABASE "_s + name);
        return name;
    }
    /// What psql prints for it, unaligned.
    QByteArray sql(const QString &database, const QString &statement) const
    {
        QProcess psql;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PGPASSWORD"_s, QString::fromLatin1(password()));
        psql.setProcessEnvironment(environment);
        psql.setProcessChannelMode(QProcess::MergedChannels);
        psql.start(program(u"psql"_s), {u"-XAtq"_s, u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port),
                                        u"-U"_s, u"smcd"_s, u"-d"_s, database, u"-c"_s, statement});
        psql.waitForFinished();
        return psql.readAll().trimmed();
    }

    [[nodiscard]] QString url(const QString &database, const QString &host = u"127.0.0.1"_s) const
    {
        return u"postgresql://smcd@%1:%2/%3"_s.arg(host).arg(m_port).arg(database);
    }
    [[nodiscard]] QString passwordFile() const { return path(u"password"_s); }
    [[nodiscard]] static QByteArray password() { return "not-2b-told"; }
    [[nodiscard]] QString certificateFile() const { return path(u"server.crt"_s); }
    [[nodiscard]] QByteArray log() const
    {
        QFile file(path(u"log"_s));
        return file.open(QIODevice::ReadOnly) ? m_said + file.readAll() : m_said;
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(text);
    }
    void write(const char *name, const QByteArray &text) const { write(QString::fromLatin1(name), text); }
    /// Debian keeps the server's programs out of PATH, by version; the newest.
    [[nodiscard]] static QString program(const QString &name)
    {
        const QDir all(u"/usr/lib/postgresql"_s);
        const QStringList versions =
            all.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
        return versions.isEmpty() ? name : all.filePath(versions.first() + u"/bin/"_s + name);
    }
    [[nodiscard]] QStringList asUser(const QString &name, const QStringList &words) const
    {
        QStringList command{u"setpriv"_s, u"--pdeathsig"_s, u"INT"_s};
        if (!m_user.isEmpty()) {
            command << u"--reuid"_s << m_user.section(u':', 0, 0) << u"--regid"_s << m_user.section(u':', 1)
                    << u"--clear-groups"_s;
        }
        return command + QStringList{name} + words;
    }
    bool run(const QString &name, const QStringList &words)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setWorkingDirectory(m_folder.path());
        const QStringList command = asUser(name, words);
        process.start(command.first(), command.mid(1));
        const bool ended = process.waitForFinished(60'000 * patience);
        m_said += process.readAll();
        return ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }
    [[nodiscard]] bool answers() const { return sql(u"postgres"_s, u"SELECT 1"_s) == "1"; }
    void end(int signal)
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        ::kill(static_cast<pid_t>(m_process.processId()), signal);
        if (!m_process.waitForFinished(30'000 * patience)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    QTemporaryDir m_folder;
    QString m_user; ///< "uid:gid" that it runs as; empty: the test's own
    quint16 m_port = 0;
    bool m_tls = false;
    int m_databases = 0;
    QByteArray m_said;  ///< by initdb and openssl
    QProcess m_process; // last: it uses the folder
};

} // namespace smc::testing
