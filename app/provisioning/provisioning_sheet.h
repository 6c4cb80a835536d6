// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace smc::render {
class Context;
}

namespace smc::provisioning {

/// Opens the provisioning sheet (objectName "provisioning") for the people in `csvFile`, to be created below
/// `ouDn`, which is called `ouName` in its texts. Four steps: columns, rules, check, run. Nothing is written
/// before *Run*; the run is a job of the service that goes on when the window is closed. An empty `csvFile`
/// lets the person choose one.
void openProvisioning(render::Context &context, const QString &csvFile, const QString &ouDn,
                      const QString &ouName);

} // namespace smc::provisioning
