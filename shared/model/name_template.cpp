// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/name_template.h"

#include "shared/model/descriptor.h"

using namespace Qt::Literals::StringLiterals;

namespace smc::model {

QString fillTemplate(const QString &pattern, const std::function<QString(const QString &)> &valueOf,
                     const TransliterationOptions &options)
{
    return fill(pattern,
                [&](const QString &expression) {
                    const QStringList parts = expression.split(u':');
                    QString value = valueOf(parts.first());
                    for (const auto &modifier : parts.sliced(1)) {
                        bool isNumber = false;
                        const int count = modifier.toInt(&isNumber);
                        if (isNumber)
                            value = value.left(count);
                        else if (modifier == "lower"_L1)
                            value = value.toLower();
                        else if (modifier == "upper"_L1)
                            value = value.toUpper();
                        else if (modifier == "account"_L1)
                            value = accountName(value, options, 0);
                        else if (modifier == "latin"_L1)
                            value = transliterate(value, options).latin;
                    }
                    return value;
                })
        .simplified();
}

QStringList templateNames(const QString &pattern)
{
    QStringList names;
    const QString ignored = fill(pattern, [&](const QString &expression) {
        names << expression.section(u':', 0, 0);
        return QString();
    });
    Q_UNUSED(ignored)
    names.removeDuplicates();
    return names;
}

QString accountName(const QString &text, const TransliterationOptions &options, int maxLength)
{
    const QString latin = transliterate(text, options).latin.toLower();
    QString out;
    for (const QChar c : latin) {
        const bool separator = c == u'.' || c == u'-' || c == u'_';
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || (separator && !out.isEmpty()))
            out += c;
    }
    if (maxLength > 0)
        out.truncate(maxLength);
    while (out.endsWith(u'.') || out.endsWith(u'-'))
        out.chop(1);
    return out;
}

QString illegalInAccount(const QString &account)
{
    QString found;
    for (const QChar c : account) {
        if ((c < u' ' || u"\"/\\[]:;|=,+*?<>@"_s.contains(c)) && !found.contains(c))
            found += c;
    }
    if (account.endsWith(u'.'))
        found += u'.';
    return found;
}

QString freeAccount(const QString &wanted, const std::function<bool(const QString &)> &isTaken, int maxLength)
{
    QString candidate = wanted.left(maxLength);
    for (int number = 2; isTaken(candidate); ++number) {
        const QString suffix = QString::number(number);
        candidate = wanted.left(maxLength - suffix.size()) + suffix;
    }
    return candidate;
}

} // namespace smc::model
