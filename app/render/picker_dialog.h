// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/render/picker.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;
class QComboBox;

namespace smc::render {

/// The object picker; see picker.h. Typing searches after a short pause; names apart by ";" are resolved one
/// by one by Check Names. What is chosen is collected below, so that a second search does not lose the first
/// choice.
class PickerDialog : public QDialog
{
    Q_OBJECT
public:
    PickerDialog(Context &context, PickerRequest request, QWidget *parent);

    [[nodiscard]] QList<wire::Record> chosen() const { return m_chosen; }
    void checkNames();
    void accept() override;

private:
    struct Resolving
    {
        QString name;
        QList<wire::Record> found;
        qint64 total = 0;
        bool failed = false;
    };

    void searchSoon();
    void search();
    void found(const wire::RecordList &list);
    void addChosen(const wire::Record &record);
    void removeChosen();
    void addSelected();
    void resolved();
    void showChosen();
    void refresh();
    [[nodiscard]] QString resource() const;
    [[nodiscard]] QString kindFilter() const;
    [[nodiscard]] QUrlQuery queryFor(const QString &filter, bool fresh) const;
    [[nodiscard]] wire::Record recordOf(const QTreeWidgetItem *item) const;
    void addRow(QTreeWidget *list, const wire::Record &record, const QVariant &at);

    Context &m_context;
    PickerRequest m_request;
    QComboBox *m_kinds;
    QLineEdit *m_edit;
    QPushButton *m_check;
    QTreeWidget *m_results;
    QTreeWidget *m_list = nullptr;
    QLabel *m_note;
    QPushButton *m_ok;
    QPushButton *m_add;
    QPushButton *m_remove;
    QTimer m_timer;
    QPointer<data::Call> m_call;
    QList<wire::Record> m_found;
    QList<wire::Record> m_chosen;
    QList<Resolving> m_resolving;
    int m_open = 0;
    bool m_acceptWhenResolved = false;
};

} // namespace smc::render
