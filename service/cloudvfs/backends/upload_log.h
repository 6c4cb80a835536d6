// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMutex>
#include <QSet>
#include <QString>

#include <memory>

namespace smc::cloudvfs {

/// Which objects are being sent in parts, and under which identifiers of the store, so that one goes on after
/// a failure or a restart. In a file of JSON, written anew at each change: large objects are few.
///
///     {"KEY":{"id":"…","begun":MS},…}        milliseconds since 1970
///
/// A file that is lost or cannot be written costs sending parts again, and no more. Of any thread.
class UploadLog
{
public:
    /// Empty: in memory alone.
    explicit UploadLog(const QString &path = {});

    /// The upload of a key, for whoever has it and nobody else, to its end.
    class Taken
    {
    public:
        Taken(UploadLog &log, QByteArray key);
        ~Taken();
        Taken(const Taken &) = delete;
        Taken &operator=(const Taken &) = delete;

        [[nodiscard]] QByteArray id() const; ///< empty: there is none
        void begun(const QByteArray &id) const;
        void ended() const; ///< it is an object, or nothing

    private:
        UploadLog &m_log;
        const QByteArray m_key;
    };
    /// Null while somebody else has it.
    [[nodiscard]] std::unique_ptr<Taken> take(const QByteArray &key);
    /// Keys of uploads that began before a time.
    [[nodiscard]] QList<QByteArray> old(qint64 before) const;

private:
    struct Upload
    {
        QByteArray id;
        qint64 begun = 0;
    };
    void read();
    void write() const;

    const QString m_path;
    mutable QMutex m_mutex;
    QHash<QByteArray, Upload> m_uploads;
    QSet<QByteArray> m_taken;
};

} // namespace smc::cloudvfs
