# SPDX-License-Identifier: GPL-3.0-or-later
# start_swift FOLDER: OpenStack Swift with tempauth, and its S3 (s3api). Then there are
#   SWIFT_ENDPOINT               SWIFT_ENDPOINT/auth/v1.0 signs in; S3 is there too
#   SWIFT_USER, SWIFT_KEY        the access key and its secret of S3 as well
# shellcheck source=tests/lab/stores/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# swift_server NAME PORT: account, container or object
swift_server() {
    local name=$1 port=$2
    cat >"$swift/$name-server.conf" <<CONF
[DEFAULT]
swift_dir = $swift
devices = $swift/srv
mount_check = false
disable_fallocate = true
bind_ip = 127.0.0.1
bind_port = $port
workers = 0
user = root
log_address = $swift/nolog
[pipeline:main]
pipeline = $name-server
[app:$name-server]
use = egg:swift#$name
CONF
    swift-ring-builder "$swift/$name.builder" create 4 1 1
    swift-ring-builder "$swift/$name.builder" add "r1z1-127.0.0.1:$port/d1" 1
    swift-ring-builder "$swift/$name.builder" rebalance
    /usr/bin/python3 "$swift/start.py" "/usr/bin/swift-$name-server" "$swift/$name-server.conf" -v \
        >"$swift/log/$name" 2>&1 &
}

# It signs in and makes a container.
swift_works() {
    local said token url
    said=$(curl -s -m 5 -D- -o /dev/null -H "X-Auth-User: $SWIFT_USER" -H "X-Auth-Key: $SWIFT_KEY" \
        "$SWIFT_ENDPOINT/auth/v1.0" | tr -d '\r')
    token=$(awk 'tolower($1) == "x-auth-token:" { print $2 }' <<<"$said")
    url=$(awk 'tolower($1) == "x-storage-url:" { print $2 }' <<<"$said")
    [ -n "$token" ] && curl -sf -m 20 -X PUT -H "X-Auth-Token: $token" "$url/$1"
}

start_swift() {
    local swift=$1 port=18080 part
    mkdir -p "$swift"/{srv/d1,log}
    SWIFT_ENDPOINT=http://127.0.0.1:$port SWIFT_USER=test:tester SWIFT_KEY=testing
    cat >"$swift/swift.conf" <<CONF
[swift-hash]
swift_hash_path_prefix = cloud
swift_hash_path_suffix = test
[storage-policy:0]
name = only
default = yes
CONF
    # "swift_dir" in a .conf moves the rings only; swift.conf is moved here, before anything else is imported.
    cat >"$swift/start.py" <<PYTHON
import runpy, sys
from swift.common import utils
utils.set_swift_dir("$swift")
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
PYTHON
    {
        printf '%s\n' '[DEFAULT]' "swift_dir = $swift" 'bind_ip = 127.0.0.1' "bind_port = $port" 'workers = 0' \
            'user = root' "log_address = $swift/nolog" '[pipeline:main]' \
            'pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth copy slo dlo versioned_writes symlink proxy-server' \
            '[app:proxy-server]' 'use = egg:swift#proxy' 'allow_account_management = true' 'account_autocreate = true' \
            '[filter:tempauth]' 'use = egg:swift#tempauth' 'user_test_tester = testing .admin' \
            '[filter:s3api]' 'use = egg:swift#s3api' 'location = us-east-1' 's3_acl = false' 'check_bucket_owner = false' \
            '[filter:cache]' 'use = egg:swift#memcache' "memcache_servers = 127.0.0.1:$((port + 9))" \
            '[filter:slo]' 'use = egg:swift#slo' 'min_segment_size = 1' \
            '[filter:versioned_writes]' 'use = egg:swift#versioned_writes' 'allow_versioned_writes = true' \
            'allow_object_versioning = true'
        for part in healthcheck catch_errors gatekeeper listing_formats bulk copy dlo symlink; do
            printf '[filter:%s]\nuse = egg:swift#%s\n' $part $part
        done
    } >"$swift/proxy-server.conf"
    memcached -u nobody -l 127.0.0.1 -p $((port + 9)) -m 32 >"$swift/log/memcached" 2>&1 &
    {
        swift_server account $((port + 2))
        swift_server container $((port + 3))
        swift_server object $((port + 4))
    } >"$swift/log/rings"
    /usr/bin/python3 "$swift/start.py" /usr/bin/swift-proxy-server "$swift/proxy-server.conf" -v \
        >"$swift/log/proxy" 2>&1 &
    until_done Swift "$swift/log/proxy" swift_works share
}
