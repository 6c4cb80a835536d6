// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <utility>

namespace smc::cloudvfs {

/// Who signs: an access key of S3, or what stands for one elsewhere.
struct AccessKey
{
    QByteArray id;
    Secret secret;
};

/// A request of which the signature is made. Names of headers in lower case.
struct SignedRequest
{
    QByteArray method;                              ///< "PUT"
    QByteArray path;                                ///< as it stands in the request line, encoded once
    QList<std::pair<QByteArray, QByteArray>> query; ///< encoded
    QList<std::pair<QByteArray, QByteArray>>
        headers;            ///< all that are signed, "host" and "x-amz-date" among them
    QByteArray payloadHash; ///< SHA-256 in hex
};

/// The value of "Authorization": AWS Signature Version 4, "Authenticating Requests (AWS Signature Version 4)"
/// of the S3 API reference. Our own since that of libcurl 7.88 takes neither every key nor unsorted queries.
[[nodiscard]] QByteArray authorization(const SignedRequest &request, const AccessKey &key,
                                       const QByteArray &region, const QByteArray &service,
                                       const QDateTime &now);

/// Everything but letters, digits, "-._~" as %XX; the slash too, unless `slash`.
[[nodiscard]] QByteArray uriEncoded(const QByteArray &text, bool slash);

} // namespace smc::cloudvfs
