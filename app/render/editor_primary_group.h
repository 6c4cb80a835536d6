// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

class QComboBox;

namespace smc::render {

/// The primary group of an account (primaryGroupID, the last part of the group's SID), chosen among the
/// global and universal security groups that the account is a direct member of: the directory takes no other
/// ([MS-SAMR] 3.1.1.8.2).
class PrimaryGroupEditor : public Editor
{
    Q_OBJECT
public:
    PrimaryGroupEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    void fetch();
    void select(const QString &rid);

    QComboBox *m_combo;
    quint64 m_generation = 0; ///< an answer about another object is thrown away
};

} // namespace smc::render
