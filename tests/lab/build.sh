# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
# Bringing the lab up: from a snapshot where there is one, otherwise by provisioning, seeding and joining,
# which makes one. Sourced by `lab`.

# A snapshot belongs to the scripts that make it, this Samba and these settings; anything else is another one.
snapshot_file() {
    local key
    key=$({
        cat "$LAB_HOME"/{build.sh,pki.sh} "$LAB_HOME"/seed/* "$LAB_HOME"/templates/*
        echo "$SMC_LAB_NET $SMC_LAB_NODES $SMC_LAB_SCALE $LAB_PASSWORD $(smbd -V)"
    } | sha256sum | cut -c1-16)
    echo "$SMC_LAB_CACHE/$SMC_LAB_ID-$key.tar"
}

node_prepare() {
    local node=$1 dir
    dir=$(node_dir "$node")
    mkdir -p "$dir"/{lib/private,lib/winbindd_privileged,lib/usershares,cache,log,etc/tls,srv}
    chmod 700 "$dir/lib/private"
    chmod 750 "$dir/lib/winbindd_privileged"
    fill "$node" krb5.conf >"$dir/etc/krb5.conf"
    fill "$node" hosts >"$dir/etc/hosts"
    fill "$node" nsswitch.conf >"$dir/etc/nsswitch.conf"
    { echo "search $(fqdn_of "$node" | cut -d. -f2-)"; nameservers_of "$node" | sed 's/^/nameserver /'; echo "options timeout:1 attempts:2"; } \
        >"$dir/etc/resolv.conf"
    certificate "$dir/etc/tls" node "$(fqdn_of "$node")" "DNS:$(fqdn_of "$node"),DNS:$node,IP:$(ip_of "$node")" "$SMC_LAB_RUN/pki/lab"
    cp "$SMC_LAB_RUN/pki/lab/ca.crt" "$dir/etc/tls/"
}

# quietly LOG CMD...: says what it said only when it fails
quietly() {
    local log=$1
    shift
    "$@" </dev/null >>"$log" 2>&1 9>&- || die "failed: $*
$(tail -15 "$log")"
}

provision() {
    local node=$1 log
    log=$(node_dir "$node")/log/provision.log
    quietly "$log" in_node "$node" samba-tool domain provision --realm="$(realm_of "$node")" --domain="$(domain_of "$node")" \
        --server-role=dc --dns-backend=SAMBA_INTERNAL --use-rfc2307 --adminpass="$LAB_PASSWORD" \
        --host-name="$node" --host-ip="$(ip_of "$node")" \
        --option="interfaces=lo $(ip_of "$node")/24" --option="bind interfaces only=yes"
    fill "$node" smb.dc.conf >"$(node_dir "$node")/etc/smb.conf"
    # Ages of 0 keep the snapshot usable for ever; a locked account stays locked until somebody unlocks it.
    quietly "$log" in_node "$node" samba-tool domain passwordsettings set --max-pwd-age=0 --min-pwd-age=0 --history-length=0 \
        --account-lockout-threshold=5 --account-lockout-duration=0 --reset-account-lockout-after=30
    [ "$node" = dc1 ] || return 0
    quietly "$log" in_node dc1 /usr/bin/python3 /media/seed.py /media/people.txt "$LAB_PASSWORD" "$(ip_of host)"
    if [ "$SMC_LAB_SCALE" -gt 0 ]; then quietly "$log" in_node dc1 /usr/bin/python3 /media/scale.py "$SMC_LAB_SCALE"; fi
    rm -f "$SMC_LAB_RUN/tools/smcd.keytab"
    for principal in HTTP/smc.lab.example svc-smcd; do
        quietly "$log" in_node dc1 samba-tool domain exportkeytab /media/smcd.keytab --principal=$principal
    done
}

join_dc2() {
    local log naming_context
    log=$(node_dir dc2)/log/join.log
    quietly "$log" in_node dc1 samba-tool sites create Branch
    quietly "$log" in_node dc1 samba-tool sites subnet create 10.99.0.0/16 Branch
    quietly "$log" in_node dc2 samba-tool domain join lab.example DC --dns-backend=SAMBA_INTERNAL \
        -U "LAB\\Administrator%$LAB_PASSWORD" --site=Branch \
        --option="interfaces=lo $(ip_of dc2)/24" --option="bind interfaces only=yes"
    fill dc2 smb.dc.conf >"$(node_dir dc2)/etc/smb.conf"
    daemons_start dc2
    daemons_wait dc2
    # dc2's service principals must reach dc1's KDC, or Kerberos to dc2 fails ("Server not found").
    in_node dc2 samba_spnupdate </dev/null >>"$log" 2>&1 || true
    for naming_context in DC=lab,DC=example CN=Configuration,DC=lab,DC=example DC=DomainDnsZones,DC=lab,DC=example \
        DC=ForestDnsZones,DC=lab,DC=example; do
        replicate dc1 dc2 "$naming_context"
        replicate dc2 dc1 "$naming_context"
    done
    # It gets its pool of RIDs at the first creation of an account; before, creating one fails.
    wait_until 90 in_node dc2 samba-tool user create rid-probe "$LAB_PASSWORD" || die "dc2 gets no RID pool"
    quietly "$log" in_node dc2 samba-tool user delete rid-probe
}

replicate() {
    wait_until 60 in_node dc1 samba-tool drs replicate "$1" "$2" "$3" -U "LAB\\Administrator%$LAB_PASSWORD" ||
        die "$1 does not replicate $3 from $2"
}

join_fs1() {
    local dir log
    dir=$(node_dir fs1)
    log=$dir/log/join.log
    fill fs1 smb.member.conf >"$dir/etc/smb.conf"
    # Only root gets at the access lists of shares, over the network as well.
    echo '!root = LAB\Administrator' >"$dir/etc/username.map"
    quietly "$log" in_node fs1 net ads join -U "Administrator%$LAB_PASSWORD" --no-dns-updates
    quietly "$log" in_node dc1 samba-tool dns add dc1 lab.example fs1 A "$(ip_of fs1)" -U "Administrator%$LAB_PASSWORD"
    mkdir -p "$dir"/srv/{data,public,spool,queues}
    chmod 2777 "$dir"/srv/{data,public}
    chmod 1777 "$dir"/srv/{spool,queues}
    cp "$LAB_HOME/lpq.sh" "$dir/etc/lpq"
    echo 'office|Office printer:' >"$dir/etc/printcap"
    quietly "$log" in_node fs1 net conf addshare data /srv/data writeable=y guest_ok=n "Lab data"
    quietly "$log" in_node fs1 net conf addshare public /srv/public writeable=y guest_ok=n "Lab public"
    daemons_start fs1
    daemons_wait fs1
    # samba-dcerpcd listens a moment later than smbd.
    wait_until 60 in_node fs1 net rpc rights grant 'LAB\Domain Admins' SeDiskOperatorPrivilege SePrintOperatorPrivilege \
        -S fs1 -U "LAB\\Administrator%$LAB_PASSWORD" || die "fs1 grants no rights"
}

tools_copy() {
    mkdir -p "$SMC_LAB_RUN/tools"
    cp "$LAB_HOME"/seed/{seed.py,scale.py,people.txt} "$SMC_LAB_RUN/tools/"
}

build() {
    local node jobs=()
    make_certificates
    tools_copy
    for node in $SMC_LAB_NODES; do node_prepare "$node" & jobs+=($!); done
    for node in "${jobs[@]}"; do wait "$node"; done
    for node in $SMC_LAB_NODES; do node_start "$node"; done
    jobs=()
    provision dc1 & jobs+=($!)
    if has_node oth1; then provision oth1 & jobs+=($!); fi
    for node in "${jobs[@]}"; do wait "$node" || exit 1; done
    say "provisioned and seeded"
    daemons_start dc1
    if has_node oth1; then daemons_start oth1; daemons_wait oth1; fi
    daemons_wait dc1
    quietly "$(node_dir dc1)/log/provision.log" in_node dc1 samba-tool dns add dc1 lab.example smc A "$(ip_of host)" \
        -U "Administrator%$LAB_PASSWORD"
    if has_node dc2; then join_dc2; say "dc2 joined"; fi
    if has_node fs1; then join_fs1; say "fs1 joined"; fi
    lock_account lukas
    for node in $SMC_LAB_NODES; do daemons_stop "$node"; done
    for node in $SMC_LAB_NODES; do node_stop "$node"; done
}

# An account is locked by bad passwords and by nothing else.
lock_account() {
    local _
    for _ in 1 2 3 4 5 6; do
        ldapwhoami -x -H "ldap://$(ip_of dc1)" -ZZ -o tls_cacert="$SMC_LAB_RUN/pki/lab/ca.crt" -D "LAB\\$1" -w wrong >/dev/null 2>&1 || true
    done
}

snapshot_save() {
    local file=$1
    mkdir -p "$SMC_LAB_CACHE"
    chmod 700 "$SMC_LAB_CACHE"
    find "$SMC_LAB_RUN/nodes" -type s -delete
    rm -f "$SMC_LAB_RUN"/nodes/*/{ready,init.pid}
    rm -f "$SMC_LAB_CACHE/$SMC_LAB_ID"-*.tar*
    (umask 077; tar --xattrs --xattrs-include='*' --acls --numeric-owner --sparse -C "$SMC_LAB_RUN" -cf "$file.tmp" pki tools nodes)
    mv "$file.tmp" "$file"
    say "snapshot kept, $(du -m "$file" | cut -f1) MB"
}

lab_up() { lab_locked lab_up_locked "$@"; }
lab_up_locked() {
    local snapshot
    case ${1:-} in
        --fresh | --rebuild | '') ;;
        *) die "up does not know $1" ;;
    esac
    has_node dc1 || die "SMC_LAB_NODES must contain dc1"
    snapshot=$(snapshot_file)
    if [ -z "${1:-}" ] && lab_is_complete && [ "$(cat "$SMC_LAB_RUN/complete")" = "$snapshot" ]; then
        say "lab $SMC_LAB_ID is already up: $SMC_LAB_NODES"
        return
    fi
    lab_down
    mkdir -p "$SMC_LAB_RUN"
    mount -t tmpfs -o size=4g,mode=755 smc-lab "$SMC_LAB_RUN"
    echo "$SMC_LAB_NET" >"$SMC_LAB_RUN/net"
    echo "$SMC_LAB_NODES" >"$SMC_LAB_RUN/nodes.list"
    network_up
    if [ "${1:-}" = --rebuild ] || [ ! -s "$snapshot" ]; then
        say "no snapshot yet: building the domain, about a minute"
        build
        snapshot_save "$snapshot"
    else
        tar --xattrs --xattrs-include='*' --acls --numeric-owner -C "$SMC_LAB_RUN" -xf "$snapshot"
        say "snapshot unpacked"
    fi
    nodes_start
    client_files
    echo "$snapshot" >"$SMC_LAB_RUN/complete"
    say "lab $SMC_LAB_ID is up: $SMC_LAB_NODES"
}

lab_seed_scale() { lab_locked seed_scale_locked "$@"; }
seed_scale_locked() {
    [[ ${1:-} =~ ^[0-9]+$ ]] || die "seed-scale needs a number"
    tools_copy
    daemons_stop dc1
    in_node dc1 /usr/bin/python3 /media/scale.py "$1" 9>&-
    daemons_start dc1
    daemons_wait dc1
}
