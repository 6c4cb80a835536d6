// SPDX-License-Identifier: GPL-3.0-or-later
// Which stores belong to a mirror, and which of them are to be believed:
//
//     .cloudvfs-mirror                in each store: {"mirror": IDENTIFIER, "store": its name}
//     .cloudvfs-mirror-behind-NAME    in a store: the one of that name has not everything that this one has
//
// The second is written before something is acknowledged that a store has missed, and removed when it has
// all. Whoever has lost the log knows by it which store not to believe.
#include "service/cloudvfs/mirror/mirror_internal.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 largestMark = 4096;
constexpr auto longestLook = 30s; ///< at one that is well

QByteArray flagOf(const QString &name)
{
    return mirrorMark + "-behind-" + name.toUtf8();
}

} // namespace

Error MirrorStore::ofMember(const Member &member, Error error) const
{
    if (!error.message.startsWith(member.name + u": "_s))
        error.message = u"%1: %2"_s.arg(member.name, error.message);
    error.native.clear(); // what it says is of one store
    return error;
}

void MirrorStore::fail(Member &member, const Error &error)
{
    switch (error.code) {
    case ErrorCode::NotFound:
    case ErrorCode::Stale:
        if (!error.native.contains("NoSuchBucket"_L1))
            return;
        break;
    case ErrorCode::Unreachable:
    case ErrorCode::Timeout:
    case ErrorCode::Busy:
    case ErrorCode::Denied:
        break;
    default: // of that object alone
        return;
    }
    const std::lock_guard lock(m_mutex);
    member.up = false;
    member.problem = error.toString();
    member.next = Clock::now() + pauseAfter(member.failures);
    ++member.failures;
}

Error MirrorStore::refused(Member &member, const QString &why) const
{
    return {.code = ErrorCode::Refused,
            .message = u"%1: %2"_s.arg(member.name, why),
            .hint = u"It is left alone (cloudvfsd(8), MIRRORS)."_s};
}

Result<void> MirrorStore::opened()
{
    const std::lock_guard lock(m_openMutex);
    if (!m_log)
        m_log = std::make_unique<HealLogThread>(m_options.log);
    if (!m_logOpen) {
        if (auto open = log([](HealLog &log) { return log.open(); }); !open)
            return open;
        m_logOpen = true;
    }
    if (!m_open) {
        const auto id = log([](HealLog &log) { return log.identity({}); });
        if (!id)
            return id.error();
        m_id = *id;
        if (m_id.isEmpty()) {
            if (auto established = establish(); !established)
                return established;
        }
        const auto rows = log([](HealLog &log) { return log.members(); });
        if (!rows)
            return rows.error();
        for (const auto &member : m_members) {
            const std::lock_guard guard(m_mutex);
            member->complete = rows->value(member->name).complete;
            member->flag = rows->value(member->name).flag;
        }
        // One that is left out has to be compared when it comes again.
        for (auto it = rows->cbegin(); it != rows->cend(); ++it) {
            const bool configured = std::any_of(m_members.cbegin(), m_members.cend(),
                                                [&](const auto &member) { return member->name == it.key(); });
            if (!configured && it->complete) {
                if (auto left = log([&](HealLog &log) { return log.reset(it.key()); }); !left)
                    return left;
                for (const auto &member : m_members)
                    (void)putWhole(*member->store, flagOf(it.key()), "{}");
            }
        }
        m_open = true;
        for (const auto &member : m_members)
            (void)identify(*member);
    }
    if (!m_heals) { // nobody else looks for those that were away
        for (const auto &member : m_members) {
            bool due = false;
            {
                const std::lock_guard guard(m_mutex);
                due = !member->up && member->next <= Clock::now();
            }
            if (due)
                (void)identify(*member);
        }
    }
    return {};
}

MirrorMark readMirrorMark(const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    return {.mirror = json[u"mirror"].toString().toLatin1(), .store = json[u"store"].toString()};
}

QByteArray writeMirrorMark(const MirrorMark &mark)
{
    return QJsonDocument(
               QJsonObject{{u"mirror"_s, QString::fromLatin1(mark.mirror)}, {u"store"_s, mark.store}})
        .toJson(QJsonDocument::Compact);
}

Result<MirrorStore::Found> MirrorStore::look(Member &member)
{
    const auto text = getWhole(*member.store, mirrorMark.toByteArray(), largestMark);
    if (text) {
        const MirrorMark mark = readMirrorMark(*text);
        return Found{.mirror = mark.mirror, .name = mark.store, .empty = false};
    }
    if (text.error().code != ErrorCode::NotFound)
        return text.error();
    const auto listing = member.store->list({}, {}); // NotFound when there is no bucket
    if (!listing) {
        Error error = listing.error();
        if (error.code == ErrorCode::NotFound)
            error.code = ErrorCode::Unreachable;
        return error;
    }
    return Found{
        .mirror = {},
        .name = {},
        .empty = std::all_of(listing->objects.cbegin(), listing->objects.cend(),
                             [](const ListedObject &object) { return object.key.startsWith(daemonsOwn); })};
}

Result<void> MirrorStore::mark(Member &member)
{
    const auto put = putWhole(*member.store, mirrorMark.toByteArray(),
                              writeMirrorMark({.mirror = m_id, .store = member.name}));
    return put ? Result<void>() : put.error();
}

/// A mirror of which this machine has no log: a new one, or that of a machine that is lost.
Result<void> MirrorStore::establish()
{
    QMap<Member *, Found> found;
    QSet<QByteArray> ids;
    QList<Member *> filled;
    for (const auto &member : m_members) {
        auto one = look(*member);
        if (!one) {
            Error error = ofMember(*member, one.error());
            error.hint =
                u"This machine has no log of the mirror %1, and without it every store is asked which of "
                "them has everything. Take a store that is lost out of \"stores\"."_s.arg(m_options.name);
            return error;
        }
        if (!one->mirror.isEmpty())
            ids.insert(one->mirror);
        else if (!one->empty)
            filled.append(member.get());
        found.insert(member.get(), *one);
    }
    if (ids.size() > 1)
        return Error{.code = ErrorCode::Refused,
                     .message = u"The stores of %1 are of different mirrors."_s.arg(m_options.name)};
    if (ids.size() == 1)
        return adopt(*ids.cbegin(), found);
    if (filled.size() > 1)
        return Error{.code = ErrorCode::Refused,
                     .message =
                         u"%1 and %2 both have objects: a mirror begins with one store that has some, and "
                         "others that are empty."_s.arg(filled[0]->name, filled[1]->name)};
    const QByteArray id = QUuid::createUuid().toRfc4122().toHex();
    m_id = id;
    Member &source = filled.isEmpty() ? *m_members.front() : *filled.front();
    // Its mark first: it tells whoever goes on after a kill that the others are those to be filled.
    if (auto marked = mark(source); !marked)
        return ofMember(source, marked.error());
    for (const auto &member : m_members) {
        const MemberRow row{.complete = member.get() == &source || filled.isEmpty(),
                            .flag = member.get() == &source || filled.isEmpty() ? Flag::None : Flag::Raised};
        if (row.flag == Flag::Raised) {
            if (const auto put = putWhole(*source.store, flagOf(member->name), "{}"); !put)
                return ofMember(source, put.error());
        }
        if (member.get() != &source) {
            if (auto marked = mark(*member); !marked)
                return ofMember(*member, marked.error());
        }
        if (auto kept = log([&](HealLog &log) { return log.keepMember(member->name, row); }); !kept)
            return kept;
    }
    const auto kept = log([&](HealLog &log) { return log.identity(id); });
    if (!kept)
        return kept.error();
    m_id = *kept;
    return {};
}

Result<void> MirrorStore::adopt(const QByteArray &id, const QMap<Member *, Found> &found)
{
    bool any = false;
    for (const auto &member : m_members) {
        const Found &one = found[member.get()];
        if (one.mirror.isEmpty())
            continue; // identify() judges it
        bool behind = one.name != member->name;
        for (const auto &other : m_members) {
            if (other == member || found[other.get()].mirror.isEmpty())
                continue;
            const auto flag = other->store->head(flagOf(member->name));
            if (!flag && flag.error().code != ErrorCode::NotFound)
                return ofMember(*other, flag.error());
            behind = behind || flag;
        }
        any = any || !behind;
        if (auto kept = log([&](HealLog &log) {
                return log.keepMember(member->name,
                                      {.complete = !behind, .flag = behind ? Flag::Raised : Flag::None});
            });
            !kept)
            return kept;
    }
    if (!any)
        return Error{.code = ErrorCode::Refused,
                     .message =
                         u"Each store of the mirror %1 is said by another not to have everything."_s.arg(
                             m_options.name),
                     .hint = u"Name one alone in \"stores\": it counts then (cloudvfsd(8), MIRRORS)."_s};
    const auto kept = log([&](HealLog &log) { return log.identity(id); });
    if (!kept)
        return kept.error();
    m_id = *kept;
    return {};
}

Result<void> MirrorStore::identify(Member &member)
{
    const auto found = look(member);
    auto judged = found ? judge(member, *found) : Result<void>(found.error());
    const std::lock_guard lock(m_mutex);
    member.up = bool(judged);
    if (judged) {
        member.problem.clear();
        member.failures = 0;
        member.next = Clock::now() + (m_options.pause.count() > 0 ? longestLook : 0s);
    } else {
        member.problem = judged.error().toString();
        member.next = Clock::now() + pauseAfter(member.failures);
        ++member.failures;
    }
    return judged;
}

Result<void> MirrorStore::judge(Member &member, const Found &found)
{
    const auto rows = log([](HealLog &log) { return log.members(); });
    if (!rows)
        return rows.error();
    const auto row = rows->constFind(member.name);
    bool complete = row != rows->cend() && row->complete;
    if (found.mirror.isEmpty() || row == rows->cend()) {
        if (found.mirror.isEmpty() && !found.empty)
            return refused(
                member,
                u"it has objects, and they are not of the mirror %1. Empty it first."_s.arg(m_options.name));
        if (!found.mirror.isEmpty() && (found.mirror != m_id || found.name != member.name))
            return refused(member, u"it is of another mirror, or was %1 in this one."_s.arg(found.name));
        if (m_members.size() == 1)
            return refused(member, u"it is empty, and there is no other store."_s);
        // A new one, one that was emptied, or one that was left out: whatever it has is not believed.
        complete = false;
        {
            const std::lock_guard lock(m_mutex);
            member.complete = false;
            member.flag = Flag::None;
        }
        if (auto reset = log([&](HealLog &log) { return log.reset(member.name); }); !reset)
            return reset;
        if (auto flagged = flag(member); !flagged)
            return flagged;
        if (found.mirror.isEmpty()) {
            if (auto marked = mark(member); !marked)
                return marked;
        }
    } else if (found.mirror != m_id || found.name != member.name) {
        return refused(member, u"it is of another mirror, or was %1 in this one."_s.arg(found.name));
    }
    const std::lock_guard lock(m_mutex);
    member.complete = complete;
    return {};
}

/// In the log first: what was begun when somebody was killed is taken back or done again.
Result<void> MirrorStore::keepFlag(Member &member, Flag flag)
{
    const std::lock_guard guard(m_mutex);
    auto kept = log([&](HealLog &log) {
        return log.keepMember(member.name, {.complete = member.complete, .flag = flag});
    });
    if (kept)
        member.flag = flag;
    return kept;
}

bool MirrorStore::isBehind(const Member &member)
{
    constexpr int most = 200;
    const auto keys = log([&](HealLog &log) { return log.work(member.name, {}, most); });
    if (!keys || keys->size() == most)
        return true;
    return std::any_of(keys->cbegin(), keys->cend(), [&](const QByteArray &key) {
        const KeyLock lock(*this, key, false);
        if (!lock)
            return false;
        const auto copies = log([&](HealLog &log) { return log.copies(key); });
        const Copy copy = copies ? copies->value(member.name) : Copy{.state = Copy::State::Behind};
        return copy.state == Copy::State::Behind || copy.state == Copy::State::Removed;
    });
}

/// Others say of it from now on that it is behind.
Result<void> MirrorStore::flag(Member &member)
{
    const std::lock_guard lock(m_flagMutex);
    {
        const std::lock_guard guard(m_mutex);
        if (member.flag == Flag::Raised)
            return {};
    }
    if (auto begun = keepFlag(member, Flag::Begun); !begun)
        return begun;
    Error why{.code = ErrorCode::Unreachable,
              .message = u"No other store can be told that %1 is behind."_s.arg(member.name),
              .retryable = true};
    bool done = false;
    for (const auto &other : m_members) {
        {
            const std::lock_guard guard(m_mutex);
            if (other.get() == &member || (m_open && !other->up && m_members.size() > 2))
                continue;
        }
        const auto put = seen(*other, putWhole(*other->store, flagOf(member.name), "{}"));
        done = done || put;
        if (!put)
            why = ofMember(*other, put.error());
    }
    return done ? keepFlag(member, Flag::Raised) : Result<void>(why);
}

/// It has everything: no store may say otherwise, and while one cannot be asked that stays.
void MirrorStore::unflag(Member &member)
{
    const std::lock_guard lock(m_flagMutex);
    {
        const std::lock_guard guard(m_mutex);
        if (!member.complete || member.flag == Flag::None)
            return;
        for (const auto &other : m_members) {
            if (!other->up)
                return;
        }
    }
    if (isBehind(member) || !keepFlag(member, Flag::Begun))
        return;
    for (const auto &other : m_members) {
        if (other.get() != &member && !seen(*other, other->store->remove(flagOf(member.name))))
            return;
    }
    (void)keepFlag(member, Flag::None);
}

QList<MirrorStore::MemberStatus> MirrorStore::members()
{
    bool open = false;
    {
        const std::unique_lock lock(m_openMutex, std::try_to_lock); // not while it waits for a store
        open = lock.owns_lock() && m_logOpen;
    }
    QList<MemberStatus> all;
    for (const auto &member : m_members) {
        MemberStatus status{.name = member->name, .store = member->store.get(), .backlog = {}, .problem = {}};
        if (open) {
            if (const auto backlog = log([&](HealLog &log) { return log.backlog(member->name); }))
                status.backlog = *backlog;
        }
        const std::lock_guard lock(m_mutex);
        status.complete = member->complete;
        status.problem = member->problem;
        all.append(status);
    }
    return all;
}

} // namespace smc::cloudvfs
