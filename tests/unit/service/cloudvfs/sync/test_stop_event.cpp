// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/stop_event.h"

#include <QTemporaryFile>
#include <QTest>

#include <latch>
#include <poll.h>
#include <thread>

using namespace smc::cloudvfs;

/// In the place of the C library's: whoever requests a stop is held up before it writes.
extern "C" int eventfd_write(int fd, eventfd_t value)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return ::write(fd, &value, sizeof(value)) == ssize_t(sizeof(value)) ? 0 : -1;
}

class TestStopEvent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itWakes();
    void noOtherFileIsWrittenTo();
};

void TestStopEvent::itWakes()
{
    std::stop_source source;
    const StopEvent event(source.get_token());
    pollfd wait{.fd = event.fd(), .events = POLLIN, .revents = 0};
    QCOMPARE(::poll(&wait, 1, 0), 0);
    source.request_stop();
    QCOMPARE(::poll(&wait, 1, 0), 1);
}

void TestStopEvent::noOtherFileIsWrittenTo()
{
    // A thread sees the stop before it is woken, ends, and a file takes the number of its descriptor.
    QTemporaryFile file;
    bool opened = false;
    {
        std::stop_source source;
        std::latch made(1);
        std::thread thread([&] {
            {
                const StopEvent event(source.get_token());
                made.count_down();
                while (!source.stop_requested())
                    std::this_thread::yield();
            }
            opened = file.open();
        });
        made.wait();
        source.request_stop();
        thread.join();
    }
    QVERIFY2(opened, qPrintable(file.errorString()));
    QCOMPARE(file.size(), qint64(0));
}

QTEST_GUILESS_MAIN(TestStopEvent)
#include "test_stop_event.moc"
