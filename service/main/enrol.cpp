// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/main/enrol.h"

#include "service/fleet/fleet.h"
#include "service/main/translate.h"
#include "service/node/enrol.h"
#include "service/node/registry.h"

#include <QFile>

#include <cstdio>
#include <unistd.h>

namespace smc::service {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 longestToken = 4096;

int complain(const Error &error)
{
    (void)std::fprintf(stderr, "smcd: %s\n", qUtf8Printable(error.toString()));
    return 1;
}

Result<QByteArray> readTokenFrom(const QString &path)
{
    QFile file(path);
    const bool open = path.isEmpty() ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The token cannot be read."_s,
                     .place = path,
                     .native = file.errorString()};
    }
    if (path.isEmpty() && ::isatty(STDIN_FILENO) != 0)
        (void)std::fputs("Token: ", stderr);
    return file.readLine(longestToken).trimmed();
}

} // namespace

int printToken(const config::Config &config, const QString &server)
{
    if (config.realms.isEmpty() && !server.contains(u'.')) {
        return complain({.code = ErrorCode::Invalid,
                         .message = u"Without a [realm] a server needs its full host name."_s});
    }
    const fleet::ServerRef ref =
        fleet::serverRef(server, config.realms.isEmpty() ? QString() : config.realms.first().name);
    node::Registry registry(config.stateDir + u"/nodes"_s);
    const auto token =
        registry.makeToken(ref.name, ref.host, config.tls ? certificateFiles(config).certificate : QString());
    if (!token)
        return complain(token.error());
    (void)std::printf("%s\n", token->constData());
    (void)std::fprintf(stderr,
                       "For %s, once, within the hour. On it run: smcd enrol https://THIS-MACHINE:%d\n",
                       qUtf8Printable(ref.host), config.port);
    return 0;
}

int enrolNode(const config::Config &config, const QString &url, const QString &tokenFile)
{
    const auto token = readTokenFrom(tokenFile);
    if (!token)
        return complain(token.error());
    const auto name = node::enrol(QUrl(url), *token, config.nodePort, config.stateDir + u"/node"_s);
    if (!name)
        return complain(name.error());
    (void)std::printf("This is the node %s of %s now. Restart smcd; it answers the collector at port %d.\n",
                      qUtf8Printable(*name), qUtf8Printable(url), config.nodePort);
    return 0;
}

} // namespace smc::service
