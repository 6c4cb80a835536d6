// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/logon_hours.h"
#include "app/render/password_dialog.h"
#include "app/render/picker.h"
#include "app/render/sheet.h"
#include "tests/gui/sheet_context.h"
#include "tests/lab/lab.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QImage>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QUrlQuery>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// Property sheets, create dialogs and the password dialog against the real service; ldapsearch and the KDC
/// are the witnesses.
class TestSheet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();
    void titleIsChangedAndUndone();
    void oneSheetPerObject();
    void twoErrorsAtOnce();
    void errorOfTheDirectoryIsBesideItsField();
    void conflictIsResolvedByChoice();
    void changesOfDifferentFieldsMerge();
    void lockIsTakenOff();
    void photoIsMadeSmallAndStored();
    void groupIsJoinedByPicker();
    void membersOfAGroup();
    void pickerOffersOnlyWhatFits();
    void whatIsDoneIsNotDoneAgain();
    void countryIsChosenByItsName();
    void signInHoursAreKept();
    void primaryGroupIsChosenAmongOnesGroups();
    void everyAttributeCanBeSeenAndChanged();
    void userIsCreated();
    void takenAccountIsRefused();
    void passwordIsReset();
    void weakPasswordIsExplained();
    void unsavedChangesAreAskedAbout();
    void readerSeesAndChangesNothing();

private:
    bool isFollowed(const QString &account, const QString &resource = u"identity/users"_s);
    QWidget *openSheet(const QString &form, const QString &resource, const QString &id);
    template<typename T>
    static T *child(QWidget *window, const QString &name)
    {
        auto *found = window->findChild<T *>(name);
        if (!found)
            qWarning("there is no %s in %s", qPrintable(name), qPrintable(window->objectName()));
        return found;
    }
    static void type(QWidget *window, const QString &name, const QString &text)
    {
        auto *edit = child<QLineEdit>(window, name);
        edit->selectAll();
        // Key events of a test know ASCII alone; the rest comes as an input method brings it.
        if (std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; }))
            QTest::keyClicks(edit, text);
        else
            edit->insert(text);
    }
    [[nodiscard]] QString attribute(const QString &account, const QString &name) const
    {
        const auto entries = m_lab.ldapSearch(u"(sAMAccountName=%1)"_s.arg(account), {name});
        return entries.isEmpty() ? QString() : entries.first().first(name);
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd;
    std::unique_ptr<SheetContext> m_context;
    QString m_unit;
};

void TestSheet::initTestCase()
{
    QVERIFY(m_smcd.start());
}

void TestSheet::cleanupTestCase()
{
    m_context.reset();
    QCOMPARE(m_smcd.stop(), 0);
}

void TestSheet::init()
{
    m_unit = m_lab.freshUnit(u"Sheets"_s);
    m_lab.createUser(u"sheet1"_s, m_unit, "title: Clerk\ndepartment: Sales\ngivenName: Jo\nsn: Sheet\n");
    m_context = std::make_unique<SheetContext>();
    QCOMPARE(m_context->signIn(m_smcd, m_lab.realm(), m_lab.admin(), m_lab.password()), QString());
    QVERIFY(isFollowed(u"sheet1"_s));
}

/// The test before had an account of the same name, which the service may still hold in its cache.
bool TestSheet::isFollowed(const QString &account, const QString &resource)
{
    bool same = false;
    bool asked = false;
    QString cached;
    QUrlQuery fresh;
    wire::addQuery(fresh, u"fresh"_s, u"1"_s);
    QUrlQuery inCache; // a list that does not ask for `fresh` comes from the cache alone
    wire::addQuery(inCache, u"filter"_s, u"(sAMAccountName=%1)"_s.arg(account));
    wire::addQuery(inCache, u"fields"_s, u"objectGUID"_s);
    const QString path = wire::restPath(resource, account);
    const auto ask = [&] {
        asked = true;
        m_context->source().get(
            wire::restPath(resource), inCache, m_context.get(), [&](const Result<data::Answer> &answer) {
                cached = answer ? answer->json()[u"items"_s][0][u"objectGUID"_s][0].toString() : QString();
                m_context->source().get(path, fresh, m_context.get(), [&](const Result<data::Answer> &now) {
                    same = now && !cached.isEmpty() &&
                           now->json()[u"objectGUID"_s].toArray().first().toString() == cached;
                    asked = false;
                });
            });
    };
    return QTest::qWaitFor(
        [&] {
            if (!same && !asked)
                ask();
            return same && !asked;
        },
        20000);
}

void TestSheet::cleanup()
{
    if (QTest::currentTestFailed()) {
        for (const auto &message : m_context->messages)
            qInfo("said: %s", qPrintable(message.text));
        const auto open = QApplication::topLevelWidgets();
        for (const auto *one : open) {
            for (const auto *label : one->findChildren<QLabel *>(u"banner_text"_s))
                qInfo("%s: %s", qPrintable(one->objectName()), qPrintable(label->text()));
        }
    }
    closeWindows();
    m_context.reset();
}

QWidget *TestSheet::openSheet(const QString &form, const QString &resource, const QString &id)
{
    render::openSheet(*m_context, form, resource, id);
    auto *sheet = window(u"sheet_"_s + form);
    // Read, when the heading names the object.
    const bool read =
        sheet &&
        QTest::qWaitFor([&] { return !child<QLabel>(sheet, u"heading"_s)->text().isEmpty(); }, 10000);
    return read ? sheet : nullptr;
}

void TestSheet::titleIsChangedAndUndone()
{
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    auto *apply = child<QPushButton>(sheet, u"sheet_apply"_s);
    auto *title = child<QLineEdit>(sheet, u"field_title"_s);
    QCOMPARE(title->text(), u"Clerk"_s);
    QVERIFY(!apply->isEnabled());
    type(sheet, u"field_title"_s, u"Director"_s);
    type(sheet, u"field_telephoneNumber"_s, u"+49 30 1234"_s);
    QCOMPARE(apply->text(), u"&Apply (2)"_s);
    QVERIFY(sheet->windowTitle().startsWith(u"●"_s));
    child<QTabWidget>(sheet, u"pages"_s)->setCurrentWidget(child<QWidget>(sheet, u"page_organization"_s));
    QVERIFY(child<QWidget>(sheet, u"mark_title"_s)->isVisible());
    QVERIFY(!child<QWidget>(sheet, u"mark_department"_s)->isVisible());
    picture(sheet, u"sheet-changed"_s);
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"Job title"_s), 10000);
    QCOMPARE(attribute(u"sheet1"_s, u"title"_s), u"Director"_s);
    QCOMPARE(attribute(u"sheet1"_s, u"telephoneNumber"_s), u"+49 30 1234"_s);
    QTRY_COMPARE_WITH_TIMEOUT(apply->text(), u"&Apply"_s, 10000);

    QVERIFY(m_context->messages.last().undo);
    m_context->messages.last().undo();
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"taken back"_s), 10000);
    QCOMPARE(attribute(u"sheet1"_s, u"title"_s), u"Clerk"_s);
    QCOMPARE(attribute(u"sheet1"_s, u"telephoneNumber"_s), QString());
    QTRY_COMPARE_WITH_TIMEOUT(title->text(), u"Clerk"_s, 10000);
}

void TestSheet::oneSheetPerObject()
{
    auto *first = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(first);
    render::openSheet(*m_context, u"user"_s, u"identity/users"_s, u"CN=sheet1,"_s + m_unit);
    render::openSheet(*m_context, u"user"_s, u"identity/users"_s, u"sheet1"_s);
    int sheets = 0;
    const auto windows = QApplication::topLevelWidgets();
    for (const auto *one : windows)
        sheets += one->objectName() == "sheet_user"_L1 ? 1 : 0;
    QCOMPARE(sheets, 1);
}

void TestSheet::twoErrorsAtOnce()
{
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    type(sheet, u"field_mail"_s, u"no address"_s);
    type(sheet, u"field_profilePath"_s, u"d"_s);
    QTest::keyClick(sheet, Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!child<QLabel>(sheet, u"error_mail"_s)->text().isEmpty());
    QVERIFY(child<QLabel>(sheet, u"error_profilePath"_s)->text().contains(u"A path begins with"_s));
    QVERIFY(child<QLabel>(sheet, u"error_mail"_s)->isVisible());
    auto *tabs = child<QTabWidget>(sheet, u"pages"_s);
    QVERIFY(!tabs->tabIcon(0).isNull());
    QVERIFY(!tabs->tabIcon(3).isNull());
    QVERIFY(tabs->tabIcon(2).isNull());
    picture(sheet, u"sheet-errors"_s);
    // Mended is mended, without asking again.
    type(sheet, u"field_profilePath"_s, u"\\\\fs1\\profiles"_s);
    QVERIFY(child<QLabel>(sheet, u"error_profilePath"_s)->text().isEmpty());
    QVERIFY(tabs->tabIcon(3).isNull());
    QVERIFY(!tabs->tabIcon(0).isNull());
    QCOMPARE(attribute(u"sheet1"_s, u"mail"_s), QString());
}

void TestSheet::errorOfTheDirectoryIsBesideItsField()
{
    m_lab.createUser(u"sheet2"_s, m_unit);
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    type(sheet, u"field_sAMAccountName"_s, u"sheet2"_s);
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_apply"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!child<QLabel>(sheet, u"error_sAMAccountName"_s)->text().isEmpty(), 10000);
    // What was typed stays to be mended.
    QCOMPARE(child<QLineEdit>(sheet, u"field_sAMAccountName"_s)->text(), u"sheet2"_s);
}

void TestSheet::conflictIsResolvedByChoice()
{
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    QVERIFY(m_lab.ldapModify("dn: CN=sheet1," + m_unit.toUtf8() +
                             "\nchangetype: modify\nreplace: title\ntitle: Theirs\n-\nreplace: "
                             "department\ndepartment: Their own\n"));
    type(sheet, u"field_title"_s, u"Mine"_s);
    type(sheet, u"field_department"_s, u"My own"_s);
    type(sheet, u"field_company"_s, u"Example"_s);
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_apply"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window<QDialog>(u"conflict"_s), 10000);
    auto *conflict = window<QDialog>(u"conflict"_s);
    picture(conflict, u"conflict"_s);
    QCOMPARE(attribute(u"sheet1"_s, u"title"_s), u"Theirs"_s);
    QVERIFY(!conflict->findChild<QRadioButton *>(u"conflict_company_mine"_s));
    child<QRadioButton>(conflict, u"conflict_department_theirs"_s)->click();
    QCOMPARE(child<QRadioButton>(conflict, u"conflict_title_theirs"_s)->text(), u"Theirs"_s);
    QTest::mouseClick(child<QPushButton>(conflict, u"conflict_apply"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(attribute(u"sheet1"_s, u"title"_s), u"Mine"_s, 10000);
    QCOMPARE(attribute(u"sheet1"_s, u"department"_s), u"Their own"_s);
    QCOMPARE(attribute(u"sheet1"_s, u"company"_s), u"Example"_s);
}

void TestSheet::changesOfDifferentFieldsMerge()
{
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    QVERIFY(m_lab.ldapModify("dn: CN=sheet1," + m_unit.toUtf8() +
                             "\nchangetype: modify\nreplace: department\ndepartment: Theirs\n"));
    type(sheet, u"field_title"_s, u"Mine"_s);
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_apply"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(attribute(u"sheet1"_s, u"title"_s), u"Mine"_s, 10000);
    QCOMPARE(attribute(u"sheet1"_s, u"department"_s), u"Theirs"_s);
    QTRY_COMPARE_WITH_TIMEOUT(child<QLineEdit>(sheet, u"field_department"_s)->text(), u"Theirs"_s, 10000);
}

void TestSheet::lockIsTakenOff()
{
    m_lab.failLogins(u"sheet1"_s, 5);
    QVERIFY(!m_lab.canLogIn(u"sheet1"_s));
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    child<QTabWidget>(sheet, u"pages"_s)->setCurrentWidget(child<QWidget>(sheet, u"page_account"_s));
    auto *locked = child<QCheckBox>(sheet, u"field_lockoutTime"_s);
    QVERIFY(locked->isChecked());
    picture(sheet, u"sheet-account"_s);
    locked->click();
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_apply"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"locked out"_s), 10000);
    QVERIFY(m_lab.canLogIn(u"sheet1"_s));
    // A lock can't be put back on, so nobody offers to.
    QVERIFY(!m_context->messages.last().undo);
}

void TestSheet::photoIsMadeSmallAndStored()
{
    QTemporaryDir directory;
    QImage image(1200, 900, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    m_context->planned.fileName = directory.filePath(u"jo.png"_s);
    QVERIFY(image.save(m_context->planned.fileName));
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    auto *apply = child<QPushButton>(sheet, u"sheet_apply"_s);
    QTest::mouseClick(child<QPushButton>(sheet, u"field_thumbnailPhoto_load"_s), Qt::LeftButton);
    QTRY_COMPARE(apply->text(), u"&Apply (1)"_s);
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"Photo"_s), 10000);
    const auto stored = m_lab.ldapSearch(u"(sAMAccountName=sheet1)"_s, {u"thumbnailPhoto"_s}).first();
    const QByteArray bytes = stored.attributes.value(u"thumbnailPhoto"_s).value(0);
    QVERIFY(bytes.size() > 0 && bytes.size() <= 102400);
    QCOMPARE(QImage::fromData(bytes, "JPEG").size(), QSize(648, 486));
}

void TestSheet::groupIsJoinedByPicker()
{
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    child<QTabWidget>(sheet, u"pages"_s)->setCurrentWidget(child<QWidget>(sheet, u"page_member-of"_s));
    auto *list = child<QTreeWidget>(sheet, u"field_memberOf"_s);
    // The primary group is there, too, and can't be taken out.
    QTRY_VERIFY_WITH_TIMEOUT(!list->findItems(u"Domain Users"_s, Qt::MatchExactly).isEmpty(), 10000);
    QTRY_VERIFY(child<QPushButton>(sheet, u"field_memberOf_add"_s)->isVisible());
    QTest::mouseClick(child<QPushButton>(sheet, u"field_memberOf_add"_s), Qt::LeftButton);
    auto *picker = sheet->findChild<QDialog *>(u"picker"_s);
    QVERIFY(picker);
    type(picker, u"picker_edit"_s, u"Sales Team; Engineers"_s);
    QTest::mouseClick(child<QPushButton>(picker, u"picker_check"_s), Qt::LeftButton);
    auto *chosen = child<QTreeWidget>(picker, u"picker_chosen"_s);
    QTRY_COMPARE_WITH_TIMEOUT(chosen->topLevelItemCount(), 2, 10000);
    QVERIFY(child<QLineEdit>(picker, u"picker_edit"_s)->text().isEmpty());
    picture(picker, u"picker"_s);
    QTest::mouseClick(child<QPushButton>(picker, u"picker_ok"_s), Qt::LeftButton);
    QTRY_VERIFY(!list->findItems(u"+ Sales Team"_s, Qt::MatchExactly).isEmpty());
    picture(sheet, u"sheet-member-of"_s);
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_apply"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"Engineers"_s), 10000);
    QCOMPARE(m_context->jobs.size(), 1); // both at once
    const auto entry = m_lab.ldapSearch(u"(sAMAccountName=sheet1)"_s, {u"memberOf"_s}).first();
    QCOMPARE(entry.attributes.value(u"memberOf"_s).size(), 2);
    QVERIFY(m_context->messages.last().undo);
    m_context->messages.last().undo();
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"taken back"_s), 10000);
    QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=sheet1)"_s, {u"memberOf"_s}).first().attributes.isEmpty());
}

void TestSheet::membersOfAGroup()
{
    QVERIFY(m_lab.ldapModify(
        "dn: CN=sheetgroup," + m_unit.toUtf8() +
        "\nchangetype: add\nobjectClass: group\nsAMAccountName: sheetgroup\nmember: CN=sheet1," +
        m_unit.toUtf8() + "\n"));
    auto *sheet = openSheet(u"group"_s, u"identity/groups"_s, u"sheetgroup"_s);
    QVERIFY(sheet);
    child<QTabWidget>(sheet, u"pages"_s)->setCurrentWidget(child<QWidget>(sheet, u"page_members"_s));
    auto *list = child<QTreeWidget>(sheet, u"field_member"_s);
    QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 1, 10000);
    list->topLevelItem(0)->setSelected(true);
    QTest::mouseClick(child<QPushButton>(sheet, u"field_member_remove"_s), Qt::LeftButton);
    QTest::mouseClick(child<QPushButton>(sheet, u"field_member_add"_s), Qt::LeftButton);
    auto *picker = sheet->findChild<QDialog *>(u"picker"_s);
    QVERIFY(picker);
    // Search as one types: nobody presses a button.
    type(picker, u"picker_edit"_s, u"bob"_s);
    auto *results = child<QTreeWidget>(picker, u"picker_results"_s);
    QTRY_COMPARE_WITH_TIMEOUT(results->topLevelItemCount(), 1, 10000);
    QCOMPARE(results->topLevelItem(0)->text(1), u"bob"_s);
    QTest::mouseClick(child<QPushButton>(picker, u"picker_ok"_s), Qt::LeftButton);
    QTRY_COMPARE(list->topLevelItemCount(), 2);
    picture(sheet, u"group-members"_s);
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_ok"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!window(u"sheet_group"_s), 10000);
    const auto members = m_lab.ldapSearch(u"(sAMAccountName=sheetgroup)"_s, {u"member"_s})
                             .first()
                             .attributes.value(u"member"_s);
    QCOMPARE(members.size(), 1);
    QVERIFY(members.first().contains("Bob"));
}

/// A group's members are people, groups and workstations: nothing else is offered, typed in part or in full.
void TestSheet::pickerOffersOnlyWhatFits()
{
    const QByteArray unit = m_unit.toUtf8();
    const auto entry = [&unit](const QByteArray &rdn, const QByteArray &objectClass,
                               const QByteArray &more) -> QByteArray {
        return "dn: " + rdn + ',' + unit + "\nchangetype: add\nobjectClass: " + objectClass + '\n' + more +
               '\n';
    };
    QVERIFY(m_lab.ldapModify(entry("CN=Pickfit Person", "user", "sAMAccountName: pickfitp\n") +
                             entry("CN=Pickfit Group", "group", "sAMAccountName: pickfitg\n") +
                             entry("CN=Pickfit Computer", "computer", "sAMAccountName: pickfitc$\n") +
                             entry("CN=Pickfit Contact", "contact", {}) +
                             entry("OU=Pickfit Unit", "organizationalUnit", {})));
    QVERIFY(isFollowed(u"pickfitp"_s));
    QVERIFY(isFollowed(u"pickfitg"_s, u"identity/groups"_s));
    QVERIFY(isFollowed(u"pickfitc$"_s, u"identity/workstations"_s));
    auto *sheet = openSheet(u"group"_s, u"identity/groups"_s, u"pickfitg"_s);
    QVERIFY(sheet);
    child<QTabWidget>(sheet, u"pages"_s)->setCurrentWidget(child<QWidget>(sheet, u"page_members"_s));
    QTest::mouseClick(child<QPushButton>(sheet, u"field_member_add"_s), Qt::LeftButton);
    auto *picker = sheet->findChild<QDialog *>(u"picker"_s);
    QVERIFY(picker);
    auto *results = child<QTreeWidget>(picker, u"picker_results"_s);
    const auto offered = [results] {
        QStringList names;
        for (int i = 0; i < results->topLevelItemCount(); ++i)
            names << results->topLevelItem(i)->text(0).section(u" ("_s, 0, 0).section(u' ', 1);
        names.sort();
        return names.join(u' ');
    };
    type(picker, u"picker_edit"_s, u"Pickfit"_s);
    QTRY_COMPARE_WITH_TIMEOUT(offered(), u"Computer Group Person"_s, 20000);
    auto *kinds = child<QComboBox>(picker, u"picker_kinds"_s);
    kinds->setCurrentIndex(kinds->findText(u"Users"_s));
    QTRY_COMPARE_WITH_TIMEOUT(offered(), u"Person"_s, 20000);
    kinds->setCurrentIndex(kinds->findText(u"Workstations"_s));
    QTRY_COMPARE_WITH_TIMEOUT(offered(), u"Computer"_s, 20000);
    kinds->setCurrentIndex(0);
    // A name that was typed in full is no way around it.
    type(picker, u"picker_edit"_s, u"Pickfit Unit; Pickfit Contact; pickfitp"_s);
    QTest::mouseClick(child<QPushButton>(picker, u"picker_check"_s), Qt::LeftButton);
    auto *chosen = child<QTreeWidget>(picker, u"picker_chosen"_s);
    QTRY_COMPARE_WITH_TIMEOUT(chosen->topLevelItemCount(), 1, 20000);
    QCOMPARE(chosen->topLevelItem(0)->text(1), u"pickfitp"_s);
    QCOMPARE(child<QLineEdit>(picker, u"picker_edit"_s)->text(), u"Pickfit Unit; Pickfit Contact"_s);
    QVERIFY(child<QLabel>(picker, u"picker_note"_s)->text().contains(u"Nobody is called"_s));
}

/// One of two memberships fails: the other one stands, the failed one stays to be tried again, with its
/// reason.
void TestSheet::whatIsDoneIsNotDoneAgain()
{
    const QByteArray group = "CN=sheetgone," + m_unit.toUtf8();
    QVERIFY(m_lab.ldapModify("dn: " + group +
                             "\nchangetype: add\nobjectClass: group\nsAMAccountName: sheetgone\n"));
    QVERIFY(isFollowed(u"sheetgone"_s, u"identity/groups"_s));
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    child<QTabWidget>(sheet, u"pages"_s)->setCurrentWidget(child<QWidget>(sheet, u"page_member-of"_s));
    QTest::mouseClick(child<QPushButton>(sheet, u"field_memberOf_add"_s), Qt::LeftButton);
    auto *picker = sheet->findChild<QDialog *>(u"picker"_s);
    QVERIFY(picker);
    type(picker, u"picker_edit"_s, u"sheetgone;Engineers"_s);
    QTest::mouseClick(child<QPushButton>(picker, u"picker_check"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(child<QTreeWidget>(picker, u"picker_chosen"_s)->topLevelItemCount(), 2, 10000);
    QTest::mouseClick(child<QPushButton>(picker, u"picker_ok"_s), Qt::LeftButton);
    QVERIFY(m_lab.ldapModify("dn: " + group + "\nchangetype: delete\n"));
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_apply"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"added to Engineers"_s), 10000);
    auto *list = child<QTreeWidget>(sheet, u"field_memberOf"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!list->findItems(u"Engineers"_s, Qt::MatchExactly).isEmpty(), 10000);
    QVERIFY(!list->findItems(u"+ sheetgone"_s, Qt::MatchExactly).isEmpty());
    QVERIFY(!child<QLabel>(sheet, u"error_memberOf"_s)->text().isEmpty());
    QCOMPARE(child<QPushButton>(sheet, u"sheet_apply"_s)->text(), u"&Apply (1)"_s);
    QVERIFY(attribute(u"sheet1"_s, u"memberOf"_s).contains(u"Engineers"_s));
}

void TestSheet::countryIsChosenByItsName()
{
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    auto *country = child<QComboBox>(sheet, u"field_c"_s);
    QCOMPARE(country->currentText(), u"None"_s);
    child<QTabWidget>(sheet, u"pages"_s)->setCurrentWidget(child<QWidget>(sheet, u"page_address"_s));
    country->setFocus();
    QTest::keyClicks(country, u"Austria"_s);
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_apply"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"Country changed"_s), 10000);
    QCOMPARE(attribute(u"sheet1"_s, u"c"_s), u"AT"_s);
    QCOMPARE(attribute(u"sheet1"_s, u"co"_s), u"Austria"_s);
    QCOMPARE(attribute(u"sheet1"_s, u"countryCode"_s), u"40"_s);
    m_context->messages.last().undo();
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"taken back"_s), 10000);
    QCOMPARE(attribute(u"sheet1"_s, u"c"_s), QString());
    QCOMPARE(attribute(u"sheet1"_s, u"co"_s), QString());
    QCOMPARE(attribute(u"sheet1"_s, u"countryCode"_s), u"0"_s);
}

void TestSheet::signInHoursAreKept()
{
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    child<QTabWidget>(sheet, u"pages"_s)->setCurrentWidget(child<QWidget>(sheet, u"page_account"_s));
    auto *grid = child<QTableWidget>(sheet, u"field_logonHours"_s);
    QVERIFY(child<QLabel>(sheet, u"field_logonHours_words"_s)->text().startsWith(u"always"_s));
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(grid, Qt::Key_Space);
    QVERIFY(child<QLabel>(sheet, u"field_logonHours_words"_s)->text().startsWith(u"never"_s));
    // The first hour of the first day alone.
    grid->clearSelection();
    grid->setCurrentCell(0, 0);
    child<QPushButton>(sheet, u"field_logonHours_permit"_s)->click();
    picture(sheet, u"sheet-hours"_s);
    const int offset = QDateTime::currentDateTime().offsetFromUtc();
    auto wanted = *models::LogonHours::fromBytes(QByteArray(21, '\0'));
    wanted.setPermitted(QLocale().firstDayOfWeek(), 0, offset, true);
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_apply"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"Sign-in hours changed"_s), 10000);
    const auto stored = [&] {
        return m_lab.ldapSearch(u"(sAMAccountName=sheet1)"_s, {u"logonHours"_s})
            .first()
            .attributes.value(u"logonHours"_s)
            .value(0);
    };
    QCOMPARE(stored(), wanted.toBytes());
    // What is read again is what was set.
    QTRY_COMPARE_WITH_TIMEOUT(child<QPushButton>(sheet, u"sheet_apply"_s)->text(), u"&Apply"_s, 10000);
    QVERIFY(grid->item(0, 0)->data(Qt::AccessibleTextRole).toString().endsWith(u", permitted"_s));
    QVERIFY(grid->item(3, 9)->data(Qt::AccessibleTextRole).toString().endsWith(u"not permitted"_s));
    m_context->messages.last().undo();
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"taken back"_s), 10000);
    QVERIFY(stored().isEmpty());
}

void TestSheet::primaryGroupIsChosenAmongOnesGroups()
{
    const QByteArray unit = m_unit.toUtf8();
    QVERIFY(m_lab.ldapModify(
        "dn: CN=sheetprimary," + unit +
        "\nchangetype: add\nobjectClass: group\nsAMAccountName: sheetprimary\nmember: CN=sheet1," + unit +
        "\n\ndn: CN=sheetlocal," + unit +
        "\nchangetype: add\nobjectClass: group\nsAMAccountName: sheetlocal\ngroupType: "
        "-2147483644\nmember: CN=sheet1," +
        unit + "\n"));
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    child<QTabWidget>(sheet, u"pages"_s)->setCurrentWidget(child<QWidget>(sheet, u"page_member-of"_s));
    auto *primary = child<QComboBox>(sheet, u"field_primaryGroupID"_s);
    QTRY_COMPARE_WITH_TIMEOUT(primary->currentText(), u"Domain Users"_s, 10000);
    QCOMPARE(primary->count(), 2); // no domain local one
    QVERIFY(!child<QPushButton>(sheet, u"sheet_apply"_s)->isEnabled());
    picture(sheet, u"sheet-primary"_s);
    primary->setCurrentIndex(primary->findText(u"sheetprimary"_s));
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_apply"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"Primary group changed"_s), 10000);
    const QString sid =
        m_lab
            .ldapSearch(
                u"(&(sAMAccountName=sheet1)(memberOf=CN=Domain Users,CN=Users,%1))"_s.arg(m_lab.base()),
                {u"primaryGroupID"_s})
            .first()
            .first(u"primaryGroupID"_s);
    QCOMPARE(sid, primary->currentData().toString());
    QVERIFY(sid != u"513"_s);
    m_context->messages.last().undo();
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"taken back"_s), 10000);
    QCOMPARE(attribute(u"sheet1"_s, u"primaryGroupID"_s), u"513"_s);
}

void TestSheet::everyAttributeCanBeSeenAndChanged()
{
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    child<QTabWidget>(sheet, u"pages"_s)->setCurrentWidget(child<QWidget>(sheet, u"page_attributes"_s));
    auto *list = child<QTreeWidget>(sheet, u"attributes"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!list->findItems(u"uSNChanged"_s, Qt::MatchExactly).isEmpty(), 10000);
    child<QCheckBox>(sheet, u"attributes_all"_s)->setChecked(true);
    QTRY_VERIFY_WITH_TIMEOUT(!list->findItems(u"carLicense"_s, Qt::MatchExactly).isEmpty(), 10000);
    type(sheet, u"attributes_filter"_s, u"carLic"_s);
    auto *item = list->findItems(u"carLicense"_s, Qt::MatchExactly).first();
    QVERIFY(!item->isHidden());
    picture(sheet, u"sheet-attributes"_s);
    Q_EMIT list->itemActivated(item, 0);
    auto *dialog = sheet->findChild<QDialog *>(u"attribute_dialog"_s);
    QVERIFY(dialog);
    type(dialog, u"field_carLicense_new"_s, u"B-XY 1"_s);
    dialog->findChildren<QPushButton *>().last()->setFocus();
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(child<QPushButton>(sheet, u"sheet_apply"_s)->text(), u"&Apply (1)"_s);
    QTest::mouseClick(child<QPushButton>(sheet, u"sheet_apply"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(attribute(u"sheet1"_s, u"carLicense"_s), u"B-XY 1"_s, 10000);
}

void TestSheet::userIsCreated()
{
    QString created;
    render::openCreate(*m_context, u"user-new"_s, m_unit, [&](const QString &dn) { created = dn; });
    auto *create = window(u"create_user-new"_s);
    QVERIFY(create);
    type(create, u"field_givenName"_s, u"Zoë"_s);
    type(create, u"field_sn"_s, u"Łęcka"_s);
    // Templates follow what is typed.
    QCOMPARE(child<QLineEdit>(create, u"field_displayName"_s)->text(), u"Zoë Łęcka"_s);
    QCOMPARE(child<QLineEdit>(create, u"field_sAMAccountName"_s)->text(), u"zlecka"_s);
    QCOMPARE(child<QLineEdit>(create, u"field_userPrincipalName"_s)->text(), u"zlecka@lab.example"_s);
    picture(create, u"create-user"_s);
    QTest::mouseClick(child<QPushButton>(create, u"create_ok"_s), Qt::LeftButton);
    QVERIFY(!child<QLabel>(create, u"error_password"_s)->text().isEmpty()); // required, on another page
    // The page was just turned to: it can be clicked once it is laid out.
    QTRY_VERIFY(child<QPushButton>(create, u"field_password_generate"_s)->height() > 10);
    QTest::mouseClick(child<QPushButton>(create, u"field_password_generate"_s), Qt::LeftButton);
    const QString password = child<QLineEdit>(create, u"field_password"_s)->text();
    QVERIFY(password.size() >= 16);
    child<QCheckBox>(create, u"field_mustChangePassword"_s)->setChecked(false);
    picture(create, u"create-password"_s);
    QTest::mouseClick(child<QPushButton>(create, u"create_preview"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(create->findChild<QTreeWidget *>(u"preview_changes"_s), 10000);
    auto *preview = create->findChild<QDialog *>(u"preview"_s);
    QVERIFY(preview->findChild<QTreeWidget *>()->topLevelItemCount() > 0);
    picture(preview, u"create-preview"_s);
    QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=zlecka)"_s).isEmpty());
    QTest::mouseClick(child<QPushButton>(preview, u"preview_create"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!created.isEmpty(), 10000);
    const auto entry = m_lab.ldapSearch(u"(sAMAccountName=zlecka)"_s).first();
    QVERIFY(entry.dn.endsWith(m_unit, Qt::CaseInsensitive));
    QCOMPARE(entry.first(u"sn"_s), u"Łęcka"_s);
    QVERIFY(m_lab.canLogIn(u"zlecka"_s, password));
}

void TestSheet::takenAccountIsRefused()
{
    render::openCreate(*m_context, u"user-new"_s, m_unit);
    auto *create = window(u"create_user-new"_s);
    QVERIFY(create);
    type(create, u"field_givenName"_s, u"Any"_s);
    type(create, u"field_sn"_s, u"One"_s);
    type(create, u"field_sAMAccountName"_s, u"sheet1"_s);
    QTest::mouseClick(child<QPushButton>(create, u"field_password_generate"_s), Qt::LeftButton);
    QTest::mouseClick(child<QPushButton>(create, u"create_ok"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!child<QLabel>(create, u"error_sAMAccountName"_s)->text().isEmpty(), 10000);
    QVERIFY(create->isVisible());
}

void TestSheet::passwordIsReset()
{
    QVERIFY(m_lab.canLogIn(u"sheet1"_s));
    render::openResetPassword(*m_context, nullptr, u"identity/users"_s, u"sheet1"_s, u"Jo Sheet"_s);
    auto *dialog = window<QDialog>(u"password_dialog"_s);
    QVERIFY(dialog);
    QVERIFY(!child<QPushButton>(dialog, u"password_ok"_s)->isEnabled());
    QTest::mouseClick(child<QPushButton>(dialog, u"password_edit_generate"_s), Qt::LeftButton);
    const QString password = child<QLineEdit>(dialog, u"password_edit"_s)->text();
    child<QCheckBox>(dialog, u"password_must_change"_s)->setChecked(false);
    picture(dialog, u"password"_s);
    QTest::mouseClick(child<QPushButton>(dialog, u"password_ok"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_context->wasSaid(u"Password of Jo Sheet reset"_s), 10000);
    QVERIFY(m_lab.canLogIn(u"sheet1"_s, password));
    QVERIFY(!m_lab.canLogIn(u"sheet1"_s));
    QVERIFY(!m_context->wasSaid(password));
}

void TestSheet::weakPasswordIsExplained()
{
    render::openResetPassword(*m_context, nullptr, u"identity/users"_s, u"sheet1"_s, u"Jo Sheet"_s);
    auto *dialog = window<QDialog>(u"password_dialog"_s);
    QVERIFY(dialog);
    type(dialog, u"password_edit"_s, u"abc"_s);
    QVERIFY(child<QLabel>(dialog, u"password_edit_policy"_s)->text().contains(u"at least"_s));
    QTest::mouseClick(child<QPushButton>(dialog, u"password_ok"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(dialog, u"password_fault"_s)->isVisible(), 10000);
    QVERIFY(m_lab.canLogIn(u"sheet1"_s));
    QVERIFY(dialog->isVisible());
}

void TestSheet::unsavedChangesAreAskedAbout()
{
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    type(sheet, u"field_title"_s, u"Lost"_s);
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_COMPARE(m_context->planned.asked.size(), 1);
    QVERIFY(sheet->isVisible());
    m_context->planned.answers = {true};
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!window(u"sheet_user"_s));
    QCOMPARE(attribute(u"sheet1"_s, u"title"_s), u"Clerk"_s);
}

void TestSheet::readerSeesAndChangesNothing()
{
    m_context = std::make_unique<SheetContext>();
    QCOMPARE(m_context->signIn(m_smcd, m_lab.realm(), u"bob"_s, m_lab.password()), QString());
    auto *sheet = openSheet(u"user"_s, u"identity/users"_s, u"sheet1"_s);
    QVERIFY(sheet);
    QCOMPARE(child<QLineEdit>(sheet, u"field_title"_s)->text(), u"Clerk"_s);
    QVERIFY(child<QLineEdit>(sheet, u"field_title"_s)->isReadOnly());
    QVERIFY(!child<QPushButton>(sheet, u"sheet_apply"_s)->isVisible());
    QVERIFY(child<QLabel>(sheet, u"banner_text"_s)->isVisible());
}

QTEST_MAIN(TestSheet)
#include "test_sheet.moc"
