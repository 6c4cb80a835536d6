// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace smc::render {

/// One line; `number` takes whole numbers only. With `from` it is also chosen among what the records of that
/// resource have under its name, those of the object's server where it has one.
class TextEditor : public Editor
{
    Q_OBJECT
public:
    TextEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QList<Error> verify() const override;

protected:
    void show(const QStringList &values) override;
    void limitsChanged() override;
    void showReadOnly(bool readOnly) override;

private:
    void offer();

    QLineEdit *m_edit;
    QComboBox *m_choices = nullptr; ///< around the line; null: it is only typed
    bool m_offered = false;
};

/// Several lines of one value, CRLF apart in the directory as Windows writes them.
class LinesEditor : public Editor
{
    Q_OBJECT
public:
    LinesEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    [[nodiscard]] QStringList values() const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    QPlainTextEdit *m_edit;
};

/// Text that can be selected and copied; formats datetime, number, dn-name.
class ReadOnlyEditor : public Editor
{
    Q_OBJECT
public:
    ReadOnlyEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    [[nodiscard]] QStringList values() const override { return loaded(); }
    [[nodiscard]] QList<Error> verify() const override { return {}; }
    [[nodiscard]] QString describe(const QStringList &values) const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool) override {}

private:
    QLabel *m_label;
};

} // namespace smc::render
