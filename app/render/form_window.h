// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/render/context.h"
#include "app/render/form_page.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTabWidget;
class QVBoxLayout;

namespace smc::render {

/// What the sheet of an object and the dialog for a new one share: pages, errors beside their fields, a line
/// for the reason where the form takes one, and a wait that is shown and can be cancelled.
class FormWindow : public QDialog
{
    Q_OBJECT
public:
    FormWindow(Context &context, const model::Form &form, QWidget *parent);

    [[nodiscard]] Context &context() const { return m_context; }
    [[nodiscard]] const model::Form &form() const { return m_form; }
    [[nodiscard]] const QList<FormPage *> &pages() const { return m_pages; }
    [[nodiscard]] Editor *editor(const QString &field) const;
    /// All errors at once: each beside its field, its page marked, the first one in sight; the rest above the
    /// pages.
    void showErrors(const QList<Error> &errors);
    void clearErrors();
    void showNote(Severity severity, const QString &text);
    /// Why the change is made; empty: nobody said, or the form takes none.
    [[nodiscard]] QString reason() const;

protected:
    /// Fields that are there only for some values of another one come and go with it.
    void showRows();
    /// The next change has a reason of its own.
    void forgetReason();
    void hideReason();
    /// Asks whether to close and lose what was typed; closes when the person says so.
    void askDiscard(const QString &title, const QString &text);
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    [[nodiscard]] QVBoxLayout *top() const { return m_top; }
    [[nodiscard]] QDialogButtonBox *buttons() const { return m_buttons; }
    void setHeading(const QString &title, const QString &below);
    /// From now on something is waited for; after 150 ms it is said, with a button that calls it off.
    void beginWait(const QString &text, std::function<void()> cancel);
    void waitText(const QString &text);
    void endWait();
    [[nodiscard]] bool isWaiting() const { return m_waiting; }
    [[nodiscard]] virtual QList<Editor *> editors() const;
    [[nodiscard]] QList<Error> verifyAll() const;
    virtual void waitChanged() {}
    void changeEvent(QEvent *event) override;

private:
    void buildReason();
    void applyLimits(const QList<Editor *> &editors);
    void markPages();

    Context &m_context;
    model::Form m_form;
    QList<FormPage *> m_pages;
    QLabel *m_title;
    QLabel *m_below;
    QWidget *m_banner;
    QLabel *m_bannerIcon;
    QLabel *m_bannerText;
    QTabWidget *m_tabs;
    QWidget *m_reasonLine;
    QLineEdit *m_reason;
    QVBoxLayout *m_top;
    QLabel *m_waitText;
    QProgressBar *m_waitBar;
    QPushButton *m_waitCancel;
    QDialogButtonBox *m_buttons;
    QTimer m_waitTimer;
    QPointer<QWidget> m_focusBefore;
    std::function<void()> m_cancel;
    bool m_waiting = false;
    Severity m_severity = Severity::Note; ///< of the banner
};

} // namespace smc::render
