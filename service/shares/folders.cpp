// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/shares/folders.h"

#include "service/rpc/paths.h"
#include "service/rpc/protocol/folder_calls.h"

#include <QDateTime>

#include <array>

namespace smc::shares {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint32 mostEntries = 100'000;

QByteArray timeText(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate).toLatin1();
}

wire::Record toRecord(const rpc::FolderEntry &entry)
{
    constexpr std::array names{std::pair{0x01U, "read-only"}, std::pair{0x02U, "hidden"},
                               std::pair{0x04U, "system"}, std::pair{0x20U, "archive"}};
    wire::Record record;
    record.set("name", entry.name.toUtf8());
    record.set("kind", entry.folder ? "folder" : "file");
    if (!entry.folder)
        record.set("size", QByteArray::number(entry.size));
    record.set("created", timeText(entry.created));
    record.set("modified", timeText(entry.modified));
    record.set("accessed", timeText(entry.accessed));
    QByteArrayList attributes;
    for (const auto &[bit, name] : names) {
        if (entry.attributes & bit)
            attributes << name;
    }
    if (!attributes.isEmpty())
        record.set("attributes", attributes);
    return record;
}

} // namespace

Result<wire::RecordList> contents(rpc::Driver &driver, const rpc::Target &target, const QString &share,
                                  const QString &path)
{
    auto found = driver.call(target, rpc::FolderList{.share = share, .path = path, .most = mostEntries});
    if (!found)
        return found.error();
    wire::RecordList list;
    for (const rpc::FolderEntry &entry : std::as_const(found->entries))
        list.items.append(toRecord(entry));
    if (found->more) {
        list.problems.append({.code = ErrorCode::TooLarge,
                              .message = u"Only %1 of the entries are shown."_s.arg(mostEntries),
                              .place = path});
    }
    return list;
}

std::optional<InShare> shareWith(const QList<rpc::ShareInfo> &shares, const QString &path)
{
    std::optional<InShare> best;
    qsizetype longest = 0;
    for (const rpc::ShareInfo &share : shares) {
        QString root = rpc::unixPath(share.path);
        while (root.endsWith(u'/'))
            root.chop(1);
        const bool folder = (share.type & 3) == 0 && !root.isEmpty();
        if (!folder || root.size() <= longest || (path != root && !path.startsWith(root + u'/')))
            continue;
        longest = root.size();
        best = InShare{.share = share.name, .path = path == root ? u"/"_s : path.mid(root.size())};
    }
    return best;
}

Result<void> checkFolder(rpc::Driver &driver, const rpc::Target &target, const InShare &where)
{
    auto found = driver.call(target, rpc::FolderStat{.share = where.share, .path = where.path});
    if (!found && found.error().code == ErrorCode::Denied)
        return {};
    if (!found)
        return found.error();
    if (!found->folder) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"%1%2 on %3 is a file."_s.arg(where.share, where.path, target.host)};
    }
    return {};
}

} // namespace smc::shares
