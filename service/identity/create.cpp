// SPDX-License-Identifier: GPL-3.0-or-later
// Writer::create: from a record of attributes and meta names to one add (and the groups to join).
#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/password.h"
#include "service/identity/password_check.h"
#include "service/identity/uac.h"
#include "service/identity/values.h"
#include "service/identity/writer.h"

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What a new object is made from, beside its attributes.
struct Meta
{
    QString parent;
    Secret password;
    bool mustChangePassword = false;
    std::optional<bool> enabled;
    QByteArrayList groups;
    QByteArray scope;
    std::optional<bool> security;
};

Meta takeMeta(wire::Record &record, Faults &faults)
{
    Meta meta;
    const auto takeText = [&record](QByteArrayView name) {
        const QByteArrayList values = record.take(name).values;
        return values.isEmpty() ? QByteArray() : values.constFirst();
    };
    const auto takeTruth = [&](QByteArrayView name) -> std::optional<bool> {
        const QByteArray text = takeText(name);
        if (text.isEmpty())
            return std::nullopt;
        const auto value = truth(text);
        if (!value)
            faults.add(QString::fromLatin1(name), u"The value must be true or false."_s);
        return value;
    };
    meta.parent = QString::fromUtf8(takeText("parent"));
    meta.password = Secret(takeText("password"));
    meta.mustChangePassword = takeTruth("mustChangePassword").value_or(false);
    meta.enabled = takeTruth("enabled");
    meta.groups = record.take("memberOf").values;
    meta.scope = takeText("scope").toLower();
    meta.security = takeTruth("security");
    return meta;
}

QByteArray commonName(Kind kind, const wire::Record &record)
{
    if (kind == Kind::Ous)
        return record.contains("ou") ? record.value("ou") : record.value("name");
    if (const QByteArray cn = record.value("cn"); !cn.isEmpty())
        return cn;
    if (const QByteArray name = record.value("name"); !name.isEmpty())
        return name;
    if (kind == Kind::Users) {
        if (const QByteArray display = record.value("displayName"); !display.isEmpty())
            return display;
        const QByteArray full = QByteArray(record.value("givenName") + ' ' + record.value("sn")).trimmed();
        if (!full.isEmpty())
            return full;
    }
    QByteArray account = record.value("sAMAccountName");
    if (account.endsWith('$'))
        account.chop(1);
    return account;
}

QString defaultParent(Kind kind, const QString &base)
{
    switch (kind) {
    case Kind::Users:
    case Kind::Groups:
        return u"CN=Users,"_s + base;
    case Kind::Workstations:
        return u"CN=Computers,"_s + base;
    default:
        return base;
    }
}

void setDefault(wire::Record &record, const QByteArray &name, const QByteArray &value)
{
    if (!record.contains(name) && !value.isEmpty())
        record.set(name, value);
}

/// The groupType of docs/rest.md's meta names; global security where nothing is said.
QByteArray groupType(const Meta &meta, Faults &faults)
{
    qint64 type = grouptype::global;
    if (meta.scope == "domainlocal")
        type = grouptype::domainLocal;
    else if (meta.scope == "universal")
        type = grouptype::universal;
    else if (!meta.scope.isEmpty() && meta.scope != "global")
        faults.add(u"scope"_s, u"The scope must be global, domainlocal or universal."_s);
    if (meta.security.value_or(true))
        type |= grouptype::security;
    return QByteArray::number(static_cast<qint32>(type)); // signed on the wire
}

void completeUser(wire::Record &record, const Meta &meta, const QString &realm)
{
    setDefault(record, "userPrincipalName", record.value("sAMAccountName") + '@' + realm.toLower().toUtf8());
    qint64 control = record.contains("userAccountControl") ? record.value("userAccountControl").toLongLong()
                                                           : uac::normalAccount;
    const bool enabled = meta.enabled.value_or(!meta.password.isEmpty() && (control & uac::disabled) == 0);
    control = enabled ? control & ~uac::disabled : control | uac::disabled;
    record.set("userAccountControl", QByteArray::number(control));
    if (meta.mustChangePassword)
        record.set("pwdLastSet", "0");
}

void completeWorkstation(wire::Record &record, const Meta &meta)
{
    QByteArray account = record.value("sAMAccountName");
    if (!account.isEmpty() && !account.endsWith('$'))
        record.set("sAMAccountName", account + '$');
    qint64 control =
        uac::workstationTrust | uac::passwordNotRequired; // until the machine joins and sets its own
    if (!meta.enabled.value_or(true))
        control |= uac::disabled;
    setDefault(record, "userAccountControl", QByteArray::number(control));
}

} // namespace

Result<Plan> Writer::create(Kind kind, wire::Record record)
{
    if (kind == Kind::Objects) {
        return Error{
            .code = ErrorCode::Unsupported,
            .message =
                u"An object is created as a user, a group, a workstation or an organisational unit."_s};
    }
    auto schema = m_reader.schema();
    if (!schema)
        return schema.error();
    auto base = m_reader.base();
    if (!base)
        return base.error();
    Faults faults;
    Meta meta = takeMeta(record, faults);
    const QString name = QString::fromUtf8(commonName(kind, record)).trimmed();
    for (const char *rdn : {"cn", "name", "ou", "objectClass", "distinguishedName"})
        record.take(rdn);
    if (name.isEmpty())
        faults.add(kind == Kind::Ous ? u"ou"_s : u"cn"_s, u"The name is missing."_s);
    if (name.size() > 64)
        faults.add(kind == Kind::Ous ? u"ou"_s : u"cn"_s, u"A name has at most 64 characters."_s);

    QByteArrayList classes{"top"};
    switch (kind) {
    case Kind::Users:
        classes << "person" << "organizationalPerson" << "user";
        setDefault(record, "displayName", name.toUtf8());
        completeUser(record, meta, m_realm.name());
        break;
    case Kind::Groups:
        classes << "group";
        setDefault(record, "sAMAccountName", name.toUtf8());
        setDefault(record, "groupType", groupType(meta, faults));
        break;
    case Kind::Workstations:
        classes << "person" << "organizationalPerson" << "user" << "computer";
        setDefault(record, "sAMAccountName", name.toUtf8());
        completeWorkstation(record, meta);
        break;
    default:
        classes << "organizationalUnit";
        break;
    }
    if (kind != Kind::Ous)
        checkAccountName(record.text("sAMAccountName"), kind, faults);
    QList<ldap::Attribute> attributes = checkedAttributes(record, **schema, faults);

    const QString parent = meta.parent.isEmpty() ? defaultParent(kind, *base) : meta.parent;
    if (const auto parsed = ldap::parseDn(parent); !parsed)
        faults.add(parsed.error().on(u"parent"_s));
    const QString dn = (kind == Kind::Ous ? u"OU="_s : u"CN="_s) + ldap::escapeRdn(name) + u',' + parent;
    if (m_check) {
        if (!faults.any()) // with a broken name there is nothing to look up
            checkNewNames(kind, dn, record, faults);
        if (!meta.password.isEmpty()) {
            auto policy = m_realm.directory().passwordPolicy(m_as);
            if (!policy)
                return policy.error();
            if (auto good = checkPassword(*policy, meta.password, record.text("sAMAccountName"),
                                          record.text("displayName"));
                !good)
                faults.add(good.error());
        }
    }

    Step add{.operation = Step::Operation::Add, .dn = dn};
    add.attributes.append({"objectClass", classes});
    add.differences.append({"objectClass", {}, classes});
    for (const ldap::Attribute &attribute : std::as_const(attributes)) {
        if (attribute.values.isEmpty())
            continue;
        add.attributes.append(attribute);
        wire::Record shown;
        appendText(shown, **schema, attribute.name, attribute.values);
        add.differences.append(
            {shown.attributes.constFirst().name, {}, shown.attributes.constFirst().values});
    }
    if (!meta.password.isEmpty()) {
        add.attributes.append({"unicodePwd", {ldap::unicodePwd(meta.password)}});
        add.differences.append({"password", {}, {"•••"}});
    }
    Plan plan;
    plan.dn = dn;
    plan.steps.push_back(std::move(add));
    if (auto groups = planGroups(plan, nullptr, dn, meta.groups); !groups)
        faults.add(groups.error());
    if (faults.any())
        return faults.all();
    return plan;
}

void Writer::checkNewNames(Kind kind, const QString &dn, const wire::Record &record, Faults &faults)
{
    ldap::Directory &directory = m_realm.directory();
    const auto taken = [&faults](const QString &field, const QString &what) {
        faults.add(Error{
            .code = ErrorCode::Exists, .message = what, .hint = u"Choose another name."_s, .field = field});
    };
    if (auto parent = directory.read(m_as, ldap::parentDn(dn), {"objectClass"}); !parent)
        faults.add(parent.error().on(u"parent"_s));
    else if (auto there = directory.read(m_as, dn, {"objectClass"}))
        taken(kind == Kind::Ous ? u"ou"_s : u"cn"_s,
              u"There is an object \"%1\" in that place already."_s.arg(ldap::leafRdn(dn)));
    if (kind == Kind::Ous)
        return;
    auto base = m_reader.base();
    if (!base)
        return faults.add(base.error());
    for (const QByteArray attribute : {"sAMAccountName", "userPrincipalName"}) {
        const QByteArray value = record.value(attribute);
        if (value.isEmpty())
            continue;
        const ldap::Search search{.base = *base,
                                  .filter = ldap::equals(attribute, value),
                                  .attributes = {"1.1"},
                                  .pageSize = 0,
                                  .sizeLimit = 1};
        auto found = directory.search(m_as, search);
        if (!found)
            faults.add(found.error());
        else if (!found->isEmpty())
            taken(QString::fromLatin1(attribute),
                  u"The name \"%1\" is taken by %2."_s.arg(QString::fromUtf8(value), found->constFirst().dn));
    }
}

} // namespace smc::identity
