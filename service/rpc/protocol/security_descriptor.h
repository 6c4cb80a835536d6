// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace smc::rpc {

/// An entry of an access control list ([MS-DTYP] 2.4.4.1), allowing or denying.
struct AccessEntry
{
    enum Flag : quint8 {
        FilesInherit = 0x01,
        FoldersInherit = 0x02,
        NoFurther = 0x04,   ///< the heirs do not hand it on
        InheritOnly = 0x08, ///< does not hold for the folder itself
        Inherited = 0x10    ///< it came from a folder above
    };
    bool deny = false;
    quint8 flags = 0;
    quint32 mask = 0; ///< rights as [MS-SMB2] 2.2.13.1 has them, generic ones already mapped
    QString sid;

    bool operator==(const AccessEntry &) const = default;
};

/// Who owns something and who may do what with it ([MS-DTYP] 2.4.6), without the audit list.
struct SecurityDescriptor
{
    QString owner; ///< SID; empty when it is not known
    QString group;
    bool blocked = false; ///< takes no entries over from above (SE_DACL_PROTECTED)
    bool automatic =
        false; ///< its inherited entries are kept up by who changes those above (SE_DACL_AUTO_INHERITED)
    std::optional<QList<AccessEntry>> entries; ///< none at all: everybody may do everything

    bool operator==(const SecurityDescriptor &) const = default;
};

/// As text ([MS-DTYP] 2.5.1): SIDs in full and rights as hexadecimal numbers, so that every reader
/// understands the same by it.
[[nodiscard]] QString toSddl(const SecurityDescriptor &descriptor);
/// The reverse; takes the short names of well-known SIDs and of rights too. Errors: Invalid for anything
/// that is no owner, group or list of plain allowing and denying entries, for more than 1000 of these, and
/// for short names that are relative to a domain.
[[nodiscard]] Result<SecurityDescriptor> fromSddl(QStringView text);

/// "S-1-…" with at most 15 parts after the authority.
[[nodiscard]] bool isSid(QStringView text);
/// Generic rights become those of files ([MS-DTYP] 2.4.3).
[[nodiscard]] quint32 mapGeneric(quint32 mask);

} // namespace smc::rpc
