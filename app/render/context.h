// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/render/dialogs.h"
#include "shared/model/descriptor.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace smc::render {

/// Who is signed in, as the service said (docs/rest.md, "The session").
struct Person
{
    QString realm;
    QString account;
    QString name;
    QString dn;
    QString role;            ///< "administrator" or "reader"
    QString readOnlyBecause; ///< why nothing can be changed; empty: it can
    [[nodiscard]] bool mayChange() const { return readOnlyBecause.isEmpty() && role == u"administrator"; }
    /// The realm's root, from the DC= parts of `dn`: "DC=lab,DC=example".
    [[nodiscard]] QString baseDn() const;
};

enum class Severity { Done, Note, Attention, Fault };

/// What a view, a sheet or a picker needs of the rest of the client, and all that it may use of it. One
/// object for the main window and everything that it opens; it outlives all of them. GUI thread only.
///
/// Property sheets and pickers (render/sheet.h, render/picker.h) and the provisioning sheet
/// (provisioning/provisioning_sheet.h) are free functions over a Context:
///
///     render::openSheet(context, formName, resource, id)         raises the one that is open already
///     render::openCreate(context, formName, parentDn)            a form with "creates"
///     render::openPicker(context, parent, request, then)         then(QList<wire::Record>) with the chosen
///     render::openResetPassword(context, parent, resource, id, name)
///     provisioning::openProvisioning(context, csvFile, ouDn, ouName)
class Context : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual data::RemoteDataSource &source() = 0;
    [[nodiscard]] virtual const model::DescriptorSet &descriptors() const = 0;
    [[nodiscard]] virtual const Person &person() const = 0;
    [[nodiscard]] virtual Dialogs &dialogs() = 0;
    /// The main window, as parent of windows that belong to it.
    [[nodiscard]] virtual QWidget *window() = 0;

    /// A line in the message dock; it stays there. With `undo` it carries a button of that effect (once).
    virtual void say(Severity severity, const QString &text, std::function<void()> undo = {}) = 0;
    /// The same for a failure: "Deleting Jo failed: …", with hint and the details behind a click.
    virtual void say(const QString &doing, const Error &error) = 0;

    /// Follows /rest/jobs/{id} in the status bar until it ends, also when the window that began it is gone;
    /// `location` is the Location of the 202 answer. At the end it says what became of it and announces
    /// changed(resource), unless `told` answers that somebody else does.
    virtual void watchJob(const QString &location, const QString &title, const QString &resource,
                          std::function<bool()> told = {}) = 0;

    /// Opens the property sheet that fits the object: by the descriptor of its resource.
    virtual void openProperties(const QString &resource, const QString &id) = 0;

    /// Tells everybody that objects were changed, made or deleted (ids: objectGUIDs or DNs; empty: any).
    /// Grids and trees that show the resource (or identity/objects) read anew and keep their selection.
    void announce(const QString &resource, const QStringList &ids = {}) { Q_EMIT changed(resource, ids); }

Q_SIGNALS:
    void changed(const QString &resource, const QStringList &ids);
};

} // namespace smc::render
