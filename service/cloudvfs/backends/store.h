// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <type_traits>

namespace smc::cloudvfs {

/// What the content of an object is, as its sender knows it.
struct Digest
{
    qint64 size = 0;
    QByteArray sha256; ///< 32 bytes
    QByteArray md5;    ///< 16 bytes
};

/// An object as the store has it.
struct ObjectInfo
{
    qint64 size = 0;
    QByteArray etag; ///< as the store says it, without quotes: changes with the content
};

/// What must be so for an object to be written.
struct Condition
{
    enum class Kind {
        None,
        Absent,    ///< there is no object of this key
        Unchanged, ///< it is the one with `etag`
    };
    Kind kind = Kind::None;
    QByteArray etag = {};

    [[nodiscard]] static Condition absent() { return {.kind = Kind::Absent}; }
    [[nodiscard]] static Condition unchanged(QByteArray etag)
    {
        return {.kind = Kind::Unchanged, .etag = std::move(etag)};
    }
};

struct ListedObject
{
    QByteArray key;
    ObjectInfo info;
    qint64 modified = 0; ///< milliseconds since 1970, by the store's clock
};

struct Listing
{
    QList<ListedObject> objects; ///< by the bytes of their keys, ascending
    bool more = false;           ///< there are further ones after the last
};

/// What is sent. Of any thread, if what it was made of is; of several at a time by stores that send parts of
/// it side by side.
class Source
{
public:
    /// Reads up to `size` bytes at `offset` into `buffer`: how many, 0 at the end, -1 and errno.
    using Read = std::function<qint64(char *buffer, qint64 size, qint64 offset)>;
    Source() = default;
    template<typename Call>
        requires std::is_convertible_v<Call, Read> && (!std::is_same_v<std::remove_cvref_t<Call>, Source>)
    Source(Call read) // NOLINT(google-explicit-constructor): a lambda is one
        : m_read(std::move(read))
        , m_send(m_read)
    {}
    explicit operator bool() const { return bool(m_read); }

    /// To look at it, for a digest.
    qint64 read(char *buffer, qint64 size, qint64 offset) const { return m_read(buffer, size, offset); }
    /// To send it now: counted, and as fast as there is leave to.
    qint64 send(char *buffer, qint64 size, qint64 offset) const { return m_send(buffer, size, offset); }
    /// The same, sent in another way.
    [[nodiscard]] Source sentBy(Read send) const
    {
        Source other = *this;
        other.m_send = std::move(send);
        return other;
    }
    /// What lies behind `start`. This must outlive it.
    [[nodiscard]] Source from(qint64 start) const
    {
        return Source([this, start](char *buffer, qint64 size, qint64 at) {
                   return read(buffer, size, start + at);
               })
            .sentBy([this, start](char *buffer, qint64 size, qint64 at) {
                return send(buffer, size, start + at);
            });
    }

private:
    Read m_read;
    Read m_send;
};
/// Takes over bytes that belong at `offset`; false: it cannot, and the transfer ends.
using Sink = std::function<bool(const char *bytes, qint64 size, qint64 offset)>;

/// Where objects lie: a bucket of S3 and the like. Keys are UTF-8, any bytes but NUL, at most 1024.
/// Of any thread; calls block. Errors: Unreachable, Timeout and Busy are worth a retry; NotFound; Denied
/// (credentials, rights); Stale (the content is not what its sender said, or it is not as the condition has
/// it); Refused (what else the store says).
class Store
{
public:
    Store() = default;
    virtual ~Store() = default;
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// Success is a copy that the store has compared with `content`: what it then says of it. A store that
    /// knows no conditions is asked first, and two writers at one moment are not told of each other
    /// (keepsConditions()). Stale, too, when an attempt whose answer was lost has made the object.
    [[nodiscard]] virtual Result<ObjectInfo> put(const QByteArray &key, const Digest &content,
                                                 const Source &source, const Condition &condition = {}) = 0;
    [[nodiscard]] virtual Result<ObjectInfo> head(const QByteArray &key) = 0;
    /// `length` bytes from `offset`, and not one less: an object that is shorter is an error. Nothing is
    /// given to `sink` of an object whose ETag is another than `etag`, unless that is empty (Stale).
    [[nodiscard]] virtual Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset,
                                           qint64 length, const Sink &sink) = 0;
    /// An object that is not there is success.
    [[nodiscard]] virtual Result<void> remove(const QByteArray &key) = 0;
    /// Up to 1000 objects whose keys begin with `prefix` and come after `after`.
    [[nodiscard]] virtual Result<Listing> list(const QByteArray &prefix, const QByteArray &after) = 0;
    /// Whether the store itself keeps the condition of a put. It may have to be tried out, the first time;
    /// false too while that fails.
    [[nodiscard]] virtual bool keepsConditions() = 0;
};

/// Small objects as a whole; one that is written anew meanwhile is read again. Errors: TooLarge above `most`
/// bytes; those of Store.
[[nodiscard]] Result<QByteArray> getWhole(Store &store, const QByteArray &key, qint64 most);
[[nodiscard]] Result<ObjectInfo> putWhole(Store &store, const QByteArray &key, const QByteArray &content,
                                          const Condition &condition = {});
[[nodiscard]] Digest digestOf(const QByteArray &content);
/// `content` must outlive it.
[[nodiscard]] Source sourceOf(const QByteArray &content);

/// For stores that keep no conditions: Stale when it is not so now. Errors: those of Store.
[[nodiscard]] Result<void> askFirst(Store &store, const QByteArray &key, const Condition &condition);

} // namespace smc::cloudvfs
