// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/line_chart.h"
#include "app/data/remote_data_source.h"
#include "app/models/usage.h"
#include "shared/model/descriptor.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <vector>

class QButtonGroup;
class QGridLayout;
class QScrollArea;

namespace smc::charts {

/// The charts of a page of the detail pane: what the service has collected of the objects shown, over the
/// last hour, day or week, read again and again while somebody looks. GUI thread only.
class ChartsPage : public QWidget
{
    Q_OBJECT
public:
    ChartsPage(data::RemoteDataSource &source, const model::DetailPage &page, QWidget *parent);
    ~ChartsPage() override;

    /// Of which objects. Of several, those whose query differs in the server alone from the first one's.
    void setObjects(const QList<wire::Record> &objects);
    /// Reads anew: at once, or when it comes into sight.
    void refresh();

Q_SIGNALS:
    /// The person wants to keep what is shown; `filter` as in QFileDialog.
    void exportAsked(const QString &suggestion, const QString &filter, const QByteArray &content);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Shown
    {
        model::Chart chart;
        QWidget *card;
        LineChart *view;
        QList<models::UsageSeries> series; ///< in the chart's unit
        QPointer<data::Call> call;
    };
    void buildBar();
    void addCard(const model::Chart &chart);
    void arrange();
    void read();
    void read(std::size_t index);
    void ask(std::size_t index, const QString &metric,
             std::function<void(const Result<QList<models::UsageSeries>> &)> then);
    void draw(std::size_t index, const QList<models::UsageSeries> &series);
    [[nodiscard]] QString nameOf(const model::Chart &chart, const models::UsageSeries &series) const;
    [[nodiscard]] QByteArray asCsv() const;
    [[nodiscard]] QByteArray asPng() const;

    data::RemoteDataSource &m_source;
    model::DetailPage m_page;
    std::vector<Shown> m_shown;
    QButtonGroup *m_spans = nullptr;
    QScrollArea *m_scroll = nullptr;
    QGridLayout *m_grid = nullptr;
    QTimer m_freshness;
    QMap<QString, QString> m_query; ///< of the objects, without the server
    QStringList m_servers;
    int m_columns = 0;
    bool m_stale = false;
};

} // namespace smc::charts
