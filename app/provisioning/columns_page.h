// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/provisioning/csv_table.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace smc::render {
class Context;
}

namespace smc::provisioning {

/// Step 1: which column of the file is what.
class ColumnsPage : public QWidget
{
    Q_OBJECT
public:
    explicit ColumnsPage(render::Context &context, QWidget *parent = nullptr);

    /// Reads the file; what is wrong with it is said on the page.
    void setFile(const QString &file);
    [[nodiscard]] const CsvTable &table() const { return m_table; }
    /// A target for each column; empty: the column is left out.
    [[nodiscard]] QStringList targets() const;
    [[nodiscard]] QString file() const { return m_file; }
    /// What is missing before one can go on; empty: nothing.
    [[nodiscard]] QString missing() const;

Q_SIGNALS:
    void changed();

private:
    void read();
    void fill();
    void targetChosen();

    QString m_file;
    CsvTable m_table;
    QComboBox *m_delimiter;
    QComboBox *m_encoding;
    QCheckBox *m_header;
    QTableWidget *m_columns;
    QLabel *m_note;
    QString m_fault;
};

} // namespace smc::provisioning
