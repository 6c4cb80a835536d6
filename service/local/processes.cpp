// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/processes.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <map>
#include <optional>
#include <unistd.h>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Fields of /proc/PID/stat behind the name, counted from the state (field 3 of proc(5)) as 0.
enum StatField { State = 0, Parent = 1, UserTime = 11, SystemTime = 12, StartTime = 19, Resident = 21 };

QByteArray readSmall(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(8192) : QByteArray();
}

struct Read
{
    Process process;
    bool byRoot = false; ///< its real user is root
};

std::optional<Read> readProcess(const QString &folder, double uptime)
{
    const QByteArray stat = readSmall(folder + u"/stat"_s);
    // The name stands in parentheses and may hold some itself.
    const qsizetype open = stat.indexOf('(');
    const qsizetype close = stat.lastIndexOf(')');
    if (open < 0 || close < open)
        return std::nullopt;
    const QByteArrayList fields = stat.mid(close + 2).split(' ');
    if (fields.size() <= Resident)
        return std::nullopt;
    static const long ticks = ::sysconf(_SC_CLK_TCK);
    static const long page = ::sysconf(_SC_PAGESIZE);
    Read read;
    Process &process = read.process;
    process.pid = stat.left(open).trimmed().toInt();
    process.name = stat.mid(open + 1, close - open - 1);
    process.state = fields.at(State).isEmpty() ? '?' : fields.at(State).front();
    process.parent = fields.at(Parent).toInt();
    process.memory = fields.at(Resident).toLongLong() * page;
    process.cpu = (fields.at(UserTime).toLongLong() + fields.at(SystemTime).toLongLong()) * 1000 / ticks;
    process.seconds =
        std::max<qint64>(0, static_cast<qint64>(uptime) - fields.at(StartTime).toLongLong() / ticks);
    const QByteArray status = readSmall(folder + u"/status"_s);
    const qsizetype uid = status.indexOf("\nUid:\t");
    read.byRoot = uid >= 0 && status.mid(uid + 6, 2) == "0\t";
    return read;
}

} // namespace

QList<Process> processes(const QByteArrayList &daemons, const QByteArrayList &ours, const QString &proc)
{
    const double uptime = readSmall(proc + u"/uptime"_s).split(' ').constFirst().toDouble();
    std::map<pid_t, Read> all;
    const QStringList folders = QDir(proc).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &folder : folders) {
        if (!folder.at(0).isDigit())
            continue;
        if (auto read = readProcess(proc + u'/' + folder, uptime))
            all.emplace(folder.toInt(), *std::move(read));
    }
    // Whose a process is: by its own name, else its nearest ancestor's that has one of these names.
    const auto programOf = [&](pid_t pid) {
        for (std::size_t depth = 0; depth < all.size(); ++depth) {
            const auto it = all.find(pid);
            if (it == all.end())
                break;
            const Read &read = it->second;
            if ((daemons.contains(read.process.name) && read.byRoot) || ours.contains(read.process.name))
                return read.process.name;
            pid = read.process.parent;
        }
        return QByteArray();
    };
    QList<Process> found;
    for (const auto &[pid, read] : all) {
        Process process = read.process;
        process.program = programOf(pid);
        if (process.program.isEmpty())
            continue;
        process.main = process.name == process.program && programOf(process.parent) != process.program;
        found.append(process);
    }
    return found;
}

} // namespace smc::local
