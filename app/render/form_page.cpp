// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/form_page.h"

#include "app/render/editor_style.h"
#include "app/render/tool_button.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWhatsThis>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

constexpr int besideFrom = 600;
constexpr int markWidth = 3;

} // namespace

FormRow::FormRow(Editor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_text(editor.field().label.shown())
    , m_mark(new QWidget(this))
    , m_errors(new QLabel(this))
    , m_column(new QWidget(this))
{
    const QString plain = editor.name().section(u';', 0, 0);
    setObjectName(u"row_"_s + plain);
    m_labelless = editor.field().editor == "check"_L1 || editor.fillsPage();
    m_label = new QLabel(m_labelless ? QString() : m_text, this);
    m_label->setObjectName(u"label_"_s + plain);
    m_label->setBuddy(editor.focusTarget());
    if (editor.field().required) {
        m_label->setText(m_text + u" *"_s);
        m_label->setToolTip(tr("Required"));
    }
    m_mark->setObjectName(u"mark_"_s + plain);
    m_mark->setFixedWidth(markWidth);
    m_mark->setAutoFillBackground(true);
    m_mark->setToolTip(tr("Changed, not yet applied"));
    QSizePolicy keepsPlace = m_mark->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_mark->setSizePolicy(keepsPlace);
    m_mark->hide();

    auto *column = new QGridLayout(m_column);
    column->setContentsMargins(0, 0, 0, 0);
    column->setHorizontalSpacing(8);
    column->setVerticalSpacing(2);
    column->addWidget(editor.widget(), 0, 0);
    column->setColumnStretch(0, 1);
    if (!editor.field().unit.isEmpty()) {
        m_unit = new QLabel(editor.field().unit.shown(), m_column);
        column->addWidget(m_unit, 0, 1);
    }
    if (!editor.field().hint.isEmpty()) {
        m_hint = new QLabel(editor.field().hint.shown(), m_column);
        m_hint->setWordWrap(true);
        column->addWidget(m_hint, 1, 0, 1, 2);
    }
    m_errors->setObjectName(u"error_"_s + plain);
    m_errors->setWordWrap(true);
    m_errors->setTextFormat(Qt::PlainText);
    m_errors->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_errors->hide();
    column->addWidget(m_errors, 2, 0, 1, 2);
    if (editor.fillsPage())
        column->setRowStretch(0, 1);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    connect(&editor, &Editor::edited, this, &FormRow::refresh);
    colour();
}

void FormRow::colour()
{
    QPalette bar = palette();
    bar.setColor(QPalette::Window, palette().color(QPalette::Highlight));
    m_mark->setPalette(bar);
    m_errors->setPalette(statePalette(palette(), Severity::Fault));
    if (m_hint)
        m_hint->setPalette(mutedPalette(palette()));
    if (m_note)
        m_note->setPalette(m_severity == Severity::Note ? mutedPalette(palette())
                                                        : statePalette(palette(), m_severity));
}

void FormRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void FormRow::arrange(bool beside, int labelWidth)
{
    auto *grid = static_cast<QGridLayout *>(layout());
    while (grid->count() > 0)
        delete grid->takeAt(0);
    const bool showLabel = !m_labelless || (beside && !m_editor.fillsPage());
    m_label->setVisible(showLabel);
    grid->addWidget(m_mark, 0, 0, 2, 1);
    if (beside && !m_editor.fillsPage()) {
        m_label->setAlignment(Qt::AlignRight | Qt::AlignTop);
        m_label->setFixedWidth(labelWidth);
        // As high as a line of the editor, so that the words stand on one line with what is typed.
        m_label->setContentsMargins(0, 4, 0, 0);
        m_label->setWordWrap(true);
        grid->addWidget(m_label, 0, 1, Qt::AlignTop);
        grid->addWidget(m_column, 0, 2);
        grid->setColumnStretch(1, 0);
        grid->setColumnStretch(2, 1);
    } else {
        m_label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_label->setMinimumWidth(0);
        m_label->setMaximumWidth(QWIDGETSIZE_MAX);
        m_label->setContentsMargins(0, 0, 0, 0);
        m_label->setWordWrap(false);
        if (showLabel)
            grid->addWidget(m_label, 0, 1);
        grid->addWidget(m_column, 1, 1);
        grid->setColumnStretch(1, 1);
        grid->setColumnStretch(2, 0);
    }
}

int FormRow::labelWidth() const
{
    if (m_labelless)
        return 0;
    return fontMetrics().horizontalAdvance(m_text + u" *"_s) + 4;
}

void FormRow::setErrors(const QStringList &messages)
{
    QStringList lines;
    for (const auto &message : messages)
        lines << u"⚠ "_s + message;
    m_errors->setText(lines.join(u'\n'));
    m_errors->setVisible(!lines.isEmpty());
    m_editor.focusTarget()->setAccessibleDescription(lines.isEmpty() ? m_editor.field().hint.shown()
                                                                     : messages.join(u' '));
    update();
}

void FormRow::setNote(Severity severity, const QString &text)
{
    if (!m_note) {
        if (text.isEmpty())
            return;
        m_note = new QLabel(m_column);
        m_note->setObjectName(u"note_"_s + m_editor.name().section(u';', 0, 0));
        m_note->setWordWrap(true);
        m_note->setTextFormat(Qt::PlainText);
        static_cast<QGridLayout *>(m_column->layout())->addWidget(m_note, 3, 0, 1, 2);
    }
    m_severity = severity;
    colour();
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

bool FormRow::hasErrors() const
{
    return !m_errors->text().isEmpty();
}

void FormRow::refresh()
{
    if (hasErrors()) {
        // What was wrong may be mended now; what the service said about the value before is void.
        QStringList left;
        for (const auto &error : m_editor.verify())
            left << error.message;
        setErrors(left);
    }
    m_mark->setVisible(!m_editor.isCreating() && m_editor.isChanged());
}

void FormRow::showHelp()
{
    const Limits &limits = m_editor.limits();
    if (limits.help.isEmpty() || m_help)
        return;
    QStringList paragraphs;
    for (const QString &paragraph : limits.help.split(u'\n', Qt::SkipEmptyParts))
        paragraphs << u"<p>"_s + paragraph.toHtmlEscaped() + u"</p>"_s;
    if (!limits.standard.isEmpty())
        paragraphs << tr("<p>Without a value: <b>%1</b></p>").arg(limits.standard.toHtmlEscaped());
    const QString text = paragraphs.join(QString());
    m_editor.focusTarget()->setWhatsThis(text);
    m_help =
        makeToolButton(u"help_"_s + m_editor.name(), u"help-contextual"_s, tr("What is this?"), m_column);
    m_help->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_help->setFocusPolicy(Qt::NoFocus); // Shift+F1 in the field says the same
    connect(m_help, &QToolButton::clicked, this, [this, text] {
        QWhatsThis::showText(m_help->mapToGlobal(QPoint(0, m_help->height())), text, m_help);
    });
    static_cast<QGridLayout *>(m_column->layout())->addWidget(m_help, 0, 2, Qt::AlignTop);
}

void FormRow::setMnemonic(QChar letter)
{
    const auto mark = [&](QString text) {
        const auto at = text.indexOf(letter, 0, Qt::CaseInsensitive);
        if (at >= 0)
            text.insert(at, u'&');
        return text;
    };
    if (!m_labelless)
        m_label->setText(mark(m_text) + (m_editor.field().required ? u" *"_s : QString()));
}

void FormRow::takeFocus()
{
    m_editor.focusTarget()->setFocus(Qt::OtherFocusReason);
}

void FormRow::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    if (!hasErrors())
        return;
    QPainter painter(this);
    QColor ground = stateColor(Severity::Fault);
    ground.setAlpha(22);
    painter.fillRect(rect(), ground);
}

FormPage::FormPage(Context &context, const model::Page &page, QWidget *parent)
    : QWidget(parent)
    , m_page(page)
    , m_scroll(new QScrollArea(this))
{
    setObjectName(u"page_"_s + page.name);
    auto *inner = new QWidget;
    auto *layout = new QVBoxLayout(inner);
    layout->setContentsMargins(8, 16, 8, 16);
    layout->setSpacing(8);
    bool fills = false;
    for (const auto &field : page.fields) {
        auto editor = makeEditor(context, field);
        auto *row = new FormRow(*editor, inner);
        layout->addWidget(row, editor->fillsPage() ? 1 : 0);
        fills = fills || editor->fillsPage();
        connect(editor.get(), &Editor::edited, this, &FormPage::edited);
        m_rows << row;
        m_editors.push_back(std::move(editor));
    }
    if (!fills)
        layout->addStretch(1);
    m_scroll->setWidget(inner);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_scroll);
    assignMnemonics();
    arrange();
}

FormPage::~FormPage()
{
    // Controls tell their editors of every change, also while they go: the editors go first.
    m_editors.clear();
}

FormRow *FormPage::row(const QString &field) const
{
    // Options of modules stand together in one field; nothing else has a colon in its name.
    const QString written = field.contains(u':') ? u"parametric"_s : field;
    for (auto *row : m_rows) {
        if (row->editor().writes(written))
            return row;
    }
    return nullptr;
}

void FormPage::clearErrors()
{
    for (auto *row : m_rows)
        row->setErrors({});
}

bool FormPage::hasErrors() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const FormRow *row) { return row->hasErrors(); });
}

int FormPage::changes() const
{
    return int(std::count_if(m_editors.begin(), m_editors.end(),
                             [](const auto &editor) { return editor->isChanged(); }));
}

void FormPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void FormPage::assignMnemonics()
{
    // The buttons of the sheet keep theirs, in English and in German.
    QString used = u"aocvü"_s;
    for (auto *row : m_rows) {
        for (const QChar c : row->labelText()) {
            if (c.isLetter() && !used.contains(c.toLower())) {
                row->setMnemonic(c);
                used += c.toLower();
                break;
            }
        }
    }
}

void FormPage::arrange()
{
    const bool beside = width() >= besideFrom;
    if (m_beside == beside)
        return;
    m_beside = beside;
    int labels = 0;
    for (const auto *row : m_rows)
        labels = std::max(labels, row->labelWidth());
    for (auto *row : m_rows)
        row->arrange(beside, std::min(labels, 220));
}

} // namespace smc::render
