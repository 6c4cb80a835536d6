// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_date.h"

#include "app/models/format.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

constexpr qint64 ticksPerMillisecond = 10000;
constexpr qint64 unixEpochInMilliseconds = 11644473600000; // from 1601

} // namespace

QString fileTime(const QDateTime &time)
{
    return QString::number((time.toMSecsSinceEpoch() + unixEpochInMilliseconds) * ticksPerMillisecond);
}

DateEditor::DateEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_never(new QCheckBox(zeroWord()))
    , m_edit(new QDateTimeEdit)
{
    dress(m_edit);
    dress(m_never, u"_never"_s);
    m_never->setAccessibleName(field.label.shown() + u": "_s + zeroWord());
    m_edit->setCalendarPopup(true);
    m_edit->setTimeSpec(Qt::LocalTime);
    m_edit->setDisplayFormat(
        QLocale().dateFormat(QLocale::ShortFormat).replace("yyyy"_L1, "yy"_L1).replace("yy"_L1, "yyyy"_L1) +
        u' ' + QLocale().timeFormat(QLocale::ShortFormat));
    auto *layout = new QHBoxLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_never);
    layout->addWidget(m_edit);
    layout->addStretch();
    connect(m_never, &QCheckBox::toggled, this, [this](bool never) {
        m_edit->setEnabled(!never && !isReadOnly());
        emitEdited();
    });
    connect(m_edit, &QDateTimeEdit::dateTimeChanged, this, &DateEditor::emitEdited);
}

QWidget *DateEditor::widget()
{
    return m_box;
}

QWidget *DateEditor::focusTarget()
{
    return m_never->isChecked() ? static_cast<QWidget *>(m_never) : m_edit;
}

QString DateEditor::zeroWord() const
{
    return field().zero.isEmpty() || field().zero == "never"_L1 ? tr("never") : field().zero;
}

QStringList DateEditor::values() const
{
    const QDateTime before = models::directoryTime(loaded().value(0).toLatin1()).value_or(QDateTime());
    if (m_never->isChecked()) {
        if (!before.isValid())
            return loaded(); // both ways to say never stay as they are
        return {u"0"_s};
    }
    // The control knows minutes; what it shows of the value loaded is no change.
    if (before.isValid()) {
        const QDateTime local = before.toLocalTime();
        const QDateTime shown = m_edit->dateTime();
        if (local.date() == shown.date() && local.time().hour() == shown.time().hour() &&
            local.time().minute() == shown.time().minute())
            return loaded();
    }
    return {fileTime(m_edit->dateTime())};
}

QString DateEditor::describe(const QStringList &values) const
{
    const auto time = models::directoryTime(values.value(0).toLatin1());
    return time ? QLocale().toString(time->toLocalTime(), QLocale::ShortFormat) : zeroWord();
}

QList<Error> DateEditor::verify() const
{
    auto errors = Editor::verify();
    if (!m_never->isChecked() && !m_edit->dateTime().isValid())
        errors << fault(tr("This is no date."));
    return errors;
}

void DateEditor::show(const QStringList &values)
{
    const QDateTime time = models::directoryTime(values.value(0).toLatin1()).value_or(QDateTime());
    m_never->setChecked(!time.isValid());
    m_edit->setDateTime(time.isValid() ? time.toLocalTime()
                                       : QDateTime(QDate::currentDate().addMonths(1), QTime(0, 0)));
    m_edit->setEnabled(time.isValid() && !isReadOnly());
}

void DateEditor::showReadOnly(bool readOnly)
{
    m_never->setEnabled(!readOnly);
    m_edit->setEnabled(!readOnly && !m_never->isChecked());
}

} // namespace smc::render
