// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/node/registry.h"

#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::node;

/// Tokens, nodes and certificates of a collector, without a network.
class TestRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // The collector's own certificate stands in for that of its ordinary interface.
        const auto authority = makeAuthority(u"Shown"_s);
        QVERIFY(authority);
        m_shown = m_folder.filePath(u"shown.pem"_s);
        QFile file(m_shown);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(authority->certificate);
        m_fingerprint = fingerprintOf(authority->certificate);
        m_request = *makeRequest(*makeKey());
    }

    void aTokenSaysWhomAndWhereButKeepsItsSecret()
    {
        Registry registry(m_folder.filePath(u"a"_s));
        const auto token = registry.makeToken(u"fs1"_s, u"fs1.lab.example"_s, m_shown);
        QVERIFY(token);
        const auto read = readToken(*token);
        QVERIFY(read);
        QCOMPARE(read->name, u"fs1"_s);
        QCOMPARE(read->fingerprint, m_fingerprint);
        const QStringList files = QDir(m_folder.filePath(u"a"_s)).entryList(QDir::Files);
        for (const QString &name : files) {
            QFile file(m_folder.filePath(u"a/"_s + name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(token->split('.').at(1)), qPrintable(name));
            QVERIFY2(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)) || name == u"lock",
                     qPrintable(name));
        }
        QVERIFY(!readToken("fs1.secret"));
        QVERIFY(!readToken("fs1.secret.AAAA"));
        QVERIFY(!readToken({}));
        QCOMPARE(readToken(*registry.makeToken(u"a.b.c"_s, u"a.b.c"_s, m_shown))->name, u"a.b.c"_s);
    }

    void aTokenIsGoodOnceInAllProcesses()
    {
        Registry registry(m_folder.filePath(u"b"_s));
        Registry other(m_folder.filePath(u"b"_s)); // smcd enrol --token
        const auto token = other.makeToken(u"fs1"_s, u"fs1.lab.example"_s, m_shown);
        QVERIFY(registry.admit(*token, m_request, 8081));
        for (Registry *again : {&registry, &other}) {
            const auto used = again->admit(*token, m_request, 8081);
            QVERIFY(!used);
            QCOMPARE(used.error().code, ErrorCode::Denied);
            QVERIFY(used.error().message.contains(u"used already"));
        }
        QCOMPARE(registry.find(u"FS1"_s)->host, u"fs1.lab.example"_s);
        QCOMPARE(registry.find(u"fs1.lab.example"_s)->port, 8081);
        QCOMPARE(Registry(m_folder.filePath(u"b"_s)).nodes().size(), 1);
    }

    void aTokenThatIsOutOfDateOrUnknownOrNone()
    {
        Registry registry(m_folder.filePath(u"c"_s));
        const auto old = registry.makeToken(u"fs1"_s, u"fs1.lab.example"_s, m_shown, std::chrono::seconds(0));
        QVERIFY(registry.admit(*old, m_request, 8081).error().message.contains(u"out of date"));
        Registry stranger(m_folder.filePath(u"d"_s));
        const auto foreign = stranger.makeToken(u"fs1"_s, u"fs1.lab.example"_s, m_shown);
        QVERIFY(registry.admit(*foreign, m_request, 8081).error().message.contains(u"not known"));
        QVERIFY(registry.admit("x", m_request, 8081).error().message.contains(u"no token"));
        QVERIFY(registry.nodes().isEmpty());
    }

    void aBadRequestDoesNotUseTheTokenUp()
    {
        Registry registry(m_folder.filePath(u"e"_s));
        const auto token = registry.makeToken(u"fs1"_s, u"fs1.lab.example"_s, m_shown);
        QCOMPARE(registry.admit(*token, "nonsense", 8081).error().code, ErrorCode::Invalid);
        QCOMPARE(registry.admit(*token, m_request, 0).error().field, u"port"_s);
        QVERIFY(registry.admit(*token, m_request, 8081));
    }

    void certificatesAreGoodForOneThing()
    {
        Registry registry(m_folder.filePath(u"f"_s));
        const auto token = registry.makeToken(u"fs1"_s, u"fs1.lab.example"_s, m_shown);
        const auto admission = registry.admit(*token, m_request, 8081);
        QVERIFY(admission);
        const QSslCertificate node(admission->certificate);
        QCOMPARE(node.subjectAlternativeNames().value(QSsl::DnsEntry), u"fs1.lab.example"_s);
        QVERIFY(node.toText().contains(u"TLS Web Server Authentication"));
        QVERIFY(!node.toText().contains(u"TLS Web Client Authentication"));
        QFile file(registry.certificateFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QSslCertificate collector(&file);
        QVERIFY(collector.toText().contains(u"TLS Web Client Authentication"));
        QVERIFY(!collector.toText().contains(u"TLS Web Server Authentication"));
        const QSslCertificate authority(admission->authority);
        QCOMPARE(node.issuerInfo(QSslCertificate::CommonName),
                 authority.subjectInfo(QSslCertificate::CommonName));
        QVERIFY(!authority.isNull());
        QCOMPARE(registry.find(u"fs1"_s)->fingerprint, node.digest(QCryptographicHash::Sha256));
        QVERIFY(registry.find(u"fs1"_s)->expires > QDateTime::currentDateTimeUtc().addYears(9));
    }

    void namesThatAreNoServers()
    {
        Registry registry(m_folder.filePath(u"g"_s));
        for (const char *bad : {"", "a b", "x,DNS:evil", "../up", ".", "a\nb"}) {
            const QString name = QString::fromLatin1(bad);
            const auto token = registry.makeToken(name, name, m_shown);
            QVERIFY2(!token && token.error().code == ErrorCode::Invalid, bad);
        }
        QVERIFY(!registry.makeToken(u"fs1"_s, u"fs1"_s, QString()));
    }

    void aNodeThatIsRemovedIsForgotten()
    {
        Registry registry(m_folder.filePath(u"h"_s));
        const auto first = registry.makeToken(u"fs1"_s, u"fs1.lab.example"_s, m_shown);
        QVERIFY(registry.admit(*first, m_request, 8081));
        const auto unused = registry.makeToken(u"fs1"_s, u"fs1.lab.example"_s, m_shown);
        QVERIFY(registry.remove(u"fs1"_s));
        QVERIFY(!registry.find(u"fs1"_s));
        QCOMPARE(registry.remove(u"fs1"_s).error().code, ErrorCode::NotFound);
        QVERIFY(!registry.admit(*unused, m_request, 8081));
    }

    void aDamagedListIsNotWrittenOver()
    {
        const QString folder = m_folder.filePath(u"i"_s);
        Registry registry(folder);
        QVERIFY(registry.makeToken(u"fs1"_s, u"fs1.lab.example"_s, m_shown));
        QFile file(folder + u"/nodes.json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{");
        file.close();
        const auto token = registry.makeToken(u"fs2"_s, u"fs2.lab.example"_s, m_shown);
        QVERIFY(!token);
        QVERIFY(token.error().place.endsWith(u"nodes.json"));
        QCOMPARE(QFileInfo(file).size(), 1);
    }

private:
    QTemporaryDir m_folder;
    QString m_shown;
    QByteArray m_fingerprint;
    QByteArray m_request;
};

QTEST_GUILESS_MAIN(TestRegistry)
#include "test_registry.moc"
