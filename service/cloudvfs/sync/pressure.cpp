// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/pressure.h"

#include <QLocale>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int backlogPage = 1000;
constexpr auto looks = 500ms;     ///< how often, unless a look takes long
constexpr int partOfTheTime = 10; ///< that looking takes at most
constexpr auto farthestAhead = std::chrono::seconds(CLOUDVFS_PRESSURE_SECONDS);

cloudvfs_pressure *mapped(const QByteArray &path)
{
    const int fd = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return nullptr;
    void *at = ::ftruncate(fd, sizeof(cloudvfs_pressure)) == 0
                   ? ::mmap(nullptr, sizeof(cloudvfs_pressure), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
                   : MAP_FAILED;
    ::close(fd);
    return at == MAP_FAILED ? nullptr : static_cast<cloudvfs_pressure *>(at);
}

} // namespace

Pressure::Pressure(Journal &journal, const Share &share, const QByteArray &folder, qint64 limit)
    : m_journal(journal)
    , m_share(share)
    , m_limit(limit)
    , m_mapped(mapped(folder + "/pressure"))
{
    if (!say(0ns) && limit > 0)
        qWarning("cloudvfs: share %s: %s/pressure cannot be written: %s. The dirty limit does not hold.",
                 qUtf8Printable(share.name), folder.constData(), std::strerror(errno));
    else if (limit > 0)
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Pressure::~Pressure()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    (void)say(0ns);
    if (m_mapped != nullptr)
        ::munmap(m_mapped, sizeof(*m_mapped));
}

QString Pressure::held() const
{
    if (!m_held)
        return {};
    return u"%1 or more wait to be copied (dirty limit): clients wait with writing."_s.arg(
        QLocale::c().formattedDataSize(m_limit));
}

bool Pressure::say(std::chrono::nanoseconds ahead) const
{
    if (m_mapped == nullptr)
        return false;
    timespec now = {};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    const auto until = std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec) + ahead;
    std::atomic_ref(m_mapped->until).store(ahead > 0ns ? quint64(until.count()) : 0);
    return true;
}

Result<qint64> Pressure::waiting(const std::stop_token &stop) const
{
    qint64 bytes = 0;
    for (qint64 after = 0; bytes < m_limit && !stop.stop_requested();) {
        const auto rows =
            m_journal.call([&](Index &index) { return index.backlog(m_share.name, after, backlogPage); });
        if (!rows)
            return rows.error();
        for (const FileRow &row : *rows) {
            after = row.id;
            const auto file = m_share.tree.find(row, false);
            if (const auto stamp = file ? file->first.stamp() : Result<Stamp>(file.error()))
                bytes += stamp->size;
        }
        if (rows->size() < backlogPage)
            break;
    }
    return bytes;
}

void Pressure::run(const std::stop_token &stop)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    std::chrono::nanoseconds pause = looks;
    while (!stop.stop_requested()) {
        const auto begun = std::chrono::steady_clock::now();
        const auto bytes = waiting(stop);
        if (bytes) { // the journal's problem is told by who writes to it
            const bool held = *bytes >= m_limit;
            if (held != m_held.exchange(held))
                qWarning("cloudvfs: share %s: %s", qUtf8Printable(m_share.name),
                         held ? qUtf8Printable(this->held()) : "clients need not wait with writing any more");
            pause = std::max<std::chrono::nanoseconds>(looks, (std::chrono::steady_clock::now() - begun) *
                                                                  partOfTheTime);
            (void)say(held ? std::min<std::chrono::nanoseconds>(2 * pause + 2s, farthestAhead) : 0ns);
        }
        never.wait_for(lock, stop, std::min<std::chrono::nanoseconds>(pause, farthestAhead / 2),
                       [] { return false; });
    }
}

} // namespace smc::cloudvfs
