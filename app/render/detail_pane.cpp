// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/detail_pane.h"

#include "app/charts/charts_page.h"
#include "app/models/format.h"
#include "app/models/icons.h"
#include "app/models/record_table_model.h"
#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/detail_grid.h"
#include "app/render/detail_overview.h"
#include "app/render/tool_button.h"
#include "shared/wire/paths.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QSaveFile>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace smc::render {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto selectionRests = std::chrono::milliseconds(80);
constexpr int namesShown = 12;

constexpr int overviewTab = 0;

QString linkTo(const QString &dn)
{
    return u"<a href=\"%1\">%2</a>"_s.arg(dn.toHtmlEscaped(), models::nameOfDn(dn).toHtmlEscaped());
}

} // namespace

DetailPane::DetailPane(Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"detail"_s);
    setAccessibleName(tr("Details of the selection"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 8, 4);
    head->setSpacing(8);
    m_icon = new QLabel(this);
    m_name = new QLabel(this);
    m_name->setObjectName(u"detailName"_s);
    QFont bold = m_name->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    m_name->setFont(bold);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_subtitle = new QLabel(this);
    m_subtitle->setObjectName(u"detailSubtitle"_s);
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    m_subtitle->setTextFormat(Qt::PlainText);
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_subtitle->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(u"detailTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_tabs->addTab(tr("Overview"));
    m_edit = makeToolButton(u"detailEdit"_s, u"document-properties"_s, tr("Properties"), this);
    m_password = makeToolButton(u"detailPassword"_s, u"password-generate"_s, tr("Reset password"), this);
    head->addWidget(m_icon);
    head->addWidget(m_name);
    head->addWidget(m_subtitle, 1);
    head->addWidget(m_tabs);
    head->addWidget(m_edit);
    head->addWidget(m_password);
    layout->addLayout(head);
    m_pages = new QStackedWidget(this);
    m_overview = new DetailOverview(m_pages);
    m_pages->addWidget(m_overview);
    layout->addWidget(m_pages, 1);

    connect(m_overview, &DetailOverview::linkActivated, this, &DetailPane::objectClicked);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_edit, &QToolButton::clicked, this, &DetailPane::editClicked);
    connect(m_password, &QToolButton::clicked, this, &DetailPane::passwordClicked);
    m_settle.setSingleShot(true);
    m_settle.setInterval(selectionRests);
    connect(&m_settle, &QTimer::timeout, this, &DetailPane::fetch);
    showNothing();
}

DetailPane::~DetailPane() = default;

void DetailPane::setRecords(const QList<wire::Record> &records, const model::Grid &grid, bool chosen)
{
    const bool same = records.size() == 1 && m_records.size() == 1 &&
                      models::idOf(records.constFirst()) == models::idOf(m_records.constFirst());
    m_records = records;
    m_grid = grid;
    if (m_call)
        m_call->cancel();
    ++m_generation;
    if (records.isEmpty()) {
        m_settle.stop();
        showNothing();
    } else if (!chosen) {
        m_settle.stop();
        showAll(records);
    } else if (records.size() > 1) {
        m_settle.stop();
        showMany(records);
    } else {
        // The same object again: what stands there stays until the answer is here.
        if (!same)
            show(records.constFirst());
        m_settle.start();
    }
}

void DetailPane::refresh()
{
    for (auto *page : m_pages->findChildren<DetailGrid *>())
        page->refresh();
    for (auto *page : m_pages->findChildren<charts::ChartsPage *>())
        page->refresh();
    if (m_records.size() == 1)
        fetch();
}

void DetailPane::fetch()
{
    if (m_records.size() != 1 || !isVisible())
        return;
    const wire::Record &record = m_records.constFirst();
    const quint64 generation = ++m_generation;
    m_call = m_context.source().get(wire::restPath(models::resourceOf(record), models::idOf(record)), {},
                                    this, [this, generation](const Result<data::Answer> &answer) {
                                        if (generation != m_generation)
                                            return;
                                        // What went wrong with a list says so already; the row's own values
                                        // stay.
                                        if (answer)
                                            showAnswer(models::recordFromJson(answer->json()));
                                    });
}

void DetailPane::showAnswer(wire::Record record)
{
    // What a list tells of a server's object, its own answer may leave out.
    const wire::Record &row = m_records.constFirst();
    if (!wire::isDirectory(models::resourceOf(row))) {
        for (const wire::Attribute &attribute : row.attributes) {
            if (!record.contains(attribute.name))
                record.attributes << attribute;
        }
    }
    show(record);
}

void DetailPane::showNothing()
{
    m_icon->clear();
    m_name->clear();
    m_subtitle->setText(tr("Select an object to see its details here."));
    for (QWidget *widget :
         {static_cast<QWidget *>(m_tabs), static_cast<QWidget *>(m_edit), static_cast<QWidget *>(m_password)})
        widget->hide();
    m_tabs->setCurrentIndex(overviewTab);
    m_overview->setItems({});
}

void DetailPane::showMany(const QList<wire::Record> &records)
{
    const int page = m_tabs->currentIndex();
    showNothing();
    m_name->setText(tr("%n object(s) selected", nullptr, int(records.size())));
    QMap<QString, int> kinds;
    for (const wire::Record &record : records)
        ++kinds[models::objectKind(record)];
    QStringList parts;
    for (auto it = kinds.begin(); it != kinds.end(); ++it) {
        if (!it.key().isEmpty()) // what is on servers is all of one kind
            parts << u"%1: %2"_s.arg(it.key()).arg(it.value());
    }
    m_subtitle->setText(parts.join(u" · "_s));
    showCharts(records, page);
}

void DetailPane::showAll(const QList<wire::Record> &records)
{
    const int page = m_tabs->currentIndex();
    showNothing();
    m_name->setText(m_grid.title.shown());
    m_subtitle->setText(tr("None is chosen: all of them are shown."));
    showCharts(records, page);
}

void DetailPane::showCharts(const QList<wire::Record> &records, int page)
{
    const QList<model::DetailPage> pages = pagesOf(&m_grid);
    const auto isOfCharts = [](const model::DetailPage &one) { return !one.charts.isEmpty(); };
    if (std::none_of(pages.begin(), pages.end(), isOfCharts))
        return;
    setPages(&m_grid, records);
    int first = overviewTab;
    for (int i = int(pages.size()); i > 0; --i) {
        m_tabs->setTabVisible(i, isOfCharts(pages.at(i - 1)));
        if (isOfCharts(pages.at(i - 1)))
            first = i;
    }
    m_tabs->setTabVisible(overviewTab, !m_dashboard);
    const bool stays = page > 0 && page <= int(pages.size()) && isOfCharts(pages.at(page - 1));
    m_tabs->setCurrentIndex(stays ? page : m_dashboard ? first : overviewTab);
}

QListWidget *DetailPane::makeList(const QString &field)
{
    auto *list = new QListWidget(m_pages);
    list->setObjectName(u"detailList_"_s + field);
    list->setFrameShape(QFrame::NoFrame);
    list->setFlow(QListView::LeftToRight);
    list->setWrapping(true);
    list->setResizeMode(QListView::Adjust);
    list->setUniformItemSizes(true);
    list->setGridSize(QSize(220, fontMetrics().height() + 8));
    connect(list, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        Q_EMIT objectClicked(item->data(Qt::UserRole).toString());
    });
    return list;
}

QList<model::DetailPage> DetailPane::pagesOf(const model::Grid *grid) const
{
    QList<model::DetailPage> pages = grid ? grid->detailPages : QList<model::DetailPage>();
    // A list that this person's role does not see has no page, and nothing to draw with draws no charts.
    pages.removeIf([this](const model::DetailPage &page) {
        return (!page.grid.isEmpty() && !m_context.descriptors().grid(page.grid)) ||
               (!page.charts.isEmpty() && !charts::LineChart::isAvailable());
    });
    return pages;
}

QWidget *DetailPane::makePage(const model::DetailPage &page)
{
    if (!page.field.isEmpty())
        return makeList(page.field);
    if (!page.grid.isEmpty()) {
        auto *rows = new DetailGrid(m_context, *m_context.descriptors().grid(page.grid), page, m_pages);
        connect(rows, &DetailGrid::actionAsked, this, &DetailPane::actionAsked);
        return rows;
    }
    auto *drawn = new charts::ChartsPage(m_context.source(), page, m_pages);
    connect(drawn, &charts::ChartsPage::exportAsked, this, &DetailPane::saveAs);
    return drawn;
}

void DetailPane::makePages(const QList<model::DetailPage> &pages)
{
    while (m_tabs->count() > 1) {
        m_tabs->removeTab(1);
        delete m_pages->widget(1);
    }
    int first = overviewTab;
    for (const model::DetailPage &page : pages) {
        m_pages->addWidget(makePage(page));
        const int tab = m_tabs->addTab({});
        if (m_dashboard && first == overviewTab && !page.charts.isEmpty())
            first = tab;
    }
    m_tabs->setCurrentIndex(first);
}

void DetailPane::saveAs(const QString &suggestion, const QString &filter, const QByteArray &content)
{
    m_context.dialogs().saveFile(
        this, tr("Save the charts"), suggestion, filter, [this, content](const QString &name) {
            if (name.isEmpty())
                return;
            QSaveFile file(name);
            if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
                m_context.say(tr("Writing %1").arg(name),
                              Error{.code = ErrorCode::Refused, .message = file.errorString()});
            else
                m_context.say(Severity::Done, tr("The charts are in %1").arg(name), {});
        });
}

void DetailPane::setPages(const model::Grid *grid, const QList<wire::Record> &records)
{
    const QList<model::DetailPage> pages = pagesOf(grid);
    QStringList keys;
    for (const model::DetailPage &page : pages)
        keys << (page.field.isEmpty() ? QString(grid->name + u'/' + page.title.source) : page.field);
    if (keys != m_pageKeys) {
        makePages(pages);
        m_pageKeys = keys;
    }
    for (int i = 0; i < int(pages.size()); ++i) {
        QString title = pages.at(i).title.shown();
        QWidget *widget = m_pages->widget(i + 1);
        if (auto *drawn = qobject_cast<charts::ChartsPage *>(widget)) {
            drawn->setObjects(records);
        } else if (auto *rows = qobject_cast<DetailGrid *>(widget)) {
            rows->setObject(records.constFirst());
        } else if (auto *list = qobject_cast<QListWidget *>(widget)) {
            const QStringList names = records.constFirst().texts(pages.at(i).field.toUtf8());
            if (!names.isEmpty())
                title += u' ' + QString::number(names.size());
            fillList(list, names);
        }
        m_tabs->setTabText(i + 1, title);
    }
    for (int i = 0; i < m_tabs->count(); ++i)
        m_tabs->setTabVisible(i, true);
    m_tabs->setVisible(!pages.isEmpty()); // one page needs no tabs
    m_tabs->updateGeometry();
}

QString DetailPane::headingOf(const model::Grid *grid, const wire::Record &record)
{
    if (!grid || grid->heading.isEmpty())
        return models::nameOf(record);
    return model::fill(grid->heading.shown(), [grid, &record](const QString &field) {
        const model::Column *column = grid->column(field);
        return column ? models::formatted(*column, record) : record.text(field.toUtf8());
    });
}

QString DetailPane::labelOf(const model::Grid *grid, const QString &field) const
{
    if (const model::Column *column = grid ? grid->column(field) : nullptr)
        return column->label.shown();
    // What the list does not show may have a name on the sheet.
    for (const model::Form &form : m_context.descriptors().forms) {
        if (!grid || form.name != grid->form)
            continue;
        for (const model::Page &page : form.pages) {
            for (const model::Field &one : page.fields) {
                if (one.field == field)
                    return one.label.shown();
            }
        }
    }
    return models::attributeLabel(field);
}

QList<DetailOverview::Item> DetailPane::overview(const model::Grid *grid, const wire::Record &record) const
{
    QList<DetailOverview::Item> items;
    for (const QString &field : !grid || grid->detail.isEmpty() ? m_grid.detail : grid->detail) {
        const wire::Attribute *attribute = record.find(field.toUtf8());
        if (!attribute || attribute->values.isEmpty())
            continue;
        const model::Column *column = grid ? grid->column(field) : nullptr;
        const QString format =
            column && column->format != u"text" ? column->format : models::attributeFormat(field);
        DetailOverview::Item item{field,
                                  labelOf(grid, field),
                                  {},
                                  column && (!column->choices.isEmpty() || format == u"bar")
                                      ? models::formatted(*column, record)
                                      : models::formatted(format, record, field)};
        if (format == u"dn-name") {
            QStringList links;
            for (const QByteArray &value :
                 attribute->values.first(qMin(namesShown, attribute->values.size())))
                links << linkTo(QString::fromUtf8(value));
            item.html = links.join(u", "_s);
            if (attribute->values.size() > namesShown)
                item.html +=
                    tr(" and %n more", nullptr, int(attribute->values.size()) - namesShown).toHtmlEscaped();
        } else {
            item.html = item.plain.toHtmlEscaped().replace(u'\n', u"<br>"_s);
        }
        items << item;
    }
    return items;
}

const model::Grid *DetailPane::gridOf(const wire::Record &record) const
{
    const QString resource = models::resourceOf(record);
    if (resource == m_grid.resource)
        return &m_grid;
    const auto &grids = m_context.descriptors().grids;
    const auto found = std::find_if(grids.begin(), grids.end(),
                                    [&](const model::Grid &grid) { return grid.resource == resource; });
    return found == grids.end() ? nullptr : &*found;
}

void DetailPane::show(const wire::Record &record)
{
    const QString resource = models::resourceOf(record);
    const model::Grid *own = gridOf(record);
    const bool directory = wire::isDirectory(resource);
    m_icon->setPixmap(models::icon(own ? models::iconFor(own->icons, record) : QString())
                          .pixmap(QSize(22, 22), devicePixelRatioF()));
    m_name->setText(headingOf(own, record));
    QStringList subtitle{record.text("server")};
    if (directory) {
        subtitle = {models::objectKind(record), models::placeOfDn(models::parentOfDn(models::dnOf(record)))};
        subtitle << (record.text("userPrincipalName").isEmpty() ? record.text("sAMAccountName")
                                                                : record.text("userPrincipalName"))
                 << models::accountState(record).text();
    }
    subtitle.removeAll(QString());
    m_subtitle->setText(subtitle.join(u" · "_s));
    m_edit->setVisible(directory || (own && !own->form.isEmpty()));
    m_password->setVisible(resource == u"identity/users" && m_context.person().mayChange());
    setPages(own, {record});
    m_overview->setItems(overview(own, record));
}

void DetailPane::fillList(QListWidget *list, const QStringList &dns)
{
    list->clear();
    QStringList sorted = dns;
    std::sort(sorted.begin(), sorted.end(), [](const QString &a, const QString &b) {
        return models::nameOfDn(a).localeAwareCompare(models::nameOfDn(b)) < 0;
    });
    for (const QString &dn : std::as_const(sorted)) {
        auto *item = new QListWidgetItem(models::nameOfDn(dn), list);
        item->setData(Qt::UserRole, dn);
        item->setToolTip(dn);
    }
}

} // namespace smc::render
