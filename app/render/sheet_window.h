// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/form_window.h"
#include "app/render/sheet_apply.h"

namespace smc::render {

class SheetAttributes;

/// The property sheet of one object; see sheet.h.
///
///     Reading → Editing → Applying → Reading → …
///                  ↑          ↓ 412
///                  └─ mine / theirs
class SheetWindow final : public FormWindow
{
    Q_OBJECT
public:
    SheetWindow(Context &context, const model::Form &form, const QString &resource, const QString &id);

    [[nodiscard]] bool shows(const QString &resource, const QString &id) const;
    void apply(bool thenClose);
    /// Shows what apply() would change, as the service says it.
    void preview();
    void read();
    void reject() override;

protected:
    [[nodiscard]] QList<Editor *> editors() const override;
    void waitChanged() override;

private:
    [[nodiscard]] wire::Record recordOf(const data::Answer &answer) const;
    void loaded(const data::Answer &answer);
    void applied(const Applied &result, const Changes &changes, const wire::Record &before, bool thenClose);
    /// What somebody else made of it is brought together with what is typed here; then `again`.
    void readTheirs(const std::function<void()> &again);
    void resolve(const wire::Record &theirs, const QByteArray &etag, const std::function<void()> &again);
    void sayApplied(const Applied &result, const Changes &changes, const wire::Record &before);
    void refresh();
    /// As the heading says it.
    [[nodiscard]] QString nameOf(const wire::Record &object) const;
    [[nodiscard]] int changeCount() const;
    [[nodiscard]] Changes collected() const;

    QString m_resource;
    QString m_id;
    wire::Record m_object;
    QByteArray m_etag;
    SheetAttributes *m_attributes;
    QPushButton *m_ok;
    QPushButton *m_cancelButton;
    QPushButton *m_apply;
    QPushButton *m_preview = nullptr; ///< where the form has one
    QPointer<data::Call> m_call;
    QPointer<SheetApply> m_running;
};

} // namespace smc::render
