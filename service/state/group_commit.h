// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QList>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace smc::state {

/// Several threads have one thing each to keep before they go on, and to keep one costs what many cost: a
/// commit, which waits for the disk. What comes while a commit is under way goes together into the next. As
/// the group commit of a database does it (DeWitt et al., "Implementation techniques for main memory database
/// systems", SIGMOD 1984), but without a delay: whoever is alone waits for nobody.
///
/// Of any thread. It has no thread of its own: the first of a group does it for all of them.
template<typename Item>
class GroupCommit
{
public:
    /// Keeps all of a group or nothing of it. Of one thread at a time.
    using Keep = std::function<Result<void>(const QList<Item> &)>;

    explicit GroupCommit(Keep keep)
        : m_keep(std::move(keep))
    {}

    /// Returns when it is kept, or has not been. Errors: those of Keep, for the whole group.
    [[nodiscard]] Result<void> keep(Item item)
    {
        std::unique_lock lock(m_mutex);
        const std::shared_ptr<Group> group = m_next;
        group->items.append(std::move(item));
        m_changed.wait(lock, [&] { return group->done || !m_busy; });
        if (group->done)
            return group->result;
        m_busy = true;
        m_next = std::make_shared<Group>();
        lock.unlock();
        Result<void> result = m_keep(group->items);
        lock.lock();
        group->result = result;
        group->done = true;
        m_busy = false;
        m_changed.notify_all();
        return result;
    }

private:
    struct Group
    {
        QList<Item> items;
        bool done = false;
        Result<void> result;
    };

    const Keep m_keep;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_busy = false;
    std::shared_ptr<Group> m_next = std::make_shared<Group>(); ///< what comes now belongs to it
};

} // namespace smc::state
