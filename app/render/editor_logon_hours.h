// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/logon_hours.h"
#include "app/render/editor.h"

#include <QTableWidget>

class QLabel;
class QPushButton;

namespace smc::render {

/// A week of hours: a row for each day, a column for each hour; a filled cell is permitted. Arrows move,
/// Shift with them selects, Space turns what is selected round; a drag with the mouse selects, too.
class LogonHoursGrid : public QTableWidget
{
    Q_OBJECT
public:
    explicit LogonHoursGrid(QWidget *parent = nullptr);

    void setHours(const models::LogonHours &hours, int offset);
    [[nodiscard]] const models::LogonHours &hours() const { return m_hours; }
    void setSelected(bool permitted);
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void changed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] int dayOf(int row) const;
    void toggle();
    void showCells();

    models::LogonHours m_hours;
    int m_offset = 0;
    int m_firstDay = 1;
    bool m_readOnly = false;
};

/// logonHours;base64: when the person may sign in, in the time zone of whoever looks. The directory keeps UTC
/// and knows no summer time; the present offset counts.
class LogonHoursEditor : public Editor
{
    Q_OBJECT
public:
    LogonHoursEditor(Context &context, const model::Field &field);
    QWidget *widget() override;
    QWidget *focusTarget() override;
    [[nodiscard]] QStringList values() const override;
    [[nodiscard]] QString describe(const QStringList &values) const override;

protected:
    void show(const QStringList &values) override;
    void showReadOnly(bool readOnly) override;

private:
    void showWords();

    QWidget *m_box;
    LogonHoursGrid *m_grid;
    QPushButton *m_permit;
    QPushButton *m_deny;
    QPushButton *m_always;
    QLabel *m_words;
};

} // namespace smc::render
