// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/security_descriptor.h"

#include <QStringList>

namespace smc::shares {

/// Rights in words. `access` is one of full, change, read, none, or special for anything else; `rights` are
/// the single ones ("read", "write", "append", …, docs/rest.md names them all).
[[nodiscard]] QString accessWord(quint32 mask);
[[nodiscard]] QStringList rightWords(quint32 mask);
/// "full", "change", "read" as a mask. Errors: Invalid.
[[nodiscard]] Result<quint32> accessMask(const QString &word);
[[nodiscard]] Result<quint32> rightsMask(const QStringList &words);

/// What an entry holds for: of folder, subfolders, files.
[[nodiscard]] QStringList appliesTo(quint8 flags);
/// The reverse, as far as inheriting goes. Errors: Invalid (unknown words, nothing at all).
[[nodiscard]] Result<quint8> inheritFlags(const QStringList &words);

/// The order that every server evaluates rightly: entries of the object's own before inherited ones, denying
/// before allowing ([MS-DTYP] 2.4.5); otherwise as they came.
[[nodiscard]] QList<rpc::AccessEntry> inOrder(QList<rpc::AccessEntry> entries);

/// What somebody with these SIDs may do: the maximum that an access check would grant ([MS-DTYP] 2.5.3.2).
[[nodiscard]] quint32 effectiveMask(const rpc::SecurityDescriptor &descriptor, const QStringList &sids);
/// The entries that speak of him, by their place in the list.
[[nodiscard]] QList<qsizetype> entriesFor(const rpc::SecurityDescriptor &descriptor, const QStringList &sids);
/// What is left of rights on a share that is read-only.
[[nodiscard]] quint32 withoutWriting(quint32 mask);

} // namespace smc::shares
