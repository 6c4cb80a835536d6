// SPDX-License-Identifier: GPL-3.0-or-later
// What is particular to folders; what every store must do is in tests/integration/cloudvfs/stores.
#include "service/cloudvfs/backends/folder_store.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), qint64(content.size()));
}

} // namespace

class TestFolderStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_outside = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_outside->path()).mkdir(u"store"_s));
        m_store = std::make_unique<FolderStore>(FolderOptions{.path = path(), .mount = {}});
    }
    void symbolicLinksAreNotFollowed()
    {
        write(m_outside->filePath(u"secret"_s), "secret");
        QCOMPARE(::symlink("..", QFile::encodeName(path() + u"/up"_s).constData()), 0);
        QCOMPARE(::symlink("../secret", QFile::encodeName(path() + u"/file"_s).constData()), 0);
        QVERIFY(!getWhole(*m_store, "up/secret", 100));
        QVERIFY(!getWhole(*m_store, "file", 100));
        QVERIFY(!putWhole(*m_store, "up/new", "content"));
        QVERIFY(!QFile::exists(m_outside->filePath(u"new"_s)));
        static_cast<void>(m_store->remove("up/secret"));
        QVERIFY(QFile::exists(m_outside->filePath(u"secret"_s)));
        QVERIFY(putWhole(*m_store, "file", "content")); // in the place of the link
        QFile secret(m_outside->filePath(u"secret"_s));
        QVERIFY(secret.open(QIODevice::ReadOnly));
        QCOMPARE(secret.readAll(), "secret");
        const auto listing = m_store->list({}, {});
        QVERIFY(listing);
        QCOMPARE(listing->objects.size(), 1);
    }
    void whatSomebodyElsePutsThereIsAnObject()
    {
        QVERIFY(putWhole(*m_store, "theirs", "ours"));
        const auto before = m_store->head("theirs");
        QVERIFY(before);
        write(path() + u"/theirs"_s, "other");
        const auto after = m_store->head("theirs");
        QVERIFY(after);
        QVERIFY2(after->etag != before->etag, "the ETag is that of what was there");
        QCOMPARE(after->etag, digestOf(QByteArray("other")).sha256.toHex());
        const auto put = putWhole(*m_store, "theirs", "mine", Condition::unchanged(before->etag));
        QVERIFY(!put && put.error().code == ErrorCode::Stale);
        write(path() + u"/new"_s, "new");
        const auto content = getWhole(*m_store, "new", 100);
        QVERIFY(content);
        QCOMPARE(*content, "new");
    }
    void namesAreThoseOfTheKeys()
    {
        QVERIFY(putWhole(*m_store, "photos/a b/ü.jpg", "content"));
        QVERIFY(QFile::exists(path() + u"/photos/a b/ü.jpg"_s));
        QVERIFY(m_store->remove("photos/a b/ü.jpg"));
        QVERIFY2(!QFile::exists(path() + u"/photos"_s), "an empty folder is left");
    }
    void nothingIsLeftOfAWriteThatFails()
    {
        const QByteArray content(1000, 'x');
        QVERIFY(!m_store->put("k", digestOf(content), [](char *, qint64, qint64) { return qint64(0); }));
        QCOMPARE(QDir(path() + u"/%cloudvfs/new"_s).entryList(QDir::Files), QStringList());
    }
    void withoutItsMountItIsNotReached()
    {
        FolderStore store({.path = path(), .mount = path()});
        const auto head = store.head("k");
        QVERIFY(!head && head.error().code == ErrorCode::Unreachable);
        const auto put = putWhole(store, "k", "content");
        QVERIFY(!put && put.error().code == ErrorCode::Unreachable);
        QVERIFY2(QDir(path()).isEmpty(), "something was written");
        FolderStore other({.path = path(), .mount = u"/proc"_s});
        QVERIFY(putWhole(other, "k", "content"));
    }
    void whereNamesHaveNoCaseTheyAreKeptApart()
    {
        const Naming plain{.plain = true};
        QCOMPARE(plain.pathOf("Readme.TXT"), "%52eadme.%54%58%54");
        QCOMPARE(plain.pathOf("a:b/nul.txt/end. "), "a%3Ab/%6Eul.txt/end.%20");
        QCOMPARE(Naming().pathOf("Readme.TXT"), "Readme.TXT");
    }

private:
    [[nodiscard]] QString path() const { return m_outside->filePath(u"store"_s); }
    std::unique_ptr<QTemporaryDir> m_outside;
    std::unique_ptr<FolderStore> m_store;
};

QTEST_APPLESS_MAIN(TestFolderStore)
#include "test_folder_store.moc"
