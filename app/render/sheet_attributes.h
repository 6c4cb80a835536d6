// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/render/editor.h"

#include <QPointer>

#include <memory>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace smc::render {

class FormSchema;

/// An attribute without a field of its own on the form: holds the values that the person gave it on the page
/// of all attributes.
class HeldEditor : public Editor
{
    Q_OBJECT
public:
    using Editor::Editor;
    QWidget *widget() override { return nullptr; }
    [[nodiscard]] QStringList values() const override { return m_values; }

protected:
    void show(const QStringList &values) override { m_values = values; }
    void showReadOnly(bool) override {}

private:
    QStringList m_values;
};

/// Every attribute that the object has (view=dump), or that the schema knows: a list to filter, with values
/// to change where the schema and the person's rights permit it. It reads when it is shown for the first
/// time.
class SheetAttributes : public QWidget
{
    Q_OBJECT
public:
    /// `formEditor` gives the editor of a form page for an attribute, or null: one attribute has one editor
    /// in a sheet.
    SheetAttributes(Context &context, const model::Form &form,
                    std::function<Editor *(const QString &)> formEditor, QWidget *parent = nullptr);
    ~SheetAttributes() override;

    /// The object of the sheet; what was read before is forgotten.
    void setObject(const QString &resource, const wire::Record &object);
    [[nodiscard]] QList<Editor *> held() const;
    /// After Apply or a reload: nothing is held any more.
    void forgetHeld();

Q_SIGNALS:
    void edited();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void read();
    void fill();
    void filter();
    void change(QTreeWidgetItem *item);
    void paint(QTreeWidgetItem *item);
    [[nodiscard]] Editor *editorOf(const QString &attribute, bool make);
    [[nodiscard]] bool isLocked(const QString &attribute) const;

    [[nodiscard]] const FormSchema &schema() const;

    Context &m_context;
    model::Form m_form;
    std::function<Editor *(const QString &)> m_formEditor;
    QString m_resource;
    wire::Record m_object;
    bool m_read = false;
    std::vector<std::unique_ptr<HeldEditor>> m_held;
    QLineEdit *m_filter;
    QCheckBox *m_all;
    QTreeWidget *m_list;
    QLabel *m_note;
    QPointer<data::Call> m_call;
};

} // namespace smc::render
