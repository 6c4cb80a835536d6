// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/main/log.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <atomic>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace smc::service {

using namespace Qt::Literals::StringLiterals;

namespace {

std::atomic<Log *> theLog{nullptr}; ///< Qt's message handler takes no context of its own

void handleMessage(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    Log *log = theLog.load();
    if (!log)
        return;
    switch (type) {
    case QtDebugMsg:
        log->write(Log::Level::Debug, message.toUtf8());
        break;
    case QtInfoMsg:
        log->write(Log::Level::Info, message.toUtf8());
        break;
    case QtWarningMsg:
        log->write(Log::Level::Warning, message.toUtf8());
        break;
    case QtCriticalMsg:
    case QtFatalMsg:
        log->write(Log::Level::Error, message.toUtf8());
        break;
    }
}

constexpr const char *levelName(Log::Level level)
{
    switch (level) {
    case Log::Level::Error:
        return "error";
    case Log::Level::Warning:
        return "warning";
    case Log::Level::Info:
        return "info";
    case Log::Level::Debug:
        break;
    }
    return "debug";
}

/// sd-daemon(3): "<6>" and so on.
constexpr const char *journalPrefix(Log::Level level)
{
    switch (level) {
    case Log::Level::Error:
        return "<3>";
    case Log::Level::Warning:
        return "<4>";
    case Log::Level::Info:
        return "<6>";
    case Log::Level::Debug:
        break;
    }
    return "<7>";
}

Result<int> openFile(const QString &path)
{
    const int fd =
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The log file cannot be opened."_s,
                     .place = path,
                     .native = QString::fromLocal8Bit(strerror(errno))};
    }
    return fd;
}

void writeLine(int fd, QByteArray line)
{
    line += '\n';
    // One write, so that lines of several processes never mix. A full disk must not stop the service.
    if (::write(fd, line.constData(), static_cast<size_t>(line.size())) < 0)
        return;
}

void closeFile(int &fd)
{
    if (fd > 2)
        ::close(fd);
}

} // namespace

Log::Log()
    : m_journal(qEnvironmentVariableIsSet("JOURNAL_STREAM"))
{
    theLog.store(this);
    qInstallMessageHandler(handleMessage);
}

Log::~Log()
{
    qInstallMessageHandler(nullptr);
    theLog.store(nullptr);
    closeFile(m_file);
    closeFile(m_audit);
}

Result<void> Log::configure(const Options &options)
{
    int file = 2;
    int audit = -1;
    if (!options.file.isEmpty()) {
        auto opened = openFile(options.file);
        if (!opened)
            return opened.error();
        file = *opened;
    }
    if (!options.audit.isEmpty()) {
        auto opened = openFile(options.audit);
        if (!opened) {
            closeFile(file);
            return opened.error();
        }
        audit = *opened;
        ::fchmod(audit, 0600); // also one that was there before
    }
    const std::scoped_lock lock(m_mutex);
    closeFile(m_file);
    closeFile(m_audit);
    m_file = file;
    m_audit = audit;
    m_options = options;
    QLoggingCategory::setFilterRules(options.level == Level::Debug ? u"default.debug=true"_s
                                                                   : u"*.debug=false"_s);
    return {};
}

void Log::write(Level level, const QByteArray &message)
{
    const std::scoped_lock lock(m_mutex);
    writeLocked(level, message);
}

void Log::writeLocked(Level level, const QByteArray &message)
{
    if (level > m_options.level)
        return;
    QByteArray line;
    if (m_options.json) {
        const QJsonObject object{{u"time"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                                 {u"level"_s, QString::fromLatin1(levelName(level))},
                                 {u"message"_s, QString::fromUtf8(message)}};
        line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    } else {
        QByteArray one = message;
        one.replace('\r', ' ').replace('\n', ' ');
        if (!(m_journal && m_file == 2))
            line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' ';
        line += QByteArray(levelName(level)) + ": " + one;
    }
    if (m_journal && m_file == 2)
        line.prepend(journalPrefix(level));
    writeLine(m_file, line);
}

void Log::audit(const http::AuditRecord &record)
{
    const std::scoped_lock lock(m_mutex);
    const Level level = record.status >= 500 ? Level::Warning : record.change ? Level::Info : Level::Debug;
    const bool toFile = m_audit >= 0 && (record.change || m_options.auditReads);
    const bool toLog = level <= m_options.level;
    if (!toFile && !toLog)
        return;
    const QByteArray line = m_options.json ? http::auditJson(record) : http::auditText(record);
    if (toFile)
        writeLine(m_audit,
                  m_options.json ? line : record.time.toString(Qt::ISODateWithMs).toLatin1() + ' ' + line);
    if (!toLog)
        return;
    if (m_options.json)
        writeLine(m_file, m_journal && m_file == 2 ? QByteArray(journalPrefix(level)) + line : line);
    else
        writeLocked(level, "request " + line);
}

} // namespace smc::service
