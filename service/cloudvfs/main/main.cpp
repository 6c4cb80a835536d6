// SPDX-License-Identifier: GPL-3.0-or-later
// cloudvfsd: joins shares of this machine's Samba to object stores. cloudvfsd(8)
#include "service/cloudvfs/main/config.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <systemd/sd-daemon.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

constexpr int usage = 2;

int complain(const QString &message)
{
    std::fprintf(stderr, "cloudvfsd: %s\n", qUtf8Printable(message));
    return 1;
}

/// What an administrator asks of the daemon that runs.
int askRunning(const QByteArray &socket, const QStringList &words)
{
    static const QMap<QString, cloudvfs_request_kind> kinds{
        {u"status"_s, CLOUDVFS_STATUS}, {u"evict"_s, CLOUDVFS_EVICT}, {u"recall"_s, CLOUDVFS_RECALL}};
    const auto kind = kinds.find(words.first());
    if (kind == kinds.end() || words.size() != (*kind == CLOUDVFS_STATUS ? 1 : 3)) {
        complain(u"status, evict SHARE PATH or recall SHARE PATH."_s);
        return usage;
    }
    const auto answer =
        ask(socket, {.kind = *kind, .share = words.value(1), .path = words.value(2).toUtf8()});
    if (!answer)
        return complain(answer.error().toString());
    if (!answer->isEmpty())
        std::printf("%s\n", answer->constData());
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(SMC_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Joins shares of this machine's Samba to object stores."_s);
    parser.addVersionOption();
    parser.addHelpOption();
    parser.addOptions({{{u"f"_s, u"file"_s}, u"The configuration."_s, u"FILE"_s, u"/etc/cloudvfs.conf"_s},
                       {u"check"_s, u"Says what is wrong with the configuration, and ends."_s}});
    parser.addPositionalArgument(u"command"_s,
                                 u"Of the daemon that runs: status, evict SHARE PATH, recall SHARE PATH."_s,
                                 u"[command]"_s);
    parser.process(app);
    Loaded loaded = load(parser.value(u"file"_s));
    for (const config::Fault &fault : loaded.faults) {
        std::fprintf(stderr, "%s:%d: %s\n", qUtf8Printable(parser.value(u"file"_s)), fault.line,
                     qUtf8Printable(fault.message));
    }
    if (!loaded.faults.isEmpty())
        return usage;
    if (parser.isSet(u"check"_s))
        return 0;
    if (!parser.positionalArguments().isEmpty())
        return askRunning(loaded.options.socket, parser.positionalArguments());

    // Threads inherit the mask: the end is waited for here alone.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    std::signal(SIGIO, SIG_IGN); // of a lease that somebody waits for
    std::signal(SIGPIPE, SIG_IGN);
    Daemon daemon(std::move(loaded.options), std::move(loaded.stores));
    if (auto started = daemon.start(); !started)
        return complain(started.error().toString());
    sd_notify(0, "READY=1");
    int which = 0;
    sigwait(&ends, &which);
    sd_notify(0, "STOPPING=1");
    return 0;
}
