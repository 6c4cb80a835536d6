// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/render/sheet_apply.h"

#include <QJsonObject>

#include <functional>

class QWidget;

namespace smc::render {

class Context;

/// Asks the service what these changes of attributes would do (dry-run=1 of docs/rest.md); `done` gets its
/// answer, as long as `owner` lives.
[[nodiscard]] QPointer<data::Call> askPreview(Context &context, const Changes &changes, QObject *owner,
                                              std::function<void(const Result<QJsonObject> &)> done);

/// Shows such an answer: each name with its value before and after (objectName "preview"). `place`: where it
/// would be written, "registry" or "file" (smb.conf).
void showPreview(const QJsonObject &answer, const QString &place, QWidget *parent);

} // namespace smc::render
