// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/filters/audit_filter.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <mutex>

namespace smc::service {

/// Where everything goes that smcd says: qDebug, qInfo, qWarning and qCritical of any thread end here, and
/// so do the audit records. Thread-safe.
class Log
{
public:
    enum class Level { Error, Warning, Info, Debug };
    struct Options
    {
        Level level = Level::Info;
        QString file;  ///< empty: standard error, with the journal's priorities where it listens
        QString audit; ///< empty: no audit file
        bool json = false;
        bool auditReads = true;
    };

    Log();
    ~Log();
    Log(const Log &) = delete;
    Log &operator=(const Log &) = delete;

    /// Also opens the files anew, so that they may have been rotated. On an error all stays as it was.
    [[nodiscard]] Result<void> configure(const Options &options);
    void write(Level level, const QByteArray &message);
    void audit(const http::AuditRecord &record);

private:
    void writeLocked(Level level, const QByteArray &message);

    std::mutex m_mutex;
    Options m_options;
    int m_file = 2;
    int m_audit = -1;
    bool m_journal;
};

} // namespace smc::service
