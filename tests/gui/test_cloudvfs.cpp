// SPDX-License-Identifier: GPL-3.0-or-later
// The tab of shares that are joined to a cloud, of a real cloudvfsd with a real store: what an administrator
// sees there, and what comes of what he does. The witnesses are the file system and smbclient.
#include "app/charts/line_chart.h"
#include "tests/gui/client_fixture.h"
#include "tests/integration/joined_server.h"

#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QToolButton>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

class TestCloudvfs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup()
    {
        if (QTest::currentTestFailed()) {
            qWarning("smcd's log:\n%s", m_smcd->log().right(3000).constData());
            (void)cloudvfsd(
                {u"resume"_s, u"data"_s}); // the next one is not to wait for a share that is paused
        }
        m_running.reset();
    }
    void cleanupTestCase();
    void sharesAndStores();
    void aPausedShareHasAQueue();
    void aCopyShowsHowFarItIs();
    void theLastCheck();
    void foldersOpen();
    void foldersComeFirst();
    void aFileIsEvictedAndRecalled();
    void whatIsPinnedIsNotEvicted();
    void chartsOverTime();
    void bandwidth();
    void aLimitIsSetByHand();
    void aRestoreIsAskedFor();
    void aShareIsJoined();
    void aVersionIsRestored();
    void withoutCloudvfsd();
    void aReaderHasNoTab();

private:
    [[nodiscard]] CommandResult cloudvfsd(const QStringList &command)
    {
        return m_server->twin().exec(QStringList{QStringLiteral(SMC_BINARY_DIR "/bin/cloudvfsd"), u"-f"_s,
                                                 JoinedServer::folder() + u"/cloudvfs.conf"_s} +
                                     command);
    }
    [[nodiscard]] QString cell(const QString &field)
    {
        const QStringList rows = m_running->column(field);
        const int row = m_running->rowWith("share", u"data"_s);
        return row < 0 ? QString() : rows.value(row);
    }
    bool isDrained()
    {
        return m_running->waitFor([this] { return cell(u"dirty"_s) == u"0" && cell(u"clean"_s) != u"0"; });
    }
    bool openPage(const QString &title, const QString &share = u"data"_s)
    {
        m_running->grid().selectRow(m_running->rowWith("share", share));
        return m_running->waitFor([&] { return m_running->openDetail(title); });
    }
    /// The list in the detail pane that shows this grid.
    [[nodiscard]] render::GridView *list(const QString &grid)
    {
        return m_running->child<QWidget>(u"detailGrid_"_s + grid)->findChild<render::GridView *>();
    }
    [[nodiscard]] QStringList names() { return m_running->listed(u"cloud-files"_s, u"name"_s); }
    /// Opens a folder of the list as a person does: the second click is the one that opens.
    void open(const QString &folder)
    {
        render::GridView *view = list(u"cloud-files"_s);
        const QModelIndex row = view->model()->index(int(names().indexOf(folder)), 0);
        view->scrollTo(row);
        const QPoint at = view->visualRect(row).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
    }
    /// Of what is in the list of the queue, in per cent; -1: of nothing.
    [[nodiscard]] int progress()
    {
        const QString shown = m_running->listed(u"cloud-queue"_s, u"sent"_s).value(0);
        bool ok = false;
        const int percent = shown.section(u' ', 0, 0).toInt(&ok);
        return ok ? percent : -1;
    }
    /// Starts cloudvfsd anew, whose store s3 then takes so much in a second; empty: as much as it can.
    [[nodiscard]] bool limitUploads(const QString &limit)
    {
        QFile file(JoinedServer::folder() + u"/cloudvfs.conf"_s);
        if (!m_server->stopDaemon() || !file.open(QIODevice::ReadWrite))
            return false;
        static const QRegularExpression before(u"\nupload limit = [^\n]*"_s);
        QString text = QString::fromUtf8(file.readAll()).remove(before);
        if (!limit.isEmpty())
            text.replace(u"[store s3]"_s, u"[store s3]\nupload limit = "_s + limit);
        file.resize(0);
        file.seek(0);
        file.write(text.toUtf8());
        file.close();
        return m_server->startDaemon();
    }
    [[nodiscard]] QString stateOf(const QString &name)
    {
        return m_running->listed(u"cloud-files"_s, u"state"_s).value(names().indexOf(name));
    }
    /// Chooses a file in the list below and presses a button there.
    bool press(const QString &button, const QString &name)
    {
        auto *page = m_running->child<QWidget>(u"detailGrid_cloud-files"_s);
        const qsizetype row = names().indexOf(name);
        list(u"cloud-files"_s)->selectRow(int(row));
        auto *pressed = page->findChild<QToolButton *>(u"rowButton_"_s + button);
        if (row < 0 || !pressed || !pressed->isEnabled())
            return false;
        QTest::mouseClick(pressed, Qt::LeftButton);
        return true;
    }
    /// What stands in the place of a list's rows.
    [[nodiscard]] QString noticeOf(const QString &grid)
    {
        const auto *notice = list(grid)->findChild<QLabel *>(u"gridNoticeText"_s);
        return notice->isVisible() ? notice->text() : QString();
    }
    /// Answers what joining a share asks for, in the list of shares.
    bool join(const QString &share, const QString &store, const QString &mode)
    {
        m_running->grid().selectRow(m_running->rowWith("name", share));
        QDialog *dialog = nullptr;
        if (!m_running->act(u"join"_s) ||
            !m_running->waitFor([&] { return (dialog = shown<QDialog>(u"ask_cloud-join"_s)) != nullptr; }))
            return false;
        auto *line = dialog->findChild<QLineEdit *>(u"field_store"_s);
        const auto *stores = qobject_cast<QComboBox *>(line->parentWidget());
        // Those of the server are there to be chosen.
        if (!stores || !m_running->waitFor([&] { return stores->findText(store) >= 0; }) ||
            stores->count() != 4)
            return false;
        line->setText(store);
        auto *modes = dialog->findChild<QComboBox *>(u"field_mode"_s);
        modes->setCurrentIndex(modes->findText(mode));
        picture(dialog, u"cloudvfs-join"_s);
        dialog->findChild<QPushButton *>(u"ask_ok"_s)->click();
        return true;
    }
    [[nodiscard]] QString objectsOf(const QString &share)
    {
        return QString::fromUtf8(m_server->twin()
                                     .exec({u"testparm"_s, u"-s"_s, u"--section-name"_s, share,
                                            u"--parameter-name"_s, u"vfs objects"_s})
                                     .output);
    }
    void keep(const QString &name) { picture(&m_running->window(), u"cloudvfs-"_s + name); }

    Lab m_lab = Lab::domain();
    std::unique_ptr<JoinedServer> m_server;
    std::unique_ptr<Smcd> m_smcd;
    OwnSettings m_settings;
    std::unique_ptr<RunningClient> m_running;
};

void TestCloudvfs::initTestCase()
{
    shell::initTheme();
    m_server = std::make_unique<JoinedServer>(m_lab);
    QVERIFY(m_server->isThere());
    m_smcd = std::make_unique<Smcd>(m_server->smcd(
        {{u"collect"_s, {{u"enabled"_s, u"yes"_s}, {u"cloudvfs"_s, u"1s"_s}, {u"stores"_s, u"2s"_s}}}}));
    QVERIFY(m_smcd->start());
    QVERIFY(m_server->smb(u"mkdir Projects; mkdir Projects/2026"_s));
    for (const auto &[name, size] :
         {std::pair("Minutes.odt", 40'000), std::pair("Plans.pdf", 3'000'000),
          std::pair("Film.mkv", 5'000'000), std::pair("Projects/Budget.ods", 90'000),
          std::pair("Projects/2026/Offer.odt", 12'000)})
        QVERIFY(m_server->put(QString::fromLatin1(name), QByteArray(size, 'x')));
}

void TestCloudvfs::cleanupTestCase()
{
    m_smcd.reset();
    m_server.reset();
}

void TestCloudvfs::init()
{
    m_settings.clear();
    m_running = std::make_unique<RunningClient>(optionsFor(*m_smcd, m_lab, u"alice"_s));
    QVERIFY(m_running->ready());
    m_running->window().resize(1280, 800);
    QVERIFY(m_running->goToTab(u"CloudVFS"_s));
    QVERIFY(m_running->waitFor([this] { return m_running->rowWith("share", u"data"_s) >= 0; }));
}

void TestCloudvfs::sharesAndStores()
{
    QVERIFY(isDrained());
    QCOMPARE(cell(u"server"_s), u"twin"_s);
    QCOMPARE(cell(u"state"_s), u"up to date or copying"_s);
    QCOMPARE(cell(u"clean"_s), u"5"_s);
    QCOMPARE(cell(u"mode"_s), u"one object per file"_s);
    QCOMPARE(cell(u"problem"_s), QString());
    m_running->grid().selectRow(m_running->rowWith("share", u"data"_s));
    QVERIFY(m_running->waitFor([] { return shown<QLabel>(u"detail_store"_s); }));
    QCOMPARE(shown<QLabel>(u"detail_store"_s)->text(), u"s3"_s);
    QCOMPARE(shown<QLabel>(u"detail_path"_s)->text(), u"/srv/data"_s);
    QCOMPARE(shown<QLabel>(u"detail_stub-bytes"_s)->text(), u"0 %"_s);
    keep(u"shares"_s);
    const auto isInSight = [](const render::GridView &view, const QString &field) {
        const int column = static_cast<models::RecordTableModel *>(view.model())->columnOf(field);
        return view.columnViewportPosition(column) + 150 <= view.viewport()->width();
    };
    QVERIFY2(isInSight(m_running->grid(), u"problem"_s), "a problem is seen without scrolling");
    QVERIFY(openPage(u"Stores"_s));
    QVERIFY(m_running->waitFor([this] {
        return m_running->listed(u"cloud-stores"_s, u"state"_s) ==
               QStringList{u"does not answer"_s, u"answers"_s, u"answers"_s, u"answers"_s};
    }));
    QCOMPARE(m_running->listed(u"cloud-stores"_s, u"store"_s),
             (QStringList{u"away"_s, u"s3"_s, u"second"_s, u"third"_s}));
    QVERIFY2(!m_running->listed(u"cloud-stores"_s, u"problem"_s).constFirst().isEmpty(),
             "what is wrong with a store that is away is said");
    QVERIFY(isInSight(*list(u"cloud-stores"_s), u"problem"_s));
    QVERIFY2(list(u"cloud-stores"_s)->viewport()->height() >= 8 * list(u"cloud-stores"_s)->rowHeight(0),
             "a list in the pane has room for some rows");
    keep(u"stores"_s);
}

void TestCloudvfs::aPausedShareHasAQueue()
{
    QVERIFY(isDrained());
    QVERIFY(openPage(u"Queue"_s));
    m_running->dialogs.answers << true;
    QVERIFY(m_running->act(u"pause"_s));
    QVERIFY(m_running->waitFor([this] { return cell(u"state"_s) == u"paused"; }));
    QCOMPARE(m_running->dialogs.asked.size(), 1);
    QVERIFY2(m_running->dialogs.asked.constFirst().details.contains(u"data"_s),
             "before copying stops it is said what waits");
    QVERIFY(m_server->put(u"waits.txt"_s, QByteArray(500'000, 'w')));
    QVERIFY(m_running->waitFor(
        [this] { return m_running->listed(u"cloud-queue"_s, u"path"_s) == QStringList{u"waits.txt"_s}; }));
    QVERIFY(m_running->waitFor([this] { // smbd may still have it open
        return m_running->listed(u"cloud-queue"_s, u"state"_s) == QStringList{u"waiting"_s};
    }));
    QVERIFY(m_running->waitFor([this] { return cell(u"dirty"_s) == u"1"; }));
    keep(u"queue"_s);
    QVERIFY(m_running->act(u"resume"_s));
    QVERIFY(m_running->waitFor([this] { return m_running->listed(u"cloud-queue"_s, u"path"_s).isEmpty(); }));
    QVERIFY(m_running->waitFor([this] { return cell(u"dirty"_s) == u"0"; }));
    QCOMPARE(cell(u"state"_s), u"up to date or copying"_s);
}

void TestCloudvfs::aCopyShowsHowFarItIs()
{
    QVERIFY(isDrained());
    QVERIFY(openPage(u"Queue"_s));
    QVERIFY(limitUploads(u"256K"_s));
    const auto unlimited = qScopeGuard([this] { (void)limitUploads({}); });
    QVERIFY(m_server->put(u"Archive.tar"_s, QByteArray(5'000'000, 'b')));
    QVERIFY(m_running->waitFor([this] { return progress() > 0; }));
    QCOMPARE(m_running->listed(u"cloud-queue"_s, u"state"_s), QStringList{u"being copied"_s});
    const int first = progress();
    QVERIFY2(first < 100, qPrintable(QString::number(first)));
    QVERIFY2(m_running->waitFor([&] { return progress() > first; }), "it goes on while one looks at it");
    const auto *view = list(u"cloud-queue"_s);
    const QModelIndex bar =
        view->model()->index(0, static_cast<models::RecordTableModel *>(view->model())->columnOf(u"sent"_s));
    QVERIFY2(bar.data(models::RecordTableModel::PlainRole).toBool(), "that it is nearly done is no fault");
    keep(u"progress"_s);
}

void TestCloudvfs::theLastCheck()
{
    QVERIFY(isDrained());
    const CommandResult checked = cloudvfsd({u"scrub"_s, u"data"_s});
    QVERIFY2(checked.ok(), checked.errors.constData());
    QVERIFY(m_running->waitFor([this] { return cell(u"checked"_s) == u"now"; }));
    QCOMPARE(cell(u"faults"_s), u"0"_s);
    m_running->grid().selectRow(m_running->rowWith("share", u"data"_s));
    QVERIFY(m_running->waitFor([] { return shown<QLabel>(u"detail_lost"_s); }));
    QCOMPARE(shown<QLabel>(u"detail_lost"_s)->text(), u"0"_s);
    keep(u"checked"_s);
}

void TestCloudvfs::foldersOpen()
{
    QVERIFY(isDrained());
    QVERIFY(openPage(u"Files"_s));
    QVERIFY(m_running->waitFor([this] { return names().contains(u"Projects"_s); }));
    auto *page = m_running->child<QWidget>(u"detailGrid_cloud-files"_s);
    auto *view = list(u"cloud-files"_s);
    auto *up = page->findChild<QToolButton *>(u"detailUp"_s);
    QVERIFY(!up->isEnabled());
    view->selectRow(int(names().indexOf(u"Projects"_s)));
    QVERIFY2(!page->findChild<QToolButton *>(u"rowButton_evict"_s)->isEnabled(), "a folder has no content");
    open(u"Projects"_s);
    QVERIFY(m_running->waitFor([&] { return names() == QStringList{u"2026"_s, u"Budget.ods"_s}; }));
    open(u"2026"_s);
    QVERIFY(m_running->waitFor([&] { return names() == QStringList{u"Offer.odt"_s}; }));
    QCOMPARE(page->findChild<QLabel *>(u"detailWhere"_s)->text(), u"/Projects/2026"_s);
    keep(u"folder"_s);
    QVERIFY(press(u"evict"_s, u"Offer.odt"_s));
    QVERIFY(m_running->waitFor([&] { return stateOf(u"Offer.odt"_s) == u"in the store alone"; }));
    QCOMPARE(page->findChild<QLabel *>(u"detailWhere"_s)->text(), u"/Projects/2026"_s);
    QTest::mouseClick(up, Qt::LeftButton);
    QVERIFY(m_running->waitFor([&] { return names() == QStringList{u"2026"_s, u"Budget.ods"_s}; }));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Backspace);
    QVERIFY(m_running->waitFor([&] { return names().contains(u"Film.mkv"_s); }));
    QVERIFY(!up->isEnabled());
}

void TestCloudvfs::foldersComeFirst()
{
    QVERIFY(isDrained());
    QVERIFY(openPage(u"Files"_s));
    QVERIFY(m_running->waitFor([this] { return names().size() > 3; }));
    QCOMPARE(names().constFirst(), u"Projects"_s);
    const auto isBefore = [this](const QString &one, const QString &other) {
        return names().contains(one) && names().indexOf(one) < names().indexOf(other);
    };
    QVERIFY2(isBefore(u"Film.mkv"_s, u"Plans.pdf"_s), qPrintable(names().join(u' ')));
    auto *header = list(u"cloud-files"_s)->horizontalHeader();
    const QPoint atName(header->sectionViewportPosition(0) + 20, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, atName); // the other way round
    QVERIFY(m_running->waitFor([&] { return isBefore(u"Plans.pdf"_s, u"Film.mkv"_s); }));
    QCOMPARE(names().constFirst(), u"Projects"_s);
}

void TestCloudvfs::aFileIsEvictedAndRecalled()
{
    QVERIFY(isDrained());
    QVERIFY(openPage(u"Files"_s));
    QVERIFY(m_running->waitFor([this] { return stateOf(u"Film.mkv"_s) == u"here and in the store"; }));
    const qint64 before = JoinedServer::blocksOf(u"Film.mkv"_s);
    QVERIFY(press(u"evict"_s, u"Film.mkv"_s));
    QVERIFY(m_running->waitFor([this] { return stateOf(u"Film.mkv"_s) == u"in the store alone"; }));
    QVERIFY2(JoinedServer::blocksOf(u"Film.mkv"_s) < 20, "the disk has its space back");
    QVERIFY2(m_running->message().contains(u"Film.mkv"_s), qPrintable(m_running->message()));
    QVERIFY(press(u"pin"_s, u"Minutes.odt"_s));
    keep(u"files"_s);
    QVERIFY(press(u"recall"_s, u"Film.mkv"_s));
    QVERIFY(m_running->waitFor([this] { return stateOf(u"Film.mkv"_s) == u"here and in the store"; }));
    QVERIFY2(JoinedServer::blocksOf(u"Film.mkv"_s) >= before, "its content is on the disk again");
}

void TestCloudvfs::whatIsPinnedIsNotEvicted()
{
    QVERIFY(isDrained());
    QVERIFY(openPage(u"Files"_s));
    QVERIFY(m_running->waitFor([this] { return !stateOf(u"Plans.pdf"_s).isEmpty(); }));
    const auto pinned = [this] {
        const qsizetype row = m_running->listed(u"cloud-files"_s, u"name"_s).indexOf(u"Plans.pdf"_s);
        return m_running->listed(u"cloud-files"_s, u"pinned"_s).value(row);
    };
    QVERIFY(press(u"pin"_s, u"Plans.pdf"_s));
    QVERIFY(m_running->waitFor([&] { return pinned() == u"pinned"; }));
    QVERIFY(press(u"evict"_s, u"Plans.pdf"_s));
    QVERIFY(m_running->waitFor([this] { return m_running->message().contains(u"pinned"_s); }));
    keep(u"refused"_s);
    QCOMPARE(stateOf(u"Plans.pdf"_s), u"here and in the store"_s);
    QVERIFY(press(u"unpin"_s, u"Plans.pdf"_s));
    QVERIFY(m_running->waitFor([&] { return pinned() == u"no"; }));
    QVERIFY(press(u"evict"_s, u"Plans.pdf"_s));
    QVERIFY(m_running->waitFor([this] { return stateOf(u"Plans.pdf"_s) == u"in the store alone"; }));
}

void TestCloudvfs::chartsOverTime()
{
    if (!charts::LineChart::isAvailable())
        QSKIP("without QtCharts");
    QVERIFY(openPage(u"Over time"_s));
    QVERIFY(m_running->waitFor([] {
        auto *clean = shown<charts::LineChart>(u"chart_cloud-clean"_s);
        return clean && !clean->lines().isEmpty() && clean->lines().constFirst().points.constLast().y() > 0;
    }));
    keep(u"charts"_s);
}

void TestCloudvfs::bandwidth()
{
    if (!charts::LineChart::isAvailable())
        QSKIP("without QtCharts");
    QVERIFY(openPage(u"Bandwidth"_s));
    QVERIFY(m_server->put(u"Sent.bin"_s, QByteArray(4'000'000, 's')));
    const auto most = [] {
        double found = 0;
        auto *sent = shown<charts::LineChart>(u"chart_store-sent"_s);
        for (const charts::Line &line : sent ? sent->lines() : QList<charts::Line>()) {
            for (const QPointF &point : line.points)
                found = std::max(found, point.y());
        }
        return found;
    };
    QVERIFY2(m_running->waitFor([&] { return most() > 1; }), "what went to the store is seen");
    QVERIFY2(most() < 1'000'000, "in a second, and not since cloudvfsd began");
    keep(u"bandwidth"_s);
}

void TestCloudvfs::aLimitIsSetByHand()
{
    QVERIFY(openPage(u"Limits"_s));
    const auto why = [this] { return m_running->listed(u"cloud-bandwidth"_s, u"why"_s).value(0); };
    QVERIFY(m_running->waitFor([&] { return why() == u"configuration"; }));
    const auto press = [this](const QString &button) {
        list(u"cloud-bandwidth"_s)->selectRow(0);
        auto *page = m_running->child<QWidget>(u"detailGrid_cloud-bandwidth"_s);
        auto *pressed = page->findChild<QToolButton *>(u"rowButton_"_s + button);
        if (pressed)
            QTest::mouseClick(pressed, Qt::LeftButton);
        return pressed != nullptr;
    };
    QVERIFY(press(u"limit"_s));
    QDialog *dialog = nullptr;
    QVERIFY(m_running->waitFor([&] { return (dialog = shown<QDialog>(u"ask_cloud-limit"_s)) != nullptr; }));
    dialog->findChild<QLineEdit *>(u"field_up"_s)->setText(u"2M"_s);
    auto *period = dialog->findChild<QLineEdit *>(u"field_for"_s);
    period->setText(u"a while"_s);
    dialog->findChild<QPushButton *>(u"ask_ok"_s)->click();
    QVERIFY2(dialog->isVisible(), "what is no period is not sent");
    picture(dialog, u"cloudvfs-limit"_s);
    period->setText(u"2h"_s);
    dialog->findChild<QPushButton *>(u"ask_ok"_s)->click();
    QVERIFY(m_running->waitFor([&] { return why() == u"hand"; }));
    QVERIFY(m_running->listed(u"cloud-bandwidth"_s, u"up"_s).value(0).contains(u"MiB"_s));
    QVERIFY(press(u"release"_s));
    QVERIFY(m_running->waitFor([&] { return why() == u"configuration"; }));
}

void TestCloudvfs::aRestoreIsAskedFor()
{
    m_running->grid().selectRow(m_running->rowWith("share", u"data"_s));
    QVERIFY(m_running->act(u"restore"_s));
    QDialog *dialog = nullptr;
    QVERIFY(m_running->waitFor([&] { return (dialog = shown<QDialog>(u"ask_cloud-restore"_s)) != nullptr; }));
    picture(dialog, u"cloudvfs-restore"_s);
    dialog->findChild<QLineEdit *>(u"field_path"_s)->setText(u"Plans.pdf"_s);
    dialog->findChild<QLineEdit *>(u"field_at"_s)->setText(u"1h"_s);
    dialog->findChild<QPushButton *>(u"ask_ok"_s)->click();
    // This share is in the mode link, which has no versions.
    QVERIFY(m_running->waitFor([this] { return m_running->message().contains(u"mode"_s); }));
}

void TestCloudvfs::aShareIsJoined()
{
    QVERIFY(m_running->goToTab(u"Shares"_s));
    QVERIFY(m_running->waitFor([this] { return m_running->rowWith("name", u"later"_s) >= 0; }));
    QVERIFY(join(u"later"_s, u"s3"_s, u"one object per file"_s));
    QVERIFY2(m_running->waitFor([this] {
        return m_running->message().contains(u"later is not joined to s3: s3 is that of the share data"_s);
    }),
             qPrintable(m_running->message()));
    picture(&m_running->window(), u"cloudvfs-not-joined"_s);
    QVERIFY(!objectsOf(u"later"_s).contains(u"cloudvfs"_s));
    QVERIFY(join(u"later"_s, u"second"_s, u"one object per file"_s));
    QVERIFY2(
        m_running->waitFor([this] { return m_running->message().endsWith(u"Join to a cloud: later"_s); }),
        qPrintable(m_running->message()));
    QVERIFY(objectsOf(u"later"_s).contains(u"cloudvfs"_s)); // in smb.conf
    QVERIFY(join(u"public"_s, u"third"_s, u"backup"_s));
    QVERIFY2(
        m_running->waitFor([this] { return m_running->message().endsWith(u"Join to a cloud: public"_s); }),
        qPrintable(m_running->message()));
    QVERIFY(objectsOf(u"public"_s).contains(u"cloudvfs"_s)); // in the registry
    QVERIFY(m_running->goToTab(u"CloudVFS"_s));
    for (const QString &share : {u"later"_s, u"public"_s}) {
        QVERIFY(m_running->waitFor([&] {
            const int row = m_running->rowWith("share", share);
            return row >= 0 && m_running->column(u"state"_s).value(row) == u"up to date or copying";
        }));
    }
}

void TestCloudvfs::aVersionIsRestored()
{
    const auto drained = [this](const QString &files) {
        return m_running->waitFor([&] {
            const int row = m_running->rowWith("share", u"public"_s);
            return row >= 0 && m_running->column(u"dirty"_s).value(row) == u"0" &&
                   m_running->column(u"clean"_s).value(row) == files;
        });
    };
    QVERIFY(m_server->put(u"Letter.odt"_s, QByteArray(1000, '1'), u"public"_s));
    QVERIFY(drained(u"1"_s));
    QVERIFY(m_server->put(u"Letter.odt"_s, QByteArray(2048, '2'), u"public"_s));
    const auto versions = [this] { return m_running->listed(u"cloud-versions"_s, u"size"_s); };
    QVERIFY(openPage(u"Files"_s, u"public"_s));
    QVERIFY(m_running->waitFor([this] { return names() == QStringList{u"Letter.odt"_s}; }));
    QVERIFY(press(u"versions"_s, u"Letter.odt"_s));
    // The list is read again and again while it is looked at.
    QVERIFY2(m_running->waitFor([&] { return versions() == QStringList{u"2.00 KiB"_s, u"1,000 bytes"_s}; }),
             qPrintable(versions().join(u' ')));
    auto *window = shown<QDialog>(u"list_cloud-versions"_s);
    QVERIFY(window);
    picture(window, u"cloudvfs-versions"_s);
    list(u"cloud-versions"_s)->selectRow(1);
    m_running->dialogs.answers << true;
    auto *restore = window->findChild<QToolButton *>(u"rowButton_restore-version"_s);
    QVERIFY(restore && restore->isEnabled());
    QTest::mouseClick(restore, Qt::LeftButton);
    QVERIFY2(
        m_running->waitFor([this] { return m_running->message().contains(u"Restore this version: "_s); }),
        qPrintable(m_running->message()));
    QCOMPARE(QFileInfo(JoinedServer::folder() + u"/srv/public/Letter.odt"_s).size(), 1000);
    window->close();
    // In the mode link there are none, and that is said.
    QVERIFY(openPage(u"Files"_s));
    QVERIFY(m_running->waitFor([this] { return names().contains(u"Minutes.odt"_s); }));
    QVERIFY(m_running->waitFor([] { return !shown<QDialog>(u"list_cloud-versions"_s); }));
    QVERIFY(press(u"versions"_s, u"Minutes.odt"_s));
    QVERIFY2(m_running->waitFor([this] { return noticeOf(u"cloud-versions"_s).contains(u"mode link"_s); }),
             qPrintable(noticeOf(u"cloud-versions"_s)));
    picture(shown<QDialog>(u"list_cloud-versions"_s), u"cloudvfs-no-versions"_s);
}

void TestCloudvfs::withoutCloudvfsd()
{
    QVERIFY(m_server->stopDaemon());
    QVERIFY(m_running->waitFor([this] { return cell(u"state"_s) == u"nobody copies it"; }));
    QVERIFY2(cell(u"problem"_s).contains(u"cloudvfsd does not answer"_s), qPrintable(cell(u"problem"_s)));
    QVERIFY(openPage(u"Queue"_s));
    const auto said = [this] { return noticeOf(u"cloud-queue"_s); };
    QVERIFY2(m_running->waitFor([&] { return said().contains(u"cloudvfsd does not answer"_s); }),
             qPrintable(said()));
    keep(u"down"_s);
    QVERIFY(m_server->startDaemon());
    QVERIFY(m_running->waitFor([this] { return cell(u"state"_s) == u"up to date or copying"; }));
}

void TestCloudvfs::aReaderHasNoTab()
{
    m_running.reset();
    m_settings.clear();
    m_running = std::make_unique<RunningClient>(optionsFor(*m_smcd, m_lab, u"bob"_s));
    QVERIFY(m_running->ready());
    QVERIFY(!m_running->goToTab(u"CloudVFS"_s));
}

QTEST_MAIN(TestCloudvfs)
#include "test_cloudvfs.moc"
