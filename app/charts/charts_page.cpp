// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/charts_page.h"

#include "app/models/icons.h"
#include "app/models/records.h"
#include "shared/wire/paths.h"

#include <QBuffer>
#include <QButtonGroup>
#include <QDateTime>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>
#include <QUrlQuery>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace smc::charts {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int narrowest = 300; // of a chart
constexpr int lowest = 120;

/// What may be looked at.
struct Choice
{
    const char *name;
    const char *words;
    int seconds;
    int tick;    ///< seconds between marks
    int step;    ///< seconds that become one point; 0: single readings
    int refresh; ///< seconds after which it is read again
};
constexpr std::array choices{
    Choice{"hour", QT_TRANSLATE_NOOP("smc::charts::ChartsPage", "Hour"), 3600, 600, 0, 15},
    Choice{"day", QT_TRANSLATE_NOOP("smc::charts::ChartsPage", "Day"), 24 * 3600, 4 * 3600, 300, 60},
    Choice{"week", QT_TRANSLATE_NOOP("smc::charts::ChartsPage", "Week"), 7 * 24 * 3600, 24 * 3600, 1800,
           300}};

/// Of many lines more would only be colours that nobody tells apart.
constexpr qsizetype mostColors = 8;
/// More lines get coarser points, so that what is read stays small.
constexpr qsizetype mostLinesInFull = 10;

/// Told apart in light and in dark, and readable as text.
QColor lineColor(qsizetype index, const QPalette &palette)
{
    static const QList<QRgb> onLight{0x1461bd, 0xb3540a, 0x16753c, 0x8b3fb5,
                                     0xb42518, 0x0b6f79, 0x6b5c00, 0xb52a78};
    static const QList<QRgb> onDark{0x79b4ff, 0xf0a35e, 0x5cc884, 0xc89bf0,
                                    0xff8578, 0x56cfd9, 0xd6c552, 0xf58ac6};
    if (index >= mostColors)
        return palette.color(QPalette::PlaceholderText);
    return QColor(palette.color(QPalette::Base).lightness() < 128 ? onDark.at(index) : onLight.at(index));
}

QToolButton *makeButton(const QString &name, const QString &text)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setAutoRaise(true);
    return button;
}

} // namespace

ChartsPage::ChartsPage(data::RemoteDataSource &source, const model::DetailPage &page, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
    , m_page(page)
{
    setObjectName(u"charts"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildBar();
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setBackgroundRole(QPalette::Base);
    auto *inner = new QWidget;
    inner->setAutoFillBackground(true);
    inner->setBackgroundRole(QPalette::Base);
    m_grid = new QGridLayout(inner);
    m_grid->setContentsMargins(16, 0, 16, 8);
    m_grid->setHorizontalSpacing(24);
    m_grid->setVerticalSpacing(8);
    m_scroll->setWidget(inner);
    layout->addWidget(m_scroll, 1);
    for (const model::Chart &chart : m_page.charts)
        addCard(chart);
    m_freshness.setSingleShot(true);
    connect(&m_freshness, &QTimer::timeout, this, &ChartsPage::refresh);
    arrange();
}

ChartsPage::~ChartsPage() = default;

void ChartsPage::buildBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(16, 0, 16, 4);
    bar->setSpacing(2);
    m_spans = new QButtonGroup(this);
    const QString kept = QSettings().value(u"charts/span"_s).toString();
    for (int i = 0; i < int(choices.size()); ++i) {
        const Choice &choice = choices.at(std::size_t(i));
        auto *button = makeButton(u"span_"_s + QLatin1StringView(choice.name), tr(choice.words));
        button->setCheckable(true);
        button->setChecked(kept == QLatin1StringView(choice.name) || (kept.isEmpty() && i == 0));
        m_spans->addButton(button, i);
        bar->addWidget(button);
    }
    if (!m_spans->checkedButton())
        m_spans->button(0)->setChecked(true);
    connect(m_spans, &QButtonGroup::idClicked, this, [this](int id) {
        QSettings().setValue(u"charts/span"_s, QString::fromLatin1(choices.at(std::size_t(id)).name));
        refresh();
    });
    bar->addStretch(1);
    auto *png = makeButton(u"charts_png"_s, tr("Save as PNG …"));
    auto *csv = makeButton(u"charts_csv"_s, tr("Save as CSV …"));
    bar->addWidget(png);
    bar->addWidget(csv);
    const QString name = m_page.title.shown();
    connect(png, &QToolButton::clicked, this,
            [this, name] { Q_EMIT exportAsked(name + u".png"_s, tr("PNG files (*.png)"), asPng()); });
    connect(csv, &QToolButton::clicked, this,
            [this, name] { Q_EMIT exportAsked(name + u".csv"_s, tr("CSV files (*.csv)"), asCsv()); });
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);
}

void ChartsPage::addCard(const model::Chart &chart)
{
    auto *card = new QWidget;
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *title = new QLabel(chart.title.shown());
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    auto *view = new LineChart(chart.of.isEmpty() ? LineChart::Unit::Number : LineChart::Unit::Percent, card);
    view->setObjectName(u"chart_"_s + chart.metric);
    view->setAccessibleName(chart.title.shown());
    view->setMinimumHeight(lowest - title->sizeHint().height());
    layout->addWidget(title);
    layout->addWidget(view, 1);
    m_shown.push_back({.chart = chart, .card = card, .view = view, .series = {}, .call = {}});
}

void ChartsPage::arrange()
{
    const int columns =
        std::clamp(m_scroll->viewport()->width() / narrowest, 1, std::max(1, int(m_shown.size())));
    if (columns == m_columns)
        return;
    while (m_grid->count() > 0)
        delete m_grid->takeAt(0);
    for (int column = 0; column < m_columns; ++column)
        m_grid->setColumnStretch(column, 0);
    m_columns = columns;
    for (int i = 0; i < int(m_shown.size()); ++i)
        m_grid->addWidget(m_shown.at(std::size_t(i)).card, i / columns, i % columns);
    for (int column = 0; column < columns; ++column)
        m_grid->setColumnStretch(column, 1);
}

void ChartsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ChartsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    arrange();
    if (m_stale)
        read();
}

void ChartsPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const QList<models::UsageSeries> same = m_shown.at(i).series;
        draw(i, same);
    }
}

void ChartsPage::setObjects(const QList<wire::Record> &objects)
{
    QStringList servers;
    QMap<QString, QString> common;
    bool complete = !objects.isEmpty();
    for (qsizetype i = 0; i < objects.size(); ++i) {
        QMap<QString, QString> query;
        for (auto it = m_page.query.begin(); it != m_page.query.end(); ++it) {
            query.insert(it.key(), model::fill(it.value(), [&](const QString &name) {
                             const QString value = objects.at(i).text(name.toUtf8());
                             complete = complete && !value.isEmpty();
                             return value;
                         }));
        }
        const QString server = query.take(u"server"_s);
        if (i == 0)
            common = query;
        if (query == common)
            servers << server;
    }
    servers.removeDuplicates();
    servers.sort();
    if (!complete)
        servers.clear();
    if (servers == m_servers && common == m_query)
        return;
    m_servers = servers;
    m_query = common;
    for (const Shown &shown : m_shown) {
        if (shown.call)
            shown.call->cancel();
    }
    for (std::size_t i = 0; i < m_shown.size(); ++i)
        draw(i, {}); // another one's lines are not theirs for a moment
    refresh();
}

void ChartsPage::refresh()
{
    m_stale = true;
    if (isVisible())
        read();
}

void ChartsPage::read()
{
    if (m_servers.isEmpty())
        return;
    m_stale = false;
    for (std::size_t i = 0; i < m_shown.size(); ++i)
        read(i);
    m_freshness.start(std::chrono::seconds(choices.at(std::size_t(m_spans->checkedId())).refresh));
}

void ChartsPage::read(std::size_t index)
{
    const model::Chart &chart = m_shown.at(index).chart;
    ask(index, chart.metric, [this, index](const Result<QList<models::UsageSeries>> &answer) {
        const model::Chart &shown = m_shown.at(index).chart;
        if (!answer) {
            draw(index, {});
            m_shown.at(index).view->setNote(answer.error().message);
            return;
        }
        bool number = false;
        const double whole = shown.of.toDouble(&number);
        if (shown.of.isEmpty())
            return draw(index, shown.rate > 0 ? models::perSecond(*answer, shown.rate) : *answer);
        if (number)
            return draw(index, models::inPercent(*answer, whole, shown.left));
        ask(index, shown.of, [this, index, values = *answer](const Result<QList<models::UsageSeries>> &all) {
            draw(index, all ? models::inPercent(values, *all, m_shown.at(index).chart.left)
                            : QList<models::UsageSeries>());
            if (!all)
                m_shown.at(index).view->setNote(all.error().message);
        });
    });
}

void ChartsPage::ask(std::size_t index, const QString &metric,
                     std::function<void(const Result<QList<models::UsageSeries>> &)> then)
{
    const Choice &choice = choices.at(std::size_t(m_spans->checkedId()));
    Shown &shown = m_shown.at(index);
    QUrlQuery query;
    wire::addQuery(query, u"server"_s, m_servers.join(u','));
    wire::addQuery(query, u"metric"_s, metric);
    wire::addQuery(query, u"since"_s, QString::number(choice.seconds) + u's');
    const int times = m_servers.size() > mostLinesInFull ? 4 : 1;
    if (choice.step > 0)
        wire::addQuery(query, u"step"_s, QString::number(choice.step * times));
    wire::addQuery(query, u"fields"_s, u"server,share,time,value"_s);
    for (auto it = m_query.begin(); it != m_query.end(); ++it) {
        if (!shown.chart.shares || it.key() != u"share")
            wire::addQuery(query, it.key(), it.value());
    }
    if (shown.call)
        shown.call->cancel();
    shown.call = m_source.get(wire::restPath(u"status/usage"_s), query, this,
                              [then = std::move(then)](const Result<data::Answer> &answer) {
                                  if (answer)
                                      then(models::usageSeries(models::listFromJson(answer->json()).items));
                                  else
                                      then(answer.error());
                              });
}

QString ChartsPage::nameOf(const model::Chart &chart, const models::UsageSeries &series) const
{
    if (!chart.shares)
        return series.server;
    return m_servers.size() == 1 ? series.share : QString(series.server + u':' + series.share);
}

void ChartsPage::draw(std::size_t index, const QList<models::UsageSeries> &series)
{
    Shown &shown = m_shown.at(index);
    shown.series = series;
    if (shown.chart.shares) // what is a server's own is none of them
        shown.series.removeIf([](const models::UsageSeries &one) { return one.share.isEmpty(); });
    const Choice &choice = choices.at(std::size_t(m_spans->checkedId()));
    const auto now = double(QDateTime::currentMSecsSinceEpoch());
    const Span span{.from = now - choice.seconds * 1000.0,
                    .to = now,
                    .tick = choice.tick * 1000.0,
                    .days = choice.tick >= 24 * 3600};
    // Of more lines than there are colours those that reach highest are named: they are looked for.
    QList<models::UsageSeries> ordered = shown.series;
    const auto last = [](const models::UsageSeries &one) { return one.points.constLast().y(); };
    ordered.removeIf([](const models::UsageSeries &one) { return one.points.isEmpty(); });
    if (ordered.size() > mostColors) {
        std::stable_sort(ordered.begin(), ordered.end(),
                         [&last](const auto &a, const auto &b) { return last(a) > last(b); });
    }
    QList<Line> lines;
    for (qsizetype i = 0; i < ordered.size(); ++i) {
        // A server has its colour in every chart.
        const qsizetype color =
            shown.chart.shares || ordered.size() > mostColors ? i : m_servers.indexOf(ordered.at(i).server);
        lines.append({.name = nameOf(shown.chart, ordered.at(i)),
                      .color = lineColor(color, palette()),
                      .labelled = i < mostColors,
                      .points = ordered.at(i).points});
    }
    shown.view->setNote(lines.isEmpty() ? tr("Nothing was collected in this time.") : QString());
    shown.view->setLines(lines, span);
}

QByteArray ChartsPage::asCsv() const
{
    QByteArray text = "time,chart,server,share,value\r\n";
    const auto cell = [](QString value) {
        if (value.contains(u',') || value.contains(u'"'))
            value = u'"' + value.replace(u'"', u"\"\""_s) + u'"';
        return value.toUtf8();
    };
    for (const Shown &shown : m_shown) {
        for (const models::UsageSeries &series : shown.series) {
            for (const QPointF &point : series.points) {
                text += QDateTime::fromMSecsSinceEpoch(qint64(point.x()), Qt::UTC)
                            .toString(Qt::ISODate)
                            .toLatin1() +
                        ',' + cell(shown.chart.title.shown()) + ',' + cell(series.server) + ',' +
                        cell(series.share) + ',' + QByteArray::number(point.y(), 'g', 10) + "\r\n";
            }
        }
    }
    return text;
}

QByteArray ChartsPage::asPng() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    m_scroll->widget()->grab().save(&buffer, "PNG");
    return bytes;
}

} // namespace smc::charts
