// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/sheet_conflict.h"

#include "app/render/editor_style.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

SheetConflict::SheetConflict(const QString &name, const QList<Conflict> &conflicts, QWidget *parent)
    : QDialog(parent)
    , m_conflicts(conflicts)
{
    setObjectName(u"conflict"_s);
    setWindowTitle(tr("Changed by somebody else"));
    resize(680, 320);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    auto *intro = new QLabel(
        tr("%1 was changed while you were editing. Choose what each of these fields is to hold; all other "
           "changes, yours and theirs, are kept.")
            .arg(name));
    intro->setWordWrap(true);
    layout->addWidget(intro);

    auto *inner = new QWidget;
    auto *grid = new QGridLayout(inner);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    int column = 1;
    for (const auto &heading : {tr("Before"), tr("Mine"), tr("Theirs"), tr("Both")}) {
        auto *label = new QLabel(heading);
        QFont bold = label->font();
        bold.setBold(true);
        label->setFont(bold);
        grid->addWidget(label, 0, column++);
    }
    int row = 1;
    bool anyMerge = false;
    for (const auto &conflict : conflicts) {
        auto *label = new QLabel(conflict.label);
        label->setAlignment(Qt::AlignRight | Qt::AlignTop);
        auto *before = new QLabel(conflict.before);
        before->setWordWrap(true);
        before->setPalette(mutedPalette(palette()));
        auto *group = new QButtonGroup(this);
        grid->addWidget(label, row, 0);
        grid->addWidget(before, row, 1, Qt::AlignTop);
        const auto offer = [&](Resolution resolution, const QString &text, const QString &suffix, int at) {
            auto *button = new QRadioButton(text);
            button->setObjectName(u"conflict_%1_%2"_s.arg(conflict.field, suffix));
            button->setAccessibleName(conflict.label + u": "_s + suffix + u": "_s + text);
            group->addButton(button, int(resolution));
            grid->addWidget(button, row, at, Qt::AlignTop);
        };
        offer(Resolution::Mine, conflict.mine, u"mine"_s, 2);
        offer(Resolution::Theirs, conflict.theirs, u"theirs"_s, 3);
        if (conflict.canMerge) {
            offer(Resolution::Both, tr("keep both"), u"both"_s, 4);
            anyMerge = true;
        }
        group->button(int(Resolution::Mine))->setChecked(true);
        m_groups << group;
        ++row;
    }
    if (!anyMerge)
        grid->itemAtPosition(0, 4)->widget()->hide();
    for (int at = 1; at <= 3; ++at)
        grid->setColumnStretch(at, 1);
    grid->setRowStretch(row, 1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(inner);
    layout->addWidget(scroll, 1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto *apply = buttons->addButton(tr("&Apply"), QDialogButtonBox::AcceptRole);
    apply->setObjectName(u"conflict_apply"_s);
    apply->setDefault(true);
    auto *allMine = buttons->addButton(tr("All &mine"), QDialogButtonBox::ActionRole);
    auto *allTheirs = buttons->addButton(tr("All &theirs"), QDialogButtonBox::ActionRole);
    for (auto *button : {allMine, allTheirs, buttons->button(QDialogButtonBox::Cancel)})
        button->setAutoDefault(false);
    const auto chooseAll = [this](Resolution resolution) {
        for (auto *group : m_groups)
            group->button(int(resolution))->setChecked(true);
    };
    connect(allMine, &QPushButton::clicked, this, [chooseAll] { chooseAll(Resolution::Mine); });
    connect(allTheirs, &QPushButton::clicked, this, [chooseAll] { chooseAll(Resolution::Theirs); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    if (!m_groups.isEmpty())
        m_groups.first()->button(int(Resolution::Mine))->setFocus();
}

Resolution SheetConflict::resolution(const QString &field) const
{
    for (qsizetype i = 0; i < m_conflicts.size(); ++i) {
        if (m_conflicts.at(i).field == field)
            return static_cast<Resolution>(m_groups.at(i)->checkedId());
    }
    return Resolution::Mine;
}

} // namespace smc::render
