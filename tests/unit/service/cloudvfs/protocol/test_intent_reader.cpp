// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/protocol/intent_reader.h"

#include <QTest>

using namespace smc::cloudvfs;

namespace {

QByteArray record(cloudvfs_intent_kind kind, const QByteArray &path, const QByteArray &target = {})
{
    QByteArray bytes(qsizetype(sizeof(cloudvfs_intent)), '\0');
    bytes += path + target;
    bytes.resize((bytes.size() + CLOUDVFS_INTENT_ALIGN - 1) / CLOUDVFS_INTENT_ALIGN * CLOUDVFS_INTENT_ALIGN,
                 '\0');
    cloudvfs_intent head = {};
    head.magic = CLOUDVFS_INTENT_MAGIC;
    head.size = quint32(bytes.size());
    head.kind = quint16(kind);
    head.path_length = quint16(path.size());
    head.target_length = quint16(target.size());
    head.pid = 7;
    head.device = 1;
    head.inode = 2;
    std::memcpy(bytes.data(), &head, sizeof(head));
    constexpr qsizetype summed = offsetof(cloudvfs_intent, size);
    head.sum = cloudvfs_sum(bytes.constData() + summed, quint64(bytes.size() - summed));
    std::memcpy(bytes.data(), &head, sizeof(head));
    return bytes;
}

QByteArrayList paths(const IntentBatch &batch)
{
    QByteArrayList list;
    for (const Intent &intent : batch.intents)
        list << intent.path;
    return list;
}

} // namespace

class TestIntentReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsFollowOneAnother()
    {
        const QByteArray bytes = record(CLOUDVFS_DIRTY, "a") +
                                 record(CLOUDVFS_RENAMED, "dir/old", "dir/new") + record(CLOUDVFS_ENDED, "");
        const IntentBatch batch = readIntents(bytes);
        QCOMPARE(batch.read, bytes.size());
        QCOMPARE(batch.damaged, 0);
        QCOMPARE(paths(batch), (QByteArrayList{"a", "dir/old", ""}));
        QCOMPARE(batch.intents[1].target, "dir/new");
        QCOMPARE(batch.intents[0].pid, 7U);
        QCOMPARE(batch.intents[0].inode, quint64(2));
    }
    void whatIsNotWholeYetIsWaitedFor()
    {
        const QByteArray first = record(CLOUDVFS_DIRTY, "first");
        const QByteArray bytes = first + record(CLOUDVFS_CLOSED, "second");
        for (qsizetype size = first.size(); size < bytes.size(); ++size) {
            const IntentBatch batch = readIntents(bytes.left(size));
            QCOMPARE(batch.read, first.size());
            QCOMPARE(paths(batch), QByteArrayList{"first"});
            QCOMPARE(batch.damaged, 0);
        }
    }
    void whatWasCutShortIsPassedOver()
    {
        const QByteArray cut = record(CLOUDVFS_DIRTY, "on a full disk");
        for (qsizetype size = 1; size < cut.size(); ++size) {
            const QByteArray bytes =
                record(CLOUDVFS_DIRTY, "a") + cut.left(size) + record(CLOUDVFS_DIRTY, "b");
            const IntentBatch batch = readIntents(bytes);
            QVERIFY2(paths(batch) == (QByteArrayList{"a", "b"}), qPrintable(QString::number(size)));
            QCOMPARE(batch.damaged, size);
            QCOMPARE(batch.read, bytes.size());
        }
    }
    /// A power loss leaves such ends: nothing follows that would tell.
    void zerosAtTheEndAreNoRecord()
    {
        const IntentBatch zeros = readIntents(QByteArray(624, '\0'));
        QCOMPARE(zeros.read, 624);
        QCOMPARE(zeros.damaged, 624);
        const quint32 magic = CLOUDVFS_INTENT_MAGIC;
        const QByteArray begun(reinterpret_cast<const char *>(&magic), 3);
        QCOMPARE(readIntents(QByteArray(8, '\0') + begun).read, 8);
    }
    void aChangedByteIsNoticed()
    {
        const QByteArray good = record(CLOUDVFS_DIRTY, "path of a file");
        for (qsizetype at = 0; at < good.size(); ++at) {
            QByteArray bytes = good;
            bytes[at] = char(bytes[at] ^ 0x40);
            const IntentBatch batch = readIntents(bytes + record(CLOUDVFS_DIRTY, "next"));
            QVERIFY2(paths(batch) == QByteArrayList{"next"}, qPrintable(QString::number(at)));
        }
    }
};

QTEST_APPLESS_MAIN(TestIntentReader)
#include "test_intent_reader.moc"
