// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QPointF>
#include <QString>
#include <QWidget>

namespace smc::charts {

/// One line of a chart.
struct Line
{
    QString name; ///< stands at its end, in its colour
    QColor color;
    bool labelled = true;  ///< of very many lines only the first have their name
    QList<QPointF> points; ///< x: milliseconds since 1970, ascending; y: in the chart's unit
};

/// What the x axis shows.
struct Span
{
    double from = 0; ///< milliseconds since 1970
    double to = 0;
    double tick = 0;   ///< distance of its marks
    bool days = false; ///< marks are days, not times of the day
};

/// Lines over time, drawn by QtCharts: thin, each labelled at its end, y from zero, times in the time zone of
/// the person, values read by hovering. Where nothing was read the line has a gap. Without QtCharts
/// (SMC_WITH_CHARTS=OFF) there is nothing to draw with: isAvailable() is false, and nobody makes one.
class LineChart : public QWidget
{
    Q_OBJECT
public:
    enum class Unit { Number, Percent };

    LineChart(Unit unit, QWidget *parent);
    ~LineChart() override;

    [[nodiscard]] static bool isAvailable();

    void setLines(const QList<Line> &lines, const Span &span);
    [[nodiscard]] const QList<Line> &lines() const { return m_lines; }
    /// Stands in the middle in place of lines; empty: nothing does.
    void setNote(const QString &text);
    [[nodiscard]] QString note() const { return m_note; }
    /// What hovering reads at that time: the time, and each line's value that is nearest; empty: nothing was
    /// read about then.
    [[nodiscard]] QString readingAt(double time) const;
    /// A value in the chart's unit.
    [[nodiscard]] QString text(double value) const;

private:
    class View;
    Unit m_unit;
    QList<Line> m_lines;
    Span m_span;
    QString m_note;
    View *m_view = nullptr;
};

} // namespace smc::charts
