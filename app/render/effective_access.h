// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/wire/record.h"

class QWidget;

namespace smc::render {

class Context;

/// Asks the service what a person may do in a folder of a share, and shows it (objectName "effective_access",
/// window-modal to `parent`): right by right, and which of the two lists is the narrower.
void openEffectiveAccess(Context &context, QWidget *parent, const wire::Record &share, const QString &path,
                         const wire::Record &person);

} // namespace smc::render
