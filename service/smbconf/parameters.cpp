// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/smbconf/parameters.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace smc::smbconf {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestValue = 8192;
constexpr auto yes = u"yes|true|on|1";

QString normalised(QString name)
{
    static const QRegularExpression separators(u"[\\s-]+"_s);
    return name.remove(separators).toLower();
}

QStringList texts(const QJsonValue &array)
{
    QStringList result;
    for (const QJsonValue value : array.toArray())
        result << value.toString();
    return result;
}

bool fits(const QString &value, const char16_t *pattern)
{
    const QRegularExpression whole(QRegularExpression::anchoredPattern(QStringView(pattern)),
                                   QRegularExpression::CaseInsensitiveOption);
    return whole.match(value).hasMatch();
}

/// What a value must look like; empty when it does.
QString faultOf(const Parameter &parameter, const QString &value)
{
    if (parameter.type.startsWith("boolean"_L1) && !fits(value, u"yes|no|true|false|on|off|1|0"))
        return u"is yes or no"_s;
    if (parameter.type == "integer"_L1 && !fits(value, u"-?[0-9]+|0x[0-9a-f]+"))
        return u"is a whole number"_s;
    if (parameter.type == "octal"_L1 && !fits(value, u"[0-7]{1,5}"))
        return u"is a mode in octal digits, as 0744"_s;
    if (parameter.type == "bytes"_L1 && !fits(value, u"[0-9]+[kmgtp]?"))
        return u"is a number of bytes, with K, M, G or T"_s;
    if (parameter.type == "char"_L1 && value.size() != 1)
        return u"is one character"_s;
    if (parameter.type == "enum"_L1 && !parameter.choices.isEmpty() &&
        !parameter.choices.contains(value, Qt::CaseInsensitive))
        return u"is one of %1"_s.arg(parameter.choices.join(u", "));
    return {};
}

/// How many letters must be changed, added or taken away to make `b` from `a` (Levenshtein, 1966).
qsizetype distance(const QString &a, const QString &b)
{
    std::vector<qsizetype> row(static_cast<std::size_t>(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = static_cast<qsizetype>(j);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const qsizetype other = diagonal + (a.at(i) == b.at(static_cast<qsizetype>(j) - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({other, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

Parameters::Parameters(const QByteArray &json)
{
    for (const QJsonValue value : QJsonDocument::fromJson(json).array()) {
        const Parameter parameter{.name = value[u"name"].toString(),
                                  .share = value[u"share"].toBool(),
                                  .type = value[u"type"].toString(),
                                  .standard = value[u"default"].toString(),
                                  .choices = texts(value[u"choices"]),
                                  .synonyms = texts(value[u"synonyms"]),
                                  .inverts = value[u"inverts"].toString(),
                                  .help = value[u"help"].toString(),
                                  .deprecated = value[u"deprecated"].toBool()};
        for (const QString &name : QStringList{parameter.name} + parameter.synonyms)
            m_index.insert(normalised(name), m_all.size());
        m_all.append(parameter);
    }
}

const Parameters &Parameters::installed()
{
    static const Parameters table = [] {
        QFile file(u":/smbconf/smb_parameters.json"_s);
        return Parameters(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }();
    return table;
}

const Parameter *Parameters::find(const QString &name) const
{
    const auto found = m_index.constFind(normalised(name));
    return found == m_index.constEnd() ? nullptr : &m_all.at(*found);
}

QString Parameters::nearest(const QString &name) const
{
    const QString wanted = normalised(name);
    qsizetype best = std::max<qsizetype>(2, wanted.size() / 3) + 1; // farther is no misspelling
    QString found;
    for (auto it = m_index.constBegin(); it != m_index.constEnd(); ++it) {
        const QString &candidate = m_all.at(*it).name;
        if (const qsizetype d = distance(wanted, it.key()); d < best || (d == best && candidate < found)) {
            best = d;
            found = candidate;
        }
    }
    return found;
}

Result<QString> Parameters::check(const QString &name, const QString &value, Scope scope) const
{
    const auto invalid = [&name](const QString &message, const QString &hint = {}) {
        return Error{.code = ErrorCode::Invalid, .message = message, .hint = hint, .field = name};
    };
    if (value.size() > longestValue)
        return invalid(u"The value is longer than %1 characters."_s.arg(longestValue));
    if (std::any_of(value.begin(), value.end(),
                    [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; }))
        return invalid(u"A value has no line breaks and no control characters."_s);
    const Parameter *parameter = find(name);
    if (!parameter && name.contains(u':'))
        return name.simplified();
    if (!parameter) {
        const QString near = nearest(name);
        return invalid(u"Samba knows no parameter \"%1\"."_s.arg(name),
                       near.isEmpty() ? QString() : u"Do you mean \"%1\"?"_s.arg(near));
    }
    if (scope == Scope::Share && !parameter->share)
        return invalid(u"\"%1\" stands in [global] only, not in a share."_s.arg(parameter->name));
    if (const QString fault = faultOf(*parameter, value); !fault.isEmpty())
        return invalid(u"\"%1\" %2."_s.arg(parameter->name, fault));
    return parameter->name;
}

bool Parameters::areSame(const QString &name, const QString &a, const QString &b) const
{
    const Parameter *parameter = find(name);
    if (parameter && parameter->type.startsWith("boolean"_L1)) {
        const bool areWords = faultOf(*parameter, a).isEmpty() && faultOf(*parameter, b).isEmpty();
        return areWords ? fits(a, yes) == fits(b, yes) : a == b;
    }
    return a.compare(b, parameter && parameter->type == "enum"_L1 ? Qt::CaseInsensitive
                                                                  : Qt::CaseSensitive) == 0;
}

std::pair<QString, std::optional<QString>> Parameters::straight(const QString &name,
                                                                const std::optional<QString> &value) const
{
    const Parameter *parameter = find(name);
    if (!parameter || parameter->inverts.isEmpty())
        return {name, value};
    if (!value)
        return {parameter->inverts, value};
    if (!faultOf(*parameter, *value).isEmpty())
        return {name, value};
    return {parameter->inverts, opposite(*value)};
}

QString opposite(const QString &value)
{
    return fits(value, yes) ? u"no"_s : u"yes"_s;
}

QByteArray attributeName(const QString &parameter)
{
    return parameter.toUtf8().replace(' ', '-');
}

} // namespace smc::smbconf
