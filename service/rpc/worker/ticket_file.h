// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <QTemporaryFile>

namespace smc::rpc {

/// A credential cache as a file that only this account can read: Samba's libraries and programs take a ticket
/// from nowhere else. It is removed with its owner.
class TicketFile
{
public:
    /// Errors: Internal.
    [[nodiscard]] Result<void> write(const Secret &cache);
    [[nodiscard]] QByteArray path() const;

private:
    QTemporaryFile m_file;
};

} // namespace smc::rpc
