// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_values.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

MultiEditor::MultiEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_list(new QListWidget)
    , m_edit(new QLineEdit)
    , m_add(new QPushButton(tr("Add")))
    , m_remove(new QPushButton(tr("Remove")))
{
    dress(m_list);
    dress(m_edit, u"_new"_s);
    dress(m_add, u"_add"_s);
    dress(m_remove, u"_remove"_s);
    m_edit->setAccessibleName(tr("New value of %1").arg(field.label.shown()));
    m_edit->setPlaceholderText(tr("New value"));
    m_add->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFixedHeight(m_list->fontMetrics().height() * 3 + 32);
    auto *layout = new QGridLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_edit, 0, 0);
    layout->addWidget(m_add, 0, 1);
    layout->addWidget(m_list, 1, 0);
    layout->addWidget(m_remove, 1, 1, Qt::AlignTop);
    connect(m_edit, &QLineEdit::returnPressed, this, &MultiEditor::add);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        update();
        emitEdited();
    });
    connect(m_add, &QPushButton::clicked, this, &MultiEditor::add);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        qDeleteAll(m_list->selectedItems());
        update();
        emitEdited();
    });
    connect(m_list, &QListWidget::itemChanged, this, &MultiEditor::emitEdited);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &MultiEditor::update);
    update();
}

QWidget *MultiEditor::widget()
{
    return m_box;
}

QWidget *MultiEditor::focusTarget()
{
    return m_edit;
}

QStringList MultiEditor::values() const
{
    QStringList all;
    for (int row = 0; row < m_list->count(); ++row) {
        const QString text = m_list->item(row)->text().trimmed();
        if (!text.isEmpty())
            all << text;
    }
    // What was typed and not yet added counts: nobody types a number in order to lose it.
    const QString pending = m_edit->text().trimmed();
    if (!pending.isEmpty() && !all.contains(pending))
        all << pending;
    return all;
}

bool MultiEditor::isChanged() const
{
    // Values of an attribute have no order ([RFC 4512] 2.2).
    QStringList mine = values();
    QStringList theirs = loaded();
    mine.sort();
    theirs.sort();
    return mine != theirs;
}

QList<Error> MultiEditor::verify() const
{
    auto errors = Editor::verify();
    const QStringList now = values();
    if (limits().known && limits().single && now.size() > 1 && isChanged())
        errors << fault(tr("The directory keeps one value only here."), tr("Remove the others."));
    if (QSet<QString>(now.begin(), now.end()).size() != now.size())
        errors << fault(tr("A value stands here twice."));
    return errors;
}

void MultiEditor::show(const QStringList &values)
{
    m_list->clear();
    m_edit->clear();
    for (const auto &value : values)
        append(value);
    update();
}

void MultiEditor::showReadOnly(bool readOnly)
{
    m_locked = readOnly;
    m_edit->setVisible(!readOnly);
    m_add->setVisible(!readOnly);
    m_remove->setVisible(!readOnly);
    m_list->setEditTriggers(readOnly ? QAbstractItemView::NoEditTriggers
                                     : QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
}

void MultiEditor::add()
{
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty())
        return;
    if (m_list->findItems(text, Qt::MatchExactly | Qt::MatchCaseSensitive).isEmpty())
        append(text);
    m_edit->clear();
    update();
    emitEdited();
}

void MultiEditor::append(const QString &value)
{
    auto *item = new QListWidgetItem(value, m_list);
    item->setFlags(item->flags() | Qt::ItemIsEditable);
}

void MultiEditor::update()
{
    m_add->setEnabled(!m_edit->text().trimmed().isEmpty());
    m_remove->setEnabled(!m_list->selectedItems().isEmpty());
}

} // namespace smc::render
