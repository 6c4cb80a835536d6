// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/wire/record.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace smc::render {

class Context;

/// What may be picked.
struct PickerRequest
{
    QString title;         ///< of the window; empty: "Select objects"
    QStringList resources; ///< "identity/users", "identity/groups", …; several: all of them are offered
    QString base;          ///< search only below this DN; empty: the whole realm
    bool multiple = true;
};

/// Opens the object picker (objectName "picker"), window-modal to `parent`. It searches as one types, on the
/// service and never more than a page; *Check Names* resolves what was typed, names apart by ";". `then` gets
/// the chosen objects (at least objectGUID, objectSid, distinguishedName, name, sAMAccountName, objectClass);
/// it is not called when the person cancels or `parent` is gone.
void openPicker(Context &context, QWidget *parent, const PickerRequest &request,
                std::function<void(QList<wire::Record>)> then);

} // namespace smc::render
