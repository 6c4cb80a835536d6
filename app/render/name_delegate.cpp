// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/name_delegate.h"

#include <QFocusEvent>
#include <QLineEdit>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

QWidget *NameDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                    const QModelIndex &index) const
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(u"nameEditor"_s);
    edit->setAccessibleName(tr("New name of %1").arg(index.data(Qt::EditRole).toString()));
    edit->setMaxLength(64); // cn, [MS-ADA1] 2.110
    return edit;
}

void NameDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    // A refresh underneath does not take away what is being typed.
    if (auto *edit = static_cast<QLineEdit *>(editor); !edit->isModified()) {
        edit->setText(index.data(Qt::EditRole).toString());
        edit->selectAll();
    }
}

void NameDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    model->setData(index, static_cast<QLineEdit *>(editor)->text().trimmed(), Qt::EditRole);
}

bool NameDelegate::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) {
        // Its own context menu is not somewhere else.
        if (static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason)
            Q_EMIT closeEditor(static_cast<QWidget *>(watched), RevertModelCache);
        return false;
    }
    return QStyledItemDelegate::eventFilter(watched, event);
}

} // namespace smc::render
