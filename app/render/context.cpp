// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/context.h"

namespace smc::render {

QString Person::baseDn() const
{
    // A DC= may stand inside a value ("CN=x\,DC=y"): look only at commas that are no part of one.
    for (qsizetype i = 0; i < dn.size(); ++i) {
        if (dn.at(i) == u'\\')
            ++i;
        else if ((i == 0 || dn.at(i - 1) == u',') && dn.mid(i, 3).compare(u"DC=", Qt::CaseInsensitive) == 0)
            return dn.mid(i);
    }
    return {};
}

} // namespace smc::render
