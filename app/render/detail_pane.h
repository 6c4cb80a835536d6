// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/render/detail_overview.h"
#include "shared/model/descriptor.h"
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

/// The pane below a grid: what is known of the selected object, without a dialog. It shows at once what the
/// row holds and completes it from the service. Beside the overview it has the pages of its grid's
/// descriptor. objectName "detail".
class DetailPane : public QWidget
{
    Q_OBJECT
public:
    explicit DetailPane(Context &context, QWidget *parent = nullptr);
    ~DetailPane() override;

    /// It shows charts first, of all objects while none is chosen: the pane of a dashboard.
    void setDashboard() { m_dashboard = true; }
    /// What is chosen in a grid; several are counted by kind, and shown together in charts. A server's
    /// objects are shown as `grid` says, those of the directory as the grid of their kind does. Those that
    /// nobody has chosen (`chosen` false) are all that there are.
    void setRecords(const QList<wire::Record> &records, const model::Grid &grid, bool chosen = true);
    void refresh();

Q_SIGNALS:
    void editClicked();
    void passwordClicked();
    /// A name was clicked: a group, a member, a manager.
    void objectClicked(const QString &dn);
    /// An action is wanted of rows of a list that belongs to the object.
    void actionAsked(const smc::model::Action &action, const QList<smc::wire::Record> &records);

private:
    void show(const wire::Record &record);
    void showAnswer(wire::Record record);
    void showMany(const QList<wire::Record> &records);
    void showAll(const QList<wire::Record> &records);
    void showCharts(const QList<wire::Record> &records, int page);
    void showNothing();
    void fetch();
    [[nodiscard]] const model::Grid *gridOf(const wire::Record &record) const;
    /// The pages that the descriptor names, filled for the object.
    void setPages(const model::Grid *grid, const QList<wire::Record> &records);
    [[nodiscard]] QList<model::DetailPage> pagesOf(const model::Grid *grid) const;
    void makePages(const QList<model::DetailPage> &pages);
    [[nodiscard]] QWidget *makePage(const model::DetailPage &page);
    void saveAs(const QString &suggestion, const QString &filter, const QByteArray &content);
    [[nodiscard]] QListWidget *makeList(const QString &field);
    static void fillList(QListWidget *list, const QStringList &dns);
    [[nodiscard]] QList<DetailOverview::Item> overview(const model::Grid *grid,
                                                       const wire::Record &record) const;
    [[nodiscard]] QString labelOf(const model::Grid *grid, const QString &field) const;
    [[nodiscard]] static QString headingOf(const model::Grid *grid, const wire::Record &record);

    Context &m_context;
    QLabel *m_icon;
    QLabel *m_name;
    QLabel *m_subtitle;
    QTabBar *m_tabs;
    QToolButton *m_edit;
    QToolButton *m_password;
    QStackedWidget *m_pages;
    DetailOverview *m_overview;
    bool m_dashboard = false;
    QStringList m_pageKeys; ///< of the pages after the overview
    QTimer m_settle;        ///< reads once the selection rests
    QPointer<data::Call> m_call;
    QList<wire::Record> m_records;
    model::Grid m_grid;
    quint64 m_generation = 0;
};

} // namespace smc::render
