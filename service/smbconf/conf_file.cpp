// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form of the file is that of Samba's lib/util/tini.c, which its loadparm reads.
#include "service/smbconf/conf_file.h"

#include <algorithm>
#include <array>
#include <map>

namespace smc::smbconf {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array handMade{"include"_L1, "copy"_L1, "config file"_L1, "config backend"_L1};

/// As isspace(3) in the C locale.
bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Samba compares the names of parameters so.
QString keyOf(const QString &name)
{
    QString key = name.toLower();
    key.removeIf([](QChar c) { return c.isSpace(); });
    return key;
}

bool same(const QString &a, const QString &b)
{
    return keyOf(a) == keyOf(b);
}

/// Blanks count in the name of a share.
bool sameSection(const QString &a, const QString &b)
{
    return isGlobal(a) ? isGlobal(b) : a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isRegistry(const QString &value)
{
    return value.compare("registry"_L1, Qt::CaseInsensitive) == 0;
}

bool isContinued(const QByteArray &content)
{
    return content.endsWith('\\') ||
           (content.size() > 1 && content.at(content.size() - 2) == '\\' && isBlank(content.back()));
}

QByteArray lineOf(const QByteArray &indent, const QStringList &parameter, const QByteArray &end)
{
    return indent + parameter.constFirst().toUtf8() + " = " + parameter.constLast().toUtf8() + end;
}

Error madeByHand(const QString &name)
{
    return Error{.code = ErrorCode::Unsupported,
                 .message = u"\"%1\" takes in another configuration, and is changed by hand."_s.arg(name),
                 .field = QString::fromUtf8(attributeName(name))};
}

} // namespace

ConfFile::ConfFile(QByteArray text, const Parameters &parameters)
    : m_parameters(&parameters)
    , m_text(std::move(text))
    , m_section(u"global"_s)
{
    const qsizetype size = m_text.size();
    int number = 1;
    for (qsizetype at = 0; at < size;) {
        Place place{.begin = at};
        const int first = number;
        while (at < size && m_text.at(at) != '\n' && isBlank(m_text.at(at)))
            ++at;
        const bool comment = at < size && (m_text.at(at) == '#' || m_text.at(at) == ';');
        QByteArray content;
        qsizetype equals = -1;
        for (; at < size; ++at) {
            const char c = m_text.at(at);
            if (c == '\n') {
                ++number;
                if (comment || !isContinued(content))
                    break;
                content.chop(content.endsWith('\\') ? 1 : 2);
                continue;
            }
            if (!content.isEmpty() && isBlank(content.back()) && isBlank(c))
                continue;
            if (c == '=' && equals < 0)
                equals = at;
            content.append(c);
        }
        place.end = at;
        place.next = std::min(at + 1, size);
        at = place.next;
        if (place.end > place.begin && m_text.at(place.end - 1) == '\r')
            --place.end;
        place.value = equals < 0 ? place.end : equals + 1;
        while (place.value < place.end && (m_text.at(place.value) == ' ' || m_text.at(place.value) == '\t'))
            ++place.value;
        if (!comment)
            take(content, place, first);
    }
}

/// A line without comments and ends, of which blanks are single.
void ConfFile::take(QByteArray content, Place place, int number)
{
    if (const qsizetype end = content.indexOf('\0'); end >= 0)
        content.truncate(end);
    if (content.startsWith('[')) {
        if (const qsizetype end = content.indexOf(']'); end > 0) {
            const QString written = QString::fromUtf8(content.mid(1, end - 1));
            m_section = isGlobal(written) ? u"global"_s : written;
            m_heads.append({m_section, place});
        }
        return;
    }
    const qsizetype equals = content.indexOf('=');
    const QString written = QString::fromUtf8(content.left(std::max<qsizetype>(equals, 0))).trimmed();
    if (written.isEmpty())
        return; // Samba passes it over, or refuses the whole file, which testparm tells
    // A hyphen is a blank to find(), and none to Samba.
    const Parameter *known = written.contains(u'-') ? nullptr : m_parameters->find(written);
    const QString name = known ? known->name : written;
    const QString value = QString::fromUtf8(content.mid(equals + 1)).trimmed();
    const auto [real, meant] =
        known ? m_parameters->straight(name, value) : std::pair(name, std::optional(value));
    place.inverted = real != name;
    m_lines.append({.section = m_section, .name = real, .value = meant.value_or(value), .number = number});
    m_places.append(place);
}

bool ConfFile::has(const QString &section) const
{
    return std::any_of(m_heads.begin(), m_heads.end(),
                       [&section](const auto &head) { return sameSection(head.first, section); }) ||
           std::any_of(m_lines.begin(), m_lines.end(),
                       [&section](const Line &line) { return sameSection(line.section, section); });
}

Section ConfFile::section(const QString &name) const
{
    Section parameters;
    for (const Line &line : m_lines) {
        if (!sameSection(line.section, name) || line.name == "include"_L1)
            continue;
        parameters.removeIf([&line](const QStringList &one) { return same(one.constFirst(), line.name); });
        parameters.append(QStringList{line.name, line.value});
    }
    return parameters;
}

/// What is too much for whoever changes lines.
Result<void> ConfFile::mayChange(const QString &section, const Section &set, const QStringList &remove) const
{
    QStringList names = remove;
    for (const QStringList &parameter : set)
        names << parameter.constFirst();
    for (const QString &name : std::as_const(names)) {
        if (std::find(handMade.begin(), handMade.end(), name.toLower()) != handMade.end())
            return madeByHand(name);
    }
    for (const Line &line : m_lines) {
        if (isGlobal(line.section) && line.name == "config file"_L1 && !line.value.isEmpty()) {
            return Error{.code = ErrorCode::Unsupported,
                         .message =
                             u"Line %1 of smb.conf has Samba read another file instead."_s.arg(line.number),
                         .hint = line.value};
        }
    }
    // Where a share begins again Samba forgets what it has read of its modules' options.
    const auto heads = std::count_if(m_heads.begin(), m_heads.end(), [&section](const auto &head) {
        return sameSection(head.first, section);
    });
    const auto option =
        std::find_if(names.begin(), names.end(), [](const QString &name) { return name.contains(u':'); });
    if (heads > 1 && option != names.end() && !isGlobal(section)) {
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"[%1] stands in smb.conf several times, so \"%2\" is changed by hand."_s.arg(
                         section, *option),
                     .field = QString::fromUtf8(attributeName(*option))};
    }
    return {};
}

Result<QByteArray> ConfFile::changed(const QString &section, const Section &set,
                                     const QStringList &remove) const
{
    if (!has(section) && !isGlobal(section)) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"There is no section [%1] in smb.conf."_s.arg(section)};
    }
    if (auto fine = mayChange(section, set, remove); !fine)
        return fine.error();
    // What is put in the place of the bytes from .. to, by from.
    std::map<qsizetype, std::pair<qsizetype, QByteArray>> edits;
    qsizetype behind = -1; // the section's last line, or its head
    Place last;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Place &place = m_places.at(i);
        if (!sameSection(m_lines.at(i).section, section))
            continue;
        if (place.next > behind) {
            behind = place.next;
            last = place;
        }
        const auto isThis = [&](const QString &name) { return same(name, m_lines.at(i).name); };
        if (std::any_of(remove.begin(), remove.end(), isThis))
            edits[place.begin] = {place.next, QByteArray()};
    }
    QByteArray indent = "\t";
    if (behind >= 0) {
        qsizetype end = last.begin;
        while (m_text.at(end) == ' ' || m_text.at(end) == '\t')
            ++end;
        indent = m_text.mid(last.begin, end - last.begin);
    }
    for (const auto &[name, place] : m_heads) {
        if (sameSection(name, section) && place.next > behind)
            behind = place.next;
    }
    const QByteArray lineEnd = m_text.contains("\r\n") ? "\r\n" : "\n";
    QByteArray more;
    for (const QStringList &parameter : set) {
        qsizetype found = -1;
        for (qsizetype i = 0; i < m_lines.size(); ++i) {
            if (sameSection(m_lines.at(i).section, section) &&
                same(m_lines.at(i).name, parameter.constFirst()))
                found = i;
        }
        if (found < 0 || edits.contains(m_places.at(found).begin)) {
            more += lineOf(indent, parameter, lineEnd);
            continue;
        }
        const Place &place = m_places.at(found);
        const QByteArray gap = m_text.at(place.value - 1) == '=' ? " " : "";
        // "writeable = yes" stays spelled so.
        const QString value = place.inverted ? opposite(parameter.constLast()) : parameter.constLast();
        edits[place.value] = {place.end, gap + value.toUtf8()};
    }
    if (!more.isEmpty() && behind < 0) {
        more = "[global]" + lineEnd + more + lineEnd;
        behind = 0;
    } else if (!more.isEmpty() && behind == m_text.size() && !m_text.endsWith('\n')) {
        more.prepend(lineEnd);
    }
    QByteArray result;
    qsizetype from = 0;
    bool added = more.isEmpty();
    for (const auto &[at, edit] : edits) {
        if (!added && behind <= at) {
            result += m_text.mid(from, behind - from) + more;
            from = behind;
            added = true;
        }
        result += m_text.mid(from, at - from) + edit.second;
        from = edit.first;
    }
    if (!added) {
        result += m_text.mid(from, behind - from) + more;
        from = behind;
    }
    result += m_text.mid(from);
    // Read again: a value may be such that Samba would take it for another one.
    if (auto fine = ConfFile(result, *m_parameters).verify(section, set, remove, *this); !fine)
        return fine.error();
    return result;
}

Result<void> ConfFile::verify(const QString &section, const Section &set, const QStringList &remove,
                              const ConfFile &before) const
{
    const auto isNamed = [&](const QString &name) {
        const auto isThis = [&name](const QString &other) { return same(other, name); };
        return std::any_of(remove.begin(), remove.end(), isThis) ||
               std::any_of(set.begin(), set.end(),
                           [&](const QStringList &one) { return isThis(one.constFirst()); });
    };
    const auto untouched = [&](const QList<Line> &lines) {
        QList<QStringList> rest;
        for (const Line &line : lines) {
            if (!sameSection(line.section, section) || !isNamed(line.name))
                rest.append({line.section, line.name, line.value});
        }
        return rest;
    };
    const Section now = this->section(section);
    for (const QStringList &wanted : set) {
        const bool there = std::any_of(now.begin(), now.end(), [&wanted](const QStringList &one) {
            return same(one.constFirst(), wanted.constFirst()) && one.constLast() == wanted.constLast();
        });
        if (!there) {
            return Error{.code = ErrorCode::Invalid,
                         .message = u"smb.conf cannot hold this value of \"%1\"."_s.arg(wanted.constFirst()),
                         .hint = u"A value there ends in no backslash, and has single blanks only."_s,
                         .field = QString::fromUtf8(attributeName(wanted.constFirst()))};
        }
    }
    for (const QString &name : remove) {
        const auto isSet = [&name](const QStringList &one) { return same(one.constFirst(), name); };
        if (std::none_of(set.begin(), set.end(), isSet) && std::any_of(now.begin(), now.end(), isSet))
            return Error{.message = u"\"%1\" would stay in smb.conf."_s.arg(name),
                         .field = QString::fromUtf8(attributeName(name))};
    }
    if (untouched(m_lines) != untouched(before.m_lines)) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"This change would change other lines of smb.conf as well."_s,
                     .hint = u"Look at the lines beside it: one may end in a backslash."_s};
    }
    return {};
}

bool readsRegistryOnly(const ConfFile &file)
{
    QString backend;
    for (const ConfFile::Line &line : file.lines()) {
        if (isGlobal(line.section) && line.name == "config backend"_L1)
            backend = line.value;
    }
    return isRegistry(backend);
}

bool readsRegistry(const ConfFile &file)
{
    return readsRegistryOnly(file) ||
           std::any_of(file.lines().begin(), file.lines().end(), [](const ConfFile::Line &line) {
               return isGlobal(line.section) && line.name == "include"_L1 && isRegistry(line.value);
           });
}

QList<Setting> settings(const ConfFile &file, const QString &section, const Section &registry)
{
    std::map<QString, Setting> found; // by key
    const auto readRegistry = [&] {
        for (const QStringList &parameter : registry) {
            Setting &setting = found[keyOf(parameter.constFirst())];
            setting.name = parameter.constFirst();
            setting.registry = parameter.constLast();
            setting.counts = Setting::Place::Registry;
        }
    };
    const bool global = isGlobal(section);
    const bool only = readsRegistryOnly(file);
    for (const ConfFile::Line &line : file.lines()) {
        if (!sameSection(line.section, section))
            continue;
        if (line.name == "include"_L1) {
            if (global && isRegistry(line.value))
                readRegistry();
            continue;
        }
        Setting &setting = found[keyOf(line.name)];
        setting.name = line.name;
        setting.file = line.value;
        setting.line = line.number;
        setting.counts = Setting::Place::File;
    }
    if (only || (!global && readsRegistry(file)))
        readRegistry();
    // What a module is told in the file goes where the registry has the share, too.
    const bool dropsOptions = !global && !registry.isEmpty() && readsRegistry(file);
    QList<Setting> settings;
    for (const auto &[key, setting] : found) {
        if (setting.registry || !(only || (dropsOptions && setting.name.contains(u':'))))
            settings.append(setting);
    }
    std::sort(settings.begin(), settings.end(),
              [](const Setting &a, const Setting &b) { return a.name < b.name; });
    return settings;
}

} // namespace smc::smbconf
