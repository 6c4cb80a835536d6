// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/change_journal.h"

#include "service/access/session.h"
#include "service/fleet/readings.h"
#include "service/state/owning_thread.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QUuid>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using What = Outcome::What;

Q_LOGGING_CATEGORY(lcChanges, "smc.changes")

namespace {

constexpr qsizetype longestReason = 1000;

/// "•••" where the value is a secret or holds one. Samba's own parameters name files of secrets, never
/// secrets; options of modules and command lines may hold them.
QString withoutSecrets(const QString &parameter, const QString &value)
{
    static const QRegularExpression secretName(u"pass|secret|token|credential|key$"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression secretPart(
        u"((?:pass\\w*|secret|token|key)\\s*[=:]\\s*|://[^/\\s:@]*:)[^\\s,;@]+"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (parameter.contains(u':') && secretName.match(parameter).hasMatch())
        return u"•••"_s;
    return QString(value).replace(secretPart, u"\\1•••"_s);
}

/// The one value of "before" or "after" in a dry run.
std::optional<QString> valueOf(const QJsonValue &attribute, QLatin1StringView side)
{
    const QJsonArray values = attribute[side].toArray();
    if (values.isEmpty())
        return std::nullopt;
    return withoutSecrets(attribute["name"_L1].toString(), values.at(0).toString());
}

QString wayName(const Outcome &outcome, const Author &author)
{
    if (outcome.what == What::TakenBack)
        return u"return"_s;
    return author.way == Author::Way::Repair ? u"repair"_s : u"request"_s;
}

/// What became of the section.
QString operationOf(const Outcome &outcome)
{
    Operation operation = outcome.operation;
    if (outcome.what == What::TakenBack && operation != Operation::Modify)
        operation = operation == Operation::Create ? Operation::Delete : Operation::Create;
    return QString::fromLatin1(operationName(operation));
}

QString messageOf(const Outcome &outcome)
{
    if (outcome.what == What::Begun)
        return u"It was begun, and how it ended is not known."_s;
    return outcome.what == What::Unsure
               ? u"It may be done in part, since it could not be taken back: %1"_s.arg(outcome.message)
               : outcome.message;
}

} // namespace

Result<Author> authorOf(const http::Request &request, Author::Way way)
{
    const QString reason = QString::fromUtf8(request.queryValue("reason")).simplified();
    if (reason.size() > longestReason) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"A reason has at most %1 characters."_s.arg(longestReason),
                     .field = u"reason"_s};
    }
    const access::Principal &who = request.session->principal();
    return Author{.way = way, .person = who.account, .realm = who.realm, .reason = reason};
}

QList<state::ConfigChange> entriesOf(const Outcome &outcome, const Author &author)
{
    if (outcome.what == What::Refused)
        return {};
    QJsonArray attributes = outcome.step.change.attributes;
    if (outcome.operation == Operation::Delete) { // all that was there goes
        for (const QStringList &parameter : outcome.step.before) {
            attributes.append(QJsonObject{{u"name"_s, parameter.constFirst()},
                                          {u"before"_s, QJsonArray{parameter.constLast()}}});
        }
    }
    if (attributes.isEmpty() && outcome.operation != Operation::Modify)
        attributes.append(QJsonObject());
    const QString id = outcome.id.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : outcome.id;
    const state::ConfigChange common{.id = id,
                                     .time = QDateTime::currentMSecsSinceEpoch(),
                                     .server = outcome.step.server.name,
                                     .section = outcome.section,
                                     .operation = operationOf(outcome),
                                     .way = wayName(outcome, author),
                                     .person = author.person,
                                     .realm = author.realm,
                                     .reason = author.reason,
                                     .message = messageOf(outcome)};
    QList<state::ConfigChange> entries;
    for (const QJsonValue attribute : std::as_const(attributes)) {
        state::ConfigChange entry = common;
        entry.line = static_cast<int>(entries.size());
        entry.parameter = attribute["name"_L1].toString();
        entry.before = valueOf(attribute, "before"_L1);
        entry.after = valueOf(attribute, "after"_L1);
        if (outcome.what == What::TakenBack)
            std::swap(entry.before, entry.after);
        entries.append(entry);
    }
    return entries;
}

Sections::Witness journal(const Api &api, Author author, const QString &place)
{
    return [&store = api.store, &readings = api.fleet.readings(), place,
            author = std::move(author)](const Outcome &done) {
        Outcome outcome = done;
        outcome.section.prepend(place);
        readings.forget(outcome.step.server.host);
        const QList<state::ConfigChange> entries = entriesOf(outcome, author);
        const QString id = entries.isEmpty() ? outcome.id : entries.constFirst().id;
        const auto kept = store.call([&](state::Store &one) { return one.keep(id, entries); });
        if (!kept) {
            const QString what =
                outcome.what == What::Begun
                    ? u"[%1] of %2 is being changed by %3, which the history does not know:"_s
                    : u"[%1] of %2 was changed by %3, which is missing in the history:"_s;
            qCWarning(lcChanges).noquote()
                << what.arg(outcome.section, outcome.step.server.name, author.person)
                << kept.error().toString();
        }
    };
}

} // namespace smc::api
