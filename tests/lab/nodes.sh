# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
# Networks, nodes and their daemons: start, stop, wait. Sourced by `lab`.
#
# A node is one network namespace (which outlives the node's death) and a process tree in it whose root
# is process 1 of a PID namespace: killing that ends all of it. Recorded process ids are trusted only if
# the process still lives in our network namespace, so a crash and a reused id do no harm.

node_dir() { echo "$SMC_LAB_RUN/nodes/$1"; }

# All processes of a node, asked of the kernel.
node_pids() { ip netns pids "$(netns_of "$1")" 2>/dev/null || true; }

# The node's process 1, or nothing.
node_init_pid() {
    local pid
    pid=$(cat "$(node_dir "$1")/init.pid" 2>/dev/null) || return 1
    node_pids "$1" | grep -qx "$pid" || return 1
    echo "$pid"
}

require_up() { [ -e "$SMC_LAB_RUN/net" ] || die "the lab $SMC_LAB_ID is not up: tests/lab/lab up"; }

# in_node NODE CMD...
in_node() {
    local node=$1 pid
    is_node "$node"
    shift
    pid=$(node_init_pid "$node") || die "$node is not running"
    # A keytab of its own, or joining the domain would write its keys into the machine's /etc/krb5.keytab.
    nsenter -t "$pid" -r -m -u -n -p -- env -C / -u SMB_CONF_PATH -u LDAPCONF -u KRB5CCNAME -u KRB5_CONFIG \
        KRB5_KTNAME=FILE:/etc/samba/node.keytab \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"
}

# The nodes' cables meet in a switch that has a namespace of its own: there no firewall rule of this machine
# (Docker's, say) stands between the nodes. This machine has one cable to it.
network_up() {
    local node
    ip netns add "$SWITCH"
    ip -n "$SWITCH" link add br0 type bridge
    ip -n "$SWITCH" link set br0 up
    ip link add "$CABLE" type veth peer name host netns "$SWITCH"
    ip -n "$SWITCH" link set host master br0 up
    ip addr add "$(ip_of host)/24" dev "$CABLE"
    ip link set "$CABLE" up
    for node in $SMC_LAB_NODES $BARE_NODES; do node_network_up "$node"; done
}
node_network_up() {
    local node=$1 ns
    ns=$(netns_of "$node")
    ip netns add "$ns"
    ip -n "$SWITCH" link add "$node" type veth peer name eth0 netns "$ns"
    ip -n "$SWITCH" link set "$node" master br0 up
    ip -n "$ns" link set lo up
    ip -n "$ns" addr add "$(ip_of "$node")/24" dev eth0
    ip -n "$ns" link set eth0 up
}

# set_cable NODE up|down
set_cable() { ip -n "$SWITCH" link set "$1" "$2"; }

node_start() {
    local node=$1 dir outer
    dir=$(node_dir "$node")
    rm -f "$dir/ready" "$dir/init.pid"
    set_cable "$node" up
    setsid ip netns exec "$(netns_of "$node")" unshare -m -u -p --fork --kill-child=KILL --mount-proc \
        "$LAB_HOME/node_init.sh" "$node" "$dir" "$SMC_LAB_RUN/tools" </dev/null >"$dir/log/init.out" 2>&1 9>&- &
    outer=$!
    disown
    wait_until 60 test -e "$dir/ready" || die "$node does not start: $(tail -3 "$dir/log/init.out")"
    # setsid may have forked; process 1 is the node_init.sh that is a child of unshare.
    local pid
    for pid in $(node_pids "$node"); do
        if [ "$(awk '/^NSpid:/ { print $NF }' "/proc/$pid/status" 2>/dev/null)" = 1 ] &&
            [ "$(awk '/^NSpid:/ { print NF }' "/proc/$pid/status")" -gt 2 ]; then
            echo "$pid" >"$dir/init.pid"
        fi
    done
    [ -s "$dir/init.pid" ] || die "$node has no process 1 (started as $outer)"
}

# At once, whatever it is doing. Returns when nothing of it is left.
node_stop() {
    local pids
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        pids=$(node_pids "$1")
        [ -n "$pids" ] || return 0
        # shellcheck disable=SC2086  # a list of numbers
        kill -KILL $pids 2>/dev/null || true
        wait_until 1 node_is_gone "$1" || true
    done
    die "$1 cannot be stopped: $pids"
}
node_is_gone() { [ -z "$(node_pids "$1")" ]; }

port_is_open() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

daemons_start() {
    local node=$1 log
    log=$(node_dir "$node")/log/samba.out
    case $node in
        fs*)
            in_node "$node" winbindd -D </dev/null >>"$log" 2>&1 9>&-
            in_node "$node" smbd -D </dev/null >>"$log" 2>&1 9>&-
            in_node "$node" /usr/libexec/samba/samba-dcerpcd -D --libexec-rpcds </dev/null >>"$log" 2>&1 9>&-
            ;;
        *) in_node "$node" setsid samba -D --no-process-group </dev/null >>"$log" 2>&1 9>&- ;;
    esac
}

daemons_wait() {
    local node=$1 ip port ports="88 53 135 389 445 636"
    ip=$(ip_of "$node")
    case $node in fs*) ports=445 ;; esac
    for port in $ports; do
        wait_until 90 port_is_open "$ip" "$port" || die "$node: nothing answers on port $port, see $(node_dir "$node")/log"
    done
    case $node in
        fs*) wait_until 90 in_node "$node" wbinfo -t || die "$node: winbind does not reach its domain" ;;
        *) wait_until 90 ldapsearch -LLL -x -H "ldap://$ip" -s base -b '' dnsHostName || die "$node: LDAP does not answer" ;;
    esac
}

# Clean end of a node's daemons, so that the databases are at rest.
daemons_stop() {
    in_node "$1" bash -c 'for d in samba smbd winbindd samba-dcerpcd; do
            [ -s /run/samba/$d.pid ] && kill "$(cat /run/samba/$d.pid)"
        done 2>/dev/null
        for _ in $(seq 200); do pgrep "samba|smbd" >/dev/null || pgrep winbindd >/dev/null || exit 0; sleep .05; done' </dev/null || true
}

nodes_start() {
    local node
    for node in $SMC_LAB_NODES; do node_start "$node"; done
    for node in $SMC_LAB_NODES; do case $node in fs*) ;; *) daemons_start "$node" ;; esac; done
    if has_node fs1; then daemons_start fs1; fi
    for node in $SMC_LAB_NODES; do daemons_wait "$node"; done
}

# bare_start NODE DNS-DOMAIN [NAME-SERVER-NODE]: a machine with Samba's programs and nothing set up, known to the
# DNS by itself alone.
bare_start() {
    local node=$1 domain=$2 dir
    case " $BARE_NODES " in *" $node "*) ;; *) die "$node is not one of $BARE_NODES" ;; esac
    bare_remove "$node"
    dir=$(node_dir "$node")
    mkdir -p "$dir"/{lib/private,cache,log,etc,srv}
    chmod 700 "$dir/lib/private"
    printf '127.0.0.1 localhost\n%s %s.%s %s\n' "$(ip_of "$node")" "$node" "$domain" "$node" >"$dir/etc/hosts"
    printf 'search %s\nnameserver %s\noptions timeout:1 attempts:2\n' "$domain" "$(ip_of "${3:-$node}")" >"$dir/etc/resolv.conf"
    fill "$node" nsswitch.conf >"$dir/etc/nsswitch.conf"
    printf '[libdefaults]\n  rdns = false\n' >"$dir/etc/krb5.conf"
    node_start "$node"
}
bare_remove() {
    node_stop "$1"
    set_cable "$1" down
    rm -rf "$(node_dir "$1")"
}

# Removes whatever there is of this lab, complete or not, also what a killed `up` left behind.
lab_down() {
    local node ns
    for node in $ALL_NODES $BARE_NODES; do
        ns=$(netns_of "$node")
        if [ -e "/run/netns/$ns" ]; then
            node_stop "$node"
            ip netns del "$ns"
        fi
    done
    if [ -e "/run/netns/$SWITCH" ]; then ip netns del "$SWITCH"; fi
    ip link del "$CABLE" 2>/dev/null || true
    while mountpoint -q "$SMC_LAB_RUN"; do
        umount "$SMC_LAB_RUN" 2>/dev/null || umount -l "$SMC_LAB_RUN"
    done
    rmdir "$SMC_LAB_RUN" 2>/dev/null || true
}

# One command at a time changes a lab; the lock ends with the process, however it ends.
lab_locked() {
    mkdir -p /run/smc-lab
    exec 9>"/run/smc-lab/$SMC_LAB_ID.lock"
    flock -w 300 9 || die "another command has been changing the lab $SMC_LAB_ID for five minutes"
    "$@"
    exec 9>&-
}

lab_is_complete() {
    local node
    [ -e "$SMC_LAB_RUN/complete" ] || return 1
    for node in $SMC_LAB_NODES; do node_init_pid "$node" >/dev/null || return 1; done
}

lab_status() {
    local node
    for node in $SMC_LAB_NODES; do
        if node_init_pid "$node" >/dev/null; then
            echo "$node  $(ip_of "$node")  up"
        else
            echo "$node  $(ip_of "$node")  down"
        fi
    done
    lab_is_complete
}
