// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/dialogs.h"

#include <QCoreApplication>

namespace smc::shell {

/// The boxes that a person sees: window-modal, opened and not waited for. objectNames: question (its buttons
/// questionAccept and questionCancel, its line questionReason), textDialog (its field textValue).
class MessageDialogs : public render::Dialogs
{
    Q_DECLARE_TR_FUNCTIONS(smc::shell::MessageDialogs)
public:
    void ask(QWidget *parent, const render::Question &question, std::function<void(bool)> then) override;
    void askReason(QWidget *parent, const render::Question &question,
                   std::function<void(std::optional<QString>)> then) override;
    void askText(QWidget *parent, const QString &title, const QString &label, const QString &value,
                 std::function<void(std::optional<QString>)> then) override;
    void openFile(QWidget *parent, const QString &title, const QString &filter,
                  std::function<void(QString)> then) override;
    void saveFile(QWidget *parent, const QString &title, const QString &suggestion, const QString &filter,
                  std::function<void(QString)> then) override;
};

} // namespace smc::shell
