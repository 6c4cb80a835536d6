// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/cifs/call_log.h"
#include "service/volumes/cifs/smb_probe.h"

#include <QSet>
#include <QTest>

using namespace smc::volumes;

class TestCall : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isRead()
    {
        std::string text =
            R"({"networkPath":"//nas/\u00e9","mountOptions":"","kubernetes.io/readwrite":"ro",)"
            R"("kubernetes.io/secret/username":"YWxleA==","kubernetes.io/secret/password":"czNjcmV0LHg=",)"
            R"("kubernetes.io/secret/domain":"QUQ=","kubernetes.io/pod.name":"p","kubernetes.io/pod.namespace":"n"})";
        CallWords words;
        const auto call = readMountCall(text, words);
        QVERIFY2(call, call ? "" : call.error().message.c_str());
        QCOMPARE(call->path.unc().c_str(), "//nas/\xc3\xa9");
        QCOMPARE(call->credentials.user.c_str(), "alex");
        QCOMPARE(call->credentials.domain.c_str(), "AD");
        QCOMPARE(std::string(call->credentials.password.view()).c_str(), "s3cret,x");
        QVERIFY(call->readOnly);
        QCOMPARE(words.user.c_str(), "alex");
        QCOMPARE(words.pod.c_str(), "n/p");
    }

    void whatFailedIsStillNamed()
    {
        std::string text =
            R"({"networkPath":"//nas/alex","mountOptions":"wrong","kubernetes.io/secret/username":"YWxleA==",)"
            R"("kubernetes.io/secret/password":"eA=="})";
        CallWords words;
        QVERIFY(!readMountCall(text, words));
        QCOMPARE(words.user.c_str(), "alex");
        QCOMPARE(words.networkPath.c_str(), "//nas/alex");
    }

    void deepAndOddJsonIsRefused()
    {
        for (std::string text :
             {std::string(100'000, '['), std::string("[]"), std::string("null"), std::string("{\"a\":1,}"),
              std::string("{}{}"), std::string(R"({"networkPath":7})"), std::string()}) {
            CallWords words;
            QVERIFY(!readMountCall(text, words));
        }
    }

    void aRecordHasNoSecret()
    {
        const std::string record = redactedCall(
            R"({"kubernetes.io/secret/password":"czNjcmV0","kubernetes.io/secret/keytab":"a2V5",)"
            R"("kubernetes.io/secret/username":"YWxleA==","mountOptions":"uid=1,pass=s3cret"})");
        for (const char *secret : {"czNjcmV0", "s3cret", "a2V5"})
            QVERIFY2(record.find(secret) == std::string::npos, record.c_str());
        QVERIFY2(record.find("\"alex\"") != std::string::npos, record.c_str());
        QVERIFY(redactedCall("{\"password\":\"s3cret").find("s3cret") == std::string::npos);
        for (const char *call : {"{\"networkPath\":\"smb://alex:s3cret@nas/b\"}",
                                 "{\"mountOptions\":\"uid=1,pasword=s3cret\"}"}) {
            const std::string shown = redactedCall(call);
            QVERIFY2(shown.find("s3cret") == std::string::npos, shown.c_str());
        }
    }

    /// No two users share a log, none leaves the folder, and none is taken for the driver's own.
    void eachUserHasHisOwnLog()
    {
        QSet<QByteArray> names;
        const QByteArray longName(250, 'x');
        const QByteArrayList users{"alex",       "alex.b",      "alex_b",       "alex-b",      "alex b",
                                   "alex%20b",   "../alex",     ".alex",        "cifs",        "%63ifs",
                                   "error.alex", "AD\\alex",    "AD/alex",      "a\nb",        "",
                                   "unknown",    "\xc3\xa9ric", longName + "1", longName + "2"};
        for (const QByteArray &user : users) {
            const QByteArray name = QByteArray::fromStdString(logNameOf(user.toStdString()));
            QVERIFY2(!name.contains('/') && !name.contains('\n') && !name.startsWith('.') &&
                         name.size() <= 240,
                     name.constData());
            QVERIFY2(name != "cifs" && !name.startsWith("error."), name.constData());
            names.insert(name);
        }
        QCOMPARE(names.size(), users.size());
    }

    void settingsAreRead()
    {
        const auto settings = parseSettings(R"({"logFolder":"/var/log/x/","deadline":5,"logFiles":0})");
        QVERIFY(settings.has_value());
        QCOMPARE(settings->logFolder.c_str(), "/var/log/x");
        QCOMPARE(settings->mounter.deadline.count(), 5000);
        for (const char *wrong :
             {"", "[]", "{\"deadline\":0}", "{\"deadline\":\"5\"}", "{\"logFolder\":\"x\"}", "{\"other\":1}",
              "{\"logSize\":1}", "{\"helper\":7}"})
            QVERIFY2(!parseSettings(wrong), wrong);
        QVERIFY(readSettings("/nowhere/at/all").has_value());
    }

    void dialectsHaveNames()
    {
        QCOMPARE(dialectName(0x0311).c_str(), "3.1.1");
        QCOMPARE(dialectName(0x0202).c_str(), "2.0.2");
        QCOMPARE(dialectName(0x0300).c_str(), "3.0");
        const std::vector<std::uint8_t> oldServer{0xff, 'S', 'M', 'B', 0, 0};
        QVERIFY(negotiatedDialect(oldServer).error().message.find("SMB 1") != std::string::npos);
        QVERIFY(!negotiatedDialect({}));
    }
};

QTEST_APPLESS_MAIN(TestCall)
#include "test_call.moc"
