// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/message_dock.h"

#include "app/models/icons.h"
#include "app/render/editor_style.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QTime>
#include <QToolButton>

#include <algorithm>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int messagesKept = 500;
constexpr int idRole = Qt::UserRole;

QIcon severityIcon(render::Severity severity)
{
    const auto name = [severity] {
        switch (severity) {
        case render::Severity::Done:
            return u"dialog-ok-apply"_s;
        case render::Severity::Note:
            return u"help-about"_s;
        case render::Severity::Attention:
            return u"dialog-warning"_s;
        case render::Severity::Fault:
            break;
        }
        return u"process-stop"_s;
    };
    return models::icon(name(), render::stateColor(severity));
}

// One line that gives way: a long message is cut short, and the window does not grow with it.
class ElidedLabel : public QLabel
{
public:
    using QLabel::QLabel;
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {qMin(80, sizeHint().width()), QLabel::minimumSizeHint().height()};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
    }
};

QLabel *messageLabel(const QString &name, QWidget *parent)
{
    auto *label = new ElidedLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    return label;
}

QToolButton *undoButton(const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setText(MessageDock::tr("Undo"));
    button->setIcon(models::icon(u"edit-undo"_s));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

} // namespace

MessageDock::MessageDock(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(6);
    m_icon = new QLabel(this);
    m_text = messageLabel(u"message"_s, this);
    m_undo = undoButton(u"messageUndo"_s, this);
    m_undo->hide();
    m_before = messageLabel(u"messageBefore"_s, this);
    m_before->setForegroundRole(QPalette::PlaceholderText);
    m_before->setContentsMargins(10, 0, 0, 0);
    m_before->hide();
    m_undoBefore = undoButton(u"messageUndoBefore"_s, this);
    m_undoBefore->hide();
    m_more = new QToolButton(this);
    m_more->setObjectName(u"messageHistory"_s);
    m_more->setIcon(models::icon(u"go-up"_s));
    m_more->setCheckable(true);
    m_more->setToolTip(tr("All messages of this session"));
    m_more->setAccessibleName(tr("All messages"));
    m_more->hide();
    for (QWidget *widget : {static_cast<QWidget *>(m_more), static_cast<QWidget *>(m_icon),
                            static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_undo),
                            static_cast<QWidget *>(m_before), static_cast<QWidget *>(m_undoBefore)})
        layout->addWidget(widget);
    layout->addStretch();

    m_history = new QListWidget;
    m_history->setObjectName(u"messages"_s);
    m_history->setAccessibleName(tr("Messages"));
    m_history->setFrameShape(QFrame::NoFrame);
    m_history->setWordWrap(true);
    m_history->setMaximumHeight(160);
    m_history->installEventFilter(this);
    m_history->hide();
    connect(m_more, &QToolButton::toggled, m_history, &QWidget::setVisible);
    connect(m_history, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem *item) { undo(item->data(idRole).toULongLong()); });
    connect(m_undo, &QToolButton::clicked, this, [this] {
        if (!m_messages.isEmpty())
            undo(m_messages.constLast().id);
    });
    connect(m_undoBefore, &QToolButton::clicked, this, &MessageDock::undoLast);
}

void MessageDock::say(render::Severity severity, const QString &text, const QString &details,
                      std::function<void()> undo)
{
    const QString time = QTime::currentTime().toString(u"HH:mm"_s);
    m_messages.append({++m_lastId, severity, time, text, details, std::move(undo)});
    if (m_messages.size() > messagesKept)
        m_messages.removeFirst();
    addToHistory(m_messages.constLast());
    showNewest();
}

void MessageDock::addToHistory(const Message &message)
{
    auto *item =
        new QListWidgetItem(severityIcon(message.severity), u"%1  %2"_s.arg(message.time, message.text));
    item->setToolTip(message.details);
    item->setData(idRole, message.id);
    m_history->insertItem(0, item);
    while (m_history->count() > messagesKept)
        delete m_history->takeItem(m_history->count() - 1);
    if (!message.undo)
        return;
    item->setData(Qt::AccessibleDescriptionRole, tr("Enter undoes it."));
    auto *box = new QWidget;
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->addStretch();
    auto *button = undoButton(u"historyUndo"_s, box);
    button->setFocusPolicy(Qt::NoFocus); // the row has it, and Enter does the same
    layout->addWidget(button);
    item->setSizeHint(QSize(0, button->sizeHint().height() + 2));
    connect(button, &QToolButton::clicked, this, [this, id = message.id] { undo(id); });
    m_history->setItemWidget(item, box);
}

const MessageDock::Message *MessageDock::lastUndoable() const
{
    const auto found = std::find_if(m_messages.rbegin(), m_messages.rend(),
                                    [](const Message &message) { return bool(message.undo); });
    return found == m_messages.rend() ? nullptr : &*found;
}

QString MessageDock::undoable() const
{
    const Message *last = lastUndoable();
    return last ? last->text : QString();
}

void MessageDock::undoLast()
{
    if (const Message *last = lastUndoable())
        undo(last->id);
}

void MessageDock::undo(quint64 id)
{
    const auto found = std::find_if(m_messages.begin(), m_messages.end(),
                                    [id](const Message &message) { return message.id == id; });
    if (found == m_messages.end() || !found->undo)
        return;
    // Once: the work that undoes says what became of it.
    const auto work = std::exchange(found->undo, {});
    for (int row = 0; row < m_history->count(); ++row) {
        QListWidgetItem *item = m_history->item(row);
        if (item->data(idRole).toULongLong() != id)
            continue;
        if (QWidget *box = m_history->itemWidget(item))
            box->hide(); // this may be its own button's click
        item->setData(Qt::AccessibleDescriptionRole, {});
    }
    showNewest();
    work();
}

void MessageDock::showHistory()
{
    if (m_messages.isEmpty())
        return;
    if (!m_history->hasFocus())
        m_focusBefore = QApplication::focusWidget();
    m_more->setChecked(true);
    m_history->setCurrentRow(0);
    m_history->setFocus(Qt::ShortcutFocusReason);
}

bool MessageDock::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_history && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_more->setChecked(false);
        if (m_focusBefore)
            m_focusBefore->setFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void MessageDock::showNewest()
{
    const Message &newest = m_messages.constLast();
    m_icon->setPixmap(severityIcon(newest.severity).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_text->setText(u"%1  %2"_s.arg(newest.time, newest.text));
    m_text->setToolTip(newest.details.isEmpty() ? newest.text : newest.details);
    m_text->setAccessibleName(newest.text);
    m_undo->setVisible(bool(newest.undo));
    m_undo->setAccessibleName(tr("Undo: %1").arg(newest.text));
    const Message *before = lastUndoable();
    const bool another = before && before->id != newest.id;
    m_before->setVisible(another);
    m_undoBefore->setVisible(another);
    if (another) {
        m_before->setText(u"%1  %2"_s.arg(before->time, before->text));
        m_before->setToolTip(before->text);
        m_undoBefore->setAccessibleName(tr("Undo: %1").arg(before->text));
    }
    m_more->show();
    Q_EMIT undoableChanged();
}

} // namespace smc::shell
