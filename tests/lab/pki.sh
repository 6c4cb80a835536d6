# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
# The lab's two certificate authorities and what they sign. Sourced by `lab`.

# certificate DIR NAME COMMON_NAME ALT_NAMES CA_DIR
certificate() {
    local dir=$1 name=$2 common=$3 alternatives=$4 ca=$5
    openssl req -newkey rsa:2048 -nodes -keyout "$dir/$name.key" -subj "/CN=$common" -out "$dir/$name.csr" 2>/dev/null
    openssl x509 -req -in "$dir/$name.csr" -CA "$ca/ca.crt" -CAkey "$ca/ca.key" -days 3650 -out "$dir/$name.crt" \
        -set_serial "0x$(openssl rand -hex 12)" \
        -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$alternatives") 2>/dev/null
    rm "$dir/$name.csr"
    chmod 600 "$dir/$name.key"
}

authority() {
    mkdir -p "$1"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1/ca.key" -out "$1/ca.crt" -days 3650 -subj "/CN=$2" \
        -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
    chmod 600 "$1/ca.key"
}

# Both authorities and the certificates of the client's side; part of the snapshot.
make_certificates() {
    local pki=$SMC_LAB_RUN/pki names
    names="DNS:smc.lab.example,DNS:localhost,IP:127.0.0.1,IP:$(ip_of host)"
    authority "$pki/lab" "Lab CA" &
    authority "$pki/other" "Somebody else's CA" &
    wait
    certificate "$pki/lab" smc smc.lab.example "$names" "$pki/lab" &
    certificate "$pki/other" smc smc.lab.example "$names" "$pki/other" &
    wait
}
