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
# Whatever a sanitizer says of any process, cloudvfsd above all, is a failure.
set -Eeuo pipefail

if [ "$1" != --inside ]; then
    if [ "$(id -u)" != 0 ]; then exec sudo --preserve-env "$0" "$@"; fi # namespaces need root
    folder=$(readlink -m "$1") module=$(readlink -e "$2")
    shift 2
    rm -rf "$folder"
    mkdir -p "$folder"/{srv/data,lib,cache,log,etc,cloudvfs}
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

# shellcheck source=tests/lab/stores/radosgw.sh
. "$(dirname "$(readlink -f "$0")")/stores/radosgw.sh"
start_radosgw "$folder/ceph"
export SMC_S3_ENDPOINT=$S3_ENDPOINT SMC_S3_BUCKET=share SMC_S3_KEY=$S3_KEY SMC_S3_SECRET=$S3_SECRET SMC_CLOUD=$folder
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

# The daemon is killed more often than not, and so its exit code tells nothing: what a sanitizer says goes to files.
mkdir "$folder/sanitizer"
for sanitizer in ASAN UBSAN TSAN; do
    options=${sanitizer}_OPTIONS
    export "$options=${!options:+${!options}:}log_path=$folder/sanitizer/$sanitizer"
done
status=0
"$@" || status=$?
for report in "$folder"/sanitizer/*; do
    if [ -e "$report" ]; then
        echo "cloud: $report" >&2
        cat "$report" >&2
        status=1
    fi
done
exit $status
