// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>

#include <functional>

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

/// Reads up to `size` bytes of what is sent at `offset` into `buffer`: how many, 0 at the end, -1 and errno.
using Source = std::function<qint64(char *buffer, qint64 size, qint64 offset)>;
/// Takes over bytes that belong at `offset`; false: it cannot, and the transfer ends.
using Sink = std::function<bool(const char *bytes, qint64 size, qint64 offset)>;

/// Where objects lie: a bucket of S3 and the like. Keys are UTF-8, any bytes but NUL, at most 1024.
/// Of any thread; calls block. Errors: Unreachable, Timeout and Busy are worth a retry; NotFound; Denied
/// (credentials, rights); Stale (the content is not what its sender said); Refused (what else the store
/// says).
class Store
{
public:
    Store() = default;
    virtual ~Store() = default;
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// Success is a copy that the store has compared with `content`: what it then says of it.
    [[nodiscard]] virtual Result<ObjectInfo> put(const QByteArray &key, const Digest &content,
                                                 const Source &source) = 0;
    [[nodiscard]] virtual Result<ObjectInfo> head(const QByteArray &key) = 0;
    /// `length` bytes from `offset`, and not one less: an object that is shorter is an error. Nothing is
    /// given to `sink` of an object whose ETag is another than `etag`, unless that is empty (Stale).
    [[nodiscard]] virtual Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset,
                                           qint64 length, const Sink &sink) = 0;
    /// An object that is not there is success.
    [[nodiscard]] virtual Result<void> remove(const QByteArray &key) = 0;
};

} // namespace smc::cloudvfs
