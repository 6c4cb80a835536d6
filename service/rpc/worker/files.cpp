// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/files.h"

#include "service/rpc/worker/calls.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <libsmbclient.h>
#include <string_view>
#include <sys/stat.h>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Copies what fits, zero-terminated. False when it does not fit.
bool copyTo(char *target, int size, std::string_view text)
{
    if (size <= 0 || text.size() >= static_cast<std::size_t>(size))
        return false;
    std::copy(text.begin(), text.end(), target);
    target[text.size()] = '\0';
    return true;
}

FolderEntry toEntry(const libsmb_file_info &info)
{
    constexpr quint32 directory = 0x10;
    const bool folder = (info.attrs & directory) != 0;
    return {.name = QString::fromUtf8(info.name),
            .folder = folder,
            .size = folder ? 0 : info.size,
            .attributes = info.attrs,
            .created = info.btime_ts.tv_sec,
            .modified = info.mtime_ts.tv_sec,
            .accessed = info.atime_ts.tv_sec};
}

/// Where libsmbclient looks for tickets while this lives. A worker has one thread.
class DefaultTicket
{
public:
    explicit DefaultTicket(const TicketFile &ticket)
        : m_before(qgetenv(name))
    {
        qputenv(name, "FILE:" + ticket.path());
    }
    ~DefaultTicket()
    {
        if (m_before.isEmpty())
            qunsetenv(name);
        else
            qputenv(name, m_before);
    }
    DefaultTicket(const DefaultTicket &) = delete;
    DefaultTicket &operator=(const DefaultTicket &) = delete;

private:
    static constexpr auto name = "KRB5CCNAME";
    QByteArray m_before;
};

} // namespace

Files::Files(const Order &order, const Secret &secret)
    : m_order(order)
    , m_secret(secret)
{}

Files::~Files()
{
    if (m_context)
        smbc_free_context(m_context, 1);
}

Result<std::unique_ptr<Files>> Files::open(const Order &order, const Secret &secret)
{
    std::unique_ptr<Files> files(new Files(order, secret));
    if (auto written = files->byTicket() ? files->m_ticket.write(secret) : Result<void>(); !written)
        return written.error();
    SMBCCTX *context = smbc_new_context();
    if (!context)
        return Error{.message = u"libsmbclient could not be prepared."_s};
    smbc_setDebug(context, 0);
    smbc_setOptionUserData(context, files.get());
    smbc_setFunctionAuthDataWithContext(context, &Files::giveAccount);
    smbc_setOptionUseKerberos(context, 1);
    smbc_setOptionFallbackAfterKerberos(context, order.ntlm ? 1 : 0);
    smbc_setOptionNoAutoAnonymousLogin(context, 1);
    smbc_setOptionSmbEncryptionLevel(context, SMBC_ENCRYPTLEVEL_REQUIRE);
    if (!smbc_init_context(context) || !smbc_setOptionProtocols(context, "SMB3_00", "SMB3_11")) {
        smbc_free_context(context, 1);
        return Error{.message = u"libsmbclient could not be prepared."_s};
    }
    files->m_context = context;
    return files;
}

void Files::giveAccount(SMBCCTX *context, const char * /*server*/, const char * /*share*/, char *domain,
                        int domainSize, char *user, int userSize, char *password, int passwordSize)
{
    const auto *files = static_cast<const Files *>(smbc_getOptionUserData(context));
    const QByteArray realm = files->m_order.domain.toUtf8();
    const QByteArray name = files->m_order.user.toUtf8();
    // With a ticket the password stays empty. What does not fit is left out, and the sign-in fails.
    const std::string_view secret = files->byTicket()
                                        ? std::string_view()
                                        : std::string_view(files->m_secret.data(), files->m_secret.size());
    if (!copyTo(domain, domainSize, {realm.constData(), static_cast<std::size_t>(realm.size())}) ||
        !copyTo(user, userSize, {name.constData(), static_cast<std::size_t>(name.size())}) ||
        !copyTo(password, passwordSize, secret))
        user[0] = '\0';
}

QByteArray Files::url(const QString &share, const QString &path) const
{
    return "smb://" + m_order.host.toUtf8() + '/' + QUrl::toPercentEncoding(share) +
           QUrl::toPercentEncoding(path, "/");
}

Error Files::failed(int failure, const QString &share, const QString &path) const
{
    const QString what = share + path;
    struct Row
    {
        int failure;
        ErrorCode code;
        QStringView message; // %1: what, %2: where
    };
    static constexpr std::array rows{
        Row{EACCES, ErrorCode::Denied, u"%2 denies to look at %1."},
        Row{EPERM, ErrorCode::Denied, u"%2 denies to look at %1."},
        Row{ENOENT, ErrorCode::NotFound, u"There is no %1 on %2."},
        Row{ENODEV, ErrorCode::NotFound, u"There is no %1 on %2."},
        Row{ENOTDIR, ErrorCode::Invalid, u"%1 on %2 is no folder."},
        Row{ETIMEDOUT, ErrorCode::Timeout, u"%2 did not answer in time about %1."},
        Row{ECONNREFUSED, ErrorCode::Unreachable, u"%2 refuses connections; %1 cannot be looked at."},
        Row{EHOSTUNREACH, ErrorCode::Unreachable, u"%2 cannot be reached; %1 cannot be looked at."},
        Row{ECONNRESET, ErrorCode::Unreachable, u"%2 ended the connection; %1 cannot be looked at."},
        Row{ECONNABORTED, ErrorCode::Unreachable, u"%2 ended the connection; %1 cannot be looked at."},
        Row{EPIPE, ErrorCode::Unreachable, u"%2 ended the connection; %1 cannot be looked at."},
    };
    const auto *row =
        std::find_if(rows.begin(), rows.end(), [failure](const Row &one) { return one.failure == failure; });
    Error error{.code = ErrorCode::Refused,
                .message = u"%2 does not show %1: "_s.arg(what, m_order.host) +
                           QString::fromLocal8Bit(std::strerror(failure)),
                .native = u"errno %1"_s.arg(failure)};
    if (row != rows.end()) {
        error.code = row->code;
        error.message = row->message.toString().arg(what, m_order.host);
    }
    error.retryable = error.code == ErrorCode::Timeout || error.code == ErrorCode::Unreachable;
    return error;
}

Result<FolderContents> Files::list(const FolderList &call, int seconds)
{
    const auto ticket = byTicket() ? std::make_unique<DefaultTicket>(m_ticket) : nullptr;
    smbc_setTimeout(m_context, seconds * 1000);
    SMBCFILE *folder = smbc_getFunctionOpendir(m_context)(m_context, url(call.share, call.path).constData());
    if (!folder)
        return failed(errno, call.share, call.path);
    const auto next = smbc_getFunctionReaddirPlus(m_context);
    FolderContents contents;
    while (const libsmb_file_info *info = next(m_context, folder)) {
        if (std::strcmp(info->name, ".") == 0 || std::strcmp(info->name, "..") == 0)
            continue;
        contents.more = contents.entries.size() >= static_cast<qsizetype>(call.most);
        if (contents.more)
            break;
        contents.entries.append(toEntry(*info));
    }
    smbc_getFunctionClosedir(m_context)(m_context, folder);
    return contents;
}

Result<FolderEntry> Files::stat(const FolderStat &call, int seconds)
{
    const auto ticket = byTicket() ? std::make_unique<DefaultTicket>(m_ticket) : nullptr;
    smbc_setTimeout(m_context, seconds * 1000);
    // A kept connection goes on in the folder that the share had when it was made.
    smbc_getFunctionPurgeCachedServers(m_context)(m_context);
    struct stat found{};
    if (smbc_getFunctionStat(m_context)(m_context, url(call.share, call.path).constData(), &found) != 0)
        return failed(errno, call.share, call.path);
    return FolderEntry{.name = call.path.section(u'/', -1),
                       .folder = S_ISDIR(found.st_mode),
                       .size = S_ISDIR(found.st_mode) ? 0 : static_cast<quint64>(found.st_size),
                       .attributes = 0,
                       .created = 0,
                       .modified = found.st_mtim.tv_sec,
                       .accessed = found.st_atim.tv_sec};
}

Result<FolderContents> carryOut(Server &server, const FolderList &call, int seconds)
{
    auto files = server.files(seconds);
    return files ? (*files)->list(call, seconds) : files.error();
}

Result<FolderEntry> carryOut(Server &server, const FolderStat &call, int seconds)
{
    auto files = server.files(seconds);
    return files ? (*files)->stat(call, seconds) : files.error();
}

} // namespace smc::rpc
