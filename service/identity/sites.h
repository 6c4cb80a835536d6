// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "service/identity/realm.h"

#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QString>

namespace smc::identity {

/// The sites of a forest: where its domain controllers are, and which networks belong to them
/// ([MS-ADTS] 6.1.1.2.2). A value.
struct Sites
{
    struct Subnet
    {
        QHostAddress network;
        int prefix = 0;
        QString site;
    };
    QStringList names;
    QHash<QString, QString> controllers; ///< host name in lower case → site
    QList<Subnet> subnets;

    /// The site of a controller; of another machine that of the narrowest subnet around one of its
    /// addresses; else the only site where there is just one. Empty where none of that tells.
    [[nodiscard]] QString siteOf(const QString &host, const QList<QHostAddress> &addresses) const;
};

/// Reads them from the configuration naming context. Blocks; use the directory pool. Errors: the
/// directory's.
[[nodiscard]] Result<Sites> readSites(Realm &realm, const access::Credentials &as);

} // namespace smc::identity
