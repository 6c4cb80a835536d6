// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/fleet/fleet.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

#include <pthread.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::fleet;

class TestFleet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names();
    void groupsAndLists();
    void aClusterIsOneServer();
    void aGroupByRule();
    void unknownOnesAreNamed();
    void allAreAskedSideBySide();
    void aSilentOneTakesNothingFromTheOthers();
    void withoutFurtherThreadsAllAreAskedInTurn();

private:
    static QList<wire::Record> noFacts(const QList<ServerRef> &, const Rule &) { return {}; }
    static QStringList namesOf(const Result<QList<ServerRef>> &servers)
    {
        QStringList names;
        for (const ServerRef &server : *servers)
            names << server.name;
        return names;
    }
    const Fleet m_fleet{{.servers = {u"fs1"_s, u"fs2.lab.example"_s, u"nas.other.example"_s},
                         .groups = {{u"lab"_s, {u"fs1"_s, u"FS2"_s}}}}};
};

void TestFleet::names()
{
    QCOMPARE(serverRef(u"fs1"_s, u"LAB.EXAMPLE"_s), (ServerRef{u"fs1"_s, u"fs1.lab.example"_s}));
    QCOMPARE(serverRef(u"FS1.Lab.Example"_s, u"LAB.EXAMPLE"_s), (ServerRef{u"FS1"_s, u"FS1.Lab.Example"_s}));
    QCOMPARE(serverRef(u"nas.other.example"_s, u"LAB.EXAMPLE"_s).name, u"nas.other.example"_s);
}

void TestFleet::groupsAndLists()
{
    const QString realm = u"LAB.EXAMPLE"_s;
    QCOMPARE(namesOf(m_fleet.select({}, realm, {}, noFacts)),
             (QStringList{u"fs1"_s, u"fs2"_s, u"nas.other.example"_s}));
    QCOMPARE(namesOf(m_fleet.select(u"group:lab"_s, realm, {}, noFacts)), (QStringList{u"fs1"_s, u"fs2"_s}));
    QCOMPARE(namesOf(m_fleet.select(u"fs2, group:lab"_s, realm, {}, noFacts)),
             (QStringList{u"fs2"_s, u"fs1"_s})); // once each
    QCOMPARE(namesOf(m_fleet.select(u"dc1"_s, realm, {{u"dc1"_s, u"dc1.lab.example"_s}}, noFacts)),
             QStringList{u"dc1"_s});
}

void TestFleet::aClusterIsOneServer()
{
    const QString realm = u"LAB.EXAMPLE"_s;
    const Fleet fleet{{.servers = {u"n1"_s, u"fs1"_s, u"files"_s},
                       .clusters = {{u"files"_s, {u"n1"_s, u"n2.lab.example"_s}}},
                       .groups = {{u"all"_s, {u"files"_s, u"fs1"_s}}}}};
    const auto all = fleet.select({}, realm, {}, noFacts);
    QCOMPARE(namesOf(all), (QStringList{u"fs1"_s, u"files"_s}));
    QCOMPARE(all->last().members, (QStringList{u"n1.lab.example"_s, u"n2.lab.example"_s}));
    QCOMPARE(namesOf(fleet.select(u"group:all"_s, realm, {}, noFacts)), (QStringList{u"files"_s, u"fs1"_s}));
    QCOMPARE(namesOf(machinesOf(*all)), (QStringList{u"fs1"_s, u"n1"_s, u"n2"_s}));
    const auto member = fleet.select(u"n2"_s, realm, {}, noFacts);
    QCOMPARE(namesOf(member), QStringList{u"n2"_s});
    QCOMPARE(member->first().cluster, u"files"_s);
}

void TestFleet::aGroupByRule()
{
    QTemporaryDir folder;
    Fleet fleet({.servers = {u"fs1"_s, u"fs2"_s, u"fs3"_s},
                 .groups = {},
                 .groupsFile = folder.filePath(u"groups.json"_s)});
    QVERIFY(fleet.groups().insert({.name = u"old"_s,
                                   .comment = {},
                                   .servers = {},
                                   .rule = *Rule::parse(u"role=member version<4.18"_s),
                                   .desired = {}}));
    // fs3 is silent: whoever wants the whole group has to hear of it.
    const auto select = [&fleet](const QMap<QString, QByteArray> &versions) {
        return namesOf(fleet.select(u"group:Old"_s, u"LAB.EXAMPLE"_s,
                                    {{u"dc1"_s, u"dc1.lab.example"_s, true}},
                                    [&versions](const QList<ServerRef> &servers, const Rule &) {
                                        QList<wire::Record> all;
                                        for (const ServerRef &server : servers) {
                                            wire::Record facts;
                                            facts.set("role", server.controller ? "dc" : "member");
                                            if (versions.contains(server.name))
                                                facts.set("version", versions.value(server.name));
                                            all.append(facts);
                                        }
                                        return all;
                                    }));
    };
    QCOMPARE(select({{u"fs1"_s, "4.17.12-Debian"}, {u"fs2"_s, "4.20.1"}, {u"dc1"_s, "4.9"}}),
             (QStringList{u"fs1"_s, u"fs3"_s}));
    QCOMPARE(select({{u"fs1"_s, "4.18"}, {u"fs2"_s, "4.20.1"}, {u"fs3"_s, "4.9"}}), QStringList{u"fs3"_s});
}

void TestFleet::unknownOnesAreNamed()
{
    const auto server = m_fleet.select(u"fs7"_s, u"LAB.EXAMPLE"_s, {}, noFacts);
    QVERIFY(!server);
    QCOMPARE(server.error().code, ErrorCode::NotFound);
    QVERIFY(server.error().hint.contains(u"fs1, fs2"));
    const auto group = m_fleet.select(u"group:x"_s, u"LAB.EXAMPLE"_s, {}, noFacts);
    QVERIFY(!group);
    QVERIFY(group.error().hint.contains(u"lab"));
}

void TestFleet::allAreAskedSideBySide()
{
    QList<ServerRef> servers;
    for (int i = 0; i < 8; ++i)
        servers.append({.name = QString::number(i), .host = {}});
    QSemaphore arrived;
    const Gathered all = gather(servers, [&](const ServerRef &server) -> Result<Reading> {
        arrived.release();
        if (!arrived.tryAcquire(8, 10'000)) // all eight are here at a time, or this never happens
            return Error{.message = u"alone"_s};
        arrived.release(8);
        wire::Record record;
        record.set("name", server.name.toUtf8());
        return Reading{.records = QList{record}, .road = Road::Rpc, .age = std::chrono::seconds(3)};
    });
    QVERIFY(all.problems.isEmpty());
    QCOMPARE(all.records.size(), 8);
    for (int i = 0; i < 8; ++i) {
        QCOMPARE(all.records.at(i).value("server"), QByteArray::number(i)); // in the order asked for
        QCOMPARE(all.records.at(i).value("road"), QByteArray("rpc"));
        QCOMPARE(all.records.at(i).value("age"), QByteArray("3"));
    }
}

void TestFleet::aSilentOneTakesNothingFromTheOthers()
{
    const Gathered all = gather({{u"a"_s, {}}, {u"b"_s, {}}}, [](const ServerRef &server) -> Result<Reading> {
        if (server.name == "a"_L1)
            return Error{.code = ErrorCode::Unreachable, .message = u"gone"_s};
        return Reading{.records = QList{wire::Record{}}};
    });
    QCOMPARE(all.records.size(), 1);
    QCOMPARE(all.problems.size(), 1);
    QCOMPARE(all.problems.first().place, u"a"_s);
}

void TestFleet::withoutFurtherThreadsAllAreAskedInTurn()
{
    pthread_attr_t usual{};
    QCOMPARE(pthread_getattr_default_np(&usual), 0);
    pthread_attr_t tooLarge{};
    QCOMPARE(pthread_getattr_default_np(&tooLarge), 0);
    QCOMPARE(pthread_attr_setstacksize(&tooLarge, std::size_t{1} << 47U), 0); // no room for any other stack
    QCOMPARE(pthread_setattr_default_np(&tooLarge), 0);
    const auto restore = qScopeGuard([&] { pthread_setattr_default_np(&usual); });
    const Gathered all = gather({{u"a"_s, {}}, {u"b"_s, {}}}, [](const ServerRef &) -> Result<Reading> {
        return Reading{.records = QList{wire::Record{}}};
    });
    QVERIFY(all.problems.isEmpty());
    QCOMPARE(all.records.size(), 2);
    QCOMPARE(all.records.at(1).value("server"), QByteArray("b"));
}

QTEST_APPLESS_MAIN(TestFleet)
#include "test_fleet.moc"
