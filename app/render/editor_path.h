// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

class QLineEdit;
class QPushButton;

namespace smc::render {

/// A path on the server that the form's field `server` names: typed, or chosen among the folders of what that
/// server shares already, since nothing else of its disks can be seen from here.
class PathEditor : public Editor
{
    Q_OBJECT
public:
    PathEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] QStringList values() const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    void browse();
    void offer(const wire::RecordList &shares);

    QWidget *m_box;
    QLineEdit *m_edit;
    QPushButton *m_browse;
};

} // namespace smc::render
