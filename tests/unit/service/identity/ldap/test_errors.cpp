// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/errors.h"
#include "service/identity/ldap/kerberos.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::ldap;

/// What servers said (recorded from Samba 4.17 and from Windows) in an administrator's words.
class TestErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusedBindsSayWhatIsWrongWithTheAccount_data();
    void refusedBindsSayWhatIsWrongWithTheAccount();
    void answersAreTranslated_data();
    void answersAreTranslated();
    void everyErrorIsASentence();
    void brokenConnections();
    void certificatesAreBlamed_data();
    void certificatesAreBlamed();
    void kerberosTexts_data();
    void kerberosTexts();
};

void TestErrors::refusedBindsSayWhatIsWrongWithTheAccount_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("says");
    QTest::newRow("no such user") << "525"_ba << u"name or the password is wrong"_s;
    QTest::newRow("wrong password") << "52e"_ba << u"name or the password is wrong"_s;
    QTest::newRow("hours") << "530"_ba << u"at this time"_s;
    QTest::newRow("workstation") << "531"_ba << u"from this computer"_s;
    QTest::newRow("password expired") << "532"_ba << u"password has expired"_s;
    QTest::newRow("disabled") << "533"_ba << u"disabled"_s;
    QTest::newRow("account expired") << "701"_ba << u"account has expired"_s;
    QTest::newRow("must change") << "773"_ba << u"must be changed"_s;
    QTest::newRow("locked") << "775"_ba << u"locked"_s;
    QTest::newRow("unknown") << "999"_ba << u"name or the password is wrong"_s;
}

void TestErrors::refusedBindsSayWhatIsWrongWithTheAccount()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, says);
    const Error error = bindErrorOf(
        {.code = 49,
         .diagnostic = "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data " +
                       data + ", v1db1",
         .matchedDn = {},
         .server = {}});
    QCOMPARE(error.code, ErrorCode::Unauthenticated);
    QVERIFY2(error.message.contains(says), qPrintable(error.message));
    QVERIFY(!error.hint.isEmpty());
    QVERIFY(error.native.contains(QString::fromLatin1(data)));
}

void TestErrors::answersAreTranslated_data()
{
    QTest::addColumn<int>("result");
    QTest::addColumn<QByteArray>("diagnostic");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, int result, const char *diagnostic, const char *code,
                        const QString &says, const QString &field = {}) {
        QTest::newRow(name) << result << QByteArray(diagnostic) << QString::fromLatin1(code) << says << field;
    };
    // Samba
    row("account name taken", 68, "00002071: samldb: samAccountName 'recu1' already in use!", "exists",
        u"account of that name"_s, u"sAMAccountName"_s);
    row("UPN taken", 19, "0000202F: samldb: userPrincipalName 'recu1@lab.example' is already in use ",
        "exists", u"user principal name"_s, u"userPrincipalName"_s);
    row("SPN taken", 19, "0000202F: samldb: spn[HOST/dc1.lab.example] would cause a conflict", "exists",
        u"service principal name"_s, u"servicePrincipalName"_s);
    row("name taken", 68, "Entry CN=u1,OU=rec,DC=lab,DC=example already exists", "exists",
        u"exists already"_s);
    row("no parent", 32, "00002030: objectclass: Cannot add CN=u2,OU=nix,DC=x, parent does not exist!",
        "not-found", u"place where the object should be"_s);
    row("no parent to move to", 80, "00002095: objectclass: Cannot rename CN=g1,DC=x, parent does not exist!",
        "not-found", u"place where the object should be"_s);
    row("unknown attribute", 16,
        "acl_modify: attribute 'foobar' on entry 'CN=u1,DC=x' was not found in the schema!", "invalid",
        u"no such attribute in the schema"_s, u"foobar"_s);
    row("unknown attribute in an add", 16,
        "0000200A: objectclass_attrs: attribute 'foobar' on entry 'CN=u5,DC=x' was not found in the schema!",
        "invalid", u"no such attribute in the schema"_s, u"foobar"_s);
    row("unknown class", 16, "0000200A: objectclass foobarclass is not a valid objectClass in schema",
        "invalid", u"no such class"_s, u"objectClass"_s);
    row("bad value", 21,
        "0000200B: objectclass_attrs: attribute 'countryCode' on entry 'CN=u1,DC=x' contains at least one "
        "invalid value!",
        "invalid", u"does not fit its attribute"_s, u"countryCode"_s);
    row("second value", 20,
        "0000200D: SINGLE-VALUE attribute displayName on CN=u1,DC=x specified more than once", "invalid",
        u"one value only"_s, u"displayName"_s);
    row("link to nowhere", 19,
        "000020B5: Referenced object not found at "
        "../../source4/dsdb/samdb/ldb_modules/extended_dn_store.c:357",
        "invalid", u"names an object that does not exist"_s);
    row("member that is none", 32, "00000525: specified dn doesn't exist at ../../source4/dsdb/x.c:160:f",
        "invalid", u"names an object that does not exist"_s);
    row("member twice", 68,
        "Attribute member already exists for target GUID e686228b-a21a-40df-ad18-17e9726ee122", "exists",
        u"member already"_s, u"member"_s);
    row("not a member", 53,
        "Attribute member doesn't exist for target GUID 9d065b2f-cd15-4a9e-8bfe-6e9dace0fc72", "not-found",
        u"no member"_s, u"member"_s);
    row("kept by the directory", 53, "00002035: samldb: objectSid must not be specified!", "refused",
        u"keeps this attribute itself"_s, u"objectSid"_s);
    row("system only", 19,
        "0000202F: objectclass_attrs: attribute 'whenCreated' on entry 'CN=u1,DC=x' can only be modified as "
        "system",
        "refused", u"keeps this attribute itself"_s, u"whenCreated"_s);
    row("back link", 53,
        "00002035: objectclass_attrs: attribute 'memberOf' on entry 'CN=u1,DC=x' must not be modified "
        "directly, it is a "
        "linked attribute",
        "refused", u"kept on the other objects"_s, u"memberOf"_s);
    row("wrong class", 65,
        "00002014: objectclass_attrs: attribute 'printerName' on entry 'CN=u1,DC=x' does not exist in the "
        "specified "
        "objectclasses!",
        "refused", u"does not belong"_s, u"printerName"_s);
    row("missing attribute", 65,
        "00002014: objectclass_attrs: at least one mandatory attribute ('ou') on entry 'CN=o,DC=x' wasn't "
        "specified!",
        "refused", u"required attribute is missing"_s, u"ou"_s);
    row("value is gone", 16,
        "attribute 'description': no matching attribute value while deleting attribute on 'CN=u1,DC=x'",
        "refused", u"does not have this attribute or value"_s, u"description"_s);
    row("password too short", 19,
        "0000052D: Constraint violation - check_password_restrictions: the password is too short. It should "
        "be equal or "
        "longer than 7 characters!",
        "refused", u"too short"_s, u"unicodePwd"_s);
    row("password too simple", 19,
        "0000052D: Constraint violation - check_password_restrictions: the password does not meet the "
        "complexity criteria!",
        "refused", u"not complex enough"_s, u"unicodePwd"_s);
    row("bad account name", 19, "0000202F: samldb: sAMAccountName contains invalid '/' character", "invalid",
        u"not allowed"_s, u"sAMAccountName"_s);
    row("no right", 50, "00002098: Object CN=u1,DC=x has no write property access", "denied",
        u"does not allow"_s);
    row("no right to reset", 50, "error in module acl: insufficient access rights during LDB_MODIFY (50)",
        "denied", u"does not allow"_s);
    row("not empty", 66, "00002015: subtree_delete: Unable to delete a non-leaf node (it has 3 children)!",
        "refused", u"not empty"_s);
    row("system object", 53, "00002035: objectclass: Cannot delete CN=System,DC=x, it isn't permitted!",
        "refused", u"does not let this object be deleted"_s);
    row("into itself", 53, "00002035: objectclass: Cannot rename OU=rec,DC=x to be a child of itself",
        "refused", u"into itself"_s);
    row("wrong place", 64,
        "00002037: objectclass: structural objectClass group is not a valid child class for CN=u1,DC=x",
        "refused", u"stand in that place"_s);
    row("part of the name", 67,
        "00002016: Modify of RDN 'CN' on CN=u1,DC=x not permitted, must use 'rename' operation instead",
        "refused", u"part of the object's name"_s);
    row("bad DN", 34, "00002032: ldb_search: invalid basedn '(null)'", "invalid", u"malformed"_s);
    // Windows
    row("Windows: password", 19, "0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0",
        "refused", u"rules of the domain"_s, u"unicodePwd"_s);
    row("Windows: wrong old password", 19,
        "00000056: AtrErr: DSID-03191083, #1:\n\t0: 00000056: DSID-03191083, problem 1005 "
        "(CONSTRAINT_ATT_TYPE), data 0, "
        "Att 9005a (unicodePwd)",
        "refused", u"present password is wrong"_s, u"unicodePwd"_s);
    row("Windows: account name taken", 68,
        "00000524: UpdErr: DSID-031A11E2, problem 6005 (ENTRY_EXISTS), data 0", "exists",
        u"account of that name"_s, u"sAMAccountName"_s);
    row("Windows: UPN taken", 19,
        "000021C8: AtrErr: DSID-03200BBA, #1:\n\t0: 000021C8: DSID-03200BBA, problem 1005 "
        "(CONSTRAINT_ATT_TYPE), data 0, "
        "Att 90290 (userPrincipalName)",
        "exists", u"user principal name"_s, u"userPrincipalName"_s);
    row("Windows: range", 19,
        "00002082: AtrErr: DSID-03151E2D, #1:\n\t0: 00002082: DSID-03151E2D, problem 1005 "
        "(CONSTRAINT_ATT_TYPE), data 0, "
        "Att 150002 (telephoneNumber)",
        "invalid", u"out of range"_s, u"telephoneNumber"_s);
    row("Windows: no right", 50,
        "00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0", "denied",
        u"does not allow"_s);
    row("Windows: referral", 10, "0000202B: RefErr: DSID-0310084A, data 0, 1 access points", "refused",
        u"kept by another server"_s);
    row("Windows: unwilling", 53, "00002035: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0",
        "refused", u"unwilling"_s);
    // Bare result codes
    row("undefined type", 17, "", "invalid", u"no such attribute in the schema"_s);
    row("time limit", 3, "", "timeout", u"time limit"_s);
    row("size limit", 4, "", "too-large", u"more entries"_s);
    row("signing", 8, "", "refused", u"protection of the connection"_s);
    row("busy", 51, "", "busy", u"busy"_s);
    row("shutting down", 52, "", "unreachable", u"shutting down"_s);
    row("unheard of", 123, "", "refused", u"refused the request"_s);
    // libldap's own
    row("server down", -1, "", "unreachable", u"dc1 can not be reached"_s);
    row("too late", -5, "", "timeout", u"dc1 answered too late"_s);
    row("bad filter", -7, "", "invalid", u"filter"_s);
}

void TestErrors::answersAreTranslated()
{
    QFETCH(int, result);
    QFETCH(QByteArray, diagnostic);
    QFETCH(QString, code);
    QFETCH(QString, says);
    QFETCH(QString, field);
    const Error error =
        errorOf({.code = result, .diagnostic = diagnostic, .matchedDn = {}, .server = u"dc1"_s});
    QCOMPARE(errorCodeName(error.code), code);
    QVERIFY2(error.message.contains(says), qPrintable(error.message));
    QCOMPARE(error.field, field);
    QVERIFY(error.native.startsWith(u"LDAP %1"_s.arg(result)));
}

void TestErrors::everyErrorIsASentence()
{
    for (int result = -20; result < 130; ++result) {
        if (result == 0)
            continue;
        const Error error = errorOf({.code = result, .diagnostic = {}, .matchedDn = {}, .server = {}});
        QVERIFY2(error.message.endsWith(u'.') && error.message.front().isUpper(), qPrintable(error.message));
        QVERIFY2(error.hint.isEmpty() || error.hint.endsWith(u'.'), qPrintable(error.hint));
    }
}

void TestErrors::brokenConnections()
{
    QVERIFY(isBroken(-1));
    QVERIFY(isBroken(-5));
    QVERIFY(isBroken(52));
    QVERIFY(!isBroken(0));
    QVERIFY(!isBroken(32));
    QVERIFY(!isBroken(49));
}

void TestErrors::certificatesAreBlamed_data()
{
    QTest::addColumn<QByteArray>("diagnostic");
    QTest::addColumn<QString>("says");
    QTest::newRow("another authority") << "(unknown error code)"_ba << u"certificate of dc1 is not trusted"_s;
    QTest::newRow("another name") << "TLS: hostname does not match name in peer certificate"_ba
                                  << u"another name"_s;
    QTest::newRow("no TLS") << "Error in the pull function."_ba << u"broke off"_s;
}

void TestErrors::certificatesAreBlamed()
{
    QFETCH(QByteArray, diagnostic);
    QFETCH(QString, says);
    const Error error =
        tlsErrorOf({.code = -11, .diagnostic = diagnostic, .matchedDn = {}, .server = u"dc1"_s});
    QCOMPARE(error.code, ErrorCode::Unreachable);
    QVERIFY2(error.message.contains(says), qPrintable(error.message));
}

void TestErrors::kerberosTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("expired")
        << "SASL(-1): generic failure: GSSAPI Error: Unspecified GSS failure. Minor code may provide "
           "more information (Ticket expired)"_ba
        << u"unauthenticated"_s << u"expired"_s;
    QTest::newRow("unknown server")
        << "SASL(-1): generic failure: GSSAPI Error: Unspecified GSS failure. Minor code may "
           "provide more information (Server not found in Kerberos database)"_ba
        << u"unreachable"_s << u"no directory server named dc1"_s;
    QTest::newRow("clock") << "SASL(-1): generic failure: GSSAPI Error: (Clock skew too great)"_ba
                           << u"unreachable"_s << u"clocks"_s;
    QTest::newRow("KDC") << "GSSAPI Error: (Cannot contact any KDC for realm 'LAB.EXAMPLE')"_ba
                         << u"unreachable"_s << u"key distribution centre"_s;
    QTest::newRow("other") << "GSSAPI Error: whatever"_ba << u"unauthenticated"_s << u"does not let"_s;
}

void TestErrors::kerberosTexts()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    QFETCH(QString, says);
    const Error error = kerberosErrorOf(text, u"dc1"_s);
    QCOMPARE(errorCodeName(error.code), code);
    QVERIFY2(error.message.contains(says), qPrintable(error.message));
}

QTEST_GUILESS_MAIN(TestErrors)
#include "test_errors.moc"
