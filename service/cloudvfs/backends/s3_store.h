// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/http.h"
#include "service/cloudvfs/backends/sigv4.h"
#include "service/cloudvfs/backends/upload_log.h"

#include <QHash>

#include <mutex>
#include <optional>

namespace smc::cloudvfs {

/// A part of an upload, as the store has it.
struct StoredPart
{
    qint64 size = 0;
    QByteArray etag;
};

/// Where a bucket is and who asks for it.
struct S3Options
{
    QString endpoint; ///< "https://s3.example:443", without a path
    QString bucket;
    QString region = QStringLiteral("us-east-1");
    QString caFile;          ///< PEM; empty: the system's authorities
    bool byHost = false;     ///< https://bucket.s3.example/key instead of https://s3.example/bucket/key
    QByteArray storageClass; ///< "STANDARD_IA"; empty: as the bucket has it
    AccessKey key;
    QString uploads;      ///< where what is being sent in parts is kept (UploadLog); empty: in memory
    int partsAtATime = 3; ///< of one object
};

/// A bucket of S3, signed with Signature Version 4.
///
/// Each object is compared by the store itself with the SHA-256 that is signed with it, and its ETag here
/// with the MD5. Above 64 MiB it goes in parts, each compared in the same way, and is seen when all are
/// there. An upload that was cut short goes on: of what the store has, each part is kept whose MD5 is still
/// that of the content. What the store refuses is aborted, and so is what nobody has gone on with for three
/// days. In a versioned bucket the current version is what there is, and what is removed leaves a mark and
/// its versions, as the owner of the bucket wants it.
///
/// Whether the store keeps conditions is tried out with an object ".cloudvfs-probe-…" when it first matters:
/// some answer 501, some take no notice, radosgw takes none in a versioned bucket. Then, and always for an
/// object in parts, it is asked first. An upload may be forgotten by a machine that is lost: a rule of the
/// bucket's life cycle (AbortIncompleteMultipartUpload) removes such.
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
    bool keepsConditions() override;

private:
    using Fields = QList<std::pair<QByteArray, QByteArray>>;
    /// How the store takes conditions.
    struct Conditions
    {
        bool kept = false;
        bool quoted = false; ///< the ETag of If-Match: radosgw wants it without, others may want it with
    };
    [[nodiscard]] HttpRequest request(const QByteArray &method, const QByteArray &key,
                                      const QByteArray &payloadHash, Fields headers = {},
                                      const Fields &query = {}) const;
    /// Sends `body`.
    [[nodiscard]] Result<HttpAnswer> send(const QByteArray &method, const QByteArray &key,
                                          const QByteArray &body, const Fields &headers = {},
                                          const Fields &query = {});
    [[nodiscard]] Result<Conditions> conditions();
    [[nodiscard]] Result<Conditions> tryConditions();
    [[nodiscard]] Result<ObjectInfo> putWhole(const QByteArray &key, const Digest &content,
                                              const Source &source, Fields headers);
    [[nodiscard]] Result<ObjectInfo> putParts(const QByteArray &key, const Digest &content,
                                              const Source &source, const Condition &condition);
    using Parts = QHash<int, StoredPart>;
    [[nodiscard]] Result<QByteArray> beginUpload(const QByteArray &key);
    /// What the store has of an upload. Errors: NotFound when it knows nothing of it.
    [[nodiscard]] Result<Parts> partsOf(const QByteArray &key, const QByteArray &upload);
    [[nodiscard]] Result<QByteArray> sendParts(const QByteArray &key, const QByteArray &upload,
                                               const Parts &there, const Digest &content,
                                               const Source &source);
    [[nodiscard]] Result<QByteArray> sendPart(const QByteArray &key, const QByteArray &upload, int number,
                                              const Digest &content, const Source &source);
    [[nodiscard]] Result<void> abortUpload(const QByteArray &key, const QByteArray &upload);
    void abortOldUploads();
    [[nodiscard]] Result<ObjectInfo> compared(const QByteArray &key, const Digest &content);
    [[nodiscard]] Error errorOf(const HttpAnswer &answer, const QByteArray &key) const;

    S3Options m_options;
    HttpClient m_http;
    UploadLog m_uploads;
    std::mutex m_mutex;
    std::optional<Conditions> m_conditions; ///< under m_mutex
};

/// The answer to ListObjectsV2 with encoding-type=url, of what comes after `after`. Errors: Refused, also of
/// a page that has more behind itself and brings nobody on.
[[nodiscard]] Result<Listing> readListing(const QByteArray &xml, const QByteArray &after);

/// The answer to ListParts: the parts by their numbers, and after which one there are further ones (0: none).
/// Errors: Refused.
[[nodiscard]] Result<std::pair<QHash<int, StoredPart>, int>> readParts(const QByteArray &xml);

/// What an answer in XML says in its first element of that name, wherever it stands; empty without one.
[[nodiscard]] QString readElement(const QByteArray &xml, QStringView name);

} // namespace smc::cloudvfs
