// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_text.h"

#include "app/models/format.h"
#include "app/models/records.h"
#include "app/render/context.h"
#include "shared/wire/paths.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

TextEditor::TextEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_edit(new QLineEdit)
{
    if (!field.from.isEmpty()) {
        m_choices = new QComboBox;
        m_choices->setEditable(true);
        m_choices->setLineEdit(m_edit);
        m_choices->setInsertPolicy(QComboBox::NoInsert);
    }
    dress(m_edit);
    if (field.editor == "number"_L1)
        m_edit->setInputMethodHints(Qt::ImhDigitsOnly);
    connect(m_edit, &QLineEdit::textChanged, this, &TextEditor::emitEdited);
}

QWidget *TextEditor::widget()
{
    return m_choices ? static_cast<QWidget *>(m_choices) : m_edit;
}

QStringList TextEditor::values() const
{
    const QString text = m_edit->text().trimmed();
    // What was loaded with blanks around it stays as it is until somebody types.
    if (!loaded().isEmpty() && m_edit->text() == loaded().first())
        return loaded();
    return text.isEmpty() ? QStringList() : QStringList(text);
}

QList<Error> TextEditor::verify() const
{
    auto errors = Editor::verify();
    const QStringList now = values();
    if (field().editor == "number"_L1 && !now.isEmpty() && isChanged()) {
        bool fine = false;
        const qint64 number = now.first().toLongLong(&fine);
        if (!fine)
            errors << fault(tr("This is not a whole number."));
        else if (limits().lower >= 0 && number < limits().lower)
            errors << fault(tr("The smallest value is %1.").arg(limits().lower));
        else if (limits().upper > 0 && number > limits().upper)
            errors << fault(tr("The largest value is %1.").arg(limits().upper));
    }
    return errors;
}

void TextEditor::show(const QStringList &values)
{
    m_edit->setText(values.value(0));
    m_edit->setCursorPosition(0);
    if (m_choices && !std::exchange(m_offered, true))
        offer();
}

void TextEditor::offer()
{
    QUrlQuery query;
    if (const QString server = object().text("server"); !server.isEmpty())
        wire::addQuery(query, u"server"_s, server);
    wire::addQuery(query, u"fields"_s, name());
    context().source().get(wire::restPath(field().from), query, this,
                           [this](const Result<data::Answer> &answer) {
                               if (!answer)
                                   return context().say(tr("Looking for what can be chosen"), answer.error());
                               QStringList offered;
                               for (const wire::Record &record : models::listFromJson(answer->json()).items)
                                   offered << record.texts(name().toUtf8());
                               offered.removeDuplicates();
                               offered.sort();
                               const QString typed = m_edit->text();
                               const QSignalBlocker quiet(m_edit); // nobody has typed
                               m_choices->addItems(offered);
                               m_choices->setEditText(typed);
                           });
}

void TextEditor::limitsChanged()
{
    m_edit->setPlaceholderText(limits().standard);
}

void TextEditor::showReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
    if (m_choices)
        m_choices->setEnabled(!readOnly);
    m_edit->setFrame(!readOnly && !m_choices);
    QPalette colours;
    if (readOnly)
        colours.setColor(QPalette::Base, Qt::transparent);
    m_edit->setPalette(colours);
}

LinesEditor::LinesEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_edit(new QPlainTextEdit)
{
    dress(m_edit);
    m_edit->setTabChangesFocus(true);
    m_edit->setFixedHeight(m_edit->fontMetrics().lineSpacing() * 3 + 14);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &LinesEditor::emitEdited);
}

QWidget *LinesEditor::widget()
{
    return m_edit;
}

QStringList LinesEditor::values() const
{
    QString text = m_edit->toPlainText();
    if (!loaded().isEmpty() && text == QString(loaded().first()).replace("\r\n"_L1, "\n"_L1))
        return loaded();
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text.isEmpty() ? QStringList() : QStringList(text.replace("\n"_L1, "\r\n"_L1));
}

void LinesEditor::show(const QStringList &values)
{
    m_edit->setPlainText(values.value(0).replace("\r\n"_L1, "\n"_L1));
}

void LinesEditor::showReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
}

ReadOnlyEditor::ReadOnlyEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_label(new QLabel)
{
    dress(m_label);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_label->setMinimumHeight(m_label->fontMetrics().height() + 8);
    if (name() == "distinguishedName"_L1 || name() == "objectGUID"_L1 || name() == "objectSid"_L1)
        m_label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
}

QWidget *ReadOnlyEditor::widget()
{
    return m_label;
}

QString ReadOnlyEditor::describe(const QStringList &values) const
{
    if (field().format.isEmpty())
        return values.isEmpty() ? u"–"_s : values.join(u", "_s);
    wire::Record record = object();
    QByteArrayList bytes;
    for (const auto &value : values)
        bytes << value.toUtf8();
    record.set(name().toUtf8(), bytes);
    const QString text = models::formatted(field().format, record, name());
    return text.isEmpty() ? u"–"_s : text;
}

void ReadOnlyEditor::show(const QStringList &values)
{
    m_label->setText(describe(values));
}

} // namespace smc::render
