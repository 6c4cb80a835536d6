#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Process 1 of a node, in private mount, UTS and PID namespaces inside the node's network namespace:
# puts the node's own state where Samba expects it, so that every node has the standard paths and ports.
#   node_init.sh NODE DIR TOOLS
set -e
node=$1 dir=$2 tools=$3
mount --make-rprivate /
hostname "$node"
mount --bind "$dir" /mnt
mount --bind "$tools" /media
for pair in lib:/var/lib/samba cache:/var/cache/samba log:/var/log/samba etc:/etc/samba srv:/srv; do
    mount --bind "/mnt/${pair%%:*}" "${pair#*:}"
done
mount -t tmpfs -o mode=755 tmpfs /run
mount -t tmpfs -o mode=1777 tmpfs /tmp
mkdir /run/samba
for file in resolv.conf hosts nsswitch.conf krb5.conf; do
    target=$(readlink -m "/etc/$file") # resolv.conf is often a link into /run, which is a new one here
    case $target in /run/*) mkdir -p "${target%/*}" && touch "$target" ;; esac
    if [ -e "$target" ]; then mount --bind "/mnt/etc/$file" "$target"; fi
done
touch /mnt/ready
trap 'exit 0' TERM INT
while :; do
    sleep 3600 &
    wait $! || true
done
