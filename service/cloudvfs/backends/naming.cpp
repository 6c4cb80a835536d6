// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/naming.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestName = 240; ///< of 255, with room for a mark
constexpr qsizetype treePage = 1000;

const QByteArray emptyPart = "%_"_ba;
const QByteArray goesOn = "%+"_ba;

QByteArray percent(char byte)
{
    return '%' + QByteArray(1, byte).toHex().toUpper();
}

/// Names that Windows takes for devices, with any ending.
bool isDevice(const QByteArray &part)
{
    static const QByteArrayList devices{"con", "prn", "aux", "nul"};
    const QByteArray stem = part.left(part.indexOf('.')).toLower();
    return devices.contains(stem) ||
           (stem.size() == 4 && (stem.startsWith("com") || stem.startsWith("lpt")) && stem[3] > '0');
}

QByteArray encodedPart(const QByteArray &part, bool plain)
{
    if (part.isEmpty())
        return emptyPart;
    QByteArray name;
    const bool dots = part == "." || part == "..";
    for (qsizetype i = 0; i < part.size(); ++i) {
        const char byte = part[i];
        const auto code = static_cast<unsigned char>(byte);
        const bool last = i == part.size() - 1;
        const bool odd = code < 0x20 || code == 0x7f || byte == '%' || dots;
        const bool oddThere = code >= 0x80 || (byte >= 'A' && byte <= 'Z') ||
                              QByteArrayView("\\:*?\"<>|").contains(byte) ||
                              (last && (byte == '.' || byte == ' ')) || (i == 0 && isDevice(part));
        name += odd || (plain && oddThere) ? percent(byte) : QByteArray(1, byte);
    }
    return name;
}

/// Where a name that is too long is cut: neither inside of an escape nor of a sign of UTF-8.
qsizetype cutOf(const QByteArray &name)
{
    constexpr qsizetype cut = longestName;
    for (qsizetype back = 1; back <= 2; ++back) {
        if (name[cut - back] == '%')
            return cut - back;
    }
    constexpr qsizetype longestSign = 4;
    for (qsizetype back = 0; back < longestSign; ++back) {
        const auto byte = static_cast<unsigned char>(name[cut - back]);
        if ((byte & 0xc0) != 0x80) // where a sign begins
            return byte >= 0xc0 ? cut - back : cut;
    }
    return cut; // that is no UTF-8
}

/// The bytes of a name; nothing when it is none of ours.
std::optional<QByteArray> decodedName(const QByteArray &name)
{
    if (name == emptyPart)
        return QByteArray();
    QByteArray part;
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (name[i] != '%') {
            part += name[i];
            continue;
        }
        const QByteArray code = name.mid(i + 1, 2);
        const QByteArray byte = QByteArray::fromHex(code);
        if (code.size() != 2 || byte.size() != 1 || byte.toHex().toUpper() != code)
            return {};
        part += byte;
        i += 2;
    }
    return part;
}

/// What keys begin with that lie in a folder of this name.
std::optional<QByteArray> keysStart(const QByteArray &folder)
{
    if (folder.endsWith(goesOn))
        return decodedName(folder.chopped(goesOn.size()));
    auto part = decodedName(folder);
    if (part)
        *part += '/';
    return part;
}

struct Item
{
    QByteArray key; ///< of a folder: what its keys begin with
    QByteArray path;
    FolderEntry entry;
};

class Walk
{
public:
    Walk(const ReadFolder &read, const Naming &naming, QByteArray prefix, QByteArray after)
        : m_read(read)
        , m_naming(naming)
        , m_prefix(std::move(prefix))
        , m_after(std::move(after))
    {}
    Result<Listing> run()
    {
        auto done = enter({}, {});
        return done ? Result<Listing>(std::move(m_listing)) : done.error();
    }

private:
    /// What is in a folder, and in those that a long name goes on in: their keys stand between its own.
    Result<void> gather(const QByteArray &path, const QByteArray &start, QList<Item> &items)
    {
        auto entries = m_read(path);
        if (!entries)
            return entries.error();
        for (FolderEntry &entry : *entries) {
            const QByteArray there = path.isEmpty() ? entry.name : path + '/' + entry.name;
            if (entry.folder) {
                const auto part = keysStart(entry.name);
                if (!part || there == ownFolder)
                    continue;
                if (entry.name.endsWith(goesOn)) {
                    if (auto more = gather(there, start + *part, items); !more)
                        return more;
                } else {
                    items.append({start + *part, there, entry});
                }
            } else if (const auto key = m_naming.keyOf(there)) {
                items.append({*key, there, entry});
            }
        }
        return {};
    }
    [[nodiscard]] bool mayHold(const QByteArray &start) const
    {
        return (start.startsWith(m_prefix) || m_prefix.startsWith(start)) &&
               (start > m_after || m_after.startsWith(start));
    }
    Result<void> enter(const QByteArray &path, const QByteArray &start)
    {
        QList<Item> items;
        if (auto gathered = gather(path, start, items); !gathered)
            return gathered;
        std::sort(items.begin(), items.end(), [](const Item &a, const Item &b) {
            return a.key != b.key ? a.key < b.key : a.path < b.path;
        });
        const QByteArray *before = nullptr;
        for (const Item &item : std::as_const(items)) {
            if (m_listing.more)
                break;
            if (item.entry.folder) {
                if (mayHold(item.key)) {
                    if (auto entered = enter(item.path, item.key); !entered)
                        return entered;
                }
                continue;
            }
            const bool twice = before && *before == item.key; // one beside a folder that went away
            before = &item.key;
            if (twice || item.key <= m_after || !item.key.startsWith(m_prefix))
                continue;
            if (m_listing.objects.size() == treePage)
                m_listing.more = true;
            else
                m_listing.objects.append({item.key, item.entry.info, item.entry.modified});
        }
        return {};
    }

    const ReadFolder &m_read;
    const Naming &m_naming;
    const QByteArray m_prefix;
    const QByteArray m_after;
    Listing m_listing;
};

} // namespace

QByteArray Naming::pathOf(const QByteArray &key) const
{
    QByteArrayList names;
    for (const QByteArray &part : key.split('/')) {
        QByteArray name = encodedPart(part, plain);
        while (name.size() > longestName) {
            const qsizetype cut = cutOf(name);
            names << name.left(cut) + goesOn;
            name.remove(0, cut);
        }
        names << name;
    }
    return names.join('/');
}

std::optional<QByteArray> Naming::keyOf(const QByteArray &path) const
{
    const QByteArray own = path.endsWith(besideMark) ? path.chopped(besideMark.size()) : path;
    QByteArrayList names = own.split('/');
    const auto last = decodedName(names.takeLast());
    if (!last)
        return {};
    QByteArray key;
    for (const QByteArray &name : std::as_const(names)) {
        const auto start = keysStart(name);
        if (!start)
            return {};
        key += *start;
    }
    key += *last;
    return pathOf(key) == own ? std::optional(key) : std::nullopt;
}

Result<Listing> listTree(const ReadFolder &read, const Naming &naming, const QByteArray &prefix,
                         const QByteArray &after)
{
    return Walk(read, naming, prefix, after).run();
}

} // namespace smc::cloudvfs
