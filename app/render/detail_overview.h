// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QScrollArea>
#include <QString>

class QGridLayout;

namespace smc::render {

/// Labels and values in as many columns as the width allows.
class DetailOverview : public QScrollArea
{
    Q_OBJECT
public:
    struct Item
    {
        QString field; ///< the value's objectName is "detail_" + field
        QString label;
        QString html;
        QString plain;
    };

    explicit DetailOverview(QWidget *parent = nullptr);
    void setItems(const QList<Item> &items);

Q_SIGNALS:
    void linkActivated(const QString &dn);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    [[nodiscard]] int columnsThatFit() const;

    QList<Item> m_items;
    QWidget *m_page = nullptr;
    int m_columns = 0;
};

} // namespace smc::render
