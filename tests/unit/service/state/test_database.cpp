// SPDX-License-Identifier: GPL-3.0-or-later
// How the service reaches its database: rights of the file, what a url may say, TLS, and what happens when
// the server goes, comes back, or is shared.
#include "service/state/store.h"
#include "tests/postgresql.h"

#include <QTemporaryDir>

using namespace smc;
using namespace smc::state;
using namespace Qt::Literals::StringLiterals;

namespace {

Schedule schedule(qint64 due)
{
    return {.id = u"a"_s,
            .name = u"n"_s,
            .kind = u"k"_s,
            .when = u"w"_s,
            .missed = u"run"_s,
            .details = u"{}"_s,
            .owner = u"o"_s,
            .due = due};
}

Run running(const QString &id)
{
    return {.id = id, .schedule = u"a"_s, .state = u"running"_s, .trigger = u"time"_s, .started = 6};
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.useTls(), m_server.log().constData());
        QVERIFY2(m_server.start(), m_server.log().constData());
    }
    void init() { m_database = m_server.makeDatabase(); }
    void onlyTheServiceReadsTheFile();
    void whatAnAddressSays_data();
    void whatAnAddressSays();
    void badAddresses_data();
    void badAddresses();
    void certificatesAreChecked();
    void aWrongPasswordIsSaid();
    void goesOnAfterARestart();
    void opensWhenTheServerComesLater();
    void anOpenTransactionIsLostAsAWhole();
    void aRunBelongsToOneProcess();
    void runsOfADeadProcessAreInterrupted();
    void serversAreDivided();
    void whatOnlyOneKnowsIsHis();

private:
    [[nodiscard]] Location location(const QString &query = {}, const QString &host = u"127.0.0.1"_s) const
    {
        return {m_server.url(m_database, host) + query, m_server.passwordFile()};
    }
    [[nodiscard]] std::unique_ptr<Store> opened() const
    {
        auto store = std::make_unique<Store>(location());
        if (auto open = store->open(); !open)
            qWarning("%s", qPrintable(open.error().toString()));
        return store;
    }
    testing::PostgreSql m_server;
    QString m_database;
};

void TestDatabase::onlyTheServiceReadsTheFile()
{
    const QTemporaryDir folder;
    Store store(folder.filePath(u"state.db"_s));
    QVERIFY(store.open());
    const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    QVERIFY((QFile(folder.filePath(u"state.db"_s)).permissions() & others) == 0);
}

void TestDatabase::whatAnAddressSays_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("sslmode"); ///< empty: libpq's own
    QTest::newRow("another host") << u"postgresql://smcd@db.lab.example/smc"_s << u"db.lab.example"_s
                                  << u"verify-full"_s;
    QTest::newRow("this host") << u"postgresql://smcd@localhost/smc"_s << u"localhost"_s << QString();
    QTest::newRow("IPv6") << u"postgresql://smcd@[::1]:5433/smc"_s << u"::1"_s << QString();
    QTest::newRow("another address") << u"postgres://10.0.0.7/smc"_s << u"10.0.0.7"_s << u"verify-full"_s;
    QTest::newRow("as it is wanted") << u"postgresql://db/smc?sslmode=require"_s << u"db"_s << u"require"_s;
    QTest::newRow("several") << u"postgresql:///smc?host=localhost,db2"_s << u"localhost,db2"_s
                             << u"verify-full"_s;
    QTest::newRow("in truth elsewhere")
        << u"postgresql://localhost/smc?hostaddr=10.0.0.7"_s << u"localhost"_s << u"verify-full"_s;
    QTest::newRow("by a service file") << u"postgresql:///?service=smc"_s << QString() << u"verify-full"_s;
}

void TestDatabase::whatAnAddressSays()
{
    QFETCH(QString, url);
    QFETCH(QString, host);
    QFETCH(QString, sslmode);
    const auto address = postgreSqlAddress(url);
    QVERIFY2(address, address ? "" : qPrintable(address.error().toString()));
    QCOMPARE(address->host, host);
    QCOMPARE(address->options.contains(u"sslmode="_s), !sslmode.isEmpty());
    if (!sslmode.isEmpty())
        QVERIFY2(address->options.contains(u"sslmode='%1'"_s.arg(sslmode)), qPrintable(address->options));
}

void TestDatabase::badAddresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("said");
    QTest::newRow("no PostgreSQL") << u"mysql://db/smc"_s << u"postgresql://"_s;
    QTest::newRow("no port") << u"postgresql://db:x/smc"_s << u"postgresql://"_s;
    QTest::newRow("a password") << u"postgresql://smcd:secret@db/smc"_s << u"password_file"_s;
    QTest::newRow("a password as an option")
        << u"postgresql://db/smc?password=secret"_s << u"password_file"_s;
    QTest::newRow("mistyped") << u"postgresql://db/smc?sslmod=require"_s << u"sslmode"_s;
    QTest::newRow("smuggled") << u"postgresql://db/smc?passfile=a%3B%20host=b"_s << u"semicolon"_s;
    QTest::newRow("two hosts") << u"postgresql://db/smc?host=db2"_s << u"twice"_s;
}

void TestDatabase::badAddresses()
{
    QFETCH(QString, url);
    QFETCH(QString, said);
    const auto address = postgreSqlAddress(url);
    QVERIFY(!address && address.error().code == ErrorCode::Invalid);
    QVERIFY2(address.error().toString().contains(said), qPrintable(address.error().toString()));
    QVERIFY(!address.error().toString().contains(u"secret"));
}

void TestDatabase::certificatesAreChecked()
{
    const QString trusted = u"&sslrootcert="_s + m_server.certificateFile();
    Store good(location(u"?sslmode=verify-full"_s + trusted, u"localhost"_s));
    QVERIFY(good.open());
    QCOMPARE(m_server.sql(m_database, u"SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
                                      "WHERE ssl AND application_name = 'smcd'"_s),
             "1");
    Store other(
        location(u"?sslmode=verify-full"_s + trusted, u"127.0.0.1"_s)); // its certificate names localhost
    const auto refused = other.open();
    QVERIFY(!refused && refused.error().code == ErrorCode::Unreachable);
    QVERIFY2(refused.error().message.contains(u"does not match host name"),
             qPrintable(refused.error().message));
    // Without a word about TLS an address that is not loopback's is checked; here by the same listener.
    Store silent(location(u"?hostaddr=127.0.0.1"_s, u"db.lab.example"_s));
    QVERIFY(silent.open()); // hostaddr says that it is this machine
    Store unknown(location(u"?sslrootcert=/nowhere&sslmode=verify-full"_s, u"localhost"_s));
    QVERIFY(!unknown.open());
}

void TestDatabase::aWrongPasswordIsSaid()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"wrong"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("s3same\n");
    file.close();
    Store store(Location(m_server.url(m_database), file.fileName()));
    const auto refused = store.open();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"password authentication failed"),
             qPrintable(refused.error().message));
    QVERIFY(!refused.error().toString().contains(u"s3same"));
}

void TestDatabase::goesOnAfterARestart()
{
    auto store = opened();
    QVERIFY(store->put(Silence{.id = u"x"_s, .until = 100}));
    m_server.stop();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"state database.*does not answer"_s));
    const auto refused = store->put(Silence{.id = u"y"_s, .until = 100});
    QVERIFY(!refused && refused.error().code == ErrorCode::Unreachable && refused.error().retryable);
    QVERIFY(m_server.start());
    QTest::ignoreMessage(QtInfoMsg, QRegularExpression(u"answers again"_s));
    QTRY_VERIFY(store->put(Silence{.id = u"y"_s, .until = 100}));
    QCOMPARE(store->silences(1)->size(), 2);
    // A restart between two calls is not even noticed.
    m_server.crash();
    QVERIFY(m_server.start());
    QVERIFY(store->put(Silence{.id = u"z"_s, .until = 100}));
    QCOMPARE(store->silences(1)->size(), 3);
    m_server.crash();
    QVERIFY(m_server.start());
    QVERIFY(store->addUsage({{.series = {.server = u"fs1"_s, .metric = "sessions", .share = {}}}}));
}

void TestDatabase::opensWhenTheServerComesLater()
{
    m_server.stop();
    Store store(location());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"does not answer.*each second"_s));
    QCOMPARE(store.open().error().code, ErrorCode::Unreachable);
    QVERIFY(m_server.start());
    QTRY_VERIFY(store.put(schedule(5)));
    QCOMPARE(store.schedules()->size(), 1);
}

void TestDatabase::anOpenTransactionIsLostAsAWhole()
{
    const Database database(location());
    Database writer(location());
    QVERIFY(writer.open({u"CREATE TABLE IF NOT EXISTS one (id INTEGER PRIMARY KEY)"_s}));
    const auto done = writer.atOnce(u"trying"_s, [&]() -> Result<void> {
        if (auto first = writer.run(u"INSERT INTO one (id) VALUES (1)"_s, {}, u"trying"_s); !first)
            return first.error();
        m_server.crash();
        if (!m_server.start())
            return Error{};
        auto second = writer.run(u"INSERT INTO one (id) VALUES (2)"_s, {}, u"trying"_s);
        return second ? Result<void>() : second.error();
    });
    QVERIFY(!done && done.error().code == ErrorCode::Unreachable);
    auto kept = writer.run(u"SELECT count(*) FROM one"_s, {}, u"trying"_s);
    QVERIFY(kept && kept->next());
    QCOMPARE(kept->value(0).toInt(), 0);
}

void TestDatabase::aRunBelongsToOneProcess()
{
    auto one = opened();
    auto two = opened();
    QVERIFY(one->put(schedule(5)));
    QVERIFY(*one->begin(running(u"r"_s), DueChange{.from = 5, .to = 65}));
    QVERIFY(!*two->begin(running(u"s"_s), DueChange{.from = 5, .to = 65})); // it was faster
    QVERIFY(!*two->begin(running(u"s"_s)));                                 // and runs
    Run run = running(u"r"_s);
    run.state = u"ok"_s;
    QVERIFY(one->end(run));
    QVERIFY(*two->begin(running(u"s"_s)));
    QCOMPARE(one->runs(u"a"_s)->size(), 2);
    // A silence is there for both.
    QVERIFY(one->put(Silence{.id = u"x"_s, .until = 100}));
    QCOMPARE(two->silences(1)->size(), 1);
}

void TestDatabase::runsOfADeadProcessAreInterrupted()
{
    auto one = opened();
    auto two = opened();
    QVERIFY(one->put(schedule(5)));
    QVERIFY(*one->begin(running(u"r"_s)));
    QVERIFY(two->interruptAbandoned());
    QCOMPARE(two->runs(u"a"_s)->first().state, u"running"_s);
    // After a restart its process takes the lock again, with its next call.
    m_server.stop();
    QVERIFY(m_server.start());
    QVERIFY(one->schedules());
    QVERIFY(two->interruptAbandoned());
    QCOMPARE(two->runs(u"a"_s)->first().state, u"running"_s);
    QVERIFY(!*two->begin(running(u"s"_s)));
    one.reset();
    QTRY_VERIFY(two->interruptAbandoned() && two->runs(u"a"_s)->first().state == u"interrupted");
}

void TestDatabase::serversAreDivided()
{
    const QStringList servers{u"fs1"_s, u"fs2"_s, u"fs3"_s, u"fs4"_s, u"fs5"_s};
    const auto look = [&servers](Store &store) {
        const auto own = store.divide(servers);
        if (!own)
            qWarning("%s", qPrintable(own.error().toString()));
        return own ? *own : QSet<QString>();
    };
    auto one = opened();
    auto two = opened();
    QCOMPARE(look(*one).size(), 5);
    QCOMPARE(look(*two).size(), 0); // the first one has not heard yet
    QCOMPARE(look(*one).size(), 3);
    QCOMPARE(look(*two).size(), 2);
    QSet<QString> all = look(*one);
    QVERIFY(!all.intersects(look(*two)));
    QCOMPARE(all.unite(look(*two)).size(), 5);
    // Whoever takes no part has none.
    QCOMPARE(two->divide({})->size(), 0);
    QCOMPARE(look(*one).size(), 5);
    look(*two);
    look(*one);
    QCOMPARE(look(*two).size(), 2);
    // All find theirs again after a restart.
    const QSet<QString> before = look(*two);
    m_server.stop();
    QVERIFY(m_server.start());
    QCOMPARE(look(*one).size(), 3);
    QCOMPARE(look(*two), before);
    one.reset();
    QTRY_COMPARE(look(*two).size(), 5);
}

void TestDatabase::whatOnlyOneKnowsIsHis()
{
    auto one = opened();
    auto two = opened();
    const QStringList few{u"fs1"_s};
    const QStringList many{u"fs1"_s, u"fs2"_s, u"fs3"_s, u"fs4"_s};
    for (int i = 0; i < 10; ++i) {
        QVERIFY(one->divide(few));
        QVERIFY(two->divide(many));
    }
    QCOMPARE(*one->divide(few), QSet<QString>({u"fs1"_s}));
    QCOMPARE(two->divide(many)->size(), 3);
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "test_database.moc"
