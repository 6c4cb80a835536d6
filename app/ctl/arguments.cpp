// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"

#include <algorithm>
#include <array>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

struct KnownOption
{
    QLatin1StringView name;
    char letter;
    bool takesValue;
};

constexpr std::array knownOptions{
    KnownOption{"url"_L1, 0, true},
    KnownOption{"ca"_L1, 0, true},
    KnownOption{"fingerprint"_L1, 0, true},
    KnownOption{"realm"_L1, 0, true},
    KnownOption{"user"_L1, 'u', true},
    KnownOption{"output"_L1, 'o', true},
    KnownOption{"timeout"_L1, 0, true},
    KnownOption{"filter"_L1, 0, true},
    KnownOption{"fields"_L1, 0, true},
    KnownOption{"sort"_L1, 0, true},
    KnownOption{"base"_L1, 0, true},
    KnownOption{"scope"_L1, 0, true},
    KnownOption{"limit"_L1, 0, true},
    KnownOption{"cursor"_L1, 0, true},
    KnownOption{"view"_L1, 0, true},
    KnownOption{"set"_L1, 0, true},
    KnownOption{"file"_L1, 'f', true},
    KnownOption{"input"_L1, 0, true},
    KnownOption{"password-file"_L1, 0, true},
    KnownOption{"password-stdin"_L1, 0, false},
    KnownOption{"parent"_L1, 0, true},
    KnownOption{"to"_L1, 0, true},
    KnownOption{"if-match"_L1, 0, true},
    KnownOption{"must-change"_L1, 0, false},
    KnownOption{"no"_L1, 0, false},
    KnownOption{"own"_L1, 0, false},
    KnownOption{"force"_L1, 0, false},
    KnownOption{"subtree"_L1, 0, false},
    KnownOption{"fresh"_L1, 0, false},
    KnownOption{"dry-run"_L1, 'n', false},
    KnownOption{"no-wait"_L1, 0, false},
    KnownOption{"ticket"_L1, 0, false},
    KnownOption{"wide"_L1, 'w', false},
    KnownOption{"help"_L1, 'h', false},
    KnownOption{"version"_L1, 0, false},
    KnownOption{"server"_L1, 's', true},
    KnownOption{"warn"_L1, 0, true},
    KnownOption{"crit"_L1, 0, true},
    KnownOption{"reason"_L1, 0, true},
    KnownOption{"since"_L1, 0, true},
    KnownOption{"mode"_L1, 0, true},
    KnownOption{"store"_L1, 0, true},
    KnownOption{"at"_L1, 0, true},
    KnownOption{"sample"_L1, 0, true},
    KnownOption{"full"_L1, 0, false},
    KnownOption{"repair"_L1, 0, false},
    KnownOption{"accept-root"_L1, 0, false},
    KnownOption{"accept-removals"_L1, 0, false},
    KnownOption{"up"_L1, 0, true},
    KnownOption{"down"_L1, 0, true},
    KnownOption{"for"_L1, 0, true},
    KnownOption{"clear"_L1, 0, false},
};

Error usageError(const QString &message)
{
    Error error;
    error.code = ErrorCode::Invalid;
    error.message = message;
    error.hint = u"\"smcctl help\" lists what there is."_s;
    return error;
}

} // namespace

Result<Arguments> Arguments::parse(const QStringList &commandLine)
{
    Arguments arguments;
    bool wordsOnly = false;
    for (qsizetype i = 0; i < commandLine.size(); ++i) {
        const QString &part = commandLine.at(i);
        if (wordsOnly || !part.startsWith(u'-') || part == "-"_L1) {
            arguments.words << part;
            continue;
        }
        if (part == "--"_L1) {
            wordsOnly = true;
            continue;
        }
        const bool isLong = part.startsWith("--"_L1);
        const qsizetype equals = isLong ? part.indexOf(u'=') : -1;
        const QString name = isLong ? part.mid(2, equals < 0 ? -1 : equals - 2) : part.mid(1, 1);
        const auto known =
            std::find_if(knownOptions.begin(), knownOptions.end(), [&](const KnownOption &option) {
                return isLong ? name == option.name
                              : option.letter && name == QLatin1StringView(&option.letter, 1);
            });
        if (known == knownOptions.end())
            return usageError(
                u"There is no option %1."_s.arg(isLong ? QString(u"--"_s + name) : part.left(2)));
        QString value;
        if (!isLong && part.size() > 2)
            value = part.mid(2);
        if (equals >= 0)
            value = part.mid(equals + 1);
        const bool attached = equals >= 0 || !value.isEmpty();
        if (!known->takesValue && attached)
            return usageError(u"The option --%1 takes no value."_s.arg(known->name));
        if (known->takesValue && !attached) {
            if (i + 1 >= commandLine.size())
                return usageError(u"The option --%1 needs a value."_s.arg(known->name));
            value = commandLine.at(++i);
        }
        arguments.m_options.insert(known->name, value);
    }
    return arguments;
}

QString Arguments::value(const QString &option, const QString &otherwise) const
{
    const auto found = m_options.constFind(option); // the latest stands first
    return found == m_options.constEnd() ? otherwise : *found;
}

QStringList Arguments::values(const QString &option) const
{
    QStringList values = m_options.values(option);
    std::reverse(values.begin(), values.end());
    return values;
}

QString helpText()
{
    return uR"(Usage: smcctl [options] COMMAND …

  login | logout | whoami              a session that later calls use
  users | groups | workstations | ous | objects
    list [--filter F] [--fields a,b] [--sort a,-b] [--base DN] [--scope one|sub] [--limit N] [--fresh]
    show ID [--view short|extended|dump]
    create --set ATTR=VALUE … [--parent DN] [--password-stdin | --password-file FILE]
    create -f FILE                     one or many, as JSON, XML, YAML or CSV; "-" reads stdin
    set ID ATTR=VALUE … ATTR+=VALUE ATTR-=VALUE ATTR=      (the last one removes)
    delete ID … [--subtree]
    move ID … --to DN      rename ID --to NAME
  users enable | disable | lock | unlock | must-change [--no] ID …
  users password ID [--own] [--must-change] [--password-stdin | --password-file FILE]
  groups members ID     groups add GROUP MEMBER …     groups remove GROUP MEMBER …
  jobs list | show ID | results ID | wait ID | cancel ID | resume ID | retry ID
  schema list | show ATTRIBUTE
  servers | shares | sessions | connections | files | processes | logs | load | disks | services | printers |
  print-jobs | queues | events | health | nodes | server-groups | settings | changes
    list [-s SERVER|group:NAME] [--filter F] …      show ID
  sessions disconnect ID …    files close ID …      processes start | stop | restart | reload ID …
  shares create NAME -s SERVER path=/FOLDER …       shares set ID PARAMETER=VALUE …
  shares rename ID --to NAME                        shares delete | disconnect ID …
  shares quotas ID          shares quota ID ACCOUNT [soft=BYTES] [hard=BYTES]       ("*": the default)
  services start | stop ID …                        nodes delete NAME …
  printers pause | resume | purge ID …              print-jobs hold | release | delete ID …
  server-groups create NAME servers=S,S | rule=RULE [desired='[SHARE] PARAMETER = VALUE' …]
  server-groups set NAME … | delete NAME … | drift NAME | repair NAME …
  config show -s SERVER       config set -s SERVER PARAMETER=VALUE …       in the registry
  file-config show | set SERVER[:SECTION] …  the same in smb.conf       settings list  what counts of both
  changes list [--since 7d] [-s SERVER] [--filter F]     who changed what of shares and config, and why
  cloudvfs status | queue | stores | traffic [-s SERVER]      cloudvfs files SERVER:SHARE[/FOLDER]
  cloudvfs pause | resume SERVER:SHARE …            cloudvfs evict | recall | pin | unpin SERVER:SHARE/FILE …
  cloudvfs bandwidth [SERVER:STORE … [--up RATE] [--down RATE] [--for PERIOD] | --clear]     2M, 2h; 0: no limit
  cloudvfs enable SERVER:SHARE --store NAME [--mode link|backup|tier]       checks first, and shows the change
  cloudvfs scan SERVER:SHARE … [--accept-removals] [--accept-root]           looks at folder and bucket anew
  cloudvfs scrub SERVER:SHARE [--full | --sample N%] [--repair] [--no-wait]  checks disk and store
  cloudvfs faults SERVER:SHARE                      cloudvfs versions SERVER:SHARE/FILE
  cloudvfs restore SERVER:SHARE[/PATH] [--at TIME]  as it was then, into the share
  check WHAT [--warn N] [--crit N] [-s SERVER] [--filter F]       for a monitoring system
  check health [-s SERVER] [--filter F]                           the same, of what is not well
  get | delete PATH     put | post PATH [-f FILE | ATTR=VALUE …]      any request

  --url URL           the service (SMC_URL)          --ca FILE      its authority (SMC_CA)
  --fingerprint HEX   trust just this certificate    --realm R      (SMC_REALM)
  -u, --user U        (SMC_USER, with SMC_PASSWORD)  --ticket       sign in by Kerberos
  -o, --output table|json|xml|yaml|csv               -w, --wide     whole values in tables
  -n, --dry-run       show what would change         --timeout S    seconds of silence, 30
  --if-match ETAG     change only this version       --force        change any version
  --no-wait           do not wait for a batch        --reason TEXT  why a share or config is changed

Exit status: 0 done; 1 failed, or some items of a batch did; 2 wrong usage; 3 not found;
4 not signed in, not allowed, or the service not trusted; 5 conflict: exists already, changed meanwhile,
or refused by a rule of the directory; 6 no answer, or too busy.

More: man smcctl
)"_s;
}

} // namespace smc::ctl
