// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/tree_model.h"

#include "app/models/icons.h"
#include "app/models/records.h"
#include "shared/wire/paths.h"

#include <QLocale>
#include <QMimeData>

#include <algorithm>
#include <chrono>

namespace smc::models {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int countsAtOnce = 2;
constexpr std::chrono::seconds countAgainAfter{1};
constexpr std::chrono::seconds catchesUpWithin{30}; ///< a cache that does not is ill, and says so elsewhere

} // namespace

struct TreeModel::Node
{
    Kind kind = Container;
    Node *parent = nullptr;
    wire::Record record;
    QString dn;
    QString label;
    QString icon;
    model::SavedSearch search;
    bool own = false;
    bool read = false;
    qint64 count = -1;
    quint64 counted = 0; ///< in which generation it was asked for
    QPointer<data::Call> call;
    std::vector<std::unique_ptr<Node>> children;

    [[nodiscard]] int row(const std::vector<std::unique_ptr<Node>> &siblings) const
    {
        const auto it = std::find_if(siblings.begin(), siblings.end(),
                                     [this](const auto &other) { return other.get() == this; });
        return int(it - siblings.begin());
    }
};

TreeModel::TreeModel(data::RemoteDataSource &source, QObject *parent)
    : QAbstractItemModel(parent)
    , m_source(source)
{
    m_countAgain.setSingleShot(true);
    m_countAgain.setInterval(countAgainAfter);
    m_countAgain.callOnTimeout(this, [this] {
        ++m_countGeneration;
        countNext();
    });
}

TreeModel::~TreeModel() = default;

void TreeModel::setTree(const model::Tree &tree, const QString &rootDn)
{
    beginResetModel();
    m_tree = tree;
    m_roots.clear();
    auto root = std::make_unique<Node>();
    root->dn = rootDn;
    root->label = domainOfDn(rootDn);
    root->record.set("distinguishedName", rootDn.toUtf8());
    root->record.set("objectClass", QByteArrayList{"top", "domain", "domainDNS"});
    root->record.set("name", root->label.toUtf8());
    root->icon = iconFor(tree.icons, root->record);
    m_roots.push_back(std::move(root));
    auto searches = std::make_unique<Node>();
    searches->kind = Searches;
    searches->label = tr("Saved searches");
    searches->icon = u"edit-find"_s;
    searches->read = true;
    m_roots.push_back(std::move(searches));
    endResetModel();
    fillSearches();
    load(m_roots.front().get());
}

void TreeModel::setShowsAll(bool all)
{
    m_all = all;
    refresh();
}

void TreeModel::setOwnSearches(const QList<model::SavedSearch> &searches)
{
    m_own = searches;
    fillSearches();
}

void TreeModel::fillSearches()
{
    if (m_roots.size() < 2)
        return;
    Node *folder = m_roots.at(1).get();
    const QModelIndex parent = indexOf(folder);
    if (!folder->children.empty()) {
        beginRemoveRows(parent, 0, int(folder->children.size()) - 1);
        folder->children.clear();
        endRemoveRows();
    }
    const qsizetype given = m_tree.saved.size();
    const QList<model::SavedSearch> all = m_tree.saved + m_own;
    if (all.isEmpty())
        return;
    beginInsertRows(parent, 0, int(all.size()) - 1);
    for (qsizetype i = 0; i < all.size(); ++i) {
        auto node = std::make_unique<Node>();
        node->kind = Search;
        node->parent = folder;
        node->search = all.at(i);
        node->own = i >= given;
        node->label = node->own ? all.at(i).title.source : all.at(i).title.shown();
        node->icon = u"view-filter"_s;
        node->read = true;
        folder->children.push_back(std::move(node));
    }
    endInsertRows();
}

model::SavedSearch TreeModel::search(const QModelIndex &index) const
{
    return index.isValid() ? node(index)->search : model::SavedSearch();
}

bool TreeModel::isOwnSearch(const QModelIndex &index) const
{
    return index.isValid() && node(index)->own;
}

TreeModel::Node *TreeModel::node(const QModelIndex &index) const
{
    return static_cast<Node *>(index.internalPointer());
}

QModelIndex TreeModel::indexOf(const Node *node) const
{
    if (!node)
        return {};
    const auto &siblings = node->parent ? node->parent->children : m_roots;
    return createIndex(node->row(siblings), 0, node);
}

QModelIndex TreeModel::rootIndex() const
{
    return m_roots.empty() ? QModelIndex() : indexOf(m_roots.front().get());
}

QModelIndex TreeModel::find(const QString &dn) const
{
    if (m_roots.empty())
        return {};
    Node *at = m_roots.front().get();
    while (at->dn.compare(dn, Qt::CaseInsensitive) != 0) {
        const auto next = std::find_if(at->children.begin(), at->children.end(), [&](const auto &child) {
            return child->dn.compare(dn, Qt::CaseInsensitive) == 0 || isBelow(dn, child->dn);
        });
        if (next == at->children.end())
            return {};
        at = next->get();
    }
    return indexOf(at);
}

void TreeModel::reach(const QString &dn)
{
    m_wanted = dn;
    m_asked.clear();
    stepTowards();
}

void TreeModel::stepTowards()
{
    if (m_wanted.isEmpty() || m_roots.empty())
        return;
    if (const QModelIndex found = find(m_wanted); found.isValid()) {
        m_wanted.clear();
        Q_EMIT reached(found);
        return;
    }
    // The nearest node above that is known; when the directory does not know the wanted one below it, it is
    // hidden or gone.
    QString dn = parentOfDn(m_wanted);
    while (!dn.isEmpty() && !find(dn).isValid())
        dn = parentOfDn(dn);
    const QModelIndex above = find(dn);
    if (!above.isValid()) {
        m_wanted.clear();
    } else if (node(above)->call) {
        return; // its answer goes on from here
    } else if (!node(above)->read) {
        load(node(above));
    } else if (m_asked != dn) {
        // Somebody else may have made it a moment ago.
        m_asked = dn;
        load(node(above), true);
    } else {
        m_wanted.clear();
        Q_EMIT reached(above);
    }
}

wire::Record TreeModel::record(const QModelIndex &index) const
{
    return index.isValid() ? node(index)->record : wire::Record();
}

void TreeModel::refresh(bool fresh)
{
    if (m_roots.empty())
        return;
    std::vector<Node *> open{m_roots.front().get()};
    for (std::size_t i = 0; i < open.size(); ++i) {
        for (const auto &child : open.at(i)->children) {
            if (child->read)
                open.push_back(child.get());
        }
    }
    for (Node *item : open)
        load(item, fresh);
    ++m_countGeneration;
    if (fresh)
        m_sinceFresh.start();
    countNext();
}

void TreeModel::setInSight(const QStringList &dns)
{
    m_inSight = dns;
    countNext();
}

void TreeModel::setCount(const QString &dn, qint64 count)
{
    const QModelIndex index = find(dn);
    if (m_tree.count.isEmpty() || !index.isValid() || node(index)->count == count)
        return;
    node(index)->count = count;
    Q_EMIT dataChanged(index, index);
}

/// Whether a cache answered that has not looked at the directory since we did.
bool TreeModel::isBehind(const data::Answer &answer) const
{
    if (answer.cachedFrom.isEmpty() || !m_sinceFresh.isValid() ||
        std::chrono::milliseconds(m_sinceFresh.elapsed()) > catchesUpWithin)
        return false;
    return std::chrono::seconds(answer.age + 1) > std::chrono::milliseconds(m_sinceFresh.elapsed());
}

void TreeModel::countNext()
{
    if (m_tree.count.isEmpty())
        return;
    for (const QString &dn : std::as_const(m_inSight)) {
        if (m_counting >= countsAtOnce)
            return;
        const QModelIndex index = find(dn);
        if (!index.isValid() || node(index)->counted == m_countGeneration)
            continue;
        node(index)->counted = m_countGeneration;
        QUrlQuery query = placeQuery(m_tree.gridQuery, node(index)->record);
        wire::addQuery(query, u"limit"_s, u"1"_s); // the total comes with a page of any size
        wire::addQuery(query, u"fields"_s, u"objectGUID"_s);
        ++m_counting;
        m_source.get(wire::restPath(m_tree.count), query, this,
                     [this, dn, generation = m_countGeneration](const Result<data::Answer> &answer) {
                         --m_counting;
                         // Without an answer there is no number: who opens the node hears why. One to an
                         // older question may come after one to a newer.
                         if (answer && generation == m_countGeneration) {
                             setCount(dn, answer->json()["total"_L1].toInteger(-1));
                             if (isBehind(*answer))
                                 m_countAgain.start();
                         }
                         countNext();
                     });
    }
}

QUrlQuery TreeModel::placeQuery(const QMap<QString, QString> &parts, const wire::Record &record) const
{
    QUrlQuery query;
    for (auto it = parts.begin(); it != parts.end(); ++it) {
        if (m_all && it.key() == u"filter")
            continue;
        wire::addQuery(query, it.key(), model::fill(it.value(), [&](const QString &name) -> QString {
                           return record.text(name.toUtf8());
                       }));
    }
    return query;
}

void TreeModel::load(Node *item, bool fresh)
{
    if (item->call)
        item->call->cancel();
    QUrlQuery query = placeQuery(m_tree.childrenQuery, item->record);
    if (fresh)
        wire::addQuery(query, u"fresh"_s, u"1"_s);
    wire::addQuery(query, u"fields"_s, u"objectGUID,distinguishedName,objectClass,name,ou,description"_s);
    const QString dn = item->dn;
    item->call = m_source.get(wire::restPath(m_tree.resource), query, this,
                              [this, dn](const Result<data::Answer> &answer) {
                                  // By DN: the node itself may be gone by now.
                                  const QModelIndex index = find(dn);
                                  if (!index.isValid())
                                      return;
                                  Node *found = node(index);
                                  found->call.clear();
                                  if (!answer) {
                                      m_wanted.clear();
                                      // One that is gone is its parent's news, and hides no other message.
                                      if (answer.error().code != ErrorCode::NotFound)
                                          Q_EMIT failed(answer.error());
                                      return;
                                  }
                                  found->read = true;
                                  merge(found, listFromJson(answer->json()).items);
                                  Q_EMIT dataChanged(index, index);
                                  Q_EMIT loaded(index);
                                  stepTowards();
                              });
}

void TreeModel::merge(Node *parent, const QList<wire::Record> &records)
{
    const QModelIndex at = indexOf(parent);
    const auto sameDn = [](const QString &dn) {
        return [&dn](const auto &child) { return child->dn.compare(dn, Qt::CaseInsensitive) == 0; };
    };
    QList<QString> wanted;
    QList<const wire::Record *> kept;
    for (const wire::Record &record : records) {
        const QString dn = dnOf(record);
        // scope=one may answer with the base itself in some directories.
        if (dn.isEmpty() || dn.compare(parent->dn, Qt::CaseInsensitive) == 0)
            continue;
        wanted << dn;
        kept << &record;
    }
    auto &children = parent->children;
    for (int row = int(children.size()) - 1; row >= 0; --row) {
        const bool stays = std::any_of(wanted.begin(), wanted.end(), [&](const QString &dn) {
            return children.at(std::size_t(row))->dn.compare(dn, Qt::CaseInsensitive) == 0;
        });
        if (!stays) {
            beginRemoveRows(at, row, row);
            children.erase(children.begin() + row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < int(wanted.size()); ++row) {
        const QString &dn = wanted.at(row);
        const auto old = std::find_if(children.begin(), children.end(), sameDn(dn));
        const int oldRow = int(old - children.begin());
        if (old == children.end()) {
            auto child = std::make_unique<Node>();
            child->parent = parent;
            child->dn = dn;
            beginInsertRows(at, row, row);
            children.insert(children.begin() + row, std::move(child));
            endInsertRows();
        } else if (oldRow != row) {
            beginMoveRows(at, oldRow, oldRow, at, row);
            auto child = std::move(children.at(std::size_t(oldRow)));
            children.erase(children.begin() + oldRow);
            children.insert(children.begin() + row, std::move(child));
            endMoveRows();
        }
        Node *child = children.at(std::size_t(row)).get();
        child->record = *kept.at(row);
        child->label = nameOf(child->record);
        child->icon = iconFor(m_tree.icons, child->record);
        const QModelIndex changed = indexOf(child);
        Q_EMIT dataChanged(changed, changed);
    }
}

QModelIndex TreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const auto &siblings = parent.isValid() ? node(parent)->children : m_roots;
    if (column != 0 || row < 0 || row >= int(siblings.size()))
        return {};
    return createIndex(row, 0, siblings.at(std::size_t(row)).get());
}

QModelIndex TreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(node(index)->parent) : QModelIndex();
}

int TreeModel::rowCount(const QModelIndex &parent) const
{
    return int(parent.isValid() ? node(parent)->children.size() : m_roots.size());
}

bool TreeModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return !m_roots.empty();
    const Node *item = node(parent);
    return item->read ? !item->children.empty() : item->kind == Container;
}

bool TreeModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && !node(parent)->read && !node(parent)->call;
}

void TreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        load(node(parent));
}

QVariant TreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *item = node(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return item->label;
    case Qt::DecorationRole:
        return icon(item->icon);
    case Qt::ToolTipRole:
        return item->kind == Search ? item->search.filter
               : item->record.text("description").isEmpty()
                   ? item->dn
                   : QString(item->record.text("description") + u'\n' + item->dn);
    case DnRole:
        return item->dn;
    case KindRole:
        return item->kind;
    case IdRole:
        return idOf(item->record);
    case SearchRole:
        return item->search.name;
    case CountRole:
        return item->count < 0 ? QString() : QLocale().toString(item->count);
    case Qt::AccessibleTextRole:
        return item->count < 0 ? item->label
                               : tr("%1, %n object(s)", nullptr, int(item->count)).arg(item->label);
    default:
        return {};
    }
}

Qt::ItemFlags TreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Node *item = node(index);
    if (item->kind == Searches)
        return Qt::ItemIsEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (item->kind == Container)
        flags |= Qt::ItemIsDropEnabled;
    if (item->kind == Container && item->parent)
        flags |= Qt::ItemIsDragEnabled | Qt::ItemIsEditable;
    if (item->kind == Search)
        flags |= Qt::ItemNeverHasChildren;
    return flags;
}

bool TreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    Node *item = node(index);
    const QString name = value.toString();
    if (name.isEmpty() || name == item->label)
        return false;
    item->label = name;
    Q_EMIT dataChanged(index, index);
    Q_EMIT renameAsked(item->record, name);
    return true;
}

void TreeModel::giveNameBack(const wire::Record &record)
{
    const QModelIndex index = find(dnOf(record));
    if (!index.isValid())
        return;
    node(index)->label = nameOf(record);
    Q_EMIT dataChanged(index, index);
}

void TreeModel::follow(const QString &oldDn, const QString &newDn)
{
    const QModelIndex index = find(oldDn);
    // A move puts it under another node, which reads it anew.
    if (!index.isValid() || !node(index)->parent ||
        parentOfDn(newDn).compare(node(index)->parent->dn, Qt::CaseInsensitive) != 0)
        return;
    std::vector<Node *> nodes{node(index)};
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        Node *item = nodes.at(i);
        item->dn = movedDn(item->dn, oldDn, newDn);
        item->record.set("distinguishedName", item->dn.toUtf8());
        if (item->call) { // it asks for the old one
            item->call->cancel();
            item->call.clear();
        }
        for (const auto &child : item->children)
            nodes.push_back(child.get());
    }
    m_wanted = movedDn(m_wanted, oldDn, newDn);
    node(index)->label = nameOfDn(newDn);
    node(index)->record.set("name", node(index)->label.toUtf8());
    Q_EMIT dataChanged(index, index);
}

QStringList TreeModel::mimeTypes() const
{
    return {QString(objectsMimeType)};
}

QMimeData *TreeModel::mimeData(const QModelIndexList &indexes) const
{
    QList<wire::Record> records;
    for (const QModelIndex &index : indexes)
        records << record(index);
    return mimeOf(records);
}

} // namespace smc::models
