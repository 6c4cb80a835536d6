// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/http.h"
#include "service/cloudvfs/backends/sigv4.h"

#include <mutex>

namespace smc::cloudvfs {

struct SwiftOptions
{
    QString endpoint; ///< where one signs in: "https://swift.example/auth/v1.0"
    QString container;
    QString caFile; ///< PEM; empty: the system's authorities
    AccessKey key;  ///< user and key
};

/// A container of OpenStack Swift, by its own interface and version 1 of its authentication. Each object is
/// compared by the store itself with its MD5. Swift keeps no conditions of what an object is: it is asked
/// first. Errors besides those of Store: TooLarge above 5 GiB, Swift's limit of an object in one piece.
class SwiftStore final : public Store
{
public:
    explicit SwiftStore(SwiftOptions options);

    Result<ObjectInfo> put(const QByteArray &key, const Digest &content, const Source &source,
                           const Condition &condition = {}) override;
    Result<ObjectInfo> head(const QByteArray &key) override;
    Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                     const Sink &sink) override;
    Result<void> remove(const QByteArray &key) override;
    Result<Listing> list(const QByteArray &prefix, const QByteArray &after) override;
    bool keepsConditions() override { return false; }

private:
    struct Session
    {
        QByteArray url; ///< of the account
        QByteArray token;
    };
    [[nodiscard]] Result<Session> session(const QByteArray &refused);
    /// Signs in, and once more when the token is no longer good.
    [[nodiscard]] Result<HttpAnswer> send(HttpRequest request, const QByteArray &key,
                                          const QByteArray &query = {});
    [[nodiscard]] Error errorOf(const HttpAnswer &answer, const QByteArray &key) const;

    SwiftOptions m_options;
    HttpClient m_http;
    std::mutex m_mutex;
    Session m_session; ///< under m_mutex
};

/// A listing of a container in JSON. Errors: Refused.
[[nodiscard]] Result<Listing> readSwiftListing(const QByteArray &json);

} // namespace smc::cloudvfs
