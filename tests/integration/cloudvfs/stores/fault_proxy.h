// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <cstdio>

namespace smc::testlab {

/// tests/lab/stores/fault_proxy.py, which tells what may be said to it.
class FaultProxy
{
public:
    static constexpr int port = 18999;

    explicit FaultProxy(int upstream)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("python3"),
                        {QStringLiteral(SMC_SOURCE_DIR "/tests/lab/stores/fault_proxy.py"),
                         QString::number(port), QString::number(upstream)});
        answer();
    }
    ~FaultProxy()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    FaultProxy(const FaultProxy &) = delete;
    FaultProxy &operator=(const FaultProxy &) = delete;

    [[nodiscard]] bool say(const QByteArray &line)
    {
        m_process.write(line + '\n');
        return answer().startsWith("ok");
    }
    /// Connections since it was asked last.
    [[nodiscard]] int connections()
    {
        m_process.write("count\n");
        return answer().mid(3).trimmed().toInt();
    }

private:
    QByteArray answer()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(10'000)) {
        }
        return m_process.readLine();
    }
    QProcess m_process;
};

} // namespace smc::testlab
