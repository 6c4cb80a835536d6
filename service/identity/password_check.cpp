// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/password_check.h"

#include <QRegularExpression>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

int categoriesOf(const QString &text)
{
    bool upper = false;
    bool lower = false;
    bool digit = false;
    bool sign = false;
    bool other = false; // a letter without case: Chinese, Arabic
    for (const QChar c : text) {
        if (c.isUpper())
            upper = true;
        else if (c.isLower())
            lower = true;
        else if (c.isDigit())
            digit = true;
        else if (c.isLetter())
            other = true;
        else
            sign = true;
    }
    return upper + lower + digit + sign + other;
}

} // namespace

Result<void> checkPassword(const ldap::PasswordPolicy &policy, const Secret &password, const QString &account,
                           const QString &displayName)
{
    const QString text = QString::fromUtf8(password.data(), static_cast<qsizetype>(password.size()));
    const auto refused = [&policy](const QString &what) {
        return Error{.code = ErrorCode::Refused,
                     .message = what,
                     .hint = ldap::policyWords(policy),
                     .field = u"password"_s};
    };
    if (text.size() < policy.minimumLength)
        return refused(u"The password is too short."_s);
    if (!policy.complexity)
        return {};
    if (categoriesOf(text) < 3)
        return refused(u"The password is too simple."_s);
    static const QRegularExpression separators(u"[,.\\-_ #\\t]"_s);
    QStringList names = displayName.split(separators, Qt::SkipEmptyParts);
    names << account;
    for (const QString &name : std::as_const(names)) {
        if (name.size() > 2 && text.contains(name, Qt::CaseInsensitive))
            return refused(u"The password contains a part of the name."_s);
    }
    return {};
}

} // namespace smc::identity
