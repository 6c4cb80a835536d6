// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/store.h"
#include "service/cloudvfs/journal/index.h"

#include <chrono>

namespace smc::cloudvfs {

/// How the files of a share lie in its store: one object each (link), or in packs (backup, tier). Of any
/// thread; calls block. Errors: those of Store.
class Layout
{
public:
    Layout() = default;
    virtual ~Layout() = default;
    Layout(const Layout &) = delete;
    Layout &operator=(const Layout &) = delete;

    /// Waits until the index has what the store has, which is read anew where an index was lost. Busy, and
    /// worth a retry, when that takes longer; what keeps it from being read, at once.
    [[nodiscard]] virtual Result<void> ready(std::chrono::milliseconds) { return {}; }
    /// `length` bytes of the version that the store has of a file, from `offset`, and not one less.
    [[nodiscard]] virtual Result<void> read(const FileRow &row, qint64 offset, qint64 length,
                                            const Sink &sink) = 0;
    /// Whether the mark of a stub has an ETag, which the row has, too; otherwise it has a contentTag().
    [[nodiscard]] virtual bool hasEtags() const = 0;
    /// Asks the store whether it has that version still: what the mark of a stub says of it. Errors: NotFound
    /// and Stale when it has not.
    [[nodiscard]] virtual Result<QByteArray> verify(const FileRow &row) = 0;
};

/// One object for each file.
class ObjectLayout final : public Layout
{
public:
    explicit ObjectLayout(Store &store)
        : m_store(store)
    {}

    Result<void> read(const FileRow &row, qint64 offset, qint64 length, const Sink &sink) override
    {
        return m_store.get(row.key, row.etag, offset, length, sink);
    }
    bool hasEtags() const override { return true; }
    Result<QByteArray> verify(const FileRow &row) override
    {
        const auto info = m_store.head(row.key);
        if (!info)
            return info.error();
        if (info->etag == row.etag && info->size == row.copied.size)
            return row.etag;
        return Error{.code = ErrorCode::Stale,
                     .message =
                         QStringLiteral("the store has another version of it than the one that was copied")};
    }

private:
    Store &m_store;
};

} // namespace smc::cloudvfs
