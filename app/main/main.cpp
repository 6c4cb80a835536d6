// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/options.h"
#include "app/shell/client.h"
#include "app/shell/theme.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"smc"_s);
    QApplication::setApplicationName(u"smc"_s);
    QApplication::setApplicationDisplayName(u"Samba Management Console"_s);
    QApplication::setApplicationVersion(QStringLiteral(SMC_VERSION));

    // LANGUAGE and LC_MESSAGES before LC_NUMERIC: the words of the person's language, in the order of her
    // choice.
    QTranslator words;
    QTranslator qtWords;
    if (words.load(QLocale(), u"smc"_s, u"_"_s, u":/i18n"_s))
        QApplication::installTranslator(&words);
    if (qtWords.load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&qtWords);

    const auto options = smc::session::parseOptions(QApplication::arguments().mid(1));
    if (!options) {
        (void)std::fputs(qPrintable(options.error().message + u' ' + options.error().hint + u'\n'), stderr);
        return 2;
    }
    if (options->help || options->version) {
        const QString text = options->help ? smc::session::usage() : u"smc " SMC_VERSION "\n"_s;
        return std::fputs(qPrintable(text), stdout) >= 0 && std::fflush(stdout) == 0 ? 0 : 1;
    }
    smc::shell::initTheme();
    smc::shell::Client client(*options);
    client.start();
    return QApplication::exec();
}
