// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/lab/smcd.h"

#include "tests/patience.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace smc::testlab {

namespace {

/// A port that is free now. smcd takes it a moment later; nobody else takes ports in this order.
quint16 freePort()
{
    QTcpServer probe;
    if (!probe.listen(QHostAddress::LocalHost))
        qFatal("no free port: %s", qPrintable(probe.errorString()));
    return probe.serverPort();
}

} // namespace

Smcd::Smcd()
    : Smcd(Options{})
{}

Smcd::Smcd(const Options &options)
    : m_node(options.node)
    , m_inside(options.inside)
    // A node sees this machine's files, but has a /tmp of its own.
    , m_directory(options.node.isEmpty() ? QDir::tempPath() + u"/smcd-XXXXXX"_s
                                         : QStringLiteral(SMC_BINARY_DIR "/tests/smcd-XXXXXX"))
    , m_waitUntilReady(options.waitUntilReady)
    , m_port(freePort())
{
    const auto lab = Lab::domain();
    m_settings[u"global"_s] = {{u"address"_s, u"127.0.0.1"_s},
                               {u"port"_s, QString::number(m_port)},
                               {u"names"_s, u"smc.lab.example localhost"_s},
                               {u"resources"_s, QStringLiteral(SMC_SOURCE_DIR "/resources")},
                               {u"descriptors"_s, m_directory.filePath(u"descriptors"_s)},
                               {u"state_dir"_s, stateDirectory()}};
    m_settings[u"realm "_s + lab.realm()] = {
        {u"uris"_s, (options.uris.isEmpty() ? lab.uris() : options.uris).join(u' ')},
        {u"base"_s, lab.base()},
        {u"ca"_s, lab.caFile()},
        {u"account"_s, lab.servicePrincipal()},
        {u"keytab"_s, lab.keytab()},
        {u"http_keytab"_s, lab.keytab()},
        {u"http_principal"_s, lab.httpPrincipal()}};
    m_settings[u"tls"_s] = {{u"certificate"_s, lab.certificateFile()}, {u"key"_s, lab.privateKeyFile()}};
    m_settings[u"roles"_s] = {{u"administrators"_s, u"Domain Admins; Helpdesk"_s}};
    m_settings[u"collect"_s] = {{u"enabled"_s, u"no"_s}};  // who tests it wants to be alone with the servers
    m_settings[u"limits"_s] = {{u"login_rate"_s, u"0"_s}}; // a test signs in as often as it likes
    if (!m_node.isEmpty())
        configure(settingsInNode(lab));
    configure(options.settings);

    if (m_node.isEmpty()) {
        m_process.setProgram(program());
        m_process.setArguments({u"-f"_s, configFile()});
    } else {
        m_process.setProgram(qEnvironmentVariable("SMC_LAB_COMMAND"));
        m_process.setArguments(QStringList{u"exec"_s, m_node} + m_inside +
                               QStringList{u"bash"_s, u"-c"_s,
                                           u"echo $$ >\"$0/pid\"; exec \"$1\" -f \"$0/smcd.conf\""_s,
                                           m_directory.path(), program()});
    }
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_directory.filePath(u"smcd.log"_s), QIODevice::Append);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"KRB5CCNAME"_s); // the service has its own
    for (auto variable = options.environment.begin(); variable != options.environment.end(); ++variable)
        environment.insert(variable.key(), variable.value());
    m_process.setProcessEnvironment(environment);
}

/// What is elsewhere in a node (tests/lab/node_init.sh).
QMap<QString, QMap<QString, QString>> Smcd::settingsInNode(const Lab &lab) const
{
    const QString keytab = u"/media/smcd.keytab"_s;
    return {{u"global"_s,
             {{u"address"_s, lab.ip(m_node)},
              {u"names"_s, m_node + u".lab.example"_s},
              {u"metrics"_s, u"all"_s}}},
            {u"realm "_s + lab.realm(),
             {{u"ca"_s, u"/etc/samba/tls/ca.crt"_s}, {u"keytab"_s, keytab}, {u"http_keytab"_s, keytab}}},
            {u"tls"_s,
             {{u"certificate"_s, u"/etc/samba/tls/node.crt"_s}, {u"key"_s, u"/etc/samba/tls/node.key"_s}}}};
}

Smcd::~Smcd()
{
    stop();
}

void Smcd::launch()
{
    m_process.start();
}

bool Smcd::start()
{
    launch();
    const QDeadlineTimer end(30000 * testing::patience);
    while (m_process.state() != QProcess::NotRunning && !end.hasExpired()) {
        if (statusOf(m_waitUntilReady ? u"/readyz"_s : u"/healthz"_s) == 200)
            return true;
        m_process.waitForFinished(30);
    }
    qWarning("smcd is not ready; its log:\n%s", log().constData());
    return false;
}

int Smcd::stop()
{
    const int status = end();
    // What a sanitizer says at the end of smcd (a leak, a race) is otherwise read by nobody.
    if (const QByteArray said = log(); said.contains("Sanitizer: ") || said.contains("runtime error: "))
        qFatal("a sanitizer reports of smcd:\n%s", said.constData());
    return status;
}

int Smcd::end()
{
    if (m_process.state() == QProcess::NotRunning)
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    signal(SIGTERM);
    if (!m_process.waitForFinished(20000 * testing::patience)) {
        qWarning("smcd did not end on SIGTERM; its log:\n%s", log().constData());
        m_process.kill();
        m_process.waitForFinished();
    }
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

void Smcd::signal(int number)
{
    if (!m_node.isEmpty() && isRunning()) {
        (void)runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"),
                         QStringList{u"exec"_s, m_node} + m_inside +
                             QStringList{u"kill"_s, u"-%1"_s.arg(number), QString::number(pid())});
        // The nsenter that runs it in its node stops when it does, and has to go on, too.
        if (number == SIGCONT)
            (void)runCommand(u"pkill"_s, {u"-CONT"_s, u"-P"_s, QString::number(m_process.processId())});
    } else if (const auto id = m_process.processId(); id > 0) {
        ::kill(static_cast<pid_t>(id), number);
    }
}

bool Smcd::isRunning() const
{
    return m_process.state() == QProcess::Running;
}

qint64 Smcd::pid() const
{
    if (m_node.isEmpty())
        return m_process.processId();
    QFile file(m_directory.filePath(u"pid"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
}

QUrl Smcd::url() const
{
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(m_node.isEmpty() ? u"127.0.0.1"_s : Lab::domain().ip(m_node));
    url.setPort(m_port);
    return url;
}

QString Smcd::caFile() const
{
    return Lab::domain().caFile();
}

QString Smcd::configFile() const
{
    return m_directory.filePath(u"smcd.conf"_s);
}

QString Smcd::stateDirectory() const
{
    return m_directory.filePath(u"state"_s);
}

QByteArray Smcd::log() const
{
    QFile file(m_directory.filePath(u"smcd.log"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void Smcd::configure(const QMap<QString, QMap<QString, QString>> &settings)
{
    for (auto section = settings.begin(); section != settings.end(); ++section) {
        for (auto key = section->begin(); key != section->end(); ++key)
            m_settings[section.key()][key.key()] = key.value();
    }
    write();
}

void Smcd::removeSection(const QString &section)
{
    m_settings.remove(section);
    write();
}

bool Smcd::reload()
{
    const auto times = [this] { return log().count("configuration and certificate taken over"); };
    const auto before = times();
    signal(SIGHUP);
    return QTest::qWaitFor([&] { return times() > before; }, 10'000);
}

QString Smcd::program()
{
    return QStringLiteral(SMC_BINARY_DIR "/bin/smcd");
}

void Smcd::write() const
{
    QFile file(configFile());
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        qFatal("cannot write %s", qPrintable(configFile()));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    for (auto section = m_settings.begin(); section != m_settings.end(); ++section) {
        file.write('[' + section.key().toUtf8() + "]\n");
        for (auto key = section->begin(); key != section->end(); ++key) {
            if (!key->isEmpty())
                file.write(key.key().toUtf8() + " = " + key->toUtf8() + '\n');
        }
    }
}

/// The HTTP status of a GET, 0 when nobody answers.
int Smcd::statusOf(const QString &path) const
{
    QNetworkAccessManager network;
    QNetworkRequest request(url().resolved(QUrl(path)));
    auto tls = QSslConfiguration::defaultConfiguration();
    // A test may have given it the certificate that nobody else should trust.
    tls.setCaCertificates(QSslCertificate::fromPath(caFile()) +
                          QSslCertificate::fromPath(Lab::domain().otherCaFile()));
    request.setSslConfiguration(tls);
    request.setTransferTimeout(5000);
    std::unique_ptr<QNetworkReply> reply(network.get(request));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace smc::testlab
