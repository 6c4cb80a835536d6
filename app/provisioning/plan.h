// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/provisioning/csv_table.h"
#include "shared/core/error.h"
#include "shared/model/name_template.h"
#include "shared/wire/record.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QSet>

namespace smc::provisioning {

enum class PasswordMode { Generated, FromColumn, None };

/// How rows become people. Templates as in shared/model/name_template.h; they may name columns' targets and
/// `realm`, `domain`.
struct Rules
{
    QString parent; ///< DN of the unit
    QString account = QStringLiteral("{givenName:account:1}{sn:account}");
    QString displayName = QStringLiteral("{givenName} {sn}");
    QString userPrincipalName = QStringLiteral("{sAMAccountName}@{domain}");
    QString mail; ///< empty: none but the column's
    bool germanUmlauts = false;
    PasswordMode password = PasswordMode::Generated;
    bool mustChangePassword = true;
    bool enabled = true;
    QStringList groups; ///< DNs that everybody joins
    wire::Record
        templateUser; ///< its organisation, address, profile and groups are taken where the file says nothing
    QString realm;
    QString domain;
};

/// What the directory knows already, lower case.
struct Taken
{
    QSet<QString> accounts;
    QSet<QString> principals;
    QSet<QString> names; ///< RDN values in the unit
    QHash<QString, QString>
        groups; ///< name or account as the file writes it, lower case → DN; "" : no such group
    QHash<QString, QString> people; ///< the same for managers
    bool known = false;             ///< false: not asked yet
};

enum class RowState { Ready, Decide, Cannot };

struct Finding
{
    RowState weight = RowState::Ready;
    QString text;
};

/// One person to be: what will be written, and what there is to say about it.
struct PlanRow
{
    int index = 0; ///< of the table's row
    int line = 0;
    QString name;
    QString account;
    QStringList groups; ///< DNs, or names that are not resolved yet
    QString password;
    wire::Record record; ///< the rest, as REST takes it
    QList<Finding> findings;

    [[nodiscard]] RowState state() const;
    [[nodiscard]] QString findingText() const;
};

/// What a person decided for one row: its account or name in place of the proposal. Left out: not to be
/// created.
struct Decision
{
    QString account;
    QString name;
    bool leaveOut = false;
};

struct Plan
{
    QList<PlanRow> rows;

    [[nodiscard]] int count(RowState state) const;
    [[nodiscard]] int users() const;       ///< rows that will be created
    [[nodiscard]] int memberships() const; ///< of these
};

/// Builds the plan. `passwords` keeps what was generated for a row (by its index), so that a plan made anew
/// keeps them. `refused` holds what the service said about a row when it was asked (dry run). Pure apart from
/// the random passwords.
[[nodiscard]] Plan makePlan(const CsvTable &table, const QStringList &targets, const Rules &rules,
                            const Taken &taken, const QHash<int, Decision> &decisions,
                            QHash<int, QString> &passwords, const QHash<int, Error> &refused = {});

/// The row as an item of POST /rest/identity/users.
[[nodiscard]] QJsonObject itemOf(const PlanRow &row, const Rules &rules);

/// Attributes of a template user that are the same for the next one (as "Copy…" in Active Directory Users and
/// Computers takes them).
[[nodiscard]] QByteArrayList templateAttributes();

} // namespace smc::provisioning
