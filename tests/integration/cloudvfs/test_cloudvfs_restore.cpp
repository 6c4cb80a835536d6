// SPDX-License-Identifier: GPL-3.0-or-later
// A share in the mode backup, encrypted: what clients do at random is made elsewhere again out of the store,
// with everything that files have; as it was before, too, and on a machine that has nothing but the bucket
// and the key.
#include "tests/integration/cloudvfs/cloud.h"
#include "tests/integration/cloudvfs/tree_of.h"

#include <QRandomGenerator>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestCloudvfsRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatClientsDoIsRestored();
    void asItWas();
    void aFolderAlone();
    void withoutTheKeyNothingIsRead();
    void versionsAreTold();
    void itGoesOn();
    void intoTheShare();
    void onANewMachine();

private:
    static CommandResult restore(const QStringList &words)
    {
        return runCommand(Cloud::program(), QStringList{u"-f"_s, Cloud::conf()} + words, {}, 120'000);
    }
    static QString target(const QString &name) { return Cloud::folder() + u'/' + name; }
    static QString keyFile() { return Cloud::folder() + u"/encryption.key"_s; }
    static QByteArray conf()
    {
        const CommandResult key = runCommand(Cloud::program(), {u"new-key"_s});
        Cloud::write(keyFile(), key.output);
        QFile::setPermissions(keyFile(), QFile::ReadOwner | QFile::WriteOwner);
        return "mode = backup\nencryption key = " + keyFile().toUtf8() + '\n';
    }

    Cloud m_cloud{conf()};
    QString m_then;
    QMap<QString, QByteArray> m_before;
};

void TestCloudvfsRestore::initTestCase()
{
    QVERIFY(m_cloud.startSmbd());
    QVERIFY(m_cloud.startDaemon());
}

void TestCloudvfsRestore::whatClientsDoIsRestored()
{
    QRandomGenerator random(20261127);
    const QStringList odd{u"plain"_s,
                          u"with blanks and (signs) #1 %20 & more"_s,
                          u"Case"_s,
                          u"\u00fcber"_s,  // NFC
                          u"u\u0308ber"_s, // NFD
                          u"\U0001f600 smile"_s,
                          u"漢字"_s,
                          u"dots."_s,
                          u"n"_s.repeated(255)};
    QDir().mkpath(Cloud::folder() + u"/out"_s);
    QStringList folders{QString()};
    QStringList files;
    for (int round = 0; round < 6; ++round) {
        QByteArray commands = "lcd " + Cloud::folder().toUtf8() + "/out;";
        for (int i = 0; i < 40; ++i) {
            const QString folder = folders.at(random.bounded(int(folders.size())));
            const QString name = folder + odd.at(random.bounded(int(odd.size()))).left(250) +
                                 QString::number(random.bounded(4));
            const QString local = u"c%1"_s.arg(i);
            switch (random.bounded(10)) {
            case 0:
                if (!files.contains(name) && !folders.contains(name + u'/') && folders.size() < 12 &&
                    name.size() < 120) {
                    commands += "mkdir \"" + name.toUtf8() + "\";";
                    folders << name + u'/';
                }
                break;
            case 1: {
                if (files.isEmpty())
                    break;
                const QString from = files.at(random.bounded(int(files.size())));
                if (folders.contains(name + u'/') || files.contains(name))
                    break;
                commands += "rename \"" + from.toUtf8() + "\" \"" + name.toUtf8() + "\";";
                files.removeAll(from);
                files << name;
                break;
            }
            case 2:
                if (!files.isEmpty()) {
                    const QString gone = files.takeAt(random.bounded(int(files.size())));
                    commands += "rm \"" + gone.toUtf8() + "\";";
                }
                break;
            case 3:
                if (!files.isEmpty()) {
                    Cloud::write(Cloud::folder() + u"/out/"_s + local, "a stream " + QByteArray::number(i));
                    commands += "put " + local.toUtf8() + " \"" +
                                files.at(random.bounded(int(files.size()))).toUtf8() + ":notes\";";
                }
                break;
            case 4:
                if (!files.isEmpty())
                    commands += "setmode \"" + files.at(random.bounded(int(files.size()))).toUtf8() +
                                "\" +hr;" + "setmode \"" + files.last().toUtf8() + "\" -r;";
                break;
            default: {
                if (folders.contains(name + u'/'))
                    break;
                QByteArray content(random.bounded(200'000), Qt::Uninitialized);
                for (char &byte : content)
                    byte = char(random.bounded(256));
                Cloud::write(Cloud::folder() + u"/out/"_s + local, content);
                commands += "setmode \"" + name.toUtf8() + "\" -r;put " + local.toUtf8() + " \"" +
                            name.toUtf8() + "\";";
                if (!files.contains(name))
                    files << name;
            }
            }
        }
        (void)Cloud::smb(commands);
        if (round == 2) {
            const QString acl = files.first();
            (void)runCommand(u"smbcacls"_s, {u"//localhost/data"_s, acl, u"-U"_s, u"jo%Passw0rd!lab"_s,
                                             u"-a"_s, u"ACL:Everyone:ALLOWED/0/READ"_s});
        }
        if (round == 3) { // a folder with all that is in it
            const QString from = folders.last().chopped(1);
            (void)Cloud::smb("rename \"" + from.toUtf8() + "\" renamed-folder");
            for (QString &path : files)
                path = path.startsWith(from + u'/') ? u"renamed-folder"_s + path.mid(from.size()) : path;
            folders.removeIf([&](const QString &path) { return path.startsWith(from + u'/'); });
            folders << u"renamed-folder/"_s;
        }
        QVERIFY(Cloud::isDrained());
    }
    m_before = treeOf(u"/srv/data"_s);
    QVERIFY(m_before.size() > 40);
    int streams = 0;
    int acls = 0;
    for (const QByteArray &line : std::as_const(m_before)) {
        streams += line.contains("DosStream") ? 1 : 0;
        acls += line.contains("security.NTACL") ? 1 : 0;
    }
    QVERIFY2(streams > 0 && acls > 0, "the tree has no streams or no ACLs: it is not worth to be compared");
    const CommandResult restored = restore({u"restore"_s, u"data"_s, u"--to"_s, target(u"all"_s)});
    QVERIFY2(restored.ok(), restored.errors.constData());
    const QByteArray different = difference(m_before, treeOf(target(u"all"_s)));
    QVERIFY2(different.isEmpty(), different.constData());
    // Nothing of names and content is to be seen in the bucket.
    QVERIFY(runCommand(u"rclone"_s, {u"copy"_s, u"s3:share"_s, target(u"bucket"_s)}, {}, 60'000).ok());
    QCOMPARE(runCommand(u"grep"_s, {u"-rlaE"_s, u"smile|a stream|plain"_s, target(u"bucket"_s)}).output,
             QByteArray());
    m_then = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
}

void TestCloudvfsRestore::asItWas()
{
    QTest::qWait(50); // the next change is of a later millisecond
    QVERIFY(Cloud::smb("deltree renamed-folder; mkdir after; rename plain1 after/plain1").output.size() >= 0);
    QVERIFY(Cloud::put(u"later"_s, "is not to be there"));
    QVERIFY(Cloud::isDrained());
    const CommandResult now = restore({u"restore"_s, u"data"_s, u"--to"_s, target(u"now"_s)});
    QVERIFY2(now.ok(), now.errors.constData());
    const QByteArray different = difference(treeOf(u"/srv/data"_s), treeOf(target(u"now"_s)));
    QVERIFY2(different.isEmpty(), different.constData());
    const CommandResult then =
        restore({u"restore"_s, u"data"_s, u"--to"_s, target(u"then"_s), u"--at"_s, m_then});
    QVERIFY2(then.ok(), then.errors.constData());
    const QByteArray before = difference(m_before, treeOf(target(u"then"_s)));
    QVERIFY2(before.isEmpty(), before.constData());
}

void TestCloudvfsRestore::aFolderAlone()
{
    const qint64 then = QDateTime::fromString(m_then, Qt::ISODateWithMs).toMSecsSinceEpoch();
    QVERIFY(restore({u"restore"_s, u"data"_s, u"renamed-folder"_s, u"--to"_s, target(u"alone"_s), u"--at"_s,
                     QString::number(then)})
                .ok());
    const QStringList names = treeOf(target(u"alone"_s)).keys();
    QVERIFY(!names.isEmpty());
    for (const QString &name : names)
        QVERIFY2(name.startsWith(u"renamed-folder"_s), qPrintable(name));
    const CommandResult none = restore({u"restore"_s, u"data"_s, u"nowhere"_s, u"--to"_s, target(u"none"_s)});
    QCOMPARE(none.exitCode, 1);
    QVERIFY2(none.errors.contains("There was nothing at \"nowhere\" then."), none.errors.constData());
}

void TestCloudvfsRestore::withoutTheKeyNothingIsRead()
{
    QFile file(keyFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray key = file.readAll();
    file.close();
    Cloud::write(keyFile(), runCommand(Cloud::program(), {u"new-key"_s}).output);
    const CommandResult refused = restore({u"restore"_s, u"data"_s, u"--to"_s, target(u"keyless"_s)});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.errors.contains("which is not in the key file"), refused.errors.constData());
    // A slip of the pen is noticed.
    QByteArray wrong = key;
    char &letter = wrong[wrong.indexOf("cloudvfs-key-1 ") + 20];
    letter = letter == 'A' ? 'B' : 'A';
    Cloud::write(keyFile(), wrong);
    const CommandResult slip = restore({u"restore"_s, u"data"_s, u"--to"_s, target(u"keyless"_s)});
    QCOMPARE(slip.exitCode, 2);
    QVERIFY2(slip.errors.contains("is no key"), slip.errors.constData());
    Cloud::write(keyFile(), key);
}

void TestCloudvfsRestore::versionsAreTold()
{
    for (const QByteArray &text : QByteArrayList{"1", "twenty-two", "333"}) {
        QVERIFY(Cloud::put(u"versioned"_s, text));
        QVERIFY(Cloud::isDrained());
    }
    QVERIFY(Cloud::smb("rm versioned").ok());
    QVERIFY(Cloud::isDrained());
    const CommandResult versions = restore({u"versions"_s, u"data"_s, u"versioned"_s});
    QVERIFY2(versions.ok(), versions.errors.constData());
    const QByteArrayList lines = versions.output.trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines[1].contains("10 bytes") && lines[3].endsWith("gone"), versions.output.constData());
}

void TestCloudvfsRestore::itGoesOn()
{
    // Some of it is there, one is another one, and half a file is left of a restore that was killed.
    const QString folder = target(u"then"_s);
    QString first;
    for (auto it = m_before.cbegin(); it != m_before.cend() && first.isEmpty(); ++it)
        first = it->startsWith("file") ? it.key() : QString();
    QVERIFY(QFile::remove(folder + u'/' + first));
    const CommandResult again = restore({u"restore"_s, u"data"_s, u"--to"_s, folder, u"--at"_s, m_then});
    QVERIFY2(again.ok() && again.output.startsWith("1 files"), again.output.constData());
    Cloud::write(folder + u'/' + first, "of somebody else");
    const CommandResult kept = restore({u"restore"_s, u"data"_s, u"--to"_s, folder, u"--at"_s, m_then});
    QCOMPARE(kept.exitCode, 1);
    QVERIFY2(kept.errors.contains("Another one is there already."), kept.errors.constData());
    QFile file(folder + u'/' + first);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "of somebody else");
}

void TestCloudvfsRestore::intoTheShare()
{
    QVERIFY(Cloud::smb("mkdir dear; mkdir dear/below").ok());
    QVERIFY(Cloud::put(u"dear/one"_s, "as it was") &&
            Cloud::put(u"dear/below/two"_s, QByteArray(3'000'000, 'x')));
    QVERIFY(Cloud::put(u"dear/kept"_s, "not touched") && Cloud::put(u"dear/open"_s, "1"));
    QVERIFY(Cloud::isDrained());
    const auto before = treeOf(u"/srv/data"_s);
    const QString then = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    QTest::qWait(50); // the next change is of a later millisecond
    // A file is changed, one is removed with its folder, one is moved away.
    QVERIFY(Cloud::put(u"dear/one"_s, "spoilt") &&
            Cloud::smb("deltree dear/below; rename dear/open opened").ok());
    QVERIFY(Cloud::isDrained());
    const auto spoilt = treeOf(u"/srv/data"_s);
    const CommandResult restored = restore({u"restore"_s, u"data"_s, u"dear"_s, u"--at"_s, then});
    QVERIFY2(restored.ok() && restored.output.contains("\"failed\":0"),
             QByteArray(restored.output + restored.errors).constData());
    auto now = treeOf(u"/srv/data"_s);
    QVERIFY(now.remove(u"opened"_s) == 1);          // what was moved stays where it is
    now.insert(u"dear"_s, before.value(u"dear"_s)); // the folder was there, and has the time of the restore
    const QByteArray different = difference(before, now);
    QVERIFY2(different.isEmpty(), different.constData());
    QCOMPARE(Cloud::get(u"dear/one"_s), "as it was");
    // What was there instead is a version of its own.
    QVERIFY(Cloud::isDrained());
    const QByteArrayList versions =
        restore({u"versions"_s, u"data"_s, u"dear/one"_s}).output.trimmed().split('\n');
    QVERIFY2(versions.size() >= 3 && versions.last().contains("9 bytes") &&
                 versions[versions.size() - 2].contains("6 bytes"),
             versions.join('\n').constData());
    const CommandResult again = restore({u"restore"_s, u"data"_s, u"dear"_s});
    QVERIFY2(again.output.contains("\"files\":0"), again.output.constData());
}

void TestCloudvfsRestore::onANewMachine()
{
    QVERIFY(Cloud::isDrained());
    auto before = treeOf(u"/srv/data"_s);
    QVERIFY(m_cloud.stopDaemon());
    QVERIFY(QDir(Cloud::state() + u"/data"_s).exists());
    QVERIFY(QFile::remove(Cloud::state() + u"/index.db"_s));
    for (const QString &name :
         QDir(u"/srv/data"_s).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        QVERIFY(runCommand(u"rm"_s, {u"-r"_s, u"/srv/data/"_s + name}).ok());
    QVERIFY(m_cloud.startDaemon());
    const CommandResult restored = restore({u"restore"_s, u"data"_s});
    QVERIFY2(restored.ok() && restored.output.contains("\"failed\":0"),
             QByteArray(restored.output + restored.errors).constData());
    QVERIFY(Cloud::isDrained());
    const QByteArray different = difference(before, treeOf(u"/srv/data"_s));
    QVERIFY2(different.isEmpty(), different.constData());
    // It goes on as a backup of the same repository.
    QVERIFY(Cloud::put(u"afterwards"_s, "on the new machine"));
    QVERIFY(Cloud::isDrained());
    QVERIFY(restore({u"restore"_s, u"data"_s, u"--to"_s, target(u"afterwards"_s)}).ok());
    const QByteArray after = difference(treeOf(u"/srv/data"_s), treeOf(target(u"afterwards"_s)));
    QVERIFY2(after.isEmpty(), after.constData());
}

QTEST_GUILESS_MAIN(TestCloudvfsRestore)
#include "test_cloudvfs_restore.moc"
