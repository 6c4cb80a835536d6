// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/access_list.h"

#include <QList>
#include <QWidget>

class QCheckBox;
class QComboBox;

namespace smc::render {

/// One entry of a list of access rights, to be changed: allowed or denied, what (in one word or right by
/// right), and what it applies to. Children's names begin with "access_".
class AccessEntryPanel : public QWidget
{
    Q_OBJECT
public:
    explicit AccessEntryPanel(QWidget *parent = nullptr);

    /// `inFolder`: of a folder, which hands its entries on; a share does not. Emits nothing.
    void setEntry(const models::AccessEntry &entry, bool inFolder);
    [[nodiscard]] const models::AccessEntry &entry() const { return m_entry; }
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    /// By the person's hand.
    void edited();

private:
    void showMask();
    void takeWord();
    void takeRights();
    void takeRest();

    models::AccessEntry m_entry;
    QComboBox *m_type;
    QComboBox *m_access;
    QCheckBox *m_folder;
    QCheckBox *m_subfolders;
    QCheckBox *m_files;
    QCheckBox *m_noFurther;
    QList<QCheckBox *> m_rights; ///< in the order of models::accessRights()
    bool m_filling = false;
};

} // namespace smc::render
