// SPDX-License-Identifier: GPL-3.0-or-later
// The real smcd's cache against a real directory, where the pause between two looks is as long as it may be.
#include "tests/integration/rest_client.h"

#include <QUuid>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void whatARefreshShowedStays();
    void deletingAllTakesWhatTheCacheDoesNotKnow();
    void anotherOfTheSameNameIsFound();

private:
    /// One that nobody had before: the cache knows none of that name.
    [[nodiscard]] static QString aName() { return QUuid::createUuid().toString(QUuid::Id128).first(12); }
    [[nodiscard]] QString newUnit();
    [[nodiscard]] bool isCached(const QString &dn);
    [[nodiscard]] static QByteArray path(const QString &unit)
    {
        return "/rest/identity/ous/" + QUrl::toPercentEncoding(unit);
    }
    [[nodiscard]] RestAnswer list(const QString &base, const QByteArray &more = {})
    {
        return m_rest->get("/rest/identity/objects?scope=one&base=" + QUrl::toPercentEncoding(base) + more);
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{Smcd::Options{.settings = {{u"realm "_s + m_lab.realm(), {{u"poll"_s, u"1h"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
    QString m_unit; ///< of the running test
};

void TestRestCache::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    // It has had its first look at the domain; the next one is an hour away.
    QVERIFY(isCached(u"OU=Sales,"_s + m_lab.base()));
}

void TestRestCache::cleanup()
{
    if (!m_unit.isEmpty())
        m_rest->send("DELETE", path(m_unit) + "?subtree=1", {}, {{"If-Match", "*"}});
    m_unit.clear();
}

QString TestRestCache::newUnit()
{
    m_unit = m_lab.freshUnit(u"rest-cache-"_s + aName());
    return m_unit;
}

bool TestRestCache::isCached(const QString &dn)
{
    return QTest::qWaitFor([&] { return !list(dn).headers["x-smc-server"].isEmpty(); }, 30'000);
}

void TestRestCache::whatARefreshShowedStays()
{
    const QString unit = newUnit();
    m_lab.createUser(aName(), unit);
    QCOMPARE(list(unit).headers["x-smc-server"], QByteArray()); // the directory's own answer
    QCOMPARE(list(unit, "&fresh=1").items().size(), 1);
    QVERIFY(isCached(unit)); // without waiting for the next look to be due
    QCOMPARE(list(unit).items().size(), 1);
}

void TestRestCache::deletingAllTakesWhatTheCacheDoesNotKnow()
{
    const QString unit = newUnit();
    QCOMPARE(list(unit, "&fresh=1").status, 200);
    QVERIFY(isCached(unit));
    const QString user = aName();
    m_lab.createUser(user, unit);
    QCOMPARE(list(unit).items().size(), 0);
    const RestAnswer removed = m_rest->send("DELETE", path(unit) + "?subtree=1", {}, {{"If-Match", "*"}});
    QVERIFY2(removed.status == 204, removed.body.constData());
    QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=%1)"_s.arg(user), {u"cn"_s}).isEmpty());
}

/// A name that was given anew leads to who has it now.
void TestRestCache::anotherOfTheSameNameIsFound()
{
    const QString unit = newUnit();
    QCOMPARE(list(unit, "&fresh=1").status, 200);
    QVERIFY(isCached(unit));
    QCOMPARE(m_lab.freshUnit(unit.section(u',', 0, 0).mid(3)), unit);
    const RestAnswer changed =
        m_rest->send("PUT", path(unit), R"({"description":"the second"})", {{"If-Match", "*"}});
    QVERIFY2(changed.status == 200, changed.body.constData());
    QCOMPARE(m_lab.ldapSearch(u"(objectClass=*)"_s, {u"description"_s}, unit).first().first(u"description"_s),
             u"the second"_s);
}

QTEST_GUILESS_MAIN(TestRestCache)
#include "test_rest_cache.moc"
