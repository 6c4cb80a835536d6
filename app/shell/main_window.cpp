// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/main_window.h"

#include "app/models/format.h"
#include "app/models/icons.h"
#include "app/models/records.h"
#include "app/provisioning/provisioning_sheet.h"
#include "app/render/grid_view.h"
#include "app/render/sheet.h"
#include "app/render/tree_view.h"
#include "app/shell/description_bar.h"
#include "app/shell/find_anything.h"
#include "app/shell/message_dock.h"
#include "app/shell/object_actions.h"
#include "app/shell/status_line.h"
#include "app/shell/theme.h"
#include "app/shell/workspace.h"

#include <QApplication>
#include <QCloseEvent>
#include <QListWidget>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

MainWindow::MainWindow(data::RemoteDataSource &source, const model::DescriptorSet &descriptors,
                       const render::Person &person, render::Dialogs &dialogs)
    : m_context(new ShellContext(*this, source, descriptors, person, dialogs))
    , m_status(new StatusLine(source, this))
    , m_objects(new ObjectActions(*m_context, *m_status, this))
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(models::icon(u"network-server"_s));
    setContextMenuPolicy(Qt::NoContextMenu);
    setStatusBar(m_status);

    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_tabs = new QTabBar(central);
    m_tabs->setObjectName(u"tabs"_s);
    m_tabs->setAccessibleName(tr("Areas"));
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_pages = new QStackedWidget(central);
    m_pages->setObjectName(u"pages"_s);
    const auto addLine = [&] {
        auto *line = new QFrame(central);
        line->setObjectName(u"line"_s);
        line->setFixedHeight(1);
        layout->addWidget(line);
    };
    layout->addWidget(m_tabs);
    addLine();
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_status->messages().history());
    setCentralWidget(central);

    buildActions();
    buildMenus();
    buildToolBar();
    buildTabs();
    setPerson(person);
    restoreWindow();
    loadSearches();
    for (const model::DescriptorProblem &problem : descriptors.problems)
        m_context->say(render::Severity::Attention,
                       tr("A descriptor was left out: %1").arg(problem.toString()), {});
    connect(m_status, &StatusLine::waitCancelled, this, [this] {
        if (workspace())
            workspace()->cancel();
    });
    connect(m_tabs, &QTabBar::currentChanged, this, &MainWindow::switchTab);
    switchTab(m_tabs->currentIndex());
}

MainWindow::~MainWindow() = default;

Workspace *MainWindow::workspace() const
{
    return m_workspaces.value(m_tabs->currentIndex());
}

void MainWindow::setPerson(const render::Person &person)
{
    m_context->setPerson(person);
    m_status->setPerson(person);
    const QString domain = models::domainOfDn(person.baseDn());
    setWindowTitle(domain.isEmpty() ? tr("Samba Management Console")
                                    : tr("%1 – Samba Management Console").arg(domain));
    if (m_person) {
        m_person->setText(u"%1@%2"_s.arg(person.account, person.realm));
        m_person->setToolTip(person.readOnlyBecause.isEmpty() ? person.dn : person.readOnlyBecause);
        m_person->setAccessibleName(tr("Signed in as %1").arg(m_person->text()));
    }
    if (!person.readOnlyBecause.isEmpty())
        m_context->say(render::Severity::Attention,
                       tr("This session only reads: %1").arg(person.readOnlyBecause), {});
    updateActions();
}

void MainWindow::buildTabs()
{
    m_tabs->ensurePolished(); // else the first tab is laid out without the style sheet
    for (const model::Tab &tab : m_context->descriptors().tabs) {
        auto *page = new Workspace(*m_context, *m_objects, tab, m_pages);
        m_pages->addWidget(page);
        m_workspaces.append(page);
        m_tabs->addTab(models::icon(tab.icon), tab.title.shown());
        connectWorkspace(page);
        page->setDetailShown(action(u"actionDetail"_s)->isChecked());
        page->setShowsAll(action(u"actionShowAll"_s)->isChecked());
    }
}

void MainWindow::connectWorkspace(Workspace *page)
{
    connect(page, &Workspace::navigated, this, &MainWindow::updateActions);
    connect(page, &Workspace::selectionMoved, this, &MainWindow::updateActions);
    connect(page, &Workspace::waiting, m_status, &StatusLine::setWait);
    connect(page, &Workspace::loaded, this, [this](int age) {
        m_status->setAge(age);
        updateActions();
    });
    connect(page, &Workspace::propertiesAsked, action(u"actionProperties"_s), &QAction::trigger);
    connect(page, &Workspace::passwordAsked, action(u"actionPassword"_s), &QAction::trigger);
    connect(page, &Workspace::createAsked, this, [this] {
        if (!m_creates.isEmpty())
            m_creates.constFirst()->trigger();
    });
    connect(page, &Workspace::contextMenuAsked, this, [this](const QPoint &at) { m_objectMenu->popup(at); });
    connect(page, &Workspace::headerMenuAsked, this, [this](const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnsMenu(menu);
        menu->popup(at);
    });
    connect(page, &Workspace::treeMenuAsked, this, &MainWindow::showTreeMenu);
    auto *columns = new QMenu(page);
    columns->setObjectName(u"columnsMenu"_s);
    page->bar().columnsButton()->setMenu(columns);
    connect(columns, &QMenu::aboutToShow, this, [this, columns] { fillColumnsMenu(columns); });
    connect(page->bar().exportButton(), &QToolButton::clicked, action(u"actionExport"_s), &QAction::trigger);
    page->grid().setProperty("compact", density() == Density::Compact);
    page->tree().setProperty("compact", density() == Density::Compact);
}

void MainWindow::switchTab(int index)
{
    if (index < 0)
        return;
    m_pages->setCurrentIndex(index);
    workspace()->start();
    updateActions();
}

void MainWindow::updateActions()
{
    const Workspace *page = workspace();
    if (!page || !m_find)
        return;
    const QList<wire::Record> chosen = page->chosen();
    const bool changes = m_context->person().mayChange();
    const auto every = [&](const QString &resource) {
        return !chosen.isEmpty() &&
               std::all_of(chosen.begin(), chosen.end(), [&](const wire::Record &record) {
                   return models::resourceOf(record) == resource;
               });
    };
    const bool accounts =
        !chosen.isEmpty() && std::all_of(chosen.begin(), chosen.end(), [](const wire::Record &record) {
            return record.contains("userAccountControl");
        });
    const auto any = [&](const auto &test) { return std::any_of(chosen.begin(), chosen.end(), test); };
    const bool one = chosen.size() == 1;
    // What is on file servers can do what its grid says; objects of the directory can do what they are.
    const auto &offered = page->gridDescriptor().actions;
    const bool directory = page->table().isDirectory();
    const auto offers = [&](const QString &name) {
        return directory ? !offered.isEmpty()
                         : std::any_of(offered.begin(), offered.end(),
                                       [&name](const model::Action &each) { return each.name == name; });
    };
    const auto set = [this](const QString &name, bool on) { action(name)->setEnabled(on); };
    set(u"actionBack"_s, page->canGoBack());
    set(u"actionForward"_s, page->canGoForward());
    set(u"actionUp"_s, page->canGoUp());
    set(u"actionProperties"_s, !chosen.isEmpty() && (directory || offers(u"properties"_s)));
    set(u"actionCopy"_s, !chosen.isEmpty());
    set(u"actionRename"_s, changes && one && offers(u"rename"_s));
    set(u"actionRenameAccount"_s, changes && one && directory && offers(u"rename"_s));
    set(u"actionMove"_s, changes && !chosen.isEmpty() && offers(u"move"_s));
    set(u"actionDelete"_s, changes && !chosen.isEmpty() && offers(u"delete"_s));
    set(u"actionPassword"_s, changes && one && every(u"identity/users"_s));
    set(u"actionUnlock"_s, changes && accounts && any([](const wire::Record &record) {
                               return models::accountState(record).locked;
                           }));
    set(u"actionEnable"_s, changes && accounts && any([](const wire::Record &record) {
                               return models::accountState(record).disabled;
                           }));
    set(u"actionDisable"_s, changes && accounts && any([](const wire::Record &record) {
                                return !models::accountState(record).disabled;
                            }));
    set(u"actionAddToGroup"_s,
        changes && directory && !chosen.isEmpty() &&
            !any([](const wire::Record &record) { return models::isContainer(record); }));
    set(u"actionAddMember"_s, changes && one && every(u"identity/groups"_s));
    set(u"actionImport"_s, changes && directory && !page->location().isSearch());
    action(u"actionAddMember"_s)->setVisible(every(u"identity/groups"_s));
    for (const char *accountsOnly : {"actionMove", "actionRenameAccount", "actionPassword", "actionUnlock",
                                     "actionEnable", "actionDisable", "actionAddToGroup", "actionImport"})
        action(QString::fromLatin1(accountsOnly))->setVisible(directory);
    updateCreate();
}

void MainWindow::updateCreate()
{
    const Workspace *page = workspace();
    const QList<model::Create> &creates = page->gridDescriptor().creates;
    const bool may = m_context->person().mayChange();
    const QString key = page->gridDescriptor().name;
    if (m_newMenu->property("grid").toString() != key) {
        m_newMenu->setProperty("grid", key);
        qDeleteAll(m_creates);
        m_creates.clear();
        QAction *before = action(u"actionAfterCreate"_s);
        for (const model::Create &item : creates) {
            auto *made = new QAction(models::icon(item.icon), tr("New %1 …").arg(item.label.shown()), this);
            made->setObjectName(u"actionCreate_"_s + item.form);
            made->setIconText(u"+ "_s + item.label.shown());
            connect(made, &QAction::triggered, this, [this, item] { create(item); });
            m_creates << made;
        }
        m_newMenu->addActions(m_creates);
        for (QAction *made : std::as_const(m_creates)) {
            m_toolBar->insertAction(before, made);
            // Three in the toolbar; the rest are in the menu.
            if (m_creates.indexOf(made) > 3)
                m_toolBar->removeAction(made);
        }
    }
    for (QAction *made : std::as_const(m_creates))
        made->setEnabled(may);
    m_newMenu->setEnabled(may && !m_creates.isEmpty());
}

void MainWindow::create(const model::Create &create)
{
    Workspace *page = workspace();
    // After the grid has been told, select what was made.
    render::openCreate(*m_context, create.form, page->containerDn(),
                       [page = QPointer<Workspace>(page)](const QString &dn) {
                           if (page && !dn.isEmpty())
                               page->revealDn(dn);
                       });
}

void MainWindow::withChosen(const std::function<void(const QList<wire::Record> &)> &slot)
{
    if (Workspace *page = workspace(); page && !page->chosen().isEmpty())
        slot(page->chosen());
}

void MainWindow::restoreWindow()
{
    const QSettings settings;
    if (!restoreGeometry(settings.value(u"window/geometry"_s).toByteArray()))
        resize(1280, 800);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings;
    settings.setValue(u"window/geometry"_s, saveGeometry());
    for (const Workspace *page : std::as_const(m_workspaces))
        page->saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

} // namespace smc::shell
