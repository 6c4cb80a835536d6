// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/ordering.h"

#include <QTest>

using namespace smc;
using namespace smc::wire;
using namespace Qt::Literals::StringLiterals;

namespace {

/// "NAME/GUID" each.
Sortable rowsOf(const QByteArrayList &rows)
{
    return {
        .size = static_cast<std::size_t>(rows.size()),
        .value = [rows](std::size_t i, const QByteArray &) { return rows.at(qsizetype(i)).split('/').at(0); },
        .guid = [rows](std::size_t i) { return rows.at(qsizetype(i)).split('/').at(1); },
        .isNumber = [](const QByteArray &) { return false; }};
}

const QList<SortKey> byName{{.attribute = "name", .descending = false}};

} // namespace

class TestOrdering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesHoldEachRowOnce_data()
    {
        QTest::addColumn<QByteArrayList>("rows");
        QTest::newRow("different") << QByteArrayList{"c/1", "a/2", "b/3", "e/4", "d/5"};
        QTest::newRow("of one name") << QByteArrayList{"a/5", "a/4", "b/3", "a/2", "a/1"};
        // A person's sessions from one machine, say, have all in common.
        QTest::newRow("alike") << QByteArrayList{"a/1", "a/1", "a/1", "a/1", "a/1"};
        QTest::newRow("some alike") << QByteArrayList{"b/1", "a/1", "b/1", "a/0", "b/1"};
    }
    void pagesHoldEachRowOnce()
    {
        QFETCH(const QByteArrayList, rows);
        const auto whole = order(rowsOf(rows), byName, 0, {});
        QVERIFY(whole && whole->next.isEmpty());
        for (const qsizetype limit : {1, 2, 3, 4}) {
            std::vector<std::size_t> seen;
            QString cursor;
            do {
                const auto page = order(rowsOf(rows), byName, limit, cursor);
                QVERIFY(page && !page->indices.empty());
                seen.insert(seen.end(), page->indices.begin(), page->indices.end());
                cursor = page->next;
            } while (!cursor.isEmpty());
            QVERIFY2(seen == whole->indices, QByteArray::number(limit).constData());
        }
    }

    void rowsThatGoMoveNothing()
    {
        const auto first = order(rowsOf({"a/1", "a/1", "b/1", "c/1"}), byName, 2, {});
        QVERIFY(first);
        const auto second = order(rowsOf({"b/1", "c/1"}), byName, 2, first->next);
        QVERIFY(second);
        QCOMPARE(second->indices.size(), std::size_t(2));
        QVERIFY(order(rowsOf({}), byName, 2, first->next)->indices.empty());
    }

    void aCursorOfAnotherListIsRefused()
    {
        const auto first = order(rowsOf({"a/1", "b/1"}), byName, 1, {});
        QVERIFY(first);
        const QList<SortKey> other{{.attribute = "name", .descending = true}};
        QCOMPARE(order(rowsOf({"a/1"}), other, 1, first->next).error().field, u"cursor"_s);
        for (const QString &text : {u"x"_s, u"W10"_s, u"WyJuYW1lIiwiMzEiLCItMSIsImEiXQ"_s}) // [], negative
            QCOMPARE(order(rowsOf({"a/1"}), byName, 1, text).error().code, ErrorCode::Invalid);
    }
};

QTEST_APPLESS_MAIN(TestOrdering)
#include "test_ordering.moc"
