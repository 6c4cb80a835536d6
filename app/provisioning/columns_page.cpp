// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/columns_page.h"

#include "app/provisioning/column_guess.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::provisioning {

ColumnsPage::ColumnsPage(render::Context &context, QWidget *parent)
    : QWidget(parent)
    , m_delimiter(new QComboBox)
    , m_encoding(new QComboBox)
    , m_header(new QCheckBox(tr("The first line holds &headings")))
    , m_columns(new QTableWidget)
    , m_note(new QLabel)
{
    setObjectName(u"columns_page"_s);
    m_delimiter->setObjectName(u"csv_delimiter"_s);
    m_delimiter->setAccessibleName(tr("Separator"));
    m_delimiter->addItem(tr("Separator: found out"), QChar());
    m_delimiter->addItem(tr("Comma"), QChar(u','));
    m_delimiter->addItem(tr("Semicolon"), QChar(u';'));
    m_delimiter->addItem(tr("Tab"), QChar(u'\t'));
    m_encoding->setObjectName(u"csv_encoding"_s);
    m_encoding->setAccessibleName(tr("Encoding"));
    m_encoding->addItem(tr("Encoding: found out"), QString());
    for (const auto &name : {u"UTF-8"_s, u"Windows-1252"_s, u"UTF-16"_s})
        m_encoding->addItem(name, name);
    m_header->setObjectName(u"csv_header"_s);
    m_header->setChecked(true);
    auto *choose = new QPushButton(tr("Another &file…"));
    choose->setObjectName(u"csv_choose"_s);
    choose->setAutoDefault(false);
    m_columns->setObjectName(u"csv_columns"_s);
    m_columns->setAccessibleName(tr("Columns of the file"));
    m_columns->setColumnCount(3);
    m_columns->setHorizontalHeaderLabels({tr("Column of the file"), tr("Examples"), tr("Becomes")});
    m_columns->verticalHeader()->hide();
    m_columns->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_columns->setSelectionMode(QAbstractItemView::NoSelection);
    m_columns->setAlternatingRowColors(true);
    m_columns->setShowGrid(false);
    m_columns->horizontalHeader()->resizeSection(0, 200);
    m_columns->horizontalHeader()->resizeSection(1, 340);
    m_columns->horizontalHeader()->setStretchLastSection(true);
    m_columns->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_note->setObjectName(u"csv_note"_s);
    m_note->setWordWrap(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(choose);
    line->addWidget(m_delimiter);
    line->addWidget(m_encoding);
    line->addWidget(m_header);
    line->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(m_columns, 1);
    layout->addWidget(m_note);
    connect(m_delimiter, &QComboBox::currentIndexChanged, this, &ColumnsPage::read);
    connect(m_encoding, &QComboBox::currentIndexChanged, this, &ColumnsPage::read);
    connect(m_header, &QCheckBox::toggled, this, &ColumnsPage::read);
    connect(choose, &QPushButton::clicked, this, [this, &context] {
        context.dialogs().openFile(this, tr("People from a file"), tr("CSV (*.csv *.txt *.tsv)"),
                                   [this](const QString &file) {
                                       if (!file.isEmpty())
                                           setFile(file);
                                   });
    });
}

void ColumnsPage::setFile(const QString &file)
{
    m_file = file;
    read();
}

void ColumnsPage::read()
{
    m_table = {};
    m_fault.clear();
    if (m_file.isEmpty()) {
        m_fault = tr("Choose a CSV file with one person to a line.");
    } else {
        const auto read = readCsv(m_file, {m_delimiter->currentData().toChar(),
                                           m_encoding->currentData().toString(), m_header->isChecked()});
        if (read)
            m_table = *read;
        else
            m_fault = read.error().hint.isEmpty() ? read.error().message
                                                  : read.error().message + u' ' + read.error().hint;
    }
    fill();
    Q_EMIT changed();
}

void ColumnsPage::fill()
{
    const auto targets = columnTargets();
    const auto guesses = guessColumns(m_table.header);
    m_columns->setRowCount(int(m_table.header.size()));
    for (int row = 0; row < m_table.header.size(); ++row) {
        m_columns->setItem(row, 0, new QTableWidgetItem(m_table.header.at(row)));
        QStringList examples;
        for (const auto &person : m_table.rows) {
            if (!person.at(row).isEmpty() && !examples.contains(person.at(row)))
                examples << person.at(row);
            if (examples.size() == 3)
                break;
        }
        auto *shown = new QTableWidgetItem(examples.join(u" · "_s).simplified());
        shown->setForeground(render::mutedPalette(palette()).color(QPalette::WindowText));
        m_columns->setItem(row, 1, shown);
        auto *combo = new QComboBox;
        combo->setObjectName(u"csv_target_%1"_s.arg(row));
        combo->setAccessibleName(tr("What %1 becomes").arg(m_table.header.at(row)));
        combo->addItem(tr("– left out –"), QString());
        for (const auto &target : targets)
            combo->addItem(target.label, target.name);
        combo->setCurrentIndex(std::max(0, combo->findData(guesses.at(row))));
        connect(combo, &QComboBox::currentIndexChanged, this, &ColumnsPage::targetChosen);
        m_columns->setCellWidget(row, 2, combo);
        m_columns->setRowHeight(row, combo->sizeHint().height() + 4);
    }
    targetChosen();
}

void ColumnsPage::targetChosen()
{
    const QString gap = missing();
    m_note->setText(gap.isEmpty() ? tr("%n row(s). Columns that are left out are not written.", nullptr,
                                       int(m_table.rows.size()))
                                  : u"⚠ "_s + gap);
    m_note->setPalette(gap.isEmpty() ? render::mutedPalette(palette())
                                     : render::statePalette(palette(), render::Severity::Attention));
    Q_EMIT changed();
}

QStringList ColumnsPage::targets() const
{
    QStringList all;
    for (int row = 0; row < m_columns->rowCount(); ++row) {
        const auto *combo = qobject_cast<QComboBox *>(m_columns->cellWidget(row, 2));
        all << (combo ? combo->currentData().toString() : QString());
    }
    return all;
}

QString ColumnsPage::missing() const
{
    if (!m_fault.isEmpty())
        return m_fault;
    if (m_table.rows.isEmpty())
        return tr("There are no people in the file.");
    const auto chosen = targets();
    for (const auto &target : chosen) {
        if (!target.isEmpty() && chosen.count(target) > 1)
            return tr("Two columns become “%1”.").arg(columnLabel(target));
    }
    if (!chosen.contains(u"sn"_s) && !chosen.contains(u"fullName"_s))
        return tr("Say which column holds the last name.");
    return {};
}

} // namespace smc::provisioning
