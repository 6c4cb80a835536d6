// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/graph.h"

#include "service/identity/ldap/escape.h"
#include "service/identity/view.h"

#include <algorithm>

namespace smc::identity {

namespace {

// Values above this are left out of the cache: photos and certificates, which no list shows.
constexpr qsizetype maxCachedValue = 1024;

QString rdnKey(const ldap::Rdn &rdn)
{
    return rdn.attribute.toUpper() + u'=' + rdn.value.simplified().toCaseFolded();
}

bool isBinaryAndLarge(const ldap::AttributeType *type, const QByteArrayList &values)
{
    if (type && type->syntax != ldap::Syntax::Octets && type->syntax != ldap::Syntax::SecurityDescriptor)
        return false;
    return std::any_of(values.begin(), values.end(),
                       [](const QByteArray &value) { return value.size() > maxCachedValue; });
}

} // namespace

QString Cache::Graph::dn(NodeId id) const
{
    QString text;
    for (NodeId at = id; at != noNode; at = nodes[at].parent) {
        if (!text.isEmpty())
            text += u',';
        text += nodes[at].rdn;
    }
    return text;
}

Cache::Graph::NodeId Cache::Graph::findDn(const QString &dn) const
{
    const auto rdns = ldap::parseDn(dn);
    if (!rdns)
        return noNode;
    const qsizetype depth = rdns->size() - baseKeys.size();
    const auto isInBase = [&] {
        for (qsizetype i = 0; i < baseKeys.size(); ++i) {
            if (rdnKey(rdns->at(depth + i)) != baseKeys.at(i))
                return false;
        }
        return true;
    };
    if (depth < 0 || baseKeys.isEmpty() || !isInBase())
        return roots.value(ldap::dnKey(dn), noNode);
    NodeId at = roots.value(baseKeys.join(u','), noNode);
    for (qsizetype i = depth - 1; i >= 0 && at != noNode; --i) {
        const auto &children = nodes[at].children;
        if (!children)
            return noNode;
        const auto child = children->find(rdnKey(rdns->at(i)));
        at = child == children->end() ? noNode : child->second;
    }
    return at;
}

Cache::Graph::NodeId Cache::Graph::makeDn(const QString &dn)
{
    if (const NodeId known = findDn(dn); known != noNode)
        return known;
    const auto rdns = ldap::parseDn(dn);
    const QString parentDn = ldap::parentDn(dn);
    const auto isBelowBase = [&] {
        if (!rdns || rdns->size() <= baseKeys.size() || baseKeys.isEmpty())
            return false;
        const qsizetype depth = rdns->size() - baseKeys.size();
        for (qsizetype i = 0; i < baseKeys.size(); ++i) {
            if (rdnKey(rdns->at(depth + i)) != baseKeys.at(i))
                return false;
        }
        return true;
    };
    const bool below = isBelowBase();
    const NodeId parent = below ? makeDn(parentDn) : noNode;
    const NodeId id = newNode();
    if (below) {
        attach(id, parent, ldap::leafRdn(dn), rdnKey(rdns->constFirst()));
    } else {
        nodes[id].rdn = dn;
        nodes[id].rdnKey = ldap::dnKey(dn);
        roots.insert(nodes[id].rdnKey, id);
    }
    return id;
}

Cache::Graph::NodeId Cache::Graph::find(const ObjectId &id) const
{
    NodeId node = noNode;
    switch (id.form) {
    case ObjectId::Form::Guid:
        node = byGuid.value(id.guid, noNode);
        break;
    case ObjectId::Form::Dn:
        node = findDn(id.text);
        break;
    case ObjectId::Form::Account: {
        const QString key = id.text.toLower();
        node = byAccount.value(key, noNode);
        if (node == noNode) // a workstation's account ends in "$", which people leave out
            node = byAccount.value(key + u'$', noNode);
        break;
    }
    }
    return node != noNode && nodes[node].guid.isEmpty() ? noNode : node;
}

bool Cache::Graph::isBelow(NodeId id, NodeId ancestor) const
{
    for (NodeId at = id; at != noNode; at = nodes[at].parent) {
        if (at == ancestor)
            return true;
    }
    return false;
}

bool Cache::Graph::isOfKind(const Node &node, Kind kind) const
{
    return node.used && !node.guid.isEmpty() && (kind == Kind::Objects || node.kind == kind);
}

QByteArray Cache::Graph::backLinkName(NameTable::Id forward) const
{
    const ldap::AttributeType *type = schema ? schema->find(names.name(forward)) : nullptr;
    return type ? m_backLinkNames.value(type->linkId + 1) : QByteArray();
}

ldap::Entry Cache::Graph::entry(NodeId id, const std::vector<bool> *wanted) const
{
    const Node &node = nodes[id];
    ldap::Entry result;
    const auto isWanted = [wanted](NameTable::Id name) {
        return !wanted || (name < wanted->size() && (*wanted)[name]);
    };
    const auto add = [&result](const QByteArray &name, const QByteArray &value) {
        for (ldap::Attribute &attribute : result.attributes) {
            if (attribute.name == name) {
                attribute.values.append(value);
                return;
            }
        }
        result.attributes.append({name, {value}});
    };
    const NameTable::Id dnName = names.find("distinguishedName");
    if (!wanted || isWanted(dnName)) {
        result.dn = dn(id);
        result.attributes.append({"distinguishedName", {result.dn.toUtf8()}});
    }
    if (!wanted || isWanted(names.find("objectGUID")))
        result.attributes.append({"objectGUID", {node.guid}});
    node.attributes.visit([&](NameTable::Id name, PackedAttributes::Values values) {
        if (isWanted(name))
            result.attributes.append({names.name(name), values.all()});
        return true;
    });
    for (const Link &link : node.links) {
        if (isWanted(link.attribute))
            add(names.name(link.attribute), dn(link.other).toUtf8());
    }
    for (const Link &link : node.backLinks) {
        const QByteArray name = backLinkName(link.attribute);
        if (!name.isEmpty() && (!wanted || isWanted(names.find(name))))
            add(name, dn(link.other).toUtf8());
    }
    return result;
}

QByteArray Cache::Graph::firstValue(NodeId id, const QByteArray &attribute) const
{
    if (attribute.compare("distinguishedName", Qt::CaseInsensitive) == 0)
        return dn(id).toUtf8();
    PackedAttributes::Values values = nodes[id].attributes.find(names.find(attribute));
    QByteArrayView value;
    if (values.next(value))
        return value.toByteArray();
    const NameTable::Id name = names.find(attribute);
    for (const Link &link : nodes[id].links) {
        if (link.attribute == name)
            return dn(link.other).toUtf8();
    }
    return {};
}

std::shared_ptr<const std::vector<Cache::Graph::NodeId>> Cache::Graph::inNameOrder(Kind kind) const
{
    const std::lock_guard lock(orderMutex);
    auto &ordered = nameOrder[static_cast<int>(kind)];
    if (!ordered) {
        auto made = std::make_shared<std::vector<NodeId>>();
        for (NodeId id = 0; id < nodes.size(); ++id) {
            if (isOfKind(nodes[id], kind) && nodes[id].nameKey)
                made->push_back(id);
        }
        std::sort(made->begin(), made->end(), [this](NodeId a, NodeId b) {
            const int order = nodes[a].nameKey->compare(*nodes[b].nameKey);
            return order != 0 ? order < 0 : nodes[a].guid < nodes[b].guid;
        });
        ordered = std::move(made);
    }
    return ordered;
}

void Cache::Graph::changed()
{
    const std::lock_guard lock(orderMutex);
    nameOrder.clear();
}

Cache::Graph::NodeId Cache::Graph::newNode()
{
    NodeId id = noNode;
    if (!free.empty()) {
        id = free.back();
        free.pop_back();
        nodes[id] = Node{};
    } else {
        id = static_cast<NodeId>(nodes.size());
        nodes.emplace_back();
    }
    nodes[id].used = true;
    return id;
}

void Cache::Graph::attach(NodeId id, NodeId parent, const QString &rdn, const QString &key)
{
    Node &node = nodes[id];
    node.parent = parent;
    node.rdn = rdn;
    node.rdnKey = key;
    auto &children = nodes[parent].children;
    if (!children)
        children = std::make_unique<std::unordered_map<QString, NodeId>>();
    (*children)[key] = id;
}

void Cache::Graph::detach(NodeId id)
{
    Node &node = nodes[id];
    if (node.parent == noNode) {
        roots.remove(node.rdnKey);
        return;
    }
    auto &siblings = nodes[node.parent].children;
    const auto found = siblings->find(node.rdnKey);
    if (found != siblings->end() && found->second == id)
        siblings->erase(found);
    node.parent = noNode;
}

void Cache::Graph::dropLinks(NodeId id)
{
    for (const Link &link : nodes[id].links)
        std::erase(nodes[link.other].backLinks, Link{link.attribute, id});
    nodes[id].links.clear();
}

void Cache::Graph::absorb(NodeId phantom, NodeId into)
{
    for (const Link &link : nodes[phantom].backLinks) {
        for (Link &forward : nodes[link.other].links) {
            if (forward == Link{link.attribute, phantom})
                forward.other = into;
        }
        nodes[into].backLinks.push_back(link);
    }
    nodes[phantom].backLinks.clear();
    if (nodes[phantom].children) {
        for (const auto &[key, child] : *nodes[phantom].children)
            attach(child, into, nodes[child].rdn, key);
        nodes[phantom].children.reset();
    }
    detach(phantom);
    nodes[phantom] = Node{};
    free.push_back(phantom);
}

void Cache::Graph::removeNode(NodeId id)
{
    if (nodes[id].children) {
        const auto children = *nodes[id].children;
        for (const auto &[key, child] : children)
            removeNode(child);
    }
    dropIdentity(id);
    detach(id);
    nodes[id] = Node{};
    free.push_back(id);
    changed();
}

void Cache::Graph::dropIdentity(NodeId id)
{
    dropLinks(id);
    for (const Link &link : nodes[id].backLinks)
        std::erase(nodes[link.other].links, Link{link.attribute, id});
    byGuid.remove(nodes[id].guid);
    if (!nodes[id].account.isEmpty() && byAccount.value(nodes[id].account, noNode) == id)
        byAccount.remove(nodes[id].account);
}

void Cache::Graph::forget(NodeId id)
{
    const NodeId parent = nodes[id].parent;
    if (!nodes[id].children || nodes[id].children->empty()) {
        removeNode(id);
        prune(parent);
        return;
    }
    dropIdentity(id);
    Node phantom;
    phantom.parent = parent;
    phantom.rdn = nodes[id].rdn;
    phantom.rdnKey = nodes[id].rdnKey;
    phantom.children = std::move(nodes[id].children);
    phantom.used = true;
    nodes[id] = std::move(phantom);
    changed();
}

/// Phantoms that nothing needs any more, upwards.
void Cache::Graph::prune(NodeId phantom)
{
    while (phantom != noNode) {
        const Node &node = nodes[phantom];
        if (!node.guid.isEmpty() || node.parent == noNode || !node.backLinks.empty() ||
            (node.children && !node.children->empty()))
            return;
        const NodeId parent = node.parent;
        removeNode(phantom);
        phantom = parent;
    }
}

bool Cache::Graph::knowsBelow(NodeId id) const
{
    if (id == noNode || nodes[id].guid.isEmpty())
        return false;
    for (NodeId at = id; at != noNode; at = nodes[at].parent) {
        if (nodes[at].hollow)
            return false;
    }
    return true;
}

QString Cache::Graph::nameOfToday(const QString &dn) const
{
    QString below;
    for (QString above = dn; !above.isEmpty(); above = ldap::parentDn(above)) {
        const auto former =
            std::find_if(formerNames.begin(), formerNames.end(),
                         [key = ldap::dnKey(above)](const FormerName &name) { return name.key == key; });
        if (former != formerNames.end()) {
            const NodeId renamed = byGuid.value(former->guid, noNode);
            const NodeId successor = findDn(above);
            const bool isTaken = successor != noNode && !nodes[successor].guid.isEmpty();
            if (renamed != noNode && !isTaken)
                return nameOfToday(below + this->dn(renamed)); // what lies above may have another, too
        }
        below += ldap::leafRdn(above) + u',';
    }
    return dn;
}

ldap::Entry Cache::Graph::withNamesOfToday(const ldap::Entry &entry) const
{
    ldap::Entry result = entry;
    if (formerNames.empty())
        return result;
    // Its own name is its own: an old one is known by its etag.
    if (const QString parent = ldap::parentDn(entry.dn); !parent.isEmpty())
        result.dn = ldap::leafRdn(entry.dn) + u',' + nameOfToday(parent);
    for (ldap::Attribute &attribute : result.attributes) {
        const ldap::AttributeType *type = schema->find(attribute.name);
        if (!type || type->linkId == 0 || type->syntax != ldap::Syntax::Dn)
            continue;
        for (QByteArray &value : attribute.values)
            value = nameOfToday(QString::fromUtf8(value)).toUtf8();
    }
    return result;
}

void Cache::Graph::put(const ldap::Entry &entry)
{
    const QByteArray guid = entry.value("objectGUID");
    if (guid.isEmpty())
        return;
    NodeId id = byGuid.value(guid, noNode);
    const NodeId atDn = findDn(entry.dn);
    if (atDn != noNode && atDn != id && !nodes[atDn].guid.isEmpty())
        forget(atDn); // another object had that name before
    if (id == noNode) {
        id = makeDn(entry.dn); // or the phantom, which is filled
    } else if (atDn != id) {   // renamed or moved
        const NodeId target = makeDn(entry.dn);
        const NodeId parent = nodes[target].parent;
        const QString rdn = nodes[target].rdn;
        const QString key = nodes[target].rdnKey;
        detach(id);
        absorb(target, id);
        attach(id, parent, rdn, key);
    }
    nodes[id].rdn =
        nodes[id].parent == noNode ? entry.dn : ldap::leafRdn(entry.dn); // its case may have changed
    nodes[id].guid = guid;
    byGuid.insert(guid, id);
    dropLinks(id);

    PackedAttributes packed;
    bool complete = true;
    for (const ldap::Attribute &attribute : entry.attributes) {
        if (attribute.values.isEmpty())
            continue;
        const ldap::AttributeType *type = schema->find(attribute.name);
        if (attribute.name.compare("objectGUID", Qt::CaseInsensitive) == 0 ||
            attribute.name.compare("distinguishedName", Qt::CaseInsensitive) == 0)
            continue;
        const NameTable::Id name = names.intern(attribute.name);
        if (type && type->linkId != 0 && type->syntax == ldap::Syntax::Dn) {
            if (type->linkId % 2 != 0)
                continue; // a back link: follows from the forward links
            for (const QByteArray &value : attribute.values) {
                const NodeId other = makeDn(QString::fromUtf8(value));
                nodes[id].links.push_back({name, other});
                nodes[other].backLinks.push_back({name, id});
            }
            continue;
        }
        if (isBinaryAndLarge(type, attribute.values)) {
            complete = false;
            continue;
        }
        packed.append(name, attribute.values);
    }
    packed.squeeze();
    Node &node = nodes[id];
    node.attributes = std::move(packed);
    node.complete = complete;
    const ldap::Attribute *classes = entry.find("objectClass");
    node.kind = classes ? kindOf(classes->values) : Kind::Objects;
    if (!node.account.isEmpty() && byAccount.value(node.account, noNode) == id)
        byAccount.remove(node.account);
    node.account = QString::fromUtf8(entry.value("sAMAccountName")).toLower();
    if (!node.account.isEmpty()) {
        // An account name is unique in a domain: whoever had it before is deleted or renamed, and the
        // follower is about to say which. Until then nobody is shown twice.
        if (const NodeId former = byAccount.value(node.account, noNode); former != noNode && former != id) {
            byGuid.remove(nodes[former].guid);
            nodes[former].guid.clear();
            nodes[former].account.clear();
        }
        byAccount.insert(node.account, id);
    }
    node.nameKey = nameCollator.sortKey(QString::fromUtf8(entry.value("name")));
    changed();
}

} // namespace smc::identity
