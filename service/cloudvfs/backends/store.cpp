// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/store.h"

#include <QCryptographicHash>

#include <cstring>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

Digest digestOf(const QByteArray &content)
{
    return {.size = content.size(),
            .sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256),
            .md5 = QCryptographicHash::hash(content, QCryptographicHash::Md5)};
}

Result<QByteArray> getWhole(Store &store, const QByteArray &key, qint64 most)
{
    constexpr int attempts = 3;
    for (int attempt = 1;; ++attempt) {
        const auto info = store.head(key);
        if (!info)
            return info.error();
        if (info->size > most)
            return Error{.code = ErrorCode::TooLarge,
                         .message = u"%1 has %2 bytes; %3 are the most."_s.arg(QString::fromUtf8(key))
                                        .arg(info->size)
                                        .arg(most)};
        QByteArray content;
        content.reserve(qsizetype(info->size));
        auto got = store.get(key, info->etag, 0, info->size, [&](const char *bytes, qint64 size, qint64) {
            content.append(bytes, qsizetype(size));
            return true;
        });
        if (got)
            return content;
        if (got.error().code != ErrorCode::Stale || attempt == attempts)
            return got.error();
        // Written anew since it was looked at, be it by a mirror that heals.
    }
}

Result<ObjectInfo> putWhole(Store &store, const QByteArray &key, const QByteArray &content,
                            const Condition &condition)
{
    return store.put(key, digestOf(content), sourceOf(content), condition);
}

Source sourceOf(const QByteArray &content)
{
    return [&content](char *buffer, qint64 size, qint64 offset) {
        const qint64 some = std::min(size, qint64(content.size()) - offset);
        std::memcpy(buffer, content.constData() + offset, std::size_t(some));
        return some;
    };
}

Result<void> askFirst(Store &store, const QByteArray &key, const Condition &condition)
{
    if (condition.kind == Condition::Kind::None)
        return {};
    const auto now = store.head(key);
    if (!now && now.error().code != ErrorCode::NotFound)
        return now.error();
    const bool holds = condition.kind == Condition::Kind::Absent ? !now : now && now->etag == condition.etag;
    return holds ? Result<void>()
                 : Error{.code = ErrorCode::Stale,
                         .message = u"The store has another version by now."_s,
                         .place = QString::fromUtf8(key),
                         .retryable = true};
}

} // namespace smc::cloudvfs
