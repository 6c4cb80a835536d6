#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A clustered file server beside fs1's own and inside its node: two members under CTDB (Debian's package "ctdb"),
# each with disks, processes, configuration and an address of its own, and in the domain together as FILES
# (files.lab.example, which is either address), with one registry and the share "data" in common. Says "ready" when
# both serve, and ends with its standard input, which takes the account out of the domain again.
#   lab exec fs1 .../cluster.sh ADDRESS0 ADDRESS1 PID-FILE0 PID-FILE1 PASSWORD
# The PASSWORD is Administrator's. The PID-FILEs get the id, as fs1 counts, of a process in whose namespaces that
# member lives; killing it is a power cut for good. Commands in a member run by
#   lab exec fs1 nsenter -t PID -m -u -p -- CMD...
# and the command ".../cluster.sh --serve" starts again what does not run there: when ctdbd dies, all of Samba does.
set -eu
ulimit -c 0 # a smbd without its ctdbd dumps core
self=$(readlink -f "$0")
home=/tmp/cluster # in this process' mounts only

# Tries a command every .1 s for about a minute, however long it hangs itself.
wait_for() {
    local end=$((SECONDS + 60)) limit=(timeout 10)
    if declare -F "$1" >/dev/null; then limit=(); fi
    until "${limit[@]}" "$@" >/dev/null 2>&1; do
        if [ $SECONDS -ge $end ]; then
            echo "cluster.sh: not within a minute: $*" >&2
            return 1
        fi
        sleep .1
    done
}

# What may hang once does not do it three times.
thrice() {
    timeout 30 "$@" || timeout 30 "$@" || timeout 30 "$@" || {
        echo "cluster.sh: three times in vain: ${*:1:3}" >&2
        return 1
    }
}

in_member() {
    local number=$1
    shift
    nsenter -t "$(cat "${pid_files[number]}")" -m -u -p -- "$@" </dev/null
}

# Process 1 of a member.
member() {
    local number=$1 name ids folder
    # The /proc is still that of fs1, where this process is another than here.
    while read -r name ids; do
        if [ "$name" = NSpid: ]; then echo "${ids%%[[:space:]]*}" >"${pid_files[number]}"; fi
    done </proc/self/status
    mount --make-rprivate /
    mount -t proc proc /proc
    hostname "files$number"
    for folder in /run/{samba,ctdb} /etc/{samba,ctdb} /var/{lib,log}/ctdb /var/{lib,cache,log}/samba; do
        mkdir -p "$home/$number$folder"
        if [ "$folder" = /etc/samba ]; then cp -a /etc/samba "$home/$number/etc"; fi
        mount --bind "$home/$number$folder" "$folder"
    done
    mount --bind "$home/srv" /srv
    mkdir -m 700 /var/lib/samba/private
    mkdir -p /var/lib/ctdb/{volatile,persistent,state} /etc/ctdb/events/{legacy,notification}
    printf '%s\n' "${addresses[@]}" >/etc/ctdb/nodes
    printf '%s\n' '[logging]' 'location = file:/var/log/ctdb/log.ctdb' '[database]' 'tdb mutexes = false' '[legacy]' 'realtime scheduling = false' \
        '[cluster]' "node address = ${addresses[number]}" 'cluster lock = /srv/.ctdb/lock' \
        'leader timeout = 2' >/etc/ctdb/ctdb.conf
    echo RerecoveryTimeout=1 >/etc/ctdb/ctdb.tunables # 10 s by default, for which the start waits
    # What fs1 has, without its printer and the file of its keys.
    rm -f /etc/samba/node.keytab
    sed -i -e '/^\[office\]/,$d' -e '/keytab\|printcap\|command =\|^ *printing/d' \
        -e "s|interfaces = lo .*|interfaces = ${addresses[number]}/24|" \
        -e 's|netbios name = .*|netbios name = FILES\n  clustering = yes|' /etc/samba/smb.conf
    touch "$home/$number/made"
    sleep infinity
}

# ctdb fails unless all is well with this member.
ctdb_is_well_or_gone() { timeout 5 ctdb nodestatus || ! pgrep -x ctdbd; }
samba_is_gone() { ! pgrep -x 'ctdb-eventd|winbindd|smbd|samba-dcerpcd'; }
serve_ctdb() {
    if ! pgrep -x ctdbd >/dev/null; then
        wait_for samba_is_gone
        ctdbd
    fi
    wait_for ctdb_is_well_or_gone
    pgrep -x ctdbd >/dev/null || { tail -3 /var/log/ctdb/log.ctdb >&2; return 1; }
}
serve_samba() {
    local ip
    ip=$(testparm -s --parameter-name=interfaces 2>/dev/null)
    pgrep -x winbindd >/dev/null || winbindd -D
    pgrep -x smbd >/dev/null || smbd -D
    pgrep -x samba-dcerpcd >/dev/null || /usr/libexec/samba/samba-dcerpcd -D --libexec-rpcds
    wait_for wbinfo -t
    wait_for rpcclient -N -c srvinfo "ncacn_ip_tcp:${ip%/*}"
    wait_for smbclient -L "${ip%/*}" -m SMB3 -N
}

# For both members at once.
in_both() {
    local first
    in_member 0 "$@" &
    first=$!
    in_member 1 "$@"
    wait "$first"
}

# A test that waits in vain for "ready" shows how far it came.
step() { echo "cluster.sh: $(date +%T) $*" >&2; }

cluster() {
    local number
    mount --make-rprivate /
    mkdir -p "$home"
    mount -t tmpfs -o size=256m,mode=755 cluster "$home"
    mkdir -p "$home"/{0,1,srv/.ctdb}
    mkdir -m 2777 "$home/srv/data"
    for number in 0 1; do
        unshare -m -u -p --fork --kill-child=KILL "$self" --member "$number" "$@" </dev/null >&2 &
    done
    for number in 0 1; do wait_for test -e "$home/$number/made"; done
    step "its members are there"
    in_both "$self" --serve ctdb
    step "CTDB serves"
    leave >/dev/null 2>&1 || true # what an earlier one may have left
    trap 'leave >/dev/null 2>&1 || true' EXIT
    step "what an earlier one left is gone"
    in_member 0 "$self" --thrice net ads join -S dc1.lab.example -U "Administrator%$password" --no-dns-updates >/dev/null
    in_member 0 net conf addshare data /srv/data writeable=y guest_ok=n "Data of the cluster"
    step "joined"
    thrice net ads dns register files.lab.example "${addresses[@]}" -U "Administrator%$password" >/dev/null 2>&1
    in_both "$self" --serve
    step "Samba serves"
    in_member 0 "$self" --thrice net rpc rights grant 'LAB\Domain Admins' SeDiskOperatorPrivilege -S "$1" \
        -U "LAB\\Administrator%$password" >/dev/null
    # The domain controllers tell each other of the account and the name when they see fit.
    wait_for smbclient //files.lab.example/data --use-kerberos=required -U "Administrator%$password" -c exit
    echo ready
    cat >/dev/null
}
leave() {
    timeout 30 net ads dns unregister files.lab.example -U "Administrator%$password"
    ldapdelete -x -H ldap://dc1.lab.example -ZZ -o tls_cacert=/etc/samba/tls/ca.crt -o nettimeout=5 \
        -D 'LAB\Administrator' -w "$password" CN=FILES,CN=Computers,DC=lab,DC=example
}

mode=$1
case $mode in
    --serve)
        serve_ctdb
        if [ "${2:-}" != ctdb ]; then serve_samba; fi
        exit
        ;;
    --thrice)
        shift
        thrice "$@"
        exit
        ;;
    --cluster) shift ;;
    --member) number=$2; shift 2 ;;
esac
addresses=("$1" "$2") pid_files=("$3" "$4") password=$5
case $mode in
    --cluster) cluster "$@" ;;
    --member) member "$number" ;;
    *)
        command -v ctdbd >/dev/null || { echo 'cluster.sh: needs ctdb (apt-get install ctdb)' >&2; exit 1; }
        mkdir -p /run/ctdb
        for ip in "${addresses[@]}"; do ip addr add "$ip/24" dev eth0 2>/dev/null || true; done
        trap 'for ip in "${addresses[@]}"; do ip addr del "$ip/24" dev eth0; done; rmdir /run/ctdb "$home"' EXIT
        unshare -m -p --fork --kill-child=KILL "$self" --cluster "$@"
        ;;
esac
