# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of smcctl for bash: commands, options, and the names that the service knows.

_smcctl()
{
    local cur prev words cword
    if declare -F _init_completion >/dev/null; then
        _init_completion -n = || return
    else
        cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
        words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
    fi

    case $prev in
        -o | --output) mapfile -t COMPREPLY < <(compgen -W 'table json xml yaml csv' -- "$cur"); return ;;
        --input) mapfile -t COMPREPLY < <(compgen -W 'json xml yaml csv' -- "$cur"); return ;;
        --view) mapfile -t COMPREPLY < <(compgen -W 'short extended dump' -- "$cur"); return ;;
        --scope) mapfile -t COMPREPLY < <(compgen -W 'one sub' -- "$cur"); return ;;
        -f | --file | --ca | --password-file) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        --base | --parent | --to) _smcctl_names ous "$cur"; return ;;
        --url | --user | -u | --realm | --fingerprint | --server | -s | --warn | --crit | --filter | --fields | --sort | --limit | --cursor | --set | \
            --timeout | --if-match | --reason | --since | --at | --sample) return ;;
    esac
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '--url --ca --fingerprint --realm --user --ticket --output --wide
            --timeout --filter --fields --sort --base --scope --limit --cursor --view --fresh --set --file --input
            --parent --to --password-stdin --password-file --must-change --no --own --subtree --dry-run --if-match
            --force --no-wait --server --warn --crit --reason --since --at --full --sample --repair --accept-removals
            --accept-root --help --version' -- "$cur")
        return
    fi

    # The words so far, without options and their values.
    local plain=() i
    for ((i = 1; i < cword; i++)); do
        case ${words[i]} in
            --*=*) ;;
            --ticket | --wide | --fresh | --password-stdin | --must-change | --no | --own | --subtree | --dry-run | \
                --force | --no-wait | --full | --repair | --accept-removals | --accept-root | --help | --version | -n | -w | -h) ;;
            --* | -[uofs]) ((i++)) ;;
            -*) ;;
            *) plain+=("${words[i]}") ;;
        esac
    done

    case ${#plain[@]} in
        0)
            mapfile -t COMPREPLY < <(compgen -W 'login logout whoami users groups workstations ous objects jobs schema
                servers shares sessions connections files processes logs load disks services printers print-jobs queues events
                health nodes cloudvfs server-groups settings changes config file-config check get put post delete help' -- "$cur")
            ;;
        1)
            local verbs=
            case ${plain[0]} in
                users) verbs='list show create set delete move rename enable disable lock unlock must-change password' ;;
                groups) verbs='list show create set delete move rename members add remove' ;;
                workstations) verbs='list show create set delete move rename enable disable lock unlock' ;;
                ous) verbs='list show create set delete move rename' ;;
                objects) verbs='list show set delete move rename' ;;
                jobs) verbs='list show results wait cancel resume retry' ;;
                schema | servers | connections | logs | load | disks | queues | events | health | changes) verbs='list show' ;;
                shares) verbs='list show create set rename delete disconnect quotas quota' ;;
                sessions) verbs='list show disconnect' ;;
                files) verbs='list show close' ;;
                processes) verbs='list show start stop restart reload' ;;
                services) verbs='list show start stop' ;;
                printers) verbs='list show pause resume purge' ;;
                print-jobs) verbs='list show hold release delete' ;;
                nodes) verbs='list show delete' ;;
                server-groups) verbs='list show create set delete drift repair' ;;
                config | file-config) verbs='show set' ;;
                settings) verbs='list' ;;
                check) verbs='health servers shares sessions connections files processes logs disks queues cloudvfs' ;;
                cloudvfs) verbs='status queue stores files pause resume evict recall pin unpin enable scan scrub faults versions
                    restore' ;;
            esac
            mapfile -t COMPREPLY < <(compgen -W "$verbs" -- "$cur")
            ;;
        *)
            case ${plain[0]}/${plain[1]} in
                */list | */create) ;;
                groups/add | groups/remove)
                    if ((${#plain[@]} == 2)); then _smcctl_names groups "$cur"; else _smcctl_names users "$cur"; fi
                    ;;
                users/* | groups/* | workstations/* | ous/* | objects/*) _smcctl_names "${plain[0]}" "$cur" ;;
            esac
            ;;
    esac
}

# Names of a kind that begin with what was typed; nothing when nobody is signed in.
_smcctl_names()
{
    local name options=() i
    for ((i = 1; i < ${#COMP_WORDS[@]} - 1; i++)); do
        case ${COMP_WORDS[i]} in
            --url | --ca | --fingerprint | --realm | --user | -u) options+=("${COMP_WORDS[i]}" "${COMP_WORDS[i + 1]}") ;;
        esac
    done
    local typed=$2
    typed=${typed#[\"\']}
    while IFS= read -r name; do
        COMPREPLY+=("$(printf '%q' "$name")")
    done < <(smcctl "${options[@]}" --timeout 3 complete "$1" "${typed//\\/}" 2>/dev/null)
}

complete -F _smcctl smcctl
