#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program under a real systemd, which has an smbd of its own to manage, inside a node but apart from what
# runs there. Ends when the program has ended.
#   lab exec NODE .../systemd.sh OUTPUT PROGRAM ARG...
set -e
if [ "$1" != --inside ]; then
    # Not exec: `lab exec` waits for this process, and process 1 below is another one's.
    unshare -p -m -n -u -C --fork --kill-child=KILL --mount-proc "$0" --inside "$@"
    exit
fi
shift
output=$1
shift
mount --make-rprivate /
for folder in /run /tmp /var/lib/samba /var/log/samba /var/cache/samba /etc/systemd/system /etc/samba; do
    mount -t tmpfs tmpfs "$folder"
done
umount -R /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 /sys/fs/cgroup
ip link set lo up
systemd-id128 new >/run/machine-id # the journal's name; the node has none
touch /etc/machine-id && mount --bind /run/machine-id /etc/machine-id
mkdir -p /run/systemd/system /run/samba /var/lib/samba/private
cat >/etc/samba/smb.conf <<'CONF'
[global]
  netbios name = SYSTEMD
  server role = standalone server
  interfaces = lo
  bind interfaces only = yes
  load printers = no
  log file = /var/log/samba/log.%m
  logging = systemd
  log level = 3
CONF
# As the package has it, but for what it waits for.
cat >/run/systemd/system/smbd.service <<'UNIT'
[Unit]
DefaultDependencies=no
[Service]
Type=notify
ExecStart=/usr/sbin/smbd --foreground --no-process-group
UNIT
cat >/run/systemd/system/winbind.service <<'UNIT'
[Unit]
DefaultDependencies=no
[Service]
Type=oneshot
ExecStart=/bin/false
UNIT
cat >/run/systemd/system/program.service <<UNIT
[Unit]
DefaultDependencies=no
Requires=dbus.socket systemd-journald.service
After=dbus.socket systemd-journald.service
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
TimeoutStartSec=60
Environment=LC_ALL=C.UTF-8
StandardOutput=truncate:$output
StandardError=append:$output.err
ExecStart=$*
UNIT
export container=lab
exec /lib/systemd/systemd --system --unit=program.service
