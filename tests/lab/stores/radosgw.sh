# SPDX-License-Identifier: GPL-3.0-or-later
# start_radosgw FOLDER [PKI]: the S3 of Ceph: a monitor, one store in memory and the gateway. Then there are
#   S3_ENDPOINT, S3_KEY, S3_SECRET    also by names: BUCKET.$S3_DOMAIN, when /etc/hosts has them
#   S3_TLS_ENDPOINT                   with PKI, a folder that gets two authorities, lab and other: the first has signed it
# shellcheck source=tests/lab/stores/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=tests/lab/pki.sh
. "$(dirname "${BASH_SOURCE[0]}")/../pki.sh"

start_radosgw() {
    local ceph=$1 pki=${2:-} port=18100 tls_port=18143 tls='' as_root=(--setuser root --setgroup root)
    mkdir -p "$ceph"/{mon,osd,run,log,rgw}
    S3_ENDPOINT=http://127.0.0.1:$port S3_KEY=AKTEST S3_SECRET=SKTESTSECRET S3_DOMAIN=s3.test
    if [ -n "$pki" ]; then
        authority "$pki/lab" 'Lab CA'
        authority "$pki/other" "Somebody else's CA"
        certificate "$pki/lab" s3 s3.test IP:127.0.0.1 "$pki/lab"
        S3_TLS_ENDPOINT=https://127.0.0.1:$tls_port
        tls="ssl_endpoint=127.0.0.1:$tls_port ssl_certificate=$pki/lab/s3.crt ssl_private_key=$pki/lab/s3.key"
    fi
    cat >"$ceph/ceph.conf" <<CONF
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = v1:127.0.0.1:6789
public network = 127.0.0.0/8
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind msgr2 = false
auth cluster required = none
auth service required = none
auth client required = none
run dir = $ceph/run
admin socket = $ceph/run/\$name.asok
log file = $ceph/log/\$name.log
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
osd objectstore = memstore
memstore device bytes = 17179869184
osd memory target = 939524096
osd class update on start = false
osd crush update on start = false
osd max object name len = 2048
mon data = $ceph/mon
osd data = $ceph/osd
mon initial members = a
paxos propose interval = 0.05
paxos min wait = 0.01
rgw data = $ceph/rgw
rgw frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1 $tls
rgw dns name = $S3_DOMAIN
rgw enable usage log = false
rgw run sync thread = false
rgw gc obj min wait = 5
rgw gc processor period = 5
rgw thread pool size = 16
rgw num rados handles = 1
rgw override bucket index max shards = 1
[mon.a]
[osd.0]
[client.rgw]
CONF
    export CEPH_ARGS="-c $ceph/ceph.conf"
    monmaptool --create --clobber --fsid "$(awk '/^fsid/ { print $3 }' "$ceph/ceph.conf")" \
        --addv a '[v1:127.0.0.1:6789]' "$ceph/monmap" >/dev/null
    done_once "$ceph/log/mkfs-mon" ceph-mon -i a --mkfs --monmap "$ceph/monmap" "${as_root[@]}"
    ceph-mon -f -i a "${as_root[@]}" >"$ceph/log/mon" 2>&1 &
    until_done "Ceph's monitor" "$ceph/log/mon" ceph --connect-timeout 2 mon stat
    local disk
    disk=$(cat /proc/sys/kernel/random/uuid)
    done_once "$ceph/log/mkfs" ceph-osd -i 0 --mkfs --osd-uuid "$disk" "${as_root[@]}"
    done_once "$ceph/log/new" ceph osd new "$disk"
    done_once "$ceph/log/crush" ceph osd crush add osd.0 1.0 root=default host=h0
    ceph-osd -f -i 0 "${as_root[@]}" >"$ceph/log/osd" 2>&1 &
    osd_is_up() { ceph osd stat | grep -q '1 up'; }
    until_done "Ceph's store" "$ceph/log/osd" osd_is_up
    radosgw -f -n client.rgw "${as_root[@]}" >"$ceph/log/rgw" 2>&1 &
    until_done radosgw "$ceph/log/rgw" curl -s -m 2 "$S3_ENDPOINT/"
    done_once "$ceph/log/user" radosgw-admin user create --uid=test --display-name=test --access-key=$S3_KEY \
        --secret-key=$S3_SECRET
}
