// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/fleet/groups.h"

#include "service/state/files.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace smc::fleet {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostServers = 1000; ///< of a group
constexpr qsizetype longestComment = 1000;

bool isNamed(const Group &group, const QString &name)
{
    return group.name.compare(name, Qt::CaseInsensitive) == 0;
}

template<typename List>
auto findNamed(List &groups, const QString &name)
{
    return std::find_if(groups.begin(), groups.end(),
                        [&name](const Group &group) { return isNamed(group, name); });
}

void sortByName(QList<Group> &groups)
{
    std::sort(groups.begin(), groups.end(),
              [](const Group &a, const Group &b) { return a.name.compare(b.name, Qt::CaseInsensitive) < 0; });
}

QJsonObject toJson(const Group &group)
{
    return {{u"name"_s, group.name},
            {u"comment"_s, group.comment},
            {u"servers"_s, QJsonArray::fromStringList(group.servers)},
            {u"rule"_s, group.rule ? group.rule->text() : QString()},
            {u"desired"_s, QJsonArray::fromStringList(group.desired)}};
}

QStringList texts(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue value : array.toArray())
        list << value.toString();
    return list;
}

Result<Group> toGroup(const QJsonObject &json)
{
    Group group{.name = json.value("name"_L1).toString(),
                .comment = json.value("comment"_L1).toString(),
                .servers = texts(json.value("servers"_L1)),
                .rule = {},
                .desired = texts(json.value("desired"_L1))};
    if (const QString text = json.value("rule"_L1).toString(); !text.isEmpty()) {
        auto rule = Rule::parse(text);
        if (!rule)
            return rule.error();
        group.rule = *std::move(rule);
    }
    return group;
}

Result<QList<Group>> readGroups(const QString &file)
{
    const auto text = state::readFile(file);
    if (!text)
        return text.error().code == ErrorCode::NotFound ? Result<QList<Group>>(QList<Group>()) : text.error();
    const auto damaged = [&file](const QString &native) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The file of the groups of servers is damaged."_s,
                     .hint = u"Mend it, or move it away; groups can be made anew then."_s,
                     .place = file,
                     .native = native};
    };
    QJsonParseError fault{};
    const QJsonDocument document = QJsonDocument::fromJson(*text, &fault);
    if (!document.isArray())
        return damaged(fault.errorString());
    QList<Group> groups;
    for (const QJsonValue one : document.array()) {
        auto group = toGroup(one.toObject());
        if (!group)
            return damaged(group.error().toString());
        groups.append(*std::move(group));
    }
    return groups;
}

Result<void> check(const Group &group)
{
    const auto invalid = [](const QString &field, const QString &message) {
        return Error{.code = ErrorCode::Invalid, .message = message, .field = field};
    };
    static const QRegularExpression form(u"^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}$"_s);
    if (!form.match(group.name).hasMatch()) {
        return invalid(u"name"_s, u"The name of a group has 1 to 64 letters, digits, \"-\", \"_\" and \".\"; "
                                  "it begins with a letter or a digit."_s);
    }
    if (group.comment.size() > longestComment)
        return invalid(u"comment"_s, u"A comment has at most %1 characters."_s.arg(longestComment));
    if (group.rule ? !group.servers.isEmpty() : group.servers.isEmpty())
        return invalid(u"servers"_s, u"A group has either servers or a rule."_s);
    if (group.servers.size() > mostServers)
        return invalid(u"servers"_s, u"A group has at most %1 servers."_s.arg(mostServers));
    static const QRegularExpression host(u"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})$"_s);
    for (const QString &server : group.servers) {
        if (!host.match(server).hasMatch())
            return invalid(u"servers"_s, u"\"%1\" is no name of a server."_s.arg(server.left(100)));
    }
    return {};
}

Error noSuchGroup(const QString &name)
{
    return Error{.code = ErrorCode::NotFound,
                 .message = u"There is no group of servers \"%1\"."_s.arg(name.left(100))};
}

Error isFixed(const Group &group)
{
    return Error{.code = ErrorCode::Denied,
                 .message = u"The group \"%1\" stands in the service's configuration."_s.arg(group.name),
                 .hint = u"Change it there: [servers] groups in smcd.conf."_s};
}

} // namespace

QByteArray etagOf(const Group &group)
{
    return QCryptographicHash::hash(QJsonDocument(toJson(group)).toJson(QJsonDocument::Compact),
                                    QCryptographicHash::Sha256)
        .toHex()
        .left(32);
}

Groups::Groups(QString file, const QMap<QString, QStringList> &fixed)
    : m_file(std::move(file))
{
    if (!m_file.isEmpty()) {
        if (auto kept = readGroups(m_file))
            m_groups = *std::move(kept);
        else
            m_problem = kept.error();
    }
    for (auto it = fixed.begin(); it != fixed.end(); ++it) {
        m_groups.removeIf([&it](const Group &group) { return isNamed(group, it.key()); });
        m_groups.append({.name = it.key(), .comment = {}, .servers = *it, .rule = {}, .desired = {}});
        m_groups.last().fixed = true;
    }
    sortByName(m_groups);
}

QList<Group> Groups::all() const
{
    const std::scoped_lock lock(m_mutex);
    return m_groups;
}

std::optional<Group> Groups::find(const QString &name) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = findNamed(m_groups, name);
    return found == m_groups.end() ? std::nullopt : std::optional<Group>(*found);
}

/// Called with the lock held.
Result<void> Groups::write(QList<Group> groups)
{
    if (m_problem)
        return *m_problem;
    QJsonArray kept;
    for (const Group &group : std::as_const(groups)) {
        if (!group.fixed)
            kept.append(toJson(group));
    }
    const QByteArray text = QJsonDocument(kept).toJson();
    if (text.size() > state::longestFile) {
        return Error{.code = ErrorCode::TooLarge,
                     .message =
                         u"All groups together are larger than %1 kB."_s.arg(state::longestFile >> 10)};
    }
    if (auto made = state::makeFolder(QFileInfo(m_file).absolutePath()); !made)
        return made;
    if (auto written = state::replaceFile(m_file, text); !written)
        return written;
    sortByName(groups);
    m_groups = std::move(groups);
    return {};
}

Result<void> Groups::insert(const Group &group)
{
    if (auto good = check(group); !good)
        return good;
    const std::scoped_lock lock(m_mutex);
    if (findNamed(m_groups, group.name) != m_groups.end()) {
        return Error{.code = ErrorCode::Exists,
                     .message = u"There is a group \"%1\" already."_s.arg(group.name),
                     .field = u"name"_s};
    }
    return write(m_groups + QList<Group>{group});
}

Result<void> Groups::replace(const QString &name, const Group &group, const QByteArray &etag)
{
    if (auto good = check(group); !good)
        return good;
    const std::scoped_lock lock(m_mutex);
    QList<Group> groups = m_groups;
    const auto found = findNamed(groups, name);
    if (found == groups.end())
        return noSuchGroup(name);
    if (found->fixed)
        return isFixed(*found);
    if (!etag.isEmpty() && etagOf(*found) != etag) {
        return Error{.code = ErrorCode::Stale,
                     .message = u"The group \"%1\" was changed in the meantime."_s.arg(found->name),
                     .hint = u"Read it again, and repeat what you want to change."_s};
    }
    if (const auto other = findNamed(groups, group.name); other != groups.end() && other != found) {
        return Error{.code = ErrorCode::Exists,
                     .message = u"There is a group \"%1\" already."_s.arg(group.name),
                     .field = u"name"_s};
    }
    *found = group;
    return write(std::move(groups));
}

Result<void> Groups::remove(const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    QList<Group> groups = m_groups;
    const auto found = findNamed(groups, name);
    if (found == groups.end())
        return noSuchGroup(name);
    if (found->fixed)
        return isFixed(*found);
    groups.erase(found);
    return write(std::move(groups));
}

} // namespace smc::fleet
