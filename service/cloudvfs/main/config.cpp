// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/main/config.h"

#include "service/cloudvfs/backends/store_config.h"
#include "service/cloudvfs/main/scrub.h"
#include "service/cloudvfs/mirror/mirror_store.h"

#include <QFile>
#include <QProcess>

#include <grp.h>
#include <pwd.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using config::Fault;

namespace {

using Say = std::function<void(const QString &)>;

std::optional<uid_t> accountOf(const QString &name, const Say &fault)
{
    const passwd *account = ::getpwnam(name.toUtf8().constData());
    if (account)
        return account->pw_uid;
    fault(u"There is no account %1."_s.arg(name));
    return {};
}

Mode modeOf(const QString &word, const Say &fault)
{
    for (const Mode mode : {Mode::Link, Mode::Backup, Mode::Tier}) {
        if (word == nameOf(mode))
            return mode;
    }
    fault(u"mode is link, backup or tier."_s);
    return Mode::Link;
}

/// A number with one of the letters behind it, each of which stands for a factor.
qint64 quantity(const QString &text, const QMap<QChar, qint64> &factors, const QString &how, const Say &fault)
{
    bool good = false;
    const qint64 factor = text.isEmpty() ? 0 : factors.value(text.back(), 0);
    const qint64 number = (factor > 0 ? text.chopped(1) : text).trimmed().toLongLong(&good);
    if (good && number >= 0 && number < 1'000'000'000'000 / std::max<qint64>(factor, 1))
        return number * std::max<qint64>(factor, 1);
    fault(how);
    return 0;
}

qint64 sizeOf(const QString &text, const Say &fault)
{
    return quantity(text, {{u'K', 1 << 10}, {u'M', 1 << 20}, {u'G', 1 << 30}},
                    u"A size is a number of bytes, or one with K, M or G: 64K."_s, fault);
}

int percentOf(const QString &text, const Say &fault)
{
    bool good = false;
    const int percent = text.endsWith(u'%') ? text.chopped(1).trimmed().toInt(&good) : 0;
    if (good && percent >= 0 && percent <= 100)
        return percent;
    fault(u"free space is a part of the file system from 0% to 100%."_s);
    return 0;
}

double sampleOf(const QString &text, const Say &fault)
{
    const auto part = readPart(text);
    if (!part)
        fault(part.error().message);
    return part ? *part : 0;
}

KeyRing keysOf(const QString &path, const Say &fault)
{
    QByteArray text;
    if (const QString why = readKeyFile(path, text); !why.isEmpty()) {
        fault(why);
        return {};
    }
    auto keys = KeyRing::read(text);
    if (!keys)
        fault(u"%1: %2"_s.arg(path, keys.error().message));
    else if (keys->isEmpty())
        fault(u"There is no key in %1."_s.arg(path));
    return keys ? std::move(*keys) : KeyRing();
}

/// "24h", "5m", "30s"; "0" is never.
std::chrono::seconds periodOf(const QString &text, const Say &fault)
{
    const auto period = readPeriod(text);
    if (!period)
        fault(period.error().message);
    return period ? *period : std::chrono::seconds(0);
}

/// "jo", of his own group, or "jo:staff".
void ownerOf(const QString &text, ImportOptions &import, const Say &fault)
{
    const passwd *user = ::getpwnam(text.section(u':', 0, 0).toUtf8().constData());
    if (!user) {
        fault(u"There is no user %1."_s.arg(text.section(u':', 0, 0)));
        return;
    }
    import.owner = user->pw_uid;
    import.group = user->pw_gid;
    if (!text.contains(u':'))
        return;
    const group *group = ::getgrnam(text.section(u':', 1).toUtf8().constData());
    if (group)
        import.group = group->gr_gid;
    else
        fault(u"There is no group %1."_s.arg(text.section(u':', 1)));
}

/// jo @staff "@domain users": users, and groups with an @.
void accountsOf(const QString &text, EvictionPolicy &policy, const Say &fault)
{
    const QStringList names = QProcess::splitCommand(text);
    for (const QString &name : names) {
        if (name.startsWith(u'@')) {
            if (const group *group = ::getgrnam(name.mid(1).toUtf8().constData()))
                policy.groups << group->gr_gid;
            else
                fault(u"There is no group %1."_s.arg(name.mid(1)));
        } else if (const auto account = accountOf(name, fault)) {
            policy.users << *account;
        }
    }
}

/// pin backup never, or "none".
Policies policiesOf(const QString &text, const Say &fault)
{
    static const QMap<QString, Policy> known{
        {u"pin"_s, Policy::Pin}, {u"backup"_s, Policy::Backup}, {u"never"_s, Policy::Never}};
    Policies policies;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (known.contains(word))
            policies |= known[word];
        else if (word != "none"_L1 || words.size() > 1)
            fault(u"user policy is \"none\", or some of pin, backup and never."_s);
    }
    return policies;
}

quint32 bitsOf(const QString &text, const Say &fault)
{
    bool good = false;
    const uint bits = text.toUInt(&good, 8);
    if (!good || bits > 0777)
        fault(u"create mode is an octal number, 0660 say."_s);
    return bits & 0666;
}

bool yesOf(const QString &text, const Say &fault)
{
    if (text != "yes"_L1 && text != "no"_L1)
        fault(u"It is yes or no."_s);
    return text == "yes"_L1;
}

/// [store NAME] with "type = mirror": its stores become its own.
std::unique_ptr<Store> mirrorOf(const QString &name, int line, const QList<config::Entry> &entries,
                                Loaded &loaded)
{
    QStringList names;
    MirrorOptions options{
        .name = name, .log = stateFile(QString::fromUtf8(loaded.options.state), u"mirror"_s, name, u"db"_s)};
    const qsizetype before = loaded.faults.size();
    for (const config::Entry &entry : entries) {
        bool good = true;
        if (entry.key == "stores"_L1)
            names = entry.value.split(u' ', Qt::SkipEmptyParts);
        else if (entry.key == "quorum"_L1)
            options.quorum = entry.value.toInt(&good);
        else if (entry.key != "type"_L1)
            loaded.faults.append({entry.line, u"A store of type mirror has no key \"%1\"."_s.arg(entry.key)});
        if (!good || options.quorum < 0)
            loaded.faults.append({entry.line, u"quorum is a number of stores."_s});
    }
    if (names.isEmpty() || names.removeDuplicates() > 0)
        loaded.faults.append({line, u"[store %1] needs \"stores\", each once."_s.arg(name)});
    else if (options.quorum > names.size())
        loaded.faults.append({line, u"[store %1] has fewer stores than its quorum."_s.arg(name)});
    std::vector<std::pair<QString, std::unique_ptr<Store>>> stores;
    for (const QString &member : std::as_const(names)) {
        const auto found = loaded.stores.find(member);
        if (found == loaded.stores.end() || !found->second || !loaded.limited.contains(member)) {
            if (loaded.faults.isEmpty())
                loaded.faults.append({line, u"[store %1]: there is no store %2, or it is a mirror itself, or "
                                            "another mirror's."_s.arg(name, member)});
            continue;
        }
        stores.emplace_back(member, std::move(found->second));
        loaded.stores.erase(found);
    }
    if (loaded.faults.size() != before || stores.empty())
        return {};
    return std::make_unique<MirrorStore>(std::move(options), std::move(stores));
}

bool isMirror(const QList<config::Entry> &entries)
{
    return std::any_of(entries.cbegin(), entries.cend(), [](const config::Entry &entry) {
        return entry.key == "type"_L1 && entry.value == "mirror"_L1;
    });
}

} // namespace

Loaded load(const QString &path)
{
    Loaded loaded;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        loaded.faults.append({.message = u"It cannot be read: %1."_s.arg(file.errorString())});
        return loaded;
    }
    const config::Ini ini = config::parseIni(file.readAll());
    loaded.faults = ini.faults;
    QMap<QString, std::pair<int, QList<config::Entry>>> stores; // the line of its head
    QMap<QString, ShareOptions> shares;
    for (const config::Section &section : ini.sections) {
        if (section.section == "store"_L1)
            stores.insert(section.name, {section.line, {}});
        else if (section.section == "share"_L1)
            shares.insert(section.name, {.name = section.name, .path = {}, .store = {}});
        else if (section.section != "global"_L1)
            loaded.faults.append({section.line, u"There is no section [%1]."_s.arg(section.section)});
    }
    for (const config::Entry &entry : ini.entries) {
        const auto fault = [&](const QString &message) { loaded.faults.append({entry.line, message}); };
        const auto number = [&](int least, int most) {
            bool good = false;
            const int value = entry.value.toInt(&good);
            if (!good || value < least || value > most)
                fault(u"%1 is a number from %2 to %3."_s.arg(entry.key).arg(least).arg(most));
            return value;
        };
        bool known = true;
        if (entry.section == "global"_L1) {
            if (entry.key == "state"_L1)
                loaded.options.state = entry.value.toUtf8();
            else if (entry.key == "socket"_L1)
                loaded.options.socket = entry.value.toUtf8();
            else if (entry.key == "management socket"_L1)
                loaded.options.managementSocket = entry.value.toUtf8();
            else if (entry.key == "management user"_L1)
                loaded.options.manager = accountOf(entry.value, fault);
            else if (entry.key == "quiet"_L1)
                loaded.options.pace.quiet = std::chrono::seconds(number(0, 3600));
            else if (entry.key == "deadline"_L1)
                loaded.options.pace.deadline = std::chrono::seconds(number(1, 86400));
            else if (entry.key == "uploads"_L1)
                loaded.options.pace.uploads = number(1, 64);
            else
                known = false;
        } else if (entry.section == "store"_L1) {
            stores[entry.name].second.append(entry);
        } else if (entry.section == "share"_L1) {
            ShareOptions &share = shares[entry.name];
            if (entry.key == "path"_L1)
                share.path = entry.value.toUtf8();
            else if (entry.key == "store"_L1)
                share.store = entry.value;
            else if (entry.key == "mode"_L1)
                share.mode = modeOf(entry.value, fault);
            else if (entry.key == "prefix"_L1)
                share.prefix = entry.value.toUtf8();
            else if (entry.key == "encryption key"_L1)
                share.keys = keysOf(entry.value, fault);
            else if (entry.key == "scan"_L1)
                share.scan = periodOf(entry.value, fault);
            else if (entry.key == "check interval"_L1)
                share.scrub.interval = periodOf(entry.value, fault);
            else if (entry.key == "check sample"_L1)
                share.scrub.sample = sampleOf(entry.value, fault);
            else if (entry.key == "bucket scan"_L1)
                share.import.interval = periodOf(entry.value, fault);
            else if (entry.key == "create owner"_L1)
                ownerOf(entry.value, share.import, fault);
            else if (entry.key == "create mode"_L1)
                share.import.mode = bitsOf(entry.value, fault);
            else if (entry.key == "dirty limit"_L1)
                share.dirtyLimit = sizeOf(entry.value, fault);
            else if (entry.key == "other file systems"_L1)
                share.spans = yesOf(entry.value, fault);
            else if (entry.key == "free space"_L1)
                share.eviction.freePercent = percentOf(entry.value, fault);
            else if (entry.key == "evict after"_L1)
                share.eviction.unused = periodOf(entry.value, fault);
            else if (entry.key == "evict interval"_L1)
                share.eviction.interval = periodOf(entry.value, fault);
            else if (entry.key == "evict larger than"_L1)
                share.eviction.least = sizeOf(entry.value, fault);
            else if (entry.key == "never evict"_L1)
                share.eviction.never = entry.value.split(u' ', Qt::SkipEmptyParts);
            else if (entry.key == "user policy"_L1)
                share.policies = policiesOf(entry.value, fault);
            else if (entry.key == "never evict of"_L1)
                accountsOf(entry.value, share.eviction, fault);
            else
                known = false;
        }
        if (!known)
            fault(u"[%1] has no key \"%2\"."_s.arg(entry.section, entry.key));
    }
    for (auto it = stores.cbegin(); it != stores.cend(); ++it) {
        if (isMirror(it->second))
            continue;
        auto store =
            storeOf(it.key(), it->first, it->second, loaded.faults, QString::fromUtf8(loaded.options.state));
        loaded.limited.emplace(it.key(), store.get());
        loaded.stores.emplace(it.key(), std::move(store));
    }
    for (auto it = stores.cbegin(); it != stores.cend(); ++it) {
        if (isMirror(it->second))
            loaded.stores.emplace(it.key(), mirrorOf(it.key(), it->first, it->second, loaded));
    }
    for (const ShareOptions &share : std::as_const(shares)) {
        if (share.path.isEmpty() || !stores.contains(share.store))
            loaded.faults.append(
                {.message = u"[share %1] needs a path and the name of a store."_s.arg(share.name)});
        else if (!loaded.stores.contains(share.store))
            loaded.faults.append(
                {.message = u"[share %1]: the store %2 belongs to a mirror."_s.arg(share.name, share.store)});
        if (share.mode == Mode::Link && (!share.prefix.isEmpty() || !share.keys.isEmpty()))
            loaded.faults.append({.message = u"[share %1] is in the mode link: prefix and encryption key are "
                                             "of the modes backup and tier."_s.arg(share.name)});
        if (share.mode != Mode::Tier && share.eviction.isActive())
            loaded.faults.append(
                {.message = u"[share %1] is not in the mode tier: nothing of it is evicted by "
                            "itself."_s.arg(share.name)});
        loaded.options.shares.append(share);
        if (share.mode != Mode::Link && share.prefix.isEmpty())
            loaded.options.shares.last().prefix = share.name.toUtf8() + '/';
    }
    if (shares.isEmpty() && stores.isEmpty() && loaded.faults.isEmpty())
        loaded.faults.append({.message = u"There is neither a [store NAME] nor a [share NAME]."_s});
    return loaded;
}

} // namespace smc::cloudvfs
