// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/limited_store.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThreadPool>

#include <atomic>

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
        for (qint64 at = 0; at < content.size;)
            at += source(buffer, std::min(qint64(sizeof(buffer)), content.size - at), at);
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
};

QTEST_APPLESS_MAIN(TestLimitedStore)
#include "test_limited_store.moc"
