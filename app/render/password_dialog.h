// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace smc::render {

class Context;

/// Asks for a new password of a person or workstation and sets it (objectName "password_dialog", window-modal
/// to `parent`). Offers a generated one, to copy it, to require a change at the next sign-in, and to unlock
/// the account with it. `resource` is identity/users or identity/workstations, `name` how the object is
/// called in the text.
void openResetPassword(Context &context, QWidget *parent, const QString &resource, const QString &id,
                       const QString &name);

} // namespace smc::render
