// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/network_path.h"

#include <QTest>

using namespace smc::volumes;

class TestNetworkPath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("unc");
        QTest::addColumn<int>("port");
        const auto row = [](const char *text, const char *unc, int port = 0) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(unc) << port;
        };
        row("//nas/alex", "//nas/alex");
        row("\\\\nas\\alex", "//nas/alex");
        row("\\/nas/alex\\", "//nas/alex");
        row("//nas//alex//", "//nas/alex");
        row("//nas.ad.example/home$/alex b/docs/", "//nas.ad.example/home$/alex b/docs");
        row("//192.168.7.101/alex", "//192.168.7.101/alex");
        row("//NAS_1/\xc3\xa9t\xc3\xa9", "//NAS_1/\xc3\xa9t\xc3\xa9");
        row("smb://nas/my%20share/50%25", "//nas/my share/50%");
        row("SMB://nas:1445/alex", "//nas/alex", 1445);
        row("cifs://nas/alex", "//nas/alex");
        row("smb:\\\\nas\\alex", "//nas/alex");
        row("//nas/50%25", "//nas/50%25"); // nothing is decoded but in URLs
        row("//[2001:db8::1]/alex", "//2001:db8::1/alex");
        row("//2001:db8::1/alex", "//2001:db8::1/alex");
        row("//[fe80::1%eth0]/alex", "//fe80::1%eth0/alex");
        row("smb://[fe80::1%25eth0]:1445/alex", "//fe80::1%eth0/alex", 1445);
        row("\\\\2001-db8--1.ipv6-literal.net\\alex", "//2001:db8::1/alex");
        row("\\\\FE80--1s4.IPV6-LITERAL.NET\\alex", "//FE80::1%4/alex");
    }
    void isRead()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, unc);
        QFETCH(const int, port);
        const auto path = parseNetworkPath(text.toStdString());
        QVERIFY2(path, path ? "" : path.error().message.c_str());
        QCOMPARE(path->unc().c_str(), unc.constData());
        QCOMPARE(int(path->port), port);
    }

    void isRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const QByteArray &text, const char *why) {
            QTest::newRow(text.left(40).constData()) << text << QByteArray(why);
        };
        row("", "two slashes");
        row("nas/alex", "two slashes");
        row("/nas/alex", "two slashes");
        row("//", "names no server");
        row("//nas", "names no share");
        row("//nas/", "names no share");
        row("//nas/..", "\"..\"");
        row("//nas/alex/../b", "\"..\"");
        row("smb://nas/alex/%2e%2e/b", "\"..\"");
        row("//nas/alex/.", "\".\"");
        row("//nas/alex/a,uid=0", "has a ,");
        row("//nas/a,b", "has a ,");
        row("//nas,ip=1.2.3.4/b", "something else than a host");
        row("smb://nas/alex%2Cuid=0", "has a ,");
        row("smb://nas/a%2fb", "has a /");
        row("smb://nas/a%0ab", "control character");
        row("smb://nas/a%00b", "control character");
        row("smb://nas/a%2", "two hexadecimal digits");
        row("smb://nas/a%zz", "two hexadecimal digits");
        row("smb://nas/a%+1", "two hexadecimal digits");
        row("//nas/a\nb", "control character");
        row("//nas/a*", "has a *");
        row("smb://alex@nas/b", "names a user");
        row("smb://alex:secret@nas/b", "names a user");
        row("//nas:445/alex", "has a port");
        row("smb://nas:0/alex", "port");
        row("smb://nas:65536/alex", "port");
        row("smb://nas:/alex", "port");
        row("//[nas]/alex", "IPv6");
        row("//[::1/alex", "bracket");
        row("//[::1]x/alex", "bracket");
        row("//[::1%]/alex", "IPv6");
        row("//:::/alex", "something else than a host");
        row("//-nas/alex", "something else than a host");
        row("//x.ipv6-literal.net/alex", "IPv6");
        row("//nas/" + QByteArray(81, 'a'), "80 bytes");
        row("//nas/alex/" + QByteArray(1000, 'a'), "1,000 bytes");
    }
    void isRefused()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, why);
        const auto path = parseNetworkPath(text.toStdString());
        QVERIFY2(!path, path ? path->unc().c_str() : "");
        QVERIFY2(path.error().message.find(why.toStdString()) != std::string::npos,
                 path.error().message.c_str());
        QCOMPARE(int(path.error().kind), int(FailureKind::Invalid));
        QVERIFY(!path.error().hint.empty());
    }

    void showsNoPassword()
    {
        QCOMPARE(redactedNetworkPath("smb://alex:se@cret@nas/b").c_str(), "smb://(redacted)@nas/b");
        QCOMPARE(redactedNetworkPath("//alex:secret@nas/b").c_str(), "//(redacted)@nas/b");
        QCOMPARE(redactedNetworkPath("\\\\nas\\b").c_str(), "\\\\nas\\b");
        QCOMPARE(redactedNetworkPath("//nas/\x1b[1m").c_str(), "//nas/?[1m");
    }
};

QTEST_APPLESS_MAIN(TestNetworkPath)
#include "test_network_path.moc"
