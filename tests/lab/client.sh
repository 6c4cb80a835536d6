# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
# What a client outside of the nodes needs: krb5.conf, hosts, lab.env; and the private mount
# namespace in which it sees them as the machine's own. Sourced by `lab`.

# Everything under $SMC_LAB_RUN/client belongs to the person who runs the tests.
client_files() {
    local dir=$SMC_LAB_RUN/client pki=$SMC_LAB_RUN/pki node uris='' ip_uris=''
    mkdir -p "$dir"
    cp "$pki/lab/ca.crt" "$pki/lab/smc.crt" "$pki/lab/smc.key" "$dir/"
    cp "$pki/other/ca.crt" "$dir/other-ca.crt"
    cp "$pki/other/smc.crt" "$dir/other-smc.crt"
    cp "$pki/other/smc.key" "$dir/other-smc.key"
    cp "$SMC_LAB_RUN/tools/smcd.keytab" "$dir/smcd.keytab"
    chmod 600 "$dir"/*.key "$dir/smcd.keytab"
    for node in krb5.conf hosts; do fill dc1 $node >"$dir/$node"; done
    echo "127.0.1.1 $(hostname)" >>"$dir/hosts" # or sudo complains
    { echo "search lab.example"; nameservers_of fs1 | sed 's/^/nameserver /'; echo "options timeout:1 attempts:2"; } >"$dir/resolv.conf"
    printf 'TLS_CACERT %s\nSASL_NOCANON on\n' "$dir/ca.crt" >"$dir/ldap.conf"
    (umask 077; printf '%s' "$LAB_PASSWORD" >"$dir/svc-smcd.password")
    for node in dc1 dc2; do
        if has_node $node; then
            uris+="ldaps://$node.lab.example "
            ip_uris+="ldaps://$(ip_of $node) "
        fi
    done
    cat >"$dir/lab.env" <<ENV
# The lab "$SMC_LAB_ID": a real Samba domain on this machine. Shell syntax.
SMC_LAB_ID='$SMC_LAB_ID'
SMC_LAB_RUN='$SMC_LAB_RUN'
SMC_LAB_COMMAND='$LAB_HOME/lab'
SMC_LAB_NODES='$SMC_LAB_NODES'
SMC_LAB_NET='$SMC_LAB_NET'
SMC_LAB_REALM='$LAB_REALM'
SMC_LAB_BASE='DC=lab,DC=example'
SMC_LAB_URIS='${uris% }'
SMC_LAB_IP_URIS='${ip_uris% }'
SMC_LAB_PASSWORD='$LAB_PASSWORD'
SMC_LAB_ADMIN='alice'
SMC_LAB_CA='$dir/ca.crt'
SMC_LAB_CERT='$dir/smc.crt'
SMC_LAB_KEY='$dir/smc.key'
SMC_LAB_OTHER_CA='$dir/other-ca.crt'
SMC_LAB_OTHER_CERT='$dir/other-smc.crt'
SMC_LAB_OTHER_KEY='$dir/other-smc.key'
SMC_LAB_KRB5_CONFIG='$dir/krb5.conf'
SMC_LAB_KEYTAB='$dir/smcd.keytab'
SMC_LAB_SERVICE_PRINCIPAL='svc-smcd@$LAB_REALM'
SMC_LAB_HTTP_PRINCIPAL='HTTP/smc.lab.example@$LAB_REALM'
SMC_LAB_SERVICE_PASSWORD_FILE='$dir/svc-smcd.password'
SMC_LAB_HOST_IP='$(ip_of host)'
SMC_LAB_DC1_IP='$(ip_of dc1)'
SMC_LAB_DC2_IP='$(ip_of dc2)'
SMC_LAB_FS1_IP='$(ip_of fs1)'
SMC_LAB_OTH1_IP='$(ip_of oth1)'
SMC_LAB_NEW1_IP='$(ip_of new1)'
SMC_LAB_NEW2_IP='$(ip_of new2)'
SMC_LAB_NEW3_IP='$(ip_of new3)'
ENV
    chmod 600 "$dir/lab.env"
    chown -R "${SUDO_UID:-0}:${SUDO_GID:-0}" "$dir"
}

# Runs a command with the lab's hosts, resolver and krb5.conf, as the person who called.
client_exec() {
    local dir=$SMC_LAB_RUN/client as=()
    [ -e "$dir/lab.env" ] || die "the lab $SMC_LAB_ID is not up: $LAB_HOME/lab up"
    [ $# -gt 0 ] || die "client needs a command"
    if [ -n "${SUDO_UID:-}" ] && [ "$SUDO_UID" != 0 ]; then
        as=(setpriv --reuid="$SUDO_UID" --regid="$SUDO_GID" --init-groups)
        export HOME
        HOME=$(getent passwd "$SUDO_UID" | cut -d: -f6)
    fi
    set -a
    # shellcheck source=/dev/null
    . "$dir/lab.env"
    set +a
    export KRB5_CONFIG=$dir/krb5.conf LDAPCONF=$dir/ldap.conf
    export KRB5CCNAME=${KRB5CCNAME:-FILE:$dir/ccache}
    # shellcheck disable=SC2016  # expanded by the inner shell
    exec unshare -m --propagation private bash -c '
        for file in hosts resolv.conf krb5.conf; do
            if [ -e "/etc/$file" ]; then mount --bind "$0/$file" "$(readlink -f "/etc/$file")"; fi
        done
        # The tools of Samba keep addresses that they once found: that of the fs1 of another lab, say.
        mkdir -p /run/samba && mount -t tmpfs -o mode=755 tmpfs /run/samba
        exec "$@"' "$dir" "${as[@]}" "$@"
}
