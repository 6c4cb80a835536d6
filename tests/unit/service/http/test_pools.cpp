// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/pools.h"

#include <QTest>

#include <semaphore>

using namespace smc::http;

class TestPools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsAndShrinksWhileItWorks();
    void aShorterQueueRefusesSooner();
};

void TestPools::growsAndShrinksWhileItWorks()
{
    std::counting_semaphore<64> mayGo(0);
    std::atomic<int> running = 0;
    std::atomic<int> done = 0;
    Pool pool("work", 1, 64);
    const auto post = [&](int count) {
        for (int i = 0; i < count; ++i) {
            QVERIFY(pool.post([&] {
                ++running;
                mayGo.acquire();
                --running;
                ++done;
            }));
        }
    };
    post(8);
    QTRY_COMPARE(running.load(), 1);
    pool.resize(4, 64);
    QCOMPARE(pool.threads(), 4);
    QTRY_COMPARE(running.load(), 4); // what waited already is taken up
    pool.resize(2, 64);
    mayGo.release(4);
    QTRY_COMPARE(done.load(), 4);
    QTRY_COMPARE(running.load(), 2); // two of the four have gone
    QCOMPARE(pool.queued(), 2U);
    mayGo.release(2);
    QTRY_COMPARE(done.load(), 6);
    pool.resize(3, 64); // joins those that went
    post(1);
    QTRY_COMPARE(running.load(), 3);
    mayGo.release(3);
    QVERIFY(pool.drain(std::chrono::seconds(10)));
    QCOMPARE(done.load(), 9);
    pool.stop();
    pool.resize(5, 64); // too late, and harmless
}

void TestPools::aShorterQueueRefusesSooner()
{
    std::counting_semaphore<64> mayGo(0);
    Pool pool("work", 1, 3);
    const auto task = [&] { mayGo.acquire(); };
    QVERIFY(pool.post(task));
    QTRY_COMPARE(pool.busy(), 1);
    for (int i = 0; i < 3; ++i)
        QVERIFY(pool.post(task));
    QVERIFY(!pool.post(task));
    pool.resize(1, 1);
    QCOMPARE(pool.queued(), 3U); // nobody is sent away who was let in
    mayGo.release(3);
    QTRY_COMPARE(pool.queued(), 0U);
    QVERIFY(pool.post(task));
    QVERIFY(!pool.post(task));
    mayGo.release(2);
}

QTEST_GUILESS_MAIN(TestPools)
#include "test_pools.moc"
