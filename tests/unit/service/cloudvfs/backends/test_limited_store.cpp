// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/limited_store.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThreadPool>

#include <atomic>
#include <cstring>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

/// Of 10,000 bytes; fails as often as it is told to, a get half way.
class FailingStore final : public Store
{
public:
    Result<ObjectInfo> put(const QByteArray &, const Digest &content, const Source &source,
                           const Condition &) override
    {
        if (fails())
            return busy();
        char buffer[4096];
        for (qint64 at = 0; looks && at < content.size; at += qint64(sizeof(buffer)))
            source.read(buffer, qint64(sizeof(buffer)), at);
        for (qint64 at = 0; at < content.size;) {
            const qint64 got = source.send(buffer, std::min(qint64(sizeof(buffer)), content.size - at), at);
            if (got <= 0)
                return Error{.code = ErrorCode::Refused};
            at += got;
        }
        return ObjectInfo{.size = content.size, .etag = "e"};
    }
    Result<ObjectInfo> head(const QByteArray &) override
    {
        const int now = ++inside;
        most = std::max(most.load(), now);
        QTest::qSleep(5);
        --inside;
        return fails() ? Result<ObjectInfo>(busy()) : ObjectInfo{.size = 10'000, .etag = "e"};
    }
    Result<void> get(const QByteArray &, const QByteArray &, qint64 offset, qint64 length,
                     const Sink &sink) override
    {
        if (changes > 0) {
            --changes;
            return Error{.code = ErrorCode::Stale};
        }
        const bool half = fails();
        const QByteArray bytes(qsizetype(half ? length / 2 : length), 'x');
        asked << offset;
        if (!sink(bytes.constData(), bytes.size(), offset))
            return Error{.code = ErrorCode::Refused};
        return half ? Result<void>(busy()) : Result<void>();
    }
    Result<void> remove(const QByteArray &) override
    {
        return fails() ? Result<void>(busy()) : Result<void>();
    }
    Result<Listing> list(const QByteArray &, const QByteArray &) override { return Listing{}; }
    bool keepsConditions() override { return true; }

    std::atomic<int> failures = 0; ///< that come next
    int changes = 0;               ///< between a look at it and a get
    bool looks = false;            ///< at all that it is to send, first
    std::atomic<int> calls = 0;
    std::atomic<int> inside = 0;
    std::atomic<int> most = 0; ///< at a time
    QList<qint64> asked;       ///< offsets

private:
    bool fails()
    {
        ++calls;
        return failures > 0 && failures-- > 0;
    }
    static Error busy() { return {.code = ErrorCode::Busy, .retryable = true}; }
};

/// So many minutes after the begin of 1970.
qint64 minute(qint64 number)
{
    return number * 60'000;
}

struct Limited
{
    explicit Limited(const Limits &limits)
        : inner(new FailingStore)
        , store(std::unique_ptr<Store>(inner), limits)
    {}
    FailingStore *inner;
    LimitedStore store;
};

} // namespace

class TestLimitedStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noMoreAtATimeThanAllowed()
    {
        Limited limited({.connections = 3});
        QThreadPool pool;
        pool.setMaxThreadCount(12);
        for (int i = 0; i < 24; ++i)
            pool.start([&] { QVERIFY(limited.store.head("k")); });
        pool.waitForDone();
        QCOMPARE(limited.inner->calls.load(), 24);
        QVERIFY2(limited.inner->most <= 3, qPrintable(QString::number(limited.inner->most)));
    }
    void aGetGoesOnWhereItWas()
    {
        Limited limited({.retries = 2});
        limited.inner->failures = 2;
        QByteArray got;
        const auto sink = [&](const char *bytes, qint64 size, qint64 at) {
            if (at != got.size())
                return false;
            got.append(bytes, qsizetype(size));
            return true;
        };
        QVERIFY(limited.store.get("k", "e", 0, 10'000, sink));
        QCOMPARE(got.size(), 10'000);
        QCOMPARE(limited.inner->asked, (QList<qint64>{0, 5000, 7500}));
        // Of whatever version there is, half of one and half of another may come.
        limited.inner->failures = 1;
        got.clear();
        QVERIFY(!limited.store.get("k", {}, 0, 10'000, sink));
    }
    void aPutUnderAConditionIsAskedOnce()
    {
        Limited limited({.retries = 3});
        limited.inner->failures = 1;
        QVERIFY(!putWhole(limited.store, "k", "content", Condition::absent()));
        QCOMPARE(limited.inner->calls.load(), 1);
        limited.inner->failures = 1;
        QVERIFY(putWhole(limited.store, "k", "content"));
    }
    void aStoreThatIsDownIsNotAskedAgainForEver()
    {
        Limited limited({.retries = 1});
        limited.inner->failures = 1'000;
        QThreadPool pool;
        pool.setMaxThreadCount(30);
        for (int i = 0; i < 60; ++i)
            pool.start([&] { QVERIFY(!limited.store.remove("k")); });
        pool.waitForDone();
        QVERIFY2(limited.inner->calls >= 60 && limited.inner->calls <= 60 + 20,
                 qPrintable(QString::number(limited.inner->calls)));
    }
    void bytesTakeTheirTime()
    {
        Limited limited({.up = 200'000, .down = 200'000});
        QElapsedTimer timer;
        timer.start();
        QVERIFY(putWhole(limited.store, "k", QByteArray(100'000, 'x')));
        QVERIFY2(timer.elapsed() >= 400, qPrintable(QString::number(timer.elapsed())));
        timer.start();
        QVERIFY(limited.store.get("k", "e", 0, 100'000, [](const char *, qint64, qint64) { return true; }));
        QVERIFY2(timer.elapsed() >= 400, qPrintable(QString::number(timer.elapsed())));
        limited.store.setLimits({});
        QCOMPARE(limited.store.limits().up, qint64(0));
        QVERIFY(
            putWhole(limited.store, "k", QByteArray(100'000'000, 'x'))); // for minutes, if it were not free
    }
    void byHandGoesBeforeTheScheduleAndThatBeforeLimits()
    {
        qint64 now = minute(10);
        Limits limits{.up = 111'111, .down = 222'222};
        limits.schedule = *BandwidthSchedule::parse(u"up 100M"_s);
        LimitedStore store(std::make_unique<FailingStore>(), limits, [&] { return now; });
        Bandwidth held = store.bandwidth();
        QCOMPARE(held.up, qint64(100) << 20);
        QCOMPARE(held.down, qint64(222'222));
        QCOMPARE(held.why, Bandwidth::Why::Schedule);
        QCOMPARE(held.until, qint64(0)); // it never says anything else
        store.setByHand({.rates = {.up = 0, .down = {}}, .until = minute(11) + 1});
        held = store.bandwidth();
        QCOMPARE(held.up, qint64(0));
        QCOMPARE(held.down, qint64(222'222));
        QCOMPARE(held.why, Bandwidth::Why::Hand);
        QCOMPARE(held.until, minute(11) + 1);
        now = minute(11);
        QCOMPARE(store.bandwidth().why, Bandwidth::Why::Hand);
        now = minute(11) + 1;
        QCOMPARE(store.bandwidth().why, Bandwidth::Why::Schedule);
        QCOMPARE(store.bandwidth().up, qint64(100) << 20);
        store.setByHand({.rates = {.up = {}, .down = 333'333}});
        now += minute(1'000'000); // until it is said otherwise
        QCOMPARE(store.bandwidth().down, qint64(333'333));
        store.setByHand({});
        QCOMPARE(store.bandwidth().down, qint64(222'222));
        QCOMPARE(store.bandwidth().why, Bandwidth::Why::Schedule);
    }
    void aScheduleIsKeptWhileBytesPass()
    {
        // By the clock of the test: slow until half of it went, and then for minutes, were it not free.
        qputenv("TZ", "UTC");
        qint64 now = minute(9 * 60 + 59);
        Limits limits;
        limits.schedule = *BandwidthSchedule::parse(u"09:00-10:00 up 64K"_s);
        LimitedStore store(std::make_unique<FailingStore>(), limits, [&] { return now; });
        constexpr qint64 size = 20'000'000;
        qint64 slow = 0;
        const auto source = [&](char *buffer, qint64 most, qint64 at) {
            slow = std::max(slow, now < minute(600) ? most : 0);
            if (at > 20'000)
                now = minute(600);
            std::memset(buffer, 'x', std::size_t(most));
            return most;
        };
        QVERIFY(store.put("k", {.size = size, .sha256 = {}, .md5 = {}}, source));
        QVERIFY2(slow > 0 && slow <= 64 * 1024 / 20, qPrintable(QString::number(slow)));
        QCOMPARE(store.bandwidth().why, Bandwidth::Why::Fixed);
    }
    void atTheEndNobodyIsHeldBack()
    {
        Limited limited({.up = 64 * 1024, .down = 64 * 1024});
        std::atomic<qint64> gone = 0;
        const auto source = [&](char *buffer, qint64 most, qint64) {
            std::memset(buffer, 'x', std::size_t(most));
            gone += most;
            return most;
        };
        const auto sink = [&](const char *, qint64, qint64) { return true; };
        QThreadPool pool;
        std::atomic<int> cancelled = 0;
        pool.start([&] {
            const auto put = limited.store.put("k", {.size = 40'000'000, .sha256 = {}, .md5 = {}}, source);
            cancelled += !put && put.error().code == ErrorCode::Cancelled;
        });
        pool.start([&] {
            const auto got = limited.store.get("k", "e", 0, 40'000'000, sink);
            cancelled += !got && got.error().code == ErrorCode::Cancelled;
        });
        QTRY_VERIFY(gone > 20'000);
        limited.store.end();
        QVERIFY(pool.waitForDone(60'000));
        QCOMPARE(cancelled.load(), 2);
        QVERIFY2(gone < 40'000'000, qPrintable(QString::number(gone)));
        limited.store.setLimits({}); // what is not held back goes on
        QVERIFY(limited.store.put("k", {.size = 40'000, .sha256 = {}, .md5 = {}}, source));
    }
    void whatIsWrittenAnewIsReadAgain()
    {
        FailingStore store;
        store.changes = 2;
        const auto got = getWhole(store, "k", 10'000);
        QVERIFY(got);
        QCOMPARE(got->size(), 10'000);
        store.changes = 10;
        QCOMPARE(getWhole(store, "k", 10'000).error().code, ErrorCode::Stale);
    }
    void lookingIsNotSending()
    {
        Limited limited({.up = 64 * 1024});
        limited.inner->looks = true;
        const Source source = [](char *buffer, qint64 most, qint64) {
            std::memset(buffer, 'x', std::size_t(most));
            return most;
        };
        const auto begun = std::chrono::steady_clock::now();
        QVERIFY(limited.store.put("k", {.size = 64 * 1024, .sha256 = {}, .md5 = {}}, source));
        const auto once = std::chrono::steady_clock::now() - begun;
        // Looked at, 100 times as much would take a minute and a half of it.
        const Source longer = Source([](char *, qint64 most, qint64) {
                                  return most;
                              }).sentBy([](char *, qint64, qint64) { return qint64(0); });
        QVERIFY(!limited.store.put("k", {.size = 6'400'000, .sha256 = {}, .md5 = {}}, longer));
        QVERIFY(std::chrono::steady_clock::now() - begun < 20 * once);
    }
    void whoWaitsIsLetGo()
    {
        Limited limited({.up = 64 * 1024});
        std::atomic<qint64> gone = 0;
        const auto source = [&](char *buffer, qint64 most, qint64) {
            std::memset(buffer, 'x', std::size_t(most));
            gone += most;
            return most;
        };
        QThreadPool pool;
        pool.setMaxThreadCount(8);
        for (int i = 0; i < 8; ++i) // an hour and more
            pool.start([&] {
                QVERIFY(limited.store.put("k", {.size = 40'000'000, .sha256 = {}, .md5 = {}}, source));
            });
        QTRY_VERIFY(gone > 20'000);
        limited.store.setByHand({.rates = {.up = 0, .down = {}}});
        QVERIFY(pool.waitForDone(60'000));
        QCOMPARE(gone.load(), qint64(8) * 40'000'000);
    }
};

QTEST_GUILESS_MAIN(TestLimitedStore)
#include "test_limited_store.moc"
