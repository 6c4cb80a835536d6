// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/client_fixture.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// The sheet of a server's [global], in the registry and in smb.conf, in the real client. The witness is what
/// Samba itself says inside the node.
class TestServerConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void smbConfIsChangedAfterALook();
    void aLookComesBeforeWhatSomebodyElseChanged();
    void whichPlaceCountsIsSaid();
    void theRegistryIsChangedByRpcAlone();
    void whereEachParameterStands();
    void aReaderIsOfferedNone();

private:
    void open(const Smcd &smcd, const QString &action, const QString &user = u"alice"_s)
    {
        m_settings.clear();
        m_running = std::make_unique<RunningClient>(optionsFor(smcd, m_lab, user));
        QVERIFY(m_running->ready());
        m_running->window().resize(1280, 800);
        QVERIFY(m_running->goToTab(u"Servers"_s));
        QVERIFY(m_running->waitFor([this] { return m_running->rowWith("server", u"fs1"_s) >= 0; }));
        m_running->grid().selectRow(m_running->rowWith("server", u"fs1"_s));
        if (action.isEmpty())
            return;
        QVERIFY(m_running->act(action));
        QVERIFY(m_running->waitFor([] { return shown(u"sheet_server-config"_s); }));
        m_sheet = shown(u"sheet_server-config"_s);
        auto *heading = in<QLabel>(u"heading"_s);
        QVERIFY(
            m_running->waitFor([heading] { return heading->text().startsWith(u"Configuration of fs1"); }));
    }
    template<typename T>
    T *in(const QString &name)
    {
        T *found = m_sheet->findChild<T *>(name);
        if (!found)
            qWarning("there is no %s", qPrintable(name));
        return found;
    }
    void click(const QString &button) { QTest::mouseClick(in<QPushButton>(button), Qt::LeftButton); }
    void goTo(const QString &page)
    {
        in<QTabWidget>(u"pages"_s)->setCurrentWidget(in<QWidget>(u"page_"_s + page));
    }
    bool apply()
    {
        click(u"sheet_apply"_s);
        const bool done = m_running->waitFor([this] {
            auto *button = in<QPushButton>(u"sheet_apply"_s);
            return button->text() == u"&Apply" && !in<QLabel>(u"wait_text"_s)->isVisible();
        });
        if (!done)
            qWarning("%s", qUtf8Printable(in<QLabel>(u"banner_text"_s)->text()));
        return done;
    }
    /// What the line below a field says, once it says something.
    QString note(const QString &field)
    {
        const auto find = [this, &field] { return m_sheet->findChild<QLabel *>(u"note_"_s + field); };
        return m_running->waitFor([&find] { return find() && !find()->text().isEmpty(); }) ? find()->text()
                                                                                           : QString();
    }
    /// Whatever the client has asked for is answered.
    bool quiet()
    {
        return m_running->waitFor(
            [this] { return m_running->client().source().findChildren<data::Call *>().isEmpty(); });
    }
    [[nodiscard]] QByteArray conf() const
    {
        return m_lab.exec(u"fs1"_s, {u"cat"_s, u"/etc/samba/smb.conf"_s}).output;
    }

    Lab m_lab = Lab::domain();
    Smcd m_elsewhere{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}}};
    Smcd m_onServer{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                                  {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}},
                     .node = u"fs1"_s}};
    OwnSettings m_settings;
    std::unique_ptr<RunningClient> m_running;
    QWidget *m_sheet = nullptr;
    QByteArray m_before;
};

void TestServerConfig::initTestCase()
{
    m_before = conf();
    QVERIFY(m_elsewhere.start());
    QVERIFY(m_onServer.start());
}

void TestServerConfig::cleanup()
{
    m_sheet = nullptr;
    m_running.reset();
    for (const QString &parameter : {u"log level"_s, u"server string"_s, u"deadtime"_s})
        m_lab.exec(u"fs1"_s, {u"net"_s, u"conf"_s, u"delparm"_s, u"global"_s, parameter});
}

void TestServerConfig::cleanupTestCase()
{
    m_lab.exec(u"fs1"_s, {u"sh"_s, u"-c"_s, u"cat > /etc/samba/smb.conf"_s}, m_before);
}

void TestServerConfig::smbConfIsChangedAfterALook()
{
    open(m_onServer, u"file-config"_s);
    QCOMPARE(in<QLineEdit>(u"field_workgroup"_s)->text(), u"LAB"_s);
    QCOMPARE(in<QComboBox>(u"field_place"_s)->currentText(), u"smb.conf"_s);
    QVERIFY(!in<QComboBox>(u"field_place"_s)->isEnabled());
    QCOMPARE(m_sheet->windowTitle(), u"Configuration of fs1 in smb.conf – Properties"_s);
    QCOMPARE(in<QComboBox>(u"field_security"_s)->currentText(), u"Active Directory"_s); // "ads" there
    QCOMPARE(note(u"workgroup"_s), u"In effect: smb.conf, line 4."_s);
    const QString options = note(u"parametric"_s); // they share one field
    QVERIFY2(options.contains(u"idmap config * : backend – In effect: smb.conf, line "),
             qUtf8Printable(options));
    QVERIFY(options.contains(u"idmap config LAB : range – In effect: smb.conf, line "));
    auto *description = in<QLineEdit>(u"field_server-string"_s);
    QVERIFY(m_running->waitFor([description] { return !description->whatsThis().isEmpty(); }));
    QCOMPARE(description->placeholderText(), u"Samba %v"_s);
    QVERIFY(!in<QPushButton>(u"sheet_preview"_s)->isEnabled());
    description->setText(u"Our box"_s);
    in<QLineEdit>(u"field_log-level"_s)->setText(u"2"_s);
    goTo(u"identity"_s);
    picture(m_sheet, u"server-config"_s);
    click(u"sheet_preview"_s);
    QVERIFY(m_running->waitFor([] { return shown(u"preview"_s); }));
    auto *list = shown<QTreeWidget>(u"preview_list"_s);
    QCOMPARE(
        shown<QLabel>(u"preview_words"_s)->text(),
        u"This would be written. Nothing is changed yet. Samba's testparm tries it when it is applied."_s);
    QCOMPARE(list->topLevelItemCount(), 2);
    const auto found = list->findItems(u"log level"_s, Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first()->text(1), u"1"_s);
    QCOMPARE(found.first()->text(2), u"2"_s);
    QCOMPARE(list->findItems(u"server string"_s, Qt::MatchExactly).first()->text(1), u"–"_s);
    shown<QDialog>(u"preview"_s)->reject();
    QCOMPARE(conf(), m_before); // it was a look
    in<QLineEdit>(u"reason"_s)->setText(u"Ticket 4711"_s);
    QVERIFY(apply());
    QVERIFY2(conf().contains("  log level = 2\n"), conf().constData());
    QVERIFY(conf().contains("  server string = Our box\n"));
    m_running->action(u"actionUndo"_s)->trigger();
    QVERIFY(m_running->waitFor([this] { return conf() == m_before; }));
    // It answers later than it writes, and the sheet reads it anew then.
    QVERIFY(m_running->waitFor([this] {
        return in<QLineEdit>(u"field_log-level"_s)->text() == u"1" &&
               !in<QLabel>(u"wait_text"_s)->isVisible();
    }));
    // What the service refuses stands beside its field.
    goTo(u"logging"_s);
    in<QLineEdit>(u"field_log-level"_s)->setText(u"1 \\"_s);
    click(u"sheet_preview"_s);
    auto *error = in<QLabel>(u"error_log-level"_s);
    QVERIFY(m_running->waitFor([error] { return error->text().contains(u"cannot hold"); }));
    m_running->dialogs.answers << true;
    m_sheet->close();
}

void TestServerConfig::aLookComesBeforeWhatSomebodyElseChanged()
{
    open(m_elsewhere, u"config"_s);
    in<QLineEdit>(u"field_server-string"_s)->setText(u"Mine"_s);
    QVERIFY(
        m_lab.exec(u"fs1"_s, {u"net"_s, u"conf"_s, u"setparm"_s, u"global"_s, u"deadtime"_s, u"7"_s}).ok());
    click(u"sheet_preview"_s);
    QVERIFY(m_running->waitFor([] { return shown(u"preview"_s); }));
    auto *list = shown<QTreeWidget>(u"preview_list"_s);
    QCOMPARE(list->topLevelItemCount(), 1);
    QCOMPARE(list->topLevelItem(0)->text(2), u"Mine"_s);
    QCOMPARE(shown<QLabel>(u"preview_words"_s)->text(), u"This would be written. Nothing is changed yet."_s);
    shown<QDialog>(u"preview"_s)->reject();
    QCOMPARE(in<QLineEdit>(u"field_deadtime"_s)->text(), u"7"_s); // theirs
    m_running->dialogs.answers << true;
    m_sheet->close();
}

void TestServerConfig::whichPlaceCountsIsSaid()
{
    QVERIFY(
        m_lab.exec(u"fs1"_s, {u"net"_s, u"conf"_s, u"setparm"_s, u"global"_s, u"log level"_s, u"3"_s}).ok());
    open(m_onServer, u"file-config"_s);
    goTo(u"logging"_s);
    QCOMPARE(note(u"log-level"_s), u"The registry has the last word: 3"_s);
    in<QLineEdit>(u"field_log-level"_s)->setText(u"5"_s);
    click(u"sheet_apply"_s);
    auto *error = in<QLabel>(u"error_log-level"_s);
    QVERIFY(m_running->waitFor([error] { return error->text().contains(u"stands in the registry"); }));
    QCOMPARE(conf(), m_before);
    picture(m_sheet, u"server-config-overridden"_s);
    m_running->dialogs.answers << true;
    m_sheet->close();
}

void TestServerConfig::theRegistryIsChangedByRpcAlone()
{
    open(m_elsewhere, u"config"_s);
    QCOMPARE(in<QComboBox>(u"field_place"_s)->currentText(), u"the registry"_s);
    in<QLineEdit>(u"field_server-string"_s)->setText(u"By RPC"_s);
    QVERIFY(apply());
    QVERIFY(m_lab.exec(u"fs1"_s, {u"net"_s, u"conf"_s, u"getparm"_s, u"global"_s, u"server string"_s})
                .output.contains("By RPC"));
    QVERIFY(quiet());
    QVERIFY(!m_sheet->findChild<QLabel *>(u"note_workgroup"_s)); // nobody there tells of smb.conf
    m_sheet->close();
    // It is told what smb.conf needs.
    QVERIFY(m_running->act(u"file-config"_s));
    QVERIFY(m_running->waitFor([] {
        auto *banner = shown<QLabel>(u"banner_text"_s);
        return banner && banner->text().contains(u"smcd enrol");
    }));
}

void TestServerConfig::whereEachParameterStands()
{
    open(m_onServer, {});
    QVERIFY(m_running->openDetail(u"Settings"_s));
    QVERIFY(m_running->waitFor(
        [this] { return m_running->listed(u"settings"_s, u"parameter"_s).contains(u"workgroup"_s); }));
    const QStringList places = m_running->listed(u"settings"_s, u"place"_s);
    QVERIFY(places.contains(u"smb.conf"_s));
}

void TestServerConfig::aReaderIsOfferedNone()
{
    open(m_elsewhere, {}, u"bob"_s);
    QVERIFY(!m_running->act(u"config"_s));
    QVERIFY(!m_running->act(u"file-config"_s));
}

QTEST_MAIN(TestServerConfig)
#include "test_server_config.moc"
