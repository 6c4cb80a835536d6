// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/password_policy.h"

#include "service/identity/reader.h"

#include <QRegularExpression>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

QString PasswordPolicy::words() const
{
    QStringList rules;
    if (minLength > 0)
        rules << u"at least %1 characters"_s.arg(minLength);
    if (complex)
        rules << u"three of capitals, small letters, digits and signs, and no part of the name"_s;
    if (history > 0)
        rules << u"none of the last %1 passwords"_s.arg(history);
    if (minAge.count() > 0)
        rules << u"no change within %1 hours of the last one"_s.arg(minAge.count());
    if (rules.isEmpty())
        return u"The domain's password policy asks for nothing in particular; a finer policy may apply to this person."_s;
    return u"The domain asks for "_s + rules.join(u"; "_s) + u'.';
}

Result<void> PasswordPolicy::check(const Secret &password, const QString &account,
                                   const QString &displayName) const
{
    const QString text = QString::fromUtf8(password.data(), static_cast<qsizetype>(password.size()));
    const auto refused = [this](const QString &what) {
        return Error{.code = ErrorCode::Refused, .message = what, .hint = words(), .field = u"password"_s};
    };
    if (text.size() < minLength)
        return refused(u"The password is too short."_s);
    if (!complex)
        return {};
    // Five categories; a letter without case (Chinese, Arabic) is one of its own.
    bool upper = false;
    bool lower = false;
    bool digit = false;
    bool sign = false;
    bool other = false;
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
    if (upper + lower + digit + sign + other < 3)
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

Result<PasswordPolicy> passwordPolicy(Realm &realm, const access::Credentials &as)
{
    Reader reader(realm, as);
    auto base = reader.base();
    if (!base)
        return base.error();
    auto domain = reader.read(Kind::Objects, ObjectId::parse(*base), false);
    if (!domain)
        return domain.error();
    constexpr qint64 perHour = 3600LL * 10'000'000;
    const ldap::Entry &entry = domain->entry;
    return PasswordPolicy{.minLength = entry.value("minPwdLength").toInt(),
                          .complex = (entry.value("pwdProperties").toInt() & 1) != 0,
                          .history = entry.value("pwdHistoryLength").toInt(),
                          .minAge = std::chrono::hours(-entry.value("minPwdAge").toLongLong() / perHour)};
}

Error withPasswordPolicy(Realm &realm, const access::Credentials &as, const Error &error)
{
    if (!error.native.contains("0000052D"_L1, Qt::CaseInsensitive))
        return error;
    Error explained = error;
    explained.field = u"password"_s;
    if (const auto policy = passwordPolicy(realm, as))
        explained.hint = policy->words();
    return explained;
}

} // namespace smc::identity
