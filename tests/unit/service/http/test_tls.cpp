// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/tls.h"

#include <QFile>
#include <QFileInfo>
#include <QHostInfo>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace smc::http;
using namespace Qt::Literals::StringLiterals;

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void selfSignedNamesThisMachine();
    void existingFilesStay();
    void wrongFilesAreNamed();
    void keyThatOthersReadIsRefused();
};

void TestTls::selfSignedNamesThisMachine()
{
    QTemporaryDir folder;
    const QString certificate = folder.filePath(u"sub/c.pem"_s);
    const QString key = folder.filePath(u"sub/k.pem"_s);
    QVERIFY(makeSelfSigned(certificate, key, {u"smc.example"_s, u"192.0.2.7"_s}));

    struct stat info = {};
    QCOMPARE(::stat(QFile::encodeName(key).constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777, 0600U);

    const QList<QSslCertificate> read = QSslCertificate::fromPath(certificate);
    QCOMPARE(read.size(), 1);
    const auto names = read.first().subjectAlternativeNames();
    for (const QString &name : {u"localhost"_s, u"smc.example"_s, QHostInfo::localHostName().toLower()})
        QVERIFY2(names.values(QSsl::DnsEntry).contains(name), qPrintable(name));
    QVERIFY(names.values(QSsl::IpAddressEntry).contains(u"127.0.0.1"_s));
    QVERIFY(names.values(QSsl::IpAddressEntry).contains(u"192.0.2.7"_s));
    QVERIFY(read.first().expiryDate() > QDateTime::currentDateTimeUtc().addYears(9));

    auto loaded = TlsContext::load(certificate, key);
    QVERIFY(loaded);
    QCOMPARE((*loaded)->fingerprint(),
             QString::fromLatin1(read.first().digest(QCryptographicHash::Sha256).toHex(':').toUpper()));
    QVERIFY((*loaded)->names().contains(u"smc.example"_s));
    QVERIFY((*loaded)->names().contains(u"192.0.2.7"_s));
}

void TestTls::existingFilesStay()
{
    QTemporaryDir folder;
    const QString certificate = folder.filePath(u"c.pem"_s);
    QFile file(certificate);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("mine");
    file.close();
    QVERIFY(!makeSelfSigned(certificate, folder.filePath(u"k.pem"_s), {}));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "mine");
    QVERIFY(!QFile::exists(folder.filePath(u"k.pem"_s)));
}

void TestTls::wrongFilesAreNamed()
{
    QTemporaryDir folder;
    const auto path = [&folder](const char *name) { return folder.filePath(QString::fromLatin1(name)); };
    QVERIFY(makeSelfSigned(path("c1"), path("k1"), {}));
    QVERIFY(makeSelfSigned(path("c2"), path("k2"), {}));
    const auto missing = TlsContext::load(path("none"), path("k1"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().place, path("none"));
    const auto mixed = TlsContext::load(path("c1"), path("k2"));
    QVERIFY(!mixed);
    QCOMPARE(mixed.error().place, path("k2"));
    QVERIFY(!TlsContext::load(path("k1"), path("k1")));
}

void TestTls::keyThatOthersReadIsRefused()
{
    QTemporaryDir folder;
    const QString certificate = folder.filePath(u"c"_s);
    const QString key = folder.filePath(u"k"_s);
    QVERIFY(makeSelfSigned(certificate, key, {}));
    QVERIFY(QFile::setPermissions(key, QFile::ReadOwner | QFile::ReadOther));
    const auto loaded = TlsContext::load(certificate, key);
    QVERIFY(!loaded);
    QVERIFY(loaded.error().hint.contains(u"chmod 600"_s));
}

QTEST_GUILESS_MAIN(TestTls)
#include "test_tls.moc"
