// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/paths.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::wire;

class TestPaths : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void segmentsSurviveTheWire_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("wire");
        QTest::newRow("account") << u"jdoe"_s << u"jdoe"_s;
        QTest::newRow("dn") << u"CN=Jo/Doe,OU=R&D+x,DC=lab"_s
                            << u"CN%3DJo%2FDoe%2COU%3DR%26D%2Bx%2CDC%3Dlab"_s;
        QTest::newRow("percent") << u"100%"_s << u"100%25"_s;
        QTest::newRow("encoded already") << u"%41"_s << u"%2541"_s;
        QTest::newRow("spaces and hash") << u"a b#c?d"_s << u"a%20b%23c%3Fd"_s;
        QTest::newRow("one dot") << u"."_s << u"%2E"_s;
        QTest::newRow("two dots") << u".."_s << u"%2E%2E"_s;
        QTest::newRow("scripts") << u"Ж"_s << u"%D0%96"_s;
        QTest::newRow("beyond the BMP") << u"😀"_s << u"%F0%9F%98%80"_s;
    }
    void segmentsSurviveTheWire()
    {
        QFETCH(QString, text);
        QFETCH(QString, wire);
        QCOMPARE(encodeSegment(text), wire);
        QCOMPARE(QUrl::fromPercentEncoding(wire.toLatin1()), text);
    }

    void pathsAreEncodedPartByPart()
    {
        const QString dn = u"CN=a/b,DC=x"_s;
        const QString path = restPath(u"identity/groups"_s, dn, u"members"_s, u"../x"_s);
        QCOMPARE(path, u"/rest/identity/groups/CN%3Da%2Fb%2CDC%3Dx/members/..%2Fx"_s);
        QCOMPARE(restPath(u"jobs"_s, u"7"_s, u"results"_s), u"/rest/jobs/7/results"_s);
        QCOMPARE(restPath(u"jobs"_s), u"/rest/jobs"_s);
    }

    void queriesAreSentLiterally()
    {
        QUrlQuery query;
        addQuery(query, u"filter"_s, u"a+b c&d=%41 100% Ж"_s);
        addQuery(query, u"limit"_s, u"5"_s);
        QCOMPARE(encodeQuery(query), u"filter=a%2Bb%20c%26d%3D%2541%20100%25%20%D0%96&limit=5"_s);
    }
};

QTEST_GUILESS_MAIN(TestPaths)
#include "test_paths.moc"
