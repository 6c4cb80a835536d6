// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

namespace smc::ldap {

/// How a value is encoded ([MS-ADTS] 3.1.1.2.2.2), as far as it matters to us.
enum class Syntax { Text, Integer, LargeInteger, Boolean, Time, Dn, Sid, Guid, SecurityDescriptor, Octets };

struct AttributeType
{
    QByteArray name; ///< lDAPDisplayName, the schema's spelling
    Syntax syntax = Syntax::Text;
    bool singleValued = false;
    bool systemOnly = false;  ///< the directory sets it; nobody writes it
    bool constructed = false; ///< computed on reading; only when asked for by name
    bool operational = false;
    int linkId = 0; ///< 0: no link; even: forward link (member); odd: its back link (memberOf), one more
    std::optional<qint64> lower; ///< rangeLower
    std::optional<qint64> upper; ///< rangeUpper
};

/// The attribute types of a realm's schema, read from the directory. Immutable.
class Schema
{
public:
    explicit Schema(QHash<QByteArray, AttributeType> types)
        : m_types(std::move(types))
    {}
    /// By name without case; null for an unknown attribute.
    [[nodiscard]] const AttributeType *find(QByteArrayView name) const;
    /// Whether its values are whole numbers, to be compared by value.
    [[nodiscard]] bool isNumber(QByteArrayView name) const
    {
        const AttributeType *type = find(name);
        return type && (type->syntax == Syntax::Integer || type->syntax == Syntax::LargeInteger);
    }
    [[nodiscard]] qsizetype size() const { return m_types.size(); }
    /// All types, keyed by lower-case name.
    [[nodiscard]] const QHash<QByteArray, AttributeType> &types() const { return m_types; }

private:
    QHash<QByteArray, AttributeType> m_types; ///< keyed by lower-case name
};

} // namespace smc::ldap
