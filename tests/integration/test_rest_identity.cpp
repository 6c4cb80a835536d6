// SPDX-License-Identifier: GPL-3.0-or-later
// Every verb, view, format and action of /rest/identity, on the real service and a real directory; what was
// changed is looked up with ldapsearch, not with ourselves.
#include "tests/integration/rest_client.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void shortViewIsThatOfTheSeed();
    void extendedAndDumpViews();
    void aPersonIsFoundByAccountGuidAndDn();
    void fourFormats_data();
    void fourFormats();
    void acceptDecidesWhereFormatDoesNot();
    void simpleFilterAndLdapFilterAgree();
    void pagesFollowEachOther();
    void sortedByTheService();
    void listBelowAnOrganisationalUnit();

    void createReadChangeDelete();
    void createdPersonCanSignIn();
    void dryRunChangesNothing();
    void allFaultsAtOnce();
    void staleEtagIsRefused();
    void changeWithoutEtagIsRefused();
    void equalPutIsNoChange();
    void unknownParameterChangesNothing();
    void illegalNames_data();
    void illegalNames();

    void actions();
    void ownPasswordInAnyRole();
    void policySpeaksInWords();
    void renameKeepsGroupsAndMoveToo();
    void members();
    void membersByPrimaryGroup();
    void aGroupOfManyMembers();
    void workstationsAndOus();
    void aFullContainerIsNotDeletedByAccident();
    void failedSecondStepIsTakenBack();
    void twoWritersAtOnce();

    void whatOthersChangeShowsUp();
    void readersCannotChange();
    void helpdeskDoesWhatTheDirectoryLetsHer();

private:
    QByteArray user(const QString &account) const
    {
        return "/rest/identity/users/" + account.toUtf8().toPercentEncoding();
    }
    RestAnswer create(const QByteArray &account, const QByteArray &more = {});
    QString value(const QString &account, const QString &attribute) const
    {
        const auto found = m_lab.ldapSearch(u"(sAMAccountName=%1)"_s.arg(account), {attribute});
        return found.isEmpty() ? QString() : found.constFirst().first(attribute);
    }

    Lab m_lab = Lab::domain();
    std::unique_ptr<Smcd> m_smcd;
    std::unique_ptr<RestClient> m_rest;
    QString m_unit;
};

RestAnswer TestRestIdentity::create(const QByteArray &account, const QByteArray &more)
{
    return m_rest->send("POST", "/rest/identity/users",
                        "{\"sAMAccountName\":\"" + account + "\",\"parent\":\"" + m_unit.toUtf8() + '"' +
                            more + '}');
}

void TestRestIdentity::initTestCase()
{
    m_unit = m_lab.freshUnit(u"REST"_s);
    m_smcd = std::make_unique<Smcd>(
        Smcd::Options{.settings = {{u"roles"_s, {{u"administrators"_s, u"Domain Admins; helen"_s}}}}});
    QVERIFY(m_smcd->start());
    m_rest = std::make_unique<RestClient>(*m_smcd);
    const RestAnswer signedIn = m_rest->signIn(m_lab.admin(), m_lab.password());
    QVERIFY2(signedIn.status == 200, signedIn.body.constData());
}

void TestRestIdentity::cleanupTestCase()
{
    m_rest.reset();
    QCOMPARE(m_smcd->stop(), 0);
    QVERIFY2(!m_smcd->log().contains(m_lab.password().toUtf8()), "a password stands in the log");
}

// ---- reading --------------------------------------------------------------------------------------------

void TestRestIdentity::shortViewIsThatOfTheSeed()
{
    const RestAnswer answer = m_rest->get(user(u"alice"_s) + "?view=short");
    QCOMPARE(answer.status, 200);
    const QStringList allowed{u"description"_s,    u"userPrincipalName"_s, u"name"_s,
                              u"sAMAccountType"_s, u"objectSid"_s,         u"sAMAccountName"_s};
    const QJsonObject object = answer.json();
    for (const QString &name : object.keys())
        QVERIFY2(allowed.contains(name) && object[name].isArray(), qPrintable(name));
    QCOMPARE(answer.first(u"sAMAccountName"_s), u"alice"_s);
    QVERIFY(answer.first(u"objectSid"_s).startsWith(u"S-1-5-21-"_s));
    const RestAnswer list = m_rest->get("/rest/identity/users");
    QVERIFY(list.items().size() >= 60);
    QCOMPARE(list.headers["x-total-count"].toInt(), list.items().size());
    QVERIFY(!list.items().at(0).toObject().contains(u"lastLogon"_s));
}

void TestRestIdentity::extendedAndDumpViews()
{
    const RestAnswer extended = m_rest->get(user(u"alice"_s));
    for (const char *name : {"cn", "sn", "lastLogon", "primaryGroupID", "pwdLastSet", "whenChanged",
                             "badPwdCount", "uSNCreated", "accountExpires"})
        QVERIFY2(!extended.first(QString::fromLatin1(name)).isEmpty(), name);
    QVERIFY(QRegularExpression(u"^\\d{14}\\.0Z$"_s).match(extended.first(u"whenCreated"_s)).hasMatch());
    QVERIFY(!extended.json().contains(u"tokenGroups"_s));

    const RestAnswer dump = m_rest->get(user(u"alice"_s) + "?view=dump");
    QVERIFY(dump.all(u"tokenGroups"_s).size() > 1);
    QVERIFY(dump.all(u"tokenGroups"_s).constFirst().startsWith(u"S-1-"_s));
    QCOMPARE(QByteArray::fromBase64(dump.first(u"cn;base64"_s).toLatin1()), dump.first(u"cn"_s).toUtf8());
    QCOMPARE(QByteArray::fromBase64(dump.first(u"objectGUID;base64"_s).toLatin1()).size(), 16);
    QVERIFY(dump.json().contains(u"nTSecurityDescriptor;base64"_s));
    QVERIFY(dump.body.size() > extended.body.size());
}

void TestRestIdentity::aPersonIsFoundByAccountGuidAndDn()
{
    const RestAnswer byName = m_rest->get(user(u"Alice"_s));
    const RestAnswer byGuid = m_rest->get(user(byName.first(u"objectGUID"_s)));
    const RestAnswer byDn = m_rest->get(user(byName.first(u"distinguishedName"_s)));
    QCOMPARE(byGuid.body, byName.body);
    QCOMPARE(byDn.body, byName.body);
    QCOMPARE(byDn.headers["etag"], byName.headers["etag"]);
    const RestAnswer none = m_rest->get(user(u"nobody-of-that-name"_s));
    QCOMPARE(none.status, 404);
    QCOMPARE(none.headers["content-type"], QByteArray("application/problem+json"));
    QVERIFY(none.json()[u"detail"].toString().contains(u"nobody-of-that-name"_s));
    QCOMPARE(m_rest->get("/rest/identity/groups/alice").status, 404); // of another kind
}

void TestRestIdentity::fourFormats_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("json") << QByteArray("json") << QByteArray("application/json");
    QTest::newRow("xml") << QByteArray("xml") << QByteArray("application/xml");
    QTest::newRow("yaml") << QByteArray("yaml") << QByteArray("application/yaml");
    QTest::newRow("csv") << QByteArray("csv") << QByteArray("text/csv");
}

void TestRestIdentity::fourFormats()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, type);
    const RestAnswer one = m_rest->get(user(u"alice"_s) + "?view=short&format=" + format);
    QVERIFY(one.headers["content-type"].startsWith(type));
    QVERIFY(one.body.contains("Alice Arnold"));
    const RestAnswer list = m_rest->get("/rest/identity/users?fields=name&format=" + format);
    QVERIFY(list.body.contains("花子 田中"));
    QCOMPARE(list.headers["x-total-count"].toInt(), m_rest->get("/rest/identity/users").items().size());
    // and as input: what was written is read
    const QByteArray account = "fmt-" + format;
    QByteArray body = R"({"sAMAccountName":")" + account + R"(","parent":")" + m_unit.toUtf8() +
                      R"(","title":"Über & <Co>"})";
    if (format == "xml") {
        body = "<object><attribute name=\"sAMAccountName\"><value>" + account +
               "</value></attribute><attribute name=\"parent\"><value>" + m_unit.toUtf8() +
               "</value></attribute><attribute name=\"title\"><value>Über &amp; "
               "&lt;Co&gt;</value></attribute></object>";
    } else if (format == "yaml") {
        body = "sAMAccountName: " + account + "\nparent: '" + m_unit.toUtf8() + "'\ntitle: ['Über & <Co>']\n";
    } else if (format == "csv") {
        body = "sAMAccountName,parent,title\r\n" + account + ",\"" + m_unit.toUtf8() + "\",Über & <Co>\r\n";
    }
    const RestAnswer made =
        m_rest->send("POST", "/rest/identity/users?format=" + format, body, {{"Content-Type", type}});
    QVERIFY2(made.status == 201, made.body.constData());
    QVERIFY(made.headers["content-type"].startsWith(type));
    QCOMPARE(value(QString::fromLatin1(account), u"title"_s), u"Über & <Co>"_s);
}

void TestRestIdentity::acceptDecidesWhereFormatDoesNot()
{
    QVERIFY(m_rest->get(user(u"alice"_s), {{"Accept", "text/csv;q=0.5, application/xml"}})
                .headers["content-type"]
                .startsWith("application/xml"));
    QCOMPARE(m_rest->get(user(u"alice"_s), {{"Accept", "image/png"}}).status, 406);
    QCOMPARE(m_rest->send("POST", "/rest/identity/users", "x", {{"Content-Type", "text/plain"}}).status, 415);
    QCOMPARE(m_rest->get("/rest/identity/users?format=pdf").status, 400);
}

void TestRestIdentity::simpleFilterAndLdapFilterAgree()
{
    const auto count = [this](const QByteArray &filter) {
        return m_rest->get("/rest/identity/users?filter=" + filter.toPercentEncoding())
            .headers["x-total-count"]
            .toInt();
    };
    const int sales = count("department:Sales");
    QVERIFY(sales > 3);
    QCOMPARE(count("(department=sales)"), sales);
    QCOMPARE(sales, m_lab.ldapSearch(u"(&(objectCategory=person)(department=Sales))"_s, {u"cn"_s}).size());
    QCOMPARE(count("-department:Sales"), m_rest->get("/rest/identity/users").items().size() - sales);
    QVERIFY(count("is:disabled") >= 1);
    QCOMPARE(
        count("is:disabled"),
        m_lab
            .ldapSearch(
                u"(&(objectCategory=person)(objectClass=user)(userAccountControl:1.2.840.113556.1.4.803:=2))"_s,
                {u"cn"_s})
            .size());
    QCOMPARE(count("(objectCategory=person)"), m_rest->get("/rest/identity/users").items().size());
    QCOMPARE(count("objectSid:" + m_rest->get(user(u"alice"_s)).first(u"objectSid"_s).toLatin1()), 1);
    QCOMPARE(m_rest->get("/rest/identity/users?filter=(name=").status, 400);
    const QByteArray chain =
        "(memberOf:1.2.840.113556.1.4.1941:=CN=Domain Admins,CN=Users,DC=lab,DC=example)";
    QVERIFY(count(chain) >= 2); // answered by the directory itself
}

void TestRestIdentity::pagesFollowEachOther()
{
    QStringList paged;
    QByteArray path = "/rest/identity/users?fields=sAMAccountName&limit=7";
    while (!path.isEmpty()) {
        const RestAnswer page = m_rest->get(path);
        QCOMPARE(page.status, 200);
        for (const QJsonValue item : page.items())
            paged << item[u"sAMAccountName"][0].toString();
        const QByteArray link = page.headers["link"];
        QCOMPARE(link.isEmpty(), page.json()[u"next"].isNull());
        path = link.isEmpty() ? QByteArray() : link.mid(1, link.indexOf('>') - 1);
        QVERIFY(paged.size() < 1000);
    }
    QStringList whole;
    const RestAnswer all = m_rest->get("/rest/identity/users?fields=sAMAccountName");
    for (const QJsonValue item : all.items())
        whole << item[u"sAMAccountName"][0].toString();
    QCOMPARE(paged, whole);
    QCOMPARE(m_rest->get("/rest/identity/users?cursor=rubbish!").status, 400);
    QCOMPARE(m_rest->get("/rest/identity/users?limit=0").status, 400);
}

void TestRestIdentity::sortedByTheService()
{
    const RestAnswer answer =
        m_rest->get("/rest/identity/users?sort=-sAMAccountName&limit=1000&fields=sAMAccountName");
    QStringList names;
    for (const QJsonValue item : answer.items())
        names << item[u"sAMAccountName"][0].toString().toLower();
    QVERIFY(names.size() > 50);
    QVERIFY(names.indexOf(u"bob"_s) < names.indexOf(u"alice"_s));
}

void TestRestIdentity::listBelowAnOrganisationalUnit()
{
    const QByteArray sales = QByteArray("OU=Sales,DC=lab,DC=example").toPercentEncoding();
    const RestAnswer one = m_rest->get("/rest/identity/objects?scope=one&base=" + sales);
    const RestAnswer sub = m_rest->get("/rest/identity/objects?base=" + sales);
    QCOMPARE(one.items().size(), m_lab.ldapSearch(u"(&(objectClass=*)(!(ou=Sales)))"_s, {u"cn"_s},
                                                  u"OU=Sales,DC=lab,DC=example"_s)
                                         .size() -
                                     (sub.items().size() - 1 - one.items().size()));
    QVERIFY(sub.items().size() > one.items().size());
    const RestAnswer none = m_rest->get("/rest/identity/users?base=" +
                                        QByteArray("OU=Nowhere,DC=lab,DC=example").toPercentEncoding());
    QCOMPARE(none.status, 404);
}

// ---- changing -------------------------------------------------------------------------------------------

void TestRestIdentity::createReadChangeDelete()
{
    const RestAnswer made = create(
        "crud",
        R"(,"givenName":"Zoë","sn":"O'Neil, Jr.","telephoneNumber":["+49 30 1"],"otherTelephone":["1","2"])");
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(made.headers["location"], QByteArray("/rest/identity/users/crud"));
    QCOMPARE(value(u"crud"_s, u"cn"_s), u"Zoë O'Neil, Jr."_s);
    QCOMPARE(value(u"crud"_s, u"userPrincipalName"_s), u"crud@lab.example"_s);
    QCOMPARE(made.all(u"otherTelephone"_s).size(), 2);

    const RestAnswer read = m_rest->get(made.headers["location"]);
    QCOMPARE(read.headers["etag"], made.headers["etag"]);
    const RestAnswer unchanged =
        m_rest->get(made.headers["location"], {{"If-None-Match", read.headers["etag"]}});
    QCOMPARE(unchanged.status, 304);
    QVERIFY(unchanged.body.isEmpty());

    const RestAnswer put = m_rest->send("PUT", user(u"crud"_s),
                                        R"({"title":"Chief","telephoneNumber":[],"otherTelephone":["3"]})",
                                        {{"If-Match", read.headers["etag"]}});
    QVERIFY2(put.status == 200, put.body.constData());
    QVERIFY(put.headers["etag"] != read.headers["etag"]);
    QCOMPARE(m_rest->get(user(u"crud"_s)).first(u"title"_s), u"Chief"_s); // at once, from the cache
    const auto witness = m_lab.ldapSearch(u"(sAMAccountName=crud)"_s).constFirst();
    QCOMPARE(witness.first(u"title"_s), u"Chief"_s);
    QVERIFY(!witness.attributes.contains(u"telephoneNumber"_s));
    QCOMPARE(witness.attributes[u"otherTelephone"_s], QByteArrayList{"3"});

    QCOMPARE(m_rest->send("DELETE", user(u"crud"_s)).status, 204);
    QCOMPARE(m_rest->get(user(u"crud"_s)).status, 404);
    QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=crud)"_s).isEmpty());
}

void TestRestIdentity::createdPersonCanSignIn()
{
    QCOMPARE(create("fresh1", R"(,"password":"Passw0rd!lab","memberOf":["Managers"])").status, 201);
    QVERIFY(m_lab.canLogIn(u"fresh1"_s));
    QVERIFY(m_rest->get(user(u"fresh1"_s)).first(u"memberOf"_s).startsWith(u"CN=Managers,"_s));
    QVERIFY(value(u"fresh1"_s, u"memberOf"_s).startsWith(u"CN=Managers,"_s));
    QCOMPARE(create("fresh2").status, 201); // no password: disabled
    QCOMPARE(value(u"fresh2"_s, u"userAccountControl"_s), u"514"_s);
}

void TestRestIdentity::dryRunChangesNothing()
{
    const RestAnswer make = m_rest->send("POST", "/rest/identity/users?dry-run=1",
                                         R"({"sAMAccountName":"ghost","parent":")" + m_unit.toUtf8() +
                                             R"(","password":"Passw0rd!lab","title":"x"})");
    QVERIFY2(make.status == 200, make.body.constData());
    const QJsonObject change = make.json()[u"changes"][0].toObject();
    QCOMPARE(change[u"operation"].toString(), u"add"_s);
    QVERIFY(make.body.contains("•••"));
    QVERIFY(!make.body.contains("Passw0rd"));
    QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=ghost)"_s).isEmpty());

    const RestAnswer put =
        m_rest->send("PUT", user(u"bob"_s) + "?dry-run=1", R"({"title":"Emperor"})", {{"If-Match", "*"}});
    const QJsonObject difference = put.json()[u"changes"][0][u"attributes"][0].toObject();
    QCOMPARE(difference[u"name"].toString(), u"title"_s);
    QCOMPARE(difference[u"after"][0].toString(), u"Emperor"_s);
    QVERIFY(value(u"bob"_s, u"title"_s) != u"Emperor"_s);

    const RestAnswer taken =
        m_rest->send("POST", "/rest/identity/users?dry-run=1", R"({"sAMAccountName":"alice"})");
    QCOMPARE(taken.status, 409);
    QCOMPARE(taken.json()[u"field"].toString(), u"sAMAccountName"_s);
    QCOMPARE(
        m_rest->send("DELETE", user(u"bob"_s) + "?dry-run=1").json()[u"changes"][0][u"operation"].toString(),
        u"delete"_s);
    QVERIFY(!value(u"bob"_s, u"cn"_s).isEmpty());
}

void TestRestIdentity::allFaultsAtOnce()
{
    const RestAnswer answer = create(
        "bad|name",
        R"(,"noSuchThing":"x","objectSid":"S-1-5-7","countryCode":"many","givenName":["a","b"],"memberOf":["Nope"])");
    QCOMPARE(answer.status, 400);
    QStringList fields;
    for (const QJsonValue error : answer.json()[u"errors"].toArray())
        fields << error[u"field"].toString();
    fields.sort();
    QCOMPARE(fields, QStringList({u"countryCode"_s, u"givenName"_s, u"memberOf"_s, u"noSuchThing"_s,
                                  u"objectSid"_s, u"sAMAccountName"_s}));
}

void TestRestIdentity::staleEtagIsRefused()
{
    QCOMPARE(create("stale").status, 201);
    const QByteArray before = m_rest->get(user(u"stale"_s)).headers["etag"];
    QVERIFY(m_lab.ldapModify("dn: CN=stale," + m_unit.toUtf8() +
                             "\nchangetype: modify\nreplace: title\ntitle: by somebody else\n"));
    const RestAnswer put =
        m_rest->send("PUT", user(u"stale"_s), R"({"title":"mine"})", {{"If-Match", before}});
    QCOMPARE(put.status, 412);
    QCOMPARE(put.kind(), u"stale"_s);
    QVERIFY(!put.headers["etag"].isEmpty());
    QCOMPARE(value(u"stale"_s, u"title"_s), u"by somebody else"_s);
    QCOMPARE(m_rest->send("PUT", user(u"stale"_s), R"({"title":"mine"})", {{"If-Match", put.headers["etag"]}})
                 .status,
             200);
    QCOMPARE(m_rest->send("DELETE", user(u"stale"_s), {}, {{"If-Match", before}}).status, 412);
}

void TestRestIdentity::changeWithoutEtagIsRefused()
{
    const RestAnswer put = m_rest->send("PUT", user(u"bob"_s), R"({"title":"x"})");
    QCOMPARE(put.status, 428);
    QVERIFY(put.json()[u"hint"].toString().contains(u"ETag"_s));
}

void TestRestIdentity::equalPutIsNoChange()
{
    QCOMPARE(create("same", R"(,"title":"x")").status, 201);
    const QString before = value(u"same"_s, u"uSNChanged"_s);
    const RestAnswer read = m_rest->get(user(u"same"_s));
    // a client may send back everything it read, what it may not write included
    const RestAnswer put =
        m_rest->send("PUT", user(u"same"_s), read.body, {{"If-Match", read.headers["etag"]}});
    QVERIFY2(put.status == 200, put.body.constData());
    QCOMPARE(value(u"same"_s, u"uSNChanged"_s), before);
}

void TestRestIdentity::unknownParameterChangesNothing()
{
    const RestAnswer put =
        m_rest->send("PUT", user(u"bob"_s) + "?dryrun=1", R"({"title":"oops"})", {{"If-Match", "*"}});
    QCOMPARE(put.status, 400);
    QVERIFY(value(u"bob"_s, u"title"_s) != u"oops"_s);
}

void TestRestIdentity::illegalNames_data()
{
    QTest::addColumn<QByteArray>("account");
    QTest::newRow("star") << QByteArray("a*b");
    QTest::newRow("slash") << QByteArray("a/b");
    QTest::newRow("at") << QByteArray("a@b");
    QTest::newRow("too long") << QByteArray("abcdefghijklmnopqrstuvw");
    QTest::newRow("final dot") << QByteArray("ab.");
    QTest::newRow("empty") << QByteArray("");
}

void TestRestIdentity::illegalNames()
{
    QFETCH(QByteArray, account);
    const RestAnswer answer = create(account, R"(,"cn":"Somebody")");
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json()[u"field"].toString(), u"sAMAccountName"_s);
}

// ---- actions --------------------------------------------------------------------------------------------

void TestRestIdentity::actions()
{
    QCOMPARE(create("act", R"(,"password":"Passw0rd!lab")").status, 201);
    QCOMPARE(m_rest->send("PUT", user(u"act"_s) + "/disable").first(u"userAccountControl"_s), u"514"_s);
    QVERIFY(!m_lab.canLogIn(u"act"_s));
    QCOMPARE(m_rest->send("PUT", user(u"act"_s) + "/enable").status, 200);
    QVERIFY(m_lab.canLogIn(u"act"_s));

    m_lab.failLogins(u"act"_s, 6);
    QVERIFY(!m_lab.canLogIn(u"act"_s));
    QVERIFY(QTest::qWaitFor(
        [&] {
            return m_rest->get("/rest/identity/users?filter=is:locked%20sAMAccountName:act").items().size() ==
                   1;
        },
        15'000));
    QCOMPARE(m_rest->send("PUT", user(u"act"_s) + "/unlock").status, 200);
    QVERIFY(m_lab.canLogIn(u"act"_s));

    QCOMPARE(m_rest->send("PUT", user(u"act"_s) + "/must-change").first(u"pwdLastSet"_s), u"0"_s);
    QCOMPARE(m_rest->send("PUT", user(u"act"_s) + "/must-change", R"({"value":false})").status, 200);
    QVERIFY(value(u"act"_s, u"pwdLastSet"_s) != u"0"_s);

    QCOMPARE(m_rest->send("PUT", user(u"act"_s) + "/password", R"({"password":"N3w-Passw0rd!"})").status,
             200);
    QVERIFY(m_lab.canLogIn(u"act"_s, u"N3w-Passw0rd!"_s));
    QCOMPARE(m_rest->send("PUT", user(u"act"_s) + "/lock").first(u"userAccountControl"_s), u"514"_s);
}

void TestRestIdentity::ownPasswordInAnyRole()
{
    QCOMPARE(create("selfish", R"(,"password":"Passw0rd!lab")").status, 201);
    RestClient self(*m_smcd);
    QCOMPARE(self.signIn(u"selfish"_s, m_lab.password()).json()[u"role"].toString(), u"reader"_s);
    QCOMPARE(
        self.send("PUT", user(u"selfish"_s) + "/password", R"({"old":"wrong","password":"Other-Passw0rd1"})")
            .status,
        409);
    const RestAnswer changed = self.send("PUT", user(u"selfish"_s) + "/password",
                                         R"({"old":"Passw0rd!lab","password":"Other-Passw0rd1"})");
    QVERIFY2(changed.status == 200, changed.body.constData());
    QVERIFY(m_lab.canLogIn(u"selfish"_s, u"Other-Passw0rd1"_s));
    QCOMPARE(self.send("PUT", user(u"bob"_s) + "/password", R"({"password":"Other-Passw0rd1"})").status, 403);
}

void TestRestIdentity::policySpeaksInWords()
{
    const RestAnswer answer = m_rest->send("PUT", user(u"bob"_s) + "/password", R"({"password":"abc"})");
    QCOMPARE(answer.status, 409);
    QCOMPARE(answer.json()[u"field"].toString(), u"password"_s);
    QVERIFY(answer.json()[u"hint"].toString().contains(u"7 characters"_s));
    QVERIFY(answer.json()[u"native"].toString().contains(u"0000052D"_s));
}

void TestRestIdentity::renameKeepsGroupsAndMoveToo()
{
    QCOMPARE(create("mover", R"(,"memberOf":["Managers"])").status, 201);
    const RestAnswer renamed = m_rest->send("PUT", user(u"mover"_s) + "/rename",
                                            R"({"name":"Mo, \"Ver\" #1","sAMAccountName":"mover2"})");
    QVERIFY2(renamed.status == 200, renamed.body.constData());
    const RestAnswer moved =
        m_rest->send("PUT", user(u"mover2"_s) + "/move", R"({"parent":"OU=Engineering,DC=lab,DC=example"})");
    QVERIFY2(moved.status == 200, moved.body.constData());
    const RestAnswer read = m_rest->get(user(u"mover2"_s));
    QCOMPARE(read.first(u"name"_s), u"Mo, \"Ver\" #1"_s);
    QVERIFY(read.first(u"distinguishedName"_s).endsWith(u",OU=Engineering,DC=lab,DC=example"_s));
    QVERIFY(read.first(u"memberOf"_s).startsWith(u"CN=Managers"_s));
    const RestAnswer managers = m_rest->get("/rest/identity/groups/Managers");
    QVERIFY(managers.all(u"member"_s).contains(read.first(u"distinguishedName"_s)));
    QCOMPARE(m_rest->send("DELETE", user(u"mover2"_s)).status, 204);
    QCOMPARE(m_rest->send("PUT", user(u"bob"_s) + "/move", R"({"parent":"OU=Nowhere,DC=lab,DC=example"})")
                 .json()[u"field"]
                 .toString(),
             u"parent"_s);
}

void TestRestIdentity::members()
{
    QCOMPARE(
        m_rest
            ->send("POST", "/rest/identity/groups",
                   R"({"sAMAccountName":"Choir","parent":")" + m_unit.toUtf8() + R"(","scope":"universal"})")
            .status,
        201);
    QCOMPARE(value(u"Choir"_s, u"groupType"_s), u"-2147483640"_s);
    QCOMPARE(m_rest->send("PUT", "/rest/identity/groups/Choir/members/bob").status, 200);
    QCOMPARE(m_rest->send("PUT", "/rest/identity/groups/Choir/members/bob").status, 200); // again: no harm
    const RestAnswer members = m_rest->get("/rest/identity/groups/Choir/members?fields=sAMAccountName");
    QCOMPARE(members.items().size(), 1);
    QCOMPARE(members.items()[0][u"sAMAccountName"][0].toString(), u"bob"_s);
    QVERIFY(m_rest->get(user(u"bob"_s)).all(u"memberOf"_s).filter(u"Choir"_s).size() == 1);
    QCOMPARE(m_rest->send("DELETE", "/rest/identity/groups/Choir/members/bob").status, 204);
    QCOMPARE(m_rest->send("DELETE", "/rest/identity/groups/Choir/members/bob").status, 204);
    QVERIFY(m_rest->get(user(u"bob"_s)).all(u"memberOf"_s).filter(u"Choir"_s).isEmpty());
    QCOMPARE(m_rest->send("PUT", "/rest/identity/groups/Choir/members/nobody-here").status, 404);
    // the groups of a person, from the person's side
    const RestAnswer bob = m_rest->get(user(u"bob"_s));
    QJsonArray groups = bob.json()[u"memberOf"].toArray();
    groups.append(u"Choir"_s);
    const QByteArray body = QJsonDocument(QJsonObject{{u"memberOf"_s, groups}}).toJson();
    QCOMPARE(m_rest->send("PUT", user(u"bob"_s), body, {{"If-Match", bob.headers["etag"]}}).status, 200);
    QVERIFY(!m_lab.ldapSearch(u"(&(cn=Choir)(member=*Bob*))"_s).isEmpty() ||
            value(u"Choir"_s, u"member"_s).contains(u"Bob"_s));
    QCOMPARE(m_rest->send("DELETE", "/rest/identity/groups/Choir").status, 204);
}

void TestRestIdentity::membersByPrimaryGroup()
{
    QCOMPARE(create("prim1", R"(,"password":"Passw0rd!lab")").status, 201);
    QCOMPARE(m_rest
                 ->send("POST", "/rest/identity/groups",
                        R"({"sAMAccountName":"Singers","parent":")" + m_unit.toUtf8() + R"("})")
                 .status,
             201);
    const QString sid = m_rest->get("/rest/identity/groups/Singers").first(u"objectSid"_s);
    const QByteArray rid = sid.section(u'-', -1).toLatin1();
    // How prim1 belongs to a group, by the cache and by the directory: they must agree.
    const auto membership = [&](const QByteArray &group) -> QString {
        QStringList ways;
        for (const char *fresh : {"", "&fresh=1"}) {
            const RestAnswer answer = m_rest->get("/rest/identity/groups/" + group +
                                                  "/members?filter=sAMAccountName:prim1" + fresh);
            const QJsonArray items = answer.items();
            ways << (items.isEmpty() ? u"none"_s : items[0][u"membership"][0].toString());
        }
        return ways[0] == ways[1] ? ways[0] : ways.join(u" but "_s);
    };
    QCOMPARE(membership("Domain%20Users"), u"primary"_s);
    QCOMPARE(membership("Singers"), u"none"_s);

    const auto makePrimary = [&](const QByteArray &number) {
        return m_rest->send("PUT", user(u"prim1"_s), R"({"primaryGroupID":")" + number + R"("})",
                            {{"If-Match", "*"}});
    };
    const RestAnswer stranger = makePrimary(rid);
    QVERIFY2(stranger.status == 409, stranger.body.constData());
    QCOMPARE(stranger.json()[u"field"].toString(), u"primaryGroupID"_s);
    QVERIFY2(stranger.json()[u"detail"].toString().contains(u"CN=prim1 is no member of CN=Singers"_s),
             stranger.body.constData());
    const RestAnswer nobody = makePrimary("999999");
    QVERIFY2(nobody.status == 400 && nobody.json()[u"detail"].toString().contains(u"999999"_s),
             nobody.body.constData());

    QCOMPARE(m_rest->send("PUT", "/rest/identity/groups/Singers/members/prim1").status, 200);
    QCOMPARE(membership("Singers"), u"direct"_s);
    QCOMPARE(makePrimary(rid).status, 200);
    // At once, also where the directory moved the links by itself.
    QCOMPARE(membership("Singers"), u"primary"_s);
    QCOMPARE(membership("Domain%20Users"), u"direct"_s);
    QVERIFY(m_rest->get(user(u"prim1"_s)).all(u"memberOf"_s).filter(u"CN=Domain Users,"_s).size() == 1);
    QVERIFY(m_rest->get(user(u"prim1"_s)).all(u"memberOf"_s).filter(u"CN=Singers,"_s).isEmpty());
    QCOMPARE(value(u"prim1"_s, u"primaryGroupID"_s), QString::fromLatin1(rid));

    QCOMPARE(m_rest->send("PUT", "/rest/identity/groups/Singers/members/prim1").status,
             200); // is there already
    const RestAnswer stays = m_rest->send("DELETE", "/rest/identity/groups/Singers/members/prim1");
    QVERIFY2(stays.status == 409, stays.body.constData());
    QVERIFY2(stays.json()[u"detail"].toString().contains(u"primary group"_s), stays.body.constData());

    // fields= decides about it as about any attribute, and the cache goes on answering.
    const QJsonArray named = m_rest->get("/rest/identity/groups/Singers/members?fields=cn").items();
    QCOMPARE(named[0].toObject().keys(), QStringList({u"cn"_s}));
    const RestAnswer both = m_rest->get("/rest/identity/groups/Singers/members?fields=cn,membership");
    QCOMPARE(both.items()[0].toObject().keys(), QStringList({u"cn"_s, u"membership"_s}));
    QVERIFY(!both.headers["x-smc-server"].isEmpty()); // the cache names the DC that it follows
    QVERIFY(m_rest->get("/rest/identity/groups/Singers/members?format=csv").body.contains("membership"));

    QCOMPARE(makePrimary("513").status, 200); // and back, or nobody could delete the group any more
    QCOMPARE(membership("Singers"), u"direct"_s);
    QCOMPARE(m_rest->send("DELETE", "/rest/identity/groups/Singers/members/prim1").status, 204);
    QCOMPARE(membership("Singers"), u"none"_s);
}

void TestRestIdentity::aGroupOfManyMembers()
{
    // Above 1,500 values a directory hands a list out in ranges.
    constexpr int count = 1700;
    const QByteArray crowd = "OU=RestCrowd," + m_lab.base().toUtf8();
    if (m_lab.ldapSearch(u"(sAMAccountName=Crowd)"_s, {u"cn"_s})
            .isEmpty()) { // emptying it would take a minute: it stays
        QByteArray ldif = "dn: " + crowd + "\nchangetype: add\nobjectClass: organizationalUnit\n\n";
        for (int i = 0; i < count; ++i)
            ldif += "dn: CN=c" + QByteArray::number(i) + ',' + crowd +
                    "\nchangetype: add\nobjectClass: contact\n\n";
        ldif += "dn: CN=Crowd," + crowd + "\nchangetype: add\nobjectClass: group\nsAMAccountName: Crowd\n";
        for (int i = 0; i < count; ++i)
            ldif += "member: CN=c" + QByteArray::number(i) + ',' + crowd + '\n';
        QVERIFY(m_lab.ldapModify(ldif));
    }
    QCOMPARE(m_rest->send("DELETE", "/rest/identity/groups/Crowd/members/bob").status, 204);
    QCOMPARE(m_rest->get("/rest/identity/groups/Crowd?fresh=1").all(u"member"_s).size(), count);
    QCOMPARE(m_rest->send("PUT", "/rest/identity/groups/Crowd/members/bob?fields=cn").status, 200);
    QCOMPARE(m_rest->get("/rest/identity/groups/Crowd").all(u"member"_s).size(), count + 1);
    QVERIFY(QTest::qWaitFor(
        [&] {
            return m_rest->get("/rest/identity/groups/Crowd/members?limit=5")
                       .headers["x-total-count"]
                       .toInt() == count + 1;
        },
        20'000));
}

void TestRestIdentity::workstationsAndOus()
{
    const RestAnswer pc =
        m_rest->send("POST", "/rest/identity/workstations",
                     R"({"sAMAccountName":"RESTPC","parent":")" + m_unit.toUtf8() + R"("})");
    QVERIFY2(pc.status == 201, pc.body.constData());
    QCOMPARE(pc.first(u"sAMAccountName"_s), u"RESTPC$"_s);
    QCOMPARE(m_rest->get("/rest/identity/workstations/restpc").status, 200);
    QCOMPARE(m_rest->get(user(u"RESTPC$"_s)).status, 404); // a machine is no person
    QVERIFY(m_rest->get("/rest/identity/workstations").items().size() >= 6);
    QCOMPARE(m_rest->send("DELETE", "/rest/identity/workstations/RESTPC").status, 204);

    const RestAnswer ou =
        m_rest->send("POST", "/rest/identity/ous",
                     R"({"ou":"Büro, Süd","parent":")" + m_unit.toUtf8() + R"(","description":"x"})");
    QVERIFY2(ou.status == 201, ou.body.constData());
    const QByteArray path = ou.headers["location"];
    QCOMPARE(m_rest->get(path).first(u"ou"_s), u"Büro, Süd"_s);
    QCOMPARE(m_rest->send("PUT", path + "/rename", R"({"name":"Nord"})").first(u"ou"_s), u"Nord"_s);
    QCOMPARE(m_rest->send("DELETE", path).status, 204);
}

void TestRestIdentity::aFullContainerIsNotDeletedByAccident()
{
    const QByteArray path =
        m_rest->send("POST", "/rest/identity/ous", R"({"ou":"Full","parent":")" + m_unit.toUtf8() + R"("})")
            .headers["location"];
    const QByteArray dn = "OU=Full," + m_unit.toUtf8();
    for (const char *name : {"f1", "f2"})
        QCOMPARE(m_rest
                     ->send("POST", "/rest/identity/users",
                            R"({"sAMAccountName":")" + QByteArray(name) + R"(","parent":")" + dn + R"("})")
                     .status,
                 201);
    const RestAnswer refused = m_rest->send("DELETE", path);
    QCOMPARE(refused.status, 409);
    QVERIFY(refused.json()[u"detail"].toString().contains(u"2 objects"_s));
    QCOMPARE(m_rest->send("DELETE", path + "?subtree=1").status, 204);
    QCOMPARE(m_rest->get(user(u"f1"_s)).status, 404);
    QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=f1)"_s).isEmpty());
}

void TestRestIdentity::failedSecondStepIsTakenBack()
{
    // Helen may do everything in this unit, but may not add members to Managers: her creation's second step
    // fails.
    const QString sid = m_rest->get(user(u"helen"_s)).first(u"objectSid"_s);
    const CommandResult granted =
        runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"),
                   {u"exec"_s, u"dc1"_s, u"samba-tool"_s, u"dsacl"_s, u"set"_s, u"--objectdn="_s + m_unit,
                    u"--sddl=(A;CI;GA;;;%1)"_s.arg(sid)});
    QVERIFY2(granted.ok(), granted.errors.constData());
    RestClient helen(*m_smcd);
    QCOMPARE(helen.signIn(u"helen"_s, m_lab.password()).status, 200);
    const auto make = [&](const QByteArray &account, const QByteArray &more) {
        return helen.send("POST", "/rest/identity/users",
                          "{\"sAMAccountName\":\"" + account + "\",\"parent\":\"" + m_unit.toUtf8() + '"' +
                              more + '}');
    };
    const RestAnswer alone = make("half1", {});
    QVERIFY2(alone.status == 201, alone.body.constData());
    const RestAnswer refused = make("half2", ",\"memberOf\":[\"Managers\"]");
    QCOMPARE(refused.status, 403);
    QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=half2)"_s).isEmpty());
    QCOMPARE(m_rest->get(user(u"half2"_s)).status, 404);
}

void TestRestIdentity::twoWritersAtOnce()
{
    QCOMPARE(create("race").status, 201);
    const QByteArray etag = m_rest->get(user(u"race"_s)).headers["etag"];
    QNetworkAccessManager network;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(m_smcd->caFile()));
    RestClient other(*m_smcd);
    const QByteArray token =
        "Bearer " + other.signIn(m_lab.admin(), m_lab.password()).json()[u"token"].toString().toLatin1();
    QList<QNetworkReply *> replies;
    for (int i = 0; i < 6; ++i) {
        QNetworkRequest request(QUrl::fromEncoded(m_smcd->url().toEncoded() + user(u"race"_s)));
        request.setSslConfiguration(tls);
        request.setRawHeader("Authorization", token);
        request.setRawHeader("Content-Type", "application/json");
        request.setRawHeader("If-Match", etag);
        replies << network.put(request, R"({"title":"writer )" + QByteArray::number(i) + R"("})");
    }
    QVERIFY(QTest::qWaitFor(
        [&] {
            return std::all_of(replies.begin(), replies.end(),
                               [](QNetworkReply *reply) { return reply->isFinished(); });
        },
        30'000));
    int won = 0;
    for (QNetworkReply *reply : replies) {
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        QVERIFY2(status == 200 || status == 412, QByteArray::number(status).constData());
        won += status == 200 ? 1 : 0;
        reply->deleteLater();
    }
    QCOMPARE(won, 1);
}

// ---- others ---------------------------------------------------------------------------------------------

void TestRestIdentity::whatOthersChangeShowsUp()
{
    QCOMPARE(create("seen").status, 201);
    const QByteArray dn = "CN=seen," + m_unit.toUtf8();
    QVERIFY(m_lab.ldapModify("dn: " + dn + "\nchangetype: modify\nreplace: title\ntitle: from elsewhere\n"));
    QVERIFY(QTest::qWaitFor(
        [&] { return m_rest->get(user(u"seen"_s)).first(u"title"_s) == u"from elsewhere"_s; }, 15'000));
    QVERIFY(m_lab.ldapModify("dn: " + dn + "\nchangetype: modrdn\nnewrdn: CN=seen2\ndeleteoldrdn: 1\n"));
    QVERIFY(
        QTest::qWaitFor([&] { return m_rest->get(user(u"seen"_s)).first(u"cn"_s) == u"seen2"_s; }, 15'000));
    QVERIFY(m_lab.ldapModify("dn: CN=seen2," + m_unit.toUtf8() + "\nchangetype: delete\n"));
    QVERIFY(QTest::qWaitFor(
        [&] { return m_rest->get("/rest/identity/users?filter=sAMAccountName:seen").items().isEmpty(); },
        15'000));
}

void TestRestIdentity::readersCannotChange()
{
    RestClient bob(*m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).json()[u"role"].toString(), u"reader"_s);
    QCOMPARE(bob.get("/rest/identity/users?limit=1").status, 200);
    const RestAnswer put = bob.send("PUT", user(u"alice"_s), R"({"title":"x"})", {{"If-Match", "*"}});
    QCOMPARE(put.status, 403);
    // The service's own word, before the directory has its say.
    QVERIFY2(put.json()[u"detail"].toString().contains(u"The role reader"_s), put.body.constData());
    QCOMPARE(bob.send("DELETE", user(u"alice"_s)).status, 403);
    RestClient nobody(*m_smcd);
    QCOMPARE(nobody.get("/rest/identity/users").status, 401);
}

void TestRestIdentity::helpdeskDoesWhatTheDirectoryLetsHer()
{
    QCOMPARE(
        m_rest
            ->send(
                "POST", "/rest/identity/users",
                R"({"sAMAccountName":"client1","password":"Passw0rd!lab","parent":"OU=Sales,DC=lab,DC=example"})")
            .status,
        201);
    RestClient helen(*m_smcd);
    QCOMPARE(helen.signIn(u"helen"_s, m_lab.password()).json()[u"role"].toString(), u"administrator"_s);
    const RestAnswer reset =
        helen.send("PUT", user(u"client1"_s) + "/password", R"({"password":"Helped-0ut!"})");
    QVERIFY2(reset.status == 200, reset.body.constData());
    QVERIFY(m_lab.canLogIn(u"client1"_s, u"Helped-0ut!"_s));
    // The role would let her; the directory does not, and its word counts.
    const RestAnswer denied =
        helen.send("PUT", user(u"alice"_s) + "/password", R"({"password":"Helped-0ut!"})");
    QCOMPARE(denied.status, 403);
    QVERIFY(m_lab.canLogIn(u"alice"_s));
    QCOMPARE(helen.send("PUT", user(u"client1"_s), R"({"title":"x"})", {{"If-Match", "*"}}).status, 403);
    QCOMPARE(m_rest->send("DELETE", user(u"client1"_s)).status, 204);
}

QTEST_GUILESS_MAIN(TestRestIdentity)
#include "test_rest_identity.moc"
