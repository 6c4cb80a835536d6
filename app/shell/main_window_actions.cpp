// SPDX-License-Identifier: GPL-3.0-or-later
// The main window's commands: menus, toolbar, keys.
#include "app/models/icons.h"
#include "app/models/records.h"
#include "app/provisioning/provisioning_sheet.h"
#include "app/render/detail_grid.h"
#include "app/render/grid_view.h"
#include "app/render/tree_view.h"
#include "app/shell/description_bar.h"
#include "app/shell/find_anything.h"
#include "app/shell/main_window.h"
#include "app/shell/message_dock.h"
#include "app/shell/object_actions.h"
#include "app/shell/status_line.h"
#include "app/shell/theme.h"
#include "app/shell/workspace.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QToolBar>
#include <QToolButton>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

QAction *MainWindow::action(const QString &name, const QString &text, const QString &icon,
                            const QList<QKeySequence> &keys, const Slot &slot)
{
    auto *made = new QAction(models::icon(icon), text, this);
    made->setObjectName(name);
    made->setShortcuts(keys);
    const QString plain = QString(text).remove(u'&').remove(u" …"_s);
    made->setToolTip(keys.isEmpty()
                         ? plain
                         : u"%1 (%2)"_s.arg(plain, keys.constFirst().toString(QKeySequence::NativeText)));
    if (slot)
        connect(made, &QAction::triggered, this, slot);
    addAction(made);
    return made;
}

QAction *MainWindow::action(const QString &name) const
{
    return findChild<QAction *>(name, Qt::FindDirectChildrenOnly);
}

void MainWindow::buildActions()
{
    using Records = QList<wire::Record>;
    const auto page = [this](void (Workspace::*method)()) {
        return [this, method] {
            if (Workspace *current = workspace())
                (current->*method)();
        };
    };
    const auto chosen = [this](const std::function<void(const Records &)> &slot) {
        return [this, slot] { withChosen(slot); };
    };
    action(u"actionBack"_s, tr("&Back"), u"go-previous"_s, {QKeySequence(u"Alt+Left"_s)},
           page(&Workspace::back));
    action(u"actionForward"_s, tr("&Forward"), u"go-next"_s, {QKeySequence(u"Alt+Right"_s)},
           page(&Workspace::forward));
    action(u"actionUp"_s, tr("&Up"), u"go-up"_s, {QKeySequence(u"Alt+Up"_s)}, page(&Workspace::up));
    action(u"actionRefresh"_s, tr("&Refresh"), u"view-refresh"_s, {QKeySequence(Qt::Key_F5)},
           page(&Workspace::refresh));
    action(u"actionFilter"_s, tr("&Filter the list"), u"view-filter"_s, {QKeySequence(u"Ctrl+F"_s)}, [this] {
        if (workspace())
            workspace()->bar().focusFilter();
    });
    action(u"actionFind"_s, tr("Find &anything"), u"edit-find"_s, {QKeySequence(u"Ctrl+K"_s)}, [this] {
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->selectAll();
    });
    action(u"actionProperties"_s, tr("&Properties"), u"document-properties"_s,
           {QKeySequence(u"Alt+Return"_s)},
           chosen([this](const Records &records) { m_objects->properties(records); }));
    action(u"actionRename"_s, tr("Re&name"), u"edit-rename"_s, {QKeySequence(Qt::Key_F2)},
           chosen([this](const Records &records) {
               if (!workspace()->editName())
                   m_objects->renameWithAccount(records.constFirst());
           }));
    action(u"actionRenameAccount"_s, tr("Rename with a&ccount names …"), {}, {QKeySequence(u"Shift+F2"_s)},
           chosen([this](const Records &records) { m_objects->renameWithAccount(records.constFirst()); }));
    action(u"actionMove"_s, tr("&Move …"), u"edit-move"_s, {QKeySequence(u"Ctrl+Shift+M"_s)},
           chosen([this](const Records &records) { m_objects->move(records); }))
        ->setIconText(tr("Move"));
    action(u"actionDelete"_s, tr("&Delete"), u"edit-delete"_s, {QKeySequence(Qt::Key_Delete)},
           chosen([this](const Records &records) { m_objects->remove(records); }));
    action(u"actionPassword"_s, tr("Reset pass&word …"), u"password-generate"_s,
           {QKeySequence(u"Ctrl+Shift+P"_s)},
           chosen([this](const Records &records) { m_objects->resetPassword(records.constFirst()); }))
        ->setIconText(tr("Password"));
    action(u"actionUnlock"_s, tr("Un&lock"), u"object-unlocked"_s, {},
           chosen([this](const Records &records) { m_objects->unlock(records); }));
    action(u"actionEnable"_s, tr("&Enable"), u"media-playback-start"_s, {},
           chosen([this](const Records &records) { m_objects->enable(records, true); }));
    action(u"actionDisable"_s, tr("Disa&ble"), u"media-playback-pause"_s, {},
           chosen([this](const Records &records) { m_objects->enable(records, false); }));
    action(u"actionAddToGroup"_s, tr("Add to &groups …"), u"system-users"_s, {QKeySequence(u"Ctrl+G"_s)},
           chosen([this](const Records &records) { m_objects->addToGroup(records); }));
    action(u"actionAddMember"_s, tr("Add &members …"), u"list-add-user"_s, {},
           chosen([this](const Records &records) { m_objects->addMembers(records.constFirst()); }));
    action(u"actionCopy"_s, tr("&Copy as CSV"), u"edit-copy"_s, {QKeySequence(QKeySequence::Copy)},
           [this] { copySelection(); });
    action(u"actionExport"_s, tr("&Export the list …"), u"document-export"_s, {QKeySequence(u"Ctrl+E"_s)},
           [this] { exportList(); });
    action(u"actionImport"_s, tr("&People from a CSV file …"), u"document-import"_s,
           {QKeySequence(u"Ctrl+Shift+I"_s)}, [this] { importPeople(); });
    MessageDock &messages = m_status->messages();
    QAction *undo = action(u"actionUndo"_s, tr("&Undo"), u"edit-undo"_s, {QKeySequence(QKeySequence::Undo)},
                           [&messages] { messages.undoLast(); });
    undo->setEnabled(false);
    connect(&messages, &MessageDock::undoableChanged, this, [undo, &messages] {
        const QString what = messages.undoable();
        undo->setEnabled(!what.isEmpty());
        undo->setText(what.isEmpty() ? tr("&Undo")
                                     : tr("&Undo: %1").arg(QString(what).replace(u'&', u"&&"_s)));
    });
    action(u"actionMessages"_s, tr("&Messages"), u"view-list-details"_s, {QKeySequence(Qt::Key_F8)},
           [&messages] { messages.showHistory(); });
    action(u"actionSelectAll"_s, tr("Select &all"), u"edit-select-all"_s,
           {QKeySequence(QKeySequence::SelectAll)}, [this] {
               if (workspace()) {
                   workspace()->grid().setFocus();
                   workspace()->grid().selectAll();
               }
           });
    action(u"actionSaveSearch"_s, tr("&Save this search …"), u"bookmark-new"_s, {QKeySequence(u"Ctrl+D"_s)},
           [this] { saveSearch(); });
    action(u"actionResetColumns"_s, tr("Columns as they &were"), u"edit-undo"_s, {}, [this] {
        if (workspace())
            workspace()->grid().resetState();
    });
    action(u"actionSignOut"_s, tr("Sign &out"), u"system-log-out"_s, {}, [this] { Q_EMIT signOutAsked(); });
    action(u"actionQuit"_s, tr("&Quit"), u"application-exit"_s, {QKeySequence(QKeySequence::Quit)},
           [this] { close(); });
    action(u"actionAbout"_s, tr("&About"), u"help-about"_s, {}, [this] { showAbout(); });
    action(u"actionKeys"_s, tr("&Keys"), u"help-contextual"_s, {QKeySequence(Qt::Key_F1)},
           [this] { showKeys(); });

    const QSettings settings;
    QAction *detail =
        action(u"actionDetail"_s, tr("&Detail pane"), u"view-visible"_s, {QKeySequence(Qt::Key_F4)}, {});
    detail->setCheckable(true);
    detail->setChecked(settings.value(u"view/detail"_s, true).toBool());
    connect(detail, &QAction::toggled, this, [this](bool on) {
        QSettings().setValue(u"view/detail"_s, on);
        for (Workspace *item : std::as_const(m_workspaces))
            item->setDetailShown(on);
    });
    QAction *all = action(u"actionShowAll"_s, tr("Show &system containers"), {}, {}, {});
    all->setCheckable(true);
    all->setChecked(settings.value(u"view/showAll"_s, false).toBool());
    connect(all, &QAction::toggled, this, [this](bool on) {
        QSettings().setValue(u"view/showAll"_s, on);
        for (Workspace *item : std::as_const(m_workspaces))
            item->setShowsAll(on);
    });
}

void MainWindow::buildMenus()
{
    const auto add = [this](QMenu *menu, const QStringList &names) {
        for (const QString &name : names) {
            if (name.isEmpty())
                menu->addSeparator();
            else
                menu->addAction(action(name));
        }
    };
    const auto makeMenu = [this](const QString &title, const QString &name) {
        QMenu *menu = menuBar()->addMenu(title);
        menu->setObjectName(name);
        return menu;
    };
    QMenu *file = makeMenu(tr("&File"), u"menuFile"_s);
    m_newMenu = file->addMenu(models::icon(u"list-add"_s), tr("&New"));
    m_newMenu->setObjectName(u"menuNew"_s);
    add(file, {u"actionImport"_s, u"actionExport"_s, {}, u"actionSignOut"_s, u"actionQuit"_s});
    add(makeMenu(tr("&Edit"), u"menuEdit"_s), {u"actionUndo"_s,
                                               {},
                                               u"actionCopy"_s,
                                               u"actionSelectAll"_s,
                                               {},
                                               u"actionFilter"_s,
                                               u"actionFind"_s,
                                               u"actionSaveSearch"_s});
    QMenu *view = makeMenu(tr("&View"), u"menuView"_s);
    add(view, {u"actionBack"_s,
               u"actionForward"_s,
               u"actionUp"_s,
               u"actionRefresh"_s,
               {},
               u"actionDetail"_s,
               u"actionMessages"_s,
               u"actionShowAll"_s,
               u"actionResetColumns"_s,
               {}});
    buildViewMenu(view);
    m_objectMenu = makeMenu(tr("&Object"), u"menuObject"_s);
    connect(m_objectMenu, &QMenu::aboutToShow, this, [this] { fillObjectMenu(m_objectMenu); });
    fillObjectMenu(m_objectMenu);
    add(makeMenu(tr("&Tools"), u"menuTools"_s),
        {u"actionImport"_s, u"actionExport"_s, u"actionSaveSearch"_s});
    add(makeMenu(tr("&Help"), u"menuHelp"_s), {u"actionKeys"_s, u"actionAbout"_s});

    m_person = new QToolButton(menuBar());
    m_person->setObjectName(u"personButton"_s);
    m_person->setIcon(models::icon(u"user"_s));
    m_person->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_person->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_person);
    menu->addAction(action(u"actionSignOut"_s));
    m_person->setMenu(menu);
    menuBar()->setCornerWidget(m_person, Qt::TopRightCorner);
}

void MainWindow::buildViewMenu(QMenu *menu)
{
    const auto choice = [this, menu](const QString &title, const QString &name,
                                     const QList<std::pair<QString, QString>> &items, int current,
                                     const std::function<void(int)> &pick) {
        QMenu *sub = menu->addMenu(title);
        sub->setObjectName(name);
        auto *group = new QActionGroup(this);
        for (int i = 0; i < int(items.size()); ++i) {
            QAction *item = sub->addAction(items.at(i).second);
            item->setObjectName(items.at(i).first);
            item->setCheckable(true);
            item->setChecked(i == current);
            group->addAction(item);
            connect(item, &QAction::triggered, this, [pick, i] { pick(i); });
        }
    };
    choice(tr("&Colours"), u"menuColours"_s,
           {{u"actionColoursSystem"_s, tr("As the &system")},
            {u"actionColoursLight"_s, tr("&Light")},
            {u"actionColoursDark"_s, tr("&Dark")}},
           int(appearance()), [](int i) { setAppearance(Appearance(i)); });
    choice(tr("D&ensity"), u"menuDensity"_s,
           {{u"actionComfortable"_s, tr("&Comfortable")}, {u"actionCompact"_s, tr("C&ompact")}},
           int(density()), [](int i) { setDensity(Density(i)); });
}

void MainWindow::buildToolBar()
{
    m_toolBar = addToolBar(tr("Toolbar"));
    m_toolBar->setObjectName(u"toolBar"_s);
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize(QSize(16, 16));
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (const QString &name : {u"actionBack"_s, u"actionForward"_s, u"actionUp"_s, u"actionRefresh"_s}) {
        m_toolBar->addAction(action(name));
        if (auto *button = qobject_cast<QToolButton *>(m_toolBar->widgetForAction(action(name))))
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    m_toolBar->addSeparator();
    QAction *after = m_toolBar->addSeparator(); // new objects stand before it
    after->setObjectName(u"actionAfterCreate"_s);
    after->setParent(this);
    for (const QString &name : {u"actionDelete"_s, u"actionMove"_s, u"actionPassword"_s})
        m_toolBar->addAction(action(name));
    auto *space = new QWidget(m_toolBar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(space);
    m_find = new FindAnything(*m_context, m_toolBar);
    m_toolBar->addWidget(m_find);
    m_find->setCommands(actions());
    connect(m_find, &FindAnything::objectChosen, this, [this](const wire::Record &record) {
        if (workspace())
            workspace()->reveal(record);
    });
}

void MainWindow::fillObjectMenu(QMenu *menu)
{
    menu->clear();
    for (const QString &name : {u"actionProperties"_s, u"actionRename"_s, u"actionRenameAccount"_s,
                                u"actionMove"_s, u"actionDelete"_s, QString(), u"actionPassword"_s,
                                u"actionUnlock"_s, u"actionEnable"_s, u"actionDisable"_s, QString(),
                                u"actionAddToGroup"_s, u"actionAddMember"_s, QString(), u"actionCopy"_s}) {
        if (name.isEmpty())
            menu->addSeparator();
        else
            menu->addAction(action(name));
    }
    const Workspace *page = m_tabs ? workspace() : nullptr;
    if (!page)
        return;
    bool first = true;
    for (const model::Action &item : page->gridDescriptor().actions) {
        if (item.label.isEmpty() || !render::isOffered(*m_context, item)) // one that we know, without words
            continue;
        if (std::exchange(first, false))
            menu->addSeparator();
        QAction *made = menu->addAction(models::icon(item.icon), item.label.shown());
        made->setObjectName(u"custom_"_s + item.name);
        const bool may = !item.form.isEmpty() || !item.grid.isEmpty() || m_context->person().mayChange();
        made->setEnabled(may && !page->chosen().isEmpty());
        connect(made, &QAction::triggered, this, [this, item] {
            withChosen(
                [this, item](const QList<wire::Record> &records) { m_objects->custom(item, records); });
        });
    }
}

void MainWindow::fillColumnsMenu(QMenu *menu)
{
    menu->clear();
    Workspace *page = workspace();
    render::GridView &grid = page->grid();
    const QList<model::Column> &columns = page->gridDescriptor().columns;
    for (int i = 0; i < int(columns.size()); ++i) {
        QAction *item = menu->addAction(columns.at(i).label.shown());
        item->setObjectName(u"column_"_s + columns.at(i).field);
        item->setCheckable(true);
        item->setChecked(grid.isColumnShown(i));
        // A grid without columns could not be asked for them again.
        item->setEnabled(!grid.isColumnShown(i) || grid.shownFields().size() > 1);
        connect(item, &QAction::toggled, page, [page, i](bool on) { page->grid().setColumnShown(i, on); });
    }
    menu->addSeparator();
    menu->addAction(action(u"actionResetColumns"_s));
}

void MainWindow::showTreeMenu(const QModelIndex &index, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto kind = index.data(models::TreeModel::KindRole).toInt();
    const auto &model = static_cast<const models::TreeModel &>(*workspace()->tree().model());
    if (index.isValid() && kind == models::TreeModel::Container) {
        menu->addMenu(m_newMenu);
        menu->addAction(action(u"actionImport"_s));
        menu->addSeparator();
        for (const QString &name :
             {u"actionProperties"_s, u"actionRename"_s, u"actionMove"_s, u"actionDelete"_s})
            menu->addAction(action(name));
    } else if (index.isValid() && model.isOwnSearch(index)) {
        const model::SavedSearch search = model.search(index);
        connect(menu->addAction(models::icon(u"edit-delete"_s), tr("Delete this search")),
                &QAction::triggered, this, [this, search] { deleteSearch(search); });
    }
    menu->addAction(action(u"actionRefresh"_s));
    menu->popup(at);
}

void MainWindow::copySelection()
{
    // The same key copies text where text is being edited.
    if (auto *edit = qobject_cast<QLineEdit *>(QApplication::focusWidget())) {
        edit->copy();
        return;
    }
    if (const Workspace *page = workspace())
        QApplication::clipboard()->setText(page->grid().asCsv(true));
}

void MainWindow::importPeople()
{
    const Workspace *page = workspace();
    if (page)
        provisioning::openProvisioning(*m_context, {}, page->containerDn(),
                                       models::nameOfDn(page->containerDn()));
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About"),
                                tr("Samba Management Console %1").arg(QStringLiteral(SMC_VERSION)),
                                QMessageBox::Close, this);
    box->setObjectName(u"about"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("The service: %1\nFree software under the GNU General Public License, version 3 or later. "
           "Icons: Breeze, by KDE, under the GNU Lesser General Public License.")
            .arg(m_context->source().url().toString()));
    box->open();
}

void MainWindow::showKeys()
{
    QStringList lines;
    const QList<QAction *> all = actions();
    for (const QAction *item : all) {
        if (!item->shortcut().isEmpty())
            lines << u"%1\t%2"_s.arg(item->shortcut().toString(QKeySequence::NativeText),
                                     QString(item->text()).remove(u'&'));
    }
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("Keys"), tr("Keys of this window"), QMessageBox::Close, this);
    box->setObjectName(u"keys"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(lines.join(u'\n'));
    box->open();
}

} // namespace smc::shell
