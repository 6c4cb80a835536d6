// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/context.h"
#include "app/render/editor.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QScrollArea;
class QToolButton;

namespace smc::render {

/// One field on a page: the bar that says it was changed, its label, its editor, a hint and what is wrong
/// with it.
class FormRow : public QWidget
{
    Q_OBJECT
public:
    explicit FormRow(Editor &editor, QWidget *parent = nullptr);

    [[nodiscard]] Editor &editor() const { return m_editor; }
    /// Label beside the editor, right-aligned in a column `labelWidth` wide, or above it.
    void arrange(bool beside, int labelWidth);
    [[nodiscard]] int labelWidth() const;
    void setErrors(const QStringList &messages);
    /// A line below the editor of what is to be known of the value; empty: none.
    void setNote(Severity severity, const QString &text);
    [[nodiscard]] bool hasErrors() const;
    /// Shows whether the value differs from the directory's.
    void refresh();
    /// A button beside the editor that tells what the field is for, once the schema has told it.
    void showHelp();
    void setMnemonic(QChar letter);
    [[nodiscard]] QString labelText() const { return m_text; }
    void takeFocus();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void colour();

    Editor &m_editor;
    QString m_text;
    QLabel *m_label = nullptr;
    QWidget *m_mark;
    QLabel *m_unit = nullptr;
    QLabel *m_hint = nullptr;
    QToolButton *m_help = nullptr;
    QLabel *m_note = nullptr;
    Severity m_severity = Severity::Note; ///< of the note
    QLabel *m_errors;
    QWidget *m_column;
    bool m_labelless = false;
};

/// A page of a form: rows below each other, labels beside their fields from 600 px on and above them when it
/// is narrower.
class FormPage : public QWidget
{
    Q_OBJECT
public:
    FormPage(Context &context, const model::Page &page, QWidget *parent = nullptr);
    ~FormPage() override;

    [[nodiscard]] const model::Page &page() const { return m_page; }
    [[nodiscard]] const std::vector<std::unique_ptr<Editor>> &editors() const { return m_editors; }
    /// The one that writes the attribute, or the option of a module ("idmap-config-*-:-range"); null: none
    /// does.
    [[nodiscard]] FormRow *row(const QString &field) const;
    [[nodiscard]] const QList<FormRow *> &rows() const { return m_rows; }
    void clearErrors();
    [[nodiscard]] bool hasErrors() const;
    [[nodiscard]] int changes() const;

Q_SIGNALS:
    void edited();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void assignMnemonics();
    void arrange();

    model::Page m_page;
    std::vector<std::unique_ptr<Editor>> m_editors;
    QList<FormRow *> m_rows;
    QScrollArea *m_scroll;
    std::optional<bool> m_beside;
};

} // namespace smc::render
