// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/form_page.h"

namespace smc::render {

/// Asks where the values of a server's configuration stand (`places` of docs/descriptors.md) and says it
/// below each field: in which file and line, or in the registry; and where that is another place than this
/// object's, that this one does not count. A server that does not tell, or tells not this person, has no such
/// lines. The pages must not outlive their window.
void showPlaces(Context &context, const model::Form &form, const wire::Record &object,
                const QList<FormPage *> &pages);

} // namespace smc::render
