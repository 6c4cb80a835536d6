// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/batch_run.h"

#include "app/render/context.h"
#include "shared/wire/paths.h"
#include "shared/wire/problem.h"

#include <QJsonObject>
#include <QUrl>
#include <QUrlQuery>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace smc::render {

namespace {

constexpr auto batchPollInterval = 400ms;
constexpr int resultsPerPage = 1000;

} // namespace

BatchRun::BatchRun(Context &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(batchPollInterval);
    connect(&m_timer, &QTimer::timeout, this, &BatchRun::poll);
}

void BatchRun::start(const QString &resource, const QJsonArray &items, const QString &title, Report report)
{
    m_running = true;
    m_cancelled = false;
    m_job.clear();
    // Not in this object's name: were the window closed now, the job would still have to be followed.
    QPointer<BatchRun> self(this);
    auto *context = &m_context;
    context->source().send("POST", wire::restPath(resource), {}, items, context,
                           [self, context, resource, title, report](const Result<data::Answer> &answer) {
                               if (!answer) {
                                   if (!self)
                                       return context->say(title, answer.error());
                                   self->m_running = false;
                                   Q_EMIT self->failed(answer.error());
                                   return;
                               }
                               context->watchJob(answer->location, title, resource, [self, report] {
                                   return report == Report::Owner && !self.isNull();
                               });
                               if (!self)
                                   return;
                               self->m_job = QUrl(answer->location).path(QUrl::FullyEncoded);
                               if (self->m_cancelled)
                                   self->cancel();
                               self->poll();
                           });
}

void BatchRun::cancel()
{
    m_cancelled = true;
    if (m_running && !m_job.isEmpty())
        m_context.source().send("PUT", m_job + u"/cancel"_s, {}, {}, this,
                                [this](const Result<data::Answer> &answer) {
                                    if (!answer)
                                        m_context.say(tr("Stopping the job"), answer.error());
                                });
}

void BatchRun::poll()
{
    m_call = m_context.source().get(m_job, {}, this, [this](const Result<data::Answer> &answer) {
        if (!answer) {
            if (answer.error().retryable)
                return m_timer.start();
            m_running = false;
            Q_EMIT failed(answer.error());
            return;
        }
        const auto job = answer->json();
        const QString state = job[u"state"_s].toString();
        const int total = job[u"total"_s].toInt();
        Q_EMIT progress(job[u"done"_s].toInt(), job[u"failed"_s].toInt(), total);
        const bool last = state != "running"_L1;
        // Row by row while it fits into a page; a large batch tells its results at the end.
        if (last || total <= resultsPerPage)
            readResults({}, last, state);
        else
            m_timer.start();
    });
}

void BatchRun::readResults(const QString &cursor, bool last, const QString &state)
{
    QUrlQuery query;
    wire::addQuery(query, u"limit"_s, QString::number(resultsPerPage));
    if (!cursor.isEmpty())
        wire::addQuery(query, u"cursor"_s, cursor);
    m_call = m_context.source().get(
        m_job + u"/results"_s, query, this, [=, this](const Result<data::Answer> &answer) {
            if (!answer && !last)
                return m_timer.start();
            if (!answer) {
                m_running = false;
                Q_EMIT failed(answer.error());
                return;
            }
            const auto list = answer->json();
            for (const auto item : list[u"items"_s].toArray()) {
                const auto problem = item[u"problem"_s].toObject();
                Error error;
                if (!problem.isEmpty())
                    error = wire::fromProblem(problem, problem[u"status"_s].toInt());
                Q_EMIT itemDone(item[u"index"_s].toInt(), item[u"state"_s].toString(), error);
            }
            const QString next = list[u"next"_s].toString();
            if (!next.isEmpty())
                return readResults(next, last, state);
            if (!last)
                return m_timer.start();
            m_running = false;
            Q_EMIT ended(state);
        });
}

} // namespace smc::render
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/context.h"

namespace smc::render {

QString Person::baseDn() const
{
    // A DC= may stand inside a value ("CN=x\,DC=y"): look only at commas that are no part of one.
    for (qsizetype i = 0; i < dn.size(); ++i) {
        if (dn.at(i) == u'\\')
            ++i;
        else if ((i == 0 || dn.at(i - 1) == u',') && dn.mid(i, 3).compare(u"DC=", Qt::CaseInsensitive) == 0)
            return dn.mid(i);
    }
    return {};
}

} // namespace smc::render
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/detail_overview.h"

#include <QGridLayout>
#include <QLabel>

namespace smc::render {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pairWidth = 300;

} // namespace

DetailOverview::DetailOverview(QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(u"detailOverview"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBackgroundRole(QPalette::Base);
    setFocusPolicy(Qt::NoFocus);
}

void DetailOverview::setItems(const QList<Item> &items)
{
    m_items = items;
    arrange();
}

int DetailOverview::columnsThatFit() const
{
    return qBound(1, viewport()->width() / pairWidth, 4);
}

void DetailOverview::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (m_columns != columnsThatFit())
        arrange();
}

void DetailOverview::arrange()
{
    m_columns = columnsThatFit();
    auto *page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(16, 4, 16, 12);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    // Down the columns, as one reads a form.
    const int rows = (int(m_items.size()) + m_columns - 1) / m_columns;
    for (int i = 0; i < int(m_items.size()); ++i) {
        const Item &item = m_items.at(i);
        const int column = rows > 0 ? i / rows : 0;
        auto *label = new QLabel(item.label, page);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setAlignment(Qt::AlignRight | Qt::AlignTop);
        auto *value = new QLabel(item.html, page);
        value->setObjectName(u"detail_"_s + item.field);
        value->setTextFormat(Qt::RichText);
        value->setWordWrap(true);
        value->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        value->setTextInteractionFlags(Qt::TextBrowserInteraction);
        value->setAccessibleName(u"%1: %2"_s.arg(item.label, item.plain));
        connect(value, &QLabel::linkActivated, this, &DetailOverview::linkActivated);
        grid->addWidget(label, i % qMax(1, rows), column * 2);
        grid->addWidget(value, i % qMax(1, rows), column * 2 + 1);
    }
    for (int column = 0; column < m_columns; ++column)
        grid->setColumnStretch(column * 2 + 1, 1);
    grid->setRowStretch(rows, 1);
    setWidget(page);
}

} // namespace smc::render
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/detail_pane.h"

#include "app/models/format.h"
#include "app/models/icons.h"
#include "app/models/record_table_model.h"
#include "app/models/records.h"
#include "app/render/context.h"
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

enum DetailTab { OverviewTab, GroupsTab, MembersTab };

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
    m_tabs->addTab(tr("Groups"));
    m_tabs->addTab(tr("Members"));
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
    m_groups = new QListWidget(m_pages);
    m_groups->setObjectName(u"detailGroups"_s);
    m_members = new QListWidget(m_pages);
    m_members->setObjectName(u"detailMembers"_s);
    m_pages->addWidget(m_overview);
    m_pages->addWidget(m_groups);
    m_pages->addWidget(m_members);
    layout->addWidget(m_pages, 1);

    for (QListWidget *list : {m_groups, m_members}) {
        list->setFrameShape(QFrame::NoFrame);
        list->setFlow(QListView::LeftToRight);
        list->setWrapping(true);
        list->setResizeMode(QListView::Adjust);
        list->setUniformItemSizes(true);
        list->setGridSize(QSize(220, fontMetrics().height() + 8));
        connect(list, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
            Q_EMIT objectClicked(item->data(Qt::UserRole).toString());
        });
    }
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

void DetailPane::setRecords(const QList<wire::Record> &records, const QStringList &fields)
{
    const bool same = records.size() == 1 && m_records.size() == 1 &&
                      models::idOf(records.constFirst()) == models::idOf(m_records.constFirst());
    m_records = records;
    m_fields = fields;
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
            show(records.constFirst(), false);
        m_settle.start();
    }
}

void DetailPane::refresh()
{
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
                                            show(models::recordFromJson(answer->json()), true);
                                    });
}

void DetailPane::showNothing()
{
    m_icon->clear();
    m_name->clear();
    m_subtitle->setText(tr("Select an object to see its details here."));
    for (QWidget *widget :
         {static_cast<QWidget *>(m_tabs), static_cast<QWidget *>(m_edit), static_cast<QWidget *>(m_password)})
        widget->hide();
    m_tabs->setCurrentIndex(OverviewTab);
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

void DetailPane::setTabs(const wire::Record &record)
{
    const auto groups = int(record.values("memberOf").size());
    const auto members = int(record.values("member").size());
    m_tabs->show();
    m_tabs->setTabText(GroupsTab, groups > 0 ? tr("Groups %1").arg(groups) : tr("Groups"));
    m_tabs->setTabText(MembersTab, members > 0 ? tr("Members %1").arg(members) : tr("Members"));
    m_tabs->setTabVisible(GroupsTab, !models::isContainer(record));
    m_tabs->setTabVisible(MembersTab, models::hasClass(record, "group"));
    if (!m_tabs->isTabVisible(m_tabs->currentIndex()))
        m_tabs->setCurrentIndex(OverviewTab);
    m_tabs->updateGeometry();
}

void DetailPane::show(const wire::Record &record, bool complete)
{
    const QString resource = models::resourceOf(record);
    const auto &grids = m_context.descriptors().grids;
    const auto own = std::find_if(grids.begin(), grids.end(),
                                  [&](const model::Grid &grid) { return grid.resource == resource; });
    const QString iconName = own == grids.end() ? QString() : models::iconFor(own->icons, record);
    m_icon->setPixmap(models::icon(iconName).pixmap(QSize(22, 22), devicePixelRatioF()));
    m_name->setText(models::nameOf(record));
    QStringList subtitle{models::objectKind(record),
                         models::placeOfDn(models::parentOfDn(models::dnOf(record)))};
    const QString signIn = record.text("userPrincipalName").isEmpty() ? record.text("sAMAccountName")
                                                                      : record.text("userPrincipalName");
    const QString state = models::accountState(record).text();
    for (const QString &part : {signIn, state}) {
        if (!part.isEmpty())
            subtitle << part;
    }
    m_subtitle->setText(subtitle.join(u" · "_s));
    m_edit->show();
    m_password->setVisible(resource == u"identity/users" && m_context.person().mayChange());
    setTabs(record);

    QList<DetailOverview::Item> items;
    const QStringList fields = own == grids.end() || own->detail.isEmpty() ? m_fields : own->detail;
    for (const QString &field : fields) {
        const wire::Attribute *attribute = record.find(field.toUtf8());
        if (!attribute || attribute->values.isEmpty())
            continue;
        const model::Column *column = own == grids.end() ? nullptr : own->column(field);
        const QString format = models::attributeFormat(field);
        DetailOverview::Item item{
            field, column ? column->label.shown() : models::attributeLabel(field), {}, {}};
        item.plain = models::formatted(format, record, field);
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
    m_overview->setItems(items);
    if (complete || m_groups->count() > 0 || m_members->count() > 0) {
        fillList(m_groups, record.texts("memberOf"));
        fillList(m_members, record.texts("member"));
    }
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
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor.h"

#include "app/render/context.h"
#include "app/render/editor_choice.h"
#include "app/render/editor_country.h"
#include "app/render/editor_date.h"
#include "app/render/editor_dn.h"
#include "app/render/editor_logon_hours.h"
#include "app/render/editor_members.h"
#include "app/render/editor_password.h"
#include "app/render/editor_photo.h"
#include "app/render/editor_primary_group.h"
#include "app/render/editor_text.h"
#include "app/render/editor_values.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

Editor::Editor(Context &context, model::Field field)
    : m_context(context)
    , m_field(std::move(field))
{}

Editor::~Editor() = default;

void Editor::load(const wire::Record &object)
{
    m_object = object;
    m_loaded = object.texts(m_field.field.toUtf8());
    m_loading = true;
    show(m_loaded);
    showReadOnly(isReadOnly());
    m_loading = false;
}

void Editor::rebase(const wire::Record &object)
{
    const bool changed = isChanged();
    const QStringList mine = values();
    load(object);
    if (changed)
        edit(mine);
}

void Editor::edit(const QStringList &values)
{
    m_loading = true;
    show(values);
    m_loading = false;
    Q_EMIT edited();
}

bool Editor::writes(const QString &attribute) const
{
    return attribute.section(u';', 0, 0).compare(name().section(u';', 0, 0), Qt::CaseInsensitive) == 0;
}

bool Editor::isChanged() const
{
    return values() != m_loaded;
}

bool Editor::conflictsWith(const QStringList &theirs) const
{
    const auto sorted = [](QStringList values) {
        values.sort();
        return values;
    };
    return isChanged() && sorted(theirs) != sorted(m_loaded) && sorted(theirs) != sorted(values());
}

QString Editor::describe(const QStringList &values) const
{
    return values.isEmpty() ? tr("(empty)") : values.join(u", "_s);
}

QList<Error> Editor::verify() const
{
    QList<Error> errors;
    const QStringList now = values();
    if (m_field.required && now.isEmpty())
        errors << fault(tr("%1 is required.").arg(m_field.label.shown()));
    if (isChanged() || m_creating) {
        const qint64 limit = m_field.maxLength > 0                 ? m_field.maxLength
                             : m_limits.syntax.contains("ctet"_L1) ? -1
                                                                   : m_limits.upper;
        const QRegularExpression pattern(m_field.pattern);
        for (const auto &value : now) {
            if (limit > 0 && value.size() > limit && m_field.editor != "number"_L1)
                errors << fault(
                    tr("At most %n character(s); this has %1.", nullptr, int(limit)).arg(value.size()),
                    tr("Shorten it."));
            if (!m_field.pattern.isEmpty() && pattern.isValid() && !pattern.match(value).hasMatch())
                errors << fault(m_field.message.isEmpty() ? tr("This does not have the form expected.")
                                                          : m_field.message.shown());
        }
    }
    return errors;
}

void Editor::apply(wire::Record &changes) const
{
    if (!isChanged())
        return;
    QByteArrayList bytes;
    for (const auto &value : values())
        bytes << value.toUtf8();
    changes.set(m_field.field.toUtf8(), bytes);
}

void Editor::setLimits(const Limits &limits)
{
    m_limits = limits;
    m_loading = true;
    limitsChanged();
    showReadOnly(isReadOnly());
    m_loading = false;
}

void Editor::setReadOnly()
{
    m_readOnly = true;
    showReadOnly(true);
}

bool Editor::isReadOnly() const
{
    if (m_creating)
        return m_readOnly;
    return m_readOnly || m_field.readOnly || m_field.createOnly || (m_limits.systemOnly && heedsSchema());
}

void Editor::dress(QWidget *control, const QString &suffix) const
{
    // A field of base64 is still the attribute to whoever looks for it.
    const QString plain = m_field.field.section(u';', 0, 0);
    control->setObjectName(u"field_"_s + plain + suffix);
    if (suffix.isEmpty()) {
        control->setAccessibleName(m_field.label.shown());
        if (!m_field.hint.isEmpty())
            control->setAccessibleDescription(m_field.hint.shown());
    }
}

Error Editor::fault(const QString &message, const QString &hint) const
{
    Error error;
    error.code = ErrorCode::Invalid;
    error.message = message;
    error.hint = hint;
    error.field = m_field.field;
    return error;
}

void Editor::emitEdited()
{
    if (!m_loading)
        Q_EMIT edited();
}

std::unique_ptr<Editor> makeEditor(Context &context, const model::Field &field)
{
    const QString &kind = field.editor;
    if (kind == "text"_L1 || kind == "number"_L1)
        return std::make_unique<TextEditor>(context, field);
    if (kind == "lines"_L1)
        return std::make_unique<LinesEditor>(context, field);
    if (kind == "multi"_L1)
        return std::make_unique<MultiEditor>(context, field);
    if (kind == "check"_L1)
        return std::make_unique<CheckEditor>(context, field);
    if (kind == "choice"_L1)
        return std::make_unique<ChoiceEditor>(context, field);
    if (kind == "date"_L1)
        return std::make_unique<DateEditor>(context, field);
    if (kind == "flags"_L1)
        return std::make_unique<FlagsEditor>(context, field);
    if (kind == "dn"_L1)
        return std::make_unique<DnEditor>(context, field);
    if (kind == "dns"_L1)
        return std::make_unique<DnsEditor>(context, field);
    if (kind == "members"_L1)
        return std::make_unique<MembersEditor>(context, field);
    if (kind == "members-of"_L1)
        return std::make_unique<MembersOfEditor>(context, field);
    if (kind == "country"_L1)
        return std::make_unique<CountryEditor>(context, field);
    if (kind == "logon-hours"_L1)
        return std::make_unique<LogonHoursEditor>(context, field);
    if (kind == "primary-group"_L1)
        return std::make_unique<PrimaryGroupEditor>(context, field);
    if (kind == "photo"_L1)
        return std::make_unique<PhotoEditor>(context, field);
    if (kind == "password"_L1)
        return std::make_unique<PasswordEditor>(context, field);
    return std::make_unique<ReadOnlyEditor>(context, field);
}

} // namespace smc::render
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_choice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

quint32 flagBits(const QStringList &values)
{
    // The directory writes signed 32-bit numbers ([MS-ADTS] 3.1.1.2.2.2.13).
    return static_cast<quint32>(values.value(0).toLongLong());
}

} // namespace

CheckEditor::CheckEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QCheckBox(field.label.shown()))
{
    dress(m_box);
    connect(m_box, &QCheckBox::toggled, this, &CheckEditor::emitEdited);
}

QWidget *CheckEditor::widget()
{
    return m_box;
}

bool CheckEditor::means(const QStringList &values) const
{
    if (!field().trueValue.isEmpty())
        return values.value(0).compare(field().trueValue, Qt::CaseInsensitive) == 0;
    return !values.isEmpty() && values.first() != field().falseValue;
}

QStringList CheckEditor::values() const
{
    if (!isCreating() && m_box->isChecked() == means(loaded()))
        return loaded();
    const QString &value = m_box->isChecked() ? field().trueValue : field().falseValue;
    return value.isEmpty() ? QStringList() : QStringList(value);
}

QString CheckEditor::describe(const QStringList &values) const
{
    return means(values) ? tr("yes") : tr("no");
}

void CheckEditor::show(const QStringList &values)
{
    m_box->setChecked(means(values));
    m_box->setEnabled(!isReadOnly() && (!field().trueValue.isEmpty() || m_box->isChecked()));
}

void CheckEditor::showReadOnly(bool readOnly)
{
    if (readOnly)
        m_box->setEnabled(false);
}

ChoiceEditor::ChoiceEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_combo(new QComboBox)
{
    dress(m_combo);
    for (const auto &choice : field.choices)
        m_combo->addItem(choice.label.shown(), choice.value);
    if (m_combo->findData(QString()) < 0)
        m_combo->setCurrentIndex(-1);
    connect(m_combo, &QComboBox::currentIndexChanged, this, &ChoiceEditor::emitEdited);
}

QWidget *ChoiceEditor::widget()
{
    return m_combo;
}

QStringList ChoiceEditor::values() const
{
    const QString value = m_combo->currentData().toString();
    return value.isEmpty() ? QStringList() : QStringList(value);
}

QString ChoiceEditor::describe(const QStringList &values) const
{
    const int index = m_combo->findData(values.value(0));
    return index >= 0 ? m_combo->itemText(index) : Editor::describe(values);
}

void ChoiceEditor::show(const QStringList &values)
{
    int index = m_combo->findData(values.value(0));
    if (index < 0 && !values.isEmpty()) {
        m_combo->addItem(values.first(), values.first());
        index = m_combo->count() - 1;
    }
    m_combo->setCurrentIndex(index);
}

void ChoiceEditor::showReadOnly(bool readOnly)
{
    m_combo->setEnabled(!readOnly);
}

FlagsEditor::FlagsEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_widget(new QWidget)
{
    auto *layout = new QVBoxLayout(m_widget);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    for (const auto &flag : field.flags) {
        auto *box = new QCheckBox(flag.label.shown());
        dress(box, u'_' + QString::number(flag.bit));
        box->setAccessibleName(flag.label.shown());
        layout->addWidget(box);
        m_boxes << box;
        connect(box, &QCheckBox::toggled, this, &FlagsEditor::emitEdited);
    }
    dress(m_widget);
}

QWidget *FlagsEditor::widget()
{
    return m_widget;
}

QWidget *FlagsEditor::focusTarget()
{
    return m_boxes.isEmpty() ? m_widget : m_boxes.first();
}

quint32 FlagsEditor::mask() const
{
    quint32 all = 0;
    for (const auto &flag : field().flags)
        all |= flag.bit;
    return all;
}

QStringList FlagsEditor::values() const
{
    quint32 bits = m_shown & ~mask();
    for (qsizetype i = 0; i < m_boxes.size(); ++i) {
        if (m_boxes.at(i)->isChecked() != field().flags.at(i).inverted)
            bits |= field().flags.at(i).bit;
    }
    if (!loaded().isEmpty() && bits == flagBits(loaded()))
        return loaded();
    if (loaded().isEmpty() && bits == 0)
        return {};
    return {QString::number(static_cast<qint32>(bits))};
}

QString FlagsEditor::describe(const QStringList &values) const
{
    const quint32 bits = flagBits(values);
    QStringList words;
    for (const auto &flag : field().flags) {
        if (((bits & flag.bit) != 0) != flag.inverted)
            words << flag.label.shown();
    }
    return words.isEmpty() ? tr("none") : words.join(u", "_s);
}

void FlagsEditor::rebase(const wire::Record &object)
{
    const quint32 touched = flagBits(values()) ^ flagBits(loaded());
    const quint32 mine = flagBits(values());
    load(object);
    if (touched != 0) {
        const quint32 merged = (flagBits(loaded()) & ~touched) | (mine & touched);
        edit({QString::number(static_cast<qint32>(merged))});
    }
}

void FlagsEditor::show(const QStringList &values)
{
    m_shown = flagBits(values);
    for (qsizetype i = 0; i < m_boxes.size(); ++i)
        m_boxes.at(i)->setChecked(((m_shown & field().flags.at(i).bit) != 0) != field().flags.at(i).inverted);
}

void FlagsEditor::showReadOnly(bool readOnly)
{
    for (auto *box : m_boxes)
        box->setEnabled(!readOnly);
}

} // namespace smc::render
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_country.h"

#include "app/models/countries.h"

#include <QComboBox>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

CountryEditor::CountryEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_combo(new QComboBox)
{
    dress(m_combo);
    m_combo->setMaxVisibleItems(16);
    m_combo->addItem(tr("None"), QString());
    struct Item
    {
        QString name;
        QString code;
    };
    std::vector<Item> items;
    for (const models::Country &country : models::countries())
        items.push_back({country.shown(), QString::fromLatin1(country.code)});
    std::sort(items.begin(), items.end(),
              [](const Item &a, const Item &b) { return a.name.localeAwareCompare(b.name) < 0; });
    for (const Item &item : items)
        m_combo->addItem(item.name, item.code);
    connect(m_combo, &QComboBox::currentIndexChanged, this, &CountryEditor::emitEdited);
}

QWidget *CountryEditor::widget()
{
    return m_combo;
}

QStringList CountryEditor::values() const
{
    const QString code = m_combo->currentData().toString();
    // As the directory spells it, so that showing is no change.
    if (code.compare(loaded().value(0), Qt::CaseInsensitive) == 0)
        return loaded();
    return code.isEmpty() ? QStringList() : QStringList(code);
}

QString CountryEditor::describe(const QStringList &values) const
{
    const models::Country *country = models::countryOf(values.value(0));
    return country ? country->shown() : Editor::describe(values);
}

bool CountryEditor::writes(const QString &attribute) const
{
    static const QStringList all{u"c"_s, u"co"_s, u"countryCode"_s};
    return all.contains(attribute, Qt::CaseInsensitive);
}

void CountryEditor::apply(wire::Record &changes) const
{
    if (!isChanged())
        return;
    const models::Country *country = models::countryOf(values().value(0));
    changes.set("c", country ? QByteArrayList{country->code} : QByteArrayList());
    changes.set("co", country ? QByteArrayList{country->name} : QByteArrayList());
    changes.set("countryCode", QByteArray::number(country ? country->number : 0));
}

void CountryEditor::show(const QStringList &values)
{
    int index = m_combo->findData(values.value(0).toUpper());
    if (index < 0) {
        m_combo->addItem(values.first(), values.first());
        index = m_combo->count() - 1;
    }
    m_combo->setCurrentIndex(index);
}

void CountryEditor::showReadOnly(bool readOnly)
{
    m_combo->setEnabled(!readOnly);
}

} // namespace smc::render
