// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/schema.h"
#include "service/identity/ldap/types.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::ldap;

class TestSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesHaveNoCase();
};

void TestSchema::namesHaveNoCase()
{
    const Schema schema({{"mail", {.name = "mail", .syntax = Syntax::Text, .singleValued = true}}});
    QVERIFY(schema.find("MAIL"));
    QVERIFY(schema.find("mail")->singleValued);
    QVERIFY(!schema.find("nix"));

    const Entry entry{u"CN=Jo"_s, {{"telephoneNumber", {"1", "2"}}, {"empty", {}}}};
    QCOMPARE(entry.value("TELEPHONENUMBER"), "1"_ba);
    QCOMPARE(entry.value("empty"), QByteArray());
    QCOMPARE(entry.value("nix"), QByteArray());
    QVERIFY(!entry.find("nix"));
}

QTEST_GUILESS_MAIN(TestSchema)
#include "test_schema.moc"
