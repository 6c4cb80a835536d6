// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

class QLineEdit;
class QListWidget;
class QPushButton;

namespace smc::render {

/// Several values of one attribute: a list, a line to add one, and a button to take one out. A value is
/// changed in its place by F2 or a double click.
class MultiEditor : public Editor
{
    Q_OBJECT
public:
    MultiEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] bool isChanged() const override;
    [[nodiscard]] QList<Error> verify() const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    void add();
    void update();
    void append(const QString &value);

    QWidget *m_box;
    QListWidget *m_list;
    QLineEdit *m_edit;
    QPushButton *m_add;
    QPushButton *m_remove;
    bool m_locked = false;
};

} // namespace smc::render
