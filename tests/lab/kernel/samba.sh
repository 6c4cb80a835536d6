#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A file server and a cable to a machine that tests/lab/kernel starts, in a network of their own.
#
#   tests/lab/kernel/samba.sh FOLDER PROGRAM... -- COMMAND...
#
# FOLDER (made anew) is what there is: the kernel's image with the programs, Samba's state, FOLDER/srv. COMMAND finds in
# SMC_KERNEL the folder. The server is 10.77.0.1 and fd77::1, the machine 10.77.0.2 and fd77::2, the cable is the
# interface "node". Samba is started by the command, as it stops it, too; smb.conf stands. People: alex (password
# "s3cret,x"), "ann%b" (the same), in the domain AD. Shares: alex, "with space" (with a folder "sub folder"), ro.
set -Eeuo pipefail

if [ "$1" != --inside ]; then
    if [ "$(id -u)" != 0 ]; then exec sudo --preserve-env "$0" "$@"; fi # namespaces need root
    folder=$(readlink -m "$1")
    shift
    rm -rf "$folder"
    mkdir -p "$folder"/{srv,lib,cache,log,etc}
    programs=()
    while [ "$1" != -- ]; do
        programs+=("$(readlink -f "$1")")
        shift
    done
    shift
    "$(dirname "$(readlink -f "$0")")/image.sh" "$folder" "${programs[@]}"
    exec unshare -n -m -p -u --fork --kill-child=KILL --mount-proc "$(readlink -f "$0")" --inside "$folder" "$@"
fi
folder=$2
shift 2
trap 'echo "kernel: \"$BASH_COMMAND\" failed with $?" >&2' ERR
mount --make-rprivate /
hostname nas
ip link set lo up
ip tuntap add dev node mode tap
ip addr add 10.77.0.1/24 dev node
ip -6 addr add fd77::1/64 dev node nodad
ip link set node up
for pair in lib:/var/lib/samba cache:/var/cache/samba log:/var/log/samba etc:/etc/samba srv:/srv; do
    mount --bind "$folder/${pair%%:*}" "${pair#*:}"
done
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/samba /var/lib/samba/private /srv/alex "/srv/space/sub folder"
cp /etc/passwd "$folder/etc/passwd"
printf '%s:x:%d:65534::/nonexistent:/usr/sbin/nologin\n' alex 5001 ann 5002 >>"$folder/etc/passwd"
mount --bind "$folder/etc/passwd" /etc/passwd
cat >/etc/samba/users.map <<'MAP'
alex = AD\alex alex@ad.example
ann = ann%b
MAP
cat >/etc/samba/smb.conf <<'CONF'
[global]
    workgroup = AD
    server role = standalone server
    map to guest = never
    username map = /etc/samba/users.map
    log file = /var/log/samba/log.%m
    load printers = no
    disable spoolss = yes
    server min protocol = SMB2_02
[alex]
    path = /srv/alex
    read only = no
[with space]
    path = /srv/space
    read only = no
[ro]
    path = /srv/alex
[sealed]
    path = /srv/alex
    smb encrypt = required
CONF
chown alex /srv/alex /srv/space "/srv/space/sub folder"
echo 'What the NAS has' >/srv/alex/NAS-file.ods
echo below >"/srv/space/sub folder/below"
for person in alex ann; do
    printf 's3cret,x\ns3cret,x\n' | smbpasswd -a -s $person >/dev/null
done
SMC_KERNEL=$folder exec "$@"
