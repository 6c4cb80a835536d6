// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/status/status.h"

#include "service/rpc/paths.h"

#include <algorithm>
#include <array>

namespace smc::status {

using namespace Qt::Literals::StringLiterals;

Result<QList<wire::Record>> sessions(rpc::Driver &driver, const rpc::Target &target)
{
    auto found = driver.call(target, rpc::NetSessionEnum{});
    if (!found)
        return found.error();
    QList<wire::Record> records;
    for (const rpc::SessionInfo &session : std::as_const(*found)) {
        wire::Record record;
        record.set("id", toText({.user = session.user, .client = session.client}).toUtf8());
        record.set("user", session.user.toUtf8());
        record.set("client", session.client.toUtf8());
        record.set("opens", QByteArray::number(session.opens));
        record.set("seconds", QByteArray::number(session.seconds));
        record.set("idle", QByteArray::number(session.idle));
        record.set("guest", session.flags & 1 ? "TRUE" : "FALSE");
        records.append(record);
    }
    return records;
}

Result<QList<wire::Record>> files(rpc::Driver &driver, const rpc::Target &target)
{
    auto found = driver.call(target, rpc::NetFileEnum{});
    if (!found)
        return found.error();
    constexpr std::array rights{std::pair{1U, "read"}, std::pair{2U, "write"}, std::pair{4U, "create"}};
    QList<wire::Record> records;
    for (const rpc::FileInfo &file : std::as_const(*found)) {
        wire::Record record;
        record.set("id", QByteArray::number(file.id));
        record.set("path", rpc::unixPath(file.path).toUtf8());
        record.set("user", file.user.toUtf8());
        QByteArrayList access;
        for (const auto &[bit, name] : rights) {
            if (file.permissions & bit)
                access << name;
        }
        record.set("access", access);
        record.set("locks", QByteArray::number(file.locks));
        records.append(record);
    }
    return records;
}

QString toText(const SessionId &id)
{
    return id.user + u'@' + id.client;
}

std::optional<SessionId> sessionId(const QString &text)
{
    const qsizetype at = text.lastIndexOf(u'@');
    if (at < 0 || at + 1 == text.size())
        return std::nullopt;
    return SessionId{.user = text.left(at), .client = text.mid(at + 1)};
}

Result<void> disconnect(rpc::Driver &driver, const rpc::Target &target, const SessionId &id)
{
    auto done = driver.call(target, rpc::NetSessionDel{.client = id.client, .user = id.user});
    if (done)
        return {};
    if (done.error().code != ErrorCode::Denied)
        return done.error();
    // Samba says so, too, when there is no such session.
    const auto left = driver.call(target, rpc::NetSessionEnum{});
    const auto isIt = [&id](const rpc::SessionInfo &one) {
        return one.user == id.user && one.client == id.client;
    };
    if (left && std::none_of(left->begin(), left->end(), isIt)) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"%1 has no session from %2 any more."_s.arg(id.user, id.client)};
    }
    return done.error();
}

Result<void> closeFile(rpc::Driver &driver, const rpc::Target &target, quint32 id)
{
    // The number is made of the smbd's, of which a cluster has one of each on every node: Samba would close
    // the files of both.
    const auto open = driver.call(target, rpc::NetFileEnum{});
    if (!open)
        return open.error();
    QStringList paths;
    for (const rpc::FileInfo &file : *open) {
        if (file.id == id)
            paths << rpc::unixPath(file.path) + u" ("_s + file.user + u')';
    }
    if (paths.size() > 1) {
        return Error{.code = ErrorCode::Refused,
                     .message =
                         u"%1 gives this number to %2 open files, and would close all of them: %3."_s.arg(
                             target.host, QString::number(paths.size()), paths.join(u", ")),
                     .hint = u"End the session of whom it is about instead."_s};
    }
    auto done = driver.call(target, rpc::NetFileClose{.id = id});
    if (done)
        return {};
    // Samba 4.22 says so, too, of a file that it has just closed.
    if (done.error().code == ErrorCode::NotFound && paths.size() == 1)
        return {};
    return done.error();
}

} // namespace smc::status
