// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/local/command.h"
#include "service/setup/facts.h"

#include <QTemporaryDir>

/// Samba's programs, as first set-up calls them.
namespace smc::setup {

/// A configuration and databases beside the machine's own, so that a program of Samba may ask the domain and
/// leaves nothing behind: what net keeps in its cache goes with this object.
class Aside
{
public:
    Aside(const QString &realm, const QString &domain);
    [[nodiscard]] bool isValid() const { return m_folder.isValid(); }
    [[nodiscard]] QString configFile() const { return m_folder.filePath(QStringLiteral("smb.conf")); }

private:
    QTemporaryDir m_folder;
};

/// "net ads …" with that configuration; as the account with its password where one is given. Within half a
/// minute. Errors: as local::run().
[[nodiscard]] Result<local::CommandResult> net(const Request &request, const QString &configFile,
                                               const QStringList &arguments, const Secret &password = {});

/// The environment by which each of Samba's programs takes the password from its standard input, and asks
/// nobody: nothing of it stands in a command line or in an environment.
[[nodiscard]] QByteArrayList passwordFromInput();

/// "Domain: lab.example" lines, white space around trimmed, as net ads lookup and net ads info print them.
[[nodiscard]] QString field(const QByteArray &output, QByteArrayView name);

/// What a program of Samba said when it failed, in words for a person. `account`: who had been given to it.
/// Errors: Unauthenticated, Denied, Unreachable, Refused; Internal for words that nobody knows, which are
/// in `native` as they were said.
[[nodiscard]] Error explain(const QByteArray &said, const QString &account);

} // namespace smc::setup
