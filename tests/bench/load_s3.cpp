// SPDX-License-Identifier: GPL-3.0-or-later
// bench_s3: objects of a bucket without anything around them, as ./run bench cloudvfs compares with. Prints
// the seconds until the first answer and until the last one.
//
//     bench_s3 put THREADS COUNT SIZE PREFIX            PREFIX0 … of noise
//     bench_s3 get THREADS PIECE OFFSET LENGTH KEY      in ranges of PIECE bytes
//
// The bucket is that of SMC_S3_ENDPOINT, SMC_S3_BUCKET, SMC_S3_KEY and SMC_S3_SECRET (tests/lab/cloud.sh).
#include "service/cloudvfs/backends/s3_store.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

using namespace smc;
using namespace smc::cloudvfs;

namespace {

class Clock
{
public:
    Clock() { m_timer.start(); }
    void answered()
    {
        const std::lock_guard lock(m_mutex);
        if (m_first == 0)
            m_first = m_timer.nsecsElapsed();
    }
    void print() const
    {
        std::printf("%.6f %.6f\n", double(m_first) / 1e9, double(m_timer.nsecsElapsed()) / 1e9);
    }

private:
    QElapsedTimer m_timer;
    std::mutex m_mutex;
    qint64 m_first = 0;
};

void require(const Result<void> &done)
{
    if (done)
        return;
    std::fprintf(stderr, "bench_s3: %s\n", qUtf8Printable(done.error().toString()));
    std::_Exit(1);
}

/// Calls `work` with 0 to `count` - 1, on so many threads.
template<typename Work>
void inParallel(int threads, qint64 count, const Work &work)
{
    std::atomic<qint64> next = 0;
    std::vector<std::jthread> running;
    for (int i = 0; i < threads; ++i) {
        running.emplace_back([&] {
            for (qint64 at = next++; at < count; at = next++)
                work(at);
        });
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 7 && argc != 6) {
        std::fprintf(stderr,
                     "bench_s3 put THREADS COUNT SIZE PREFIX | get THREADS PIECE OFFSET LENGTH KEY\n");
        return 2;
    }
    S3Store store({.endpoint = qEnvironmentVariable("SMC_S3_ENDPOINT"),
                   .bucket = qEnvironmentVariable("SMC_S3_BUCKET"),
                   .caFile = {},
                   .key = {.id = qgetenv("SMC_S3_KEY"), .secret = Secret(qgetenv("SMC_S3_SECRET"))}});
    const int threads = std::atoi(argv[2]);
    if (argc == 6) {
        const qint64 count = std::atoll(argv[3]);
        QByteArray content(qsizetype(std::atoll(argv[4])), Qt::Uninitialized);
        for (char &byte : content)
            byte = char(QRandomGenerator::global()->generate());
        Clock clock;
        inParallel(threads, count, [&](qint64 at) {
            const auto put = putWhole(store, argv[5] + QByteArray::number(at), content);
            require(put ? Result<void>() : put.error());
            clock.answered();
        });
        clock.print();
        return 0;
    }
    const qint64 piece = std::atoll(argv[3]);
    const qint64 offset = std::atoll(argv[4]);
    const qint64 length = std::atoll(argv[5]);
    Clock clock;
    inParallel(threads, (length + piece - 1) / piece, [&](qint64 at) {
        const qint64 size = std::min(piece, length - at * piece);
        require(store.get(argv[6], {}, offset + at * piece, size, [&](const char *, qint64, qint64) {
            clock.answered();
            return true;
        }));
    });
    clock.print();
    return 0;
}
