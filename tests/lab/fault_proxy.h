// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

namespace smc::testlab {

/// tests/lab/fault_proxy.py, which tells what may be said to it.
class FaultProxy
{
public:
    FaultProxy(int port, int upstream)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(SMC_SOURCE_DIR "/tests/lab/fault_proxy.py"),
                        {QString::number(port), QString::number(upstream)});
        m_listens = answer() == "ready";
    }
    ~FaultProxy()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(10'000);
    }
    FaultProxy(const FaultProxy &) = delete;
    FaultProxy &operator=(const FaultProxy &) = delete;

    [[nodiscard]] bool listens() const { return m_listens; }
    [[nodiscard]] bool say(const QByteArray &line)
    {
        m_process.write(line + '\n');
        const QByteArray said = answer();
        m_requests = said.mid(5).toInt();
        return said.startsWith("done ");
    }
    /// Requests since something was said last; -1: it does not answer.
    [[nodiscard]] int requests() { return say("count") ? m_requests : -1; }

private:
    QByteArray answer()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(10'000)) {
        }
        return m_process.readLine().trimmed();
    }
    QProcess m_process;
    bool m_listens = false;
    int m_requests = 0;
};

} // namespace smc::testlab
