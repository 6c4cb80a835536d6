// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "shared/wire/record.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QListWidget;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace smc::render {

class Context;
class DetailOverview;

/// The pane below a grid: what is known of the selected object, without a dialog. It shows at once what the
/// row holds and completes it from the service. objectName "detail".
class DetailPane : public QWidget
{
    Q_OBJECT
public:
    explicit DetailPane(Context &context, QWidget *parent = nullptr);
    ~DetailPane() override;

    /// The grid's selection; several are counted by kind.
    void setRecords(const QList<wire::Record> &records, const QStringList &fields);
    void refresh();

Q_SIGNALS:
    void editClicked();
    void passwordClicked();
    /// A name was clicked: a group, a member, a manager.
    void objectClicked(const QString &dn);

private:
    void show(const wire::Record &record, bool complete);
    void showMany(const QList<wire::Record> &records);
    void showNothing();
    void fetch();
    void fillList(QListWidget *list, const QStringList &dns);
    void setTabs(const wire::Record &record);

    Context &m_context;
    QLabel *m_icon;
    QLabel *m_name;
    QLabel *m_subtitle;
    QTabBar *m_tabs;
    QToolButton *m_edit;
    QToolButton *m_password;
    QStackedWidget *m_pages;
    DetailOverview *m_overview;
    QListWidget *m_groups;
    QListWidget *m_members;
    QTimer m_settle; ///< reads once the selection rests
    QPointer<data::Call> m_call;
    QList<wire::Record> m_records;
    QStringList m_fields;
    quint64 m_generation = 0;
};

} // namespace smc::render
