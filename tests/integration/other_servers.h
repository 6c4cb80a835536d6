// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/lab/lab.h"

#include <QFile>
#include <QProcess>
#include <QTest>

namespace smc::testlab {

using namespace Qt::Literals::StringLiterals;

/// A program in fs1's node that serves from when it has said "ready" until this object goes.
class NodeProgram
{
public:
    explicit NodeProgram(const QStringList &command)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(qEnvironmentVariable("SMC_LAB_COMMAND"), QStringList{u"exec"_s, u"fs1"_s} + command);
    }
    NodeProgram(const NodeProgram &) = delete;
    NodeProgram &operator=(const NodeProgram &) = delete;
    ~NodeProgram()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    [[nodiscard]] bool said(const QByteArray &word, int within = 60'000)
    {
        return QTest::qWaitFor(
            [&] {
                m_output += m_process.readAll();
                return m_output.endsWith('\n') && m_output.startsWith(word);
            },
            within);
    }
    /// Tells it something, and waits until it has heard it. What it says to that, empty when it does not.
    [[nodiscard]] QByteArray tell(const QByteArray &line)
    {
        m_output.clear();
        m_process.write(line + '\n');
        return said("done ") ? m_output.trimmed().mid(5) : QByteArray();
    }

private:
    QProcess m_process;
    QByteArray m_output;
};

/// Whether dc2 knows somebody whom dc1 does: either may be asked for a ticket, and they replicate when they
/// see fit.
[[nodiscard]] inline bool isKnownToBoth(const Lab &lab, const QString &filter)
{
    return QTest::qWaitFor(
        [&] {
            return lab.exec(u"dc2"_s, {u"samba-tool"_s, u"drs"_s, u"replicate"_s, u"dc2"_s, u"dc1"_s,
                                       lab.base(), u"-U"_s, u"LAB\\Administrator%"_s + lab.password()})
                       .ok() &&
                   !lab.ldapSearch(u'(' + filter + u')', {u"cn"_s}, {}, u"dc2"_s).isEmpty();
        },
        60'000);
}

/// A name in the lab's DNS, for as long as this object lives. With an account it is a file server's name,
/// too, for which the domain gives tickets that this account's keys open.
class Alias
{
public:
    Alias(const Lab &lab, const QString &name, const QString &ip, const QString &account = u"FS1"_s)
        : m_lab(lab)
        , m_dns{u"dc1"_s, u"lab.example"_s, name, u"A"_s, ip, u"-U"_s, u"Administrator%"_s + lab.password()}
    {
        (void)dns(u"delete"_s); // that an earlier run may have left
        m_good = dns(u"add"_s);
        if (account.isEmpty())
            return;
        const QString filter = u"(sAMAccountName=%1$)"_s.arg(account);
        const auto found = lab.ldapSearch(filter, {u"servicePrincipalName"_s});
        const QByteArray principal = "cifs/" + name.toLatin1() + ".lab.example";
        if (found.size() != 1) {
            m_good = false;
            return;
        }
        const QByteArray head = "dn: " + found.first().dn.toUtf8() + "\nchangetype: modify\n";
        const QByteArray value = ": servicePrincipalName\nservicePrincipalName: " + principal + "\n-\n";
        m_removal = head + "delete" + value;
        if (!found.first().attributes[u"servicePrincipalName"_s].contains(principal))
            m_good = m_good && lab.ldapModify(head + "add" + value);
        m_good = m_good && isKnownToBoth(lab, u"servicePrincipalName="_s + QString::fromLatin1(principal));
    }
    Alias(const Alias &) = delete;
    Alias &operator=(const Alias &) = delete;
    ~Alias()
    {
        (void)dns(u"delete"_s);
        if (!m_removal.isEmpty())
            (void)m_lab.ldapModify(m_removal);
    }
    [[nodiscard]] bool isThere() const { return m_good; }

private:
    [[nodiscard]] bool dns(const QString &action) const
    {
        return m_lab.exec(u"dc1"_s, QStringList{u"samba-tool"_s, u"dns"_s, action} + m_dns).ok();
    }

    Lab m_lab;
    QStringList m_dns;
    QByteArray m_removal;
    bool m_good = false;
};

/// Addresses in fs1's node at which nobody listens otherwise.
[[nodiscard]] inline QString nodeAddress(const Lab &lab, int last)
{
    return lab.ip(u"fs1"_s).section(u'.', 0, 2) + u'.' + QString::number(last);
}

/// A file server through which a test can make answers late, half or never come: tests/lab/smb_proxy.py.
class SmbProxy
{
public:
    SmbProxy(const Lab &lab, const QString &target)
        : m_ip(nodeAddress(lab, 22))
    {
        (void)lab.exec(u"fs1"_s, {u"ip"_s, u"addr"_s, u"add"_s, m_ip + u"/24"_s, u"dev"_s, u"eth0"_s});
        m_program = std::make_unique<NodeProgram>(QStringList{
            u"/usr/bin/python3"_s, QStringLiteral(SMC_SOURCE_DIR "/tests/lab/smb_proxy.py"), m_ip, target});
    }
    [[nodiscard]] QString ip() const { return m_ip; }
    [[nodiscard]] bool isThere() { return m_program->said("ready"); }
    /// How many answers went through since it was told something else; -1: it does not hear.
    [[nodiscard]] int tell(const QByteArray &line)
    {
        bool good = false;
        const int answers = m_program->tell(line).toInt(&good);
        return good ? answers : -1;
    }

private:
    QString m_ip;
    std::unique_ptr<NodeProgram> m_program;
};

/// A file server of two machines under CTDB, "files" in the DNS: tests/lab/cluster.sh.
class Cluster
{
public:
    explicit Cluster(const Lab &lab)
        : m_lab(lab)
        , m_pidFiles{QStringLiteral(SMC_BINARY_DIR "/tests/files0.pid"),
                     QStringLiteral(SMC_BINARY_DIR "/tests/files1.pid")}
    {
        for (const QString &file : m_pidFiles)
            QFile::remove(file);
        m_program = std::make_unique<NodeProgram>(
            QStringList{QStringLiteral(SMC_SOURCE_DIR "/tests/lab/cluster.sh"), ip(0), ip(1),
                        m_pidFiles.at(0), m_pidFiles.at(1), lab.password()});
    }
    [[nodiscard]] QString ip(int member) const { return nodeAddress(m_lab, 24 + member); }
    [[nodiscard]] bool isThere()
    {
        return m_program->said("ready", 150'000) && isKnownToBoth(m_lab, u"sAMAccountName=FILES$"_s);
    }
    /// What runs a command in a member, as root, from inside of fs1's node.
    [[nodiscard]] QStringList inside(int member) const
    {
        QFile file(m_pidFiles.at(member));
        const QString pid =
            file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
        return {u"nsenter"_s, u"-t"_s, pid, u"-m"_s, u"-u"_s, u"-p"_s, u"--"_s};
    }
    [[nodiscard]] CommandResult exec(int member, const QStringList &command) const
    {
        return m_lab.exec(u"fs1"_s, inside(member) + command);
    }

private:
    Lab m_lab;
    QStringList m_pidFiles;
    std::unique_ptr<NodeProgram> m_program;
};

/// A second file server, with fs1's account and copies of its configuration and registry on a small disk of
/// its own: tests/lab/twin.sh. Its Samba may be another than the installed one: tests/lab/other_samba.
class Twin
{
public:
    /// `script`: what is sourced there before it serves, with its arguments.
    explicit Twin(const Lab &lab, const QString &samba = {}, const QStringList &script = {})
        : m_lab(lab)
        , m_ip(nodeAddress(lab, 23))
        , m_pidFile(QStringLiteral(SMC_BINARY_DIR "/tests/twin.pid"))
    {
        QFile::remove(m_pidFile);
        QStringList command{QStringLiteral(SMC_SOURCE_DIR "/tests/lab/twin.sh"), m_ip, m_pidFile};
        if (!samba.isEmpty() || !script.isEmpty())
            command << samba << script;
        m_program = std::make_unique<NodeProgram>(command);
    }
    [[nodiscard]] QString ip() const { return m_ip; }
    [[nodiscard]] bool isThere() { return m_program->said("ready", 120'000); }
    /// What runs a command in it, as root, from inside of fs1's node.
    [[nodiscard]] QStringList inside() const
    {
        QFile file(m_pidFile);
        const QString pid =
            file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
        return {u"nsenter"_s, u"-t"_s, pid, u"-m"_s, u"-p"_s};
    }
    [[nodiscard]] CommandResult exec(const QStringList &command) const
    {
        return m_lab.exec(u"fs1"_s, inside() + command);
    }
    [[nodiscard]] CommandResult shell(const QString &script) const
    {
        return exec({u"bash"_s, u"-c"_s, script});
    }

private:
    Lab m_lab;
    QString m_ip;
    QString m_pidFile;
    std::unique_ptr<NodeProgram> m_program;
};

} // namespace smc::testlab
