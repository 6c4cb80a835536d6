// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/error_words.h"

#include <ldap.h>

namespace smc::ldap {

namespace {

constexpr QStringView wrongMessage = u"The user name or the password is wrong.";
constexpr QStringView wrongHint =
    u"Check the spelling of both; a name is written as name@domain or DOMAIN\\name.";
constexpr QStringView deniedMessage = u"The directory does not allow this account to do that.";
constexpr QStringView deniedHint =
    u"Ask an administrator for the right on this object, or sign in with another account.";
constexpr QStringView existsMessage = u"An object of that name exists already.";
constexpr QStringView existsHint = u"Choose another name.";
constexpr QStringView schemaMessage = u"The schema does not allow this: an attribute does not belong to the "
                                      u"object's class, or a required one is missing.";
constexpr QStringView schemaHint = u"Compare the attributes with those of the object's class.";
constexpr QStringView syntaxMessage =
    u"A value does not fit its attribute: wrong form, too long or out of range.";
constexpr QStringView passwordMessage = u"The password does not meet the rules of the domain.";
constexpr QStringView passwordHint = u"Choose a longer or more varied password that was not used before.";
constexpr QStringView referralMessage =
    u"That part of the directory is kept by another server, to which this service does not follow.";
constexpr QStringView referralHint = u"Sign in to the realm that holds it.";
constexpr QStringView missingMessage = u"The object does not have this attribute or value.";
constexpr QStringView missingHint = u"Somebody may have removed it in the meantime; read the object again.";
constexpr QStringView presentMessage = u"The attribute has that value already.";
constexpr QStringView noParentMessage = u"The place where the object should be does not exist.";
constexpr QStringView noParentHint = u"Create that container first, or choose another.";
constexpr QStringView notEmptyMessage = u"The object is not empty.";
constexpr QStringView notEmptyHint = u"Delete what is in it first, or delete it with everything in it.";
constexpr QStringView badNameMessage = u"A distinguished name is malformed.";
constexpr QStringView badNameHint = u"Check its commas and backslashes.";
constexpr QStringView noTargetMessage = u"A value names an object that does not exist.";
constexpr QStringView noTargetHint = u"Choose the object again; it may have been moved, renamed or deleted.";
constexpr QStringView upnMessage = u"Another object has that user principal name already.";
constexpr QStringView upnHint = u"Choose another logon name; it must be unique in the forest.";
constexpr QStringView spnMessage = u"Another object has that service principal name already.";
constexpr QStringView spnHint = u"Service principal names must be unique in the forest.";
constexpr QStringView accountMessage = u"An account of that name exists already.";
constexpr QStringView accountHint = u"Choose another account name.";
constexpr QStringView rdnMessage = u"This attribute is part of the object's name.";
constexpr QStringView rdnHint = u"Rename the object instead.";
constexpr QStringView singleMessage = u"The attribute takes one value only.";
constexpr QStringView unknownMessage = u"There is no such attribute in the schema of the realm.";
constexpr QStringView unknownHint = u"Check the spelling of the attribute's name.";
constexpr QStringView placeMessage =
    u"An object of this class can not have that name or stand in that place.";
constexpr QStringView placeHint = u"Choose another container, or the naming attribute of the class (CN, OU).";
constexpr QStringView unwillingMessage = u"The domain controller is unwilling to do that.";
constexpr QStringView unwillingHint = u"Its own words stand in the details.";

struct NumberedWords
{
    quint32 number;
    ErrorWords words;
};

// Sub-codes of a failed bind; the numbers are Windows' own ([MS-ERREF] 2.2).
constexpr NumberedWords bindWords[] = {
    {0x525, {ErrorCode::Unauthenticated, wrongMessage, wrongHint}},
    {0x52e, {ErrorCode::Unauthenticated, wrongMessage, wrongHint}},
    {0x52f,
     {ErrorCode::Unauthenticated, u"The account's restrictions do not allow this sign-in.",
      u"An administrator can look at the account's restrictions."}},
    {0x530,
     {ErrorCode::Unauthenticated, u"The account may not sign in at this time.",
      u"Try again in its logon hours, or have them changed."}},
    {0x531,
     {ErrorCode::Unauthenticated, u"The account may not sign in from this computer.",
      u"Have this service's computer added to the account's permitted workstations."}},
    {0x532,
     {ErrorCode::Unauthenticated, u"The password has expired.",
      u"Set a new password, then sign in with it."}},
    {0x533, {ErrorCode::Unauthenticated, u"The account is disabled.", u"An administrator can enable it."}},
    {0x568,
     {ErrorCode::Unauthenticated, u"The account is a member of too many groups to sign in.",
      u"Take it out of groups that it does not need."}},
    {0x569,
     {ErrorCode::Unauthenticated, u"The account may not sign in in this way.",
      u"The user rights of the domain controller forbid it."}},
    {0x701,
     {ErrorCode::Unauthenticated, u"The account has expired.",
      u"An administrator can set a later expiry date."}},
    {0x773,
     {ErrorCode::Unauthenticated, u"The password must be changed before the account can be used.",
      u"Set a new password, then sign in with it."}},
    {0x775,
     {ErrorCode::Unauthenticated, u"The account is locked after too many wrong passwords.",
      u"Wait until the lock ends, or have an administrator unlock it."}},
};

// The directory's own reasons, more exact than the result code they come with ([MS-ERREF] 2.2).
constexpr NumberedWords windowsWords[] = {
    {0x0005, {ErrorCode::Denied, deniedMessage, deniedHint}},
    {0x0056,
     {ErrorCode::Refused, u"The present password is wrong.", u"Enter the present password again.",
      u"unicodePwd"}},
    {0x0523,
     {ErrorCode::Invalid, u"The account name is not valid.",
      u"Use up to 20 characters without \" / \\ [ ] : ; | = , + * ? < >.", u"sAMAccountName"}},
    {0x0524, {ErrorCode::Exists, accountMessage, accountHint, u"sAMAccountName"}},
    {0x0525, {ErrorCode::Invalid, noTargetMessage, noTargetHint}},
    {0x0526,
     {ErrorCode::Exists, u"A group of that name exists already.", u"Choose another group name.",
      u"sAMAccountName"}},
    {0x0528, {ErrorCode::Exists, u"The object is a member already.", {}, u"member"}},
    {0x0529, {ErrorCode::NotFound, u"The object is no member.", {}, u"member"}},
    {0x052d, {ErrorCode::Refused, passwordMessage, passwordHint, u"unicodePwd"}},
    {0x0561, {ErrorCode::NotFound, u"The object is no member.", {}, u"member"}},
    {0x0562, {ErrorCode::Exists, u"The object is a member already.", {}, u"member"}},
    {0x200b, {ErrorCode::Invalid, syntaxMessage, {}}},
    {0x200c, {ErrorCode::Invalid, unknownMessage, unknownHint}},
    {0x2011,
     {ErrorCode::Refused, u"The directory has run out of identifiers for new accounts.",
      u"Check the RID master."}},
    {0x2014, {ErrorCode::Refused, schemaMessage, schemaHint}},
    {0x2015, {ErrorCode::Refused, notEmptyMessage, notEmptyHint}},
    {0x2016, {ErrorCode::Refused, rdnMessage, rdnHint}},
    {0x2017, {ErrorCode::Refused, u"The class of an existing object can not be changed.", {}}},
    {0x202b, {ErrorCode::Refused, referralMessage, referralHint}},
    {0x2030, {ErrorCode::NotFound, u"There is no such object.", {}}},
    {0x2032, {ErrorCode::Invalid, badNameMessage, badNameHint}},
    {0x2037, {ErrorCode::Refused, placeMessage, placeHint}},
    {0x2071, {ErrorCode::Exists, existsMessage, existsHint}},
    {0x2077, {ErrorCode::Refused, u"The directory keeps this attribute itself; nobody may write it.", {}}},
    {0x207c, {ErrorCode::Refused, u"A required attribute is missing.", schemaHint}},
    {0x207d, {ErrorCode::Refused, u"An attribute does not belong to the object's class.", schemaHint}},
    {0x2081, {ErrorCode::Invalid, singleMessage, {}}},
    {0x2082, {ErrorCode::Invalid, u"A value is too long, too short or out of range.", {}}},
    {0x2083, {ErrorCode::Exists, presentMessage, {}}},
    {0x2084, {ErrorCode::Refused, missingMessage, missingHint}},
    {0x2085, {ErrorCode::Refused, missingMessage, missingHint}},
    {0x2089, {ErrorCode::NotFound, noParentMessage, noParentHint}},
    {0x208c, {ErrorCode::Refused, notEmptyMessage, notEmptyHint}},
    {0x208d, {ErrorCode::NotFound, u"There is no such object.", {}}},
    {0x208f, {ErrorCode::Invalid, badNameMessage, badNameHint}},
    {0x2098, {ErrorCode::Denied, deniedMessage, deniedHint}},
    {0x2099, {ErrorCode::Refused, placeMessage, placeHint}},
    {0x20b5, {ErrorCode::Invalid, noTargetMessage, noTargetHint}},
    {0x20ce,
     {ErrorCode::Refused, u"The directory does not let this object be deleted.",
      u"It is part of the system."}},
    {0x216d,
     {ErrorCode::Refused, u"This account has added as many computers as it may.",
      u"Have an administrator add it, or raise ms-DS-MachineAccountQuota."}},
    {0x21c7, {ErrorCode::Exists, spnMessage, spnHint, u"servicePrincipalName"}},
    {0x21c8, {ErrorCode::Exists, upnMessage, upnHint, u"userPrincipalName"}},
};

constexpr NumberedWords resultWords[] = {
    {LDAP_OPERATIONS_ERROR, {ErrorCode::Refused, u"The directory could not do that.", unwillingHint}},
    {LDAP_PROTOCOL_ERROR,
     {ErrorCode::Unsupported, u"The server did not understand the request.", unwillingHint}},
    {LDAP_TIMELIMIT_EXCEEDED,
     {ErrorCode::Timeout, u"The server's time limit was exceeded.",
      u"Ask for less: a narrower filter, or one container at a time."}},
    {LDAP_SIZELIMIT_EXCEEDED,
     {ErrorCode::TooLarge, u"There are more entries than the server gives at once.",
      u"Use a narrower filter."}},
    {LDAP_STRONG_AUTH_NOT_SUPPORTED,
     {ErrorCode::Unsupported, u"The server does not offer this way of signing in.",
      u"Choose another bind method for the realm."}},
    {LDAP_STRONG_AUTH_REQUIRED,
     {ErrorCode::Refused, u"The server wants another protection of the connection.",
      u"Use LDAPS or StartTLS with a password, or Kerberos on the plain port."}},
    {LDAP_REFERRAL, {ErrorCode::Refused, referralMessage, referralHint}},
    {LDAP_ADMINLIMIT_EXCEEDED,
     {ErrorCode::TooLarge, u"A limit of the server was exceeded.",
      u"Ask for less: a narrower filter, or one container at a time."}},
    {LDAP_UNAVAILABLE_CRITICAL_EXTENSION,
     {ErrorCode::Unsupported, u"The server does not support what the request needs.", unwillingHint}},
    {LDAP_CONFIDENTIALITY_REQUIRED,
     {ErrorCode::Refused, u"The server wants an encrypted connection.",
      u"Use LDAPS or StartTLS for the realm."}},
    {LDAP_NO_SUCH_ATTRIBUTE, {ErrorCode::Refused, missingMessage, missingHint}},
    {LDAP_UNDEFINED_TYPE, {ErrorCode::Invalid, unknownMessage, unknownHint}},
    {LDAP_INAPPROPRIATE_MATCHING,
     {ErrorCode::Invalid, u"The attribute can not be compared in this way.", {}}},
    {LDAP_CONSTRAINT_VIOLATION,
     {ErrorCode::Refused, u"A value breaks a rule of the directory.",
      u"Its length, its range or the number of values may be wrong."}},
    {LDAP_TYPE_OR_VALUE_EXISTS, {ErrorCode::Exists, presentMessage, {}}},
    {LDAP_INVALID_SYNTAX, {ErrorCode::Invalid, syntaxMessage, {}}},
    {LDAP_NO_SUCH_OBJECT, {ErrorCode::NotFound, u"There is no such object.", {}}},
    {LDAP_ALIAS_PROBLEM, {ErrorCode::Refused, u"The object is an alias that leads nowhere.", {}}},
    {LDAP_INVALID_DN_SYNTAX, {ErrorCode::Invalid, badNameMessage, badNameHint}},
    {LDAP_INAPPROPRIATE_AUTH, {ErrorCode::Unauthenticated, u"The account can not sign in in this way.", {}}},
    {LDAP_INVALID_CREDENTIALS, {ErrorCode::Unauthenticated, wrongMessage, wrongHint}},
    {LDAP_INSUFFICIENT_ACCESS, {ErrorCode::Denied, deniedMessage, deniedHint}},
    {LDAP_BUSY, {ErrorCode::Busy, u"The domain controller is busy.", u"Try again in a moment."}},
    {LDAP_UNAVAILABLE,
     {ErrorCode::Unreachable, u"The domain controller is shutting down or not ready.",
      u"Try again in a moment."}},
    {LDAP_UNWILLING_TO_PERFORM, {ErrorCode::Refused, unwillingMessage, unwillingHint}},
    {LDAP_LOOP_DETECT, {ErrorCode::Refused, u"The change would put an object into itself.", {}}},
    {LDAP_NAMING_VIOLATION, {ErrorCode::Refused, placeMessage, placeHint}},
    {LDAP_OBJECT_CLASS_VIOLATION, {ErrorCode::Refused, schemaMessage, schemaHint}},
    {LDAP_NOT_ALLOWED_ON_NONLEAF, {ErrorCode::Refused, notEmptyMessage, notEmptyHint}},
    {LDAP_NOT_ALLOWED_ON_RDN, {ErrorCode::Refused, rdnMessage, rdnHint}},
    {LDAP_ALREADY_EXISTS, {ErrorCode::Exists, existsMessage, existsHint}},
    {LDAP_NO_OBJECT_CLASS_MODS,
     {ErrorCode::Refused, u"The class of an existing object can not be changed.", {}}},
    {LDAP_AFFECTS_MULTIPLE_DSAS,
     {ErrorCode::Refused, u"The object can not be moved to another domain in this way.", {}}},
    {LDAP_CANCELLED, {ErrorCode::Cancelled, u"The request was withdrawn.", {}}},
};

struct PhraseWords
{
    const char *phrase;
    ErrorWords words;
};

// Samba 4.17's words. The first that fits counts.
constexpr PhraseWords phraseWords[] = {
    {"the password is too short",
     {ErrorCode::Refused, u"The password is too short.", passwordHint, u"unicodePwd"}},
    {"does not meet the complexity",
     {ErrorCode::Refused, u"The password is not complex enough.", passwordHint, u"unicodePwd"}},
    {"was already used (in history)",
     {ErrorCode::Refused, u"The password was used before.", passwordHint, u"unicodePwd"}},
    {"is too young to change",
     {ErrorCode::Refused, u"The password was changed too recently to be changed again.",
      u"Wait until its minimum age has passed, or have an administrator set it.", u"unicodePwd"}},
    {"The old password specified doesn't match",
     {ErrorCode::Refused, u"The present password is wrong.", u"Enter the present password again.",
      u"unicodePwd"}},
    {"samldb: samAccountName '", {ErrorCode::Exists, accountMessage, accountHint, u"sAMAccountName"}},
    {"samldb: sAMAccountName contains invalid",
     {ErrorCode::Invalid, u"The account name holds a character that is not allowed.",
      u"Use up to 20 characters without \" / \\ [ ] : ; | = , + * ? < >.", u"sAMAccountName"}},
    {"samldb: userPrincipalName", {ErrorCode::Exists, upnMessage, upnHint, u"userPrincipalName"}},
    {"would cause a conflict", {ErrorCode::Exists, spnMessage, spnHint, u"servicePrincipalName"}},
    {"was not found in the schema", {ErrorCode::Invalid, unknownMessage, unknownHint}},
    {"is not a valid objectClass",
     {ErrorCode::Invalid, u"There is no such class in the schema of the realm.",
      u"Check the spelling of the class.", u"objectClass"}},
    {"contains at least one invalid value", {ErrorCode::Invalid, syntaxMessage, {}}},
    {"SINGLE-VALUE attribute", {ErrorCode::Invalid, singleMessage, {}}},
    {"can only be modified as system",
     {ErrorCode::Refused, u"The directory keeps this attribute itself; nobody may write it.", {}}},
    {"it is a linked attribute",
     {ErrorCode::Refused, u"This attribute shows links that are kept on the other objects.",
      u"Change the other side, for memberOf the group's member."}},
    {"must not be specified!",
     {ErrorCode::Refused, u"The directory keeps this attribute itself; nobody may write it.", {}}},
    {"does not exist in the specified objectclasses",
     {ErrorCode::Refused, u"An attribute does not belong to the object's class.", schemaHint}},
    {"at least one mandatory attribute",
     {ErrorCode::Refused, u"A required attribute is missing.", schemaHint}},
    {"has empty attribute", {ErrorCode::Invalid, u"A value is empty.", u"Leave the attribute out instead."}},
    {"not permitted to change the structural objectClass",
     {ErrorCode::Refused, u"The class of an existing object can not be changed.", {}, u"objectClass"}},
    {"Attribute member already exists",
     {ErrorCode::Exists, u"The object is a member already.", {}, u"member"}},
    {"Attribute member doesn't exist", {ErrorCode::NotFound, u"The object is no member.", {}, u"member"}},
    {"already exists for target GUID", {ErrorCode::Exists, presentMessage, {}}},
    {"doesn't exist for target GUID", {ErrorCode::Refused, missingMessage, missingHint}},
    {"Referenced object not found", {ErrorCode::Invalid, noTargetMessage, noTargetHint}},
    {"specified dn doesn't exist", {ErrorCode::Invalid, noTargetMessage, noTargetHint}},
    {"parent does not exist", {ErrorCode::NotFound, noParentMessage, noParentHint}},
    {"to be a child of itself",
     {ErrorCode::Refused, u"An object can not be moved into itself.", u"Choose another container."}},
    {"it isn't permitted!",
     {ErrorCode::Refused, u"The directory does not let this object be deleted.",
      u"It is part of the system."}},
    {"not allowed if TLS is used",
     {ErrorCode::Refused, u"The server takes Kerberos only without TLS around it.",
      u"Let the plain port 389 be reached; Kerberos encrypts the connection itself."}},
};

template<std::size_t N>
const ErrorWords *wordsIn(const NumberedWords (&table)[N], quint32 number)
{
    for (const NumberedWords &row : table) {
        if (row.number == number)
            return &row.words;
    }
    return nullptr;
}

} // namespace

const ErrorWords *wordsOfResult(int code)
{
    return code < 0 ? nullptr : wordsIn(resultWords, static_cast<quint32>(code));
}

const ErrorWords *wordsOfWindows(quint32 code)
{
    return wordsIn(windowsWords, code);
}

const ErrorWords *wordsOfBind(quint32 code)
{
    return wordsIn(bindWords, code);
}

const ErrorWords *wordsOfPhrase(const QByteArray &diagnostic)
{
    for (const PhraseWords &row : phraseWords) {
        if (diagnostic.contains(row.phrase))
            return &row.words;
    }
    return nullptr;
}

} // namespace smc::ldap
