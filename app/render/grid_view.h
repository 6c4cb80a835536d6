// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/record_table_model.h"
#include "shared/model/descriptor.h"

#include <QMimeData>
#include <QTableView>

class QLabel;

class QPushButton;

namespace smc::render {

class GridDelegate;

/// The list of a tab, drawn from a grid descriptor. It keeps, per grid and in the settings, which columns are
/// shown, their order and width, and the sort; it keeps the selection when rows are read anew. Type-ahead
/// goes by the first column. objectName "grid".
class GridView : public QTableView
{
    Q_OBJECT
public:
    explicit GridView(models::RecordTableModel &model, QWidget *parent = nullptr);

    /// Draws another grid: remembers the state of the one before, takes up that of this one.
    void setGrid(const model::Grid &grid);
    void saveState() const;
    void resetState();
    void setColumnShown(int column, bool shown);
    [[nodiscard]] bool isColumnShown(int column) const { return !isColumnHidden(column); }
    /// Fields of the shown columns, from left to right.
    [[nodiscard]] QStringList shownFields() const;

    [[nodiscard]] QList<wire::Record> selectedRecords() const;
    void selectId(const QString &id);
    /// Chosen (or all loaded) rows as CSV of the shown columns, as text is shown.
    [[nodiscard]] QString asCsv(bool selectedOnly) const;

    /// What stands in the middle while there are no rows: a sentence, and the first step.
    void setPlaceholder(const QString &text, const QString &action = {});
    /// Waiting: where, and how to withdraw.
    void setWaiting(const QString &text);

Q_SIGNALS:
    void opened(const QModelIndex &index);
    void selectionMoved();
    void placeholderClicked();
    void cancelClicked();
    void columnsChanged();
    /// Objects or files were dropped on a row (an invalid index: beside the rows).
    void droppedOn(const QModelIndex &index, const QMimeData *mime);
    /// Whether a drop would do something; a slot sets `accept`.
    void dropAsked(const QModelIndex &index, const QMimeData *mime, bool *accept);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void keyboardSearch(const QString &search) override;
    void resizeEvent(QResizeEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void restoreState();
    void keepSelection();
    void giveSelectionBack();
    void sortBy(int column, Qt::SortOrder order);
    void placeNotice();
    void updateRowHeight();
    void setDropRow(int row);
    [[nodiscard]] QString settingsKey() const;

    models::RecordTableModel &m_model;
    GridDelegate *m_delegate;
    QWidget *m_notice;
    QLabel *m_noticeText;
    QPushButton *m_noticeAction;
    QStringList m_keptIds;
    QString m_keptCurrent;
    int m_keptScroll = 0;
    bool m_waiting = false;
    bool m_restoring = false;
};

} // namespace smc::render
