// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

class QComboBox;

namespace smc::render {

/// A country, chosen by its name: `c`, `co` and `countryCode` are written together. A code that no country
/// has is shown as it is.
class CountryEditor : public Editor
{
    Q_OBJECT
public:
    CountryEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;
    [[nodiscard]] bool writes(const QString &attribute) const override;
    void apply(wire::Record &changes) const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    QComboBox *m_combo;
};

} // namespace smc::render
