// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/session_store.h"

#include <QCryptographicHash>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>

namespace smc::access {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int tokenBytes = 32;
constexpr qsizetype tokenLength = 43; // 256 bits in base64url

QByteArray keyOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

bool samePerson(const Session &a, const Session &b)
{
    return a.principal().realm == b.principal().realm &&
           a.principal().account.compare(b.principal().account, Qt::CaseInsensitive) == 0;
}

} // namespace

QByteArray randomToken(int bytes)
{
    QByteArray raw(bytes, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(raw.data()), bytes) != 1)
        qFatal("no random numbers from the system"); // going on would hand out guessable tokens
    const QByteArray text = raw.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    OPENSSL_cleanse(raw.data(), static_cast<std::size_t>(raw.size()));
    return text;
}

bool equalInConstantTime(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() &&
           CRYPTO_memcmp(a.constData(), b.constData(), static_cast<std::size_t>(a.size())) == 0;
}

SessionStore::SessionStore(Options options, Now now)
    : m_options(options)
    , m_now(std::move(now))
{}

void SessionStore::setOptions(const Options &options)
{
    const std::scoped_lock lock(m_mutex);
    m_options = options;
}

SessionStore::Options SessionStore::options() const
{
    const std::scoped_lock lock(m_mutex);
    return m_options;
}

void SessionStore::onGone(Gone gone)
{
    m_gone = std::move(gone);
}

Result<SessionStore::Opened> SessionStore::open(Principal principal, std::optional<Credentials> credentials,
                                                bool bearer)
{
    const auto session = std::make_shared<Session>(std::move(principal), std::move(credentials));
    const QByteArray token = randomToken(tokenBytes);
    session->m_csrf = randomToken(tokenBytes);
    session->m_bearer = bearer;

    QList<std::shared_ptr<Session>> ended;
    {
        const std::scoped_lock lock(m_mutex);
        const auto now = m_now();
        ended = takeOver(now);
        QList<QHash<Key, std::shared_ptr<Session>>::iterator> own;
        for (auto it = m_sessions.begin(); it != m_sessions.end(); ++it) {
            if (samePerson(**it, *session))
                own.append(it);
        }
        if (own.size() >= m_options.perPrincipal) {
            const auto oldest = std::min_element(own.begin(), own.end(), [](const auto &a, const auto &b) {
                return (*a)->expires() < (*b)->expires();
            });
            ended.append(**oldest);
            m_sessions.erase(*oldest);
        } else if (m_sessions.size() >= m_options.total) {
            return Error{.code = ErrorCode::Busy,
                         .message = u"Too many people are signed in."_s,
                         .hint = u"Try again later."_s,
                         .retryable = true};
        }
        session->m_number = m_next++;
        session->m_end = now + m_options.absolute;
        session->m_expires = std::min(now + m_options.idle, session->m_end).time_since_epoch().count();
        m_sessions.insert(keyOf(token), session);
    }
    announce(ended);
    return Opened{token, session};
}

std::shared_ptr<Session> SessionStore::find(const QByteArray &token)
{
    if (token.size() != tokenLength)
        return nullptr;
    const Key key = keyOf(token);
    std::shared_ptr<Session> over;
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_sessions.constFind(key);
        if (found == m_sessions.cend())
            return nullptr;
        const auto now = m_now();
        if (now < (*found)->expires()) {
            (*found)->m_expires = std::min(now + m_options.idle, (*found)->m_end).time_since_epoch().count();
            return *found;
        }
        over = *found;
        m_sessions.remove(key);
    }
    announce({over});
    return nullptr;
}

void SessionStore::end(const Session &session)
{
    QList<std::shared_ptr<Session>> ended;
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
                                        [&](const auto &one) { return one.get() == &session; });
        if (found == m_sessions.end())
            return;
        ended.append(*found);
        m_sessions.erase(found);
    }
    announce(ended);
}

void SessionStore::endRealm(const QString &realm, const QString &why)
{
    QList<std::shared_ptr<Session>> ended;
    {
        const std::scoped_lock lock(m_mutex);
        for (auto it = m_sessions.begin(); it != m_sessions.end();) {
            const std::shared_ptr<Session> session = *it;
            if (session->principal().realm != realm) {
                ++it;
                continue;
            }
            session->m_endedBecause = why;
            session->m_ended.store(true, std::memory_order_release);
            ended.append(session);
            m_ended.insert(it.key(), session);
            it = m_sessions.erase(it);
        }
    }
    announce(ended);
}

QString SessionStore::endedBecause(const QByteArray &token) const
{
    if (token.size() != tokenLength)
        return {};
    const Key key = keyOf(token);
    const std::scoped_lock lock(m_mutex);
    const auto found = m_ended.constFind(key);
    return found != m_ended.cend() && m_now() < (*found)->expires() ? (*found)->endedBecause() : QString();
}

QList<std::shared_ptr<Session>> SessionStore::takeOver(Session::Clock::time_point now)
{
    QList<std::shared_ptr<Session>> over;
    for (auto it = m_sessions.begin(); it != m_sessions.end();) {
        if (now >= (*it)->expires()) {
            over.append(*it);
            it = m_sessions.erase(it);
        } else {
            ++it;
        }
    }
    m_ended.removeIf([now](const auto &item) { return now >= item.value()->expires(); });
    return over;
}

void SessionStore::sweep()
{
    QList<std::shared_ptr<Session>> over;
    {
        const std::scoped_lock lock(m_mutex);
        over = takeOver(m_now());
    }
    announce(over);
}

void SessionStore::announce(const QList<std::shared_ptr<Session>> &ended)
{
    if (!m_gone)
        return;
    for (const auto &session : ended) {
        bool last = false;
        {
            const std::scoped_lock lock(m_mutex);
            last = std::none_of(m_sessions.cbegin(), m_sessions.cend(),
                                [&](const auto &other) { return samePerson(*other, *session); });
        }
        if (last)
            m_gone(*session);
    }
}

qsizetype SessionStore::count() const
{
    const std::scoped_lock lock(m_mutex);
    return m_sessions.size();
}

} // namespace smc::access
