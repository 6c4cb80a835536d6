// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/watched_store.h"
#include "service/cloudvfs/mirror/heal_log.h"

#include <QSet>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <thread>
#include <vector>

namespace smc::cloudvfs {

struct MirrorOptions
{
    QString name;
    QString log;                           ///< the file of the heal log
    std::chrono::milliseconds pause{1000}; ///< after a failure; then twice as long each time, up to a minute
    int quorum = 0; ///< stores that must have an object before it is told of; 0: more than a half
};

/// The same objects in several stores (docs/adr/0013).
///
///   - A put is acknowledged when `quorum` stores have it, each compared with its digest, and a removal when
///     that many have done it. Before that, the heal log says which others have not, and a store beside it
///     carries an object that says so, too, so that a machine without this log does not trust it.
///   - What a store has missed is never read from it. It gets it from one that has it when it is there again,
///     compared with the digest of the first put; what was removed meanwhile is removed there.
///   - Reads come from the first store that answers and has what the log says; the next is asked when one
///     fails, lacks it, or has something else. That it is not there is told only when no store that should
///     have it could have it.
///   - An object's ETag is that of the first store that took it, and stays so whichever store is asked.
///   - Conditions are decided by the first store that answers and holds the key. With a quorum of more than a
///     half, two mirrors of other machines cannot both win; with less, two that do not see the same stores
///     can.
///   - A store that is empty, or was left out for a time, is compared and filled; one with objects that are
///     not this mirror's is left alone.
///
/// Without its log, a mirror begins only when every store answers. Errors are those of Store; of several
/// stores the first. Objects whose keys begin with ".cloudvfs-mirror" are its own.
class MirrorStore final : public Store
{
public:
    /// The first stores are asked first. Nothing is sent or written until something is asked.
    MirrorStore(MirrorOptions options, std::vector<std::pair<QString, std::unique_ptr<Store>>> stores);
    ~MirrorStore() override;

    /// Heals by itself from now on. One instance of a mirror does that, the daemon's; others only ask.
    void start();
    /// Does once what start() does again and again: finds out which stores are there and heals what can be
    /// healed now. The number of objects that are left.
    [[nodiscard]] Result<qint64> heal();

    struct MemberStatus
    {
        QString name;
        WatchedStore *store = nullptr;
        bool complete = false; ///< it has been compared with the others
        HealBacklog backlog;
        QString problem; ///< why it is not healed, or not there
    };
    [[nodiscard]] QList<MemberStatus> members();
    [[nodiscard]] const QString &name() const { return m_options.name; }

    Result<ObjectInfo> put(const QByteArray &key, const Digest &content, const Source &source,
                           const Condition &condition = {}) override;
    Result<ObjectInfo> head(const QByteArray &key) override;
    Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                     const Sink &sink) override;
    Result<void> remove(const QByteArray &key) override;
    Result<Listing> list(const QByteArray &prefix, const QByteArray &after) override;
    bool keepsConditions() override;

private:
    using Clock = std::chrono::steady_clock;

    struct Member
    {
        QString name;
        std::unique_ptr<WatchedStore> store;
        // With m_mutex:
        bool up = false; ///< it answers, and is what the log knows
        bool complete = false;
        Flag flag = Flag::None;
        QString problem = {};
        int failures = 0;
        Clock::time_point next = {}; ///< when it is looked at again, or healed
        int healFailures = 0;
        Clock::time_point healNext = {};
    };
    /// A store and what it has of a key.
    struct View
    {
        Member *member = nullptr;
        std::optional<Copy> copy = {};
        bool up = false;
        bool trusted = false; ///< what it says of the key is so
        [[nodiscard]] bool unsure() const { return copy && copy->state == Copy::State::Unsure; }
    };
    /// What a store shows of the mirror it belongs to.
    struct Found
    {
        QByteArray mirror = {}; ///< "": it bears no mark
        QString name = {};
        bool empty = true;
    };
    class KeyLock;

    // mirror_members.cpp
    [[nodiscard]] Result<void> opened();
    [[nodiscard]] Result<void> establish();
    [[nodiscard]] Result<void> adopt(const QByteArray &id, const QMap<Member *, Found> &found);
    [[nodiscard]] Result<Found> look(Member &member);
    [[nodiscard]] Result<void> identify(Member &member);
    [[nodiscard]] Result<void> judge(Member &member, const Found &found);
    [[nodiscard]] Result<void> mark(Member &member);
    [[nodiscard]] Result<void> flag(Member &member);
    void unflag(Member &member);
    /// Whether it lacks what was acknowledged. What is being written does not count: that flags by itself.
    [[nodiscard]] bool isBehind(const Member &member);
    [[nodiscard]] Result<void> keepFlag(Member &member, Flag flag);
    [[nodiscard]] Error refused(Member &member, const QString &why) const;
    [[nodiscard]] Error ofMember(const Member &member, Error error) const;
    /// Takes notice of what a store has answered.
    template<typename T>
    Result<T> seen(Member &member, Result<T> answer);
    void fail(Member &member, const Error &error);
    [[nodiscard]] Clock::duration pauseAfter(int failures) const
    {
        return std::min<Clock::duration>(std::chrono::minutes(1),
                                         m_options.pause * (1 << std::min(failures, 10)));
    }

    // mirror_store.cpp
    [[nodiscard]] Result<QList<View>> viewsOf(const QByteArray &key);
    [[nodiscard]] Result<ObjectInfo> headOf(const QByteArray &key, const QList<View> &views);
    [[nodiscard]] Result<ListedObject> listed(const QByteArray &key);
    [[nodiscard]] Result<Listing> listFrom(Member &member, const QByteArray &prefix, const QByteArray &after);
    [[nodiscard]] int quorum() const;
    [[nodiscard]] Error nobody() const;
    void suspect(const QByteArray &key);

    // mirror_heal.cpp
    void run(const std::stop_token &stop);
    [[nodiscard]] Result<void> settle(const QByteArray &key); ///< with its KeyLock
    void settleUnsure();
    void adoptSuspects();
    [[nodiscard]] Result<void> adoptOne(const QByteArray &key);
    [[nodiscard]] Result<void> compare(Member &member);
    void healMember(Member &member);
    [[nodiscard]] Result<void> healOne(Member &member, const QByteArray &key);
    [[nodiscard]] Result<Copy> copyTo(const QByteArray &key, const View &from, Member &to);
    void wake();

    template<typename Work>
    auto log(Work work)
    {
        return m_log->call(std::move(work));
    }

    const MirrorOptions m_options;
    std::vector<std::unique_ptr<Member>> m_members;
    std::unique_ptr<HealLogThread> m_log;
    std::atomic<bool> m_heals = false;
    std::atomic<bool> m_ending = false;

    std::mutex m_openMutex; ///< while stores are identified
    std::atomic<bool> m_open = false;
    bool m_logOpen = false;
    QByteArray m_id;
    std::mutex m_flagMutex;
    std::mutex m_healMutex; ///< one heal() at a time
    bool m_loaded = false;

    mutable std::mutex m_mutex;
    std::condition_variable m_unlocked;
    QSet<QByteArray> m_locked;   ///< keys that are being written
    QSet<QByteArray> m_unsure;   ///< keys to be settled
    QSet<QByteArray> m_suspects; ///< keys of which a store showed something else than the log
    std::condition_variable_any m_changed;
    bool m_news = false;
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
