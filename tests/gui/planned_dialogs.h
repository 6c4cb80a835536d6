// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/dialogs.h"

#include <QTimer>
#include <QWidget>

namespace smc::testgui {

/// Answers in the person's place, in the order in which they are asked for, and a list of what was asked.
class PlannedDialogs : public render::Dialogs
{
public:
    QList<bool> answers;
    QList<std::optional<QString>> texts;
    QStringList reasons;
    QString fileName;
    QList<render::Question> asked;

    void ask(QWidget *parent, const render::Question &question, std::function<void(bool)> then) override
    {
        asked << question;
        const bool answer = !answers.isEmpty() && answers.takeFirst();
        QTimer::singleShot(0, parent, [then, answer] { then(answer); });
    }
    void askReason(QWidget *parent, const render::Question &question,
                   std::function<void(std::optional<QString>)> then) override
    {
        ask(parent, question, [then, reason = reasons.isEmpty() ? QString() : reasons.takeFirst()](bool yes) {
            then(yes ? std::optional(reason) : std::nullopt);
        });
    }
    void askText(QWidget *parent, const QString &, const QString &, const QString &,
                 std::function<void(std::optional<QString>)> then) override
    {
        const std::optional<QString> text = texts.isEmpty() ? std::nullopt : texts.takeFirst();
        QTimer::singleShot(0, parent, [then, text] { then(text); });
    }
    void openFile(QWidget *parent, const QString &, const QString &,
                  std::function<void(QString)> then) override
    {
        QTimer::singleShot(0, parent, [then, name = fileName] { then(name); });
    }
    void saveFile(QWidget *parent, const QString &, const QString &, const QString &,
                  std::function<void(QString)> then) override
    {
        QTimer::singleShot(0, parent, [then, name = fileName] { then(name); });
    }
};

} // namespace smc::testgui
