// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/web_handler.h"
#include "tests/unit/service/http/harness.h"

using namespace smc;
using namespace smc::http;
using namespace Qt::Literals::StringLiterals;

/// The files of the web page as anybody gets them, over a real socket.
class TestWeb : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_harness = std::make_unique<Harness>();
        api::addWebRoutes(m_harness->router, QStringLiteral(SMC_SOURCE_DIR "/resources/web"));
        m_client = std::make_unique<RawClient>(m_harness->start());
        QVERIFY(m_client->isConnected());
    }
    void cleanup()
    {
        m_client.reset();
        m_harness.reset();
    }
    void types_data();
    void types();
    void policyAndOtherHeaders();
    void unchanged();
    void headAndOtherMethods();
    void nothingElse_data();
    void nothingElse();
    void nothingInline();
    void withoutAFolder();

private:
    std::unique_ptr<Harness> m_harness;
    std::unique_ptr<RawClient> m_client;
};

void TestWeb::types_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("page") << QByteArray("/") << QByteArray("text/html; charset=utf-8");
    QTest::newRow("page by name") << QByteArray("/web/index.html") << QByteArray("text/html; charset=utf-8");
    QTest::newRow("script") << QByteArray("/web/main.js") << QByteArray("text/javascript; charset=utf-8");
    QTest::newRow("style") << QByteArray("/web/page.css") << QByteArray("text/css; charset=utf-8");
    QTest::newRow("words") << QByteArray("/web/de.json") << QByteArray("application/json");
}

void TestWeb::types()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, type);
    const Answer answer = m_client->ask(get(target));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.field("Content-Type"), type);
    QFile file(QStringLiteral(SMC_SOURCE_DIR "/resources/web/") +
               (target == "/" ? u"index.html"_s : QString::fromLatin1(target.mid(5))));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(answer.body, file.readAll());
}

void TestWeb::policyAndOtherHeaders()
{
    const Answer answer = m_client->ask(get("/"));
    QCOMPARE(answer.field("Content-Security-Policy"),
             "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
             "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    QCOMPARE(answer.field("X-Content-Type-Options"), "nosniff");
    QCOMPARE(answer.field("Referrer-Policy"), "no-referrer");
    QCOMPARE(answer.field("Cache-Control"), "private, no-cache");
}

void TestWeb::unchanged()
{
    const QByteArray tag = m_client->ask(get("/web/main.js")).field("ETag");
    QVERIFY(tag.startsWith('"') && tag.size() > 20);
    QVERIFY(m_client->ask(get("/web/page.css")).field("ETag") != tag);
    const Answer same = m_client->ask(get("/web/main.js", "If-None-Match: " + tag + "\r\n"));
    QCOMPARE(same.status, 304);
    QVERIFY(same.body.isEmpty());
    QCOMPARE(same.field("ETag"), tag);
    QCOMPARE(m_client->ask(get("/web/main.js", "If-None-Match: \"other\"\r\n")).status, 200);
}

void TestWeb::headAndOtherMethods()
{
    const Answer whole = m_client->ask(get("/web/main.js"));
    const Answer head = m_client->ask("HEAD /web/main.js HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Content-Length"), QByteArray::number(whole.body.size()));
    QCOMPARE(head.field("ETag"), whole.field("ETag"));
    for (const QByteArray target : {"/", "/web/main.js"}) {
        const Answer refused = m_client->ask(post(target, "x"));
        QCOMPARE(refused.status, 405);
        QVERIFY2(refused.field("Allow").contains("GET") && !refused.field("Allow").contains("POST"),
                 refused.field("Allow").constData());
    }
}

void TestWeb::nothingElse_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const QByteArray target :
         {"/web", "/web/", "/web/none.js", "/web/../CMakeLists.txt", "/web/..%2FCMakeLists.txt",
          "/web/%2e%2e/CMakeLists.txt", "/web/..%2f..%2f..%2fetc%2fpasswd", "/web//etc/passwd",
          "/web/%2Fetc%2Fpasswd", "/web/icons/..%2Fmain.js", "/web/icons%2Fpin.svg", "/web/.",
          "/web/main.js/", "/web/MAIN.JS", "/index.html"})
        QTest::newRow(target.constData()) << target;
}

void TestWeb::nothingElse()
{
    QFETCH(QByteArray, target);
    const Answer answer = m_client->ask(get(target));
    QVERIFY2(answer.status == 404 || answer.status == 400, answer.statusLine.constData());
}

/// What the policy forbids is not in the page either, or it would not work.
void TestWeb::nothingInline()
{
    const QByteArray page = m_client->ask(get("/")).body;
    QVERIFY(!page.contains("<style") && !page.contains("style=") && !page.contains("onclick"));
    QCOMPARE(page.count("<script"), page.count("<script type=\"module\" src=\"/web/"));
    const QDir folder(QStringLiteral(SMC_SOURCE_DIR "/resources/web"));
    for (const QString &name : folder.entryList({u"*.js"_s})) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray script = file.readAll().replace("http://www.w3.org/2000/svg", "");
        for (const char *word : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                                 "http://", "https://"})
            QVERIFY2(!script.contains(word), qPrintable(name + u": "_s + QLatin1StringView(word)));
    }
}

void TestWeb::withoutAFolder()
{
    Router router;
    api::addWebRoutes(router, u"/nonexistent"_s);
    QVERIFY(router.routes().empty());
}

QTEST_GUILESS_MAIN(TestWeb)
#include "test_web.moc"
