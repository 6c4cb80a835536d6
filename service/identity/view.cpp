// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/view.h"

#include "service/identity/ldap/sid.h"

#include <QCryptographicHash>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QByteArrayView base64Suffix = ";base64";

bool isUtf8(const QByteArray &bytes)
{
    if (bytes.contains('\0'))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8);
    [[maybe_unused]] const QString text = decoder(bytes);
    return !decoder.hasError();
}

/// The text of a value, or nothing when only base64 can show it.
std::optional<QByteArray> textOf(const ldap::AttributeType *type, const QByteArray &value)
{
    if (type) {
        switch (type->syntax) {
        case ldap::Syntax::Sid: {
            const QString sid = ldap::sidToText(value);
            return sid.isEmpty() ? std::nullopt : std::optional(sid.toLatin1());
        }
        case ldap::Syntax::Guid: {
            const QString guid = ldap::guidToText(value);
            return guid.isEmpty() ? std::nullopt : std::optional(guid.toLatin1());
        }
        case ldap::Syntax::Octets:
        case ldap::Syntax::SecurityDescriptor:
            return std::nullopt;
        default:
            break;
        }
    }
    return isUtf8(value) ? std::optional(value) : std::nullopt;
}

QByteArrayList base64Of(const QByteArrayList &values)
{
    QByteArrayList encoded;
    encoded.reserve(values.size());
    for (const QByteArray &value : values)
        encoded.append(value.toBase64());
    return encoded;
}

// Not part of an object's version; see etagOf(). Sorted for the binary search.
constexpr std::array volatileAttributes{
    QByteArrayView("badpasswordtime"), QByteArrayView("badpwdcount"), QByteArrayView("dscorepropagationdata"),
    QByteArrayView("lastlogoff"),      QByteArrayView("lastlogon"),   QByteArrayView("lastlogontimestamp"),
    QByteArrayView("logoncount"),      QByteArrayView("usnchanged"),  QByteArrayView("usncreated"),
    QByteArrayView("whenchanged"),
};

} // namespace

void appendText(wire::Record &record, const ldap::Schema &schema, const QByteArray &name,
                const QByteArrayList &values)
{
    const ldap::AttributeType *type = schema.find(name);
    QByteArrayList texts;
    texts.reserve(values.size());
    for (const QByteArray &value : values) {
        auto text = textOf(type, value);
        if (!text) {
            record.attributes.append({name + base64Suffix.toByteArray(), base64Of(values)});
            return;
        }
        texts.append(*std::move(text));
    }
    record.attributes.append({name, texts});
}

wire::Record toRecord(const ldap::Entry &entry, const ldap::Schema &schema, Kind kind, View view,
                      const QByteArrayList &fields)
{
    QByteArrayList wanted = fields;
    if (wanted.isEmpty() && view == View::Short)
        wanted = shortAttributes(kind);
    wire::Record record;
    record.attributes.reserve(wanted.isEmpty() ? entry.attributes.size() : wanted.size());
    const auto show = [&](const ldap::Attribute &attribute) {
        appendText(record, schema, attribute.name, attribute.values);
        const QByteArray raw = attribute.name + base64Suffix.toByteArray();
        if (view == View::Dump && !record.contains(raw))
            record.attributes.append({raw, base64Of(attribute.values)});
    };
    if (wanted.isEmpty()) {
        for (const ldap::Attribute &attribute : entry.attributes)
            show(attribute);
        return record;
    }
    for (QByteArray name : std::as_const(wanted)) {
        if (name.endsWith(base64Suffix))
            name.chop(base64Suffix.size());
        if (const ldap::Attribute *attribute = entry.find(name))
            show(*attribute);
    }
    return record;
}

Result<QByteArray> toWire(const ldap::AttributeType &type, bool base64, const QByteArray &text)
{
    const auto invalid = [&type](const QString &what) {
        return Error{.code = ErrorCode::Invalid, .message = what, .field = QString::fromLatin1(type.name)};
    };
    if (base64) {
        const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return invalid(u"The value is not valid base64."_s);
        return *decoded;
    }
    switch (type.syntax) {
    case ldap::Syntax::Boolean: {
        const QByteArray upper = text.toUpper();
        if (upper == "TRUE" || upper == "FALSE")
            return upper;
        return invalid(u"The value must be TRUE or FALSE."_s);
    }
    case ldap::Syntax::Integer:
    case ldap::Syntax::LargeInteger: {
        bool ok = false;
        const qlonglong number = text.toLongLong(&ok);
        if (!ok)
            return invalid(u"\"%1\" is not a whole number."_s.arg(QString::fromUtf8(text)));
        return QByteArray::number(number);
    }
    case ldap::Syntax::Sid: {
        auto sid = ldap::sidFromText(QString::fromUtf8(text));
        if (!sid)
            return sid.error().on(QString::fromLatin1(type.name));
        return *sid;
    }
    case ldap::Syntax::Guid: {
        auto guid = ldap::guidFromText(QString::fromUtf8(text));
        if (!guid)
            return guid.error().on(QString::fromLatin1(type.name));
        return *guid;
    }
    default:
        return text;
    }
}

QByteArray etagOf(const ldap::Entry &entry, const ldap::Schema &schema)
{
    std::vector<std::pair<QByteArray, QByteArrayList>> content;
    content.reserve(static_cast<std::size_t>(entry.attributes.size()) + 1);
    for (const ldap::Attribute &attribute : entry.attributes) {
        const QByteArray key = attribute.name.toLower();
        if (key == "distinguishedname" ||
            std::binary_search(volatileAttributes.begin(), volatileAttributes.end(), QByteArrayView(key)))
            continue;
        const ldap::AttributeType *type = schema.find(key);
        if (type && (type->linkId % 2 != 0 || type->constructed))
            continue;
        QByteArrayList values = attribute.values;
        if (type && type->syntax == ldap::Syntax::Dn) {
            for (QByteArray &value : values)
                value = QString::fromUtf8(value).toCaseFolded().toUtf8();
        }
        std::sort(values.begin(), values.end());
        content.emplace_back(key, std::move(values));
    }
    std::sort(content.begin(), content.end());
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    const auto add = [&hash](const QByteArray &bytes) {
        hash.addData(bytes);
        hash.addData(QByteArrayView("\0", 1)); // no value can hold the end of another
    };
    add(entry.dn.toCaseFolded().toUtf8());
    for (const auto &[name, values] : content) {
        add(name);
        for (const QByteArray &value : values)
            add(value);
    }
    return hash.result().toHex().left(16);
}

QByteArrayList dumpAttributes()
{
    return {"*",
            "tokenGroups",
            "msDS-User-Account-Control-Computed",
            "msDS-UserPasswordExpiryTimeComputed",
            "canonicalName",
            "allowedAttributesEffective",
            "createTimeStamp",
            "modifyTimeStamp",
            "structuralObjectClass",
            "subSchemaSubEntry",
            "parentGUID",
            "primaryGroupToken",
            "msDS-PrincipalName",
            "sDRightsEffective",
            "msDS-KeyVersionNumber",
            "msDS-ResultantPSO",
            "nTSecurityDescriptor"};
}

} // namespace smc::identity
