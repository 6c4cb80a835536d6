// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/cache.h"

#include "service/identity/graph.h"
#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/sid.h"
#include "service/identity/view.h"

#include <algorithm>

namespace smc::identity {

namespace {

// How long a state that we changed ourselves may still come back from a slower DC; the default interval of
// replication between sites is three hours, within a site seconds. After this time the follower's word
// counts.
constexpr std::chrono::minutes ownMemory{15};

Matching matchingOf(const ldap::Schema &schema, const QByteArray &attribute)
{
    const ldap::AttributeType *type = schema.find(attribute);
    if (!type)
        return Matching::Text;
    switch (type->syntax) {
    case ldap::Syntax::Integer:
    case ldap::Syntax::LargeInteger:
        return Matching::Number;
    case ldap::Syntax::Dn:
        return Matching::Dn;
    case ldap::Syntax::Sid:
    case ldap::Syntax::Guid:
    case ldap::Syntax::Octets:
    case ldap::Syntax::SecurityDescriptor:
        return Matching::Bytes;
    default:
        return Matching::Text;
    }
}

} // namespace

ObjectId ObjectId::parse(const QString &text)
{
    if (const auto guid = ldap::guidFromText(text))
        return ofGuid(*guid);
    if (text.contains(u'='))
        return {.form = Form::Dn, .text = text};
    return {.form = Form::Account, .text = text};
}

ObjectId ObjectId::ofGuid(const QByteArray &guid)
{
    return {.form = Form::Guid, .guid = guid};
}

Cache::Cache()
    : d(std::make_unique<Graph>())
{}

Cache::~Cache() = default;

bool Cache::isReady() const
{
    const std::shared_lock lock(d->mutex);
    return d->ready;
}

std::chrono::steady_clock::time_point Cache::knownGoodAt() const
{
    const std::shared_lock lock(d->mutex);
    return d->knownGood;
}

std::shared_ptr<const ldap::Schema> Cache::schema() const
{
    const std::shared_lock lock(d->mutex);
    return d->schema;
}

QString Cache::server() const
{
    const std::shared_lock lock(d->mutex);
    return d->server;
}

qsizetype Cache::size() const
{
    const std::shared_lock lock(d->mutex);
    return d->byGuid.size();
}

std::optional<ldap::Entry> Cache::find(const ObjectId &id, bool *complete) const
{
    const std::shared_lock lock(d->mutex);
    const Graph::NodeId node = d->ready ? d->find(id) : Graph::noNode;
    if (node == Graph::noNode)
        return std::nullopt;
    if (complete)
        *complete = d->nodes[node].complete;
    return d->entry(node, nullptr);
}

std::optional<qsizetype> Cache::countBelow(const QString &dn) const
{
    const std::shared_lock lock(d->mutex);
    const Graph::NodeId top = d->ready ? d->findDn(dn) : Graph::noNode;
    if (!d->knowsBelow(top))
        return std::nullopt;
    qsizetype count = 0;
    std::vector<Graph::NodeId> open{top};
    while (!open.empty()) {
        const Graph::NodeId at = open.back();
        open.pop_back();
        if (!d->nodes[at].children)
            continue;
        for (const auto &[key, child] : *d->nodes[at].children) {
            count += d->nodes[child].guid.isEmpty() ? 0 : 1;
            open.push_back(child);
        }
    }
    return count;
}

bool Cache::covers(const ListQuery &query) const
{
    const std::shared_lock lock(d->mutex);
    if (!d->ready || (!query.base.isEmpty() && !d->knowsBelow(d->findDn(query.base))))
        return false;
    const auto known = [this](const QByteArray &attribute) {
        const ldap::AttributeType *type = d->schema->find(attribute);
        return type && !type->constructed;
    };
    const auto needsDirectory = [&](const QByteArray &attribute) { return !known(attribute); };
    return canEvaluate(query.filter, known) &&
           std::none_of(query.attributes.begin(), query.attributes.end(), needsDirectory);
}

namespace {

/// One node, as a filter sees it.
template<typename Graph>
class NodeMatchable : public Matchable
{
public:
    NodeMatchable(const Graph &graph, typename Graph::NodeId id)
        : m_graph(graph)
        , m_id(id)
    {}
    [[nodiscard]] bool anyValue(const QByteArray &attribute,
                                const std::function<bool(QByteArrayView)> &each) const override
    {
        const auto &node = m_graph.nodes[m_id];
        const NameTable::Id name = m_graph.names.find(attribute);
        PackedAttributes::Values values = node.attributes.find(name);
        for (QByteArrayView value; values.next(value);) {
            if (each(value))
                return true;
        }
        if (attribute.compare("objectGUID", Qt::CaseInsensitive) == 0)
            return each(node.guid);
        if (attribute.compare("distinguishedName", Qt::CaseInsensitive) == 0)
            return each(m_graph.dn(m_id).toUtf8());
        for (const auto &link : node.links) {
            if (link.attribute == name && each(m_graph.dn(link.other).toUtf8()))
                return true;
        }
        if (!isBackLink(attribute))
            return false;
        for (const auto &link : node.backLinks) {
            if (m_graph.backLinkName(link.attribute).compare(attribute, Qt::CaseInsensitive) == 0 &&
                each(m_graph.dn(link.other).toUtf8()))
                return true;
        }
        return false;
    }
    [[nodiscard]] Matching matching(const QByteArray &attribute) const override
    {
        return matchingOf(*m_graph.schema, attribute);
    }

private:
    [[nodiscard]] bool isBackLink(const QByteArray &attribute) const
    {
        const ldap::AttributeType *type = m_graph.schema->find(attribute);
        return type && type->linkId % 2 != 0;
    }
    const Graph &m_graph;
    typename Graph::NodeId m_id;
};

} // namespace

Result<ListResult> Cache::list(const ListQuery &query) const
{
    const std::shared_lock lock(d->mutex);
    const Graph::NodeId base = query.base.isEmpty() ? Graph::noNode : d->findDn(query.base);
    const bool everything = query.filter.kind == Filter::Kind::And && query.filter.children.empty();
    const auto isHit = [&](Graph::NodeId id) {
        const Graph::Node &node = d->nodes[id];
        if (base != Graph::noNode) {
            const bool inScope = query.scope == ldap::Scope::Base       ? id == base
                                 : query.scope == ldap::Scope::OneLevel ? node.parent == base
                                                                        : d->isBelow(id, base);
            if (!inScope)
                return false;
        }
        return everything || matches(query.filter, NodeMatchable<Graph>(*d, id));
    };
    std::vector<Graph::NodeId> hits;
    for (const Graph::NodeId id : *d->inNameOrder(query.kind)) {
        if (isHit(id))
            hits.push_back(id);
    }
    ListResult result;
    result.total = static_cast<qsizetype>(hits.size());

    // By name and from the beginning, the hits are in order already.
    const bool byName = query.cursor.isEmpty() && query.sort == QList<wire::SortKey>{{.attribute = "name"}} &&
                        (query.limit == 0 || query.limit >= result.total);
    if (!byName) {
        const wire::Sortable rows{
            .size = hits.size(),
            .value = [&](std::size_t i, const QByteArray &name) { return d->firstValue(hits[i], name); },
            .guid = [&](std::size_t i) { return d->nodes[hits[i]].guid; },
            .isNumber = [&](const QByteArray &name) { return d->schema->isNumber(name); }};
        auto page = wire::order(rows, query.sort, query.limit, query.cursor);
        if (!page)
            return page.error();
        std::vector<Graph::NodeId> chosen;
        chosen.reserve(page->indices.size());
        for (const std::size_t index : page->indices)
            chosen.push_back(hits[index]);
        hits = std::move(chosen);
        result.next = page->next;
    }
    std::vector<bool> wanted;
    if (!query.attributes.isEmpty()) {
        wanted.resize(d->names.size());
        for (const QByteArray &name : query.attributes) {
            if (const NameTable::Id id = d->names.find(name); id != NameTable::none)
                wanted[id] = true;
        }
    }
    result.entries.reserve(static_cast<qsizetype>(hits.size()));
    for (const Graph::NodeId id : hits)
        result.entries.append(d->entry(id, query.attributes.isEmpty() ? nullptr : &wanted));
    return result;
}

// ---- feeding --------------------------------------------------------------------------------------------

void Cache::setSchema(const QString &base, std::shared_ptr<const ldap::Schema> schema)
{
    const std::unique_lock lock(d->mutex);
    if (d->schema)
        return; // nodes are bound to the first one; a changed schema is read after a restart
    d->schema = std::move(schema);
    for (const auto &type : d->schema->types()) {
        if (type.linkId % 2 != 0)
            d->m_backLinkNames.insert(type.linkId, type.name);
        if (type.linkId != 0)
            d->names.intern(type.name);
    }
    d->names.intern("distinguishedName");
    d->names.intern("objectGUID");
    const Graph::NodeId root = d->makeDn(base); // no base keys yet: becomes a root
    if (const auto rdns = ldap::parseDn(base)) {
        for (const ldap::Rdn &rdn : *rdns)
            d->baseKeys << rdn.attribute.toUpper() + u'=' + rdn.value.simplified().toCaseFolded();
    }
    d->nodes[root].rdnKey = d->baseKeys.join(u',');
    d->roots.insert(d->nodes[root].rdnKey, root);
}

void Cache::put(const ldap::Entry &entry, Origin origin, const QByteArray &superseded)
{
    const std::unique_lock lock(d->mutex);
    const QByteArray guid = entry.value("objectGUID");
    const auto now = std::chrono::steady_clock::now();
    const Graph::NodeId before = d->byGuid.value(guid, Graph::noNode);
    if (origin == Origin::Own) {
        if (before != Graph::noNode) {
            if (const QString key = ldap::dnKey(d->dn(before)); key != ldap::dnKey(entry.dn))
                d->formerNames.push_back({.key = key, .guid = guid, .taken = now});
        }
        Graph::Own &own = d->own[guid];
        own.until = now + ownMemory;
        own.created = own.created || before == Graph::noNode;
        if (before != Graph::noNode)
            own.superseded.insert(etagOf(d->entry(before, nullptr), *d->schema));
        if (!superseded.isEmpty())
            own.superseded.insert(superseded);
        own.superseded.remove(etagOf(entry, *d->schema)); // changed back
    } else if (const auto own = d->own.constFind(guid); own != d->own.cend() && own->until > now) {
        if (own->removed || own->superseded.contains(etagOf(entry, *d->schema)))
            return; // a DC that has not heard of our change yet
    }
    d->put(origin == Origin::Own ? entry : d->withNamesOfToday(entry));
}

void Cache::remove(const QByteArray &guid, Origin origin)
{
    const std::unique_lock lock(d->mutex);
    if (origin == Origin::Own) {
        Graph::Own &own = d->own[guid];
        own.removed = true;
        own.until = std::chrono::steady_clock::now() + ownMemory;
    }
    const Graph::NodeId id = d->byGuid.value(guid, Graph::noNode);
    if (id == Graph::noNode)
        return;
    if (origin == Origin::Own)
        d->removeNode(id); // nothing of it is shown any more
    else
        d->forget(id);
}

void Cache::setHollow(const QByteArray &guid)
{
    const std::unique_lock lock(d->mutex);
    if (const Graph::NodeId id = d->byGuid.value(guid, Graph::noNode); id != Graph::noNode)
        d->nodes[id].hollow = true;
}

void Cache::link(const QByteArray &sourceGuid, const QByteArray &attribute, const QByteArray &targetGuid,
                 bool present)
{
    const std::unique_lock lock(d->mutex);
    const Graph::NodeId source = d->byGuid.value(sourceGuid, Graph::noNode);
    const Graph::NodeId target = d->byGuid.value(targetGuid, Graph::noNode);
    if (source == Graph::noNode || target == Graph::noNode)
        return;
    Graph::Own &own = d->own[sourceGuid];
    own.until = std::chrono::steady_clock::now() + ownMemory;
    own.superseded.insert(etagOf(d->entry(source, nullptr), *d->schema));
    const NameTable::Id name = d->names.intern(attribute);
    std::erase(d->nodes[source].links, Graph::Link{name, target});
    std::erase(d->nodes[target].backLinks, Graph::Link{name, source});
    if (present) {
        d->nodes[source].links.push_back({name, target});
        d->nodes[target].backLinks.push_back({name, source});
    }
    own.superseded.remove(etagOf(d->entry(source, nullptr), *d->schema));
}

void Cache::retain(const QSet<QByteArray> &seen)
{
    const std::unique_lock lock(d->mutex);
    const auto now = std::chrono::steady_clock::now();
    const QList<QByteArray> guids = d->byGuid.keys();
    for (const QByteArray &guid : guids) {
        const auto own = d->own.constFind(guid);
        const bool ownLately = own != d->own.cend() && own->created && own->until > now;
        if (seen.contains(guid) || ownLately)
            continue;
        if (const Graph::NodeId id = d->byGuid.value(guid, Graph::noNode); id != Graph::noNode)
            d->forget(id);
    }
    d->own.removeIf(
        [now](const std::pair<const QByteArray &, Graph::Own &> &own) { return own.second.until <= now; });
}

void Cache::setKnownGood(const QString &server, std::chrono::steady_clock::time_point when)
{
    const std::unique_lock lock(d->mutex);
    d->knownGood = when;
    d->server = server;
    std::erase_if(d->formerNames, [when](const Graph::FormerName &name) { return name.taken < when; });
}

void Cache::setReady()
{
    const std::unique_lock lock(d->mutex);
    d->ready = true;
}

} // namespace smc::identity
