// SPDX-License-Identifier: GPL-3.0-or-later
// cloudvfsd: joins shares of this machine's Samba to object stores. cloudvfsd(8)
#include "service/cloudvfs/main/config.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>

#include <csignal>
#include <cstdio>
#include <systemd/sd-daemon.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

constexpr int usage = 2;
const QString commandsText =
    u"status, shares, stores, queue SHARE, files SHARE [FOLDER], pause SHARE, resume SHARE, "
    "or evict, recall, pin, unpin with SHARE PATH."_s;

int complain(const QString &message)
{
    std::fprintf(stderr, "cloudvfsd: %s\n", qUtf8Printable(message));
    return 1;
}

/// What an administrator asks of the daemon that runs.
int askRunning(const QByteArray &socket, const QStringList &words)
{
    struct Command
    {
        qsizetype least; ///< words behind it
        qsizetype most;
    };
    static const QMap<QString, Command> commands{
        {u"shares"_s, {0, 0}}, {u"stores"_s, {0, 0}}, {u"queue"_s, {1, 1}}, {u"files"_s, {1, 2}},
        {u"pause"_s, {1, 1}},  {u"resume"_s, {1, 1}}, {u"evict"_s, {2, 2}}, {u"recall"_s, {2, 2}},
        {u"pin"_s, {2, 2}},    {u"unpin"_s, {2, 2}}};
    if (words == QStringList{u"status"_s}) {
        const auto answer = ask(socket, {.kind = CLOUDVFS_STATUS, .share = {}, .path = {}});
        if (!answer)
            return complain(answer.error().toString());
        std::printf("%s\n", answer->constData());
        return 0;
    }
    const auto command = commands.find(words.first());
    const qsizetype behind = words.size() - 1;
    if (command == commands.end() || behind < command->least || behind > command->most) {
        complain(commandsText);
        return usage;
    }
    const auto answer =
        manage(socket, {{u"do"_s, words.first()}, {u"share"_s, words.value(1)}, {u"path"_s, words.value(2)}});
    if (!answer)
        return complain(answer.error().toString());
    if (!answer->isEmpty())
        std::printf("%s\n", QJsonDocument(*answer).toJson(QJsonDocument::Compact).constData());
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
    parser.addPositionalArgument(u"command"_s, u"Of the daemon that runs: "_s + commandsText, u"[command]"_s);
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
