// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/setup/tools.h"

#include <QDir>
#include <QFile>

#include <array>

namespace smc::setup {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto patience = std::chrono::seconds(30);
constexpr qsizetype quotedWords = 500;

/// What programs say → what it means. The first that is found counts; %1 is the account.
struct Meaning
{
    const char *said;
    ErrorCode code;
    const char *message;
    const char *hint;
};

const std::array meanings{
    Meaning{"Clock skew too great", ErrorCode::Refused,
            "The clocks of this machine and of the domain differ too much.",
            "Let one source of time set both clocks (chrony, systemd-timesyncd)."},
    Meaning{"NT_STATUS_TIME_DIFFERENCE_AT_DC", ErrorCode::Refused,
            "The clocks of this machine and of the domain differ too much.",
            "Let one source of time set both clocks (chrony, systemd-timesyncd)."},
    Meaning{"Client not found in Kerberos database", ErrorCode::Unauthenticated,
            "The domain knows no account %1.", "Spell it as Administrator, or as name@realm."},
    Meaning{"NT_STATUS_NO_SUCH_USER", ErrorCode::Unauthenticated, "The domain knows no account %1.",
            "Spell it as Administrator, or as name@realm."},
    Meaning{"NT_STATUS_ACCOUNT_LOCKED_OUT", ErrorCode::Denied, "The account %1 is locked.",
            "Somebody must unlock it, or it takes another one: --user."},
    Meaning{"credentials have been revoked", ErrorCode::Denied, "The account %1 is locked or disabled.",
            "Somebody must unlock it, or it takes another one: --user."},
    Meaning{"NT_STATUS_ACCOUNT_DISABLED", ErrorCode::Denied, "The account %1 is disabled.",
            "It takes another one: --user."},
    Meaning{"NT_STATUS_PASSWORD_MUST_CHANGE", ErrorCode::Denied, "The password of %1 must be changed first.",
            "Sign in with it once, and choose another one."},
    Meaning{"Password has expired", ErrorCode::Denied, "The password of %1 must be changed first.",
            "Sign in with it once, and choose another one."},
    Meaning{"Preauthentication failed", ErrorCode::Unauthenticated, "The password of %1 is wrong.",
            "Try again; each wrong one counts towards locking the account."},
    Meaning{"NT_STATUS_LOGON_FAILURE", ErrorCode::Unauthenticated, "The password of %1 is wrong.",
            "Try again; each wrong one counts towards locking the account."},
    Meaning{"The attempted logon is invalid", ErrorCode::Unauthenticated, "The password of %1 is wrong.",
            "Try again; each wrong one counts towards locking the account."},
    Meaning{"LDAP_INVALID_CREDENTIALS", ErrorCode::Unauthenticated, "The password of %1 is wrong.",
            "Try again; each wrong one counts towards locking the account."},
    Meaning{"NT_STATUS_ACCESS_DENIED", ErrorCode::Denied, "%1 may not do this in the domain.",
            "It takes an account of Domain Admins, or one to which it was delegated: --user."},
    Meaning{"Access is denied", ErrorCode::Denied, "%1 may not do this in the domain.",
            "It takes an account of Domain Admins, or one to which it was delegated: --user."},
    Meaning{"Insufficient access", ErrorCode::Denied, "%1 may not do this in the domain.",
            "It takes an account of Domain Admins, or one to which it was delegated: --user."},
    Meaning{"INSUFFICIENT_ACCESS_RIGHTS", ErrorCode::Denied, "%1 may not do this in the domain.",
            "It takes an account of Domain Admins, or one to which it was delegated: --user."},
    Meaning{"No logon servers", ErrorCode::Unreachable, "No domain controller answers.",
            "Does one run, and lets a firewall it through?"},
    Meaning{"NT_STATUS_NO_LOGON_SERVERS", ErrorCode::Unreachable, "No domain controller answers.",
            "Does one run, and lets a firewall it through?"},
    Meaning{"NT_STATUS_HOST_UNREACHABLE", ErrorCode::Unreachable, "The domain controller cannot be reached.",
            "Does it run, and lets a firewall it through?"},
    Meaning{"NT_STATUS_IO_TIMEOUT", ErrorCode::Unreachable, "The domain controller did not answer in time.",
            "Does it run, and lets a firewall it through?"},
};

/// The last line in which something stands that is no part of a Python trace.
QByteArray lastWords(const QByteArray &said)
{
    const QByteArrayList lines = said.split('\n');
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (line->startsWith("ERROR") || line->startsWith("Failed"))
            return line->trimmed();
    }
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (!line->trimmed().isEmpty() && !line->startsWith(' '))
            return line->trimmed();
    }
    return {};
}

} // namespace

Aside::Aside(const QString &realm, const QString &domain)
{
    QString text = u"[global]\nrealm = %1\nserver role = member server\n"_s.arg(realm);
    text += u"workgroup = %1\nlog file = /dev/null\n"_s.arg(domain.isEmpty() ? u"WORKGROUP"_s : domain);
    for (const auto *place : {"private", "state", "cache", "lock"}) {
        const QString name = QString::fromLatin1(place);
        QDir(m_folder.path()).mkdir(name);
        text += u"%1 %2 = %3\n"_s.arg(name, name == "private"_L1 ? u"dir"_s : u"directory"_s,
                                      m_folder.filePath(name));
    }
    text += u"pid directory = "_s + m_folder.filePath(u"lock"_s) + u'\n';
    QFile file(configFile());
    if (file.open(QIODevice::WriteOnly))
        file.write(text.toUtf8());
}

QByteArrayList passwordFromInput()
{
    // Opened anew each time that a program looks: some look twice.
    return {"PASSWD_FILE=/proc/self/fd/0"};
}

Result<local::CommandResult> net(const Request &request, const QString &configFile,
                                 const QStringList &arguments, const Secret &password)
{
    local::Command command{.program = request.smbDir + u"/bin/net"_s,
                           .arguments = QStringList{u"ads"_s} + arguments +
                                        QStringList{u"--configfile="_s + configFile},
                           .limits = {.time = patience}};
    if (!password.isEmpty()) {
        command.input = password;
        command.environment = passwordFromInput();
        command.arguments << u"--user="_s + request.user;
    }
    return local::run(command);
}

QString field(const QByteArray &output, QByteArrayView name)
{
    const QByteArrayList lines = output.split('\n');
    for (const QByteArray &line : lines) {
        const QByteArrayView words = QByteArrayView(line).trimmed();
        if (words.startsWith(name) && words.size() > name.size() && words.at(name.size()) == ':')
            return QString::fromUtf8(words.sliced(name.size() + 1).trimmed());
    }
    return {};
}

Error explain(const QByteArray &said, const QString &account)
{
    const QString native = QString::fromUtf8(lastWords(said)).left(quotedWords);
    for (const Meaning &meaning : meanings) {
        if (said.contains(meaning.said)) {
            QString message = QString::fromUtf8(meaning.message);
            message.replace("%1"_L1, account);
            return Error{.code = meaning.code,
                         .message = message,
                         .hint = QString::fromUtf8(meaning.hint),
                         .native = native};
        }
    }
    return Error{.code = ErrorCode::Internal, .message = u"Samba's program failed."_s, .native = native};
}

} // namespace smc::setup
