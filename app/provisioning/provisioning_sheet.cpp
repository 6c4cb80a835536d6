// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/provisioning_sheet.h"

#include "app/provisioning/provisioning_window.h"

namespace smc::provisioning {

void openProvisioning(render::Context &context, const QString &csvFile, const QString &ouDn,
                      const QString &ouName)
{
    (new ProvisioningWindow(context, csvFile, ouDn, ouName))->show();
}

} // namespace smc::provisioning
