// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/descriptor.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::model;

namespace {

QString ownFolder()
{
    return QStringLiteral(SMC_SOURCE_DIR "/resources/descriptors");
}

void writeFile(const QString &name, const QByteArray &text)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class TestDescriptor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ourOwnFilesHaveNoFault();
    void everyMemberArrives();
    void aSyntaxErrorIsSaidWithItsLine();
    void everyFaultOfAFileIsSaidWithItsPlace_data();
    void everyFaultOfAFileIsSaidWithItsPlace();
    void aBadFileLeavesTheRest();
    void aDropInReplacesOurs();
    void aNameThatLeadsNowhereIsSaid();
    void templatesFitTheirForm();
    void anActionOpensAForm();
    void aRoleSeesItsOwn();
    void theSchemaKnowsTheSameMembers();
    void textsComeInTheFilesOwnLanguage();
    void placeholdersAreFilled();
};

void TestDescriptor::ourOwnFilesHaveNoFault()
{
    const DescriptorSet set = loadDescriptors({ownFolder()});
    QStringList problems;
    for (const DescriptorProblem &problem : set.problems)
        problems << problem.toString();
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    QVERIFY(set.tab(u"identity"_s));
    QVERIFY(set.tree(u"directory"_s));
    for (const QString &name : {u"objects"_s, u"users"_s, u"groups"_s, u"workstations"_s, u"ous"_s})
        QVERIFY2(set.grid(name), qPrintable(name));
    // What the client reads from the service is what the service read from the files.
    const QJsonObject served = set.toJson();
    const DescriptorSet again = descriptorsFromJson(served);
    QVERIFY(again.problems.isEmpty());
    QCOMPARE(again.toJson(), served);
}

void TestDescriptor::everyMemberArrives()
{
    DescriptorSet set;
    QVERIFY(addDescriptor(set, R"({"kind":"grid","name":"users","title":"Users","resource":"identity/users",
        "fields":["objectGUID"],
        "columns":[{"field":"name","label":"Name","width":220,"sort":"descending"},
                   {"field":"sAMAccountName","label":{"en":"Account","de":"Konto"},"fixed":true,"hidden":true,"format":"count",
                    "choices":[{"value":"1","label":"One"}]},
                   {"field":"sent","label":"Progress","format":"bar","of":"size","plain":true}],
        "icons":[{"when":"is","has":"disabled","icon":"user+disabled"},{"icon":"user"}],
        "form":"user","heading":"{name}","detail":["title"],
        "detailPages":[{"title":"Groups","field":"memberOf"},
                       {"title":"Changes","grid":"users","query":{"person":"{name}"},"into":"path","columns":["name"],"empty":"None."}],
        "actions":["delete",{"name":"wake","label":"Wake","icon":"go","path":"/wake","confirm":"Wake it?","role":"administrator",
                    "warnings":[{"when":"state","has":"busy","text":"{name} is busy."}]}],
        "creates":[{"form":"user-new","resource":"identity/users","label":"User","icon":"user"}],
        "drops":[{"from":"identity/users","to":"identity/groups","action":"add-member"}]})",
                          u"g.json"_s));
    const Grid &grid = *set.grid(u"users"_s);
    QCOMPARE(grid.columns.size(), 3);
    QCOMPARE(grid.columns[0].width, 220);
    QVERIFY(grid.columns[0].sort == Qt::DescendingOrder);
    QCOMPARE(grid.columns[1].label.own.value(u"de"_s), u"Konto"_s);
    QVERIFY(grid.columns[1].fixed && grid.columns[1].hidden);
    QCOMPARE(grid.columns[1].format, u"count"_s);
    QCOMPARE(grid.columns[1].choices[0].label.source, u"One"_s);
    QVERIFY(grid.columns[2].plain && !grid.columns[0].plain);
    QCOMPARE(grid.icons[0].has, u"disabled"_s);
    QCOMPARE(grid.actions[0].name, u"delete"_s);
    QCOMPARE(grid.actions[1].method, u"PUT"_s);
    QCOMPARE(grid.actions[1].path, u"/wake"_s);
    QCOMPARE(grid.actions[1].warnings[0].has, u"busy"_s);
    QCOMPARE(grid.creates[0].form, u"user-new"_s);
    QCOMPARE(grid.heading.source, u"{name}"_s);
    QCOMPARE(grid.detailPages[0].field, u"memberOf"_s);
    QCOMPARE(grid.detailPages[1].grid, u"users"_s);
    QCOMPARE(grid.detailPages[1].query.value(u"person"_s), u"{name}"_s);
    QCOMPARE(grid.detailPages[1].into, u"path"_s);
    QCOMPARE(grid.detailPages[1].columns, QStringList{u"name"_s});
    QCOMPARE(grid.detailPages[1].empty.source, u"None."_s);
    QCOMPARE(grid.drops[0].to, u"identity/groups"_s);

    QVERIFY(addDescriptor(
        set,
        R"({"kind":"form","name":"user","title":"{name}","resource":"identity/users","reason":true,"pages":[
        {"name":"general","title":"General","fields":[
          {"field":"mail","label":"E-mail","pattern":"^.+@.+$","message":"One @.","required":true,"maxLength":64},
          {"field":"userAccountControl","label":"Options","editor":"flags","flags":[{"bit":2147483648,"label":"High","inverted":true}]},
          {"field":"x","label":"X","editor":"choice","choices":[{"value":"1","label":"One"}],"default":"{givenName}","when":"mail","has":["a","b"]}]}]})",
        u"f.json"_s));
    const Form &form = *set.form(u"user"_s);
    QVERIFY(form.pages[0].fields[0].required);
    QCOMPARE(form.pages[0].fields[0].maxLength, 64);
    QCOMPARE(form.pages[0].fields[1].flags[0].bit, 0x80000000U);
    QVERIFY(form.pages[0].fields[1].flags[0].inverted);
    QCOMPARE(form.pages[0].fields[2].defaultValue, u"{givenName}"_s);
    QCOMPARE(form.pages[0].fields[2].when, u"mail"_s);
    QCOMPARE(form.pages[0].fields[2].has, (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(form.reason);
    QCOMPARE(set.formFor(u"identity/users"_s), set.form(u"user"_s));
}

void TestDescriptor::aSyntaxErrorIsSaidWithItsLine()
{
    DescriptorSet set;
    QVERIFY(!addDescriptor(set, "{\n  \"kind\": \"tab\",\n  \"name\" \"x\"\n}\n", u"bad.json"_s));
    QCOMPARE(set.problems.size(), 1);
    QCOMPARE(set.problems[0].line, 3);
    QVERIFY2(set.problems[0].toString().startsWith(u"bad.json:3:"), qPrintable(set.problems[0].toString()));
}

void TestDescriptor::everyFaultOfAFileIsSaidWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("said");
    QTest::newRow("wrong kind")
        << QByteArray("{\n\"kind\":\"gird\"}")
        << QStringList{u"f:2:8: /kind: \"kind\" must be one of: tab, tree, grid, form, template"_s};
    QTest::newRow("two faults at once")
        << QByteArray("{\"kind\":\"tab\",\"name\":\"a\",\"title\":\"A\",\n \"order\":\"x\",\n \"grid\":7}")
        << QStringList{u"f:2:10: /order: must be a whole number from -10000 to 10000"_s,
                       u"f:3:9: /grid: must be a string"_s};
    QTest::newRow("typing mistake")
        << QByteArray("{\"kind\":\"tab\",\"name\":\"a\",\"title\":\"A\",\"grid\":\"g\",\n\"icno\":\"x\"}")
        << QStringList{u"f:2:8: /icno: is not known here"_s};
    QTest::newRow("deep")
        << QByteArray(
               "{\"kind\":\"grid\",\"name\":\"a\",\"title\":\"A\",\"resource\":\"r\",\"columns\":[\n"
               "{\"field\":\"x\",\"label\":\"X\"},\n{\"field\":\"y\",\"label\":\"Y\",\n\"format\":\"tme\"}]}")
        << QStringList{
               u"f:4:10: /columns/1/format: must be one of: text, ago, datetime, dn-name, number, bytes, "
               "flags, account-state, group-type, object-kind, count, duration, timestamp, bar, usage"_s};
    QTest::newRow("missing") << QByteArray("{\"kind\":\"tab\",\"name\":\"a\",\"title\":\"A\"}")
                             << QStringList{u"f:1:1: \"grid\" is missing"_s};
    QTest::newRow("bad expression")
        << QByteArray("{\"kind\":\"form\",\"name\":\"a\",\"title\":\"A\",\"resource\":\"r\",\"pages\":[{"
                      "\"name\":\"p\",\"title\":\"P\",\"fields\":[\n"
                      "{\"field\":\"x\",\"label\":\"X\",\"message\":\"m\",\"pattern\":\"(\"}]}]}")
        << QStringList{
               u"f:2:50: /pages/0/fields/0/pattern: is no regular expression: missing closing parenthesis"_s};
}

void TestDescriptor::everyFaultOfAFileIsSaidWithItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, said);
    DescriptorSet set;
    QVERIFY(!addDescriptor(set, text, u"f"_s));
    QStringList problems;
    for (const DescriptorProblem &problem : set.problems)
        problems << problem.toString();
    QCOMPARE(problems, said);
    QVERIFY(set.tabs.isEmpty() && set.grids.isEmpty() && set.forms.isEmpty());
}

void TestDescriptor::aBadFileLeavesTheRest()
{
    QTemporaryDir dir;
    writeFile(dir.filePath(u"tab_bad.json"_s), "{ \"kind\": \"tab\", \"name\": }");
    const DescriptorSet set = loadDescriptors({ownFolder(), dir.path(), dir.filePath(u"not-there"_s)});
    QVERIFY(set.tab(u"identity"_s));
    QCOMPARE(set.problems.size(), 1);
    QCOMPARE(set.problems[0].file, dir.filePath(u"tab_bad.json"_s));
    QCOMPARE(set.problems[0].line, 1);
    const DescriptorSet nothing = loadDescriptors({dir.filePath(u"not-there"_s)});
    QCOMPARE(nothing.problems.size(), 1);
    QCOMPARE(nothing.problems[0].detail, u"there is no such folder"_s);
}

void TestDescriptor::aDropInReplacesOurs()
{
    QTemporaryDir dir;
    writeFile(dir.filePath(u"mine.json"_s),
              R"({"kind":"tab","name":"identity","title":"People","grid":"users","order":1})");
    const DescriptorSet set = loadDescriptors({ownFolder(), dir.path()});
    QVERIFY(set.problems.isEmpty());
    QCOMPARE(set.tabs.size(), loadDescriptors({ownFolder()}).tabs.size());
    QCOMPARE(set.tab(u"identity"_s)->title.source, u"People"_s);
    QCOMPARE(set.item(u"tab"_s, u"identity"_s).value("grid"_L1).toString(), u"users"_s);
}

void TestDescriptor::aNameThatLeadsNowhereIsSaid()
{
    QTemporaryDir dir;
    writeFile(dir.filePath(u"t.json"_s),
              "{\"kind\":\"tab\",\"name\":\"a\",\"title\":\"A\",\n  \"grid\":\"nothing\"}");
    writeFile(dir.filePath(u"u.json"_s),
              R"({"kind":"grid","name":"g","title":"G","resource":"r","columns":[{"field":"x","label":"X"}],
  "detailPages":[{"title":"P","grid":"lost"},{"title":"Q","grid":"g","columns":["x","y"]}]})");
    const DescriptorSet set = loadDescriptors({dir.path()});
    QStringList said;
    for (const DescriptorProblem &problem : set.problems)
        said << problem.toString().mid(dir.path().size() + 1);
    QCOMPARE(said,
             (QStringList{u"t.json:2:10: /grid: there is no grid \"nothing\""_s,
                          u"u.json:2:38: /detailPages/0/grid: there is no grid \"lost\""_s,
                          u"u.json:2:85: /detailPages/1/columns/1: the grid \"g\" has no column \"y\""_s}));
}

void TestDescriptor::templatesFitTheirForm()
{
    QTemporaryDir dir;
    writeFile(
        dir.filePath(u"f.json"_s),
        R"({"kind":"form","name":"new","title":"New","resource":"r","creates":true,"schema":"s/s","schemaFilter":"a:b",
        "pages":[{"name":"p","title":"P","fields":[{"field":"x","label":"X"}]}]})");
    writeFile(dir.filePath(u"t.json"_s),
              R"({"kind":"template","name":"second","title":"Second","form":"new","order":2,"hint":"H",
        "values":[{"field":"x","value":["1","2"],"why":"W"}]})");
    writeFile(dir.filePath(u"u.json"_s),
              R"({"kind":"template","name":"first","title":"First","form":"new","order":1,
        "values":[{"field":"y","value":["1"]}]})");
    writeFile(dir.filePath(u"v.json"_s),
              R"({"kind":"template","name":"lost","title":"Lost","form":"old","values":[]})");
    const DescriptorSet set = loadDescriptors({dir.path()});
    QCOMPARE(set.form(u"new"_s)->schemaFilter, u"a:b"_s);
    const QList<Template> found = set.templatesOf(u"new"_s);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[1].values[0].value, (QStringList{u"1"_s, u"2"_s}));
    QCOMPARE(found[1].values[0].why.source, u"W"_s);
    QCOMPARE(set.problems.size(), 2);
    QVERIFY(set.problems[0].detail.contains(u"there is no form \"old\""));
    QVERIFY(set.problems[1].detail.contains(u"has no field \"y\""));
    QCOMPARE(descriptorsFromJson(set.toJson()).templates.size(), 3);
}

void TestDescriptor::anActionOpensAForm()
{
    QTemporaryDir dir;
    writeFile(dir.filePath(u"f.json"_s),
              R"({"kind":"form","name":"f","title":"F","resource":"r","preview":true,"places":"s/s",
        "pages":[{"name":"p","title":"P","fields":[{"field":"x","label":"X"}]}]})");
    writeFile(dir.filePath(u"g.json"_s),
              R"({"kind":"grid","name":"g","title":"G","resource":"o","columns":[{"field":"x","label":"X"}],
        "actions":[{"name":"a","label":"A","form":"f","resource":"r/r"},{"name":"b","label":"B","form":"lost","resource":"r"}]})");
    writeFile(dir.filePath(u"h.json"_s),
              R"({"kind":"grid","name":"h","title":"H","resource":"o","columns":[{"field":"x","label":"X"}],
        "actions":[{"name":"a","label":"A","form":"f"}]})");
    writeFile(dir.filePath(u"i.json"_s),
              R"({"kind":"grid","name":"i","title":"I","resource":"o","columns":[{"field":"x","label":"X"}],
        "actions":[{"name":"a","label":"A","resource":"r"}]})");
    writeFile(dir.filePath(u"j.json"_s),
              R"({"kind":"grid","name":"j","title":"J","resource":"o","columns":[{"field":"x","label":"X"}],
        "actions":[{"name":"a","label":"A","path":"/a","resource":"r/s"},
                   {"name":"b","label":"B","grid":"g","query":{"x":"{x}"}},
                   {"name":"c","label":"C","grid":"lost","query":{"x":"{x}"}}]})");
    writeFile(dir.filePath(u"k.json"_s),
              R"({"kind":"grid","name":"k","title":"K","resource":"o","columns":[{"field":"x","label":"X"}],
        "actions":[{"name":"a","label":"A","grid":"g"}]})");
    writeFile(dir.filePath(u"l.json"_s),
              R"({"kind":"grid","name":"l","title":"L","resource":"o","columns":[{"field":"x","label":"X"}],
        "actions":[{"name":"a","label":"A","grid":"g","query":{"x":"{x}"},"path":"/a"}]})");
    const DescriptorSet set = loadDescriptors({dir.path()});
    QStringList problems;
    for (const DescriptorProblem &problem : set.problems)
        problems << problem.detail;
    QCOMPARE(problems.size(), 6);
    const auto said = [&](const QString &text) { return !problems.filter(text).isEmpty(); };
    QVERIFY(said(u"a \"form\" needs the \"resource\" that it is of"_s));
    QVERIFY(said(u"a \"resource\" needs a \"form\" or a \"path\""_s));
    QVERIFY(said(u"\"grid\" and \"query\" stand together"_s));
    QVERIFY(said(u"is only looked at"_s));
    QVERIFY(said(u"there is no form \"lost\""_s));
    QVERIFY(said(u"there is no grid \"lost\""_s));
    QCOMPARE(set.grid(u"j"_s)->actions[0].resource, u"r/s"_s);
    QCOMPARE(set.grid(u"j"_s)->actions[1].query, (QMap<QString, QString>{{u"x"_s, u"{x}"_s}}));
    QVERIFY(set.form(u"f"_s)->preview);
    QCOMPARE(set.form(u"f"_s)->places, u"s/s"_s);
    QCOMPARE(set.grid(u"g"_s)->actions[0].form, u"f"_s);
    QCOMPARE(set.grid(u"g"_s)->actions[0].resource, u"r/r"_s);
}

void TestDescriptor::aRoleSeesItsOwn()
{
    DescriptorSet set;
    QVERIFY(addDescriptor(set, R"({"kind":"tab","name":"a","title":"A","grid":"g","role":"administrator"})",
                          u"a"_s));
    QVERIFY(addDescriptor(
        set, R"({"kind":"grid","name":"g","title":"G","resource":"r","columns":[{"field":"x","label":"X"}],
        "actions":["delete",{"name":"wake","label":"Wake","path":"/wake","role":"administrator"}]})",
        u"g"_s));
    const QJsonObject reader = set.toJson(u"reader"_s);
    QVERIFY(reader.value("tabs"_L1).toArray().isEmpty());
    QCOMPARE(reader.value("grids"_L1)[0]["actions"_L1].toArray(), QJsonArray{u"delete"_s});
    QVERIFY(set.item(u"tab"_s, u"a"_s, u"reader"_s).isEmpty());
    QCOMPARE(set.toJson(u"administrator"_s).value("tabs"_L1).toArray().size(), 1);
}

void TestDescriptor::theSchemaKnowsTheSameMembers()
{
    QFile file(QString(ownFolder() + u"/descriptor.schema.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject definitions =
        QJsonDocument::fromJson(file.readAll()).object().value("$defs"_L1).toObject();
    for (const QString &kind : {u"tab"_s, u"tree"_s, u"grid"_s, u"form"_s, u"template"_s}) {
        const QJsonObject members = definitions.value(kind).toObject().value("properties"_L1).toObject();
        QVERIFY(!members.isEmpty());
        QJsonObject json;
        for (const QString &name : members.keys())
            json.insert(name, QJsonValue());
        json.insert(u"kind"_s, kind);
        json.insert(u"unheardOf"_s, 1);
        DescriptorSet set;
        QVERIFY(!addDescriptor(set, QJsonDocument(json).toJson(), kind));
        QStringList unknown;
        for (const DescriptorProblem &problem : set.problems) {
            if (problem.detail == u"is not known here")
                unknown << problem.pointer;
        }
        QCOMPARE(unknown, QStringList{u"/unheardOf"_s});
    }
    // The words that both list.
    DescriptorSet set;
    const QJsonObject field = definitions.value("field"_L1).toObject().value("properties"_L1).toObject();
    const QJsonArray editors = field.value("editor"_L1).toObject().value("enum"_L1).toArray();
    QVERIFY(editors.size() > 10);
    for (const QJsonValue editor : editors) {
        const QByteArray text =
            R"({"kind":"form","name":"f","title":"F","resource":"r","pages":[{"name":"p","title":"P","fields":[
            {"field":"x","label":"X","flags":[{"bit":1,"label":"B"}],"choices":[{"label":"C"}],"editor":")" +
            editor.toString().toUtf8() + R"("}]}]})";
        QVERIFY2(addDescriptor(set, text, u"f"_s), qPrintable(editor.toString()));
    }
}

void TestDescriptor::textsComeInTheFilesOwnLanguage()
{
    const QLocale before;
    const Text text{u"Users"_s, {{u"de"_s, u"Leute"_s}, {u"pt_BR"_s, u"Usuários"_s}}};
    QLocale::setDefault(QLocale(u"de_AT"_s));
    QCOMPARE(text.shown(), u"Leute"_s);
    QLocale::setDefault(QLocale(u"pt_BR"_s));
    QCOMPARE(text.shown(), u"Usuários"_s);
    QLocale::setDefault(QLocale(u"fr_FR"_s));
    QCOMPARE(text.shown(), u"Users"_s);
    QLocale::setDefault(before);
}

void TestDescriptor::placeholdersAreFilled()
{
    const auto value = [](const QString &name) -> QString { return u"<"_s + name + u'>'; };
    QCOMPARE(fill(u"{name} in {{x} {ou}"_s, value), u"<name> in {x} <ou>"_s);
    QCOMPARE(fill(u"open { brace"_s, value), u"open { brace"_s);
}

QTEST_GUILESS_MAIN(TestDescriptor)
#include "test_descriptor.moc"
