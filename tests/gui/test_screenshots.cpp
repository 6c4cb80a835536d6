// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/provisioning_sheet.h"
#include "tests/gui/client_fixture.h"
#include "tests/integration/rest_client.h"
#include "tests/lab/open_file.h"

#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSet>
#include <QTabBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QTranslator>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// The pictures of the README, taken of the real windows while they show a real domain. They go into the
/// folder that SMC_SCREENSHOTS names (tests/e2e/screenshots sets it), else nowhere; the test sees that the
/// windows can be drawn, at their size and with something in them.
class TestScreenshots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void mainWindowInLight();
    void mainWindowInDark();
    void signIn();
    void propertySheet();
    void signInHoursInDark();
    void provisioning();
    void shares();
    void tabsOfServers_data();
    void tabsOfServers();

private:
    void keep(const QString &name, const QPixmap &picture) const
    {
        QCOMPARE(picture.size(), QSize(1280, 800));
        QSet<QRgb> colors;
        const QImage image = picture.toImage();
        for (int y = 0; y < image.height(); y += 7) {
            for (int x = 0; x < image.width(); x += 3)
                colors.insert(image.pixel(x, y));
        }
        QVERIFY2(colors.size() > 20, qPrintable(u"%1 shows nothing"_s.arg(name)));
        const QString folder = qEnvironmentVariable("SMC_SCREENSHOTS");
        if (!folder.isEmpty())
            QVERIFY(
                image.convertToFormat(QImage::Format_RGB32).save(u"%1/%2.png"_s.arg(folder, name), "PNG", 0));
    }
    QPixmap windowPicture() { return m_running->window().grab(); }
    /// A window of its own before the main window, as a person has them.
    QPixmap withSheet(QWidget *sheet)
    {
        QPixmap picture = windowPicture();
        const QPixmap front = sheet->grab();
        QPainter painter(&picture);
        const QRect at(QPoint((1280 - front.width()) / 2, (800 - front.height()) / 2), front.size());
        for (int i = 12; i > 0; --i) // a soft shadow
            painter.fillRect(at.adjusted(-i, -i / 2, i, i), QColor(0, 0, 0, 8));
        painter.drawPixmap(at, front);
        painter.setPen(QColor(0, 0, 0, 90));
        painter.drawRect(at.adjusted(-1, -1, 0, 0));
        return picture;
    }
    void showPeople()
    {
        QVERIFY(m_running->open(u"OU=Sales,"_s + m_lab.base()));
        QVERIFY(m_running->choose(u"bob"_s));
        QVERIFY(m_running->waitFor([&] {
            const auto *groups = m_running->window().findChild<QLabel *>(u"detail_memberOf"_s);
            return groups && !groups->text().isEmpty();
        }));
        // Every node of the tree that is in sight has its number.
        auto &tree = m_running->tree();
        const QModelIndex root = static_cast<models::TreeModel &>(*tree.model()).rootIndex();
        QVERIFY(m_running->waitFor([&] {
            for (int row = 0; row < tree.model()->rowCount(root); ++row) {
                const QModelIndex node = tree.model()->index(row, 0, root);
                const QRect at = tree.visualRect(node);
                if (tree.viewport()->rect().contains(at) &&
                    node.data(models::TreeModel::CountRole).toString().isEmpty())
                    return false;
            }
            return true;
        }));
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}}};
    /// On the file server itself, where it sees most.
    Smcd m_onServer{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                                  {u"collect"_s, {{u"enabled"_s, u"yes"_s}, {u"sessions"_s, u"2s"_s}}},
                                  {u"alerts"_s, {{u"sessions"_s, u"1"_s}}}},
                     .node = u"fs1"_s}};
    OwnSettings m_settings;
    std::unique_ptr<RunningClient> m_running;
    QTranslator m_words;
};

void TestScreenshots::initTestCase()
{
    // "7 rows" instead of "7 row(s)", as in the program; in another language when LANG says so.
    const QString words = QCoreApplication::applicationDirPath() + u"/../translations/smc_"_s;
    if (m_words.load(words + QLocale().name().section(u'_', 0, 0) + u".qm"_s) ||
        m_words.load(words + u"en.qm"_s))
        QCoreApplication::installTranslator(&m_words);
    shell::initTheme();
    QVERIFY(m_smcd.start());
    QVERIFY(m_onServer.start());
    RestClient rest(m_onServer);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    const auto schedule = [&rest](const QByteArray &json) {
        const RestAnswer made = rest.send("POST", "/rest/servers/schedules", json);
        if (made.status != 201)
            qWarning("%s", made.body.constData());
        return made.first(u"id"_s).toUtf8();
    };
    const QByteArray report =
        schedule(R"({"name":"Sessions of the day","kind":"report","when":"0 18 * * mon-fri",
                                           "resource":"status/sessions","servers":"fs1"})");
    QVERIFY(!report.isEmpty());
    QVERIFY(!schedule(R"({"name":"Expired accounts","kind":"disable-expired","when":"@daily"})").isEmpty());
    QCOMPARE(rest.send("PUT", "/rest/servers/schedules/" + report + "/run").status, 202);
}

void TestScreenshots::init()
{
    m_settings.clear();
    shell::setAppearance(shell::Appearance::Light);
    m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, m_lab.admin()));
    QVERIFY(m_running->ready());
    m_running->window().resize(1280, 800);
}

void TestScreenshots::cleanup()
{
    m_running.reset();
    shell::setAppearance(shell::Appearance::Light);
}

void TestScreenshots::mainWindowInLight()
{
    showPeople();
    keep(u"main-window"_s, windowPicture());
}

void TestScreenshots::mainWindowInDark()
{
    shell::setAppearance(shell::Appearance::Dark);
    showPeople();
    keep(u"main-window-dark"_s, windowPicture());
    QVERIFY(m_running->window().palette().color(QPalette::Window).lightness() < 80);
}

void TestScreenshots::signIn()
{
    m_running->action(u"actionSignOut"_s)->trigger();
    QTRY_VERIFY(shown(u"signInWindow"_s));
    QWidget *window = shown(u"signInWindow"_s);
    QPixmap picture(1280, 800);
    picture.fill(window->palette().color(QPalette::Mid));
    const QPixmap front = window->grab();
    QPainter painter(&picture);
    painter.drawPixmap((1280 - front.width()) / 2, (800 - front.height()) / 2, front);
    painter.end();
    keep(u"sign-in"_s, picture);
}

void TestScreenshots::propertySheet()
{
    showPeople();
    m_running->action(u"actionProperties"_s)->trigger();
    QTRY_VERIFY(shown(u"sheet_user"_s));
    QWidget *sheet = shown(u"sheet_user"_s);
    QVERIFY(m_running->waitFor([&] {
        const auto edits = sheet->findChildren<QLineEdit *>();
        return std::any_of(edits.begin(), edits.end(),
                           [](const QLineEdit *edit) { return edit->text() == u"Baker"; });
    }));
    keep(u"property-sheet"_s, withSheet(sheet));
    sheet->close();
}

void TestScreenshots::signInHoursInDark()
{
    shell::setAppearance(shell::Appearance::Dark);
    showPeople();
    m_running->action(u"actionProperties"_s)->trigger();
    QTRY_VERIFY(shown(u"sheet_user"_s));
    QWidget *sheet = shown(u"sheet_user"_s);
    auto *grid = sheet->findChild<QTableWidget *>(u"field_logonHours"_s);
    QVERIFY(m_running->waitFor([&] { return sheet->windowTitle().contains(u"Bob"_s); }));
    auto *page = sheet->findChild<QWidget *>(u"page_account"_s);
    sheet->findChild<QTabWidget *>(u"pages"_s)->setCurrentWidget(page);
    grid->selectAll();
    sheet->findChild<QPushButton *>(u"field_logonHours_deny"_s)->click();
    grid->clearSelection();
    // The five days that are office days wherever the week begins.
    const int monday = (8 - QLocale().firstDayOfWeek()) % 7;
    grid->setRangeSelected(QTableWidgetSelectionRange(monday, 7, qMin(6, monday + 4), 18), true);
    sheet->findChild<QPushButton *>(u"field_logonHours_permit"_s)->click();
    grid->clearSelection();
    page->findChild<QScrollArea *>()->ensureWidgetVisible(
        sheet->findChild<QWidget *>(u"field_logonHours_always"_s), 0, 60);
    keep(u"sign-in-hours"_s, withSheet(sheet));
    m_running->dialogs.answers << true; // nothing of it is to be applied
    sheet->close();
    QTRY_VERIFY(!shown(u"sheet_user"_s));
}

void TestScreenshots::provisioning()
{
    showPeople();
    QFile file(m_settings.path(u"people.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("First name,Last name,Title,Department,Groups,Telephone\r\n"
               "Anna,Weiß,Sales engineer,Sales,Sales Team,+49 30 5550100\r\n"
               "Bob,Baker,Account manager,Sales,Sales Team,+49 30 5550101\r\n"
               "娜,李,Account manager,Sales,Sales Team,+49 30 5550102\r\n"
               "Jörg,Müller,Director,Sales,Sales Team; No Such Group,+49 30 5550103\r\n"
               "Μαρία,Παππά,Sales engineer,Sales,Sales Team,+49 30 5550104\r\n"
               "Zoë,,Trainee,Sales,,\r\n"
               "Olga,Петрова,Account manager,Sales,Sales Team,+49 30 5550106\r\n");
    file.close();
    provisioning::openProvisioning(m_running->window().context(), file.fileName(),
                                   u"OU=Sales,"_s + m_lab.base(), u"Sales"_s);
    QTRY_VERIFY(shown(u"provisioning"_s));
    QWidget *sheet = shown(u"provisioning"_s);
    auto *next = sheet->findChild<QPushButton *>(u"provisioning_next"_s);
    auto *counts = sheet->findChild<QLabel *>(u"provisioning_counts"_s);
    QTRY_VERIFY(next->isEnabled());
    QTest::mouseClick(next, Qt::LeftButton);
    QTest::mouseClick(next, Qt::LeftButton);
    QVERIFY(m_running->waitFor(
        [&] { return counts->isVisible() && counts->text().contains(u"✓"_s) && next->isEnabled(); }));
    sheet->resize(1080, 560);
    keep(u"provisioning"_s, withSheet(sheet));
    sheet->close();
}

void TestScreenshots::shares()
{
    QVERIFY(m_running->goToTab(u"Shares"_s));
    QVERIFY(m_running->choose(u"data"_s));
    m_running->action(u"actionProperties"_s)->trigger();
    QVERIFY(m_running->waitFor([] {
        auto *path = shown<QLineEdit>(u"field_path"_s);
        return path && path->text() == u"/srv/data";
    }));
    keep(u"shares"_s, withSheet(shown<QLineEdit>(u"field_path"_s)->window()));
}

void TestScreenshots::tabsOfServers_data()
{
    QTest::addColumn<QString>("selected");
    QTest::newRow("dashboard") << u"fs1"_s;
    QTest::newRow("servers") << u"fs1"_s;
    QTest::newRow("changes") << QString();
    QTest::newRow("health") << u"fs1"_s;
    QTest::newRow("queues") << u"office"_s;
    QTest::newRow("printers") << u"office"_s;
    QTest::newRow("print-jobs") << QString();
    QTest::newRow("load") << u"fs1"_s;
    QTest::newRow("disks") << QString();
    QTest::newRow("sessions") << u"LAB\\bob"_s;
    QTest::newRow("files") << u"/srv/data/Budget.ods"_s;
    QTest::newRow("processes") << u"smbd"_s;
    QTest::newRow("services") << QString();
    QTest::newRow("logs") << QString();
    QTest::newRow("alerts") << QString();
    QTest::newRow("schedules") << QString();
}

void TestScreenshots::tabsOfServers()
{
    QFETCH(const QString, selected);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    // With people at work.
    OpenFile bob(m_lab, u"bob"_s, u"Budget.ods"_s);
    OpenFile helen(m_lab, u"helen"_s, u"Minutes.odt"_s);
    QVERIFY(bob.isOpen() && helen.isOpen());
    if (name == u"print-jobs")
        QVERIFY(
            runCommand(u"smbclient"_s, {u"//fs1.lab.example/office"_s, u"-U"_s,
                                        u"LAB\\bob%"_s + m_lab.password(), u"-c"_s, u"print /etc/services"_s})
                .ok());
    if (name == u"changes") {
        RestClient rest(m_onServer);
        QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
        for (const char *body : {R"({"comment":"Everybody's files"})", R"({"comment":"Lab data"})"}) {
            const RestAnswer changed = rest.send(
                "PUT", "/rest/shares/shares/data?server=fs1&reason=Ticket%204711", body, {{"If-Match", "*"}});
            QVERIFY2(changed.status == 200, changed.body.constData());
        }
    }
    m_running = std::make_unique<RunningClient>(optionsFor(m_onServer, m_lab, m_lab.admin()));
    QVERIFY(m_running->ready());
    m_running->window().resize(1280, 800);
    const model::Tab *tab = m_running->window().context().descriptors().tab(name);
    QVERIFY(tab && m_running->goToTab(tab->title.shown()));
    QVERIFY(m_running->waitFor([&] { return m_running->table().rowCount() > 0; }));
    int row = 0;
    for (const char *field : {"server", "name", "user", "path", "program"}) {
        if (const int found = m_running->rowWith(field, selected); !selected.isEmpty() && found >= 0)
            row = found;
    }
    m_running->grid().selectRow(row);
    QVERIFY(m_running->waitFor([] {
        return shown(u"detail_server"_s) || shown(u"detail_host"_s) || shown(u"detail_when"_s) ||
               shown(u"chart_cpu"_s);
    }));
    QTest::qWait(50); // what was just asked to lay itself out has done so
    keep(u"tab-"_s + name, windowPicture());
}

QTEST_MAIN(TestScreenshots)
#include "test_screenshots.moc"
