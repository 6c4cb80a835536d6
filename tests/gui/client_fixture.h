// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/record_table_model.h"
#include "app/models/records.h"
#include "app/models/tree_model.h"
#include "app/render/grid_view.h"
#include "app/render/tree_view.h"
#include "app/session/sign_in_window.h"
#include "app/shell/client.h"
#include "app/shell/main_window.h"
#include "app/shell/theme.h"
#include "app/shell/workspace.h"
#include "tests/gui/picture.h"
#include "tests/gui/planned_dialogs.h"
#include "tests/lab/lab.h"
#include "tests/lab/smcd.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace smc::testgui {

using namespace Qt::Literals::StringLiterals;

/// Settings of its own, so that a test neither sees nor leaves anything of the person's.
class OwnSettings
{
public:
    OwnSettings()
    {
        QCoreApplication::setOrganizationName(u"smc-test"_s);
        QCoreApplication::setApplicationName(u"smc-test"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_dir.path());
    }
    void clear() { QSettings().clear(); }
    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }

private:
    QTemporaryDir m_dir;
};

/// A top-level window or a widget in one, by objectName.
template<typename T = QWidget>
T *shown(const QString &name)
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        if (!window->isVisible())
            continue;
        if (window->objectName() == name) {
            if (auto *found = qobject_cast<T *>(window))
                return found;
        }
        const auto children = window->findChildren<T *>(name);
        for (T *found : children) {
            if (found->isVisible())
                return found;
        }
    }
    return nullptr;
}

/// The options of a sign-in at this service, with the lab's authority.
inline session::Options optionsFor(const testlab::Smcd &smcd, const testlab::Lab &lab, const QString &user)
{
    session::Options options;
    options.url = smcd.url().toString();
    options.realm = lab.realm();
    options.user = user;
    options.password = lab.password();
    options.caFile = smcd.caFile();
    options.signIn = true;
    return options;
}

/// The client as a person has it after signing in: the real window, showing what the service answered.
class RunningClient
{
public:
    PlannedDialogs dialogs;

    explicit RunningClient(const session::Options &options)
        : m_client(options, &dialogs)
    {
        m_client.start();
    }
    ~RunningClient()
    {
        if (m_client.mainWindow())
            m_client.mainWindow()->close();
    }
    bool ready()
    {
        return QTest::qWaitFor([this] { return m_client.mainWindow() && window().isVisible() && settled(); },
                               20000);
    }
    shell::Client &client() { return m_client; }
    shell::MainWindow &window() { return *m_client.mainWindow(); }
    shell::Workspace &page() { return *window().workspace(); }
    models::RecordTableModel &table() { return page().table(); }
    render::GridView &grid() { return page().grid(); }
    render::TreeView &tree() { return page().tree(); }

    template<typename T>
    T *child(const QString &name)
    {
        T *found = page().template findChild<T *>(name); // each tab has widgets of the same names
        if (!found)
            found = window().template findChild<T *>(name);
        if (!found)
            qWarning("there is no %s", qPrintable(name));
        return found;
    }
    QAction *action(const QString &name) { return child<QAction>(name); }

    /// What was asked for is here.
    bool settled() { return !table().isLoading() && table().total() >= 0; }
    bool waitFor(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, 60000); }

    /// Goes to a container as a click in the tree does.
    bool open(const QString &dn)
    {
        auto &model = static_cast<models::TreeModel &>(*tree().model());
        model.refresh(true); // the tests' own units were made by somebody else
        if (!waitFor(
                [&] { return model.find(models::parentOfDn(dn)).isValid() || model.find(dn).isValid(); }))
            return false;
        model.reach(dn);
        if (!waitFor([&] { return model.find(dn).isValid(); }))
            return false;
        // Somewhere else first, so that choosing is a change.
        tree().setCurrentIndex(model.find(dn));
        if (page().location().dn.compare(dn, Qt::CaseInsensitive) != 0)
            page().goTo({.dn = dn, .search = {}, .filter = {}});
        return waitFor(
            [&] { return settled() && page().location().dn.compare(dn, Qt::CaseInsensitive) == 0; });
    }
    QStringList column(const QString &field)
    {
        QStringList texts;
        for (int i = 0; i < table().columnCount(); ++i) {
            for (int row = 0; table().fieldOf(i) == field && row < table().rowCount(); ++row)
                texts << table().index(row, i).data().toString();
        }
        return texts;
    }
    /// The row with this account or name.
    QModelIndex row(const QString &name)
    {
        for (int i = 0; i < table().rowCount(); ++i) {
            const wire::Record &record = table().record(i);
            if (record.text("sAMAccountName") == name || models::nameOf(record) == name)
                return table().index(i, 0);
        }
        return {};
    }
    /// Goes to a tab by its title, as a click does, and waits for its list.
    bool goToTab(const QString &title)
    {
        auto *tabs = child<QTabBar>(u"tabs"_s);
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title) {
                tabs->setCurrentIndex(i);
                return waitFor([this] { return settled(); });
            }
        }
        return false;
    }
    /// An action of the grid's own, from the menu, on what is chosen.
    bool act(const QString &name)
    {
        auto *menu = child<QMenu>(u"menuObject"_s);
        Q_EMIT menu->aboutToShow(); // it is filled for what is chosen
        auto *action = menu->findChild<QAction *>(u"custom_"_s + name);
        if (!action || !action->isEnabled())
            return false;
        action->trigger();
        return true;
    }
    /// The first row in which this field has this value; -1 when none has.
    int rowWith(QByteArrayView field, const QString &value)
    {
        for (int i = 0; i < table().rowCount(); ++i) {
            if (table().record(i).texts(field).contains(value))
                return i;
        }
        return -1;
    }
    bool choose(const QString &name)
    {
        const QModelIndex index = row(name);
        if (!index.isValid())
            return false;
        grid().setFocus();
        grid().scrollTo(index);
        QTest::mouseClick(grid().viewport(), Qt::LeftButton, {}, grid().visualRect(index).center());
        return grid().selectedRecords().size() == 1;
    }
    /// What a list in the detail pane shows in the column of a field.
    QStringList listed(const QString &list, const QString &field)
    {
        QStringList texts;
        auto *page = child<QWidget>(u"detailGrid_"_s + list);
        auto *view = page ? page->findChild<render::GridView *>() : nullptr;
        if (!view || !view->isVisible())
            return texts;
        const auto &rows = static_cast<const models::RecordTableModel &>(*view->model());
        for (int i = 0; i < rows.columnCount(); ++i) {
            for (int row = 0; rows.fieldOf(i) == field && row < rows.rowCount(); ++row)
                texts << rows.index(row, i).data().toString();
        }
        return texts;
    }
    /// Opens a page of the detail pane by its title, as a click does.
    bool openDetail(const QString &title)
    {
        auto *tabs = child<QTabBar>(u"detailTabs"_s);
        for (int i = 0; tabs->isVisible() && i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title) {
                tabs->setCurrentIndex(i);
                return true;
            }
        }
        return false;
    }
    QString message() { return child<QLabel>(u"message"_s)->text(); }
    /// What the bar above the grid says is shown.
    QString described() { return child<QLabel>(u"description"_s)->text(); }

private:
    shell::Client m_client;
};

/// A drag of these objects or files from elsewhere, dropped at a point of a view; false when it is not
/// accepted.
inline bool dropOn(QAbstractItemView &view, const QModelIndex &index, const QMimeData &mime)
{
    view.scrollTo(index);
    const QPoint at = view.visualRect(index).center();
    QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(view.viewport(), &enter);
    QDragMoveEvent move(at, Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(view.viewport(), &move);
    if (!move.isAccepted())
        return false;
    QDropEvent drop(at, Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(view.viewport(), &drop);
    return drop.isAccepted();
}

} // namespace smc::testgui
