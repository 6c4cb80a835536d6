// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/wire/record.h"

#include <QJsonObject>
#include <QString>

#include <functional>

namespace smc::render {

class Context;

/// Opens the property sheet of an object, drawn by the form descriptor `formName`; the one that is open
/// already is raised.
///
/// A sheet is a window of its own (objectName "sheet_<form>") with one page per descriptor page and, at the
/// end, one with every attribute. It reads asynchronously, shows how long it waits, and applies with
/// If-Match; a change made by somebody else meanwhile is shown field by field as mine and theirs. After Apply
/// the message dock offers the reverse as Undo. `id` is an objectGUID, DN or account name. Ctrl+S applies, F5
/// reads anew, Esc closes (after a question when there are changes).
void openSheet(Context &context, const QString &formName, const QString &resource, const QString &id);

/// Opens a form with `creates` for a new object below `parentDn` (objectName "create_<form>"). `created`,
/// when given, gets the new object's DN.
void openCreate(Context &context, const QString &formName, const QString &parentDn,
                std::function<void(const QString &dn)> created = {});

/// Asks for what an action needs, with the fields of a form (objectName "ask_<form>"): `title` is what it
/// does, `about` to what; `place` has what of that the fields may need (its server). `answered` gets the
/// first value of each field that is not empty.
void openAsk(Context &context, const QString &formName, const QString &title, const QString &about,
             const wire::Record &place, std::function<void(const QJsonObject &values)> answered);

} // namespace smc::render
