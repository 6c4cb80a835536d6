// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/notify/notice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace smc::notify;
using namespace Qt::Literals::StringLiterals;

namespace {

Notice full(const QString &share)
{
    return {.rule = u"disk-full"_s,
            .server = u"fs1"_s,
            .share = share,
            .message = u"It is full."_s,
            .since = 86400};
}

QByteArray headerOf(const QByteArray &mail)
{
    return mail.left(mail.indexOf("\r\n\r\n"));
}

} // namespace

class TestNotice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMailSaysItInItsSubject();
    void noNameGetsALineOfItsOwn_data();
    void noNameGetsALineOfItsOwn();
    void umlautsAreEncoded();
    void manyAreCounted();
    void json();
};

void TestNotice::aMailSaysItInItsSubject()
{
    const QByteArray mail =
        toMail({full(u"data"_s)}, u"smcd@lab.example"_s, {u"a@lab.example"_s, u"b@lab.example"_s}, u"smc"_s);
    const QByteArray header = headerOf(mail);
    QVERIFY2(header.contains("\r\nSubject: [smcd] FIRING: disk-full fs1:data\r\n"), header.constData());
    QVERIFY(header.contains("\r\nFrom: smcd@lab.example\r\n"));
    QVERIFY(header.contains("\r\nTo: a@lab.example, b@lab.example\r\n"));
    QVERIFY(header.contains("@lab.example>\r\n") && header.startsWith("Date: "));
    const QByteArray body = QByteArray::fromBase64(mail.mid(header.size()));
    QVERIFY2(body.contains("It is full.\r\n    since 1970-01-02T00:00:00Z"), body.constData());
    for (const QByteArray &line : mail.split('\n'))
        QVERIFY(line.size() <= 79);
}

void TestNotice::noNameGetsALineOfItsOwn_data()
{
    QTest::addColumn<QString>("share");
    QTest::newRow("line feed") << u"x\r\nBcc: everybody@lab.example"_s;
    QTest::newRow("line feed alone") << u"x\nBcc: everybody@lab.example"_s;
    QTest::newRow("encoded word") << u"=?UTF-8?Q?=0D=0ABcc:?="_s;
    QTest::newRow("long") << QString(500, u'x');
}

void TestNotice::noNameGetsALineOfItsOwn()
{
    QFETCH(QString, share);
    const QByteArray header = headerOf(toMail({full(share)}, u"a@b"_s, {u"c@d"_s}, u"smc"_s));
    QVERIFY2(!header.contains("Bcc"), header.constData());
    QVERIFY(header.contains("Subject: =?UTF-8?B?"));
    QCOMPARE(header.count("\nTo: "), 1);
    const QString line = toLine(full(share));
    QVERIFY(!line.contains(u'\n') && !line.contains(u'\r'));
}

void TestNotice::umlautsAreEncoded()
{
    const QByteArray header = headerOf(toMail({full(u"Bücher 😀"_s)}, u"a@b"_s, {u"c@d"_s}, u"smc"_s));
    const QByteArray word =
        "=?UTF-8?B?" + QByteArray("[smcd] FIRING: disk-full fs1:Bücher 😀").toBase64() + "?=";
    QVERIFY2(header.contains(word), header.constData());
    for (const char c : header)
        QVERIFY(c > 0);
}

void TestNotice::manyAreCounted()
{
    Notice over = full(u"data"_s);
    over.firing = false;
    const QByteArray mail = toMail({full(u"a"_s), full(u"b"_s), over}, u"a@b"_s, {u"c@d"_s}, u"smc"_s);
    QVERIFY2(mail.contains("Subject: [smcd] 2 firing, 1 resolved\r\n"), mail.constData());
}

void TestNotice::json()
{
    const QJsonObject object = QJsonDocument::fromJson(toJson({full(u"data"_s)}, u"smc"_s)).object();
    QCOMPARE(object[u"host"].toString(), u"smc"_s);
    const QJsonObject alert = object[u"alerts"][0].toObject();
    QCOMPARE(alert[u"state"].toString(), u"firing"_s);
    QCOMPARE(alert[u"rule"].toString(), u"disk-full"_s);
    QCOMPARE(alert[u"server"].toString(), u"fs1"_s);
    QCOMPARE(alert[u"share"].toString(), u"data"_s);
    QCOMPARE(alert[u"message"].toString(), u"It is full."_s);
    QCOMPARE(alert[u"since"].toString(), u"1970-01-02T00:00:00Z"_s);
}

QTEST_GUILESS_MAIN(TestNotice)
#include "test_notice.moc"
