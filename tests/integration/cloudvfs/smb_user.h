// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <libsmbclient.h>
#include <optional>

namespace smc::testlab {

/// jo at a client that writes in place, as programs do and smbclient cannot: libsmbclient, connected for as
/// long as this lives. Paths are relative to the share "data"; a stream is "path:name". What returns int
/// returns 0, or the errno that the program would see.
class SmbUser
{
public:
    SmbUser() { connect(); }
    ~SmbUser() { disconnect(); }
    SmbUser(const SmbUser &) = delete;
    SmbUser &operator=(const SmbUser &) = delete;

    /// Another connection: whatever was wrong with the last one.
    void connectAnew()
    {
        disconnect();
        connect();
    }
    /// `flags`: O_CREAT, O_TRUNC, O_EXCL.
    int write(const QString &path, int flags, qint64 offset, const QByteArray &bytes)
    {
        SMBCFILE *file =
            smbc_getFunctionOpen(m_context)(m_context, url(path).constData(), flags | O_WRONLY, 0644);
        if (!file)
            return errno;
        int error = 0;
        if (!bytes.isEmpty()) {
            if (smbc_getFunctionLseek(m_context)(m_context, file, offset, SEEK_SET) < 0)
                error = errno;
            constexpr qsizetype piece = 1 << 20;
            for (qsizetype at = 0; error == 0 && at < bytes.size();) {
                const ssize_t written = smbc_getFunctionWrite(m_context)(
                    m_context, file, bytes.constData() + at, std::size_t(std::min(piece, bytes.size() - at)));
                if (written <= 0)
                    error = written < 0 ? errno : EIO;
                at += written;
            }
        }
        if (smbc_getFunctionClose(m_context)(m_context, file) != 0 && error == 0)
            error = errno;
        return error;
    }
    int truncate(const QString &path, qint64 size)
    {
        SMBCFILE *file = smbc_getFunctionOpen(m_context)(m_context, url(path).constData(), O_WRONLY, 0644);
        if (!file)
            return errno;
        int error = smbc_getFunctionFtruncate(m_context)(m_context, file, size) == 0 ? 0 : errno;
        if (smbc_getFunctionClose(m_context)(m_context, file) != 0 && error == 0)
            error = errno;
        return error;
    }
    /// Nothing, and errno, when it cannot be read.
    std::optional<QByteArray> read(const QString &path)
    {
        SMBCFILE *file = smbc_getFunctionOpen(m_context)(m_context, url(path).constData(), O_RDONLY, 0);
        if (!file)
            return {};
        QByteArray all;
        QByteArray piece(1 << 20, Qt::Uninitialized);
        ssize_t got = 0;
        do {
            got = smbc_getFunctionRead(m_context)(m_context, file, piece.data(), std::size_t(piece.size()));
            if (got > 0)
                all += piece.left(got);
        } while (got > 0);
        const int error = errno;
        smbc_getFunctionClose(m_context)(m_context, file);
        errno = error;
        return got == 0 ? std::optional(all) : std::nullopt;
    }
    int rename(const QString &from, const QString &to)
    {
        const QByteArray source = url(from);
        return said(
            smbc_getFunctionRename(m_context)(m_context, source.constData(), m_context, url(to).constData()));
    }
    int remove(const QString &path)
    {
        return said(smbc_getFunctionUnlink(m_context)(m_context, url(path).constData()));
    }
    int makeFolder(const QString &path)
    {
        return said(smbc_getFunctionMkdir(m_context)(m_context, url(path).constData(), 0755));
    }
    int removeFolder(const QString &path)
    {
        return said(smbc_getFunctionRmdir(m_context)(m_context, url(path).constData()));
    }
    int chmod(const QString &path, mode_t mode)
    {
        return said(smbc_getFunctionChmod(m_context)(m_context, url(path).constData(), mode));
    }
    int setTime(const QString &path, time_t seconds)
    {
        timeval times[] = {{.tv_sec = seconds, .tv_usec = 0}, {.tv_sec = seconds, .tv_usec = 0}};
        return said(smbc_getFunctionUtimes(m_context)(m_context, url(path).constData(), times));
    }

private:
    static int said(int result) { return result == 0 ? 0 : errno; }
    static void authenticate(const char *, const char *, char *, int, char *user, int userSize,
                             char *password, int passwordSize)
    {
        std::strncpy(user, "jo", std::size_t(userSize));
        std::strncpy(password, "Passw0rd!lab", std::size_t(passwordSize));
    }
    void connect()
    {
        m_context = smbc_new_context();
        smbc_setFunctionAuthData(m_context, authenticate);
        smbc_setOptionUseKerberos(m_context, 0);
        constexpr int timeout = 120'000; // of a recall, too
        smbc_setTimeout(m_context, timeout);
        if (!smbc_init_context(m_context))
            qFatal("libsmbclient: %s", std::strerror(errno));
    }
    void disconnect()
    {
        if (m_context)
            smbc_free_context(m_context, 1);
        m_context = nullptr;
    }
    static QByteArray url(const QString &path)
    {
        return "smb://localhost/data/" + path.toUtf8().toPercentEncoding("/");
    }

    SMBCCTX *m_context = nullptr;
};

} // namespace smc::testlab
