# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Makes of a twin (twin.sh, which sources this) a file server whose share "data" is joined to the S3 of a radosgw of its
# own: in FOLDER, made anew on a disk, are the shares, the state and cloudvfs.conf. "data" is a share of the registry;
# "public", there too, and "later" in smb.conf are not joined.
#   joined.sh FOLDER MODULE-FOLDER CLOUDVFSD USER
# USER is the management user. cloudvfsd is the test's own affair: CLOUDVFSD -f FOLDER/cloudvfs.conf
folder=$1 module=$2
rm -rf "$folder"
mkdir -p "$folder"/{srv/{data,public,later,queues,spool},state}
chmod 777 "$folder"/srv/*
vfs=/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || gcc -print-multiarch)/samba/vfs
cp -a "$vfs" "$folder/vfs"
cp "$module/cloudvfs.so" "$folder/vfs/"
mount --bind "$folder/vfs" "$vfs"
mount --bind "$folder/srv" /srv
hash -r
# shellcheck source=tests/lab/stores/radosgw.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/stores/radosgw.sh"
start_radosgw "$folder/ceph"
echo "joined.sh: $(date +%T) its store serves" >&2
unset AWS_CA_BUNDLE
for bucket in share second third; do
    RCLONE_CONFIG=/dev/null rclone -q mkdir \
        ":s3,provider=Ceph,endpoint='$S3_ENDPOINT',access_key_id=$S3_KEY,secret_access_key=$S3_SECRET:$bucket"
done
printf '%s\n%s\n' "$S3_KEY" "$S3_SECRET" >"$folder/key"
chmod 600 "$folder/key"
cat >"$folder/cloudvfs.conf" <<CONF
[global]
state = $folder/state
quiet = 0
management user = $3
[store s3]
endpoint = $S3_ENDPOINT
bucket = share
key file = $folder/key
[store second]
endpoint = $S3_ENDPOINT
bucket = second
key file = $folder/key
[store third]
endpoint = $S3_ENDPOINT
bucket = third
key file = $folder/key
[store away]
endpoint = http://127.0.0.1:1
bucket = away
key file = $folder/key
[share data]
path = /srv/data
store = s3
CONF
cat >>/etc/samba/smb.conf <<CONF

[later]
    path = /srv/later
    read only = no
CONF
net conf setparm data "vfs objects" "acl_xattr streams_xattr cloudvfs"
net conf setparm data "cloudvfs:state" "$folder/state"
