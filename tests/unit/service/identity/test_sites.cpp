// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/sites.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::identity;

class TestSites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNarrowestSubnetTells()
    {
        const auto subnet = [](const char *network, int prefix, const QString &site) {
            return Sites::Subnet{
                .network = QHostAddress(QLatin1StringView(network)), .prefix = prefix, .site = site};
        };
        Sites sites{.names = {u"Head"_s, u"Branch"_s, u"Lab"_s},
                    .controllers = {{u"dc1.lab.example"_s, u"Head"_s}},
                    .subnets = {subnet("10.1.0.0", 16, u"Branch"_s), subnet("10.1.7.0", 24, u"Lab"_s),
                                subnet("10.0.0.0", 8, u"Head"_s), subnet("2001:db8::", 32, u"Lab"_s)}};
        const auto siteOf = [&sites](const char *address) {
            return sites.siteOf(u"fs1.lab.example"_s, {QHostAddress(QLatin1StringView(address))});
        };
        QCOMPARE(siteOf("10.1.2.3"), u"Branch"_s);
        QCOMPARE(siteOf("10.1.7.3"), u"Lab"_s);
        QCOMPARE(siteOf("10.200.0.1"), u"Head"_s);
        QCOMPARE(siteOf("2001:db8::7"), u"Lab"_s);
        QCOMPARE(siteOf("192.0.2.1"), QString());
        // What the directory says of a controller counts more than its address.
        QCOMPARE(sites.siteOf(u"DC1.Lab.Example"_s, {QHostAddress(u"10.1.2.3"_s)}), u"Head"_s);
        sites.subnets.clear();
        QCOMPARE(siteOf("10.1.2.3"), QString());
        sites.names = QStringList{u"Head"_s};
        QCOMPARE(siteOf("10.1.2.3"), u"Head"_s); // where else
    }
};

QTEST_APPLESS_MAIN(TestSites)
#include "test_sites.moc"
