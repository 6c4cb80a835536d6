// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/store.h"

#include <QHash>
#include <QList>
#include <QString>

#include <chrono>
#include <memory>

namespace smc::cloudvfs {

struct HttpRequest
{
    QByteArray method;
    QByteArray url;            ///< encoded
    QList<QByteArray> headers; ///< "name: value"
    qint64 size = 0;           ///< of what `source` gives
    Source source = {};
    Sink sink = {}; ///< gets `length` bytes from `offset` instead of HttpAnswer::body
    qint64 offset = 0;
    qint64 length = 0;
    QByteArray etag = {}; ///< `sink` gets nothing of another one; empty: of any
};

struct HttpAnswer
{
    int status = 0;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;                       ///< at most 4 MiB
};

/// HTTP by libcurl, with connections that are kept. Of any thread; calls block. The time for a transfer is
/// not limited, but one that moves less than a kilobyte in `patience` is given up.
///
/// With a `sink`, success is a 206 or a 200 of which the sink has got all of the part, or another status with
/// a body that says why. Errors: Unreachable (also less than the part), Timeout; Stale (another ETag;
/// `source` ends early); Refused (`sink` takes no more, `source` cannot be read, another part came).
class HttpClient
{
public:
    /// `caFile`: PEM; empty: the system's authorities.
    explicit HttpClient(QString caFile, std::chrono::seconds patience = std::chrono::seconds(30));
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    [[nodiscard]] Result<HttpAnswer> perform(const HttpRequest &request);

private:
    class Handles;
    QString m_caFile;
    std::chrono::seconds m_patience;
    std::unique_ptr<Handles> m_handles;
};

/// What an answer says in general that is not what was hoped for; `place` names the store, `key` the object.
/// A refusal of the credentials comes with the clock's fault, where the answer's own time shows it.
[[nodiscard]] Error failureOf(const HttpAnswer &answer, const QString &place, const QByteArray &key);
/// The same with the store's own words, where it has any.
[[nodiscard]] Error failureOf(const HttpAnswer &answer, const QString &place, const QByteArray &key,
                              const QString &code, const QString &message);

/// An ETag without the signs around it, W/"…".
[[nodiscard]] QByteArray bareEtag(QByteArray etag);

} // namespace smc::cloudvfs
