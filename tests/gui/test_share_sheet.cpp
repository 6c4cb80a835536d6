// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/client_fixture.h"
#include "tests/lab/quotas.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// The property sheet of a share and the dialog for a new one, in the real client: lists of access rights,
/// folders, help, templates. The witnesses are people with smbclient, and Samba's own smbcacls.
class TestShareSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
    void aFolderIsGivenToSomebodyAndTakenBack();
    void whoIsDeniedIsKeptOut();
    void inheritanceIsShownAndEnded();
    void aListIsBackedUpAndRestored();
    void effectiveAccessIsTold();
    void onlyRootSeesTheListOfAShare();
    void aListThatSomebodyElseChangedIsNotOverwritten();
    void aQuotaIsSetAndTakenBack();
    void aServerWithoutQuotasSaysSo();
    void parametersAreExplained();
    void aPathIsChosenAmongFolders();
    void templatesWork_data();
    void templatesWork();

private:
    void signIn(const QString &user)
    {
        m_running.reset();
        m_settings.clear();
        m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, user));
        QVERIFY(m_running->ready());
        QVERIFY(m_running->goToTab(u"Shares"_s));
    }
    /// The sheet of the share, at one of its pages.
    void openSheet(const QString &page)
    {
        QVERIFY(m_running->choose(u"sheet"_s));
        m_running->action(u"actionProperties"_s)->trigger();
        QVERIFY(m_running->waitFor([] { return shown(u"sheet_share"_s); }));
        m_sheet = shown(u"sheet_share"_s);
        QVERIFY(m_running->waitFor([this] { return m_sheet->windowTitle().startsWith(u"sheet"); }));
        m_sheet->findChild<QTabWidget *>(u"pages"_s)->setCurrentWidget(in<QWidget>(page));
    }
    void openPermissions() { openSheet(u"page_permissions"_s); }
    void openFolderList()
    {
        openPermissions();
        in<QComboBox>(u"field_acl_place"_s)->setCurrentIndex(1);
        QVERIFY(m_running->waitFor([this] { return list()->topLevelItemCount() > 0; }));
    }
    template<typename T>
    T *in(const QString &name)
    {
        T *found = m_sheet->findChild<T *>(name);
        if (!found)
            qWarning("there is no %s", qPrintable(name));
        return found;
    }
    /// What the page of quotas says of an account: "5.00 KiB, no limit, 1.95 MiB".
    QString quota(const QString &account)
    {
        const auto found = in<QTreeWidget>(u"field_quotas_list"_s)->findItems(account, Qt::MatchFixedString);
        if (found.isEmpty())
            return {};
        const QTreeWidgetItem *row = found.constFirst();
        return QStringList{row->text(1), row->text(2), row->text(3)}.join(u", "_s);
    }
    /// The page of quotas shows this of an account, as what the server has, and it can be edited.
    bool hasQuota(const QString &account, const QString &words)
    {
        return m_running->waitFor([&] {
            const auto found =
                in<QTreeWidget>(u"field_quotas_list"_s)->findItems(account, Qt::MatchFixedString);
            return !in<QLabel>(u"field_quotas_note"_s)->text().startsWith(u"Reading") &&
                   quota(account) == words && !found.constFirst()->font(0).bold() &&
                   in<QLineEdit>(u"field_quotas_soft"_s)->isEnabled() &&
                   in<QPushButton>(u"sheet_apply"_s)->text() == u"&Apply";
        });
    }
    QTreeWidget *list() { return in<QTreeWidget>(u"field_acl_list"_s); }
    void click(const QString &button) { QTest::mouseClick(in<QPushButton>(button), Qt::LeftButton); }
    bool apply()
    {
        click(u"sheet_apply"_s);
        const bool done = m_running->waitFor([this] {
            return in<QPushButton>(u"sheet_apply"_s)->text() == u"&Apply" && list()->topLevelItemCount() > 0;
        });
        if (!done)
            qWarning("%s, %s, %s", qUtf8Printable(in<QPushButton>(u"sheet_apply"_s)->text()),
                     qUtf8Printable(in<QLabel>(u"error_acl"_s)->text()),
                     qUtf8Printable(in<QLabel>(u"field_acl_note"_s)->text()));
        return done;
    }
    /// What the list shows of an account: "Allow Change this folder, subfolders, files here".
    QString entry(const QString &account)
    {
        const auto found = list()->findItems(account, Qt::MatchFixedString);
        if (found.isEmpty())
            return {};
        QStringList words;
        for (int column = 1; column < 5; ++column)
            words << found.constFirst()->text(column);
        return words.join(u' ');
    }
    bool choose(const QString &account)
    {
        const auto found = list()->findItems(account, Qt::MatchFixedString);
        if (found.isEmpty())
            return false;
        list()->setCurrentItem(found.constFirst());
        return true;
    }
    /// Picks somebody as a person does: types, and takes what is found.
    void pick(const QString &account)
    {
        auto *picker = m_sheet->findChild<QDialog *>(u"picker"_s);
        QVERIFY(picker);
        picker->findChild<QLineEdit *>(u"picker_edit"_s)->setText(account);
        auto *results = picker->findChild<QTreeWidget *>(u"picker_results"_s);
        QVERIFY(m_running->waitFor([results] { return results->topLevelItemCount() > 0; }));
        results->setCurrentItem(results->topLevelItem(0));
        auto *ok = picker->findChild<QPushButton *>(u"picker_ok"_s);
        QVERIFY(m_running->waitFor([ok] { return ok->isEnabled(); }));
        QTest::mouseClick(ok, Qt::LeftButton);
    }
    [[nodiscard]] QByteArray use(const QString &user, const QString &command,
                                 const QString &share = u"sheet"_s) const
    {
        const CommandResult result =
            runCommand(u"smbclient"_s, {u"//fs1.lab.example/"_s + share, u"-U"_s,
                                        u"LAB\\"_s + user + u'%' + m_lab.password(), u"-c"_s, command});
        return result.output + result.errors;
    }
    [[nodiscard]] bool may(const QString &user, const QString &command,
                           const QString &share = u"sheet"_s) const
    {
        return !use(user, command, share).contains("NT_STATUS");
    }
    [[nodiscard]] QByteArray smbcacls(const QString &path) const
    {
        return runCommand(u"smbcacls"_s, {u"//fs1.lab.example/sheet"_s, path, u"-U"_s,
                                          u"LAB\\Administrator%"_s + m_lab.password()})
            .output;
    }
    void onServer(const QString &command) const
    {
        QVERIFY(m_lab.exec(u"fs1"_s, {u"sh"_s, u"-c"_s, command}).ok());
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}}};
    OwnSettings m_settings;
    std::unique_ptr<RunningClient> m_running;
    QWidget *m_sheet = nullptr;
};

void TestShareSheet::initTestCase()
{
    QVERIFY(m_smcd.start());
    cleanupTestCase();
    onServer(u"net conf addshare sheet /srv/sheet writeable=y guest_ok=n 'Sheet'"_s);
}

void TestShareSheet::cleanupTestCase()
{
    for (const QString &share : {u"sheet"_s, u"home"_s, u"group"_s, u"dropbox"_s, u"archive"_s, u"browsed"_s})
        m_lab.exec(u"fs1"_s, {u"net"_s, u"conf"_s, u"delshare"_s, share});
    m_lab.exec(u"fs1"_s, {u"sh"_s, u"-c"_s, u"rm -rf /srv/sheet /srv/home /srv/made"_s});
}

void TestShareSheet::init()
{
    // Anew, so that no test finds the lists of another.
    onServer(u"rm -rf /srv/sheet && mkdir -p /srv/sheet/a && chmod 0777 /srv/sheet /srv/sheet/a"_s);
    m_lab.exec(u"fs1"_s, {u"sharesec"_s, u"sheet"_s, u"-D"_s});
    m_lab.exec(u"fs1"_s, {u"pkill"_s, u"rpcd_classic"_s}); // it opens the lists of shares as who comes first
    signIn(u"Administrator"_s);
}

void TestShareSheet::cleanup()
{
    m_sheet = nullptr;
    m_running.reset();
}

void TestShareSheet::aFolderIsGivenToSomebodyAndTakenBack()
{
    openFolderList();
    click(u"field_acl_add"_s);
    pick(u"helen"_s);
    QVERIFY(m_running->waitFor([this] { return !entry(u"helen"_s).isEmpty(); }));
    QVERIFY(entry(u"helen"_s).startsWith(u"Allow Read this folder, subfolders, files"));
    in<QComboBox>(u"access_word"_s)->setCurrentIndex(1);
    QVERIFY(entry(u"helen"_s).startsWith(u"Allow Change"));
    QVERIFY(in<QCheckBox>(u"access_right_write"_s)->isChecked());
    QVERIFY(!in<QCheckBox>(u"access_right_take-ownership"_s)->isChecked());
    // A single right makes it a special one, and back.
    in<QCheckBox>(u"access_right_delete"_s)->click();
    QVERIFY(entry(u"helen"_s).startsWith(u"Allow Special"));
    in<QCheckBox>(u"access_right_delete"_s)->click();
    QVERIFY(entry(u"helen"_s).startsWith(u"Allow Change"));
    QCOMPARE(in<QPushButton>(u"sheet_apply"_s)->text(), u"&Apply (1)"_s);
    picture(m_sheet, u"share-permissions"_s);
    QVERIFY(!smbcacls(u"/"_s).contains("LAB\\helen"));
    QVERIFY(apply());
    QVERIFY2(smbcacls(u"/"_s).contains("ACL:LAB\\helen:ALLOWED/OI|CI/RWXD"), smbcacls(u"/"_s).constData());
    QCOMPARE(entry(u"LAB\\helen"_s), u"Allow Change this folder, subfolders, files here"_s);
    m_running->action(u"actionUndo"_s)->trigger();
    QVERIFY(m_running->waitFor([this] { return !smbcacls(u"/"_s).contains("LAB\\helen"); }));
}

void TestShareSheet::whoIsDeniedIsKeptOut()
{
    QVERIFY(may(u"bob"_s, u"ls"_s));
    openFolderList();
    click(u"field_acl_add"_s);
    pick(u"bob"_s);
    QVERIFY(m_running->waitFor([this] { return !entry(u"bob"_s).isEmpty(); }));
    in<QComboBox>(u"access_type"_s)->setCurrentIndex(1);
    in<QComboBox>(u"access_word"_s)->setCurrentIndex(0);
    QVERIFY(apply());
    QVERIFY(!may(u"bob"_s, u"ls"_s));
    QVERIFY(may(u"helen"_s, u"ls"_s));
    QVERIFY(entry(u"LAB\\bob"_s).startsWith(u"Deny Full control"));
    // And the list of the share itself.
    QVERIFY(choose(u"LAB\\bob"_s));
    click(u"field_acl_remove"_s);
    in<QComboBox>(u"field_acl_place"_s)->setCurrentIndex(0);
    QVERIFY(m_running->waitFor([this] { return !entry(u"Everyone"_s).isEmpty(); }));
    QVERIFY(choose(u"Everyone"_s));
    in<QComboBox>(u"access_word"_s)->setCurrentIndex(2);
    QCOMPARE(in<QPushButton>(u"sheet_apply"_s)->text(), u"&Apply (1)"_s); // one field, two lists
    QVERIFY(apply());
    QVERIFY(may(u"bob"_s, u"ls"_s));
    QVERIFY(!may(u"bob"_s, u"mkdir his"_s));
}

void TestShareSheet::inheritanceIsShownAndEnded()
{
    openFolderList();
    click(u"field_acl_add"_s);
    pick(u"helen"_s);
    QVERIFY(m_running->waitFor([this] { return !entry(u"helen"_s).isEmpty(); }));
    QVERIFY(apply());
    QVERIFY(may(u"alice"_s, u"mkdir below"_s));
    click(u"field_acl_browse"_s);
    auto *dialog = m_sheet->findChild<QDialog *>(u"folder_dialog"_s);
    QVERIFY(dialog);
    auto *folders = dialog->findChild<QTreeWidget *>(u"folders"_s);
    QVERIFY(m_running->waitFor([folders] { return folders->topLevelItem(0)->childCount() == 2; }));
    folders->setCurrentItem(folders->topLevelItem(0)->child(1));
    QCOMPARE(dialog->findChild<QLabel *>(u"folder_path"_s)->text(), u"/below"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"folder_ok"_s), Qt::LeftButton);
    QVERIFY(m_running->waitFor([this] { return entry(u"LAB\\helen"_s).endsWith(u"above"); }));
    QVERIFY(choose(u"LAB\\helen"_s));
    QVERIFY(!in<QPushButton>(u"field_acl_remove"_s)->isEnabled()); // it is not this folder's
    QVERIFY(!in<QComboBox>(u"access_word"_s)->isEnabled());
    in<QCheckBox>(u"field_acl_inherits"_s)->click();
    QVERIFY(entry(u"LAB\\helen"_s).endsWith(u"here"));
    QVERIFY(choose(u"LAB\\helen"_s));
    click(u"field_acl_remove"_s);
    QVERIFY(apply());
    QVERIFY2(smbcacls(u"below"_s).contains("DP"), smbcacls(u"below"_s).constData()); // SE_DACL_PROTECTED
    QVERIFY(!smbcacls(u"below"_s).contains("LAB\\helen"));
    QVERIFY(!in<QCheckBox>(u"field_acl_inherits"_s)->isChecked());
}

void TestShareSheet::aListIsBackedUpAndRestored()
{
    openFolderList();
    click(u"field_acl_add"_s);
    pick(u"helen"_s);
    QVERIFY(m_running->waitFor([this] { return !entry(u"helen"_s).isEmpty(); }));
    QVERIFY(apply());
    const QByteArray before = smbcacls(u"/"_s);
    m_running->dialogs.fileName = m_settings.path(u"sheet.sddl"_s);
    click(u"field_acl_backup"_s);
    QVERIFY(m_running->waitFor([this] { return QFile::exists(m_running->dialogs.fileName); }));
    QVERIFY(choose(u"LAB\\helen"_s));
    click(u"field_acl_remove"_s);
    QVERIFY(apply());
    QVERIFY(smbcacls(u"/"_s) != before);
    click(u"field_acl_restore"_s);
    // It is shown, and written by Apply.
    QVERIFY(m_running->waitFor([this] { return !entry(u"LAB\\helen"_s).isEmpty(); }));
    QVERIFY(smbcacls(u"/"_s) != before);
    QVERIFY(apply());
    QCOMPARE(smbcacls(u"/"_s), before);
    // What is no list is said.
    QFile file(m_running->dialogs.fileName);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Dear all,\n");
    file.close();
    click(u"field_acl_restore"_s);
    auto *note = in<QLabel>(u"field_acl_note"_s);
    QVERIFY(m_running->waitFor([note] { return note->isVisible() && !note->text().isEmpty(); }));
    QCOMPARE(in<QPushButton>(u"sheet_apply"_s)->text(), u"&Apply"_s);
}

void TestShareSheet::effectiveAccessIsTold()
{
    openFolderList();
    click(u"field_acl_effective"_s);
    pick(u"bob"_s);
    QVERIFY(m_running->waitFor([] { return shown(u"effective_access"_s); }));
    auto *dialog = shown(u"effective_access"_s);
    auto *rights = dialog->findChild<QTreeWidget *>(u"effective_rights"_s);
    QVERIFY(m_running->waitFor([rights] { return rights->topLevelItemCount() > 0; }));
    const QString words = dialog->findChild<QLabel *>(u"effective_words"_s)->text();
    QVERIFY2(words.startsWith(u"Bob Baker in sheet: Full control."), qUtf8Printable(words));
    QCOMPARE(rights->topLevelItem(0)->text(1), u"✓ yes"_s);
    picture(dialog, u"effective-access"_s);
    dialog->close();
}

void TestShareSheet::onlyRootSeesTheListOfAShare()
{
    signIn(u"alice"_s);
    openPermissions();
    auto *note = in<QLabel>(u"field_acl_note"_s);
    QVERIFY(m_running->waitFor([note] { return note->text().contains(u"username map"); }));
    QVERIFY(!in<QPushButton>(u"field_acl_add"_s)->isEnabled());
    in<QComboBox>(u"field_acl_place"_s)->setCurrentIndex(1); // folders need nothing of the kind
    QVERIFY(m_running->waitFor([this] { return list()->topLevelItemCount() > 0; }));
    QVERIFY(in<QPushButton>(u"field_acl_add"_s)->isEnabled());
}

void TestShareSheet::aListThatSomebodyElseChangedIsNotOverwritten()
{
    openFolderList();
    QVERIFY(runCommand(u"smbcacls"_s, {u"//fs1.lab.example/sheet"_s, u"/"_s, u"-U"_s,
                                       u"LAB\\Administrator%"_s + m_lab.password(), u"--add"_s,
                                       u"ACL:LAB\\bob:ALLOWED/0x0/READ"_s})
                .ok());
    click(u"field_acl_add"_s);
    pick(u"helen"_s);
    QVERIFY(m_running->waitFor([this] { return !entry(u"helen"_s).isEmpty(); }));
    click(u"sheet_apply"_s);
    auto *error = in<QLabel>(u"error_acl"_s);
    QVERIFY(m_running->waitFor([error] { return error->text().contains(u"meantime"); }));
    QVERIFY(!smbcacls(u"/"_s).contains("LAB\\helen"));
    click(u"field_acl_again"_s);
    QVERIFY(m_running->waitFor([this] { return !entry(u"LAB\\bob"_s).isEmpty(); }));
    QVERIFY(entry(u"helen"_s).isEmpty());
}

void TestShareSheet::aQuotaIsSetAndTakenBack()
{
    Quotas server(m_lab);
    QVERIFY(server.switchOn());
    openSheet(u"page_quotas"_s);
    // Until the server has taken over what was changed in its registry.
    QVERIFY(m_running->waitFor([this] {
        if (quota(u"Everybody else"_s) == u", no limit, no limit")
            return true;
        if (!in<QLabel>(u"field_quotas_note"_s)->text().startsWith(u"Reading"))
            click(u"field_quotas_again"_s);
        return false;
    }));
    QCOMPARE(in<QLabel>(u"field_quotas_note"_s)->text(), u"Nobody gets above his limit."_s);
    click(u"field_quotas_add"_s);
    pick(u"helen"_s);
    QVERIFY(m_running->waitFor([this] { return !quota(u"LAB\\helen"_s).isEmpty(); }));
    QCOMPARE(quota(u"LAB\\helen"_s), u"5.00 KiB, no limit, no limit"_s);
    auto *soft = in<QLineEdit>(u"field_quotas_soft"_s);
    auto *hard = in<QLineEdit>(u"field_quotas_hard"_s);
    QTest::keyClicks(soft, u"3 MiB"_s);
    QTest::keyClicks(hard, u"2 MiB"_s);
    click(u"sheet_apply"_s);
    QVERIFY(in<QLabel>(u"error_quotas"_s)->text().contains(u"LAB\\helen would be warned above"));
    QVERIFY(server.kept(u"helen"_s).isEmpty());
    soft->clear();
    QTest::keyClicks(soft, u"1 MiB"_s);
    QCOMPARE(quota(u"LAB\\helen"_s), u"5.00 KiB, 1.00 MiB, 2.00 MiB"_s);
    click(u"sheet_apply"_s);
    QVERIFY(m_running->waitFor([&] { return server.kept(u"helen"_s) == "1024 2048"; }));
    // She is listed now, what is typed is what the server has, and it can be changed again.
    QVERIFY(hasQuota(u"LAB\\helen"_s, u"5.00 KiB, 1.00 MiB, 2.00 MiB"_s));
    soft->clear();
    QTest::keyClicks(soft, u"512 KiB"_s);
    click(u"sheet_apply"_s);
    QVERIFY(m_running->waitFor([&] { return server.kept(u"helen"_s) == "512 2048"; }));
    QVERIFY(hasQuota(u"LAB\\helen"_s, u"5.00 KiB, 512.00 KiB, 2.00 MiB"_s));
    m_running->action(u"actionUndo"_s)->trigger();
    QVERIFY(m_running->waitFor([&] { return server.kept(u"helen"_s) == "1024 2048"; }));
    QVERIFY(hasQuota(u"LAB\\helen"_s, u"5.00 KiB, 1.00 MiB, 2.00 MiB"_s));
    // So can the limits of everybody else.
    auto *accounts = in<QTreeWidget>(u"field_quotas_list"_s);
    accounts->setCurrentItem(accounts->findItems(u"Everybody else"_s, Qt::MatchExactly).constFirst());
    QVERIFY(hasQuota(u"Everybody else"_s, u", no limit, no limit"_s));
    QTest::keyClicks(hard, u"3 MiB"_s);
    // Who is listed already is chosen when picked, and what is typed stays.
    click(u"field_quotas_add"_s);
    pick(u"helen"_s);
    QVERIFY(m_running->waitFor([&] { return accounts->currentItem()->text(0) == u"LAB\\helen"; }));
    QCOMPARE(hard->text(), u"2 MiB"_s);
    QCOMPARE(quota(u"Everybody else"_s), u", no limit, 3.00 MiB"_s);
    click(u"sheet_apply"_s);
    QVERIFY(hasQuota(u"Everybody else"_s, u", no limit, 3.00 MiB"_s));
    m_running->action(u"actionUndo"_s)->trigger();
    QVERIFY(hasQuota(u"Everybody else"_s, u", no limit, no limit"_s));
}

void TestShareSheet::aServerWithoutQuotasSaysSo()
{
    openSheet(u"page_quotas"_s);
    QVERIFY(m_running->waitFor([this] {
        const QString said = in<QLabel>(u"field_quotas_note"_s)->text();
        if (said.contains(u"has no quotas for the file system below sheet"))
            return true;
        if (!said.startsWith(u"Reading")) // the former test's are about to go
            click(u"field_quotas_again"_s);
        return false;
    }));
    QVERIFY(!in<QPushButton>(u"field_quotas_add"_s)->isEnabled());
}

void TestShareSheet::parametersAreExplained()
{
    openPermissions();
    auto *mask = in<QLineEdit>(u"field_create-mask"_s);
    QVERIFY(m_running->waitFor([mask] { return !mask->whatsThis().isEmpty(); }));
    QVERIFY(mask->whatsThis().contains(u"UNIX"));
    QCOMPARE(mask->placeholderText(), u"0744"_s);
    QVERIFY(in<QToolButton>(u"help_create-mask"_s));
    auto *readOnly = in<QComboBox>(u"field_read-only"_s);
    QCOMPARE(readOnly->itemText(0), u"As usual: Yes"_s);
    QCOMPARE(readOnly->currentText(), u"No"_s);
}

void TestShareSheet::aPathIsChosenAmongFolders()
{
    m_running->action(u"actionCreate_share-new"_s)->trigger();
    QVERIFY(m_running->waitFor([] { return shown(u"create_share-new"_s); }));
    m_sheet = shown(u"create_share-new"_s);
    in<QLineEdit>(u"field_server"_s)->setText(u"fs1"_s);
    in<QLineEdit>(u"field_name"_s)->setText(u"browsed"_s);
    click(u"field_path_browse"_s);
    QVERIFY(m_running->waitFor([] { return shown(u"folder_dialog"_s); }));
    auto *dialog = m_sheet->findChild<QDialog *>(u"folder_dialog"_s);
    auto *folders = dialog->findChild<QTreeWidget *>(u"folders"_s);
    QTreeWidgetItem *share = nullptr;
    for (int i = 0; i < folders->topLevelItemCount(); ++i) {
        if (folders->topLevelItem(i)->text(0).startsWith(u"/srv/sheet "))
            share = folders->topLevelItem(i);
    }
    QVERIFY(share);
    share->setExpanded(true);
    QVERIFY(m_running->waitFor([share] { return share->childCount() > 0; }));
    folders->setCurrentItem(share->child(0));
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"folder_ok"_s), Qt::LeftButton);
    QCOMPARE(in<QLineEdit>(u"field_path"_s)->text(), u"/srv/sheet/a"_s);
    click(u"create_ok"_s);
    QVERIFY(m_running->waitFor([this] { return m_running->row(u"browsed"_s).isValid(); }));
    QVERIFY(may(u"alice"_s, u"ls"_s, u"browsed"_s));
}

void TestShareSheet::templatesWork_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("path");
    QTest::newRow("home") << u"Home folders"_s << QString();
    QTest::newRow("group") << u"Group share"_s << u"/srv/made/group"_s;
    QTest::newRow("dropbox") << u"Drop box"_s << u"/srv/made/dropbox"_s;
    QTest::newRow("archive") << u"Archive"_s << u"/srv/made/archive"_s;
}

void TestShareSheet::templatesWork()
{
    QFETCH(const QString, title);
    QFETCH(const QString, path);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    onServer(u"mkdir -p /srv/made /srv/home/bob /srv/home/helen && "
             "chown 'LAB\\bob' /srv/home/bob && chown 'LAB\\helen' /srv/home/helen && "
             "chmod 0700 /srv/home/* && mkdir -p -m 0777 /srv/made/dropbox /srv/made/archive && "
             "chown 'LAB\\helen' /srv/made/dropbox && mkdir -p /srv/made/group && "
             "chgrp 'LAB\\sales team' /srv/made/group && chmod 2770 /srv/made/group"_s);
    m_running->action(u"actionCreate_share-new"_s)->trigger();
    QVERIFY(m_running->waitFor([] { return shown(u"create_share-new"_s); }));
    m_sheet = shown(u"create_share-new"_s);
    auto *offered = in<QComboBox>(u"create_template"_s);
    offered->setCurrentIndex(offered->findText(title));
    QVERIFY(in<QLabel>(u"create_template_words"_s)
                ->text()
                .contains(name == u"archive" ? u"worm refuses" : u"acl_xattr keeps"));
    in<QLineEdit>(u"field_server"_s)->setText(u"fs1"_s);
    if (name != u"home") {
        in<QLineEdit>(u"field_name"_s)->setText(name);
        in<QLineEdit>(u"field_path"_s)->setText(path);
    }
    if (name == u"group")
        in<QLineEdit>(u"field_valid-users"_s)->setText(u"@\"LAB\\Sales Team\""_s);
    if (name == u"archive") {
        // An hour is too long for a test.
        auto *options = in<QListWidget>(u"field_parametric"_s);
        QCOMPARE(options->item(0)->text(), u"worm:grace_period = 3600"_s);
        options->item(0)->setText(u"worm:grace_period = 1"_s);
    }
    picture(m_sheet, u"template-"_s + name);
    click(u"create_ok"_s);
    QVERIFY(m_running->waitFor([&] { return m_running->row(name).isValid(); }));
    const QString put = u"put /etc/hostname "_s;
    if (name == u"home") {
        QVERIFY2(may(u"bob"_s, put + u"mine.txt"_s, name),
                 use(u"bob"_s, put + u"mine.txt"_s, name).constData());
        QVERIFY(use(u"bob"_s, u"ls"_s, name).contains("mine.txt"));
        QVERIFY(!use(u"helen"_s, u"ls"_s, name).contains("mine.txt")); // she is in her own
        QVERIFY(may(u"bob"_s, u"rm mine.txt"_s, name));
        QVERIFY(use(u"bob"_s, u"ls .deleted\\*"_s, name).contains("mine.txt"));
    } else if (name == u"group") {
        QVERIFY2(may(u"bob"_s, put + u"ours.txt"_s, name),
                 use(u"bob"_s, put + u"ours.txt"_s, name).constData());
        QVERIFY(!may(u"helen"_s, u"ls"_s, name)); // she is not of the group
    } else if (name == u"dropbox") {
        QVERIFY2(may(u"bob"_s, put + u"work.txt"_s, name),
                 use(u"bob"_s, put + u"work.txt"_s, name).constData());
        QVERIFY(!use(u"alice"_s, u"ls"_s, name).contains("work.txt"));
        QVERIFY(!may(u"bob"_s, u"get work.txt /dev/null"_s, name));
        QVERIFY2(may(u"helen"_s, u"get work.txt /dev/null"_s, name),
                 use(u"helen"_s, u"get work.txt /dev/null"_s, name).constData());
    } else {
        QVERIFY(may(u"bob"_s, put + u"kept.txt"_s, name));
        QTRY_VERIFY_WITH_TIMEOUT(
            m_lab
                .exec(u"fs1"_s, {u"sh"_s, u"-c"_s,
                                 u"test $(($(date +%s) - $(stat -c %Z /srv/made/archive/kept.txt))) -gt 1"_s})
                .ok(),
            20000);
        QVERIFY(!may(u"bob"_s, u"rm kept.txt"_s, name));
        QVERIFY(!may(u"bob"_s, put + u"kept.txt"_s, name));
        QVERIFY(use(u"bob"_s, u"ls"_s, name).contains("kept.txt"));
    }
}

QTEST_MAIN(TestShareSheet)
#include "test_share_sheet.moc"
