// SPDX-License-Identifier: GPL-3.0-or-later
//
// smcd's main: reads the configuration, hardens the process, starts the service, and then waits for signals
// on the main thread. It never forks: a service manager or a shell holds it.

#include "service/main/config/config.h"
#include "service/main/enrol.h"
#include "service/main/log.h"
#include "service/main/replace_config.h"
#include "service/main/service.h"
#include "service/main/setup.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <chrono>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <malloc.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc;

namespace {

constexpr int exitBadConfiguration = 2;
constexpr auto tickInterval = std::chrono::seconds(30);

/// No core dump and no ptrace by others: there are passwords in this process. And all the descriptors that
/// we may have.
void harden()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
    ::umask(0077);
}

sigset_t waitedSignals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&set, signal);
    return set;
}

int complain(const QString &file, const QList<config::Fault> &faults)
{
    for (const QString &line : config::describe(file, faults))
        (void)std::fprintf(stderr, "%s\n", qUtf8Printable(line));
    return exitBadConfiguration;
}

/// "RELOADING=1" wants the monotonic time beside it (sd_notify(3)).
void notifyReloading()
{
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
    sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%lld", static_cast<long long>(now.count()));
}

void reload(service::Service &service, const QString &file)
{
    notifyReloading();
    const config::Loaded loaded = config::loadFile(file);
    if (!loaded.faults.isEmpty()) {
        for (const QString &line : config::describe(file, loaded.faults))
            qCritical("%s", qUtf8Printable(line));
        qCritical("the configuration was not taken over; the old one stays");
    } else if (auto done = service.reload(loaded.config); !done) {
        qCritical("%s The old configuration stays.", qUtf8Printable(done.error().toString()));
    } else {
        qInfo("configuration and certificate taken over");
    }
    sd_notify(0, "READY=1");
}

/// The service manager's watchdog (sd_watchdog_enabled(3)). That the main thread runs says little: it is fed
/// while the threads that serve people come round, and goes hungry when one of them hangs.
class Watchdog
{
public:
    Watchdog()
    {
        uint64_t time = 0;
        if (sd_watchdog_enabled(0, &time) > 0)
            m_time = std::chrono::microseconds(time);
    }
    /// How often to feed: several times within its time, so that one stumble kills nobody.
    [[nodiscard]] std::chrono::microseconds pause() const
    {
        return m_time.count() > 0 ? std::min<std::chrono::microseconds>(m_time / 4, tickInterval)
                                  : std::chrono::microseconds(tickInterval);
    }
    void feed(const service::Service &service)
    {
        if (m_time.count() == 0)
            return;
        const bool answers = service.answers(std::chrono::ceil<std::chrono::milliseconds>(m_time / 2));
        if (answers)
            sd_notify(0, "WATCHDOG=1");
        else if (m_fed)
            qCritical("a thread that serves requests hangs; the watchdog is not fed");
        m_fed = answers;
    }

private:
    std::chrono::microseconds m_time{0};
    bool m_fed = true;
};

int waitForSignals(service::Service &service, const QString &file)
{
    const sigset_t set = waitedSignals();
    Watchdog watchdog;
    const auto pause = watchdog.pause();
    for (;;) {
        const timespec timeout{static_cast<time_t>(pause.count() / 1000000),
                               static_cast<long>(pause.count() % 1000000 * 1000)};
        const int signal = ::sigtimedwait(&set, nullptr, &timeout);
        watchdog.feed(service);
        if (signal < 0)
            service.tick();
        else if (signal == SIGHUP)
            reload(service, file);
        else
            return signal;
    }
}

} // namespace

/// Few heaps instead of one for each thread, and large buffers in pages of their own that go back at once:
/// with thirty threads the defaults keep three times what is in use.
void keepMemorySmall()
{
    ::mallopt(M_ARENA_MAX, 4);
    ::mallopt(M_MMAP_THRESHOLD, 256 * 1024);
}

int main(int argc, char *argv[])
{
    harden();
    keepMemorySmall();
    // Before any thread: all inherit the mask, and only waitForSignals hears them.
    const sigset_t set = waitedSignals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    (void)std::setlocale(LC_ALL, "");

    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"smcd"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SMC_VERSION));
    // Words and options of its own, and no configuration: there may be no realm yet.
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "setup"_L1)
        return service::setUp(arguments);
    if (arguments.value(1) == "replace-config"_L1)
        return service::replaceConfig(arguments.value(2).toLatin1());
    QCommandLineParser options;
    options.setApplicationDescription(u"The service of the Samba Management Console. See smcd(8)."_s);
    options.addHelpOption();
    options.addVersionOption();
    const QCommandLineOption file({u"f"_s, u"file"_s}, u"The configuration."_s, u"file"_s,
                                  u"/etc/smc/smcd.conf"_s);
    const QCommandLineOption debug({u"d"_s, u"debug"_s}, u"Log everything to standard error."_s);
    const QCommandLineOption check(u"check"_s,
                                   u"Check the configuration and exit: 0 when it is good, else 2."_s);
    const QCommandLineOption manual(u"manual"_s, u"Print smcd.conf(5) in roff and exit."_s);
    const QCommandLineOption token(u"token"_s, u"With enrol: print a token for that server."_s, u"server"_s);
    const QCommandLineOption tokenFile(
        u"token-file"_s, u"With enrol URL: where the token is; without it standard input."_s, u"file"_s);
    options.addOptions({file, debug, check, manual, token, tokenFile});
    options.addPositionalArgument(u"enrol"_s, u"Make this machine a node of the collector at URL."_s,
                                  u"[enrol [URL]]"_s);
    options.addPositionalArgument(u"setup"_s, u"Make this machine a server of a domain: smcd setup --help."_s,
                                  u"| setup KIND"_s);
    options.process(application);
    const QStringList words = options.positionalArguments();
    const bool enrolling = words.value(0) == "enrol"_L1;
    // With --token no URL, without it one.
    const qsizetype most = enrolling ? (options.isSet(token) ? 1 : 2) : 0;
    if (words.size() > most || (!enrolling && (options.isSet(token) || options.isSet(tokenFile)))) {
        (void)std::fprintf(stderr, "smcd: unexpected argument %s; see smcd --help\n",
                           qUtf8Printable(words.isEmpty() ? u"--token"_s : words.last()));
        return exitBadConfiguration;
    }
    if (enrolling && words.size() < most) {
        (void)std::fputs("smcd: enrol needs the collector's URL, or --token SERVER\n", stderr);
        return exitBadConfiguration;
    }
    if (options.isSet(manual)) {
        return std::fputs(config::manualPage().constData(), stdout) >= 0 && std::fflush(stdout) == 0 ? 0 : 1;
    }

    const QString path = options.value(file);
    const config::Loaded loaded = config::loadFile(path);
    if (!loaded.faults.isEmpty())
        return complain(path, loaded.faults);
    if (options.isSet(check)) {
        (void)std::printf("%s: good\n", qUtf8Printable(path));
        return 0;
    }

    if (enrolling && options.isSet(token))
        return service::printToken(loaded.config, options.value(token));
    if (enrolling)
        return service::enrolNode(loaded.config, words.last(), options.value(tokenFile));

    service::Log log;
    if (auto opened = log.configure(service::logOptions(loaded.config, options.isSet(debug))); !opened) {
        (void)std::fprintf(stderr, "smcd: %s\n", qUtf8Printable(opened.error().toString()));
        return exitBadConfiguration;
    }
    if (::geteuid() == 0)
        qWarning("smcd runs as root and needs none of it; the unit file runs it as the user smcd");
    service::Service service(loaded.config, log, options.isSet(debug));
    if (auto started = service.start(); !started) {
        qCritical("%s", qUtf8Printable(started.error().toString()));
        return 1;
    }
    qInfo("smcd %s listens at %s", SMC_VERSION, qUtf8Printable(service.address()));
    sd_notify(0, "READY=1");

    const int signal = waitForSignals(service, path);
    sd_notify(0, "STOPPING=1");
    qInfo("%s: finishing requests", signal == SIGTERM ? "SIGTERM" : "SIGINT");
    const bool finished = service.stop();
    qInfo(finished ? "stopped" : "stopped; some requests were cut");
    if (!finished) {
        // A call to a dead controller may hold its thread for long; nothing of it is worth waiting for.
        (void)std::fflush(nullptr);
        ::_exit(0);
    }
    return 0;
}
