// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace smc::model {

/// A place in a text; both count from 1, columns in bytes.
struct TextPosition
{
    int line = 0;
    int column = 0;
};

[[nodiscard]] TextPosition positionOf(QByteArrayView text, qsizetype offset);

/// Where each value of a JSON text begins, by its JSON pointer ([RFC 6901]); "" is the whole. QJsonDocument
/// keeps no positions. `text` must be JSON that QJsonDocument accepts.
[[nodiscard]] QHash<QString, qsizetype> jsonOffsets(QByteArrayView text);

/// "~" and "/" of a member name, as a pointer writes them.
[[nodiscard]] QString pointerStep(const QString &name);

} // namespace smc::model
