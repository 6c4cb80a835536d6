// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/monitoring/poller.h"

#include <QTest>

#include <atomic>
#include <map>
#include <mutex>
#include <set>

using namespace smc;
using namespace smc::monitoring;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Watched watched(const QString &name)
{
    return {.server = fleet::serverRef(name, u"LAB.EXAMPLE"_s), .realm = u"LAB.EXAMPLE"_s};
}

Error silence()
{
    return {.code = ErrorCode::Unreachable, .message = u"It does not answer."_s};
}

/// Servers that answer as the test says, and a count of how often each was asked for what.
class Servers
{
public:
    Result<fleet::Reading> read(const Watched &one, const QByteArray &resource)
    {
        const std::lock_guard lock(m_mutex);
        ++m_asked[{one.server.name, resource}];
        if (m_silent.count(one.server.name) > 0)
            return silence();
        if (const auto refused = m_refused.find(resource); refused != m_refused.end())
            return Error{.code = refused->second, .message = u"No."_s};
        wire::Record record;
        record.set("skew", "1500");
        record.set("user", "LAB\\bob");
        return fleet::Reading{.records = QList{record}};
    }
    int asked(const QString &server, const QByteArray &resource)
    {
        const std::lock_guard lock(m_mutex);
        return m_asked[{server, resource}];
    }
    void setSilent(const QString &server, bool silent)
    {
        const std::lock_guard lock(m_mutex);
        if (silent)
            m_silent.insert(server);
        else
            m_silent.erase(server);
    }
    void refuse(const QByteArray &resource, ErrorCode code)
    {
        const std::lock_guard lock(m_mutex);
        m_refused[resource] = code;
    }

private:
    std::mutex m_mutex;
    std::map<std::pair<QString, QByteArray>, int> m_asked;
    std::set<QString> m_silent;
    std::map<QByteArray, ErrorCode> m_refused;
};

Poller::Options options(std::chrono::milliseconds interval, std::chrono::milliseconds longest)
{
    Poller::Options all{.longest = longest};
    all.intervals = {{"servers", interval}, {"sessions", interval}};
    return all;
}

Poller::Hooks hooks(Servers &servers, const QStringList &names)
{
    return {.servers =
                [names] {
                    QList<Watched> all;
                    for (const QString &name : names)
                        all.append(watched(name));
                    return all;
                },
            .read = [&servers](const Watched &one,
                               const QByteArray &resource) { return servers.read(one, resource); },
            .done = {}};
}

const SourceState &source(const ServerState &server, QByteArrayView name)
{
    for (const SourceState &one : server.sources) {
        if (name == one.source->name)
            return one;
    }
    return server.sources.front();
}

} // namespace

class TestPoller : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pausesDoubleUpToTheLongest();
    void readsAgainAndAgain();
    void aSilentServerIsAskedOneThingOnly();
    void aRefusalBacksOffAlone();
    void whatNobodyTellsIsNoFailure();
    void aHangingServerHoldsUpNoOther();
    void disabledAsksNobody();
    void whereOthersReadTooItReadsItsOwn();
};

void TestPoller::pausesDoubleUpToTheLongest()
{
    QCOMPARE(pauseAfter(0, 30s, 10min), 30s);
    QCOMPARE(pauseAfter(1, 30s, 10min), 60s);
    QCOMPARE(pauseAfter(3, 30s, 10min), 240s);
    QCOMPARE(pauseAfter(50, 30s, 10min), 600s);
    QCOMPARE(pauseAfter(4, 30min, 10min), 30min); // never more often than without failures
}

void TestPoller::readsAgainAndAgain()
{
    Servers servers;
    Poller poller(options(20ms, 1s), hooks(servers, {u"fs1"_s, u"fs2"_s}));
    poller.start();
    QTRY_VERIFY(servers.asked(u"fs1"_s, "servers/servers") > 3 &&
                servers.asked(u"fs2"_s, "status/sessions") > 3);
    QCOMPARE(servers.asked(u"fs1"_s, "status/files"), 0); // it has no interval
    const auto states = poller.snapshot();
    QCOMPARE(states.size(), std::size_t(2));
    QCOMPARE(states[0].watched.server.name, u"fs1"_s);
    QCOMPARE(states[0].up, std::optional(true));
    QVERIFY(isCurrent(states[0], source(states[0], "sessions")));
    QVERIFY(source(states[0], "servers").samples.contains(Sample{"skew", {}, 1500}));
    QVERIFY(source(states[0], "servers").samples.contains(Sample{"up", {}, 1}));
    QVERIFY(source(states[0], "sessions").samples.contains(Sample{"sessions", {}, 1}));
    QVERIFY(poller.stop(5s));
    const int before = servers.asked(u"fs1"_s, "servers/servers");
    QTest::qWait(60); // three intervals in which nothing may happen
    QCOMPARE(servers.asked(u"fs1"_s, "servers/servers"), before);
}

void TestPoller::aSilentServerIsAskedOneThingOnly()
{
    Servers servers;
    servers.setSilent(u"fs1"_s, true);
    Poller poller(options(10ms, 100ms), hooks(servers, {u"fs1"_s, u"fs2"_s}));
    poller.start();
    QTRY_VERIFY(poller.snapshot().size() == 2 && poller.snapshot()[0].up == false);
    const int sessions = servers.asked(u"fs1"_s, "status/sessions");
    QTRY_VERIFY(source(poller.snapshot()[0], "servers").failuresInRow > 5);
    QVERIFY(servers.asked(u"fs1"_s, "status/sessions") <= sessions);
    QVERIFY(source(poller.snapshot()[0], "servers").samples.contains(Sample{"up", {}, 0}));
    // With pauses of 20, 40, 80, 100, 100 … it is asked far less than the other.
    QVERIFY(servers.asked(u"fs2"_s, "servers/servers") > 2 * servers.asked(u"fs1"_s, "servers/servers"));
    servers.setSilent(u"fs1"_s, false);
    QTRY_VERIFY(poller.snapshot()[0].up == true);
    QTRY_VERIFY(servers.asked(u"fs1"_s, "status/sessions") > sessions);
}

void TestPoller::aRefusalBacksOffAlone()
{
    Servers servers;
    servers.refuse("status/sessions", ErrorCode::Denied);
    Poller poller(options(10ms, 10s), hooks(servers, {u"fs1"_s}));
    poller.start();
    QTRY_VERIFY(servers.asked(u"fs1"_s, "servers/servers") > 20);
    const auto states = poller.snapshot();
    QCOMPARE(states[0].up, std::optional(true));
    const SourceState &sessions = source(states[0], "sessions");
    QVERIFY(sessions.error && sessions.error->code == ErrorCode::Denied);
    QVERIFY(sessions.failures >= 1 && sessions.failures < 10);
    QVERIFY(!isCurrent(states[0], sessions));
}

void TestPoller::whatNobodyTellsIsNoFailure()
{
    Servers servers;
    servers.refuse("status/sessions", ErrorCode::Unsupported);
    Poller poller(options(10ms, 10s), hooks(servers, {u"fs1"_s}));
    poller.start();
    QTRY_VERIFY(servers.asked(u"fs1"_s, "status/sessions") == 1 &&
                servers.asked(u"fs1"_s, "servers/servers") > 5);
    const auto states = poller.snapshot();
    QVERIFY(!source(states[0], "sessions").offered);
    QCOMPARE(source(states[0], "sessions").failures, quint64(0));
}

void TestPoller::aHangingServerHoldsUpNoOther()
{
    Servers servers;
    std::atomic<bool> release = false;
    std::atomic<int> hanging = 0;
    Poller::Hooks both = hooks(servers, {u"fs1"_s, u"fs2"_s});
    both.read = [&](const Watched &one, const QByteArray &resource) {
        if (one.server.name == "fs1"_L1) {
            ++hanging;
            release.wait(false);
        }
        return servers.read(one, resource);
    };
    Poller poller(options(10ms, 1s), both); // two threads
    poller.start();
    QTRY_VERIFY(hanging == 1 && servers.asked(u"fs2"_s, "status/sessions") > 10);
    QCOMPARE(hanging.load(), 1); // though its other source is due as well
    QVERIFY(!poller.stop(10ms));
    release = true;
    release.notify_all();
}

void TestPoller::disabledAsksNobody()
{
    Servers servers;
    Poller::Options off = options(10ms, 1s);
    off.enabled = false;
    Poller poller(off, hooks(servers, {u"fs1"_s}));
    poller.start();
    QTest::qWait(50);
    QVERIFY(poller.snapshot().empty());
    poller.setOptions(options(10ms, 1s)); // by SIGHUP
    QTRY_VERIFY(servers.asked(u"fs1"_s, "status/sessions") > 1);
}

void TestPoller::whereOthersReadTooItReadsItsOwn()
{
    Servers servers;
    Poller::Options shared = options(20ms, 100ms);
    shared.shared = true;
    Poller poller(shared, hooks(servers, {u"fs1"_s, u"fs2"_s}));
    poller.start();
    QTRY_COMPARE(poller.hosts().size(), 2);
    QVERIFY(poller.snapshot()[0].elsewhere && poller.snapshot()[1].elsewhere);
    const QString fs1 = poller.hosts()[0];
    const QString fs2 = poller.hosts()[1];
    poller.setOwn({fs1});
    QTRY_VERIFY(servers.asked(u"fs1"_s, "status/sessions") > 2);
    QCOMPARE(servers.asked(u"fs2"_s, "servers/servers"), 0);
    QVERIFY(isCurrent(poller.snapshot()[0], source(poller.snapshot()[0], "servers")));
    poller.setOwn({fs2});
    QTRY_VERIFY(servers.asked(u"fs2"_s, "status/sessions") > 2);
    const int asked = servers.asked(u"fs1"_s, "servers/servers");
    QTRY_VERIFY(servers.asked(u"fs2"_s, "servers/servers") > 5);
    QVERIFY(servers.asked(u"fs1"_s, "servers/servers") <= asked + 1); // one may have been under way
    const ServerState left = poller.snapshot()[0];
    QVERIFY(left.elsewhere && !left.up && !isCurrent(left, source(left, "servers")));
    QVERIFY(source(left, "servers").samples.isEmpty());
    QVERIFY(poller.stop(5s));
}

QTEST_GUILESS_MAIN(TestPoller)
#include "test_poller.moc"
