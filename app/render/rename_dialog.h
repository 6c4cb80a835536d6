// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/error.h"
#include "shared/wire/record.h"

#include <QJsonObject>

#include <functional>

namespace smc::render {

class Context;

/// Carries out a rename: `before` holds the names as they are, `names` is the body of PUT …/rename. `done`
/// gets null when it went well.
using SendRename = std::function<void(const wire::Record &before, const QJsonObject &names,
                                      std::function<void(const Error *fault)> done)>;

/// Asks for the new name of an object together with those that its account has: display name, account name
/// and sign-in name, as far as its kind has them (objectName "rename_dialog"). What is wrong stands beside
/// its field, and the dialog stays open until it is mended. Takes back what it shows from the directory, not
/// from `object`.
void openRename(Context &context, const wire::Record &object, SendRename send);

} // namespace smc::render
