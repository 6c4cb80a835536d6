// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/smbconf/section.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::smbconf;

/// Against the table of the Samba that this is built with, as the service has it.
class TestParameters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableIsWhole();
    void namesAsSambaComparesThem();
    void values_data();
    void values();
    void changesOfASection();
    void allFaultsAtOnce();
    void theWayBack();
    void theOtherWayRound();

private:
    const Parameters &m_parameters = Parameters::installed();
};

void TestParameters::theTableIsWhole()
{
    QVERIFY(m_parameters.all().size() > 400);
    const Parameter *mask = m_parameters.find(u"create mask"_s);
    QVERIFY(mask);
    QVERIFY(mask->share);
    QCOMPARE(mask->standard, u"0744"_s);
    QVERIFY(mask->help.contains(u"bit-wise"));
    QVERIFY(m_parameters.find(u"server min protocol"_s)->choices.contains(u"SMB3_11"_s));
}

void TestParameters::namesAsSambaComparesThem()
{
    for (const QString &name : {u"Create Mask"_s, u"createmask"_s, u"create-mask"_s, u"create mode"_s})
        QCOMPARE(m_parameters.find(name)->name, u"create mask"_s);
    QVERIFY(!m_parameters.find(u"creat mask"_s));
    QCOMPARE(attributeName(u"guest ok"_s), QByteArray("guest-ok"));
}

void TestParameters::values_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("global");
    QTest::addColumn<QString>("fault"); // part of the sentence; empty: good

    QTest::newRow("truth") << u"guest ok"_s << u"Yes"_s << false << QString();
    QTest::newRow("no truth") << u"guest ok"_s << u"maybe"_s << false << u"is yes or no"_s;
    QTest::newRow("mode") << u"create mask"_s << u"0770"_s << false << QString();
    QTest::newRow("no mode") << u"create mask"_s << u"0980"_s << false << u"octal"_s;
    QTest::newRow("number") << u"max connections"_s << u"12"_s << false << QString();
    QTest::newRow("no number") << u"max connections"_s << u"many"_s << false << u"whole number"_s;
    QTest::newRow("choice") << u"server min protocol"_s << u"smb3"_s << true << QString();
    QTest::newRow("no choice") << u"server min protocol"_s << u"SMB9"_s << true << u"SMB3_11"_s;
    QTest::newRow("global in a share") << u"workgroup"_s << u"LAB"_s << false << u"[global] only"_s;
    QTest::newRow("share's default in global") << u"read only"_s << u"no"_s << true << QString();
    QTest::newRow("unknown") << u"gest ok"_s << u"yes"_s << false << u"no parameter \"gest ok\""_s;
    QTest::newRow("parametric") << u"acl_xattr:ignore system acls"_s << u"yes"_s << false << QString();
    QTest::newRow("line break") << u"comment"_s << u"a\n[global]"_s << false << u"no line breaks"_s;
    QTest::newRow("too long") << u"comment"_s << QString(9000, u'x') << false << u"longer than"_s;
}

void TestParameters::values()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(bool, global);
    QFETCH(QString, fault);
    const auto checked = m_parameters.check(name, value, global ? Scope::Global : Scope::Share);
    QCOMPARE(bool(checked), fault.isEmpty());
    if (!checked) {
        QVERIFY2(checked.error().message.contains(fault), qUtf8Printable(checked.error().message));
        QCOMPARE(checked.error().field, name);
    }
    if (name == "gest ok"_L1)
        QCOMPARE(checked.error().hint, u"Do you mean \"guest ok\"?"_s);
}

void TestParameters::changesOfASection()
{
    const Section now{{u"path"_s, u"/srv/a"_s},
                      {u"guest ok"_s, u"no"_s},
                      {u"recycle:keeptree"_s, u"yes"_s},
                      {u"recycle:versions"_s, u"yes"_s}};
    wire::Record input;
    input.set("name", "a");
    input.set("path", "/srv/a");  // as it is
    input.set("public", "yes");   // a synonym
    input.set("comment", "Ours"); // new
    input.set("parametric", QByteArrayList{"recycle:keeptree = no"});
    const auto changed = change(m_parameters, Scope::Share, now, input, {"name"});
    QVERIFY(changed);
    QCOMPARE(
        changed->set,
        (Section{{u"guest ok"_s, u"yes"_s}, {u"comment"_s, u"Ours"_s}, {u"recycle:keeptree"_s, u"no"_s}}));
    QCOMPARE(changed->remove, QStringList{u"recycle:versions"_s});
    QCOMPARE(changed->attributes.size(), 4);

    wire::Record record;
    append(record, now);
    QCOMPARE(record.value("guest-ok"), QByteArray("no"));
    QCOMPARE(record.values("parametric"),
             (QByteArrayList{"recycle:keeptree = yes", "recycle:versions = yes"}));
    QVERIFY(etagOf(now) != etagOf({}));
}

void TestParameters::allFaultsAtOnce()
{
    wire::Record input;
    input.set("guest-ok", "perhaps");
    input.set("pth", "/srv");
    input.set("workgroup", "LAB");
    const auto changed = change(m_parameters, Scope::Share, {}, input, {});
    QVERIFY(!changed);
    QCOMPARE(changed.error().more.size(), std::size_t(2));
    QCOMPARE(changed.error().more.front().hint, u"Do you mean \"path\"?"_s);
}

void TestParameters::theWayBack()
{
    const Section before{{u"path"_s, u"/srv/a"_s}, {u"comment"_s, u"Old"_s}};
    wire::Record input;
    input.set("path", "/srv/b");
    input.set("guest-ok", "yes");
    input.set("comment", QByteArrayList());
    const auto changed = change(m_parameters, Scope::Share, before, input, {});
    QVERIFY(changed);
    const SectionChange back = undo(*changed, before);
    QCOMPARE(back.set, (Section{{u"path"_s, u"/srv/a"_s}, {u"comment"_s, u"Old"_s}}));
    QCOMPARE(back.remove, QStringList{u"guest ok"_s});
}

void TestParameters::theOtherWayRound()
{
    QCOMPARE(m_parameters.find(u"writable"_s)->inverts, u"read only"_s);
    QCOMPARE(m_parameters.find(u"enable spoolss"_s)->inverts, u"disable spoolss"_s);
    wire::Record input;
    input.set("write-ok", "True");
    const auto changed = change(m_parameters, Scope::Share, {{u"read only"_s, u"yes"_s}}, input, {});
    QVERIFY(changed);
    QCOMPARE(changed->set, (Section{{u"read only"_s, u"no"_s}}));
    QVERIFY(change(m_parameters, Scope::Share, {{u"read only"_s, u"no"_s}}, input, {})->isEmpty());
    input.set("write-ok", QByteArrayList());
    QCOMPARE(change(m_parameters, Scope::Share, {{u"writeable"_s, u"yes"_s}}, input, {})->remove,
             QStringList{u"writeable"_s});
    QVERIFY(!m_parameters.areSame(u"read only"_s, u"no"_s, u"perhaps"_s));
}

QTEST_APPLESS_MAIN(TestParameters)
#include "test_parameters.moc"
