// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/ticket_requests.h"

#include <QTest>

#include <atomic>
#include <future>
#include <latch>

using namespace smc;
using namespace smc::access;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// How a person's tickets for many servers are asked for. The KDC is a function here.
class TestTicketRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_now = TicketRequests::Clock::now(); }
    void aTicketIsAskedForOnce();
    void oneThatEndsIsAskedForAnew();
    void differentServersAreAskedSideBySide();
    void whoWantsTheSameWaitsForThatAnswer();
    void aRefusalHoldsForAWhile_data();
    void aRefusalHoldsForAWhile();
    void afterAFaultTheNextOneAsks();

private:
    static TicketFile ticket(const char *text, std::chrono::seconds lifetime = 10h)
    {
        return {.cache = Secret(QByteArray(text)), .until = std::chrono::system_clock::now() + lifetime};
    }
    static QByteArray textOf(const Result<Secret> &secret)
    {
        return secret ? QByteArray(secret->data(), qsizetype(secret->size()))
                      : secret.error().message.toUtf8();
    }
    static Error error(ErrorCode code) { return {.code = code, .message = u"no"_s}; }

    TicketRequests::Clock::time_point m_now;
};

void TestTicketRequests::aTicketIsAskedForOnce()
{
    TicketRequests requests;
    int asked = 0;
    const auto ask = [&]() -> Result<TicketFile> {
        ++asked;
        return ticket("for fs1");
    };
    QCOMPARE(textOf(requests.get(u"cifs@fs1"_s, ask)), "for fs1");
    QCOMPARE(textOf(requests.get(u"cifs@fs1"_s, ask)), "for fs1");
    QCOMPARE(asked, 1);
    QCOMPARE(textOf(requests.get(u"cifs@fs2"_s, [&]() -> Result<TicketFile> { return ticket("for fs2"); })),
             "for fs2");
}

void TestTicketRequests::oneThatEndsIsAskedForAnew()
{
    TicketRequests requests;
    int asked = 0;
    const auto ask = [&]() -> Result<TicketFile> {
        ++asked;
        return ticket("short", 60s);
    };
    QCOMPARE(textOf(requests.get(u"cifs@fs1"_s, ask)), "short");
    QCOMPARE(textOf(requests.get(u"cifs@fs1"_s, ask)), "short");
    QCOMPARE(asked, 2);
}

void TestTicketRequests::differentServersAreAskedSideBySide()
{
    TicketRequests requests;
    std::latch all(3); // nobody gets an answer before all three have asked
    const auto get = [&](const QString &service) {
        return std::async(std::launch::async, [&, service] {
            return requests.get(service, [&]() -> Result<TicketFile> {
                all.arrive_and_wait();
                return ticket(service.toLatin1().constData());
            });
        });
    };
    auto first = get(u"fs1"_s);
    auto second = get(u"fs2"_s);
    auto third = get(u"fs3"_s);
    const bool together = third.wait_for(30s) == std::future_status::ready;
    if (!together)
        all.count_down(2); // so that the test ends
    QVERIFY(together);
    QCOMPARE(textOf(first.get()), "fs1");
    QCOMPARE(textOf(second.get()), "fs2");
    QCOMPARE(textOf(third.get()), "fs3");
}

void TestTicketRequests::whoWantsTheSameWaitsForThatAnswer()
{
    for (const bool refused : {false, true}) {
        TicketRequests requests;
        std::atomic<int> asked = 0;
        std::promise<void> asks;
        std::promise<void> go;
        std::promise<void> wants;
        const auto ask = [&]() -> Result<TicketFile> {
            if (++asked == 1) {
                asks.set_value();
                go.get_future().wait();
            }
            if (refused)
                return error(ErrorCode::Unreachable); // which is not remembered
            return ticket("for fs1");
        };
        auto first = std::async(std::launch::async, [&] { return requests.get(u"fs1"_s, ask); });
        asks.get_future().wait();
        auto second = std::async(std::launch::async, [&] {
            wants.set_value(); // a thread may take long to begin
            return requests.get(u"fs1"_s, ask);
        });
        wants.get_future().wait();
        // It has no answer of its own, and waits as long as the first one does.
        QCOMPARE(second.wait_for(100ms), std::future_status::timeout);
        go.set_value();
        QCOMPARE(textOf(first.get()), refused ? "no" : "for fs1");
        QCOMPARE(textOf(second.get()), refused ? "no" : "for fs1");
        QCOMPARE(asked.load(), 1);
    }
}

void TestTicketRequests::aRefusalHoldsForAWhile_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("the domain forbids it") << ErrorCode::Denied;
    QTest::newRow("no such server") << ErrorCode::NotFound;
    QTest::newRow("the person's ticket has ended") << ErrorCode::Unauthenticated;
}

void TestTicketRequests::aRefusalHoldsForAWhile()
{
    QFETCH(const ErrorCode, code);
    TicketRequests requests([this] { return m_now; });
    int asked = 0;
    const auto ask = [&]() -> Result<TicketFile> {
        if (++asked == 1)
            return error(code);
        return ticket("for fs1");
    };
    QCOMPARE(textOf(requests.get(u"fs1"_s, ask)), "no");
    m_now += TicketRequests::refusalHolds - 1s;
    QCOMPARE(requests.get(u"fs1"_s, ask).error().code, code);
    QCOMPARE(asked, 1);
    m_now += 1s;
    QCOMPARE(textOf(requests.get(u"fs1"_s, ask)), "for fs1");
    QCOMPARE(asked, 2);
}

void TestTicketRequests::afterAFaultTheNextOneAsks()
{
    TicketRequests requests([this] { return m_now; });
    int asked = 0;
    const auto ask = [&]() -> Result<TicketFile> {
        if (++asked == 1)
            return error(ErrorCode::Unreachable);
        return ticket("for fs1");
    };
    QCOMPARE(textOf(requests.get(u"fs1"_s, ask)), "no");
    QCOMPARE(textOf(requests.get(u"fs1"_s, ask)), "for fs1");
}

QTEST_GUILESS_MAIN(TestTicketRequests)
#include "test_ticket_requests.moc"
