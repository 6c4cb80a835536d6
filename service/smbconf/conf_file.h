// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/smbconf/section.h"

namespace smc::smbconf {

/// The text of a smb.conf(5), read as Samba reads it, and changed line by line: whatever is no line of a
/// parameter that changes keeps its bytes: comments, order, blanks, lines that nobody understands.
///
/// A line ends in "\" where the next one goes on with it, begins with "#" or ";" where it is a comment, and
/// of several blanks one counts. Names of sections have no case, those of parameters and [global] no blanks
/// either; what stands before the first section belongs to [global]. "writeable" is "read only" the other way
/// round, and shown as that. What other files say that it includes is not known here. Immutable.
class ConfFile
{
public:
    /// `parameters` must outlive it.
    ConfFile(QByteArray text, const Parameters &parameters);

    /// One line that says something, in the order of the file.
    struct Line
    {
        QString section; ///< "global", or as it is written
        QString name;    ///< Samba's own spelling where it knows the parameter, else as it is written
        QString value;
        int number = 0; ///< from 1
    };
    [[nodiscard]] const QList<Line> &lines() const { return m_lines; }
    [[nodiscard]] const QByteArray &text() const { return m_text; }

    [[nodiscard]] bool has(const QString &section) const;
    /// What a section says, each parameter once: of several lines the last counts. Without what it includes.
    [[nodiscard]] Section section(const QString &name) const;

    /// The text with these parameters of a section set and those away: the last line of each is written anew
    /// or, where there is none, one more is put behind the section's last. [global] is made where it is
    /// missing. Errors: NotFound (no such section); Invalid (a value that would be read as another one);
    /// Unsupported (what includes other files is changed by hand).
    [[nodiscard]] Result<QByteArray> changed(const QString &section, const Section &set,
                                             const QStringList &remove) const;

private:
    /// The bytes of a line of `m_lines`, or of a section's head.
    struct Place
    {
        qsizetype begin = 0;
        qsizetype value = 0;   ///< behind the "=" and blanks
        qsizetype end = 0;     ///< of the value, before the line's end
        qsizetype next = 0;    ///< behind the line's end
        bool inverted = false; ///< the line says the opposite: "writeable"
    };
    [[nodiscard]] Result<void> mayChange(const QString &section, const Section &set,
                                         const QStringList &remove) const;
    void take(QByteArray content, Place place, int number);
    [[nodiscard]] Result<void> verify(const QString &section, const Section &set, const QStringList &remove,
                                      const ConfFile &before) const;

    const Parameters *m_parameters;
    QByteArray m_text;
    QString m_section; ///< while it is read
    QList<Line> m_lines;
    QList<Place> m_places; ///< of each line
    QList<std::pair<QString, Place>> m_heads;
};

/// A parameter of a section, as smb.conf and the registry say it.
struct Setting
{
    enum class Place { File, Registry };
    QString name;
    std::optional<QString> file;
    std::optional<QString> registry;
    int line = 0; ///< of the file; 0: it does not stand there
    Place counts = Place::File;

    [[nodiscard]] QString value() const
    {
        return (counts == Place::File ? file : registry).value_or(QString());
    }
};

/// Whether the registry is read: by "include = registry", or instead of the file.
[[nodiscard]] bool readsRegistry(const ConfFile &file);
/// Instead of the file: by "config backend = registry".
[[nodiscard]] bool readsRegistryOnly(const ConfFile &file);

/// Every parameter of a section that is set anywhere, by name, and which place counts: Samba reads the file
/// from top to bottom, the registry's [global] at "include = registry", its shares behind the file's, and the
/// last one wins. What stands only where nobody reads it is left out, and so are modules' options in the
/// file of a share that is in the registry as well, which Samba drops. `registry`: the section there; empty:
/// there is none.
[[nodiscard]] QList<Setting> settings(const ConfFile &file, const QString &section, const Section &registry);

} // namespace smc::smbconf
