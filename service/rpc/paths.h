// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace smc::rpc {

/// "C:\srv\data", as Samba tells a path of its own, is "/srv/data" on the server.
[[nodiscard]] inline QString unixPath(QString path)
{
    using namespace Qt::Literals::StringLiterals;
    if (path.startsWith("C:"_L1))
        path = path.mid(2).replace(u'\\', u'/');
    return path;
}

} // namespace smc::rpc
