// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace smc::smbconf {

/// One parameter of smb.conf(5), as the manual of the installed Samba tells of it.
struct Parameter
{
    QString name;       ///< "create mask"
    bool share = false; ///< may stand in a share's section; all others in [global] only
    QString type; ///< boolean, boolean-rev, integer, octal, enum, string, ustring, list, cmdlist, bytes, char
    QString standard;    ///< the default, as the manual writes it
    QStringList choices; ///< of an enum, where Samba's source lists them
    QStringList synonyms;
    QString inverts; ///< of a boolean-rev: the parameter that this is the other way round
    QString help;    ///< paragraphs of plain text, in English
    bool deprecated = false;
};

enum class Scope { Global, Share };

/// All parameters that the installed Samba knows. Immutable; safe from any thread.
///
/// Samba's registry takes any name and any value without a word, and smbd ignores what it does not know: so
/// everything is checked against this table before it is written.
class Parameters
{
public:
    /// Those of the Samba that this was built with; empty in a build without RPC.
    [[nodiscard]] static const Parameters &installed();
    /// From the JSON that smb_parameters.py writes.
    explicit Parameters(const QByteArray &json);

    /// By name or synonym, as Samba compares: without case and spaces; a hyphen is a space here, too, since
    /// names of record attributes have none ("create-mask"). Null for an unknown one.
    [[nodiscard]] const Parameter *find(const QString &name) const;
    /// "writeable", which says "read only" the other way round, as "read only"; everything else, also a value
    /// that is neither yes nor no, as it is.
    [[nodiscard]] std::pair<QString, std::optional<QString>>
    straight(const QString &name, const std::optional<QString> &value) const;
    [[nodiscard]] const QList<Parameter> &all() const { return m_all; }

    /// The parameter's own spelling, when it may have this value in such a section. A parametric option
    /// ("vfs_module:option") is taken as it is. Errors: Invalid, on the name; an unknown one with the nearest
    /// that there is.
    [[nodiscard]] Result<QString> check(const QString &name, const QString &value, Scope scope) const;

    /// Whether two values of a parameter mean the same: "yes" and "True".
    [[nodiscard]] bool areSame(const QString &name, const QString &a, const QString &b) const;

private:
    [[nodiscard]] QString nearest(const QString &name) const;

    QList<Parameter> m_all;
    QHash<QString, qsizetype> m_index; ///< normalised name or synonym
};

/// What a boolean is that says the other way round what another one says: "no" for "True".
[[nodiscard]] QString opposite(const QString &value);

/// "create mask" as an attribute of a record: "create-mask".
[[nodiscard]] QByteArray attributeName(const QString &parameter);

} // namespace smc::smbconf
