// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/http.h"
#include "service/cloudvfs/backends/sigv4.h"

namespace smc::cloudvfs {

/// Where a bucket is and who asks for it.
struct S3Options
{
    QString endpoint; ///< "https://s3.example:443", without a path
    QString bucket;
    QString region = QStringLiteral("us-east-1");
    QString caFile; ///< PEM; empty: the system's authorities
    AccessKey key;
};

/// A bucket of S3, by paths ("/bucket/key"), signed with Signature Version 4. Each object is compared by the
/// store itself with the SHA-256 that is signed with it, and its ETag here with the MD5.
class S3Store final : public Store
{
public:
    explicit S3Store(S3Options options);

    Result<ObjectInfo> put(const QByteArray &key, const Digest &content, const Source &source,
                           const Condition &condition = {}) override;
    Result<ObjectInfo> head(const QByteArray &key) override;
    Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                     const Sink &sink) override;
    Result<void> remove(const QByteArray &key) override;
    Result<Listing> list(const QByteArray &prefix, const QByteArray &after) override;
    bool keepsConditions() const override { return true; }

private:
    [[nodiscard]] HttpRequest request(const QByteArray &method, const QByteArray &key,
                                      const QByteArray &payloadHash,
                                      QList<std::pair<QByteArray, QByteArray>> headers = {},
                                      const QList<std::pair<QByteArray, QByteArray>> &query = {}) const;
    [[nodiscard]] Error errorOf(const HttpAnswer &answer, const QByteArray &key) const;

    S3Options m_options;
    HttpClient m_http;
};

/// The answer to ListObjectsV2 with encoding-type=url. Errors: Refused.
[[nodiscard]] Result<Listing> readListing(const QByteArray &xml);

} // namespace smc::cloudvfs
