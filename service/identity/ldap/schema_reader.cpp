// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/schema_reader.h"

#include "service/identity/ldap/operations.h"

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int flagConstructed = 0x4; ///< FLAG_ATTR_IS_CONSTRUCTED in systemFlags ([MS-ADTS] 2.2.10)
constexpr int flagOperational = 0x8; ///< FLAG_ATTR_IS_OPERATIONAL

// attributeSyntax and oMSyntax together say what a value is ([MS-ADTS] 3.1.1.2.2.2).
Syntax syntaxOf(const QByteArray &oid, int om, const QByteArray &name)
{
    if (oid == "2.5.5.1")
        return Syntax::Dn;
    if (oid == "2.5.5.7" || oid == "2.5.5.14")
        return Syntax::Dn; // DN-binary and DN-string: "B:32:…:DN"
    if (oid == "2.5.5.8")
        return Syntax::Boolean;
    if (oid == "2.5.5.9")
        return Syntax::Integer;
    if (oid == "2.5.5.16")
        return Syntax::LargeInteger;
    if (oid == "2.5.5.11")
        return Syntax::Time;
    if (oid == "2.5.5.17")
        return Syntax::Sid;
    if (oid == "2.5.5.15")
        return Syntax::SecurityDescriptor;
    if (oid == "2.5.5.10") {
        const QByteArray lower = name.toLower();
        // The schema knows no GUID syntax: these are octet strings of 16 bytes by their definition.
        return om == 4 && lower.endsWith("guid") ? Syntax::Guid : Syntax::Octets;
    }
    return Syntax::Text;
}

std::optional<qint64> numberOf(const Entry &entry, QByteArrayView name)
{
    bool ok = false;
    const qint64 number = entry.value(name).toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

} // namespace

Result<std::shared_ptr<const Schema>> readSchema(Connection &connection, const QString &schemaNamingContext)
{
    QHash<QByteArray, AttributeType> types;
    const Search search{.base = schemaNamingContext,
                        .scope = Scope::OneLevel,
                        .filter = "(&(objectClass=attributeSchema)(!(isDefunct=TRUE)))",
                        .attributes = {"lDAPDisplayName", "attributeSyntax", "oMSyntax", "isSingleValued",
                                       "systemOnly", "systemFlags", "rangeLower", "rangeUpper", "linkID"}};
    auto done = searchOn(connection, search, [&types](Entry &&entry) {
        AttributeType type;
        type.name = entry.value("lDAPDisplayName");
        const int flags = entry.value("systemFlags").toInt();
        type.syntax = syntaxOf(entry.value("attributeSyntax"), entry.value("oMSyntax").toInt(), type.name);
        type.singleValued = entry.value("isSingleValued") == "TRUE";
        type.systemOnly = entry.value("systemOnly") == "TRUE";
        type.constructed = (flags & flagConstructed) != 0;
        type.operational = (flags & flagOperational) != 0;
        type.lower = numberOf(entry, "rangeLower");
        type.upper = numberOf(entry, "rangeUpper");
        type.linkId = entry.value("linkID").toInt();
        if (!type.name.isEmpty())
            types.insert(type.name.toLower(), type);
        return true;
    });
    if (!done)
        return done.error().at(u"reading the attributes of the schema"_s);

    return std::shared_ptr<const Schema>(std::make_shared<Schema>(std::move(types)));
}

} // namespace smc::ldap
