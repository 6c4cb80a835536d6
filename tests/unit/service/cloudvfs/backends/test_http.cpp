// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/http.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

/// A refusal of a store whose clock is so far from ours.
Error refusal(qint64 seconds)
{
    const QDateTime time = QDateTime::currentDateTimeUtc().addSecs(seconds);
    const QString date = QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss"_s) + u" GMT"_s;
    return failureOf({.status = 403, .headers = {{"date", date.toLatin1()}}, .body = {}}, u"store"_s, "key");
}

} // namespace

class TestHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefusalTellsOfTheClock()
    {
        QCOMPARE(refusal(7200).hint,
                 u"The clock of this machine is 120 minutes behind that of the store: set it right."_s);
        QCOMPARE(refusal(-1200).hint,
                 u"The clock of this machine is 20 minutes ahead of that of the store: set it right."_s);
        QVERIFY2(!refusal(5).hint.contains(u"clock"_s), qPrintable(refusal(5).hint));
        QCOMPARE(refusal(7200).code, ErrorCode::Denied);
    }
    void aKindForEachStatus()
    {
        const auto kind = [](int status) {
            return errorCodeName(failureOf({.status = status, .headers = {}, .body = {}}, u"s"_s, "k").code);
        };
        QCOMPARE(kind(401), u"denied"_s);
        QCOMPARE(kind(404), u"not-found"_s);
        QCOMPARE(kind(412), u"stale"_s);
        QCOMPARE(kind(429), u"busy"_s);
        QCOMPARE(kind(503), u"busy"_s);
        QCOMPARE(kind(501), u"unsupported"_s);
        QCOMPARE(kind(507), u"refused"_s);
    }
    void etagsAreBare()
    {
        QCOMPARE(bareEtag("\"a\""), "a");
        QCOMPARE(bareEtag("W/\"a\""), "a");
        QCOMPARE(bareEtag("a"), "a");
        QCOMPARE(bareEtag("\""), "\"");
    }
};

QTEST_APPLESS_MAIN(TestHttp)
#include "test_http.moc"
