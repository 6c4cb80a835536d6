// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/paths.h"
#include "tests/gui/client_fixture.h"

#include <QClipboard>
#include <QHeaderView>
#include <QJsonArray>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// The main window against a real service and a real domain; ldapsearch is the witness of every change.
class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qWarning("smcd said:\n%s", m_smcd.log().right(4000).constData());
        m_running.reset();
    }
    void treeShowsTheUnits();
    void treeCountsWhatIsInSight();
    void gridListsWhatAUnitHolds();
    void headerSortsOnTheService();
    void filterNarrowsAndItsChipComesOff();
    void columnsAreChosenAndRemembered();
    void detailFollowsTheSelection();
    void findAnythingGoesThere();
    void backForwardUp();
    void savedSearchesFind();
    void ownSearchIsKept();
    void deleteAsksAndSaysHowMuchLiesBelow();
    void noMeansNo();
    void userIsDraggedOntoAGroup();
    void userIsDraggedOntoAUnit();
    void uselessDropsAreRefused();
    void disablingHasAWayBack();
    void renamingHasAWayBack();
    void escapeLeavesTheName();
    void refusedNameIsGivenBack();
    void unitIsRenamedInTheTree();
    void renamingTakesTheAccountAlong();
    void manyMembersAreOneJob();
    void olderUndoStaysInReach();
    void selectionSurvivesARefresh();
    void selectionIsCopiedAsCsv();
    void theWholeListIsExported();
    void anEmptyPlaceSaysWhatWouldBeHere();
    void aReaderChangesNothing();
    void everythingHasANameForScreenReaders();

private:
    QString makeUser(const QString &unit, const QString &name)
    {
        const QString dn = u"CN=%1,%2"_s.arg(name, unit);
        const QByteArray ldif =
            u"dn: %1\nchangetype: add\nobjectClass: user\nsAMAccountName: %2\nuserAccountControl: 544\n\n"_s
                .arg(dn, QString(name).remove(u' ').toLower())
                .toUtf8();
        return m_lab.ldapModify(ldif) ? dn : QString();
    }
    [[nodiscard]] bool exists(const QString &dn) const
    {
        return !m_lab.ldapSearch(u"(distinguishedName=%1)"_s.arg(dn), {u"cn"_s}).isEmpty();
    }
    /// F2 in a view, and the editor that it opens.
    static QLineEdit *nameEditor(QAbstractItemView &view)
    {
        QTest::keyClick(&view, Qt::Key_F2);
        auto *editor = view.findChild<QLineEdit *>(u"nameEditor"_s);
        return editor && editor->isVisible() ? editor : nullptr;
    }
    /// What the service answers to a GET; repeated until `enough` is content with it.
    QJsonValue ask(const QString &path, const std::function<bool(const Result<data::Answer> &)> &enough,
                   const QUrlQuery &query = {})
    {
        QJsonValue json;
        bool content = false;
        bool asked = false;
        const bool answered = m_running->waitFor([&] {
            if (!asked && !content) {
                asked = true;
                m_running->client().source().get(path, query, this, [&](const Result<data::Answer> &answer) {
                    asked = false;
                    content = enough(answer);
                    json = answer ? answer->json() : QJsonValue();
                });
            }
            return content && !asked;
        });
        return answered ? json : QJsonValue();
    }
    /// The cache knows what was made in the directory behind its back.
    bool isFollowed(const QString &dn)
    {
        QUrlQuery inCache; // a list that does not ask for `fresh` comes from the cache alone
        wire::addQuery(inCache, u"base"_s, models::parentOfDn(dn));
        wire::addQuery(inCache, u"filter"_s, u"(distinguishedName=%1)"_s.arg(dn));
        return !ask(
                    wire::restPath(u"identity/objects"_s),
                    [](const auto &answer) { return answer && answer->json()["total"_L1].toInt() == 1; },
                    inCache)
                    .isNull();
    }
    /// "resource total" of each job, the newest first.
    QStringList jobs()
    {
        QStringList all;
        const QJsonValue list = ask(u"/rest/jobs"_s, [](const auto &answer) { return bool(answer); });
        for (const QJsonValue job : list["items"_L1].toArray())
            all << u"%1 %2"_s.arg(job["resource"_L1].toString()).arg(job["total"_L1].toInt());
        return all;
    }
    void fresh(const QString &dn)
    {
        QVERIFY(m_running->open(dn));
        m_running->action(u"actionRefresh"_s)->trigger(); // asks the directory: others have changed it
        QVERIFY(m_running->waitFor([&] { return m_running->settled(); }));
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd;
    OwnSettings m_settings;
    std::unique_ptr<RunningClient> m_running;
    QString m_sales;
};

void TestMainWindow::initTestCase()
{
    shell::initTheme();
    m_sales = u"OU=Sales,"_s + m_lab.base();
    QVERIFY(m_smcd.start());
}

void TestMainWindow::init()
{
    m_settings.clear();
    m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, m_lab.admin()));
    QVERIFY(m_running->ready());
}

void TestMainWindow::treeShowsTheUnits()
{
    QAbstractItemModel *model = m_running->tree().model();
    const QModelIndex root = model->index(0, 0);
    QCOMPARE(root.data().toString(), u"lab.example"_s);
    QVERIFY(m_running->waitFor([&] { return model->rowCount(root) > 0; }));
    QStringList names;
    for (int row = 0; row < model->rowCount(root); ++row)
        names << model->index(row, 0, root).data().toString();
    QVERIFY2(names.contains(u"Sales"_s) && names.contains(u"Users"_s), qPrintable(names.join(u' ')));
    QVERIFY(!names.contains(u"System"_s)); // of interest to the directory alone
    m_running->action(u"actionShowAll"_s)->setChecked(true);
    QVERIFY(m_running->waitFor(
        [&] { return !model->match(model->index(0, 0, root), Qt::DisplayRole, u"System"_s).isEmpty(); }));
}

void TestMainWindow::treeCountsWhatIsInSight()
{
    const QString unit = m_lab.freshUnit(u"gui-count"_s);
    const QString closed = u"OU=Closed,"_s + unit;
    QVERIFY(m_lab.ldapModify(
        u"dn: %1\nchangetype: add\nobjectClass: organizationalUnit\n\n"_s.arg(closed).toUtf8()));
    const QString deep = makeUser(closed, u"Gui Deep"_s);
    makeUser(unit, u"Gui Counted"_s);
    fresh(unit);
    auto &tree = static_cast<models::TreeModel &>(*m_running->tree().model());
    const auto count = [&](const QString &dn) {
        return tree.find(dn).data(models::TreeModel::CountRole).toString();
    };
    const auto inDirectory = [&](const QString &dn) {
        const auto all = m_lab.ldapSearch(u"(!(showInAdvancedViewOnly=TRUE))"_s, {u"cn"_s}, dn);
        return QString::number(std::count_if(all.begin(), all.end(), [&](const LdifEntry &entry) {
            return models::parentOfDn(entry.dn).compare(dn, Qt::CaseInsensitive) == 0;
        }));
    };
    // Nobody opened these: they are counted because they are seen.
    for (const QString &dn : {QString(u"CN=Builtin,"_s + m_lab.base()), m_sales})
        QVERIFY2(m_running->waitFor([&] { return count(dn) == inDirectory(dn); }),
                 qPrintable(dn + count(dn)));
    QVERIFY(m_running->waitFor([&] { return count(unit) == u"2"; }));
    // What is out of sight costs nothing, until it comes into sight.
    QVERIFY(isFollowed(deep));
    QVERIFY(count(closed).isEmpty());
    m_running->tree().expand(tree.find(unit));
    QVERIFY(m_running->waitFor([&] { return count(closed) == u"1"; }));
    const QString spoken = tree.find(closed).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"Closed, 1 object"_s), qPrintable(spoken));
    // A change shows in the number.
    QVERIFY(m_running->choose(u"guicounted"_s));
    m_running->dialogs.answers << true;
    m_running->action(u"actionDelete"_s)->trigger();
    QVERIFY(m_running->waitFor([&] { return count(unit) == u"1"; }));
}

void TestMainWindow::gridListsWhatAUnitHolds()
{
    fresh(m_sales);
    QStringList wanted;
    const auto entries = m_lab.ldapSearch(u"(objectClass=*)"_s, {u"name"_s}, m_sales);
    for (const LdifEntry &entry : entries) {
        if (models::parentOfDn(entry.dn).compare(m_sales, Qt::CaseInsensitive) == 0)
            wanted << entry.first(u"name"_s);
    }
    QStringList listed = m_running->column(u"name"_s);
    std::sort(wanted.begin(), wanted.end());
    std::sort(listed.begin(), listed.end());
    QVERIFY(!wanted.isEmpty());
    QCOMPARE(listed, wanted);
    QVERIFY(m_running->child<QLabel>(u"description"_s)->text().contains(QString::number(wanted.size())));
    QVERIFY(m_running->column(u"userAccountControl"_s).contains(u"locked"_s));
    QVERIFY(m_running->column(u"userAccountControl"_s).contains(u"disabled"_s));
}

void TestMainWindow::headerSortsOnTheService()
{
    fresh(m_sales);
    const QStringList before = m_running->column(u"name"_s);
    QHeaderView *header = m_running->grid().horizontalHeader();
    const QPoint name(header->sectionViewportPosition(0) + 20, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, name);
    QVERIFY(
        m_running->waitFor([&] { return m_running->settled() && m_running->column(u"name"_s) != before; }));
    QStringList backwards = before;
    std::reverse(backwards.begin(), backwards.end());
    QCOMPARE(m_running->column(u"name"_s), backwards);
    QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
}

void TestMainWindow::filterNarrowsAndItsChipComesOff()
{
    fresh(m_sales);
    const int all = m_running->table().rowCount();
    auto *edit = m_running->child<QLineEdit>(u"filterEdit"_s);
    m_running->action(u"actionFilter"_s)->trigger();
    QTest::keyClicks(edit, u"john"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(m_running->waitFor([&] { return m_running->settled() && m_running->table().rowCount() < all; }));
    QVERIFY(m_running->row(u"John Smith2"_s).isValid());
    QVERIFY(edit->text().isEmpty());
    QTest::mouseClick(m_running->child<QToolButton>(u"chipRemove"_s), Qt::LeftButton);
    QVERIFY(m_running->waitFor([&] { return m_running->settled() && m_running->table().rowCount() == all; }));
}

void TestMainWindow::columnsAreChosenAndRemembered()
{
    fresh(m_sales);
    auto *menu = m_running->child<QMenu>(u"columnsMenu"_s);
    Q_EMIT menu->aboutToShow();
    auto *mail = menu->findChild<QAction *>(u"column_mail"_s);
    QVERIFY(mail && !mail->isChecked());
    mail->setChecked(true);
    QVERIFY(m_running->waitFor(
        [&] { return m_running->settled() && m_running->column(u"mail"_s).contains(u"bob@lab.example"_s); }));
    // Another width and order, too.
    QHeaderView *header = m_running->grid().horizontalHeader();
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                      QPoint(header->sectionViewportPosition(0) + 20, header->height() / 2));
    QVERIFY(m_running->waitFor([&] { return m_running->settled(); }));
    const QStringList backwards = m_running->column(u"name"_s);
    m_running->grid().setColumnWidth(0, 333);
    m_running.reset();

    m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, m_lab.admin()));
    QVERIFY(m_running->ready());
    QCOMPARE(m_running->grid().columnWidth(0), 333);
    QVERIFY(m_running->grid().shownFields().contains(u"mail"_s));
    QCOMPARE(m_running->page().location().dn, m_sales);
    QCOMPARE(m_running->grid().horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
    QCOMPARE(m_running->column(u"name"_s), backwards);
    m_running->action(u"actionResetColumns"_s)->trigger();
    QVERIFY(!m_running->grid().shownFields().contains(u"mail"_s));
}

void TestMainWindow::detailFollowsTheSelection()
{
    fresh(m_sales);
    QVERIFY(m_running->choose(u"bob"_s));
    QTRY_COMPARE(m_running->child<QLabel>(u"detailName"_s)->text(), u"Bob Baker"_s);
    QVERIFY(m_running->waitFor([&] {
        const auto *groups = m_running->window().findChild<QLabel *>(u"detail_memberOf"_s);
        return groups && groups->text().contains(u"Sales Team"_s);
    }));
    QVERIFY(m_running->choose(u"dieter"_s));
    QTRY_VERIFY(m_running->child<QLabel>(u"detailSubtitle"_s)->text().contains(u"disabled"_s));
    m_running->action(u"actionDetail"_s)->trigger();
    QVERIFY(!m_running->child<QWidget>(u"detail"_s)->isVisible());
}

void TestMainWindow::findAnythingGoesThere()
{
    m_running->action(u"actionFind"_s)->trigger();
    auto *find = m_running->child<QLineEdit>(u"findAnything"_s);
    QTest::keyClicks(find, u"dieter"_s);
    auto *list = m_running->child<QListWidget>(u"findList"_s);
    QTRY_VERIFY(list->count() > 0 && list->item(0)->text().contains(u"Dieter"_s));
    QTest::keyClick(find, Qt::Key_Return);
    QVERIFY(m_running->waitFor([&] {
        const auto chosen = m_running->grid().selectedRecords();
        return chosen.size() == 1 && chosen.first().text("sAMAccountName") == u"dieter";
    }));
    QCOMPARE(m_running->page().location().dn, m_sales);
    // Commands are found, too.
    QTest::keyClicks(find, u"Refresh"_s);
    QTRY_VERIFY(!list->findItems(u"Refresh"_s, Qt::MatchStartsWith).isEmpty());
}

void TestMainWindow::backForwardUp()
{
    QVERIFY(m_running->open(m_sales));
    QVERIFY(m_running->action(u"actionUp"_s)->isEnabled());
    m_running->action(u"actionUp"_s)->trigger();
    QCOMPARE(m_running->page().location().dn, m_lab.base());
    m_running->action(u"actionBack"_s)->trigger();
    QCOMPARE(m_running->page().location().dn, m_sales);
    m_running->action(u"actionForward"_s)->trigger();
    QCOMPARE(m_running->page().location().dn, m_lab.base());
    QVERIFY(!m_running->action(u"actionForward"_s)->isEnabled());
}

void TestMainWindow::savedSearchesFind()
{
    QAbstractItemModel *model = m_running->tree().model();
    const QModelIndexList found =
        model->match(model->index(0, 0, model->index(1, 0)), models::TreeModel::SearchRole, u"locked"_s);
    QCOMPARE(found.size(), 1);
    m_running->tree().setCurrentIndex(found.first());
    QVERIFY(m_running->waitFor([&] { return m_running->settled() && m_running->row(u"lukas"_s).isValid(); }));
    const QStringList states = m_running->column(u"userAccountControl"_s);
    for (const QString &state : states)
        QVERIFY2(state.contains(u"locked"_s), qPrintable(state));
}

void TestMainWindow::ownSearchIsKept()
{
    fresh(m_sales);
    auto *edit = m_running->child<QLineEdit>(u"filterEdit"_s);
    QTest::keyClicks(edit, u"title:Buyer"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(m_running->waitFor(
        [&] { return m_running->settled() && !m_running->page().location().filter.isEmpty(); }));
    m_running->dialogs.texts << u"Buyers"_s;
    m_running->action(u"actionSaveSearch"_s)->trigger();
    const auto saved = [&] {
        QAbstractItemModel *model = m_running->tree().model();
        return model->match(model->index(0, 0, model->index(1, 0)), Qt::DisplayRole, u"Buyers"_s);
    };
    QVERIFY(m_running->waitFor([&] { return !saved().isEmpty(); }));
    m_running.reset();
    m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, m_lab.admin()));
    QVERIFY(m_running->ready());
    QCOMPARE(saved().size(), 1);
    m_running->tree().setCurrentIndex(saved().first());
    QVERIFY(
        m_running->waitFor([&] { return m_running->settled() && m_running->row(u"dieter"_s).isValid(); }));
}

void TestMainWindow::deleteAsksAndSaysHowMuchLiesBelow()
{
    const QString unit = m_lab.freshUnit(u"gui-delete"_s);
    QVERIFY(!makeUser(unit, u"Gui One"_s).isEmpty() && !makeUser(unit, u"Gui Two"_s).isEmpty());
    fresh(models::parentOfDn(unit));
    QVERIFY(m_running->choose(models::nameOfDn(unit)));
    m_running->dialogs.answers << true;
    QTest::keyClick(&m_running->grid(), Qt::Key_Delete);
    QTRY_COMPARE(m_running->dialogs.asked.size(), 1);
    QVERIFY(m_running->dialogs.asked.first().danger);
    QVERIFY2(m_running->dialogs.asked.first().details.contains(u"2 object"_s),
             qPrintable(m_running->dialogs.asked.first().details));
    QVERIFY2(QTest::qWaitFor([&] { return m_running->message().contains(u"deleted"_s); }, 60'000),
             qPrintable(m_running->message()));
    QVERIFY(!exists(unit));
    QVERIFY(m_running->waitFor([&] { return !m_running->row(models::nameOfDn(unit)).isValid(); }));
}

void TestMainWindow::noMeansNo()
{
    const QString unit = m_lab.freshUnit(u"gui-keep"_s);
    const QString dn = makeUser(unit, u"Gui Keep"_s);
    fresh(unit);
    QVERIFY(m_running->choose(u"guikeep"_s));
    m_running->dialogs.answers << false;
    m_running->action(u"actionDelete"_s)->trigger();
    QTRY_COMPARE(m_running->dialogs.asked.size(), 1);
    m_running->action(u"actionRefresh"_s)->trigger();
    QVERIFY(m_running->waitFor([&] { return m_running->settled(); }));
    QVERIFY(exists(dn));
}

void TestMainWindow::userIsDraggedOntoAGroup()
{
    const QString unit = m_lab.freshUnit(u"gui-drag"_s);
    const QString user = makeUser(unit, u"Gui Drag"_s);
    const QString group = u"CN=Gui Drop,"_s + unit;
    QVERIFY(m_lab.ldapModify(
        u"dn: %1\nchangetype: add\nobjectClass: group\nsAMAccountName: guidrop\n\n"_s.arg(group).toUtf8()));
    fresh(unit);
    const auto members = [&] {
        return m_lab.ldapSearch(u"(sAMAccountName=guidrop)"_s, {u"member"_s}).first().first(u"member"_s);
    };
    const std::unique_ptr<QMimeData> mime(m_running->table().mimeData({m_running->row(u"guidrag"_s)}));
    QVERIFY(dropOn(m_running->grid(), m_running->row(u"guidrop"_s), *mime));
    QVERIFY(m_running->waitFor([&] { return m_running->message().contains(u"member of Gui Drop"_s); }));
    QCOMPARE(members(), user);
    QTest::mouseClick(m_running->child<QToolButton>(u"messageUndo"_s), Qt::LeftButton);
    QVERIFY(m_running->waitFor([&] { return members().isEmpty(); }));
}

void TestMainWindow::userIsDraggedOntoAUnit()
{
    const QString unit = m_lab.freshUnit(u"gui-from"_s);
    const QString target = m_lab.freshUnit(u"gui-to"_s);
    const QString user = makeUser(unit, u"Gui Mover"_s);
    fresh(unit);
    auto &tree = static_cast<models::TreeModel &>(*m_running->tree().model());
    QVERIFY(m_running->waitFor([&] { return tree.find(target).isValid(); }));
    const std::unique_ptr<QMimeData> mime(m_running->table().mimeData({m_running->row(u"guimover"_s)}));
    QVERIFY(dropOn(m_running->tree(), tree.find(target), *mime));
    QVERIFY(m_running->waitFor([&] { return m_running->message().contains(u"moved"_s); }));
    QVERIFY(exists(u"CN=Gui Mover,"_s + target));
    QVERIFY(m_running->waitFor([&] { return !m_running->row(u"guimover"_s).isValid(); }));
    QTest::mouseClick(m_running->child<QToolButton>(u"messageUndo"_s), Qt::LeftButton);
    QVERIFY2(m_running->waitFor([&] { return m_running->row(u"guimover"_s).isValid(); }),
             qPrintable(m_running->message() + u" -- "_s + m_running->described()));
    QVERIFY(exists(user));
}

void TestMainWindow::uselessDropsAreRefused()
{
    fresh(m_sales);
    auto &tree = static_cast<models::TreeModel &>(*m_running->tree().model());
    const std::unique_ptr<QMimeData> mime(m_running->table().mimeData({m_running->row(u"bob"_s)}));
    QVERIFY(!dropOn(m_running->tree(), tree.find(m_sales), *mime));          // he is there already
    QVERIFY(!dropOn(m_running->grid(), m_running->row(u"dieter"_s), *mime)); // a user holds nobody
    QVERIFY(exists(u"CN=Bob Baker,"_s + m_sales));
}

void TestMainWindow::disablingHasAWayBack()
{
    const QString unit = m_lab.freshUnit(u"gui-disable"_s);
    makeUser(unit, u"Gui Off"_s);
    fresh(unit);
    const auto control = [&] {
        return m_lab.ldapSearch(u"(sAMAccountName=guioff)"_s, {u"userAccountControl"_s})
            .first()
            .first(u"userAccountControl"_s)
            .toInt();
    };
    QVERIFY(m_running->choose(u"guioff"_s));
    QVERIFY(!m_running->action(u"actionEnable"_s)->isEnabled());
    m_running->action(u"actionDisable"_s)->trigger();
    QVERIFY(m_running->waitFor(
        [&] { return m_running->column(u"userAccountControl"_s).contains(u"disabled"_s); }));
    QVERIFY(control() & 2);
    QTest::mouseClick(m_running->child<QToolButton>(u"messageUndo"_s), Qt::LeftButton);
    QVERIFY(m_running->waitFor(
        [&] { return !m_running->column(u"userAccountControl"_s).contains(u"disabled"_s); }));
    QVERIFY(!(control() & 2));
}

void TestMainWindow::renamingHasAWayBack()
{
    const QString unit = m_lab.freshUnit(u"gui-rename"_s);
    makeUser(unit, u"Gui Before"_s);
    fresh(unit);
    QVERIFY(m_running->choose(u"guibefore"_s));
    QLineEdit *editor = nameEditor(m_running->grid());
    QVERIFY(editor);
    QCOMPARE(editor->selectedText(), u"Gui Before"_s);
    QTest::keyClicks(editor, u"Gui After, with a comma"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QCoreApplication::sendPostedEvents(); // what Enter set off, but no answer of the service
    // Shown at once, and then true.
    QVERIFY(m_running->row(u"Gui After, with a comma"_s).isValid());
    QVERIFY(m_running->waitFor([&] { return m_running->message().contains(u"renamed to"_s); }));
    QVERIFY(exists(u"CN=Gui After\\5c\\2c with a comma,"_s + unit));
    QVERIFY(m_running->waitFor([&] { return m_running->settled(); }));
    QTest::mouseClick(m_running->child<QToolButton>(u"messageUndo"_s), Qt::LeftButton);
    QVERIFY2(m_running->waitFor([&] { return m_running->row(u"Gui Before"_s).isValid(); }),
             qPrintable(m_running->message() + u" -- "_s + m_running->described()));
}

void TestMainWindow::escapeLeavesTheName()
{
    const QString unit = m_lab.freshUnit(u"gui-escape"_s);
    const QString dn = makeUser(unit, u"Gui Stays"_s);
    fresh(unit);
    QVERIFY(m_running->choose(u"guistays"_s));
    QLineEdit *editor = nameEditor(m_running->grid());
    QVERIFY(editor);
    QTest::keyClicks(editor, u"Gui Goes"_s);
    QTest::keyClick(editor, Qt::Key_Escape);
    QTRY_VERIFY(!m_running->grid().findChild<QLineEdit *>(u"nameEditor"_s));
    // Nor does turning to something else send half a name.
    editor = nameEditor(m_running->grid());
    QVERIFY(editor);
    QTest::keyClicks(editor, u"Gui Ha"_s);
    m_running->child<QLineEdit>(u"filterEdit"_s)->setFocus();
    QTRY_VERIFY(!m_running->grid().findChild<QLineEdit *>(u"nameEditor"_s));
    m_running->action(u"actionRefresh"_s)->trigger();
    QVERIFY(m_running->waitFor([&] { return m_running->settled(); }));
    QVERIFY(m_running->row(u"Gui Stays"_s).isValid());
    QVERIFY(exists(dn));
}

void TestMainWindow::refusedNameIsGivenBack()
{
    const QString unit = m_lab.freshUnit(u"gui-taken"_s);
    makeUser(unit, u"Gui Taken"_s);
    const QString dn = makeUser(unit, u"Gui Wants"_s);
    fresh(unit);
    QVERIFY(m_running->choose(u"guiwants"_s));
    QLineEdit *editor = nameEditor(m_running->grid());
    QVERIFY(editor);
    QTest::keyClicks(editor, u"Gui Taken"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(m_running->column(u"name"_s), QStringList({u"Gui Taken"_s, u"Gui Taken"_s}));
    QVERIFY(m_running->waitFor([&] { return m_running->message().contains(u"failed"_s); }));
    QCOMPARE(m_running->column(u"name"_s), QStringList({u"Gui Taken"_s, u"Gui Wants"_s}));
    QVERIFY(exists(dn));
}

void TestMainWindow::unitIsRenamedInTheTree()
{
    const QString unit = m_lab.freshUnit(u"gui-unit"_s);
    const QString inner = u"OU=Inner,"_s + unit;
    QVERIFY(m_lab.ldapModify(
        u"dn: %1\nchangetype: add\nobjectClass: organizationalUnit\n\n"_s.arg(inner).toUtf8()));
    QVERIFY(isFollowed(makeUser(inner, u"Gui Inside"_s)));
    fresh(inner);
    auto &tree = static_cast<models::TreeModel &>(*m_running->tree().model());
    m_running->tree().expand(tree.find(unit));
    m_running->page().goTo({.dn = unit, .search = {}, .filter = {}});
    m_running->page().goTo({.dn = inner, .search = {}, .filter = {}});
    // The unit above the one that is shown, chosen as by a click.
    m_running->tree().setFocus();
    m_running->tree().selectIndex(tree.find(unit));
    QLineEdit *editor = nameEditor(m_running->tree());
    QVERIFY(editor);
    QTest::keyClicks(editor, u"gui-unit-renamed"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QVERIFY2(m_running->waitFor([&] { return m_running->message().contains(u"renamed to"_s); }),
             qUtf8Printable(m_running->message()));
    const QString renamed = u"OU=gui-unit-renamed,"_s + m_lab.base();
    QVERIFY(exists(u"OU=Inner,"_s + renamed));
    // What is shown is shown under its new place, and so is the way back.
    QCOMPARE(m_running->page().location().dn, u"OU=Inner,"_s + renamed);
    QVERIFY(m_running->waitFor([&] { return m_running->settled(); }));
    QVERIFY(m_running->row(u"Gui Inside"_s).isValid());
    QVERIFY(m_running->tree().isExpanded(tree.find(renamed)));
    m_running->action(u"actionBack"_s)->trigger();
    QCOMPARE(m_running->page().location().dn, renamed);
    QTest::keyClick(&m_running->tree(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_running->waitFor([&] { return m_running->page().location().dn == unit; }));
    QVERIFY(exists(inner));
}

void TestMainWindow::renamingTakesTheAccountAlong()
{
    const QString unit = m_lab.freshUnit(u"gui-account"_s);
    const QString dn = makeUser(unit, u"Gui Maiden"_s);
    makeUser(unit, u"Gui Other"_s);
    fresh(unit);
    QVERIFY(m_running->choose(u"guimaiden"_s));
    m_running->action(u"actionRenameAccount"_s)->trigger();
    QTRY_VERIFY(shown(u"rename_dialog"_s));
    QWidget *dialog = shown(u"rename_dialog"_s);
    auto *name = dialog->findChild<QLineEdit *>(u"field_cn"_s);
    auto *account = dialog->findChild<QLineEdit *>(u"field_sAMAccountName"_s);
    auto *ok = dialog->findChild<QPushButton *>(u"rename_ok"_s);
    QTRY_COMPARE(account->text(), u"guimaiden"_s);
    QVERIFY(!ok->isEnabled());
    name->setText(u"Gui Married"_s);
    account->setText(u"guiother"_s);
    dialog->findChild<QLineEdit *>(u"field_userPrincipalName"_s)->setText(u"guimarried@lab.example"_s);
    QTest::mouseClick(ok, Qt::LeftButton);
    // Taken: said beside the field, and nothing is half done.
    auto *fault = dialog->findChild<QLabel *>(u"error_sAMAccountName"_s);
    QVERIFY(m_running->waitFor([&] { return !fault->text().isEmpty(); }));
    QVERIFY(exists(dn));
    account->setText(u"guimarried"_s);
    QTest::mouseClick(ok, Qt::LeftButton);
    QVERIFY(m_running->waitFor([&] { return !shown(u"rename_dialog"_s); }));
    const auto names = [&] {
        const auto found = m_lab.ldapSearch(u"(objectClass=user)"_s,
                                            {u"cn"_s, u"sAMAccountName"_s, u"userPrincipalName"_s}, unit);
        QStringList all;
        for (const LdifEntry &entry : found)
            all << entry.first(u"cn"_s) + u'/' + entry.first(u"sAMAccountName"_s) + u'/' +
                       entry.first(u"userPrincipalName"_s);
        all.sort();
        return all;
    };
    QCOMPARE(names(),
             QStringList({u"Gui Married/guimarried/guimarried@lab.example"_s, u"Gui Other/guiother/"_s}));
    m_running->action(u"actionUndo"_s)->trigger();
    QVERIFY2(m_running->waitFor([&] { return m_running->message().contains(u"its name back"_s); }),
             qPrintable(m_running->message()));
    QCOMPARE(names(), QStringList({u"Gui Maiden/guimaiden/"_s, u"Gui Other/guiother/"_s}));
}

/// Hundreds go as one job of the service; who was a member before is none of its business, nor of Undo's.
void TestMainWindow::manyMembersAreOneJob()
{
    constexpr int many = 150;
    const QString unit = m_lab.freshUnit(u"gui-many"_s);
    QByteArray ldif;
    for (int i = 0; i < many; ++i)
        ldif += u"dn: CN=Many %1,%2\nchangetype: add\nobjectClass: user\nsAMAccountName: many%1\n\n"_s
                    .arg(QString::number(i), unit)
                    .toUtf8();
    ldif += u"dn: CN=Many Group,%1\nchangetype: add\nobjectClass: group\nsAMAccountName: manytogether\n"
            "member: CN=Many 7,%1\n\n"_s.arg(unit)
                .toUtf8();
    QVERIFY(m_lab.ldapModify(ldif));
    fresh(unit);
    const auto members = [&] {
        return m_lab.ldapSearch(u"(sAMAccountName=manytogether)"_s, {u"member"_s})
            .first()
            .attributes.value(u"member"_s)
            .size();
    };
    QModelIndexList rows;
    for (int row = 0; row < m_running->table().rowCount(); ++row) {
        if (m_running->table().record(row).text("sAMAccountName") != u"manytogether")
            rows << m_running->table().index(row, 0);
    }
    QCOMPARE(rows.size(), many);
    const QStringList before = jobs();
    QStringList progress;
    auto *bar = m_running->child<QProgressBar>(u"jobProgress"_s);
    connect(bar, &QProgressBar::valueChanged, this,
            [&](int value) { progress << u"%1/%2"_s.arg(value).arg(bar->maximum()); });
    const std::unique_ptr<QMimeData> mime(m_running->table().mimeData(rows));
    QVERIFY(dropOn(m_running->grid(), m_running->row(u"manytogether"_s), *mime));
    QVERIFY(QTest::qWaitFor([&] { return m_running->message().contains(u"members of Many Group now"_s); },
                            60000));
    QVERIFY2(m_running->message().contains(QString::number(many - 1)), qPrintable(m_running->message()));
    QCOMPARE(members(), many);
    const QString job = u"identity/groups %1"_s.arg(many - 1);
    QCOMPARE(jobs(), QStringList{job} + before);
    QVERIFY(!progress.isEmpty());
    m_running->action(u"actionUndo"_s)->trigger();
    QVERIFY(
        QTest::qWaitFor([&] { return m_running->message().contains(u"Taken out of Many Group"_s); }, 60000));
    QCOMPARE(members(), 1);
    QCOMPARE(jobs(), QStringList({job, job}) + before);
    // Once more, and everybody is told apart: nothing is left to do.
    QVERIFY(m_running->waitFor([&] { return m_running->settled() && m_running->row(u"many7"_s).isValid(); }));
    const std::unique_ptr<QMimeData> one(m_running->table().mimeData({m_running->row(u"many7"_s)}));
    QVERIFY(dropOn(m_running->grid(), m_running->row(u"manytogether"_s), *one));
    QVERIFY(
        m_running->waitFor([&] { return m_running->message().contains(u"member of Many Group already"_s); }));
    QCOMPARE(members(), 1);
}

void TestMainWindow::olderUndoStaysInReach()
{
    const QString unit = m_lab.freshUnit(u"gui-older"_s);
    makeUser(unit, u"Gui First"_s);
    makeUser(unit, u"Gui Second"_s);
    fresh(unit);
    const auto state = [&](const QString &name) {
        return m_running->row(name).siblingAtColumn(5).data().toString();
    };
    QVERIFY(m_running->choose(u"guifirst"_s));
    m_running->action(u"actionDisable"_s)->trigger();
    QVERIFY(m_running->waitFor([&] { return state(u"guifirst"_s) == u"disabled"; }));
    m_running->window().context().say(render::Severity::Note, u"Something else happened"_s, {});
    QVERIFY(m_running->child<QLabel>(u"messageBefore"_s)->text().contains(u"Gui First disabled"_s));
    m_running->action(u"actionRefresh"_s)->trigger(); // who was made by somebody else comes back with it
    QVERIFY(
        m_running->waitFor([&] { return m_running->settled() && m_running->row(u"guisecond"_s).isValid(); }));
    QVERIFY(m_running->choose(u"guisecond"_s));
    m_running->action(u"actionDisable"_s)->trigger();
    QVERIFY(m_running->waitFor([&] { return state(u"guisecond"_s) == u"disabled"; }));
    // By the keyboard alone: the list, down to the oldest, Enter.
    QTest::keyClick(&m_running->grid(), Qt::Key_F8);
    auto *list = m_running->child<QListWidget>(u"messages"_s);
    QTRY_VERIFY(list->hasFocus());
    while (!list->currentItem()->text().contains(u"Gui First disabled"_s))
        QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QVERIFY(m_running->waitFor([&] { return state(u"guifirst"_s).isEmpty(); }));
    QCOMPARE(state(u"guisecond"_s), u"disabled"_s);
    QVERIFY(m_running->action(u"actionUndo"_s)->text().contains(u"Gui Second disabled"_s));
    // Ctrl+Z takes back the last that can be, whatever was said since.
    m_running->window().context().say(render::Severity::Note, u"Something else happened"_s, {});
    m_running->action(u"actionUndo"_s)->trigger();
    QVERIFY(m_running->waitFor([&] { return state(u"guisecond"_s).isEmpty(); }));
}

void TestMainWindow::selectionSurvivesARefresh()
{
    const QString unit = m_lab.freshUnit(u"gui-select"_s);
    makeUser(unit, u"Gui B"_s);
    fresh(unit);
    QVERIFY(m_running->choose(u"guib"_s));
    makeUser(unit, u"Gui A"_s); // comes before it
    m_running->action(u"actionRefresh"_s)->trigger();
    QVERIFY(m_running->waitFor([&] { return m_running->settled() && m_running->table().rowCount() == 2; }));
    const auto chosen = m_running->grid().selectedRecords();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().text("sAMAccountName"), u"guib"_s);
}

void TestMainWindow::selectionIsCopiedAsCsv()
{
    fresh(m_sales);
    QVERIFY(m_running->choose(u"bob"_s));
    QTest::keyClick(&m_running->grid(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u"\r\n"_s, Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.at(0).startsWith(u"Name,Account,Kind"_s));
    QVERIFY(lines.at(1).startsWith(u"Bob Baker,bob,User"_s));
}

void TestMainWindow::theWholeListIsExported()
{
    fresh(m_sales);
    m_running->dialogs.fileName = m_settings.path(u"sales.csv"_s);
    m_running->action(u"actionExport"_s)->trigger();
    QVERIFY(m_running->waitFor([&] { return QFile::exists(m_running->dialogs.fileName); }));
    QFile file(m_running->dialogs.fileName);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), m_running->table().total() + 1);
    QVERIFY(lines.first().contains("sAMAccountName"));
}

void TestMainWindow::anEmptyPlaceSaysWhatWouldBeHere()
{
    fresh(m_lab.freshUnit(u"gui-empty"_s));
    auto *notice = m_running->child<QLabel>(u"gridNoticeText"_s);
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(u"gui-empty is empty"_s));
    QVERIFY(m_running->child<QWidget>(u"gridNoticeAction"_s)->isVisible());
}

void TestMainWindow::aReaderChangesNothing()
{
    m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, u"bob"_s));
    QVERIFY(m_running->ready());
    QVERIFY(m_running->open(m_sales));
    QVERIFY(m_running->choose(u"dieter"_s));
    for (const QString &name :
         {u"actionDelete"_s, u"actionMove"_s, u"actionRename"_s, u"actionPassword"_s, u"actionEnable"_s})
        QVERIFY2(!m_running->action(name)->isEnabled(), qPrintable(name));
    QVERIFY(m_running->action(u"actionProperties"_s)->isEnabled());
    const std::unique_ptr<QMimeData> mime(m_running->table().mimeData({m_running->row(u"dieter"_s)}));
    QVERIFY(!dropOn(m_running->grid(), m_running->row(u"Sales Team"_s), *mime));
}

void TestMainWindow::everythingHasANameForScreenReaders()
{
    QVERIFY(m_running->open(m_sales));
    const auto widgets = m_running->window().findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) ||
            qobject_cast<const QLabel *>(widget))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const QString name = button && !button->text().isEmpty() ? button->text() : widget->accessibleName();
        const bool inner = widget->objectName().startsWith(u"qt_"_s) || widget->inherits("QMenuBar") ||
                           widget->inherits("QSplitterHandle") || widget->inherits("QScrollBar") ||
                           widget->inherits("QHeaderView") || widget->inherits("QTabBar");
        QVERIFY2(inner || !name.isEmpty(),
                 qPrintable(u"%1 %2"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                           widget->objectName())));
    }
}

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
