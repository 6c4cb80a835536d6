// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/state/division.h"

#include <QUuid>

#include <algorithm>

namespace smc::state {

namespace {

constexpr int calmEnough = 5; ///< looks: by then everybody has seen who is there, and has taken his part

} // namespace

Division::Division(const Database &database)
    : m_database(database)
    , m_process(QUuid::createUuid().toString(QUuid::Id128))
{}

Result<QSet<QString>> Division::divide(const QStringList &names)
{
    const QSet<QString> wanted(names.begin(), names.end());
    if (!m_database.isShared())
        return wanted;
    const auto giveBack = [this](const QString &name) { m_database.unlock(Lock::Server, name); };
    if (wanted.isEmpty())
        m_database.unlock(Lock::Process, m_process);
    else if (auto here = m_database.tryLock(Lock::Process, m_process); !here)
        return here.error();
    const auto locks = m_database.locks();
    if (!locks)
        return locks.error();
    int processes = 0;
    QSet<qint32> taken;
    for (const HeldLock &lock : *locks) {
        processes += lock.about == Lock::Process ? 1 : 0;
        if (lock.about == Lock::Server && !lock.ours)
            taken.insert(lock.number);
    }
    m_calm = processes == m_processes ? m_calm + 1 : 0;
    QStringList own = m_database.ownLocks(Lock::Server).values();
    for (const QString &name : std::as_const(own)) {
        if (!wanted.contains(name))
            giveBack(name);
    }
    own.removeIf([&](const QString &name) { return !wanted.contains(name); });
    if (const int connects = m_database.connects(); connects != m_connects) {
        m_patience = m_connects > 0 ? calmEnough : 0;
        m_connects = connects;
    }
    qsizetype part = (wanted.size() + processes - 1) / std::max(processes, 1);
    if (m_patience > 0) {
        --m_patience;
        part = std::min(part, m_part);
    }
    m_part = part;
    if (processes != m_processes) {
        for (; own.size() > part; own.removeLast())
            giveBack(own.last());
    }
    m_processes = processes;
    for (const QString &name : names) {
        if (own.size() >= part && m_calm < calmEnough)
            break;
        if (own.contains(name) || taken.contains(Database::lockNumber(name)))
            continue;
        const auto lock = m_database.tryLock(Lock::Server, name);
        if (!lock)
            return lock.error();
        if (*lock)
            own.append(name);
    }
    return QSet<QString>(own.begin(), own.end());
}

} // namespace smc::state
