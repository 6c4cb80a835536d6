// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"

#include <QByteArray>
#include <QList>
#include <QSslError>
#include <QStringList>

class QNetworkReply;

namespace smc::data {

/// A finished reply as the caller hears of it: an Answer for 2xx, the Error of its problem document
/// otherwise, and one of our own words when nothing came back. `method` tells whether a change may have
/// been carried out although the answer was lost.
[[nodiscard]] Result<Answer> toResult(QNetworkReply &reply, const QByteArray &method);

/// The sentences of certificate errors, without repetition.
[[nodiscard]] QStringList reasonsOf(const QList<QSslError> &errors);

} // namespace smc::data
