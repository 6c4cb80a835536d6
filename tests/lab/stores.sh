#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A machine of its own with every kind of store that CloudVFS knows, as real servers: a network of nothing but loopback,
# Ceph's radosgw, OpenStack Swift, Azurite, Apache with WebDAV. Ends with everything in it.
#
#   tests/lab/stores.sh FOLDER COMMAND...
#
# FOLDER is made anew. COMMAND finds SMC_STORES=FOLDER in its environment, and there stores.conf: a section
# [store NAME] for each, as cloudvfs.conf has them. Azurite is left out where it is not installed.
set -euo pipefail

if [ "$1" != --inside ]; then
    folder=$(readlink -m "$1")
    shift
    rm -rf "$folder"
    mkdir -p "$folder/folder" "$folder/mirror"
    exec unshare -n -m -p -u --fork --kill-child=KILL --mount-proc "$(readlink -f "$0")" --inside "$folder" "$@"
fi
folder=$2
shift 2
trap 'echo "stores: \"$BASH_COMMAND\" failed with $?" >&2' ERR
mount --make-rprivate /
hostname stores
ip link set lo up
mount -t tmpfs -o mode=755 tmpfs /run
unset AWS_CA_BUNDLE
here=$(dirname "$(readlink -f "$0")")/stores
for server in radosgw swift webdav azurite; do
    # shellcheck source=/dev/null
    . "$here/$server.sh"
done

# store NAME ID SECRET LINE...: a section, and the file with its key
store() {
    printf '%s\n%s\n' "$2" "$3" >"$folder/$1.key"
    chmod 600 "$folder/$1.key"
    printf '[store %s]\nkey file = %s\n' "$1" "$folder/$1.key"
    shift 3
    printf '%s\n' "$@"
}

start_radosgw "$folder/ceph" "$folder/pki"
start_swift "$folder/swift"
start_webdav "$folder/webdav"
cp /etc/hosts "$folder/hosts"
echo "127.0.0.1 $S3_DOMAIN share.$S3_DOMAIN none.$S3_DOMAIN" >>"$folder/hosts"
mount --bind "$folder/hosts" /etc/hosts
request() { python3 "$here/request.py" "$@"; }
versioning='<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>'
for bucket in share versions mirror; do
    request s3 "$S3_ENDPOINT/$bucket" $S3_KEY $S3_SECRET
done
request s3 "$S3_ENDPOINT/versions?versioning=" $S3_KEY $S3_SECRET "$versioning"
{
    store radosgw $S3_KEY $S3_SECRET "endpoint = $S3_ENDPOINT" 'bucket = share'
    store 'by host' $S3_KEY $S3_SECRET "endpoint = http://$S3_DOMAIN:${S3_ENDPOINT##*:}" 'bucket = share' 'addressing = virtual'
    store 'over TLS' $S3_KEY $S3_SECRET "endpoint = $S3_TLS_ENDPOINT" 'bucket = share' "ca = $folder/pki/lab/ca.crt"
    store versioned $S3_KEY $S3_SECRET "endpoint = $S3_ENDPOINT" 'bucket = versions'
    store 'swift as s3' $SWIFT_USER $SWIFT_KEY "endpoint = $SWIFT_ENDPOINT" 'bucket = share'
    store swift $SWIFT_USER $SWIFT_KEY 'type = swift' "endpoint = $SWIFT_ENDPOINT/auth/v1.0" 'container = own'
    store webdav $WEBDAV_USER $WEBDAV_PASSWORD 'type = webdav' "endpoint = $WEBDAV_ENDPOINT/share"
    printf '%s\n' '[store folder]' 'type = folder' "path = $folder/folder"
    store 'mirror one' $S3_KEY $S3_SECRET "endpoint = $S3_ENDPOINT" 'bucket = mirror'
    store 'mirror two' $SWIFT_USER $SWIFT_KEY 'type = swift' "endpoint = $SWIFT_ENDPOINT/auth/v1.0" 'container = mirror'
    printf '%s\n' '[store mirror three]' 'type = folder' "path = $folder/mirror"
} >"$folder/stores.conf"
swift_works own >"$folder/own"
swift_works mirror >"$folder/mirror.answer"
if start_azurite "$folder/azurite"; then
    request azure "$AZURE_ENDPOINT/share?restype=container" $AZURE_ACCOUNT "$AZURE_KEY"
    store azure $AZURE_ACCOUNT "$AZURE_KEY" 'type = azure' "endpoint = $AZURE_ENDPOINT" 'container = share' \
        >>"$folder/stores.conf"
fi
export SMC_STORES=$folder
"$@"
