// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/detail_pane.h"

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

void DetailPane::setRecords(const QList<wire::Record> &records, const model::Grid &grid)
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
    if (m_records.size() != 1)
        return;
    fetch();
    for (DetailGrid *page : m_pages->findChildren<DetailGrid *>())
        page->refresh();
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
    showNothing();
    m_name->setText(tr("%n object(s) selected", nullptr, int(records.size())));
    QMap<QString, int> kinds;
    for (const wire::Record &record : records)
        ++kinds[models::objectKind(record)];
    QStringList parts;
    for (auto it = kinds.begin(); it != kinds.end(); ++it)
        parts << u"%1: %2"_s.arg(it.key()).arg(it.value());
    m_subtitle->setText(parts.join(u" · "_s));
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

void DetailPane::makePages(const QList<model::DetailPage> &pages)
{
    while (m_tabs->count() > 1) {
        m_tabs->removeTab(1);
        delete m_pages->widget(1);
    }
    for (const model::DetailPage &page : pages) {
        if (page.grid.isEmpty())
            m_pages->addWidget(makeList(page.field));
        else
            m_pages->addWidget(
                new DetailGrid(m_context, *m_context.descriptors().grid(page.grid), page, m_pages));
        m_tabs->addTab({});
    }
}

void DetailPane::setPages(const model::Grid *grid, const wire::Record &record)
{
    QList<model::DetailPage> pages = grid ? grid->detailPages : QList<model::DetailPage>();
    // A list that this person's role does not see has no page.
    pages.removeIf([this](const model::DetailPage &page) {
        return !page.grid.isEmpty() && !m_context.descriptors().grid(page.grid);
    });
    QStringList keys;
    for (const model::DetailPage &page : std::as_const(pages))
        keys << (page.grid.isEmpty() ? page.field : QString(grid->name + u'/' + page.grid));
    if (keys != m_pageKeys) {
        makePages(pages);
        m_pageKeys = keys;
    }
    for (int i = 0; i < int(pages.size()); ++i) {
        QString title = pages.at(i).title.shown();
        if (auto *list = qobject_cast<QListWidget *>(m_pages->widget(i + 1))) {
            const QStringList names = record.texts(pages.at(i).field.toUtf8());
            if (!names.isEmpty())
                title += u' ' + QString::number(names.size());
            fillList(list, names);
        } else if (auto *rows = qobject_cast<DetailGrid *>(m_pages->widget(i + 1))) {
            rows->setObject(record);
        }
        m_tabs->setTabText(i + 1, title);
    }
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
                                  column && !column->choices.isEmpty()
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
    setPages(own, record);
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
