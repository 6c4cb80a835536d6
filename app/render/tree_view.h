// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/tree_model.h"

#include <QMimeData>
#include <QTimer>
#include <QTreeView>

namespace smc::render {

/// The tree at the left of a tab. It keeps which nodes are open, in the settings. A node opens by itself when
/// something is held over it while dragging. objectName "tree".
class TreeView : public QTreeView
{
    Q_OBJECT
public:
    explicit TreeView(models::TreeModel &model, QWidget *parent = nullptr);

    void saveState() const;
    /// Opens what was open, as its nodes arrive.
    void restoreState();
    void selectIndex(const QModelIndex &index);

Q_SIGNALS:
    void chosen(const QModelIndex &index);
    void droppedOn(const QModelIndex &index, const QMimeData *mime);
    void dropAsked(const QModelIndex &index, const QMimeData *mime, bool *accept);

protected:
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void reopen(const QModelIndex &index);
    void tellSight();
    [[nodiscard]] QString settingsKey() const;

    models::TreeModel &m_model;
    QStringList m_open; ///< DNs that were open when the state was saved
    bool m_quiet = false;
    QTimer m_sight; ///< what is in sight is told once the view has come to rest
};

} // namespace smc::render
