// SPDX-License-Identifier: GPL-3.0-or-later
// SIGHUP on the real smcd: realms come, change and go while people are signed in; what needs a restart is
// named. The second realm is the lab's domain under another name: what is proven is that it is taken over.
#include "tests/integration/rest_client.h"

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestReload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aRealmIsAdded();
    void theServicesOwnMattersKeepSessions();
    void anotherWayToTheDirectoryEndsThem();
    void aRemovedRealmEndsItsSessions();
    void aBatchOfAnEndedSessionStops();
    void poolsGrowAndShrink();
    void whatNeedsARestartIsNamed();
    void aFaultLeavesEverythingAsItWas();

private:
    using Settings = QMap<QString, QString>;
    [[nodiscard]] Settings second() const
    {
        return {
            {u"uris"_s, u"ldaps://dc1.lab.example"_s}, {u"base"_s, m_lab.base()}, {u"ca"_s, m_lab.caFile()}};
    }
    [[nodiscard]] QStringList realms()
    {
        QStringList names;
        const QJsonArray all = RestClient(m_smcd).get("/auth/realms").json()[u"realms"].toArray();
        for (const QJsonValue realm : all)
            names << realm[u"name"].toString();
        return names;
    }
    /// A session in the second realm.
    [[nodiscard]] std::unique_ptr<RestClient> inSecond()
    {
        auto rest = std::make_unique<RestClient>(m_smcd);
        const RestAnswer answer = rest->signIn(u"alice@lab.example"_s, m_lab.password(), true, m_second);
        return answer.status == 200 && answer.json()[u"realm"].toString() == m_second ? std::move(rest)
                                                                                      : nullptr;
    }
    [[nodiscard]] QString gauge(const QByteArray &name)
    {
        const QByteArrayList lines = RestClient(m_smcd).get("/metrics").body.split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith(QByteArray(name + ' ')))
                return QString::fromLatin1(line.mid(name.size() + 1));
        }
        return {};
    }

    const QString m_second = u"SECOND.EXAMPLE"_s;
    const QString m_section = u"realm "_s + m_second;
    Lab m_lab = Lab::domain();
    // Groups are looked up by the realm's account, which the second one lacks: alice is named herself.
    Smcd m_smcd{Smcd::Options{.settings = {{u"roles"_s, {{u"administrators"_s, u"alice"_s}}}}}};
    std::unique_ptr<RestClient> m_alice; ///< signed in to LAB.EXAMPLE all the time
};

void TestRestReload::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_alice = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_alice->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QCOMPARE(realms(), QStringList{m_lab.realm()});
}

void TestRestReload::init()
{
    // Each test begins with both realms, however the one before ended; the first one by SIGHUP.
    m_smcd.removeSection(m_section);
    m_smcd.configure({{m_section, second()}});
    QVERIFY(m_smcd.reload());
    QCOMPARE(realms(), QStringList({m_lab.realm(), m_second}));
}

void TestRestReload::aRealmIsAdded()
{
    const auto rest = inSecond();
    QVERIFY(rest);
    QCOMPARE(rest->get("/rest/identity/users/bob").first(u"sAMAccountName"_s), u"bob"_s);
    QCOMPARE(rest->send("PUT", "/rest/identity/users/bob?dry-run=1", R"({"title":"x"})", {{"If-Match", "*"}})
                 .status,
             200);
    // Who was signed in stays so, and the other realm's cache was not filled anew for it.
    const RestAnswer still = m_alice->get("/rest/identity/users/bob");
    QCOMPARE(still.status, 200);
    QVERIFY(!still.headers["x-smc-server"].isEmpty());
}

void TestRestReload::theServicesOwnMattersKeepSessions()
{
    const auto rest = inSecond();
    QVERIFY(rest);
    m_smcd.configure({{m_section,
                       {{u"account"_s, m_lab.servicePrincipal()},
                        {u"keytab"_s, m_lab.keytab()},
                        {u"connections"_s, u"3"_s},
                        {u"call_timeout"_s, u"20s"_s}}}});
    QVERIFY(m_smcd.reload());
    QCOMPARE(rest->get("/rest/identity/users/bob").status, 200);
    // It has a cache now, by the account that it did not have.
    QVERIFY(QTest::qWaitFor(
        [&] { return !rest->get("/rest/identity/users/bob").headers["x-smc-server"].isEmpty(); }, 20'000));
}

void TestRestReload::anotherWayToTheDirectoryEndsThem()
{
    const auto rest = inSecond();
    QVERIFY(rest);
    m_smcd.configure({{m_section, {{u"uris"_s, u"ldap://dc1.lab.example"_s}, {u"tls"_s, u"starttls"_s}}}});
    QVERIFY(m_smcd.reload());
    for (const char *path : {"/rest/identity/users/bob", "/auth/session"}) {
        const RestAnswer answer = rest->get(path);
        QCOMPARE(answer.status, 401);
        QVERIFY2(answer.json()[u"detail"].toString().contains(u"SECOND.EXAMPLE was configured anew"_s),
                 answer.body.constData());
    }
    QCOMPARE(m_alice->get("/rest/identity/users/bob").status, 200);
    const auto again = inSecond(); // in the new way
    QVERIFY(again);
    QCOMPARE(again->get("/rest/identity/users/bob").status, 200);
}

void TestRestReload::aRemovedRealmEndsItsSessions()
{
    const auto rest = inSecond();
    QVERIFY(rest);
    m_smcd.removeSection(m_section);
    QVERIFY(m_smcd.reload());
    QCOMPARE(realms(), QStringList{m_lab.realm()});
    const RestAnswer answer = rest->get("/rest/identity/users/bob");
    QCOMPARE(answer.status, 401);
    QVERIFY2(answer.json()[u"detail"].toString().contains(u"SECOND.EXAMPLE is not served here any more"_s),
             answer.body.constData());
    QCOMPARE(m_alice->get("/rest/identity/users/bob").status, 200);
    const RestAnswer refused = RestClient(m_smcd).signIn(u"alice"_s, m_lab.password(), true, m_second);
    QVERIFY2(refused.status == 400 && refused.json()[u"detail"].toString().contains(m_second),
             refused.body.constData());
    // Back again, the old session stays over.
    m_smcd.configure({{m_section, second()}});
    QVERIFY(m_smcd.reload());
    QCOMPARE(rest->get("/rest/identity/users/bob").status, 401);
}

void TestRestReload::aBatchOfAnEndedSessionStops()
{
    const auto rest = inSecond();
    QVERIFY(rest);
    QByteArrayList items; // of one object, so one after the other
    for (int i = 0; i < 2000; ++i)
        items << R"({"op":"update","id":"bob","title":")" + QByteArray::number(i) + "\"}";
    const QByteArray location =
        rest->send("POST", "/rest/identity/users", '[' + items.join(',') + ']').headers["location"];
    QVERIFY(QTest::qWaitFor([&] { return rest->get(location).json()[u"done"].toInt() >= 3; }, 60'000));
    m_smcd.removeSection(m_section);
    QVERIFY(m_smcd.reload());
    m_smcd.configure({{m_section, second()}});
    QVERIFY(m_smcd.reload());
    const auto again = inSecond();
    QVERIFY(again);
    const QJsonObject job = again->waitForJob(location);
    const int failed = job[u"failed"].toInt();
    QVERIFY2(failed > 0 && failed < 2000, qPrintable(QString::number(failed)));
    const QJsonArray last = again->get(location + "/results?cursor=1999").items();
    QVERIFY2(last[0][u"problem"][u"detail"].toString().contains(u"not served here any more"_s),
             qPrintable(QString::fromUtf8(QJsonDocument(last).toJson())));
}

void TestRestReload::poolsGrowAndShrink()
{
    for (const char *threads : {"3", "40", "2"}) {
        m_smcd.configure({{u"limits"_s, {{u"directory_threads"_s, QString::fromLatin1(threads)}}}});
        QVERIFY(m_smcd.reload());
        QCOMPARE(gauge("smcd_pool_threads{pool=\"directory\"}"), QString::fromLatin1(threads));
        QCOMPARE(m_alice->get("/rest/identity/users/bob?fresh=1").status, 200);
    }
}

void TestRestReload::whatNeedsARestartIsNamed()
{
    const QString port = QString::number(m_smcd.port());
    m_smcd.configure(
        {{u"global"_s, {{u"port"_s, u"1"_s}, {u"state_dir"_s, m_smcd.stateDirectory() + u"2"_s}}},
         {u"limits"_s, {{u"body"_s, u"2K"_s}}}});
    QVERIFY(m_smcd.reload());
    QVERIFY2(m_smcd.log().contains("[global] port, [global] state_dir: changed in the configuration"),
             m_smcd.log().constData());
    QCOMPARE(m_alice->get("/auth/session").status, 200); // at the old port
    // The rest of the same file holds, for connections made from now on.
    RestClient late(m_smcd);
    QCOMPARE(late.signIn(m_lab.admin(), m_lab.password()).status, 200);
    QCOMPARE(late.send("POST", "/rest/identity/users", QByteArray(3000, ' ')).status, 413);
    m_smcd.configure({{u"global"_s, {{u"port"_s, port}, {u"state_dir"_s, m_smcd.stateDirectory()}}},
                      {u"limits"_s, {{u"body"_s, u""_s}}}});
}

void TestRestReload::aFaultLeavesEverythingAsItWas()
{
    const auto rest = inSecond();
    QVERIFY(rest);
    m_smcd.configure({{m_section, {{u"tls"_s, u"perhaps"_s}}}});
    m_smcd.signal(SIGHUP);
    QVERIFY(QTest::qWaitFor([&] { return m_smcd.log().contains("the configuration was not taken over"); },
                            10'000));
    QCOMPARE(rest->get("/rest/identity/users/bob").status, 200);
}

QTEST_GUILESS_MAIN(TestRestReload)
#include "test_rest_reload.moc"
