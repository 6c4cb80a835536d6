// SPDX-License-Identifier: GPL-3.0-or-later
// What nobody should send: it is refused in words, and the service stays as it was.
#include "tests/integration/rest_client.h"

#include <QSslSocket>
#include <QTemporaryFile>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bodies_data();
    void bodies();
    void tenMegabytes();
    void halfARequest();
    void aThousandIdleConnections();
    void tooMuchFromOneAddress();
    void hostsThatAreNotOurs();
    void methodsThatAreNotOffered();
    void deepFilters();

private:
    [[nodiscard]] CommandResult curl(const QStringList &arguments) const
    {
        return runCommand(u"curl"_s, QStringList{u"-s"_s, u"--cacert"_s, m_smcd.caFile()} + arguments);
    }

    Smcd m_smcd{Smcd::Options{.settings = {{u"limits"_s,
                                            {{u"login_rate"_s, u"0"_s},
                                             {u"connections_per_address"_s, u"2000"_s},
                                             {u"connections"_s, u"3000"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestBadInput::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(u"alice"_s, Lab::domain().password()).status, 200);
}

void TestRestBadInput::bodies_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("word");
    const QByteArray json = "application/json";
    QTest::newRow("no JSON") << json << QByteArray("{\"cn\": ") << u"JSON"_s;
    QTest::newRow("deep JSON") << json << QByteArray(100'000, '[') << u""_s;
    QTest::newRow("no UTF-8") << json << QByteArray("{\"cn\":\"\xff\xfe\"}") << u"UTF-8"_s;
    QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'k'; ++c) {
        const QByteArray before(1, static_cast<char>(c - 1));
        bomb += QByteArray(1, c) + ": &" + c + " [*" + before + QByteArray(",*" + before).repeated(8) + "]\n";
    }
    QTest::newRow("YAML bomb") << QByteArray("application/yaml") << bomb << u"anchor"_s;
    const QByteArray entities = "<?xml version=\"1.0\"?><!DOCTYPE o [<!ENTITY a \"ha\"><!ENTITY b "
                                "\"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>"
                                "<object><attribute name=\"cn\"><value>&c;</value></attribute></object>";
    QTest::newRow("XML entity bomb") << QByteArray("application/xml") << entities << u"document type"_s;
    QTest::newRow("XML from elsewhere")
        << QByteArray("application/xml")
        << QByteArray("<!DOCTYPE o [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><object><attribute "
                      "name=\"cn\"><value>&f;</value></attribute></object>")
        << u"document type"_s;
    QTest::newRow("unknown attribute")
        << json << QByteArray("{\"sAMAccountName\":\"x\",\"shoeSize\":\"44\"}") << u"shoeSize"_s;
    QTest::newRow("CSV with too many cells")
        << QByteArray("text/csv") << QByteArray("sAMAccountName\r\na,b,c\r\n") << u"cells"_s;
}

void TestRestBadInput::bodies()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, word);
    const RestAnswer answer = m_rest->send("POST", "/rest/identity/users", body, {{"Content-Type", type}});
    QCOMPARE(answer.status, 400);
    // Refused for what it is, not for something that came out of it.
    const QString detail = answer.json()[u"detail"].toString();
    QVERIFY2(!detail.isEmpty() && answer.body.contains(word.toUtf8()), answer.body.constData());
    QVERIFY(!answer.body.contains("root:")); // nothing of another file
    QCOMPARE(m_rest->get("/rest/identity/users/alice").status, 200);
}

void TestRestBadInput::tenMegabytes()
{
    // A client that reads while it writes, as curl does, sees the answer before it has sent everything.
    QTemporaryFile body;
    QVERIFY(body.open());
    body.write("{\"cn\":\"" + QByteArray(10'000'000, 'x') + "\"}");
    body.close();
    const CommandResult answer =
        curl({u"-X"_s, u"POST"_s, u"-H"_s, u"Content-Type: application/json"_s, u"-H"_s, u"Expect:"_s,
              u"--data-binary"_s, u'@' + body.fileName(), m_smcd.url().toString() + u"/auth/login"_s});
    QVERIFY2(answer.output.contains("The body is longer than"), answer.output.constData());
    QVERIFY(m_smcd.isRunning());
}

void TestRestBadInput::halfARequest()
{
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, m_smcd.port());
    QVERIFY(socket.waitForEncrypted(10'000));
    socket.write("POST /rest/identity/users HTTP/1.1\r\nHost: localhost\r\nContent-Le");
    QVERIFY(socket.waitForBytesWritten(5'000));
    QCOMPARE(m_rest->get("/rest/identity/users/alice").status, 200);
    socket.abort();
    QCOMPARE(m_rest->get("/rest/identity/users/alice").status, 200);
}

void TestRestBadInput::aThousandIdleConnections()
{
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 1000; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        sockets.back()->connectToHost(u"127.0.0.1"_s, m_smcd.port());
    }
    QVERIFY(QTest::qWaitFor(
        [&] {
            return std::all_of(sockets.begin(), sockets.end(), [](const auto &socket) {
                return socket->state() == QAbstractSocket::ConnectedState;
            });
        },
        30'000));
    QCOMPARE(m_rest->get("/rest/identity/users/alice").status, 200);
    QVERIFY(m_smcd.isRunning());
}

void TestRestBadInput::tooMuchFromOneAddress()
{
    constexpr int most = 5;
    Smcd smcd{Smcd::Options{.settings = {{u"limits"_s,
                                          {{u"address_rate"_s, u"5"_s},
                                           {u"connections_per_address"_s, QString::number(most)}}}}}};
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    RestAnswer answer;
    for (int i = 0; i < 500 && answer.status != 429; ++i)
        answer = rest.get("/auth/realms");
    QVERIFY2(answer.status == 429 && answer.headers["retry-after"].toInt() > 0, answer.body.constData());

    std::vector<std::unique_ptr<QSslSocket>> sockets;
    for (int i = 0; i < most; ++i) {
        sockets.push_back(std::make_unique<QSslSocket>());
        sockets.back()->setPeerVerifyMode(QSslSocket::VerifyNone);
        sockets.back()->connectToHostEncrypted(u"127.0.0.1"_s, smcd.port());
        (void)sockets.back()->waitForEncrypted(10'000); // the client above holds one of them
    }
    const auto status = [&smcd] {
        return runCommand(u"curl"_s, {u"-s"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}"_s,
                                      u"--cacert"_s, smcd.caFile(), smcd.url().toString() + u"/healthz"_s})
            .output;
    };
    QCOMPARE(status(), "503");
    sockets.clear();
    QVERIFY(QTest::qWaitFor([&] { return status() == "200"; }, 10'000));
}

void TestRestBadInput::hostsThatAreNotOurs()
{
    const RestAnswer answer = m_rest->get("/rest/identity/users", {{"Host", "evil.example"}});
    QCOMPARE(answer.status, 421);
}

void TestRestBadInput::methodsThatAreNotOffered()
{
    const RestAnswer answer = m_rest->send("PATCH", "/rest/identity/users/bob", "{}");
    QCOMPARE(answer.status, 405);
    for (const char *method : {"GET", "PUT", "DELETE"})
        QVERIFY(answer.headers["allow"].contains(method));
    QCOMPARE(m_rest->get("/rest/identity/wizards").status, 404);
    const CommandResult head = curl({u"-I"_s, m_smcd.url().toString() + u"/rest/openapi.json"_s});
    QVERIFY2(head.output.startsWith("HTTP/1.1 200") && head.output.contains("Content-Length: "),
             head.output.constData());
}

void TestRestBadInput::deepFilters()
{
    const QByteArray deep = QByteArray("(!").repeated(100) + "(cn=a)" + QByteArray(")").repeated(100);
    QCOMPARE(m_rest->get("/rest/identity/users?filter=" + deep.toPercentEncoding()).status, 400);
    QCOMPARE(
        m_rest->get("/rest/identity/users?filter=" + QByteArray("(cn=x)(objectClass=*)").toPercentEncoding())
            .status,
        400);
}

QTEST_GUILESS_MAIN(TestRestBadInput)
#include "test_rest_bad_input.moc"
