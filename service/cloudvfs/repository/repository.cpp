// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/repository/repository.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int format = 1;
constexpr qint64 largestRoot = 65536;
constexpr qint64 largestSegment = 256 * 1024 * 1024;
constexpr qsizetype secretsSize = 64;
constexpr qsizetype nameSize = 32; ///< of a pack

QByteArray hex(quint64 number, int digits)
{
    return QByteArray::number(number, 16).rightJustified(digits, '0');
}

QByteArray logName(quint64 sequence)
{
    return "log/" + hex(sequence, 16);
}

QByteArray packName(const QByteArray &name)
{
    const QByteArray text = name.toHex();
    return "pack/" + text.left(2) + '/' + text;
}

QByteArray rootContext(const QByteArray &identifier)
{
    return "root" + identifier;
}

/// A checkpoint by the folder of its parts.
struct CheckpointName
{
    quint64 sequence = 0;
    qint64 at = 0;
    quint64 parts = 0;

    [[nodiscard]] QByteArray folder() const
    {
        return "checkpoint/" + hex(sequence, 16) + '-' + hex(quint64(at), 12) + '-' + hex(parts, 4) + '/';
    }
    static std::optional<CheckpointName> read(const QByteArray &name)
    {
        const QByteArrayList words = name.split('-');
        bool good[3] = {};
        if (words.size() != 3)
            return std::nullopt;
        const CheckpointName read{.sequence = words[0].toULongLong(&good[0], 16),
                                  .at = words[1].toLongLong(&good[1], 16),
                                  .parts = words[2].toULongLong(&good[2], 16)};
        return good[0] && good[1] && good[2] ? std::optional(read) : std::nullopt;
    }
};

} // namespace

Repository::Repository(Store &store, RepositoryOptions options)
    : m_store(store)
    , m_options(std::move(options))
    , m_sealer(m_options.keys)
    , m_token(randomBytes(16).toHex())
{}

Error Repository::taken(const QString &host) const
{
    return {.code = ErrorCode::Exists,
            .message = u"Another machine, %1, writes to this repository now."_s.arg(host),
            .hint =
                u"Two would overwrite each other's versions: give one of them a prefix of its own, or end "
                "cloudvfsd there and start it here anew."_s};
}

Result<Repository::Root> Repository::readRoot()
{
    const auto info = m_store.head(keyOf("root"));
    if (!info)
        return info.error();
    const auto text = getWhole(m_store, keyOf("root"), largestRoot);
    if (!text)
        return text.error();
    const QJsonObject json = QJsonDocument::fromJson(*text).object();
    const auto bytes = [&json](QLatin1StringView name) {
        return QByteArray::fromBase64(json[name].toString().toLatin1());
    };
    if (json["format"_L1].toInt() != format)
        return Error{.code = ErrorCode::Unsupported,
                     .message = json.isEmpty() ? u"The root of the repository is no JSON."_s
                                               : u"The repository has the format %1; this version knows %2."_s
                                                     .arg(json["format"_L1].toInt())
                                                     .arg(format)};
    const QByteArray identifier = bytes("id"_L1);
    if (!m_opened) {
        auto secrets = m_sealer.open(bytes("secrets"_L1), rootContext(identifier), secretsSize);
        if (!secrets)
            return secrets.error().at(u"opening the repository"_s);
        if (secrets->size() != secretsSize)
            return Error{.code = ErrorCode::Stale, .message = u"The root of the repository is damaged."_s};
        m_identifier = identifier;
        m_secrets = *secrets;
        m_chunker = std::make_unique<Chunker>(m_secrets.mid(32));
        m_opened = true;
    } else if (identifier != m_identifier) {
        return Error{.code = ErrorCode::Exists,
                     .message = u"The store has another repository now than the one it had before."_s};
    }
    return Root{.epoch = json["epoch"_L1].toString().toULongLong(),
                .host = json["host"_L1].toString(),
                .token = json["token"_L1].toString().toLatin1(),
                .etag = info->etag};
}

Result<void> Repository::writeRoot(const Root &root, const Condition &condition)
{
    const QJsonObject json{
        {u"format"_s, format},
        {u"id"_s, QString::fromLatin1(m_identifier.toBase64())},
        {u"epoch"_s, QString::number(root.epoch)},
        {u"host"_s, root.host},
        {u"token"_s, QString::fromLatin1(root.token)},
        {u"secrets"_s, QString::fromLatin1(m_sealer.seal(m_secrets, rootContext(m_identifier)).toBase64())},
    };
    const auto put = putWhole(m_store, keyOf("root"), QJsonDocument(json).toJson(), condition);
    if (put)
        m_rootEtag = put->etag;
    return put ? Result<void>() : put.error();
}

/// A bucket that was made anew, or a repository that another machine has taken.
Result<void> Repository::checkRoot()
{
    const auto info = m_store.head(keyOf("root"));
    if (info && info->etag == m_rootEtag)
        return {};
    if (info) {
        const auto root = readRoot();
        if (!root)
            return root.error();
        return root->token == m_token ? Result<void>() : taken(root->host);
    }
    if (info.error().code != ErrorCode::NotFound)
        return info.error();
    return Error{.code = ErrorCode::Refused,
                 .message = u"The repository is not in its store any more: %1"_s.arg(info.error().message),
                 .hint = u"Put the bucket back, or begin anew (cloudvfsd(8), REPOSITORIES)."_s,
                 .retryable = true};
}

Result<void> Repository::open(bool create)
{
    const std::lock_guard lock(m_mutex);
    if (m_opened)
        return {};
    auto root = readRoot();
    if (root || root.error().code != ErrorCode::NotFound || !create)
        return root ? Result<void>() : root.error();
    m_identifier = randomBytes(32);
    m_secrets = randomBytes(secretsSize);
    auto written = writeRoot({.host = m_options.host, .token = m_token}, Condition::absent());
    if (!written && written.error().code != ErrorCode::Stale)
        return written;
    root = readRoot(); // ours, or that of who was faster
    return root ? Result<void>() : root.error();
}

Result<void> Repository::take(quint64 after, const std::function<Result<void>(const Segment &)> &read)
{
    for (int attempt = 0; attempt < 8; ++attempt) {
        auto root = readRoot();
        if (!root)
            return root.error();
        if (root->token != m_token || root->epoch == 0) {
            auto written = writeRoot({.epoch = root->epoch + 1, .host = m_options.host, .token = m_token},
                                     Condition::unchanged(root->etag));
            if (!written && written.error().code == ErrorCode::Stale)
                continue; // somebody was faster, or the answer to an earlier attempt was lost
            if (!written)
                return written;
            m_epoch = root->epoch + 1;
        } else {
            m_epoch = root->epoch;
            m_rootEtag = root->etag;
        }
        if (after > 0) {
            const auto known = m_store.head(keyOf(logName(after)));
            if (!known && known.error().code == ErrorCode::NotFound)
                return Error{
                    .code = ErrorCode::Stale,
                    .message = u"The store has less of the repository than it had: there is no %1."_s.arg(
                        QString::fromLatin1(logName(after))),
                    .hint = u"Was an older copy of the bucket put back? Put the newer one back, or begin "
                            "anew (cloudvfsd(8), REPOSITORIES)."_s};
            if (!known)
                return known.error();
        }
        auto last = this->read(after, [&](const Segment &segment) {
            m_lastAt = std::max(m_lastAt, segment.at);
            return read(segment);
        });
        if (!last)
            return last.error();
        after = *last;
        m_next = after + 1;
        auto fenced = append(prepare({}));
        if (fenced || fenced.error().code != ErrorCode::Exists)
            return fenced;
    }
    return taken(u"another process"_s);
}

ChunkRef Repository::refOf(QByteArrayView content) const
{
    return {.id = blake2b(content, QByteArrayView(m_secrets).first(32)), .size = content.size()};
}

Result<void> Repository::putPack(const Pack &pack, const QByteArray &content)
{
    const auto put = putWhole(m_store, keyOf(packName(pack.name)), content);
    return put ? Result<void>() : put.error();
}

Result<void> Repository::verifyPack(const Pack &pack)
{
    const auto info = m_store.head(keyOf(packName(pack.name)));
    if (!info)
        return info.error();
    qint64 least = 0;
    for (const PackedChunk &chunk : pack.chunks)
        least = std::max(least, chunk.offset + chunk.length);
    if (info->size >= least)
        return {};
    return Error{.code = ErrorCode::Stale, .message = u"a pack of the repository is shorter than it was"_s};
}

Result<void> Repository::verifyRoot()
{
    const auto text = getWhole(m_store, keyOf("root"), largestRoot);
    if (!text)
        return text.error();
    const QJsonObject json = QJsonDocument::fromJson(*text).object();
    if (QByteArray::fromBase64(json["id"_L1].toString().toLatin1()) == m_identifier)
        return {};
    return Error{.code = ErrorCode::Exists,
                 .message = json.isEmpty()
                                ? u"The root of the repository is no JSON."_s
                                : u"The store has another repository now than the one it had before."_s};
}

Result<QHash<QByteArray, qint64>> Repository::listPacks()
{
    QHash<QByteArray, qint64> packs;
    QByteArray after;
    for (bool more = true; more;) {
        const auto listing = m_store.list(keyOf("pack/"), after);
        if (!listing)
            return listing.error();
        for (const ListedObject &object : listing->objects) {
            const QByteArray name = QByteArray::fromHex(object.key.mid(object.key.lastIndexOf('/') + 1));
            if (name.size() == nameSize)
                packs.insert(name, object.info.size);
            after = object.key;
        }
        more = listing->more && !listing->objects.isEmpty();
    }
    return packs;
}

Result<QList<QByteArray>> Repository::damagedChunks(const Pack &pack, qint64 size)
{
    QByteArray bytes;
    auto got =
        m_store.get(keyOf(packName(pack.name)), {}, 0, size, [&](const char *some, qint64 count, qint64) {
            bytes.append(some, qsizetype(count));
            return true;
        });
    if (!got && got.error().code != ErrorCode::NotFound)
        return got.error();
    QList<QByteArray> damaged;
    for (const PackedChunk &chunk : pack.chunks) {
        const bool there = chunk.offset + chunk.length <= bytes.size();
        const auto content = there ? m_sealer.open(QByteArrayView(bytes).sliced(chunk.offset, chunk.length),
                                                   chunk.id, chunk.size)
                                   : Result<QByteArray>(Error{.code = ErrorCode::Stale, .message = {}});
        if (!content && content.error().code == ErrorCode::Denied)
            return content.error(); // it is the key that is not there
        if (!content || refOf(*content).id != chunk.id)
            damaged.append(chunk.id);
    }
    return damaged;
}

Result<QList<QByteArray>> Repository::fetch(const QByteArray &pack, const QList<PackedChunk> &neighbours)
{
    if (neighbours.isEmpty())
        return QList<QByteArray>();
    const qint64 from = neighbours.first().offset;
    const qint64 length = neighbours.last().offset + neighbours.last().length - from;
    QByteArray bytes;
    bytes.reserve(qsizetype(length));
    auto got =
        m_store.get(keyOf(packName(pack)), {}, from, length, [&](const char *some, qint64 size, qint64) {
            bytes.append(some, qsizetype(size));
            return true;
        });
    if (!got)
        return got.error();
    QList<QByteArray> contents;
    for (const PackedChunk &chunk : neighbours) {
        auto content = m_sealer.open(QByteArrayView(bytes).sliced(chunk.offset - from, chunk.length),
                                     chunk.id, chunk.size);
        if (!content)
            return content.error();
        if (refOf(*content).id != chunk.id)
            return Error{.code = ErrorCode::Stale, .message = u"A chunk of the repository is damaged."_s};
        contents.append(std::move(*content));
    }
    return contents;
}

SealedSegment Repository::prepare(Segment segment) const
{
    segment.sequence = m_next;
    segment.epoch = m_epoch;
    segment.at = std::max(QDateTime::currentMSecsSinceEpoch(), m_lastAt);
    QByteArray bytes = m_sealer.seal(encodeSegment(segment), logName(m_next));
    return {.segment = std::move(segment), .bytes = std::move(bytes)};
}

Result<void> Repository::append(const SealedSegment &sealed)
{
    const QByteArray key = keyOf(logName(sealed.segment.sequence));
    if (auto ours = checkRoot(); !ours)
        return ours;
    auto put = putWhole(m_store, key, sealed.bytes, Condition::absent());
    if (!put && put.error().code == ErrorCode::Stale) {
        const auto there = getWhole(m_store, key, largestSegment);
        if (!there)
            return there.error();
        if (*there != sealed.bytes) {
            const auto root = readRoot();
            return taken(root ? root->host : u"an unknown one"_s);
        }
    } else if (!put) {
        return put.error();
    }
    m_next = sealed.segment.sequence + 1;
    m_lastAt = sealed.segment.at;
    return {};
}

Result<Segment> Repository::readSegment(const QByteArray &name, const ObjectInfo &info)
{
    QByteArray bytes;
    auto got = m_store.get(keyOf(name), info.etag, 0, info.size, [&](const char *some, qint64 size, qint64) {
        bytes.append(some, qsizetype(size));
        return true;
    });
    if (!got)
        return got.error();
    auto plain = m_sealer.open(bytes, name, largestSegment);
    auto segment = plain ? decodeSegment(*plain) : Result<Segment>(plain.error());
    return segment ? segment : segment.error().at(u"reading"_s, QString::fromLatin1(name));
}

Result<quint64> Repository::read(quint64 after, const std::function<Result<void>(const Segment &)> &take)
{
    for (;;) {
        const auto listing = m_store.list(keyOf("log/"), keyOf(logName(after)));
        if (!listing)
            return listing.error();
        for (const ListedObject &object : listing->objects) {
            const QByteArray name = object.key.mid(m_options.prefix.size());
            if (name != logName(after + 1))
                return Error{.code = ErrorCode::Stale,
                             .message = u"The log of the repository has a gap: there is no %1."_s.arg(
                                 QString::fromLatin1(logName(after + 1))),
                             .hint = u"Was something removed from the bucket?"_s};
            auto segment = readSegment(name, object.info);
            if (!segment)
                return segment.error();
            if (auto taken = take(*segment); !taken)
                return taken.error();
            ++after;
        }
        if (!listing->more)
            return after;
    }
}

Result<quint64> Repository::readState(std::optional<qint64> at,
                                      const std::function<Result<void>(const Segment &)> &take)
{
    std::map<QByteArray, QList<ListedObject>> found; // parts by folder
    QByteArray after;
    for (bool more = true; more;) {
        const auto listing = m_store.list(keyOf("checkpoint/"), after);
        if (!listing)
            return listing.error();
        for (const ListedObject &object : listing->objects) {
            const QByteArrayList words = object.key.mid(m_options.prefix.size()).split('/');
            if (words.size() == 3)
                found[words[1]].append(object);
            after = object.key;
        }
        more = listing->more;
    }
    quint64 sequence = 0;
    for (auto it = found.crbegin(); it != found.crend(); ++it) { // the newest first
        const auto name = CheckpointName::read(it->first);
        if (!name || (at && name->at > *at) || quint64(it->second.size()) != name->parts)
            continue;
        // All of it or nothing: where a part cannot be read, an earlier one and more of the log do.
        QList<Segment> parts;
        for (const ListedObject &part : it->second) {
            auto segment = readSegment(part.key.mid(m_options.prefix.size()), part.info);
            if (!segment && segment.error().retryable)
                return segment.error();
            if (!segment)
                break;
            parts.append(std::move(*segment));
        }
        if (quint64(parts.size()) != name->parts)
            continue;
        for (const Segment &part : std::as_const(parts)) {
            if (auto taken = take(part); !taken)
                return taken.error();
        }
        sequence = name->sequence;
        break;
    }
    bool over = false;
    return read(sequence, [&](const Segment &segment) -> Result<void> {
        over = over || (at && segment.at > *at);
        return over ? Result<void>() : take(segment);
    });
}

Result<void> Repository::putCheckpoint(quint64 sequence, const QList<Segment> &parts)
{
    const CheckpointName name{.sequence = sequence, .at = m_lastAt, .parts = quint64(parts.size())};
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QByteArray part = name.folder() + hex(quint64(i), 4);
        const auto put = putWhole(m_store, keyOf(part), m_sealer.seal(encodeSegment(parts[i]), part));
        if (!put)
            return put.error();
    }
    return {};
}

} // namespace smc::cloudvfs
