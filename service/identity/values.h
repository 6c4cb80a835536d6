// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/kinds.h"
#include "service/identity/ldap/schema.h"
#include "service/identity/ldap/types.h"
#include "shared/core/result.h"
#include "shared/wire/record.h"

namespace smc::identity {

/// Collects every fault of a request, so that a person can mend all at once.
class Faults
{
public:
    void add(const Error &error);
    void add(const QString &field, const QString &message, const QString &hint = {});
    [[nodiscard]] bool any() const { return !m_errors.empty(); }
    /// The first, with the others in Error::more.
    [[nodiscard]] Error all() const;

private:
    std::vector<Error> m_errors;
};

/// A request's attributes in the form of the wire, checked against the schema: the attribute exists and may
/// be written, one value where there is but one, lengths and ranges, text of a form that its syntax takes.
/// "name;base64" becomes "name". Empty values stay (they remove).
[[nodiscard]] QList<ldap::Attribute> checkedAttributes(const wire::Record &record, const ldap::Schema &schema,
                                                       Faults &faults);

/// Checks an account name: not empty, at most 20 characters for people ([MS-SAMR] 3.1.1.6), none of
/// "/\[]:;|=,+*?<>@.
void checkAccountName(const QString &name, Kind kind, Faults &faults);

/// "true", "1", "yes" (as JSON, YAML and CSV deliver a truth value), or nothing when it is neither true nor
/// false.
[[nodiscard]] std::optional<bool> truth(const QByteArray &text);

/// What `primaryGroupID` holds for those whose primary group this is: the RID of its `objectSid`. Empty for a
/// built-in group, which is nobody's.
[[nodiscard]] QByteArray primaryGroupIdOf(const ldap::Entry &group);

} // namespace smc::identity
