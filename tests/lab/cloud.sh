#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A machine of its own for a share that is joined to a cloud: a network of nothing but loopback, a Samba with its
# own state and the module that was built, and the S3 of Ceph's radosgw. Ends with everything in it.
#
#   tests/lab/cloud.sh FOLDER MODULE COMMAND...
#
# FOLDER (made anew, on a disk: a share needs extended attributes, holes and leases) is what the machine has:
# FOLDER/srv is /srv there. MODULE is the folder that cloudvfs.so was built into. COMMAND finds in its environment
#   SMC_S3_ENDPOINT, SMC_S3_BUCKET, SMC_S3_KEY, SMC_S3_SECRET    a bucket
#   SMC_CLOUD                                                   FOLDER
# smb.conf, smbd and cloudvfsd are the command's own affair; the user "jo" has the password "Passw0rd!lab".
set -euo pipefail

if [ "$1" != --inside ]; then
    folder=$(readlink -m "$1") module=$(readlink -e "$2")
    shift 2
    rm -rf "$folder"
    mkdir -p "$folder"/{srv/data,lib,cache,log,etc,cloudvfs,ceph}
    exec unshare -n -m -p -u --fork --kill-child=KILL --mount-proc "$(readlink -f "$0")" --inside "$folder" "$module" "$@"
fi
folder=$2 module=$3
shift 3
trap 'echo "cloud: \"$BASH_COMMAND\" failed with $?" >&2' ERR
mount --make-rprivate /
hostname cloud
ip link set lo up
vfs=/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || gcc -print-multiarch)/samba/vfs
cp -a "$vfs" "$folder/vfs"
cp "$module"/cloudvfs.so "$folder/vfs/"
mount --bind "$folder/vfs" "$vfs"
for pair in lib:/var/lib/samba cache:/var/cache/samba log:/var/log/samba etc:/etc/samba srv:/srv; do
    mount --bind "$folder/${pair%%:*}" "${pair#*:}"
done
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/samba /var/lib/samba/private
chmod 777 /srv/data

# ---- radosgw: a monitor, one store in memory and the gateway ------------------------------------------------------

ceph=$folder/ceph port=18100
mkdir -p "$ceph"/{mon,osd,run,log,rgw}
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
memstore device bytes = 4294967296
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
rgw frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1
rgw enable usage log = false
rgw run sync thread = false
rgw thread pool size = 16
rgw num rados handles = 1
rgw override bucket index max shards = 1
[mon.a]
[osd.0]
[client.rgw]
CONF
export CEPH_ARGS="-c $ceph/ceph.conf"

# until WHAT LOG COMMAND...: for a minute
until_done() {
    local what=$1 log=$2 end=$((SECONDS + 60))
    shift 2
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$end" ]; then
            echo "cloud: $what does not come; the end of $log:" >&2
            tail -n 5 "$log" >&2
            exit 1
        fi
        sleep .1
    done
}
as_root=(--setuser root --setgroup root)
monmaptool --create --clobber --fsid "$(awk '/^fsid/ { print $3 }' "$ceph/ceph.conf")" --addv a '[v1:127.0.0.1:6789]' \
    "$ceph/monmap" >/dev/null
ceph-mon -i a --mkfs --monmap "$ceph/monmap" "${as_root[@]}"
ceph-mon -f -i a "${as_root[@]}" >"$ceph/log/mon" 2>&1 &
until_done "Ceph's monitor" "$ceph/log/mon" ceph --connect-timeout 2 mon stat
ceph-osd -i 0 --mkfs --osd-uuid "$(cat /proc/sys/kernel/random/uuid)" "${as_root[@]}" >"$ceph/log/mkfs" 2>&1
ceph osd new "$(ceph-osd -i 0 --get-osd-fsid 2>/dev/null | grep -oE '[0-9a-f-]{36}')" >/dev/null
ceph osd crush add osd.0 1.0 root=default host=h0 >"$ceph/log/crush" 2>&1
ceph-osd -f -i 0 "${as_root[@]}" >"$ceph/log/osd" 2>&1 &
osd_is_up() { ceph osd stat | grep -q '1 up'; }
until_done "Ceph's store" "$ceph/log/osd" osd_is_up
radosgw -f -n client.rgw "${as_root[@]}" >"$ceph/log/rgw" 2>&1 &
until_done radosgw "$ceph/log/rgw" curl -s -m 2 "http://127.0.0.1:$port/"
export SMC_S3_ENDPOINT=http://127.0.0.1:$port SMC_S3_BUCKET=share SMC_S3_KEY=AKTEST SMC_S3_SECRET=SKTESTSECRET SMC_CLOUD=$folder
radosgw-admin user create --uid=test --display-name=test --access-key=$SMC_S3_KEY --secret-key=$SMC_S3_SECRET \
    >"$ceph/log/user" 2>&1
export RCLONE_CONFIG_S3_TYPE=s3 RCLONE_CONFIG_S3_PROVIDER=Ceph RCLONE_CONFIG_S3_ENDPOINT=$SMC_S3_ENDPOINT \
    RCLONE_CONFIG_S3_ACCESS_KEY_ID=$SMC_S3_KEY RCLONE_CONFIG_S3_SECRET_ACCESS_KEY=$SMC_S3_SECRET RCLONE_CONFIG=/dev/null
unset AWS_CA_BUNDLE
rclone -q mkdir s3:$SMC_S3_BUCKET

# ---- people of this machine ---------------------------------------------------------------------------------------

cp /etc/passwd "$folder/etc/passwd"
echo "jo:x:5001:65534::/nonexistent:/usr/sbin/nologin" >>"$folder/etc/passwd"
mount --bind "$folder/etc/passwd" /etc/passwd
printf '[global]\n' >/etc/samba/smb.conf
printf 'Passw0rd!lab\nPassw0rd!lab\n' | smbpasswd -a -s jo >/dev/null

"$@"
