// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/password.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::ldap;
using namespace std::chrono_literals;

class TestPassword : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passwordsTravelQuotedInUtf16();
    void ownChangeProvesTheOldPassword();
    void domainPolicyIsRead();
    void fineGrainedPolicyIsRead();
    void policyIsToldInWords();
};

void TestPassword::passwordsTravelQuotedInUtf16()
{
    QCOMPARE(unicodePwd(Secret(QByteArray("aä😀"))).toHex(), "22006100e4003dd800de2200"_ba);
    QCOMPARE(unicodePwd(Secret()).toHex(), "22002200"_ba);
}

void TestPassword::ownChangeProvesTheOldPassword()
{
    const auto changes = passwordChange(Secret(QByteArray("old")), Secret(QByteArray("new")));
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes[0].kind, Modification::Kind::Delete);
    QCOMPARE(changes[0].values, QByteArrayList{unicodePwd(Secret(QByteArray("old")))});
    QCOMPARE(changes[1].kind, Modification::Kind::Add);
    QCOMPARE(changes[1].values, QByteArrayList{unicodePwd(Secret(QByteArray("new")))});
    const auto reset = passwordReset(Secret(QByteArray("new")));
    QCOMPARE(reset.size(), 1);
    QCOMPARE(reset[0].kind, Modification::Kind::Replace);
}

void TestPassword::domainPolicyIsRead()
{
    const Entry domain{u"DC=lab"_s,
                       {{"minPwdLength", {"8"}},
                        {"pwdProperties", {"1"}},
                        {"pwdHistoryLength", {"24"}},
                        {"minPwdAge", {"-864000000000"}},
                        {"maxPwdAge", {"-9223372036854775808"}}}};
    const PasswordPolicy policy = policyFrom(domain);
    QCOMPARE(policy.minimumLength, 8);
    QVERIFY(policy.complexity);
    QCOMPARE(policy.history, 24);
    QVERIFY(policy.minimumAge == 24h);
    QVERIFY(policy.maximumAge == 0s); // never
}

void TestPassword::fineGrainedPolicyIsRead()
{
    const Entry pso{u"CN=Admins"_s,
                    {{"cn", {"Admins"}},
                     {"msDS-MinimumPasswordLength", {"15"}},
                     {"msDS-PasswordComplexityEnabled", {"FALSE"}},
                     {"msDS-PasswordHistoryLength", {"1"}},
                     {"msDS-MinimumPasswordAge", {"0"}},
                     {"msDS-MaximumPasswordAge", {"-36288000000000"}}}};
    const PasswordPolicy policy = policyFrom(pso);
    QCOMPARE(policy.name, u"Admins"_s);
    QCOMPARE(policy.minimumLength, 15);
    QVERIFY(!policy.complexity);
    QVERIFY(policy.maximumAge == 42 * 24h);
}

void TestPassword::policyIsToldInWords()
{
    QCOMPARE(
        policyWords({.name = {}, .minimumLength = 8, .complexity = false, .history = 24, .minimumAge = 24h}),
        u"The domain's rules: at least 8 characters; none of the last 24 passwords; changed by its owner no "
        u"sooner "
        "than after a day."_s);
    QVERIFY(policyWords({.name = u"Admins"_s, .complexity = true}).contains(u"three of capital letters"_s));
    QVERIFY(policyWords({.name = u"Admins"_s, .complexity = true}).startsWith(u"The rules of \"Admins\""_s));
    QCOMPARE(policyWords({}), u"The domain's rules ask for nothing in particular."_s);
}

QTEST_GUILESS_MAIN(TestPassword)
#include "test_password.moc"
