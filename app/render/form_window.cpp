// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/form_window.h"

#include "app/render/context.h"
#include "app/render/dialogs.h"
#include "app/render/editor_style.h"
#include "app/render/form_schema.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace smc::render {

namespace {

constexpr auto waitShownAfter = 150ms;

/// How the service calls what a form calls otherwise.
QString formNameOf(const QString &field)
{
    if (field.compare(u"unicodePwd"_s, Qt::CaseInsensitive) == 0)
        return u"password"_s;
    if (field.compare(u"name"_s, Qt::CaseInsensitive) == 0)
        return u"cn"_s;
    return field;
}

void flatten(const Error &error, QList<Error> &all)
{
    Error own = error;
    own.more.clear();
    all << own;
    for (const auto &more : error.more)
        flatten(more, all);
}

QString inOneSentence(const Error &error)
{
    return error.hint.isEmpty() ? error.message : error.message + u' ' + error.hint;
}

} // namespace

FormWindow::FormWindow(Context &context, const model::Form &form, QWidget *parent)
    : QDialog(parent, Qt::Window | Qt::WindowTitleHint | Qt::WindowSystemMenuHint |
                          Qt::WindowMinMaxButtonsHint | Qt::WindowCloseButtonHint)
    , m_context(context)
    , m_form(form)
    , m_title(new QLabel)
    , m_below(new QLabel)
    , m_banner(new QWidget)
    , m_bannerIcon(new QLabel)
    , m_bannerText(new QLabel)
    , m_tabs(new QTabWidget)
    , m_reasonLine(new QWidget)
    , m_reason(new QLineEdit)
    , m_top(new QVBoxLayout(this))
    , m_waitText(new QLabel)
    , m_waitBar(new QProgressBar)
    , m_waitCancel(new QPushButton(tr("Cancel the request")))
    , m_buttons(new QDialogButtonBox)
{
    setSizeGripEnabled(true);
    resize(840, 640);
    m_top->setContentsMargins(16, 16, 16, 16);
    m_top->setSpacing(8);

    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_title->setFont(large);
    m_title->setObjectName(u"heading"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_below->setObjectName(u"heading_below"_s);
    m_below->setTextFormat(Qt::PlainText);
    m_below->setPalette(mutedPalette(palette()));
    m_top->addWidget(m_title);
    m_top->addWidget(m_below);

    m_banner->setObjectName(u"banner"_s);
    auto *banner = new QHBoxLayout(m_banner);
    banner->setContentsMargins(8, 4, 8, 4);
    banner->setSpacing(8);
    m_bannerText->setObjectName(u"banner_text"_s);
    m_bannerText->setWordWrap(true);
    m_bannerText->setTextFormat(Qt::PlainText);
    m_bannerText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    banner->addWidget(m_bannerIcon, 0, Qt::AlignTop);
    banner->addWidget(m_bannerText, 1);
    m_banner->hide();
    m_top->addWidget(m_banner);

    m_tabs->setObjectName(u"pages"_s);
    m_tabs->setUsesScrollButtons(true);
    for (const auto &page : m_form.pages) {
        auto *widget = new FormPage(m_context, page);
        m_pages << widget;
        connect(widget, &FormPage::edited, this, &FormWindow::markPages);
        connect(widget, &FormPage::edited, this, &FormWindow::showRows);
        m_tabs->addTab(widget, page.title.shown().replace(u'&', u"&&"_s));
    }
    m_top->addWidget(m_tabs, 1);
    buildReason();

    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    m_waitText->setObjectName(u"wait_text"_s);
    m_waitBar->setRange(0, 0);
    m_waitBar->setTextVisible(false);
    m_waitBar->setFixedSize(80, 8);
    m_waitCancel->setObjectName(u"wait_cancel"_s);
    m_waitCancel->setAutoDefault(false);
    for (QWidget *part : {static_cast<QWidget *>(m_waitText), static_cast<QWidget *>(m_waitBar),
                          static_cast<QWidget *>(m_waitCancel)}) {
        part->hide();
        bottom->addWidget(part);
    }
    bottom->addStretch();
    bottom->addWidget(m_buttons);
    m_top->addLayout(bottom);

    m_waitTimer.setSingleShot(true);
    m_waitTimer.setInterval(waitShownAfter);
    connect(&m_waitTimer, &QTimer::timeout, this, [this] {
        m_focusBefore = focusWidget();
        m_tabs->setEnabled(false);
        m_waitText->show();
        m_waitBar->show();
        m_waitCancel->setVisible(bool(m_cancel));
    });
    connect(m_waitCancel, &QPushButton::clicked, this, [this] {
        if (const auto cancel = m_cancel)
            cancel();
    });
    for (auto *page : m_pages) {
        for (const auto &one : page->editors()) {
            one->setSiblings([this](const QString &field) {
                const auto *sibling = editor(field);
                return sibling ? sibling->values().value(0) : QString();
            });
        }
    }
    showRows();
    auto &schema = FormSchema::of(m_context, m_form);
    if (schema.isKnown())
        applyLimits(FormWindow::editors()); // nobody has added any yet
    else
        connect(&schema, &FormSchema::known, this, [this] { applyLimits(editors()); });
}

void FormWindow::buildReason()
{
    m_reasonLine->setObjectName(u"reason_line"_s);
    auto *line = new QHBoxLayout(m_reasonLine);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto *label = new QLabel(tr("Reason:"));
    label->setBuddy(m_reason);
    line->addWidget(label);
    line->addWidget(m_reason, 1);
    m_reason->setObjectName(u"reason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(longestReason);
    m_reason->setPlaceholderText(tr("Why, for whoever reads the changes later; may stay empty"));
    m_top->addWidget(m_reasonLine);
    m_reasonLine->setVisible(m_form.reason);
}

QString FormWindow::reason() const
{
    return m_reason->text().trimmed();
}

void FormWindow::forgetReason()
{
    m_reason->clear();
}

void FormWindow::hideReason()
{
    m_reasonLine->hide();
}

void FormWindow::showRows()
{
    for (auto *page : m_pages) {
        for (auto *row : page->rows())
            row->setVisible(row->editor().isThere());
    }
}

Editor *FormWindow::editor(const QString &field) const
{
    for (auto *page : m_pages) {
        if (auto *row = page->row(field))
            return &row->editor();
    }
    return nullptr;
}

QList<Editor *> FormWindow::editors() const
{
    QList<Editor *> all;
    for (auto *page : m_pages) {
        for (const auto &one : page->editors())
            all << one.get();
    }
    return all;
}

QList<Error> FormWindow::verifyAll() const
{
    QList<Error> errors;
    for (const auto *one : editors()) {
        if (one->isThere())
            errors << one->verify();
    }
    return errors;
}

void FormWindow::showErrors(const QList<Error> &errors)
{
    clearErrors();
    QList<Error> all;
    for (const auto &error : errors)
        flatten(error, all);
    QStringList elsewhere;
    QHash<FormRow *, QStringList> beside;
    for (const auto &error : all) {
        FormRow *row = nullptr;
        for (auto *page : m_pages) {
            if (error.field.isEmpty() || row)
                break;
            row = page->row(error.field);
            if (!row)
                row = page->row(formNameOf(error.field));
        }
        const QString words = inOneSentence(error);
        if (row)
            beside[row] << words;
        else
            elsewhere << (error.field.isEmpty() || words.contains(error.field)
                              ? words
                              : error.field + u": "_s + words);
    }
    elsewhere.removeDuplicates();
    for (auto it = beside.begin(); it != beside.end(); ++it) {
        it.value().removeDuplicates();
        it.key()->setErrors(it.value());
    }
    if (!elsewhere.isEmpty())
        showNote(Severity::Fault, elsewhere.join(u'\n'));
    markPages();
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        const auto &rows = m_pages.at(i)->rows();
        const auto first =
            std::find_if(rows.begin(), rows.end(), [](const FormRow *row) { return row->hasErrors(); });
        if (first == rows.end())
            continue;
        // The page in sight stays when it has a fault of its own.
        const auto *current = qobject_cast<FormPage *>(m_tabs->currentWidget());
        if (current && current != m_pages.at(i) && current->hasErrors())
            continue;
        m_tabs->setCurrentIndex(int(i));
        (*first)->takeFocus();
        break;
    }
}

void FormWindow::clearErrors()
{
    m_banner->hide();
    for (auto *page : m_pages)
        page->clearErrors();
    markPages();
}

void FormWindow::markPages()
{
    for (auto *page : m_pages) {
        const int index = m_tabs->indexOf(page);
        const bool wrong = page->hasErrors();
        m_tabs->setTabIcon(index, wrong ? stateIcon(palette(), Severity::Fault) : QIcon());
        m_tabs->setTabToolTip(index, wrong ? tr("Something on this page is not right yet") : QString());
    }
}

void FormWindow::showNote(Severity severity, const QString &text)
{
    m_severity = severity;
    m_bannerIcon->setPixmap(stateIcon(palette(), severity).pixmap(16, 16));
    m_bannerText->setText(text);
    m_bannerText->setPalette(statePalette(palette(), severity));
    m_banner->setVisible(!text.isEmpty());
}

void FormWindow::askDiscard(const QString &title, const QString &text)
{
    Question question;
    question.title = title;
    question.text = text;
    question.accept = tr("Discard");
    question.danger = true;
    m_context.dialogs().ask(this, question, [this](bool discard) {
        if (discard)
            QDialog::reject();
    });
}

void FormWindow::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    m_below->setPalette(mutedPalette(palette()));
    if (m_banner->isVisible())
        showNote(m_severity, m_bannerText->text());
    markPages();
}

void FormWindow::setHeading(const QString &title, const QString &below)
{
    m_title->setText(title);
    m_below->setText(below);
    m_below->setVisible(!below.isEmpty());
}

void FormWindow::beginWait(const QString &text, std::function<void()> cancel)
{
    m_waiting = true;
    m_cancel = std::move(cancel);
    m_waitText->setText(text);
    m_waitTimer.start();
    waitChanged();
}

void FormWindow::waitText(const QString &text)
{
    m_waitText->setText(text);
}

void FormWindow::endWait()
{
    m_waiting = false;
    m_cancel = nullptr;
    m_waitTimer.stop();
    const bool wasShown = !m_tabs->isEnabled();
    m_tabs->setEnabled(true);
    m_waitText->hide();
    m_waitBar->hide();
    m_waitCancel->hide();
    if (wasShown && m_focusBefore)
        m_focusBefore->setFocus();
    waitChanged();
}

void FormWindow::applyLimits(const QList<Editor *> &editors)
{
    const auto &schema = FormSchema::of(m_context, m_form);
    for (auto *one : editors) {
        if (const auto limits = schema.limits(one->name()); limits.known)
            one->setLimits(limits);
    }
    for (auto *page : m_pages) {
        for (auto *row : page->rows())
            row->showHelp();
    }
}

} // namespace smc::render
