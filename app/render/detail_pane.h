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
    void show(const wire::Record &record);
    void showAnswer(wire::Record record);
    void showMany(const QList<wire::Record> &records);
    void showNothing();
    void fetch();
    /// The pages that the descriptor names, each with the names that an attribute of the object holds.
    void setPages(const model::Grid *grid, const wire::Record &record);
    [[nodiscard]] QListWidget *makeList(const QString &field);
    static void fillList(QListWidget *list, const QStringList &dns);
    [[nodiscard]] QList<DetailOverview::Item> overview(const model::Grid *grid,
                                                       const wire::Record &record) const;
    [[nodiscard]] QString labelOf(const model::Grid *grid, const QString &field) const;

    Context &m_context;
    QLabel *m_icon;
    QLabel *m_name;
    QLabel *m_subtitle;
    QTabBar *m_tabs;
    QToolButton *m_edit;
    QToolButton *m_password;
    QStackedWidget *m_pages;
    DetailOverview *m_overview;
    QStringList m_listFields; ///< of the pages after the overview
    QTimer m_settle;          ///< reads once the selection rests
    QPointer<data::Call> m_call;
    QList<wire::Record> m_records;
    QStringList m_fields;
    quint64 m_generation = 0;
};

} // namespace smc::render
