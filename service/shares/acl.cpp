// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/shares/acl.h"

#include "service/rpc/protocol/security_calls.h"
#include "service/shares/access_words.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>
#include <vector>

namespace smc::shares {

using namespace Qt::Literals::StringLiterals;
using rpc::AccessEntry;
using rpc::SecurityDescriptor;

namespace {

Error invalid(const QString &message, const QString &field)
{
    return Error{.code = ErrorCode::Invalid, .message = message, .field = field};
}

QJsonObject accountJson(const QString &sid, const Names &names)
{
    QJsonObject account{{u"sid"_s, sid}};
    if (const QString name = names.value(sid); !name.isEmpty())
        account.insert(u"name"_s, name);
    return account;
}

QStringList texts(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue one : array.toArray())
        list << one.toString();
    return list;
}

/// The mask that an entry of a request asks for: `mask`, else `rights`, else `access`.
Result<quint32> maskOf(const QJsonObject &entry)
{
    if (entry.contains("mask"_L1)) {
        bool ok = false;
        const quint32 mask = entry["mask"_L1].toString().toUInt(&ok, 0);
        if (!ok)
            return invalid(u"A mask is a number such as \"0x001200a9\"."_s, u"mask"_s);
        return rpc::mapGeneric(mask);
    }
    if (entry.contains("rights"_L1))
        return rightsMask(texts(entry["rights"_L1]));
    return accessMask(entry["access"_L1].toString());
}

/// An entry as a request has it, its account as it stands there.
Result<AccessEntry> entryFrom(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    AccessEntry entry;
    const QString type = object["type"_L1].toString(u"allow"_s);
    if (type != u"allow" && type != u"deny")
        return invalid(u"An entry is of the type allow or deny."_s, u"type"_s);
    entry.deny = type == u"deny";
    auto mask = maskOf(object);
    if (!mask)
        return mask.error();
    entry.mask = *mask;
    if (object.contains("appliesTo"_L1)) {
        auto flags = inheritFlags(texts(object["appliesTo"_L1]));
        if (!flags)
            return flags.error();
        entry.flags = *flags;
    }
    if (object["noFurther"_L1].toBool())
        entry.flags |= AccessEntry::NoFurther;
    if (object["inherited"_L1].toBool())
        entry.flags |= AccessEntry::Inherited;
    entry.sid = object.contains("sid"_L1) ? object["sid"_L1].toString() : object["name"_L1].toString();
    if (entry.sid.isEmpty())
        return invalid(u"An entry needs the sid or the name of an account."_s, u"entries"_s);
    return entry;
}

/// "S-1-…", {"sid":…} or {"name":…}, or a name.
QString accountFrom(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    return value["sid"_L1].isString() ? value["sid"_L1].toString() : value["name"_L1].toString();
}

/// Puts SIDs in place of names.
Result<void> resolve(rpc::Driver &driver, const rpc::Target &target, const QList<QString *> &accounts)
{
    QStringList names;
    for (const QString *account : accounts) {
        if (!rpc::isSid(*account) && !names.contains(*account, Qt::CaseInsensitive))
            names << *account;
    }
    if (names.isEmpty())
        return {};
    auto found = driver.call(target, rpc::LookupNames{.names = names});
    if (!found)
        return found.error();
    QHash<QString, QString> sids;
    std::vector<Error> unknown;
    for (const rpc::Account &account : std::as_const(*found)) {
        sids.insert(account.name.toCaseFolded(), account.sid);
        if (account.sid.isEmpty()) {
            unknown.push_back(
                invalid(u"%1 knows no account \"%2\"."_s.arg(target.host, account.name), u"entries"_s));
        }
    }
    if (!unknown.empty()) {
        Error error = unknown.front();
        error.hint = u"Write it as DOMAIN\\name, or give its SID."_s;
        error.more.assign(unknown.begin() + 1, unknown.end());
        return error;
    }
    for (QString *account : accounts) {
        if (!rpc::isSid(*account))
            *account = sids.value(account->toCaseFolded());
    }
    return {};
}

} // namespace

Result<QString> cleanPath(const QString &path)
{
    static const QString forbidden = u":*?\"<>|"_s; // [MS-FSCC] 2.1.5
    QString text = path;
    text.replace(u'\\', u'/');
    QStringList parts;
    for (const QString &part : text.split(u'/', Qt::SkipEmptyParts)) {
        const bool bad = std::any_of(part.begin(), part.end(),
                                     [](QChar c) { return c.unicode() < 0x20 || forbidden.contains(c); });
        if (part == u"." || part == u".." || bad)
            return invalid(u"\"%1\" is no path in a share."_s.arg(path), u"path"_s);
        parts << part;
    }
    return QString(u'/' + parts.join(u'/'));
}

Result<SecurityDescriptor> readAcl(rpc::Driver &driver, const rpc::Target &target, const AclPlace &place)
{
    auto sddl = place.path
                    ? driver.call(target, rpc::FileSecurityGet{.share = place.share, .path = *place.path})
                    : driver.call(target, rpc::ShareSecurityGet{.share = place.share});
    if (!sddl)
        return sddl.error();
    return rpc::fromSddl(sddl->text);
}

Result<SecurityDescriptor> writeAcl(rpc::Driver &driver, const rpc::Target &target, const AclPlace &place,
                                    const SecurityDescriptor &descriptor)
{
    const QString sddl = rpc::toSddl(descriptor);
    auto done =
        place.path
            ? driver.call(target,
                          rpc::FileSecuritySet{.share = place.share, .path = *place.path, .sddl = sddl})
            : driver.call(target, rpc::ShareSecuritySet{.share = place.share, .sddl = sddl});
    if (!done)
        return done.error();
    auto now = readAcl(driver, target, place);
    if (now && !place.path && now->entries != descriptor.entries)
        return Error{.code = ErrorCode::Refused, .message = u"%1 did not keep the list."_s.arg(target.host)};
    return now;
}

QByteArray etagOf(const SecurityDescriptor &descriptor)
{
    return QCryptographicHash::hash(rpc::toSddl(descriptor).toUtf8(), QCryptographicHash::Sha256)
        .toHex()
        .left(32);
}

QStringList sidsOf(const SecurityDescriptor &descriptor)
{
    QStringList sids{descriptor.owner, descriptor.group};
    for (const AccessEntry &entry : descriptor.entries.value_or(QList<AccessEntry>()))
        sids << entry.sid;
    sids.removeAll(QString());
    sids.removeDuplicates();
    return sids;
}

Result<Names> namesOf(rpc::Driver &driver, const rpc::Target &target, const QStringList &sids)
{
    auto found = driver.call(target, rpc::LookupSids{.sids = sids});
    if (!found)
        return found.error();
    Names names;
    for (const rpc::Account &account : std::as_const(*found))
        names.insert(account.sid, account.name);
    return names;
}

QJsonObject toJson(const AccessEntry &entry, const Names &names)
{
    QJsonObject object = accountJson(entry.sid, names);
    object.insert(u"type"_s, entry.deny ? u"deny"_s : u"allow"_s);
    object.insert(u"access"_s, accessWord(entry.mask));
    object.insert(u"rights"_s, QJsonArray::fromStringList(rightWords(entry.mask)));
    object.insert(u"mask"_s, u"0x%1"_s.arg(entry.mask, 8, 16, QChar(u'0')));
    object.insert(u"appliesTo"_s, QJsonArray::fromStringList(appliesTo(entry.flags)));
    object.insert(u"noFurther"_s, (entry.flags & AccessEntry::NoFurther) != 0);
    object.insert(u"inherited"_s, (entry.flags & AccessEntry::Inherited) != 0);
    return object;
}

QJsonObject toJson(const SecurityDescriptor &descriptor, const Names &names)
{
    QJsonObject object;
    if (!descriptor.owner.isEmpty())
        object.insert(u"owner"_s, accountJson(descriptor.owner, names));
    if (!descriptor.group.isEmpty())
        object.insert(u"group"_s, accountJson(descriptor.group, names));
    object.insert(u"blocked"_s, descriptor.blocked);
    object.insert(u"sddl"_s, rpc::toSddl(descriptor));
    QJsonArray entries;
    for (const AccessEntry &entry : descriptor.entries.value_or(QList<AccessEntry>()))
        entries.append(toJson(entry, names));
    object.insert(u"entries"_s, descriptor.entries ? QJsonValue(entries) : QJsonValue(QJsonValue::Null));
    return object;
}

Result<SecurityDescriptor> changed(rpc::Driver &driver, const rpc::Target &target,
                                   const SecurityDescriptor &now, const QJsonObject &body)
{
    static const QStringList known{u"sddl"_s, u"entries"_s, u"owner"_s, u"group"_s, u"blocked"_s};
    SecurityDescriptor wanted = now;
    std::vector<Error> faults;
    for (const QString &name : body.keys()) {
        if (!known.contains(name))
            faults.push_back(invalid(u"A list has no \"%1\"."_s.arg(name), name));
    }
    if (body.contains("sddl"_L1)) {
        auto parsed = rpc::fromSddl(body["sddl"_L1].toString());
        if (!parsed)
            return parsed.error();
        wanted = *std::move(parsed);
        if (wanted.owner.isEmpty())
            wanted.owner = now.owner;
        if (wanted.group.isEmpty())
            wanted.group = now.group;
    }
    if (body.contains("entries"_L1)) {
        if (!body["entries"_L1].isArray())
            return invalid(u"The entries are a list."_s, u"entries"_s);
        wanted.automatic = true; // so that what inherits it says so, as with what Windows writes
        wanted.entries.emplace();
        for (const QJsonValue value : body["entries"_L1].toArray()) {
            auto entry = entryFrom(value);
            if (entry)
                wanted.entries->append(*std::move(entry));
            else
                faults.push_back(entry.error());
        }
    }
    if (body.contains("owner"_L1))
        wanted.owner = accountFrom(body["owner"_L1]);
    if (body.contains("group"_L1))
        wanted.group = accountFrom(body["group"_L1]);
    if (body.contains("blocked"_L1))
        wanted.blocked = body["blocked"_L1].toBool();
    if (!faults.empty()) {
        Error error = faults.front();
        error.more.assign(faults.begin() + 1, faults.end());
        return error;
    }
    QList<QString *> accounts;
    for (QString *one : {&wanted.owner, &wanted.group}) {
        if (!one->isEmpty())
            accounts << one;
    }
    if (wanted.entries) {
        for (AccessEntry &entry : *wanted.entries)
            accounts << &entry.sid;
    }
    if (auto resolved = resolve(driver, target, accounts); !resolved)
        return resolved.error();
    if (wanted.entries)
        wanted.entries = inOrder(*std::move(wanted.entries));
    return wanted;
}

} // namespace smc::shares
