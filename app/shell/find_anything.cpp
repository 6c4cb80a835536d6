// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/find_anything.h"

#include "app/models/format.h"
#include "app/models/icons.h"
#include "app/models/record_table_model.h"
#include "app/models/records.h"
#include "shared/wire/paths.h"

#include <QAction>
#include <QFocusEvent>
#include <QFrame>
#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto findRests = std::chrono::milliseconds(150);
constexpr int findLimit = 12;
constexpr int commandLimit = 4;
constexpr int findWidth = 460;

enum FindRole { RecordRow = Qt::UserRole + 1, CommandRow };

} // namespace

FindAnything::FindAnything(render::Context &context, QWidget *parent)
    : QLineEdit(parent)
    , m_context(context)
{
    setObjectName(u"findAnything"_s);
    setPlaceholderText(
        tr("Find anything (%1)").arg(QKeySequence(u"Ctrl+K"_s).toString(QKeySequence::NativeText)));
    setAccessibleName(tr("Find anything"));
    setClearButtonEnabled(true);
    addAction(models::icon(u"edit-find"_s), QLineEdit::LeadingPosition);
    setFixedWidth(280);
    // A child of the window, not a window: it needs no grab and closes with the focus.
    m_frame = new QFrame(parent->window());
    m_frame->setObjectName(u"findResults"_s);
    m_frame->setAutoFillBackground(true);
    auto *layout = new QVBoxLayout(m_frame);
    layout->setContentsMargins(4, 4, 4, 4);
    m_list = new QListWidget(m_frame);
    m_list->setObjectName(u"findList"_s);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_list);
    m_frame->hide();
    m_typing.setSingleShot(true);
    m_typing.setInterval(findRests);
    connect(&m_typing, &QTimer::timeout, this, &FindAnything::ask);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_enterWaits = false;
        m_typing.start();
    });
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) {
        m_list->setCurrentItem(item);
        choose();
    });
}

void FindAnything::ask()
{
    m_typing.stop();
    if (m_call)
        m_call->cancel();
    const quint64 generation = ++m_generation;
    const QString words = text().trimmed();
    if (words.isEmpty()) {
        m_frame->hide();
        return;
    }
    QUrlQuery query;
    wire::addQuery(query, u"filter"_s, words);
    wire::addQuery(query, u"limit"_s, QString::number(findLimit));
    wire::addQuery(
        query, u"fields"_s,
        u"objectGUID,distinguishedName,objectClass,name,sAMAccountName,userAccountControl,lockoutTime"_s);
    m_call = m_context.source().get(wire::restPath(u"identity/objects"_s), query, this,
                                    [this, generation](const Result<data::Answer> &answer) {
                                        if (generation != m_generation)
                                            return;
                                        m_call.clear();
                                        fill(answer ? models::listFromJson(answer->json()).items
                                                    : QList<wire::Record>());
                                        if (!answer) {
                                            auto *item = new QListWidgetItem(answer.error().message, m_list);
                                            item->setFlags(Qt::NoItemFlags);
                                            place();
                                        }
                                    });
}

void FindAnything::fill(const QList<wire::Record> &records)
{
    m_found = records;
    m_list->clear();
    const auto &descriptors = m_context.descriptors();
    const model::Grid *grid = descriptors.grid(u"objects"_s);
    for (int i = 0; i < int(records.size()); ++i) {
        const wire::Record &record = records.at(i);
        const QString place = models::placeOfDn(models::parentOfDn(models::dnOf(record)));
        const QString account = record.text("sAMAccountName");
        QString text = models::nameOf(record);
        if (!account.isEmpty() && account != text)
            text += u" · "_s + account;
        text += u" · "_s + place;
        auto *item = new QListWidgetItem(text, m_list);
        if (grid)
            item->setIcon(models::icon(models::iconFor(grid->icons, record)));
        item->setData(RecordRow, i);
        item->setToolTip(u"%1\n%2"_s.arg(models::objectKind(record), models::dnOf(record)));
    }
    addCommands();
    if (m_list->count() == 0) {
        auto *item = new QListWidgetItem(tr("Nothing begins with these words."), m_list);
        item->setFlags(Qt::NoItemFlags);
    } else {
        m_list->setCurrentRow(0);
    }
    place();
    if (std::exchange(m_enterWaits, false))
        choose();
}

void FindAnything::addCommands()
{
    const QString words = text().trimmed();
    int added = 0;
    for (int i = 0; i < int(m_commands.size()) && added < commandLimit; ++i) {
        const QAction *action = m_commands.at(i);
        const QString label = QString(action->text()).remove(u'&');
        if (!action->isEnabled() || !label.contains(words, Qt::CaseInsensitive))
            continue;
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        auto *item = new QListWidgetItem(keys.isEmpty() ? label : u"%1   %2"_s.arg(label, keys), m_list);
        item->setIcon(action->icon().isNull() ? models::icon(u"run-build"_s) : action->icon());
        item->setData(CommandRow, i);
        ++added;
    }
}

void FindAnything::place()
{
    const int rowHeight =
        m_list->sizeHintForRow(0) > 0 ? m_list->sizeHintForRow(0) : fontMetrics().height() + 8;
    const int height = qMin(m_list->count(), findLimit + commandLimit) * rowHeight + 12;
    const QPoint below = mapTo(window(), QPoint(width(), this->height() + 2));
    m_frame->setGeometry(qMax(8, below.x() - findWidth), below.y(), findWidth, height);
    m_frame->show();
    m_frame->raise();
}

void FindAnything::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || !m_frame->isVisible())
        return;
    const QVariant row = item->data(RecordRow);
    const QVariant command = item->data(CommandRow);
    if (row.isValid()) {
        const wire::Record record = m_found.at(row.toInt());
        close();
        Q_EMIT objectChosen(record);
    } else if (command.isValid()) {
        QAction *action = m_commands.at(command.toInt());
        close();
        action->trigger();
    }
}

void FindAnything::close()
{
    m_typing.stop();
    ++m_generation;
    if (m_call)
        m_call->cancel();
    m_frame->hide();
    clear();
}

void FindAnything::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int step = event->key() == Qt::Key_Down ? 1 : -1;
        m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, qMax(0, m_list->count() - 1)));
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // What was typed last counts, not what is shown from before.
        if (m_typing.isActive() || m_call) {
            m_enterWaits = true;
            if (m_typing.isActive())
                ask();
        } else {
            choose();
        }
        return;
    case Qt::Key_Escape:
        close();
        if (QWidget *next = nextInFocusChain())
            next->setFocus();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void FindAnything::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        m_frame->hide();
}

} // namespace smc::shell
