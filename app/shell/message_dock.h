// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/context.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QToolButton;

namespace smc::shell {

/// The newest message, at the left of the status bar, until a newer one comes: with its time, an Undo where
/// there is one, and the list of all behind a button. objectNames: message, messageUndo, messageHistory,
/// messages.
class MessageDock : public QWidget
{
    Q_OBJECT
public:
    explicit MessageDock(QWidget *parent = nullptr);

    void say(render::Severity severity, const QString &text, const QString &details,
             std::function<void()> undo);
    /// The list of all messages; the main window places it above the status bar.
    [[nodiscard]] QListWidget *history() const { return m_history; }

private:
    void showNewest();

    struct Message
    {
        render::Severity severity;
        QString time;
        QString text;
        QString details;
        std::function<void()> undo;
    };
    QList<Message> m_messages;
    QLabel *m_icon;
    QLabel *m_text;
    QToolButton *m_undo;
    QToolButton *m_more;
    QListWidget *m_history;
};

} // namespace smc::shell
