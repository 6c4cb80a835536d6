// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/main/config/config.h"

#include "service/main/config/keys.h"
#include "service/state/location.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <sys/stat.h>

namespace smc::config {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isSection(const QString &name)
{
    return std::any_of(keys().begin(), keys().end(),
                       [&](const Key &key) { return name == QLatin1StringView(key.section); });
}

/// The known word nearest to a mistyped one, or nothing.
QString nearest(const QString &section, const QString &word)
{
    for (const Key &key : keys()) {
        const QString known = QLatin1StringView(key.key);
        if (section != QLatin1StringView(key.section) || qAbs(known.size() - word.size()) > 2)
            continue;
        qsizetype same = 0;
        while (same < qMin(known.size(), word.size()) && known[same] == word[same])
            ++same;
        qsizetype tail = 0;
        while (tail < qMin(known.size(), word.size()) - same &&
               known[known.size() - 1 - tail] == word[word.size() - 1 - tail])
            ++tail;
        if (known.size() - same - tail <= 2)
            return u" (did you mean “%1”?)"_s.arg(known);
    }
    return {};
}

QString writtenAs(const Key &key)
{
    return u"[%1] %2"_s.arg(QLatin1StringView(key.section), QLatin1StringView(key.key));
}

QString fileFault(const Key &key, const QString &path)
{
    if (path.isEmpty() || (key.type != Type::File && key.type != Type::SecretFile))
        return {};
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return u"the file %1 cannot be read: %2"_s.arg(path, QString::fromLocal8Bit(strerror(errno)));
    if (S_ISDIR(info.st_mode))
        return u"%1 is a folder"_s.arg(path);
    if (key.type == Type::SecretFile && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        // Debian's ssl-cert keeps keys as 0640 root:ssl-cert: a group may read a TLS key, nothing more.
        const bool keyForGroup = QLatin1StringView(key.section) == "tls"_L1 && (info.st_mode & 0037) == 0;
        if (!keyForGroup)
            return u"others may read %1, which holds a secret: run chmod 600 %1"_s.arg(path);
    }
    if (!QFileInfo(path).isReadable())
        return u"the file %1 cannot be read by this account"_s.arg(path);
    return {};
}

class Reader
{
public:
    explicit Reader(bool checkFiles)
        : m_checkFiles(checkFiles)
    {
        Realm none;
        for (const Key &key : keys()) {
            if (QLatin1StringView(key.section) != "realm"_L1)
                applyDefault(key, none);
        }
    }

    Loaded read(const Ini &ini)
    {
        m_loaded.faults = ini.faults;
        for (const Section &section : ini.sections)
            openSection(section);
        QSet<QString> seen;
        for (const Entry &entry : ini.entries)
            takeEntry(entry, seen);
        checkTogether(ini);
        std::stable_sort(m_loaded.faults.begin(), m_loaded.faults.end(),
                         [](const Fault &a, const Fault &b) { return a.line < b.line; });
        return m_loaded;
    }

private:
    void fault(int line, const QString &message) { m_loaded.faults.append({line, message}); }

    void applyDefault(const Key &key, Realm &realm)
    {
        Value value;
        QString why;
        const QString text = QString::fromLatin1(key.standard);
        if ((!text.isEmpty() || key.type == Type::Text) && !readValue(key, text, value, why))
            qFatal("the default of %s is wrong", key.key);
        key.set(m_loaded.config, realm, value);
    }

    Realm *realmNamed(const QString &name)
    {
        for (Realm &realm : m_loaded.config.realms) {
            if (realm.name == name.toUpper())
                return &realm;
        }
        return nullptr;
    }

    void openSection(const Section &section)
    {
        if (!isSection(section.section)) {
            fault(section.line, u"unknown section [%1]"_s.arg(section.section));
            return;
        }
        if (section.section != u"realm") {
            if (!section.name.isEmpty())
                fault(section.line, u"[%1] takes no name"_s.arg(section.section));
            return;
        }
        if (section.name.isEmpty()) {
            fault(section.line, u"[realm] needs a name, as in [realm LAB.EXAMPLE]"_s);
        } else if (realmNamed(section.name)) {
            fault(section.line, u"the realm %1 is there already"_s.arg(section.name));
        } else {
            Realm realm;
            realm.name = section.name.toUpper();
            for (const Key &key : keys()) {
                if (QLatin1StringView(key.section) == "realm"_L1)
                    applyDefault(key, realm);
            }
            m_loaded.config.realms.append(realm);
        }
    }

    void takeEntry(const Entry &entry, QSet<QString> &seen)
    {
        if (!isSection(entry.section))
            return; // named as a whole already
        const Key *key = findKey(entry.section, entry.key);
        if (!key) {
            fault(entry.line, u"unknown key “%1” in [%2]%3"_s.arg(entry.key, entry.section,
                                                                  nearest(entry.section, entry.key)));
            return;
        }
        const QString once = entry.section + u'\n' + entry.name.toUpper() + u'\n' + entry.key;
        if (seen.contains(once))
            fault(entry.line, u"“%1” is set twice"_s.arg(entry.key));
        seen.insert(once);
        Value value;
        QString why;
        if (!readValue(*key, entry.value, value, why)) {
            fault(entry.line, u"%1: %2"_s.arg(entry.key, why));
            return;
        }
        if (m_checkFiles) {
            if (const QString wrong = fileFault(*key, value.text); !wrong.isEmpty())
                fault(entry.line, u"%1: %2"_s.arg(entry.key, wrong));
        }
        if (entry.section != u"realm")
            m_loaded.config.written.insert(writtenAs(*key), entry.value);
        Realm none;
        Realm *realm = entry.section == u"realm" ? realmNamed(entry.name) : &none;
        if (realm)
            key->set(m_loaded.config, *realm, value);
    }

    static int lineOf(const Ini &ini, const QString &section, const QString &name, const QString &key)
    {
        for (const Entry &entry : ini.entries) {
            if (entry.section == section && entry.name.toUpper() == name && entry.key == key)
                return entry.line;
        }
        for (const Section &one : ini.sections) {
            if (one.section == section && one.name.toUpper() == name)
                return one.line;
        }
        return 0;
    }

    /// What no key can say alone.
    void checkTogether(const Ini &ini)
    {
        const Config &config = m_loaded.config;
        if (config.certificate.isEmpty() != config.key.isEmpty()) {
            fault(lineOf(ini, u"tls"_s, {}, config.key.isEmpty() ? u"certificate"_s : u"key"_s),
                  u"certificate and key belong together"_s);
        }
        if (config.sessionAbsolute < config.sessionIdle) {
            fault(lineOf(ini, u"session"_s, {}, u"absolute"_s),
                  u"absolute: a session cannot end before it may idle"_s);
        }
        const auto inState = [&ini](const QString &key) { return lineOf(ini, u"state"_s, {}, key); };
        if (config.stateUrl.isEmpty()) {
            if (!config.statePasswordFile.isEmpty())
                fault(inState(u"password_file"_s), u"password_file: the url that it belongs to is missing"_s);
        } else if (const auto address = state::postgreSqlAddress(config.stateUrl); !address) {
            fault(inState(u"url"_s), u"url: "_s + address.error().toString());
        }
        const auto inAlerts = [&ini](const QString &key) { return lineOf(ini, u"alerts"_s, {}, key); };
        if (!config.mailTo.isEmpty() && (config.smtp.isEmpty() || config.mailFrom.isEmpty()))
            fault(inAlerts(u"mail_to"_s), u"mail_to: it needs smtp and mail_from"_s);
        if (config.smtpUser.isEmpty() != config.smtpPasswordFile.isEmpty())
            fault(inAlerts(config.smtpUser.isEmpty() ? u"smtp_password_file"_s : u"smtp_user"_s),
                  u"smtp_user and smtp_password_file belong together"_s);
        if (!config.smtpTls && !config.smtpUser.isEmpty())
            fault(inAlerts(u"smtp_tls"_s), u"smtp_tls: no would send a password in the clear"_s);
        const QString smtpScheme = QUrl(config.smtp).scheme();
        if (!config.smtp.isEmpty() && smtpScheme != u"smtp" && smtpScheme != u"smtps")
            fault(inAlerts(u"smtp"_s), u"smtp: “%1” is no smtp://HOST or smtps://HOST"_s.arg(config.smtp));
        const QString hookScheme = QUrl(config.webhook).scheme();
        if (!config.webhook.isEmpty() && hookScheme != u"https" && hookScheme != u"http")
            fault(inAlerts(u"webhook"_s), u"webhook: “%1” is no https://HOST/PATH"_s.arg(config.webhook));
        else if (hookScheme == u"http" && !config.webhookTokenFile.isEmpty())
            fault(inAlerts(u"webhook"_s), u"webhook: http:// would send the token in the clear"_s);
        for (const Realm &realm : config.realms) {
            const auto at = [&](const QString &key) { return lineOf(ini, u"realm"_s, realm.name, key); };
            for (const QString &uri : realm.uris) {
                const QUrl url(uri);
                if ((url.scheme() != u"ldap" && url.scheme() != u"ldaps") || url.host().isEmpty()) {
                    fault(at(u"uris"_s), u"uris: “%1” is no ldaps://HOST or ldap://HOST"_s.arg(uri));
                } else if (url.scheme() == u"ldap" && realm.tls == u"ldaps") {
                    fault(at(u"uris"_s),
                          u"uris: “%1” needs tls = starttls (or none with bind = gssapi)"_s.arg(uri));
                }
            }
            if (realm.tls == u"none" && realm.bind == u"simple") {
                fault(at(u"tls"_s), u"tls: none with bind = simple would send passwords in the clear"_s);
            }
            if (!realm.passwordFile.isEmpty() && !realm.keytab.isEmpty())
                fault(at(u"keytab"_s), u"keytab: there is a password_file already; one of them is enough"_s);
            const bool secret = !realm.passwordFile.isEmpty() || !realm.keytab.isEmpty();
            if (!realm.account.isEmpty() && !secret)
                fault(at(u"account"_s), u"account: it needs a keytab or a password_file"_s);
            if (realm.account.isEmpty() && secret) {
                fault(at(realm.keytab.isEmpty() ? u"password_file"_s : u"keytab"_s),
                      u"the account that this belongs to is missing"_s);
            }
        }
    }

    Loaded m_loaded;
    bool m_checkFiles;
};

} // namespace

Loaded loadText(const QByteArray &text, bool checkFiles)
{
    return Reader(checkFiles).read(parseIni(text));
}

Loaded loadFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        Loaded loaded;
        loaded.faults.append({0, u"cannot be read: %1"_s.arg(file.errorString())});
        return loaded;
    }
    return loadText(file.readAll(), true);
}

TakenOver takeOver(const Config &running, const Config &wanted)
{
    TakenOver taken{.config = wanted, .needRestart = {}};
    for (const Key &key : keys()) {
        if (key.reload)
            continue;
        const QString name = writtenAs(key);
        const QString standard = QString::fromLatin1(key.standard);
        const QString runs = running.written.value(name, standard);
        if (runs == wanted.written.value(name, standard))
            continue;
        taken.needRestart << name;
        Value value;
        QString why;
        Realm none;
        if (!runs.isEmpty() && !readValue(key, runs, value, why))
            qFatal("a value that was good is none any more: %s", key.key);
        key.set(taken.config, none, value);
        taken.config.written.insert(name, runs);
    }
    return taken;
}

QStringList describe(const QString &path, const QList<Fault> &faults)
{
    QStringList lines;
    for (const Fault &one : faults) {
        lines << (one.line > 0 ? u"%1:%2: %3"_s.arg(path).arg(one.line).arg(one.message)
                               : u"%1: %2"_s.arg(path, one.message));
    }
    return lines;
}

} // namespace smc::config
