// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace smc::setup {

/// smb.conf of a member file server; `former`: the text of the one before, whose shares are carried over.
/// People get numbers that follow from their SIDs (idmap_rid(8)), the same on each server that has the same
/// range.
[[nodiscard]] QString memberConfiguration(const QString &realm, const QString &domain, const QString &former);

/// The sections of a smb.conf as they are written, but for [global] and those that a domain controller has of
/// its own (sysvol, netlogon).
[[nodiscard]] QString shareSections(const QString &text);

/// Whether a smb.conf takes shares from the registry too.
[[nodiscard]] bool hasRegistryShares(const QString &text);

/// The same smb.conf with a line more in [global] and with more sections at its end.
[[nodiscard]] QString withMore(const QString &text, const QString &parameter, const QString &sections);

} // namespace smc::setup
