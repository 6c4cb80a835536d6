// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/line_chart.h"
#include "tests/gui/client_fixture.h"
#include "tests/lab/open_file.h"

#include <QDateTime>
#include <QFile>
#include <QImage>
#include <QToolButton>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// What was collected over time as the client shows it: charts of the chosen servers, lines in the lists. The
/// service runs on the file server itself, where it sees load and disks too.
class TestDashboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_running.reset(); }
    void chartsAreOfTheChosenServers();
    void chartsFollowWhatHappens();
    void listsHaveLinesOfTheLastDay();
    void chartsAreKeptAsFiles();
    void aReaderHasNone();

private:
    charts::LineChart *chart(const QString &metric) { return shown<charts::LineChart>(u"chart_"_s + metric); }
    /// The names at the ends of the lines.
    QStringList names(const QString &metric)
    {
        QStringList all;
        if (auto *found = chart(metric)) {
            for (const charts::Line &line : found->lines())
                all << line.name;
        }
        all.sort();
        return all;
    }
    double last(const QString &metric, const QString &name)
    {
        if (auto *found = chart(metric)) {
            for (const charts::Line &line : found->lines()) {
                if (line.name == name)
                    return line.points.constLast().y();
            }
        }
        return -1;
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                              {u"collect"_s,
                               {{u"enabled"_s, u"yes"_s},
                                {u"servers"_s, u"2s"_s},
                                {u"sessions"_s, u"2s"_s},
                                {u"files"_s, u"2s"_s},
                                {u"connections"_s, u"2s"_s},
                                {u"cpu"_s, u"2s"_s},
                                {u"disks"_s, u"2s"_s}}}},
                 .node = u"fs1"_s}};
    OwnSettings m_settings;
    std::unique_ptr<RunningClient> m_running;
};

void TestDashboard::initTestCase()
{
    QVERIFY(m_smcd.start());
}

void TestDashboard::init()
{
    m_settings.clear();
    m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, u"alice"_s));
    QVERIFY(m_running->ready());
    QVERIFY(m_running->goToTab(u"Dashboard"_s));
}

void TestDashboard::chartsAreOfTheChosenServers()
{
    QCOMPARE(m_running->column(u"server"_s), (QStringList{u"dc1"_s, u"dc2"_s, u"fs1"_s}));
    // Nothing is chosen: all that tell it. Load is known of this machine alone. Each chart asks for itself.
    QVERIFY(m_running->waitFor([this] {
        return !names(u"cpu"_s).isEmpty() && !names(u"disk-full"_s).isEmpty() &&
               last(u"available"_s, u"fs1"_s) >= 0 && last(u"load1"_s, u"fs1"_s) >= 0;
    }));
    QCOMPARE(names(u"cpu"_s), QStringList{u"fs1"_s});
    QVERIFY(names(u"disk-full"_s).contains(u"fs1:data"_s));
    const double memory = last(u"available"_s, u"fs1"_s);
    QVERIFY2(memory > 0 && memory < 100, qPrintable(QString::number(memory))); // in per cent of all

    m_running->grid().selectRow(m_running->rowWith("server", u"dc1"_s));
    QVERIFY(m_running->waitFor([this] {
        auto *cpu = chart(u"cpu"_s);
        return cpu && cpu->note() == u"Nothing was collected in this time.";
    }));
    m_running->grid().selectRow(m_running->rowWith("server", u"fs1"_s));
    QVERIFY(m_running->waitFor([this] { return names(u"cpu"_s) == QStringList{u"fs1"_s}; }));
    QVERIFY(m_running->waitFor([this] { return names(u"disk-full"_s).contains(u"data"_s); }));
    auto *cpu = chart(u"cpu"_s);
    QVERIFY(cpu->note().isEmpty());
    const QPointF point = cpu->lines().constFirst().points.constLast();
    QVERIFY2(cpu->readingAt(point.x()).contains(u"fs1: "_s + cpu->text(point.y())),
             qUtf8Printable(cpu->readingAt(point.x())));
    QVERIFY(cpu->text(point.y()).endsWith(u'%'));
    QVERIFY(cpu->readingAt(point.x() - 3.0e6).isEmpty()); // nobody read it then

    // Over a week it is put together to half hours.
    shown<QToolButton>(u"span_week"_s)->click();
    QVERIFY(m_running->waitFor([this] {
        auto *week = chart(u"cpu"_s);
        return week && !week->lines().isEmpty() &&
               qint64(week->lines().constFirst().points.constFirst().x()) % 1'800'000 == 0;
    }));
    QVERIFY(chart(u"cpu"_s)->lines().constFirst().points.size() < 4);
}

void TestDashboard::chartsFollowWhatHappens()
{
    m_running->grid().selectRow(m_running->rowWith("server", u"fs1"_s));
    QVERIFY(m_running->waitFor([this] { return last(u"sessions"_s, u"fs1"_s) >= 0; }));
    const double before = last(u"files"_s, u"fs1"_s);
    OpenFile work(m_lab, u"bob"_s, u"charted.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    // Nobody asks for it.
    QVERIFY(m_running->waitFor(
        [&] { return last(u"files"_s, u"fs1"_s) > before && last(u"sessions"_s, u"fs1"_s) >= 1; }));
    m_running->window().resize(1280, 900);
    picture(&m_running->window(), u"dashboard"_s);
}

void TestDashboard::listsHaveLinesOfTheLastDay()
{
    const auto usageOf = [this](const QString &field, int row) {
        const int column = m_running->table().columnOf(field);
        return m_running->table()
            .index(row, column)
            .data(models::RecordTableModel::UsageRole)
            .value<QList<QPointF>>();
    };
    const int fs1 = m_running->rowWith("server", u"fs1"_s);
    QVERIFY(m_running->waitFor([&] { return !usageOf(u"usage-cpu"_s, fs1).isEmpty(); }));
    QVERIFY(m_running->column(u"usage-cpu"_s).at(fs1).endsWith(u'%'));
    QVERIFY(m_running->waitFor([&] { return !usageOf(u"usage-latency"_s, fs1).isEmpty(); }));
    QVERIFY(usageOf(u"usage-cpu"_s, m_running->rowWith("server", u"dc1"_s)).isEmpty());
    QVERIFY(m_running->goToTab(u"Shares"_s));
    const int data = m_running->rowWith("id", u"fs1:data"_s);
    QVERIFY(data >= 0);
    QVERIFY(m_running->waitFor([&] { return !usageOf(u"usage-disk"_s, data).isEmpty(); }));
    QVERIFY(m_running->choose(u"data"_s));
    QVERIFY(m_running->waitFor([this] { return m_running->openDetail(u"Usage"_s); }));
    QVERIFY(m_running->waitFor([this] { return names(u"connections"_s) == QStringList{u"fs1"_s}; }));
}

void TestDashboard::chartsAreKeptAsFiles()
{
    QVERIFY(m_running->waitFor([this] { return !names(u"cpu"_s).isEmpty(); }));
    m_running->dialogs.fileName = m_settings.path(u"usage.csv"_s);
    shown<QToolButton>(u"charts_csv"_s)->click();
    QFile file(m_running->dialogs.fileName);
    QVERIFY(m_running->waitFor([&file] { return file.open(QIODevice::ReadOnly); }));
    const QByteArrayList lines = file.readAll().split('\n');
    QCOMPARE(lines.at(0), QByteArray("time,chart,server,share,value\r"));
    QVERIFY2(lines.at(1).contains(",Processors,fs1,,"), lines.at(1).constData());
    m_running->dialogs.fileName = m_settings.path(u"usage.png"_s);
    shown<QToolButton>(u"charts_png"_s)->click();
    QVERIFY(m_running->waitFor([this] { return !QImage(m_running->dialogs.fileName).isNull(); }));
    QVERIFY(m_running->message().contains(u"usage.png"));
}

void TestDashboard::aReaderHasNone()
{
    m_running.reset();
    m_settings.clear();
    m_running = std::make_unique<RunningClient>(optionsFor(m_smcd, m_lab, u"bob"_s));
    QVERIFY(m_running->ready());
    QVERIFY(!m_running->goToTab(u"Dashboard"_s));
    QVERIFY(m_running->goToTab(u"Servers"_s));
    QCOMPARE(m_running->table().columnOf(u"usage-sessions"_s), -1);
}

QTEST_MAIN(TestDashboard)
#include "test_dashboard.moc"
