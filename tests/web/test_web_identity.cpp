// SPDX-License-Identifier: GPL-3.0-or-later
// The web page in a real browser, for people and groups: the tree, long lists, sheets, and what a helpdesk
// does most. The witnesses are REST and the directory itself.
#include "tests/integration/rest_client.h"
#include "tests/web/browser.h"

#include <QScopeGuard>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;
using namespace smc::testweb;

namespace {

constexpr int manyGroups = 230; // more than a page of the list holds

QString action(const QString &name)
{
    return u".list > .actions button[data-action='"_s + name + u"']"_s;
}
QString field(const QString &name, const QString &control = u"input"_s)
{
    return u"dialog .form-row[data-field='"_s + name + u"'] "_s + control;
}
const QString accept = u"dialog [data-role='accept']"_s;
const QString message = u".message"_s;

} // namespace

class TestWebIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void theTree();
    void aLongListComesPageByPage();
    void aFilterIsTheService();
    void aPersonIsMade();
    void whatAHelpdeskDoes();
    void aSheetChangesWhatWasChanged();
    void whoIsFasterIsNotOverwritten();
    void faultsStandBesideTheirField();
    void everyTabIsDrawn();
    void aReaderReadsASheet();
    void itCanBeTurnedOff();

private:
    [[nodiscard]] bool open(const QString &hash)
    {
        return m_browser->open(u"about:blank"_s) && m_browser->open(m_smcd->url().toString() + u'/' + hash);
    }
    [[nodiscard]] bool signIn(const QString &user)
    {
        return m_browser->type(u"#sign-in-user"_s, user) &&
               m_browser->type(u"#sign-in-password"_s, m_lab.password()) &&
               m_browser->click(u".sign-in button[type=submit]"_s) &&
               m_browser->waitFor(u"document.querySelector('nav.tabs') !== null"_s);
    }
    [[nodiscard]] QString unit() const { return u"OU=web,"_s + m_lab.base(); }
    [[nodiscard]] QString place() const
    {
        return u"#/identity?node="_s + QString::fromLatin1(QUrl::toPercentEncoding(unit()));
    }
    [[nodiscard]] static QString row(const QString &name)
    {
        return u"[...document.querySelectorAll('.list tbody tr')].find(one => one.cells[0].innerText.trim() === '"_s +
               name + u"')"_s;
    }
    /// Chooses a row by its name, with a real click.
    [[nodiscard]] bool choose(const QString &name)
    {
        return m_browser->waitFor(row(name) + u" !== undefined"_s) &&
               m_browser
                   ->value(u"(document.querySelectorAll('[data-wanted]').forEach(one => delete "
                           u"one.dataset.wanted), "
                           u"(%1).dataset.wanted = '1', true)"_s.arg(row(name)))
                   .toBool() &&
               m_browser->click(u"tr[data-wanted]"_s);
    }
    [[nodiscard]] RestAnswer person(const QString &account = u"webby"_s)
    {
        return m_rest->get("/rest/identity/users/" + encoded(account) + "?fresh=1");
    }

    Lab m_lab = Lab::domain();
    std::unique_ptr<Smcd> m_smcd;
    std::unique_ptr<RestClient> m_rest;
    std::unique_ptr<Browser> m_browser;
};

void TestWebIdentity::initTestCase()
{
    m_browser = std::make_unique<Browser>();
    QVERIFY2(m_browser->start(), qPrintable(m_browser->problem()));
    m_smcd = std::make_unique<Smcd>(Smcd::Options{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}});
    QVERIFY(m_smcd->start());
    m_rest = std::make_unique<RestClient>(*m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    (void)m_rest->send("DELETE",
                       "/rest/identity/ous/" + encoded(unit()) + "?subtree=1"); // of a run that was cut off
    const RestAnswer made = m_rest->send("POST", "/rest/identity/ous", R"({"ou":"web"})");
    QVERIFY2(made.status == 201, made.body.constData());
    QVERIFY(open({}));
    QVERIFY(signIn(m_lab.admin()));
}

void TestWebIdentity::cleanup()
{
    const QStringList complaints = m_browser ? m_browser->complaints() : QStringList();
    if (QTest::currentTestFailed() && m_smcd) {
        m_browser->picture(u"failed_"_s + QString::fromLatin1(QTest::currentTestFunction()));
        qWarning("%s\nsmcd's log:\n%s", qUtf8Printable(complaints.join(u'\n')),
                 m_smcd->log().right(2000).constData());
    }
    QCOMPARE(complaints, QStringList());
}

void TestWebIdentity::cleanupTestCase()
{
    if (m_rest)
        (void)m_rest->send("DELETE", "/rest/identity/ous/" + encoded(unit()) + "?subtree=1");
    m_browser.reset();
    m_smcd.reset();
}

void TestWebIdentity::theTree()
{
    QVERIFY(open(u"#/identity"_s));
    QVERIFY(m_browser->waitForText(u".tree"_s, u"Sales"_s));
    QVERIFY(m_browser->waitForText(u".list tbody"_s, u"Sales"_s)); // of the domain itself
    const QString sales = u".tree [role=treeitem][title='OU=Sales,"_s + m_lab.base() + u"']"_s;
    QVERIFY(m_browser->click(sales));
    QVERIFY(m_browser->waitFor(
        u"[...document.querySelectorAll('.list td[data-field=name]')].length > 0 && "
        u"!document.querySelector('.list tbody').innerText.includes('Domain Controllers')"_s));
    QCOMPARE(m_browser->value(u"document.querySelector(\"%1\").ariaSelected"_s.arg(sales)).toString(),
             u"true"_s);
    m_browser->picture(u"web_identity"_s);
    QVERIFY(m_browser->back());
    QVERIFY(m_browser->waitForText(u".list tbody"_s, u"Domain Controllers"_s));
}

void TestWebIdentity::aLongListComesPageByPage()
{
    QJsonArray groups;
    for (int i = 0; i < manyGroups; ++i)
        groups << QJsonObject{{u"sAMAccountName"_s, u"web%1"_s.arg(i, 3, 10, QChar(u'0'))},
                              {u"parent"_s, unit()}};
    const RestAnswer job = m_rest->send("POST", "/rest/identity/groups", QJsonDocument(groups).toJson());
    QVERIFY2(job.status == 202, job.body.constData());
    QCOMPARE(m_rest->waitForJob(job.headers["location"])[u"failed"].toInt(), 0);
    QVERIFY(open(place()));
    QVERIFY(m_browser->waitForText(u".list .count"_s, QString::number(manyGroups)));
    QCOMPARE(m_browser->count(u".list tbody tr"_s), 200);
    QVERIFY(m_browser->value(u"(document.querySelector('.list .grid').scrollTop = 1e6, true)"_s).toBool());
    QVERIFY(
        m_browser->waitFor(u"document.querySelectorAll('.list tbody tr').length === %1"_s.arg(manyGroups)));
    // The other way round, by the service: the last one comes first.
    QVERIFY(m_browser->click(u".list th[data-field=name] button"_s));
    QVERIFY(m_browser->waitFor(
        u"document.querySelector('.list tbody tr').cells[0].innerText.trim() === 'web229'"_s));
    QCOMPARE(m_browser->value(u"document.querySelector('.list th[data-field=name]').ariaSort"_s).toString(),
             u"descending"_s);
}

void TestWebIdentity::aFilterIsTheService()
{
    QVERIFY(m_browser->type(u".description input"_s, u"web02*"_s));
    QVERIFY(m_browser->waitForText(u".list .count"_s, u"10 "_s));
    QVERIFY(m_browser->value(u"location.hash"_s).toString().contains(u"filter=web02"_s));
    QVERIFY(m_browser->type(u".description input"_s, u"nobody-is-called-so"_s));
    QVERIFY(m_browser->waitForText(u".list .notice"_s, u"Nothing fits the filter."_s));
}

void TestWebIdentity::aPersonIsMade()
{
    QVERIFY(open(QString(place() + u"&filter=Webby"_s)));
    QVERIFY(m_browser->click(action(u"create-user-new"_s)));
    // Needed fields say so, each beside itself.
    QVERIFY(m_browser->click(u"dialog [data-role='apply']"_s));
    QVERIFY(
        m_browser->waitForText(u"dialog .form-row[data-field='sAMAccountName'] .field-fault"_s, u"needed"_s));
    QVERIFY(m_browser->type(field(u"givenName"_s), u"Webby"_s));
    QVERIFY(m_browser->type(field(u"sn"_s), u"Page"_s));
    // The rest follows from what is typed, and what is typed stays.
    QCOMPARE(m_browser->value(u"document.querySelector(\"%1\").value"_s.arg(field(u"sAMAccountName"_s)))
                 .toString(),
             u"wpage"_s);
    QVERIFY(m_browser->type(field(u"sAMAccountName"_s), u"webby"_s));
    QCOMPARE(m_browser->value(u"document.querySelector(\"%1\").value"_s.arg(field(u"userPrincipalName"_s)))
                 .toString(),
             u"webby@lab.example"_s);
    QCOMPARE(m_browser->value(u"document.querySelector(\"%1\").value"_s.arg(field(u"cn"_s))).toString(),
             u"Webby Page"_s);
    QVERIFY(m_browser->click(field(u"manager"_s, u"button"_s)));
    QVERIFY(m_browser->type(u"dialog [data-role='find']"_s, u"alice"_s));
    QVERIFY(m_browser->click(u"dialog [role=option]"_s));
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->type(field(u"password"_s), m_lab.password()));
    m_browser->picture(u"web_new_user"_s);
    QVERIFY(m_browser->click(u"dialog [data-role='preview']"_s));
    QVERIFY(m_browser->waitForText(u"dialog .said"_s, u"Webby Page"_s));
    QVERIFY(!m_browser->text(u"dialog .said"_s).contains(m_lab.password()));
    QCOMPARE(person().status, 404);
    QVERIFY(m_browser->click(u"dialog [data-role='apply']"_s));
    QVERIFY(m_browser->waitForText(message, u"Webby Page"_s));
    QCOMPARE(person().first(u"distinguishedName"_s), QString(u"CN=Webby Page,"_s + unit()));
    QVERIFY(person().first(u"manager"_s).startsWith(u"CN="_s));
    QVERIFY(m_browser->waitFor(row(u"Webby Page"_s) + u" !== undefined"_s));
    QCOMPARE(m_browser->text(u".detail h2"_s), u"Webby Page"_s);
}

void TestWebIdentity::whatAHelpdeskDoes()
{
    const auto disabled = [this] { return person().first(u"userAccountControl"_s).toInt() & 2; };
    QVERIFY(open(QString(place() + u"&filter=Webby"_s)));
    QVERIFY(choose(u"Webby Page"_s));
    QVERIFY(m_browser->click(action(u"disable"_s)));
    QVERIFY(m_browser->waitForText(u".list tbody"_s, u"disabled"_s));
    QVERIFY(disabled());
    QVERIFY(
        m_browser->value(u"document.querySelector(\"%1\").disabled"_s.arg(action(u"disable"_s))).toBool());
    QVERIFY(m_browser->click(action(u"enable"_s)));
    QVERIFY(m_browser->waitFor(u"!document.querySelector('.list tbody').innerText.includes('disabled')"_s));
    QVERIFY(!disabled());
    QVERIFY(m_browser->click(action(u"reset-password"_s)));
    QVERIFY(m_browser->type(u"dialog [data-role='password']"_s, u"An0ther!pass"_s));
    QVERIFY(m_browser->click(u"dialog input[type=checkbox]"_s)); // he need not change it
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitForText(message, u"Reset password: Webby Page"_s));
    RestClient himself(*m_smcd);
    QCOMPARE(himself.signIn(u"webby"_s, u"An0ther!pass"_s).status, 200);
    QVERIFY(m_browser->click(action(u"add-to-group"_s)));
    QVERIFY(m_browser->type(u"dialog [data-role='find']"_s, u"web007"_s));
    QVERIFY(m_browser->click(u"dialog [role=option][data-name='web007']"_s));
    m_browser->picture(u"web_picker"_s);
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitForText(message, u"Added to web007"_s));
    QVERIFY(person().all(u"memberOf"_s).contains(QString(u"CN=web007,"_s + unit())));
    QVERIFY(m_browser->waitForText(u".detail"_s, u"web007"_s));
    // What is too weak is refused by the directory, in its words.
    QVERIFY(m_browser->click(action(u"reset-password"_s)));
    QVERIFY(m_browser->type(u"dialog [data-role='password']"_s, u"x"_s));
    QVERIFY(m_browser->click(accept));
    QVERIFY(m_browser->waitFor(u"document.querySelector('.message.fault .sentence') !== null"_s));
    QVERIFY(m_browser->click(action(u"delete"_s)));
    QVERIFY(m_browser->waitForText(u"dialog .preview"_s, u"Webby Page"_s));
    QVERIFY(m_browser->click(u"dialog .buttons button"_s)); // he thinks better of it
    QCOMPARE(person().status, 200);
}

void TestWebIdentity::aSheetChangesWhatWasChanged()
{
    QVERIFY(open(QString(place() + u"&filter=Webby"_s)));
    QVERIFY(choose(u"Webby Page"_s));
    QVERIFY(m_browser->click(action(u"properties"_s)));
    QVERIFY(m_browser->waitForText(u"dialog h2"_s, u"Webby Page"_s));
    QVERIFY(m_browser->value(u"document.querySelector(\"dialog [data-role='apply']\").disabled"_s).toBool());
    QVERIFY(m_browser->type(field(u"title"_s), u"Designer"_s));
    QVERIFY(m_browser->type(field(u"streetAddress"_s, u"textarea"_s), u"One street"_s));
    QCOMPARE(m_browser->text(u"dialog [data-role='apply']"_s), u"Apply (2)"_s);
    m_browser->picture(u"web_sheet"_s);
    // What cannot be changed here is named.
    QVERIFY(m_browser->text(u"dialog .form-row[data-field='logonHours;base64']"_s).contains(u"smc"_s));
    QVERIFY(m_browser->click(u"dialog [data-role='preview']"_s));
    QVERIFY(m_browser->waitForText(u"dialog .said"_s, u"title: — → Designer"_s));
    QVERIFY(!person().json().contains(u"title"_s));
    QVERIFY(m_browser->click(u"dialog [data-role='apply']"_s));
    QVERIFY(m_browser->waitFor(u"document.querySelector('dialog') === null"_s));
    QCOMPARE(person().first(u"title"_s), u"Designer"_s);
    QCOMPARE(person().first(u"streetAddress"_s), u"One street"_s);
    QVERIFY(m_browser->waitForText(u".list tbody"_s, u"Designer"_s));
}

void TestWebIdentity::whoIsFasterIsNotOverwritten()
{
    QVERIFY(m_browser->click(action(u"properties"_s)));
    QVERIFY(m_browser->type(field(u"department"_s), u"Mine"_s));
    QCOMPARE(
        m_rest->send("PUT", "/rest/identity/users/webby", R"({"department":["Theirs"]})", {{"If-Match", "*"}})
            .status,
        200);
    QVERIFY(m_browser->click(u"dialog [data-role='apply']"_s));
    QVERIFY(m_browser->waitForText(u"dialog .fault-block .sentence"_s, u"changed"_s));
    QCOMPARE(person().first(u"department"_s), u"Theirs"_s);
    QVERIFY(m_browser->click(u"dialog [data-role='reload']"_s));
    QVERIFY(m_browser->waitFor(
        u"document.querySelector(\"%1\").value === 'Theirs'"_s.arg(field(u"department"_s))));
    QVERIFY(m_browser->type(field(u"department"_s), u"Ours"_s));
    QVERIFY(m_browser->click(u"dialog [data-role='apply']"_s));
    QVERIFY(m_browser->waitFor(u"document.querySelector('dialog') === null"_s));
    QCOMPARE(person().first(u"department"_s), u"Ours"_s);
}

void TestWebIdentity::faultsStandBesideTheirField()
{
    QVERIFY(m_browser->click(action(u"properties"_s)));
    QVERIFY(m_browser->type(field(u"mail"_s), u"no address"_s));
    QVERIFY(m_browser->click(u"dialog [data-role='apply']"_s));
    QVERIFY(m_browser->waitFor(
        u"document.querySelector(\"%1\").textContent.length > 0"_s.arg(field(u"mail"_s, u".field-fault"_s))));
    QCOMPARE(m_browser->value(u"document.activeElement.closest('.form-row').dataset.field"_s).toString(),
             u"mail"_s);
    QVERIFY(!person().json().contains(u"mail"_s));
    m_browser->press(QChar(0xE00C));
    QVERIFY(m_browser->waitFor(u"document.querySelector('dialog') === null"_s));
}

void TestWebIdentity::everyTabIsDrawn()
{
    const QJsonArray tabs =
        m_browser->value(u"[...document.querySelectorAll('nav.tabs a')].map(one => one.dataset.tab)"_s)
            .toArray();
    QVERIFY(tabs.size() >= 15);
    for (const bool narrow : {false, true}) {
        m_browser->resize(narrow ? 390 : 1280, narrow ? 844 : 900);
        for (const QJsonValue tab : tabs) {
            const QString name = tab.toString();
            QVERIFY(m_browser->value(u"(location.hash = '#/%1', true)"_s.arg(name)).toBool());
            // Rows, or in words why there are none.
            QVERIFY2(
                m_browser->waitFor(
                    u"document.querySelector(\"main[data-tab='%1'] .list tbody tr, main[data-tab='%1'] .list "
                    u".notice:not([hidden])\") !== null && document.querySelector(\".list .grid[aria-busy]\") === null"_s
                        .arg(name),
                    120'000), // each look at a print queue may take Samba a minute
                qPrintable(name));
            QVERIFY2(m_browser->value(u"document.documentElement.scrollWidth <= innerWidth"_s).toBool(),
                     qPrintable(name));
            m_browser->picture(u"web_tab_%1%2"_s.arg(name, narrow ? u"_phone"_s : QString()));
        }
    }
    m_browser->resize(1280, 900);
}

void TestWebIdentity::aReaderReadsASheet()
{
    QVERIFY(m_browser->click(u".person summary"_s) && m_browser->click(u"[data-action='sign-out']"_s));
    QVERIFY(signIn(u"bob"_s));
    QVERIFY(open(QString(place() + u"&filter=Webby"_s)));
    QVERIFY(choose(u"Webby Page"_s));
    QCOMPARE(m_browser->texts(u".list > .actions button"_s).size(), 1);
    QVERIFY(m_browser->click(action(u"properties"_s)));
    QVERIFY(m_browser->waitForText(u"dialog h2"_s, u"Webby Page"_s));
    QCOMPARE(m_browser->count(u"dialog [data-role='apply']"_s), 0);
    QCOMPARE(m_browser->count(u"dialog .form-row input:not(:disabled)"_s), 0);
    m_browser->picture(u"web_reader_sheet"_s);
}

void TestWebIdentity::itCanBeTurnedOff()
{
    RestClient page(*m_smcd);
    QCOMPARE(page.get("/").status, 200);
    QCOMPARE(page.get("/web/main.js").headers["content-type"], "text/javascript; charset=utf-8");
    QCOMPARE(page.get("/web/descriptors.de.json").json()[u"Users"].toString(), u"Benutzer"_s);
    Smcd without({.settings = {{u"global"_s, {{u"web"_s, u"no"_s}}}}});
    QVERIFY(without.start());
    RestClient rest(without);
    QCOMPARE(rest.get("/").status, 404);
    QCOMPARE(rest.get("/web/main.js").status, 404);
    QCOMPARE(rest.get("/auth/realms").status, 200);
}

QTEST_GUILESS_MAIN(TestWebIdentity)
#include "test_web_identity.moc"
