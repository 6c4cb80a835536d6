// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/cloudvfs/cloud.h"

#include <QCryptographicHash>
#include <QDirIterator>

namespace smc::testlab {

using Hashes = QMap<QString, QByteArray>; ///< of files, by their paths

inline QByteArray hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result().toHex() : QByteArray();
}

inline Hashes hashesBelow(const QString &folder)
{
    Hashes hashes;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        const QString path = it.next();
        hashes.insert(path.mid(folder.size() + 1), hashOf(path));
    }
    return hashes;
}

/// What the store has of a share in that mode, made again elsewhere; what went wrong, as a name.
inline Hashes hashesInStore(const QString &mode)
{
    const QString got = Cloud::folder() + u"/got."_s + mode;
    QDir(got).removeRecursively();
    // What a kill has left of the daemon's own is removed when it looks at the bucket.
    if (mode == "link"_L1 &&
        !QTest::qWaitFor(
            [] { return Cloud::status()[u"scans"][u"data"][u"bucket"][u"finished"].toInteger() > 0; },
            30'000))
        return {{u"the daemon has not looked at the bucket"_s, {}}};
    const CommandResult done =
        mode == "link"_L1
            ? runCommand(u"rclone"_s, {u"copy"_s, u"s3:share"_s, got}, {}, 120'000)
            : runCommand(Cloud::program(), {u"-f"_s, Cloud::conf(), u"restore"_s, u"data"_s, u"--to"_s, got},
                         {}, 120'000);
    return done.ok() ? hashesBelow(got) : Hashes{{QString::fromUtf8(done.errors), {}}};
}

/// Where two differ, in words; empty: nowhere.
inline QByteArray differences(const Hashes &expected, const Hashes &got)
{
    QByteArray text;
    for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
        if (!got.contains(it.key()))
            text += it.key().toUtf8() + " is not there\n";
        else if (got.value(it.key()) != it.value())
            text += it.key().toUtf8() + " is another one\n";
    }
    for (auto it = got.cbegin(); it != got.cend(); ++it) {
        if (!expected.contains(it.key()))
            text += it.key().toUtf8() + " is not to be there\n";
    }
    return text.left(4000);
}

} // namespace smc::testlab
