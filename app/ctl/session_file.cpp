// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/session_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

/// Newest last. A file that others could read is not believed.
QJsonArray readSessions()
{
    QFile file(sessionFilePath());
    if (!file.open(QIODevice::ReadOnly))
        return {};
#ifdef Q_OS_UNIX
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    if (file.permissions() & others)
        return {};
#endif
    return QJsonDocument::fromJson(file.readAll()).array();
}

Result<void> writeSessions(const QJsonArray &sessions)
{
    QSaveFile file(sessionFilePath());
    Error error;
    error.code = ErrorCode::Internal;
    error.place = file.fileName();
    error.message = u"The session could not be kept."_s;
    if (!QDir().mkpath(QFileInfo(file.fileName()).path()) || !file.open(QIODevice::WriteOnly)) {
        error.native = file.errorString();
        return error;
    }
    file.setPermissions(ownerOnly); // before the first byte
    file.write(QJsonDocument(sessions).toJson(QJsonDocument::Compact));
    if (!file.commit()) {
        error.native = file.errorString();
        return error;
    }
    return {};
}

} // namespace

QString sessionFilePath()
{
    QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (folder.isEmpty() || !QFileInfo(folder).isWritable())
        folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return folder + u"/smcctl/sessions.json"_s;
}

std::optional<StoredSession> findSession(const QUrl &url, const QString &user)
{
    const QJsonArray sessions = readSessions();
    for (qsizetype i = sessions.size() - 1; i >= 0; --i) {
        const QJsonObject entry = sessions.at(i).toObject();
        StoredSession session{.url = QUrl(entry.value("url"_L1).toString()),
                              .user = entry.value("user"_L1).toString(),
                              .token = entry.value("token"_L1).toString().toLatin1()};
        const bool sameUrl = url.isEmpty() || session.url == url;
        const bool sameUser = user.isEmpty() || session.user.compare(user, Qt::CaseInsensitive) == 0;
        if (sameUrl && sameUser && !session.token.isEmpty())
            return session;
    }
    return std::nullopt;
}

Result<void> keepSession(const StoredSession &session)
{
    QDir().mkpath(QFileInfo(sessionFilePath()).path());
    QLockFile lock(sessionFilePath() + u".lock"_s);
    lock.tryLock(2000);
    QJsonArray sessions = readSessions();
    for (qsizetype i = sessions.size() - 1; i >= 0; --i) {
        const QJsonObject entry = sessions.at(i).toObject();
        if (entry.value("url"_L1).toString() == session.url.toString() &&
            entry.value("user"_L1).toString() == session.user)
            sessions.removeAt(i);
    }
    while (sessions.size() > 20)
        sessions.removeFirst();
    sessions.append(QJsonObject{{u"url"_s, session.url.toString()},
                                {u"user"_s, session.user},
                                {u"token"_s, QString::fromLatin1(session.token)}});
    return writeSessions(sessions);
}

void dropSession(const QUrl &url, const QByteArray &token)
{
    QLockFile lock(sessionFilePath() + u".lock"_s);
    if (!QFileInfo::exists(sessionFilePath()))
        return;
    lock.tryLock(2000);
    QJsonArray sessions = readSessions();
    for (qsizetype i = sessions.size() - 1; i >= 0; --i) {
        const QJsonObject entry = sessions.at(i).toObject();
        if (entry.value("url"_L1).toString() == url.toString() &&
            entry.value("token"_L1).toString().toLatin1() == token)
            sessions.removeAt(i);
    }
    static_cast<void>(bool(writeSessions(sessions)));
}

} // namespace smc::ctl
