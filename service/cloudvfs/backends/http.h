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
    Sink sink = {};    ///< gets the body of a 206 or 200 instead of HttpAnswer::body
    qint64 offset = 0; ///< where the first byte of that body belongs
};

struct HttpAnswer
{
    int status = 0;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;                       ///< at most 4 MiB
};

/// HTTP by libcurl, with connections that are kept. Of any thread; calls block. The time for a transfer is
/// not limited, but one that moves less than a kilobyte in `patience` is given up. Errors: Unreachable,
/// Timeout; Refused when `sink` takes no more.
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

} // namespace smc::cloudvfs
