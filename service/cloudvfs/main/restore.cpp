// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/main/restore.h"

#include "service/cloudvfs/sync/restorer.h"

#include <QDateTime>
#include <QDir>
#include <QSysInfo>

#include <cstdio>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 tellEvery = 2000; ///< milliseconds

int complain(const Error &error)
{
    (void)std::fprintf(stderr, "cloudvfsd: %s\n", qUtf8Printable(error.toString()));
    return 1;
}

Result<std::unique_ptr<Repository>> repositoryOf(Loaded &loaded, const QString &name)
{
    for (const ShareOptions &share : std::as_const(loaded.options.shares)) {
        if (share.name != name)
            continue;
        if (share.mode == Mode::Link)
            return Error{.code = ErrorCode::Unsupported,
                         .message = u"%1 is in the mode link: its bucket has its files as they are, and no "
                                    "versions."_s.arg(name)};
        auto repository = std::make_unique<Repository>(
            *loaded.stores.at(share.store), RepositoryOptions{.prefix = share.prefix,
                                                              .keys = share.keys,
                                                              .host = QSysInfo::machineHostName()});
        if (auto opened = repository->open(false); !opened)
            return opened.error().code == ErrorCode::NotFound
                       ? Error{.code = ErrorCode::NotFound,
                               .message = u"There is no backup of %1 in the store %2: %3"_s.arg(
                                   name, share.store, opened.error().message)}
                       : opened.error();
        return repository;
    }
    return Error{.code = ErrorCode::NotFound, .message = u"The configuration has no [share %1]."_s.arg(name)};
}

QByteArray cleaned(const QString &path)
{
    QString clean = QDir::cleanPath(path);
    while (clean.startsWith(u'/'))
        clean.remove(0, 1);
    return clean == u"." ? QByteArray() : clean.toUtf8();
}

} // namespace

Result<qint64> readTime(const QString &text)
{
    constexpr qint64 noYear = 100'000'000; // fewer digits are a date without its dashes, or a slip
    bool number = false;
    if (const qint64 milliseconds = text.toLongLong(&number); number && milliseconds > noYear)
        return milliseconds;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (time.isValid())
        return time.toMSecsSinceEpoch();
    return Error{
        .code = ErrorCode::Invalid,
        .message =
            u"%1 is no time. It is written like 2026-11-27T14:30, or 2026-11-27T14:30:00Z."_s.arg(text)};
}

int restoreElsewhere(Loaded &loaded, const QString &share, const QString &path, const QString &folder,
                     const QString &at)
{
    std::optional<qint64> when;
    if (!at.isEmpty()) {
        const auto time = readTime(at);
        if (!time)
            return complain(time.error());
        when = *time;
    }
    auto repository = repositoryOf(loaded, share);
    if (!repository)
        return complain(repository.error());
    const auto snapshot = Snapshot::read(**repository, when, cleaned(path));
    if (!snapshot)
        return complain(snapshot.error());
    if (snapshot->entries().empty())
        return complain(
            {.code = ErrorCode::NotFound, .message = u"There was nothing at \"%1\" then."_s.arg(path)});
    QDir().mkpath(folder);
    const auto target = Tree::open(folder.toUtf8());
    if (!target)
        return complain(target.error());
    qint64 told = 0;
    const std::size_t all = snapshot->entries().size();
    const auto restored = restoreInto(**repository, *snapshot, *target, [&](const Restored &now) {
        if (QDateTime::currentMSecsSinceEpoch() - told < tellEvery)
            return;
        told = QDateTime::currentMSecsSinceEpoch();
        (void)std::fprintf(stderr, "%lld of %zu, %lld MB\n", qlonglong(now.files + now.same), all,
                           qlonglong(now.bytes / 1'000'000));
    });
    if (!restored)
        return complain(restored.error());
    for (const Error &problem : restored->problems)
        (void)complain(problem);
    (void)std::printf("%lld files (%lld bytes) and %lld folders restored, %lld were there, %lld failed\n",
                      qlonglong(restored->files), qlonglong(restored->bytes), qlonglong(restored->folders),
                      qlonglong(restored->same), qlonglong(restored->failed));
    return restored->failed == 0 ? 0 : 1;
}

int showVersions(Loaded &loaded, const QString &share, const QString &path)
{
    auto repository = repositoryOf(loaded, share);
    if (!repository)
        return complain(repository.error());
    const auto versions = versionsOf(**repository, cleaned(path));
    if (!versions)
        return complain(versions.error());
    if (versions->isEmpty())
        return complain({.code = ErrorCode::NotFound,
                         .message = u"There has never been anything at \"%1\"."_s.arg(path)});
    for (const Entry &version : *versions) {
        const QString when = QDateTime::fromMSecsSinceEpoch(version.at).toString(Qt::ISODateWithMs);
        if (version.kind == Entry::Kind::Gone)
            (void)std::printf("%s  gone\n", qUtf8Printable(when));
        else
            (void)std::printf(
                "%s  %lld bytes, changed %s\n", qUtf8Printable(when), qlonglong(version.size),
                qUtf8Printable(
                    QDateTime::fromMSecsSinceEpoch(version.mtime / 1'000'000).toString(Qt::ISODate)));
    }
    return 0;
}

} // namespace smc::cloudvfs
