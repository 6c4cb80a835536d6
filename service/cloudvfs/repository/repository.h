// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/store.h"
#include "service/cloudvfs/formats/chunker.h"
#include "service/cloudvfs/formats/seal.h"
#include "service/cloudvfs/formats/segment.h"

#include <QHash>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace smc::cloudvfs {

struct RepositoryOptions
{
    QByteArray prefix; ///< of all keys: "data/"
    KeyRing keys;      ///< without any nothing is encrypted
    QString host;      ///< who writes, for a person
};

/// A segment as it goes to the store.
struct SealedSegment
{
    Segment segment;
    QByteArray bytes;
};

/// The versions of a share's files in a store (modes backup and tier):
///
///     root                              JSON: format, identifier, epoch, who writes, sealed secrets
///     pack/HH/HEX                       chunks (segment.h); immutable
///     log/SEQUENCE                      segments (segment.h), sealed; immutable, written only where there is
///     none checkpoint/SEQUENCE-TIME-PARTS/PART   all that there is after that segment; numbers in
///     hexadecimal
///
/// Packs are there before the segment that tells of them. There is one writer: it takes the root with an
/// epoch one higher and writes an empty segment, after which a former writer, whose next segment finds its
/// place taken, ends. Before each segment the root is looked at: nothing is
/// written behind one that is gone, or another's.
///
/// Of any thread; append() of one. Errors: those of Store and Sealer; NotFound: there is no repository;
/// Exists: another machine writes to it now; Unsupported: of a later format.
class Repository
{
public:
    Repository(Store &store, RepositoryOptions options);

    /// Reads the root, once. `create`: makes one where there is none.
    [[nodiscard]] Result<void> open(bool create);
    /// Becomes the one that writes, after open(). What others have written before is told to `read` (read()).
    [[nodiscard]] Result<void> take(quint64 after, const std::function<Result<void>(const Segment &)> &read);

    /// Of 32 bytes, what tells this repository from others.
    [[nodiscard]] QByteArray identifier() const { return m_identifier; }
    [[nodiscard]] ChunkRef refOf(QByteArrayView content) const;
    [[nodiscard]] const Chunker &chunker() const { return *m_chunker; }
    [[nodiscard]] const Sealer &sealer() const { return m_sealer; }

    [[nodiscard]] Result<void> putPack(const Pack &pack, const QByteArray &content);
    /// Whether the pack is there, whole.
    [[nodiscard]] Result<void> verifyPack(const Pack &pack);
    /// Whether the root is there, and that of this repository. Errors: NotFound; Exists.
    [[nodiscard]] Result<void> verifyRoot();
    /// The packs that the store has, with their sizes.
    [[nodiscard]] Result<QHash<QByteArray, qint64>> listPacks();
    /// Reads so many bytes of a pack, its size as a rule: identifiers of its chunks that are not in them as
    /// they should be. NotFound is answered by all of them.
    [[nodiscard]] Result<QList<QByteArray>> damagedChunks(const Pack &pack, qint64 size);
    /// Neighbours in a pack by one request, opened and compared with their identifiers.
    [[nodiscard]] Result<QList<QByteArray>> fetch(const QByteArray &pack,
                                                  const QList<PackedChunk> &neighbours);

    /// Gives the segment its number, and seals it.
    [[nodiscard]] SealedSegment prepare(Segment segment) const;
    /// Success is a segment that is there, by this attempt or an earlier one whose answer was lost.
    [[nodiscard]] Result<void> append(const SealedSegment &sealed);
    /// Segments after the one of that number, in their order; the number of the last.
    [[nodiscard]] Result<quint64> read(quint64 after,
                                       const std::function<Result<void>(const Segment &)> &take);
    /// What there was at a time (milliseconds since 1970; the newest without): from the last checkpoint
    /// before it on. Later segments replace earlier entries.
    [[nodiscard]] Result<quint64> readState(std::optional<qint64> at,
                                            const std::function<Result<void>(const Segment &)> &take);
    /// Parts of all that there is after that segment.
    [[nodiscard]] Result<void> putCheckpoint(quint64 sequence, const QList<Segment> &parts);

private:
    struct Root
    {
        quint64 epoch = 0;
        QString host;
        QByteArray token;
        QByteArray etag;
    };
    [[nodiscard]] Result<Root> readRoot();
    [[nodiscard]] Result<void> writeRoot(const Root &root, const Condition &condition);
    [[nodiscard]] Result<Segment> readSegment(const QByteArray &name, const ObjectInfo &info);
    [[nodiscard]] Error taken(const QString &host) const;
    [[nodiscard]] Result<void> checkRoot();
    [[nodiscard]] QByteArray keyOf(const QByteArray &name) const { return m_options.prefix + name; }

    Store &m_store;
    const RepositoryOptions m_options;
    const Sealer m_sealer;
    const QByteArray m_token; ///< of this process
    std::mutex m_mutex;       ///< of open()
    bool m_opened = false;
    QByteArray m_identifier;
    QByteArray m_secrets; ///< key of identifiers, seed of the chunker
    std::unique_ptr<const Chunker> m_chunker;
    quint64 m_epoch = 0;
    quint64 m_next = 1; ///< number of the next segment
    QByteArray m_rootEtag;
    qint64 m_lastAt = 0; ///< of the last segment: times of the log do not go back
};

} // namespace smc::cloudvfs
