// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/session.h"
#include "service/api/converters/converter.h"
#include "service/http/message.h"
#include "service/identity/reader.h"
#include "shared/core/result.h"
#include "shared/wire/record.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace smc::api {

/// What handlers need of a request beyond its path, in the words of docs/rest.md.
struct Asked
{
    converters::Format format = converters::Format::Json;
    identity::View view = identity::View::Short;
    QByteArrayList fields;
    bool fresh = false;
    bool dryRun = false;
};

/// Reads format=, view=, fields=, fresh=, dry-run= and Accept. Unknown parameters are errors, so that a
/// misspelt "dryrun=1" does not change anything. `known`: further names that the handler reads itself.
/// Errors: Invalid; Unsupported (then the status is 406).
[[nodiscard]] Result<Asked> readAsked(const http::Request &request, identity::View defaultView,
                                      const QByteArrayList &known = {});

/// The body as records, in the format that Content-Type names. Errors: Invalid, TooLarge; Unsupported (415).
[[nodiscard]] Result<converters::Input> readBody(const http::Request &request);
/// The same where one record, or nothing at all, is expected.
[[nodiscard]] Result<wire::Record> readRecord(const http::Request &request);

/// What is misspelt must not be passed over: without its time a restore is one of the newest version.
/// Errors: Invalid.
[[nodiscard]] Result<void> onlyKnown(const wire::Record &body, const QByteArrayList &known);

/// Truth of a query parameter: "1", "true", "yes" or bare. Errors: Invalid.
[[nodiscard]] Result<bool> queryFlag(const http::Request &request, QByteArrayView name);
constexpr qsizetype maxPage = 100'000; ///< the most that limit= may ask for
[[nodiscard]] Result<qsizetype> queryNumber(const http::Request &request, QByteArrayView name,
                                            qsizetype least, qsizetype most, qsizetype otherwise);

/// The etag that If-Match asks for: nothing when the header is missing, an empty one for "*".
/// A weak or foreign tag never matches, and stands here as "-".
[[nodiscard]] std::optional<QByteArray> ifMatch(const http::Request &request);

/// The same where a change needs one. Errors: Invalid when the header is missing; the status is 428 then.
[[nodiscard]] Result<QByteArray> requireMatch(const http::Request &request);

/// One object, with its ETag.
[[nodiscard]] http::Reply objectReply(const wire::Record &record, const QByteArray &etag, const Asked &asked,
                                      const identity::Source &source, int status = 200);
/// A list with its total, its next page (X-Total-Count, Link) and its source.
[[nodiscard]] http::Reply listReply(const http::Request &request, const wire::RecordList &list,
                                    const Asked &asked, const identity::Source &source);
/// The error as a problem document; 406 and 412 get what belongs to them.
[[nodiscard]] http::Reply errorReply(const Error &error);
/// Errors of readAsked(): an Unsupported one is 406 there.
[[nodiscard]] http::Reply askedErrorReply(const Error &error);

[[nodiscard]] inline http::Reply jsonReply(const QJsonObject &object, int status = 200)
{
    return http::Reply::json(QJsonDocument(object).toJson(QJsonDocument::Compact), status);
}

} // namespace smc::api
