// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/journal/index.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace smc::cloudvfs;
using namespace std::chrono_literals;

/// What intents make of files, and outcomes of intents.
class TestIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_index = std::make_unique<Index>(QString(m_folder->path() + u"/index.db"_s));
        QVERIFY(m_index->open(u"boot 1"_s));
        m_consumed = 0;
    }

    void aFileIsDueWhenItIsClosed()
    {
        take({{CLOUDVFS_DIRTY, "a", {}, 10, 1, 100}});
        QCOMPARE(due(), QByteArrayList());
        QCOMPARE(due(0ms), QByteArrayList{"a"}); // open, and the deadline is over
        take({{CLOUDVFS_CLOSED, "a", {}, 10, 1, 100}});
        QCOMPARE(due(), QByteArrayList{"a"});
        QCOMPARE(consumed(), 2);
    }
    void severalOpensAreCounted()
    {
        take({{CLOUDVFS_DIRTY, "a", {}, 10, 1, 100},
              {CLOUDVFS_DIRTY, "a", {}, 10, 1, 100},
              {CLOUDVFS_DIRTY, "a", {}, 11, 1, 100},
              {CLOUDVFS_CLOSED, "a", {}, 10, 1, 100}});
        QCOMPARE(due(), QByteArrayList());
        QVERIFY(m_index->ended({11}));
        QCOMPARE(due(), QByteArrayList());
        take({{CLOUDVFS_CLOSED, "a", {}, 10, 1, 100}});
        QCOMPARE(due(), QByteArrayList{"a"});
    }
    void anAnnouncementHoldsUntilItsProcessGoesOn()
    {
        copied("a", 100);
        take({{CLOUDVFS_RENAMED, "a", "b", 10, 1, 100}});
        QCOMPARE(due(), QByteArrayList()); // not done yet, perhaps
        take({{CLOUDVFS_ENDED, {}, {}, 11, 0, 0}});
        QCOMPARE(due(), QByteArrayList()); // another process
        take({{CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
        QCOMPARE(due(), QByteArrayList{"b"});
        take({{CLOUDVFS_REMOVED, "b", {}, 12, 1, 100}});
        QCOMPARE(due(), QByteArrayList());
        const auto processes = m_index->processes();
        QVERIFY(processes && *processes == QList<quint32>{12});
        QVERIFY(m_index->ended({12}));
        QCOMPARE(due(), QByteArrayList{"b"});
    }
    void aRenamedFolderTakesItsFilesAlong()
    {
        copied("dir/one", 100);
        copied("dir/sub/two", 101);
        copied("dir0", 102); // the next in the order of bytes
        copied("dir", 103);
        take({{CLOUDVFS_RENAMED, "dir", "new name", 10, 0, 0}, {CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
        QByteArrayList paths = due();
        std::sort(paths.begin(), paths.end());
        QCOMPARE(paths, (QByteArrayList{"new name", "new name/one", "new name/sub/two"}));
        QCOMPARE(row(101).former, "dir/sub/two");
    }
    void aFolderWaitsForTheNamesInIt()
    {
        m_index->countFolders({u"data"_s});
        copied("dir", 100);
        copied("dir/a", 101);
        for (const Intent &intent : {Intent{CLOUDVFS_REMOVED, "dir/b", {}, 10, 0, 0},
                                     Intent{CLOUDVFS_RENAMED, "c", "dir/c", 10, 0, 0},
                                     Intent{CLOUDVFS_MADE, "dir/d", {}, 10, 0, 0}}) {
            take({intent});
            QCOMPARE(due(), QByteArrayList()); // its time will be another one
            take({{CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
            QCOMPARE(due(), QByteArrayList{"dir"});
            copied("dir", 100);
            QCOMPARE(due(), QByteArrayList());
        }
    }
    void aNewFileInAnOldInodeChangesItsFolder()
    {
        m_index->countFolders({u"data"_s});
        copied("dir", 100);
        copied("other/a", 101);
        copied("dir/b", 102);
        take({{CLOUDVFS_REMOVED, "other/a", {}, 10, 1, 101},
              {CLOUDVFS_ENDED, {}, {}, 10, 0, 0},
              {CLOUDVFS_DIRTY, "dir/a", {}, 10, 1, 101}});
        QCOMPARE(due(), QByteArrayList{"dir"});
        copied("dir", 100);
        take({{CLOUDVFS_REMOVED, "dir/b", {}, 10, 1, 102}, {CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
        QVERIFY(due().contains("dir"));
        copied("dir", 100);
        take({{CLOUDVFS_DIRTY, "dir/b", {}, 10, 1, 102}}); // under the same name, too
        QCOMPARE(due(), QByteArrayList{"dir"});
        take({{CLOUDVFS_CLOSED, "dir/b", {}, 10, 1, 102}});
        copied("dir/b", 102, false);
        copied("dir", 100);
        take({{CLOUDVFS_META, "dir/b", {}, 10, 1, 102}});
        QVERIFY(!due().contains("dir"));
    }
    /// Made past smbd, so that a scan alone finds it, before the store knows that the old one is gone.
    void aFileFoundInTheInodeOfARemovedOneIsTaken()
    {
        copied("a", 100);
        take({{CLOUDVFS_REMOVED, "a", {}, 10, 1, 100}});
        const FoundFile there{
            .device = 1, .inode = 100, .path = "a", .stamp = {.size = 3, .mtime = 1, .ctime = 1}};
        const auto still = m_index->scans().take(u"data"_s, {there});
        QVERIFY(still && still->files == 0); // whoever removes it tells
        FoundFile other = there;
        other.path = "b";
        const auto found = m_index->scans().take(u"data"_s, {other});
        QVERIFY(found && found->files == 1);
        QCOMPARE(row(100).path, "b");
        QCOMPARE(row(100).former, "a");
        QVERIFY(!row(100).removing);
        take({{CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
        QCOMPARE(due(), QByteArrayList{"b"});
        copied("b", 100, false);
        QCOMPARE(removals(), QByteArrayList{"a"});
    }
    void aCopyUnderANewNameRemovesTheOldObject()
    {
        copied("a", 100);
        take({{CLOUDVFS_RENAMED, "a", "b", 10, 1, 100}, {CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
        QCOMPARE(removals(), QByteArrayList()); // not before the new one is there
        copied("b", 100, false);
        QCOMPARE(removals(), QByteArrayList{"a"});
    }
    void whatIsWantedAgainIsNotRemoved()
    {
        copied("a", 100);
        take({{CLOUDVFS_REMOVED, "a", {}, 10, 1, 100}, {CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
        const FileRow gone = row(100);
        finish({.kind = Outcome::Kind::Gone, .id = gone.id, .generation = gone.generation});
        QCOMPARE(removals(), QByteArrayList{"a"});
        take({{CLOUDVFS_DIRTY, "a", {}, 10, 1, 101}, {CLOUDVFS_CLOSED, "a", {}, 10, 1, 101}});
        QCOMPARE(removals(), QByteArrayList()); // a file has the name again
        copied("a", 101, false);
        take({{CLOUDVFS_RENAMED, "a", "b", 10, 1, 101}, {CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
        QCOMPARE(removals(), QByteArrayList()); // and its object is the new one's
    }
    void whatNobodyRemovedStaysInTheStore()
    {
        copied("a", 100);
        take({{CLOUDVFS_META, "a", {}, 10, 1, 100}, {CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
        const FileRow missing = row(100);
        finish({.kind = Outcome::Kind::Gone, .id = missing.id, .generation = missing.generation});
        QCOMPARE(row(100).state, FileState::Missing);
        QCOMPARE(removals(), QByteArrayList());
    }
    void whatIsNotThereTakesNoName()
    {
        // As an intent of a machine whose disk and index are lost.
        take({{CLOUDVFS_DIRTY, "a", {}, 10, 1, 100}, {CLOUDVFS_CLOSED, "a", {}, 10, 1, 100}});
        const FileRow missing = row(100);
        QVERIFY(!isFree("a"));
        finish({.kind = Outcome::Kind::Gone, .id = missing.id, .generation = missing.generation});
        QVERIFY(isFree("a"));
    }
    void aChangeDuringACopyIsNotForgotten()
    {
        take({{CLOUDVFS_DIRTY, "a", {}, 10, 1, 100}, {CLOUDVFS_CLOSED, "a", {}, 10, 1, 100}});
        const FileRow read = row(100);
        take({{CLOUDVFS_DIRTY, "a", {}, 10, 1, 100}, {CLOUDVFS_CLOSED, "a", {}, 10, 1, 100}});
        finish({.kind = Outcome::Kind::Copied,
                .id = read.id,
                .generation = read.generation,
                .path = "a",
                .key = "a"});
        QCOMPARE(row(100).state, FileState::Dirty);
        QCOMPARE(row(100).key, "a");
    }
    void whatWasToBeWrittenIsRemovedWhenNothingComesOfIt()
    {
        take({{CLOUDVFS_DIRTY, "a", {}, 10, 1, 100}, {CLOUDVFS_CLOSED, "a", {}, 10, 1, 100}});
        QVERIFY(m_index->willWrite(u"data"_s, "a"));
        QCOMPARE(removals(), QByteArrayList());
        take({{CLOUDVFS_REMOVED, "a", {}, 10, 1, 100}, {CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
        const FileRow gone = row(100);
        finish({.kind = Outcome::Kind::Gone, .id = gone.id, .generation = gone.generation});
        QCOMPARE(removals(), QByteArrayList{"a"});
    }

private:
    bool isFree(const QByteArray &path)
    {
        const auto free = m_index->scans().isFree(u"data"_s, path);
        return free && *free;
    }
    void take(const QList<Intent> &intents)
    {
        m_consumed += intents.size();
        QVERIFY(m_index->take(u"data"_s, intents, m_consumed));
    }
    void finish(const Outcome &outcome) { QVERIFY(m_index->finish({outcome})); }
    void copied(const QByteArray &path, quint64 inode, bool change = true)
    {
        if (change)
            take({{CLOUDVFS_DIRTY, path, {}, 10, 1, inode}, {CLOUDVFS_CLOSED, path, {}, 10, 1, inode}});
        const FileRow file = row(inode);
        finish({.kind = Outcome::Kind::Copied,
                .id = file.id,
                .generation = file.generation,
                .path = path,
                .copied = {.size = 1, .mtime = 2, .ctime = 3},
                .key = path,
                .etag = "e"});
        QCOMPARE(row(inode).state, FileState::Clean);
    }
    QByteArrayList due(std::chrono::milliseconds deadline = 1h)
    {
        QByteArrayList paths;
        if (const auto rows = m_index->due(u"data"_s, 0ms, deadline, {}, 100)) {
            for (const FileRow &file : *rows)
                paths << file.path;
        }
        return paths;
    }
    FileRow row(quint64 inode)
    {
        const auto found = m_index->byInode(u"data"_s, 1, inode);
        return found && *found ? **found : FileRow();
    }
    QByteArrayList removals()
    {
        QByteArrayList keys;
        if (const auto found = m_index->removals(u"data"_s, 100)) {
            for (const Removal &removal : *found)
                keys << removal.key;
        }
        return keys;
    }
    qint64 consumed() { return m_index->consumed(u"data"_s) ? *m_index->consumed(u"data"_s) : -1; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Index> m_index;
    qint64 m_consumed = 0;
};

QTEST_GUILESS_MAIN(TestIndex)
#include "test_index.moc"
