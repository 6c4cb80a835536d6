// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/context.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QToolButton;

namespace smc::shell {

/// The messages of this session, at the left of the status bar: the newest with its time and its Undo; beside
/// it the youngest of those before that can still be undone, so that no message takes another's way back;
/// behind a button the list of all, where Enter undoes the chosen one. objectNames: message, messageUndo,
/// messageBefore, messageUndoBefore, messageHistory; messages, and historyUndo for each that has one.
class MessageDock : public QWidget
{
    Q_OBJECT
public:
    explicit MessageDock(QWidget *parent = nullptr);

    /// `undo` is called at most once.
    void say(render::Severity severity, const QString &text, const QString &details,
             std::function<void()> undo);
    /// The list of all messages; the main window places it above the status bar.
    [[nodiscard]] QListWidget *history() const { return m_history; }
    /// Opens the list with the focus in it; Escape closes it and gives the focus back.
    void showHistory();
    /// What undoLast() would take back, in the message's words; empty: nothing.
    [[nodiscard]] QString undoable() const;
    void undoLast();

Q_SIGNALS:
    void undoableChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Message
    {
        quint64 id = 0; ///< counts up
        render::Severity severity;
        QString time;
        QString text;
        QString details;
        std::function<void()> undo;
    };
    void undo(quint64 id);
    void addToHistory(const Message &message);
    void showNewest();
    [[nodiscard]] const Message *lastUndoable() const;

    QList<Message> m_messages; ///< the newest last
    quint64 m_lastId = 0;
    QLabel *m_icon;
    QLabel *m_text;
    QToolButton *m_undo;
    QLabel *m_before;
    QToolButton *m_undoBefore;
    QToolButton *m_more;
    QListWidget *m_history;
    QPointer<QWidget> m_focusBefore;
};

} // namespace smc::shell
