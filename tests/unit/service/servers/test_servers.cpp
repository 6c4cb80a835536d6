// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/servers/servers.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;

class TestServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versionsOfSamba_data()
    {
        QTest::addColumn<QString>("comment");
        QTest::addColumn<QString>("version");
        QTest::newRow("4.17") << u"Samba 4.17.12-Debian"_s << u"4.17.12-Debian"_s;
        // As the server of Debian's backports says it, in the 48 bytes that it has for it.
        QTest::newRow("4.22") << u"Samba 4.22.6-Debian-4.22.6+dfsg-0+deb13u1~bpo12+"_s << u"4.22.6-Debian"_s;
        QTest::newRow("built by hand") << u"Samba 4.21.0"_s << u"4.21.0"_s;
        QTest::newRow("candidate") << u"Samba 4.21.0rc1"_s << u"4.21.0rc1"_s;
        QTest::newRow("between two") << u"Samba 4.20.0pre1-GIT-0123abc"_s << u"4.20.0pre1-GIT"_s;
        QTest::newRow("words of somebody") << u"The file server"_s << QString();
        QTest::newRow("Windows") << QString() << QString();
    }
    void versionsOfSamba()
    {
        QFETCH(QString, comment);
        QFETCH(QString, version);
        QCOMPARE(servers::sambaVersion(comment), version);
    }
};

QTEST_GUILESS_MAIN(TestServers)
#include "test_servers.moc"
