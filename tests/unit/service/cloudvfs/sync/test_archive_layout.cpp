// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/folder_store.h"
#include "service/cloudvfs/sync/archive_layout.h"

#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;
using namespace std::chrono_literals;

/// Who reads of a repository while the index does not have it yet.
class TestArchiveLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<FolderStore>(FolderOptions{.path = m_folder->path(), .mount = {}});
        m_repository = std::make_unique<Repository>(
            *m_store, RepositoryOptions{.prefix = "data/", .keys = {}, .host = {}});
        QVERIFY(m_repository->open(true));
        m_journal = std::make_unique<Journal>(QString(m_folder->path() + u"/index.db"_s));
        QVERIFY(m_journal->call([](Index &index) { return index.open(u"boot"_s); }));
        m_layout = std::make_unique<ArchiveLayout>(*m_journal, *m_repository, u"data"_s);
    }

    void isToldToTryAgain()
    {
        const auto soon = m_layout->ready(1ms);
        QVERIFY(!soon);
        QCOMPARE(soon.error().code, ErrorCode::Busy);
        QVERIFY(soon.error().retryable);
    }
    void waitsUntilTheIndexHasIt()
    {
        auto reader = std::async(std::launch::async, [this] { return read(); });
        QCOMPARE(reader.wait_for(100ms), std::future_status::timeout); // it would have failed by now
        m_layout->told({});
        const auto done = reader.get();
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::NotFound); // there is none of that name, which is known now
        QVERIFY(m_layout->ready(0ms));
    }
    void isToldWhyItCannotBe()
    {
        m_layout->told(Error{.code = ErrorCode::Exists, .message = u"another repository"_s});
        const auto done = read();
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Exists);
        m_layout->told({}); // and then it could
        QVERIFY(m_layout->ready(0ms));
    }

private:
    Result<void> read()
    {
        FileRow row;
        row.key = "of nobody";
        return m_layout->read(row, 0, 1, [](const char *, qint64, qint64) { return true; });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FolderStore> m_store;
    std::unique_ptr<Repository> m_repository;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<ArchiveLayout> m_layout;
};

QTEST_GUILESS_MAIN(TestArchiveLayout)
#include "test_archive_layout.moc"
