// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/cache.h"
#include "service/identity/ldap/sid.h"
#include "service/identity/view.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::identity;

namespace {

const QString base = u"DC=lab,DC=example"_s;

std::shared_ptr<const ldap::Schema> sampleSchema()
{
    QHash<QByteArray, ldap::AttributeType> types;
    const auto add = [&types](const char *name, ldap::Syntax syntax, int linkId = 0) {
        types.insert(QByteArray(name).toLower(), {.name = name, .syntax = syntax, .linkId = linkId});
    };
    using ldap::Syntax;
    for (const char *name : {"name", "cn", "title", "sAMAccountName", "description", "objectClass"})
        add(name, Syntax::Text);
    add("objectGUID", Syntax::Guid);
    add("distinguishedName", Syntax::Dn);
    add("member", Syntax::Dn, 2);
    add("memberOf", Syntax::Dn, 3);
    add("uSNChanged", Syntax::LargeInteger);
    add("userAccountControl", Syntax::Integer);
    add("thumbnailPhoto", Syntax::Octets);
    return std::make_shared<const ldap::Schema>(types);
}

QByteArray guid(int number)
{
    return QByteArray(15, 'g') + static_cast<char>(number);
}

ldap::Entry object(int number, const QString &dn, const QByteArrayList &classes,
                   const QList<ldap::Attribute> &more = {})
{
    const QByteArray name = dn.section(u',', 0, 0).section(u'=', 1).toUtf8();
    ldap::Entry entry{
        .dn = dn, .attributes = {{"objectGUID", {guid(number)}}, {"objectClass", classes}, {"name", {name}}}};
    if (classes.contains("user") || classes.contains("group"))
        entry.attributes.append({"sAMAccountName", {name.toLower()}});
    entry.attributes += more;
    return entry;
}

const QByteArrayList user{"top", "person", "user"};
const QByteArrayList group{"top", "group"};
const QByteArrayList ou{"top", "organizationalUnit"};

QStringList names(const Cache &cache, const ListQuery &query)
{
    const auto listed = cache.list(query);
    QStringList result;
    for (const ldap::Entry &entry : listed->entries)
        result << QString::fromUtf8(entry.value("name"));
    return result;
}

} // namespace

class TestCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void listsOfAKindInNameOrder();
    void oneLevelAndBelow();
    void pagesNeitherRepeatNorSkip();
    void renamedContainerMovesEverythingBelow();
    void whoReadBeforeOurRenameBringsOldNames();
    void renamedPersonKeepsTheGroups();
    void memberOfFollowsTheGroups();
    void ownChangeOfAGroupShowsOnBothEnds();
    void membersThatComeBeforeTheirObjects();
    void ownChangeIsNotUndoneByASlowServer();
    void ownDeletionIsNotUndoneByASlowServer();
    void stateThatTheCacheNeverHadDoesNotComeBack();
    void anAccountBelongsToOneObject();
    void thereAndBackAgain();
    void laterChangeBySomebodyElseCounts();
    void retainDropsWhatIsGoneButNotWhatWeJustMade();
    void largeValuesMarkTheEntryIncomplete();
    void accountsWithAndWithoutDollar();
    void etagIgnoresWhatASignInChanges();
    void aUnitMadeAnewKeepsWhatCameBeforeIt();
    void whatIsBelowADeletedUnitGoesByItsOwn();
    void coversOnlyWhatItKnows();

private:
    ldap::Entry jo(const QByteArray &title) const
    {
        return object(10, u"CN=Jo,OU=Sales,"_s + base, user, {{"title", {title}}});
    }
    std::unique_ptr<Cache> m_cache;
};

void TestCache::init()
{
    m_cache = std::make_unique<Cache>();
    m_cache->setSchema(base, sampleSchema());
    const auto put = [this](const ldap::Entry &entry) { m_cache->put(entry, Cache::Origin::Follower); };
    put(object(1, base, {"top", "domainDNS"}));
    put(object(2, u"OU=Sales,"_s + base, ou));
    put(object(3, u"OU=Berlin,OU=Sales,"_s + base, ou));
    put(jo("Clerk"));
    put(object(11, u"CN=zoë,OU=Berlin,OU=Sales,"_s + base, user));
    put(object(12, u"CN=Anna 10,OU=Sales,"_s + base, user));
    put(object(13, u"CN=anna 9,OU=Sales,"_s + base, user));
    put(object(20, u"CN=Staff,OU=Sales,"_s + base, group,
               {{"member",
                 {u"CN=Jo,OU=Sales,DC=lab,DC=example"_s.toUtf8(),
                  u"CN=zoë,OU=Berlin,OU=Sales,DC=lab,DC=example"_s.toUtf8()}}}));
    m_cache->setKnownGood(u"dc1"_s, std::chrono::steady_clock::now());
    m_cache->setReady();
}

void TestCache::listsOfAKindInNameOrder()
{
    QCOMPARE(names(*m_cache, {.kind = Kind::Users}),
             QStringList({u"anna 9"_s, u"Anna 10"_s, u"Jo"_s, u"zoë"_s}));
    QCOMPARE(names(*m_cache, {.kind = Kind::Groups}), QStringList({u"Staff"_s}));
    QCOMPARE(names(*m_cache, {.kind = Kind::Users, .sort = {{.attribute = "name", .descending = true}}}),
             QStringList({u"zoë"_s, u"Jo"_s, u"Anna 10"_s, u"anna 9"_s}));
}

void TestCache::oneLevelAndBelow()
{
    ListQuery query{.kind = Kind::Users, .base = u"ou=sales,"_s + base, .scope = ldap::Scope::OneLevel};
    QCOMPARE(names(*m_cache, query).size(), 3);
    query.scope = ldap::Scope::Subtree;
    QCOMPARE(names(*m_cache, query).size(), 4);
    QCOMPARE(m_cache->countBelow(u"OU=Sales,"_s + base), 6);
    query.base = u"OU=Nowhere,"_s + base;
    QVERIFY(!m_cache->covers(query));
}

void TestCache::pagesNeitherRepeatNorSkip()
{
    ListQuery query{.kind = Kind::Users, .limit = 2};
    const auto first = m_cache->list(query);
    QVERIFY(first);
    QCOMPARE(first->entries.size(), 2);
    QCOMPARE(first->total, 4);
    m_cache->put(object(14, u"CN=Aaron,OU=Sales,"_s + base, user),
                 Cache::Origin::Follower); // before the page
    query.cursor = first->next;
    QCOMPARE(names(*m_cache, query), QStringList({u"Jo"_s, u"zoë"_s}));
    query.sort = {{.attribute = "title"}};
    const auto mixed = m_cache->list(query);
    QVERIFY(!mixed);
    QCOMPARE(mixed.error().field, u"cursor"_s);
}

void TestCache::renamedContainerMovesEverythingBelow()
{
    m_cache->put(object(2, u"OU=Vertrieb,"_s + base, ou), Cache::Origin::Follower);
    const auto zoe = m_cache->find(ObjectId::ofGuid(guid(11)));
    QVERIFY(zoe);
    QCOMPARE(zoe->dn, u"CN=zoë,OU=Berlin,OU=Vertrieb,"_s + base);
    QVERIFY(m_cache->find(ObjectId::parse(u"CN=Jo,OU=Vertrieb,"_s + base)));
    QVERIFY(!m_cache->find(ObjectId::parse(u"CN=Jo,OU=Sales,"_s + base)));
}

void TestCache::whoReadBeforeOurRenameBringsOldNames()
{
    const auto inBerlin = [this](const QString &sales) {
        return names(*m_cache, {.kind = Kind::Users, .base = u"OU=Berlin,OU="_s + sales + u',' + base});
    };
    const ldap::Entry late = object(40, u"CN=Late,OU=Berlin,OU=Sales,"_s + base, user);
    const auto begun = std::chrono::steady_clock::now();
    m_cache->put(object(2, u"OU=Sold,"_s + base, ou), Cache::Origin::Own);
    m_cache->put(late, Cache::Origin::Follower);
    m_cache->put(object(41, u"CN=Readers,"_s + base, group, {{"member", {late.dn.toUtf8()}}}),
                 Cache::Origin::Follower);
    QVERIFY(inBerlin(u"Sold"_s).contains(u"Late"_s));
    QCOMPARE(m_cache->find(ObjectId::parse(u"readers"_s))->value("member"),
             "CN=Late,OU=Berlin,OU=Sold," + base.toUtf8());
    // The unit above it, too; and the round that began before all of it ends.
    m_cache->put(object(3, u"OU=Bonn,OU=Sold,"_s + base, ou), Cache::Origin::Own);
    m_cache->setKnownGood(u"dc1"_s, begun);
    m_cache->put(late, Cache::Origin::Follower);
    QCOMPARE(m_cache->find(ObjectId::parse(u"late"_s))->dn, u"CN=Late,OU=Bonn,OU=Sold,"_s + base);
    // Somebody else gets the name: then it is his.
    m_cache->put(object(42, u"OU=Sales,"_s + base, ou), Cache::Origin::Follower);
    m_cache->put(object(43, u"CN=New,OU=Sales,"_s + base, user), Cache::Origin::Follower);
    QCOMPARE(m_cache->find(ObjectId::parse(u"new"_s))->dn, u"CN=New,OU=Sales,"_s + base);
    m_cache->remove(guid(42), Cache::Origin::Follower);
    // What is read from here on has no old names.
    m_cache->setKnownGood(u"dc1"_s, std::chrono::steady_clock::now());
    m_cache->put(object(44, u"CN=Newer,OU=Sales,"_s + base, user), Cache::Origin::Follower);
    QCOMPARE(m_cache->find(ObjectId::parse(u"newer"_s))->dn, u"CN=Newer,OU=Sales,"_s + base);
}

void TestCache::renamedPersonKeepsTheGroups()
{
    m_cache->put(object(10, u"CN=Joanna,OU=Berlin,OU=Sales,"_s + base, user), Cache::Origin::Follower);
    const auto staff = m_cache->find(ObjectId::parse(u"staff"_s));
    QVERIFY(staff);
    QVERIFY(
        staff->find("member")->values.contains(u"CN=Joanna,OU=Berlin,OU=Sales,DC=lab,DC=example"_s.toUtf8()));
    const auto jo = m_cache->find(ObjectId::ofGuid(guid(10)));
    QCOMPARE(jo->value("memberOf"), u"CN=Staff,OU=Sales,DC=lab,DC=example"_s.toUtf8());
}

void TestCache::memberOfFollowsTheGroups()
{
    m_cache->link(guid(20), "member", guid(10), false);
    QVERIFY(!m_cache->find(ObjectId::ofGuid(guid(10)))->find("memberOf"));
    m_cache->link(guid(20), "member", guid(12), true);
    QCOMPARE(m_cache->find(ObjectId::ofGuid(guid(12)))->value("memberOf"),
             u"CN=Staff,OU=Sales,DC=lab,DC=example"_s.toUtf8());
    m_cache->remove(guid(20), Cache::Origin::Follower);
    QVERIFY(!m_cache->find(ObjectId::ofGuid(guid(12)))->find("memberOf"));
}

void TestCache::ownChangeOfAGroupShowsOnBothEnds()
{
    // As carryOut() does it: the group is read back with its new member, then the one link is patched.
    m_cache->put(object(20, u"CN=Staff,OU=Sales,"_s + base, group,
                        {{"member", {u"CN=Anna 10,OU=Sales,DC=lab,DC=example"_s.toUtf8()}}}),
                 Cache::Origin::Own);
    m_cache->link(guid(20), "member", guid(12), true);
    QCOMPARE(m_cache->find(ObjectId::parse(u"staff"_s))->find("member")->values.size(), 1);
    QCOMPARE(m_cache->find(ObjectId::parse(u"anna 10"_s))->value("memberOf"),
             u"CN=Staff,OU=Sales,DC=lab,DC=example"_s.toUtf8());
}

void TestCache::membersThatComeBeforeTheirObjects()
{
    m_cache->put(object(21, u"CN=Early,OU=Sales,"_s + base, group,
                        {{"member", {u"CN=Late,OU=New,DC=lab,DC=example"_s.toUtf8()}}}),
                 Cache::Origin::Follower);
    QCOMPARE(names(*m_cache, {.kind = Kind::Objects}).filter(u"Late"_s).size(),
             0); // named, but not known itself
    m_cache->put(object(15, u"CN=Late,OU=New,"_s + base, user), Cache::Origin::Follower);
    QCOMPARE(m_cache->find(ObjectId::ofGuid(guid(15)))->value("memberOf"),
             u"CN=Early,OU=Sales,DC=lab,DC=example"_s.toUtf8());
}

void TestCache::ownChangeIsNotUndoneByASlowServer()
{
    m_cache->put(jo("Director"), Cache::Origin::Own);
    m_cache->put(jo("Clerk"), Cache::Origin::Follower); // what another DC still has
    QCOMPARE(m_cache->find(ObjectId::ofGuid(guid(10)))->value("title"), QByteArray("Director"));
}

void TestCache::ownDeletionIsNotUndoneByASlowServer()
{
    m_cache->remove(guid(10), Cache::Origin::Own);
    m_cache->put(jo("Clerk"), Cache::Origin::Follower);
    QVERIFY(!m_cache->find(ObjectId::ofGuid(guid(10))));
}

void TestCache::stateThatTheCacheNeverHadDoesNotComeBack()
{
    // Somebody else made the object a moment ago; we moved it before the follower had brought it.
    const ldap::Entry made = object(30, u"CN=Quick,OU=Sales,"_s + base, user);
    const ldap::Entry moved = object(30, u"CN=Quick,OU=Berlin,OU=Sales,"_s + base, user);
    m_cache->put(moved, Cache::Origin::Own, etagOf(made, *sampleSchema()));
    m_cache->put(made, Cache::Origin::Follower); // its search had begun before
    QCOMPARE(m_cache->find(ObjectId::ofGuid(guid(30)))->dn, moved.dn);
}

void TestCache::anAccountBelongsToOneObject()
{
    // Somebody else deleted Jo and made another one, which we moved before the follower saw any of it.
    ldap::Entry other = object(31, u"CN=Jo,OU=Berlin,OU=Sales,"_s + base, user);
    m_cache->put(other, Cache::Origin::Own);
    const ListQuery sales{.kind = Kind::Users, .base = u"OU=Sales,"_s + base, .scope = ldap::Scope::OneLevel};
    QVERIFY(!names(*m_cache, sales).contains(u"Jo"_s));
    QCOMPARE(m_cache->find(ObjectId::parse(u"jo"_s))->dn, other.dn);
    m_cache->remove(guid(10), Cache::Origin::Follower); // its tombstone
    QVERIFY(m_cache->find(ObjectId::parse(u"jo"_s)));
}

void TestCache::thereAndBackAgain()
{
    const ListQuery here{
        .kind = Kind::Objects, .base = u"OU=Sales,"_s + base, .scope = ldap::Scope::OneLevel};
    const auto named = [](const QString &dn) { return object(10, dn, user); };
    for (const Cache::Origin origin : {Cache::Origin::Own, Cache::Origin::Follower}) {
        m_cache->put(named(u"CN=Jo\\, After,OU=Sales,"_s + base), Cache::Origin::Own);
        QVERIFY(names(*m_cache, here).contains(u"Jo\\"_s));
        QVERIFY(!names(*m_cache, here).contains(u"Jo"_s));
        m_cache->put(named(u"CN=Jo,OU=Sales,"_s + base), Cache::Origin::Own);
        QVERIFY(names(*m_cache, here).contains(u"Jo"_s));
        m_cache->put(named(u"CN=Jo,OU=Berlin,OU=Sales,"_s + base), Cache::Origin::Own);
        QVERIFY(!names(*m_cache, here).contains(u"Jo"_s));
        m_cache->put(named(u"CN=Jo,OU=Sales,"_s + base), Cache::Origin::Own);
        m_cache->put(named(u"CN=Jo,OU=Sales,"_s + base), origin);
        QVERIFY(names(*m_cache, here).contains(u"Jo"_s));
    }
}

void TestCache::laterChangeBySomebodyElseCounts()
{
    m_cache->put(jo("Director"), Cache::Origin::Own);
    m_cache->put(jo("President"), Cache::Origin::Follower);
    QCOMPARE(m_cache->find(ObjectId::ofGuid(guid(10)))->value("title"), QByteArray("President"));
}

void TestCache::retainDropsWhatIsGoneButNotWhatWeJustMade()
{
    m_cache->put(object(16, u"CN=New,OU=Sales,"_s + base, user), Cache::Origin::Own);
    m_cache->retain({guid(1), guid(2), guid(3), guid(10), guid(20)});
    QCOMPARE(names(*m_cache, {.kind = Kind::Users}), QStringList({u"Jo"_s, u"New"_s}));
}

void TestCache::largeValuesMarkTheEntryIncomplete()
{
    bool complete = true;
    m_cache->put(
        object(17, u"CN=Photo,OU=Sales,"_s + base, user, {{"thumbnailPhoto", {QByteArray(5000, 'p')}}}),
        Cache::Origin::Follower);
    const auto entry = m_cache->find(ObjectId::ofGuid(guid(17)), &complete);
    QVERIFY(entry);
    QVERIFY(!complete);
    QVERIFY(!entry->find("thumbnailPhoto"));
}

void TestCache::accountsWithAndWithoutDollar()
{
    m_cache->put(object(18, u"CN=PC1,OU=Sales,"_s + base, {"top", "person", "user", "computer"}, {}),
                 Cache::Origin::Follower);
    ldap::Entry computer = object(18, u"CN=PC1,OU=Sales,"_s + base, {"top", "person", "user", "computer"});
    computer.attributes.last().values = {"PC1$"};
    m_cache->put(computer, Cache::Origin::Follower);
    QVERIFY(m_cache->find(ObjectId::parse(u"pc1"_s)));
    QVERIFY(m_cache->find(ObjectId::parse(u"PC1$"_s)));
    QCOMPARE(names(*m_cache, {.kind = Kind::Workstations}), QStringList({u"PC1"_s}));
}

void TestCache::etagIgnoresWhatASignInChanges()
{
    const auto schema = sampleSchema();
    ldap::Entry entry = jo("Clerk");
    const QByteArray before = etagOf(entry, *schema);
    entry.attributes.append(ldap::Attribute{"uSNChanged", {"17"}});
    entry.attributes.append(ldap::Attribute{"lastLogon", {"133"}});
    entry.attributes.append(ldap::Attribute{"memberOf", {"CN=Staff"}});
    QCOMPARE(etagOf(entry, *schema), before);
    QVERIFY(etagOf(jo("Director"), *schema) != before);
    QCOMPARE(etagOf(*m_cache->find(ObjectId::ofGuid(guid(10))), *schema),
             before); // the cache's is the directory's
}

/// A round of changes comes in no particular order: what is in a unit may come before the unit, and before
/// the tombstone of the one that had its name.
void TestCache::aUnitMadeAnewKeepsWhatCameBeforeIt()
{
    const QString berlin = u"OU=Berlin,OU=Sales,"_s + base;
    const ListQuery inBerlin{.kind = Kind::Users, .base = berlin, .scope = ldap::Scope::OneLevel};
    m_cache->put(object(31, u"CN=New,"_s + berlin, user), Cache::Origin::Follower);
    m_cache->put(object(30, berlin, ou), Cache::Origin::Follower);
    m_cache->remove(guid(11), Cache::Origin::Follower); // zoë, who was in the old one
    m_cache->remove(guid(3), Cache::Origin::Follower);
    QCOMPARE(names(*m_cache, inBerlin), QStringList{u"New"_s});
    QCOMPARE(m_cache->find(ObjectId::parse(berlin))->value("objectGUID"), guid(30));
}

void TestCache::whatIsBelowADeletedUnitGoesByItsOwn()
{
    const QString berlin = u"OU=Berlin,OU=Sales,"_s + base;
    const ListQuery inBerlin{.kind = Kind::Users, .base = berlin, .scope = ldap::Scope::OneLevel};
    m_cache->put(object(31, u"CN=New,"_s + berlin, user), Cache::Origin::Follower);
    m_cache->remove(guid(3), Cache::Origin::Follower);
    QVERIFY(!m_cache->covers(inBerlin));
    QVERIFY(!m_cache->find(ObjectId::parse(berlin)));
    m_cache->remove(guid(11), Cache::Origin::Follower);
    m_cache->put(object(30, berlin, ou), Cache::Origin::Follower);
    QCOMPARE(names(*m_cache, inBerlin), QStringList{u"New"_s});
    m_cache->remove(guid(31), Cache::Origin::Follower);
    m_cache->remove(guid(30), Cache::Origin::Follower);
    QCOMPARE(m_cache->countBelow(u"OU=Sales,"_s + base), 4);
}

/// A link names what was never read, and a container may be known without what lies below.
void TestCache::coversOnlyWhatItKnows()
{
    const QString policies = u"CN=Policies,CN=System,"_s + base;
    m_cache->put(object(40, u"CN=System,"_s + base, {"top", "container"}), Cache::Origin::Follower);
    m_cache->put(object(41, u"CN=Editors,OU=Sales,"_s + base, group,
                        {{"member", {(u"CN=Default,"_s + policies).toUtf8()}}}),
                 Cache::Origin::Follower);
    QVERIFY(!m_cache->covers({.kind = Kind::Objects, .base = policies}));
    QVERIFY(m_cache->covers({.kind = Kind::Objects, .base = u"CN=System,"_s + base}));
    m_cache->setHollow(guid(40));
    QVERIFY(!m_cache->covers({.kind = Kind::Objects, .base = u"CN=System,"_s + base}));
    QVERIFY(!m_cache->countBelow(u"CN=System,"_s + base));
    QVERIFY(m_cache->covers({.kind = Kind::Objects, .base = base}));
}

QTEST_GUILESS_MAIN(TestCache)
#include "test_cache.moc"
