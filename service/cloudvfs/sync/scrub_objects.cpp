// SPDX-License-Identifier: GPL-3.0-or-later
//
// The store's side of a check in the mode link: one object for each file.

#include "service/cloudvfs/sync/scrubber.h"

#include <QCryptographicHash>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QHash<QByteArray, ObjectInfo>> listAll(Store &store, const std::stop_token &stop)
{
    QHash<QByteArray, ObjectInfo> objects;
    QByteArray after;
    for (bool more = true; more && !stop.stop_requested();) {
        const auto listing = store.list({}, after);
        if (!listing)
            return listing.error();
        for (const ListedObject &object : listing->objects) {
            objects.insert(object.key, object.info);
            after = object.key;
        }
        more = listing->more && !listing->objects.isEmpty();
    }
    return objects;
}

class Objects
{
public:
    Objects(const ScrubContext &context, ScrubReport &report)
        : m_context(context)
        , m_report(report)
    {}

    Result<void> check(const KnownFile &file, const ObjectInfo *listed)
    {
        ++m_report.objects;
        if (!listed || listed->etag != file.etag || listed->size != file.copied.size) {
            const auto info = m_context.store.head(file.key);
            if (!info && info.error().code != ErrorCode::NotFound)
                return info.error();
            if (!info)
                return missing(file);
            if (info->etag != file.etag || info->size != file.copied.size) {
                // Somebody else's, or our own of this moment: who looks at the bucket sees to it.
                m_context.looked();
                return {};
            }
        }
        return isSampled(m_report, file.key) ? compareContent(file) : Result<void>();
    }

private:
    [[nodiscard]] Result<bool> isStill(const KnownFile &file) const
    {
        const auto known = m_context.journal.call([&](Index &index) { return index.byId(file.id); });
        if (!known)
            return known.error();
        const std::optional<FileRow> &row = *known;
        return row && row->generation == file.generation && row->key == file.key && row->etag == file.etag &&
               row->state == file.state;
    }

    Result<void> missing(const KnownFile &file)
    {
        if (m_context.follows) { // a removal in the bucket, which is followed here
            m_context.looked();
            return {};
        }
        return damaged(file, u"Its object is not in the store any more."_s);
    }

    Result<void> damaged(const KnownFile &file, const QString &why)
    {
        const auto still = isStill(file);
        if (!still || !*still)
            return still ? Result<void>() : still.error();
        ScrubFault fault{.what = ScrubFault::What::Object, .path = file.path, .why = why};
        if (file.state == FileState::Clean) {
            fault.outcome = ScrubFault::Outcome::Repairable;
            if (m_report.repair) {
                const auto again = m_context.journal.call(
                    [&](Index &index) { return index.copyOne(file.id, file.generation, true); });
                if (!again)
                    return again.error();
                fault.outcome = ScrubFault::Outcome::Repaired;
                m_context.news();
            }
        }
        m_report.add(fault);
        return {};
    }

    Result<void> compareContent(const KnownFile &file)
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        auto got = m_context.store.get(file.key, file.etag, 0, file.copied.size,
                                       [&](const char *bytes, qint64 size, qint64) {
                                           hash.addData(QByteArrayView(bytes, size));
                                           m_report.bytes += size;
                                           return true;
                                       });
        ++m_report.read;
        m_context.told(m_report);
        if (!got && (got.error().code == ErrorCode::NotFound || got.error().code == ErrorCode::Stale))
            return {}; // replaced just now
        if (!got)
            return got;
        if (file.state != FileState::Clean)
            return {};
        const auto local =
            m_context.share.tree.find({.device = file.device, .inode = file.inode, .path = file.path}, false);
        if (!local)
            return {};
        const auto before = local->first.stamp();
        const auto digest = local->first.digest();
        const auto after = local->first.stamp();
        if (!before || !digest || !after || *before != file.copied || *after != file.copied ||
            digest->sha256 == hash.result())
            return {};
        if (m_report.repair) { // the copier would trust the ETag
            auto put = m_context.store.put(
                file.key, *digest,
                [&](char *buffer, qint64 size, qint64 offset) {
                    return local->first.read(buffer, size, offset);
                },
                Condition::unchanged(file.etag));
            if (!put && put.error().code != ErrorCode::Stale)
                return put.error();
        }
        return damaged(file,
                       u"What the store has of it is not what lies here, though neither has changed."_s);
    }

    const ScrubContext &m_context;
    ScrubReport &m_report;
};

} // namespace

Result<void> scrubObjects(const ScrubContext &context, ScrubReport &report, const std::stop_token &stop)
{
    const auto listed = listAll(context.store, stop);
    if (!listed)
        return listed.error();
    Objects objects(context, report);
    constexpr int pageSize = 1000;
    for (qint64 after = 0; !stop.stop_requested();) {
        const auto files = context.journal.call(
            [&](Index &index) { return index.scans().page(context.share.name, after, pageSize); });
        if (!files)
            return files.error();
        for (const KnownFile &file : *files) {
            after = file.id;
            if (stop.stop_requested())
                break;
            if ((file.state != FileState::Clean && file.state != FileState::Stub) || file.key.isEmpty())
                continue;
            const auto object = listed->constFind(file.key);
            if (auto checked = objects.check(file, object == listed->cend() ? nullptr : &*object); !checked)
                return checked;
        }
        context.told(report);
        if (files->size() < pageSize)
            break;
    }
    return {};
}

} // namespace smc::cloudvfs
