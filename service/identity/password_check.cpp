// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/password_check.h"

#include "shared/model/password.h"

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

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
    if (model::passwordCategories(text) < model::passwordCategoriesNeeded)
        return refused(u"The password is too simple."_s);
    if (model::passwordHoldsAccount(text, account) || model::passwordHoldsName(text, displayName))
        return refused(u"The password contains a part of the name."_s);
    return {};
}

} // namespace smc::identity
