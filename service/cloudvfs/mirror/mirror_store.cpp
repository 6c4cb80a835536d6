// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/mirror/mirror_store.h"

#include "service/cloudvfs/mirror/mirror_internal.h"

#include <QDateTime>

#include <algorithm>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int fullPage = 1000;
constexpr int mostRows = 2 * fullPage;
constexpr qsizetype mostSuspects = 10'000; ///< the next list finds the others

/// The ETag by which a store knows what clients of the mirror know by another.
QByteArray etagFor(const std::optional<Copy> &copy, const QByteArray &name)
{
    return copy && copy->name == name ? copy->etag : name;
}

QByteArray nameFor(const std::optional<Copy> &copy, const QByteArray &etag)
{
    return copy && copy->etag == etag ? copy->name : etag;
}

} // namespace

MirrorStore::MirrorStore(MirrorOptions options,
                         std::vector<std::pair<QString, std::unique_ptr<Store>>> stores)
    : m_options(std::move(options))
{
    for (auto &[name, store] : stores) {
        auto member = std::make_unique<Member>();
        member->name = name;
        member->store = std::make_unique<WatchedStore>(std::move(store));
        m_members.push_back(std::move(member));
    }
}

MirrorStore::~MirrorStore()
{
    m_ending = true;
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

int MirrorStore::quorum() const
{
    const int all = int(m_members.size());
    return m_options.quorum > 0 ? std::min(m_options.quorum, all) : all / 2 + 1;
}

Error MirrorStore::nobody() const
{
    Error error{.code = ErrorCode::Unreachable,
                .message = u"No store of the mirror %1 that has it is there."_s.arg(m_options.name),
                .retryable = true};
    const std::lock_guard lock(m_mutex);
    for (const auto &member : m_members) {
        if (!member->problem.isEmpty())
            error.message += u" %1: %2"_s.arg(member->name, member->problem);
    }
    return error;
}

void MirrorStore::suspect(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    if (m_suspects.size() < mostSuspects && !key.startsWith(daemonsOwn))
        m_suspects.insert(key);
}

Result<QList<MirrorStore::View>> MirrorStore::viewsOf(const QByteArray &key)
{
    if (auto open = opened(); !open)
        return open.error();
    const auto copies = log([&](HealLog &log) { return log.copies(key); });
    if (!copies)
        return copies.error();
    QList<View> views;
    const std::lock_guard lock(m_mutex);
    for (const auto &member : m_members) {
        View view{.member = member.get(), .up = member->up};
        if (const auto copy = copies->constFind(member->name); copy != copies->cend())
            view.copy = *copy;
        view.trusted = view.copy ? view.copy->state == Copy::State::Held : member->complete;
        views.append(view);
    }
    return views;
}

/// Success is what `quorum` stores have: the log is told before the first is asked, and before the caller is.
Result<ObjectInfo> MirrorStore::put(const QByteArray &key, const Digest &content, const Source &source,
                                    const Condition &condition)
{
    enum class Outcome { NotAsked, Won, Lost, Unknown };
    const KeyLock lock(*this, key);
    auto views = viewsOf(key);
    if (!views)
        return views.error();
    const bool free = condition.kind == Condition::Kind::None;
    const auto isTrusted = [](const View &view) { return view.trusted; };
    if (!free && std::none_of(views->cbegin(), views->cend(), isTrusted)) {
        if (auto settled = settle(key); !settled)
            return settled.error();
        views = viewsOf(key);
        if (!views)
            return views.error();
    }
    QMap<QString, std::optional<Copy>> before;
    QMap<QString, std::optional<Copy>> ahead;
    for (const View &view : std::as_const(*views)) {
        before.insert(view.member->name, view.copy);
        if (view.trusted) {
            Copy copy = view.copy.value_or(Copy());
            copy.state = Copy::State::Unsure;
            copy.at = 0;
            ahead.insert(view.member->name, copy);
        }
    }
    if (auto kept = log([&](HealLog &log) { return log.keep(key, ahead); }); !kept)
        return kept.error();

    // Those that decide come first; one that has missed something is told nothing but what was decided.
    QList<const View *> order;
    for (const bool trusted : {true, false}) {
        for (const View &view : std::as_const(*views)) {
            if (view.up && view.trusted == trusted)
                order.append(&view);
        }
    }
    QMap<QString, Outcome> outcomes;
    QMap<QString, ObjectInfo> stored;
    std::optional<Error> why;
    for (const View *next : std::as_const(order)) {
        const View &view = *next;
        if (!free && !view.trusted && stored.isEmpty())
            continue;
        Condition own = view.trusted ? condition : Condition();
        if (own.kind == Condition::Kind::Unchanged)
            own.etag = etagFor(view.copy, condition.etag);
        auto put = seen(*view.member, view.member->store->put(key, content, source, own));
        if (put) {
            outcomes.insert(view.member->name, Outcome::Won);
            stored.insert(view.member->name, *put);
            continue;
        }
        // Of an object that is not there, or of a store that is not?
        bool lost = put.error().code == ErrorCode::Stale;
        if (put.error().code == ErrorCode::NotFound) {
            const auto there = seen(*view.member, view.member->store->head(mirrorMark.toByteArray()));
            lost = bool(there) && own.kind != Condition::Kind::None;
            if (!there)
                fail(*view.member, ofMember(*view.member, put.error()));
        }
        outcomes.insert(view.member->name, lost ? Outcome::Lost : Outcome::Unknown);
        if (lost && stored.isEmpty()) {
            why = put.error(); // the condition is decided, or the content is not what it was said to be
            break;
        }
        if (!why)
            why = ofMember(*view.member, put.error());
    }

    const bool done = int(stored.size()) >= quorum();
    QMap<QString, std::optional<Copy>> after;
    QByteArray name;
    QList<Member *> behind;
    for (const View &view : std::as_const(*views)) {
        const QString &member = view.member->name;
        const Outcome outcome = outcomes.value(member, Outcome::NotAsked);
        if (done && outcome == Outcome::Won) {
            if (name.isEmpty())
                name = stored.value(member).etag;
            after.insert(member, Copy{.etag = stored.value(member).etag, .sha256 = content.sha256});
        } else if (done) {
            after.insert(member, Copy{.state = Copy::State::Behind});
            behind.append(view.member);
        } else if (view.trusted && stored.isEmpty() && outcome != Outcome::Unknown) {
            after.insert(member, before.value(member)); // nothing has come to it
        } // or it stays Unsure
    }
    for (std::optional<Copy> &copy : after) {
        if (done && copy->state == Copy::State::Held)
            copy->name = name;
    }
    if (auto kept = log([&](HealLog &log) { return log.keep(key, after); }); !kept)
        why = kept.error();
    else if (done)
        why.reset();
    for (Member *member : std::as_const(behind)) {
        if (why)
            break;
        if (auto flagged = flag(*member); !flagged)
            why = flagged.error();
    }
    if (!done || why) {
        const std::lock_guard guard(m_mutex);
        m_unsure.insert(key);
    }
    if (!behind.isEmpty() || why)
        wake();
    if (done && !why)
        return ObjectInfo{.size = content.size, .etag = name};
    return why ? *why : nobody();
}

Result<ObjectInfo> MirrorStore::headOf(const QByteArray &key, const QList<View> &views)
{
    std::optional<Error> failed;
    bool gone = false;
    bool held = false; // by one that cannot be asked
    const bool any = std::any_of(views.cbegin(), views.cend(), [](const View &view) { return view.trusted; });
    for (const View &view : views) {
        if (any ? !view.trusted : !view.unsure())
            continue;
        const bool holds = view.copy && view.copy->state == Copy::State::Held;
        if (!view.up) {
            held = held || holds || !any;
            continue;
        }
        const auto info = seen(*view.member, view.member->store->head(key));
        if (info) {
            if (gone || (any && (!view.copy || view.copy->etag != info->etag)))
                suspect(key);
            return ObjectInfo{.size = info->size, .etag = nameFor(view.copy, info->etag)};
        }
        if (info.error().code == ErrorCode::NotFound) {
            if (holds)
                suspect(key);
            gone = true;
        } else {
            held = held || holds;
            if (!failed)
                failed = ofMember(*view.member, info.error());
        }
    }
    const bool removed = std::any_of(views.cbegin(), views.cend(), [](const View &view) {
        return view.copy && view.copy->state == Copy::State::Removed;
    });
    if (!held && (gone || (!any && removed)))
        return Error{.code = ErrorCode::NotFound,
                     .message = u"The mirror %1 has no such object."_s.arg(m_options.name),
                     .place = QString::fromUtf8(key)};
    return failed ? *failed : nobody();
}

Result<ObjectInfo> MirrorStore::head(const QByteArray &key)
{
    auto views = viewsOf(key);
    if (!views)
        return views.error();
    const auto isTrusted = [](const View &view) { return view.trusted; };
    const auto isUnsure = [](const View &view) { return view.unsure(); };
    if (m_heals && std::none_of(views->cbegin(), views->cend(), isTrusted) &&
        std::any_of(views->cbegin(), views->cend(), isUnsure)) {
        // What is shown once must stay: it is brought to a quorum. While it is being written, either is
        // right.
        if (const KeyLock lock(*this, key, false); lock) {
            if (auto settled = settle(key); !settled)
                return settled.error();
        }
        views = viewsOf(key);
        if (!views)
            return views.error();
    }
    return headOf(key, *views);
}

Result<void> MirrorStore::get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                              const Sink &sink)
{
    const auto views = viewsOf(key);
    if (!views)
        return views.error();
    qint64 done = 0;
    bool taken = true;
    bool guessed = false; ///< the ETag of a store of whose object nothing is known was compared
    QByteArray name = etag;
    std::optional<Error> why;
    QList<const View *> order;
    for (const bool trusted : {true, false}) {
        for (const View &view : *views) {
            if (view.up && view.trusted == trusted && (trusted || view.unsure()))
                order.append(&view);
        }
    }
    for (const View *next : std::as_const(order)) {
        const View &view = *next;
        if (done > 0 && name.isEmpty())
            break; // the rest might be of another version
        const QByteArray own = name.isEmpty() ? QByteArray() : etagFor(view.copy, name);
        auto got = seen(*view.member, view.member->store->get(key, own, offset + done, length - done,
                                                              [&](const char *bytes, qint64 size, qint64 at) {
                                                                  taken = sink(bytes, size, at);
                                                                  done += taken ? size : 0;
                                                                  return taken;
                                                              }));
        if (got || !taken)
            return got;
        if (got.error().code == ErrorCode::NotFound || got.error().code == ErrorCode::Stale) {
            if (view.copy && view.copy->state == Copy::State::Held &&
                (name.isEmpty() || view.copy->name == name))
                suspect(key);
            guessed = guessed || (got.error().code == ErrorCode::Stale && !view.copy);
            if (!why)
                why = got.error();
        } else if (!why || why->code == ErrorCode::NotFound || why->code == ErrorCode::Stale) {
            why = ofMember(*view.member, got.error());
        }
    }
    const bool away = std::any_of(views->cbegin(), views->cend(), [&](const View &view) {
        return !view.up && (view.unsure() || (view.trusted && (view.copy || guessed)));
    });
    const bool is = why && (why->code == ErrorCode::NotFound || why->code == ErrorCode::Stale);
    if (why && (!is || !away))
        return *why;
    const bool removed = order.isEmpty() && std::all_of(views->cbegin(), views->cend(), [](const View &view) {
                             return view.copy && view.copy->state == Copy::State::Removed;
                         });
    return removed ? Error{.code = ErrorCode::NotFound,
                           .message = u"The mirror %1 has no such object."_s.arg(m_options.name)}
                   : nobody();
}

Result<void> MirrorStore::remove(const QByteArray &key)
{
    const KeyLock lock(*this, key);
    const auto views = viewsOf(key);
    if (!views)
        return views.error();
    QMap<QString, std::optional<Copy>> copies;
    for (const View &view : *views)
        copies.insert(view.member->name, Copy{.state = Copy::State::Removed});
    if (auto kept = log([&](HealLog &log) { return log.keep(key, copies); }); !kept)
        return kept;
    int done = 0;
    std::optional<Error> why;
    QList<Member *> behind;
    for (const View &view : *views) {
        auto removed = view.up ? seen(*view.member, view.member->store->remove(key)) : Result<void>(nobody());
        if (removed) {
            ++done;
            copies.insert(view.member->name, std::nullopt);
            continue;
        }
        behind.append(view.member);
        copies.remove(view.member->name);
        if (!why && view.up)
            why = ofMember(*view.member, removed.error());
    }
    if (auto kept = log([&](HealLog &log) { return log.keep(key, copies); }); !kept)
        return kept;
    if (done == 0)
        return why ? *why : nobody();
    for (Member *member : std::as_const(behind)) {
        if (auto flagged = flag(*member); !flagged)
            return flagged;
    }
    if (!behind.isEmpty())
        wake();
    if (done >= quorum())
        return {};
    return why ? *why : nobody();
}

Result<ListedObject> MirrorStore::listed(const QByteArray &key)
{
    const auto info = head(key);
    if (!info)
        return info.error();
    const auto copies = log([&](HealLog &log) { return log.copies(key); });
    qint64 at = 0;
    if (copies) {
        for (const Copy &copy : *copies)
            at = std::max(at, copy.state == Copy::State::Held ? copy.at : 0);
    }
    return ListedObject{
        .key = key, .info = *info, .modified = at > 0 ? at : QDateTime::currentMSecsSinceEpoch()};
}

/// A page of what one store lists, put right by what the log knows of it.
Result<Listing> MirrorStore::listFrom(Member &member, const QByteArray &prefix, const QByteArray &after)
{
    QByteArray from = after;
    for (;;) {
        auto page = seen(member, member.store->list(prefix, from));
        if (!page)
            return ofMember(member, page.error());
        page->more = page->more && !page->objects.isEmpty();
        QByteArray last = page->more ? page->objects.last().key : QByteArray();
        auto copies = log([&](HealLog &log) { return log.range(member.name, prefix, from, last, mostRows); });
        if (!copies)
            return copies.error();
        if (copies->size() == mostRows) {
            last = copies->lastKey();
            page->objects.removeIf([&last](const ListedObject &object) { return object.key > last; });
            page->more = true;
        }
        QMap<QByteArray, ListedObject> right;
        for (const ListedObject &object : std::as_const(page->objects)) {
            const auto copy = copies->constFind(object.key);
            if (object.key.startsWith(mirrorMark))
                continue;
            if (copy == copies->cend() || copy->state == Copy::State::Held) {
                ListedObject known = object;
                if (copy != copies->cend())
                    known.info.etag = nameFor(*copy, object.info.etag);
                if (copy == copies->cend() || copy->etag != object.info.etag)
                    suspect(object.key);
                right.insert(object.key, known);
                if (copy != copies->cend())
                    copies->remove(object.key);
            }
        }
        // What it has missed, or lost, others have; what is unsure is found out.
        for (auto it = copies->cbegin(); it != copies->cend(); ++it) {
            if (it->state == Copy::State::Removed)
                continue;
            const auto object = listed(it.key());
            if (object)
                right.insert(it.key(), *object);
            else if (object.error().code != ErrorCode::NotFound)
                return object.error();
        }
        Listing listing{.objects = right.values(), .more = page->more};
        if (listing.objects.size() > fullPage) {
            listing.objects.resize(fullPage);
            listing.more = true;
        }
        if (!listing.objects.isEmpty() || !listing.more)
            return listing;
        from = last;
    }
}

Result<Listing> MirrorStore::list(const QByteArray &prefix, const QByteArray &after)
{
    if (auto open = opened(); !open)
        return open.error();
    std::optional<Error> why;
    for (const auto &member : m_members) {
        {
            const std::lock_guard lock(m_mutex);
            if (!member->up || !member->complete)
                continue;
        }
        auto listing = listFrom(*member, prefix, after);
        if (listing)
            return listing;
        if (!why)
            why = listing.error();
    }
    return why ? *why : nobody();
}

bool MirrorStore::keepsConditions()
{
    return opened() && std::all_of(m_members.cbegin(), m_members.cend(),
                                   [](const auto &member) { return member->store->keepsConditions(); });
}

} // namespace smc::cloudvfs
