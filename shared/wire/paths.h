// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrlQuery>

namespace smc::wire {

/// One segment, percent-encoded ([RFC 3986] 3.3): all but letters, digits and "-._~", so that '/', '=', '%'
/// and '+' of a DN are safe. "." and ".." are encoded too, since URLs take them for steps.
[[nodiscard]] QString encodeSegment(const QString &text);

/// The one rule of the interface, "/rest/{type}/{resource}[/{id}[/{sub}[/{sub-id}]]]" (docs/rest.md):
/// restPath(u"identity/users"_s, dn) is what goes on the wire, encoded. Empty parts end the path.
[[nodiscard]] QString restPath(const QString &resource, const QString &id = {}, const QString &sub = {},
                               const QString &subId = {});

/// Whether the objects of a resource are the directory's: they have a DN, a place in the tree and a class.
/// Those of others are a server's.
[[nodiscard]] bool isDirectory(QStringView resource);

/// Adds `text` exactly as it is: QUrlQuery::addQueryItem() alone would take "%41" in it for an "A".
void addQuery(QUrlQuery &query, const QString &name, const QString &text);
/// A query as it goes on the wire: '+', '&' and '=' inside a value are encoded (QUrl leaves a '+' alone,
/// which the service reads as a space).
[[nodiscard]] QString encodeQuery(const QUrlQuery &query);

} // namespace smc::wire
