// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/lab/lab.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

namespace smc::testlab {

namespace {

QString setting(const char *name)
{
    const auto value = qEnvironmentVariable(name);
    if (value.isEmpty())
        qFatal("%s is not set: run this test by ctest, or by tests/lab/lab client", name);
    return value;
}

void mustSucceed(const CommandResult &result, const QString &what)
{
    if (!result.ok())
        qFatal("the lab cannot %s: %s%s", qPrintable(what), result.errors.constData(),
               result.output.constData());
}

void labCommand(const QStringList &arguments)
{
    mustSucceed(runCommand(setting("SMC_LAB_COMMAND"), arguments, {}, 120000), arguments.join(u' '));
}

/// LDAP options for Administrator at a node; the password goes in by a file.
QStringList asAdministrator(const Lab &lab, const QString &node)
{
    return {u"-x"_s,
            u"-H"_s,
            u"ldaps://"_s + node + u".lab.example"_s,
            u"-D"_s,
            u"Administrator@"_s + lab.realm().toLower(),
            u"-y"_s,
            lab.servicePasswordFile()}; // everybody's password is the same
}

} // namespace

QString LdifEntry::first(const QString &attribute) const
{
    const auto values = attributes.value(attribute);
    return values.isEmpty() ? QString() : QString::fromUtf8(values.first());
}

CommandResult runCommand(const QString &program, const QStringList &arguments, const QByteArray &input,
                         int timeoutMs)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted())
        return {-1, {}, program.toUtf8() + " cannot be started: " + process.errorString().toUtf8()};
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError() + "out of time"};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

Lab Lab::domain()
{
    setting("SMC_LAB_RUN");
    return {};
}

QString Lab::realm() const
{
    return setting("SMC_LAB_REALM");
}
QString Lab::base() const
{
    return setting("SMC_LAB_BASE");
}
QString Lab::password() const
{
    return setting("SMC_LAB_PASSWORD");
}
QString Lab::admin() const
{
    return setting("SMC_LAB_ADMIN");
}
QStringList Lab::uris() const
{
    return setting("SMC_LAB_URIS").split(u' ');
}
QStringList Lab::ipUris() const
{
    return setting("SMC_LAB_IP_URIS").split(u' ');
}
QString Lab::caFile() const
{
    return setting("SMC_LAB_CA");
}
QString Lab::otherCaFile() const
{
    return setting("SMC_LAB_OTHER_CA");
}
QString Lab::certificateFile() const
{
    return setting("SMC_LAB_CERT");
}
QString Lab::privateKeyFile() const
{
    return setting("SMC_LAB_KEY");
}
QString Lab::otherCertificateFile() const
{
    return setting("SMC_LAB_OTHER_CERT");
}
QString Lab::otherPrivateKeyFile() const
{
    return setting("SMC_LAB_OTHER_KEY");
}
QString Lab::keytab() const
{
    return setting("SMC_LAB_KEYTAB");
}
QString Lab::servicePrincipal() const
{
    return setting("SMC_LAB_SERVICE_PRINCIPAL");
}
QString Lab::httpPrincipal() const
{
    return setting("SMC_LAB_HTTP_PRINCIPAL");
}
QString Lab::servicePasswordFile() const
{
    return setting("SMC_LAB_SERVICE_PASSWORD_FILE");
}
QString Lab::ip(const QString &node) const
{
    const QByteArray name = "SMC_LAB_" + node.toUpper().toLatin1() + "_IP";
    return setting(name.constData());
}

void Lab::failLogins(const QString &user, int times) const
{
    QTemporaryDir directory;
    const auto file = directory.filePath(u"wrong"_s);
    QFile wrong(file);
    if (!wrong.open(QIODevice::WriteOnly) || wrong.write("not the password") < 0)
        qFatal("cannot write %s", qPrintable(file));
    wrong.close();
    for (int i = 0; i < times; ++i) {
        const auto result = runCommand(u"ldapsearch"_s, {u"-x"_s, u"-H"_s, u"ldaps://dc1.lab.example"_s,
                                                         u"-D"_s, user + u'@' + realm().toLower(), u"-y"_s,
                                                         file, u"-b"_s, QString(), u"-s"_s, u"base"_s});
        if (result.exitCode != 49) // invalidCredentials
            qFatal("a wrong password was not refused as such: %s", result.errors.constData());
    }
}

bool Lab::canLogIn(const QString &user, const QString &password) const
{
    const auto &text = password.isEmpty() ? this->password() : password;
    return runCommand(u"kinit"_s, {u"-c"_s, u"MEMORY:"_s, user + u'@' + realm()}, text.toUtf8() + '\n').ok();
}

QString Lab::ticketOf(const QString &user, const QString &directory, const QString &lifetime) const
{
    const QString cache = u"FILE:"_s + directory + u"/ccache-"_s + user;
    QStringList arguments{u"-f"_s, u"-c"_s, cache};
    if (!lifetime.isEmpty())
        arguments << u"-l"_s << lifetime;
    mustSucceed(runCommand(u"kinit"_s, arguments << user + u'@' + realm(), password().toUtf8() + '\n'),
                u"get a ticket for "_s + user);
    return cache;
}

QList<LdifEntry> Lab::ldapSearch(const QString &filter, const QStringList &attributes, const QString &base,
                                 const QString &node) const
{
    auto arguments = asAdministrator(*this, node);
    arguments << u"-LLL"_s << u"-o"_s << u"ldif-wrap=no"_s << u"-E"_s << u"pr=1000/noprompt"_s << u"-b"_s
              << (base.isEmpty() ? this->base() : base) << filter << attributes;
    const auto result = runCommand(u"ldapsearch"_s, arguments);
    if (result.exitCode == 32) // noSuchObject: nothing is there
        return {};
    mustSucceed(result, u"search "_s + filter);
    return parseLdif(result.output);
}

bool Lab::ldapModify(const QByteArray &ldif, const QString &node) const
{
    return runCommand(u"ldapmodify"_s, asAdministrator(*this, node), ldif, 120'000)
        .ok(); // thousands at a time
}

QString Lab::freshUnit(const QString &name) const
{
    const QString dn = u"OU="_s + name + u',' + base();
    if (!ldapSearch(u"(objectClass=*)"_s, {u"ou"_s}, dn).isEmpty()) {
        auto arguments = asAdministrator(*this, u"dc1"_s);
        mustSucceed(runCommand(u"ldapdelete"_s, arguments << u"-r"_s << dn), u"empty "_s + dn);
    }
    if (!ldapModify("dn: " + dn.toUtf8() + "\nchangetype: add\nobjectClass: organizationalUnit\n"))
        qFatal("the lab cannot create %s", qPrintable(dn));
    return dn;
}

QString Lab::createUser(const QString &account, const QString &unit, const QByteArray &more) const
{
    const QString dn = u"CN="_s + account + u',' + unit;
    const QString quoted = u'"' + password() + u'"';
    QByteArray utf16;
    for (const QChar c : quoted)
        utf16.append(static_cast<char>(c.unicode() & 0xff)).append(static_cast<char>(c.unicode() >> 8));
    if (!ldapModify("dn: " + dn.toUtf8() +
                    "\nchangetype: add\nobjectClass: user\nsAMAccountName: " + account.toUtf8() +
                    "\nuserPrincipalName: " + account.toUtf8() + '@' + realm().toLower().toUtf8() +
                    "\nuserAccountControl: 512\nunicodePwd:: " + utf16.toBase64() + '\n' + more))
        qFatal("the lab cannot create %s", qPrintable(dn));
    return dn;
}

void Lab::stopNode(const QString &node) const
{
    labCommand({u"stop-node"_s, node});
}
void Lab::startNode(const QString &node) const
{
    labCommand({u"start-node"_s, node});
}
void Lab::startBareNode(const QString &node, const QString &domain, const QString &nameServer) const
{
    QStringList arguments{u"bare"_s, node, domain};
    if (!nameServer.isEmpty())
        arguments << nameServer;
    labCommand(arguments);
}
void Lab::removeBareNode(const QString &node) const
{
    labCommand({u"no-bare"_s, node});
}
void Lab::unplug(const QString &node) const
{
    labCommand({u"unplug"_s, node});
}
void Lab::plug(const QString &node) const
{
    labCommand({u"plug"_s, node});
}

CommandResult Lab::exec(const QString &node, const QStringList &command, const QByteArray &input,
                        int timeoutMs) const
{
    return runCommand(setting("SMC_LAB_COMMAND"), QStringList{u"exec"_s, node} + command, input, timeoutMs);
}

QList<LdifEntry> parseLdif(const QByteArray &ldif)
{
    QList<LdifEntry> entries;
    for (const auto &line : ldif.split('\n')) {
        const auto colon = line.indexOf(':');
        if (colon <= 0 || line.startsWith('#'))
            continue;
        const auto name = QString::fromUtf8(line.first(colon));
        const bool encoded = line.size() > colon + 1 && line[colon + 1] == ':';
        const auto text = line.mid(colon + (encoded ? 2 : 1)).trimmed();
        const auto value = encoded ? QByteArray::fromBase64(text) : text;
        if (name == "dn"_L1)
            entries.append({QString::fromUtf8(value), {}});
        else if (!entries.isEmpty())
            entries.last().attributes[name].append(value);
    }
    return entries;
}

} // namespace smc::testlab
