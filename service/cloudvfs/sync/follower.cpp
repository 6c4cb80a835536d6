// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/follower.h"

#include "service/cloudvfs/sync/stop_event.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype piece = 1 << 20;
constexpr int retryMilliseconds = 2000;
/// What comes in less time is taken over together: each time costs a commit of the file system's journal,
/// for which whoever makes files has to wait.
constexpr auto together = std::chrono::milliseconds(200);

Error failed(const QString &doing, const QByteArray &folder)
{
    return {.code = ErrorCode::Refused,
            .message = u"%1 in %2: %3."_s.arg(doing, QString::fromUtf8(folder),
                                              QString::fromLocal8Bit(std::strerror(errno))),
            .retryable = true};
}

} // namespace

Follower::Follower(Journal &journal, QString share, QByteArray folder, std::function<void()> news,
                   std::function<void(const Error &)> problem)
    : m_journal(journal)
    , m_share(std::move(share))
    , m_folder(std::move(folder))
    , m_news(std::move(news))
    , m_problem(std::move(problem))
{}

Follower::~Follower()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    for (const int fd : {m_file, m_watch}) {
        if (fd >= 0)
            ::close(fd);
    }
}

Result<void> Follower::start()
{
    const QByteArray path = m_folder + "/intents";
    const auto unable = [&] {
        return failed(u"The intents of %1 cannot be followed"_s.arg(m_share), m_folder);
    };
    if (::mkdir(m_folder.constData(), 0700) != 0 && errno != EEXIST)
        return unable();
    m_file = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_file < 0)
        return unable();
    m_watch = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (m_watch < 0 || ::inotify_add_watch(m_watch, path.constData(), IN_MODIFY) < 0)
        return unable();
    auto consumed = m_journal.call([this](Index &index) { return index.consumed(m_share); });
    if (!consumed)
        return consumed.error();
    struct stat st = {};
    m_consumed = ::fstat(m_file, &st) == 0 ? std::min<qint64>(*consumed, st.st_size) : *consumed;
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    return {};
}

qint64 Follower::finish()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    for (auto more = takeSome(); more && *more;)
        more = takeSome();
    // Granted when nobody has it open but this: no smbd.
    const bool alone = ::fcntl(m_file, F_SETLEASE, F_WRLCK) == 0;
    if (alone)
        ::fcntl(m_file, F_SETLEASE, F_UNLCK);
    return alone && behind() == 0 ? m_consumed.load() : -1;
}

qint64 Follower::behind() const
{
    struct stat st = {};
    return ::fstat(m_file, &st) == 0 ? st.st_size - m_consumed : 0;
}

Result<bool> Follower::takeSome()
{
    QByteArray bytes(piece, Qt::Uninitialized);
    const ssize_t got = ::pread(m_file, bytes.data(), std::size_t(bytes.size()), m_consumed);
    if (got < 0)
        return failed(u"The intents cannot be read"_s, m_folder);
    bytes.truncate(qsizetype(got));
    const IntentBatch batch = readIntents(bytes);
    if (batch.read == 0)
        return false;
    if (batch.damaged > 0) {
        qWarning(
            "cloudvfs: share %s: %lld bytes of the intent file are damaged and passed over; what they were "
            "about is found by a scan of the share",
            qUtf8Printable(m_share), qlonglong(batch.damaged));
    }
    // After a power loss the file must not be shorter than what the journal says of it.
    if (::fdatasync(m_file) != 0)
        return failed(u"The intents cannot be synchronised"_s, m_folder);
    const qint64 consumed = m_consumed + batch.read;
    auto taken = m_journal.call([&](Index &index) -> Result<void> {
        if (batch.damaged > 0) {
            if (auto wanted = index.scans().want(m_share); !wanted)
                return wanted;
        }
        return index.take(m_share, batch.intents, consumed);
    });
    if (!taken)
        return taken.error();
    m_consumed = consumed;
    // To the byte: an index that is made anew must not take over what was about files of long ago, whose
    // inodes are others' by now. Where the file system has no holes, the file grows.
    (void)::fallocate(m_file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, m_consumed);
    m_news();
    return true;
}

void Follower::run(const std::stop_token &stop)
{
    const StopEvent stopped(stop);
    bool troubled = false;
    const auto waitFor = [&](std::chrono::milliseconds time) {
        pollfd wait{.fd = stopped.fd(), .events = POLLIN, .revents = 0};
        ::poll(&wait, 1, int(time.count()));
    };
    while (!stop.stop_requested()) {
        const auto begin = std::chrono::steady_clock::now();
        const auto more = takeSome();
        if (!more || troubled)
            m_problem(more ? Error{} : more.error());
        troubled = !more;
        if (more && *more) {
            const auto until = begin + together;
            waitFor(std::chrono::ceil<std::chrono::milliseconds>(
                std::max(until - std::chrono::steady_clock::now(), std::chrono::steady_clock::duration())));
            continue;
        }
        pollfd waits[] = {{.fd = m_watch, .events = POLLIN, .revents = 0},
                          {.fd = stopped.fd(), .events = POLLIN, .revents = 0}};
        ::poll(waits, 2, troubled ? retryMilliseconds : -1);
        char events[4096];
        while (::read(m_watch, events, sizeof(events)) > 0) {
        }
    }
}

} // namespace smc::cloudvfs
