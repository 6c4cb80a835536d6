// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

class QCheckBox;
class QComboBox;

namespace smc::render {

/// A box to mark. With a `true` value it is marked when the attribute has exactly that; without one
/// (`"true":""`) it is marked by any value other than the `false` one, and can then only be taken off
/// (lockoutTime).
class CheckEditor : public Editor
{
    Q_OBJECT
public:
    CheckEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    [[nodiscard]] bool means(const QStringList &values) const;

    QCheckBox *m_box;
};

/// One of several values, in capitals or not; one that the directory has and the descriptor does not know is
/// shown as it is.
class ChoiceEditor : public Editor
{
    Q_OBJECT
public:
    ChoiceEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;

protected:
    void limitsChanged() override;
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    /// -1: none of the choices.
    [[nodiscard]] int indexOf(const QString &value) const;

    QComboBox *m_combo;
};

/// Bits of a number. Bits that the descriptor does not name stay as they are; of a conflict each bit is
/// merged by itself.
class FlagsEditor : public Editor
{
    Q_OBJECT
public:
    FlagsEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;
    void rebase(const wire::Record &object) override;
    [[nodiscard]] bool conflictsWith(const QStringList &) const override { return false; }

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    [[nodiscard]] quint32 mask() const;

    QWidget *m_widget;
    QList<QCheckBox *> m_boxes;
    quint32 m_shown = 0;
};

} // namespace smc::render
