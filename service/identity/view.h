// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/kinds.h"
#include "service/identity/ldap/schema.h"
#include "service/identity/ldap/types.h"
#include "shared/wire/record.h"

namespace smc::identity {

/// How much of an object a reply shows (docs/rest.md).
enum class View { Short, Extended, Dump };

/// An entry as a record: text as it is, SIDs and GUIDs in their text form, other binary values in base64
/// under "name;base64". A dump has the raw base64 of every attribute beside its text. `fields` (not empty)
/// wins over the view's own choice of attributes.
[[nodiscard]] wire::Record toRecord(const ldap::Entry &entry, const ldap::Schema &schema, Kind kind,
                                    View view, const QByteArrayList &fields = {});

/// Appends one attribute in its text form.
void appendText(wire::Record &record, const ldap::Schema &schema, const QByteArray &name,
                const QByteArrayList &values);

/// One value of a request in the form that the wire has: base64 of "name;base64" decoded, SID and GUID text
/// to bytes, true/false to TRUE/FALSE. Errors: Invalid, with the field.
[[nodiscard]] Result<QByteArray> toWire(const ldap::AttributeType &type, bool base64, const QByteArray &text);

/// The object's version: 16 hexadecimal digits over everything that an administrator can change about it.
/// Equal on every DC (unlike uSNChanged), and not moved by a sign-in or by somebody else's group: times of
/// sign-in, counters, USNs and back links do not count.
[[nodiscard]] QByteArray etagOf(const ldap::Entry &entry, const ldap::Schema &schema);

/// Attributes that a dump asks for beyond "*": the operational and constructed ones that say something of a
/// security principal.
[[nodiscard]] QByteArrayList dumpAttributes();

} // namespace smc::identity
