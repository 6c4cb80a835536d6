// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/main/joining.h"

#include "service/cloudvfs/client/management.h"
#include "service/cloudvfs/main/config.h"
#include "service/cloudvfs/protocol/frames.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QRegularExpression>
#include <QSaveFile>
#include <QUuid>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int toolPatience = 20'000;     ///< milliseconds
constexpr qint64 skewWarning = 60'000;   ///< milliseconds
constexpr qint64 skewCritical = 600'000; ///< S3 takes a quarter of an hour

/// What a tool of Samba says; nothing when it fails.
std::optional<QString> tool(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(toolPatience) || process.exitStatus() != QProcess::NormalExit ||
        process.exitCode() != 0)
        return std::nullopt;
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

std::optional<QString> parameterOf(const QString &share, const QString &parameter)
{
    return tool(u"testparm"_s, {u"-s"_s, u"--suppress-prompt"_s, u"--section-name"_s, share,
                                u"--parameter-name"_s, parameter});
}

/// The checks, as they are found out.
struct Checks
{
    QList<Check> list;
    bool good = true;

    void ok(const QString &name, const QString &message) { list.append({name, u"ok"_s, message}); }
    void warn(const QString &name, const QString &message) { list.append({name, u"warning"_s, message}); }
    void fail(const QString &name, const QString &message)
    {
        list.append({name, u"critical"_s, message});
        good = false;
    }
};

QString said()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

/// A file that has no name any more is tried with what eviction needs.
void checkFolder(Checks &checks, const QString &path)
{
    const QString name = u"folder"_s;
    QByteArray file = path.toUtf8() + "/.cloudvfs-XXXXXX";
    const int fd = ::mkostemp(file.data(), O_CLOEXEC);
    if (fd < 0) {
        checks.fail(name, u"Nothing can be written into %1: %2."_s.arg(path, said()));
        return;
    }
    ::unlink(file.constData());
    const QByteArray content(8192, 'x');
    if (::write(fd, content.constData(), std::size_t(content.size())) != content.size())
        checks.fail(name, u"Nothing can be written into %1: %2."_s.arg(path, said()));
    else if (::fsetxattr(fd, CLOUDVFS_STUB_XATTR, "x", 1, 0) != 0)
        checks.fail(name, u"The file system of %1 keeps no attributes of the kind security.*: %2."_s.arg(
                              path, said()));
    else if (::fsetxattr(fd, CLOUDVFS_POLICY_XATTR, "pin", 3, 0) != 0)
        checks.fail(name, u"The file system of %1 keeps no attributes of users (user_xattr): %2."_s.arg(
                              path, said()));
    else if (::fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, content.size()) != 0)
        checks.fail(name, u"The file system of %1 gives no space back (holes): %2."_s.arg(path, said()));
    else if (::fcntl(fd, F_SETLEASE, F_WRLCK) != 0)
        checks.fail(name, u"The file system of %1 has no leases: %2."_s.arg(path, said()));
    else
        checks.ok(name, u"%1 keeps attributes and gives space back."_s.arg(path));
    ::close(fd);
}

void checkStore(Checks &checks, Store &store, const QString &name, const QByteArray &prefix)
{
    const QByteArray key =
        prefix + ".cloudvfs-check-" + QUuid::createUuid().toString(QUuid::WithoutBraces).toLatin1();
    const QByteArray content = "cloudvfsd looks whether this store takes and gives back.\n";
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    if (const auto put = putWhole(store, key, content); !put) {
        checks.fail(u"store"_s, u"%1 does not take an object: %2"_s.arg(name, put.error().toString()));
        return;
    }
    const auto got = getWhole(store, key, 1024);
    const auto listed = store.list(key, {});
    const auto removed = store.remove(key);
    if (!got || *got != content)
        checks.fail(u"store"_s, u"%1 does not give back what it took: %2"_s.arg(
                                    name, got ? u"it is something else."_s : got.error().toString()));
    else if (!removed)
        checks.fail(u"store"_s, u"%1 removes nothing: %2"_s.arg(name, removed.error().toString()));
    else if (!listed || listed->objects.isEmpty())
        checks.fail(u"store"_s, u"%1 does not list what it has%2"_s.arg(
                                    name, listed ? u"."_s : u": "_s + listed.error().toString()));
    else
        checks.ok(u"store"_s, u"%1 takes objects, gives them back and removes them."_s.arg(name));
    if (!listed || listed->objects.isEmpty() || listed->objects.first().modified == 0)
        return;
    const qint64 after = QDateTime::currentMSecsSinceEpoch();
    const qint64 theirs = listed->objects.first().modified;
    const qint64 off = theirs < before - 1000 ? theirs - before : theirs > after + 1000 ? theirs - after : 0;
    const QString text =
        u"The clocks of %1 and of this machine are %2 seconds apart."_s.arg(name).arg(std::abs(off) / 1000);
    if (std::abs(off) >= skewCritical)
        checks.fail(u"clock"_s, text);
    else if (std::abs(off) >= skewWarning)
        checks.warn(u"clock"_s, text);
    else
        checks.ok(u"clock"_s, text);
}

/// What is asked for, and what becomes of it.
struct Plan
{
    QString share;
    QString path;
    QString store;
    QString mode;
    QJsonObject parameters; ///< of the share, as Samba has to have them
    Checks checks;
};

Plan planOf(const QString &configuration, const QJsonObject &request)
{
    Plan plan{.share = request[u"share"].toString(),
              .path = {},
              .store = request[u"store"].toString(),
              .mode = request[u"mode"].toString(u"link"_s),
              .parameters = {},
              .checks = {}};
    if (plan.mode.isEmpty())
        plan.mode = nameOf(Mode::Link);
    Checks &checks = plan.checks;
    static const QRegularExpression odd(u"[\\[\\]\\p{C}]"_s);
    const auto path = plan.share.isEmpty() || plan.share.contains(odd) ||
                              plan.share.compare("global"_L1, Qt::CaseInsensitive) == 0
                          ? std::nullopt
                          : parameterOf(plan.share, u"path"_s);
    plan.path = path.value_or(QString());
    Loaded loaded = load(configuration);
    if (plan.path.isEmpty())
        checks.fail(u"share"_s, u"Samba has no share \"%1\" with a path."_s.arg(plan.share.left(100)));
    else if (plan.path.contains(u'%'))
        checks.fail(u"share"_s,
                    u"The path of %1 is another one for each person: %2."_s.arg(plan.share, plan.path));
    else
        checks.ok(u"share"_s, u"%1 is %2."_s.arg(plan.share, plan.path));
    for (const ShareOptions &other : loaded.options.shares) {
        const bool link = plan.mode == nameOf(Mode::Link) || other.mode == Mode::Link;
        if (other.name.compare(plan.share, Qt::CaseInsensitive) == 0)
            checks.fail(u"share"_s, u"%1 is joined to %2 already."_s.arg(other.name, other.store));
        else if (other.store == plan.store && link)
            checks.fail(
                u"store"_s,
                u"%1 is that of the share %2, and in the mode link a bucket is one share's alone."_s.arg(
                    other.store, other.name));
    }
    if (plan.mode != nameOf(Mode::Link) && plan.mode != nameOf(Mode::Backup) &&
        plan.mode != nameOf(Mode::Tier))
        checks.fail(u"mode"_s,
                    u"There is no mode \"%1\": it is link, backup or tier."_s.arg(plan.mode.left(50)));

    const QString built = tool(u"smbd"_s, {u"-b"_s}).value_or(QString());
    static const QRegularExpression folder(u"MODULESDIR: *(\\S+)"_s);
    const QString modules = folder.match(built).captured(1);
    const QString module = modules + u"/vfs/cloudvfs.so"_s;
    if (modules.isEmpty())
        checks.fail(u"module"_s, u"smbd does not say where its modules are (smbd -b)."_s);
    else if (!QFileInfo(module).isFile())
        checks.fail(u"module"_s, u"There is no %1."_s.arg(module));
    else
        checks.ok(u"module"_s, u"%1 is there."_s.arg(module));
    QStringList objects = parameterOf(plan.share, u"vfs objects"_s)
                              .value_or(QString())
                              .split(QRegularExpression(u"[ ,;\\t]+"_s), Qt::SkipEmptyParts);
    if (!objects.contains("cloudvfs"_L1))
        objects << u"cloudvfs"_s; // what comes behind would not be seen by it
    plan.parameters.insert(u"vfs objects"_s, objects.join(u' '));
    const DaemonOptions usual; // where the module looks by itself
    if (loaded.options.state != usual.state)
        plan.parameters.insert(u"cloudvfs:state"_s, QString::fromUtf8(loaded.options.state));
    if (loaded.options.socket != usual.socket)
        plan.parameters.insert(u"cloudvfs:socket"_s, QString::fromUtf8(loaded.options.socket));

    if (!plan.path.isEmpty() && !plan.path.contains(u'%'))
        checkFolder(checks, plan.path);
    const auto store = loaded.stores.find(plan.store);
    if (store == loaded.stores.end() || !store->second)
        checks.fail(u"store"_s, u"There is no [store %1] in %2."_s.arg(plan.store.left(100), configuration));
    else
        checkStore(checks, *store->second, plan.store,
                   plan.mode == nameOf(Mode::Link) ? QByteArray() : plan.share.toUtf8() + '/');
    return plan;
}

} // namespace

Joining::Joining(QString configuration)
    : m_configuration(std::move(configuration))
{}

Result<QJsonObject> Joining::check(const QJsonObject &request) const
{
    const Plan plan = planOf(m_configuration, request);
    QJsonArray checks;
    for (const Check &check : plan.checks.list)
        checks.append(toJson(check));
    return QJsonObject{{u"checks"_s, checks}, {u"parameters"_s, plan.parameters}};
}

Result<QJsonObject> Joining::join(const QJsonObject &request) const
{
    const Plan plan = planOf(m_configuration, request);
    for (const Check &check : plan.checks.list) {
        if (check.state == "critical"_L1)
            return Error{.code = ErrorCode::Refused, .message = check.message};
    }
    QFile now(m_configuration);
    if (!now.open(QIODevice::ReadOnly))
        return Error{.code = ErrorCode::Refused,
                     .message = u"%1 cannot be read: %2."_s.arg(m_configuration, now.errorString())};
    QByteArray text = now.readAll();
    if (!text.isEmpty() && !text.endsWith('\n'))
        text += '\n';
    text += QString(u"\n[share %1]\npath = %2\nstore = %3\nmode = %4\n"_s.arg(plan.share, plan.path,
                                                                              plan.store, plan.mode))
                .toUtf8();
    QSaveFile file(m_configuration); // with the former's rights
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return Error{.code = ErrorCode::Refused,
                     .message = u"%1 cannot be written: %2."_s.arg(m_configuration, file.errorString())};
    return QJsonObject();
}

} // namespace smc::cloudvfs
