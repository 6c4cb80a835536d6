// SPDX-License-Identifier: GPL-3.0-or-later
// smcctl: the REST interface from a shell. See docs/man/smcctl.1.
#include "app/ctl/arguments.h"
#include "app/ctl/commands.h"
#include "app/ctl/output.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"smcctl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SMC_VERSION));
    const smc::Result<smc::ctl::Arguments> arguments =
        smc::ctl::Arguments::parse(QCoreApplication::arguments().mid(1));
    if (!arguments) {
        smc::ctl::printError(smc::ctl::errorText(arguments.error()));
        return smc::ctl::usageStatus;
    }
    return smc::ctl::finish(smc::ctl::run(*arguments));
}
