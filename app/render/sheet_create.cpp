// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/sheet_create.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/editor_password.h"
#include "app/render/editor_style.h"
#include "app/render/sheet_apply.h"
#include "shared/model/name_template.h"
#include "shared/wire/paths.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTreeWidget>
#include <QUrlQuery>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

/// What a dry run shows of an object that is written as a whole, in the form of a change.
QJsonObject asChange(const wire::Record &record)
{
    QJsonArray attributes;
    for (const wire::Attribute &attribute : record.attributes)
        attributes << QJsonObject{{u"name"_s, QString::fromUtf8(attribute.name)},
                                  {u"after"_s, QJsonArray::fromStringList(record.texts(attribute.name))}};
    return {{u"operation"_s, u"add"_s}, {u"dn"_s, models::nameOf(record)}, {u"attributes"_s, attributes}};
}

} // namespace

SheetCreate::SheetCreate(Context &context, const model::Form &form, const QString &parentDn,
                         std::function<void(const QString &dn)> whenCreated)
    : FormWindow(context, form, context.window())
    , m_parentDn(parentDn)
    , m_created(std::move(whenCreated))
    , m_create(buttons()->addButton(tr("C&reate"), QDialogButtonBox::AcceptRole))
    , m_cancelButton(buttons()->addButton(QDialogButtonBox::Cancel))
    , m_preview(buttons()->addButton(tr("&Preview"), QDialogButtonBox::ActionRole))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"create_"_s + form.name);
    setWindowTitle(form.title.shown());
    m_create->setObjectName(u"create_ok"_s);
    m_create->setDefault(true);
    m_cancelButton->setObjectName(u"create_cancel"_s);
    m_preview->setObjectName(u"create_preview"_s);
    m_preview->setAutoDefault(false);
    m_preview->setToolTip(tr("Asks the service what would be written, without writing it"));
    const QString place = !wire::isDirectory(form.resource) ? QString()
                          : parentDn.isEmpty()              ? tr("in the usual folder")
                                                            : tr("in %1").arg(models::placeOfDn(parentDn));
    setHeading(form.title.shown(), place);
    for (auto *one : editors()) {
        one->setCreating();
        one->load({});
        connect(one, &Editor::edited, this, [this, one] { touched(one); });
    }
    offerTemplates();
    fillDefaults(true);
    showRows();
    connect(m_create, &QPushButton::clicked, this, &SheetCreate::create);
    connect(m_preview, &QPushButton::clicked, this, &SheetCreate::preview);
    connect(m_cancelButton, &QPushButton::clicked, this, &SheetCreate::reject);
    auto *save = new QShortcut(QKeySequence::Save, this);
    connect(save, &QShortcut::activated, this, &SheetCreate::create);
    if (!pages().isEmpty() && !pages().first()->rows().isEmpty())
        pages().first()->rows().first()->takeFocus();
}

void SheetCreate::offerTemplates()
{
    m_templates = context().descriptors().templatesOf(form().name);
    if (m_templates.isEmpty())
        return;
    m_template = new QComboBox;
    m_template->setObjectName(u"create_template"_s);
    m_template->addItem(tr("Without a template"));
    for (const model::Template &one : std::as_const(m_templates))
        m_template->addItem(one.title.shown());
    auto *label = new QLabel(tr("&Template:"));
    label->setBuddy(m_template);
    m_templateWords = new QLabel;
    m_templateWords->setObjectName(u"create_template_words"_s);
    m_templateWords->setWordWrap(true);
    m_templateWords->setTextFormat(Qt::PlainText);
    m_templateWords->setPalette(mutedPalette(palette()));
    m_templateWords->hide();
    auto *line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(m_template);
    line->addStretch(1);
    top()->insertLayout(top()->indexOf(tabs()), line);
    top()->insertWidget(top()->indexOf(tabs()), m_templateWords);
    connect(m_template, &QComboBox::currentIndexChanged, this, &SheetCreate::chooseTemplate);
}

void SheetCreate::chooseTemplate(int index)
{
    QStringList words;
    if (index > 0) {
        const model::Template &chosen = m_templates.at(index - 1);
        words << chosen.hint.shown();
        for (const model::TemplateValue &value : chosen.values) {
            if (!value.why.isEmpty())
                words << u"• "_s + value.why.shown();
        }
    }
    m_templateWords->setText(words.join(u'\n'));
    m_templateWords->setVisible(!words.isEmpty());
    // What the one before put in goes, what was typed stays.
    m_filling = true;
    for (auto *one : editors()) {
        if (!m_touched.contains(one->name()) && !one->values().isEmpty())
            one->edit({});
    }
    m_filling = false;
    fillDefaults(true);
}

QStringList SheetCreate::standardOf(const Editor &editor) const
{
    const int index = m_template ? m_template->currentIndex() : 0;
    if (index > 0) {
        for (const model::TemplateValue &value : m_templates.at(index - 1).values) {
            if (value.field == editor.name())
                return value.value;
        }
    }
    const QString &own = editor.field().defaultValue;
    return own.isEmpty() ? QStringList() : QStringList(own);
}

void SheetCreate::touched(Editor *editor)
{
    if (m_filling)
        return;
    // A field that was emptied follows its template again.
    if (editor->values().isEmpty())
        m_touched.remove(editor->name());
    else
        m_touched.insert(editor->name());
    fillDefaults(false);
}

void SheetCreate::fillDefaults(bool first)
{
    m_filling = true;
    auto *focused = focusWidget();
    // In the form's order, so that a template may name a field that has one itself.
    for (auto *one : editors()) {
        const QStringList patterns = standardOf(*one);
        if (patterns.isEmpty() || m_touched.contains(one->name()))
            continue;
        if (!first && patterns.filter(u"{"_s).isEmpty())
            continue;
        if (focused && one->focusTarget() == focused && !one->values().isEmpty())
            continue; // not under the person's hands
        QStringList values;
        for (const QString &pattern : patterns)
            values << model::fillTemplate(pattern, [this](const QString &name) { return valueOf(name); });
        values.removeAll(QString());
        if (one->values() != values)
            one->edit(values);
    }
    m_filling = false;
    for (auto *one : editors()) {
        if (auto *password = qobject_cast<PasswordEditor *>(one))
            password->setPerson(valueOf(u"sAMAccountName"_s), valueOf(u"displayName"_s));
    }
}

QString SheetCreate::valueOf(const QString &name) const
{
    if (name == "realm"_L1)
        return context().person().realm;
    if (name == "domain"_L1)
        return models::domainOfDn(context().person().baseDn());
    const auto *one = editor(name);
    return one ? one->values().value(0) : QString();
}

wire::Record SheetCreate::record() const
{
    wire::Record record;
    if (!m_parentDn.isEmpty() && wire::isDirectory(form().resource))
        record.set("parent", m_parentDn.toUtf8());
    for (const auto *one : editors()) {
        if (one->isThere())
            one->apply(record);
    }
    return record;
}

void SheetCreate::send(bool dryRun, std::function<void(const data::Answer &)> done)
{
    if (isWaiting())
        return;
    clearErrors();
    const auto wrong = verifyAll();
    if (!wrong.isEmpty())
        return showErrors(wrong);
    QUrlQuery query;
    if (dryRun)
        wire::addQuery(query, u"dry-run"_s, u"1"_s);
    else if (!reason().isEmpty())
        wire::addQuery(query, u"reason"_s, reason());
    beginWait(dryRun ? tr("Asking…") : tr("Creating…"), [this] {
        if (m_call)
            m_call->cancel();
        endWait();
        showNote(Severity::Attention, tr("The request was called off. Whether it was carried out is not "
                                         "known: look before you try again."));
    });
    m_call = context().source().send("POST", wire::restPath(form().resource), query, bodyOf(record()), this,
                                     [this, done = std::move(done)](const Result<data::Answer> &answer) {
                                         endWait();
                                         if (answer)
                                             done(*answer);
                                         else
                                             showErrors({answer.error()});
                                     });
}

void SheetCreate::create()
{
    send(false, [this](const data::Answer &answer) { created(answer); });
}

void SheetCreate::created(const data::Answer &answer)
{
    const auto object = models::recordFromJson(answer.json());
    const QString name = models::nameOf(object);
    const QString dn = models::dnOf(object);
    auto *context = &this->context();
    const QString resource = form().resource;
    const auto undo = [context, resource, name, id = models::idOf(object), etag = answer.etag] {
        context->source().send(
            "DELETE", wire::restPath(resource, id), {}, {}, context,
            [context, resource, name, id](const Result<data::Answer> &result) {
                if (result)
                    context->say(Severity::Done, tr("%1 removed again").arg(name));
                else
                    context->say(tr("Removing %1 again").arg(name), result.error());
                context->announce(resource, {id});
            },
            etag);
    };
    const QString said = dn.isEmpty()
                             ? tr("%1 created").arg(name)
                             : tr("%1 created in %2").arg(name, models::placeOfDn(models::parentOfDn(dn)));
    context->say(Severity::Done, said, undo);
    context->announce(resource, {models::idOf(object), dn});
    if (m_created)
        m_created(dn);
    accept();
}

void SheetCreate::preview()
{
    send(true, [this](const data::Answer &answer) { showPreview(answer); });
}

void SheetCreate::showPreview(const data::Answer &answer)
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"preview"_s);
    dialog->setWindowTitle(tr("What would be written"));
    dialog->resize(560, 420);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    auto *intro = new QLabel(tr("Nothing was written. These changes would be made:"));
    intro->setWordWrap(true);
    layout->addWidget(intro);
    auto *list = new QTreeWidget;
    list->setObjectName(u"preview_changes"_s);
    list->setHeaderLabels({tr("Attribute"), tr("Value")});
    list->setAlternatingRowColors(true);
    QJsonArray changes = answer.json()[u"changes"_s].toArray();
    if (changes.isEmpty()) // the object itself, as it would be
        changes << asChange(models::recordFromJson(answer.json()));
    for (const auto change : std::as_const(changes)) {
        const QString operation = change[u"operation"_s].toString();
        auto *item = new QTreeWidgetItem(list);
        const bool isNew = operation == "add"_L1 || operation == "create"_L1;
        item->setText(0, isNew ? tr("New object") : operation == "modify"_L1 ? tr("Changed") : operation);
        const QString section = change[u"section"_s].toString();
        item->setText(1, section.isEmpty() ? change[u"dn"_s].toString()
                                           : tr("%1 on %2").arg(section, change[u"server"_s].toString()));
        item->setToolTip(1, item->text(1));
        for (const auto attribute : change[u"attributes"_s].toArray()) {
            QStringList values;
            for (const auto value : attribute[u"after"_s].toArray())
                values << value.toString();
            auto *child = new QTreeWidgetItem(item, {attribute[u"name"_s].toString(), values.join(u"; "_s)});
            child->setFont(0, QFontDatabase::systemFont(QFontDatabase::FixedFont));
            child->setToolTip(1, child->text(1));
        }
        item->setExpanded(true);
    }
    list->resizeColumnToContents(0);
    layout->addWidget(list, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto *create = buttons->addButton(tr("C&reate"), QDialogButtonBox::AcceptRole);
    create->setObjectName(u"preview_create"_s);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, &SheetCreate::create);
    layout->addWidget(buttons);
    dialog->open();
}

void SheetCreate::waitChanged()
{
    m_create->setEnabled(!isWaiting());
    m_preview->setEnabled(!isWaiting());
}

void SheetCreate::reject()
{
    if (m_touched.isEmpty() || isWaiting())
        return QDialog::reject();
    askDiscard(tr("Discard what was typed?"), tr("Nothing was created yet."));
}

} // namespace smc::render
