// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/line_chart.h"

#include "app/models/usage.h"

#include <QDateTime>
#include <QLocale>

#ifdef SMC_WITH_CHARTS
#include <QGraphicsLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>
#endif

#include <algorithm>
#include <cmath>
#include <vector>

namespace smc::charts {

using namespace Qt::Literals::StringLiterals;

namespace {

QString timeText(double time, bool withDay)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(qint64(time));
    const QString clock = QLocale().toString(when.time(), QLocale::ShortFormat);
    return withDay ? QLocale().toString(when.date(), u"ddd "_s) + clock : clock;
}

} // namespace

#ifdef SMC_WITH_CHARTS

namespace {

constexpr int longestLabel = 120;

/// 1 or an even number times a power of ten that is not below, so that its half is a whole number, too.
double niceTop(double most)
{
    if (most <= 1)
        return 1;
    const double power = std::pow(10, std::floor(std::log10(most)));
    for (const double step : {1.0, 2.0, 4.0, 6.0, 8.0, 10.0}) {
        if (step * power >= most)
            return step * power;
    }
    return most;
}

} // namespace

/// The axes and lines are QtCharts' own; what it cannot do (names at the ends of lines, times in the person's
/// language, reading by hovering) is painted over them.
class LineChart::View : public QChartView
{
public:
    explicit View(LineChart &owner)
        : QChartView(new QChart, &owner)
        , m_owner(owner)
        , m_x(new QValueAxis(this))
        , m_y(new QValueAxis(this))
    {
        setFrameShape(QFrame::NoFrame);
        setRenderHint(QPainter::Antialiasing);
        setBackgroundRole(QPalette::Base);
        viewport()->setMouseTracking(true);
        setFocusPolicy(Qt::NoFocus);
        chart()->setBackgroundVisible(false);
        chart()->setAnimationOptions(QChart::NoAnimation);
        chart()->legend()->hide();
        chart()->layout()->setContentsMargins(0, 0, 0, 0);
        chart()->addAxis(m_x, Qt::AlignBottom);
        chart()->addAxis(m_y, Qt::AlignLeft);
        m_x->setLabelsVisible(false);
        m_x->setTickType(QValueAxis::TicksDynamic);
        m_y->setTickCount(3);
        m_y->setLineVisible(false);
        dress();
    }

    void draw()
    {
        chart()->removeAllSeries();
        const Span &span = m_owner.m_span;
        m_x->setRange(span.from, span.to);
        m_x->setTickAnchor(firstTick());
        m_x->setTickInterval(span.tick);
        double most = 0;
        int labels = 0;
        for (const Line &line : m_owner.lines()) {
            for (const QPointF &point : line.points)
                most = std::max(most, point.y());
            if (line.labelled)
                labels = std::max(labels, fontMetrics().horizontalAdvance(line.name));
            for (const QList<QPointF> &part : models::segments(line.points))
                addSeries(line.color, part);
        }
        const bool percent = m_owner.m_unit == Unit::Percent;
        m_y->setRange(0, percent ? 100 : niceTop(most));
        m_y->setLabelFormat(percent ? u"%.0f %%"_s : m_y->max() < 2 ? u"%.1f"_s : u"%.0f"_s);
        chart()->setMargins(QMargins(2, fontMetrics().height() / 2, std::min(labels, longestLabel) + 10,
                                     fontMetrics().height() + 4));
        viewport()->update();
    }

    void dress()
    {
        const auto color = [this](QPalette::ColorRole role) { return m_owner.palette().color(role); };
        QFont small = m_owner.font();
        small.setPointSizeF(small.pointSizeF() * 0.9);
        setFont(small);
        m_y->setLabelsFont(small);
        m_y->setLabelsBrush(color(QPalette::PlaceholderText));
        for (QValueAxis *axis : {m_x, m_y}) {
            axis->setGridLinePen(QPen(color(QPalette::Mid), 1));
            axis->setLinePen(QPen(color(QPalette::Mid), 1));
        }
        setBackgroundBrush(color(QPalette::Base));
    }

protected:
    void drawForeground(QPainter *painter, const QRectF &) override
    {
        painter->save();
        painter->setFont(font());
        const QRectF plot = chart()->plotArea();
        drawTimes(*painter, plot);
        if (!m_owner.note().isEmpty()) {
            painter->setPen(m_owner.palette().color(QPalette::PlaceholderText));
            painter->drawText(plot, Qt::AlignCenter | Qt::TextWordWrap, m_owner.note());
        } else {
            drawNames(*painter, plot);
        }
        if (m_hover > 0) {
            painter->setPen(QPen(m_owner.palette().color(QPalette::PlaceholderText), 1, Qt::DotLine));
            const double x = xOf(m_hover, plot);
            painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        }
        painter->restore();
    }
    void mouseMoveEvent(QMouseEvent *event) override
    {
        const QRectF plot = chart()->plotArea();
        const Span &span = m_owner.m_span;
        const double part = (event->position().x() - plot.left()) / plot.width();
        m_hover = part >= 0 && part <= 1 ? span.from + part * (span.to - span.from) : 0;
        const QString text = m_hover > 0 ? m_owner.readingAt(m_hover) : QString();
        if (text.isEmpty())
            m_hover = 0;
        QToolTip::showText(event->globalPosition().toPoint(), text, viewport());
        viewport()->update();
    }
    void leaveEvent(QEvent *event) override
    {
        QChartView::leaveEvent(event);
        m_hover = 0;
        viewport()->update();
    }
    void changeEvent(QEvent *event) override
    {
        QChartView::changeEvent(event);
        if (event->type() == QEvent::PaletteChange)
            dress();
    }

private:
    void addSeries(const QColor &color, const QList<QPointF> &points)
    {
        auto *series = new QLineSeries;
        series->setPen(QPen(color, 1.5));
        // One reading between two gaps would be no line at all.
        series->setPointsVisible(points.size() == 1);
        series->setMarkerSize(4);
        series->append(points);
        chart()->addSeries(series);
        series->attachAxis(m_x);
        series->attachAxis(m_y);
    }
    [[nodiscard]] double firstTick() const
    {
        const Span &span = m_owner.m_span;
        // From midnight where the person is, so that marks are full hours and days there.
        const auto midnight =
            double(QDateTime::fromMSecsSinceEpoch(qint64(span.from)).date().startOfDay().toMSecsSinceEpoch());
        return span.tick > 0 ? midnight + std::ceil((span.from - midnight) / span.tick) * span.tick : 0;
    }
    [[nodiscard]] double xOf(double time, const QRectF &plot) const
    {
        const Span &span = m_owner.m_span;
        return plot.left() + (time - span.from) / (span.to - span.from) * plot.width();
    }
    void drawTimes(QPainter &painter, const QRectF &plot) const
    {
        const Span &span = m_owner.m_span;
        if (span.tick <= 0)
            return;
        painter.setPen(m_owner.palette().color(QPalette::PlaceholderText));
        double free = plot.left() - 16; // where the label before ends
        const double first = firstTick();
        const int last = static_cast<int>(std::floor((span.to - first) / span.tick));
        for (int i = 0; i <= last; ++i) {
            const double time = first + i * span.tick;
            const QString text =
                span.days ? QLocale().toString(QDateTime::fromMSecsSinceEpoch(qint64(time)).date(), u"ddd"_s)
                          : timeText(time, false);
            const double width = fontMetrics().horizontalAdvance(text);
            const double left = xOf(time, plot) - width / 2;
            if (left < free)
                continue;
            painter.drawText(QPointF(left, plot.bottom() + fontMetrics().ascent() + 3), text);
            free = left + width + 8;
        }
    }
    void drawNames(QPainter &painter, const QRectF &plot) const
    {
        struct Label
        {
            double y;
            const Line *line;
        };
        std::vector<Label> labels;
        for (const Line &line : m_owner.lines()) {
            if (!line.labelled || line.points.isEmpty())
                continue;
            const double part = line.points.constLast().y() / m_y->max();
            labels.push_back({plot.bottom() - part * plot.height(), &line});
        }
        std::stable_sort(labels.begin(), labels.end(),
                         [](const Label &a, const Label &b) { return a.y < b.y; });
        // Those that would cover each other stand below each other, and all within the plot.
        const double height = fontMetrics().height();
        for (std::size_t i = 1; i < labels.size(); ++i)
            labels[i].y = std::max(labels[i].y, labels[i - 1].y + height);
        double free = plot.bottom();
        for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
            label->y = std::min(label->y, free);
            free = label->y - height;
        }
        for (const Label &label : labels) {
            painter.setPen(label.line->color);
            painter.drawText(QPointF(plot.right() + 6, label.y + fontMetrics().ascent() / 2.0 - 1),
                             fontMetrics().elidedText(label.line->name, Qt::ElideMiddle, longestLabel));
        }
    }

    LineChart &m_owner;
    QValueAxis *m_x;
    QValueAxis *m_y;
    double m_hover = 0; ///< the time under the pointer; 0: it is elsewhere
};

bool LineChart::isAvailable()
{
    return true;
}

LineChart::LineChart(Unit unit, QWidget *parent)
    : QWidget(parent)
    , m_unit(unit)
    , m_view(new View(*this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
}

void LineChart::setLines(const QList<Line> &lines, const Span &span)
{
    m_lines = lines;
    m_span = span;
    m_view->draw();
}

void LineChart::setNote(const QString &text)
{
    m_note = text;
    m_view->viewport()->update();
}

#else

class LineChart::View
{};

bool LineChart::isAvailable()
{
    return false;
}

LineChart::LineChart(Unit unit, QWidget *parent)
    : QWidget(parent)
    , m_unit(unit)
{}

void LineChart::setLines(const QList<Line> &lines, const Span &span)
{
    m_lines = lines;
    m_span = span;
}

void LineChart::setNote(const QString &text)
{
    m_note = text;
}

#endif

LineChart::~LineChart() = default;

QString LineChart::text(double value) const
{
    return models::usageText(value, m_unit == Unit::Percent);
}

QString LineChart::readingAt(double time) const
{
    constexpr qsizetype most = 12;                       // more would not fit beside the pointer
    const double reach = (m_span.to - m_span.from) / 40; // further away is another reading
    QStringList words;
    for (const Line &line : m_lines) {
        const auto nearest = std::min_element(line.points.begin(), line.points.end(),
                                              [time](const QPointF &a, const QPointF &b) {
                                                  return std::abs(a.x() - time) < std::abs(b.x() - time);
                                              });
        if (nearest == line.points.end() || std::abs(nearest->x() - time) > reach)
            continue;
        words << u"%1: %2"_s.arg(line.name, text(nearest->y()));
    }
    if (words.isEmpty())
        return {};
    if (const qsizetype more = words.size() - most; more > 0) {
        words.resize(most);
        words << tr("and %n more", nullptr, int(more));
    }
    words.prepend(timeText(time, m_span.days));
    return words.join(u'\n');
}

} // namespace smc::charts
