// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/monitoring/alerts.h"

#include <QDateTime>
#include <QTest>

using namespace smc;
using namespace smc::monitoring;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A server whose sources were all read just now.
ServerState server(const QString &name, const QList<Sample> &numbers)
{
    ServerState state;
    state.watched.server.name = name;
    state.up = true;
    for (const Source &source : sources()) {
        SourceState one;
        one.source = &source;
        one.readAt = std::chrono::steady_clock::now();
        state.sources.push_back(one);
    }
    for (const Sample &number : numbers) {
        const int index = number.metric == "skew"              ? 0
                          : number.metric == "sessions"        ? 1
                          : number.metric.startsWith("cloud-") ? 8
                                                               : 5;
        state.sources[static_cast<std::size_t>(index)].samples.append(number);
    }
    return state;
}

ServerState down(const QString &name, std::chrono::seconds since)
{
    ServerState state = server(name, {});
    state.up = false;
    state.upSince = std::chrono::steady_clock::now() - since;
    state.sources.front().error = Error{.code = ErrorCode::Unreachable, .message = u"No route."_s};
    return state;
}

Sample disk(double full, const QByteArray &share = "data")
{
    return {.metric = "disk-full", .share = share, .value = full};
}

} // namespace

/// What is wrong, and what people hear of it.
class TestAlerts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_servers.clear();
        m_directories.clear();
        m_silences.clear();
        m_silencesFail = false;
        m_told.clear();
        m_kept.clear();
        m_keptFails = false;
    }
    void rules_data();
    void rules();
    void toldOnceAndWhenItIsOver();
    void toldAgainWhileItLasts();
    void silencedIsNotTold();
    void silencesHoldWhileTheDatabaseIsAway();
    void whatAnotherCollectorReadsIsHisToTell();
    void whatCannotBeSeenStaysAsItWas();
    void severalAtOnceAreOneMessage();
    void goesOnAfterARestart();
    void aServerThatIsStillDownAfterARestart();
    void allCollectorsKnowThem();
    void nothingIsLostWhileItCannotBeKept();

private:
    [[nodiscard]] Alerts::Hooks hooks()
    {
        return {
            .servers = [this] { return m_servers; },
            .directories = [this] { return m_directories; },
            .silences =
                [this] { return m_silencesFail ? Result<QList<state::Silence>>(Error{}) : m_silences; },
            .tell = [this](const QList<notify::Notice> &notices) { m_told.append(notices); },
            .kept =
                [this] {
                    return m_keptFails ? Result<QList<state::LastingAlert>>(Error{}) : m_kept.values();
                },
            .keep = [this](const QList<state::LastingAlert> &put, const QStringList &remove) -> Result<void> {
                for (const QString &id : remove)
                    m_kept.remove(id);
                for (const state::LastingAlert &one : put)
                    m_kept.insert(one.id, one);
                return {};
            }};
    }
    std::vector<ServerState> m_servers;
    std::vector<DirectoryState> m_directories;
    QList<state::Silence> m_silences;
    bool m_silencesFail = false;
    QList<QList<notify::Notice>> m_told;
    QMap<QString, state::LastingAlert> m_kept;
    bool m_keptFails = false;
};

void TestAlerts::rules_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("which");
    QTest::newRow("down for long") << u"unreachable:fs1"_s << 0;
    QTest::newRow("down for a moment") << QString() << 1;
    QTest::newRow("disk at the limit") << u"disk-full:fs1:data"_s << 2;
    QTest::newRow("disk below it") << QString() << 3;
    QTest::newRow("clock fast") << u"clock-skew:fs1"_s << 4;
    QTest::newRow("clock slow") << u"clock-skew:fs1"_s << 5;
    QTest::newRow("clock a little off") << QString() << 6;
    QTest::newRow("many sessions") << u"sessions:fs1"_s << 7;
    QTest::newRow("nobody copies a share") << u"cloudvfs:fs1:data"_s << 10;
    QTest::newRow("a share has a problem for long") << u"cloudvfs:fs1:data"_s << 11;
    QTest::newRow("a file waits for long") << u"cloudvfs:fs1:data"_s << 12;
    QTest::newRow("a file waits a little") << QString() << 13;
    QTest::newRow("something is lost") << u"cloudvfs-lost:fs1:data"_s << 14;
    QTest::newRow("a fault that can be repaired") << QString() << 15;
    QTest::newRow("the directory is silent") << u"directory:LAB.EXAMPLE"_s << 8;
    QTest::newRow("the directory is slow") << QString() << 9;
}

void TestAlerts::rules()
{
    QFETCH(QString, id);
    QFETCH(int, which);
    const auto skew = [](double milliseconds) { return Sample{"skew", {}, milliseconds}; };
    const auto lab = [](std::chrono::seconds silent) {
        return DirectoryState{.realm = u"LAB.EXAMPLE"_s, .silent = silent, .reason = u"none"_s};
    };
    switch (which) {
    case 0:
        m_servers = {down(u"fs1"_s, 130s)};
        break;
    case 1:
        m_servers = {down(u"fs1"_s, 100s)};
        break;
    case 2:
        m_servers = {server(u"fs1"_s, {disk(90)})};
        break;
    case 3:
        m_servers = {server(u"fs1"_s, {disk(89)})};
        break;
    case 4:
        m_servers = {server(u"fs1"_s, {skew(60'000)})};
        break;
    case 5:
        m_servers = {server(u"fs1"_s, {skew(-90'000)})};
        break;
    case 6:
        m_servers = {server(u"fs1"_s, {skew(59'000)})};
        break;
    case 7:
        m_servers = {server(u"fs1"_s, {{"sessions", {}, 500}})};
        break;
    case 10:
        m_servers = {server(u"fs1"_s, {{"cloud-up", "data", 0}})};
        break;
    case 11:
        m_servers = {server(u"fs1"_s, {{"cloud-up", "data", 1}, {"cloud-problem", "data", 900}})};
        break;
    case 12:
        m_servers = {server(u"fs1"_s, {{"cloud-up", "data", 1}, {"cloud-wait", "data", 900}})};
        break;
    case 13:
        m_servers = {server(u"fs1"_s, {{"cloud-up", "data", 1}, {"cloud-wait", "data", 899}})};
        break;
    case 14:
        m_servers = {server(u"fs1"_s, {{"cloud-up", "data", 1}, {"cloud-lost", "data", 1}})};
        break;
    case 15:
        m_servers = {server(u"fs1"_s, {{"cloud-up", "data", 1}, {"cloud-faults", "data", 1}})};
        break;
    case 8:
        m_directories = {lab(60s)};
        break;
    default:
        m_directories = {lab(59s)};
    }
    Alerts alerts({.rules = {.sessions = 500}}, hooks());
    alerts.look();
    QCOMPARE(alerts.alerts().size(), id.isEmpty() ? std::size_t(0) : std::size_t(1));
    if (!id.isEmpty())
        QCOMPARE(alerts.alerts()[0].id(), id);
    // Switched off, it is none.
    alerts.setOptions(
        {.rules = {
             .unreachable = 0s, .directory = 0s, .skew = 0s, .diskFull = 0, .sessions = 0, .cloud = 0s}});
    alerts.look();
    QVERIFY(alerts.alerts().empty());
}

void TestAlerts::toldOnceAndWhenItIsOver()
{
    Alerts alerts({}, hooks());
    m_servers = {server(u"fs1"_s, {disk(95)})};
    alerts.look();
    alerts.look();
    QCOMPARE(m_told.size(), 1);
    const notify::Notice begun = m_told[0][0];
    QVERIFY(begun.firing);
    QCOMPARE(begun.rule, u"disk-full"_s);
    QCOMPARE(begun.share, u"data"_s);
    QVERIFY2(begun.message.contains(u"95 % full"), qPrintable(begun.message));
    m_servers = {server(u"fs1"_s, {disk(50)})};
    alerts.look();
    alerts.look();
    QCOMPARE(m_told.size(), 2);
    QVERIFY(!m_told[1][0].firing);
    QCOMPARE(m_told[1][0].since, begun.since);
    QVERIFY(alerts.alerts().empty());
}

void TestAlerts::toldAgainWhileItLasts()
{
    Alerts alerts({.repeat = 1s}, hooks());
    m_servers = {server(u"fs1"_s, {disk(95)})};
    alerts.look();
    const qint64 first = alerts.alerts()[0].notified;
    QTRY_VERIFY(QDateTime::currentSecsSinceEpoch() > first);
    alerts.look();
    QCOMPARE(m_told.size(), 2);
    QVERIFY(m_told[1][0].firing);
    alerts.setOptions({.repeat = 0s});
    QTRY_VERIFY(QDateTime::currentSecsSinceEpoch() > alerts.alerts()[0].notified);
    alerts.look();
    QCOMPARE(m_told.size(), 2);
}

void TestAlerts::silencesHoldWhileTheDatabaseIsAway()
{
    Alerts alerts({}, hooks());
    m_servers = {server(u"fs1"_s, {disk(95)})};
    m_silences = {{.id = u"a"_s, .server = u"fs1"_s, .until = QDateTime::currentSecsSinceEpoch() + 3600}};
    alerts.look();
    m_silences.clear();
    m_silencesFail = true;
    alerts.look();
    QCOMPARE(m_told.size(), 0);
    QVERIFY(alerts.alerts()[0].silenced);
    m_silencesFail = false;
    alerts.look();
    QCOMPARE(m_told.size(), 1);
}

void TestAlerts::whatAnotherCollectorReadsIsHisToTell()
{
    Alerts alerts({}, hooks());
    m_servers = {server(u"fs1"_s, {disk(95)}), server(u"fs2"_s, {disk(95)})};
    alerts.look();
    QCOMPARE(m_told.size(), 1);
    m_servers[0].elsewhere = true;
    alerts.look();
    QCOMPARE(m_told.size(), 1); // not over, and nothing new
    QCOMPARE(alerts.alerts().size(), 2);
    QVERIFY(alerts.alerts()[0].elsewhere);
    QVERIFY(!alerts.alerts()[1].elsewhere);
    // He says that it is over.
    m_kept.remove(u"disk-full:fs1:data"_s);
    alerts.look();
    QCOMPARE(m_told.size(), 1);
    QCOMPARE(alerts.alerts().size(), 1);
    QCOMPARE(alerts.alerts()[0].server, u"fs2"_s);
}

void TestAlerts::silencedIsNotTold()
{
    Alerts alerts({}, hooks());
    m_servers = {server(u"fs1"_s, {disk(95), disk(99, "public")}), server(u"fs2"_s, {disk(95)})};
    const qint64 later = QDateTime::currentSecsSinceEpoch() + 3600;
    m_silences = {
        {.id = u"a"_s, .rule = u"disk-full"_s, .server = u"FS1"_s, .share = u"data"_s, .until = later}};
    alerts.look();
    QCOMPARE(m_told.size(), 1);
    QCOMPARE(m_told[0].size(), 2);
    QCOMPARE(m_told[0][0].share, u"public"_s);
    QCOMPARE(m_told[0][1].server, u"fs2"_s);
    QVERIFY(alerts.alerts()[0].silenced);
    m_silences.clear(); // it lasts longer than the silence
    alerts.look();
    QCOMPARE(m_told.size(), 2);
    QCOMPARE(m_told[1][0].share, u"data"_s);
    // What is over while it is silenced is over quietly.
    m_silences = {{.id = u"b"_s, .until = later}};
    m_servers.clear();
    alerts.look();
    QVERIFY(alerts.alerts().empty());
    QCOMPARE(m_told.size(), 2);
}

void TestAlerts::whatCannotBeSeenStaysAsItWas()
{
    Alerts alerts({}, hooks());
    m_servers = {server(u"fs1"_s, {disk(95)})};
    alerts.look();
    m_servers = {down(u"fs1"_s, 10s)}; // its disk has not become empty by that
    alerts.look();
    QCOMPARE(m_told.size(), 1);
    QCOMPARE(alerts.alerts().size(), std::size_t(1));
    m_servers = {}; // it is looked after no more
    alerts.look();
    QVERIFY(alerts.alerts().empty());
}

void TestAlerts::severalAtOnceAreOneMessage()
{
    Alerts alerts({}, hooks());
    for (int i = 1; i <= 40; ++i)
        m_servers.push_back(down(u"fs%1"_s.arg(i), 1h));
    alerts.look();
    QCOMPARE(m_told.size(), 1);
    QCOMPARE(m_told[0].size(), 40);
}

void TestAlerts::goesOnAfterARestart()
{
    m_servers = {server(u"fs1"_s, {disk(95)})};
    Alerts before({}, hooks());
    before.look();
    const Alert told = before.alerts().at(0);
    QCOMPARE(m_told.size(), 1);

    Alerts after({}, hooks());
    m_servers = {}; // the directory has not named them yet
    after.look();
    m_servers = {server(u"fs1"_s, {})};
    m_servers[0].up = std::nullopt; // nobody has asked it yet
    for (SourceState &source : m_servers[0].sources)
        source.readAt = std::nullopt;
    after.look();
    QVERIFY(after.alerts().at(0) == told);
    m_servers = {server(u"fs1"_s, {disk(95)})};
    after.look();
    QVERIFY(after.alerts().at(0) == told);
    QCOMPARE(m_told.size(), 1); // people know
    m_servers = {server(u"fs1"_s, {disk(50)})};
    after.look();
    QCOMPARE(m_told.size(), 2);
    QVERIFY(!m_told[1][0].firing);
    QCOMPARE(m_told[1][0].since, told.since);
    QVERIFY(m_kept.isEmpty());
}

void TestAlerts::aServerThatIsStillDownAfterARestart()
{
    m_servers = {down(u"fs1"_s, 10min)};
    Alerts before({}, hooks());
    before.look();
    const Alert told = before.alerts().at(0);
    QCOMPARE(m_told.size(), 1);

    Alerts after({}, hooks());
    for (const std::chrono::seconds since :
         {0s, 30s, 180s}) { // who begins anew saw it down for the first time just now
        m_servers = {down(u"fs1"_s, since)};
        after.look();
        QCOMPARE(after.alerts().size(), 1);
        QVERIFY(after.alerts().at(0) == told);
    }
    QCOMPARE(m_told.size(), 1);
    m_servers = {server(u"fs1"_s, {})};
    after.look();
    QVERIFY(after.alerts().empty());
    QCOMPARE(m_told.size(), 2);
}

void TestAlerts::allCollectorsKnowThem()
{
    std::vector<ServerState> one{server(u"fs1"_s, {disk(95)}), server(u"fs2"_s, {})};
    one[1].elsewhere = true;
    std::vector<ServerState> two{server(u"fs1"_s, {}), server(u"fs2"_s, {disk(97)})};
    two[0].elsewhere = true;
    Alerts first({}, hooks());
    Alerts second({}, hooks());
    const auto look = [this](Alerts &alerts, const std::vector<ServerState> &servers) {
        m_servers = servers;
        alerts.look();
    };
    look(first, one);
    look(second, two);
    look(first, one);
    for (const Alerts *alerts : {&first, &second}) {
        QCOMPARE(alerts->alerts().size(), 2);
        QCOMPARE(alerts->alerts()[0].id(), u"disk-full:fs1:data"_s);
        QCOMPARE(alerts->alerts()[1].id(), u"disk-full:fs2:data"_s);
    }
    QCOMPARE(m_told.size(), 2);
    // The second one is gone, and the first reads its server.
    const qint64 since = second.alerts()[1].since;
    one[1] = server(u"fs2"_s, {disk(97)});
    look(first, one);
    QCOMPARE(m_told.size(), 2);
    QCOMPARE(first.alerts()[1].since, since);
    one[1] = server(u"fs2"_s, {disk(20)});
    look(first, one);
    QCOMPARE(m_told.size(), 3);
    QCOMPARE(m_told[2][0].server, u"fs2"_s);
    QCOMPARE(first.alerts().size(), 1);
}

void TestAlerts::nothingIsLostWhileItCannotBeKept()
{
    Alerts alerts({}, hooks());
    m_servers = {server(u"fs1"_s, {disk(95)})};
    alerts.look();
    m_keptFails = true;
    m_servers = {server(u"fs1"_s, {disk(50), disk(99, "public")})};
    alerts.look();
    QCOMPARE(m_told.size(), 2);
    QCOMPARE(alerts.alerts().size(), 1);
    QCOMPARE(m_kept.size(), 1);
    m_keptFails = false;
    alerts.look();
    QCOMPARE(m_told.size(), 2); // what is over does not come back
    QCOMPARE(m_kept.keys(), QStringList{u"disk-full:fs1:public"_s});
}

QTEST_GUILESS_MAIN(TestAlerts)
#include "test_alerts.moc"
