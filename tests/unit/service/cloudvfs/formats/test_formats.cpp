// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/formats/chunker.h"
#include "service/cloudvfs/formats/seal.h"
#include "service/cloudvfs/formats/segment.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

QByteArray noise(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.generate());
    return bytes;
}

KeyRing ringOf(const QByteArray &text)
{
    const auto ring = KeyRing::read(text);
    return ring ? *ring : KeyRing();
}

QByteArrayList chunksOf(const Chunker &chunker, const QByteArray &content)
{
    QByteArrayList chunks;
    for (QByteArrayView rest = content; !rest.isEmpty();) {
        const qsizetype length = chunker.cut(rest);
        chunks << rest.first(length).toByteArray();
        rest = rest.sliced(length);
    }
    return chunks;
}

Entry entryOf(const QByteArray &path)
{
    return {.id = QByteArray(16, 'i'),
            .kind = Entry::Kind::File,
            .path = path,
            .mode = 0640,
            .owner = 5001,
            .group = 100,
            .size = 70'000'000'000,
            .mtime = 1'700'000'000'123'456'789,
            .attributes = {{"security.NTACL", QByteArray("\0\1\2", 3)}, {"user.empty", ""}},
            .chunks = {{.id = QByteArray(32, 'c'), .size = Chunker::most}},
            .indirect = true,
            .at = 1'800'000'000'000};
}

} // namespace

class TestFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSealedIsOpened_data()
    {
        QTest::addColumn<bool>("encrypted");
        QTest::addColumn<QByteArray>("content");
        for (const bool encrypted : {false, true}) {
            const char *how = encrypted ? "encrypted" : "plain";
            QTest::addRow("%s, nothing", how) << encrypted << QByteArray();
            QTest::addRow("%s, text", how) << encrypted << QByteArray("the same again ").repeated(1000);
            QTest::addRow("%s, noise", how) << encrypted << noise(100'000, 1);
        }
    }
    void whatIsSealedIsOpened()
    {
        QFETCH(bool, encrypted);
        QFETCH(QByteArray, content);
        const Sealer sealer(encrypted ? ringOf(KeyRing::newLine()) : KeyRing());
        const QByteArray sealed = sealer.seal(content, "here");
        const auto opened = sealer.open(sealed, "here", content.size());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().toString()));
        QCOMPARE(*opened, content);
        QVERIFY(content.size() < 1000 || content == noise(100'000, 1) || sealed.size() < content.size() / 10);
        QVERIFY(!encrypted || !sealed.contains("the same again"));
        // Elsewhere it is none, nor cut, nor with any bit of it turned.
        QCOMPARE(sealer.open(sealed, "there", content.size()).error().code, ErrorCode::Stale);
        QVERIFY(!sealer.open(sealed.chopped(1), "here", content.size()));
        for (qsizetype at = 0; at < sealed.size(); at += std::max<qsizetype>(1, sealed.size() / 50)) {
            QByteArray wrong = sealed;
            wrong[at] = char(wrong[at] ^ 4);
            QVERIFY2(!sealer.open(wrong, "here", content.size()), qPrintable(QString::number(at)));
        }
        QVERIFY(content.isEmpty() ||
                sealer.open(sealed, "here", content.size() - 1).error().code == ErrorCode::TooLarge);
    }

    void keysAreRotated()
    {
        const QByteArray first = KeyRing::newLine();
        const QByteArray second = KeyRing::newLine();
        const QByteArray old = Sealer(ringOf(first)).seal("of the first", "");
        const Sealer rotated(ringOf("# newest first\n" + second + '\n' + first + '\n'));
        QCOMPARE(*rotated.open(old, "", 100), "of the first");
        const QByteArray fresh = rotated.seal("of the second", "");
        QCOMPARE(*Sealer(ringOf(second)).open(fresh, "", 100), "of the second");
        const auto without = Sealer(ringOf(first)).open(fresh, "", 100);
        QCOMPARE(without.error().code, ErrorCode::Denied);
        QVERIFY(without.error().message.contains(u"is not in the key file"_s));
    }

    void aKeyIsTypedInAgain()
    {
        const QByteArray line = KeyRing::newLine();
        QCOMPARE(lineOf(ringOf(line).first()), line);
        QCOMPARE(ringOf(line.toLower().replace("cloudvfs-key-1", "cloudvfs-key-1")).first().id,
                 ringOf(line).first().id);
        for (qsizetype at = line.indexOf(' ') + 1; at < line.size() - 1; ++at) {
            QByteArray slip = line;
            slip[at] = slip[at] == 'A' ? 'B' : 'A';
            QVERIFY2(!KeyRing::read(slip), slip.constData());
        }
        QVERIFY(KeyRing::read("some words").error().message.startsWith(u"Line 1 is no key"_s));
    }

    void chunksMakeTheWhole()
    {
        const Chunker chunker(QByteArray(32, 's'));
        const QByteArray content = noise(20'000'000, 2);
        const QByteArrayList chunks = chunksOf(chunker, content);
        QCOMPARE(chunks.join(), content);
        for (const QByteArray &chunk : chunks.mid(0, chunks.size() - 1))
            QVERIFY(chunk.size() >= Chunker::least && chunk.size() <= Chunker::most);
        QVERIFY2(chunks.size() > 10 && chunks.size() < 40, qPrintable(QString::number(chunks.size())));
        QCOMPARE(chunksOf(chunker, QByteArray(9'000'000, 'x')).join().size(), 9'000'000);
    }

    void aChangeMovesTheCutsNearIt()
    {
        const Chunker chunker(QByteArray(32, 's'));
        QByteArray content = noise(20'000'000, 3);
        const QByteArrayList before = chunksOf(chunker, content);
        content.insert(7'000'000, "something more");
        int others = 0;
        for (const QByteArray &chunk : chunksOf(chunker, content))
            others += before.contains(chunk) ? 0 : 1;
        QVERIFY2(others <= 3, qPrintable(QString::number(others)));
        QVERIFY(chunksOf(Chunker(QByteArray(32, 't')), content) != chunksOf(chunker, content));
    }

    void segmentsAreReadAgain()
    {
        Segment segment{.sequence = 7, .epoch = 3, .at = 1'800'000'000'000};
        segment.packs = {{.name = QByteArray(32, 'p'),
                          .chunks = {{.id = QByteArray(32, 'c'), .offset = 8, .length = 900, .size = 1000}}}};
        segment.entries = {entryOf("a/b"),
                           {.id = QByteArray(16, 'g'), .kind = Entry::Kind::Gone, .at = 5},
                           {.id = QByteArray(16, 'f'), .kind = Entry::Kind::Folder, .path = "a"}};
        const QByteArray bytes = encodeSegment(segment);
        const auto read = decodeSegment(bytes);
        QVERIFY(read);
        QCOMPARE(read->sequence, 7U);
        QCOMPARE(read->packs.first().chunks.first().length, 900);
        QCOMPARE(read->entries.size(), 3);
        QCOMPARE(encodeSegment(*read), bytes);
        QCOMPARE(read->entries.first().attributes, entryOf("a/b").attributes);
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QVERIFY(!decodeSegment(bytes.left(size)));
    }

    void versionsAreTheSameWheneverRecorded()
    {
        Entry one = entryOf("x");
        Entry other = one;
        other.at = 1;
        QCOMPARE(versionTag(one), versionTag(other));
        other.attributes.removeLast();
        QVERIFY(versionTag(one) != versionTag(other));
    }
};

QTEST_GUILESS_MAIN(TestFormats)
#include "test_formats.moc"
