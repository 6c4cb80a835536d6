// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/password.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace smc::model {

using namespace Qt::Literals::StringLiterals;

int passwordCategories(const QString &password)
{
    bool upper = false;
    bool lower = false;
    bool digit = false;
    bool caseless = false;
    bool sign = false;
    for (const QChar c : password) {
        if (c.isUpper())
            upper = true;
        else if (c.isLower())
            lower = true;
        else if (c.isDigit())
            digit = true;
        else if (c.isLetter())
            caseless = true;
        else
            sign = true;
    }
    return int(upper) + int(lower) + int(digit) + int(caseless) + int(sign);
}

bool passwordHoldsAccount(const QString &password, const QString &account)
{
    return account.size() >= 3 && password.contains(account, Qt::CaseInsensitive);
}

bool passwordHoldsName(const QString &password, const QString &name)
{
    static const QRegularExpression separators(u"[\\s,.\\-_#]+"_s);
    const QStringList parts = name.split(separators, Qt::SkipEmptyParts);
    return std::any_of(parts.begin(), parts.end(),
                       [&password](const QString &part) { return passwordHoldsAccount(password, part); });
}

} // namespace smc::model
