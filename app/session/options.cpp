// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/options.h"

#include <QCoreApplication>
#include <QFile>

namespace smc::session {

using namespace Qt::Literals::StringLiterals;

namespace {

struct OptionsText
{
    Q_DECLARE_TR_FUNCTIONS(smc::session::Options)
};

Result<QString> readPasswordFile(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return Error{
            .code = ErrorCode::Invalid,
            .message =
                OptionsText::tr("The password file %1 cannot be read: %2.").arg(name, file.errorString())};
    QString password = QString::fromUtf8(file.readLine());
    while (password.endsWith(u'\n') || password.endsWith(u'\r'))
        password.chop(1);
    return password;
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options{.url = qEnvironmentVariable("SMC_URL"),
                    .realm = qEnvironmentVariable("SMC_REALM"),
                    .user = qEnvironmentVariable("SMC_USER"),
                    .password = qEnvironmentVariable("SMC_PASSWORD"),
                    .caFile = qEnvironmentVariable("SMC_CA")};
    QString passwordFile;
    const QList<std::pair<QString, QString *>> values{{u"--url"_s, &options.url},
                                                      {u"--realm"_s, &options.realm},
                                                      {u"--user"_s, &options.user},
                                                      {u"--ca"_s, &options.caFile},
                                                      {u"--password-file"_s, &passwordFile}};
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString name = arguments.at(i).section(u'=', 0, 0);
        if (name == u"--sign-in" || name == u"--help" || name == u"-h" || name == u"--version") {
            options.signIn = options.signIn || name == u"--sign-in";
            options.help = options.help || name == u"--help" || name == u"-h";
            options.version = options.version || name == u"--version";
            continue;
        }
        const auto it = std::find_if(values.begin(), values.end(),
                                     [&](const auto &value) { return value.first == name; });
        if (it == values.end())
            return Error{.code = ErrorCode::Invalid,
                         .message = OptionsText::tr("%1 is no option of smc.").arg(arguments.at(i)),
                         .hint = OptionsText::tr("smc --help lists them.")};
        if (arguments.at(i).contains(u'='))
            *it->second = arguments.at(i).section(u'=', 1);
        else if (i + 1 < arguments.size())
            *it->second = arguments.at(++i);
        else
            return Error{.code = ErrorCode::Invalid,
                         .message = OptionsText::tr("%1 needs a value.").arg(name)};
    }
    if (!passwordFile.isEmpty()) {
        auto password = readPasswordFile(passwordFile);
        if (!password)
            return password.error();
        options.password = *password;
    }
    return options;
}

QString usage()
{
    return OptionsText::tr(
        "Usage: smc [options]\n"
        "The desktop client of the Samba Management Console.\n\n"
        "  --url URL             the service, as in https://smc.lab.example:8443 (SMC_URL)\n"
        "  --realm REALM         the realm to sign in to (SMC_REALM)\n"
        "  --user USER           the account (SMC_USER)\n"
        "  --password-file FILE  its first line is the password (or SMC_PASSWORD)\n"
        "  --ca FILE             authorities that the service's certificate may come from (SMC_CA)\n"
        "  --sign-in             sign in at once\n"
        "  --version             print the version\n"
        "  --help                print this\n");
}

} // namespace smc::session
