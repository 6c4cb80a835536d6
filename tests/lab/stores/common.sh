# SPDX-License-Identifier: GPL-3.0-or-later
# For the scripts beside it, which start the servers of the tests' stores. They are sourced on a machine of its own
# (unshare): what they start ends with that.

# until_done WHAT LOG COMMAND...: for a minute
until_done() {
    local what=$1 log=$2 end=$((SECONDS + 60))
    shift 2
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$end" ]; then
            echo "stores: $what does not come; the end of $log:" >&2
            tail -n 5 "$log" >&2
            exit 1
        fi
        sleep .1
    done
}

# done_once LOG COMMAND...: what is done once and may find a server not ready yet: thrice, and it tells why not
done_once() {
    local log=$1 try
    shift
    for try in 1 2 3; do
        if timeout 30 "$@" >"$log" 2>&1; then return; fi
        echo "stores: \"$*\" failed ($try):" >&2
        tail -n 5 "$log" >&2
        sleep 1
    done
    exit 1
}
