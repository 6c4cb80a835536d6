// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/password.h"

#include <QStringList>
#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int complexFlag = 1; ///< DOMAIN_PASSWORD_COMPLEX in pwdProperties ([MS-SAMR] 2.2.3.5)

// A negative count of 100 ns ([MS-ADTS] 3.1.1.3.1.1); the smallest number means "never".
std::chrono::seconds secondsOf(const QByteArray &interval)
{
    const qint64 ticks = interval.toLongLong();
    if (ticks >= 0 || ticks == std::numeric_limits<qint64>::min())
        return std::chrono::seconds(0);
    return std::chrono::seconds(-ticks / 10'000'000);
}

QString periodWords(std::chrono::seconds period)
{
    const auto count = period.count();
    if (count >= 86400)
        return count / 86400 == 1 ? u"a day"_s : u"%1 days"_s.arg(count / 86400);
    if (count >= 3600)
        return count / 3600 == 1 ? u"an hour"_s : u"%1 hours"_s.arg(count / 3600);
    return u"%1 minutes"_s.arg(std::max<qint64>(count / 60, 1));
}

} // namespace

QByteArray unicodePwd(const Secret &password)
{
    QString text = u'"' + QString::fromUtf8(password.data(), static_cast<qsizetype>(password.size())) + u'"';
    QByteArray bytes(text.size() * 2, '\0');
    qToLittleEndian<quint16>(text.utf16(), text.size(), bytes.data());
    explicit_bzero(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    return bytes;
}

QList<Modification> passwordChange(const Secret &oldPassword, const Secret &newPassword)
{
    return {{Modification::Kind::Delete, "unicodePwd", {unicodePwd(oldPassword)}},
            {Modification::Kind::Add, "unicodePwd", {unicodePwd(newPassword)}}};
}

QList<Modification> passwordReset(const Secret &newPassword)
{
    return {{Modification::Kind::Replace, "unicodePwd", {unicodePwd(newPassword)}}};
}

QString policyWords(const PasswordPolicy &policy)
{
    QStringList rules;
    if (policy.minimumLength > 0)
        rules << u"at least %1 characters"_s.arg(policy.minimumLength);
    if (policy.complexity)
        rules
            << u"three of capital letters, small letters, digits and other characters, without the account's name"_s;
    if (policy.history > 0) {
        rules << (policy.history == 1 ? u"not the last password"_s
                                      : u"none of the last %1 passwords"_s.arg(policy.history));
    }
    if (policy.minimumAge.count() > 0)
        rules << u"changed by its owner no sooner than after %1"_s.arg(periodWords(policy.minimumAge));
    const QString whose =
        policy.name.isEmpty() ? u"The domain's rules"_s : u"The rules of \"%1\""_s.arg(policy.name);
    if (rules.isEmpty())
        return whose + u" ask for nothing in particular."_s;
    return whose + u": "_s + rules.join(u"; "_s) + u'.';
}

PasswordPolicy policyFrom(const Entry &entry)
{
    PasswordPolicy policy;
    if (entry.find("msDS-MinimumPasswordLength")) {
        policy.name = QString::fromUtf8(entry.value("cn"));
        policy.minimumLength = entry.value("msDS-MinimumPasswordLength").toInt();
        policy.complexity = entry.value("msDS-PasswordComplexityEnabled") == "TRUE";
        policy.history = entry.value("msDS-PasswordHistoryLength").toInt();
        policy.minimumAge = secondsOf(entry.value("msDS-MinimumPasswordAge"));
        policy.maximumAge = secondsOf(entry.value("msDS-MaximumPasswordAge"));
        return policy;
    }
    policy.minimumLength = entry.value("minPwdLength").toInt();
    policy.complexity = (entry.value("pwdProperties").toInt() & complexFlag) != 0;
    policy.history = entry.value("pwdHistoryLength").toInt();
    policy.minimumAge = secondsOf(entry.value("minPwdAge"));
    policy.maximumAge = secondsOf(entry.value("maxPwdAge"));
    return policy;
}

QByteArrayList policyAttributes()
{
    return {"cn",
            "minPwdLength",
            "pwdProperties",
            "pwdHistoryLength",
            "minPwdAge",
            "maxPwdAge",
            "msDS-MinimumPasswordLength",
            "msDS-PasswordComplexityEnabled",
            "msDS-PasswordHistoryLength",
            "msDS-MinimumPasswordAge",
            "msDS-MaximumPasswordAge"};
}

} // namespace smc::ldap
