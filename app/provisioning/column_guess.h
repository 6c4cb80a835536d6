// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace smc::provisioning {

/// Something that a column of the file can be: an attribute by its LDAP name, or one of ours: "fullName"
/// (taken apart into first and last name), "memberOf" (groups apart by ";" or "|"), "password".
struct ColumnTarget
{
    QString name;
    QString label; ///< translated
};
[[nodiscard]] QList<ColumnTarget> columnTargets();
[[nodiscard]] QString columnLabel(const QString &target);

/// What a heading in English, German, French, Spanish or Italian, or an LDAP name means; empty when nothing
/// fits.
[[nodiscard]] QString guessColumn(const QString &heading);
/// For all columns at once; no target is given twice.
[[nodiscard]] QStringList guessColumns(const QStringList &header);

} // namespace smc::provisioning
