// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_choice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

quint32 flagBits(const QStringList &values)
{
    // The directory writes signed 32-bit numbers ([MS-ADTS] 3.1.1.2.2.2.13).
    return static_cast<quint32>(values.value(0).toLongLong());
}

} // namespace

CheckEditor::CheckEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QCheckBox(field.label.shown()))
{
    dress(m_box);
    connect(m_box, &QCheckBox::toggled, this, &CheckEditor::emitEdited);
}

QWidget *CheckEditor::widget()
{
    return m_box;
}

bool CheckEditor::means(const QStringList &values) const
{
    if (!field().trueValue.isEmpty())
        return values.value(0).compare(field().trueValue, Qt::CaseInsensitive) == 0;
    return !values.isEmpty() && values.first() != field().falseValue;
}

QStringList CheckEditor::values() const
{
    if (!isCreating() && m_box->isChecked() == means(loaded()))
        return loaded();
    const QString &value = m_box->isChecked() ? field().trueValue : field().falseValue;
    return value.isEmpty() ? QStringList() : QStringList(value);
}

QString CheckEditor::describe(const QStringList &values) const
{
    return means(values) ? tr("yes") : tr("no");
}

void CheckEditor::show(const QStringList &values)
{
    m_box->setChecked(means(values));
    m_box->setEnabled(!isReadOnly() && (!field().trueValue.isEmpty() || m_box->isChecked()));
}

void CheckEditor::showReadOnly(bool readOnly)
{
    if (readOnly)
        m_box->setEnabled(false);
}

ChoiceEditor::ChoiceEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_combo(new QComboBox)
{
    dress(m_combo);
    for (const auto &choice : field.choices)
        m_combo->addItem(choice.label.shown(), choice.value);
    if (indexOf({}) < 0)
        m_combo->setCurrentIndex(-1);
    connect(m_combo, &QComboBox::currentIndexChanged, this, &ChoiceEditor::emitEdited);
}

QWidget *ChoiceEditor::widget()
{
    return m_combo;
}

QStringList ChoiceEditor::values() const
{
    const QString value = m_combo->currentData().toString();
    if (value.compare(loaded().value(0), Qt::CaseInsensitive) == 0)
        return loaded(); // written as it was
    return value.isEmpty() ? QStringList() : QStringList(value);
}

int ChoiceEditor::indexOf(const QString &value) const
{
    // Samba takes "ads" for "ADS".
    return m_combo->findData(value, Qt::UserRole, Qt::MatchFixedString);
}

QString ChoiceEditor::describe(const QStringList &values) const
{
    const int index = indexOf(values.value(0));
    return index >= 0 ? m_combo->itemText(index) : Editor::describe(values);
}

void ChoiceEditor::show(const QStringList &values)
{
    int index = indexOf(values.value(0));
    if (index < 0 && !values.isEmpty()) {
        m_combo->addItem(values.first(), values.first());
        index = m_combo->count() - 1;
    }
    m_combo->setCurrentIndex(index);
}

void ChoiceEditor::limitsChanged()
{
    const QString &standard = limits().standard;
    if (standard.isEmpty() || indexOf({}) >= 0)
        return;
    const int known = indexOf(standard);
    m_combo->insertItem(0, tr("As usual: %1").arg(known < 0 ? standard : m_combo->itemText(known)),
                        QString());
    if (m_combo->currentIndex() < 0)
        m_combo->setCurrentIndex(0);
}

void ChoiceEditor::showReadOnly(bool readOnly)
{
    m_combo->setEnabled(!readOnly);
}

FlagsEditor::FlagsEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_widget(new QWidget)
{
    auto *layout = new QVBoxLayout(m_widget);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    for (const auto &flag : field.flags) {
        auto *box = new QCheckBox(flag.label.shown());
        dress(box, u'_' + QString::number(flag.bit));
        box->setAccessibleName(flag.label.shown());
        layout->addWidget(box);
        m_boxes << box;
        connect(box, &QCheckBox::toggled, this, &FlagsEditor::emitEdited);
    }
    dress(m_widget);
}

QWidget *FlagsEditor::widget()
{
    return m_widget;
}

QWidget *FlagsEditor::focusTarget()
{
    return m_boxes.isEmpty() ? m_widget : m_boxes.first();
}

quint32 FlagsEditor::mask() const
{
    quint32 all = 0;
    for (const auto &flag : field().flags)
        all |= flag.bit;
    return all;
}

QStringList FlagsEditor::values() const
{
    quint32 bits = m_shown & ~mask();
    for (qsizetype i = 0; i < m_boxes.size(); ++i) {
        if (m_boxes.at(i)->isChecked() != field().flags.at(i).inverted)
            bits |= field().flags.at(i).bit;
    }
    if (!loaded().isEmpty() && bits == flagBits(loaded()))
        return loaded();
    if (loaded().isEmpty() && bits == 0)
        return {};
    return {QString::number(static_cast<qint32>(bits))};
}

QString FlagsEditor::describe(const QStringList &values) const
{
    const quint32 bits = flagBits(values);
    QStringList words;
    for (const auto &flag : field().flags) {
        if (((bits & flag.bit) != 0) != flag.inverted)
            words << flag.label.shown();
    }
    return words.isEmpty() ? tr("none") : words.join(u", "_s);
}

void FlagsEditor::rebase(const wire::Record &object)
{
    const quint32 touched = flagBits(values()) ^ flagBits(loaded());
    const quint32 mine = flagBits(values());
    load(object);
    if (touched != 0) {
        const quint32 merged = (flagBits(loaded()) & ~touched) | (mine & touched);
        edit({QString::number(static_cast<qint32>(merged))});
    }
}

void FlagsEditor::show(const QStringList &values)
{
    m_shown = flagBits(values);
    for (qsizetype i = 0; i < m_boxes.size(); ++i)
        m_boxes.at(i)->setChecked(((m_shown & field().flags.at(i).bit) != 0) != field().flags.at(i).inverted);
}

void FlagsEditor::showReadOnly(bool readOnly)
{
    for (auto *box : m_boxes)
        box->setEnabled(!readOnly);
}

} // namespace smc::render
