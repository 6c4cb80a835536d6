// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/message_dock.h"

#include "app/models/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QTime>
#include <QToolButton>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int messagesKept = 500;

QIcon severityIcon(render::Severity severity)
{
    using models::Tone;
    switch (severity) {
    case render::Severity::Done:
        return models::icon(u"dialog-ok-apply"_s, models::toneColor(Tone::Ok));
    case render::Severity::Note:
        return models::icon(u"help-about"_s, models::toneColor(Tone::Running));
    case render::Severity::Attention:
        return models::icon(u"dialog-warning"_s, models::toneColor(Tone::Attention));
    case render::Severity::Fault:
        break;
    }
    return models::icon(u"process-stop"_s, models::toneColor(Tone::Fault));
}

} // namespace

MessageDock::MessageDock(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(6);
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setObjectName(u"message"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_undo = new QToolButton(this);
    m_undo->setObjectName(u"messageUndo"_s);
    m_undo->setText(tr("Undo"));
    m_undo->setIcon(models::icon(u"edit-undo"_s));
    m_undo->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_undo->hide();
    m_more = new QToolButton(this);
    m_more->setObjectName(u"messageHistory"_s);
    m_more->setIcon(models::icon(u"go-up"_s));
    m_more->setCheckable(true);
    m_more->setToolTip(tr("All messages of this session"));
    m_more->setAccessibleName(tr("All messages"));
    m_more->hide();
    layout->addWidget(m_more);
    layout->addWidget(m_icon);
    layout->addWidget(m_text);
    layout->addWidget(m_undo);
    layout->addStretch();

    m_history = new QListWidget;
    m_history->setObjectName(u"messages"_s);
    m_history->setAccessibleName(tr("Messages"));
    m_history->setFrameShape(QFrame::NoFrame);
    m_history->setWordWrap(true);
    m_history->setMaximumHeight(160);
    m_history->hide();
    connect(m_more, &QToolButton::toggled, m_history, &QWidget::setVisible);
    connect(m_undo, &QToolButton::clicked, this, [this] {
        if (m_messages.isEmpty() || !m_messages.constLast().undo)
            return;
        // Once: the work that undoes says what became of it.
        const auto undo = std::exchange(m_messages.last().undo, {});
        m_undo->hide();
        undo();
    });
}

void MessageDock::say(render::Severity severity, const QString &text, const QString &details,
                      std::function<void()> undo)
{
    const QString time = QTime::currentTime().toString(u"HH:mm"_s);
    m_messages.append({severity, time, text, details, std::move(undo)});
    if (m_messages.size() > messagesKept)
        m_messages.removeFirst();
    auto *item = new QListWidgetItem(severityIcon(severity), u"%1  %2"_s.arg(time, text));
    item->setToolTip(details);
    m_history->insertItem(0, item);
    while (m_history->count() > messagesKept)
        delete m_history->takeItem(m_history->count() - 1);
    showNewest();
}

void MessageDock::showNewest()
{
    const Message &newest = m_messages.constLast();
    m_icon->setPixmap(severityIcon(newest.severity).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_text->setText(u"%1  %2"_s.arg(newest.time, newest.text));
    m_text->setToolTip(newest.details.isEmpty() ? newest.text : newest.details);
    m_text->setAccessibleName(newest.text);
    m_undo->setVisible(bool(newest.undo));
    m_more->show();
}

} // namespace smc::shell
