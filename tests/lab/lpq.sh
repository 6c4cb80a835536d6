#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A print queue without a printer, for the lab's file server: Samba's `printing = lprng` commands on a folder for
# each queue, where jobs lie until somebody deletes them. Installed as /etc/samba/lpq.
#
#   lpq print PRINTER FILE USER | list PRINTER | delete|hold|release PRINTER JOB | stop|start PRINTER
#
# For tests: clear PRINTER. The numbers of jobs go on after it: to Samba, a number that comes back is the same job.
# quiet PRINTER: waits until somebody has just listed the queue, after which nobody does for a while (lpq cache time).
# Of a job that is listed before smbd knows its number, Samba makes two, one of which never changes.
# watched PRINTER: Samba starts the daemon that looks at queues, samba-bgqd, with a rpcd_spoolss and never again while
# that one lives; without it, only what deletes jobs looks at a queue. So the next rpcd_spoolss is made a new one.
set -euo pipefail
verb=$1
queue=/srv/queues/$2
if [ "$verb" = quiet ]; then
    listed() { stat -c %.Y "$queue/listed" 2>/dev/null || true; }
    before=$(listed)
    for _ in {1..300}; do
        if [ "$(listed)" != "$before" ]; then exit 0; fi
        sleep .1
    done
    exit # nobody asks for it
fi
if [ "$verb" = watched ]; then
    pgrep -x rpcd_spoolss >/dev/null || exit 0
    for _ in {1..20}; do # it may be about to start
        if pgrep -x samba-bgqd >/dev/null; then exit 0; fi
        sleep .1
    done
    echo "samba-bgqd is gone: rpcd_spoolss begins anew" >&2
    pkill -x rpcd_spoolss
    exit
fi
umask 000 # Samba runs these as whoever prints
mkdir -p "$queue"
exec 9>>"$queue/lock"
flock 9
job=$queue/${3:-none}
case $verb in
    print)
        number=$(($(cat "$queue/last" 2>/dev/null || echo 0) + 1))
        echo $number >"$queue/last"
        mkdir "$queue/$number"
        mv "$3" "$queue/$number/$(basename "$3")"
        echo "$4" >"$queue/$number.user"
        ;;
    list)
        if [ -e "$queue/stopped" ]; then echo "Printer: $2 (printing disabled)"; else echo "Printer: $2 is ready"; fi
        for job in "$queue"/[0-9]*.user; do
            [ -e "$job" ] || continue
            number=$(basename "$job" .user)
            file=$(ls "$queue/$number")
            if [ -e "$queue/$number.held" ]; then rank=hold; else rank=$number; fi
            echo "$rank $(cat "$job")@lab A $number $file $(stat -c %s "$queue/$number/$file") $(date -r "$job" +%H:%M:%S)"
        done
        touch "$queue/listed"
        ;;
    delete) rm -rf "$job" "$job.user" "$job.held" ;;
    hold) [ -e "$job.user" ] && touch "$job.held" ;;
    release) rm -f "$job.held" ;;
    stop) touch "$queue/stopped" ;;
    start) rm -f "$queue/stopped" ;;
    clear) rm -rf "$queue"/[0-9]* "$queue/stopped" ;;
esac
