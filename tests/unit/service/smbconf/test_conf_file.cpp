// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/smbconf/conf_file.h"

#include <QTest>

using namespace smc;
using namespace smc::smbconf;
using namespace Qt::Literals::StringLiterals;

namespace {

const Parameters parameters(R"([
    {"name":"log level","share":false,"type":"string","default":"0","synonyms":["debuglevel"]},
    {"name":"workgroup","share":false,"type":"ustring","default":"WORKGROUP"},
    {"name":"server string","share":false,"type":"string","default":"Samba %v"},
    {"name":"interfaces","share":false,"type":"cmdlist","default":""},
    {"name":"include","share":false,"type":"string","default":""},
    {"name":"config backend","share":false,"type":"enum","default":"file"},
    {"name":"comment","share":true,"type":"string","default":""},
    {"name":"path","share":true,"type":"string","default":""},
    {"name":"read only","share":true,"type":"boolean","default":"yes"},
    {"name":"writeable","share":true,"type":"boolean-rev","default":"no","synonyms":["writable"],"inverts":"read only"}])");

// "~" for a blank at the end of a line.
const QByteArray usual = QByteArray(R"(# The file of an administrator.
; and another one
[Global]
   workgroup = LAB      ; no comment, but the value
	Log  Level=1
   interfaces = lo \
      eth0  \~
      10.0.0.1/24
   nonsense
   include = registry
   crate mask = 0744

[data]
  path = /srv/data
  read only = no
)")
                             .replace('~', ' ');

/// "name=value; …"
QString shown(const Section &section)
{
    QStringList parts;
    for (const QStringList &one : section)
        parts << one.join(u'=');
    return parts.join(u"; "_s);
}

QByteArray changed(const QByteArray &text, const QString &section, const Section &set,
                   const QStringList &remove = {})
{
    const auto result = ConfFile(text, parameters).changed(section, set, remove);
    return result ? *result : "error: " + result.error().message.toUtf8();
}

} // namespace

/// smb.conf as Samba reads it, and as an administrator wants to find it again.
class TestConfFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsReadAsSambaDoes()
    {
        const ConfFile file(usual, parameters);
        QCOMPARE(shown(file.section(u"GLOBAL"_s)), u"workgroup=LAB ; no comment, but the value; log level=1; "
                                                   "interfaces=lo eth0 10.0.0.1/24; crate mask=0744"_s);
        QCOMPARE(shown(file.section(u"Data"_s)), u"path=/srv/data; read only=no"_s);
        QVERIFY(file.has(u"data"_s));
        QVERIFY(!file.has(u"dat"_s));
        QCOMPARE(file.lines().at(3).name, u"include"_s);
        QCOMPARE(file.lines().at(3).number, 10);
        QVERIFY(readsRegistry(file));
    }

    void whatStandsFirstIsGlobal()
    {
        const ConfFile file("workgroup = A\n[data]\npath = /a\n[globals]\nworkgroup = B\n", parameters);
        QCOMPARE(shown(file.section(u"global"_s)), u"workgroup=B"_s);
        QVERIFY(!readsRegistry(file));
    }

    void onlyTheLinesOfWhatChangesChange()
    {
        const QByteArray text = changed(usual, u"global"_s, {{u"log level"_s, u"3 auth:5"_s}});
        QCOMPARE(text, QByteArray(usual).replace("Log  Level=1\n", "Log  Level= 3 auth:5\n"));
        QCOMPARE(changed(usual, u"global"_s, {{u"interfaces"_s, u"lo"_s}}),
                 QByteArray(usual).replace("lo \\\n      eth0  \\ \n      10.0.0.1/24\n", "lo\n"));
        QCOMPARE(
            changed(usual, u"global"_s, {}, {u"interfaces"_s}),
            QByteArray(usual).replace("   interfaces = lo \\\n      eth0  \\ \n      10.0.0.1/24\n", ""));
        QCOMPARE(changed(usual, u"DATA"_s, {{u"comment"_s, u"Für alle"_s}}),
                 QByteArray(usual) + "  comment = Für alle\n");
        QCOMPARE(changed(usual, u"global"_s, {{u"server string"_s, u"A box"_s}}),
                 QByteArray(usual).replace("0744\n", "0744\n   server string = A box\n"));
        QCOMPARE(changed(usual, u"global"_s, {}), QByteArray(usual));
    }

    void theLastOfSeveralLinesCounts()
    {
        const QByteArray twice = "[global]\nlog level = 1\r\n[data]\npath = /a\n[global]\nLOGLEVEL = 2\r\n";
        QCOMPARE(shown(ConfFile(twice, parameters).section(u"global"_s)), u"log level=2"_s);
        QCOMPARE(changed(twice, u"global"_s, {{u"log level"_s, u"5"_s}}),
                 QByteArray(twice).replace("LOGLEVEL = 2", "LOGLEVEL = 5"));
        QCOMPARE(changed(twice, u"global"_s, {}, {u"log level"_s}),
                 QByteArray("[global]\n[data]\npath = /a\n[global]\n"));
    }

    void whereThereIsNothingYet()
    {
        QCOMPARE(changed("", u"global"_s, {{u"workgroup"_s, u"A"_s}}),
                 QByteArray("[global]\n\tworkgroup = A\n\n"));
        QCOMPARE(changed("[data]\npath = /a", u"global"_s, {{u"workgroup"_s, u"A"_s}}),
                 QByteArray("[global]\n\tworkgroup = A\n\n[data]\npath = /a"));
        QCOMPARE(changed("[data]\npath = /a", u"data"_s, {{u"comment"_s, u"b"_s}}),
                 QByteArray("[data]\npath = /a\ncomment = b\n"));
        QCOMPARE(changed("[global]\n[data]\n", u"global"_s, {{u"workgroup"_s, u"A"_s}}),
                 QByteArray("[global]\n\tworkgroup = A\n[data]\n"));
        QVERIFY(changed("[data]\n", u"dat"_s, {{u"comment"_s, u"b"_s}}).startsWith("error: There is no"));
    }

    void bytesThatAreNoTextStay()
    {
        const QByteArray text = "[global]\ncomment = \xe4\xff\n# \xfe\nworkgroup = A\n";
        QCOMPARE(changed(text, u"global"_s, {{u"workgroup"_s, u"B"_s}}),
                 QByteArray(text).replace("= A", "= B"));
    }

    void valuesThatWouldBeReadAsOthersAreRefused()
    {
        for (const QString &value : {u"C:\\"_s, u"a  b"_s, u" a"_s, u"a\nworkgroup = X"_s, u"a\\ "_s}) {
            const auto result = ConfFile(usual, parameters).changed(u"data"_s, {{u"comment"_s, value}}, {});
            QVERIFY2(!result, qPrintable(value));
            QCOMPARE(result.error().field, u"comment"_s);
        }
        // The line before goes on with what is put behind it.
        const QByteArray open = "[global]\nworkgroup = A \\";
        QVERIFY(!ConfFile(open, parameters).changed(u"global"_s, {{u"log level"_s, u"1"_s}}, {}));
    }

    void whatIncludesIsChangedByHand()
    {
        for (const QString &name : {u"include"_s, u"config backend"_s}) {
            const ConfFile file(usual, parameters);
            QCOMPARE(file.changed(u"global"_s, {{name, u"x"_s}}, {}).error().code, ErrorCode::Unsupported);
            QCOMPARE(file.changed(u"global"_s, {}, {name}).error().code, ErrorCode::Unsupported);
        }
    }

    void whatCountsIsWhatSambaReadsLast()
    {
        const ConfFile file("[global]\nworkgroup = A\nlog level = 1\ninclude = registry\nserver string = F\n",
                            parameters);
        const auto all =
            settings(file, u"global"_s,
                     {{u"log level"_s, u"2"_s}, {u"server string"_s, u"R"_s}, {u"interfaces"_s, u"lo"_s}});
        QStringList told;
        for (const Setting &one : all) {
            told << u"%1 = %2 (%3 %4)"_s
                        .arg(one.name, one.value(),
                             one.counts == Setting::Place::File ? u"file"_s : u"registry"_s)
                        .arg(one.line);
        }
        QCOMPARE(told, (QStringList{u"interfaces = lo (registry 0)"_s, u"log level = 2 (registry 3)"_s,
                                    u"server string = F (file 5)"_s, u"workgroup = A (file 2)"_s}));
    }

    void blanksCountInTheNameOfAShare()
    {
        const QByteArray two = "[a b]\npath = /1\n[ab]\npath = /2\n[glob al]\nlog level = 1\n";
        const ConfFile file(two, parameters);
        QCOMPARE(shown(file.section(u"A B"_s)), u"path=/1"_s);
        QCOMPARE(shown(file.section(u"ab"_s)), u"path=/2"_s);
        QCOMPARE(shown(file.section(u"Globals"_s)), u"log level=1"_s);
        QCOMPARE(changed(two, u"ab"_s, {{u"path"_s, u"/3"_s}}), QByteArray(two).replace("/2", "/3"));
    }

    void writeableIsReadOnlyTheOtherWayRound()
    {
        const QByteArray both = "[data]\nread only = yes\nWritable = True\n";
        QCOMPARE(shown(ConfFile(both, parameters).section(u"data"_s)), u"read only=no"_s);
        QCOMPARE(changed(both, u"data"_s, {{u"read only"_s, u"yes"_s}}),
                 QByteArray(both).replace("True", "no"));
        QCOMPARE(changed(both, u"data"_s, {}, {u"read only"_s}), QByteArray("[data]\n"));
        // A value that is none is nobody's opposite.
        const QByteArray odd = "[data]\nwriteable = perhaps\n";
        QCOMPARE(shown(ConfFile(odd, parameters).section(u"data"_s)), u"writeable=perhaps"_s);
    }

    void optionsOfAShareThatBeginsAgainAreChangedByHand()
    {
        const QByteArray twice = "[data]\nfruit:aapl = yes\n[data]\npath = /a\n";
        QCOMPARE(
            ConfFile(twice, parameters).changed(u"data"_s, {{u"fruit:aapl"_s, u"no"_s}}, {}).error().code,
            ErrorCode::Unsupported);
        QCOMPARE(changed(twice, u"data"_s, {{u"path"_s, u"/b"_s}}), QByteArray(twice).replace("/a", "/b"));
    }

    void aFileThatNamesAnotherOneIsChangedByHand()
    {
        const ConfFile file("[global]\nconfig file = /etc/samba/%m.conf\n", parameters);
        const auto result = file.changed(u"global"_s, {{u"log level"_s, u"1"_s}}, {});
        QCOMPARE(result.error().code, ErrorCode::Unsupported);
        QVERIFY(result.error().message.startsWith(u"Line 2 "));
    }

    void sharesOfTheRegistryCountBeforeThoseOfTheFile()
    {
        const ConfFile file(
            "[global]\ninclude = registry\n[data]\npath = /a\nread only = no\nfruit:aapl = yes\n",
            parameters);
        const auto told = [&file](const Section &registry) {
            QStringList lines;
            for (const Setting &one : settings(file, u"data"_s, registry)) {
                lines << u"%1=%2 %3"_s.arg(one.name, one.value(),
                                           one.counts == Setting::Place::File ? u"file"_s : u"registry"_s);
            }
            return lines;
        };
        QCOMPARE(told({}),
                 (QStringList{u"fruit:aapl=yes file"_s, u"path=/a file"_s, u"read only=no file"_s}));
        QCOMPARE(told({{u"path"_s, u"/b"_s}}), (QStringList{u"path=/b registry"_s, u"read only=no file"_s}));
    }

    void theLastBackendCounts()
    {
        QVERIFY(!readsRegistry(
            ConfFile("[global]\nconfig backend = registry\nconfig backend = file\n", parameters)));
    }

    void theRegistryInsteadOfTheFile()
    {
        const ConfFile file("[global]\nworkgroup = A\nconfig backend = registry\n", parameters);
        QVERIFY(readsRegistry(file));
        const auto only = settings(file, u"global"_s, {{u"log level"_s, u"2"_s}});
        QCOMPARE(only.size(), 1);
        QCOMPARE(only.first().name, u"log level"_s);
        // And one that reads no registry.
        const ConfFile alone("[global]\nworkgroup = A\n", parameters);
        QCOMPARE(settings(alone, u"global"_s, {{u"workgroup"_s, u"B"_s}}).first().value(), u"A"_s);
    }
};

QTEST_APPLESS_MAIN(TestConfFile)
#include "test_conf_file.moc"
