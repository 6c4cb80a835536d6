// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/client_fixture.h"

#include <QFile>
#include <QMimeData>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QUrl>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// A file from the desktop falls onto an organisational unit in the main window's tree; ldapsearch is the
/// witness of what becomes of it.
class TestProvisioningDrop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_running.reset(); }
    void cleanupTestCase() { QCOMPARE(m_smcd.stop(), 0); }
    void droppedFileBecomesPeople();
    void failedRowsAreRetried();
    void latin1IsUnderstood();
    void uselessFilesAreExplained_data();
    void uselessFilesAreExplained();
    void severalFilesAreRefused();
    void aReaderDropsNothing();

private:
    QString file(const QString &name, const QByteArray &content)
    {
        QFile out(m_directory.filePath(name));
        if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate) || out.write(content) != content.size())
            qFatal("%s cannot be written", qPrintable(name));
        return out.fileName();
    }
    bool drop(const QStringList &files)
    {
        auto &tree = static_cast<models::TreeModel &>(*m_running->tree().model());
        QMimeData mime;
        QList<QUrl> urls;
        for (const QString &name : files)
            urls << QUrl::fromLocalFile(name);
        mime.setUrls(urls);
        return dropOn(m_running->tree(), tree.find(m_unit), mime);
    }
    static QString text(const QString &label)
    {
        const auto *found = shown<QLabel>(label);
        return found ? found->text() : QString();
    }
    static void next() { QTest::mouseClick(shown<QPushButton>(u"provisioning_next"_s), Qt::LeftButton); }
    /// From the columns to the end of the check: the button that runs it is offered.
    static bool check()
    {
        next();
        next();
        auto *run = shown<QPushButton>(u"provisioning_next"_s);
        return QTest::qWaitFor([&] { return run->isEnabled(); }, 30000);
    }
    /// What a column of the sheet's table says in each row.
    static QStringList rows(int column)
    {
        QStringList texts;
        const QAbstractItemModel *model = shown<QTableView>(u"provisioning_rows"_s)->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts << model->index(row, column).data().toString();
        return texts;
    }
    [[nodiscard]] QStringList people() const
    {
        QStringList accounts;
        const auto entries = m_lab.ldapSearch(u"(objectClass=user)"_s, {u"sAMAccountName"_s}, m_unit);
        for (const LdifEntry &entry : entries)
            accounts << entry.first(u"sAMAccountName"_s);
        accounts.sort();
        return accounts;
    }

    static constexpr int accountColumn = 2;
    static constexpr int resultColumn = 5;
    Lab m_lab = Lab::domain();
    Smcd m_smcd;
    OwnSettings m_settings;
    QTemporaryDir m_directory;
    QString m_unit;
    std::unique_ptr<RunningClient> m_running;
};

void TestProvisioningDrop::initTestCase()
{
    shell::initTheme();
    QVERIFY(m_smcd.start());
}

void TestProvisioningDrop::init()
{
    m_settings.clear();
    m_unit = m_lab.freshUnit(u"Dropped"_s);
    m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, m_lab.admin()));
    QVERIFY(m_running->ready());
    QVERIFY(m_running->open(m_unit));
}

void TestProvisioningDrop::droppedFileBecomesPeople()
{
    QVERIFY(drop({file(u"people.csv"_s, "first,last,department\nAda,Dropone,Sales\n"
                                        "Ben,Droptwo,Sales\nCleo,Dropthree,Engineering\n")}));
    QTRY_VERIFY(shown(u"provisioning"_s));
    // It names both: where they will be, and from where they come.
    const QString title = shown(u"provisioning"_s)->windowTitle();
    QVERIFY2(title.contains(u"Dropped"_s) && title.contains(u"people.csv"_s), qPrintable(title));
    QVERIFY(check());
    QVERIFY(text(u"provisioning_counts"_s).contains(u"3 ready"_s));
    QVERIFY(people().isEmpty());
    next();
    QTRY_VERIFY_WITH_TIMEOUT(text(u"will_happen"_s).contains(u"Done"_s), 60000);
    QVERIFY(text(u"provisioning_counts"_s).contains(u"3 created"_s));
    QCOMPARE(rows(accountColumn), QStringList({u"adropone"_s, u"bdroptwo"_s, u"cdropthree"_s}));
    for (const QString &result : rows(resultColumn))
        QVERIFY2(result.contains(u"created"_s), qPrintable(result));
    QCOMPARE(people(), QStringList({u"adropone"_s, u"bdroptwo"_s, u"cdropthree"_s}));
    // The window behind shows them without being asked.
    QVERIFY(m_running->waitFor([&] { return m_running->row(u"cdropthree"_s).isValid(); }));
}

void TestProvisioningDrop::failedRowsAreRetried()
{
    const QString elsewhere = m_lab.freshUnit(u"DroppedElsewhere"_s);
    QVERIFY(drop({file(u"some.csv"_s, "first,last,account\nAda,Dropped,dropa\nBen,Dropped,dropb\n")}));
    QVERIFY(check());
    // Somebody else takes a name between the check and the run, elsewhere in the domain.
    m_lab.createUser(u"dropb"_s, elsewhere);
    next();
    auto *retry = shown(u"provisioning"_s)->findChild<QPushButton *>(u"provisioning_retry"_s);
    QTRY_VERIFY_WITH_TIMEOUT(retry->isVisible(), 60000);
    QVERIFY(text(u"provisioning_counts"_s).contains(u"1 created"_s));
    QVERIFY(text(u"provisioning_counts"_s).contains(u"1 failed"_s));
    QVERIFY(rows(resultColumn).at(0).contains(u"created"_s));
    QVERIFY2(rows(resultColumn).at(1).contains(u"exists already"_s), qPrintable(rows(resultColumn).at(1)));
    QCOMPARE(people(), QStringList{u"dropa"_s});
    // The name is free again: the same row goes through, the other one is not sent twice.
    QVERIFY(m_lab.ldapModify(u"dn: CN=dropb,%1\nchangetype: delete\n"_s.arg(elsewhere).toUtf8()));
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(text(u"provisioning_counts"_s).contains(u"2 created"_s), 60000);
    QVERIFY(!retry->isVisible());
    QCOMPARE(people(), QStringList({u"dropa"_s, u"dropb"_s}));
}

void TestProvisioningDrop::latin1IsUnderstood()
{
    QVERIFY(drop({file(u"alt.csv"_s, "Vorname;Nachname\r\nJ\xFCrgen;Dro\xDFmann\r\n")}));
    QVERIFY(check());
    next();
    QTRY_VERIFY_WITH_TIMEOUT(text(u"will_happen"_s).contains(u"Done"_s), 60000);
    const auto found = m_lab.ldapSearch(u"(objectClass=user)"_s, {u"givenName"_s, u"sn"_s}, m_unit);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().first(u"givenName"_s), u"Jürgen"_s);
    QCOMPARE(found.first().first(u"sn"_s), u"Droßmann"_s);
}

void TestProvisioningDrop::uselessFilesAreExplained_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty") << u"empty.csv"_s << QByteArray() << u"empty"_s;
    QTest::newRow("headings alone") << u"headings.csv"_s << QByteArray("first,last\n") << u"no people"_s;
    QTest::newRow("picture") << u"photo.png"_s << QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16)
                             << u"no text"_s;
    QTest::newRow("picture called CSV")
        << u"photo.csv"_s << QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16) << u"no text"_s;
    QTest::newRow("prose") << u"letter.txt"_s << QByteArray("Dear all,\n\nplease find enclosed.\n")
                           << u"last name"_s;
    QTest::newRow("10 MB of rows") << u"rows.csv"_s
                                   << "first,last\n" + QByteArray("Ada,Lovelace\n").repeated(10'485'760 / 13)
                                   << u"20,000 rows"_s;
    QTest::newRow("10 MB on one line") << u"line.csv"_s << QByteArray(10'485'760, ',') << u"256 columns"_s;
    QTest::newRow("10 MB in one cell")
        << u"cell.csv"_s << "last\n\"" + QByteArray(10'485'760, 'x') << u"quotation mark"_s;
}

void TestProvisioningDrop::uselessFilesAreExplained()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, words);
    QVERIFY(drop({file(name, content)}));
    QTRY_VERIFY(shown(u"provisioning"_s));
    QVERIFY2(text(u"csv_note"_s).contains(words), qPrintable(text(u"csv_note"_s)));
    QVERIFY(!shown<QPushButton>(u"provisioning_next"_s)->isEnabled());
    // And the way out stands there: a better file goes on from here.
    m_running->dialogs.fileName = file(u"better.csv"_s, "first,last\nAda,Dropagain\n");
    QTest::mouseClick(shown<QPushButton>(u"csv_choose"_s), Qt::LeftButton);
    QTRY_VERIFY(shown<QPushButton>(u"provisioning_next"_s)->isEnabled());
}

void TestProvisioningDrop::severalFilesAreRefused()
{
    const QByteArray person("first,last\nAda,Dropmany\n");
    QVERIFY(!drop({file(u"one.csv"_s, person), file(u"two.csv"_s, person)}));
    QVERIFY(!shown(u"provisioning"_s));
}

void TestProvisioningDrop::aReaderDropsNothing()
{
    m_running.reset();
    m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, u"bob"_s));
    QVERIFY(m_running->ready());
    QVERIFY(m_running->open(m_unit));
    QVERIFY(!drop({file(u"people.csv"_s, "first,last\nAda,Dropdenied\n")}));
    QVERIFY(!shown(u"provisioning"_s));
}

QTEST_MAIN(TestProvisioningDrop)
#include "test_provisioning_drop.moc"
