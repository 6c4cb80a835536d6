// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/smbstatus.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostRows = 200'000;
constexpr quint64 noCluster = 0xFFFFFFFF; ///< the node, where there is none
constexpr qint64 notSignedIn = -1;        ///< the uid of "(auth in progress)" and of an anonymous session
constexpr qsizetype longestText = 8192;   ///< UTF-16 units: a path of 4 KB and more

/// Which process serves somebody: numbers of processes are those of one node of a cluster.
struct Smbd
{
    quint64 pid = 0;
    std::optional<quint64> node; ///< none: there is no cluster
    bool operator==(const Smbd &) const = default;
};
std::size_t qHash(const Smbd &smbd, std::size_t seed = 0)
{
    return qHashMulti(seed, smbd.pid, smbd.node.value_or(noCluster));
}

void setSmbd(wire::Record &record, const Smbd &smbd)
{
    record.set("pid", QByteArray::number(smbd.pid));
    if (smbd.node)
        record.set("node", QByteArray::number(*smbd.node));
}

/// The tables while they are read; the first fault stays.
class Reader
{
public:
    [[nodiscard]] QString text(const QJsonObject &row, QLatin1StringView name)
    {
        const QJsonValue value = row.value(name);
        if (!value.isString() || value.toString().size() > longestText)
            fail(name);
        return value.toString();
    }
    [[nodiscard]] quint64 number(const QJsonObject &row, QLatin1StringView name)
    {
        const QJsonValue value = row.value(name); // small ones are numbers, long ones and ids strings
        bool good = false;
        const quint64 number = value.isString() ? value.toString().toULongLong(&good)
                                                : static_cast<quint64>(value.toInteger(-1));
        if (!good && (!value.isDouble() || value.toInteger(-1) < 0))
            fail(name);
        return number;
    }
    [[nodiscard]] QJsonObject object(const QJsonObject &row, QLatin1StringView name)
    {
        const QJsonValue value = row.value(name);
        if (!value.isObject())
            fail(name);
        return value.toObject();
    }
    [[nodiscard]] QDateTime time(const QJsonObject &row, QLatin1StringView name)
    {
        QString written = text(row, name);
        // "+0000" of the head, "+00:00" of the rows.
        if (written.size() > 5 &&
            (written.at(written.size() - 5) == u'+' || written.at(written.size() - 5) == u'-'))
            written.insert(written.size() - 2, u':');
        const QDateTime time = QDateTime::fromString(written, Qt::ISODateWithMs).toUTC();
        if (!time.isValid())
            fail(name);
        return time;
    }
    [[nodiscard]] Smbd smbd(const QJsonObject &row)
    {
        const QJsonObject id = object(row, "server_id"_L1);
        const quint64 node = number(id, "vnn"_L1);
        return {.pid = number(id, "pid"_L1), .node = node == noCluster ? std::nullopt : std::optional(node)};
    }
    void count(qsizetype rows)
    {
        if (rows > mostRows && !m_error) {
            m_error = Error{.code = ErrorCode::TooLarge,
                            .message = u"smbstatus tells of more than %1 rows."_s.arg(mostRows)};
        }
    }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    void fail(QLatin1StringView name)
    {
        if (!m_error) {
            m_error = Error{.code = ErrorCode::Internal,
                            .message = u"What smbstatus tells is not as it should be."_s,
                            .hint = u"Is it of another version of Samba than smbd?"_s,
                            .native = u"smbstatus --json: %1"_s.arg(name)};
        }
    }
    std::optional<Error> m_error;
};

struct SessionOf
{
    QByteArray user;
    QByteArray client;
    QByteArray dialect;
    QByteArray encryption;
    QByteArray cipher;
    quint64 uid = 0;
    Smbd smbd;
    qint64 since = -1; ///< seconds; -1: it has no tree connect
    int opens = 0;
};

QByteArray degreeOf(Reader &reader, const QJsonObject &row, QLatin1StringView what)
{
    return reader.text(reader.object(row, what), "degree"_L1).toUtf8();
}

/// Empty where it says "-".
QByteArray algorithmOf(Reader &reader, const QJsonObject &row, QLatin1StringView what)
{
    const QByteArray cipher = reader.text(reader.object(row, what), "cipher"_L1).toUtf8();
    return cipher == "-" ? QByteArray() : cipher;
}

void setGiven(wire::Record &record, const QByteArray &name, const QByteArray &value)
{
    if (!value.isEmpty())
        record.set(name, value);
}

QByteArray iso(const QDateTime &time)
{
    return time.toString(Qt::ISODate).toLatin1();
}

/// Which of the flags of an object are true, by the names that we give them.
template<std::size_t size>
QByteArrayList flags(const QJsonObject &row,
                     const std::array<std::pair<QLatin1StringView, const char *>, size> &names)
{
    QByteArrayList set;
    for (const auto &[flag, name] : names) {
        if (row.value(flag).toBool() && !set.contains(name))
            set << name;
    }
    return set;
}

QByteArray oplockOf(const QJsonObject &oplock)
{
    constexpr std::array kinds{std::pair{"LEASE"_L1, "lease"}, std::pair{"BATCH"_L1, "batch"},
                               std::pair{"EXCLUSIVE"_L1, "exclusive"}, std::pair{"LEVEL_II"_L1, "level2"}};
    const QByteArrayList found = flags(oplock, kinds);
    return found.isEmpty() ? QByteArray("none") : found.constFirst();
}

/// Reads the tables in an order in which each finds what it refers to: sessions, tree connects, files.
class Tables
{
public:
    Tables(const QJsonObject &root, Reader &reader)
        : m_root(root)
        , m_reader(reader)
        , m_now(reader.time(root, "timestamp"_L1))
    {}
    void readSessions();
    void readConnections();
    void readFiles();
    void finishSessions();

    SmbStatus status;

private:
    [[nodiscard]] QByteArray seconds(const QDateTime &since) const
    {
        return QByteArray::number(std::max<qint64>(0, since.secsTo(m_now)));
    }
    /// Whose an open file is: the session that this smbd serves, rather the one of that uid.
    [[nodiscard]] SessionOf *ownerOf(const Smbd &smbd, quint64 uid);
    void readOpen(const QString &path, const QJsonObject &open, const QHash<Smbd, int> &locks);
    [[nodiscard]] QHash<Smbd, int> locksOn(const QString &path);

    const QJsonObject &m_root;
    Reader &m_reader;
    const QDateTime m_now;
    QHash<QString, SessionOf> m_sessions; ///< by session_id
    QMultiHash<Smbd, QString> m_bySmbd;
    QStringList m_order; ///< of status.sessions
};

void Tables::readSessions()
{
    const QJsonObject sessions = m_reader.object(m_root, "sessions"_L1);
    m_reader.count(sessions.size());
    for (auto it = sessions.begin(); it != sessions.end() && !m_reader.error(); ++it) {
        const QJsonObject row = it->toObject();
        if (row.value("uid"_L1).toInteger() == notSignedIn)
            continue; // RPC does not tell of it either
        const SessionOf session{.user = m_reader.text(row, "username"_L1).toUtf8(),
                                .client = m_reader.text(row, "remote_machine"_L1).toUtf8(),
                                .dialect = m_reader.text(row, "session_dialect"_L1).toUtf8(),
                                .encryption = degreeOf(m_reader, row, "encryption"_L1),
                                .cipher = algorithmOf(m_reader, row, "encryption"_L1),
                                .uid = m_reader.number(row, "uid"_L1),
                                .smbd = m_reader.smbd(row)};
        wire::Record record;
        record.set("id", session.user + '@' + session.client);
        record.set("user", session.user);
        record.set("client", session.client);
        setSmbd(record, session.smbd);
        // "ipv4:10.0.0.7:38170"
        record.set("address", m_reader.text(row, "hostname"_L1).section(u':', 1).toUtf8());
        record.set("dialect", session.dialect);
        record.set("encryption", session.encryption);
        setGiven(record, "cipher", session.cipher);
        record.set("signing", degreeOf(m_reader, row, "signing"_L1));
        setGiven(record, "signature", algorithmOf(m_reader, row, "signing"_L1));
        status.sessions.append(record);
        m_order << it.key();
        m_bySmbd.insert(session.smbd, it.key());
        m_sessions.insert(it.key(), session);
    }
}

void Tables::readConnections()
{
    const QJsonObject connections = m_reader.object(m_root, "tcons"_L1);
    m_reader.count(connections.size());
    for (auto it = connections.begin(); it != connections.end() && !m_reader.error(); ++it) {
        const QJsonObject row = it->toObject();
        const QDateTime connected = m_reader.time(row, "connected_at"_L1);
        wire::Record record;
        record.set("id", QByteArray::number(m_reader.number(row, "tcon_id"_L1)));
        record.set("share", m_reader.text(row, "service"_L1).toUtf8());
        QByteArray encryption = degreeOf(m_reader, row, "encryption"_L1);
        QByteArray cipher = algorithmOf(m_reader, row, "encryption"_L1);
        const auto session = m_sessions.find(m_reader.text(row, "session_id"_L1));
        if (session != m_sessions.end()) {
            session->since = std::max(session->since, connected.secsTo(m_now));
            record.set("user", session->user);
            if (encryption == "none") { // a session's encryption covers its tree connects
                encryption = session->encryption;
                cipher = session->cipher;
            }
        }
        record.set("client", m_reader.text(row, "machine"_L1).toUtf8());
        record.set("seconds", seconds(connected));
        record.set("connected", iso(connected));
        setSmbd(record, m_reader.smbd(row));
        if (session != m_sessions.end())
            record.set("dialect", session->dialect);
        record.set("encryption", encryption);
        setGiven(record, "cipher", cipher);
        status.connections.append(record);
    }
}

SessionOf *Tables::ownerOf(const Smbd &smbd, quint64 uid)
{
    SessionOf *any = nullptr;
    for (auto [it, end] = m_bySmbd.equal_range(smbd); it != end; ++it) {
        const auto session = m_sessions.find(*it);
        if (session->uid == uid)
            return &*session;
        any = &*session;
    }
    return any;
}

/// Locked ranges on a file, by the smbd that holds them.
QHash<Smbd, int> Tables::locksOn(const QString &path)
{
    QHash<Smbd, int> locks;
    const QJsonArray ranges =
        m_root.value("byte_range_locks"_L1).toObject().value(path).toObject().value("locks"_L1).toArray();
    for (const QJsonValue range : ranges)
        ++locks[m_reader.smbd(range.toObject())];
    return locks;
}

void Tables::readOpen(const QString &path, const QJsonObject &open, const QHash<Smbd, int> &locks)
{
    constexpr std::array accesses{std::pair{"READ_DATA"_L1, "read"}, std::pair{"WRITE_DATA"_L1, "write"},
                                  std::pair{"APPEND_DATA"_L1, "write"}, std::pair{"DELETE"_L1, "delete"}};
    constexpr std::array sharings{std::pair{"READ"_L1, "read"}, std::pair{"WRITE"_L1, "write"},
                                  std::pair{"DELETE"_L1, "delete"}};
    constexpr std::array leases{std::pair{"READ"_L1, "read"}, std::pair{"WRITE"_L1, "write"},
                                std::pair{"HANDLE"_L1, "handle"}};
    const Smbd smbd = m_reader.smbd(open);
    const quint64 uid = m_reader.number(open, "uid"_L1);
    const quint64 fileId = m_reader.number(open, "share_file_id"_L1);
    const QDateTime opened = m_reader.time(open, "opened_at"_L1);
    wire::Record record;
    // As srvsvc numbers them (Samba's enum_file_fn), so that both roads speak of the same file.
    record.set("id", QByteArray::number(static_cast<quint32>(smbd.pid << 16U | fileId)));
    record.set("path", path.toUtf8());
    SessionOf *owner = ownerOf(smbd, uid);
    if (owner)
        ++owner->opens;
    record.set("user", owner ? owner->user : "uid " + QByteArray::number(uid));
    if (owner)
        record.set("client", owner->client);
    record.set("access", flags(m_reader.object(open, "access_mask"_L1), accesses));
    record.set("sharing", flags(m_reader.object(open, "sharemode"_L1), sharings));
    record.set("locks", QByteArray::number(locks.value(smbd)));
    const QByteArray oplock = oplockOf(m_reader.object(open, "oplock"_L1));
    record.set("oplock", oplock);
    if (oplock == "lease")
        record.set("lease", flags(m_reader.object(open, "lease"_L1), leases));
    record.set("opened", iso(opened));
    record.set("seconds", seconds(opened));
    setSmbd(record, smbd);
    status.files.append(record);
}

void Tables::readFiles()
{
    const QJsonObject files = m_reader.object(m_root, "open_files"_L1);
    m_reader.count(files.size());
    for (auto file = files.begin(); file != files.end() && !m_reader.error(); ++file) {
        const QHash<Smbd, int> locks = locksOn(file.key());
        const QJsonObject opens = m_reader.object(file->toObject(), "opens"_L1);
        for (auto open = opens.begin(); open != opens.end() && !m_reader.error(); ++open)
            readOpen(file.key(), open->toObject(), locks);
        m_reader.count(status.files.size());
    }
}

void Tables::finishSessions()
{
    for (qsizetype i = 0; i < m_order.size(); ++i) {
        const SessionOf &session = m_sessions[m_order.at(i)];
        wire::Record &record = status.sessions[i];
        record.set("opens", QByteArray::number(session.opens));
        if (session.since >= 0)
            record.set("seconds", QByteArray::number(session.since));
    }
}

} // namespace

Result<SmbStatus> parseSmbStatus(const QByteArray &json)
{
    QJsonParseError fault{};
    QJsonDocument document = QJsonDocument::fromJson(json, &fault);
    // A file's name may be no UTF-8; the rest is readable all the same.
    if (fault.error == QJsonParseError::IllegalUTF8String)
        document = QJsonDocument::fromJson(QString::fromUtf8(json).toUtf8(), &fault);
    if (!document.isObject()) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"What smbstatus tells is no JSON."_s,
                     .hint = u"It needs Samba 4.17 or later."_s,
                     .native = fault.errorString()};
    }
    const QJsonObject root = document.object();
    Reader reader;
    Tables tables(root, reader);
    tables.readSessions();
    tables.readConnections();
    tables.readFiles();
    if (const std::optional<Error> &unread = reader.error())
        return *unread;
    tables.finishSessions();
    return std::move(tables.status);
}

} // namespace smc::local
