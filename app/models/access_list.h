// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

/// Lists of access rights as docs/rest.md shows them ("Who may do what"), and how they read. Plain values.
namespace smc::models {

/// Somebody may do something, or may not.
struct AccessEntry
{
    QString sid;
    QString name; ///< "LAB\\alice", as the server calls it; empty where it knows none
    bool denies = false;
    quint32 mask = 0; ///< rights, [MS-DTYP] 2.4.3
    bool onFolder = true;
    bool onSubfolders = false;
    bool onFiles = false;
    bool noFurther = false; ///< what it hands on ends one level below
    bool inherited = false; ///< came from a folder above

    bool operator==(const AccessEntry &other) const; ///< names do not count
    /// "LAB\\alice", else the SID.
    [[nodiscard]] QString account() const { return name.isEmpty() ? sid : name; }
    /// "This folder, subfolders and files", …
    [[nodiscard]] QString appliesToText() const;
    [[nodiscard]] static AccessEntry fromJson(const QJsonObject &json);
    [[nodiscard]] QJsonObject toJson() const;
};

/// What GET …/acl answers.
struct AccessList
{
    QString owner; ///< name or SID; shares have none
    QString group;
    bool blocked = false; ///< nothing is taken over from above
    bool absent = false;  ///< there is no list: everybody may do everything
    QList<AccessEntry> entries;
    QString sddl; ///< the whole as one line, as it was read

    [[nodiscard]] bool sameAs(const AccessList &other) const;
    [[nodiscard]] static AccessList fromJson(const QJsonObject &json);
};

/// One single right.
struct AccessRight
{
    const char *word; ///< of docs/rest.md
    quint32 mask;
    const char *label; ///< English; translated by accessRightLabel()
};
[[nodiscard]] const QList<AccessRight> &accessRights();
[[nodiscard]] QString accessRightLabel(const AccessRight &right);

inline constexpr quint32 fullAccess = 0x001F01FF;
inline constexpr quint32 changeAccess = 0x001301BF;
inline constexpr quint32 readAccess = 0x001200A9;
/// "Full control", "Change", "Read", "Nothing", or "Special" for anything else.
[[nodiscard]] QString accessText(quint32 mask);

} // namespace smc::models
