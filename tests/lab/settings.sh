# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
# Settings and small helpers of the lab; sourced by `lab`.

LAB_SETTINGS=SMC_LAB_ID,SMC_LAB_NODES,SMC_LAB_NET,SMC_LAB_SCALE,SMC_LAB_RUN,SMC_LAB_CACHE,KRB5CCNAME,LANG,LC_ALL,TMPDIR,ASAN_OPTIONS,UBSAN_OPTIONS,TSAN_OPTIONS,QT_QPA_PLATFORM,DISPLAY,WAYLAND_DISPLAY,XDG_RUNTIME_DIR,XAUTHORITY
LAB_REALM=LAB.EXAMPLE
LAB_PASSWORD='Passw0rd!lab'

die() {
    printf 'lab: %s\n' "$*" >&2
    exit 1
}

# Seconds since the command began, and what has just been done.
LAB_T0=$EPOCHREALTIME
say() { printf '%7.2f s  %s\n' "$(awk "BEGIN { print $EPOCHREALTIME - $LAB_T0 }")" "$*"; }

# Tries a command for about SECONDS, every 30 ms.
wait_until() {
    local end=$((SECONDS + $1 + 1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || return 1
        sleep .03
    done
}

: "${SMC_LAB_ID:=smc}"
[[ $SMC_LAB_ID =~ ^[a-z0-9]{1,6}$ ]] || die "SMC_LAB_ID must be 1 to 6 letters or digits"
: "${SMC_LAB_SCALE:=0}"
: "${SMC_LAB_RUN:=/run/smc-lab/$SMC_LAB_ID}"
: "${SMC_LAB_CACHE:=/var/cache/smc-lab}"
: "${SMC_LAB_NODES:=$(cat "$SMC_LAB_RUN/nodes.list" 2>/dev/null || echo dc1 dc2 fs1 oth1)}"

ALL_NODES="dc1 dc2 fs1 oth1"
BARE_NODES="new1 new2 new3" # machines on which nothing is set up; made when wanted, never part of a snapshot
netns_of() { echo "smclab-$SMC_LAB_ID-$1"; }
SWITCH=$(netns_of switch)
CABLE=smclab-$SMC_LAB_ID # this machine's link to the switch

is_node() {
    case " $ALL_NODES $BARE_NODES " in *" ${1:-} "*) ;; *) die "no such node: ${1:-} (there are: $ALL_NODES $BARE_NODES)" ;; esac
}
has_node() { case " $SMC_LAB_NODES " in *" $1 "*) ;; *) return 1 ;; esac; }

# The net: as told; or that of the running lab; or the first free one of those that go with the id.
choose_net() {
    local first n
    case $SMC_LAB_ID in
        smc) first=61 ;; demo) first=62 ;; tests) first=63 ;; bench) first=64 ;;
        *) first=$((65 + $(printf %s "$SMC_LAB_ID" | cksum | cut -d' ' -f1) % 120)) ;;
    esac
    for n in $first $((first + 61)) $((first + 67)); do
        if ! ip -4 route show | grep -v " dev $CABLE " | grep -q "^10\.53\.$n\."; then
            echo "10.53.$n"
            return
        fi
    done
    die "no free network found: set SMC_LAB_NET (e.g. 10.99.7)"
}
: "${SMC_LAB_NET:=$(cat "$SMC_LAB_RUN/net" 2>/dev/null || choose_net)}"

ip_of() {
    case $1 in
        host) echo "$SMC_LAB_NET.254" ;;
        dc1) echo "$SMC_LAB_NET.11" ;;
        dc2) echo "$SMC_LAB_NET.12" ;;
        fs1) echo "$SMC_LAB_NET.21" ;;
        oth1) echo "$SMC_LAB_NET.31" ;;
        new*) echo "$SMC_LAB_NET.4${1#new}" ;;
    esac
}
realm_of() { if [ "$1" = oth1 ]; then echo OTHER.EXAMPLE; else echo $LAB_REALM; fi; }
domain_of() { if [ "$1" = oth1 ]; then echo OTHER; else echo LAB; fi; }
fqdn_of() { local realm; realm=$(realm_of "$1"); echo "$1.${realm,,}"; }
nameservers_of() {
    case $1 in
        oth1) ip_of oth1 ;;
        dc2) ip_of dc2; ip_of dc1 ;;
        *) ip_of dc1; if has_node dc2; then ip_of dc2; fi ;;
    esac
}

# A template, filled in for a node.
fill() {
    local node=$1 template=$2 realm
    realm=$(realm_of "$node")
    sed -e "s#@NODE@#$node#g; s#@NODE_UC@#${node^^}#g; s#@REALM@#$realm#g; s#@realm@#${realm,,}#g" \
        -e "s#@DOMAIN@#$(domain_of "$node")#g; s#@IP@#$(ip_of "$node")#g; s#@NET@#$SMC_LAB_NET#g" \
        "$LAB_HOME/templates/$template"
}
