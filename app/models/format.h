// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/descriptor.h"
#include "shared/wire/record.h"

#include <QDateTime>
#include <QString>

#include <optional>

/// How the directory's values read: the formats of docs/descriptors.md. Everything here speaks the language
/// and the time zone of the person.
namespace smc::models {

/// FILETIME (100 ns since 1601, as digits), GeneralizedTime ("20261122103821.0Z") or ISO 8601 as servers
/// tell it ("2026-11-22T10:38:21Z"), told by the value.
/// Nothing for never: 0, 9223372036854775807, or no time at all.
[[nodiscard]] std::optional<QDateTime> directoryTime(const QByteArray &value);

/// "now", "5 min ago", "2 h ago", "yesterday", "3 days ago", else the date; "in 3 days" for what is to come.
[[nodiscard]] QString ago(const QDateTime &then, const QDateTime &now = QDateTime::currentDateTime());

/// How long something lasts: "12 s", "5 min", "3 h 20 min", "2 d 4 h".
[[nodiscard]] QString duration(double seconds);

/// What a person types for a size: "10 GiB", "10G" and "10g" in powers of 1024, "500 MB" in powers of 1000,
/// with the decimal point of his language, "1234" in bytes. Nothing for anything else, and above 2^63 - 1.
[[nodiscard]] std::optional<quint64> parseBytes(const QString &text);
/// The same the other way, in the largest unit that says it exactly: "10 GiB", "976562 KiB", "1001 B".
[[nodiscard]] QString exactBytes(quint64 bytes);

/// What sign-in is like for an account, worst first: disabled, locked, expired.
struct AccountState
{
    bool disabled = false;
    bool locked = false;
    bool expired = false;

    [[nodiscard]] bool isPlain() const { return !disabled && !locked && !expired; }
    /// "disabled", "locked", "expired": the words of the filter `is:`; empty when all is well.
    [[nodiscard]] QString word() const;
    /// The same for a person, translated; all of them ("disabled, expired").
    [[nodiscard]] QString text() const;
    /// The icon of the worst.
    [[nodiscard]] QString icon() const;
};
[[nodiscard]] AccountState accountState(const wire::Record &record,
                                        const QDateTime &now = QDateTime::currentDateTimeUtc());

/// "Global security group" from the bits of groupType ([MS-ADTS] 2.2.12).
[[nodiscard]] QString groupTypeText(const QByteArray &groupType);
/// "User", "Group", "Workstation", "Organisational unit", … by objectClass.
[[nodiscard]] QString objectKind(const wire::Record &record);

/// One attribute of a record in the named format; several values are joined by ", ". Empty when there is
/// none (except "count": 0 then is empty too, and "ago": "never" where the object is an account).
[[nodiscard]] QString formatted(const QString &format, const wire::Record &record, const QString &field);

/// The same as a column says: in its words where it has some for the value, else in its format.
[[nodiscard]] QString formatted(const model::Column &column, const wire::Record &record);

/// How full a column of the format "bar" is, 0 to 1; nothing where the record does not tell.
[[nodiscard]] std::optional<double> filled(const model::Column &column, const wire::Record &record);

/// What an attribute is called where no descriptor says it ("telephoneNumber" → "Telephone"); the LDAP name
/// itself when we have no word.
[[nodiscard]] QString attributeLabel(const QString &field);
/// The format that suits an attribute where no descriptor says one.
[[nodiscard]] QString attributeFormat(const QString &field);

} // namespace smc::models
