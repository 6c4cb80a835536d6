// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/lab/lab.h"

#include <QProcess>
#include <QTest>

namespace smc::testlab {

using namespace Qt::Literals::StringLiterals;

/// A person at work: smbclient, which stays connected and keeps a file open.
class OpenFile
{
public:
    OpenFile(const Lab &lab, const QString &user, const QString &file, const QString &share = u"data"_s,
             const QString &host = u"fs1.lab.example"_s)
        : m_file(file.toUtf8())
    {
        // To a pipe smbclient says everything at its end only.
        m_client.setProcessChannelMode(QProcess::MergedChannels);
        m_client.start(u"stdbuf"_s, {u"-oL"_s, u"smbclient"_s, u"//"_s + host + u'/' + share, u"-U"_s,
                                     u"LAB\\%1%%2"_s.arg(user, lab.password())});
        m_client.write("put /etc/hostname " + m_file + '\n');
    }
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;
    ~OpenFile()
    {
        m_client.closeWriteChannel();
        if (!m_client.waitForFinished(5000)) {
            m_client.kill();
            m_client.waitForFinished();
        }
    }
    [[nodiscard]] bool isOpen()
    {
        // It takes one command at a time from a pipe.
        if (!said("putting file"))
            return false;
        ask("open " + m_file);
        return said("for read/write fnum");
    }
    [[nodiscard]] bool said(const QByteArray &words)
    {
        return QTest::qWaitFor(
            [&] {
                m_output += m_client.readAll();
                return m_output.contains(words);
            },
            20'000);
    }
    void ask(const QByteArray &command) { m_client.write(command + '\n'); }
    [[nodiscard]] QByteArray output() const { return m_output; }

private:
    QProcess m_client;
    QByteArray m_file;
    QByteArray m_output;
};

} // namespace smc::testlab
