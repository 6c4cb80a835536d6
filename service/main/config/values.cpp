// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/main/config/keys.h"

#include <QRegularExpression>

namespace smc::config {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "8M" with {"K": 1024, …}; -1 when it is none.
qint64 scaled(const QString &text, const QList<std::pair<QChar, qint64>> &units)
{
    QString digits = text;
    qint64 factor = 1;
    for (const auto &[letter, times] : units) {
        if (digits.endsWith(letter, Qt::CaseInsensitive)) {
            digits.chop(1);
            factor = times;
            break;
        }
    }
    bool good = false;
    const qint64 number = digits.trimmed().toLongLong(&good);
    return good && number >= 0 && number < (1LL << 40) ? number * factor : -1;
}

bool inRange(const Key &key, const Value &value, const QString &unit, QString &why)
{
    if (value.number >= key.least && value.number <= key.most)
        return true;
    why = u"“%1” is not between %2 and %3%4"_s.arg(value.text).arg(key.least).arg(key.most).arg(unit);
    return false;
}

} // namespace

bool readValue(const Key &key, const QString &text, Value &value, QString &why)
{
    value.text = text;
    switch (key.type) {
    case Type::Integer: {
        bool good = false;
        value.number = text.toLongLong(&good);
        if (!good) {
            why = u"“%1” is no whole number"_s.arg(text);
            return false;
        }
        return inRange(key, value, {}, why);
    }
    case Type::Size:
        value.number = scaled(text, {{u'K', 1024}, {u'M', 1024 * 1024}, {u'G', 1024 * 1024 * 1024}});
        if (value.number < 0) {
            why = u"“%1” is no size, such as 512, 16K or 8M"_s.arg(text);
            return false;
        }
        return inRange(key, value, u" bytes"_s, why);
    case Type::Duration:
        value.number = scaled(text, {{u's', 1}, {u'm', 60}, {u'h', 3600}, {u'd', 24 * 3600}});
        if (value.number < 0) {
            why = u"“%1” is no time, such as 30s, 15m or 10h"_s.arg(text);
            return false;
        }
        return inRange(key, value, u" seconds"_s, why);
    case Type::Boolean: {
        const QString lower = text.toLower();
        const bool yes = QStringList{u"yes"_s, u"on"_s, u"true"_s, u"1"_s}.contains(lower);
        const bool no = QStringList{u"no"_s, u"off"_s, u"false"_s, u"0"_s}.contains(lower);
        value.number = yes ? 1 : 0;
        if (!yes && !no)
            why = u"“%1” is neither yes nor no"_s.arg(text);
        return yes || no;
    }
    case Type::Choice: {
        const QStringList choices = QString::fromLatin1(key.choices).split(u'|');
        value.text = text.toLower();
        if (!choices.contains(value.text))
            why = u"“%1” is none of %2"_s.arg(text, choices.join(u", "_s));
        return choices.contains(value.text);
    }
    case Type::List:
    case Type::Addresses:
        value.list = text.split(QRegularExpression(u"[,\\s]+"_s), Qt::SkipEmptyParts);
        for (const QString &part : std::as_const(value.list)) {
            if (key.type == Type::Addresses && QHostAddress(part).isNull()) {
                why = u"“%1” is no IP address"_s.arg(part);
                return false;
            }
        }
        return true;
    case Type::Names:
        for (const QString &part : text.split(u';', Qt::SkipEmptyParts)) {
            if (!part.trimmed().isEmpty())
                value.list << part.trimmed();
        }
        return true;
    case Type::Path:
    case Type::File:
    case Type::SecretFile:
        if (!text.isEmpty() && !text.startsWith(u'/')) {
            why = u"“%1” is no absolute path"_s.arg(text);
            return false;
        }
        return true;
    case Type::Text:
        break;
    }
    return true;
}

} // namespace smc::config
