// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>

namespace smc::ctl {

/// A session that `smcctl login` opened.
struct StoredSession
{
    QUrl url;
    QString user; ///< as it was typed
    QByteArray token;
};

/// Where sessions are kept between calls: a file that its owner alone may read, in XDG_RUNTIME_DIR (which
/// ends with the person's last login), or in the configuration folder where there is none.
[[nodiscard]] QString sessionFilePath();
/// The session for this service and user; an empty url or user takes the latest.
[[nodiscard]] std::optional<StoredSession> findSession(const QUrl &url, const QString &user);
Result<void> keepSession(const StoredSession &session);
void dropSession(const QUrl &url, const QByteArray &token);

} // namespace smc::ctl
