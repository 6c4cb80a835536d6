#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a person does first: ./run --detach, look, ./run stop. Exit code 77: the demo is running already,
# and is not ours to stop.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -e build/demo.env ]; then
    echo "skipped: a demo is running"
    exit 77
fi
unset DISPLAY WAYLAND_DISPLAY

fail() {
    echo "FAILED: $*" >&2
    exit 1
}
machine() { sha256sum /etc/hosts /etc/resolv.conf /etc/nsswitch.conf /etc/samba/smb.conf /etc/krb5.conf /etc/krb5.keytab 2>/dev/null || true; }
# rest METHOD PATH: with the session; the answer's body
rest() { curl -fsS --cacert "$SMC_CA" -X "$1" -H @<(printf 'Authorization: Bearer %s' "$token") "$SMC_URL$2"; }

before=$(machine)
trap './run stop >/dev/null 2>&1 || true' EXIT

./run --detach
[ "$(stat -c %a build/demo.env)" = 600 ] || fail "others may read build/demo.env"
# shellcheck source=/dev/null
. build/demo.env
[ -s "$SMC_CONF" ] || fail "there is no configuration $SMC_CONF"

token=$(printf '{"realm":"%s","user":"%s","password":"%s","token":true}' "$SMC_REALM" "$SMC_USER" "$SMC_PASSWORD" |
    curl -fsS --cacert "$SMC_CA" -H 'Content-Type: application/json' --data-binary @- "$SMC_URL/auth/login" |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["token"])')
listed=$(rest GET '/rest/identity/users?limit=10000' | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["items"]))')
found=$(LDAPTLS_CACERT=$LDAP_CA ldapsearch -LLL -x -H "$LDAP_URI" -D "$SMC_USER@${SMC_REALM,,}" -y <(printf %s "$SMC_PASSWORD") \
    -b "$LDAP_BASE" '(&(objectCategory=person)(objectClass=user))' dn | grep -c '^dn:')
[ "$found" -ge 60 ] || fail "the directory has $found users only"
[ "$listed" = "$found" ] || fail "smcd lists $listed users, the directory has $found"

# As README.md has it.
build/release/bin/smcctl users list --filter 'jo*' -o table | grep -q '^sAMAccountName' || fail "smcctl lists nobody"

first=$(cat build/demo/smcd.pid)
SECONDS=0
./run --detach
[ "$SECONDS" -lt 60 ] || fail "a second start took $SECONDS s"
[ "$(cat build/demo/smcd.pid)" = "$first" ] || fail "a second start made another smcd"

# A build replaces the program while it runs, as mold does it: the old one goes, a new one takes its place.
smcd=build/release/bin/smcd
mv $smcd $smcd.old
cp $smcd.old $smcd
rm $smcd.old
./run --detach
[ ! -e "/proc/$first" ] || fail "the smcd of the build before still runs"
first=$(cat build/demo/smcd.pid)

./run stop
[ ! -e build/demo.env ] || fail "build/demo.env is still there"
[ ! -e "/proc/$first" ] || fail "smcd still runs"
! ip netns list | grep -q '^smclab-demo-' || fail "the demo domain is still there"
[ "$(machine)" = "$before" ] || fail "a file of the machine has changed"
echo "the demo starts, serves, starts again and stops"
