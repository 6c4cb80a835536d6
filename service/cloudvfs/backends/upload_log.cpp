// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/upload_log.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

UploadLog::UploadLog(const QString &path)
    : m_path(path)
{
    if (!m_path.isEmpty())
        read();
}

void UploadLog::read()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return; // nothing was sent in parts yet
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    for (auto it = all.begin(); it != all.end(); ++it) {
        const QJsonObject upload = it->toObject();
        m_uploads.insert(it.key().toUtf8(),
                         {.id = upload[u"id"].toString().toUtf8(), .begun = upload[u"begun"].toInteger()});
    }
}

void UploadLog::write() const
{
    if (m_path.isEmpty())
        return;
    QJsonObject all;
    for (auto it = m_uploads.cbegin(); it != m_uploads.cend(); ++it)
        all.insert(QString::fromUtf8(it.key()),
                   QJsonObject{{u"id"_s, QString::fromUtf8(it->id)}, {u"begun"_s, it->begun}});
    QSaveFile file(m_path);
    const QByteArray text = QJsonDocument(all).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        qWarning("cloudvfs: %s cannot be written: %s. What is sent in parts begins anew after a restart.",
                 qUtf8Printable(m_path), qUtf8Printable(file.errorString()));
}

std::unique_ptr<UploadLog::Taken> UploadLog::take(const QByteArray &key)
{
    const QMutexLocker lock(&m_mutex);
    if (m_taken.contains(key))
        return {};
    m_taken << key;
    return std::make_unique<Taken>(*this, key);
}

QList<QByteArray> UploadLog::old(qint64 before) const
{
    const QMutexLocker lock(&m_mutex);
    QList<QByteArray> keys;
    for (auto it = m_uploads.cbegin(); it != m_uploads.cend(); ++it) {
        if (it->begun < before && !m_taken.contains(it.key()))
            keys << it.key();
    }
    return keys;
}

UploadLog::Taken::Taken(UploadLog &log, QByteArray key)
    : m_log(log)
    , m_key(std::move(key))
{}

UploadLog::Taken::~Taken()
{
    const QMutexLocker lock(&m_log.m_mutex);
    m_log.m_taken.remove(m_key);
}

QByteArray UploadLog::Taken::id() const
{
    const QMutexLocker lock(&m_log.m_mutex);
    return m_log.m_uploads.value(m_key).id;
}

void UploadLog::Taken::begun(const QByteArray &id) const
{
    const QMutexLocker lock(&m_log.m_mutex);
    m_log.m_uploads.insert(m_key, {.id = id, .begun = QDateTime::currentMSecsSinceEpoch()});
    m_log.write();
}

void UploadLog::Taken::ended() const
{
    const QMutexLocker lock(&m_log.m_mutex);
    if (m_log.m_uploads.remove(m_key) > 0)
        m_log.write();
}

} // namespace smc::cloudvfs
