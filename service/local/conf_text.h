// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QString>

namespace smc::local {

/// smb.conf of this machine, where this Samba was built to look for it (smbd -b).
struct ConfText
{
    QString path; ///< of the file itself, where it is reached by a link
    QByteArray text;
};

/// Which text it was: SHA-256 in hexadecimal digits.
[[nodiscard]] QByteArray hashOf(const QByteArray &text);

/// Errors: NotFound, Denied, TooLarge (1 MB), Internal.
[[nodiscard]] Result<ConfText> readConfText(const QString &smbDir);

/// Puts `text` into the place of the one that has the hash `former`: written beside it with its owner,
/// mode and access list, looked at by testparm, written to disk, renamed. Needs the right to do so, which is
/// root's. Nothing reads it again because of this. Errors: Stale (it is another one now), Invalid (testparm
/// does not take it), Denied, and those of readConfText().
[[nodiscard]] Result<void> replaceConfText(const QString &smbDir, const QByteArray &text,
                                           const QByteArray &former);

} // namespace smc::local
