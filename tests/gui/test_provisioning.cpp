// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/provisioning_sheet.h"
#include "tests/gui/sheet_context.h"
#include "tests/lab/lab.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// A CSV file becomes people of the real domain.
class TestProvisioning : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();
    void twentyRows();
    void whatTheDirectoryWouldRefuseIsKnownBefore();
    void failedRowsAreMendedAndRetried();
    void jobGoesOnWithoutTheWindow();

private:
    QWidget *open(const QByteArray &csv);
    /// The row of the table that stands for a line of the file.
    static int rowOf(const QAbstractItemModel *model, int line)
    {
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data().toInt() == line)
                return row;
        }
        return -1;
    }
    static QString text(QWidget *sheet, const QString &name)
    {
        return sheet->findChild<QLabel *>(name)->text();
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd;
    std::unique_ptr<SheetContext> m_context;
    QTemporaryDir m_directory;
    QString m_unit;
};

void TestProvisioning::initTestCase()
{
    QVERIFY(m_smcd.start());
}

void TestProvisioning::cleanupTestCase()
{
    m_context.reset();
    QCOMPARE(m_smcd.stop(), 0);
}

void TestProvisioning::init()
{
    m_unit = m_lab.freshUnit(u"Provisioning"_s);
    m_context = std::make_unique<SheetContext>();
    QCOMPARE(m_context->signIn(m_smcd, m_lab.realm(), m_lab.admin(), m_lab.password()), QString());
}

void TestProvisioning::cleanup()
{
    closeWindows();
    m_context.reset();
}

QWidget *TestProvisioning::open(const QByteArray &csv)
{
    const QString name = m_directory.filePath(u"people.csv"_s);
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size())
        return nullptr;
    file.close();
    provisioning::openProvisioning(*m_context, name, m_unit, u"Provisioning"_s);
    return window(u"provisioning"_s);
}

void TestProvisioning::twentyRows()
{
    m_lab.createUser(u"aprovweiss"_s, m_unit, "givenName: Anna\nsn: Provweiss\n");
    auto *sheet = open("Vorname;Nachname;Abteilung;Telefon;Gruppen\r\n"
                       "Anna;Provweiß;Sales;+49 30 1;Sales Team\r\n" // 2: aprovweiss exists
                       "Ольга;Провова;Sales;;Sales Team\r\n"         // 3: transliterated
                       "娜;李;Engineering;;Engineers\r\n"            // 4: transliterated
                       "Γιώργος;Παπάς;Engineering;;\r\n"             // 5: transliterated
                       "Berta;;Sales;;\r\n"                          // 6: no surname
                       "Carl;Provone;Sales;;\r\n"                    // 7
                       "Carl;Provone;Sales;;\r\n"                    // 8: the same as 7
                       "Clara;Provone;Sales;;\r\n"                   // 9: cprovone twice
                       "Dora;Provtwo;Sales;;No Such Group\r\n"       // 10: no such group
                       "x;㐀;Sales;;\r\n"                            // 11: no Latin
                       "Emil;Provthree;Sales;;\r\n"
                       "Frida;Provfour;Sales;;\r\n"
                       "Georg;Provfive;Sales;;\r\n"
                       "Hanna;Provsix;Sales;;\r\n"
                       "Ivo;Provseven;Sales;;\r\n"
                       "Jana;Proveight;Sales;;\r\n"
                       "Karl;Provnine;Sales;;\r\n"
                       "Lena;Provten;Sales;;\r\n"
                       "Max;Proveleven;Sales;;\r\n"
                       "Nora;Provtwelve;Sales;;Engineers\r\n");
    QVERIFY(sheet);
    auto *columns = sheet->findChild<QTableWidget *>(u"csv_columns"_s);
    QCOMPARE(qobject_cast<QComboBox *>(columns->cellWidget(0, 2))->currentData().toString(), u"givenName"_s);
    QCOMPARE(qobject_cast<QComboBox *>(columns->cellWidget(4, 2))->currentData().toString(), u"memberOf"_s);
    picture(sheet, u"provisioning-columns"_s);
    auto *next = sheet->findChild<QPushButton *>(u"provisioning_next"_s);
    QTest::mouseClick(next, Qt::LeftButton);
    picture(sheet, u"provisioning-rules"_s);
    QVERIFY(text(sheet, u"rule_example"_s).contains(u"oprovova@lab.example"_s));
    QTest::mouseClick(next, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), 30000);
    const auto *model = sheet->findChild<QTableView *>(u"provisioning_rows"_s)->model();
    QCOMPARE(model->rowCount(), 20);
    picture(sheet, u"provisioning-check"_s);
    QVERIFY2(text(sheet, u"provisioning_counts"_s).contains(u"11 ready"_s),
             qPrintable(text(sheet, u"provisioning_counts"_s)));
    QVERIFY(text(sheet, u"provisioning_counts"_s).contains(u"5 to decide"_s));
    QVERIFY(text(sheet, u"provisioning_counts"_s).contains(u"4 cannot"_s));
    QCOMPARE(model->index(rowOf(model, 2), 2).data().toString(), u"aprovweiss2"_s);
    QCOMPARE(model->index(rowOf(model, 4), 2).data().toString(), u"nli"_s);
    QVERIFY(model->index(rowOf(model, 6), 4).data().toString().contains(u"no surname"_s));
    QVERIFY(model->index(rowOf(model, 8), 4).data().toString().contains(u"the same as line 7"_s));
    QVERIFY(model->index(rowOf(model, 10), 4).data().toString().contains(u"No Such Group"_s));
    // Nothing is written before Run.
    QCOMPARE(m_lab.ldapSearch(u"(objectClass=user)"_s, {u"cn"_s}, m_unit).size(), 1);
    QVERIFY(text(sheet, u"will_happen"_s).contains(u"no deletion"_s));

    QTest::mouseClick(next, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(text(sheet, u"will_happen"_s).contains(u"Done"_s), 60000);
    picture(sheet, u"provisioning-run"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_context->jobs.size(), 1, 10000); // the answer may come after the people
    const auto people = m_lab.ldapSearch(u"(objectClass=user)"_s, {}, m_unit);
    QCOMPARE(people.size(), 1 + 16);
    const auto olga = m_lab.ldapSearch(u"(sAMAccountName=oprovova)"_s, {}, m_unit);
    QCOMPARE(olga.size(), 1);
    QCOMPARE(olga.first().first(u"sn"_s), u"Провова"_s);
    QVERIFY(olga.first().first(u"memberOf"_s).contains(u"Sales Team"_s));

    // The passwords leave only when they are asked for, and they are the ones.
    m_context->planned.fileName = m_directory.filePath(u"results.csv"_s);
    auto *exports = sheet->findChild<QPushButton *>(u"provisioning_export"_s);
    QTest::mouseClick(exports, Qt::LeftButton);
    QTRY_VERIFY(m_context->wasSaid(u"Rows exported to"_s));
    QFile plain(m_context->planned.fileName);
    QVERIFY(plain.open(QIODevice::ReadOnly));
    QVERIFY(!plain.readAll().contains("Password"));
    plain.close();
    sheet->findChild<QAbstractButton *>(u"provisioning_with_passwords"_s)->setChecked(true);
    QTest::mouseClick(exports, Qt::LeftButton);
    QTRY_VERIFY(m_context->wasSaid(u"with passwords"_s));
    QVERIFY(!(QFileInfo(m_context->planned.fileName).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    QVERIFY(plain.open(QIODevice::ReadOnly));
    const auto lines = plain.readAll().split('\n');
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [](const QByteArray &one) { return one.contains("eprovthree,"); });
    QVERIFY(line != lines.end());
    const QString password = QString::fromUtf8(line->trimmed().split(',').last());
    // It must be changed at the first sign-in, so the KDC gives no ticket yet; the directory knows the state.
    QVERIFY(!password.isEmpty());
    QCOMPARE(
        m_lab.ldapSearch(u"(sAMAccountName=eprovthree)"_s, {u"pwdLastSet"_s}).first().first(u"pwdLastSet"_s),
        u"0"_s);
}

/// What no rule of the client knows, the directory's own schema does: each row is tried without writing.
void TestProvisioning::whatTheDirectoryWouldRefuseIsKnownBefore()
{
    auto *sheet =
        open("first,last,title\nAnna,Provtried," + QByteArray(200, 'x') + "\nBerta,Provtried,Clerk\n");
    QVERIFY(sheet);
    auto *next = sheet->findChild<QPushButton *>(u"provisioning_next"_s);
    QTest::mouseClick(next, Qt::LeftButton);
    QTest::mouseClick(next, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), 30000);
    const auto *model = sheet->findChild<QTableView *>(u"provisioning_rows"_s)->model();
    const QString finding = model->index(rowOf(model, 2), 4).data().toString();
    QVERIFY2(finding.contains(u"more than 128 characters"_s), qPrintable(finding));
    QVERIFY(text(sheet, u"provisioning_counts"_s).contains(u"1 ready"_s));
    QVERIFY(text(sheet, u"provisioning_counts"_s).contains(u"1 cannot"_s));
    QTest::mouseClick(next, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(text(sheet, u"will_happen"_s).contains(u"Done"_s), 60000);
    QVERIFY(!text(sheet, u"provisioning_counts"_s).contains(u"failed"_s)); // it was not even sent
    const auto people = m_lab.ldapSearch(u"(objectClass=user)"_s, {u"sn"_s, u"givenName"_s}, m_unit);
    QCOMPARE(people.size(), 1);
    QCOMPARE(people.first().first(u"givenName"_s), u"Berta"_s);
}

void TestProvisioning::failedRowsAreMendedAndRetried()
{
    auto *sheet = open("first,last,account\nOne,Provretry,provretry1\nTwo,Provretry,provretry2\nThree,"
                       "Provretry,provretry3\n");
    QVERIFY(sheet);
    auto *next = sheet->findChild<QPushButton *>(u"provisioning_next"_s);
    QTest::mouseClick(next, Qt::LeftButton);
    QTest::mouseClick(next, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), 30000);
    // Somebody else takes a name between the check and the run.
    m_lab.createUser(u"provretry2"_s, m_unit);
    QTest::mouseClick(next, Qt::LeftButton);
    auto *retry = sheet->findChild<QPushButton *>(u"provisioning_retry"_s);
    QTRY_VERIFY_WITH_TIMEOUT(retry->isVisible(), 60000);
    QVERIFY(text(sheet, u"provisioning_counts"_s).contains(u"2 created"_s));
    QVERIFY(text(sheet, u"provisioning_counts"_s).contains(u"1 failed"_s));
    auto *model = sheet->findChild<QTableView *>(u"provisioning_rows"_s)->model();
    const int row = rowOf(model, 3);
    QVERIFY(!model->index(row, 5).data().toString().isEmpty());
    picture(sheet, u"provisioning-failed"_s);
    QVERIFY(model->setData(model->index(row, 2), u"provretry2b"_s));
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(text(sheet, u"provisioning_counts"_s).contains(u"3 created"_s), 60000);
    QCOMPARE(m_lab.ldapSearch(u"(sAMAccountName=provretry2b)"_s, {u"cn"_s}).size(), 1);
    QCOMPARE(m_lab.ldapSearch(u"(sAMAccountName=provretry*)"_s, {u"cn"_s}, m_unit).size(), 4);
}

void TestProvisioning::jobGoesOnWithoutTheWindow()
{
    auto *sheet = open("first,last\nOne,Provalone\nTwo,Provalone\n");
    QVERIFY(sheet);
    auto *next = sheet->findChild<QPushButton *>(u"provisioning_next"_s);
    QTest::mouseClick(next, Qt::LeftButton);
    QTest::mouseClick(next, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), 30000);
    QTest::mouseClick(next, Qt::LeftButton);
    sheet->findChild<QPushButton *>(u"provisioning_close"_s)->click();
    QTRY_VERIFY(!window(u"provisioning"_s));
    QVERIFY(m_context->wasSaid(u"the job goes on"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_lab.ldapSearch(u"(sn=Provalone)"_s, {u"cn"_s}).size(), 2, 60000);
    QTRY_COMPARE_WITH_TIMEOUT(m_context->jobs.size(), 1, 10000); // the answer may come after the people
}

QTEST_MAIN(TestProvisioning)
#include "test_provisioning.moc"
