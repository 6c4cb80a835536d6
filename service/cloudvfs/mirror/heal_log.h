// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/store.h"
#include "service/state/database.h"
#include "service/state/owning_thread.h"

#include <QMap>

#include <optional>

namespace smc::cloudvfs {

/// What one store of a mirror has of a key, as far as the mirror knows. Without one, and when the store is
/// complete, the store itself knows.
///
///     Held ──a put begins──▶ Unsure ──acknowledged──▶ Held, or Behind where it has not come to
///     any  ──a removal begins──▶ Removed ──done there──▶ nothing
///     Behind ──copied from one that holds it──▶ Held
struct Copy
{
    enum class State {
        Held = 0,    ///< the object of `etag`, which clients of the mirror know as `name`
        Behind = 1,  ///< what it has there, if anything, is old: it is never read, and replaced
        Removed = 2, ///< what it has there is to be removed
        Unsure = 3,  ///< a put was begun and not acknowledged: it has that, or what it held before
    };
    State state = State::Held;
    QByteArray etag = {};
    QByteArray name = {};
    QByteArray sha256 = {}; ///< of the content; empty: not known
    qint64 at = 0;          ///< since when it is so, milliseconds since 1970
};

using Copies = QMap<QString, Copy>; ///< by the name of the store

/// Whether other stores carry the object that says of one that it is behind.
enum class Flag {
    None = 0,
    Begun = 1, ///< some may
    Raised = 2,
};

struct MemberRow
{
    bool complete = false; ///< of keys without a Copy it has what there is
    Flag flag = Flag::None;
};

struct HealBacklog
{
    qint64 objects = 0; ///< that are Behind, Removed or Unsure
    qint64 since = 0;   ///< the first of them; 0: none
};

/// What the stores of a mirror have and lack: SQLite with FULL synchronisation, so that what is kept here
/// survives a power loss. Of one thread (HealLogThread). Errors: Internal.
class HealLog
{
public:
    explicit HealLog(const state::Location &location)
        : m_database(location)
    {}

    [[nodiscard]] Result<void> open();
    /// The mirror's identifier; without one, `fresh` becomes it. "" stays none.
    [[nodiscard]] Result<QByteArray> identity(const QByteArray &fresh);
    [[nodiscard]] Result<QMap<QString, MemberRow>> members() const;
    [[nodiscard]] Result<void> keepMember(const QString &name, const MemberRow &row) const;
    /// Nothing is known of it any more: it is not complete.
    [[nodiscard]] Result<void> reset(const QString &member) const;

    [[nodiscard]] Result<Copies> copies(const QByteArray &key) const;
    /// As they are now: nullopt is that there is none. All or nothing.
    [[nodiscard]] Result<void> keep(const QByteArray &key,
                                    const QMap<QString, std::optional<Copy>> &copies) const;
    /// Where there is none yet.
    [[nodiscard]] Result<void> note(const QString &member, const QMap<QByteArray, Copy> &copies) const;
    /// Of one store, keys that begin with `prefix`, come after `after` and not after `last` (empty: no end).
    [[nodiscard]] Result<QMap<QByteArray, Copy>> range(const QString &member, const QByteArray &prefix,
                                                       const QByteArray &after, const QByteArray &last,
                                                       int most) const;
    /// Keys that are Behind or Removed there, those after `after`.
    [[nodiscard]] Result<QByteArrayList> work(const QString &member, const QByteArray &after, int most) const;
    /// Keys that some store is Unsure of.
    [[nodiscard]] Result<QByteArrayList> unsure() const;
    [[nodiscard]] Result<HealBacklog> backlog(const QString &member) const;

private:
    [[nodiscard]] Result<void> keepOne(const QByteArray &key, const QString &member, const Copy &copy,
                                       const QString &how) const;

    state::Database m_database;
};

using HealLogThread = state::OwningThread<HealLog>;

} // namespace smc::cloudvfs
