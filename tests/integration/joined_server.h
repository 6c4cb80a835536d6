// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/other_servers.h"
#include "tests/lab/smcd.h"

#include <sys/stat.h>

namespace smc::testlab {

/// The file server "twin", whose share "data" a cloudvfsd joins to a bucket (tests/lab/joined.sh), with what
/// a smcd on it needs to know.
class JoinedServer
{
public:
    explicit JoinedServer(const Lab &lab)
        : m_lab(lab)
        , m_twin(lab, QString(),
                 {QStringLiteral(SMC_SOURCE_DIR "/tests/lab/joined.sh"), folder(),
                  QStringLiteral(SMC_BINARY_DIR "/vfs"), u"root"_s})
    {}
    ~JoinedServer() { (void)stopDaemon(); }
    JoinedServer(const JoinedServer &) = delete;
    JoinedServer &operator=(const JoinedServer &) = delete;

    [[nodiscard]] static QString folder() { return QStringLiteral(SMC_BINARY_DIR "/tests/joined"); }
    [[nodiscard]] Twin &twin() { return m_twin; }
    /// Waits until it serves, with its cloudvfsd.
    [[nodiscard]] bool isThere()
    {
        if (!m_twin.isThere())
            return false;
        m_alias = std::make_unique<Alias>(m_lab, u"twin"_s, m_twin.ip());
        return m_alias->isThere() && startDaemon();
    }
    [[nodiscard]] bool startDaemon()
    {
        const QString program = QStringLiteral(SMC_BINARY_DIR "/bin/cloudvfsd");
        m_daemon.setProcessChannelMode(QProcess::ForwardedChannels);
        m_daemon.start(qEnvironmentVariable("SMC_LAB_COMMAND"),
                       QStringList{u"exec"_s, u"fs1"_s} + m_twin.inside() +
                           QStringList{u"bash"_s, u"-c"_s,
                                       u"echo $$ >\"$0/pid\"; exec \"$1\" -f \"$0/cloudvfs.conf\""_s,
                                       folder(), program});
        return QTest::qWaitFor(
            [&] { return m_twin.exec({program, u"-f"_s, folder() + u"/cloudvfs.conf"_s, u"status"_s}).ok(); },
            20'000);
    }
    [[nodiscard]] bool stopDaemon()
    {
        if (m_daemon.state() == QProcess::NotRunning)
            return true;
        (void)m_twin.shell(u"kill $(cat '%1/pid')"_s.arg(folder()));
        return m_daemon.waitForFinished(20'000);
    }
    /// Of a smcd on it, with `more` laid over.
    [[nodiscard]] Smcd::Options smcd(const QMap<QString, QMap<QString, QString>> &more = {}) const
    {
        QMap<QString, QMap<QString, QString>> settings{
            {u"global"_s, {{u"address"_s, m_lab.ip(u"fs1"_s) + u' ' + m_twin.ip()}}},
            {u"servers"_s, {{u"servers"_s, u"twin"_s}}},
            {u"local"_s, {{u"server"_s, u"twin"_s}}},
            {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}};
        settings.insert(more);
        return {.settings = settings, .node = u"fs1"_s, .inside = m_twin.inside()};
    }
    /// Commands of smbclient, as bob.
    [[nodiscard]] bool smb(const QString &commands, const QString &share = u"data"_s) const
    {
        const CommandResult result =
            m_twin.exec({u"smbclient"_s, u"//%1/%2"_s.arg(m_twin.ip(), share), u"-U"_s,
                         u"LAB/bob%"_s + m_lab.password(), u"-c"_s, commands});
        if (!result.ok())
            qWarning("%s%s", result.output.constData(), result.errors.constData());
        return result.ok();
    }
    /// Writes through smbd.
    [[nodiscard]] bool put(const QString &name, const QByteArray &content,
                           const QString &share = u"data"_s) const
    {
        QFile file(folder() + u"/sent"_s);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush() &&
               smb(u"put \"%1\" \"%2\""_s.arg(file.fileName(), name), share);
    }
    /// How much of a file lies on the disk of the server.
    [[nodiscard]] static qint64 blocksOf(const QString &path)
    {
        struct stat st = {};
        return ::stat(QByteArray(folder().toUtf8() + "/srv/data/" + path.toUtf8()).constData(), &st) == 0
                   ? st.st_blocks
                   : -1;
    }

private:
    Lab m_lab;
    Twin m_twin;
    std::unique_ptr<Alias> m_alias;
    QProcess m_daemon;
};

} // namespace smc::testlab
