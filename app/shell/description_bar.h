// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace smc::shell {

/// Above the grid: what is shown, how many, which filter (each word a chip that a click takes off), and what
/// can be done with the list. objectNames: description, filterEdit, chip (with chipRemove), below,
/// columnsButton, exportButton.
class DescriptionBar : public QWidget
{
    Q_OBJECT
public:
    explicit DescriptionBar(QWidget *parent = nullptr);

    /// "Users in Sales", and how many (-1: not known yet).
    void setText(const QString &what, qint64 total);
    /// Chips and what is being typed, as one filter.
    [[nodiscard]] QString filter() const;
    void setFilter(const QString &filter);
    void focusFilter();
    /// Whether what lies below is shown, too; hidden where that means nothing.
    void setBelow(bool offered, bool on);
    [[nodiscard]] QToolButton *columnsButton() const { return m_columns; }
    [[nodiscard]] QToolButton *exportButton() const { return m_export; }

Q_SIGNALS:
    void filterChanged(const QString &filter);
    void belowChanged(bool on);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeChips();
    void commit();

    QLabel *m_text;
    QHBoxLayout *m_chips;
    QStringList m_words;
    QLineEdit *m_edit;
    QToolButton *m_below;
    QToolButton *m_columns;
    QToolButton *m_export;
    QTimer m_typing;
    QString m_said; ///< the filter last told
};

/// The words of a filter in rest.md's simple form: apart by spaces outside quotes. An LDAP filter is one
/// word.
[[nodiscard]] QStringList filterWords(const QString &filter);

} // namespace smc::shell
