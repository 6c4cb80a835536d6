// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/converters/converter.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::converters;

namespace {

constexpr Format allFormats[] = {Format::Json, Format::Xml, Format::Yaml, Format::Csv};

/// Values that have broken somebody's parser.
QByteArrayList nastyValues()
{
    QByteArrayList values{"",
                          " ",
                          "  two spaces",
                          "trailing ",
                          "no",
                          "Yes",
                          "null",
                          "~",
                          "1e3",
                          "0x1F",
                          "007",
                          "1_000",
                          "12:30:45",
                          ".inf",
                          "-",
                          "- a",
                          "? b",
                          ": c",
                          "a: b",
                          "a #b",
                          "#",
                          "&a",
                          "*a",
                          "!t",
                          "%x",
                          "@x",
                          "`x",
                          "{a: b}",
                          "[a]",
                          "a,b",
                          "a;b",
                          "a|b",
                          "|",
                          "||",
                          "\\",
                          "\\|",
                          "\\e",
                          "\\-",
                          "\\n",
                          "a\\",
                          "\"",
                          "\"\"",
                          "'",
                          "''=1",
                          "'=1",
                          "=1+1",
                          "+49 30",
                          "-5",
                          "@SUM(A1)",
                          "\tx",
                          "\rx",
                          "\nx",
                          "a\r\nb",
                          "a\n\n",
                          "<a>&b;",
                          "]]>",
                          "&amp;",
                          "sep=;",
                          "---",
                          "...",
                          "<<",
                          "\x01",
                          "\x7f",
                          "\x1b[0m",
                          "ümläut",
                          "Ж",
                          "日本語",
                          "😀",
                          "\xC2\x85",
                          "\xC2\xA0",
                          "\xE2\x80\xA8x",
                          "\xEF\xBB\xBFx",
                          "\xEF\xBF\xBE",
                          "\xEF\xBF\xBF",
                          "e\xCC\x81",
                          "\xE2\x80\xAExyz",
                          "CN=a\\,b/c+d,DC=x",
                          QByteArray(5000, 'x'),
                          QByteArray("a\0b", 3)};
    return values;
}

wire::Record recordOf(const QList<wire::Attribute> &attributes)
{
    wire::Record record;
    record.attributes = attributes;
    return record;
}

wire::RecordList listOf(const QList<wire::Record> &records)
{
    wire::RecordList list;
    list.items = records;
    list.total = records.size();
    return list;
}

QString complaint(Format format, const QByteArray &body)
{
    const Result<Input> input = read(format, body);
    return input ? u"accepted"_s : input.error().toString();
}

wire::RecordList people(int count)
{
    wire::RecordList list;
    list.total = count;
    for (int i = 0; i < count; ++i) {
        const QByteArray n = QByteArray::number(i);
        wire::Record record;
        record.attributes = {{"description", {"Number " + n}},
                             {"userPrincipalName", {"user" + n + "@lab.example"}},
                             {"name", {"Jürgen Müller " + n}},
                             {"sAMAccountType", {"805306368"}},
                             {"objectSid", {"S-1-5-21-1004336348-1177238915-682003330-" + n}},
                             {"sAMAccountName", {"user" + n}}};
        list.items << record;
    }
    return list;
}

} // namespace

class TestConverters : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nastyValuesComeBackAsTheyWere_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const QByteArray &value : nastyValues())
            QTest::newRow(value.left(30).toPercentEncoding(" ").constData()) << value;
    }
    void nastyValuesComeBackAsTheyWere()
    {
        QFETCH(QByteArray, value);
        const wire::Record record =
            recordOf({{"description", {value}}, {"mail", {value, value, "x"}}, {"cn", {"Jo"}}});
        for (const Format format : allFormats) {
            const Result<Input> one = read(format, write(format, record));
            QVERIFY2(one, one ? "" : qPrintable(one.error().message));
            QCOMPARE(one->list, false);
            QCOMPARE(one->records, QList{record});
            const Result<Input> two = read(format, write(format, listOf({record, record})));
            QVERIFY2(two, two ? "" : qPrintable(two.error().message));
            QCOMPARE(two->list, true);
            QCOMPARE(two->records, (QList{record, record}));
        }
    }

    void allNastyValuesTogether()
    {
        const wire::Record record =
            recordOf({{"cn", {"Jo"}}, {"otherTelephone", nastyValues()}, {"title", {}}});
        for (const Format format : allFormats) {
            const Result<Input> input = read(format, write(format, record));
            QVERIFY2(input, input ? "" : qPrintable(input.error().message));
            QCOMPARE(input->records, QList{record});
        }
    }

    void absentAndEmptyAreNotTheSame()
    {
        const QList<wire::Record> records{recordOf({{"cn", {"a"}}, {"title", {}}}), recordOf({{"cn", {"b"}}}),
                                          recordOf({{"cn", {"c"}}, {"title", {""}}})};
        for (const Format format : allFormats) {
            const Result<Input> input = read(format, write(format, listOf(records)));
            QVERIFY(input);
            QCOMPARE(input->records, records);
        }
    }

    void emptyListsKeepTheirKind()
    {
        for (const Format format : {Format::Json, Format::Xml, Format::Yaml}) {
            const Result<Input> input =
                read(format, write(format, wire::RecordList{.items = {}, .total = 0, .next = {}}));
            QVERIFY2(input, input ? "" : qPrintable(input.error().message));
            QVERIFY(input->list);
            QCOMPARE(input->records.size(), 0);
        }
        // An attribute may be called "items" as well.
        const wire::Record record = recordOf({{"items", {}}, {"total", {"5"}}});
        const Result<Input> input = read(Format::Json, write(Format::Json, record));
        QVERIFY(input && !input->list);
        QCOMPARE(input->records, QList{record});
    }

    void invalidUtf8GoesOutAsReplacement()
    {
        const wire::Record record = recordOf({{"cn",
                                               {"a\xFF"
                                                "z\xC3",
                                                "\xED\xA0\x80"}}});
        for (const Format format : allFormats) {
            const Result<Input> input = read(format, write(format, record));
            QVERIFY2(input, input ? "" : qPrintable(input.error().message));
            QCOMPARE(input->records.at(0).values("cn"),
                     (QByteArrayList{"a\xEF\xBF\xBD"
                                     "z\xEF\xBF\xBD",
                                     "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"}));
        }
    }

    void jsonLooksAsPromised()
    {
        const wire::Record record = recordOf({{"cn", {"John \"J\" Smith"}}, {"mail", {"a", "b"}}});
        QCOMPARE(write(Format::Json, record), "{\"cn\":[\"John \\\"J\\\" Smith\"],\"mail\":[\"a\",\"b\"]}");
        wire::RecordList list = listOf({record});
        list.total = 1204;
        list.next = u"c/2"_s;
        const QJsonObject object = QJsonDocument::fromJson(write(Format::Json, list)).object();
        QCOMPARE(object.value("total"_L1).toInt(), 1204);
        QCOMPARE(object.value("next"_L1).toString(), u"c/2"_s);
        QCOMPARE(object.value("items"_L1).toArray().size(), 1);
    }

    void jsonInputMayBeSimple()
    {
        const Result<Input> input =
            read(Format::Json, "{\"cn\":\"Jo\",\"enabled\":true,\"n\":1.50e3,\"x\":null,\"y\":[1,\"2\"]}");
        QVERIFY(input);
        QCOMPARE(
            input->records.at(0),
            recordOf(
                {{"cn", {"Jo"}}, {"enabled", {"true"}}, {"n", {"1.50e3"}}, {"x", {}}, {"y", {"1", "2"}}}));
    }

    void jsonFaultsNameTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &body, const QString &words) {
            QTest::newRow(name) << body << words;
        };
        row("syntax", "{\"cn\":[\"a\"],\n \"mail\" \"b\"}", u"Line 2, column 9"_s);
        row("trailing", "{\"cn\":\"a\"} x", u"Line 1, column 12"_s);
        row("nested object", "{\"cn\":{\"a\":1}}", u"value of cn"_s);
        row("nested list", "{\"cn\":[[\"a\"]]}", u"value of cn"_s);
        row("null in a list", "{\"cn\":[null]}", u"value of cn"_s);
        row("twice", "{\"cn\":\"a\",\"CN\":\"b\"}", u"CN is given twice"_s);
        row("bad name", "{\"c n\":\"a\"}", u"no attribute name"_s);
        row("empty name", "{\"\":\"a\"}", u"no attribute name"_s);
        row("scalar", "5", u"plain value"_s);
        row("scalar in batch", "[5]", u"plain value"_s);
        row("list in batch", "[[]]", u"A list stands"_s);
        row("empty", "", u"Line 1, column 1"_s);
        row("zero byte", QByteArray("{\"cn\":\"a\"}\0{}", 13), u"zero byte"_s);
        row("lone surrogate", "{\"cn\":\"\\ud800\"}", u"Line 1"_s);
        row("not UTF-8", "{\"cn\":\n\"\xFF\"}", u"Line 2, column 2: The body is not UTF-8"_s);
        row("beside items", "{\"items\":[{\"cn\":\"a\"}],\"cn\":\"b\"}", u"beside \"items\""_s);
        row("deep", QByteArray(1'000'000, '['), u"A list stands"_s);
        row("deep objects", QByteArray("{\"a\":").repeated(200'000), u"value of a"_s);
    }
    void jsonFaultsNameTheirPlace()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        const QString said = complaint(Format::Json, body);
        QVERIFY2(said.contains(words) && said.contains(u"Line "_s), qPrintable(said.left(300)));
    }

    void xmlFollowsItsSchema()
    {
        QVERIFY2(!QStandardPaths::findExecutable(u"xmllint"_s).isEmpty(), "install libxml2-utils");
        QTemporaryDir folder;
        const wire::Record record =
            recordOf({{"thumbnailPhoto;base64", {"AAEC"}}, {"cn", nastyValues()}, {"title", {}}});
        wire::RecordList list = listOf({record, record});
        list.next = u"a\"<&>\n"_s;
        int number = 0;
        for (const QByteArray &xml :
             {write(Format::Xml, record), write(Format::Xml, list), write(Format::Xml, wire::RecordList{})}) {
            QFile file(folder.filePath(QString::number(number++)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(xml);
            file.close();
            QProcess lint;
            lint.start(u"xmllint"_s,
                       {u"--noout"_s, u"--nonet"_s, u"--schema"_s,
                        QStringLiteral(SMC_SOURCE_DIR "/resources/schema/records.xsd"), file.fileName()});
            QVERIFY(lint.waitForFinished());
            QVERIFY2(lint.exitCode() == 0, lint.readAllStandardError().constData());
        }
    }

    void xmlFaultsNameTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &body, const QString &words) {
            QTest::newRow(name) << body << words;
        };
        row("bomb",
            "<!DOCTYPE a [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]>\n<object><attribute "
            "name=\"cn\"><value>&b;</value>"
            "</attribute></object>",
            u"document type declaration"_s);
        row("external", "<!DOCTYPE object SYSTEM \"file:///etc/passwd\"><object/>",
            u"document type declaration"_s);
        row("unknown entity", "<object><attribute name=\"cn\"><value>&nbsp;</value></attribute></object>",
            u"nbsp"_s);
        row("cut off", "<object>\n<attribute", u"Line 2"_s);
        row("other root", "<users/>", u"<users> stands where"_s);
        row("nested value", "<object><attribute name=\"cn\"><value><b/></value></attribute></object>",
            u"inside of a <value>"_s);
        row("text", "<object>hello</object>", u"outside of a <value>"_s);
        row("no name", "<object><attribute><value>a</value></attribute></object>", u"no attribute name"_s);
        row("bad base64",
            "<object><attribute name=\"cn\"><value encoding=\"base64\">*</value></attribute></object>",
            u"no base64"_s);
        row("binary base64",
            "<object><attribute name=\"cn\"><value encoding=\"base64\">/w==</value></attribute></object>",
            u"NAME;base64"_s);
        row("trailing", "<object/><object/>", u"Line 1"_s);
        row("empty", "", u"Line 1"_s);
        row("not UTF-8", "<object><attribute name=\"cn\"><value>\xFF</value></attribute></object>",
            u"Line 1"_s);
        row("deep", QByteArray("<object>").repeated(100'000), u"<object> stands where"_s);
    }
    void xmlFaultsNameTheirPlace()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        const QString said = complaint(Format::Xml, body);
        QVERIFY2(said.contains(words) && said.contains(u"Line "_s), qPrintable(said.left(300)));
    }

    void xmlInOtherEncodingsIsRead()
    {
        const Result<Input> input =
            read(Format::Xml, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><object><attribute "
                              "name=\"cn\"><value>J\xFCrgen<!-- c --></value></attribute></object>");
        QVERIFY2(input, input ? "" : qPrintable(input.error().message));
        QCOMPARE(input->records.at(0).text("cn"), u"Jürgen"_s);
    }

    void yamlLooksAsPromised()
    {
        const wire::Record record =
            recordOf({{"cn", {"no"}}, {"mail", {"a", "1e3"}}, {"title", {}}, {"no", {"x"}}});
        QCOMPARE(write(Format::Yaml, listOf({record})), "items:\n"
                                                        "  - cn: [\"no\"]\n"
                                                        "    mail:\n"
                                                        "      - \"a\"\n"
                                                        "      - \"1e3\"\n"
                                                        "    title: []\n"
                                                        "    \"no\": [\"x\"]\n"
                                                        "total: 1\n"
                                                        "next: null\n");
    }

    void yamlInputMayBeSimple()
    {
        const Result<Input> input =
            read(Format::Yaml, "--- # people\n- cn: Jo\n  enabled: no\n  pager: 007\n  info: |\n"
                               "    two\n    lines\n  title: ~\n  mail: [a, 'b']\n- {cn: Al}\n...\n");
        QVERIFY2(input, input ? "" : qPrintable(input.error().message));
        QVERIFY(input->list);
        QCOMPARE(input->records.at(0), recordOf({{"cn", {"Jo"}},
                                                 {"enabled", {"no"}},
                                                 {"pager", {"007"}},
                                                 {"info", {"two\nlines\n"}},
                                                 {"title", {}},
                                                 {"mail", {"a", "b"}}}));
        QCOMPARE(input->records.at(1), recordOf({{"cn", {"Al"}}}));
    }

    void yamlFaultsNameTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &body, const QString &words) {
            QTest::newRow(name) << body << words;
        };
        row("bomb", "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n", u"Line 1, column 4: An anchor"_s);
        row("alias", "a: *x\n", u"Line 1"_s);
        row("tag", "a: !!python/object x\n", u"python"_s);
        row("binary", "a: !!binary aGk=\n", u"tag"_s);
        row("merge", "<<: {a: b}\n", u"no attribute name"_s);
        row("nested", "cn:\n  a: b\n", u"Line 2, column 3: An object stands where a value of cn"_s);
        row("deep", QByteArray(100'000, '['), u"Line 1"_s);
        row("deep maps", QByteArray("{a: ").repeated(50'000), u"Line 1"_s);
        row("huge bracket", "[" + QByteArray("{cn: a},").repeated(100'000) + "]", u"longer than 512 KiB"_s);
        row("two documents", "a: b\n---\na: c\n", u"more than one document"_s);
        row("commas", QByteArray(1000, ','), u"no YAML"_s);
        row("empty", "", u"empty"_s);
        row("comment only", "# nothing\n", u"empty"_s);
        row("twice", "cn: a\ncn: b\n", u"Line 2, column 1: cn is given twice"_s);
        row("complex key", "? [a]\n: b\n", u"where a name should be"_s);
        row("no name", ": b\n", u"Line 1"_s);
        row("tabs", "cn:\n\t- a\n", u"Line "_s);
        row("UTF-16",
            QByteArray("\xFF\xFE"
                       "a\0",
                       4),
            u"not UTF-8"_s);
    }
    void yamlFaultsNameTheirPlace()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        const QString said = complaint(Format::Yaml, body);
        if (words == u"no YAML"_s)
            QVERIFY2(said != u"accepted"_s, "accepted");
        else
            QVERIFY2(said.contains(words), qPrintable(said.left(300)));
    }

    void csvLooksAsPromised()
    {
        const QList<wire::Record> records{
            recordOf({{"cn", {"Smith, John"}}, {"telephoneNumber", {"+49 30"}}, {"mail", {"a|b", "c"}}}),
            recordOf({{"cn", {"=HYPERLINK(\"x\")"}}, {"thumbnailPhoto;base64", {"AAEC"}}})};
        QCOMPARE(write(Format::Csv, listOf(records)), "cn,telephoneNumber,mail,\"thumbnailPhoto;base64\"\r\n"
                                                      "\"Smith, John\",'+49 30,a\\|b|c,\r\n"
                                                      "\"'=HYPERLINK(\"\"x\"\")\",,,AAEC\r\n");
    }

    void csvOfSpreadsheetsIsRead_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("plain") << QByteArray("cn,mail,title\r\nJo,a|b,\r\nAl,c,x\r\n");
        QTest::newRow("no last line break") << QByteArray("cn,mail,title\nJo,a|b,\nAl,c,x");
        QTest::newRow("BOM and semicolon") << QByteArray("\xEF\xBB\xBF"
                                                         "cn;mail;title\r\nJo;a|b;\r\nAl;c;x\r\n");
        QTest::newRow("tab") << QByteArray("cn\tmail\ttitle\nJo\ta|b\t\nAl\tc\tx\n");
        QTest::newRow("sep=") << QByteArray("sep=;\r\ncn;mail;title\r\nJo;a|b;\r\nAl;c;x\r\n");
        QTest::newRow("short row") << QByteArray("cn,mail,title\nJo,a|b\nAl,c,x\n");
        QTest::newRow("blank lines") << QByteArray("\n\ncn,mail,title\n\nJo,a|b,\r\n\r\nAl,c,x\n\n");
        QTest::newRow("empty columns") << QByteArray("cn,mail,title,,\nJo,a|b,,,\nAl,c,x,,\n");
        QTest::newRow("quoted") << QByteArray("\"cn\", mail ,title\nJo,\"a|b\",\"\"\nAl,c,x\n");
        QTest::newRow("old Mac") << QByteArray("cn,mail,title\rJo,a|b,\rAl,c,x\r");
    }
    void csvOfSpreadsheetsIsRead()
    {
        QFETCH(QByteArray, body);
        const Result<Input> input = read(Format::Csv, body);
        QVERIFY2(input, input ? "" : qPrintable(input.error().message));
        QVERIFY(input->list);
        QCOMPARE(input->records, (QList{recordOf({{"cn", {"Jo"}}, {"mail", {"a", "b"}}}),
                                        recordOf({{"cn", {"Al"}}, {"mail", {"c"}}, {"title", {"x"}}})}));
    }

    void csvOptionIsNoSeparator()
    {
        const Result<Input> input = read(Format::Csv, "thumbnailPhoto;base64\nAAEC\n");
        QVERIFY(input && !input->list);
        QCOMPARE(input->records.at(0).value("thumbnailPhoto;base64"), "AAEC");
    }

    void csvFaultsNameTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("too many cells")
            << QByteArray("a,b\n1,2\n1,2,3\n") << u"Line 3, column 1: The row has 3 cells"_s;
        QTest::newRow("open quote") << QByteArray("a,b\n1,\"2\n3,4\n")
                                    << u"Line 2, column 3: The quotation mark"_s;
        QTest::newRow("quote inside")
            << QByteArray("a,b\n1,x\"2\n") << u"Line 2, column 4: A quotation mark"_s;
        QTest::newRow("text behind") << QByteArray("a,b\n\"1\"x,2\n") << u"Line 2, column 4: Text stands"_s;
        QTest::newRow("empty") << QByteArray() << u"There is no header"_s;
        QTest::newRow("twice") << QByteArray("cn,CN\na,b\n") << u"Line 1, column 1: CN is given twice"_s;
        QTest::newRow("bad name") << QByteArray("cn,given name\na,b\n")
                                  << u"Line 1, column 1: \"given name\" is no"_s;
    }
    void csvFaultsNameTheirPlace()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        const QString said = complaint(Format::Csv, body);
        QVERIFY2(said.contains(words), qPrintable(said));
    }

    void limitsHold()
    {
        const Limits small{.records = 2, .attributesPerRecord = 2, .valuesPerAttribute = 2, .nameLength = 8};
        const wire::Record fine = recordOf({{"a", {"1", "2"}}, {"b", {"1"}}});
        const wire::Record values = recordOf({{"a", {"1", "2", "3"}}});
        const wire::Record attributes = recordOf({{"a", {"1"}}, {"b", {"1"}}, {"c", {"1"}}});
        for (const Format format : allFormats) {
            QVERIFY(read(format, write(format, listOf({fine, fine})), small));
            const wire::RecordList tooLarge[] = {listOf({fine, fine, fine}), listOf({values, fine}),
                                                 listOf({attributes, fine})};
            for (const wire::RecordList &list : tooLarge) {
                const Result<Input> input = read(format, write(format, list), small);
                QVERIFY(!input);
                QCOMPARE(input.error().code, ErrorCode::TooLarge);
            }
            const Result<Input> name =
                read(format, write(format, recordOf({{"averylongname", {"x"}}})), small);
            QVERIFY(!name);
        }
    }

    void acceptIsNegotiated_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<int>("format"); // -1: none
        const auto row = [](const QByteArray &accept, int format) {
            QTest::newRow(accept.isEmpty() ? "(none)" : accept.constData()) << accept << format;
        };
        row("", 0);
        row("*/*", 0);
        row("application/json", 0);
        row("application/xml", 1);
        row("text/xml;q=0.5, application/yaml", 2);
        row("text/csv", 3);
        row("TEXT/CSV; charset=utf-8", 3);
        row("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", 1);
        row("text/*", 1);
        row("application/*;q=0.2, text/csv;q=0.3", 3);
        row("application/json;q=0, */*", 1);
        row("*/*;q=0.1, application/json;q=0.05, text/csv;q=0.09", 1);
        row("text/html", -1);
        row("application/json;q=0", -1);
        row("image/*, text/html;q=0.4", -1);
        row("application/json;q=0.000", -1);
        row("application/json;q=7, text/csv;q=0.5", 3);
        row("nonsense", 0);
    }
    void acceptIsNegotiated()
    {
        QFETCH(QByteArray, accept);
        QFETCH(int, format);
        const std::optional<Format> chosen = formatForAccept(accept);
        QCOMPARE(chosen ? static_cast<int>(*chosen) : -1, format);
    }

    void contentTypesAreKnown()
    {
        QCOMPARE(formatOfContentType("application/json"), Format::Json);
        QCOMPARE(formatOfContentType("Application/JSON; charset=\"UTF-8\""), Format::Json);
        QCOMPARE(formatOfContentType("text/csv;header=present"), Format::Csv);
        QCOMPARE(formatOfContentType("application/x-yaml"), Format::Yaml);
        QCOMPARE(formatOfContentType("text/xml"), Format::Xml);
        QVERIFY(!formatOfContentType("text/csv; charset=iso-8859-1"));
        QVERIFY(!formatOfContentType("text/plain"));
        QVERIFY(!formatOfContentType(""));
        for (const Format format : allFormats)
            QCOMPARE(formatOfContentType(mediaType(format)), format);
        QCOMPARE(formatByName("YML"), Format::Yaml);
        QVERIFY(!formatByName("pdf"));
    }

    void aLongListIsWrittenQuickly_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("most"); // milliseconds, generous for sanitizers and busy machines
        QTest::newRow("json") << 0 << 1000;
        QTest::newRow("xml") << 1 << 2000;
        QTest::newRow("yaml") << 2 << 2000;
        QTest::newRow("csv") << 3 << 2000;
    }
    void aLongListIsWrittenQuickly()
    {
        QFETCH(int, format);
        QFETCH(int, most);
        const wire::RecordList list = people(10'000);
        QElapsedTimer clock;
        clock.start();
        const QByteArray out = write(static_cast<Format>(format), list);
        const qint64 written = clock.restart();
        const Result<Input> input = read(static_cast<Format>(format), out);
        qInfo("%lld bytes written in %lld ms, read in %lld ms", static_cast<long long>(out.size()),
              static_cast<long long>(written), static_cast<long long>(clock.elapsed()));
        QVERIFY(written < most);
        QVERIFY(input);
        QCOMPARE(input->records, list.items);
    }
};

QTEST_GUILESS_MAIN(TestConverters)
#include "test_converters.moc"
