// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/main/scrub.h"

#include "service/cloudvfs/client/ask.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <thread>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds betweenQuestions{200};

int failed(const Error &error)
{
    (void)std::fprintf(stderr, "cloudvfsd: %s\n", qUtf8Printable(error.toString()));
    return 1;
}

} // namespace

int scrubShare(const QByteArray &socket, const ScrubWish &wish)
{
    QJsonObject request{{u"do"_s, u"scrub"_s}, {u"share"_s, wish.share}, {u"repair"_s, wish.repair}};
    if (wish.sample >= 0)
        request.insert(u"sample"_s, wish.sample);
    const auto begun = manage(socket, request);
    if (!begun)
        return failed(begun.error());
    const qint64 run = (*begun)[u"run"].toInteger();
    QJsonObject report;
    while (report[u"finished"].toInteger() == 0 || report[u"run"].toInteger() < run) {
        std::this_thread::sleep_for(betweenQuestions);
        const auto now = manage(socket, QJsonObject{{u"do"_s, u"scrub-report"_s}, {u"share"_s, wish.share}});
        if (!now)
            return failed(now.error());
        report = *now;
    }
    for (const QJsonValue &sentence : report[u"sentences"].toArray())
        (void)std::fprintf(stderr, "%s\n", qUtf8Printable(sentence.toString()));
    (void)std::printf("%s\n", QJsonDocument(report).toJson(QJsonDocument::Compact).constData());
    if (report[u"lost"].toInteger() > 0)
        return 4;
    if (!report[u"complete"].toBool())
        return 1;
    return report[u"faults"].toInteger() > 0 ? 3 : 0;
}

Result<double> readPart(const QString &text)
{
    bool good = false;
    const double percent = text.endsWith(u'%') ? text.chopped(1).trimmed().toDouble(&good) : -1;
    if (good && percent >= 0 && percent <= 100)
        return percent / 100;
    return Error{.code = ErrorCode::Invalid,
                 .message = u"A part is a number from 0% to 100%, with the sign behind it."_s};
}

} // namespace smc::cloudvfs
