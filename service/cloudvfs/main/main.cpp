// SPDX-License-Identifier: GPL-3.0-or-later
// cloudvfsd: joins shares of this machine's Samba to object stores. cloudvfsd(8)
#include "service/cloudvfs/main/config.h"
#include "service/cloudvfs/main/init.h"
#include "service/cloudvfs/main/joining.h"
#include "service/cloudvfs/main/restore.h"
#include "service/cloudvfs/main/scrub.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>

#include <csignal>
#include <cstdio>
#include <systemd/sd-daemon.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

constexpr int usage = 2;
const QString commandsText =
    u"status, shares, stores, bandwidth [STORE [--up RATE] [--down RATE] [--for PERIOD] | --clear], queue "
    "SHARE, files SHARE [FOLDER], pause SHARE, resume SHARE, "
    "init SHARE, scan SHARE, scrub SHARE [--full | --sample N%] [--repair], evict, recall, pin, unpin with "
    "SHARE PATH, "
    "restore SHARE [PATH] [--at TIME], or without a "
    "daemon: "
    "restore SHARE [PATH] --to FOLDER [--at TIME], versions SHARE PATH, new-key."_s;

int complain(const QString &message)
{
    (void)std::fprintf(stderr, "cloudvfsd: %s\n", qUtf8Printable(message));
    return 1;
}

/// What an administrator asks of the daemon that runs.
int askRunning(const QByteArray &socket, const QStringList &words, const QJsonObject &options)
{
    struct Command
    {
        qsizetype least; ///< words behind it
        qsizetype most;
    };
    static const QMap<QString, Command> commands{
        {u"bandwidth"_s, {0, 1}}, {u"shares"_s, {0, 0}}, {u"stores"_s, {0, 0}}, {u"queue"_s, {1, 1}},
        {u"files"_s, {1, 2}},     {u"pause"_s, {1, 1}},  {u"resume"_s, {1, 1}}, {u"evict"_s, {2, 2}},
        {u"recall"_s, {2, 2}},    {u"scan"_s, {1, 1}},   {u"pin"_s, {2, 2}},    {u"unpin"_s, {2, 2}},
        {u"restore"_s, {1, 2}}};
    if (words == QStringList{u"status"_s}) {
        const auto answer = ask(socket, {.kind = CLOUDVFS_STATUS, .share = {}, .path = {}});
        if (!answer)
            return complain(answer.error().toString());
        (void)std::printf("%s\n", answer->constData());
        return 0;
    }
    const auto command = commands.find(words.first());
    const qsizetype behind = words.size() - 1;
    if (command == commands.end() || behind < command->least || behind > command->most) {
        complain(commandsText);
        return usage;
    }
    QJsonObject request = options;
    request.insert(u"do"_s, words.first());
    request.insert(words.first() == "bandwidth"_L1 ? u"store"_s : u"share"_s, words.value(1));
    request.insert(u"path"_s, words.value(2));
    const auto answer = manage(socket, request);
    if (!answer)
        return complain(answer.error().toString());
    if (!answer->isEmpty())
        (void)std::printf("%s\n", QJsonDocument(*answer).toJson(QJsonDocument::Compact).constData());
    return 0;
}

void tell(const QString &file, const QList<config::Fault> &faults)
{
    for (const config::Fault &fault : faults)
        (void)std::fprintf(stderr, "%s:%d: %s\n", qUtf8Printable(file), fault.line,
                           qUtf8Printable(fault.message));
}

/// Waits for a signal: the end, or SIGHUP, with which `loaded` is what the file says now. With a fault in it
/// what runs goes on as it is.
bool readsAnew(const sigset_t &signals, const QString &file, Loaded &loaded)
{
    for (;;) {
        int which = 0;
        sigwait(&signals, &which);
        if (which != SIGHUP)
            return false;
        Loaded now = load(file);
        tell(file, now.faults);
        if (now.faults.isEmpty()) {
            loaded = std::move(now);
            return true;
        }
    }
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
    parser.addOptions(
        {{{u"f"_s, u"file"_s}, u"The configuration."_s, u"FILE"_s, u"/etc/cloudvfs.conf"_s},
         {u"to"_s, u"Of restore: into this folder, and not into the share."_s, u"FOLDER"_s},
         {u"at"_s, u"Of restore: as it was then (2026-11-27T14:30)."_s, u"TIME"_s},
         {u"accept-removals"_s, u"With scan and init: of improbably many files, too."_s},
         {u"accept-root"_s, u"With scan and init: the folder of the share is another one from now on."_s},
         {u"full"_s, u"With scrub: reads all that the store has of the share."_s},
         {u"sample"_s, u"With scrub: so much of it, 1% say."_s, u"N%"_s},
         {u"repair"_s, u"With scrub: copies anew what is damaged in the store and whole on the disk."_s},
         {u"up"_s, u"With bandwidth: bytes in a second to the store, 2M say; 0: as many as there are."_s,
          u"RATE"_s},
         {u"down"_s, u"With bandwidth: those from it."_s, u"RATE"_s},
         {u"for"_s, u"With bandwidth: for so long, 2h say."_s, u"PERIOD"_s},
         {u"clear"_s, u"With bandwidth: schedule and limits count again."_s},
         {u"check"_s, u"Says what is wrong with the configuration, and ends."_s}});
    parser.addPositionalArgument(u"command"_s, u"Of the daemon that runs: "_s + commandsText, u"[command]"_s);
    parser.process(app);
    if (parser.positionalArguments() == QStringList{u"new-key"_s}) {
        (void)std::printf(
            "# Whoever has this line can read the backup, and without it nobody can: print it, and keep "
            "it in a safe.\n%s\n",
            KeyRing::newLine().constData());
        return 0;
    }
    Loaded loaded = load(parser.value(u"file"_s));
    tell(parser.value(u"file"_s), loaded.faults);
    if (!loaded.faults.isEmpty())
        return usage;
    if (parser.isSet(u"check"_s))
        return 0;
    const QStringList words = parser.positionalArguments();
    if (words.value(0) == "restore"_L1 && parser.isSet(u"to"_s) && (words.size() == 2 || words.size() == 3))
        return restoreElsewhere(loaded, words[1], words.value(2), parser.value(u"to"_s),
                                parser.value(u"at"_s));
    if (words.value(0) == "versions"_L1 && words.size() == 3)
        return showVersions(loaded, words[1], words[2]);
    if (words.value(0) == "scrub"_L1 && words.size() == 2) {
        ScrubWish wish{.share = words[1], .repair = parser.isSet(u"repair"_s)};
        const auto part = parser.isSet(u"full"_s)     ? Result<double>(1.0)
                          : parser.isSet(u"sample"_s) ? readPart(parser.value(u"sample"_s))
                                                      : Result<double>(-1.0);
        if (!part) {
            complain(part.error().toString());
            return usage;
        }
        wish.sample = *part;
        return scrubShare(loaded.options.socket, wish);
    }
    if (!words.isEmpty()) {
        QJsonObject options{{u"acceptRemovals"_s, parser.isSet(u"accept-removals"_s)},
                            {u"acceptRoot"_s, parser.isSet(u"accept-root"_s)}};
        for (const QString &option : {u"up"_s, u"down"_s, u"for"_s}) {
            if (parser.isSet(option))
                options.insert(option, parser.value(option));
        }
        if (parser.isSet(u"clear"_s))
            options.insert(u"clear"_s, true);
        if (parser.isSet(u"at"_s)) {
            const auto time = readTime(parser.value(u"at"_s));
            if (!time)
                return complain(time.error().toString());
            options.insert(u"at"_s, *time);
        }
        if (words.first() == "init"_L1 && words.size() == 2)
            return initShare(loaded.options.socket, words[1], options);
        return askRunning(loaded.options.socket, words, options);
    }

    // Threads inherit the mask: the end, and that the configuration is read anew, is waited for here alone.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    std::signal(SIGIO, SIG_IGN); // of a lease that somebody waits for
    std::signal(SIGPIPE, SIG_IGN);
    for (;;) {
        const Joining joining(parser.value(u"file"_s));
        loaded.options.work = {
            {u"check"_s, [&](const QJsonObject &request) { return joining.check(request); }},
            {u"join"_s, [&](const QJsonObject &request) {
                 auto joined = joining.join(request);
                 if (joined)
                     ::kill(::getpid(), SIGHUP);
                 return joined;
             }}};
        Daemon daemon(std::move(loaded.options), std::move(loaded.stores), loaded.limited);
        if (auto started = daemon.start(); !started)
            return complain(started.error().toString());
        sd_notify(0, "READY=1");
        if (!readsAnew(ends, parser.value(u"file"_s), loaded)) {
            sd_notify(0, "STOPPING=1");
            return 0;
        }
    }
}
