// SPDX-License-Identifier: GPL-3.0-or-later
// One very large file, and very many small ones: written, copied, listed, evicted, read again, and made
// anew on a machine that has nothing but the bucket. Says how long each of it took.
//
//   SMC_SCALE_MIB=5120 SMC_SCALE_FILES=100000 QTEST_FUNCTION_TIMEOUT=7200000     in full
#include "service/cloudvfs/client/ask.h"
#include "tests/integration/cloudvfs/model.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QMutex>
#include <QRegularExpression>

#include <atomic>
#include <random>
#include <thread>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr int hour = 3'600'000; // after it something hangs

int scale(const char *variable, int small)
{
    bool given = false;
    const int asked = qEnvironmentVariableIntValue(variable, &given);
    return given ? asked : small;
}

CommandResult shell(const QString &command, const QStringList &words = {})
{
    return runCommand(u"bash"_s, QStringList{u"-ec"_s, command, u"bash"_s} + words, {}, hour);
}

QByteArray said(const CommandResult &result)
{
    return result.output.right(2000) + result.errors.right(2000);
}

CommandResult smb(const QString &commands)
{
    return runCommand(
        u"smbclient"_s,
        {u"//localhost/data"_s, u"-U"_s, u"jo%Passw0rd!lab"_s, u"-t"_s, u"600"_s, u"-c"_s, commands}, {},
        hour);
}

bool isDrained()
{
    QElapsedTimer timer;
    timer.start();
    bool drained = Cloud::isDrained();
    while (!drained && timer.elapsed() < hour)
        drained = Cloud::isDrained();
    return drained;
}

/// How a file is named: half of them are in one folder.
QString nameOf(int number)
{
    return number % 2 == 0 ? u"flat/Größe %1 of it.txt"_s.arg(number, 6, 10, '0'_L1)
                           : u"d%1/report %2.txt"_s.arg(number / 500, 4, 10, '0'_L1).arg(number);
}

QByteArray contentOf(int number)
{
    return QByteArray(nameOf(number).toUtf8() + '\n').repeated(1 + number % 50);
}

QStringList sorted(QStringList names)
{
    names.sort();
    return names;
}

/// All files below a folder.
QStringList filesBelow(const QString &folder)
{
    QStringList names;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();)
        names << it.next().mid(folder.size() + 1);
    return sorted(names);
}

/// All files that a client sees, each with its size; or what it says instead.
QStringList listed()
{
    static const QRegularExpression file(u"^  (.+?) +[A-Za-z]+ +([0-9]+)  [A-Z][a-z]{2} "_s);
    QStringList names;
    QString folder;
    const CommandResult list = smb(u"recurse on; ls"_s);
    if (!list.ok())
        return {QString::fromUtf8(list.output + list.errors)};
    for (const QString &line : QString::fromUtf8(list.output).split(u'\n')) {
        if (line.startsWith(u'\\'))
            folder = line.mid(1).replace(u'\\', u'/') + u'/';
        else if (const auto match = file.match(line); match.hasMatch() && !line.contains(" D "_L1))
            names << folder + match.captured(1) + u' ' + match.captured(2);
    }
    return sorted(names);
}

/// Where two lists differ first; empty: nowhere.
QByteArray firstDifference(const QStringList &expected, const QStringList &got)
{
    if (expected == got)
        return {};
    qsizetype at = 0;
    while (at < std::min(expected.size(), got.size()) && expected[at] == got[at])
        ++at;
    return QByteArray::number(got.size()) + " and not " + QByteArray::number(expected.size()) + "; \"" +
           got.value(at).left(500).toUtf8() + "\" and not \"" + expected.value(at).toUtf8() + '"';
}

} // namespace

class TestCloudvfsScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLargeFile_data() { modes(); }
    void aLargeFile();
    void manySmallFiles_data() { modes(); }
    void manySmallFiles();

private:
    static void modes()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("link") << u"link"_s;
        QTest::newRow("tier") << u"tier"_s;
    }
    /// Says how long it took since the last time.
    void took(const char *what)
    {
        qInfo("%s: %s: %.1f s", QTest::currentDataTag(), what, double(m_timer.restart()) / 1000);
    }
    /// Makes stubs of files; what was said of those that stayed.
    static QByteArray evict(int files);
    /// A client reads some files; where they are not what they were.
    static QByteArray readSome(int files, int most);

    QElapsedTimer m_timer;
};

void TestCloudvfsScale::aLargeFile()
{
    QFETCH(QString, mode);
    const int mebibytes = scale("SMC_SCALE_MIB", 72); // in parts, in many packs
    QVERIFY(clearEverything());
    const QString local = Cloud::folder() + u"/large"_s;
    const QString back = Cloud::folder() + u"/back"_s;
    {
        QFile file(local);
        QVERIFY(file.open(QIODevice::WriteOnly));
        std::mt19937_64 random(20261127);
        QByteArray piece(1 << 20, Qt::Uninitialized);
        for (int i = 0; i < mebibytes; ++i) {
            for (qsizetype at = 0; at < piece.size(); at += qsizetype(sizeof(quint64))) {
                const quint64 word = random();
                std::memcpy(piece.data() + at, &word, sizeof word);
            }
            QCOMPARE(file.write(piece), qint64(piece.size()));
        }
    }
    Cloud cloud("mode = " + mode.toUtf8() + '\n');
    QFile conf(Cloud::conf());
    QVERIFY(conf.open(QIODevice::ReadOnly)); // what is not whole yet is not copied
    Cloud::write(Cloud::conf(), conf.readAll().replace("quiet = 0", "quiet = 0\ndeadline = 3600"));
    QVERIFY(cloud.startSmbd());
    QVERIFY(cloud.startDaemon());

    m_timer.start();
    const CommandResult put = smb(u"put %1 large"_s.arg(local));
    QVERIFY2(put.ok(), said(put).constData());
    took("put");
    QVERIFY2(isDrained(), QJsonDocument(Cloud::status()).toJson().constData());
    took("copied after that");
    const qint64 sent =
        QJsonDocument::fromJson(Cloud::daemon({u"stores"_s}).output)[u"stores"][0][u"sent"].toInteger();
    QVERIFY2(sent <= (qint64(mebibytes) << 20) * 11 / 10, QByteArray::number(sent).constData());
    const CommandResult evicted =
        runCommand(Cloud::program(), {u"-f"_s, Cloud::conf(), u"evict"_s, u"data"_s, u"large"_s}, {}, hour);
    QVERIFY2(evicted.ok(), said(evicted).constData());
    took("evicted");
    QVERIFY2(Cloud::blocksOf(u"large"_s) <= 8, QByteArray::number(Cloud::blocksOf(u"large"_s)).constData());
    QCOMPARE(QFileInfo(u"/srv/data/large"_s).size(), qint64(mebibytes) << 20);
    m_timer.restart();
    const CommandResult got = smb(u"get large %1"_s.arg(back));
    took("read again");
    QVERIFY2(got.ok(), said(got).constData());
    const CommandResult same = runCommand(u"cmp"_s, {local, back}, {}, hour);
    QVERIFY2(same.ok(), said(same).constData());
    const CommandResult here = runCommand(u"cmp"_s, {local, u"/srv/data/large"_s}, {}, hour);
    QVERIFY2(here.ok(), said(here).constData());
    QFile::remove(local);
    QFile::remove(back);
}

QByteArray TestCloudvfsScale::evict(int files)
{
    constexpr int clients = 4;
    std::atomic<int> next = 0;
    QMutex mutex;
    QByteArray problems;
    std::vector<std::jthread> threads;
    for (int i = 0; i < clients; ++i) {
        threads.emplace_back([&] {
            for (int number = next++; number < files; number = next++) {
                const auto answer = smc::cloudvfs::ask(
                    "/run/cloudvfs/socket",
                    {.kind = CLOUDVFS_EVICT, .share = u"data"_s, .path = nameOf(number).toUtf8()});
                const QMutexLocker lock(&mutex);
                if (!answer && problems.size() < 2000)
                    problems += answer.error().toString().toUtf8() + '\n';
            }
        });
    }
    threads.clear();
    return problems;
}

QByteArray TestCloudvfsScale::readSome(int files, int most)
{
    const QString folder = Cloud::folder() + u"/some"_s;
    if (!QDir(folder).removeRecursively() || !QDir().mkpath(folder))
        return "no folder to read into";
    QString commands = u"lcd %1;"_s.arg(folder);
    const int step = std::max(1, files / most) | 1; // some of each kind
    for (int number = 0; number < files; number += step)
        commands += u"get \"%1\" %2;"_s.arg(nameOf(number)).arg(number);
    const CommandResult got = smb(commands);
    if (!got.ok())
        return got.output.right(1000) + got.errors;
    for (int number = 0; number < files; number += step) {
        QFile file(folder + u'/' + QString::number(number));
        if (!file.open(QIODevice::ReadOnly) || file.readAll() != contentOf(number))
            return nameOf(number).toUtf8() + " is another one";
    }
    return {};
}

void TestCloudvfsScale::manySmallFiles()
{
    QFETCH(QString, mode);
    const int files = scale("SMC_SCALE_FILES", 500);
    constexpr int some = 100;
    constexpr int clients = 4;
    QVERIFY(clearEverything());
    Cloud cloud("mode = " + mode.toUtf8() + '\n');
    QVERIFY(cloud.startSmbd());
    QVERIFY(cloud.startDaemon());

    // Those of one folder past smbd, where a scan finds them; the others over SMB.
    QStringList names;
    QStringList sizes;
    const QString out = Cloud::folder() + u"/small"_s;
    m_timer.start();
    for (int number = 0; number < files; ++number) {
        const QString name = nameOf(number);
        names << name;
        sizes << name + u' ' + QString::number(contentOf(number).size());
        const QString path = number % 2 == 0 ? u"/srv/data/"_s + name
                                             : u"%1/%2/%3"_s.arg(out).arg(number / 500 % clients).arg(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        Cloud::write(path, contentOf(number));
    }
    names = sorted(names);
    sizes = sorted(sizes);
    QVERIFY(shell(u"chown -R jo /srv/data/flat"_s).ok());
    const auto finished = [] { return Cloud::status()[u"scans"][u"data"][u"finished"].toInteger(); };
    const qint64 before = finished();
    m_timer.restart();
    QVERIFY(Cloud::daemon({u"scan"_s, u"data"_s}).ok());
    QVERIFY(QTest::qWaitFor([&] { return finished() > before; }, hour));
    took("what was written past smbd found");
    const CommandResult put =
        shell(u"for client in \"$1\"/*; do smbclient //localhost/data -U 'jo%Passw0rd!lab' -t 600 "
              "-c \"lcd $client; recurse on; prompt off; mput *\" 2>&1 | "
              "{ grep -v '^putting file' || true; } & done; wait"_s,
              {out});
    QVERIFY2(put.ok() && !put.output.contains("NT_STATUS"), said(put).constData());
    took("the others put");
    QVERIFY2(isDrained(), QJsonDocument(Cloud::status()).toJson().constData());
    took("all copied after that");
    QByteArray wrong = firstDifference(sizes, listed());
    took("listed");
    QVERIFY2(wrong.isEmpty(), wrong.constData());

    QVERIFY(cloud.stopDaemon());
    m_timer.restart();
    QVERIFY(cloud.startDaemon());
    took("the daemon started again");
    wrong = firstDifference(sizes, listed());
    took("listed after that");
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QVERIFY2(isDrained(), QJsonDocument(Cloud::status()).toJson().constData());

    m_timer.restart();
    wrong = evict(files);
    took("all evicted");
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    wrong = firstDifference(sizes, listed());
    took("stubs listed");
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    wrong = readSome(files, some);
    took("some read");
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    if (mode == u"link"_s) {
        const CommandResult keys = shell(u"rclone lsf -R --files-only s3:share"_s);
        wrong =
            firstDifference(names, sorted(QString::fromUtf8(keys.output).split(u'\n', Qt::SkipEmptyParts)));
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }

    // Another machine, with nothing but the bucket.
    QVERIFY(cloud.stopDaemon() && cloud.stopSmbd());
    QVERIFY(shell(u"shopt -s dotglob; rm -rf /srv/data \"$1\"; mkdir -m 777 /srv/data; mkdir \"$1\""_s,
                  {Cloud::state()})
                .ok());
    QVERIFY(cloud.startSmbd());
    m_timer.restart();
    QVERIFY(cloud.startDaemon());
    if (mode == u"link"_s) {
        QVERIFY(QTest::qWaitFor(
            [] { return Cloud::status()[u"scans"][u"data"][u"bucket"][u"finished"].toInteger() > 0; }, hour));
    } else {
        const CommandResult restored =
            runCommand(Cloud::program(), {u"-f"_s, Cloud::conf(), u"restore"_s, u"data"_s}, {}, hour);
        QVERIFY2(restored.ok() && restored.output.contains("\"failed\":0"), said(restored).constData());
    }
    took("all names on another machine");
    wrong = firstDifference(names, filesBelow(u"/srv/data"_s));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    wrong = firstDifference(sizes, listed());
    took("listed there");
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    wrong = readSome(files, some);
    took("some read there");
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QVERIFY(isDrained());
}

QTEST_GUILESS_MAIN(TestCloudvfsScale)
#include "test_cloudvfs_scale.moc"
