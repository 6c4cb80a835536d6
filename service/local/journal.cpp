// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/journal.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <systemd/sd-journal.h>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Samba's services, as Debian, Fedora and SUSE call them.
constexpr std::array units{"smbd", "nmbd", "winbind", "samba-ad-dc", "samba-bgqd",
                           "ctdb", "smb",  "nmb",     "samba"};

struct Close
{
    void operator()(sd_journal *journal) const { sd_journal_close(journal); }
};
using Journal = std::unique_ptr<sd_journal, Close>;

Error unreadable(int code)
{
    return Error{.code = ErrorCode::Internal,
                 .message =
                     u"The journal cannot be read: %1."_s.arg(QString::fromLocal8Bit(std::strerror(-code))),
                 .hint = u"Try it with journalctl; [local] journal = no leaves it out."_s,
                 .native = u"%1"_s.arg(code)};
}

QByteArray field(sd_journal *journal, const char *name)
{
    const void *data = nullptr;
    std::size_t size = 0;
    if (sd_journal_get_data(journal, name, &data, &size) < 0)
        return {};
    const QByteArrayView all(static_cast<const char *>(data), static_cast<qsizetype>(size)); // NAME=value
    return all.sliced(std::min<qsizetype>(qsizetype(std::strlen(name)) + 1, all.size())).toByteArray();
}

LogEntry entryOf(sd_journal *journal)
{
    quint64 micros = 0;
    sd_journal_get_realtime_usec(journal, reinterpret_cast<uint64_t *>(&micros));
    const qint64 at = static_cast<qint64>(micros);
    // As its own log has it: the header, if there is one, and the text. Samba names its level; of other lines
    // the priority tells the errors.
    const QByteArray message = field(journal, "MESSAGE");
    QList<LogEntry> parsed = parseLog(u"journal"_s, message, 0);
    LogEntry entry = parsed.isEmpty() ? LogEntry{} : parsed.first();
    for (qsizetype i = 1; i < parsed.size(); ++i)
        entry.text += u'\n' + parsed.at(i).text;
    entry.file = u"journal"_s;
    entry.offset = at;
    entry.time = QDateTime::fromMSecsSinceEpoch(at / 1000, Qt::UTC);
    bool isNumber = false;
    const int level = field(journal, "LEVEL").toInt(&isNumber);
    if (isNumber)
        entry.level = level;
    else if (const QByteArray priority = field(journal, "PRIORITY"); !priority.isEmpty())
        entry.level = priority.toInt() <= 3 ? 0 : 1; // syslog's: errors and worse
    entry.extra = u"%1[%2]"_s.arg(QString::fromUtf8(field(journal, "SYSLOG_IDENTIFIER")),
                                  QString::fromUtf8(field(journal, "_PID")));
    return entry;
}

/// A header and the text below it come as two messages of one process.
void joinHeaders(QList<LogEntry> &entries)
{
    QHash<QString, LogEntry> headers; ///< by process
    QList<LogEntry> joined;
    for (LogEntry &entry : entries) {
        if (entry.text.isEmpty() && !entry.origin.isEmpty()) {
            headers.insert(entry.extra, entry);
            continue;
        }
        if (entry.origin.isEmpty())
            entry.origin = headers.take(entry.extra).origin;
        joined.append(entry);
    }
    entries = joined;
}

} // namespace

Result<QList<LogEntry>> readJournal(int most)
{
    sd_journal *opened = nullptr;
    if (const int code = sd_journal_open(&opened, SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_SYSTEM); code < 0)
        return code == -ENOENT ? Result<QList<LogEntry>>(QList<LogEntry>()) : unreadable(code);
    const Journal journal(opened);
    for (const char *unit : units) {
        const QByteArray match = QByteArray("_SYSTEMD_UNIT=") + unit + ".service";
        sd_journal_add_match(journal.get(), match.constData(), static_cast<std::size_t>(match.size()));
    }
    int code = sd_journal_seek_tail(journal.get());
    QList<LogEntry> entries;
    while (code >= 0 && entries.size() < most && (code = sd_journal_previous(journal.get())) > 0)
        entries.append(entryOf(journal.get()));
    if (code < 0)
        return unreadable(code);
    std::reverse(entries.begin(), entries.end());
    joinHeaders(entries);
    return entries;
}

} // namespace smc::local
