// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/scrubber.h"

#include "service/cloudvfs/sync/syncer.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonDocument>
#include <QtEndian>

#include <cmath>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int pageOfFiles = 1000;
constexpr auto patienceWithIntents = 30s;
constexpr std::chrono::seconds longestWait = 1min; ///< before it looks whether a check is due

/// What a file on the disk is, and what the index says of it.
struct Compared
{
    QString why; ///< what differs; empty: nothing
    std::optional<FoundFile> found;
    bool unmarked = false; ///< the mark of a stub is lost
};

Compared compare(const Share &share, const KnownFile &known)
{
    const auto file =
        share.tree.find({.device = known.device, .inode = known.inode, .path = known.path}, false);
    if (!file)
        return {.why = file.error().code == ErrorCode::NotFound
                           ? u"It is not where it was, and nobody said that it was removed."_s
                           : file.error().toString()};
    const auto stamp = file->first.stamp();
    if (!stamp)
        return {.why = stamp.error().toString()};
    const auto mark = file->first.isFolder() ? std::nullopt : file->first.stubMark();
    Compared compared{.found = FoundFile{.device = known.device,
                                         .inode = known.inode,
                                         .path = file->second,
                                         .stamp = *stamp,
                                         .mark = mark}};
    if (file->second != known.path)
        compared.why = u"It has another name than the index has for it."_s;
    else if (known.state == FileState::Clean && mark)
        compared.why = u"It is a stub, and the index takes it for whole."_s;
    else if (known.state == FileState::Clean && *stamp != known.copied)
        compared.why = u"It has changed since it was copied, and nobody said so."_s;
    else if (known.state == FileState::Stub && !mark) {
        compared.why = u"It is to be a stub, and has no mark of one."_s;
        compared.unmarked = stamp->size == known.copied.size && stamp->mtime == known.copied.mtime &&
                            !file->first.isFilled(stamp->size);
    } else if (known.state == FileState::Stub &&
               ((mark->key != known.key && mark->key != known.origin) || stamp->size != known.copied.size))
        compared.why = u"It is a stub of something else than the index has."_s;
    return compared;
}

Result<void> repairDisk(const ScrubContext &context, const KnownFile &known, const Compared &compared)
{
    if (compared.unmarked) { // else the zeros in it would be the next version
        const auto file =
            context.share.tree.find({.device = known.device, .inode = known.inode, .path = known.path}, true);
        if (!file)
            return file.error();
        // In a repository a mark tells of the content alone, of which the index does not know.
        const QByteArray etag = context.share.layout->hasEtags() ? known.etag : QByteArray();
        return file->first.mark({.key = known.key, .etag = etag, .size = known.copied.size});
    }
    if (compared.found) {
        auto taken = context.journal.call(
            [&](Index &index) { return index.scans().take(context.share.name, {*compared.found}); });
        if (!taken)
            return taken.error();
        context.news();
    } else {
        context.looked(); // a scan finds where it is, or that it is gone
    }
    return {};
}

/// What differed is looked at again when all intents are taken over that may tell of it.
Result<void> scrubDisk(const ScrubContext &context, ScrubReport &report, const std::stop_token &stop)
{
    QList<KnownFile> suspects;
    for (qint64 after = 0; !stop.stop_requested();) {
        const auto files = context.journal.call(
            [&](Index &index) { return index.scans().page(context.share.name, after, pageOfFiles); });
        if (!files)
            return files.error();
        for (const KnownFile &file : *files) {
            after = file.id;
            if (file.state != FileState::Clean && file.state != FileState::Stub)
                continue;
            ++report.files;
            if (!compare(context.share, file).why.isEmpty())
                suspects.append(file);
        }
        context.told(report);
        if (files->size() < pageOfFiles)
            break;
    }
    const auto until = std::chrono::steady_clock::now() + patienceWithIntents;
    while (!suspects.isEmpty() && context.behind() > 0 && std::chrono::steady_clock::now() < until &&
           !stop.stop_requested())
        std::this_thread::sleep_for(tick);
    for (const KnownFile &file : std::as_const(suspects)) {
        const auto known = context.journal.call([&](Index &index) { return index.byId(file.id); });
        if (!known)
            return known.error();
        const std::optional<FileRow> &row = *known;
        if (!row || row->generation != file.generation || row->state != file.state ||
            row->copied != file.copied || row->opens > 0)
            continue; // it is being worked on
        const Compared now = compare(context.share, file);
        if (now.why.isEmpty())
            continue;
        ScrubFault fault{.what = ScrubFault::What::Disk,
                         .path = file.path,
                         .why = now.why,
                         .outcome = ScrubFault::Outcome::Repairable};
        if (report.repair) {
            if (auto repaired = repairDisk(context, file, now); !repaired)
                fault.why += u' ' + repaired.error().toString();
            else
                fault.outcome = ScrubFault::Outcome::Repaired;
        }
        report.add(fault);
    }
    return {};
}

} // namespace

bool isSampled(const ScrubReport &report, const QByteArray &name)
{
    if (report.sample >= 1 || report.sample <= 0)
        return report.sample >= 1;
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256);
    const double place = double(qFromBigEndian<quint32>(hash.constData())) / 4294967296.0;
    double whole = 0;
    const double begin = std::modf(double(report.run) * report.sample, &whole);
    return place >= begin ? place < begin + report.sample : place + 1 < begin + report.sample;
}

ScrubReport scrub(const ScrubContext &context, qint64 run, double sample, bool repair,
                  const std::stop_token &stop)
{
    ScrubReport report{.share = context.share.name,
                       .run = run,
                       .started = QDateTime::currentMSecsSinceEpoch(),
                       .sample = sample,
                       .repair = repair};
    auto done = scrubDisk(context, report, stop);
    if (done)
        done =
            context.repository ? scrubRepository(context, report, stop) : scrubObjects(context, report, stop);
    if (stop.stop_requested())
        report.problem = u"cloudvfsd is ending."_s;
    else if (!done)
        report.problem = done.error().toString();
    report.finished = QDateTime::currentMSecsSinceEpoch();
    return report;
}

Scrubber::Scrubber(ScrubContext context, const ScrubOptions &options)
    : m_context(std::move(context))
    , m_options(options)
{
    m_context.told = [this](const ScrubReport &report) {
        const std::lock_guard lock(m_mutex);
        m_running = report;
    };
    if (const auto before = last())
        m_next = (*before)[u"run"].toInteger() + 1;
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Scrubber::~Scrubber()
{
    m_thread.request_stop();
    m_thread.join();
}

Result<QJsonObject> Scrubber::last() const
{
    const auto text =
        m_context.journal.call([this](Index &index) { return index.scrub(m_context.share.name); });
    return text ? Result<QJsonObject>(QJsonDocument::fromJson(*text).object()) : text.error();
}

Result<qint64> Scrubber::want(double sample, bool repair)
{
    const std::lock_guard lock(m_mutex);
    if (m_wanted || m_running)
        return Error{.code = ErrorCode::Busy,
                     .message = u"%1 is being checked already."_s.arg(m_context.share.name),
                     .retryable = true};
    m_wanted = {sample < 0 ? m_options.sample : sample, repair};
    m_changed.notify_all();
    return m_next;
}

Result<QJsonObject> Scrubber::report() const
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_running)
            return toJson(*m_running);
    }
    return last();
}

bool Scrubber::isChecking() const
{
    const std::lock_guard lock(m_mutex);
    return m_wanted || m_running;
}

void Scrubber::run(const std::stop_token &stop)
{
    // A share that was never checked is, an interval after it was joined, or after the daemon began.
    qint64 finished = QDateTime::currentMSecsSinceEpoch();
    if (const auto before = last(); before && !before->isEmpty())
        finished = (*before)[u"finished"].toInteger();
    while (!stop.stop_requested()) {
        std::pair<double, bool> wanted{m_options.sample, true};
        qint64 number = 0;
        {
            std::unique_lock lock(m_mutex);
            const auto interval = qint64(m_options.interval.count()) * 1000;
            m_changed.wait_for(lock, stop,
                               interval > 0 ? std::min(longestWait, m_options.interval) : longestWait,
                               [this] { return m_wanted.has_value(); });
            const bool due = interval > 0 && QDateTime::currentMSecsSinceEpoch() - finished >= interval;
            if (stop.stop_requested() || (!m_wanted && !due))
                continue;
            wanted = m_wanted.value_or(wanted);
            number = m_next;
            m_running = ScrubReport{
                .share = m_context.share.name, .run = number, .started = QDateTime::currentMSecsSinceEpoch()};
            m_wanted.reset();
        }
        const ScrubReport report = scrub(m_context, number, wanted.first, wanted.second, stop);
        finished = report.finished;
        if (stop.stop_requested())
            return; // the next one begins anew
        for (const ScrubFault &fault : report.listed)
            qWarning("cloudvfs: share %s: check: %s: %s", qUtf8Printable(report.share),
                     fault.path.constData(), qUtf8Printable(fault.why));
        auto kept = m_context.journal.call([&](Index &index) {
            return index.keepScrub(report.share,
                                   QJsonDocument(toJson(report)).toJson(QJsonDocument::Compact));
        });
        if (!kept)
            qWarning("cloudvfs: share %s: %s", qUtf8Printable(report.share),
                     qUtf8Printable(kept.error().toString()));
        const std::lock_guard lock(m_mutex);
        m_next = number + 1;
        m_running.reset();
    }
}

} // namespace smc::cloudvfs
