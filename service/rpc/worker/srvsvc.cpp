// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/calls.h"
#include "service/rpc/worker/conversation.h"

#include <chrono>

namespace smc::rpc {

namespace {

constexpr uint32_t wholeList = 0xFFFFFFFF; // MAX_PREFERRED_LENGTH: everything in one answer

QString text(const char *value)
{
    return QString::fromUtf8(value);
}

qint64 millisecondsSince1970()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

ShareInfo toShare(const srvsvc_NetShareInfo2 &share)
{
    return ShareInfo{.name = text(share.name),
                     .type = static_cast<quint32>(share.type),
                     .comment = text(share.comment),
                     .path = text(share.path),
                     .users = share.current_users,
                     .maxUsers = share.max_users == wholeList ? std::optional<quint32>() : share.max_users};
}

} // namespace

Result<ServerInfo> carryOut(Server &server, const NetServerGetInfo & /*call*/, int seconds)
{
    Conversation with(server, ndr_table_srvsvc, seconds);
    if (!with.pipe)
        return with.pipe.error();
    srvsvc_NetSrvInfo info{};
    auto answered = with.check(
        dcerpc_srvsvc_NetSrvGetInfo(*with.pipe, with.memory.get(), server.unc(), 101, &info, &with.result));
    if (!answered)
        return answered.error();
    const qint64 asked = millisecondsSince1970();
    srvsvc_NetRemoteTODInfo *time = nullptr;
    answered = with.check(
        dcerpc_srvsvc_NetRemoteTOD(*with.pipe, with.memory.get(), server.unc(), &time, &with.result));
    if (!answered)
        return answered.error();
    const qint64 heard = millisecondsSince1970();
    const srvsvc_NetSrvInfo101 &about = *info.info101;
    const qint64 clock = qint64(time->elapsed) * 1000 + qint64(time->hunds) * 10;
    return ServerInfo{.name = text(about.server_name),
                      .comment = text(about.comment),
                      .major = about.version_major,
                      .minor = about.version_minor,
                      .type = about.server_type,
                      .time = time->elapsed,
                      .skew = clock - (asked + heard) / 2};
}

Result<QList<SessionInfo>> carryOut(Server &server, const NetSessionEnum & /*call*/, int seconds)
{
    Conversation with(server, ndr_table_srvsvc, seconds);
    if (!with.pipe)
        return with.pipe.error();
    srvsvc_NetSessCtr1 rows{};
    srvsvc_NetSessInfoCtr list{.level = 1, .ctr = {}};
    list.ctr.ctr1 = &rows;
    uint32_t total = 0;
    uint32_t resume = 0;
    auto answered =
        with.check(dcerpc_srvsvc_NetSessEnum(*with.pipe, with.memory.get(), server.unc(), nullptr, nullptr,
                                             &list, wholeList, &total, &resume, &with.result));
    if (!answered)
        return answered.error();
    QList<SessionInfo> sessions;
    const srvsvc_NetSessCtr1 &found = *list.ctr.ctr1;
    for (uint32_t i = 0; i < found.count; ++i) {
        const srvsvc_NetSessInfo1 &one = found.array[i];
        sessions.append({.client = text(one.client),
                         .user = text(one.user),
                         .opens = one.num_open,
                         .seconds = one.time,
                         .idle = one.idle_time,
                         .flags = one.user_flags});
    }
    return sessions;
}

Result<Done> carryOut(Server &server, const NetSessionDel &call, int seconds)
{
    Conversation with(server, ndr_table_srvsvc, seconds);
    if (!with.pipe)
        return with.pipe.error();
    const QByteArray client = call.client.toUtf8();
    const QByteArray user = call.user.toUtf8();
    auto answered = with.check(dcerpc_srvsvc_NetSessDel(*with.pipe, with.memory.get(), server.unc(),
                                                        client.constData(), user.constData(), &with.result));
    if (!answered)
        return answered.error();
    return Done{};
}

Result<QList<FileInfo>> carryOut(Server &server, const NetFileEnum & /*call*/, int seconds)
{
    Conversation with(server, ndr_table_srvsvc, seconds);
    if (!with.pipe)
        return with.pipe.error();
    srvsvc_NetFileCtr3 rows{};
    srvsvc_NetFileInfoCtr list{.level = 3, .ctr = {}};
    list.ctr.ctr3 = &rows;
    uint32_t total = 0;
    uint32_t resume = 0;
    auto answered =
        with.check(dcerpc_srvsvc_NetFileEnum(*with.pipe, with.memory.get(), server.unc(), nullptr, nullptr,
                                             &list, wholeList, &total, &resume, &with.result));
    if (!answered)
        return answered.error();
    QList<FileInfo> files;
    const srvsvc_NetFileCtr3 &found = *list.ctr.ctr3;
    for (uint32_t i = 0; i < found.count; ++i) {
        const srvsvc_NetFileInfo3 &one = found.array[i];
        files.append({.id = one.fid,
                      .permissions = one.permissions,
                      .locks = one.num_locks,
                      .path = text(one.path),
                      .user = text(one.user)});
    }
    return files;
}

Result<Done> carryOut(Server &server, const NetFileClose &call, int seconds)
{
    Conversation with(server, ndr_table_srvsvc, seconds);
    if (!with.pipe)
        return with.pipe.error();
    auto answered = with.check(
        dcerpc_srvsvc_NetFileClose(*with.pipe, with.memory.get(), server.unc(), call.id, &with.result));
    if (!answered)
        return answered.error();
    return Done{};
}

Result<QList<ShareInfo>> carryOut(Server &server, const NetShareEnum & /*call*/, int seconds)
{
    Conversation with(server, ndr_table_srvsvc, seconds);
    if (!with.pipe)
        return with.pipe.error();
    srvsvc_NetShareCtr2 rows{};
    srvsvc_NetShareInfoCtr list{.level = 2, .ctr = {}};
    list.ctr.ctr2 = &rows;
    uint32_t total = 0;
    uint32_t resume = 0;
    NTSTATUS status = dcerpc_srvsvc_NetShareEnumAll(*with.pipe, with.memory.get(), server.unc(), &list,
                                                    wholeList, &total, &resume, &with.result);
    QList<ShareInfo> shares;
    if (NT_STATUS_IS_OK(status) && W_ERROR_IS_OK(with.result)) {
        const srvsvc_NetShareCtr2 &found = *list.ctr.ctr2;
        for (uint32_t i = 0; i < found.count; ++i)
            shares.append(toShare(found.array[i]));
        return shares;
    }
    if (NT_STATUS_IS_OK(status) && W_ERROR_EQUAL(with.result, WERR_ACCESS_DENIED)) {
        srvsvc_NetShareCtr1 names{};
        list = {.level = 1, .ctr = {}};
        list.ctr.ctr1 = &names;
        status = dcerpc_srvsvc_NetShareEnumAll(*with.pipe, with.memory.get(), server.unc(), &list, wholeList,
                                               &total, &resume, &with.result);
    }
    if (auto answered = with.check(status); !answered)
        return answered.error();
    const srvsvc_NetShareCtr1 &found = *list.ctr.ctr1;
    for (uint32_t i = 0; i < found.count; ++i) {
        const srvsvc_NetShareInfo1 &one = found.array[i];
        shares.append(
            {.name = text(one.name), .type = static_cast<quint32>(one.type), .comment = text(one.comment)});
    }
    return shares;
}

} // namespace smc::rpc
