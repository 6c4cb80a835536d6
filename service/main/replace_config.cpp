// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/main/replace_config.h"

#include "service/local/conf_text.h"
#include "service/main/config/config.h"

#include <QFile>

#include <cstdio>

namespace smc::service {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 largest = 1024 * 1024;

int failed(const Error &error)
{
    QStringList parts{errorCodeName(error.code), error.message, error.hint, error.native};
    for (QString &part : parts)
        part = part.simplified();
    (void)std::fprintf(stderr, "%s\n", qUtf8Printable(parts.join(u'\t')));
    return 1;
}

} // namespace

int replaceConfig(const QByteArray &former)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failed({.message = u"The new smb.conf cannot be read."_s, .native = input.errorString()});
    const QByteArray text = input.read(largest + 1); // more of it is refused
    const QString smbDir = config::loadFile(u"/etc/smc/smcd.conf"_s).config.smbDir;
    const auto done = local::replaceConfText(smbDir.isEmpty() ? u"/usr"_s : smbDir, text, former);
    return done ? 0 : failed(done.error());
}

} // namespace smc::service
