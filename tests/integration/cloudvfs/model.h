// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/cloudvfs/cloud.h"
#include "tests/integration/cloudvfs/smb_user.h"
#include "tests/integration/cloudvfs/tree_of.h"
#include "tests/lab/fault_proxy.h"

#include <array>
#include <cmath>
#include <fcntl.h>
#include <functional>
#include <unistd.h>

namespace smc::testlab {

/// What a model may do beside what clients do.
struct ModelOptions
{
    QString mode; ///< of the share
    quint32 seed = 1;
    bool kills = true;  ///< the daemon, and starts it anew
    bool store = true;  ///< the way to the store is bad for a while
    bool behind = true; ///< changes past smbd
};

/// A share and what it ought to hold: the same random operations on both. What returns QByteArray returns
/// what is wrong, in words, or nothing.
///
/// An operation that fails has changed nothing, and may fail only where the content of a stub is wanted and
/// the daemon or the store is not there.
class Model
{
public:
    Model(Cloud &cloud, FaultProxy &way, ModelOptions options)
        : m_cloud(cloud)
        , m_way(way)
        , m_options(std::move(options))
        , m_random(m_options.seed)
    {
        QDir().mkpath(Cloud::folder() + u"/model"_s);
    }

    struct Node
    {
        bool folder = false;
        QByteArray content;
        QMap<QString, QByteArray> streams;
        bool unix = false; ///< smbd shows it under another name
    };
    using Nodes = QMap<QString, Node>;
    [[nodiscard]] const Nodes &nodes() const { return m_nodes; }
    /// Whether nothing is wrong; otherwise says how to see it again, and what was done before.
    [[nodiscard]] bool isGood(const QByteArray &wrong) const
    {
        if (!wrong.isEmpty())
            qWarning("seed %u, step %d: %s\n%s", m_options.seed, m_step, wrong.constData(),
                     m_story.join('\n').constData());
        return wrong.isEmpty();
    }
    [[nodiscard]] SmbUser &user() { return m_user; }
    [[nodiscard]] int refused() const { return m_refused; } ///< operations that were told to fail

    [[nodiscard]] QByteArray step()
    {
        static constexpr int most = 100;
        int dice = m_random.bounded(most);
        const auto turn = [&](int share) {
            dice -= share;
            return dice < 0;
        };
        if (turn(20))
            return put();
        if (turn(8))
            return change("write at", [this](Node &node, const QString &path) {
                const qint64 at = node.content.isEmpty() ? 0 : m_random.bounded(int(node.content.size()));
                const QByteArray bytes = some(20'000);
                const int error = m_user.write(path, 0, at, bytes);
                if (error == 0) {
                    if (node.content.size() < at + bytes.size())
                        node.content.resize(at + bytes.size());
                    node.content.replace(at, bytes.size(), bytes);
                }
                return error;
            });
        if (turn(6))
            return change("append", [this](Node &node, const QString &path) {
                const QByteArray bytes = some(20'000);
                const int error = m_user.write(path, 0, node.content.size(), bytes);
                if (error == 0)
                    node.content += bytes;
                return error;
            });
        if (turn(5))
            return change("truncate", [this](Node &node, const QString &path) {
                const int size = m_random.bounded(int(node.content.size()) + 5000);
                const int error = m_user.truncate(path, size);
                if (error == 0) {
                    const qsizetype before = node.content.size();
                    node.content.resize(size);
                    for (qsizetype at = before; at < size; ++at)
                        node.content[at] = '\0';
                }
                return error;
            });
        if (turn(7))
            return rename();
        if (turn(3))
            return renameOver();
        if (turn(6))
            return remove();
        if (turn(3))
            return makeFolder();
        if (turn(2))
            return removeFolder();
        if (turn(4))
            return stream();
        if (turn(4))
            return attributes();
        if (turn(8))
            return read();
        if (turn(9))
            return evict();
        if (turn(3))
            return ask("recall");
        if (turn(5))
            return m_options.kills ? killOrStart() : QByteArray();
        if (turn(3))
            return m_options.store ? spoilOrMend() : QByteArray();
        return m_options.behind ? behind() : QByteArray();
    }

    /// The store can be reached and the daemon runs.
    [[nodiscard]] QByteArray calm()
    {
        if (m_spoilt && !m_way.say("pass"))
            return "the proxy does not answer";
        m_spoilt = false;
        if (!m_running && !m_cloud.startDaemon())
            return "cloudvfsd does not start";
        m_running = true;
        return {};
    }
    /// The daemon has been started, or has ended, by somebody else.
    void setRunning(bool running) { m_running = running; }

    /// Everything is in the store: what it has makes what the model has.
    [[nodiscard]] QByteArray check()
    {
        if (auto wrong = calm(); !wrong.isEmpty())
            return wrong;
        if (auto wrong = settle(); !wrong.isEmpty())
            return wrong;
        QMap<QString, QByteArray> here = treeOf(u"/srv/data"_s);
        if (here.keys() != QStringList(m_nodes.keys()))
            return "the share has other names than the model: " + differenceOfNames(here.keys());
        for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
            if (it->folder)
                continue;
            QByteArray &line = here[it.key()];
            const QByteArray hash = hashOf(it->content);
            const QByteArray size = "file " + QByteArray::number(it->content.size()) + ' ';
            if (!line.startsWith(size))
                return "on the disk " + it.key().toUtf8() + " is not " + size + "but " + line.left(40);
            if (isStub(it.key()))
                line = line.left(line.lastIndexOf(' ') + 1) + hash;
            else if (!line.endsWith(hash))
                return "on the disk " + it.key().toUtf8() + " has another content" +
                       where(it.key(), it->content);
        }
        return compareStore(here);
    }
    /// Clients read what the model has, all of it.
    [[nodiscard]] QByteArray readAll(bool streams = true)
    {
        if (auto wrong = calm(); !wrong.isEmpty())
            return wrong;
        for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
            if (it->folder)
                continue;
            if (auto wrong = compare(it.key(), *it); !wrong.isEmpty())
                return wrong;
            for (auto at = it->streams.cbegin(); streams && at != it->streams.cend(); ++at) {
                const auto got = m_user.read(it.key() + u':' + at.key());
                if (!got || *got != *at)
                    return "the stream " + at.key().toUtf8() + " of " + it.key().toUtf8() +
                           (got ? QByteArray(" has another content") : QByteArray(std::strerror(errno)));
            }
        }
        return {};
    }
    /// Share and state are gone; what the store has is put into the share of a new machine, and read.
    [[nodiscard]] QByteArray loseTheMachine()
    {
        if (auto wrong = check(); !wrong.isEmpty())
            return wrong;
        if (!m_cloud.stopDaemon())
            return "cloudvfsd does not end";
        m_running = false;
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(Cloud::state() + u"/index.db"_s + QLatin1StringView(suffix));
        if (!runCommand(u"bash"_s, {u"-c"_s, u"shopt -s dotglob; rm -rf /srv/data/*"_s}).ok())
            return "the share cannot be emptied";
        m_user.connectAnew();
        if (auto wrong = calm(); !wrong.isEmpty())
            return wrong;
        if (isLink()) {
            if (!QTest::qWaitFor(
                    [] { return Cloud::status()[u"scans"][u"data"][u"bucket"][u"finished"].toInteger() > 0; },
                    60'000))
                return "the bucket is not listed";
            for (auto it = m_nodes.begin(); it != m_nodes.end();) // it has files only
                it = it->folder ? m_nodes.erase(it) : std::next(it);
        } else {
            const CommandResult restored =
                runCommand(Cloud::program(), {u"-f"_s, Cloud::conf(), u"restore"_s, u"data"_s}, {}, 120'000);
            if (!restored.ok() || !restored.output.contains("\"failed\":0"))
                return "restore: " + restored.output + restored.errors;
        }
        return readAll(!isLink());
    }

    [[nodiscard]] static bool isStub(const QString &path)
    {
        return ::lgetxattr(diskPath(path).constData(), "security.cloudvfs.stub", nullptr, 0) >= 0;
    }
    [[nodiscard]] static QByteArray diskPath(const QString &path) { return "/srv/data/" + path.toUtf8(); }
    [[nodiscard]] static QByteArray onDisk(const QString &path)
    {
        QFile file(QString::fromUtf8(diskPath(path)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// What a scan has not found yet is found, and all of it is in the store.
    [[nodiscard]] QByteArray settle()
    {
        const auto finished = [] { return Cloud::status()[u"scans"][u"data"][u"finished"].toInteger(); };
        const qint64 before = finished();
        const CommandResult scan = Cloud::daemon({u"scan"_s, u"data"_s, u"--accept-removals"_s});
        if (!scan.ok())
            return "scan: " + scan.errors;
        if (!QTest::qWaitFor([&] { return finished() > before; }, 60'000))
            return "the scan does not end: " + QJsonDocument(Cloud::status()).toJson();
        if (!Cloud::isDrained() && !Cloud::isDrained())
            return "not everything is copied: " + QJsonDocument(Cloud::status()).toJson() +
                   Cloud::daemon({u"queue"_s, u"data"_s}).output;
        return {};
    }

private:
    [[nodiscard]] bool isLink() const { return m_options.mode == "link"_L1; }
    [[nodiscard]] bool mayFail() const { return !m_running || m_spoilt; }
    static QByteArray hashOf(const QByteArray &content)
    {
        return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    }
    static QByteArray where(const QString &path, const QByteArray &expected)
    {
        const QByteArray there = onDisk(path);
        qsizetype at = 0;
        while (at < std::min(there.size(), expected.size()) && there[at] == expected[at])
            ++at;
        return " from byte " + QByteArray::number(at) + " of " + QByteArray::number(expected.size());
    }
    [[nodiscard]] QByteArray differenceOfNames(const QStringList &here) const
    {
        QByteArray text;
        for (const QString &name : here) {
            if (!m_nodes.contains(name))
                text += '+' + name.toUtf8() + ' ';
        }
        for (const QString &name : m_nodes.keys()) {
            if (!here.contains(name))
                text += '-' + name.toUtf8() + ' ';
        }
        return text;
    }
    void tell(const QByteArray &what, const QString &path, const QString &other = {}, int error = 0)
    {
        m_story << QByteArray::number(++m_step) + ' ' + what + ' ' + path.left(70).toUtf8() +
                       (other.isEmpty() ? QByteArray() : " -> " + other.left(70).toUtf8()) +
                       (error ? QByteArray(": ") + std::strerror(error) : QByteArray());
        constexpr qsizetype longest = 60;
        if (m_story.size() > longest)
            m_story.removeFirst();
    }

    // ---- what there is -----------------------------------------------------------------------------------

    QByteArray some(int most)
    {
        QByteArray bytes(m_random.bounded(most), Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(m_random.generate());
        return bytes;
    }
    QByteArray content()
    {
        switch (m_random.bounded(12)) {
        case 0:
            return {};
        case 1:
        case 2:
            return some(3'000'000); // in several blocks and chunks
        case 3:
        case 4:
        case 5:
            return some(200'000);
        default:
            return some(8'000);
        }
    }
    QString pick(const std::function<bool(const QString &, const Node &)> &is)
    {
        QStringList names;
        for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
            if (is(it.key(), *it))
                names << it.key();
        }
        return names.isEmpty() ? QString() : names.at(m_random.bounded(int(names.size())));
    }
    QString aFile()
    {
        return pick([](const QString &, const Node &node) { return !node.folder && !node.unix; });
    }
    QString aFolder()
    {
        return m_random.bounded(3) == 0 ? QString() : pick([](const QString &path, const Node &node) {
            return node.folder && !node.unix && path.count(u'/') < 2;
        });
    }
    QString aName()
    {
        static const QStringList names{u"plain"_s,
                                       u"with blanks & (signs) #1 %20 'q'"_s,
                                       u"\u00fcber"_s,
                                       u"u\u0308ber"_s, // NFC and NFD
                                       u"\U0001f600 smile"_s,
                                       u"漢字"_s,
                                       u"~$lock.docx"_s,
                                       u".hidden"_s,
                                       u"n"_s.repeated(240)};
        const QString folder = aFolder();
        return (folder.isEmpty() ? folder : folder + u'/') + names.at(m_random.bounded(int(names.size()))) +
               QString::number(m_random.bounded(3));
    }
    /// A path that is free.
    QString aNewName()
    {
        for (int i = 0; i < 20; ++i) {
            const QString name = aName();
            if (!m_nodes.contains(name))
                return name;
        }
        return {};
    }
    [[nodiscard]] bool isEmptyFolder(const QString &path) const
    {
        const auto next = m_nodes.upperBound(path + u'/');
        return next == m_nodes.cend() || !next.key().startsWith(path + u'/');
    }
    void moveNodes(const QString &from, const QString &to)
    {
        Nodes moved;
        for (auto it = m_nodes.begin(); it != m_nodes.end();) {
            if (it.key() == from || it.key().startsWith(from + u'/')) {
                moved.insert(to + it.key().mid(from.size()), *it);
                it = m_nodes.erase(it);
            } else {
                ++it;
            }
        }
        m_nodes.insert(moved);
    }

    // ---- what clients do ---------------------------------------------------------------------------------

    /// `stub`: whether the operation needed the content of one. Nothing has changed then.
    QByteArray failed(const QByteArray &what, const QString &path, int error, bool stub)
    {
        ++m_refused;
        if (stub && mayFail()) {
            m_user.connectAnew();
            return {};
        }
        return what + ' ' + path.toUtf8().left(60) + ": " + std::strerror(error) + (stub ? " (a stub)" : "");
    }
    /// Whether smbd has kept, with other attributes, that a name with a dot in front is hidden: then nobody
    /// may overwrite it (MS-FSA 2.1.5.1.2). It stands in the fourth number of the attribute.
    [[nodiscard]] static bool isHidden(const QString &path)
    {
        std::array<char, 256> value{};
        constexpr int at = 12;
        return ::lgetxattr(diskPath(path).constData(), "user.DOSATTRIB", value.data(), value.size()) > at &&
               (value[at] & 2) != 0;
    }
    QByteArray put()
    {
        const QString path = aName();
        const auto known = m_nodes.find(path);
        if (known != m_nodes.end() && known->folder)
            return {};
        const bool stub = known != m_nodes.end() && isStub(path);
        const QByteArray bytes = content();
        const int error = m_user.write(path, O_CREAT | O_TRUNC, 0, bytes);
        tell("put", path, QString::number(bytes.size()), error);
        if (error == EACCES && isHidden(path))
            return {};
        if (error != 0) {
            // What it overwrites may be gone by then, or not.
            struct stat st = {};
            if (stub && ::stat(diskPath(path).constData(), &st) == 0 && st.st_size == 0) {
                known->content.clear();
                known->streams.clear();
            }
            return failed("put", path, error, stub);
        }
        m_nodes.insert(path, {.folder = false, .content = bytes, .streams = {}});
        return {};
    }
    QByteArray change(const QByteArray &what, const std::function<int(Node &, const QString &)> &work)
    {
        const QString path = aFile();
        if (path.isEmpty())
            return {};
        const bool stub = isStub(path);
        Node &node = m_nodes[path];
        const int error = work(node, path);
        tell(what, path, QString::number(node.content.size()), error);
        return error ? failed(what, path, error, stub) : QByteArray();
    }
    QByteArray rename()
    {
        const QString from = pick([](const QString &, const Node &node) { return !node.unix; });
        const QString to = aNewName();
        if (from.isEmpty() || to.isEmpty() || to.startsWith(from + u'/'))
            return {};
        if (m_nodes[from].folder && to.count(u'/') > 0) // so that paths stay short
            return {};
        const int error = m_user.rename(from, to);
        tell("rename", from, to, error);
        if (error != 0)
            return failed("rename", from, error, false);
        moveNodes(from, to);
        return {};
    }
    QByteArray renameOver()
    {
        const QString from = aFile();
        const QString to = aFile();
        if (from.isEmpty() || from == to)
            return {};
        const CommandResult result =
            Cloud::smb("rename \"" + from.toUtf8() + "\" \"" + to.toUtf8() + "\" -f");
        tell("rename over", from, to, result.ok() ? 0 : EIO);
        if (!result.ok())
            return "rename over " + to.toUtf8() + ": " + result.output + result.errors;
        m_nodes[to] = m_nodes.take(from);
        return {};
    }
    QByteArray remove()
    {
        const QString path = aFile();
        if (path.isEmpty())
            return {};
        const int error = m_user.remove(path);
        tell("remove", path, {}, error);
        if (error != 0)
            return failed("remove", path, error, false);
        m_nodes.remove(path);
        return {};
    }
    QByteArray makeFolder()
    {
        const QString path = aNewName();
        if (path.isEmpty() || path.size() > 100)
            return {};
        const int error = m_user.makeFolder(path);
        tell("make folder", path, {}, error);
        if (error != 0)
            return failed("make folder", path, error, false);
        m_nodes.insert(path, {.folder = true, .content = {}, .streams = {}});
        return {};
    }
    QByteArray removeFolder()
    {
        const QString path = pick([this](const QString &name, const Node &node) {
            return node.folder && !node.unix && isEmptyFolder(name);
        });
        if (path.isEmpty())
            return {};
        const int error = m_user.removeFolder(path);
        tell("remove folder", path, {}, error);
        if (error != 0)
            return failed("remove folder", path, error, false);
        m_nodes.remove(path);
        return {};
    }
    QByteArray stream()
    {
        const QString path = aFile();
        if (path.isEmpty())
            return {};
        Node &node = m_nodes[path];
        const QString name = m_random.bounded(2) == 0 ? u"notes"_s : u"Zone.Identifier"_s;
        if (node.streams.contains(name) && m_random.bounded(2) == 0) {
            const int error = m_user.remove(path + u':' + name);
            tell("remove stream", path, name, error);
            if (error != 0)
                return failed("remove stream", path, error, false);
            node.streams.remove(name);
            return {};
        }
        const QByteArray bytes = 'x' + some(2000);
        const int error = m_user.write(path + u':' + name, O_CREAT | O_TRUNC, 0, bytes);
        tell("stream", path, name, error);
        if (error != 0)
            return failed("stream", path, error, false);
        node.streams.insert(name, bytes);
        return {};
    }
    QByteArray attributes()
    {
        const QString path = pick([](const QString &, const Node &node) { return !node.unix; });
        if (path.isEmpty())
            return {};
        int error = 0;
        CommandResult result{.exitCode = 0, .output = {}, .errors = {}};
        switch (m_random.bounded(4)) {
        case 0:
            error = m_user.chmod(path, m_random.bounded(2) == 0 ? 0744 : 0644); // archive, or not
            tell("attributes", path, {}, error);
            break;
        case 1:
            error = m_user.setTime(path, 1'000'000'000 + m_random.bounded(500'000'000));
            tell("time", path, {}, error);
            break;
        case 2:
            result = runCommand(u"smbcacls"_s, {u"//localhost/data"_s, path, u"-U"_s, u"jo%Passw0rd!lab"_s,
                                                u"-a"_s, u"ACL:Everyone:ALLOWED/0/READ"_s});
            result.exitCode = result.exitCode == 1 ? 0 : result.exitCode; // it has it already
            tell("ACL", path);
            break;
        default:
            result = Cloud::smb("setea \"" + path.toUtf8() + "\" COLOUR " + QByteArray::number(m_step));
            tell("EA", path);
            break;
        }
        if (error != 0)
            return failed("attributes", path, error, false);
        return result.ok() ? QByteArray()
                           : "attributes of " + path.toUtf8() + ": " + result.output + result.errors;
    }
    QByteArray compare(const QString &path, const Node &node)
    {
        if (node.unix) {
            const CommandResult recalled = Cloud::daemon({u"recall"_s, u"data"_s, path});
            if (!recalled.ok())
                return "recall of " + path.toUtf8() + ": " + recalled.errors;
            return onDisk(path) == node.content ? QByteArray() : path.toUtf8() + " has another content";
        }
        const bool stub = isStub(path);
        const auto got = m_user.read(path);
        if (!got)
            return failed("read", path, errno, stub);
        if (*got == node.content)
            return {};
        return "a client reads another content of " + path.toUtf8() + ": " + QByteArray::number(got->size()) +
               " bytes instead of " + QByteArray::number(node.content.size());
    }
    QByteArray read()
    {
        const QString path = aFile();
        if (path.isEmpty())
            return {};
        tell("read", path);
        return compare(path, m_nodes[path]);
    }

    // ---- what administrators do, and what befalls them -------------------------------------------------

    QByteArray evict()
    {
        for (int i = m_random.bounded(5); i >= 0; --i) {
            if (auto wrong = ask("evict"); !wrong.isEmpty())
                return wrong;
        }
        return {};
    }
    QByteArray ask(const QByteArray &what)
    {
        const QString path = pick([](const QString &, const Node &node) { return !node.folder; });
        if (path.isEmpty())
            return {};
        // Whether it can: it says why not, and nothing has changed.
        const CommandResult result = Cloud::daemon({QString::fromLatin1(what), u"data"_s, path});
        tell(what + (result.ok() ? "" : " (no)"), path);
        return {};
    }
    QByteArray killOrStart()
    {
        if (m_running && m_random.bounded(3) > 0) {
            tell("kill", {});
            m_cloud.killDaemon();
            m_running = false;
            return {};
        }
        if (m_running && !m_cloud.stopDaemon())
            return "cloudvfsd does not end";
        tell("start", {});
        m_running = false;
        return m_cloud.startDaemon() ? (m_running = true, QByteArray())
                                     : QByteArray("cloudvfsd does not start");
    }
    QByteArray spoilOrMend()
    {
        static const QByteArrayList faults{
            "refuse",          "error 503",  "error 500 3",        "lose",
            "truncate 100000", "reset 5000", "reset_answer 20000", "at 2 lose"};
        const QByteArray command =
            m_spoilt ? QByteArray("pass") : faults.at(m_random.bounded(int(faults.size())));
        m_spoilt = !m_spoilt;
        tell("store: " + command, {});
        return m_way.say(command) ? QByteArray() : QByteArray("the proxy does not answer");
    }

    // ---- past smbd ---------------------------------------------------------------------------------------

    QByteArray behind()
    {
        const auto sh = [](const QString &command, const QStringList &words) {
            return runCommand(u"bash"_s, QStringList{u"-ec"_s, command, u"bash"_s} + words, {}, 60'000);
        };
        const auto disk = [](const QString &path) { return QString::fromUtf8(diskPath(path)); };
        const auto write = [&](const QString &path, const QByteArray &bytes) {
            Cloud::write(Cloud::folder() + u"/model/sent"_s, bytes);
            // As rsync and editors do.
            return sh(u"install -m 666 -o jo \"$1\" \"$2.part\"; mv \"$2.part\" \"$2\""_s,
                      {Cloud::folder() + u"/model/sent"_s, disk(path)});
        };
        CommandResult done{.exitCode = 0, .output = {}, .errors = {}};
        switch (m_random.bounded(7)) {
        case 0: { // names that no client can make
            static const QStringList names{u"Pair"_s,        u"pAIR"_s,   u"trailing."_s, u"colon:name"_s,
                                           u"back\\slash"_s, u"star*?"_s, u"blank "_s};
            const QString path = u"unix/"_s + names.at(m_random.bounded(int(names.size())));
            const QByteArray bytes = content();
            if (!m_nodes.contains(u"unix"_s)) {
                done = sh(u"mkdir -m 777 \"$1\""_s, {disk(u"unix"_s)});
                m_nodes.insert(u"unix"_s, {.folder = true, .content = {}, .streams = {}, .unix = true});
            }
            done = write(path, bytes);
            tell("past smbd: write", path);
            m_nodes.insert(path, {.folder = false, .content = bytes, .streams = {}, .unix = true});
            break;
        }
        case 1: {
            const QString path = aFile();
            if (path.isEmpty() || path.size() > 200)
                return {};
            const QByteArray bytes = content();
            done = write(path, bytes);
            tell("past smbd: replace", path);
            m_nodes.insert(path, {.folder = false, .content = bytes, .streams = {}});
            break;
        }
        case 2: {
            const QString path = aFile();
            if (path.isEmpty() || isStub(path))
                return {};
            done = sh(u"printf more >>\"$1\""_s, {disk(path)});
            tell("past smbd: append", path);
            m_nodes[path].content += "more";
            break;
        }
        case 3: {
            const QString path = pick([](const QString &, const Node &node) { return !node.folder; });
            if (path.isEmpty())
                return {};
            done = sh(u"rm \"$1\""_s, {disk(path)});
            tell("past smbd: remove", path);
            m_nodes.remove(path);
            break;
        }
        case 4: {
            const QString from = aFile();
            const QString to = aNewName();
            if (from.isEmpty() || to.isEmpty())
                return {};
            done = sh(u"mv -n \"$1\" \"$2\""_s, {disk(from), disk(to)});
            tell("past smbd: rename", from, to);
            moveNodes(from, to);
            break;
        }
        case 5: {
            const QString from = aFile();
            const QString to = aNewName();
            if (from.isEmpty() || to.isEmpty())
                return {};
            done = sh(u"cp -a \"$1\" \"$2\""_s, {disk(from), disk(to)});
            tell("past smbd: copy", from, to);
            m_nodes.insert(to, m_nodes[from]);
            break;
        }
        default: {
            const QString path = aFile();
            if (path.isEmpty())
                return {};
            done = sh(u"setfattr -n user.colour -v $2 \"$1\"; chmod 640 \"$1\"; chmod 666 \"$1\""_s,
                      {disk(path), QString::number(m_step)});
            tell("past smbd: attribute", path);
        }
        }
        return done.ok() ? QByteArray() : "past smbd: " + done.errors;
    }

    // ---- what the store has ------------------------------------------------------------------------------

    [[nodiscard]] QByteArray compareStore(const QMap<QString, QByteArray> &here) const
    {
        const QString got = Cloud::folder() + u"/model/got"_s;
        (void)QDir(got).removeRecursively();
        if (!isLink()) {
            const CommandResult restored =
                runCommand(Cloud::program(),
                           {u"-f"_s, Cloud::conf(), u"restore"_s, u"data"_s, u"--to"_s, got}, {}, 300'000);
            if (!restored.ok() && !m_nodes.isEmpty())
                return "restore: " + restored.errors;
            const QByteArray wrong = difference(here, treeOf(got));
            return wrong.isEmpty() ? wrong : "the store has another tree: " + wrong;
        }
        const CommandResult copied = runCommand(u"rclone"_s,
                                                {u"copy"_s, u"--no-unicode-normalization"_s,
                                                 u"s3:"_s + qEnvironmentVariable("SMC_S3_BUCKET"), got},
                                                {}, 300'000);
        if (!copied.ok())
            return "rclone: " + copied.errors;
        QMap<QString, QByteArray> expected;
        for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
            if (!it->folder)
                expected.insert(it.key(), hashOf(it->content));
        }
        QMap<QString, QByteArray> there;
        const QMap<QString, QByteArray> tree = treeOf(got);
        for (auto it = tree.cbegin(); it != tree.cend(); ++it) {
            // A trial of conditions whose removal a fault swallowed goes with the next list of the bucket.
            if (it->startsWith("file") && !it.key().startsWith(u".cloudvfs-probe-"))
                there.insert(it.key(), it->mid(it->lastIndexOf(' ') + 1));
        }
        const QByteArray wrong = difference(expected, there);
        return wrong.isEmpty() ? wrong : "the bucket has something else: " + wrong;
    }

    Cloud &m_cloud;
    FaultProxy &m_way;
    const ModelOptions m_options;
    QRandomGenerator m_random;
    SmbUser m_user;
    Nodes m_nodes;
    QByteArrayList m_story;
    int m_step = 0;
    int m_refused = 0;
    bool m_running = true;
    bool m_spoilt = false;
};

} // namespace smc::testlab
