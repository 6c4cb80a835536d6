// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_dn.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/picker.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

/// "Jo Weiß  ·  Sales/Berlin": the name first, and what tells two of one name apart.
QString shownReference(const QString &dn)
{
    return models::nameOfDn(dn) + u"  ·  "_s + models::placeOfDn(models::parentOfDn(dn));
}

} // namespace

DnEditor::DnEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_shown(new QLineEdit)
    , m_choose(new QPushButton(tr("Choose…")))
    , m_open(new QToolButton)
    , m_clear(new QToolButton)
{
    dress(m_shown);
    dress(m_choose, u"_choose"_s);
    dress(m_open, u"_open"_s);
    dress(m_clear, u"_clear"_s);
    m_choose->setAutoDefault(false);
    m_shown->setReadOnly(true);
    m_shown->setPlaceholderText(tr("nobody"));
    m_open->setText(u"↗"_s);
    m_open->setToolTip(tr("Show its properties"));
    m_open->setAccessibleName(tr("Show the properties of %1").arg(field.label.shown()));
    m_clear->setText(u"×"_s);
    m_clear->setToolTip(tr("Take it off"));
    m_clear->setAccessibleName(tr("Take off %1").arg(field.label.shown()));
    auto *layout = new QHBoxLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_shown, 1);
    layout->addWidget(m_open);
    layout->addWidget(m_clear);
    layout->addWidget(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &DnEditor::choose);
    connect(m_open, &QToolButton::clicked, this, [this] {
        if (!m_dn.isEmpty())
            this->context().openProperties(this->field().from.section(u',', 0, 0), m_dn);
    });
    connect(m_clear, &QToolButton::clicked, this, [this] { edit({}); });
}

QWidget *DnEditor::widget()
{
    return m_box;
}

QWidget *DnEditor::focusTarget()
{
    return m_choose;
}

QStringList DnEditor::values() const
{
    return m_dn.isEmpty() ? QStringList() : QStringList(m_dn);
}

QString DnEditor::describe(const QStringList &values) const
{
    return values.isEmpty() ? Editor::describe(values) : models::nameOfDn(values.first());
}

void DnEditor::show(const QStringList &values)
{
    m_dn = values.value(0);
    m_shown->setText(m_dn.isEmpty() ? QString() : shownReference(m_dn));
    m_shown->setToolTip(m_dn);
    m_open->setEnabled(!m_dn.isEmpty());
    m_clear->setEnabled(!m_dn.isEmpty());
}

void DnEditor::showReadOnly(bool readOnly)
{
    m_choose->setVisible(!readOnly);
    m_clear->setVisible(!readOnly);
}

void DnEditor::choose()
{
    PickerRequest request;
    request.title = tr("Choose: %1").arg(field().label.shown());
    request.resources = field().from.split(u',', Qt::SkipEmptyParts);
    request.multiple = false;
    openPicker(context(), m_box, request, [this](const QList<wire::Record> &chosen) {
        if (!chosen.isEmpty())
            edit({chosen.first().text("distinguishedName")});
    });
}

DnsEditor::DnsEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_list(new QListWidget)
    , m_add(new QPushButton(tr("Add…")))
    , m_remove(new QPushButton(tr("Remove")))
{
    dress(m_list);
    dress(m_add, u"_add"_s);
    dress(m_remove, u"_remove"_s);
    m_add->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFixedHeight(m_list->fontMetrics().height() * 4 + 32);
    auto *buttons = new QVBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QHBoxLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    connect(m_add, &QPushButton::clicked, this, &DnsEditor::choose);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        qDeleteAll(m_list->selectedItems());
        emitEdited();
    });
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) {
        this->context().openProperties(this->field().from.section(u',', 0, 0),
                                       item->data(Qt::UserRole).toString());
    });
}

QWidget *DnsEditor::widget()
{
    return m_box;
}

QWidget *DnsEditor::focusTarget()
{
    return m_list;
}

QStringList DnsEditor::values() const
{
    QStringList all;
    for (int row = 0; row < m_list->count(); ++row)
        all << m_list->item(row)->data(Qt::UserRole).toString();
    return all;
}

bool DnsEditor::isChanged() const
{
    QStringList mine = values();
    QStringList theirs = loaded();
    mine.sort();
    theirs.sort();
    return mine != theirs;
}

QString DnsEditor::describe(const QStringList &values) const
{
    QStringList names;
    for (const auto &dn : values)
        names << models::nameOfDn(dn);
    return Editor::describe(names);
}

void DnsEditor::show(const QStringList &values)
{
    m_list->clear();
    for (const auto &dn : values) {
        auto *item = new QListWidgetItem(shownReference(dn), m_list);
        item->setData(Qt::UserRole, dn);
        item->setToolTip(dn);
    }
}

void DnsEditor::showReadOnly(bool readOnly)
{
    m_add->setVisible(!readOnly);
    m_remove->setVisible(!readOnly);
}

void DnsEditor::choose()
{
    PickerRequest request;
    request.title = tr("Add to: %1").arg(field().label.shown());
    request.resources = field().from.split(u',', Qt::SkipEmptyParts);
    openPicker(context(), m_box, request, [this](const QList<wire::Record> &chosen) {
        QStringList all = values();
        for (const auto &record : chosen) {
            const QString dn = record.text("distinguishedName");
            if (!all.contains(dn, Qt::CaseInsensitive))
                all << dn;
        }
        edit(all);
    });
}

} // namespace smc::render
