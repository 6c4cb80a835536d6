// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/mirror/mirror_store.h"

namespace smc::cloudvfs {

inline constexpr QByteArrayView mirrorMark = ".cloudvfs-mirror"; ///< the object, and how its others begin
inline constexpr QByteArrayView daemonsOwn = ".cloudvfs-";       ///< objects that are no content

/// What the mark of a store says.
struct MirrorMark
{
    QByteArray mirror; ///< identifier; "": it is no mark
    QString store;     ///< its name in the mirror

    bool operator==(const MirrorMark &) const = default;
};
/// Whatever somebody has written there: what it does not say is empty.
[[nodiscard]] MirrorMark readMirrorMark(const QByteArray &text);
[[nodiscard]] QByteArray writeMirrorMark(const MirrorMark &mark);

/// Of a key, while it is written: one at a time.
class MirrorStore::KeyLock
{
public:
    KeyLock(MirrorStore &mirror, QByteArray key, bool wait = true)
        : m_mirror(mirror)
        , m_key(std::move(key))
    {
        std::unique_lock lock(mirror.m_mutex);
        if (wait)
            mirror.m_unlocked.wait(lock, [this] { return !m_mirror.m_locked.contains(m_key); });
        else if (mirror.m_locked.contains(m_key))
            return;
        mirror.m_locked.insert(m_key);
        m_held = true;
    }
    ~KeyLock()
    {
        if (!m_held)
            return;
        const std::lock_guard lock(m_mirror.m_mutex);
        m_mirror.m_locked.remove(m_key);
        m_mirror.m_unlocked.notify_all();
    }
    KeyLock(const KeyLock &) = delete;
    KeyLock &operator=(const KeyLock &) = delete;
    [[nodiscard]] explicit operator bool() const { return m_held; }

private:
    MirrorStore &m_mirror;
    const QByteArray m_key;
    bool m_held = false;
};

template<typename T>
Result<T> MirrorStore::seen(Member &member, Result<T> answer)
{
    if (!answer)
        fail(member, answer.error());
    return answer;
}

} // namespace smc::cloudvfs
