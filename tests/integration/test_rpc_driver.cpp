// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/driver.h"
#include "tests/lab/lab.h"
#include "tests/lab/smcd.h"

#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using testlab::Lab;

/// The driver against the lab's file server; the witnesses are Samba's own command-line tools.
class TestRpcDriver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serverInfo();
    void shares();
    void byKeytab();
    void aKeytabThatIsNone();
    void aWorkerOutlivesTheThreadThatStartedIt();

private:
    rpc::Target target(const QString &user = u"alice"_s, const QString &host = u"fs1.lab.example"_s) const
    {
        return {.host = host,
                .user = user,
                .realm = m_lab.realm(),
                .credentials =
                    access::PasswordCredentials{user + u"@lab.example"_s, Secret(m_lab.password().toUtf8())}};
    }
    Lab m_lab = Lab::domain();
    rpc::Driver m_driver{{.program = QFileInfo(testlab::Smcd::program()).path() + u"/smcd-rpc"_s}};
};

void TestRpcDriver::serverInfo()
{
    const auto info = m_driver.call(target(), rpc::NetServerGetInfo{});
    QVERIFY2(info, info ? "" : qUtf8Printable(info.error().toString()));
    QCOMPARE(info->name.toLower(), u"fs1"_s);
    QVERIFY(std::abs(info->skew) < 5000);
}

void TestRpcDriver::shares()
{
    const auto shares = m_driver.call(target(), rpc::NetShareEnum{});
    QVERIFY2(shares, shares ? "" : qUtf8Printable(shares.error().toString()));
    QStringList names;
    for (const rpc::ShareInfo &share : *shares)
        names << share.name;
    QVERIFY(names.contains(u"data"_s));
}

void TestRpcDriver::byKeytab()
{
    rpc::Target service = target(u"svc-smcd"_s);
    service.credentials = access::KeytabCredentials{m_lab.servicePrincipal(), m_lab.keytab()};
    for (const char *host : {"fs1.lab.example", "dc1.lab.example", "fs1.lab.example"}) {
        service.host = QString::fromLatin1(host);
        const auto info = m_driver.call(service, rpc::NetServerGetInfo{});
        QVERIFY2(info, info ? "" : qUtf8Printable(info.error().toString()));
        QCOMPARE(info->name.toLower(), service.host.section(u'.', 0, 0));
    }
}

void TestRpcDriver::aKeytabThatIsNone()
{
    rpc::Target service = target(u"svc-smcd"_s);
    service.credentials = access::KeytabCredentials{m_lab.servicePrincipal(), u"/nowhere/smcd.keytab"_s};
    const auto info = m_driver.call(service, rpc::NetServerGetInfo{});
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::Unauthenticated);
    QVERIFY2(info.error().toString().contains(u"/nowhere/smcd.keytab"),
             qUtf8Printable(info.error().toString()));
}

void TestRpcDriver::aWorkerOutlivesTheThreadThatStartedIt()
{
    rpc::Driver driver{{.program = QFileInfo(testlab::Smcd::program()).path() + u"/smcd-rpc"_s}};
    for (int i = 0; i < 3; ++i) {
        std::thread([&] { QVERIFY(driver.call(target(), rpc::NetShareEnum{})); }).join();
        const auto counters = driver.counters();
        QCOMPARE(counters.replaced, quint64(0));
        QCOMPARE(counters.workers, 1);
    }
}

QTEST_GUILESS_MAIN(TestRpcDriver)
#include "test_rpc_driver.moc"
