// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/protocol/security_descriptor.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostEntries = 1000; // as many SIDs as a server looks up at once ([MS-LSAT] 2.2.15)

struct ShortSid
{
    QStringView name;
    QStringView sid;
};
constexpr std::array shortSids{
    ShortSid{u"WD", u"S-1-1-0"},      ShortSid{u"CO", u"S-1-3-0"},      ShortSid{u"CG", u"S-1-3-1"},
    ShortSid{u"OW", u"S-1-3-4"},      ShortSid{u"NU", u"S-1-5-2"},      ShortSid{u"IU", u"S-1-5-4"},
    ShortSid{u"SU", u"S-1-5-6"},      ShortSid{u"AN", u"S-1-5-7"},      ShortSid{u"ED", u"S-1-5-9"},
    ShortSid{u"PS", u"S-1-5-10"},     ShortSid{u"AU", u"S-1-5-11"},     ShortSid{u"RC", u"S-1-5-12"},
    ShortSid{u"SY", u"S-1-5-18"},     ShortSid{u"LS", u"S-1-5-19"},     ShortSid{u"NS", u"S-1-5-20"},
    ShortSid{u"BA", u"S-1-5-32-544"}, ShortSid{u"BU", u"S-1-5-32-545"}, ShortSid{u"BG", u"S-1-5-32-546"},
    ShortSid{u"PU", u"S-1-5-32-547"}, ShortSid{u"AO", u"S-1-5-32-548"}, ShortSid{u"SO", u"S-1-5-32-549"},
    ShortSid{u"PO", u"S-1-5-32-550"}, ShortSid{u"BO", u"S-1-5-32-551"}, ShortSid{u"RE", u"S-1-5-32-552"},
    ShortSid{u"RU", u"S-1-5-32-554"}, ShortSid{u"RD", u"S-1-5-32-555"}, ShortSid{u"NO", u"S-1-5-32-556"},
};

struct ShortRight
{
    QStringView name;
    quint32 mask;
};
constexpr std::array shortRights{
    ShortRight{u"FA", 0x001F01FF}, ShortRight{u"FR", 0x00120089}, ShortRight{u"FW", 0x00120116},
    ShortRight{u"FX", 0x001200A0}, ShortRight{u"GA", 0x10000000}, ShortRight{u"GX", 0x20000000},
    ShortRight{u"GW", 0x40000000}, ShortRight{u"GR", 0x80000000}, ShortRight{u"SD", 0x00010000},
    ShortRight{u"RC", 0x00020000}, ShortRight{u"WD", 0x00040000}, ShortRight{u"WO", 0x00080000},
    ShortRight{u"CC", 0x00000001}, ShortRight{u"DC", 0x00000002}, ShortRight{u"LC", 0x00000004},
    ShortRight{u"SW", 0x00000008}, ShortRight{u"RP", 0x00000010}, ShortRight{u"WP", 0x00000020},
    ShortRight{u"DT", 0x00000040}, ShortRight{u"LO", 0x00000080}, ShortRight{u"CR", 0x00000100},
};

struct ShortFlag
{
    QStringView name;
    quint8 flag;
};
constexpr std::array shortFlags{
    ShortFlag{u"OI", AccessEntry::FilesInherit}, ShortFlag{u"CI", AccessEntry::FoldersInherit},
    ShortFlag{u"NP", AccessEntry::NoFurther},    ShortFlag{u"IO", AccessEntry::InheritOnly},
    ShortFlag{u"ID", AccessEntry::Inherited},
};

Error wrong(const QString &message)
{
    return Error{.code = ErrorCode::Invalid, .message = message, .field = u"sddl"_s};
}

/// The row of a table whose name it is.
template<typename Rows>
auto named(const Rows &rows, QStringView name)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [name](const auto &r) { return r.name == name; });
    return row == rows.end() ? nullptr : &*row;
}

Result<QString> parseSid(QStringView text)
{
    if (const auto *known = named(shortSids, text))
        return known->sid.toString();
    if (isSid(text))
        return text.toString();
    Error error = wrong(u"\"%1\" is no SID."_s.arg(text));
    if (text.size() == 2)
        error.hint = u"Write the accounts of a domain with their whole SID."_s;
    return error;
}

Result<quint32> parseRights(QStringView text)
{
    bool ok = false;
    if (const quint32 number = text.toUInt(&ok, 0); ok) // "0x…", decimal
        return mapGeneric(number);
    quint32 mask = 0;
    for (qsizetype i = 0; i < text.size(); i += 2) {
        const auto *right = named(shortRights, text.mid(i, 2));
        if (!right)
            return wrong(u"\"%1\" are no rights."_s.arg(text));
        mask |= right->mask;
    }
    return mapGeneric(mask);
}

Result<AccessEntry> parseEntry(QStringView text)
{
    const QList<QStringView> parts = text.split(u';');
    if (parts.size() != 6 || !parts[3].isEmpty() || !parts[4].isEmpty() ||
        (parts[0] != u"A" && parts[0] != u"D"))
        return wrong(u"\"(%1)\" is no allowing or denying entry."_s.arg(text));
    AccessEntry entry{.deny = parts[0] == u"D"};
    for (qsizetype i = 0; i < parts[1].size(); i += 2) {
        const auto *flag = named(shortFlags, parts[1].mid(i, 2));
        if (!flag)
            return wrong(u"\"%1\" says nothing about inheriting."_s.arg(parts[1]));
        entry.flags |= flag->flag;
    }
    auto mask = parseRights(parts[2]);
    if (!mask)
        return mask.error();
    entry.mask = *mask;
    auto sid = parseSid(parts[5]);
    if (!sid)
        return sid.error();
    entry.sid = *std::move(sid);
    return entry;
}

Result<void> parseList(QStringView text, SecurityDescriptor &into)
{
    if (text == u"NO_ACCESS_CONTROL")
        return {};
    const qsizetype begin = text.contains(u'(') ? text.indexOf(u'(') : text.size();
    for (qsizetype i = 0; i < begin;) {
        const QStringView rest = text.mid(i, begin - i);
        const bool one = rest.startsWith(u'P');
        if (!one && !rest.startsWith(u"AI") && !rest.startsWith(u"AR"))
            return wrong(u"\"%1\" says nothing about the list."_s.arg(rest));
        into.blocked = into.blocked || one;
        into.automatic = into.automatic || rest.startsWith(u"AI");
        i += one ? 1 : 2;
    }
    QList<AccessEntry> &entries = into.entries.emplace();
    for (QStringView rest = text.mid(begin); !rest.isEmpty();) {
        const qsizetype end = rest.indexOf(u')');
        if (!rest.startsWith(u'(') || end < 0 || entries.size() == mostEntries)
            return wrong(end < 0 ? u"An entry stands between ( and )."_s
                                 : u"A list has at most %1 entries."_s.arg(mostEntries));
        auto entry = parseEntry(rest.mid(1, end - 1));
        if (!entry)
            return entry.error();
        entries.append(*std::move(entry));
        rest = rest.mid(end + 1);
    }
    return {};
}

} // namespace

bool isSid(QStringView text)
{
    static const QRegularExpression form(u"^S-1-(0x[0-9A-Fa-f]{1,12}|\\d{1,15})(-\\d{1,10}){0,15}$"_s);
    return form.match(text).hasMatch();
}

quint32 mapGeneric(quint32 mask)
{
    constexpr std::array rows{std::pair{0x10000000U, 0x001F01FFU}, std::pair{0x20000000U, 0x001200A0U},
                              std::pair{0x40000000U, 0x00120116U}, std::pair{0x80000000U, 0x00120089U}};
    for (const auto &[generic, files] : rows) {
        if (mask & generic)
            mask = (mask & ~generic) | files;
    }
    return mask;
}

QString toSddl(const SecurityDescriptor &descriptor)
{
    QString text;
    if (!descriptor.owner.isEmpty())
        text += u"O:" + descriptor.owner;
    if (!descriptor.group.isEmpty())
        text += u"G:" + descriptor.group;
    text += u"D:";
    if (!descriptor.entries)
        return text + u"NO_ACCESS_CONTROL";
    if (descriptor.blocked)
        text += u'P';
    if (descriptor.automatic)
        text += u"ARAI"; // a server keeps AI only where AR asks for it ([MS-DTYP] 2.4.6)
    for (const AccessEntry &entry : *descriptor.entries) {
        text += entry.deny ? u"(D;" : u"(A;";
        for (const ShortFlag &flag : shortFlags) {
            if (entry.flags & flag.flag)
                text += flag.name;
        }
        text += u";0x%1;;;%2)"_s.arg(entry.mask, 8, 16, QChar(u'0')).arg(entry.sid);
    }
    return text;
}

Result<SecurityDescriptor> fromSddl(QStringView text)
{
    SecurityDescriptor descriptor;
    bool list = false;
    text = text.trimmed();
    while (!text.isEmpty()) {
        const QChar what = text.front();
        if (text.size() < 2 || text[1] != u':' || (what != u'O' && what != u'G' && what != u'D'))
            return wrong(
                u"A security descriptor is O:owner G:group D:entries, not \"%1\"."_s.arg(text.left(40)));
        text = text.mid(2);
        // A part ends where the next one's letter and colon stand; no SID and no entry has a colon.
        const qsizetype colon = text.indexOf(u':');
        const qsizetype end = colon < 0 ? text.size() : std::max<qsizetype>(colon - 1, 0);
        const QStringView part = text.left(end).trimmed();
        text = text.mid(end);
        if (what == u'D') {
            if (list)
                return wrong(u"There is more than one list."_s);
            list = true;
            if (auto parsed = parseList(part, descriptor); !parsed)
                return parsed.error();
            continue;
        }
        auto sid = parseSid(part);
        if (!sid)
            return sid.error();
        (what == u'O' ? descriptor.owner : descriptor.group) = *std::move(sid);
    }
    if (!list)
        return wrong(u"There is no list of entries (D:)."_s);
    return descriptor;
}

} // namespace smc::rpc
