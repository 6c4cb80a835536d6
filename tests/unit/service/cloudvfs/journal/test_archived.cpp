// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/journal/index.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::cloudvfs;
using namespace std::chrono_literals;

/// What the index keeps of shares in a repository, and what becomes of stubs that were copied past smbd:
/// their content is a version of the file that they were copied from, until they have one of their own.
class TestArchived : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_index = std::make_unique<Index>(QString(m_folder->path() + u"/index.db"_s));
        m_index->countFolders({u"data"_s});
        QVERIFY(m_index->open(u"boot 1"_s));
        QVERIFY(m_index->catalog(u"data"_s).begin(QByteArray(32, 'r')));
        m_sequence = 0;
        change("first", 100);
        archive(100, entryOf(100, '1'));
        QVERIFY(m_index->move(row(100).id, -1, FileState::Stub, stamp(100)));
        // Copied by "cp -a", and found by a scan.
        const FoundFile copy{.device = 1, .inode = 101, .path = "copy", .stamp = stamp(101), .mark = mark()};
        const auto found = m_index->scans().take(u"data"_s, {copy});
        QVERIFY(found && found->files == 1);
    }

    void whatIsRestoredTogetherIsKeptTogether()
    {
        const auto restored = [this](quint64 inode) {
            const Entry entry{.id = QByteArray(16, inode == 200 ? 'u' : 'v'),
                              .path = "restored" + QByteArray::number(inode),
                              .size = 10,
                              .chunks = {{.id = QByteArray(32, '3'), .size = 10}}};
            return m_index->restored(u"data"_s, entry, 1, inode, stamp(inode), true);
        };
        const auto known = [this](quint64 inode) {
            const auto found = m_index->byInode(u"data"_s, 1, inode);
            return found && *found;
        };
        const auto failed = m_index->together([&]() -> smc::Result<void> {
            auto first = restored(200);
            return first ? smc::Error{.code = smc::ErrorCode::Refused} : first;
        });
        QVERIFY(!failed && failed.error().code == smc::ErrorCode::Refused);
        QVERIFY(!known(200));
        QVERIFY(m_index->together([&]() -> smc::Result<void> {
            auto first = restored(200);
            return first ? restored(201) : first;
        }));
        QVERIFY(known(200));
        QVERIFY(known(201));
    }
    void theFirstIsRemovedAllTheSame()
    {
        const QByteArray uid = row(100).uid;
        remove(100);
        archive(101, entryOf(101, '1'), FileState::Stub);
        const auto removals = m_index->removals(u"data"_s, 10);
        QVERIFY(removals);
        QCOMPARE(removals->size(), 1);
        QCOMPARE(removals->first().key, uid);
    }
    void theFirstChangesBeforeTheCopyHasItsOwn()
    {
        change("first", 100);
        archive(100, entryOf(100, '2'));
        const FileRow copy = row(101);
        QVERIFY(!copy.key.isEmpty());
        const auto version = m_index->catalog(u"data"_s).entry(copy.key);
        QVERIFY(version && *version);
        QCOMPARE((*version)->chunks, entryOf(101, '1').chunks);
        QCOMPARE((*version)->id, copy.uid);
        QCOMPARE((*version)->path, "copy");
        QCOMPARE(copy.copied.size, 10);
    }
    void theFirstGoesBeforeTheCopyHasItsOwn()
    {
        const QByteArray uid = row(100).uid;
        remove(100);
        QVERIFY(m_index->archived(u"data"_s, segment({{.id = uid, .kind = Entry::Kind::Gone}}), {}, {}));
        const auto version = m_index->catalog(u"data"_s).entry(row(101).key);
        QVERIFY(version && *version);
        QCOMPARE((*version)->chunks, entryOf(101, '1').chunks);
        // Nothing is left of the first: a checkpoint would have it again.
        const auto gone = m_index->catalog(u"data"_s).entry(uid);
        QVERIFY(gone && !*gone);
    }
    void theOldMarkIsKnownUntilItIsANewOne()
    {
        archive(101, entryOf(101, '1'), FileState::Stub);
        QCOMPARE(row(101).key, row(101).uid);
        QCOMPARE(row(101).origin, row(100).uid);
        const auto pending = m_index->copies(u"data"_s);
        QVERIFY(pending && pending->size() == 1 && pending->first().path == "copy");
        // Killed before the mark was made anew, and found by a scan.
        const FoundFile copy{.device = 1, .inode = 101, .path = "copy", .stamp = stamp(101), .mark = mark()};
        const auto found = m_index->scans().take(u"data"_s, {copy});
        QVERIFY(found);
        QCOMPARE(found->files, 0);
        QCOMPARE(row(101).key, row(101).uid);
        QVERIFY(m_index->copyMarked(row(101).id, row(101).generation, stamp(102)));
        const auto none = m_index->copies(u"data"_s);
        QVERIFY(none && none->isEmpty());
        QCOMPARE(row(101).copied, stamp(102));
    }
    void whatIsToGoDoesNotComeBackFromTheLog()
    {
        const Entry first = entryOf(100, '1');
        remove(100);
        archive(101, entryOf(101, '1'), FileState::Stub);
        QVERIFY(m_index->adopt(u"data"_s, segment({first}))); // after a kill
        const auto removals = m_index->removals(u"data"_s, 10);
        QVERIFY(removals);
        QCOMPARE(removals->size(), 1);
        QCOMPARE(removals->first().key, first.id);
        const auto counts = m_index->counts();
        QVERIFY(counts);
        QCOMPARE(counts->value(u"missing"_s), 0);
    }

private:
    static Stamp stamp(qint64 time) { return {.size = 10, .mtime = time, .ctime = time}; }
    StubMark mark() { return {.key = row(100).uid, .etag = {}, .size = 10}; }
    FileRow row(quint64 inode)
    {
        const auto found = m_index->byInode(u"data"_s, 1, inode);
        return found && *found ? **found : FileRow();
    }
    Segment segment(const QList<Entry> &entries)
    {
        return {.sequence = ++m_sequence, .epoch = 1, .at = 1, .packs = {}, .entries = entries};
    }
    Entry entryOf(quint64 inode, char content)
    {
        return {.id = row(inode).uid,
                .path = row(inode).path,
                .size = 10,
                .chunks = {{.id = QByteArray(32, content), .size = 10}}};
    }
    void take(const QList<Intent> &intents)
    {
        m_consumed += intents.size();
        QVERIFY(m_index->take(u"data"_s, intents, m_consumed));
    }
    void change(const QByteArray &path, quint64 inode)
    {
        take({{CLOUDVFS_DIRTY, path, {}, 10, 1, inode}, {CLOUDVFS_CLOSED, path, {}, 10, 1, inode}});
    }
    void remove(quint64 inode)
    {
        take({{CLOUDVFS_REMOVED, row(inode).path, {}, 10, 1, inode}, {CLOUDVFS_ENDED, {}, {}, 10, 0, 0}});
        const FileRow gone = row(inode);
        QVERIFY(m_index->archived(
            u"data"_s, {},
            {{.kind = Outcome::Kind::Gone, .id = gone.id, .generation = gone.generation, .path = gone.path}},
            {}));
    }
    void archive(quint64 inode, const Entry &entry, FileState state = FileState::Clean)
    {
        const FileRow file = row(inode);
        QVERIFY(m_index->archived(u"data"_s, segment({entry}),
                                  {{.kind = Outcome::Kind::Copied,
                                    .id = file.id,
                                    .generation = file.generation,
                                    .state = state,
                                    .path = file.path,
                                    .copied = stamp(qint64(inode)),
                                    .key = file.uid,
                                    .etag = versionTag(entry)}},
                                  {}));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Index> m_index;
    quint64 m_sequence = 0;
    qint64 m_consumed = 0;
};

QTEST_GUILESS_MAIN(TestArchived)
#include "test_archived.moc"
