// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/shares/access_words.h"

#include <algorithm>
#include <array>

namespace smc::shares {

using namespace Qt::Literals::StringLiterals;
using rpc::AccessEntry;

namespace {

struct Word
{
    QStringView word;
    quint32 mask;
};
constexpr std::array accessWords{Word{u"full", 0x001F01FF}, Word{u"change", 0x001301BF},
                                 Word{u"read", 0x001200A9}};
constexpr std::array rights{
    Word{u"read", 0x1},
    Word{u"write", 0x2},
    Word{u"append", 0x4},
    Word{u"read-extended", 0x8},
    Word{u"write-extended", 0x10},
    Word{u"execute", 0x20},
    Word{u"delete-child", 0x40},
    Word{u"read-attributes", 0x80},
    Word{u"write-attributes", 0x100},
    Word{u"delete", 0x10000},
    Word{u"read-permissions", 0x20000},
    Word{u"change-permissions", 0x40000},
    Word{u"take-ownership", 0x80000},
    Word{u"synchronize", 0x100000},
};
constexpr quint32 allRights = 0x001F01FF;
constexpr quint32 writing = 0x000D0156;      // data, attributes, children, deletion, permissions, ownership
constexpr quint32 ownersRights = 0x00060000; // reads and changes the list, whatever it says
constexpr auto ownerRightsSid = "S-1-3-4"_L1;

template<typename Words>
QString choices(const Words &words)
{
    QStringList all;
    for (const Word &one : words)
        all << one.word.toString();
    return all.join(u", "_s);
}

template<typename Words>
Result<quint32> maskOf(const Words &words, const QString &word, const QString &field)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [&word](const Word &one) { return one.word == word; });
    if (found != words.end())
        return found->mask;
    return Error{.code = ErrorCode::Invalid,
                 .message = u"There is no %1 \"%2\"."_s.arg(field, word),
                 .hint = u"There are: %1."_s.arg(choices(words)),
                 .field = field};
}

bool speaksOf(const AccessEntry &entry, const rpc::SecurityDescriptor &descriptor, const QStringList &sids)
{
    if (entry.flags & AccessEntry::InheritOnly)
        return false;
    return sids.contains(entry.sid) || (entry.sid == ownerRightsSid && sids.contains(descriptor.owner));
}

} // namespace

QString accessWord(quint32 mask)
{
    if (mask == 0)
        return u"none"_s;
    for (const Word &one : accessWords) {
        if (one.mask == mask)
            return one.word.toString();
    }
    return u"special"_s;
}

QStringList rightWords(quint32 mask)
{
    QStringList words;
    for (const Word &one : rights) {
        if (mask & one.mask)
            words << one.word.toString();
    }
    return words;
}

Result<quint32> accessMask(const QString &word)
{
    return maskOf(accessWords, word, u"access"_s);
}

Result<quint32> rightsMask(const QStringList &words)
{
    quint32 mask = 0;
    for (const QString &word : words) {
        auto one = maskOf(rights, word, u"rights"_s);
        if (!one)
            return one;
        mask |= *one;
    }
    return mask;
}

QStringList appliesTo(quint8 flags)
{
    QStringList words;
    if (!(flags & AccessEntry::InheritOnly))
        words << u"folder"_s;
    if (flags & AccessEntry::FoldersInherit)
        words << u"subfolders"_s;
    if (flags & AccessEntry::FilesInherit)
        words << u"files"_s;
    return words;
}

Result<quint8> inheritFlags(const QStringList &words)
{
    quint8 flags = AccessEntry::InheritOnly;
    bool known = !words.isEmpty();
    for (const QString &word : words) {
        if (word == u"folder")
            flags &= static_cast<quint8>(~AccessEntry::InheritOnly);
        else if (word == u"subfolders")
            flags |= AccessEntry::FoldersInherit;
        else if (word == u"files")
            flags |= AccessEntry::FilesInherit;
        else
            known = false;
    }
    if (known)
        return flags;
    return Error{.code = ErrorCode::Invalid,
                 .message = u"An entry applies to some of folder, subfolders, files."_s,
                 .field = u"appliesTo"_s};
}

QList<AccessEntry> inOrder(QList<AccessEntry> entries)
{
    std::stable_sort(entries.begin(), entries.end(), [](const AccessEntry &a, const AccessEntry &b) {
        const bool aInherited = a.flags & AccessEntry::Inherited;
        const bool bInherited = b.flags & AccessEntry::Inherited;
        if (aInherited || bInherited) // those of the nearest folder come first: their order is right
            return !aInherited && bInherited;
        return a.deny && !b.deny;
    });
    return entries;
}

quint32 effectiveMask(const rpc::SecurityDescriptor &descriptor, const QStringList &sids)
{
    if (!descriptor.entries)
        return allRights;
    quint32 granted = 0;
    quint32 denied = 0;
    bool ownerLimited = false;
    for (const AccessEntry &entry : *descriptor.entries) {
        if (!speaksOf(entry, descriptor, sids))
            continue;
        ownerLimited = ownerLimited || entry.sid == ownerRightsSid;
        if (entry.deny)
            denied |= entry.mask & ~granted;
        else
            granted |= entry.mask & ~denied;
    }
    if (!ownerLimited && sids.contains(descriptor.owner))
        granted |= ownersRights;
    return granted & allRights;
}

QList<qsizetype> entriesFor(const rpc::SecurityDescriptor &descriptor, const QStringList &sids)
{
    QList<qsizetype> places;
    const QList<AccessEntry> entries = descriptor.entries.value_or(QList<AccessEntry>());
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (speaksOf(entries.at(i), descriptor, sids))
            places.append(i);
    }
    return places;
}

quint32 withoutWriting(quint32 mask)
{
    return mask & ~writing;
}

} // namespace smc::shares
