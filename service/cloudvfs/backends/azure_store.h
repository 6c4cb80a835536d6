// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/http.h"
#include "service/cloudvfs/backends/sigv4.h"

#include <QMap>

#include <mutex>

namespace smc::cloudvfs {

struct AzureOptions
{
    QString endpoint; ///< "https://ACCOUNT.blob.core.windows.net"
    QString container;
    QString caFile;        ///< PEM; empty: the system's authorities
    QByteArray accessTier; ///< "Cool"; empty: as the account has it
    AccessKey key;         ///< the account and one of its keys, in base64
};

/// A container of Azure's Blob storage, signed with the key of its account ("Shared Key"). Each block blob is
/// compared by the store itself with its MD5; above 64 MiB it goes in blocks, each compared in the same way,
/// and is seen when all are there. Blocks of an upload that ended early are removed by Azure after a week.
///
/// Azure takes "\" for "/" and drops dots at the end of a part: these, control characters and the sign U+F8FF
/// itself stand in names as U+F8FF and two hexadecimal digits.
class AzureStore final : public Store
{
public:
    explicit AzureStore(AzureOptions options);

    Result<ObjectInfo> put(const QByteArray &key, const Digest &content, const Source &source,
                           const Condition &condition = {}) override;
    Result<ObjectInfo> head(const QByteArray &key) override;
    Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                     const Sink &sink) override;
    Result<void> remove(const QByteArray &key) override;
    Result<Listing> list(const QByteArray &prefix, const QByteArray &after) override;
    bool keepsConditions() override { return true; }

private:
    using Fields = QMap<QByteArray, QByteArray>;
    /// Signed. `headers` in lower case.
    [[nodiscard]] Result<HttpAnswer> send(HttpRequest request, const QByteArray &key, Fields headers = {},
                                          const Fields &query = {});
    [[nodiscard]] Result<HttpAnswer> putBlocks(const QByteArray &key, const Digest &content,
                                               const Source &source, Fields headers);
    [[nodiscard]] Error errorOf(const HttpAnswer &answer, const QByteArray &key) const;

    AzureOptions m_options;
    HttpClient m_http;
    std::mutex m_mutex;
    QMap<std::pair<QByteArray, QByteArray>, QByteArray> m_markers; ///< of the page after prefix and key
};

/// A key as the name of a blob, and back.
[[nodiscard]] QByteArray blobNameOf(const QByteArray &key);
[[nodiscard]] QByteArray keyOfBlob(const QByteArray &name);

/// The answer to List Blobs, with the marker of the next page. Errors: Refused.
[[nodiscard]] Result<std::pair<Listing, QByteArray>> readAzureListing(const QByteArray &xml);

} // namespace smc::cloudvfs
