// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/error.h"
#include "shared/model/descriptor.h"
#include "shared/wire/record.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QUrlQuery>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

namespace smc::render {

class Context;

/// What the form's schema says of an attribute: the directory's (GET /rest/identity/schema), or Samba's table
/// of parameters (GET /rest/servers/parameters).
struct Limits
{
    bool known = false;
    bool single = true;
    bool systemOnly = false; ///< the directory itself writes it, nobody else
    qint64 lower = -1;       ///< -1: none. Characters of a text, bytes of a blob, value of a number
    qint64 upper = -1;
    QString syntax;
    QString standard; ///< what holds without a value; empty: nothing, or not known
    QString help;     ///< what it is for, in paragraphs; empty: not known
};

/// A membership that a sheet makes or ends beside the object's own PUT. It can be turned round, so that Apply
/// and Undo are one list read in two directions.
struct Step
{
    bool joins = true;
    QString group;  ///< id: objectGUID or DN
    QString member; ///< the same
    QString field;  ///< the editor that shows its failure
    QString words;  ///< "Jo added to Staff"
};

/// What a sheet writes beside the object's own PUT: something that lies under the object's path and has an
/// ETag of its own.
struct Part
{
    QString sub;   ///< "acl" of …/{id}/acl
    QString subId; ///< what is below that; empty: nothing
    QUrlQuery query;
    QJsonObject body;
    QJsonObject before; ///< the body that takes it back
    QByteArray etag;
    QString field; ///< the editor that shows its failure
    QString words; ///< "data: access changed"
};

/// One field of a form: it loads values, verifies what the person made of them, and tells what to apply.
///
///     load(object) → the person edits → edited() → verify() → values() into the PUT, parts() and steps()
///     after it
///
/// Values are text as REST carries it. An editor compares with what it loaded, so one that was changed and
/// changed back is not changed. GUI thread only.
class Editor : public QObject
{
    Q_OBJECT
public:
    Editor(Context &context, model::Field field);
    ~Editor() override;

    [[nodiscard]] const model::Field &field() const { return m_field; }
    [[nodiscard]] const QString &name() const { return m_field.field; }

    /// The control, objectName "field_<attribute>" (or a box that holds it). Owned by the page that it is put
    /// into.
    [[nodiscard]] virtual QWidget *widget() = 0;
    /// The control that takes the focus and the label's mnemonic.
    [[nodiscard]] virtual QWidget *focusTarget() { return widget(); }
    /// False for what is not written by a change of this attribute (memberOf belongs to the group and is
    /// systemOnly).
    [[nodiscard]] virtual bool heedsSchema() const { return true; }
    /// True for editors that want the page's whole width and height (lists).
    [[nodiscard]] virtual bool fillsPage() const { return false; }

    /// What the object has now; the new point of comparison.
    void load(const wire::Record &object);
    /// Somebody else changed the object: `object` is the new point of comparison, and what the person changed
    /// stays.
    virtual void rebase(const wire::Record &object);
    /// Puts values in as if the person had typed them.
    void edit(const QStringList &values);

    [[nodiscard]] virtual QStringList values() const = 0;
    [[nodiscard]] virtual bool isChanged() const;
    /// Mine and theirs can't both stand: both were changed, and to something else.
    [[nodiscard]] virtual bool conflictsWith(const QStringList &theirs) const;
    [[nodiscard]] const QStringList &loaded() const { return m_loaded; }
    /// Values in words, for the comparison of mine and theirs.
    [[nodiscard]] virtual QString describe(const QStringList &values) const;

    /// False while another field has a value that this one does not go with (descriptors: "when"): then it is
    /// neither shown nor verified nor applied.
    [[nodiscard]] bool isThere() const;

    /// Everything wrong with the present value; empty: it can be applied.
    [[nodiscard]] virtual QList<Error> verify() const;
    /// Whether apply() puts a value of this attribute in; some editors write more than the one they are named
    /// by.
    [[nodiscard]] virtual bool writes(const QString &attribute) const;
    /// Puts the changed values into `changes`; nothing for what travels by steps().
    virtual void apply(wire::Record &changes) const;
    [[nodiscard]] virtual QList<Step> steps() const { return {}; }
    [[nodiscard]] virtual QList<Part> parts() const { return {}; }
    /// This part was carried out while something else failed: what was typed for it is no change any more,
    /// even where the server has made another value of it.
    virtual void forget(const Part &) {}

    void setLimits(const Limits &limits);
    [[nodiscard]] const Limits &limits() const { return m_limits; }
    /// For sheets of a person who may not change anything. Once set it stays.
    void setReadOnly();
    [[nodiscard]] bool isReadOnly() const;
    /// The object is new: `readOnly` and `createOnly` mean something else then, membership travels inside the
    /// POST.
    void setCreating() { m_creating = true; }
    [[nodiscard]] bool isCreating() const { return m_creating; }
    /// How to see what the form's other fields hold now; without it, they hold what the object does.
    void setSiblings(std::function<QString(const QString &field)> valueOf)
    {
        m_siblings = std::move(valueOf);
    }

Q_SIGNALS:
    void edited();

protected:
    /// Shows values; must not emit edited().
    virtual void show(const QStringList &values) = 0;
    virtual void limitsChanged() {}
    virtual void showReadOnly(bool readOnly) = 0;
    /// The object at hand; empty while creating.
    [[nodiscard]] const wire::Record &object() const { return m_object; }
    [[nodiscard]] Context &context() const { return m_context; }
    [[nodiscard]] QString sibling(const QString &field) const;
    /// Sets objectName, accessible name and description as every control has them.
    void dress(QWidget *control, const QString &suffix = {}) const;
    [[nodiscard]] Error fault(const QString &message, const QString &hint = {}) const;
    [[nodiscard]] bool isLoading() const { return m_loading; }
    void emitEdited();

private:
    Context &m_context;
    model::Field m_field;
    Limits m_limits;
    wire::Record m_object;
    QStringList m_loaded;
    std::function<QString(const QString &)> m_siblings;
    bool m_loading = false;
    bool m_readOnly = false;
    bool m_creating = false;
};

/// The editor that the descriptor's word names; a word that nobody knows gives a read-only one.
[[nodiscard]] std::unique_ptr<Editor> makeEditor(Context &context, const model::Field &field);

} // namespace smc::render
