// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/lab/lab.h"

#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace smc::testlab {

/// The real smcd, started for a test with a configuration of its own on a free port of 127.0.0.1, its
/// certificate from the lab's CA; ended (SIGTERM) with this object. Its log is shown when it does not start.
///
///     Smcd smcd({.settings = {{u"limits"_s, {{u"body"_s, u"1M"_s}}}}});
///     QVERIFY(smcd.start());
class Smcd
{
public:
    struct Options
    {
        /// Section → key → value, laid over those that this class writes; an empty value removes a key.
        QMap<QString, QMap<QString, QString>> settings;
        /// The servers of the realm; empty: all DCs of the lab by name.
        QStringList uris;
        QMap<QString, QString> environment; ///< beside the test's own
        /// Run inside this node of the lab, as root, at the node's address; empty: on this machine.
        QString node;
        QStringList inside;         ///< the program, with arguments, that runs it further inside of the node
        bool waitUntilReady = true; ///< start() returns when /readyz says 200; otherwise when /healthz does
    };

    Smcd();
    explicit Smcd(const Options &options);
    ~Smcd();
    Smcd(const Smcd &) = delete;
    Smcd &operator=(const Smcd &) = delete;

    /// Starts it without waiting for anything.
    void launch();
    /// Starts and waits; false (and the log on stderr) when it ended or was not ready within 30 s.
    [[nodiscard]] bool start();
    /// SIGTERM, waits for the end (SIGKILL after 20 s). Returns the exit code, -1 for a crash. The test ends
    /// here when smcd is built with a sanitizer that has found something.
    int stop();
    /// Sends a signal (SIGHUP, …).
    void signal(int number);
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] qint64 pid() const; ///< as its node counts

    [[nodiscard]] QUrl url() const; ///< "https://127.0.0.1:PORT", or at the node's address
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString caFile() const;
    [[nodiscard]] QString configFile() const;
    [[nodiscard]] QString stateDirectory() const;
    [[nodiscard]] QByteArray log() const; ///< all it has said since the first start
    /// Writes the configuration again, with these settings laid over; reload with signal(SIGHUP).
    void configure(const QMap<QString, QMap<QString, QString>> &settings);
    /// The same without a section ("realm LAB.EXAMPLE").
    void removeSection(const QString &section);
    /// SIGHUP, and waits until the log says that the configuration was taken over; false when it does not.
    [[nodiscard]] bool reload();

    [[nodiscard]] static QString program(); ///< the path of smcd

private:
    int end();
    void write() const;
    [[nodiscard]] int statusOf(const QString &path) const;

    [[nodiscard]] QMap<QString, QMap<QString, QString>> settingsInNode(const Lab &lab) const;

    QString m_node;
    QStringList m_inside;
    QTemporaryDir m_directory;
    QMap<QString, QMap<QString, QString>> m_settings;
    bool m_waitUntilReady;
    quint16 m_port = 0;
    QProcess m_process;
};

} // namespace smc::testlab
