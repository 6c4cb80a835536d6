// SPDX-License-Identifier: GPL-3.0-or-later
// The web page in a real browser, on a file server whose share is joined to a cloud: what a person sees there
// and what comes of his clicks. The witnesses are the file system, cloudvfsd and smbclient.
#include "tests/integration/joined_server.h"
#include "tests/integration/rest_client.h"
#include "tests/web/browser.h"

#include <QScopeGuard>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;
using namespace smc::testweb;

namespace {

const QString shareRow = u".list tr[data-id='twin:data']"_s;
const QString message = u".message"_s;
const QString accept = u"dialog [data-role='accept']"_s;
constexpr QChar arrowDown(0xE015);
constexpr QChar enterKey(0xE007);
constexpr QChar escapeKey(0xE00C);

QString cellOf(const QString &row, const QString &field)
{
    return row + u" td[data-field='"_s + field + u"']"_s;
}
/// In the list of files below.
QString fileRow(const QString &path)
{
    return u".detail tr[data-id='twin:data/"_s + path + u"']"_s;
}
QString actionBelow(const QString &name)
{
    return u".detail-grid button[data-action='"_s + name + u"']"_s;
}
QString actionAbove(const QString &name)
{
    return u".list > .actions button[data-action='"_s + name + u"']"_s;
}

} // namespace

class TestWebCloudvfs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void aWrongPasswordSaysSo();
    void signingIn();
    void sharesAndStores();
    void aPausedShareHasAQueue();
    void filesOfAFolder();
    void aFileIsEvictedAndRecalled();
    void whatIsPinnedIsNotEvicted();
    void bandwidthOverTime();
    void limitsAreSeenAndReleased();
    void aShareIsLookedAtAndChecked();
    void aShareIsJoined();
    void aVersionIsRestored();
    void backAndLinks();
    void byKeyboard();
    void onAPhone();
    void aDroppedDescriptorIsDrawn();
    void whoseSessionEndsGoesOnWhereHeWas();
    void inGerman();
    void aHiddenPageAsksNothing();
    void aReaderChangesNothing();
    void whoMayNotIsTold();

private:
    [[nodiscard]] CommandResult cloudvfsd(const QStringList &command)
    {
        return m_server->twin().exec(QStringList{QStringLiteral(SMC_BINARY_DIR "/bin/cloudvfsd"), u"-f"_s,
                                                 JoinedServer::folder() + u"/cloudvfs.conf"_s} +
                                     command);
    }
    /// As cloudvfsd itself says it.
    [[nodiscard]] bool isPaused()
    {
        const QByteArray shares = cloudvfsd({u"shares"_s}).output;
        for (const QJsonValue share : QJsonDocument::fromJson(shares)[u"shares"].toArray()) {
            if (share[u"name"].toString() == u"data")
                return share[u"paused"].toBool();
        }
        qWarning("%s", shares.constData());
        return false;
    }
    [[nodiscard]] QString page(const QString &hash = {}) const
    {
        return m_smcd->url().toString() + u"/" + hash;
    }
    /// Opens an address anew, as one who types it.
    [[nodiscard]] bool open(const QString &hash)
    {
        return m_browser->open(u"about:blank"_s) && m_browser->open(page(hash));
    }
    [[nodiscard]] bool signIn(const QString &user, const QString &password)
    {
        return m_browser->type(u"#sign-in-user"_s, user) &&
               m_browser->type(u"#sign-in-password"_s, password) &&
               m_browser->click(u".sign-in button[type=submit]"_s);
    }
    [[nodiscard]] bool signOut()
    {
        return m_browser->click(u".person summary"_s) && m_browser->click(u"[data-action='sign-out']"_s) &&
               m_browser->waitFor(u"document.querySelector('#sign-in-user') !== null"_s);
    }
    [[nodiscard]] bool isDrained(const QString &share = u"data"_s)
    {
        return QTest::qWaitFor(
            [this, share] {
                const QJsonObject now = m_rest->find("/rest/cloudvfs/shares?server=twin", u"share"_s, share);
                return now[u"dirty"][0].toString() == u"0" && now[u"behind"][0].toString() == u"0";
            },
            30'000);
    }

    Lab m_lab = Lab::domain();
    std::unique_ptr<JoinedServer> m_server;
    std::unique_ptr<Smcd> m_smcd;
    std::unique_ptr<RestClient> m_rest;
    std::unique_ptr<Browser> m_browser;
};

void TestWebCloudvfs::initTestCase()
{
    m_browser = std::make_unique<Browser>();
    QVERIFY2(m_browser->start(), qPrintable(m_browser->problem()));
    m_server = std::make_unique<JoinedServer>(m_lab);
    QVERIFY(m_server->isThere());
    m_smcd = std::make_unique<Smcd>(m_server->smcd(
        {{u"collect"_s, {{u"enabled"_s, u"yes"_s}, {u"cloudvfs"_s, u"1s"_s}, {u"stores"_s, u"1s"_s}}}}));
    QVERIFY(m_smcd->start());
    m_rest = std::make_unique<RestClient>(*m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QVERIFY(m_server->smb(u"mkdir dir"_s));
    QVERIFY(m_server->put(u"one"_s, QByteArray(1000, '1')));
    QVERIFY(m_server->put(u"dir/cold"_s, QByteArray(3'000'000, 'c')));
    QVERIFY(m_server->put(u"dir/ä&b +.txt"_s, "odd"));
    QVERIFY(isDrained());
}

void TestWebCloudvfs::cleanup()
{
    // Neither a script nor the policy of what it may load has anything to complain of, whatever was done.
    const QStringList complaints = m_browser ? m_browser->complaints() : QStringList();
    if (QTest::currentTestFailed() && m_smcd) {
        m_browser->picture(u"failed_"_s + QString::fromLatin1(QTest::currentTestFunction()));
        qWarning("%s\nsmcd's log:\n%s", qUtf8Printable(complaints.join(u'\n')),
                 m_smcd->log().right(3000).constData());
        (void)cloudvfsd({u"resume"_s, u"data"_s}); // the next one is not to wait for a share that is paused
    }
    QCOMPARE(complaints, QStringList());
}

void TestWebCloudvfs::cleanupTestCase()
{
    m_browser.reset();
    m_smcd.reset();
    m_server.reset();
}

void TestWebCloudvfs::aWrongPasswordSaysSo()
{
    QVERIFY(m_browser->open(page()));
    QVERIFY(m_browser->waitFor(u"document.querySelector('#sign-in-user') !== null"_s));
    m_browser->picture(u"web_sign_in"_s);
    QVERIFY(signIn(m_lab.admin(), u"wrong"_s));
    QVERIFY(m_browser->waitForText(u".sign-in-fault .sentence"_s, u"password"_s));
    QVERIFY(m_browser->text(u".sign-in-fault details"_s).contains(u"Details"_s));
    QCOMPARE(m_browser->count(u"nav.tabs"_s), 0);
}

void TestWebCloudvfs::signingIn()
{
    QVERIFY(signIn(m_lab.admin(), m_lab.password()));
    QVERIFY(m_browser->waitForText(u"nav.tabs"_s, u"CloudVFS"_s));
    QVERIFY(m_browser->text(u".person summary"_s).startsWith(m_lab.admin() + u'@'));
    // No script can read the session, and nothing of it is kept.
    QCOMPARE(m_browser->value(u"document.cookie"_s).toString(), QString());
    QVERIFY(!m_browser->value(u"JSON.stringify(localStorage)"_s).toString().contains(u"csrf"_s));
    QVERIFY(m_browser->reload());
    QVERIFY(m_browser->waitForText(u"nav.tabs"_s, u"CloudVFS"_s)); // by its cookie
}

void TestWebCloudvfs::sharesAndStores()
{
    QVERIFY(m_browser->click(u"nav.tabs a[data-tab='cloudvfs']"_s));
    QVERIFY(m_browser->waitForText(cellOf(shareRow, u"state"_s), u"up to date"_s));
    QCOMPARE(m_browser->text(cellOf(shareRow, u"server"_s)), u"twin"_s);
    QCOMPARE(m_browser->text(cellOf(shareRow, u"store"_s)), u"s3"_s);
    QVERIFY(m_browser->click(shareRow));
    QVERIFY(m_browser->waitForText(u".detail dd[data-field='mode']"_s, u"one object per file"_s));
    QCOMPARE(m_browser->text(u".detail h2"_s), u"data"_s);
    m_browser->picture(u"web_cloudvfs"_s);
    QVERIFY(m_browser->click(u".detail [role=tab][data-page='cloud-stores']"_s));
    const QString store = u".detail tr[data-id='twin:s3']"_s;
    QVERIFY(m_browser->waitForText(cellOf(store, u"state"_s), u"answers"_s));
    QVERIFY(m_browser->text(cellOf(store, u"sent"_s)).contains(u"MiB"_s));
}

void TestWebCloudvfs::aPausedShareHasAQueue()
{
    QVERIFY(m_browser->click(shareRow));
    QVERIFY(m_browser->click(actionAbove(u"pause"_s)));
    // What it would do, from the dry run, stands in the question; whoever thinks better of it changes
    // nothing.
    QVERIFY(m_browser->waitForText(u"dialog .preview"_s, u"pause"_s));
    QVERIFY(m_browser->text(u"dialog"_s).contains(u"Nothing of data waits now."_s));
    m_browser->picture(u"web_question"_s);
    m_browser->press(escapeKey);
    QVERIFY(m_browser->waitFor(u"document.querySelector('dialog') === null"_s));
    QVERIFY(!isPaused());
    QVERIFY(m_browser->click(actionAbove(u"pause"_s)));
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitForText(cellOf(shareRow, u"state"_s), u"paused"_s));
    QVERIFY(m_browser->text(message).contains(u"Pause copying"_s));
    QVERIFY(isPaused());
    QVERIFY(m_server->put(u"waits"_s, QByteArray(500, 'w')));
    QVERIFY(m_browser->waitForText(cellOf(shareRow, u"dirty"_s), u"1"_s)); // by itself
    QVERIFY(m_browser->click(u".detail [role=tab][data-page='cloud-queue']"_s));
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"waits"_s), u"state"_s), u"waiting"_s));
    QCOMPARE(m_browser->text(cellOf(fileRow(u"waits"_s), u"size"_s)), u"500 B"_s);
    m_browser->picture(u"web_queue"_s);
    QVERIFY(m_browser->click(actionAbove(u"resume"_s)));
    QVERIFY(m_browser->waitForText(cellOf(shareRow, u"state"_s), u"up to date"_s));
    QVERIFY(m_browser->waitForText(u".detail .notice"_s, u"Nothing waits"_s));
    QVERIFY(!isPaused());
    QVERIFY(isDrained());
}

void TestWebCloudvfs::filesOfAFolder()
{
    QVERIFY(m_browser->click(u".detail [role=tab][data-page='cloud-files']"_s));
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"one"_s), u"state"_s), u"here and in the store"_s));
    QCOMPARE(m_browser->texts(u".detail tbody td[data-field='name']"_s).value(0).trimmed(),
             u"dir"_s); // folders first
    // A folder has nothing that an action is about, and opens.
    QVERIFY(m_browser->click(fileRow(u"dir"_s)));
    QVERIFY(
        m_browser->value(u"document.querySelector(\"%1\").disabled"_s.arg(actionBelow(u"evict"_s))).toBool());
    m_browser->press(enterKey);
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"dir/cold"_s), u"state"_s), u"here and in the store"_s));
    QCOMPARE(m_browser->text(u".detail .where"_s), u"/dir"_s);
    QVERIFY(m_browser->value(u"location.hash"_s).toString().contains(u"at=dir"_s));
}

void TestWebCloudvfs::aFileIsEvictedAndRecalled()
{
    const qint64 before = JoinedServer::blocksOf(u"dir/cold"_s);
    QVERIFY(before > 5000);
    QVERIFY(m_browser->click(fileRow(u"dir/cold"_s)));
    QVERIFY(m_browser->click(actionBelow(u"evict"_s)));
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"dir/cold"_s), u"state"_s), u"in the store alone"_s));
    QVERIFY(JoinedServer::blocksOf(u"dir/cold"_s) < 20);
    m_browser->picture(u"web_files"_s);
    QVERIFY(m_browser->click(actionBelow(u"recall"_s))); // it is still chosen
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"dir/cold"_s), u"state"_s), u"here and in the store"_s));
    QVERIFY(JoinedServer::blocksOf(u"dir/cold"_s) >= before);
}

void TestWebCloudvfs::whatIsPinnedIsNotEvicted()
{
    QVERIFY(m_browser->click(fileRow(u"dir/cold"_s)));
    QVERIFY(m_browser->click(actionBelow(u"pin"_s)));
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"dir/cold"_s), u"pinned"_s), u"pinned"_s));
    QCOMPARE(m_rest->get("/rest/cloudvfs/files/" + encoded(u"twin:data/dir/cold"_s)).first(u"pinned"_s),
             u"TRUE"_s);
    const qint64 before = JoinedServer::blocksOf(u"dir/cold"_s);
    QVERIFY(m_browser->click(actionBelow(u"evict"_s)));
    QVERIFY(m_browser->waitForText(message + u".fault .sentence"_s, u"pinned"_s));
    QVERIFY(m_browser->click(message + u" details summary"_s));
    QVERIFY(m_browser->text(message + u" pre"_s).contains(u"409 refused"_s));
    m_browser->picture(u"web_refused"_s);
    QCOMPARE(JoinedServer::blocksOf(u"dir/cold"_s), before);
    QVERIFY(m_browser->click(actionBelow(u"unpin"_s)));
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"dir/cold"_s), u"pinned"_s), u"no"_s));
}

void TestWebCloudvfs::bandwidthOverTime()
{
    QVERIFY(m_browser->click(u".detail [role=tab][data-page='Bandwidth']"_s));
    const QString chart = u".chart[data-metric='store-sent']"_s;
    QVERIFY(
        m_browser->waitFor(u"document.querySelectorAll(\"%1 polyline\").length > 0"_s.arg(chart), 60'000));
    QVERIFY(m_browser->text(chart + u" figcaption"_s).contains(u"KiB per second"_s));
    QVERIFY(!m_browser->text(chart + u" .reading"_s).isEmpty());
    m_browser->picture(u"web_bandwidth"_s);
    m_browser->setDark(true);
    m_browser->picture(u"web_bandwidth_dark"_s);
    m_browser->setDark(false);
}

void TestWebCloudvfs::limitsAreSeenAndReleased()
{
    QVERIFY(m_browser->click(u".detail [role=tab][data-page='cloud-bandwidth']"_s));
    const QString store = u".detail tr[data-id='twin:s3']"_s;
    QVERIFY(m_browser->waitForText(cellOf(store, u"up"_s), u"no limit"_s));
    QVERIFY(m_browser->click(store));
    QVERIFY(m_browser->click(actionBelow(u"limit"_s)));
    QVERIFY(m_browser->type(u"dialog [data-field='up'] input"_s, u"2M"_s));
    QVERIFY(m_browser->type(u"dialog [data-field='for'] input"_s, u"a while"_s));
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitForText(u"dialog [data-field='for']"_s, u"A period is a number"_s)); // not sent
    QVERIFY(m_browser->type(u"dialog [data-field='for'] input"_s, u"2h"_s));
    m_browser->picture(u"web_limit"_s);
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitForText(cellOf(store, u"up"_s), u"2 MiB"_s));
    QCOMPARE(m_browser->text(cellOf(store, u"why"_s)), u"hand"_s);
    QVERIFY(m_browser->click(store));
    QVERIFY(m_browser->click(actionBelow(u"release"_s)));
    QVERIFY(m_browser->waitForText(cellOf(store, u"why"_s), u"configuration"_s));
    QCOMPARE(m_rest->get("/rest/cloudvfs/bandwidth/twin%3As3").first(u"why"_s), u"fixed"_s);
}

void TestWebCloudvfs::aShareIsLookedAtAndChecked()
{
    // What somebody put there past smbd is found when the folder is looked at.
    QFile past(JoinedServer::folder() + u"/srv/data/past"_s);
    QVERIFY(past.open(QIODevice::WriteOnly) && past.write("not by smbd") == 11 && past.flush());
    const QString clean = u".detail dd[data-field='clean']"_s;
    QVERIFY(m_browser->click(u".detail [role=tab][data-page='']"_s));
    const int before = m_browser->text(clean).toInt();
    QVERIFY(m_browser->click(actionAbove(u"scan"_s)));
    QVERIFY(m_browser->waitForText(message, u"Look at the folder anew"_s));
    QVERIFY(QTest::qWaitFor(
        [this] {
            return m_rest->get("/rest/cloudvfs/files/" + encoded(u"twin:data/past"_s)).first(u"state"_s) ==
                   u"clean"_s;
        },
        30'000));
    QVERIFY(m_browser->waitFor(
        u"Number(document.querySelector(\"%1\").innerText) > %2"_s.arg(clean).arg(before)));
    QCOMPARE(m_browser->text(cellOf(shareRow, u"checked"_s)), QString());
    QVERIFY(m_browser->click(actionAbove(u"scrub"_s)));
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitForText(cellOf(shareRow, u"checked"_s), u"now"_s));
    QVERIFY(m_browser->click(u".detail [role=tab][data-page='cloud-faults']"_s));
    QVERIFY(m_browser->waitForText(u".detail .notice"_s, u"found nothing"_s));
    m_browser->picture(u"web_checked"_s);
}

void TestWebCloudvfs::aShareIsJoined()
{
    const QString row = u".list tr[data-id='twin:later']"_s;
    QVERIFY(open(u"#/shares?id=twin%3Alater"_s));
    QVERIFY(m_browser->waitForText(row, u"later"_s));
    QVERIFY(m_browser->click(row));
    QVERIFY(m_browser->click(actionAbove(u"join"_s)));
    // The stores of the server are there to be chosen.
    QVERIFY(m_browser->waitFor(u"[...document.querySelectorAll('dialog datalist option')].map(one => "
                               "one.value).join(' ') === 'away s3 second third'"_s));
    const QString store = u"dialog [data-field='store'] input"_s;
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitForText(u"dialog [data-field='store']"_s, u"needed"_s)); // not sent
    QVERIFY(m_browser->type(store, u"s3"_s));
    m_browser->picture(u"web_join"_s);
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitForText(message + u".fault .sentence"_s, u"s3 is that of the share data"_s));
    m_browser->picture(u"web_not_joined"_s);
    QVERIFY(m_browser->click(actionAbove(u"join"_s)));
    QVERIFY(m_browser->type(store, u"second"_s));
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitForText(message, u"Join to a cloud: later"_s));
    QVERIFY(open(u"#/cloudvfs"_s));
    QVERIFY(m_browser->waitForText(cellOf(u".list tr[data-id='twin:later']"_s, u"state"_s), u"up to date"_s));
    QVERIFY(m_server->put(u"first"_s, "joined", u"later"_s));
    QVERIFY(m_browser->click(row));
    QVERIFY(m_browser->waitForText(u".detail dd[data-field='clean']"_s, u"1"_s));
}

void TestWebCloudvfs::aVersionIsRestored()
{
    const RestAnswer joined = m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3Apublic/enable",
                                           R"({"store":"third","mode":"backup"})");
    QVERIFY2(joined.status == 200, joined.body.constData());
    for (const int size : {1000, 2048}) {
        QVERIFY(m_server->put(u"letter"_s, QByteArray(size, 'x'), u"public"_s));
        QVERIFY(isDrained(u"public"_s));
    }
    QVERIFY(open(u"#/cloudvfs?id=twin%3Apublic&page=cloud-files"_s));
    QVERIFY(m_browser->click(u".detail tr[data-id='twin:public/letter']"_s));
    QVERIFY(m_browser->click(actionBelow(u"versions"_s)));
    const QString rows = u"dialog.rows tbody tr"_s;
    QVERIFY(m_browser->waitFor(u"document.querySelectorAll('%1').length === 2"_s.arg(rows)));
    QCOMPARE(m_browser->texts(u"dialog.rows td[data-field='size']"_s),
             (QStringList{u"2 KiB"_s, u"1,000 B"_s}));
    QVERIFY(m_browser->click(rows + u":last-child"_s));
    m_browser->picture(u"web_versions"_s);
    QVERIFY(m_browser->click(u"dialog.rows button[data-action='restore-version']"_s));
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitForText(u"dialog.rows .message"_s, u"Restore this version"_s));
    QCOMPARE(QFileInfo(JoinedServer::folder() + u"/srv/public/letter"_s).size(), 1000);
    QVERIFY(m_browser->click(u"dialog.rows > .buttons button"_s));
    QVERIFY(m_browser->waitFor(u"document.querySelector('dialog') === null"_s));
    QVERIFY(m_browser->waitForText(u".app > .messages"_s, u"Restore this version"_s));
    // In the mode link there are none, and that is said.
    QVERIFY(open(u"#/cloudvfs?id=twin%3Adata&page=cloud-files"_s));
    QVERIFY(m_browser->click(fileRow(u"one"_s)));
    QVERIFY(m_browser->click(actionBelow(u"versions"_s)));
    QVERIFY(m_browser->waitForText(u"dialog.rows .notice"_s, u"mode link"_s));
    m_browser->picture(u"web_no_versions"_s);
    m_browser->press(escapeKey);
    QVERIFY(m_browser->waitFor(u"document.querySelector('dialog') === null"_s));
    QVERIFY(m_browser->waitForText(u".detail tbody"_s, u"one"_s));
}

void TestWebCloudvfs::backAndLinks()
{
    QVERIFY(open(u"#/cloudvfs?id=twin%3Adata&page=cloud-files&at=dir"_s));
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"dir/cold"_s), u"size"_s), u"MiB"_s));
    QCOMPARE(m_browser->value(u"document.querySelector(\"%1\").ariaSelected"_s.arg(shareRow)).toString(),
             u"true"_s);
    QVERIFY(m_browser->click(u".detail .up"_s));
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"one"_s), u"state"_s), u"here"_s));
    QVERIFY(m_browser->back());
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"dir/cold"_s), u"size"_s), u"MiB"_s));
    QVERIFY(m_browser->click(u"nav.tabs a[data-tab='servers']"_s));
    QVERIFY(m_browser->waitForText(u".list tbody"_s, u"twin"_s));
    QVERIFY(m_browser->back());
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"dir/cold"_s), u"size"_s), u"MiB"_s));
    // An address of nothing leads to the first tab.
    QVERIFY(open(u"#/no%E0such?id=1"_s));
    QVERIFY(m_browser->waitFor(u"document.querySelector('nav.tabs [aria-current]') !== null"_s));
}

void TestWebCloudvfs::byKeyboard()
{
    QVERIFY(open(u"#/cloudvfs?id=twin%3Adata&page=cloud-files"_s));
    QVERIFY(m_browser->waitForText(cellOf(fileRow(u"one"_s), u"state"_s), u"here"_s));
    QVERIFY(m_browser->click(fileRow(u"dir"_s)));
    m_browser->press(arrowDown);
    const QString chosen = u"document.activeElement.dataset.id"_s;
    QVERIFY2(m_browser->value(chosen).toString() != u"twin:data/dir"_s,
             qPrintable(m_browser->value(chosen).toString()));
    const QString id = m_browser->value(chosen).toString();
    // A refresh leaves the focus where it is.
    QVERIFY(m_server->put(u"zz"_s, "new"));
    QVERIFY(isDrained());
    QVERIFY(
        m_browser->value(u"(document.querySelector(\"[data-action='refresh']\").click(), true)"_s).toBool());
    QVERIFY(m_browser->waitForText(u".detail tbody"_s, u"zz"_s));
    QCOMPARE(m_browser->value(chosen).toString(), id);
    QVERIFY(m_browser->value(u"getComputedStyle(document.activeElement).outlineStyle !== 'none'"_s).toBool());
}

void TestWebCloudvfs::onAPhone()
{
    const auto wide = qScopeGuard([this] { m_browser->resize(1280, 900); });
    QVERIFY(m_browser->resize(390, 844));
    QVERIFY(open(u"#/cloudvfs"_s));
    QVERIFY(m_browser->waitForText(shareRow, u"up to date"_s));
    m_browser->picture(u"web_phone_list"_s);
    // Tabs at the bottom, nothing to the right of the window, two lines for each row.
    QVERIFY(
        m_browser
            ->value(u"document.querySelector('nav.tabs').getBoundingClientRect().bottom >= innerHeight - 1"_s)
            .toBool());
    QVERIFY(m_browser->value(u"document.documentElement.scrollWidth <= innerWidth"_s).toBool());
    QCOMPARE(m_browser->text(shareRow).trimmed().count(u'\n'), 1);
    QVERIFY(!m_browser->isShown(u".detail"_s));
    QVERIFY(m_browser->click(shareRow));
    QVERIFY(m_browser->waitFor(u"(box => box.left === 0 && box.top === 0 && box.bottom >= innerHeight - 1)"
                               u"(document.querySelector('.detail').getBoundingClientRect())"_s));
    QVERIFY(m_browser->waitForText(u".detail .overview"_s, u"one object per file"_s));
    m_browser->picture(u"web_phone_detail"_s);
    QVERIFY(m_browser->click(u".detail [role=tab][data-page='cloud-files']"_s));
    QVERIFY(m_browser->click(fileRow(u"dir"_s))); // one tap
    QVERIFY(m_browser->waitForText(fileRow(u"dir/cold"_s), u"here and in the store"_s));
    QVERIFY(m_browser->click(fileRow(u"dir/cold"_s)));
    QVERIFY(m_browser->click(actionBelow(u"evict"_s)));
    QVERIFY(m_browser->waitForText(fileRow(u"dir/cold"_s), u"in the store alone"_s));
    QVERIFY(JoinedServer::blocksOf(u"dir/cold"_s) < 20);
    QVERIFY(m_browser->value(u"document.documentElement.scrollWidth <= innerWidth"_s).toBool());
    m_browser->picture(u"web_phone_files"_s);
    m_browser->setDark(true);
    m_browser->picture(u"web_phone_files_dark"_s);
    m_browser->setDark(false);
    QVERIFY(m_browser->click(u".detail .back"_s));
    QVERIFY(m_browser->waitFor(u"!document.querySelector('.detail').checkVisibility()"_s));
}

void TestWebCloudvfs::aDroppedDescriptorIsDrawn()
{
    // The page knows nothing of what it draws: another resource, another list.
    const QString folder = QFileInfo(m_smcd->configFile()).path() + u"/descriptors"_s;
    QVERIFY(QDir().mkpath(folder));
    const auto drop = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder + u'/' + name);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    const auto gone = qScopeGuard([&folder] { QDir(folder).removeRecursively(); });
    QVERIFY(drop(u"tab_limits.json"_s, R"({"kind":"tab","name":"limits","order":1,"grid":"limits",
        "title":{"en":"Limits of stores","de":"Grenzen"}})"));
    QVERIFY(drop(u"grid_limits.json"_s,
                 R"({"kind":"grid","name":"limits","title":"Limits","resource":"cloudvfs/bandwidth",
        "columns":[{"field":"store","label":"Store"},{"field":"why","label":"Why",
                    "choices":[{"value":"fixed","label":"as configured"}]}],
        "detail":["server"],
        "actions":[{"name":"free","label":"Let it go","method":"PUT","path":"/release","role":"administrator"}]})"));
    QVERIFY(open(u"#/limits"_s));
    QVERIFY(m_browser->waitForText(u"nav.tabs"_s, u"Limits of stores"_s));
    QVERIFY(m_browser->waitForText(u".list tr[data-id='twin:s3']"_s, u"as configured"_s));
    QVERIFY(m_browser->click(u".list tr[data-id='twin:s3']"_s));
    QVERIFY(m_browser->click(actionAbove(u"free"_s)));
    QVERIFY(m_browser->waitForText(message, u"Let it go"_s));
}

void TestWebCloudvfs::whoseSessionEndsGoesOnWhereHeWas()
{
    QVERIFY(open(u"#/cloudvfs?id=twin%3Adata&page=cloud-stores"_s));
    QVERIFY(m_browser->waitForText(u".detail tbody"_s, u"s3"_s));
    QVERIFY(m_browser->tell(u"Network.clearBrowserCookies"_s, {}));
    QVERIFY(m_browser->waitForText(u"dialog.again"_s, u"session is over"_s)); // when the list is read anew
    m_browser->picture(u"web_again"_s);
    QVERIFY(m_browser->type(u"dialog #sign-in-password"_s, m_lab.password()));
    QVERIFY(m_browser->click(u"dialog button[type=submit]"_s));
    QVERIFY(m_browser->waitFor(u"document.querySelector('dialog') === null"_s));
    QVERIFY(m_browser->waitForText(u".detail tbody"_s, u"s3"_s));
    QVERIFY(m_browser->value(u"location.hash"_s).toString().contains(u"page=cloud-stores"_s));
}

void TestWebCloudvfs::inGerman()
{
    const auto back = qScopeGuard([this] { m_browser->setLanguage(u"en"_s); });
    QVERIFY(m_browser->setLanguage(u"de"_s));
    QVERIFY(open(u"#/cloudvfs?id=twin%3Adata"_s));
    QVERIFY(m_browser->waitForText(u".detail [role=tablist]"_s, u"Überblick"_s)); // the page's own word
    QVERIFY(m_browser->waitForText(u".list thead"_s, u"Freigabe"_s)); // of the descriptor, by the catalogue
    QCOMPARE(m_browser->value(u"document.documentElement.lang"_s).toString(), u"de"_s);
    QVERIFY(m_browser->waitForText(cellOf(shareRow, u"state"_s), u"aktuell"_s));
    m_browser->picture(u"web_german"_s);
}

void TestWebCloudvfs::aHiddenPageAsksNothing()
{
    QVERIFY(open(u"#/cloudvfs"_s));
    QVERIFY(m_browser->waitForText(shareRow, u"up to date"_s));
    const QString asked =
        u"performance.getEntriesByType('resource').filter(one => one.name.includes('/rest/')).length"_s;
    const int before = m_browser->value(asked).toInt();
    QVERIFY(m_browser->waitFor(asked + u" > "_s + QString::number(before))); // while it is looked at
    QVERIFY(
        m_browser
            ->value(u"(Object.defineProperty(document, 'hidden', {value: true, configurable: true}), true)"_s)
            .toBool());
    // Its clock runs out (it is 5 seconds) and nothing is asked; when it is looked at again it is at once.
    QVERIFY(m_browser->value(u"(window.late = false, setTimeout(() => window.late = true, 11000), true)"_s)
                .toBool());
    QVERIFY(m_browser->waitFor(u"window.late"_s));
    const int hidden = m_browser->value(asked).toInt();
    QVERIFY(hidden <= before + 3); // what was under way
    QVERIFY(m_browser
                ->value(u"(Object.defineProperty(document, 'hidden', {value: false, configurable: true}), "
                        u"document.dispatchEvent(new Event('visibilitychange')), true)"_s)
                .toBool());
    QVERIFY(m_browser->waitFor(asked + u" > "_s + QString::number(hidden), 4'000));
}

void TestWebCloudvfs::aReaderChangesNothing()
{
    // Who signs out in one window of the browser does so in all of them.
    const QString first = m_browser->window();
    QVERIFY(m_browser->openWindow());
    QVERIFY(m_browser->open(page(u"#/cloudvfs"_s)));
    QVERIFY(m_browser->waitForText(shareRow, u"up to date"_s));
    QVERIFY(signOut());
    QVERIFY(m_browser->closeWindow(first));
    QVERIFY(m_browser->waitFor(u"document.querySelector('#sign-in-user') !== null"_s));
    QVERIFY(signIn(u"bob"_s, m_lab.password()));
    QVERIFY(m_browser->waitForText(u"nav.tabs"_s, u"Shares"_s));
    QVERIFY(!m_browser->text(u"nav.tabs"_s).contains(u"CloudVFS"_s));
    QVERIFY(m_browser->click(u"nav.tabs a[data-tab='identity']"_s));
    QVERIFY(m_browser->waitFor(u"document.querySelectorAll('.list tbody tr').length > 0"_s));
    QCOMPARE(m_browser->texts(u".list > .actions button:not([data-action='properties'])"_s), QStringList());
    m_browser->picture(u"web_reader"_s);
    // Whatever the page shows, the service refuses him.
    QCOMPARE(
        m_browser
            ->value(
                u"fetch('/rest/cloudvfs/shares/twin%3Adata/pause', {method: 'PUT'}).then(a => a.status)"_s)
            .toInt(),
        403);
}

void TestWebCloudvfs::whoMayNotIsTold()
{
    QVERIFY(signOut());
    QVERIFY(signIn(u"helen"_s, m_lab.password())); // an administrator of people, and of no servers
    QVERIFY(m_browser->click(u"nav.tabs a[data-tab='cloudvfs']"_s));
    QVERIFY(m_browser->waitForText(u".list .notice.fault"_s, u"[roles]"_s));
    QVERIFY(m_browser->isShown(u".list .notice button"_s));
    m_browser->picture(u"web_may_not"_s);
}

QTEST_GUILESS_MAIN(TestWebCloudvfs)
#include "test_web_cloudvfs.moc"
