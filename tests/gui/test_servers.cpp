// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/line_chart.h"
#include "tests/gui/client_fixture.h"
#include "tests/lab/open_file.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTabBar>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// The tabs of servers, shares, sessions and open files, which are descriptors and nothing else, against the
/// lab's file server. The witness is smbclient.
class TestServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_running.reset(); }
    void serversAndShares();
    void aPersonIsDisconnected();
    void aFileIsClosedAndWhoWritesIsNamed();
    void aShareIsMadeChangedAndDeleted();
    void aShareGetsAnotherName();
    void detailsAreThoseOfTheDescriptor();
    void jobsAreHeldAndPrintersPaused();
    void aSilentServerIsTold();
    void aReaderSeesNoSessions();
    void processesAndLogs();
    void aDaemonIsStartedAndStopped();

private:
    void signIn(const QString &user, const Smcd &smcd)
    {
        m_settings.clear();
        m_running = std::make_unique<RunningClient>(optionsFor(smcd, m_lab, user));
    }
    [[nodiscard]] QByteArray use(const QString &share) const
    {
        return runCommand(u"smbclient"_s, {u"//fs1.lab.example/"_s + share, u"-U"_s,
                                           u"LAB\\bob%"_s + m_lab.password(), u"-c"_s, u"ls"_s})
            .output;
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}}};
    OwnSettings m_settings;
    std::unique_ptr<RunningClient> m_running;
};

void TestServers::initTestCase()
{
    QVERIFY(m_smcd.start());
}

void TestServers::serversAndShares()
{
    signIn(u"alice"_s, m_smcd);
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Servers"_s));
    QCOMPARE(m_running->column(u"server"_s), (QStringList{u"dc1"_s, u"dc2"_s, u"fs1"_s}));
    QVERIFY(m_running->column(u"version"_s).constFirst().startsWith(u"4."));
    QVERIFY(m_running->goToTab(u"Shares"_s));
    QVERIFY(m_running->column(u"path"_s).contains(u"/srv/data"_s));
    QVERIFY(m_running->column(u"server"_s).contains(u"dc1"_s)); // sysvol and netlogon
    QVERIFY(m_running->goToTab(u"Health"_s));
    const int channel = m_running->rowWith("check", u"secure-channel"_s);
    QVERIFY(channel >= 0);
    QCOMPARE(m_running->column(u"server"_s).at(channel), u"fs1"_s);
    QCOMPARE(m_running->column(u"state"_s).at(channel), u"well"_s);
}

void TestServers::aPersonIsDisconnected()
{
    OpenFile work(m_lab, u"bob"_s, u"gui.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    signIn(u"alice"_s, m_smcd);
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Open files"_s));
    QVERIFY(m_running->column(u"path"_s).contains(u"/srv/data/gui.txt"_s));
    QVERIFY(m_running->goToTab(u"Sessions"_s));
    const int bob = m_running->rowWith("user", u"LAB\\bob"_s);
    QVERIFY(bob >= 0);
    m_running->grid().selectRow(bob);
    m_running->dialogs.answers = {true};
    QVERIFY(m_running->act(u"disconnect"_s));
    QVERIFY(m_running->waitFor([this] { return !m_running->column(u"user"_s).contains(u"LAB\\bob"_s); }));
    const render::Question &asked = m_running->dialogs.asked.constFirst();
    QVERIFY(asked.text.contains(u"not saved"));
    QVERIFY2(asked.details.contains(u"LAB\\bob"), qUtf8Printable(asked.details));
    work.ask("ls");
    QVERIFY2(work.said("NT_STATUS_CONNECTION_DISCONNECTED"), work.output().constData());
}

void TestServers::aFileIsClosedAndWhoWritesIsNamed()
{
    OpenFile work(m_lab, u"bob"_s, u"gui-close.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    signIn(u"alice"_s, m_smcd);
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Open files"_s));
    const int row = m_running->rowWith("path", u"/srv/data/gui-close.txt"_s);
    QVERIFY(row >= 0);
    m_running->grid().selectRow(row);
    m_running->dialogs.answers = {false, true};
    QVERIFY(m_running->act(u"close-file"_s));
    QVERIFY(m_running->waitFor([this] { return m_running->dialogs.asked.size() == 1; }));
    QCOMPARE(m_running->dialogs.asked.constFirst().details,
             u"LAB\\bob is writing to /srv/data/gui-close.txt."_s);
    QVERIFY(m_running->dialogs.asked.constFirst().danger);
    QVERIFY(m_running->act(u"close-file"_s)); // after the first thought
    QVERIFY(
        m_running->waitFor([this] { return m_running->rowWith("path", u"/srv/data/gui-close.txt"_s) < 0; }));
    QCOMPARE(m_running->dialogs.asked.size(), 2);
}

void TestServers::aShareIsMadeChangedAndDeleted()
{
    signIn(u"alice"_s, m_smcd);
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Shares"_s));
    m_running->action(u"actionCreate_share-new"_s)->trigger();
    QVERIFY(m_running->waitFor([] { return shown(u"create_share-new"_s); }));
    const auto type = [](const QString &field, const QString &text) {
        auto *edit = shown<QLineEdit>(field);
        QVERIFY2(edit, qUtf8Printable(field));
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    };
    type(u"field_server"_s, u"fs1"_s);
    type(u"field_name"_s, u"guishare"_s);
    type(u"field_path"_s, u"/srv/public"_s);
    type(u"reason"_s, u"Ticket 4711"_s);
    shown<QPushButton>(u"create_ok"_s)->click();
    QVERIFY(m_running->waitFor([this] { return m_running->column(u"name"_s).contains(u"guishare"_s); }));
    QVERIFY(!use(u"guishare"_s).contains("NT_STATUS"));

    QVERIFY(m_running->choose(u"guishare"_s));
    m_running->action(u"actionProperties"_s)->trigger();
    QVERIFY(m_running->waitFor([] { return shown<QLineEdit>(u"field_comment"_s); }));
    QVERIFY(m_running->waitFor([] { return shown<QLineEdit>(u"field_path"_s)->text() == u"/srv/public"; }));
    type(u"field_comment"_s, u"By hand"_s);
    type(u"reason"_s, u"So that people find it"_s);
    shown<QPushButton>(u"sheet_ok"_s)->click();
    QVERIFY(m_running->waitFor([this] { return m_running->column(u"comment"_s).contains(u"By hand"_s); }));
    // The share's own page has them, the newest on top; it follows what is done.
    QVERIFY(m_running->openDetail(u"Changes"_s));
    QVERIFY(m_running->waitFor([this] { return m_running->listed(u"changes"_s, u"time"_s).size() > 1; }));
    QCOMPARE(m_running->listed(u"changes"_s, u"after"_s).value(0), u"By hand"_s);
    QCOMPARE(m_running->listed(u"changes"_s, u"reason"_s).value(0), u"So that people find it"_s);
    QCOMPARE(m_running->listed(u"changes"_s, u"reason"_s).last(), u"Ticket 4711"_s);
    m_running->action(u"actionUndo"_s)->trigger();
    QVERIFY(m_running->waitFor([this] {
        return m_running->listed(u"changes"_s, u"reason"_s).value(0) == u"Taken back: So that people find it";
    }));
    QCOMPARE(m_running->listed(u"changes"_s, u"before"_s).value(0), u"By hand"_s);
    QCOMPARE(m_running->listed(u"changes"_s, u"after"_s).value(0), QString());
    QVERIFY(m_running->goToTab(u"Changes"_s)); // the newest is on top
    QCOMPARE(m_running->column(u"before"_s).value(0), u"By hand"_s);
    QCOMPARE(m_running->column(u"section"_s).value(0), u"guishare"_s);
    QCOMPARE(m_running->column(u"operation"_s).value(0), u"changed"_s);
    QCOMPARE(m_running->column(u"person"_s).value(0), u"alice"_s);
    QVERIFY(m_running->goToTab(u"Shares"_s));

    QVERIFY(m_running->choose(u"guishare"_s));
    m_running->dialogs.answers = {true};
    m_running->dialogs.reasons = {u"No longer wanted"_s};
    m_running->action(u"actionDelete"_s)->trigger();
    QVERIFY(m_running->waitFor([this] { return !m_running->column(u"name"_s).contains(u"guishare"_s); }));
    QVERIFY(use(u"guishare"_s).contains("NT_STATUS_BAD_NETWORK_NAME"));
    QCOMPARE(m_running->dialogs.asked.constLast().title, u"Delete Share?"_s);
    QVERIFY(m_running->dialogs.asked.constLast().details.contains(u"fs1"));
    // The server's page has what became of all its sections.
    QVERIFY(m_running->goToTab(u"Servers"_s));
    m_running->grid().selectRow(m_running->rowWith("server", u"fs1"_s));
    QVERIFY(m_running->waitFor([this] { return m_running->openDetail(u"Changes"_s); }));
    QVERIFY(m_running->waitFor([this] { return m_running->listed(u"changes"_s, u"time"_s).size() > 2; }));
    QCOMPARE(m_running->listed(u"changes"_s, u"section"_s).value(0), u"guishare"_s);
    QCOMPARE(m_running->listed(u"changes"_s, u"reason"_s).value(0), u"No longer wanted"_s);
    m_running->grid().selectRow(m_running->rowWith("server", u"dc2"_s)); // where nothing was changed
    QVERIFY(m_running->waitFor([] {
        auto *notice = shown<QLabel>(u"gridNoticeText"_s);
        return notice && notice->text().startsWith(u"What is changed of this server");
    }));
}

void TestServers::aShareGetsAnotherName()
{
    const QString before = u"guibefore"_s;
    const QString after = u"guiafter"_s;
    const auto remove = [&] {
        for (const QString &name : {before, after})
            m_lab.exec(u"fs1"_s, {u"net"_s, u"conf"_s, u"delshare"_s, name});
    };
    remove();
    const auto gone = qScopeGuard(remove);
    QVERIFY(
        m_lab.exec(u"fs1"_s, {u"net"_s, u"conf"_s, u"addshare"_s, before, u"/srv/public"_s, u"writeable=y"_s})
            .ok());
    signIn(u"Administrator"_s, m_smcd); // who is root on this server, and so may see who may connect
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Shares"_s));
    const int row = m_running->rowWith("name", before);
    QVERIFY(row >= 0);
    auto &table = m_running->table();
    QVERIFY(table.setData(table.index(row, table.nameColumn()), after, Qt::EditRole)); // as F2 and Return
    QVERIFY2(
        m_running->waitFor([&] { return m_running->message().endsWith(before + u" renamed to "_s + after); }),
        qUtf8Printable(m_running->message()));
    QVERIFY(!use(after).contains("NT_STATUS"));
    QVERIFY(use(before).contains("NT_STATUS_BAD_NETWORK_NAME"));
    m_running->action(u"actionUndo"_s)->trigger();
    QVERIFY2(
        m_running->waitFor([&] { return m_running->message().endsWith(before + u" has its name back"_s); }),
        qUtf8Printable(m_running->message()));
    QVERIFY(!use(before).contains("NT_STATUS"));
}

void TestServers::detailsAreThoseOfTheDescriptor()
{
    signIn(u"alice"_s, m_smcd);
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Shares"_s));
    auto *tabs = m_running->child<QTabBar>(u"detailTabs"_s);
    QVERIFY(m_running->choose(u"data"_s));
    // What only its own answer tells, with the sheet's label; what only the list tells; and the pages of its
    // grid, none of groups.
    QVERIFY(m_running->waitFor([] { return shown<QLabel>(u"detail_read-only"_s) != nullptr; }));
    QCOMPARE(shown<QLabel>(u"detail_path"_s)->text(), u"/srv/data"_s);
    QVERIFY(shown<QLabel>(u"detail_users"_s));
    QCOMPARE(tabs->count(), charts::LineChart::isAvailable() ? 3 : 2);
    QCOMPARE(tabs->tabText(tabs->count() - 1), u"Changes"_s);
}

void TestServers::jobsAreHeldAndPrintersPaused()
{
    m_lab.exec(u"fs1"_s, {u"/etc/samba/lpq"_s, u"clear"_s, u"office"_s}); // what an earlier run may have left
    // Of a queue Samba tells news a minute late at worst (test_rest_printing.cpp).
    const auto settles = [this](const std::function<bool()> &condition) {
        return QTest::qWaitFor(
            [&] {
                m_lab.exec(u"fs1"_s, {u"/etc/samba/lpq"_s, u"watched"_s, u"office"_s});
                return condition();
            },
            90'000);
    };
    const auto queue = [this] { return m_lab.exec(u"fs1"_s, {u"ls"_s, u"/srv/queues/office"_s}).output; };
    signIn(u"alice"_s, m_smcd);
    QVERIFY(m_running->ready());
    // Whoever prints before anybody looked at the printers leaves Samba half an entry of the printer.
    QVERIFY(m_running->goToTab(u"Printers"_s));
    QCOMPARE(m_running->column(u"name"_s), QStringList{u"office"_s});
    QVERIFY(m_running->goToTab(u"Print jobs"_s));
    QVERIFY(settles([this] { return m_running->settled() && m_running->table().rowCount() == 0; }));
    m_lab.exec(u"fs1"_s, {u"/etc/samba/lpq"_s, u"quiet"_s, u"office"_s});
    QVERIFY(runCommand(u"smbclient"_s, {u"//fs1.lab.example/office"_s, u"-U"_s,
                                        u"LAB\\bob%"_s + m_lab.password(), u"-c"_s, u"print /etc/services"_s})
                .ok());
    // Samba looks at a queue when it likes; the list is read anew by itself.
    QVERIFY2(settles([this] { return m_running->table().rowCount() > 0; }),
             qUtf8Printable(m_running->message()));
    QCOMPARE(m_running->column(u"printer"_s).constFirst(), u"office"_s);
    QVERIFY(m_running->goToTab(u"Print queues"_s));
    QCOMPARE(m_running->column(u"printer"_s), QStringList{u"office"_s});
    // Samba may count a new job as its own and as the queue's, until it looks at the queue again.
    QVERIFY2(settles([this] { return m_running->column(u"waiting"_s) == QStringList{u"1"_s}; }),
             qUtf8Printable(m_running->column(u"waiting"_s).join(u',')));
    QVERIFY(m_running->goToTab(u"Print jobs"_s));
    m_running->grid().selectRow(0);
    QVERIFY(m_running->act(u"hold"_s));
    QVERIFY(settles([this] { return m_running->column(u"state"_s).value(0) == u"held"; }));
    QVERIFY(queue().contains(".held"));
    QVERIFY2(QRegularExpression(u"\\d:\\d\\d"_s).match(m_running->column(u"submitted"_s).value(0)).hasMatch(),
             qUtf8Printable(m_running->column(u"submitted"_s).value(0)));
    m_running->grid().selectRow(0);
    QVERIFY(m_running->act(u"release"_s));
    QVERIFY(settles([this] { return m_running->column(u"state"_s).value(0) == u"waiting"; }));
    QVERIFY(!queue().contains(".held"));
    m_running->grid().selectRow(0);
    m_running->dialogs.answers = {true};
    QVERIFY(m_running->act(u"delete-job"_s));
    QVERIFY(settles([this] { return m_running->table().rowCount() == 0; }));
    QVERIFY(!queue().contains(".user"));
    QVERIFY(m_running->dialogs.asked.constLast().details.contains(u"bob"));

    QVERIFY(m_running->goToTab(u"Printers"_s));
    QVERIFY(m_running->choose(u"office"_s));
    QVERIFY(m_running->act(u"pause"_s));
    QVERIFY(settles([this] { return m_running->column(u"state"_s).value(0) == u"paused"; }));
    QVERIFY(queue().contains("stopped"));
    QVERIFY(m_running->choose(u"office"_s));
    QVERIFY(m_running->act(u"resume"_s));
    QVERIFY(settles([this] { return m_running->column(u"state"_s).value(0) == u"ready"; }));

    QVERIFY(m_running->goToTab(u"Services"_s));
    QVERIFY(m_running->column(u"name"_s).contains(u"Spooler"_s));
}

void TestServers::aSilentServerIsTold()
{
    Smcd smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1 nosuchhost"_s}}}}}};
    QVERIFY(smcd.start());
    signIn(u"alice"_s, smcd);
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Servers"_s));
    QVERIFY(m_running->column(u"server"_s).contains(u"fs1"_s));
    QVERIFY(m_running->waitFor([this] { return m_running->message().contains(u"nosuchhost"); }));
}

void TestServers::aReaderSeesNoSessions()
{
    signIn(u"bob"_s, m_smcd);
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Shares"_s));
    QVERIFY(m_running->column(u"name"_s).contains(u"data"_s));
    QVERIFY(m_running->choose(u"data"_s));
    QVERIFY(m_running->waitFor([] { return shown<QLabel>(u"detail_server"_s) != nullptr; }));
    QVERIFY(!m_running->openDetail(u"Changes"_s)); // who changed it is not his to know
    QVERIFY(!m_running->goToTab(u"Sessions"_s));
}

void TestServers::processesAndLogs()
{
    const auto inNode = [](const QStringList &command) {
        return runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"),
                          QStringList{u"exec"_s, u"fs1"_s} + command);
    };
    const QString smbd = QString::fromLatin1(inNode({u"cat"_s, u"/run/samba/smbd.pid"_s}).output.trimmed());
    Smcd smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}, .node = u"fs1"_s}};
    QVERIFY(smcd.start());
    signIn(u"alice"_s, smcd);
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Processes"_s));
    const int row = m_running->rowWith("pid", smbd);
    QVERIFY(row >= 0);
    QCOMPARE(m_running->column(u"program"_s).at(row), u"smbd"_s);
    QVERIFY(m_running->column(u"state"_s).contains(u"stopped"_s)); // nmbd, which the lab does not start

    const auto setLogLevel = [&inNode](int level) {
        return inNode({u"sed"_s, u"-i"_s, u"s/log level = .*/log level = %1/"_s.arg(level),
                       u"/etc/samba/smb.conf"_s})
            .ok();
    };
    QVERIFY(setLogLevel(2));
    m_running->grid().selectRow(row);
    QVERIFY(m_running->act(u"reload"_s));
    QTRY_VERIFY(inNode({u"smbcontrol"_s, u"smbd"_s, u"debuglevel"_s}).output.contains("all:2"));
    QVERIFY(setLogLevel(1));
    QVERIFY(m_running->act(u"reload"_s));
    QTRY_VERIFY(inNode({u"smbcontrol"_s, u"smbd"_s, u"debuglevel"_s}).output.contains("all:1"));

    QVERIFY(inNode({u"smbcontrol"_s, u"smbd"_s, u"ping"_s}).ok());
    QVERIFY(m_running->goToTab(u"Logs"_s)); // the newest message is on top
    const qsizetype ping =
        m_running->column(u"text"_s).indexOf(QRegularExpression(u".*Received PING message.*"_s));
    QVERIFY(ping >= 0);
    QCOMPARE(m_running->column(u"file"_s).at(ping), u"log.smbd"_s);
    QCOMPARE(m_running->column(u"level"_s).at(ping), u"warning (1)"_s);
}

void TestServers::aDaemonIsStartedAndStopped()
{
    const auto runs = [this] { return m_lab.exec(u"fs1"_s, {u"pgrep"_s, u"-x"_s, u"nmbd"_s}).ok(); };
    Smcd smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}, .node = u"fs1"_s}};
    QVERIFY(smcd.start());
    signIn(u"alice"_s, smcd);
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Processes"_s));
    const auto stateOf = [this] {
        const int row = m_running->rowWith("program", u"nmbd"_s);
        return row < 0 ? QString() : m_running->column(u"state"_s).at(row);
    };
    QCOMPARE(stateOf(), u"stopped"_s); // the lab does not start it
    m_running->grid().selectRow(m_running->rowWith("program", u"nmbd"_s));
    QVERIFY(m_running->act(u"start"_s));
    QVERIFY(m_running->waitFor([&] { return stateOf() == u"running"; }));
    QVERIFY(runs());
    m_running->grid().selectRow(m_running->rowWith("program", u"nmbd"_s));
    m_running->dialogs.answers = {true};
    QVERIFY(m_running->act(u"stop"_s));
    QVERIFY(m_running->waitFor([&] { return stateOf() == u"stopped"; }));
    QVERIFY(!runs());
    QVERIFY(m_running->dialogs.asked.constLast().text.contains(u"sessions"));
}

QTEST_MAIN(TestServers)
#include "test_servers.moc"
