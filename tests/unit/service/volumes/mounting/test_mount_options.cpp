// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/credentials.h"
#include "service/volumes/mounting/mount_options.h"
#include "service/volumes/mounting/mount_table.h"

#include <QTest>

using namespace smc::volumes;

class TestMountOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("same");
        const auto row = [](const char *text, const char *same) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(same);
        };
        row("", "");
        row("uid=4096,gid=4096", "uid=4096,gid=4096");
        row(" uid=4096 , forceuid,", "uid=4096,forceuid");
        row("uid=alex_1,file_mode=0640,dir_mode=0750", "uid=alex_1,file_mode=0640,dir_mode=0750");
        row("vers=3.1.1,sec=ntlmssp,seal,cache=none", "vers=3.1.1,sec=ntlmssp,seal,cache=none");
        row("ip=fe80::1%eth0", "ip=fe80::1%eth0");
        row("snapshot=@GMT-2026.11.28-10.00.00", "snapshot=@GMT-2026.11.28-10.00.00");
        row("iocharset=utf8,rsize=1048576", "iocharset=utf8,rsize=1048576");
    }
    void areRead()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, same);
        const auto options = parseMountOptions(text.toStdString());
        QVERIFY2(options, options ? "" : options.error().message.c_str());
        QCOMPARE(options->text().c_str(), same.constData());
    }

    void areRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char *text, const char *why) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(why);
        };
        row("username=root", "not taken from here");
        row("password=x", "not taken from here");
        row("cred=/etc/shadow", "not taken from here");
        row("domain=AD", "not taken from here");
        row("unc=//other/share", "not taken from here");
        row("prefixpath=x", "not taken from here");
        row("suid", "not taken from here");
        row("dev", "not taken from here");
        row("remount", "not taken from here");
        row("UID=0", "no mount option");
        row("wrong", "no mount option");
        row("=", "no mount option");
        row("uid=\x1b[1m", "not right");
        row("uid", "lacks its value");
        row("uid=", "lacks its value");
        row("uid=-1", "not right");
        row("uid=0x0", "not right");
        row("uid=4294967296", "not right");
        row("file_mode=0888", "not right");
        row("ro=1", "takes no value");
        row("vers=4", "not right");
        row("sec=krb6", "not right");
        row("sec=ntlm", "not right");
        row("ip=nas", "not right");
        row("iocharset=a b", "not right");
        row("snapshot=yesterday", "not right");
        row("rw;suid", "no mount option");
    }
    void areRefused()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, why);
        const auto options = parseMountOptions(text.toStdString());
        QVERIFY2(!options, options ? options->text().c_str() : "");
        QVERIFY2(options.error().message.find(why.toStdString()) != std::string::npos,
                 options.error().message.c_str());
        QVERIFY(options.error().message.find('\x1b') == std::string::npos);
    }

    void theLastOneCounts()
    {
        const auto options = parseMountOptions("uid=1,uid=2,sec=krb5i");
        QVERIFY(options.has_value());
        QCOMPARE(options->find("uid")->c_str(), "2");
        QVERIFY(options->find("gid") == nullptr);
        QVERIFY(options->isKerberos());
    }

    void showNoPassword()
    {
        QCOMPARE(redactedOptions("uid=1,password=se cret,pass2=x,credentials=/a,ro").c_str(),
                 "uid=1,password=…,pass2=…,credentials=…,ro");
    }

    void namesArePutIntoDomainAndUser()
    {
        const auto of = [](const char *user, const char *domain = "") {
            auto made = makeCredentials(user, domain, SecretBytes("secret"));
            return made ? made->domain + '|' + made->user : made.error().message;
        };
        QCOMPARE(of("alex").c_str(), "|alex");
        QCOMPARE(of("AD\\alex").c_str(), "AD|alex");
        QCOMPARE(of("AD/alex", "ad").c_str(), "AD|alex");
        QCOMPARE(of("alex@ad.example", "AD").c_str(), "AD|alex@ad.example");
        for (const char *wrong : {"", "AD\\", "a,uid=0", "a\nb", "A\\b\\c"})
            QVERIFY2(of(wrong).find('|') == std::string::npos, wrong);
        QVERIFY(of("AD\\alex", "OTHER").find("another domain") != std::string::npos);
        QVERIFY(of("alex", "A,uid=0").find("comma") != std::string::npos);
    }

    void whatIsMountedIsRead()
    {
        const auto table = parseMountTable("22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"
                                           "a line that is none\n"
                                           "40 22 0:45 / /mnt/with\\040space rw,nosuid shared:7 master:2 - "
                                           "cifs //nas/my\\040share rw,vers=3.1.1,username=alex,ro\n"
                                           "41 40 0:46 / /mnt/with\\040space rw - tmpfs tmpfs rw\n");
        QCOMPARE(table.size(), std::size_t(3));
        QCOMPARE(table[1].source.c_str(), "//nas/my share");
        QVERIFY(table[1].isCifs());
        QVERIFY(table[1].isReadOnly());
        QCOMPARE(std::string(table[1].option("username")).c_str(), "alex");
        QVERIFY(table[1].option("user").empty());
        QCOMPARE(mountAt(table, "/mnt/with space")->type.c_str(), "tmpfs"); // the one on top
        QVERIFY(mountAt(table, "/mnt") == nullptr);
    }
};

QTEST_APPLESS_MAIN(TestMountOptions)
#include "test_mount_options.moc"
