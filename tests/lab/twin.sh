#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A second file server beside fs1's own and inside its node: with copies of its keys, its configuration and its
# registry on a disk of its own, so that a test may fill or break what it has while the real one serves others.
# It has the account of fs1. Says "ready" when it serves, and ends with its standard input.
#   lab exec fs1 .../twin.sh ADDRESS PID-FILE [FOLDER [SCRIPT ARGUMENT...]]
# PID-FILE gets the id, as fs1 counts, of a process in whose namespaces it lives. Its Samba is the installed one,
# or that in FOLDER (other_samba). SCRIPT is sourced before it serves (joined.sh).
set -e
if [ "$1" != --inside ]; then
    ip addr add "$1/24" dev eth0 2>/dev/null || true # an earlier one may have left it
    unshare -m -p --fork --kill-child=KILL "$0" --inside "$@"
    exit
fi
address=$2
# The /proc is still that of fs1, where this process is another than here.
while read -r name ids; do
    if [ "$name" = NSpid: ]; then echo "${ids%%[[:space:]]*}" >"$3"; fi
done </proc/self/status
echo "twin.sh: $(date +%T) it is made" >&2
mount --make-rprivate /
mount -t proc proc /proc
mkdir -p /tmp/twin
mount -t tmpfs -o size=32m,mode=755 twin /tmp/twin
cp -a /var/lib/samba /tmp/twin/lib
mkdir /tmp/twin/etc
cp -a /etc/samba/. /tmp/twin/etc
sed -i "s|interfaces = lo .*|interfaces = $address/24|" /tmp/twin/etc/smb.conf
mount --bind /tmp/twin/lib /var/lib/samba
mount --bind /tmp/twin/etc /etc/samba
for folder in /run/samba /var/cache/samba /var/log/samba; do
    mount -t tmpfs -o mode=755 twin "$folder"
done
if [ -n "${4:-}" ]; then mount -t overlay -o "lowerdir=$4/usr:/usr" other /usr; fi
if [ -n "${5:-}" ]; then
    script=$5
    set -- "${@:6}"
    . "$script"
fi
echo "twin.sh: $(date +%T) Samba begins" >&2
winbindd -D
smbd -D
/usr/libexec/samba/samba-dcerpcd -D --libexec-rpcds
# A test that waits in vain for "ready" shows what did not come.
tell=$((SECONDS + 30))
until said=$(timeout 10 wbinfo -t 2>&1) && said=$(timeout 10 smbclient -L "$address" -m SMB3 -N 2>&1); do
    if [ $SECONDS -ge $tell ]; then
        tell=$((SECONDS + 30))
        printf 'twin.sh: %s\n' "$(date +%T) ${said//$'\n'/ | }" "$(pgrep -a 'winbindd|smbd|dcerpcd' | tr '\n' '|')" \
            "$(tail -n 3 /var/log/samba/log.w* /var/log/samba/log.smbd | tr '\n' '|')" >&2
    fi
    sleep .1
done
echo "twin.sh: $(date +%T) it serves" >&2
echo ready
cat >/dev/null
