// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

class QLineEdit;
class QListWidget;
class QPushButton;
class QToolButton;

namespace smc::render {

/// One reference to another object: shown by name, chosen with the picker, opened with a click, taken off
/// with ×.
class DnEditor : public Editor
{
    Q_OBJECT
public:
    DnEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    void choose();

    QWidget *m_box;
    QLineEdit *m_shown;
    QPushButton *m_choose;
    QToolButton *m_open;
    QToolButton *m_clear;
    QString m_dn;
};

/// Several references.
class DnsEditor : public Editor
{
    Q_OBJECT
public:
    DnsEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] bool isChanged() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    void choose();

    QWidget *m_box;
    QListWidget *m_list;
    QPushButton *m_add;
    QPushButton *m_remove;
};

} // namespace smc::render
