// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/main/init.h"

#include "service/cloudvfs/client/ask.h"

#include <QJsonDocument>
#include <QLocale>

#include <chrono>
#include <cstdio>
#include <thread>
#include <unistd.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds betweenLooks{500};
constexpr auto betweenLines = std::chrono::seconds(10); ///< where it is no terminal

/// "12,340 files seen; 310 files, 1.20 GiB to be copied, 45.00 MiB/s, about 27 s"
QString progress(const QJsonObject &scan)
{
    const QLocale locale = QLocale::c();
    const auto size = [&](const QString &name) { return locale.formattedDataSize(scan[name].toInteger()); };
    QString words = u"%1 files seen; %2 files, %3 to be copied"_s.arg(
        locale.toString(scan[u"seen"].toInteger()), locale.toString(scan[u"left"].toInteger()),
        size(u"leftBytes"_s));
    if (scan[u"bytesPerSecond"].toInteger() > 0)
        words += u", %1/s"_s.arg(size(u"bytesPerSecond"_s));
    if (scan[u"left"].toInteger() > 0 && scan[u"remainingSeconds"].toInteger(-1) >= 0)
        words += u", about %1 s"_s.arg(scan[u"remainingSeconds"].toInteger());
    return words;
}

/// Of a line that changes, on a terminal; elsewhere one now and then.
class Lines
{
public:
    void say(const QString &words)
    {
        const auto now = std::chrono::steady_clock::now();
        if (words == m_said || (!m_terminal && now < m_next))
            return;
        m_said = words;
        m_next = now + betweenLines;
        (void)std::fprintf(stderr, m_terminal ? "\r%s\033[K" : "%s\n", qUtf8Printable(words));
    }
    void end() const
    {
        if (m_terminal && !m_said.isEmpty())
            (void)std::fputc('\n', stderr);
    }

private:
    const bool m_terminal = ::isatty(STDERR_FILENO) == 1;
    QString m_said;
    std::chrono::steady_clock::time_point m_next;
};

} // namespace

int initShare(const QByteArray &socket, const QString &share, const QJsonObject &options)
{
    const auto failed = [](const QString &words) {
        (void)std::fprintf(stderr, "cloudvfsd: %s\n", qUtf8Printable(words));
        return 1;
    };
    const auto status = [&]() -> Result<QJsonObject> {
        const auto answer = ask(socket, {.kind = CLOUDVFS_STATUS, .share = {}, .path = {}});
        return answer ? Result<QJsonObject>(QJsonDocument::fromJson(*answer).object()) : answer.error();
    };
    const auto before = status();
    if (!before)
        return failed(before.error().toString());
    const qint64 earlier = (*before)[u"scans"][share][u"finished"].toInteger();
    QJsonObject request = options;
    request.insert(u"do"_s, u"scan"_s);
    request.insert(u"share"_s, share);
    if (const auto begun = manage(socket, request); !begun)
        return failed(begun.error().toString());
    Lines lines;
    for (;;) {
        std::this_thread::sleep_for(betweenLooks);
        const auto now = status();
        if (!now) {
            lines.end();
            return failed(now.error().toString());
        }
        const QJsonObject scan = (*now)[u"scans"][share].toObject();
        const QString wrong = scan[u"problem"].toString();
        const bool looked = scan[u"finished"].toInteger() > earlier;
        if (!looked && !scan[u"running"].toBool() && !wrong.isEmpty()) {
            lines.end();
            return failed(wrong);
        }
        const QString holds = (*now)[u"problems"][share].toString();
        lines.say(holds.isEmpty() ? progress(scan) : progress(scan) + u": "_s + holds);
        if (!looked || scan[u"due"].toBool() || scan[u"left"].toInteger() > 0)
            continue;
        lines.end();
        const QJsonObject done{{u"seen"_s, scan[u"seen"]},
                               {u"copied"_s, scan[u"copied"]},
                               {u"copiedBytes"_s, scan[u"copiedBytes"]},
                               {u"held"_s, scan[u"held"]}};
        (void)std::printf("%s\n", QJsonDocument(done).toJson(QJsonDocument::Compact).constData());
        return 0;
    }
}

} // namespace smc::cloudvfs
