// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/lab/lab.h"
#include "tests/patience.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace smc::testlab {

using namespace Qt::Literals::StringLiterals;

/// The machine of tests/lab/kernel: a Linux of its own, which does what a test tells it. Emulated (TCG), so
/// that it runs wherever the tests do; about ten seconds until it is up.
class KernelMachine
{
public:
    enum class Network {
        Cable, ///< to the file server of samba.sh
        Host,  ///< what the test reaches, it reaches, too (10.0.2.15, behind an address translation)
    };

    /// `image`: the folder that image.sh made.
    explicit KernelMachine(QString image, Network network = Network::Cable)
        : m_image(std::move(image))
        , m_network(network)
    {}
    ~KernelMachine()
    {
        m_qemu.kill();
        m_qemu.waitForFinished();
    }
    KernelMachine(const KernelMachine &) = delete;
    KernelMachine &operator=(const KernelMachine &) = delete;

    [[nodiscard]] bool start()
    {
        const QString name = m_folder.filePath(u"agent"_s);
        if (!m_server.listen(name))
            return false;
        const bool cable = m_network == Network::Cable;
        m_qemu.setProcessChannelMode(QProcess::ForwardedChannels);
        m_qemu.start(u"qemu-system-x86_64"_s,
                     {u"-accel"_s,
                      u"tcg"_s,
                      u"-cpu"_s,
                      u"max"_s,
                      u"-m"_s,
                      u"512"_s,
                      u"-nodefaults"_s,
                      u"-no-user-config"_s,
                      u"-display"_s,
                      u"none"_s,
                      u"-no-reboot"_s,
                      u"-kernel"_s,
                      m_image + u"/vmlinuz"_s,
                      u"-initrd"_s,
                      m_image + u"/initrd"_s,
                      u"-append"_s,
                      u"console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on network="_s +
                          (cable ? u"cable"_s : u"host"_s),
                      u"-serial"_s,
                      u"file:"_s + consoleFile(),
                      u"-chardev"_s,
                      u"socket,id=agent,path="_s + name,
                      u"-serial"_s,
                      u"chardev:agent"_s,
                      u"-netdev"_s,
                      cable ? u"tap,id=cable,ifname=node,script=no,downscript=no"_s : u"user,id=cable"_s,
                      u"-device"_s,
                      u"virtio-net-pci,netdev=cable,romfile="_s});
        if (!m_server.waitForNewConnection(20'000 * testing::patience))
            return false;
        m_agent.reset(m_server.nextPendingConnection());
        return answer(120'000 * testing::patience).startsWith("ready");
    }
    /// Runs it by the machine's shell, as root.
    [[nodiscard]] CommandResult run(const QByteArray &script, int timeoutMs = 60'000 * testing::patience)
    {
        begin(script);
        return end(timeoutMs);
    }
    /// The same in two steps, for what has to happen meanwhile.
    void begin(const QByteArray &script)
    {
        m_agent->write(script.toBase64() + '\n');
        m_agent->flush();
    }
    [[nodiscard]] CommandResult end(int timeoutMs = 60'000 * testing::patience)
    {
        const QByteArrayList parts = answer(timeoutMs).trimmed().split(' ');
        if (parts.size() != 3)
            return {.exitCode = -1, .output = {}, .errors = "The machine did not answer: " + console()};
        return {.exitCode = parts[0].toInt(),
                .output = QByteArray::fromBase64(parts[1].mid(1)),
                .errors = QByteArray::fromBase64(parts[2].mid(1))};
    }
    [[nodiscard]] QByteArray console() const
    {
        QFile file(consoleFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll().right(4000) : QByteArray();
    }

private:
    QByteArray answer(int timeoutMs)
    {
        QElapsedTimer timer;
        timer.start();
        while (!m_agent->canReadLine()) {
            if (m_qemu.waitForFinished(0) || timer.elapsed() > timeoutMs)
                return {};
            m_agent->waitForReadyRead(100);
        }
        return m_agent->readLine();
    }

    [[nodiscard]] QString consoleFile() const { return m_folder.filePath(u"console.log"_s); }

    QString m_image;
    Network m_network;
    QTemporaryDir m_folder;
    QLocalServer m_server;
    QProcess m_qemu;
    std::unique_ptr<QLocalSocket> m_agent;
};

} // namespace smc::testlab
