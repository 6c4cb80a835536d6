// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/main/config/keys.h"

namespace smc::config {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray roff(QByteArray text)
{
    text.replace('\\', "\\e").replace('-', "\\-");
    return text.startsWith('.') ? QByteArray("\\&" + text) : text;
}

QByteArray kind(const Key &key)
{
    switch (key.type) {
    case Type::Integer:
        return "number, " + QByteArray::number(key.least) + " to " + QByteArray::number(key.most);
    case Type::Size:
        return "size, " + QByteArray::number(key.least) + " to " + QByteArray::number(key.most) + " bytes";
    case Type::Duration:
        return "time, " + QByteArray::number(key.least) + " to " + QByteArray::number(key.most) + " seconds";
    case Type::Boolean:
        return "yes or no";
    case Type::Text:
        return "text";
    case Type::Path:
        return "path";
    case Type::File:
        return "existing file";
    case Type::SecretFile:
        return "existing file that nobody else may read";
    case Type::List:
        return "list";
    case Type::Names:
        return "list, parts separated by ;";
    case Type::Choice:
        return QByteArray(key.choices).replace("|", ", ");
    case Type::Addresses:
        return "list of IP addresses";
    }
    return {};
}

QByteArray about(const QByteArray &section)
{
    if (section == "global")
        return "The service itself.";
    if (section == "state")
        return "Where smcd keeps usage over time, schedules and their runs, and silences: in a file, or on "
               "a\n"
               "PostgreSQL server, which several smcd may share (see docs/collectors). Batches stay in\n"
               "state_dir in any case.";
    if (section == "servers")
        return "File servers.";
    if (section == "collect")
        return "What smcd reads from every server again and again, with its own account, and shows at\n"
               "/metrics. It needs an account in a [realm]; the configured servers are asked with that of "
               "the\n"
               "first one.";
    if (section == "history")
        return "What was collected, over time, and what was changed, in the state database ([state]).";
    if (section == "schedules")
        return "Jobs at times; they are made over REST (servers/schedules).";
    if (section == "alerts")
        return "What is wrong, and who hears of it: when it begins, again while it lasts, and when it is "
               "over.\n"
               "Silences are made over REST (status/silences).";
    if (section == "local")
        return "This machine, where it is one of the servers; see smcd(8).";
    if (section == "node")
        return "A file server's smcd that answers another smcd, the collector; see smcd(8).";
    if (section == "realm")
        return "One section for each realm, with its name: [realm LAB.EXAMPLE]. Without any, nobody can\n"
               "sign in. SIGHUP takes over realms that were added, removed or changed; requests that run\n"
               "are finished as they began. People stay signed in where only account, password_file,\n"
               "keytab, cache, poll, the timeouts or connections changed. Otherwise, and where the realm\n"
               "is gone, their sessions end, and the answer to their next request says why.";
    if (section == "tls")
        return "The service's own certificate.";
    if (section == "limits")
        return "What a client may make the service wait for, keep and do.";
    if (section == "session")
        return "How long people stay signed in.";
    if (section == "roles")
        return "Who may do what. A role narrows what the directory grants, and never widens it; servers is "
               "no\n"
               "role.";
    return "What is written down about the service's work. Passwords, tickets and tokens never are.";
}

} // namespace

QByteArray manualPage()
{
    QByteArray page =
        ".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"
        ".\\\" Made by \"smcd --manual\" from the table of keys; do not edit.\n"
        ".TH SMCD.CONF 5 \"\" \"Samba Management Console\" \"File formats\"\n"
        ".SH NAME\nsmcd.conf \\- configuration of smcd\n"
        ".SH DESCRIPTION\n"
        "Lines of the form \\fIkey\\fR = \\fIvalue\\fR in sections. Lines that begin with # or ; are\n"
        "comments, and a backslash at the end of a line continues it. Sizes take K, M and G; times take\n"
        "s, m, h and d, and are seconds without one.\n"
        ".PP\n"
        "\\fBsmcd \\-\\-check \\-f\\fR \\fIfile\\fR names every unknown section and key and every bad value\n"
        "with its line. Keys marked \\(dq(reload)\\(dq are taken over by SIGHUP; others need a restart.\n";
    QByteArray section;
    for (const Key &key : keys()) {
        if (section != key.section) {
            section = key.section;
            page += ".SH [" + section + (section == "realm" ? " NAME]" : "]") + '\n' + roff(about(section)) +
                    '\n';
        }
        page += ".TP\n.B " + roff(key.key) + '\n' + roff(key.help) + '\n' + "(" + roff(kind(key));
        page += *key.standard ? "; default: \\fB" + roff(key.standard) + "\\fR)" : QByteArray(")");
        page += key.reload ? " (reload)\n" : "\n";
    }
    page += ".SH EXAMPLE\n.nf\n"
            "[global]\nport = 8080\nsmb_dir = /usr\n\n"
            "[servers]\nservers = fs1\n\n"
            "[realm LAB.EXAMPLE]\nuris = ldaps://dc1.lab.example ldaps://dc2.lab.example\n"
            "ca = /etc/smc/ca.pem\naccount = smcd@LAB.EXAMPLE\npassword_file = /etc/smc/smcd.password\n"
            ".fi\n"
            ".SH SEE ALSO\n.BR smcd (8)\n";
    return page;
}

} // namespace smc::config
