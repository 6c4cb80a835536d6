// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/password_rules.h"

#include "shared/model/password.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

constexpr int domainPasswordComplex = 1; // DOMAIN_PASSWORD_COMPLEX of pwdProperties

QString passwordWords(const char *text, int n = -1)
{
    return QCoreApplication::translate("smc::render::PasswordRules", text, nullptr, n);
}

} // namespace

PasswordPolicy policyFrom(const wire::Record &domain)
{
    PasswordPolicy policy;
    if (domain.contains("minPwdLength"))
        policy.minLength = domain.value("minPwdLength").toInt();
    if (domain.contains("pwdProperties"))
        policy.complex = (domain.value("pwdProperties").toInt() & domainPasswordComplex) != 0;
    return policy;
}

QString policyWords(const PasswordPolicy &policy)
{
    QString words = passwordWords(
        QT_TRANSLATE_N_NOOP("smc::render::PasswordRules", "At least %n character(s)."), policy.minLength);
    if (policy.complex)
        words += u' ' +
                 passwordWords(QT_TRANSLATE_NOOP("smc::render::PasswordRules",
                                                 "Three of: capital letters, small letters, digits, signs."));
    return words;
}

QStringList policyFaults(const QString &password, const PasswordPolicy &policy, const QString &account,
                         const QString &fullName)
{
    QStringList faults;
    if (password.size() < policy.minLength)
        faults << passwordWords(
            QT_TRANSLATE_N_NOOP("smc::render::PasswordRules", "The password needs at least %n character(s)."),
            policy.minLength);
    if (!policy.complex)
        return faults;
    if (model::passwordCategories(password) < model::passwordCategoriesNeeded)
        faults << passwordWords(
            QT_TRANSLATE_NOOP("smc::render::PasswordRules",
                              "The password needs three of: capital letters, small letters, digits, signs."));
    if (model::passwordHoldsAccount(password, account))
        faults << passwordWords(
            QT_TRANSLATE_NOOP("smc::render::PasswordRules", "The password must not hold the account name."));
    if (model::passwordHoldsName(password, fullName))
        faults << passwordWords(QT_TRANSLATE_NOOP("smc::render::PasswordRules",
                                                  "The password must not hold a part of the name."));
    return faults;
}

QString generatePassword(int length)
{
    static const QStringList classes{u"ABCDEFGHJKLMNPQRSTUVWXYZ"_s, u"abcdefghijkmnopqrstuvwxyz"_s,
                                     u"23456789"_s, u"!%+=?*"_s};
    auto *random = QRandomGenerator::system();
    const QString all = classes.at(0) + classes.at(1) + classes.at(1) + classes.at(2);
    QString out;
    for (const auto &letters : classes)
        out += letters.at(random->bounded(letters.size()));
    while (out.size() < length)
        out += all.at(random->bounded(all.size()));
    for (qsizetype i = out.size() - 1; i > 0; --i)
        std::swap(out[i], out[random->bounded(i + 1)]);
    for (qsizetype at = 4; at < out.size(); at += 5)
        out.insert(at, u'-');
    return out;
}

} // namespace smc::render
