// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/sheet_attributes.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"
#include "app/render/editor_values.h"
#include "app/render/form_page.h"
#include "app/render/form_schema.h"
#include "shared/wire/paths.h"

#include <QCheckBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrlQuery>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

enum AttributeColumn { AttributeName, AttributeValue, AttributeKind };

QString attributeValues(const QStringList &values)
{
    constexpr qsizetype shown = 300;
    QString text = values.join(u"; "_s).simplified();
    if (text.size() > shown)
        text = text.left(shown) + u'…';
    return text;
}

} // namespace

SheetAttributes::SheetAttributes(Context &context, const model::Form &form,
                                 std::function<Editor *(const QString &)> formEditor, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_form(form)
    , m_formEditor(std::move(formEditor))
    , m_filter(new QLineEdit)
    , m_all(new QCheckBox(tr("Also attributes without a value")))
    , m_list(new QTreeWidget)
    , m_note(new QLabel)
{
    setObjectName(u"page_attributes"_s);
    m_filter->setObjectName(u"attributes_filter"_s);
    m_filter->setPlaceholderText(tr("Filter by name or value"));
    m_filter->setAccessibleName(tr("Filter of the attributes"));
    m_filter->setClearButtonEnabled(true);
    m_all->setObjectName(u"attributes_all"_s);
    m_list->setObjectName(u"attributes"_s);
    m_list->setAccessibleName(tr("Attributes"));
    m_list->setHeaderLabels({tr("Attribute"), tr("Value"), tr("Kind")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(AttributeName, Qt::AscendingOrder);
    m_list->header()->resizeSection(AttributeName, 220);
    m_list->header()->resizeSection(AttributeValue, 300);
    m_note->setPalette(mutedPalette(palette()));
    auto *line = new QHBoxLayout;
    line->addWidget(m_filter, 1);
    line->addWidget(m_all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 16, 8, 16);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    connect(m_filter, &QLineEdit::textChanged, this, &SheetAttributes::filter);
    connect(m_all, &QCheckBox::toggled, this, &SheetAttributes::fill);
    connect(m_list, &QTreeWidget::itemActivated, this, &SheetAttributes::change);
}

const FormSchema &SheetAttributes::schema() const
{
    return FormSchema::of(m_context, m_form);
}

SheetAttributes::~SheetAttributes()
{
    if (m_call)
        m_call->cancel();
}

void SheetAttributes::setObject(const QString &resource, const wire::Record &object)
{
    m_resource = resource;
    m_object = object;
    m_read = false;
    for (const auto &editor : m_held)
        editor->load(object);
    if (isVisible())
        read();
}

QList<Editor *> SheetAttributes::held() const
{
    QList<Editor *> all;
    for (const auto &editor : m_held)
        all << editor.get();
    return all;
}

void SheetAttributes::forgetHeld()
{
    m_held.clear();
    fill();
}

void SheetAttributes::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_read)
        read();
    else
        fill();
}

void SheetAttributes::read()
{
    if (m_resource.isEmpty() || m_object.attributes.isEmpty())
        return;
    if (m_call)
        m_call->cancel();
    QUrlQuery query;
    wire::addQuery(query, u"view"_s, u"dump"_s);
    m_note->setText(tr("Reading all attributes…"));
    m_call = m_context.source().get(
        wire::restPath(m_resource, models::idOf(m_object)), query, this,
        [this](const Result<data::Answer> &answer) {
            if (!answer)
                return m_note->setText(
                    tr("The attributes could not be read: %1").arg(answer.error().message));
            m_object = models::recordFromJson(answer->json());
            m_read = true;
            fill();
        });
}

void SheetAttributes::fill()
{
    if (!m_read)
        return;
    const QString current = m_list->currentItem() ? m_list->currentItem()->text(AttributeName) : QString();
    m_list->setSortingEnabled(false);
    m_list->clear();
    QStringList names;
    for (const auto &attribute : m_object.attributes) {
        // The raw bytes of a value that is shown as text are for programs.
        if (!attribute.name.endsWith(";base64") || !m_object.contains(attribute.name.chopped(7)))
            names << QString::fromUtf8(attribute.name);
    }
    if (m_all->isChecked()) {
        for (const auto &name : schema().names()) {
            if (!m_object.contains(name.toUtf8()) && !names.contains(name, Qt::CaseInsensitive))
                names << name;
        }
    }
    QList<QTreeWidgetItem *> items;
    for (const auto &name : names) {
        auto *item = new QTreeWidgetItem;
        item->setText(AttributeName, name);
        item->setSizeHint(AttributeName, QSize(0, fontMetrics().height() + 8));
        item->setFont(AttributeName, QFontDatabase::systemFont(QFontDatabase::FixedFont));
        items << item;
    }
    m_list->addTopLevelItems(items);
    for (auto *item : items)
        paint(item);
    m_list->setSortingEnabled(true);
    if (const auto found = m_list->findItems(current, Qt::MatchExactly, AttributeName); !found.isEmpty())
        m_list->setCurrentItem(found.first());
    filter();
}

void SheetAttributes::filter()
{
    const QString wanted = m_filter->text().trimmed();
    int shown = 0;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        auto *item = m_list->topLevelItem(row);
        const bool fits = wanted.isEmpty() ||
                          item->text(AttributeName).contains(wanted, Qt::CaseInsensitive) ||
                          item->text(AttributeValue).contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!fits);
        shown += fits ? 1 : 0;
    }
    m_note->setText(tr("%n attribute(s). Enter or a double click changes a value.", nullptr, shown));
}

bool SheetAttributes::isLocked(const QString &attribute) const
{
    const auto limits = schema().limits(attribute);
    // References to others are lists of their own pages; the RDN is changed by renaming.
    static const QStringList elsewhere{u"member"_s, u"memberOf"_s, u"cn"_s,
                                       u"ou"_s,     u"name"_s,     u"distinguishedName"_s};
    // What a server tells of itself is no parameter of it.
    const bool told = !wire::isDirectory(m_resource) && schema().isKnown() && !limits.known;
    return !m_context.person().mayChange() || limits.systemOnly || told || attribute.endsWith(";base64"_L1) ||
           elsewhere.contains(attribute, Qt::CaseInsensitive);
}

Editor *SheetAttributes::editorOf(const QString &attribute, bool make)
{
    if (auto *editor = m_formEditor(attribute))
        return editor;
    for (const auto &editor : m_held) {
        if (editor->name().compare(attribute, Qt::CaseInsensitive) == 0)
            return editor.get();
    }
    if (!make)
        return nullptr;
    model::Field field;
    field.field = attribute;
    field.label.source = attribute;
    auto editor = std::make_unique<HeldEditor>(m_context, field);
    editor->setLimits(schema().limits(attribute));
    editor->load(m_object);
    connect(editor.get(), &Editor::edited, this, &SheetAttributes::edited);
    m_held.push_back(std::move(editor));
    return m_held.back().get();
}

void SheetAttributes::paint(QTreeWidgetItem *item)
{
    const QString name = item->text(AttributeName);
    const auto *editor = editorOf(name, false);
    const bool changed = editor && editor->isChanged();
    item->setText(AttributeValue,
                  attributeValues(changed ? editor->values() : m_object.texts(name.toUtf8())));
    item->setToolTip(AttributeValue, item->text(AttributeValue));
    QFont font = m_list->font();
    font.setBold(changed);
    item->setFont(AttributeValue, font);
    item->setText(AttributeKind, changed ? tr("changed") : isLocked(name) ? tr("read-only") : QString());
}

void SheetAttributes::change(QTreeWidgetItem *item)
{
    const QString name = item->text(AttributeName);
    if (isLocked(name))
        return m_note->setText(tr("%1 can't be changed here.").arg(name));
    auto *target = editorOf(name, true);
    const auto limits = schema().limits(name);

    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"attribute_dialog"_s);
    dialog->setWindowTitle(name);
    dialog->resize(480, 220);
    model::Page page;
    page.name = u"value"_s;
    model::Field field;
    field.field = name;
    field.label.source = name;
    field.editor = limits.known && limits.single ? u"lines"_s : u"multi"_s;
    field.hint.source = limits.help.section(u'\n', 0, 0);
    page.fields << field;
    auto *form = new FormPage(m_context, page, dialog);
    auto *editor = form->editors().front().get();
    editor->setLimits(limits);
    wire::Record now;
    QByteArrayList bytes;
    for (const auto &value : target->values())
        bytes << value.toUtf8();
    now.set(name.toUtf8(), bytes);
    editor->load(now);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(form, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, dialog, [this, dialog, form, editor, name] {
        QStringList wrong;
        for (const auto &error : editor->verify())
            wrong << error.message;
        form->rows().first()->setErrors(wrong);
        if (!wrong.isEmpty())
            return;
        editorOf(name, true)->edit(editor->values());
        fill();
        dialog->accept();
    });
    dialog->open();
    form->rows().first()->takeFocus();
}

} // namespace smc::render
