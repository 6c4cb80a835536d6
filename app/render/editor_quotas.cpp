// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_quotas.h"

#include "app/models/format.h"
#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"
#include "app/render/picker.h"
#include "shared/wire/paths.h"

#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

enum QuotaColumn { AccountColumn, UsedColumn, SoftColumn, HardColumn };
constexpr int keyRole = Qt::UserRole;

QString everybody()
{
    return u"*"_s;
}

/// What was typed as a limit: empty for none; nothing for what is no limit.
std::optional<std::optional<quint64>> limitOf(const QString &text)
{
    if (text.trimmed().isEmpty())
        return std::optional<quint64>();
    const auto bytes = models::parseBytes(text);
    if (!bytes || *bytes == 0)
        return std::nullopt;
    return std::optional(bytes);
}

QString typedText(const std::optional<quint64> &limit)
{
    return limit ? models::exactBytes(*limit) : QString();
}

QJsonValue jsonOf(const std::optional<quint64> &limit)
{
    return limit ? QJsonValue(QString::number(*limit)) : QJsonValue(QJsonValue::Null);
}

} // namespace

QuotasEditor::QuotasEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_list(new QTreeWidget)
    , m_soft(new QLineEdit)
    , m_hard(new QLineEdit)
    , m_add(new QPushButton(tr("Add…")))
    , m_again(new QPushButton(tr("Read anew")))
    , m_note(new QLabel)
{
    build();
    m_box->installEventFilter(this);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] {
        if (m_filling)
            return;
        showLimits();
        readChosen();
    });
    connect(m_soft, &QLineEdit::textEdited, this, &QuotasEditor::takeTyped);
    connect(m_hard, &QLineEdit::textEdited, this, &QuotasEditor::takeTyped);
    connect(m_add, &QPushButton::clicked, this, &QuotasEditor::add);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_typed.clear();
        readAll();
        Q_EMIT edited();
    });
}

void QuotasEditor::build()
{
    dress(m_box);
    dress(m_list, u"_list"_s);
    dress(m_soft, u"_soft"_s);
    dress(m_hard, u"_hard"_s);
    dress(m_add, u"_add"_s);
    dress(m_again, u"_again"_s);
    dress(m_note, u"_note"_s);
    m_list->setAccessibleName(tr("Quotas"));
    m_list->setHeaderLabels({tr("Account"), tr("Used"), tr("Warned above"), tr("At most")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->header()->resizeSection(AccountColumn, 220);
    for (QLineEdit *edit : {m_soft, m_hard}) {
        edit->setPlaceholderText(tr("no limit"));
        edit->setToolTip(tr("Such as 10 GiB or 500 MB; nothing for no limit"));
    }
    m_soft->setAccessibleName(tr("Warned above"));
    m_hard->setAccessibleName(tr("At most"));
    for (QPushButton *button : {m_add, m_again})
        button->setAutoDefault(false);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    auto *limits = new QFormLayout;
    limits->addRow(tr("Warned above"), m_soft);
    limits->addRow(tr("At most"), m_hard);
    auto *side = new QVBoxLayout;
    side->addWidget(m_add);
    side->addStretch(1);
    side->addWidget(m_again);
    auto *layout = new QGridLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_list, 0, 0);
    layout->addLayout(side, 0, 1);
    layout->addWidget(m_note, 1, 0, 1, 2);
    layout->addLayout(limits, 2, 0);
    layout->setRowStretch(0, 1);
    layout->setColumnStretch(0, 1);
}

QWidget *QuotasEditor::widget()
{
    return m_box;
}

QWidget *QuotasEditor::focusTarget()
{
    return m_list;
}

// ---- what there is --------------------------------------------------------------------------------------

void QuotasEditor::show(const QStringList &)
{
    // The share was read: so are its quotas, when they are looked at again.
    if (!m_rebasing)
        m_typed.clear();
    m_stale = true;
    if (m_box->isVisible())
        readAll();
}

void QuotasEditor::rebase(const wire::Record &object)
{
    m_rebasing = true;
    load(object);
    m_rebasing = false;
    if (!m_box->isVisible()) // else the list is read, and they are with it
        readTyped();
}

void QuotasEditor::forget(const Part &part)
{
    if (m_typed.remove(part.subId) > 0)
        Q_EMIT edited();
}

bool QuotasEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_box && event->type() == QEvent::Show && m_stale)
        readAll();
    return Editor::eventFilter(watched, event);
}

void QuotasEditor::readAll()
{
    const QString id = models::idOf(object());
    if (id.isEmpty())
        return;
    m_stale = false;
    say(tr("Reading…"));
    context().source().get(wire::restPath(models::resourceOf(object()), id, name()), {}, this,
                           [this](const Result<data::Answer> &answer) { takeAll(answer); });
}

void QuotasEditor::takeAll(const Result<data::Answer> &answer)
{
    readTyped();
    if (!answer) {
        // What is typed stands in its row.
        if (m_typed.isEmpty()) {
            m_quotas.clear();
            m_order.clear();
            m_about.clear();
            showRows();
        }
        return say(answer.error());
    }
    const QMap<QString, Quota> known = std::exchange(m_quotas, {});
    m_order.clear();
    for (const QJsonValue item : answer->json()["items"_L1].toArray()) {
        const wire::Record record = models::recordFromJson(item.toObject());
        const QString sid = record.text("sid");
        const QString key = sid.isEmpty() ? everybody() : sid;
        take(key, record, m_typed.contains(key) ? known.value(key).etag : QByteArray());
        if (!sid.isEmpty())
            continue;
        const QString state = record.text("state");
        m_about = state == u"enforced" ? tr("Nobody gets above his limit.")
                  : state == u"tracked"
                      ? tr("What people use is counted; nobody is kept from getting above his limit.")
                      : tr("The server has these limits and does not heed them now.");
    }
    // Somebody without a limit is in no list; what is typed for him stays.
    for (auto it = m_typed.cbegin(); it != m_typed.cend(); ++it) {
        if (!m_quotas.contains(it.key())) {
            m_quotas.insert(it.key(), known.value(it.key()));
            m_order << it.key();
        }
    }
    showRows();
    say(m_about);
    readChosen();
}

void QuotasEditor::readTyped()
{
    for (auto it = m_typed.cbegin(); it != m_typed.cend(); ++it)
        readOne(it.key());
}

void QuotasEditor::readChosen()
{
    if (m_reading)
        m_reading->cancel();
    if (const QString key = chosen(); !key.isEmpty() && m_quotas.value(key).etag.isEmpty())
        m_reading = readOne(key);
}

data::Call *QuotasEditor::readOne(const QString &key, bool choose)
{
    return context().source().get(
        wire::restPath(models::resourceOf(object()), models::idOf(object()), name(), key), {}, this,
        [this, key, choose](const Result<data::Answer> &answer) {
            if (!answer)
                return say(answer.error());
            const bool before = isChanged();
            take(key, models::recordFromJson(answer->json().toObject()), answer->etag);
            showRow(key);
            if (choose)
                m_list->setCurrentItem(rowOf(key));
            if (key == chosen())
                showLimits();
            if (isChanged() != before)
                Q_EMIT edited();
        });
}

void QuotasEditor::take(const QString &key, const wire::Record &record, const QByteArray &etag)
{
    const auto limit = [&record](const char *name) {
        return record.contains(name) ? Limit(record.value(name).toULongLong()) : Limit();
    };
    if (!m_order.contains(key))
        m_order << key;
    m_quotas.insert(key, {.account = record.text("account"),
                          .used = record.value("used").toULongLong(),
                          .soft = limit("soft"),
                          .hard = limit("hard"),
                          .etag = etag});
}

QString QuotasEditor::nameOf(const QString &key) const
{
    return key == everybody() ? tr("Everybody else") : m_quotas.value(key).account;
}

QTreeWidgetItem *QuotasEditor::rowOf(const QString &key) const
{
    return m_list->topLevelItem(int(m_order.indexOf(key)));
}

void QuotasEditor::showRows()
{
    const QString before = chosen();
    m_filling = true;
    m_list->clear();
    for (const QString &key : std::as_const(m_order))
        showRow(key);
    m_list->setCurrentItem(before.isEmpty() ? m_list->topLevelItem(0) : rowOf(before));
    m_filling = false;
    showLimits();
}

void QuotasEditor::showRow(const QString &key)
{
    const QLocale locale;
    const auto shown = [&locale](const Limit &limit) {
        return limit ? locale.formattedDataSize(qint64(*limit)) : tr("no limit");
    };
    const Quota quota = m_quotas.value(key);
    Limit soft = quota.soft;
    Limit hard = quota.hard;
    if (const auto typed = m_typed.constFind(key); typed != m_typed.cend()) {
        soft = limitOf(typed->soft).value_or(soft);
        hard = limitOf(typed->hard).value_or(hard);
    }
    QTreeWidgetItem *item = rowOf(key);
    if (!item)
        item = new QTreeWidgetItem(m_list);
    item->setText(AccountColumn, nameOf(key));
    item->setText(UsedColumn, key == everybody() ? QString() : locale.formattedDataSize(qint64(quota.used)));
    item->setText(SoftColumn, shown(soft));
    item->setText(HardColumn, shown(hard));
    item->setData(AccountColumn, keyRole, key);
    item->setToolTip(AccountColumn, key == everybody() ? tr("Who has no quota of his own") : key);
    for (const int column : {UsedColumn, SoftColumn, HardColumn})
        item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    QFont font = m_list->font();
    font.setBold(isChanged(key));
    item->setFont(AccountColumn, font);
}

void QuotasEditor::showLimits()
{
    const QString key = chosen();
    const Quota quota = m_quotas.value(key);
    const Typed typed = m_typed.value(key, {typedText(quota.soft), typedText(quota.hard)});
    for (const auto &[edit, text] : {std::pair{m_soft, typed.soft}, std::pair{m_hard, typed.hard}}) {
        if (edit->text() != text)
            edit->setText(text);
        edit->setEnabled(!key.isEmpty() && !quota.etag.isEmpty());
        edit->setReadOnly(isReadOnly());
    }
    m_add->setEnabled(!m_quotas.isEmpty());
}

QString QuotasEditor::chosen() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    return item ? item->data(AccountColumn, keyRole).toString() : QString();
}

void QuotasEditor::say(const QString &text, bool isFault)
{
    m_note->setText(text);
    m_note->setPalette(isFault ? statePalette(m_box->palette(), Severity::Fault)
                               : mutedPalette(m_box->palette()));
    m_note->setVisible(!text.isEmpty());
}

void QuotasEditor::say(const Error &error)
{
    say(error.hint.isEmpty() ? error.message : error.message + u' ' + error.hint, true);
}

void QuotasEditor::showReadOnly(bool readOnly)
{
    m_add->setVisible(!readOnly);
    showLimits();
}

// ---- what the person makes of it ------------------------------------------------------------------------

bool QuotasEditor::isChanged(const QString &key) const
{
    const auto typed = m_typed.constFind(key);
    if (typed == m_typed.cend())
        return false;
    const Quota quota = m_quotas.value(key);
    const auto soft = limitOf(typed->soft);
    const auto hard = limitOf(typed->hard);
    return !soft || !hard || *soft != quota.soft || *hard != quota.hard;
}

bool QuotasEditor::isChanged() const
{
    return std::any_of(m_typed.keyBegin(), m_typed.keyEnd(),
                       [this](const QString &key) { return isChanged(key); });
}

void QuotasEditor::takeTyped()
{
    const QString key = chosen();
    if (key.isEmpty() || isReadOnly())
        return;
    m_typed[key] = {m_soft->text(), m_hard->text()};
    showRow(key);
    say(m_about);
    emitEdited();
}

void QuotasEditor::add()
{
    PickerRequest request;
    request.title = tr("Whose quota?");
    request.resources = {u"identity/users"_s};
    request.multiple = false;
    openPicker(context(), m_box, request, [this](const QList<wire::Record> &picked) {
        const QString sid = picked.isEmpty() ? QString() : picked.constFirst().text("objectSid");
        if (!sid.isEmpty())
            readOne(sid, true);
    });
}

QList<Error> QuotasEditor::verify() const
{
    QList<Error> errors;
    for (auto it = m_typed.cbegin(); it != m_typed.cend(); ++it) {
        const auto soft = limitOf(it->soft);
        const auto hard = limitOf(it->hard);
        if (!soft || !hard) {
            errors << fault(tr("%1: \"%2\" is no limit.").arg(nameOf(it.key()), soft ? it->hard : it->soft),
                            tr("Write it as 10 GiB or 500 MB, or leave it empty for no limit."));
        } else if (*soft && *hard && **soft > **hard) {
            errors << fault(tr("%1 would be warned above what is allowed at most.").arg(nameOf(it.key())),
                            tr("Make the first limit the smaller one."));
        }
    }
    return errors;
}

QList<Part> QuotasEditor::parts() const
{
    QList<Part> all;
    for (auto it = m_typed.cbegin(); it != m_typed.cend(); ++it) {
        const auto soft = limitOf(it->soft);
        const auto hard = limitOf(it->hard);
        if (!isChanged(it.key()) || !soft || !hard)
            continue;
        const Quota quota = m_quotas.value(it.key());
        all << Part{.sub = name(),
                    .subId = it.key(),
                    .query = {},
                    .body = {{u"soft"_s, jsonOf(*soft)}, {u"hard"_s, jsonOf(*hard)}},
                    .before = {{u"soft"_s, jsonOf(quota.soft)}, {u"hard"_s, jsonOf(quota.hard)}},
                    .etag = quota.etag,
                    .field = name(),
                    .words = tr("%1: quota changed").arg(nameOf(it.key()))};
    }
    return all;
}

} // namespace smc::render
