// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QUrlQuery>

#include <optional>

namespace smc::wire {

/// The one rule of the interface, "/rest/{type}/{resource}[/{id}[/{sub}[/{sub-id}]]]" (docs/rest.md), taken
/// apart. Every member is decoded text; `id` may be a DN with slashes in it.
struct ResourcePath
{
    QString resource; ///< "identity/users"; "jobs" and "descriptors" have no type before them
    QString id;       ///< empty for the collection
    QString sub;      ///< "members", "password"; empty when there is none
    QString subId;

    bool operator==(const ResourcePath &) const = default;
};

/// One segment, percent-encoded ([RFC 3986] 3.3): all but letters, digits and "-._~", so that '/', '=', '%'
/// and '+' of a DN are safe. "." and ".." are encoded too, since URLs take them for steps.
[[nodiscard]] QString encodeSegment(const QString &text);
/// The reverse. Nothing when a '%' is not followed by two hex digits, the bytes are no UTF-8, or there is a
/// zero byte in it.
[[nodiscard]] std::optional<QString> decodeSegment(QStringView segment);

/// Segments to "/a/b%2Fc"; an empty list is "/".
[[nodiscard]] QString encodePath(const QStringList &segments);
/// "/a/b%2Fc" to its segments; empty segments ("//", a trailing slash) are left out.
[[nodiscard]] std::optional<QStringList> decodePath(QStringView path);

/// restPath(u"identity/users"_s, dn) is what goes on the wire, encoded. Empty parts end the path.
[[nodiscard]] QString restPath(const QString &resource, const QString &id = {}, const QString &sub = {},
                               const QString &subId = {});
/// Takes a path on the wire apart. Nothing when it isn't one of ours.
[[nodiscard]] std::optional<ResourcePath> parseRestPath(QStringView path);

/// Adds `text` exactly as it is: QUrlQuery::addQueryItem() alone would take "%41" in it for an "A".
void addQuery(QUrlQuery &query, const QString &name, const QString &text);
/// A query as it goes on the wire: '+', '&' and '=' inside a value are encoded (QUrl leaves a '+' alone,
/// which the service reads as a space).
[[nodiscard]] QString encodeQuery(const QUrlQuery &query);

} // namespace smc::wire
