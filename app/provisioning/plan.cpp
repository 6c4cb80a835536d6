// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/plan.h"

#include "app/models/records.h"
#include "app/provisioning/column_guess.h"
#include "app/render/password_rules.h"
#include "app/render/sheet_apply.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace smc::provisioning {

namespace {

class PlanMaker
{
    Q_DECLARE_TR_FUNCTIONS(smc::provisioning::Plan)
public:
    PlanMaker(const CsvTable &table, const QStringList &targets, const Rules &rules, const Taken &taken,
              const QHash<int, Decision> &decisions, QHash<int, QString> &passwords,
              const QHash<int, Error> &refused)
        : m_table(table)
        , m_targets(targets)
        , m_rules(rules)
        , m_taken(taken)
        , m_decisions(decisions)
        , m_passwords(passwords)
        , m_refused(refused)
        , m_latin{rules.germanUmlauts}
    {}

    Plan make()
    {
        Plan plan;
        for (int i = 0; i < m_table.rows.size(); ++i)
            plan.rows << row(i);
        return plan;
    }

private:
    void say(RowState weight, const QString &text) { m_row.findings << Finding{weight, text}; }

    [[nodiscard]] QString cell(int row, const QString &target) const
    {
        const auto column = m_targets.indexOf(target);
        return column < 0 ? QString() : m_table.rows.at(row).value(column).trimmed();
    }

    PlanRow row(int index)
    {
        m_row = {};
        m_row.index = index;
        m_row.line = m_table.lines.value(index);
        m_values.clear();
        for (qsizetype column = 0; column < m_targets.size(); ++column) {
            if (!m_targets.at(column).isEmpty())
                m_values.insert(m_targets.at(column), cell(index, m_targets.at(column)));
        }
        takeFullNameApart();
        const Decision decision = m_decisions.value(index);
        if (decision.leaveOut)
            say(RowState::Cannot, tr("left out"));
        const bool again = repeated(index);
        names(decision);
        if (again || decision.leaveOut)
            return m_row; // takes no name from the others
        account(decision);
        principal();
        copyColumns();
        copyTemplate();
        groups();
        manager();
        password(index);
        if (const auto refused = m_refused.constFind(index); refused != m_refused.cend())
            say(RowState::Cannot,
                refused->hint.isEmpty() ? refused->message : refused->message + u' ' + refused->hint);
        return m_row;
    }

    void takeFullNameApart()
    {
        const QString full = m_values.take(u"fullName"_s).simplified();
        if (full.isEmpty())
            return;
        // "Weiß, Anna" or "Anna Maria Weiß".
        const bool lastFirst = full.contains(u',');
        const QString given = lastFirst ? full.section(u',', 1).trimmed() : full.section(u' ', 0, -2);
        const QString last = lastFirst ? full.section(u',', 0, 0).trimmed() : full.section(u' ', -1);
        if (m_values.value(u"givenName"_s).isEmpty())
            m_values.insert(u"givenName"_s, given);
        if (m_values.value(u"sn"_s).isEmpty())
            m_values.insert(u"sn"_s, last);
    }

    bool repeated(int index)
    {
        const QString whole = m_table.rows.at(index).join(u'\x1f').toLower();
        const bool again = m_rowsSeen.contains(whole);
        if (again)
            say(RowState::Cannot, tr("the same as line %1").arg(m_rowsSeen.value(whole)));
        else
            m_rowsSeen.insert(whole, m_row.line);
        const QString number = m_values.value(u"employeeID"_s).toLower();
        if (again || number.isEmpty())
            return again;
        if (const auto other = m_numbersSeen.constFind(number); other != m_numbersSeen.cend())
            say(RowState::Decide, tr("employee number %1 stands in line %2, too").arg(number).arg(*other));
        else
            m_numbersSeen.insert(number, m_row.line);
        return false;
    }

    QString filled(const QString &pattern) const
    {
        return model::fillTemplate(
            pattern,
            [this](const QString &name) {
                if (name == "realm"_L1)
                    return m_rules.realm;
                if (name == "domain"_L1)
                    return m_rules.domain;
                return m_values.value(name);
            },
            m_latin);
    }

    void names(const Decision &decision)
    {
        if (m_values.value(u"sn"_s).isEmpty())
            say(RowState::Cannot, tr("no surname"));
        if (m_values.value(u"displayName"_s).isEmpty())
            m_values.insert(u"displayName"_s, filled(m_rules.displayName));
        QString name = !decision.name.isEmpty() ? decision.name : m_values.value(u"cn"_s);
        if (name.isEmpty())
            name = m_values.value(u"displayName"_s);
        if (name.size() > 64)
            say(RowState::Cannot, tr("the name has more than 64 characters"));
        m_row.name = name;
    }

    bool isTaken(const QString &account) const
    {
        return m_taken.accounts.contains(account.toLower()) || m_accounts.contains(account.toLower());
    }

    void account(const Decision &decision)
    {
        QString wanted = !decision.account.isEmpty() ? decision.account : m_values.value(u"sAMAccountName"_s);
        const bool given = !wanted.isEmpty();
        if (given) {
            if (const QString illegal = model::illegalInAccount(wanted); !illegal.isEmpty())
                say(RowState::Cannot, tr("the account name holds %1").arg(illegal));
            if (wanted.size() > 20)
                say(RowState::Cannot, tr("the account name has more than 20 characters"));
        } else {
            wanted = proposal();
        }
        if (!wanted.isEmpty() && isTaken(wanted)) {
            if (!decision.account.isEmpty()) {
                say(RowState::Cannot, tr("%1 exists already").arg(wanted));
            } else {
                const QString free =
                    model::freeAccount(wanted, [this](const QString &one) { return isTaken(one); });
                const bool inFile = m_accounts.contains(wanted.toLower());
                say(RowState::Decide,
                    (inFile ? tr("%1 stands in this file, too: made %2") : tr("%1 exists: made %2"))
                        .arg(wanted, free));
                wanted = free;
            }
        }
        m_row.account = wanted;
        if (!wanted.isEmpty())
            m_accounts.insert(wanted.toLower());
        m_values.insert(u"sAMAccountName"_s, wanted);
        uniqueName(decision);
    }

    QString proposal()
    {
        QString latin = model::accountName(filled(m_rules.account), m_latin);
        QString unknown;
        auto certainty = model::Certainty::Exact;
        for (const auto &name : model::templateNames(m_rules.account)) {
            const auto one = model::transliterate(m_values.value(name), m_latin);
            unknown += one.unknown;
            certainty = std::max(certainty, one.certainty);
        }
        if (m_values.value(u"sn"_s).isEmpty())
            return latin; // said already
        if (latin.isEmpty() || certainty == model::Certainty::Unknown) {
            say(RowState::Cannot, unknown.isEmpty()
                                      ? tr("no account name comes out of the rule: type one")
                                      : tr("no Latin letters for %1: type an account name").arg(unknown));
            return {};
        }
        if (certainty == model::Certainty::Converted)
            say(RowState::Decide, tr("transliterated"));
        return latin;
    }

    void uniqueName(const Decision &decision)
    {
        const QString key = m_row.name.toLower();
        if (m_row.name.isEmpty())
            return;
        if (m_taken.names.contains(key) || m_names.contains(key)) {
            if (!decision.name.isEmpty() || m_row.account.isEmpty()) {
                say(RowState::Cannot, tr("an object named %1 lies here already").arg(m_row.name));
            } else {
                const QString longer = u"%1 (%2)"_s.arg(m_row.name, m_row.account);
                say(RowState::Decide,
                    m_taken.names.contains(key)
                        ? tr("%1 lies here already: named %2").arg(m_row.name, longer)
                        : tr("%1 stands in this file, too: named %2").arg(m_row.name, longer));
                m_row.name = longer;
            }
        }
        m_names.insert(m_row.name.toLower());
    }

    void principal()
    {
        if (m_values.value(u"userPrincipalName"_s).isEmpty())
            m_values.insert(u"userPrincipalName"_s, filled(m_rules.userPrincipalName));
        if (m_values.value(u"mail"_s).isEmpty() && !m_rules.mail.isEmpty())
            m_values.insert(u"mail"_s, filled(m_rules.mail));
        const QString upn = m_values.value(u"userPrincipalName"_s).toLower();
        if (m_taken.principals.contains(upn) || m_principals.contains(upn))
            say(RowState::Cannot, tr("the sign-in name %1 is taken").arg(upn));
        m_principals.insert(upn);
        static const QRegularExpression address(u"^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$"_s);
        const QString mail = m_values.value(u"mail"_s);
        if (!mail.isEmpty() && !address.match(mail).hasMatch())
            say(RowState::Cannot, tr("%1 is no mail address").arg(mail));
    }

    void copyColumns()
    {
        static const QSet<QString> ours{u"cn"_s, u"memberOf"_s, u"password"_s, u"manager"_s};
        for (auto it = m_values.cbegin(); it != m_values.cend(); ++it) {
            if (!it.value().isEmpty() && !ours.contains(it.key()))
                m_row.record.set(it.key().toUtf8(), it.value().toUtf8());
        }
        m_row.record.set("cn", m_row.name.toUtf8());
    }

    void copyTemplate()
    {
        const QByteArray account = m_rules.templateUser.value("sAMAccountName");
        for (const auto &name : templateAttributes()) {
            const auto values = m_rules.templateUser.values(name);
            if (values.isEmpty() || m_row.record.contains(name))
                continue;
            QByteArrayList own;
            for (QByteArray value : values) {
                // \\fs1\home\staff.template → \\fs1\home\aweiss
                if (name == "homeDirectory" || name == "profilePath")
                    value.replace(account, m_row.account.toUtf8());
                own << value;
            }
            m_row.record.set(name, own);
        }
    }

    void groups()
    {
        QStringList all = m_rules.groups;
        for (const auto &dn : m_rules.templateUser.texts("memberOf"))
            all << dn;
        static const QRegularExpression between(u"\\s*[;|]\\s*"_s);
        const auto named = m_values.value(u"memberOf"_s).split(between, Qt::SkipEmptyParts);
        for (const auto &name : named) {
            const auto dn = m_taken.groups.constFind(name.toLower());
            if (dn == m_taken.groups.cend())
                all << name;
            else if (dn->isEmpty())
                say(RowState::Cannot, tr("there is no group %1").arg(name));
            else
                all << *dn;
        }
        for (const auto &one : all) {
            if (!m_row.groups.contains(one, Qt::CaseInsensitive))
                m_row.groups << one;
        }
    }

    void manager()
    {
        const QString name = m_values.value(u"manager"_s);
        if (name.isEmpty())
            return;
        const auto dn = m_taken.people.constFind(name.toLower());
        if (dn == m_taken.people.cend())
            return;
        if (dn->isEmpty())
            say(RowState::Cannot, tr("there is nobody called %1 (manager)").arg(name));
        else
            m_row.record.set("manager", dn->toUtf8());
    }

    void password(int index)
    {
        if (m_rules.password == PasswordMode::Generated) {
            auto &kept = m_passwords[index];
            if (kept.isEmpty())
                kept = render::generatePassword();
            m_row.password = kept;
        } else if (m_rules.password == PasswordMode::FromColumn) {
            m_row.password = m_values.value(u"password"_s);
            if (m_row.password.isEmpty())
                say(RowState::Cannot, tr("no password"));
        }
    }

    const CsvTable &m_table;
    const QStringList &m_targets;
    const Rules &m_rules;
    const Taken &m_taken;
    const QHash<int, Decision> &m_decisions;
    QHash<int, QString> &m_passwords;
    const QHash<int, Error> &m_refused;
    model::TransliterationOptions m_latin;
    PlanRow m_row;
    QHash<QString, QString> m_values;
    QHash<QString, int> m_rowsSeen;
    QHash<QString, int> m_numbersSeen;
    QSet<QString> m_accounts;
    QSet<QString> m_names;
    QSet<QString> m_principals;
};

} // namespace

RowState PlanRow::state() const
{
    RowState worst = RowState::Ready;
    for (const auto &finding : findings)
        worst = std::max(worst, finding.weight);
    return worst;
}

QString PlanRow::findingText() const
{
    QStringList texts;
    for (const auto &finding : findings)
        texts << finding.text;
    return texts.join(u"; "_s);
}

int Plan::count(RowState state) const
{
    return int(std::count_if(rows.begin(), rows.end(),
                             [state](const PlanRow &row) { return row.state() == state; }));
}

int Plan::users() const
{
    return int(rows.size()) - count(RowState::Cannot);
}

int Plan::memberships() const
{
    int all = 0;
    for (const auto &row : rows)
        all += row.state() == RowState::Cannot ? 0 : int(row.groups.size());
    return all;
}

Plan makePlan(const CsvTable &table, const QStringList &targets, const Rules &rules, const Taken &taken,
              const QHash<int, Decision> &decisions, QHash<int, QString> &passwords,
              const QHash<int, Error> &refused)
{
    return PlanMaker(table, targets, rules, taken, decisions, passwords, refused).make();
}

QJsonObject itemOf(const PlanRow &row, const Rules &rules)
{
    QJsonObject item = render::bodyOf(row.record);
    item.insert(u"parent"_s, rules.parent);
    if (!row.groups.isEmpty())
        item.insert(u"memberOf"_s, QJsonArray::fromStringList(row.groups));
    if (!row.password.isEmpty()) {
        item.insert(u"password"_s, row.password);
        item.insert(u"mustChangePassword"_s, rules.mustChangePassword);
    }
    item.insert(u"enabled"_s, rules.enabled && !row.password.isEmpty());
    return item;
}

QByteArrayList templateAttributes()
{
    return {"title",
            "department",
            "company",
            "manager",
            "physicalDeliveryOfficeName",
            "streetAddress",
            "postOfficeBox",
            "postalCode",
            "l",
            "st",
            "c",
            "co",
            "countryCode",
            "profilePath",
            "scriptPath",
            "homeDirectory",
            "homeDrive",
            "userWorkstations",
            "wWWHomePage",
            "accountExpires"};
}

} // namespace smc::provisioning
