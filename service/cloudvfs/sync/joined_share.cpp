// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/joined_share.h"

#include "service/cloudvfs/sync/archiver.h"
#include "service/cloudvfs/sync/linker.h"

#include <QSysInfo>

#include <sys/stat.h>

namespace smc::cloudvfs {

QString nameOf(Mode mode)
{
    switch (mode) {
    case Mode::Backup:
        return QStringLiteral("backup");
    case Mode::Tier:
        return QStringLiteral("tier");
    case Mode::Link:
        break;
    }
    return QStringLiteral("link");
}

JoinedShare::JoinedShare(ShareOptions options, Tree tree, WatchedStore &store, Syncer::Told told)
    : m_options(std::move(options))
    , m_store(store)
    , m_told(std::move(told))
    , m_repository(
          m_options.mode == Mode::Link
              ? nullptr
              : std::make_unique<Repository>(store, RepositoryOptions{.prefix = m_options.prefix,
                                                                      .keys = m_options.keys,
                                                                      .host = QSysInfo::machineHostName()}))
    , m_share{
          .name = m_options.name, .tree = std::move(tree), .layout = nullptr, .policies = m_options.policies}
{}

Result<void> JoinedShare::prepare(Journal &journal, Recaller &recaller, const QByteArray &state)
{
    m_journal = &journal;
    m_scanner = std::make_unique<Scanner>(journal, recaller, m_share,
                                          ScanOptions{.path = m_options.path,
                                                      .interval = m_options.scan,
                                                      .spans = m_options.spans,
                                                      .folders = m_options.mode != Mode::Link},
                                          [this] { wake(); });
    const QByteArray intents = state + '/' + m_share.name.toUtf8() + "/intents";
    struct stat st = {};
    return m_scanner->prepare(::stat(intents.constData(), &st) == 0 ? st.st_size : 0);
}

Result<void> JoinedShare::start(Journal &journal, Recaller &recaller, const Pace &pace,
                                const QByteArray &state)
{
    if (m_repository) {
        auto layout = std::make_unique<ArchiveLayout>(journal, *m_repository, m_share.name);
        m_share.layout = layout.get();
        m_syncer =
            std::make_unique<Archiver>(journal, recaller, m_share, *m_repository, *layout, pace, m_told);
        m_layout = std::move(layout);
    } else {
        m_layout = std::make_unique<ObjectLayout>(m_store);
        m_share.layout = m_layout.get();
        m_syncer = std::make_unique<Linker>(journal, recaller, m_share, m_store, pace, m_told);
    }
    if (m_options.mode == Mode::Tier && m_options.eviction.isActive())
        m_evictor = std::make_unique<Evictor>(journal, recaller, m_share, m_options.eviction);
    m_follower = std::make_unique<Follower>(
        journal, m_share.name, state + '/' + m_share.name.toUtf8(), [this] { wake(); }, m_told);
    if (auto started = m_follower->start(); !started)
        return started;
    m_pressure = std::make_unique<Pressure>(journal, m_share, state + '/' + m_share.name.toUtf8(),
                                            m_options.dirtyLimit);
    m_scanner->start();
    if (m_options.mode == Mode::Link) {
        m_importer = std::make_unique<Importer>(journal, recaller, m_share, m_store, m_options.import,
                                                [this](const Error &problem) {
                                                    if (problem.code != ErrorCode::Busy)
                                                        m_told(problem);
                                                });
        m_importer->start();
    }
    m_scrubber = std::make_unique<Scrubber>(
        ScrubContext{.journal = journal,
                     .share = m_share,
                     .store = m_store,
                     .repository = m_repository.get(),
                     .behind = [this] { return behind(); },
                     .news = [this] { wake(); },
                     .looked = [this] { (void)scan({}); },
                     .follows = m_options.mode == Mode::Link && m_options.import.interval.count() > 0},
        m_options.scrub);
    return {};
}

Result<void> JoinedShare::scan(const Scanner::Accepted &accepted)
{
    if (m_importer)
        m_importer->want(accepted.removals);
    return m_scanner->want(accepted);
}

void JoinedShare::stop()
{
    m_scrubber.reset();
    m_evictor.reset();
    m_pressure.reset();
    m_importer.reset();
    m_scanner->stop();
    const qint64 intents = m_follower ? m_follower->finish() : -1;
    if (intents >= 0)
        (void)m_journal->call([&](Index &index) { return index.scans().end(m_share.name, intents); });
    m_follower.reset();
    m_syncer.reset();
}

void JoinedShare::wake()
{
    if (m_syncer)
        m_syncer->wake();
}

QHash<qint64, Syncer::Attempts> JoinedShare::attempts() const
{
    return m_syncer ? m_syncer->attempts() : QHash<qint64, Syncer::Attempts>();
}

QHash<qint64, qint64> JoinedShare::copying() const
{
    return m_syncer ? m_syncer->copying() : QHash<qint64, qint64>();
}

qint64 JoinedShare::behind() const
{
    return m_follower ? m_follower->behind() : 0;
}

} // namespace smc::cloudvfs
