// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QWidget;

namespace smc::render {

/// As many characters of a reason as the service takes (docs/rest.md, "Who changed what").
inline constexpr int longestReason = 1000;

/// A question before something that cannot be undone.
struct Question
{
    QString title;
    QString text;        ///< one sentence: what will happen
    QString details;     ///< what more there is to know (how much lies below), shown under the sentence
    QString accept;      ///< the button that goes on: a verb ("Delete"), never "OK"
    bool danger = false; ///< nothing brings it back: Cancel is the default button
};

/// The one way to a modal box: nothing here waits, every answer comes through a callback, and a test puts its
/// own answers in the place of the boxes. `then` is not called once `parent` is gone.
class Dialogs
{
public:
    virtual ~Dialogs() = default;
    virtual void ask(QWidget *parent, const Question &question, std::function<void(bool)> then) = 0;
    /// The same with a line for why it is done, which may stay empty; nullopt when the person thought better
    /// of it.
    virtual void askReason(QWidget *parent, const Question &question,
                           std::function<void(std::optional<QString>)> then) = 0;
    /// A line of text; nullopt when the person thought better of it.
    virtual void askText(QWidget *parent, const QString &title, const QString &label, const QString &value,
                         std::function<void(std::optional<QString>)> then) = 0;
    /// `filter` as in QFileDialog ("CSV (*.csv)"). Empty when cancelled.
    virtual void openFile(QWidget *parent, const QString &title, const QString &filter,
                          std::function<void(QString)> then) = 0;
    virtual void saveFile(QWidget *parent, const QString &title, const QString &suggestion,
                          const QString &filter, std::function<void(QString)> then) = 0;
};

} // namespace smc::render
