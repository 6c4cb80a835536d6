// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/client_fixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTreeWidget>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// Jobs at times, made, changed, run and deleted in the real client by forms that are descriptors and nothing
/// else. The witness is the folder of the reports.
class TestSchedules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_running.reset(); }
    void aReportIsMadeAndRun();
    void onlyTheFieldsOfTheKindAreThere();
    void whatIsWrongStandsBesideItsField();
    void aScheduleIsChangedAndPaused();

private:
    template<typename T = QWidget>
    T *in(const QString &field)
    {
        auto *found = shown<T>(field);
        if (!found)
            qWarning("there is no %s", qUtf8Printable(field));
        return found;
    }
    void type(const QString &field, const QString &text)
    {
        auto *edit = in<QLineEdit>(field);
        QVERIFY(edit);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void pick(const QString &field, const QString &text)
    {
        auto *combo = in<QComboBox>(field);
        QVERIFY(combo);
        QVERIFY2(combo->findText(text) >= 0, qUtf8Printable(text));
        combo->setCurrentIndex(combo->findText(text));
    }
    void openNew()
    {
        m_running->action(u"actionCreate_schedule-new"_s)->trigger();
        QVERIFY(m_running->waitFor([] { return shown(u"create_schedule-new"_s); }));
    }
    /// A cleanup of that name.
    void make(const QString &name)
    {
        openNew();
        type(u"field_name"_s, name);
        pick(u"field_kind"_s, u"Delete old batches"_s);
        type(u"field_when"_s, u"30 2 * * mon"_s);
        in<QPushButton>(u"create_ok"_s)->click();
        QVERIFY(m_running->waitFor([&] { return m_running->row(name).isValid(); }));
    }
    void openSheet(const QString &name)
    {
        QVERIFY(m_running->choose(name));
        m_running->action(u"actionProperties"_s)->trigger();
        QVERIFY(m_running->waitFor([&] {
            auto *sheet = shown(u"sheet_schedule"_s);
            return sheet && sheet->windowTitle().startsWith(name);
        }));
    }
    [[nodiscard]] QString cell(const QString &name, const QString &field)
    {
        const QModelIndex row = m_running->row(name);
        return row.isValid() ? m_running->column(field).value(row.row()) : QString();
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}}};
    OwnSettings m_settings;
    std::unique_ptr<RunningClient> m_running;
};

void TestSchedules::initTestCase()
{
    QVERIFY(m_smcd.start());
}

void TestSchedules::init()
{
    m_settings.clear();
    m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, u"alice"_s));
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Schedules"_s));
}

void TestSchedules::aReportIsMadeAndRun()
{
    openNew();
    type(u"field_name"_s, u"Shares of the day"_s);
    pick(u"field_resource"_s, u"Shares"_s);
    type(u"field_servers"_s, u"fs1"_s);
    QCOMPARE(in<QLineEdit>(u"field_realm"_s)->text(), m_lab.realm());
    QVERIFY(in<QCheckBox>(u"field_enabled"_s)->isChecked());
    in<QPushButton>(u"create_ok"_s)->click();
    QVERIFY(m_running->waitFor([this] { return m_running->row(u"Shares of the day"_s).isValid(); }));
    QCOMPARE(cell(u"Shares of the day"_s, u"kind"_s), u"report of servers"_s);
    QCOMPARE(cell(u"Shares of the day"_s, u"enabled"_s), u"yes"_s);
    QVERIFY(!cell(u"Shares of the day"_s, u"next"_s).isEmpty());

    QVERIFY(m_running->choose(u"Shares of the day"_s));
    QVERIFY(m_running->waitFor([this] { return m_running->openDetail(u"Runs"_s); }));
    QVERIFY(m_running->waitFor([] {
        auto *notice = shown<QLabel>(u"gridNoticeText"_s);
        return notice && notice->text() == u"It has not run yet.";
    }));
    m_running->dialogs.answers = {true};
    QVERIFY(m_running->act(u"run"_s));
    // The history follows the run to its end by itself.
    QVERIFY(
        m_running->waitFor([this] { return m_running->listed(u"runs"_s, u"state"_s).value(0) == u"done"; }));
    QVERIFY(m_running->dialogs.asked.constFirst().text.contains(u"rights of the service"));
    QCOMPARE(m_running->listed(u"runs"_s, u"trigger"_s), QStringList{u"alice"_s});
    const QString message = m_running->listed(u"runs"_s, u"message"_s).value(0);
    const auto file = QRegularExpression(u"in (Shares_of_the_day-.*\\.csv)"_s).match(message);
    QVERIFY2(file.hasMatch(), qUtf8Printable(message));
    QVERIFY(QFile::exists(m_smcd.stateDirectory() + u"/reports/"_s + file.captured(1)));
}

void TestSchedules::onlyTheFieldsOfTheKindAreThere()
{
    openNew();
    QVERIFY(shown(u"row_resource"_s) && shown(u"row_realm"_s));
    QVERIFY(!shown(u"row_days"_s) && !shown(u"row_most"_s));
    pick(u"field_kind"_s, u"Disable expired accounts"_s);
    QVERIFY(shown(u"row_most"_s) && shown(u"row_base"_s) && shown(u"row_realm"_s));
    QVERIFY(!shown(u"row_resource"_s));
    pick(u"field_kind"_s, u"Delete old batches"_s);
    QVERIFY(shown(u"row_days"_s));
    QVERIFY(!shown(u"row_realm"_s) && !shown(u"row_most"_s));
    // What is not there is not sent: the service would refuse a realm for this kind.
    type(u"field_name"_s, u"Old ones"_s);
    in<QPushButton>(u"create_ok"_s)->click();
    QVERIFY(m_running->waitFor([this] { return m_running->row(u"Old ones"_s).isValid(); }));
    openSheet(u"Old ones"_s);
    QVERIFY(!in<QComboBox>(u"field_kind"_s)->isEnabled());
    QCOMPARE(in<QLineEdit>(u"field_days"_s)->text(), u"7"_s);
    QVERIFY(!shown(u"row_resource"_s) && !shown(u"row_most"_s));
}

void TestSchedules::whatIsWrongStandsBesideItsField()
{
    openNew();
    type(u"field_name"_s, u"Never"_s);
    type(u"field_when"_s, u"25 * *"_s);
    in<QPushButton>(u"create_ok"_s)->click();
    QVERIFY(shown<QLabel>(u"error_resource"_s)); // known without asking
    pick(u"field_resource"_s, u"Sessions"_s);
    in<QPushButton>(u"create_ok"_s)->click();
    QVERIFY(m_running->waitFor([] { return shown<QLabel>(u"error_when"_s); })); // the service says so
    QVERIFY(!m_running->row(u"Never"_s).isValid());
    type(u"field_when"_s, u"25 * * * *"_s);
    in<QPushButton>(u"create_preview"_s)->click();
    QVERIFY(m_running->waitFor([] { return shown(u"preview"_s); }));
    auto *changes = shown<QTreeWidget>(u"preview_changes"_s);
    QCOMPARE(changes->topLevelItemCount(), 1);
    QVERIFY(!changes->findItems(u"next"_s, Qt::MatchFixedString | Qt::MatchRecursive).isEmpty());
    QVERIFY(!m_running->row(u"Never"_s).isValid());
}

void TestSchedules::aScheduleIsChangedAndPaused()
{
    make(u"Weekly"_s);
    openSheet(u"Weekly"_s);
    type(u"field_days"_s, u"30"_s);
    in<QCheckBox>(u"field_enabled"_s)->click();
    pick(u"field_missed"_s, u"Leave it out"_s);
    QCOMPARE(in<QPushButton>(u"sheet_apply"_s)->text(), u"&Apply (3)"_s);
    in<QPushButton>(u"sheet_ok"_s)->click();
    QVERIFY(m_running->waitFor([this] { return cell(u"Weekly"_s, u"enabled"_s) == u"no"; }));
    QCOMPARE(cell(u"Weekly"_s, u"next"_s), QString());
    QVERIFY(m_running->choose(u"Weekly"_s));
    QVERIFY(m_running->waitFor([] {
        auto *days = shown<QLabel>(u"detail_days"_s);
        return days && days->text() == u"30";
    }));
    m_running->action(u"actionUndo"_s)->trigger();
    QVERIFY(m_running->waitFor([this] { return cell(u"Weekly"_s, u"enabled"_s) == u"yes"; }));
    QVERIFY(m_running->choose(u"Weekly"_s));
    m_running->dialogs.answers = {true};
    m_running->action(u"actionDelete"_s)->trigger();
    QVERIFY(m_running->waitFor([this] { return !m_running->row(u"Weekly"_s).isValid(); }));
    QCOMPARE(m_running->dialogs.asked.constLast().title, u"Delete Schedule?"_s);
}

QTEST_MAIN(TestSchedules)
#include "test_schedules.moc"
