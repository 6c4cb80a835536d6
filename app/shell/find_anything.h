// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/render/context.h"
#include "shared/wire/record.h"

#include <QLineEdit>
#include <QPointer>
#include <QTimer>

class QAction;
class QFrame;
class QListWidget;

namespace smc::shell {

/// The field at the top right (Ctrl+K): objects of the realm and commands of the menus, found while one
/// types. Up and Down choose, Enter goes there, Esc leaves. objectNames: findAnything, findResults, findList.
class FindAnything : public QLineEdit
{
    Q_OBJECT
public:
    explicit FindAnything(render::Context &context, QWidget *parent = nullptr);
    void setCommands(const QList<QAction *> &commands) { m_commands = commands; }

Q_SIGNALS:
    void objectChosen(const smc::wire::Record &record);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void ask();
    void fill(const QList<wire::Record> &records);
    void addCommands();
    void place();
    void choose();
    void close();

    render::Context &m_context;
    QFrame *m_frame;
    QListWidget *m_list;
    QTimer m_typing;
    QPointer<data::Call> m_call;
    QList<wire::Record> m_found;
    QList<QAction *> m_commands;
    quint64 m_generation = 0;
    bool m_enterWaits = false; ///< Enter came before the answer
};

} // namespace smc::shell
