// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QMap>

#include <algorithm>
#include <sys/stat.h>
#include <sys/xattr.h>

namespace smc::testlab {

/// Everything that a user has in a folder, each file in a line by its path: kind, rights, owner, size, time,
/// extended attributes (ACLs and streams among them), and the hash of its content.
inline QMap<QString, QByteArray> treeOf(const QString &folder)
{
    QMap<QString, QByteArray> tree;
    QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const QByteArray name = QFile::encodeName(path);
        struct stat st = {};
        if (::lstat(name.constData(), &st) != 0)
            continue;
        QByteArray line = S_ISDIR(st.st_mode) ? QByteArray("folder")
                                              : QByteArray("file " + QByteArray::number(qint64(st.st_size)));
        line += ' ' + QByteArray::number(st.st_mode & 07777, 8) + ' ' + QByteArray::number(st.st_uid) + ':' +
                QByteArray::number(st.st_gid) + ' ' + QByteArray::number(qint64(st.st_mtim.tv_sec)) + '.' +
                QByteArray::number(qint64(st.st_mtim.tv_nsec));
        QByteArray names(65536, '\0');
        names.truncate(::llistxattr(name.constData(), names.data(), std::size_t(names.size())));
        QByteArrayList attributes = names.split('\0');
        std::sort(attributes.begin(), attributes.end());
        for (const QByteArray &attribute : std::as_const(attributes)) {
            if (attribute.isEmpty() || attribute == "security.cloudvfs.stub")
                continue;
            QByteArray value(65536, '\0');
            value.truncate(::lgetxattr(name.constData(), attribute.constData(), value.data(),
                                       std::size_t(value.size())));
            line += ' ' + attribute + '=' + value.toHex();
        }
        QFile file(path);
        if (S_ISREG(st.st_mode) && file.open(QIODevice::ReadOnly)) {
            QCryptographicHash hash(QCryptographicHash::Sha256);
            hash.addData(&file);
            line += ' ' + hash.result().toHex();
        }
        tree.insert(path.mid(folder.size() + 1), line);
    }
    return tree;
}

/// Where two trees differ, in words; empty: nowhere.
inline QByteArray difference(const QMap<QString, QByteArray> &expected, const QMap<QString, QByteArray> &got)
{
    QByteArray text;
    for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
        if (got.value(it.key()) != it.value())
            text += it.key().toUtf8() + "\n   is to be " + it.value() + "\n   and is   " +
                    got.value(it.key(), "not there") + '\n';
    }
    for (auto it = got.cbegin(); it != got.cend(); ++it) {
        if (!expected.contains(it.key()))
            text += it.key().toUtf8() + "\n   is not to be there\n";
    }
    return text.left(4000);
}

} // namespace smc::testlab
