// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/message.h"
#include "service/http/router.h"

#include <QTest>

using namespace smc::http;

class TestMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headersCompareWithoutCase();
    void targets_data();
    void targets();
    void problemsSayWhatAndWhen();
    void fixedSegmentsWin();
    void everyMethodOfAPathIsAllowed();
};

void TestMessage::headersCompareWithoutCase()
{
    Headers headers;
    headers.add("X-One", "1");
    headers.add("x-one", "2");
    QCOMPARE(headers.value("X-ONE"), "1");
    headers.set("X-oNE", "3");
    QCOMPARE(headers.all().size(), 1);
    QCOMPARE(headers.value("x-one"), "3");
    QVERIFY(!headers.contains("x-on"));
}

void TestMessage::targets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("root") << QByteArray("/") << true << QByteArray() << QByteArray();
    QTest::newRow("dn") << QByteArray("/a/CN%3DJo%2FX%2CDC%3Dl") << true << QByteArray("a|CN=Jo/X,DC=l")
                        << QByteArray();
    QTest::newRow("plus stays in the path")
        << QByteArray("/a+b?c+d=e+f") << true << QByteArray("a+b") << QByteArray("c d:e f;");
    QTest::newRow("no value") << QByteArray("/a?b&c=&=d") << true << QByteArray("a")
                              << QByteArray("b:;c:;:d;");
    QTest::newRow("umlaut") << QByteArray("/J%C3%BCrgen") << true << QByteArray("J\xc3\xbcrgen")
                            << QByteArray();
    QTest::newRow("empty segment") << QByteArray("/a//b/") << true << QByteArray("a||b|") << QByteArray();
    QTest::newRow("cut escape") << QByteArray("/a%2") << false << QByteArray() << QByteArray();
    QTest::newRow("overlong UTF-8") << QByteArray("/%C0%AF") << false << QByteArray() << QByteArray();
    QTest::newRow("NUL in the query") << QByteArray("/a?b=%00") << false << QByteArray() << QByteArray();
}

void TestMessage::targets()
{
    QFETCH(QByteArray, target);
    QFETCH(bool, good);
    QList<QByteArray> path;
    QList<std::pair<QByteArray, QByteArray>> query;
    QCOMPARE(parseTarget(target, path, query), good);
    if (!good)
        return;
    QTEST(path.join('|'), "path");
    QByteArray pairs;
    for (const auto &[name, value] : query)
        pairs += name + ':' + value + ';';
    QTEST(pairs, "query");
}

void TestMessage::problemsSayWhatAndWhen()
{
    const Reply busy = Reply::busy(QStringLiteral("Full."), 7);
    QCOMPARE(busy.status, 503);
    QCOMPARE(busy.headers.value("Retry-After"), "7");
    QVERIFY(busy.body.contains("urn:smc:problem:busy"));
    QCOMPARE(Reply::problem({.code = smc::ErrorCode::NotFound}).status, 404);
    QCOMPARE(Reply::problem({.code = smc::ErrorCode::Unsupported}, 405).status, 405);
}

void TestMessage::fixedSegmentsWin()
{
    Router router;
    const auto nothing = [](const Request &) { return Reply::empty(); };
    router.add({"GET", "/rest/{type}/{id}", "quick", Need::Session, nothing});
    router.add({"GET", "/rest/jobs/{id}", "quick", Need::Session, nothing});
    router.add({"GET", "/", "quick", Need::Session, nothing});
    const auto jobs = router.match("GET", {"rest", "jobs", "7"});
    QVERIFY(jobs.route);
    QCOMPARE(jobs.route->pattern, "/rest/jobs/{id}");
    QCOMPARE(jobs.variables, QList<QByteArray>{"7"});
    QCOMPARE(router.match("GET", {"rest", "x", "7"}).variables, (QList<QByteArray>{"x", "7"}));
    QVERIFY(router.match("GET", {}).route);
    QVERIFY(!router.match("GET", {"rest", "jobs", ""}).route);
    QVERIFY(!router.match("GET", {"rest", "jobs"}).route);
}

void TestMessage::everyMethodOfAPathIsAllowed()
{
    Router router;
    const auto nothing = [](const Request &) { return Reply::empty(); };
    router.add({"PUT", "/a/{id}", "quick", Need::Session, nothing});
    router.add({"GET", "/a/b", "quick", Need::Session, nothing});
    const auto match = router.match("DELETE", {"a", "b"});
    QVERIFY(!match.route);
    QCOMPARE(match.allowed, (QList<QByteArray>{"PUT", "GET", "HEAD", "OPTIONS"}));
    QVERIFY(router.match("DELETE", {"c"}).allowed.isEmpty());
}

QTEST_APPLESS_MAIN(TestMessage)
#include "test_message.moc"
