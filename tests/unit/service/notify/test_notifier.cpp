// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/notify/notifier.h"

#include <QScopeGuard>
#include <QTest>

#include <arpa/inet.h>
#include <future>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc::notify;

class TestNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itEndsThoughSomethingIsNotDelivered()
    {
        // A port that is taken, and at which nobody listens.
        const int taken = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        QCOMPARE(::bind(taken, reinterpret_cast<sockaddr *>(&address), size), 0);
        QCOMPARE(::getsockname(taken, reinterpret_cast<sockaddr *>(&address), &size), 0);
        const auto closeIt = qScopeGuard([taken] { ::close(taken); });
        const QString url = u"http://127.0.0.1:%1/"_s.arg(ntohs(address.sin_port));
        auto notifier = std::make_unique<Notifier>();
        notifier->setOptions({.mail = {}, .hook = Hook{.url = url, .caFile = {}, .token = {}}});
        notifier->send({Notice{}});
        const auto failures = [&notifier] {
            for (const Notifier::Counters &counters : notifier->counters()) {
                if (QByteArrayView(counters.channel) == "webhook")
                    return counters.failed;
            }
            return quint64(0);
        };
        QTRY_COMPARE(failures(), quint64(1));
        auto ended = std::async(std::launch::async, [&notifier] { notifier.reset(); });
        if (ended.wait_for(std::chrono::seconds(20)) != std::future_status::ready)
            qFatal("the notifier does not end"); // nor would this test
    }
};

QTEST_GUILESS_MAIN(TestNotifier)
#include "test_notifier.moc"
