// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/http.h"
#include "service/cloudvfs/backends/naming.h"
#include "service/cloudvfs/backends/sigv4.h"

namespace smc::cloudvfs {

struct WebDavOptions
{
    QString endpoint; ///< "https://dav.example/remote.php/dav/files/jo/archive"; the collection must be there
    QString caFile;   ///< PEM; empty: the system's authorities
    AccessKey key;    ///< user and password, by Basic
};

/// A collection of WebDAV (RFC 4918), an object a file (see Naming).
///
/// WebDAV knows no digest: the last piece of an object is held back until all of it was compared with its
/// digest, and the size of what is there is asked for afterwards. Whether conditions are kept is tried out
/// with a file
/// ".cloudvfs-probe-…" when it first matters; some servers take no notice of them, and are asked first.
class WebDavStore final : public Store
{
public:
    explicit WebDavStore(WebDavOptions options);

    Result<ObjectInfo> put(const QByteArray &key, const Digest &content, const Source &source,
                           const Condition &condition = {}) override;
    Result<ObjectInfo> head(const QByteArray &key) override;
    Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                     const Sink &sink) override;
    Result<void> remove(const QByteArray &key) override;
    Result<Listing> list(const QByteArray &prefix, const QByteArray &after) override;
    bool keepsConditions() override { return false; }

private:
    struct Looked
    {
        QByteArray path;
        ObjectInfo info;
        bool weak = false;
    };
    [[nodiscard]] Result<HttpAnswer> send(HttpRequest request, const QByteArray &path);
    [[nodiscard]] Result<HttpAnswer> write(const QByteArray &path, const Digest &content,
                                           const Source &source, const QByteArray &condition);
    /// The file of an object: its own, or the one beside a folder.
    [[nodiscard]] Result<Looked> look(const QByteArray &key);
    [[nodiscard]] Result<QList<FolderEntry>> read(const QByteArray &path, const QByteArray &depth);
    /// Makes a folder and those above it. What is an object of that name moves aside.
    [[nodiscard]] Result<void> makeFolder(const QByteArray &path);
    [[nodiscard]] Result<void> make(const QByteArray &path); ///< the same, with m_making
    [[nodiscard]] Error errorOf(const HttpAnswer &answer, const QByteArray &key) const;
    [[nodiscard]] QByteArray urlOf(const QByteArray &path) const;

    WebDavOptions m_options;
    HttpClient m_http;
    std::mutex m_making;
};

/// What a PROPFIND answers: the names are the last parts of the paths, the first is the collection itself.
/// Errors: Refused.
[[nodiscard]] Result<QList<FolderEntry>> readMultistatus(const QByteArray &xml);

} // namespace smc::cloudvfs
