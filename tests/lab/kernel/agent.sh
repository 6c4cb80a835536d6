#!/bin/busybox sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The only job of the system of image.sh: takes the network up and does what a test tells it on the second serial port.
# A line of Base64 is a script; the answer is a line of its exit status, its output and its errors, both as Base64.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev 2>/dev/null
mount -t tmpfs tmpfs /run
for module in $(cat /lib/modules/order); do
    insmod "/lib/modules/$module" || echo "insmod $module failed"
done
ip link set lo up
echo 0 >/proc/sys/net/ipv6/conf/eth0/accept_dad # so that the address counts at once
ip link set eth0 up
if grep -q network=cable /proc/cmdline; then
    ip addr add 10.77.0.2/24 dev eth0
    ip -6 addr add fd77::2/64 dev eth0
else
    ip addr add 10.0.2.15/24 dev eth0
    ip route add default via 10.0.2.2
fi
stty -F /dev/ttyS1 raw -echo
exec 3<>/dev/ttyS1
echo "ready - -" >&3
while read -r line <&3; do
    echo "$line" | base64 -d >/run/script
    sh /run/script >/run/output 2>/run/errors </dev/null
    echo "$? o$(base64 -w0 </run/output) e$(base64 -w0 </run/errors)" >&3
done
poweroff -f
