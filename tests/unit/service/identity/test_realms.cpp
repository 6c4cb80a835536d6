// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/realm.h"

#include <QTest>

using namespace smc;
using namespace smc::identity;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Without a service account nothing talks to the network.
RealmOptions realm(const QString &name)
{
    return {.directory = {.name = name, .uris = {u"ldaps://dc.invalid"_s}}};
}

} // namespace

class TestRealms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatDidNotChangeStays();
    void aRealmEndsWithItsLastHolder();
};

void TestRealms::whatDidNotChangeStays()
{
    Realms realms;
    QCOMPARE(realms.replace({realm(u"A"_s), realm(u"B"_s), realm(u"C"_s)}).added.size(), 3);
    const auto a = realms.find(u"a"_s);
    const auto b = realms.find(u"B"_s);
    QVERIFY(a && b && !realms.find({}));

    RealmOptions tuned = realm(u"B"_s);
    tuned.directory.maxConnections = 3;
    tuned.serviceAccount = access::PasswordCredentials{u"smcd"_s, Secret("p"_ba)};
    tuned.cache = false;
    RealmOptions moved = realm(u"C"_s);
    moved.directory.uris = {u"ldaps://elsewhere.invalid"_s};
    Realms::Changes changes = realms.replace({realm(u"D"_s), realm(u"A"_s), tuned, moved});
    QCOMPARE(changes.added, QStringList{u"D"_s});
    QCOMPARE(changes.tuned, QStringList{u"B"_s});
    QCOMPARE(changes.changed, QStringList{u"C"_s});
    QCOMPARE(changes.removed, QStringList());
    QCOMPARE(realms.names(), (QStringList{u"D"_s, u"A"_s, u"B"_s, u"C"_s}));
    QCOMPARE(realms.find(u"A"_s), a);
    QVERIFY(realms.find(u"B"_s) != b);

    tuned.serviceAccount = access::PasswordCredentials{u"smcd"_s, Secret("another"_ba)}; // in the same file
    changes = realms.replace({realm(u"A"_s), tuned});
    QCOMPARE(changes.tuned, QStringList{u"B"_s});
    QCOMPARE(changes.removed, (QStringList{u"D"_s, u"C"_s}));
    changes = realms.replace({realm(u"A"_s)});
    QCOMPARE(changes.removed, QStringList{u"B"_s});
    QCOMPARE(realms.find({}), a); // the only one needs no name
}

void TestRealms::aRealmEndsWithItsLastHolder()
{
    Realms realms;
    realms.replace({realm(u"A"_s)});
    auto held = realms.find(u"A"_s);
    const std::weak_ptr<Realm> watched = held;
    QCOMPARE(realms.replace({}).removed, QStringList{u"A"_s});
    QVERIFY(!realms.find(u"A"_s));
    QCOMPARE(held->name(), u"A"_s); // a request that runs goes on with it
    held.reset();
    QTRY_VERIFY(watched.expired());
}

QTEST_GUILESS_MAIN(TestRealms)
#include "test_realms.moc"
