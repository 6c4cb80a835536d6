// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/store_config.h"

#include "service/cloudvfs/backends/azure_store.h"
#include "service/cloudvfs/backends/folder_store.h"
#include "service/cloudvfs/backends/limited_store.h"
#include "service/cloudvfs/backends/s3_store.h"
#include "service/cloudvfs/backends/swift_store.h"
#include "service/cloudvfs/backends/webdav_store.h"

#include <QFile>
#include <QMap>
#include <QUrl>

#include <optional>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using config::Entry;
using config::Fault;

namespace {

constexpr qint64 longestKey = 4096;

/// The entries of a section, each taken by whoever knows its key; what is left then is a fault.
class Section
{
public:
    Section(QString name, int line, const QList<Entry> &entries, QList<Fault> &faults)
        : m_name(std::move(name))
        , m_line(line)
        , m_faults(faults)
    {
        for (const Entry &entry : entries)
            m_entries.insert(entry.key, entry);
    }
    [[nodiscard]] std::optional<Entry> take(const QString &key)
    {
        const auto it = m_entries.constFind(key);
        if (it == m_entries.cend())
            return {};
        Entry entry = *it;
        m_entries.erase(it);
        return entry;
    }
    [[nodiscard]] QString text(const QString &key, const QString &otherwise = {})
    {
        const auto entry = take(key);
        return entry ? entry->value : otherwise;
    }
    /// Without it, it is a fault.
    [[nodiscard]] QString needed(const QString &key)
    {
        const QString value = text(key);
        if (value.isEmpty())
            fault(m_line, u"[store %1] needs \"%2\"."_s.arg(m_name, key));
        return value;
    }
    /// Which of the words; the first without the entry.
    [[nodiscard]] qsizetype choice(const QString &key, const QStringList &words)
    {
        const auto entry = take(key);
        if (!entry)
            return 0;
        const qsizetype which = words.indexOf(entry->value);
        if (which < 0)
            fault(entry->line, u"%1 is %2."_s.arg(key, words.join(u" or "_s)));
        return which;
    }
    [[nodiscard]] int number(const QString &key, int least, int most, int otherwise)
    {
        const auto entry = take(key);
        if (!entry)
            return otherwise;
        bool good = false;
        const int value = entry->value.toInt(&good);
        if (!good || value < least || value > most)
            fault(entry->line, u"%1 is a number from %2 to %3."_s.arg(key).arg(least).arg(most));
        return value;
    }
    void fault(int line, const QString &message) { m_faults.append({line, message}); }
    [[nodiscard]] int line() const { return m_line; }
    [[nodiscard]] const QString &name() const { return m_name; }
    void end(const QString &type)
    {
        for (const Entry &entry : std::as_const(m_entries))
            fault(entry.line, u"A store of type %1 has no key \"%2\"."_s.arg(type, entry.key));
    }

private:
    QString m_name;
    int m_line;
    QList<Fault> &m_faults;
    QMap<QString, Entry> m_entries;
};

QString readFile(const QString &path, bool ours, QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return u"%1 cannot be read: %2."_s.arg(path, file.errorString());
    constexpr auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if (ours && (file.permissions() & others))
        return u"%1 can be read by others: chmod 600 %1."_s.arg(path);
    text = file.read(longestKey);
    return {};
}

AccessKey takeKey(Section &section)
{
    const QString inFile = u"key file"_s;
    const QString inEnvironment = u"key environment"_s;
    const QString inCredential = u"key credential"_s;
    std::optional<Entry> entry;
    for (const QString &way : {inFile, inEnvironment, inCredential}) {
        if (auto other = section.take(way)) {
            if (entry)
                section.fault(other->line, u"There is a \"%1\" already."_s.arg(entry->key));
            entry = other;
        }
    }
    if (!entry) {
        section.fault(section.line(), u"[store %1] needs \"%2\", \"%3\" or \"%4\"."_s.arg(
                                          section.name(), inFile, inEnvironment, inCredential));
        return {};
    }
    QByteArray text;
    QString why;
    if (entry->key == inFile) {
        why = readFile(entry->value, true, text);
    } else if (entry->key == inEnvironment) {
        const QByteArray variable = entry->value.toUtf8();
        text = qgetenv(variable.constData());
        if (text.isEmpty())
            why = u"The environment has no %1."_s.arg(entry->value);
    } else {
        const QString folder = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
        if (folder.isEmpty())
            why = u"systemd has given no credentials ($CREDENTIALS_DIRECTORY)."_s;
        else if (entry->value.contains(u'/'))
            why = u"\"%1\" is the name of a credential, without a folder."_s.arg(inCredential);
        else
            why = readFile(folder + u'/' + entry->value, false, text);
    }
    AccessKey key;
    text = text.trimmed();
    qsizetype cut = text.indexOf('\n');
    if (cut < 0)
        cut = text.indexOf(' ');
    if (why.isEmpty() && cut < 0)
        why = u"%1 must have two lines: the access key and its secret."_s.arg(entry->value);
    if (!why.isEmpty()) {
        section.fault(entry->line, why);
    } else {
        key.id = text.left(cut).trimmed();
        key.secret = Secret(text.mid(cut + 1).trimmed());
    }
    text.fill('\0');
    return key;
}

/// "https://HOST[:PORT]", with what stands behind it only where `path`.
QString takeEndpoint(Section &section, bool path)
{
    const auto entry = section.take(u"endpoint"_s);
    if (!entry) {
        section.fault(section.line(), u"[store %1] needs \"endpoint\"."_s.arg(section.name()));
        return {};
    }
    const QUrl url(entry->value, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1) || url.host().isEmpty() ||
        !url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment() || (!path && url.path().size() > 1))
        section.fault(entry->line, path ? u"endpoint is https://HOST[:PORT][/PATH], and nothing behind it."_s
                                        : u"endpoint is https://HOST[:PORT], and nothing behind it."_s);
    QString encoded = QString::fromLatin1(url.toEncoded());
    while (encoded.endsWith(u'/'))
        encoded.chop(1);
    return encoded;
}

/// Of stores that are sent the secret itself with what is asked of them.
QString takeEndpointOfSecrets(Section &section)
{
    const auto clear = section.take(u"clear text"_s);
    if (clear && clear->value != "yes"_L1)
        section.fault(clear->line, u"clear text is yes, or is not there."_s);
    const QString endpoint = takeEndpoint(section, true);
    const QUrl url(endpoint);
    const bool here =
        url.host() == "localhost"_L1 || url.host() == "::1"_L1 || url.host().startsWith("127."_L1);
    if (url.scheme() == "http"_L1 && !here && !clear)
        section.fault(section.line(),
                      u"[store %1]: with http its password goes over the network for everybody "
                      "to read. \"clear text = yes\" lets it."_s.arg(section.name()));
    return endpoint;
}

std::unique_ptr<Store> s3(Section &section, const QString &state)
{
    S3Options options;
    options.endpoint = takeEndpoint(section, false);
    options.bucket = section.needed(u"bucket"_s);
    options.region = section.text(u"region"_s, options.region);
    options.caFile = section.text(u"ca"_s);
    options.storageClass = section.text(u"storage class"_s).toUtf8();
    options.byHost = section.choice(u"addressing"_s, {u"path"_s, u"virtual"_s}) == 1;
    options.key = takeKey(section);
    if (!state.isEmpty())
        options.uploads = stateFile(state, u"uploads"_s, section.name(), u"json"_s);
    return std::make_unique<S3Store>(std::move(options));
}

std::unique_ptr<Store> swift(Section &section, const QString & /*state*/)
{
    SwiftOptions options;
    options.endpoint = takeEndpointOfSecrets(section);
    options.container = section.needed(u"container"_s);
    options.caFile = section.text(u"ca"_s);
    options.key = takeKey(section);
    return std::make_unique<SwiftStore>(std::move(options));
}

std::unique_ptr<Store> azure(Section &section, const QString & /*state*/)
{
    AzureOptions options;
    options.endpoint = takeEndpoint(section, true);
    options.container = section.needed(u"container"_s);
    options.caFile = section.text(u"ca"_s);
    options.accessTier = section.text(u"storage class"_s).toUtf8();
    options.key = takeKey(section);
    return std::make_unique<AzureStore>(std::move(options));
}

std::unique_ptr<Store> webDav(Section &section, const QString & /*state*/)
{
    WebDavOptions options;
    options.endpoint = takeEndpointOfSecrets(section);
    options.caFile = section.text(u"ca"_s);
    options.key = takeKey(section);
    return std::make_unique<WebDavStore>(std::move(options));
}

std::unique_ptr<Store> folder(Section &section, const QString & /*state*/)
{
    FolderOptions options;
    options.path = section.needed(u"path"_s);
    options.mount = section.text(u"mount"_s);
    return std::make_unique<FolderStore>(std::move(options));
}

qint64 takeRate(Section &section, const QString &key)
{
    const auto entry = section.take(key);
    if (!entry)
        return 0;
    const auto rate = readRate(entry->value);
    if (!rate)
        section.fault(entry->line, u"%1: %2"_s.arg(key, rate.error().message));
    return rate ? *rate : 0;
}

Limits takeLimits(Section &section)
{
    Limits limits;
    limits.connections = section.number(u"connections"_s, 1, 256, limits.connections);
    limits.retries = section.number(u"retries"_s, 0, 20, limits.retries);
    limits.up = takeRate(section, u"upload limit"_s);
    limits.down = takeRate(section, u"download limit"_s);
    if (const auto entry = section.take(u"bandwidth schedule"_s)) {
        auto schedule = BandwidthSchedule::parse(entry->value);
        if (schedule)
            limits.schedule = *std::move(schedule);
        else
            section.fault(entry->line, u"%1: %2"_s.arg(entry->key, schedule.error().message));
    }
    return limits;
}

} // namespace

std::unique_ptr<LimitedStore> storeOf(const QString &name, int line, const QList<Entry> &entries,
                                      QList<Fault> &faults, const QString &state)
{
    static const QMap<QString, std::unique_ptr<Store> (*)(Section &, const QString &)> types{
        {u"s3"_s, s3},
        {u"swift"_s, swift},
        {u"azure"_s, azure},
        {u"webdav"_s, webDav},
        {u"folder"_s, folder}};
    const qsizetype before = faults.size();
    Section section(name, line, entries, faults);
    const Entry entry =
        section.take(u"type"_s).value_or(Entry{.key = u"type"_s, .value = u"s3"_s, .line = line});
    const QString &type = entry.value;
    const auto make = types.constFind(type);
    if (make == types.cend()) {
        section.fault(entry.line, u"type is %1."_s.arg(types.keys().join(u", "_s)));
        return {};
    }
    auto store = (*make)(section, state);
    const Limits limits = takeLimits(section);
    section.end(type);
    if (faults.size() != before)
        return {};
    return std::make_unique<LimitedStore>(std::move(store), limits);
}

QString stateFile(const QString &state, const QString &what, const QString &store, const QString &ending)
{
    return state + u'/' + what + u'-' + QString::fromLatin1(store.toUtf8().toPercentEncoding(" ")) + u'.' +
           ending;
}

QString readKeyFile(const QString &path, QByteArray &text)
{
    return readFile(path, true, text);
}

} // namespace smc::cloudvfs
