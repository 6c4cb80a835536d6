// SPDX-License-Identifier: GPL-3.0-or-later
// Descriptors of the service's own administrator, dropped into a folder: docs/descriptors.md.
#include "tests/integration/rest_client.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestDescriptors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aGoodFileIsServed();
    void aBadFileIsNamedWithItsLine();
    void whatIsForAdministratorsIsForThemAlone();

private:
    bool drop(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }
    [[nodiscard]] static QByteArray grid(const QByteArray &name, const QByteArray &more = {})
    {
        return "{\"kind\":\"grid\",\"name\":\"" + name +
               "\",\"title\":\"Rooms\",\n\"resource\":\"identity/users\"," + more +
               "\n\"columns\":[{\"field\":\"name\",\"label\":\"Name\"}]}";
    }
    [[nodiscard]] static QStringList grids(RestClient &rest)
    {
        QStringList names;
        const QJsonArray all = rest.get("/rest/descriptors").json()[u"grids"].toArray();
        for (const QJsonValue one : all)
            names << one[u"name"].toString();
        return names;
    }

    Lab m_lab = Lab::domain();
    QTemporaryDir m_folder;
    Smcd m_smcd{{.settings = {{u"global"_s, {{u"descriptors"_s, m_folder.path()}}}}}};
    std::unique_ptr<RestClient> m_alice;
};

void TestRestDescriptors::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_alice = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_alice->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QCOMPARE(m_alice->get("/rest/descriptors").json()[u"problems"].toArray(), QJsonArray());
}

void TestRestDescriptors::aGoodFileIsServed()
{
    const qsizetype before = grids(*m_alice).size();
    QVERIFY(drop(u"grid_rooms.json"_s, grid("rooms")));
    // At once, beside the service's own.
    QVERIFY(grids(*m_alice).contains(u"rooms"_s));
    QCOMPARE(grids(*m_alice).size(), before + 1);
    QCOMPARE(m_alice->get("/rest/descriptors/grid/rooms").json()[u"title"].toString(), u"Rooms"_s);
}

void TestRestDescriptors::aBadFileIsNamedWithItsLine()
{
    QVERIFY(drop(u"grid_fine.json"_s, grid("fine")));
    QVERIFY(drop(u"grid_bad.json"_s, grid("bad", "\n\"colums\":[],")));
    QVERIFY(drop(u"grid_torn.json"_s, "{\"kind\":\"grid\",\n\"name\" \"torn\"}"));
    const QJsonArray problems = m_alice->get("/rest/descriptors").json()[u"problems"].toArray();
    QStringList said;
    for (const QJsonValue problem : problems)
        said << u"%1:%2 %3"_s.arg(QFileInfo(problem[u"file"].toString()).fileName())
                    .arg(problem[u"line"].toInt())
                    .arg(problem[u"detail"].toString().section(u' ', 0, 3));
    QCOMPARE(said.size(), 2);
    QCOMPARE(said[0], u"grid_bad.json:3 is not known here"_s);
    QVERIFY2(said[1].startsWith(u"grid_torn.json:2 "_s), qPrintable(said[1]));
    // The rest goes on.
    QVERIFY(grids(*m_alice).contains(u"fine"_s) && grids(*m_alice).contains(u"users"_s));
    QVERIFY(!grids(*m_alice).contains(u"bad"_s));
    // Who starts or reloads the service reads the same in its log.
    QVERIFY(m_smcd.reload());
    QVERIFY2(m_smcd.log().contains("grid_bad.json:3:"), m_smcd.log().constData());
    QVERIFY(QFile::remove(m_folder.filePath(u"grid_torn.json"_s)));
    QCOMPARE(m_smcd.stop(), 0);
    QVERIFY(m_smcd.start());
    QCOMPARE(m_smcd.log().count("grid_bad.json:3:"), 2);
    QVERIFY(QFile::remove(m_folder.filePath(u"grid_bad.json"_s)));
    QCOMPARE(m_alice->signIn(m_lab.admin(), m_lab.password()).status, 200);
}

void TestRestDescriptors::whatIsForAdministratorsIsForThemAlone()
{
    QVERIFY(drop(u"grid_keys.json"_s, grid("keys", "\"role\":\"administrator\",")));
    QVERIFY(grids(*m_alice).contains(u"keys"_s));
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QVERIFY(!grids(bob).contains(u"keys"_s));
    QVERIFY(grids(bob).contains(u"users"_s));
    QCOMPARE(bob.get("/rest/descriptors/grid/keys").status, 404);
}

QTEST_GUILESS_MAIN(TestRestDescriptors)
#include "test_rest_descriptors.moc"
