// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/shell_context.h"
#include "shared/model/descriptor.h"
#include "shared/wire/record.h"

#include <QMainWindow>

class QMenu;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace smc::shell {

class FindAnything;
class ObjectActions;
class StatusLine;
class Workspace;

/// The window that an administrator lives in (objectName mainWindow): menus, toolbar, a tab per descriptor,
/// the status bar. What is shown comes from the service's descriptors; commands are QActions named "action…".
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(data::RemoteDataSource &source, const model::DescriptorSet &descriptors,
               const render::Person &person, render::Dialogs &dialogs);
    ~MainWindow() override;

    [[nodiscard]] StatusLine &statusLine() const { return *m_status; }
    [[nodiscard]] ShellContext &context() const { return *m_context; }
    [[nodiscard]] Workspace *workspace() const;
    /// After a new sign-in, perhaps of somebody else.
    void setPerson(const render::Person &person);

Q_SIGNALS:
    void signOutAsked();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    using Slot = std::function<void()>;
    void buildActions();
    void buildMenus();
    void buildViewMenu(QMenu *menu);
    void buildToolBar();
    void buildTabs();
    void connectWorkspace(Workspace *workspace);
    QAction *action(const QString &name, const QString &text, const QString &icon,
                    const QList<QKeySequence> &keys, const Slot &slot);
    [[nodiscard]] QAction *action(const QString &name) const;
    void switchTab(int index);
    /// Which commands make sense now.
    void updateActions();
    void updateCreate();
    void fillObjectMenu(QMenu *menu);
    void fillColumnsMenu(QMenu *menu);
    void showTreeMenu(const QModelIndex &index, const QPoint &at);
    void create(const model::Create &create);
    void withChosen(const std::function<void(const QList<wire::Record> &)> &slot);
    void copySelection();
    void exportList();
    void importPeople();
    void saveSearch();
    void deleteSearch(const model::SavedSearch &search);
    void loadSearches();
    void showAbout();
    void showKeys();
    void restoreWindow();

    ShellContext *m_context;
    StatusLine *m_status;
    ObjectActions *m_objects;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_pages = nullptr;
    QList<Workspace *> m_workspaces;
    FindAnything *m_find = nullptr;
    QToolButton *m_person = nullptr;
    QToolBar *m_toolBar = nullptr;
    QList<QAction *> m_creates;
    QMenu *m_newMenu = nullptr;
    QMenu *m_objectMenu = nullptr;
};

} // namespace smc::shell
