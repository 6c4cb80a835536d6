// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/provisioning_window.h"

#include "app/provisioning/columns_page.h"
#include "app/provisioning/rules_page.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::provisioning {

ProvisioningWindow::ProvisioningWindow(render::Context &context, const QString &csvFile, const QString &ouDn,
                                       const QString &ouName)
    : QDialog(context.window(), Qt::Window | Qt::WindowTitleHint | Qt::WindowSystemMenuHint |
                                    Qt::WindowMinMaxButtonsHint | Qt::WindowCloseButtonHint)
    , m_context(context)
    , m_ouName(ouName)
    , m_heading(new QLabel)
    , m_below(new QLabel)
    , m_steps(new QTabBar)
    , m_pages(new QStackedWidget)
    , m_columnsPage(new ColumnsPage(context))
    , m_rulesPage(new RulesPage(context, ouDn))
    , m_tablePage(new QWidget)
    , m_counts(new QLabel)
    , m_show(new QComboBox)
    , m_table(new QTableView)
    , m_fault(new QLabel)
    , m_progress(new QProgressBar)
    , m_progressText(new QLabel)
    , m_stop(new QPushButton(tr("Stop")))
    , m_willHappen(new QLabel)
    , m_withPasswords(new QCheckBox(tr("with the &passwords")))
    , m_back(new QPushButton(tr("◂ &Back")))
    , m_next(new QPushButton)
    , m_retry(new QPushButton(tr("Re&try the failed")))
    , m_export(new QPushButton(tr("E&xport…")))
    , m_close(new QPushButton(tr("Close")))
    , m_run(context, this)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"provisioning"_s);
    resize(960, 620);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_heading->setFont(large);
    m_heading->setTextFormat(Qt::PlainText);
    m_below->setPalette(render::mutedPalette(palette()));
    m_below->setTextFormat(Qt::PlainText);
    m_steps->setObjectName(u"provisioning_steps"_s);
    m_steps->setDrawBase(true);
    m_steps->setExpanding(false);
    for (const auto &title : {tr("&1 Columns"), tr("&2 Rules"), tr("&3 Check"), tr("&4 Run")})
        m_steps->addTab(title);
    buildTable();
    m_pages->addWidget(m_columnsPage);
    m_pages->addWidget(m_rulesPage);
    m_pages->addWidget(m_tablePage);

    m_fault->setObjectName(u"provisioning_fault"_s);
    m_fault->setWordWrap(true);
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setPalette(render::statePalette(palette(), render::Severity::Fault));
    m_fault->hide();
    m_progress->setObjectName(u"provisioning_progress"_s);
    m_progress->setMaximumHeight(12);
    m_progress->setTextVisible(false);
    m_stop->setObjectName(u"provisioning_stop"_s);
    auto *wait = new QHBoxLayout;
    wait->addWidget(m_progressText);
    wait->addWidget(m_progress, 1);
    wait->addWidget(m_stop);
    m_willHappen->setObjectName(u"will_happen"_s);
    m_willHappen->setTextFormat(Qt::PlainText);
    m_withPasswords->setObjectName(u"provisioning_with_passwords"_s);
    m_withPasswords->setToolTip(
        tr("The file then holds every generated password in clear. Only you may read it."));
    m_back->setObjectName(u"provisioning_back"_s);
    m_next->setObjectName(u"provisioning_next"_s);
    m_retry->setObjectName(u"provisioning_retry"_s);
    m_export->setObjectName(u"provisioning_export"_s);
    m_close->setObjectName(u"provisioning_close"_s);
    m_next->setDefault(true);
    for (auto *button : {m_stop, m_back, m_retry, m_export, m_close})
        button->setAutoDefault(false);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    bottom->addWidget(m_willHappen, 1);
    bottom->addWidget(m_withPasswords);
    bottom->addWidget(m_export);
    bottom->addWidget(m_retry);
    bottom->addWidget(m_back);
    bottom->addWidget(m_next);
    bottom->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_heading);
    layout->addWidget(m_below);
    layout->addWidget(m_steps);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_fault);
    layout->addLayout(wait);
    layout->addLayout(bottom);

    connect(m_steps, &QTabBar::currentChanged, this, &ProvisioningWindow::stepChanged);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(m_steps->currentIndex() - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (m_steps->currentIndex() == Check)
            run();
        else
            goTo(m_steps->currentIndex() + 1);
    });
    connect(m_close, &QPushButton::clicked, this, &ProvisioningWindow::reject);
    connect(m_retry, &QPushButton::clicked, this, &ProvisioningWindow::retryFailed);
    connect(m_export, &QPushButton::clicked, this, [this] {
        m_context.dialogs().saveFile(this, tr("Export the rows"),
                                     QFileInfo(m_columnsPage->file()).completeBaseName() + u"-results.csv"_s,
                                     tr("CSV (*.csv)"), [this](const QString &file) {
                                         if (!file.isEmpty())
                                             exportRows(file);
                                     });
    });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_run.isRunning()) {
            m_run.cancel();
        } else if (m_check) {
            m_check->cancel();
            m_check = nullptr;
            refresh();
        }
    });
    const auto outdated = [this] {
        m_checked = false;
        m_refused.clear();
        m_rulesPage->setPeople(m_columnsPage->table(), m_columnsPage->targets());
        refresh();
    };
    connect(m_columnsPage, &ColumnsPage::changed, this, [this, outdated] {
        m_decisions.clear();
        m_passwords.clear();
        outdated();
    });
    connect(m_rulesPage, &RulesPage::changed, this, [this] {
        m_checked = false;
        m_refused.clear();
        refresh();
    });
    connect(&m_run, &render::BatchRun::progress, this, [this](int done, int failed, int total) {
        m_progress->setRange(0, total);
        m_progress->setValue(done);
        m_progressText->setText(failed == 0 ? tr("%1 of %2").arg(done).arg(total)
                                            : tr("%1 of %2, %3 failed").arg(done).arg(total).arg(failed));
    });
    connect(&m_run, &render::BatchRun::itemDone, this,
            [this](int index, const QString &state, const Error &error) {
                if (index >= 0 && index < m_sent.size())
                    m_model.setResult(m_sent.at(index), {state, error});
                refresh();
            });
    connect(&m_run, &render::BatchRun::ended, this, [this] {
        m_context.announce(u"identity/users"_s);
        refresh();
    });
    connect(&m_run, &render::BatchRun::failed, this, &ProvisioningWindow::showFault);
    m_columnsPage->setFile(csvFile);
    refresh();
}

void ProvisioningWindow::buildTable()
{
    m_counts->setObjectName(u"provisioning_counts"_s);
    m_show->setObjectName(u"provisioning_show"_s);
    m_show->setAccessibleName(tr("Rows to show"));
    m_show->addItem(tr("show: all"), int(PlanModel::Show::All));
    m_show->addItem(tr("show: ready"), int(PlanModel::Show::Ready));
    m_show->addItem(tr("show: to decide"), int(PlanModel::Show::Decide));
    m_show->addItem(tr("show: cannot"), int(PlanModel::Show::Cannot));
    m_show->addItem(tr("show: failed"), int(PlanModel::Show::Failed));
    m_model.setPalette(palette());
    m_table->setObjectName(u"provisioning_rows"_s);
    m_table->setAccessibleName(tr("Rows of the file"));
    m_table->setModel(&m_model);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(PlanModel::LineColumn, 50);
    m_table->setColumnWidth(PlanModel::NameColumn, 200);
    m_table->setColumnWidth(PlanModel::AccountColumn, 150);
    m_table->setColumnWidth(PlanModel::GroupsColumn, 180);
    m_table->setColumnWidth(PlanModel::FindingColumn, 300);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_leaveOut = new QPushButton(tr("&Leave out"));
    auto *leaveOut = m_leaveOut;
    leaveOut->setObjectName(u"provisioning_leave_out"_s);
    leaveOut->setAutoDefault(false);
    leaveOut->setToolTip(tr("Takes the selected rows out of the run, or in again"));
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_counts, 1);
    line->addWidget(leaveOut);
    line->addWidget(m_show);
    auto *layout = new QVBoxLayout(m_tablePage);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(m_table, 1);
    connect(m_show, &QComboBox::currentIndexChanged, this,
            [this] { m_model.setShow(static_cast<PlanModel::Show>(m_show->currentData().toInt())); });
    connect(&m_model, &PlanModel::decided, this, &ProvisioningWindow::decided);
    connect(leaveOut, &QPushButton::clicked, this, [this] {
        const auto rows = m_table->selectionModel()->selectedRows();
        for (const auto &index : rows) {
            auto &decision = m_decisions[m_model.planRow(index.row())];
            decision.leaveOut = !decision.leaveOut;
        }
        planAgain();
    });
}

PlanSource ProvisioningWindow::source() const
{
    return {m_columnsPage->table(), m_columnsPage->targets(), m_rulesPage->rules(), m_decisions, m_passwords};
}

void ProvisioningWindow::goTo(int step)
{
    m_steps->setCurrentIndex(step);
}

void ProvisioningWindow::stepChanged()
{
    const int step = m_steps->currentIndex();
    m_pages->setCurrentIndex(std::min<int>(step, Check));
    m_table->setColumnHidden(PlanModel::FindingColumn, step == Run);
    m_table->setColumnHidden(PlanModel::ResultColumn, step != Run);
    if (step == Check && !m_checked && !m_check)
        check();
    refresh();
}

void ProvisioningWindow::check()
{
    m_fault->hide();
    m_taken = {};
    m_refused.clear();
    planAgain(); // what can be known without asking stands there at once
    m_check = new DirectoryCheck(m_context, source(), this);
    connect(m_check, &DirectoryCheck::progress, this, [this](const QString &text, int done, int total) {
        m_progressText->setText(text);
        m_progress->setRange(0, total);
        m_progress->setValue(done);
    });
    connect(m_check, &DirectoryCheck::failed, this, [this](const Error &error) {
        m_check->deleteLater();
        m_check = nullptr;
        showFault(error);
    });
    connect(m_check, &DirectoryCheck::finished, this, [this] {
        m_taken = m_check->taken();
        m_refused = m_check->refused();
        m_check->deleteLater();
        m_check = nullptr;
        m_checked = true;
        planAgain();
    });
    m_check->start();
    refresh();
}

void ProvisioningWindow::planAgain()
{
    const auto all = source();
    m_model.setPlan(
        makePlan(all.table, all.targets, all.rules, m_taken, m_decisions, m_passwords, m_refused));
    refresh();
}

void ProvisioningWindow::decided(int planRow, int column, const QString &value)
{
    if (planRow < 0)
        return;
    auto &decision = m_decisions[planRow];
    (column == PlanModel::AccountColumn ? decision.account : decision.name) = value;
    m_refused.remove(planRow);
    // A name that nobody asked the directory about yet: after a run only the service's answer counts.
    if (m_ran)
        planAgain();
    else
        check();
}

void ProvisioningWindow::run()
{
    if (m_run.isRunning() || m_ran)
        return;
    QList<int> rows;
    for (int i = 0; i < m_model.plan().rows.size(); ++i) {
        if (m_model.plan().rows.at(i).state() != RowState::Cannot)
            rows << i;
    }
    m_ran = true;
    goTo(Run);
    send(rows);
}

void ProvisioningWindow::retryFailed()
{
    QList<int> rows;
    for (int i = 0; i < m_model.plan().rows.size(); ++i) {
        if (m_model.result(i).state == "failed"_L1 || m_model.result(i).state == "pending"_L1)
            rows << i;
    }
    send(rows);
}

void ProvisioningWindow::send(const QList<int> &planRows)
{
    if (planRows.isEmpty() || m_run.isRunning())
        return;
    m_fault->hide();
    m_sent = planRows;
    QJsonArray items;
    const auto rules = m_rulesPage->rules();
    for (const int row : planRows) {
        items << itemOf(m_model.plan().rows.at(row), rules);
        m_model.setResult(row, {u"pending"_s, {}});
    }
    m_progressText->setText(tr("Handing over to the service…"));
    m_progress->setRange(0, 0);
    m_run.start(u"identity/users"_s, items, tr("New people in %1").arg(m_ouName));
    refresh();
}

void ProvisioningWindow::showFault(const Error &error)
{
    m_fault->setText(u"⚠ "_s + (error.hint.isEmpty() ? error.message : error.message + u' ' + error.hint));
    m_fault->show();
    // Nothing of what was handed over is known to be done: it can be tried again.
    refresh();
}

void ProvisioningWindow::refresh()
{
    const int step = m_steps->currentIndex();
    const auto &plan = m_model.plan();
    const int rows = int(m_columnsPage->table().rows.size());
    const QString file = QFileInfo(m_columnsPage->file()).fileName();
    m_heading->setText(tr("New people in %1").arg(m_ouName));
    m_below->setText(file.isEmpty() ? QString() : tr("%1, %n row(s)", nullptr, rows).arg(file));
    setWindowTitle(file.isEmpty() ? m_heading->text() : m_heading->text() + u" – "_s + file);

    const bool busy = m_check || m_run.isRunning();
    const bool columnsFine = m_columnsPage->missing().isEmpty();
    m_steps->setTabEnabled(Columns, !m_ran);
    m_steps->setTabEnabled(Rules, columnsFine && !m_ran);
    m_steps->setTabEnabled(Check, columnsFine && !m_ran);
    m_steps->setTabEnabled(Run, m_ran);
    m_progress->setVisible(busy);
    m_progressText->setVisible(busy);
    m_stop->setVisible(busy);
    m_back->setVisible(step > Columns && step != Run);
    m_next->setVisible(step != Run);
    m_next->setText(step == Check ? tr("&Run ▸") : tr("&Next ▸"));
    m_next->setEnabled(step == Check ? m_checked && !busy && plan.users() > 0 : columnsFine);
    m_withPasswords->setVisible(step >= Check && m_rulesPage->rules().password == PasswordMode::Generated);
    m_leaveOut->setVisible(step == Check);
    m_export->setVisible(step >= Check);
    m_export->setEnabled(!busy);
    const int failed = m_model.resultCount(u"failed"_s);
    const int pending = m_model.resultCount(u"pending"_s);
    m_retry->setVisible(step == Run && !busy && failed + pending > 0);
    if (step == Check) {
        m_counts->setText(tr("✓ %1 ready    ⚠ %2 to decide    ✗ %3 cannot")
                              .arg(plan.count(RowState::Ready))
                              .arg(plan.count(RowState::Decide))
                              .arg(plan.count(RowState::Cannot)));
        m_willHappen->setText(m_checked ? tr("Will happen: %1, %2, no deletion.")
                                              .arg(tr("%n user(s)", nullptr, plan.users()),
                                                   tr("%n membership(s)", nullptr, plan.memberships()))
                                        : QString());
    } else if (step == Run) {
        QStringList counts{tr("✓ %1 created").arg(m_model.resultCount(u"ok"_s))};
        if (failed > 0)
            counts << tr("✗ %1 failed").arg(failed);
        if (pending > 0)
            counts << tr("… %1 waiting").arg(pending);
        m_counts->setText(counts.join(u"    "_s));
        m_willHappen->setText(busy                   ? tr("The job goes on when this window is closed.")
                              : failed + pending > 0 ? tr("Edit what failed, then try again.")
                                                     : tr("Done."));
    } else {
        m_willHappen->clear();
    }
}

void ProvisioningWindow::exportRows(const QString &fileName)
{
    const bool passwords = m_withPasswords->isVisible() && m_withPasswords->isChecked();
    QFile file(fileName);
    Error error;
    error.code = ErrorCode::Invalid;
    error.place = fileName;
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        error.message = file.errorString();
        return showFault(error);
    }
    // Before the first byte is in it.
    if (passwords && !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
        error.message = tr("The file can't be kept from others: %1").arg(file.errorString());
        return showFault(error);
    }
    QStringList heading{tr("Line"),         tr("Name"),    tr("Account"),
                        tr("Sign-in name"), tr("Finding"), tr("Result")};
    if (passwords)
        heading << tr("Password");
    QByteArray out("\xEF\xBB\xBF" + csvRow(heading));
    for (int i = 0; i < m_model.plan().rows.size(); ++i) {
        const auto &row = m_model.plan().rows.at(i);
        const auto result = m_model.result(i);
        QStringList cells{QString::number(row.line),
                          row.name,
                          row.account,
                          row.record.text("userPrincipalName"),
                          row.findingText(),
                          result.state == "ok"_L1       ? tr("created")
                          : result.state == "failed"_L1 ? result.error.message
                                                        : QString()};
        if (passwords)
            cells << (row.state() == RowState::Cannot ? QString() : row.password);
        out += csvRow(cells);
    }
    if (file.write(out) != out.size() || !file.flush()) {
        error.message = file.errorString();
        return showFault(error);
    }
    m_context.say(render::Severity::Done, passwords ? tr("Rows exported with passwords to %1").arg(fileName)
                                                    : tr("Rows exported to %1").arg(fileName));
}

void ProvisioningWindow::reject()
{
    if (m_run.isRunning())
        m_context.say(render::Severity::Note, tr("New people in %1: the job goes on").arg(m_ouName));
    QDialog::reject();
}

} // namespace smc::provisioning
