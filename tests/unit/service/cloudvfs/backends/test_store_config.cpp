// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/store_config.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

const QByteArray place = "endpoint = https://s3.example\nbucket = b\n";

/// What is wrong with a section [store x] that says this, "LINE: MESSAGE" each.
QStringList faultsOf(const QByteArray &text)
{
    const config::Ini ini = config::parseIni("[store x]\n" + text);
    QList<config::Fault> faults;
    const auto store = storeOf(u"x"_s, 1, ini.entries, faults);
    QStringList words;
    for (const config::Fault &fault : std::as_const(faults))
        words << u"%1: %2"_s.arg(fault.line).arg(fault.message);
    return (store == nullptr) == words.isEmpty() ? QStringList{u"neither a store nor faults"_s} : words;
}

} // namespace

class TestStoreConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyComesFromWhereItIsKept();
    void whatIsWrongIsNamedWithItsLine_data();
    void whatIsWrongIsNamedWithItsLine();

private:
    QString fileOf(const QString &name, const QByteArray &content, QFile::Permissions permissions) const
    {
        QFile file(m_folder.filePath(name));
        [&] {
            QVERIFY(file.open(QIODevice::WriteOnly));
            QVERIFY(file.write(content) == content.size() && file.setPermissions(permissions));
        }();
        return file.fileName();
    }
    QTemporaryDir m_folder;
};

void TestStoreConfig::aKeyComesFromWhereItIsKept()
{
    constexpr auto owners = QFile::ReadOwner | QFile::WriteOwner;
    const QByteArray closed = fileOf(u"key"_s, "ID\nSECRET\n", owners).toUtf8();
    QCOMPARE(faultsOf(place + "key file = " + closed), QStringList());
    const QByteArray open = fileOf(u"open"_s, "ID\nSECRET\n", owners | QFile::ReadOther).toUtf8();
    QCOMPARE(faultsOf(place + "key file = " + open),
             QStringList{u"4: %1 can be read by others: chmod 600 %1."_s.arg(QString::fromUtf8(open))});
    const QByteArray half = fileOf(u"half"_s, "SECRET\n", owners).toUtf8();
    QCOMPARE(faultsOf(place + "key file = " + half),
             QStringList{u"4: %1 must have two lines: the access key and its secret."_s.arg(
                 QString::fromUtf8(half))});
    QCOMPARE(faultsOf(place + "key environment = SMC_TEST_KEY"),
             QStringList{u"4: The environment has no SMC_TEST_KEY."_s});
    qputenv("SMC_TEST_KEY", "ID SECRET");
    QCOMPARE(faultsOf(place + "key environment = SMC_TEST_KEY"), QStringList());
    QCOMPARE(
        faultsOf("type = swift\nendpoint = http://nas.example/auth/v1.0\ncontainer = c\nclear text = yes\n"
                 "key environment = SMC_TEST_KEY"),
        QStringList());
    qunsetenv("CREDENTIALS_DIRECTORY");
    QCOMPARE(faultsOf(place + "key credential = key"),
             QStringList{u"4: systemd has given no credentials ($CREDENTIALS_DIRECTORY)."_s});
    qputenv("CREDENTIALS_DIRECTORY", m_folder.path().toUtf8());
    QCOMPARE(faultsOf(place + "key credential = key"), QStringList());
    QCOMPARE(faultsOf(place + "key credential = ../key"),
             QStringList{u"4: \"key credential\" is the name of a credential, without a folder."_s});
    QCOMPARE(faultsOf(place + "key credential = key\nkey file = " + closed),
             QStringList{u"4: There is a \"key file\" already."_s});
}

void TestStoreConfig::whatIsWrongIsNamedWithItsLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("fault");
    const QByteArray key = "key environment = SMC_TEST_KEY\n";
    QTest::newRow("type") << QByteArray("type = tape\n") << u"2: type is "_s;
    QTest::newRow("unknown") << place + key + "buckets = b\n"
                             << u"5: A store of type s3 has no key \"buckets\"."_s;
    QTest::newRow("no bucket") << "endpoint = https://s3.example\n" + key
                               << u"1: [store x] needs \"bucket\"."_s;
    QTest::newRow("no endpoint") << "bucket = b\n" + key << u"1: [store x] needs \"endpoint\"."_s;
    QTest::newRow("path") << "bucket = b\nendpoint = https://s3.example/b\n" + key
                          << u"3: endpoint is https://HOST[:PORT], and nothing behind it."_s;
    QTest::newRow("secret in it") << "bucket = b\nendpoint = https://a:b@s3.example\n" + key
                                  << u"3: endpoint is https://HOST[:PORT], and nothing behind it."_s;
    QTest::newRow("in the clear") << "type = webdav\nendpoint = http://nas.example/share\n" + key
                                  << u"1: [store x]: with http its password goes over the network"_s;
    QTest::newRow("schedule") << place + key + "bandwidth schedule = mon up 2M; tue 8-9 up 2M\n"
                              << u"5: bandwidth schedule: \"tue 8-9 up 2m\": "_s;
    QTest::newRow("limit") << place + key + "upload limit = 63K\n"
                           << u"5: upload limit: \"63K\" is no number of bytes"_s;
    QTest::newRow("no key")
        << place << u"1: [store x] needs \"key file\", \"key environment\" or \"key credential\"."_s;
}

void TestStoreConfig::whatIsWrongIsNamedWithItsLine()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, fault);
    qputenv("SMC_TEST_KEY", "ID SECRET");
    const QStringList faults = faultsOf(text);
    QVERIFY2(faults.size() == 1 && faults.first().startsWith(fault), qPrintable(faults.join(u'\n')));
}

QTEST_APPLESS_MAIN(TestStoreConfig)
#include "test_store_config.moc"
