// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace smc::notify {

/// Something that people should hear of: it went wrong, or it is well again.
struct Notice
{
    bool firing = true; ///< false: resolved
    QString rule;       ///< "disk-full"
    QString server;
    QString share;    ///< may be empty
    QString message;  ///< a sentence
    qint64 since = 0; ///< seconds since 1970: when it went wrong

    bool operator==(const Notice &) const = default;
};

/// As an e-mail ([RFC 5322]): every value that is no plain ASCII encoded, so that no name of a share gets a
/// line of its own into the header.
[[nodiscard]] QByteArray toMail(const QList<Notice> &notices, const QString &from, const QStringList &to,
                                const QString &host);
/// As a JSON object for a web hook: {"host","alerts":[{"state","rule","server","share","message","since"}]}.
[[nodiscard]] QByteArray toJson(const QList<Notice> &notices, const QString &host);
/// "FIRING disk-full fs1:data: …", one line without control characters.
[[nodiscard]] QString toLine(const Notice &notice);

} // namespace smc::notify
