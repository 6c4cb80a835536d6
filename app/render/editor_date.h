// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

#include <QDateTime>

class QCheckBox;
class QDateTimeEdit;

namespace smc::render {

/// As FILETIME: 100 ns since 1601 ([MS-DTYP] 2.3.3), in digits.
[[nodiscard]] QString fileTime(const QDateTime &time);
/// A FILETIME in the person's time zone, or never.
class DateEditor : public Editor
{
    Q_OBJECT
public:
    DateEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;
    [[nodiscard]] QList<Error> verify() const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    [[nodiscard]] QString zeroWord() const;

    QWidget *m_box;
    QCheckBox *m_never;
    QDateTimeEdit *m_edit;
};

} // namespace smc::render
