// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/sync/recaller.h"

#include <QJsonObject>

#include <condition_variable>
#include <functional>
#include <thread>

namespace smc::cloudvfs {

struct ImportOptions
{
    std::chrono::seconds interval{}; ///< 0: only at the beginning and when it is wanted
    std::optional<quint32> owner;    ///< of what appears; none: as the share's folder has it
    std::optional<quint32> group;
    std::optional<quint32> mode; ///< of files; folders get x where they have r
};

/// Of a share in the mode link: what others change in its bucket is in the share. It lists the bucket and
/// compares ETags with the index. Its own thread, from start() to its end.
///
///     object without a file          ──▶ a stub, with its mark before its name
///     another ETag, file unchanged   ──▶ a stub of the new version, in the place of the content
///     object gone, file unchanged    ──▶ the file is removed: after a whole list, and when the store says it
///                                        once more of that object
///
/// What clients have changed is left to the Copier, which finds the other version and keeps both. Nothing is
/// taken for removed from an error or a part of a list, nor, unless that is accepted, improbably much.
class Importer
{
public:
    /// `told`: what keeps it from going on, and without a message when it goes on.
    Importer(Journal &journal, Recaller &recaller, const Share &share, Store &store, ImportOptions options,
             std::function<void(const Error &)> told);
    ~Importer();
    Importer(const Importer &) = delete;
    Importer &operator=(const Importer &) = delete;

    void start();
    void stop();
    /// Now. Of any thread.
    void want(bool acceptRemovals);
    /// {"running":BOOL,"listed":N,"made":N,"changed":N,"removed":N,"leftOut":N,"held":N,"finished":MS}: of
    /// the last list; "leftOut" are objects whose keys cannot be names of files. Of any thread.
    [[nodiscard]] QJsonObject status() const;

private:
    using Clock = std::chrono::steady_clock;

    struct Count
    {
        qint64 listed = 0;
        qint64 made = 0;
        qint64 changed = 0;
        qint64 removed = 0;
        qint64 leftOut = 0;
        qint64 held = 0;
    };

    void run(const std::stop_token &stop);
    [[nodiscard]] Result<void> import(const std::stop_token &stop, bool acceptRemovals);
    [[nodiscard]] Result<void> see(const ListedObject &object, const std::optional<KnownFile> &row,
                                   bool first);
    /// Names that were taken, when they are free.
    [[nodiscard]] Result<void> seeTaken(const std::stop_token &stop);
    /// A file without a name.
    [[nodiscard]] Result<void> make(const ListedObject &object);
    [[nodiscard]] Result<void> leaveOut(const Error &error);
    /// Gives those that were made their names, when the disk has them, and tells the journal.
    [[nodiscard]] Result<void> nameThem();
    [[nodiscard]] Result<void> makeFolders(const QByteArray &path);
    [[nodiscard]] Result<void> giveAway(const OpenFile &file, bool folder) const;
    [[nodiscard]] Result<void> remove(const QList<KnownFile> &rows, const std::stop_token &stop);

    Journal &m_journal;
    Recaller &m_recaller;
    const Share &m_share;
    Store &m_store;
    const ImportOptions m_options;
    const std::function<void(const Error &)> m_told;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_wanted = true;
    bool m_acceptRemovals = false;
    bool m_running = false;
    Count m_count;
    struct Made
    {
        OpenFile file;
        StubMark mark;
    };
    std::vector<Made> m_made;    ///< that have no names yet; of the thread
    QList<ListedObject> m_taken; ///< names that the index has and the disk has not; of the thread
    qint64 m_finished = 0;
    qint64 m_begun = 0; ///< milliseconds since 1970
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
