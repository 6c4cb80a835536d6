// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/smcctl.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

using Called = Smcctl::Called;

/// smcctl as a person at a shell uses it, against the real service and the real domain.
class TestSmcctl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFileInfo::exists(Smcctl::program()), qPrintable(Smcctl::program()));
        m_unit = m_lab.freshUnit(u"Smcctl"_s);
        QVERIFY(m_smcd.start());
    }

    void environmentAloneSignsIn()
    {
        const Called who = call({u"whoami"_s});
        QCOMPARE(who.errors, QString());
        QCOMPARE(who.status, 0);
        QVERIFY(who.output.contains(u"alice"_s));
        QVERIFY(!who.output.contains(u"csrf"_s));
        QVERIFY(!QFileInfo::exists(m_smcctl.sessionFile())); // a session of one call is not kept
    }

    void usersAreListedInEveryFormat()
    {
        const Called table = call({u"users"_s, u"list"_s, u"--filter"_s, u"sAMAccountName:alice"_s});
        QCOMPARE(table.status, 0);
        QVERIFY(table.output.startsWith(u"sAMAccountName"_s));
        QVERIFY(table.output.contains(u"\nalice "_s));
        const Called csv = call({u"users"_s, u"list"_s, u"--filter"_s, u"sAMAccountName:alice"_s,
                                 u"--fields"_s, u"sAMAccountName"_s, u"-o"_s, u"csv"_s});
        QCOMPARE(csv.output.trimmed().replace(u"\r\n"_s, u"\n"_s), u"sAMAccountName\nalice"_s);
        const Called json = call({u"users"_s, u"list"_s, u"--limit"_s, u"2"_s, u"-o"_s, u"json"_s});
        QCOMPARE(QJsonDocument::fromJson(json.output.toUtf8())["items"_L1].toArray().size(), 2);
        QVERIFY(call({u"users"_s, u"show"_s, u"alice"_s, u"-o"_s, u"xml"_s}).output.contains(u"<object>"_s));
        QVERIFY(call({u"users"_s, u"show"_s, u"alice"_s, u"-o"_s, u"yaml"_s})
                    .output.contains(u"sAMAccountName: [\"alice\"]"_s));
        QVERIFY(
            call({u"users"_s, u"show"_s, u"alice"_s, u"--view"_s, u"dump"_s}).output.contains(u";base64:"_s));
    }

    void wideNamesKeepTheColumnsAligned()
    {
        const Called table = call({u"users"_s, u"list"_s, u"--fields"_s, u"name,sAMAccountName"_s});
        QCOMPARE(table.status, 0);
        const QStringList lines = table.output.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(lines.size() > 60);
        const qsizetype column = lines.constFirst().indexOf(u"sAMAccountName"_s);
        int wideLines = 0;
        for (const QString &line : lines) {
            // A terminal gives two columns to Chinese, Japanese and Korean characters, none to combining
            // ones.
            const QString name = line.left(line.lastIndexOf(u' ') + 1);
            qsizetype width = 0;
            for (const QChar c : name) {
                const bool wide = c >= u'\u2E80' && c <= u'\uD7A3';
                width += c.category() == QChar::Mark_NonSpacing ? 0 : wide ? 2 : 1;
                wideLines += wide ? 1 : 0;
            }
            QVERIFY2(width == column, qPrintable(line));
        }
        QVERIFY(wideLines > 0);
    }

    void aUserLivesAndGoes()
    {
        const QString create[] = {
            u"users"_s,    u"create"_s, u"--set"_s,           u"givenName=Zoë"_s,
            u"--set"_s,    u"sn=Ctl"_s, u"--set"_s,           u"sAMAccountName=ctlzoe"_s,
            u"--parent"_s, m_unit,      u"--password-stdin"_s};
        const QStringList arguments(std::begin(create), std::end(create));
        const Called tried = call(arguments + QStringList{u"--dry-run"_s}, "Str0ng!secret\n");
        QCOMPARE(tried.errors, QString());
        QVERIFY(tried.output.contains(u"+ sAMAccountName: ctlzoe"_s));
        QVERIFY(!tried.output.contains(u"Str0ng"_s));
        QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=ctlzoe)"_s).isEmpty());

        const Called made = call(arguments, "Str0ng!secret\n");
        QCOMPARE(made.errors, QString());
        QCOMPARE(made.status, 0);
        QVERIFY(m_lab.canLogIn(u"ctlzoe"_s, u"Str0ng!secret"_s));
        const Called again = call(arguments, "Str0ng!secret\n");
        QCOMPARE(again.status, 5);
        QVERIFY(again.errors.startsWith(u"smcctl: "_s));

        const Called shown = call({u"users"_s, u"set"_s, u"ctlzoe"_s, u"title=Boss"_s, u"--dry-run"_s});
        QVERIFY(shown.output.contains(u"+ title: Boss"_s));
        QCOMPARE(call({u"users"_s, u"set"_s, u"ctlzoe"_s, u"title=Boss"_s, u"otherTelephone=1"_s,
                       u"otherTelephone=2"_s})
                     .status,
                 0);
        QCOMPARE(attribute(u"ctlzoe"_s, u"title"_s), QByteArrayList{"Boss"});
        QCOMPARE(call({u"users"_s, u"set"_s, u"ctlzoe"_s, u"title="_s, u"otherTelephone+=3"_s,
                       u"otherTelephone-=1"_s})
                     .status,
                 0);
        QCOMPARE(attribute(u"ctlzoe"_s, u"title"_s), QByteArrayList());
        QByteArrayList numbers = attribute(u"ctlzoe"_s, u"otherTelephone"_s);
        std::sort(numbers.begin(), numbers.end());
        QCOMPARE(numbers, (QByteArrayList{"2", "3"}));
        QCOMPARE(call({u"users"_s, u"set"_s, u"ctlzoe"_s, u"title=x"_s, u"--if-match"_s, u"\"1\""_s}).status,
                 5);

        QCOMPARE(call({u"users"_s, u"disable"_s, u"ctlzoe"_s}).status, 0);
        QVERIFY(!m_lab.canLogIn(u"ctlzoe"_s, u"Str0ng!secret"_s));
        QCOMPARE(call({u"users"_s, u"enable"_s, u"ctlzoe"_s}).status, 0);
        QCOMPARE(
            call({u"users"_s, u"password"_s, u"ctlzoe"_s, u"--password-stdin"_s}, "An0ther!secret\n").status,
            0);
        QVERIFY(m_lab.canLogIn(u"ctlzoe"_s, u"An0ther!secret"_s));
        const Called weak = call({u"users"_s, u"password"_s, u"ctlzoe"_s, u"--password-stdin"_s}, "abc\n");
        QCOMPARE(weak.status, 5);

        QCOMPARE(
            call({u"groups"_s, u"create"_s, u"--set"_s, u"sAMAccountName=ctlgroup"_s, u"--parent"_s, m_unit})
                .status,
            0);
        QCOMPARE(call({u"groups"_s, u"add"_s, u"ctlgroup"_s, u"ctlzoe"_s}).status, 0);
        QVERIFY(call({u"groups"_s, u"members"_s, u"ctlgroup"_s}).output.contains(u"Zoë"_s));
        QCOMPARE(call({u"groups"_s, u"remove"_s, u"ctlgroup"_s, u"ctlzoe"_s}).status, 0);
        QVERIFY(!call({u"groups"_s, u"members"_s, u"ctlgroup"_s}).output.contains(u"Zoë"_s));

        QCOMPARE(call({u"ous"_s, u"create"_s, u"--set"_s, u"ou=Inner"_s, u"--parent"_s, m_unit}).status, 0);
        QCOMPARE(call({u"users"_s, u"move"_s, u"ctlzoe"_s, u"--to"_s, u"OU=Inner,"_s + m_unit}).status, 0);
        QCOMPARE(call({u"users"_s, u"rename"_s, u"ctlzoe"_s, u"--to"_s, u"Zoë, \"R\""_s}).status, 0);
        QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=ctlzoe)"_s)
                    .constFirst()
                    .dn.endsWith(QString(u",OU=Inner,"_s + m_unit)));
        QCOMPARE(call({u"users"_s, u"delete"_s, u"ctlzoe"_s}).status, 0);
        QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=ctlzoe)"_s).isEmpty());
    }

    void aFileMakesManyAndSaysWhichFailed()
    {
        const QString file = QDir(m_smcctl.folder()).filePath(u"people.csv"_s);
        write(file, "sAMAccountName,givenName,sn,parent,password\r\n"
                    "ctla,A,One,\"" +
                        m_unit.toUtf8() +
                        "\",Str0ng!secret\r\n"
                        "alice,B,Two,\"" +
                        m_unit.toUtf8() +
                        "\",Str0ng!secret\r\n"
                        "ctlc,C,Three,\"" +
                        m_unit.toUtf8() + "\",Str0ng!secret\r\n");
        const Called tried = call({u"users"_s, u"create"_s, u"-f"_s, file, u"--dry-run"_s});
        QCOMPARE(tried.status, 1);
        QVERIFY(tried.output.contains(u"+ sAMAccountName: ctla"_s));
        QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=ctla)"_s).isEmpty());

        const Called made = call({u"users"_s, u"create"_s, u"-f"_s, file});
        QCOMPARE(made.status, 1);
        QVERIFY2(made.output.contains(u"3 of 3 done, 1 failed"_s), qPrintable(made.output));
        QVERIFY(made.output.contains(u"\n2    failed"_s));
        QVERIFY(m_lab.canLogIn(u"ctla"_s, u"Str0ng!secret"_s));
        QVERIFY(m_lab.canLogIn(u"ctlc"_s, u"Str0ng!secret"_s));
        QVERIFY(call({u"jobs"_s, u"list"_s}).output.contains(u"identity/users"_s));
    }

    void whatIsWrongHasItsOwnStatus()
    {
        QCOMPARE(call({u"users"_s, u"show"_s, u"nobody-of-that-name"_s}).status, 3);
        QCOMPARE(call({u"users"_s, u"juggle"_s, u"alice"_s}).status, 2);
        QCOMPARE(call({u"--no-such-option"_s}).status, 2);
        QCOMPARE(call({u"whoami"_s}, {}, {{u"SMC_PASSWORD"_s, u"wrong"_s}}).status, 4);
        QCOMPARE(call({u"users"_s, u"delete"_s, u"alice"_s}, {}, {{u"SMC_USER"_s, u"bob"_s}}).status, 4);
        QCOMPARE(call({u"whoami"_s, u"--url"_s, u"https://127.0.0.1:1"_s}).status, 6);
        const Called untrusted = call({u"whoami"_s, u"--ca"_s, m_lab.otherCaFile()});
        QCOMPARE(untrusted.status, 4);
        QVERIFY(untrusted.errors.contains(u"--fingerprint"_s));
        const QString fingerprint = untrusted.errors.section(u"--fingerprint "_s, 1).section(u'\n', 0, 0);
        QCOMPARE(call({u"whoami"_s, u"--ca"_s, m_lab.otherCaFile(), u"--fingerprint"_s, fingerprint}).status,
                 0);
        const Called problem = call({u"users"_s, u"show"_s, u"nobody-of-that-name"_s, u"-o"_s, u"json"_s});
        QCOMPARE(QJsonDocument::fromJson(problem.errors.toUtf8())["type"_L1].toString(),
                 u"urn:smc:problem:not-found"_s);
        const Called argv = call({u"users"_s, u"create"_s, u"--set"_s, u"password=x"_s});
        QCOMPARE(argv.status, 2);
        QVERIFY(argv.errors.contains(u"command line"_s));
    }

    void whatIsNotWrittenIsAnError()
    {
        QProcess help;
        help.setStandardOutputFile(u"/dev/full"_s); // a disk without room
        help.start(Smcctl::program(), {u"help"_s});
        QVERIFY(help.waitForFinished());
        QCOMPARE(help.exitCode(), 1);
        const QString said = QString::fromUtf8(help.readAllStandardError());
        QVERIFY2(said.startsWith(u"smcctl: The output could not be written."_s), qPrintable(said));
    }

    void aLoginIsKeptForItsOwnerAlone()
    {
        const QMap<QString, QString> nobody{{u"SMC_USER"_s, {}}, {u"SMC_PASSWORD"_s, {}}};
        QCOMPARE(call({u"whoami"_s}, {}, nobody).status, 4);
        const Called in =
            call({u"login"_s, u"--user"_s, u"alice"_s, u"--password-stdin"_s}, "Passw0rd!lab\n", nobody);
        QCOMPARE(in.errors, QString());
        QCOMPARE(in.status, 0);
        const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup |
                            QFileDevice::WriteOther;
        QCOMPARE(QFile::permissions(m_smcctl.sessionFile()) & others, QFileDevice::Permissions());
        QCOMPARE(call({u"whoami"_s}, {}, nobody).status, 0);
        QFile::setPermissions(m_smcctl.sessionFile(),
                              QFile::permissions(m_smcctl.sessionFile()) | QFileDevice::ReadOther);
        QCOMPARE(call({u"whoami"_s}, {}, nobody).status, 4); // a file that others could read is not believed
        QFile::setPermissions(m_smcctl.sessionFile(), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        QCOMPARE(call({u"logout"_s}, {}, nobody).status, 0);
        QCOMPARE(call({u"whoami"_s}, {}, nobody).status, 4);
    }

    void aTicketIsEnough()
    {
        const Called who =
            call({u"whoami"_s, u"--url"_s, u"https://smc.lab.example:%1"_s.arg(m_smcd.port())}, {},
                 {{u"SMC_USER"_s, {}},
                  {u"SMC_PASSWORD"_s, {}},
                  {u"KRB5CCNAME"_s, m_lab.ticketOf(u"alice"_s, m_smcctl.folder())}});
        QCOMPARE(who.errors, QString());
        QCOMPARE(who.status, 0);
        QVERIFY(who.output.contains(u"alice"_s));
    }

    void completionKnowsTheNames()
    {
        const Called users = call({u"complete"_s, u"users"_s, u"ali"_s});
        QCOMPARE(users.status, 0);
        QVERIFY(users.output.split(u'\n').contains(u"alice"_s));
        QVERIFY(!users.output.contains(u"bob"_s));
    }

    void anyRequestCanBeMade()
    {
        QVERIFY(call({u"get"_s, u"/rest/identity/users/alice?fields=mail&format=yaml"_s})
                    .output.startsWith(u"mail:"_s));
        QCOMPARE(call({u"put"_s, u"/rest/identity/users/alice"_s, u"title=x"_s, u"--dry-run"_s, u"--force"_s})
                     .status,
                 0);
        QCOMPARE(call({u"put"_s, u"/rest/identity/users/alice"_s, u"title=x"_s, u"--dry-run"_s}).status,
                 1); // 428
    }

private:
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    [[nodiscard]] QByteArrayList attribute(const QString &account, const QString &name) const
    {
        const QList<LdifEntry> found = m_lab.ldapSearch(u"(sAMAccountName=%1)"_s.arg(account), {name});
        return found.isEmpty() ? QByteArrayList() : found.constFirst().attributes.value(name);
    }

    [[nodiscard]] Called call(const QStringList &arguments, const QByteArray &input = {},
                              const QMap<QString, QString> &environment = {}) const
    {
        return m_smcctl.call(arguments, input, environment);
    }

    Lab m_lab = Lab::domain();
    QString m_unit;
    Smcd m_smcd;
    Smcctl m_smcctl{m_lab, m_smcd};
};

QTEST_GUILESS_MAIN(TestSmcctl)
#include "test_smcctl.moc"
