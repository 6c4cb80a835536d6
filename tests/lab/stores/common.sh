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
