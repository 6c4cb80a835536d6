// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/mirror/mirror_internal.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>
#include <cerrno>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto healTick = 1s;
constexpr int healPage = 200;

/// Whether an ETag says the same of the same content in every store: MD5 or SHA-256.
bool isDigestTag(const QByteArray &etag)
{
    return (etag.size() == 32 || etag.size() == 64) &&
           std::all_of(etag.cbegin(), etag.cend(), [](char c) { return std::isxdigit(uchar(c)) != 0; });
}

bool isSameObject(const ObjectInfo &one, const ObjectInfo &other)
{
    return one.size == other.size && one.etag == other.etag && isDigestTag(one.etag);
}

} // namespace

void MirrorStore::start()
{
    m_heals = true;
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

void MirrorStore::wake()
{
    const std::lock_guard lock(m_mutex);
    m_news = true;
    m_changed.notify_all();
}

void MirrorStore::run(const std::stop_token &stop)
{
    QString told;
    while (!stop.stop_requested()) {
        const auto left = heal();
        const QString words = left ? QString() : left.error().toString();
        if (!words.isEmpty() && words != told)
            qWarning("cloudvfs: mirror %s: %s", qUtf8Printable(m_options.name), qUtf8Printable(words));
        told = words;
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, healTick, [this] { return m_news; });
        m_news = false;
    }
}

Result<qint64> MirrorStore::heal()
{
    const std::lock_guard lock(m_healMutex);
    m_heals = true;
    if (auto open = opened(); !open)
        return open.error();
    if (!m_loaded) { // what was left by whoever was killed
        const auto unsure = log([](HealLog &log) { return log.unsure(); });
        if (!unsure)
            return unsure.error();
        const std::lock_guard guard(m_mutex);
        m_unsure += QSet<QByteArray>(unsure->cbegin(), unsure->cend());
        m_loaded = true;
    }
    for (const auto &member : m_members) {
        bool due = false;
        {
            const std::lock_guard guard(m_mutex);
            due = member->next <= Clock::now();
        }
        if (due && !m_ending) {
            const std::lock_guard guard(m_openMutex);
            (void)identify(*member);
        }
    }
    settleUnsure();
    adoptSuspects();
    qint64 left = 0;
    for (const auto &member : m_members) {
        bool up = false;
        bool complete = false;
        {
            const std::lock_guard guard(m_mutex);
            up = member->up;
            complete = member->complete;
        }
        if (m_ending)
            break;
        if (up && !complete) {
            auto compared = flag(*member);
            if (compared)
                compared = compare(*member);
            const std::lock_guard guard(m_mutex);
            if (!compared)
                member->problem = compared.error().toString();
            complete = member->complete;
        }
        if (up)
            healMember(*member);
        const auto backlog = log([&](HealLog &log) { return log.backlog(member->name); });
        if (!backlog)
            return backlog.error();
        left += backlog->objects;
        if (!complete || isBehind(*member))
            (void)flag(*member);
        else
            unflag(*member);
    }
    return left;
}

/// A put was begun and not acknowledged, and every store that had the key was asked. What one of them has now
/// counts, and is brought to a quorum before anybody is told of it.
Result<void> MirrorStore::settle(const QByteArray &key)
{
    auto views = viewsOf(key);
    if (!views)
        return views.error();
    const auto isTrusted = [](const View &view) { return view.trusted; };
    const auto isUnsure = [](const View &view) { return view.unsure(); };
    if (std::none_of(views->cbegin(), views->cend(), isUnsure))
        return {};
    QMap<QString, std::optional<Copy>> copies;
    if (std::any_of(views->cbegin(), views->cend(), isTrusted)) { // what it has counts
        for (const View &view : std::as_const(*views)) {
            if (view.unsure())
                copies.insert(view.member->name, Copy{.state = Copy::State::Behind});
        }
        return log([&](HealLog &log) { return log.keep(key, copies); });
    }
    const View *from = nullptr;
    bool answered = false;
    for (const View &view : std::as_const(*views)) {
        if (!view.unsure() || !view.up)
            continue;
        const auto info = seen(*view.member, view.member->store->head(key));
        if (info) {
            from = &view;
            break;
        }
        answered = answered || info.error().code == ErrorCode::NotFound;
    }
    if (!from && !answered)
        return nobody();
    int have = 0;
    std::optional<Error> why;
    for (const View &view : std::as_const(*views)) {
        const QString &name = view.member->name;
        if (!from) { // it has never come anywhere
            copies.insert(name, Copy{.state = Copy::State::Removed});
            continue;
        }
        copies.insert(name, Copy{.state = Copy::State::Behind});
        if (!view.up)
            continue;
        const auto copy = copyTo(key, *from, *view.member);
        if (copy) {
            ++have;
            copies.insert(name, *copy);
        } else if (!why) {
            why = ofMember(*view.member, copy.error());
        }
    }
    if (from && have < quorum())
        return why ? *why : nobody();
    return log([&](HealLog &log) { return log.keep(key, copies); });
}

void MirrorStore::settleUnsure()
{
    QSet<QByteArray> keys;
    {
        const std::lock_guard lock(m_mutex);
        keys.swap(m_unsure);
    }
    for (const QByteArray &key : std::as_const(keys)) {
        const KeyLock lock(*this, key, false);
        if (m_ending || !lock || !settle(key)) {
            const std::lock_guard guard(m_mutex);
            m_unsure.insert(key);
        }
    }
}

void MirrorStore::adoptSuspects()
{
    QSet<QByteArray> keys;
    {
        const std::lock_guard lock(m_mutex);
        keys.swap(m_suspects);
    }
    for (const QByteArray &key : std::as_const(keys)) {
        const KeyLock lock(*this, key, false);
        if (m_ending || !lock || !adoptOne(key)) // a list finds it again
            continue;
    }
}

/// A store has something else than the log says: somebody else has written there, or it has lost something.
Result<void> MirrorStore::adoptOne(const QByteArray &key)
{
    const auto views = viewsOf(key);
    if (!views)
        return views.error();
    // What is new in a store whose object was known counts; one of which nothing was known has nothing to say
    // against one that has what the log says.
    enum class Rank { None, Unknown, Known, Foreign };
    const View *truth = nullptr;
    auto rank = Rank::None;
    QMap<QString, ObjectInfo> infos;
    bool away = false;
    for (const View &view : *views) {
        if (!view.trusted)
            continue;
        const auto info =
            view.up ? seen(*view.member, view.member->store->head(key)) : Result<ObjectInfo>(nobody());
        if (!info) {
            away = away || info.error().code != ErrorCode::NotFound;
            continue;
        }
        infos.insert(view.member->name, *info);
        const Rank own = !view.copy                      ? Rank::Unknown
                         : view.copy->etag == info->etag ? Rank::Known
                                                         : Rank::Foreign;
        if (own > rank) {
            truth = &view;
            rank = own;
        }
    }
    QMap<QString, std::optional<Copy>> copies;
    if (away && rank <= Rank::Unknown)
        return nobody();
    Copy held;
    if (truth)
        held = rank == Rank::Known
                   ? *truth->copy
                   : Copy{.etag = infos[truth->member->name].etag, .name = infos[truth->member->name].etag};
    for (const View &view : *views) {
        const QString &name = view.member->name;
        if (!truth) { // gone from every store
            if (view.trusted)
                copies.insert(name, std::nullopt);
        } else if (&view == truth) {
            copies.insert(name, held);
        } else {
            const auto info = infos.constFind(name);
            const bool same = info != infos.cend() && view.copy && view.copy->etag == info->etag &&
                              view.copy->name == held.name;
            if (!same)
                copies.insert(name, Copy{.state = Copy::State::Behind});
        }
    }
    return log([&](HealLog &log) { return log.keep(key, copies); });
}

/// Finds out what a store lacks and what it has too much, by the lists of both.
Result<void> MirrorStore::compare(Member &member)
{
    QByteArray cursor;
    for (bool more = true; more;) {
        if (m_ending)
            return Error{.code = ErrorCode::Cancelled, .message = u"cloudvfsd is ending."_s};
        const auto ours = list({}, cursor);
        if (!ours)
            return ours.error();
        more = ours->more;
        const QByteArray last = more ? ours->objects.last().key : QByteArray();
        QMap<QByteArray, ListedObject> theirs;
        QByteArray at = cursor;
        for (bool again = true; again;) {
            const auto page = seen(member, member.store->list({}, at));
            if (!page)
                return ofMember(member, page.error());
            again = page->more && !page->objects.isEmpty();
            for (const ListedObject &object : page->objects) {
                if (!last.isEmpty() && object.key > last) {
                    again = false;
                    break;
                }
                at = object.key;
                if (!object.key.startsWith(daemonsOwn))
                    theirs.insert(object.key, object);
            }
        }
        QMap<QByteArray, Copy> found;
        for (const ListedObject &object : ours->objects) {
            if (object.key.startsWith(daemonsOwn))
                continue;
            const auto there = theirs.constFind(object.key);
            const bool same = there != theirs.cend() && isSameObject(there->info, object.info);
            found.insert(object.key, same ? Copy{.etag = there->info.etag, .name = object.info.etag}
                                          : Copy{.state = Copy::State::Behind});
            theirs.remove(object.key);
        }
        for (const ListedObject &object : std::as_const(theirs))
            found.insert(object.key, Copy{.state = Copy::State::Removed});
        if (auto noted = log([&](HealLog &log) { return log.note(member.name, found); }); !noted)
            return noted;
        cursor = last;
    }
    const std::lock_guard lock(m_flagMutex);
    const std::lock_guard guard(m_mutex);
    auto kept = log(
        [&](HealLog &log) { return log.keepMember(member.name, {.complete = true, .flag = member.flag}); });
    if (kept)
        member.complete = true;
    return kept;
}

void MirrorStore::healMember(Member &member)
{
    {
        const std::lock_guard lock(m_mutex);
        if (member.healNext > Clock::now())
            return;
    }
    std::optional<Error> why;
    QByteArray after;
    for (bool more = true; more && !m_ending;) {
        const auto keys = log([&](HealLog &log) { return log.work(member.name, after, healPage); });
        if (!keys)
            return;
        more = keys->size() == healPage;
        for (const QByteArray &key : *keys) {
            after = key;
            auto healed = healOne(member, key);
            if (!healed && !why)
                why = healed.error().at(u"healing"_s, QString::fromUtf8(key));
            const std::lock_guard lock(m_mutex);
            if (!member.up || m_ending) {
                more = false;
                break;
            }
        }
    }
    const std::lock_guard lock(m_mutex);
    if (!why) {
        member.healFailures = 0;
        if (member.up)
            member.problem.clear();
        return;
    }
    member.problem = why->toString();
    member.healNext = Clock::now() + pauseAfter(member.healFailures);
    ++member.healFailures;
}

Result<void> MirrorStore::healOne(Member &member, const QByteArray &key)
{
    const KeyLock lock(*this, key, false);
    if (!lock)
        return {}; // it is being written
    const auto views = viewsOf(key);
    if (!views)
        return views.error();
    const auto mine = std::find_if(views->cbegin(), views->cend(),
                                   [&](const View &view) { return view.member == &member; });
    if (!mine->copy)
        return {};
    if (mine->copy->state == Copy::State::Removed) {
        if (auto removed = seen(member, member.store->remove(key)); !removed)
            return removed;
        return log([&](HealLog &log) { return log.keep(key, {{member.name, std::nullopt}}); });
    }
    if (mine->copy->state != Copy::State::Behind)
        return {};
    std::optional<Error> why;
    bool gone = false;
    bool should = false;
    for (const View &view : *views) {
        if (!view.trusted)
            continue;
        should = should || view.copy || !view.up;
        if (!view.up)
            continue;
        const auto copy = copyTo(key, view, member);
        if (copy)
            return log([&](HealLog &log) { return log.keep(key, {{member.name, *copy}}); });
        if (copy.error().code == ErrorCode::NotFound)
            gone = true;
        else if (!why)
            why = copy.error();
    }
    if (why || !gone)
        return why ? *why : nobody();
    if (should)
        return Error{.code = ErrorCode::NotFound,
                     .message = u"No store that should have it has it any more."_s};
    return log([&](HealLog &log) { // somebody has removed it from the one that had it
        return log.keep(key, {{member.name, Copy{.state = Copy::State::Removed}}});
    });
}

/// What one store has of a key is brought into another. With the KeyLock.
Result<Copy> MirrorStore::copyTo(const QByteArray &key, const View &from, Member &to)
{
    const auto info = seen(*from.member, from.member->store->head(key));
    if (!info)
        return info.error();
    Copy held{.etag = info->etag, .name = info->etag};
    if (from.copy && from.copy->etag == info->etag) {
        held.name = from.copy->name;
        held.sha256 = from.copy->sha256;
    }
    if (from.member == &to)
        return held;
    if (from.trusted && (!from.copy || from.copy->etag != info->etag)) {
        if (auto kept = log([&](HealLog &log) { return log.keep(key, {{from.member->name, held}}); }); !kept)
            return kept.error();
    }
    const auto there = seen(to, to.store->head(key));
    if (there && isSameObject(*there, *info))
        return Copy{.etag = there->etag, .name = held.name, .sha256 = held.sha256};
    if (!there && there.error().code != ErrorCode::NotFound)
        return there.error();
    QTemporaryFile spool(QFileInfo(m_options.log).path() + u"/healing-XXXXXX"_s);
    if (!spool.open())
        return Error{.code = ErrorCode::Refused,
                     .message =
                         u"Nothing can be written beside %1: %2."_s.arg(m_options.log, spool.errorString()),
                     .retryable = true};
    QCryptographicHash sha256(QCryptographicHash::Sha256);
    QCryptographicHash md5(QCryptographicHash::Md5);
    auto got =
        seen(*from.member, from.member->store->get(key, info->etag, 0, info->size,
                                                   [&](const char *bytes, qint64 size, qint64) {
                                                       sha256.addData(QByteArrayView(bytes, size));
                                                       md5.addData(QByteArrayView(bytes, size));
                                                       return !m_ending && spool.write(bytes, size) == size;
                                                   }));
    if (!got)
        return got.error();
    const Digest digest{.size = info->size, .sha256 = sha256.result(), .md5 = md5.result()};
    if (!held.sha256.isEmpty() && held.sha256 != digest.sha256)
        return Error{.code = ErrorCode::Refused,
                     .message = u"%1 gives other bytes than were put there."_s.arg(from.member->name)};
    const Source source = [&spool](char *buffer, qint64 size, qint64 offset) {
        return spool.seek(offset) ? spool.read(buffer, size) : qint64(-1);
    };
    const Condition condition = there ? Condition::unchanged(there->etag) : Condition::absent();
    const auto put = seen(to, to.store->put(key, digest, source, condition));
    if (!put)
        return put.error();
    return Copy{.etag = put->etag, .name = held.name, .sha256 = digest.sha256};
}

} // namespace smc::cloudvfs
