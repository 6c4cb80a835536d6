// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/access_entry_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

constexpr int rightColumns = 3;

} // namespace

AccessEntryPanel::AccessEntryPanel(QWidget *parent)
    : QWidget(parent)
    , m_type(new QComboBox(this))
    , m_access(new QComboBox(this))
    , m_folder(new QCheckBox(tr("This folder"), this))
    , m_subfolders(new QCheckBox(tr("Subfolders"), this))
    , m_files(new QCheckBox(tr("Files"), this))
    , m_noFurther(new QCheckBox(tr("One level only"), this))
{
    m_type->setObjectName(u"access_type"_s);
    m_type->setAccessibleName(tr("Allowed or denied"));
    m_type->addItem(tr("Allow"));
    m_type->addItem(tr("Deny"));
    m_access->setObjectName(u"access_word"_s);
    m_access->setAccessibleName(tr("Access"));
    for (const quint32 mask : {models::fullAccess, models::changeAccess, models::readAccess})
        m_access->addItem(models::accessText(mask), mask);
    m_access->addItem(tr("Special"));
    m_folder->setObjectName(u"access_folder"_s);
    m_subfolders->setObjectName(u"access_subfolders"_s);
    m_files->setObjectName(u"access_files"_s);
    m_noFurther->setObjectName(u"access_no_further"_s);
    m_noFurther->setToolTip(tr("What lies deeper does not inherit it"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    for (QWidget *widget : {static_cast<QWidget *>(m_type), static_cast<QWidget *>(m_access),
                            static_cast<QWidget *>(m_folder), static_cast<QWidget *>(m_subfolders),
                            static_cast<QWidget *>(m_files), static_cast<QWidget *>(m_noFurther)})
        line->addWidget(widget);
    line->addStretch(1);
    layout->addLayout(line);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(0);
    const QList<models::AccessRight> &rights = models::accessRights();
    const int rows = (int(rights.size()) + rightColumns - 1) / rightColumns;
    for (int i = 0; i < int(rights.size()); ++i) {
        auto *box = new QCheckBox(models::accessRightLabel(rights.at(i)), this);
        box->setObjectName(u"access_right_"_s + QLatin1String(rights.at(i).word));
        connect(box, &QCheckBox::toggled, this, &AccessEntryPanel::takeRights);
        grid->addWidget(box, i % rows, i / rows);
        m_rights << box;
    }
    layout->addLayout(grid);
    connect(m_type, &QComboBox::currentIndexChanged, this, &AccessEntryPanel::takeRest);
    connect(m_access, &QComboBox::currentIndexChanged, this, &AccessEntryPanel::takeWord);
    for (const QCheckBox *box : {m_folder, m_subfolders, m_files, m_noFurther})
        connect(box, &QCheckBox::toggled, this, &AccessEntryPanel::takeRest);
}

void AccessEntryPanel::setEntry(const models::AccessEntry &entry, bool inFolder)
{
    m_filling = true;
    m_entry = entry;
    m_type->setCurrentIndex(entry.denies ? 1 : 0);
    m_folder->setChecked(entry.onFolder);
    m_subfolders->setChecked(entry.onSubfolders);
    m_files->setChecked(entry.onFiles);
    m_noFurther->setChecked(entry.noFurther);
    for (QCheckBox *box : {m_folder, m_subfolders, m_files, m_noFurther})
        box->setVisible(inFolder);
    showMask();
    m_filling = false;
}

void AccessEntryPanel::setReadOnly(bool readOnly)
{
    for (QWidget *widget : findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
        widget->setEnabled(!readOnly);
}

void AccessEntryPanel::showMask()
{
    const bool before = std::exchange(m_filling, true);
    const int word = m_access->findData(m_entry.mask);
    m_access->setCurrentIndex(word < 0 ? m_access->count() - 1 : word);
    for (int i = 0; i < int(m_rights.size()); ++i)
        m_rights.at(i)->setChecked((m_entry.mask & models::accessRights().at(i).mask) != 0);
    m_filling = before;
}

void AccessEntryPanel::takeWord()
{
    if (m_filling)
        return;
    if (const QVariant mask = m_access->currentData(); mask.isValid()) {
        m_entry.mask = mask.toUInt();
        showMask();
        Q_EMIT edited();
    } // "Special" is what the single rights below say
}

void AccessEntryPanel::takeRights()
{
    if (m_filling)
        return;
    // Bits that have no name here stay as they are.
    for (int i = 0; i < int(m_rights.size()); ++i) {
        const quint32 bit = models::accessRights().at(i).mask;
        m_entry.mask = m_rights.at(i)->isChecked() ? m_entry.mask | bit : m_entry.mask & ~bit;
    }
    showMask();
    Q_EMIT edited();
}

void AccessEntryPanel::takeRest()
{
    if (m_filling)
        return;
    m_entry.denies = m_type->currentIndex() == 1;
    m_entry.onFolder = m_folder->isChecked();
    m_entry.onSubfolders = m_subfolders->isChecked();
    m_entry.onFiles = m_files->isChecked();
    m_entry.noFurther = m_noFurther->isChecked();
    Q_EMIT edited();
}

} // namespace smc::render
