// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/protocol/calls.h"
#include "service/rpc/protocol/frame.h"

#include <QTest>

#include <array>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::rpc;
using Clock = std::chrono::steady_clock;

class TestFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, m_ends.data()), 0); }
    void cleanup()
    {
        ::close(m_ends[0]);
        ::close(m_ends[1]);
    }
    void bothWays();
    void deadlines();
    void theOtherEndIsGone();
    void lengthsBeyondTheLimits();
    void structsAsCbor();

private:
    std::array<int, 2> m_ends{};
};

void TestFrames::bothWays()
{
    const QByteArray large(3'000'000, 'x'); // more than a socket buffers
    std::thread writer([&] {
        const Frame frame{.body = large, .secret = Secret(QByteArray("pa,ss\"wörd"))};
        QCOMPARE(writeFrame(m_ends[0], frame, Clock::now() + std::chrono::seconds(20)), FrameStatus::Good);
    });
    Frame got;
    QCOMPARE(readFrame(m_ends[1], got, Clock::now() + std::chrono::seconds(20)), FrameStatus::Good);
    writer.join();
    QCOMPARE(got.body, large);
    QCOMPARE(QByteArray(got.secret.data(), qsizetype(got.secret.size())), QByteArray("pa,ss\"wörd"));
}

void TestFrames::deadlines()
{
    Frame got;
    QCOMPARE(readFrame(m_ends[1], got, Clock::now() + std::chrono::milliseconds(20)), FrameStatus::Timeout);
    QVERIFY(!waitReadable(m_ends[1], std::chrono::milliseconds(20)));
    const Frame large{.body = QByteArray(3'000'000, 'x'), .secret = {}};
    QCOMPARE(writeFrame(m_ends[0], large, Clock::now() + std::chrono::milliseconds(20)),
             FrameStatus::Timeout);
}

void TestFrames::theOtherEndIsGone()
{
    ::shutdown(m_ends[0], SHUT_RDWR);
    Frame got;
    QCOMPARE(readFrame(m_ends[1], got, Clock::now() + std::chrono::seconds(5)), FrameStatus::Closed);
    QCOMPARE(writeFrame(m_ends[0], {.body = "x", .secret = {}}, Clock::now() + std::chrono::seconds(5)),
             FrameStatus::Closed);
}

void TestFrames::lengthsBeyondTheLimits()
{
    const std::array<quint32, 2> lengths{maxBody + 1, 0};
    QCOMPARE(::send(m_ends[0], lengths.data(), sizeof lengths, 0), ssize_t(sizeof lengths));
    Frame got;
    QCOMPARE(readFrame(m_ends[1], got, Clock::now() + std::chrono::seconds(5)), FrameStatus::Broken);
}

void TestFrames::structsAsCbor()
{
    const QList<ShareInfo> shares{
        {.name = u"data"_s, .type = 3, .comment = u"Ärger"_s, .path = {}, .users = 7, .maxUsers = 12},
        {.name = u"b"_s}};
    QList<ShareInfo> back;
    QVERIFY(fromCbor(QCborValue::fromCbor(toCbor(shares).toCbor()), back));
    QCOMPARE(back.size(), 2);
    QCOMPARE(back[0].comment, u"Ärger"_s);
    QCOMPARE(back[0].maxUsers, std::optional<quint32>(12));
    QVERIFY(!back[1].maxUsers);

    FileInfo file;
    QVERIFY(!fromCbor(QCborMap{{u"id"_s, -1}}, file)); // out of range, and fields are missing
    QVERIFY(!fromCbor(QCborValue(u"text"_s), file));
}

QTEST_APPLESS_MAIN(TestFrames)
#include "test_frames.moc"
