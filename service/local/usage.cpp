// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/usage.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <sys/statvfs.h>
#include <thread>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto leastInterval = std::chrono::milliseconds(200);
constexpr auto longestInterval = std::chrono::minutes(1); ///< above, it would say how busy it was, not is

QByteArray readProc(const char *name)
{
    QFile file(u"/proc/"_s + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? file.read(65536) : QByteArray();
}

/// "MemTotal:  8028172 kB" as bytes.
QByteArray memory(const QByteArray &meminfo, const QByteArray &name)
{
    const qsizetype at = meminfo.indexOf(QByteArray(name + ':'));
    if (at < 0)
        return "0";
    const QByteArray line = meminfo.mid(at + name.size() + 1, 40).simplified();
    return QByteArray::number(line.left(line.indexOf(' ')).toLongLong() * 1024);
}

} // namespace

Usage::Sample Usage::sample()
{
    // "cpu  user nice system idle iowait irq softirq steal …", proc(5)
    const QByteArray stat = readProc("stat");
    const QByteArrayList fields = stat.left(stat.indexOf('\n')).simplified().split(' ');
    Sample sample{.at = Clock::now()};
    for (qsizetype i = 1; i < fields.size() && i <= 8; ++i) {
        const quint64 ticks = fields.at(i).toULongLong();
        sample.all += ticks;
        if (i != 4 && i != 5) // idle, iowait
            sample.busy += ticks;
    }
    return sample;
}

wire::Record Usage::read()
{
    const std::scoped_lock lock(m_mutex);
    Sample now = sample();
    const auto interval = now.at - m_last.at;
    if (m_last.all == 0 || interval < leastInterval || interval > longestInterval) {
        const Sample before = now;
        std::this_thread::sleep_for(leastInterval);
        now = sample();
        m_last = before;
    }
    const quint64 all = now.all - m_last.all;
    const double percent =
        all == 0 ? 0 : 100.0 * static_cast<double>(now.busy - m_last.busy) / static_cast<double>(all);
    m_last = now;
    const QByteArrayList load = readProc("loadavg").split(' ');
    const QByteArray meminfo = readProc("meminfo");
    wire::Record record;
    record.set("cpus", QByteArray::number(std::thread::hardware_concurrency()));
    record.set("cpu", QByteArray::number(percent, 'f', 1));
    record.set("load1", load.value(0));
    record.set("load5", load.value(1));
    record.set("load15", load.value(2));
    record.set("memory", memory(meminfo, "MemTotal"));
    record.set("available", memory(meminfo, "MemAvailable"));
    record.set("swap", memory(meminfo, "SwapTotal"));
    record.set("swap-free", memory(meminfo, "SwapFree"));
    record.set("seconds",
               QByteArray::number(static_cast<qint64>(readProc("uptime").split(' ').value(0).toDouble())));
    return record;
}

wire::Record diskOf(const QString &path)
{
    wire::Record record;
    struct statvfs about{};
    if (::statvfs(QFile::encodeName(path).constData(), &about) != 0) {
        record.set("fault", QByteArray(std::strerror(errno)));
        return record;
    }
    const auto bytes = [&about](quint64 blocks) { return QByteArray::number(blocks * about.f_frsize); };
    const quint64 used = about.f_blocks - about.f_bfree;
    const quint64 forAll = used + about.f_bavail;
    record.set("total", bytes(about.f_blocks));
    record.set("used", bytes(used));
    record.set("free", bytes(about.f_bavail));
    record.set("full", QByteArray::number(forAll == 0 ? 0 : (used * 100 + forAll - 1) / forAll));
    record.set("inodes", QByteArray::number(about.f_files));
    record.set("inodes-free", QByteArray::number(about.f_favail));
    return record;
}

} // namespace smc::local
