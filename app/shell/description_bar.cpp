// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/description_bar.h"

#include "app/models/icons.h"
#include "app/render/tool_button.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto filterRests = std::chrono::milliseconds(250);

} // namespace

QStringList filterWords(const QString &filter)
{
    const QString text = filter.trimmed();
    if (text.startsWith(u'('))
        return {text};
    QStringList words;
    QString word;
    bool quoted = false;
    for (const QChar c : text) {
        if (c == u'"')
            quoted = !quoted;
        if (c == u' ' && !quoted) {
            if (!word.isEmpty())
                words << word;
            word.clear();
        } else {
            word += c;
        }
    }
    if (!word.isEmpty())
        words << word;
    return words;
}

DescriptionBar::DescriptionBar(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"descriptionBar"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->setSpacing(6);
    m_text = new QLabel(this);
    m_text->setObjectName(u"description"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setMinimumWidth(80);
    layout->addWidget(m_text);
    m_chips = new QHBoxLayout;
    m_chips->setSpacing(4);
    layout->addLayout(m_chips);
    layout->addStretch();
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(u"filterEdit"_s);
    m_edit->setPlaceholderText(tr("Filter"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setToolTip(
        tr("Words that all must begin a word of the name, account, mail or description.\n"
           "department:Sales · title:\"head of*\" · -mail: (without mail) · is:locked · is:disabled\n"
           "Enter keeps the words as filters; Esc takes back."));
    m_edit->setClearButtonEnabled(true);
    m_edit->addAction(models::icon(u"view-filter"_s), QLineEdit::LeadingPosition);
    m_edit->setFixedWidth(200);
    m_edit->installEventFilter(this);
    layout->addWidget(m_edit);
    m_below = render::makeToolButton(u"below"_s, u"view-group"_s, tr("Below, too"), this);
    m_below->setCheckable(true);
    m_below->setToolTip(tr("Show what lies in the containers below, too"));
    layout->addWidget(m_below);
    m_columns = render::makeToolButton(u"columnsButton"_s, u"view-list-details"_s, tr("Columns"), this);
    m_columns->setPopupMode(QToolButton::InstantPopup);
    m_columns->setToolTip(tr("Choose columns"));
    layout->addWidget(m_columns);
    m_export = render::makeToolButton(u"exportButton"_s, u"document-export"_s, tr("Export"), this);
    m_export->setToolTip(tr("Save the whole list as CSV"));
    layout->addWidget(m_export);

    m_typing.setSingleShot(true);
    m_typing.setInterval(filterRests);
    connect(&m_typing, &QTimer::timeout, this, &DescriptionBar::commit);
    connect(m_edit, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_below, &QToolButton::toggled, this, &DescriptionBar::belowChanged);
}

void DescriptionBar::setText(const QString &what, qint64 total)
{
    QString text = what;
    if (total >= 0)
        text = total == 1 ? tr("%1 · 1 object").arg(what)
                          : tr("%1 · %2 objects").arg(what, QLocale().toString(total));
    m_text->setText(text);
    m_text->setAccessibleName(text);
}

QString DescriptionBar::filter() const
{
    QStringList words = m_words;
    const QString typed = m_edit->text().trimmed();
    if (!typed.isEmpty())
        words << typed;
    return words.join(u' ');
}

void DescriptionBar::setFilter(const QString &filter)
{
    m_words = filterWords(filter);
    {
        const QSignalBlocker quiet(m_edit);
        m_edit->clear();
    }
    m_typing.stop();
    m_said = this->filter();
    makeChips();
}

void DescriptionBar::focusFilter()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void DescriptionBar::setBelow(bool offered, bool on)
{
    const QSignalBlocker quiet(m_below);
    m_below->setVisible(offered);
    m_below->setChecked(on);
}

void DescriptionBar::commit()
{
    m_typing.stop();
    if (filter() == m_said)
        return;
    m_said = filter();
    Q_EMIT filterChanged(m_said);
}

void DescriptionBar::makeChips()
{
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < int(m_words.size()); ++i) {
        auto *chip = new QFrame(this);
        chip->setObjectName(u"chip"_s);
        auto *layout = new QHBoxLayout(chip);
        layout->setContentsMargins(10, 1, 4, 1);
        layout->setSpacing(2);
        auto *label = new QLabel(m_words.at(i), chip);
        label->setTextFormat(Qt::PlainText);
        label->setMaximumWidth(220);
        auto *remove = new QToolButton(chip);
        remove->setObjectName(u"chipRemove"_s);
        remove->setIcon(models::icon(u"window-close"_s));
        remove->setIconSize(QSize(12, 12));
        remove->setToolTip(tr("Take this filter off"));
        remove->setAccessibleName(tr("Take the filter %1 off").arg(m_words.at(i)));
        layout->addWidget(label);
        layout->addWidget(remove);
        connect(remove, &QToolButton::clicked, this, [this, i] {
            m_words.removeAt(i);
            makeChips();
            commit();
        });
        m_chips->addWidget(chip);
    }
}

bool DescriptionBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        m_words += filterWords(m_edit->text());
        {
            const QSignalBlocker quiet(m_edit);
            m_edit->clear();
        }
        makeChips();
        commit();
        return true;
    }
    if (key == Qt::Key_Escape && !m_edit->text().isEmpty()) {
        m_edit->clear();
        commit();
        return true;
    }
    if (key == Qt::Key_Backspace && m_edit->text().isEmpty() && !m_words.isEmpty()) {
        m_words.removeLast();
        makeChips();
        commit();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace smc::shell
