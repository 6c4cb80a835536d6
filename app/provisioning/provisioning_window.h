// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/provisioning/directory_check.h"
#include "app/provisioning/plan_model.h"
#include "app/render/batch_run.h"

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace smc::provisioning {

class ColumnsPage;
class RulesPage;

/// The provisioning sheet; see provisioning_sheet.h.
class ProvisioningWindow : public QDialog
{
    Q_OBJECT
public:
    enum Step { Columns, Rules, Check, Run };

    ProvisioningWindow(render::Context &context, const QString &csvFile, const QString &ouDn,
                       const QString &ouName);

    void goTo(int step);
    void check();
    void run();
    void retryFailed();
    void exportRows(const QString &file);
    void reject() override;

private:
    void buildTable();
    void stepChanged();
    void planAgain();
    void decided(int planRow, int column, const QString &value);
    void refresh();
    void send(const QList<int> &planRows);
    void showFault(const Error &error);
    [[nodiscard]] PlanSource source() const;

    render::Context &m_context;
    QString m_ouName;
    QLabel *m_heading;
    QLabel *m_below;
    QTabBar *m_steps;
    QStackedWidget *m_pages;
    ColumnsPage *m_columnsPage;
    RulesPage *m_rulesPage;
    QWidget *m_tablePage;
    QLabel *m_counts;
    QPushButton *m_leaveOut = nullptr;
    QComboBox *m_show;
    QTableView *m_table;
    PlanModel m_model;
    QLabel *m_fault;
    QProgressBar *m_progress;
    QLabel *m_progressText;
    QPushButton *m_stop;
    QLabel *m_willHappen;
    QCheckBox *m_withPasswords;
    QPushButton *m_back;
    QPushButton *m_next;
    QPushButton *m_retry;
    QPushButton *m_export;
    QPushButton *m_close;
    QPointer<DirectoryCheck> m_check;
    render::BatchRun m_run;
    bool m_checked = false;
    bool m_ran = false;
    Taken m_taken;
    QHash<int, Error> m_refused;
    QHash<int, Decision> m_decisions;
    QHash<int, QString> m_passwords;
    QList<int> m_sent; ///< plan rows of the batch under way, by item index
};

} // namespace smc::provisioning
