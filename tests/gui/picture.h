// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace smc::testgui {

/// A picture of a window, when SMC_SCREENSHOTS names a folder.
inline void picture(QWidget *widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("SMC_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QTest::qWait(50); // what was just asked to lay itself out has done so
    QVERIFY(widget->grab().save(folder + u'/' + name + QStringLiteral(".png")));
}

} // namespace smc::testgui
