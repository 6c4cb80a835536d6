// SPDX-License-Identifier: GPL-3.0-or-later
// What comes while a commit is under way goes together into the next one.
#include "service/state/group_commit.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <semaphore>
#include <thread>

using namespace smc;
using namespace smc::state;

class TestGroupCommit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoIsAloneWaitsForNobody()
    {
        QList<QList<int>> groups;
        GroupCommit<int> commit([&](const QList<int> &items) {
            groups.append(items);
            return Result<void>();
        });
        QVERIFY(commit.keep(1));
        QVERIFY(commit.keep(2));
        QCOMPARE(groups, (QList<QList<int>>{{1}, {2}}));
    }
    void whatComesMeanwhileGoesTogether()
    {
        constexpr int many = 8;
        std::counting_semaphore<> begun(0);
        std::counting_semaphore<> may(0);
        QList<QList<int>> groups; // of one thread at a time
        GroupCommit<int> commit([&](const QList<int> &items) {
            groups.append(items);
            begun.release();
            may.acquire();
            if (items.contains(many - 1) && items.size() > 1)
                return Result<void>(Error{.code = ErrorCode::Internal, .message = QStringLiteral("full")});
            return Result<void>();
        });
        std::atomic_int waiting = 0;
        std::atomic_int failed = 0;
        const auto keep = [&](int item) {
            ++waiting;
            if (!commit.keep(item))
                ++failed;
        };
        std::vector<std::jthread> threads;
        threads.emplace_back(keep, 0);
        begun.acquire();
        for (int item = 1; item < many; ++item)
            threads.emplace_back(keep, item);
        QTRY_COMPARE(waiting.load(), many);
        QCOMPARE(groups, (QList<QList<int>>{{0}}));
        may.release(2 * many);
        threads.clear();
        // Whoever counted itself and was not in yet makes a group of its own.
        QList<int> all;
        for (const QList<int> &group : std::as_const(groups))
            all += group;
        std::sort(all.begin(), all.end());
        QCOMPARE(all, (QList<int>{0, 1, 2, 3, 4, 5, 6, 7}));
        QVERIFY2(groups.size() < many, "each has made a commit of its own");
        int expected = 0;
        for (const QList<int> &group : std::as_const(groups))
            expected += group.contains(many - 1) && group.size() > 1 ? int(group.size()) : 0;
        QCOMPARE(failed.load(), expected); // all of a group, or none
    }
};

QTEST_GUILESS_MAIN(TestGroupCommit)
#include "test_group_commit.moc"
